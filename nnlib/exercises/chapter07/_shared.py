"""What several exercises of the chapter share."""

import numpy as np


def _layers(rng, sizes, dtype=np.float64):
    """Arguments W_1, b_1, W_2, b_2, … of a network."""
    args = {}
    for i in range(1, len(sizes)):
        args[f"W_{i}"] = rng.normal(size=(sizes[i - 1], sizes[i])).round(1).astype(dtype)
        args[f"b_{i}"] = rng.normal(size=sizes[i]).round(1).astype(dtype)
    return args


def _networks(rng):
    yield "two layers: 3 inputs, 4 units, 2 units", _layers(rng, [3, 4, 2])
    yield "one layer", _layers(rng, [2, 3])
    yield "a square layer", _layers(rng, [3, 3, 3])
    yield "three layers, float32", _layers(rng, [2, 5, 3, 4], np.float32)
    yield "one input and one unit", _layers(rng, [1, 1])
    whole = {"W_1": np.array([[1.0, 2], [3, 4], [5, 6]]), "b_1": np.array([7.0, 8])}
    yield "whole numbers", whole
