"""Whether a classifier's probabilities mean what they say."""

from __future__ import annotations

import numpy as np

from nnlib._common.types import Array


def calibration_groups(confidence: Array, right: Array, n_groups: int) -> Array:
    """Compare what groups of answers say with how often they are right.

    Parameters
    ----------
    confidence : float array (N,)
        The probability that each answer was given with, in any order; no two are equal.
    right : bool array (N,)
        Whether that answer is right.
    n_groups : int
        How many groups to make, at most N. Their sizes differ by 1 at most, and the larger groups
        are those of the less confident answers.

    Returns
    -------
    array (n_groups, 2)
        One row a group, from the least to the most confident answers: their mean confidence, and
        the fraction of them that is right.

    Notes
    -----
    ``np.argsort`` of the confidence puts the *places* into order, and the same places are looked up
    in both arrays.
    """
    groups = np.array_split(np.argsort(confidence), n_groups)
    return np.array([[confidence[group].mean(), right[group].mean()] for group in groups])
