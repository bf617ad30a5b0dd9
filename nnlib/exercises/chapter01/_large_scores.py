"""Wrong answers to "The gradient of softmax" that show with large scores alone."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.functions.activations import softmax


def _clipped(most):
    return lambda Z, Y: (softmax(np.clip(Z, -most, most)) - Y) / len(Z)


class Large:
    """Large scores are cut off, or small exponentials get lost."""

    def largest_of_the_batch(Z, Y):
        """The largest score of the whole *batch* is subtracted. In a row far below it all
        exponentials become 0, and 0 / 0 is not a number: subtract the largest of each row, as your
        own `softmax` does."""
        E = np.exp(Z - Z.max())
        return (E / E.sum(axis=-1, keepdims=True) - Y) / len(Z)

    def scores_cut_off(Z, Y):
        """Scores are cut off at a limit, so two large ones that differ count as equal. Your own
        `softmax` takes scores of any size as they are."""
        return _clipped(10)(Z, Y)

    scores_cut_off = spelled(scores_cut_off, *map(_clipped, (20, 30, 50, 100, 500, 700)))
