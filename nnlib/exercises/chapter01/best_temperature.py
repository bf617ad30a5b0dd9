"""The temperature that makes a classifier's probabilities honest."""

import numpy as np

from nnlib.by_hand import temperature
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter01._best_temperature_slips import (
    Slips,
    losses_of,
    pick,
    right_ones,
    softmax_of_the_raw,
    starting,
    without_the_infinite,
)
from nnlib.functions.activations import log_softmax, softmax
from nnlib.judge.exercise import Case, Exercise


def _not_accuracy(case):
    """Whether the first temperature, which is the most accurate too, is not the best."""
    best = temperature.best_temperature(**case.args)
    return best != case.args["temperatures"][0]


def _all_round_to_0(case):
    P = [softmax(case.args["Z"] / T) for T in case.args["temperatures"]]
    return all((p[np.arange(len(p)), case.args["y"]] == 0).any() for p in P)


exercise = Exercise(
    id="01-best-temperature",
    title="An honest temperature",
    minutes=10,
    difficulty=3,
    points=3,
    reference=temperature.best_temperature,
    hints=(
        "Which number falls when probabilities become more honest? It's the one to compare the "
        "temperatures by; the accuracy can't tell them apart.",
        "For each temperature: divide the scores, then the mean negative log-likelihood. Some "
        "probabilities round to 0, so the loss has to come straight from the scores.",
        "Keep the losses in a list, in the order of `temperatures`. `np.argmin` says *where* the "
        "lowest stands, and the answer is the temperature at that place.",
    ),
    promises={
        "the best is not the first": _not_accuracy,
        "the best is the first": lambda case: not _not_accuracy(case),
        "temperatures in no order": array_where(
            "temperatures", lambda t: (np.diff(t) > 0).any() and (np.diff(t) < 0).any()
        ),
        "a temperature below 1": array_where("temperatures", lambda t: (t < 1).any()),
        "one temperature": array_where("temperatures", lambda t: len(t) == 1),
        "scores of which some round to 0 at every temperature": _all_round_to_0,
        "a class that does not occur": lambda case: (
            len(np.unique(case.args["y"])) < case.args["Z"].shape[1]
        ),
    },
    survivors={
        "-1 -> 1": "in a table the last axis is axis 1",
        "loss < lowest -> loss <= lowest": "of two that are equally good either may be chosen",
        **dict.fromkeys(
            [
                "1 -> 2",
                "log_P[:, np.arange(len(y)), y].mean(axis=1) -> "
                "log_P[:, np.arange(len(y)), y].sum(axis=1)",
                "np.mean(log_P[np.arange(len(y)), y]) -> np.sum(log_P[np.arange(len(y)), y])",
                "np.mean(np.sum(Y * log_P, axis=-1)) -> np.sum(np.sum(Y * log_P, axis=-1))",
                "np.sum(Y * log_P, axis=-1) -> Y * log_P",
                "np.sum(Y * log_P, axis=-1) -> np.mean(Y * log_P, axis=-1)",
                "np.sum(Y * log_P, axis=-1) -> np.sum(Y * log_P)",
                "np.sum(log_softmax(Z / T)[np.arange(len(y)), y]) -> "
                "np.mean(log_softmax(Z / T)[np.arange(len(y)), y])",
            ],
            "a factor that is the same for all temperatures changes no order",
        ),
    },
    why="""Dividing all scores by a positive number leaves their order as it is, so the accuracy is
the same at every temperature, and only the loss can choose. It has to come straight from the
scores, by `log_softmax`: at a low temperature a wrong answer's right class rounds to the
probability 0, the loss to infinity, and infinities can't be compared. The temperature may be
chosen on the training images because the reader's ten averages know those hardly better than
others. A network's thousands of weights may know them by heart, and then its scores for them
don't say how sure it may be elsewhere.""",
    distractors=(
        "    log_P = log_softmax(Z * temperature)",
        "return np.argmin(losses)",
    ),
)


def _case(label, Z, y, temperatures):
    args = {"Z": np.array(Z, float), "y": np.array(y)}
    return Case(label, {**args, "temperatures": np.array(temperatures, float)})


