"""Weights to and from Keras: the same arrays in another order.

    ours    [(W_1, b_1), (W_2, b_2), …]      a pair for each layer
    Keras   [W_1, b_1, W_2, b_2, …]          one flat list: kernel, bias, kernel, bias

Keras's dense layer also computes ``A @ W + b`` with W of shape (D, H), so nothing is
transposed. This file does not import Keras.
"""

from __future__ import annotations

from collections.abc import Sequence

from nnlib._common.types import Array, Params


def to_keras(params: Params) -> list[Array]:
    """Write a network's parameters as the flat list that Keras takes.

    Parameters
    ----------
    params : list of (W, b)
        Weights (D, H) and biases (H,) of each layer.

    Returns
    -------
    list of arrays
        W, b of the first layer, W, b of the second, and so on, as
        ``model.set_weights`` takes them.
    """
    weights = []
    for W, b in params:
        weights += [W, b]
    return weights


def from_keras(weights: Sequence[Array]) -> Params:
    """Read a flat list of Keras as pairs, one for each layer.

    Parameters
    ----------
    weights : list of arrays
        What ``model.get_weights()`` gives for dense layers: W, b, W, b, …

    Returns
    -------
    list of (W, b)
    """
    return [(weights[i], weights[i + 1]) for i in range(0, len(weights), 2)]
