"""Logistic regression for many classes: one layer of units, and softmax.

X (N, D)  ──▶  Z = X @ W + b (N, K)  ──▶  P = softmax(Z) (N, K)
"""

from __future__ import annotations

import numpy as np

from nnlib._common.types import Array
from nnlib.functions.activations import softmax
from nnlib.functions.preprocessing import one_hot


def logistic_predict(X: Array, W: Array, b: Array) -> Array | np.integer:
    """Name the most probable class of each sample.

    Parameters
    ----------
    X : array (D,) or (N, D)
        One sample, or a batch.
    W : array (D, K)
        Weights, one column a class.
    b : array (K,)
        Biases.

    Returns
    -------
    integer for one sample, integer array (N,) for a batch

    Notes
    -----
    The largest score ``X @ W + b`` has the largest probability.
    """
    return np.argmax(X @ W + b, axis=-1)


def logistic_grad(X: Array, y: Array, W: Array, b: Array) -> tuple[Array, Array]:
    """Gradient of the mean negative log-likelihood of a batch.

    Parameters
    ----------
    X : array (N, D)
        Samples.
    y : integer array (N,)
        Labels from 0 to K - 1.
    W : array (D, K)
        Weights, one column a class.
    b : array (K,)
        Biases.

    Returns
    -------
    dW, db : arrays (D, K) and (K,)

    Notes
    -----
    It begins at the scores with ``dZ = (P - Y) / N``: the probabilities P, minus the
    labels Y as one-hot rows.
    """
    P = softmax(X @ W + b)  # (N, K)
    dZ = (P - one_hot(y, len(b))) / len(X)  # (N, K)
    return X.T @ dZ, dZ.sum(axis=0)
