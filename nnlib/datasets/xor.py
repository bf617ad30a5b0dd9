"""Exclusive or: the smallest problem that one straight line cannot solve."""

from __future__ import annotations

import numpy as np

from nnlib._common.rng import as_rng
from nnlib._common.types import Array, Seed
from nnlib._common.validation import positive_int


def xor_table() -> tuple[Array, Array]:
    """Return the truth table of XOR.

    Returns
    -------
    X : float64 array (4, 2)
        All pairs of 0 and 1.
    y : int array (4,)
        1 where exactly one of the pair is 1.
    """
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    y = np.array([0, 1, 1, 0])
    return X, y


def four_clusters(
    n_per_class: int = 50, *, std: float = 0.2, rng: Seed = None
) -> tuple[Array, Array]:
    """Draw points around the corners of a square, labelled by XOR: opposite corners are alike.

    Class 0 lies around (-1, -1) and (1, 1), class 1 around (-1, 1) and (1, -1).

    Parameters
    ----------
    n_per_class : int
        Points of each class; an odd one goes to the first corner.
    std : float
        Standard deviation of each cluster, in both directions.
    rng : numpy.random.Generator, RandomState, int or None
        Source of random numbers.

    Returns
    -------
    X : float64 array (2 * n_per_class, 2)
    y : int array (2 * n_per_class,)
    """
    positive_int("n_per_class", n_per_class)
    if not std >= 0:
        raise ValueError(f"std must be a number of at least 0, got {std!r}")
    half = n_per_class // 2
    corners = np.array([[-1.0, -1.0], [1.0, 1.0], [-1.0, 1.0], [1.0, -1.0]])
    sizes = [n_per_class - half, half, n_per_class - half, half]
    centres = np.repeat(corners, sizes, axis=0)
    X = centres + std * as_rng(rng).normal(size=centres.shape)
    y = np.repeat([0, 1], n_per_class)
    return X, y