@exercise.cases
def _(rng):
    sure = [[8, 0], [8, 0], [0, 8], [8, 0]]
    yield _case("four samples, sure and once wrong", sure, [0, 0, 1, 1], [1, 2, 4, 8, 16])
    yield _case("the same with temperatures in no order", sure, [0, 0, 1, 1], [16, 4, 1, 8, 2])
    less = [[3, 0], [3, 0], [0, 3], [3, 0]]
    yield _case("four samples, less sure", less, [0, 0, 1, 1], [4, 0.1, 2.7, 0.2, 0.37, 1, 8])
    unsure = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    yield _case("three samples, all right", unsure, [0, 1, 2], [4, 2, 1, 0.5])
    yield _case("the same, the lowest first", unsure, [0, 1, 2], [0.5, 4, 2, 1])
    yield _case("one sample, wrong", [[3, 0]], [1], [1, 2, 3])
    yield _case("one sample, wrong and sure", [[600, 0]], [1], [1, 2, 50])
    yield _case("one temperature", sure, [0, 0, 1, 1], [5])
    large = [[3000, 0, 1000], [0, 3000, 1000], [3000, 0, 1000], [-3000, 0, -4000]]
    yield _case("scores of 3000", large, [0, 1, 1, 1], [1, 2, 3])
    yield _case("scores of 3000, lowest last", large, [0, 1, 1, 1], [3, 2, 1])
    grid = rng.permutation(np.geomspace(0.5, 300, 60).round(2))
    yield _case("30 samples, 60 temperatures", *_samples(rng, 40), grid)
    yield _case("30 samples with large scores", *_samples(rng, 30_000), 100 * grid)


def _samples(rng, size):
    """Thirty rows of scores, the largest of which is right in most; class 4 does not occur."""
    Z = size * rng.normal(size=(30, 5)).round(2)
    return Z, np.where(np.arange(30) < 21, Z[:, :4].argmax(axis=1), np.arange(30) % 4)


def _plus(tiny):
    return lambda Z, y, temperatures: pick(
        Z, y, temperatures, lambda Z, y, T: -np.mean(np.log(right_ones(softmax(Z / T), y) + tiny))
    )


exercise.wrong(Slips)


