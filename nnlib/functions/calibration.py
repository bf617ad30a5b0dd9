"""Whether a classifier's certainty can be believed."""

from __future__ import annotations

import numpy as np

from nnlib._common.types import Array


def calibration_bins(P: Array, y: Array, n_bins: int = 10) -> tuple[Array, Array, Array]:
    """Sort answers into bins by their certainty, and count in each how many are right.

    The certainty of an answer is the probability of the most probable class. Bins have the
    same width, between 0 and 1, and end with their upper bound; empty ones are left out.

    Parameters
    ----------
    P : array (N, K)
        Probabilities, one row a sample.
    y : integer array (N,)
        Labels from 0 to K - 1.
    n_bins : int
        Number of bins, the empty ones included.

    Returns
    -------
    certainty : array (B,)
        Mean certainty of the answers in each bin.
    share : array (B,)
        Share of them that is right.
    counts : integer array (B,)
        How many they are.
    """
    sure, right = P.max(axis=1), P.argmax(axis=1) == y  # (N,)
    bins = np.searchsorted(np.linspace(0, 1, n_bins + 1)[1:-1], sure)
    used, bins, counts = np.unique(bins, return_inverse=True, return_counts=True)
    certainty = np.bincount(bins, weights=sure, minlength=len(used)) / counts
    share = np.bincount(bins, weights=right, minlength=len(used)) / counts
    return certainty, share, counts


def calibration_error(P: Array, y: Array, n_bins: int = 10) -> float:
    """How far certainty and share of right answers lie apart, on average over the answers.

    sum over the bins of abs(share - certainty) * count / N: the expected calibration error.

    Parameters
    ----------
    P : array (N, K)
        Probabilities, one row a sample.
    y : integer array (N,)
        Labels from 0 to K - 1.
    n_bins : int
        Number of bins, as in ``calibration_bins``.

    Returns
    -------
    float from 0 to 1
        0 if answers that are sure at p are right in a share p of all cases.

    References
    ----------
    C. Guo, G. Pleiss, Y. Sun and K. Weinberger, On calibration of modern neural networks,
    2017.
    """
    certainty, share, counts = calibration_bins(P, y, n_bins)
    return float(np.average(np.abs(share - certainty), weights=counts))
