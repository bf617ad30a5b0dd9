"""The perceptron: one unit that decides by the side of a line, and Rosenblatt's rule.

    X (N, D)  ──▶  Z = X @ w + b (N,)  ──▶  1 where Z > 0, else 0

References
----------
Rosenblatt, "The perceptron: a probabilistic model for information storage and
organization in the brain", 1958.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from nnlib._common.types import Array, Number


def step_unit(X: Array, w: Array, b: Number | Array) -> Array:
    """Answer 1 where a unit's score is above 0, else 0.

    Parameters
    ----------
    X : array (D,) or (N, D)
        One sample, or a batch with one row a sample.
    w : array (D,)
        Weights, one for each feature.
    b : float
        Bias.

    Returns
    -------
    0 or 1, or array (N,) of them

    Notes
    -----
    The score is ``X @ w + b``.
    """
    Z = X @ w + b  # (N,)
    return np.where(Z > 0, 1, 0)


def boundary(x1: float | Array, w: Array, b: Number) -> float | Array:
    """Height of the line on which a unit with two inputs has the score 0.

    Parameters
    ----------
    x1 : float or array (M,)
        First feature.
    w : array (2,)
        Weights; the second is not 0.
    b : float
        Bias.

    Returns
    -------
    float or array (M,)
        Second feature of the points of the line.

    Notes
    -----
    It solves ``w[0] * x1 + w[1] * x2 + b = 0`` for x2.
    """
    return -(w[0] * x1 + b) / w[1]


def rosenblatt_update(w: Array, b: Number, x: Array, y: Number) -> tuple[Array, Any]:
    """Learn from one sample by Rosenblatt's rule.

    Parameters
    ----------
    w : array (D,)
        Weights.
    b : float
        Bias.
    x : array (D,)
        One sample.
    y : int
        Its label, 0 or 1.

    Returns
    -------
    new_w : array (D,)
    new_b : float

    Notes
    -----
    ``w + (y - answer) * x`` and ``b + (y - answer)``.
    """
    error = y - step_unit(x, w, b)
    return w + error * x, b + error
