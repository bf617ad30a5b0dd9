"""Nearest centroid: weights that are computed, without a single step of training."""

from __future__ import annotations

import numpy as np

from nnlib._common.types import Array


def nearest_centroid(X: Array, y: Array, n_classes: int = 10) -> tuple[Array, Array]:
    """Make weights and biases whose largest score names the nearest class average.

    Parameters
    ----------
    X : array (N, D)
        Samples.
    y : integer array (N,)
        Labels from 0 to n_classes - 1; each class occurs.
    n_classes : int
        Number of classes, K.

    Returns
    -------
    W : array (D, K)
        The class averages, one a column.
    b : array (K,)

    Notes
    -----
    ``b = -|mean|**2 / 2``, half the squared length of each average: of a sample's squared distance
    ``|x|**2 - 2 x @ mean + |mean|**2`` the first term is the same for all classes.
    """
    W = np.stack([X[y == k].mean(axis=0) for k in range(n_classes)], axis=1)  # (D, K)
    return W, -np.sum(W**2, axis=0) / 2
