"""How weights start: random, and of a size that keeps the signal alive.

With weights too small a signal fades from layer to layer, with weights too large
it explodes. Both rules choose the variance from the layer's sizes so that it does
neither.
"""

from __future__ import annotations

import numpy as np

from nnlib._common.rng import as_rng
from nnlib._common.types import Array, Seed


def xavier(n_in: int, n_out: int, rng: Seed = None) -> Array:
    """Draw normal weights of variance ``2 / (n_in + n_out)``, for sigmoid and tanh.

    Parameters
    ----------
    n_in, n_out : int
        Number of inputs D and of units H.
    rng : numpy.random.Generator, RandomState, int or None
        Source of random numbers.

    Returns
    -------
    array (n_in, n_out)

    References
    ----------
    Glorot and Bengio, "Understanding the difficulty of training deep feedforward
    neural networks", AISTATS 2010.
    """
    return as_rng(rng).normal(0.0, np.sqrt(2 / (n_in + n_out)), size=(n_in, n_out))


def relu_start(n_in: int) -> float:
    """Give the standard deviation with which weights start whose scores go into a ReLU.

    With weights of this standard deviation the signal is about as strong behind every layer of
    dense units and ReLU as it was in front of it.

    Parameters
    ----------
    n_in : int
        Number of inputs D of each unit.

    Returns
    -------
    float
        The standard deviation of the weights.

    Notes
    -----
    A score is a sum of D products. Its mean square is D times the variance of the weights times
    the mean square of the inputs, and ReLU halves it: hence ``sqrt(2 / n_in)``.

    References
    ----------
    He, Zhang, Ren and Sun, "Delving deep into rectifiers", ICCV 2015.
    """
    return np.sqrt(2 / n_in)


def he(n_in: int, n_out: int, rng: Seed = None) -> Array:
    """Draw normal weights of variance ``2 / n_in``, for ReLU, which drops half the signal.

    Parameters
    ----------
    n_in, n_out : int
        Number of inputs D and of units H.
    rng : numpy.random.Generator, RandomState, int or None
        Source of random numbers.

    Returns
    -------
    array (n_in, n_out)

    References
    ----------
    He, Zhang, Ren and Sun, "Delving deep into rectifiers", ICCV 2015.
    """
    return as_rng(rng).normal(0.0, relu_start(n_in), size=(n_in, n_out))
