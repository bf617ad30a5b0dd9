"""Calibration: whether a classifier's certainty can be believed."""

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
        Accuracy of the answers in each bin.
    counts : integer array (B,)
        Number of answers in each bin.
    """
    sure, right = P.max(axis=1), P.argmax(axis=1) == y  # (N,)
    bins = np.searchsorted(np.linspace(0, 1, n_bins + 1)[1:-1], sure)
    used, bins, counts = np.unique(bins, return_inverse=True, return_counts=True)
    certainty = np.bincount(bins, weights=sure, minlength=len(used)) / counts
    share = np.bincount(bins, weights=right, minlength=len(used)) / counts
    return certainty, share, counts


def calibration_error(P: Array, y: Array, n_bins: int = 10) -> float:
    """Measure how far certainty and accuracy lie apart, on average over the answers.

    This is the expected calibration error, ``sum(abs(share - certainty) * counts) / N``: a sum
    over the bins, where ``share`` is the accuracy in a bin.

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
        0 if in every bin the accuracy is the mean certainty.

    References
    ----------
    C. Guo, G. Pleiss, Y. Sun and K. Weinberger, On calibration of modern neural networks,
    2017.
    """
    certainty, share, counts = calibration_bins(P, y, n_bins)
    return float(np.average(np.abs(share - certainty), weights=counts))
