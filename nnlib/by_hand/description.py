"""A network from its description: sizes and names of activations, as libraries take them."""

from __future__ import annotations

from collections.abc import Sequence

from nnlib._common.types import Array
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
