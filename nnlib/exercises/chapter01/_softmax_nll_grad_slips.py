"""Wrong answers to "The gradient of softmax": slopes of something else."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.functions.activations import softmax


def _also_for_one(wrong):
    """A mistake, and the same of someone who forgot the mean."""
    return spelled(wrong, lambda Z, Y: wrong(Z, Y) * len(Z))


def _shares_of_all(S):
    return np.exp(S) / np.exp(S).sum()


def _right(P, Y):
    return np.sum(P * Y, axis=-1, keepdims=True)


class Slips:
    """Slopes of something else, or with a factor too many."""

    def slope_of_the_probability_minus_label(Z, Y):
        """p (1 - p) is the slope of a *probability*. The loss has a logarithm after it: the slope
        of log(S) is 1/S times the slope of S, and no product is left."""
        return (softmax(Z) * (1 - softmax(Z)) - Y) / len(Z)

    def one_sum_for_the_batch(Z, Y):
        """The exponentials are divided by the sum over the whole batch. Each sample has a sum of
        its own, along its row."""
        E = np.exp(Z - Z.max(axis=-1, keepdims=True))
        return (E / E.sum() - Y) / len(Z)

    def plus_the_label(Z, Y):
        """The two terms have the same sign. In the loss the right class's score stands with a
        minus."""
        return (softmax(Z) + Y) / len(Z)

    def absolute(Z, Y):
        """The sign is gone. It matters: raising the right class's score lowers the loss, raising a
        wrong one's raises it."""
        return np.abs(softmax(Z) - Y) / len(Z)

    def squared(Z, Y):
        """The difference is squared, as in a squared error. A slope can be negative, and that of
        the right class is."""
        return (softmax(Z) - Y) ** 2 / len(Z)

    one_sum_for_the_batch = spelled(
        one_sum_for_the_batch,
        *_also_for_one(lambda Z, Y: (_shares_of_all(Z - Z.max()) - Y) / len(Z)),
        lambda Z, Y: _shares_of_all(Z - Z.max(axis=-1, keepdims=True)) - Y,
    )
    plus_the_label = _also_for_one(plus_the_label)
    absolute = _also_for_one(absolute)
    squared = _also_for_one(squared)

    def multiplied_by_N(Z, Y):
        """It's multiplied by the number of samples. The loss is a mean over them, so one sample's
        scores move only a share of it."""
        return (softmax(Z) - Y) * len(Z)

    def slope_of_each_probability(Z, Y):
        """This is how fast each *probability* grows with its own score. Asked for is how fast the
        loss does, and the labels have no part in this yet."""
        P = softmax(Z)
        return P * (1 - P) / len(Z)

    slope_of_each_probability = _also_for_one(slope_of_each_probability)

    def slope_of_the_right_probability(Z, Y):
        """This is the slope of the right class's *probability*. The loss is minus its logarithm,
        which grows at another rate."""
        P = softmax(Z)
        return _right(P, Y) * (Y - P) / len(Z)

    slope_of_the_right_probability = spelled(
        slope_of_the_right_probability,
        lambda Z, Y: _right(softmax(Z), Y) * (Y - softmax(Z)),
        lambda Z, Y: _right(softmax(Z), Y) * (softmax(Z) - Y),
        lambda Z, Y: _right(softmax(Z), Y) * (softmax(Z) - Y) / len(Z),
    )
    slope_of_the_probability_minus_label = spelled(
        slope_of_the_probability_minus_label,
        lambda Z, Y: softmax(Z) * (1 - softmax(Z)) - Y,
        *_also_for_one(
            lambda Z, Y: np.where(Y == 1, softmax(Z) * (1 - softmax(Z)), softmax(Z)) / len(Z)
        ),
        *_also_for_one(
            lambda Z, Y: np.where(Y == 1, softmax(Z) - 1, softmax(Z) * (1 - softmax(Z))) / len(Z)
        ),
        *_also_for_one(lambda Z, Y: Y * softmax(Z) * (1 - softmax(Z)) / len(Z)),
        *_also_for_one(lambda Z, Y: -Y * softmax(Z) * (1 - softmax(Z)) / len(Z)),
    )

    def times_the_probabilities(Z, Y):
        """There's a factor too many: the difference is multiplied by the probability, or by the
        score. In a slope of log(S) the sum S only divides."""
        P = softmax(Z)
        return (P - Y) * P / len(Z)

    times_the_probabilities = spelled(
        times_the_probabilities,
        lambda Z, Y: (softmax(Z) - Y) * softmax(Z),
        *_also_for_one(lambda Z, Y: (softmax(Z) - Y) * Z / len(Z)),
    )
