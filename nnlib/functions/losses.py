"""Losses: how wrong a batch of answers is, as one number.

The one rule for 1/N: the loss is a *mean* over the batch, and no other line of
the library knows N. Every gradient inherits its 1/N from here.

``nll`` and ``binary_cross_entropy`` take probabilities, as the first chapters do.
Networks train on scores (logits) with ``softmax_cross_entropy``, which never
takes the logarithm of a rounded zero.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from nnlib._common.types import Array, Number
from nnlib.functions.activations import log_softmax, softmax


def nll(Y: ArrayLike, P: ArrayLike) -> Number:
    """Mean negative log-likelihood of the right classes.

    It is 0 for a network that is right and sure, and without bound for one that is wrong
    and sure.

    Parameters
    ----------
    Y : array (K,) or (N, K)
        One-hot labels.
    P : array of Y's shape
        Probabilities, each row with sum 1.

    Returns
    -------
    float

    Notes
    -----
    ``-mean(log(p_right))``.
    """
    p_right = np.sum(np.multiply(Y, P), axis=-1)
    return -np.mean(np.log(p_right))


def mean_loss(losses: Array, sizes: Array) -> Number:
    """Mean loss of all samples, from the mean losses of their batches.

    Parameters
    ----------
    losses : array (B,)
        Mean loss of each batch.
    sizes : integer array (B,)
        Number of samples in each batch.

    Returns
    -------
    float
    """
    return np.sum(losses * sizes) / np.sum(sizes)


def binary_cross_entropy(y: ArrayLike, a: ArrayLike) -> Number:
    """Mean negative log-likelihood of labels that are yes or no.

    Parameters
    ----------
    y : array (N,) of 0 and 1
        Labels.
    a : array (N,)
        Probabilities of label 1.

    Returns
    -------
    float
        Infinite where a label was given the probability 0.

    Notes
    -----
    ``-mean(y*log(a) + (1 - y)*log(1 - a))``.
    """
    a_right = np.where(np.asarray(y) == 1, a, np.subtract(1, a))
    return -np.mean(np.log(a_right))


def softmax_cross_entropy(Z: Array, y: Array) -> Number:
    """Mean negative log-likelihood of the right classes, from scores.

    The same number as ``nll(one_hot(y, K), softmax(Z))``, but finite for any scores.

    Parameters
    ----------
    Z : array (N, K)
        Scores, one row a sample.
    y : integer array (N,)
        Labels from 0 to K - 1.

    Returns
    -------
    float
    """
    log_P = log_softmax(Z)  # (N, K)
    return -np.mean(log_P[np.arange(len(y)), y])


def softmax_cross_entropy_grad(Z: Array, y: Array) -> Array:
    """Gradient of ``softmax_cross_entropy`` with respect to the scores.

    The loss is a mean over the batch.

    Parameters
    ----------
    Z : array (N, K)
        Scores, one row a sample.
    y : integer array (N,)
        Labels from 0 to K - 1.

    Returns
    -------
    array (N, K)

    Notes
    -----
    What the network said, minus the truth, over N: ``(softmax(Z) - Y) / N``.
    """
    dZ = softmax(Z)
    dZ[np.arange(len(y)), y] -= 1
    return dZ / len(y)
