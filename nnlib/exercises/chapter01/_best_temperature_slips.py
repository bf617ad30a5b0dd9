"""Wrong answers to "An honest temperature", and what most of them are made of."""

import itertools

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.functions.activations import log_softmax, softmax


def losses_of(Z, y, temperatures):
    return [-np.mean(log_softmax(Z / T)[np.arange(len(y)), y]) for T in temperatures]


def pick(Z, y, temperatures, score, lowest=True):
    """The temperature of the lowest score, or of the highest."""
    scores = [score(Z, y, T) for T in temperatures]
    return temperatures[np.argmin(scores) if lowest else np.argmax(scores)]


def right_ones(P, y):
    return P[np.arange(len(y)), y]


def softmax_of_the_raw(Z):
    E = np.exp(Z)
    return E / E.sum(axis=-1, keepdims=True)


def starting(lowest, first):
    """A search that starts with this lowest loss, and with ``first(temperatures)`` for the best."""

    def wrong(Z, y, temperatures):
        best, least = first(temperatures), lowest
        for T, loss in zip(temperatures, losses_of(Z, y, temperatures), strict=True):
            if loss < least:
                best, least = T, loss
        return best

    return wrong


def of_its_own(mine):
    """The best of these temperatures, whatever others are given."""
    return lambda Z, y, temperatures: float(mine[np.argmin(losses_of(Z, y, mine))])


def without_the_infinite(total):
    """An answer that leaves out the samples whose right class has the probability 0."""

    def loss(Z, y, T):
        p = right_ones(softmax(Z / T), y)
        return -total(np.log(p[p > 0])) if (p > 0).any() else np.nan

    return _by(loss)


def _by(score):
    """An answer that compares the temperatures by this score of Z, y and T."""
    return lambda Z, y, temperatures: pick(Z, y, temperatures, score)


def _running_best_of_arrays(Z, y, temperatures):
    best, lowest = None, np.inf
    for T in temperatures:
        loss = -right_ones(log_softmax(Z / T), y)
        if loss < lowest:
            best, lowest = T, loss
    return best


class Slips:
    """What is divided is not the scores, or the labels pick something else."""

    def divided_after_softmax(Z, y, temperatures):
        """The temperature divides what comes *after* softmax: the probabilities, which then don't
        sum to 1, or the loss. Divide the scores, before it."""
        return pick(
            Z, y, temperatures, lambda Z, y, T: -np.mean(np.log(right_ones(softmax(Z) / T, y)))
        )

    divided_after_softmax = spelled(
        divided_after_softmax,
        _by(lambda Z, y, T: -np.mean(np.log(right_ones(softmax(Z), y))) / T),
        _by(lambda Z, y, T: -np.mean(np.log(right_ones(softmax(Z), y))) * T),
        _by(lambda Z, y, T: -np.mean(np.log(right_ones(softmax(Z) * T, y)))),
        _by(lambda Z, y, T: -np.mean(np.log(right_ones(softmax(softmax(Z) / T), y)))),
        _by(lambda Z, y, T: -np.mean(right_ones(log_softmax(softmax(Z) / T), y))),
    )

    def labels_not_one_hot(Z, y, temperatures):
        """The labels are multiplied with a whole table, as one-hot rows would be. They are whole
        numbers, one a sample: make one-hot rows of them, or pick a column with each."""
        return pick(
            Z,
            y,
            temperatures,
            lambda Z, y, T: -np.mean(np.log(np.sum(y * softmax(Z / T), axis=-1))),
        )

    labels_not_one_hot = spelled(
        labels_not_one_hot,
        _by(lambda Z, y, T: -np.mean(np.sum(y * log_softmax(Z / T), axis=-1))),
        _by(lambda Z, y, T: -np.mean(y * log_softmax(Z / T))),
        _by(lambda Z, y, T: -np.mean(np.log(np.sum(y * log_softmax(Z / T), axis=-1)))),
    )

    def labels_as_row_numbers(Z, y, temperatures):
        """The labels are used as *row* numbers, so whole rows are picked, again and again. A label
        says in which *column* of its own row the right class stands."""
        return pick(Z, y, temperatures, lambda Z, y, T: -np.mean(log_softmax(Z / T)[y]))

    labels_as_row_numbers = spelled(
        labels_as_row_numbers,
        _by(lambda Z, y, T: -np.sum(log_softmax(Z / T)[y])),
        _by(lambda Z, y, T: -np.mean(np.log(softmax(Z / T)[y]))),
    )

    def cut_to_a_whole_number(Z, y, temperatures):
        """The right temperature, but cut off at the point. Return it as it stands among those
        given."""
        return int(temperatures[np.argmin(losses_of(Z, y, temperatures))])

    cut_to_a_whole_number = spelled(
        cut_to_a_whole_number,
        lambda Z, y, t: round(t[np.argmin(losses_of(Z, y, t))]),
    )

    def one_loss_a_sample(Z, y, temperatures):
        """There's one loss for each *sample* here. A temperature has a single one, the mean over
        the samples, and only that can be compared."""
        losses = [-right_ones(log_softmax(Z / T), y) for T in temperatures]
        return temperatures[np.argmin(losses)]

    one_loss_a_sample = spelled(
        one_loss_a_sample,
        _running_best_of_arrays,
        lambda Z, y, temperatures: min(
            temperatures, key=lambda T: tuple(-right_ones(log_softmax(Z / T), y))
        ),
    )

    def mean_of_the_temperatures(Z, y, temperatures):
        """This is in the middle of the temperatures. Return the one with the lowest loss."""
        return np.mean(temperatures)

    mean_of_the_temperatures = spelled(
        mean_of_the_temperatures, lambda Z, y, temperatures: np.median(temperatures)
    )

    def multiplied(Z, y, temperatures):
        """The scores are multiplied by the temperature. A temperature *divides* them."""
        return pick(Z, y, temperatures, lambda Z, y, T: -np.mean(right_ones(log_softmax(Z * T), y)))

    multiplied = spelled(
        multiplied,
        lambda *args: pick(*args, lambda Z, y, T: -np.mean(np.log(right_ones(softmax(Z * T), y)))),
    )

    def search_from_a_loss_of_10(Z, y, temperatures):
        """The search starts with a loss to be beaten, and here no temperature beats it. Start from
        infinity, or from the first temperature's own loss."""
        return starting(10, lambda t: 1.0)(Z, y, temperatures)

    search_from_a_loss_of_10 = spelled(
        search_from_a_loss_of_10,
        *(
            starting(lowest, first)
            for lowest, first in itertools.product((10, 100), (lambda t: None, lambda t: 0))
        ),
        starting(100, lambda t: 1.0),
        starting(10, lambda t: t[0]),
    )

    def temperatures_of_its_own(Z, y, temperatures):
        """The answer isn't one of the temperatures that were given. Choose among those."""
        return of_its_own(np.arange(1, 101))(Z, y, temperatures)

    temperatures_of_its_own = spelled(
        temperatures_of_its_own,
        *(of_its_own(np.arange(1, most)) for most in (11, 21, 51, 151, 201, 301, 501, 1001)),
        *(of_its_own(np.arange(1, most)) for most in (10, 20, 50, 100, 200, 300, 500, 1000)),
        *(of_its_own(np.linspace(0.1, most, 100)) for most in (5, 10, 20, 100)),
        *(of_its_own(np.arange(0.1, most, 0.1)) for most in (5, 10, 20, 100)),
    )
