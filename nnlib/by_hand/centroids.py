"""A reader without training: the average of each class, and which one a sample is nearest to.

X (N, D), y (N,)  ──▶  M (K, D), one average a row  ──▶  squared distances (N, K)
                                                    ──▶  W (D, K) and b (K,): a layer of units
                                                    ──▶  how few pixels it takes to fool it
"""

from __future__ import annotations

import numpy as np

from nnlib._common.types import Array, Number


def class_averages(X: Array, y: Array, n_classes: int) -> Array:
    """Average the samples of each class.

    Parameters
    ----------
    X : float array (N, D)
        Samples, one a row.
    y : integer array (N,)
        The class of each sample, from 0 to n_classes - 1. Every class has at least one sample.
    n_classes : int
        Number of classes K.

    Returns
    -------
    array (K, D)
        In row k, the mean of the samples of class k.
    """
    return np.array([np.mean(X[y == k], axis=0) for k in range(n_classes)])


def squared_distance(x: Array, m: Array) -> Number:
    """Compute the squared distance of two samples.

    Parameters
    ----------
    x, m : float array (D,)
        Two samples with the same number of features.

    Returns
    -------
    float
        0 if the two are equal, and larger the more they differ.

    Notes
    -----
    The sum of the squared differences, feature by feature.
    """
    return np.sum((x - m) ** 2)


def squared_distances(X: Array, M: Array) -> Array:
    """Compute the squared distance of each sample from each average.

    Parameters
    ----------
    X : float array (N, D)
        Samples, one a row.
    M : float array (K, D)
        Averages, one a row.

    Returns
    -------
    array (N, K)
        In row n and column k, the sum of the squared differences between sample n and average k.
    """
    return np.array([np.sum((M - x) ** 2, axis=1) for x in X])  # each row (K,)


def distances_at_once(X: Array, M: Array) -> Array:
    """Compute the same squared distances as ``squared_distances``, without a loop.

    Parameters
    ----------
    X : float array (N, D)
        Samples, one a row.
    M : float array (K, D)
        Averages, one a row.

    Returns
    -------
    array (N, K)
        In row n and column k, the sum of the squared differences between sample n and average k.
    """
    differences = X[:, np.newaxis, :] - M  # (N, 1, D) - (K, D) gives (N, K, D)
    return np.sum(differences**2, axis=2)


def nearest_wrong(distances: Array, y: Array) -> Array:
    """Find how far the nearest average of a *wrong* class is from each sample.

    Parameters
    ----------
    distances : float array (N, K)
        How far each sample is from the average of each of at least two classes.
    y : integer array (N,)
        The right class of each sample, from 0 to K - 1.

    Returns
    -------
    array (N,)
        For each sample the smallest distance in its row, the right class's left out.
    """
    rows = np.arange(len(y))
    others = distances.copy()
    others[rows, y] = np.inf
    return np.min(others, axis=1)


def nearest_centroid(X: Array, y: Array, n_classes: int = 10) -> tuple[Array, Array]:
    """Make a layer of units whose largest score names the class with the nearest average.

    For every sample x, whatever it is, ``x @ W + b`` is largest for the class from whose average
    x has the smallest squared distance. Between any two classes the scores differ by half as much
    as the squared distances.

    Parameters
    ----------
    X : float array (N, D)
        Samples, one a row.
    y : integer array (N,)
        The class of each sample, from 0 to n_classes - 1. Every class has at least one sample.
    n_classes : int
        Number of classes K.

    Returns
    -------
    W : array (D, K)
        The weights, a column for each class.
    b : array (K,)
        The biases. The same weights, or the same bias, added to all classes would change no
        answer: add none.

    Notes
    -----
    The squared distance from the average μ of class k is ``x·x - 2 x·μ + μ·μ``. The first term is
    the same for all classes, so the nearest average is the one with the largest ``x·μ - μ·μ / 2``:
    column k of W is μ, and b holds ``-μ·μ / 2``.

    References
    ----------
    In other books this is the *nearest centroid* classifier, or the *minimum distance* one.
    """
    M = class_averages(X, y, n_classes)  # (K, D)
    b = -np.sum(M**2, axis=1) / 2  # (K,)
    return M.T, b


def fewest_pixels(x: Array, W: Array, b: Array) -> int:
    """Count the pixels that have to be repainted, at least, until a layer changes its answer.

    Parameters
    ----------
    x : float array (D,)
        One image, with pixels from 0 (paper) to 16 (ink). A repainted pixel may have any value
        from 0 to 16.
    W : array (D, K)
        The layer's weights, a column for each class.
    b : array (K,)
        The biases.

    Returns
    -------
    int
        The smallest number of pixels with which another class can get a larger score than the old
        answer. There is always one that can.

    Notes
    -----
    For class j to overtake the answer k, their difference has to grow by the lead that k has. In
    it pixel d counts with ``W[d, j] - W[d, k]``, so it gains most when it is filled where that is
    above 0 and cleared where it is below. The difference is a sum, so no pixel changes what
    another one gains, and the largest gains are the best ones to begin with.
    """
    Z = x @ W + b
    k = np.argmax(Z)
    counts = []
    for j in range(len(b)):
        slopes = W[:, j] - W[:, k]
        gains = slopes * (np.where(slopes > 0, 16, 0) - x)  # none is below 0
        reached = np.cumsum(np.sort(gains)[::-1])  # by one pixel, by two, …
        counts.append(np.sum(reached <= Z[k] - Z[j]) + 1)  # D + 1 if all of them aren't enough
    return min(counts)
