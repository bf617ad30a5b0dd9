"""Rows are samples: small things that are done to a batch, all rows at once."""

from __future__ import annotations

import numpy as np

from nnlib._common.types import Array, Number


def row_shares(X: Array) -> Array:
    """Divide each row by its own sum, so that every row sums to 1.

    Parameters
    ----------
    X : float array (N, D)
        No number below 0 and in each row at least one above it, one sample a row.

    Returns
    -------
    array (N, D)
    """
    return X / np.sum(X, axis=1, keepdims=True)  # (N, D) / (N, 1)


def share_right(Z: Array, y: Array) -> Number:
    """Accuracy: the fraction of rows whose largest score is the right class's.

    Parameters
    ----------
    Z : array (N, K)
        Scores, one sample a row, one class a column.
    y : integer array (N,)
        The right class of each sample, from 0 to K - 1.

    Returns
    -------
    float from 0 to 1
    """
    guesses = np.argmax(Z, axis=1)  # (N,)
    return np.mean(guesses == y)


def pick(P: Array, y: Array) -> Array:
    """Pick one entry of each row: from row n the one in column y[n].

    Parameters
    ----------
    P : array (N, K)
        One sample a row.
    y : integer array (N,)
        A column number for each row, from 0 to K - 1.

    Returns
    -------
    array (N,)
    """
    return P[np.arange(len(y)), y]


def scores(X: Array, W: Array, b: Array) -> Array:
    """Compute a layer's scores: each sample's dot product with each unit, plus its bias.

    Parameters
    ----------
    X : float array (N, D)
        Samples, one a row.
    W : array (D, K)
        Weights, one unit a column.
    b : array (K,)
        Biases, one a unit.

    Returns
    -------
    array (N, K)
    """
    return X @ W + b