@exercise.wrong
class Mistakes:
    def rounded_to_0(Z, y, temperatures):
        """Some probabilities round to 0. Then the loss is infinite at several temperatures, or,
        with a tiny number inside the logarithm or with those samples left out, it isn't the loss
        any more, and they can't be compared. Let it come straight from the scores."""
        return pick(
            Z, y, temperatures, lambda Z, y, T: -np.mean(np.log(right_ones(softmax(Z / T), y)))
        )

    def always_the_first(Z, y, temperatures):
        """The first temperature comes back, whatever the others are. Do you compare the accuracy,
        which no temperature changes? Does a `return` stop the loop at once? Does the search start
        from a loss that none falls below, such as 0? Or are all the losses NaN, because `nll` was
        given logarithms and takes them itself?"""
        return temperatures[0]

    def always_the_largest(Z, y, temperatures):
        """The largest temperature always wins here. What you compare falls as the temperature
        grows, whatever the labels say: the confidence does, a logarithm that is divided *after*
        softmax, or a loss that counts all the classes. Only the right class's probability
        counts."""
        return np.max(temperatures)

    def always_the_smallest(Z, y, temperatures):
        """The smallest temperature always wins here. What you compare rises as the temperature
        grows, whatever the labels say: does it look at the *largest* probability, or divide by the
        temperature after softmax? Divide the scores, and look at the right class."""
        return np.min(temperatures)

    def highest_loss(Z, y, temperatures):
        """This is the temperature with the *highest* loss. Look at the sign: logarithms of
        probabilities are negative, and the best are those near 0."""
        return pick(Z, y, temperatures, lambda Z, y, T: np.mean(right_ones(log_softmax(Z / T), y)))

    always_the_largest = spelled(
        always_the_largest,
        lambda Z, y, temperatures: pick(
            Z, y, temperatures, lambda Z, y, T: -np.mean(log_softmax(Z / T))
        ),
        lambda Z, y, temperatures: pick(
            Z, y, temperatures, lambda Z, y, T: -np.mean(log_softmax(Z / T)[:, y])
        ),
        lambda Z, y, temperatures: pick(
            Z, y, temperatures, lambda Z, y, T: softmax(Z / T).max(axis=1).mean()
        ),
        lambda Z, y, temperatures: pick(
            Z, y, temperatures, lambda Z, y, T: -np.mean(right_ones(log_softmax(Z), y) / T)
        ),
    )
    always_the_smallest = spelled(
        always_the_smallest,
        lambda Z, y, temperatures: pick(
            Z, y, temperatures, lambda Z, y, T: -np.mean(right_ones(log_softmax(Z), y) - np.log(T))
        ),
        lambda Z, y, temperatures: pick(
            Z, y, temperatures, lambda Z, y, T: -np.mean(log_softmax(Z / T).max(axis=1))
        ),
    )
    always_the_first = spelled(
        always_the_first,
        lambda *args: pick(*args, lambda Z, y, T: -np.mean((Z / T).argmax(axis=1) == y)),
    )

    def the_place(Z, y, temperatures):
        """This is the place of the best temperature in the array. Return the temperature that
        stands there."""
        return np.argmin(losses_of(Z, y, temperatures))

    def the_loss(Z, y, temperatures):
        """This is the lowest loss. Return the temperature that has it."""
        return np.min(losses_of(Z, y, temperatures))

    def all_losses(Z, y, temperatures):
        """These are the losses of all temperatures. Return the temperature of the lowest."""
        return np.array(losses_of(Z, y, temperatures))

    def naive_softmax(Z, y, temperatures):
        """At some temperature the loss is NaN, which can't be compared. Either an exponential
        overflows, or a wrong class rounds to 0, and 0 times log 0 is NaN. Use `log_softmax`."""
        return pick(
            Z,
            y,
            temperatures,
            lambda Z, y, T: -np.mean(np.log(right_ones(softmax_of_the_raw(Z / T), y))),
        )

    def confidence_equals_accuracy(Z, y, temperatures):
        """This brings the mean confidence nearest to the accuracy. That's another goal, and here
        the one with the lowest negative log-likelihood is asked for."""
        accuracy = np.mean(Z.argmax(axis=1) == y)
        return pick(
            Z, y, temperatures, lambda Z, y, T: abs(softmax(Z / T).max(axis=1).mean() - accuracy)
        )

    def sorted_only_for_the_losses(Z, y, temperatures):
        """The losses are those of the *sorted* temperatures, and their place is looked up in the
        unsorted ones. Keep both in the same order."""
        return temperatures[np.argmin(losses_of(Z, y, np.sort(temperatures)))]

    def mean_probability(Z, y, temperatures):
        """The temperatures are compared by the mean probability of the right class. Without the
        logarithm a confident mistake costs hardly more than a hesitant one."""
        return pick(Z, y, temperatures, lambda Z, y, T: -np.mean(right_ones(softmax(Z / T), y)))

    def the_last(Z, y, temperatures):
        """The last temperature comes back, whatever the others are. Remember the best so far, and
        its loss."""
        return temperatures[-1]

    def squared_error(Z, y, temperatures):
        """The temperatures are compared by the squared error. It puts a limit on what a confident
        mistake costs; take the negative log-likelihood."""
        return pick(
            Z,
            y,
            temperatures,
            lambda Z, y, T: np.mean((np.eye(Z.shape[1])[y] - softmax(Z / T)) ** 2),
        )

    def stops_at_the_first_rise(Z, y, temperatures):
        """The search stops at the first temperature that is no better than the one before. They
        come in any order: try them all."""
        losses = losses_of(Z, y, temperatures)
        for i in range(1, len(losses)):
            if losses[i] >= losses[i - 1]:
                return temperatures[i - 1]
        return temperatures[-1]

    def starts_from_1(Z, y, temperatures):
        """The loss to beat isn't that of the temperatures that were given, so sometimes none of
        them beats it. Start from infinity: then the first always does."""
        best, lowest = 1.0, 1.0
        for T, loss in zip(temperatures, losses_of(Z, y, temperatures), strict=True):
            if loss < lowest:
                best, lowest = T, loss
        return best

    def divided_again_and_again(Z, y, temperatures):
        """The scores are divided anew at each temperature, without going back to the ones that
        came. Keep Z as it is, and give the divided scores a name of their own."""
        losses = []
        for T in temperatures:
            Z = Z / T
            losses.append(losses_of(Z, y, [1])[0])
        return temperatures[np.argmin(losses)]

    def divided_in_place(Z, y, temperatures):
        """The caller's scores have been changed, which is what `/=` does. `Z / T` makes a new
        array."""
        Z /= temperatures[0]
        return pick(Z, y, temperatures, lambda Z, y, T: -np.mean(right_ones(log_softmax(Z / T), y)))

    def classes_from_the_labels(Z, y, temperatures):
        """The number of classes is taken from the labels, and a class may not occur among them.
        The columns of Z say how many there are."""
        Y = np.eye(np.max(y) + 1)[y]
        return pick(
            Z, y, temperatures, lambda Z, y, T: -np.mean(np.sum(Y * log_softmax(Z / T), axis=1))
        )

    def ten_classes(Z, y, temperatures):
        """The number of classes is fixed at 10. The columns of Z say how many there are."""
        Y = np.eye(10)[y]
        return pick(
            Z, y, temperatures, lambda Z, y, T: -np.mean(np.sum(Y * log_softmax(Z / T), axis=1))
        )

    def over_the_samples(Z, y, temperatures):
        """The probabilities of a *class* sum to 1 over the samples. Those of a sample should,
        along its row."""
        return pick(
            Z, y, temperatures, lambda Z, y, T: -np.mean(right_ones(log_softmax(Z.T / T).T, y))
        )

    rounded_to_0 = spelled(
        rounded_to_0,
        *map(_plus, (1e-8, 1e-10, 1e-12, 1e-15, 1e-300)),
        lambda *args: pick(*args, lambda Z, y, T: -np.sum(np.log(right_ones(softmax(Z / T), y)))),
        without_the_infinite(np.sum),
        without_the_infinite(np.mean),
    )
    starts_from_1 = spelled(
        starts_from_1,
        *(starting(0.0, lambda t, best=best: best) for best in (None, 0, 1.0)),
        *(starting(1.0, first) for first in (lambda t: None, lambda t: 0, lambda t: t[0])),
    )

    def sorted_on_one_side(Z, y, temperatures):
        """The losses are in the order of the temperatures as they came, and the place is looked up
        in sorted ones. Look it up in the array that came."""
        return sorted(temperatures)[np.argmin(losses_of(Z, y, temperatures))]

    def subtracted(Z, y, temperatures):
        """The temperature is subtracted from the scores, which changes no probability. It divides
        them."""
        return pick(Z, y, temperatures, lambda Z, y, T: -np.mean(right_ones(log_softmax(Z - T), y)))

    def one_sample_only(Z, y, temperatures):
        """The loss of one sample decides, not the mean over all of them."""
        return pick(Z, y, temperatures, lambda Z, y, T: -right_ones(log_softmax(Z / T), y)[0])

    one_sample_only = spelled(
        one_sample_only,
        lambda Z, y, temperatures: pick(
            Z, y, temperatures, lambda Z, y, T: -np.median(right_ones(log_softmax(Z / T), y))
        ),
        lambda Z, y, temperatures: pick(
            Z, y, temperatures, lambda Z, y, T: -np.min(right_ones(log_softmax(Z / T), y))
        ),
    )
    the_place = spelled(
        the_place,
        lambda Z, y, temperatures: np.argmin(
            [-np.mean(np.log(right_ones(softmax(Z / T), y))) for T in temperatures]
        ),
    )


@exercise.right
class Variants:
    def with_a_running_best(Z, y, temperatures):
        """This keeps the best so far instead of a list of all losses. Starting from infinity, the
        first temperature is always taken."""
        best, lowest = None, np.inf
        for T in temperatures:
            log_P = log_softmax(Z / T)
            loss = -np.mean(log_P[np.arange(len(y)), y])
            if loss < lowest:
                best, lowest = T, loss
        return best

    def by_min(Z, y, temperatures):
        """Python's own `min` takes a function that says what to compare by, here the loss."""
        return min(temperatures, key=lambda T: -np.sum(log_softmax(Z / T)[np.arange(len(y)), y]))

    def all_at_once(Z, y, temperatures):
        """Broadcasting makes one array (M, N, K) of all divided scores, without a loop. It needs M
        times the memory."""
        log_P = log_softmax(Z / temperatures[:, None, None])
        return temperatures[np.argmax(log_P[:, np.arange(len(y)), y].mean(axis=1))]
