"""A classifier that keeps all its samples: the nearest of them vote.

distances (N, R)  ──▶  the k nearest of each row (N, k)  ──▶  their labels  ──▶  answers (N,)
"""

from __future__ import annotations

import numpy as np

from nnlib._common.types import Array
from nnlib.by_hand.centroids import squared_distances


def nearest_neighbour(X_known: Array, y_known: Array, X_new: Array) -> Array:
    """Answer for each new sample with the label of the known sample that is nearest to it.

    Parameters
    ----------
    X_known : float array (R, D)
        Known samples, one a row.
    y_known : integer array (R,)
        Their labels.
    X_new : float array (N, D)
        Samples to be classified.

    Returns
    -------
    array (N,)
        For each new sample the label of the nearest known one, by squared distance. If several are
        equally near, that of the first of them.
    """
    distances = squared_distances(X_new, X_known)  # (N, R)
    return y_known[np.argmin(distances, axis=1)]


def vote(distances: Array, labels: Array, k: int) -> Array:
    """Answer for each sample by a vote of the known samples that are nearest to it.

    Parameters
    ----------
    distances : array (N, R)
        How far each of N samples is from each of R known ones. All that counts is their order, so
        they may be below 0.
    labels : integer array (R,)
        The classes of the known samples, from 0 on.
    k : int
        How many of the nearest have a vote, from 1 to R.

    Returns
    -------
    array (N,)
        For each sample the label with the most votes. If several labels have equally many, the
        smallest of them.

    References
    ----------
    In other books these are the *k nearest neighbours*.
    """
    nearest = np.argsort(distances, axis=1)[:, :k]  # (N, k), places of known samples
    votes = labels[nearest]  # (N, k)
    return np.array([np.argmax(np.bincount(row)) for row in votes])
