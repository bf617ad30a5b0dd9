"""Penalties: what large weights cost, so that a network keeps them small.

A penalty is added to the loss, and its gradient to the weights' gradient. Biases are
left out: they only shift a unit.
"""

from __future__ import annotations

import numpy as np

from nnlib._common.types import Array, Number


def l1_penalty(W: Array, strength: float) -> Number:
    """Compute the L1 penalty of weights: ``strength * sum(|W|)``.

    Parameters
    ----------
    W : array of any shape
        Weights.
    strength : float
        How much a weight of size 1 costs.

    Returns
    -------
    float
    """
    return strength * np.sum(np.abs(W))


def l1_grad(W: Array, strength: float) -> Array:
    """Gradient of the L1 penalty, ``strength * sum(|W|)``.

    Each weight is pulled towards 0 with the same force, however small it is; a
    weight of exactly 0 is not pulled.

    Parameters
    ----------
    W : array of any shape
        Weights.
    strength : float
        How much a weight of size 1 costs.

    Returns
    -------
    array of W's shape
    """
    return strength * np.sign(W)


def l2_penalty(W: Array, strength: float) -> Number:
    """Compute the L2 penalty of weights: ``strength / 2 * sum(W**2)``.

    Parameters
    ----------
    W : array of any shape
        Weights.
    strength : float
        Strength of the penalty; a weight of size 1 costs half of it.

    Returns
    -------
    float
    """
    return strength / 2 * np.sum(W**2)


def l2_grad(W: Array, strength: float) -> Array:
    """Compute the gradient of the L2 penalty: ``strength * W``.

    Each weight is pulled towards 0 in proportion to its size, so that it shrinks by
    the same share at every step and never quite arrives.

    Parameters
    ----------
    W : array of any shape
        Weights.
    strength : float
        Strength of the penalty; a weight of size 1 costs half of it.

    Returns
    -------
    array of W's shape
    """
    return strength * W
