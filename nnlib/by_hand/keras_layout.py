"""The same network as Keras and other libraries write it.

A network is then sizes, names of activations and a list of arrays; only the order differs:

    ours    [(W_1, b_1), (W_2, b_2), …]      a pair for each layer
    Keras   [W_1, b_1, W_2, b_2, …]          one flat list: kernel, bias, kernel, bias

Keras's dense layer also computes ``A @ W + b`` with W of shape (D, H), so nothing is
transposed. This file does not import Keras.
"""

from __future__ import annotations

from collections.abc import Sequence

from nnlib._common.types import Array, Params
from nnlib.functions.activations import relu, sigmoid, softmax, tanh

ACTIVATIONS = {
    "linear": lambda Z: Z,
    "sigmoid": sigmoid,
    "tanh": tanh,
    "relu": relu,
    "softmax": softmax,
}


def count_parameters(sizes: Sequence[int]) -> int:
    """Count the weights and biases of a network of dense layers.

    Parameters
    ----------
    sizes : list of int
        Numbers of inputs, of units in each hidden layer, and of outputs.

    Returns
    -------
    int
    """
    total = 0
    for i in range(len(sizes) - 1):
        total += (sizes[i] + 1) * sizes[i + 1]
    return total


def run_layers(X: Array, weights: Sequence[Array], activations: Sequence[str]) -> Array:
    """Run a batch through dense layers, each with its own activation.

    Parameters
    ----------
    X : array (N, D)
        Samples.
    weights : list of arrays
        In Keras's order: W, b of the first layer, W, b of the second, and so on.
    activations : list of str
        One name for each layer; ``ACTIVATIONS`` holds the function of each name.

    Returns
    -------
    array (N, K)
        What the last layer's activation gives.
    """
    A = X
    for i, name in enumerate(activations):
        W, b = weights[2 * i], weights[2 * i + 1]
        A = ACTIVATIONS[name](A @ W + b)
    return A


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
