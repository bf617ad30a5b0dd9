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


def attend(X: Array | Tensor, Y: Array | Tensor, W_q: Tensor, W_k: Tensor, W_v: Tensor) -> Tensor:
    """A layer that looks: each row of X asks, and gets back a mean of what the rows of Y hold.

    Parameters
    ----------
    X : array or Tensor (N, M, a)
        The rows that ask, M for each of N lists.
    Y : array or Tensor (N, n, b)
        The rows that are looked at, n for each list.
    W_q, W_k : Tensors (a, d) and (b, d)
        Turn a row of X into a query, and a row of Y into a key.
    W_v : Tensor (b, m)
        Turns a row of Y into a value.

    Returns
    -------
    Tensor (N, M, m)
        For each row of X the mean of the values, weighted by how well their keys fit.

    References
    ----------
    Vaswani and others, "Attention is all you need", 2017, where X is Y in self-attention.
    """
    weights = attention_weights(X @ W_q, Y @ W_k)  # (N, M, n)
    return weights @ (Y @ W_v)


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


def block(
    X: Tensor,
    W_q: Tensor,
    W_k: Tensor,
    W_v: Tensor,
    W_o: Tensor,
    W_hidden: Tensor,
    W_out: Tensor,
    allowed: Array,
) -> Tensor:
    """One block of a transformer: entries look at each other, then each is worked on by itself.

    Parameters
    ----------
    X : Tensor (N, n, d)
        N lists of n entries, a row of d numbers for each entry.
    W_q, W_k, W_v : Tensors (heads, d, m)
        Turn a row into a query, a key and a value of m numbers each; one matrix a head.
    W_o : Tensor (heads, m, d)
        Turns what a head has found back into d numbers; one matrix a head.
    W_hidden, W_out : Tensors (d, h) and (h, d)
        Two dense layers without biases; between them is a ReLU.
    allowed : array of bool (n, n)
        Which entries (columns) each entry (row) may look at.

    Returns
    -------
    Tensor (N, n, d)
        The rows with what both parts have added to them, one after the other. What a part works
        on is standardized first, and scores are divided by the root of m.

    Notes
    -----
    The first part is self-attention with several heads, whose results are added up. The second
    part is the dense layers, for each entry by itself. Each part gets its rows standardized, and
    what it finds is added to the rows as they were before that.

    References
    ----------
    Vaswani and others, "Attention is all you need", 2017, where the rows are standardized after
    each part and not before it.
    """
    N, n, d = X.data.shape
    rows = X.standardize().reshape(N, 1, n, d)  # the same ones for every head
    root = np.sqrt(W_k.data.shape[-1])
    weights = masked_weights(rows @ W_q @ (rows @ W_k).T / root, allowed)  # (N, heads, n, n)
    found = weights @ (rows @ W_v) @ W_o  # (N, heads, n, d)
    X = X + found.sum(axis=1)
    return X + (X.standardize() @ W_hidden).relu() @ W_out
