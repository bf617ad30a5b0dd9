"""Evidence that adds up: why a score is a log-odds."""

from __future__ import annotations

import numpy as np

from nnlib._common.types import Array
from nnlib.functions.activations import sigmoid


def combine(a: Array) -> Array:
    """Combine independent pieces of evidence for *yes* into one probability.

    Before any evidence the odds are even. Each piece is given as the probability of *yes* that
    it alone would lead to.

    Parameters
    ----------
    a : float array (M,)
        Probabilities, each of them above 0 and below 1. M may be very large, and it may be 0.

    Returns
    -------
    float
        Probability of *yes* after all the evidence; 0.5 if there is none.

    Notes
    -----
    ``sigmoid(sum(log(a / (1 - a))))``: odds multiply, so log-odds add.
    """
    log_odds = np.log(a / (1 - a))  # (M,)
    return sigmoid(np.sum(log_odds))
