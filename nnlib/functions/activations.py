"""Activations: what a unit makes of its score.

Every function takes scores ``Z`` of any shape and gives an array of that shape.
Each stands beside its derivative, which is taken *at the score* ``Z`` and not at
the activation ``A``: that mix-up is one of the oldest bugs of the field.

All of them hold for scores of any size; nothing here overflows.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from nnlib._common.types import Array


def sigmoid(Z: ArrayLike) -> Array:
    """Squash scores into (0, 1).

    Parameters
    ----------
    Z : array of any shape
        Scores, floats or whole numbers.

    Returns
    -------
    array of Z's shape
        Numbers between 0 and 1; 0.5 where the score is 0.

    Notes
    -----
    ``1 / (1 + exp(-Z))``.
    """
    E = np.exp(-np.abs(Z))  # at most 1, so it cannot overflow
    return np.where(np.asarray(Z) >= 0, 1, E) / (1 + E)


def sigmoid_prime(Z: ArrayLike) -> Array:
    """Slope of the sigmoid at the scores.

    Parameters
    ----------
    Z : array of any shape
        Scores, not activations; floats or whole numbers.

    Returns
    -------
    array of Z's shape
        At most 0.25, which is the slope where the score is 0.

    Notes
    -----
    ``sigmoid(Z) * (1 - sigmoid(Z))``.
    """
    A = sigmoid(Z)
    return A * (1 - A)


def tanh(Z: ArrayLike) -> Array:
    """Squash scores into (-1, 1): ``(exp(Z) - exp(-Z)) / (exp(Z) + exp(-Z))``.

    Parameters
    ----------
    Z : array of any shape
        Scores.

    Returns
    -------
    array of Z's shape
    """
    return np.tanh(Z)


def tanh_prime(Z: ArrayLike) -> Array:
    """Slope of tanh at the scores.

    Parameters
    ----------
    Z : float array of any shape
        Scores, not activations.

    Returns
    -------
    array of Z's shape

    Notes
    -----
    ``1 - tanh(Z)**2``.
    """
    return 1 - np.tanh(Z) ** 2


def relu(Z: ArrayLike) -> Array:
    """Keep the positive scores and set the others to 0: ``max(Z, 0)``.

    Parameters
    ----------
    Z : array of any shape
        Scores.

    Returns
    -------
    array of Z's shape
    """
    return np.maximum(Z, 0)


def relu_prime(Z: ArrayLike) -> Array:
    """Give the slope of ReLU at the scores: 1 where the score is positive, else 0.

    At 0 itself the slope is not defined; like other libraries, this one takes 0.

    Parameters
    ----------
    Z : array of any shape
        Scores, not activations.

    Returns
    -------
    array of Z's shape and dtype
    """
    Z = np.asarray(Z)
    return (Z > 0).astype(Z.dtype)


def softmax(Z: ArrayLike) -> Array:
    """Turn each row of scores into probabilities.

    Parameters
    ----------
    Z : array (K,) or (N, K)
        Scores, one row a sample; floats or whole numbers.

    Returns
    -------
    array of Z's shape
        Numbers from 0 to 1, of which the smallest may round to 0; each row sums to 1.

    Notes
    -----
    ``exp(z_k) / sum_j exp(z_j)``.
    """
    E = np.exp(Z - np.max(Z, axis=-1, keepdims=True))  # the largest score becomes 0
    return E / E.sum(axis=-1, keepdims=True)


def softmax_backward(dA: Array, A: Array) -> Array:
    """Carry a gradient back through softmax.

    Softmax mixes the scores of a row, so its derivative is a matrix for each row,
    ``J = diag(a) - outer(a, a)``; this is ``J @ da`` without building ``J``.

    Parameters
    ----------
    dA : float array (K,) or (N, K)
        Gradient of the loss with respect to the probabilities.
    A : float array of dA's shape
        The probabilities, ``softmax(Z)``.

    Returns
    -------
    float array of dA's shape
        Gradient of the loss with respect to the scores.
    """
    return A * (dA - np.sum(dA * A, axis=-1, keepdims=True))


def log_softmax(Z: ArrayLike) -> Array:
    """Logarithm of softmax, finite for scores of any size.

    Parameters
    ----------
    Z : float array (K,) or (N, K)
        Scores, one row a sample.

    Returns
    -------
    array of Z's shape
        Numbers of at most 0.

    Notes
    -----
    ``z_k - log(sum_j exp(z_j))``. Taking the logarithm here, before anything is rounded to 0,
    keeps it finite.
    """
    S = Z - np.max(Z, axis=-1, keepdims=True)
    return S - np.log(np.exp(S).sum(axis=-1, keepdims=True))
