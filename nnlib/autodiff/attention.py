"""Attention: where in a list each query looks, with gradients for queries and keys.

Q (M, d) ──▶ ╭───╮ scores ╭──────╮     ╭─────────╮ weights ╭───╮
             │ @ │ ──────▶│ / √d │ ──▶ │ softmax │ ───────▶│ @ │ ──▶ (M, m)
K (n, d) ──▶ ╰───╯ (M, n) ╰──────╯     ╰─────────╯  (M, n) ╰───╯
                                           values V (n, m) ──▲
"""

from __future__ import annotations

import numpy as np

from nnlib._common.types import Array
from nnlib.autodiff.tensor import Tensor


def attention_weights(Q: Tensor, K: Tensor) -> Tensor:
    """For each query, how much of its attention each key gets.

    Parameters
    ----------
    Q : Tensor (..., M, d)
        Queries, one a row; or a stack of such matrices.
    K : Tensor (..., n, d)
        Keys, one a row; a stack if Q is one.

    Returns
    -------
    Tensor (..., M, n)
        Each row has the sum 1. Its gradients go back to Q and to K.

    Notes
    -----
    ``softmax(Q @ K.T / sqrt(d))``, along the last axis.

    References
    ----------
    Vaswani and others, "Attention is all you need", 2017.
    """
    d = K.data.shape[-1]
    scores = Q @ K.T / np.sqrt(d)
    return scores.softmax()


def masked_weights(scores: Tensor, allowed: Array) -> Tensor:
    """Attention weights of which some are 0 because there one must not look.

    Parameters
    ----------
    scores : Tensor (..., M, n)
        Scores of queries and keys, already divided.
    allowed : array of bool (M, n) or (..., M, n)
        Where a query may look; at least one place in each row.

    Returns
    -------
    Tensor (..., M, n)
        Each row has the sum 1, and 0 where it isn't allowed to look.

    Notes
    -----
    A score that is lower than all others by a very large number has the weight 0 after softmax.
    """
    forbidden = np.where(allowed, 0.0, -1e9)
    return (scores + forbidden).softmax()
