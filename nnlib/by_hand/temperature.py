"""Temperature scaling: how much to believe a classifier's scores."""

from __future__ import annotations

import numpy as np

from nnlib._common.types import Array, Number
from nnlib.functions.activations import log_softmax, softmax
from nnlib.functions.preprocessing import one_hot


def best_temperature(Z: Array, y: Array, temperatures: Array) -> Number:
    """Choose the temperature whose probabilities have the lowest negative log-likelihood.

    Parameters
    ----------
    Z : float array (N, K)
        Scores of any size, one row a sample.
    y : integer array (N,)
        Labels from 0 to K - 1.
    temperatures : float array (M,)
        Positive numbers to choose from, in any order.

    Returns
    -------
    float
        The temperature that is best, one of those given.

    Notes
    -----
    The scores are divided by each temperature, and ``log_softmax`` of them gives the loss, where
    the logarithm of a probability that was rounded to 0 would be infinite.

    References
    ----------
    C. Guo, G. Pleiss, Y. Sun and K. Weinberger, On calibration of modern neural networks,
    2017.
    """
    Y = one_hot(y, Z.shape[1])
    losses = []
    for temperature in temperatures:
        log_P = log_softmax(Z / temperature)
        losses.append(-np.mean(np.sum(Y * log_P, axis=-1)))
    return temperatures[np.argmin(losses)]


def fit_temperature(Z: Array, y: Array) -> Number:
    """Find the temperature with the lowest negative log-likelihood, wherever it lies.

    Parameters
    ----------
    Z : float array (N, K)
        Scores of any size, one row a sample. Some of the answers are right, and some are wrong: if
        all were right, there'd be no best temperature, because each lower one would be better.
    y : integer array (N,)
        Labels from 0 to K - 1.

    Returns
    -------
    float
        A number between 0.01 and 100, exact to a millionth of its value.

    Notes
    -----
    With the scores times ``1 / temperature``, the slope of the loss with respect to that factor
    has the sign of ``sum((softmax(Z / temperature) - Y) * Z)``. Where it is positive, less of the
    factor is better, so the temperature has to be higher. Halving the interval fifty times is
    enough.

    References
    ----------
    C. Guo, G. Pleiss, Y. Sun and K. Weinberger, On calibration of modern neural networks,
    2017.
    """
    Y = one_hot(y, Z.shape[1])
    low, high = 0.01, 100.0
    for _ in range(50):
        temperature = np.sqrt(low * high)
        slope = np.sum((softmax(Z / temperature) - Y) * Z)
        if slope > 0:
            low = temperature
        else:
            high = temperature
    return temperature
