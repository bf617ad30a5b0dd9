"""What two retired exercises of chapter 07 share."""

import numpy as np

from nnlib.exercises._helpers import draw_layers


def networks(rng):
    """(label, arguments) of the networks that are taken to Keras and back."""
    yield "two layers: 3 inputs, 4 units, 2 units", draw_layers(rng, [3, 4, 2])
    yield "one layer", draw_layers(rng, [2, 3])
    yield "a square layer", draw_layers(rng, [3, 3, 3])
    yield "three layers, float32", draw_layers(rng, [2, 5, 3, 4], np.float32)
    yield "one input and one unit", draw_layers(rng, [1, 1])
    whole = {"W_1": np.array([[1.0, 2], [3, 4], [5, 6]]), "b_1": np.array([7.0, 8])}
    yield "whole numbers", whole


AGAIN = (
    "A second call gives more than the first: the list still holds what came before. It is made "
    "once, outside the function or after the `=` of an argument; make a new one in every call."
)


def added_by_a_second_call(given):
    """A use that calls the answer twice and says how much longer its second list is.

    ``given`` makes the argument of the arrays.
    """

    def length(result):
        return len(result) if isinstance(result, list | tuple) else 0

    def use(answer, *arrays):
        before, after = (length(answer(given(arrays))) for _ in range(2))
        return after - before

    return use
