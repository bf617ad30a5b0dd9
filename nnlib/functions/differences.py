"""What a difference between two ways is worth: its size, and how uncertain that is."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def difference(with_it: ArrayLike, without: ArrayLike) -> tuple[float, float]:
    """Compare two ways, each tried with several seeds.

    Parameters
    ----------
    with_it, without : array of at least two numbers
        What came out for each seed, such as accuracies; their numbers may differ.

    Returns
    -------
    how_much : float
        The mean with it minus the mean without.
    uncertainty : float
        The standard error of that difference.

    Notes
    -----
    A mean of n numbers has the squared standard error ``variance / n``, where the variance divides
    by n - 1. Those of two independent means add up; the root of the sum is the uncertainty.
    """
    with_it, without = np.asarray(with_it), np.asarray(without)
    how_much = with_it.mean() - without.mean()
    squares = with_it.var(ddof=1) / len(with_it) + without.var(ddof=1) / len(without)
    return how_much, np.sqrt(squares)
