"""The perceptron: one unit that decides by the side of a line, and Rosenblatt's rule.

    X (N, D)  ──▶  z = X @ w + b (N,)  ──▶  1 where z > 0, else 0

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
    z = X @ w + b  # (N,)
    return np.where(z > 0, 1, 0)


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


def margins(X: Array, y: Array, w: Array, b: Number) -> Array:
    """Distance of each sample from a unit's boundary, below 0 on the wrong side.

    Parameters
    ----------
    X : array (N, D)
        Samples.
    y : array (N,) of 0 and 1
        Labels.
    w : array (D,)
        Weights, not all 0.
    b : float
        Bias.

    Returns
    -------
    array (N,)
        Above 0 on the side that the label asks for, and 0 on the line.

    Notes
    -----
    ``(2 * y - 1) * (X @ w + b) / |w|``: the sign is 1 for the label 1, and -1 for the label 0.
    """
    sign = 2 * y - 1  # (N,)
    return sign * (X @ w + b) / np.linalg.norm(w)


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


def rosenblatt(X: Array, y: Array, max_epochs: int = 100) -> tuple[Array, Any, list[int]]:
    """Learn by Rosenblatt's rule, until an epoch passes without a mistake.

    Parameters
    ----------
    X : array (N, D)
        Samples, which are shown one by one, in this order, in every epoch.
    y : array (N,) of 0 and 1
        Labels.
    max_epochs : int
        After so many epochs it ends in any case.

    Returns
    -------
    w : array (D,)
        Weights; all of them are 0 at the start.
    b : float
        Bias; 0 at the start.
    mistakes : list of int
        How many mistakes each epoch made.

    Notes
    -----
    A sample counts as a mistake if the unit answers it wrongly at the moment when it is shown.
    """
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        wrong = 0
        for n in range(len(X)):
            wrong += int(step_unit(X[n], w, b) != y[n])
            w, b = rosenblatt_update(w, b, X[n], y[n])
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


def in_other_orders(X: Array, y: Array, orders: Array) -> tuple[Array, Array]:
    """Learn by Rosenblatt's rule, once for each of several orders of the samples.

    Parameters
    ----------
    X : array (N, D)
        Samples, which some line separates.
    y : array (N,) of 0 and 1
        Labels.
    orders : array (R, N) of int
        One order in each row: the numbers of the samples as they are shown.

    Returns
    -------
    mistakes : array (R,)
        How many mistakes each training made in all.
    smallest : array (R,)
        The margin of the line that each training found.

    Notes
    -----
    A margin is the smallest of a line's ``margins``, whatever the order of the samples.
    """
    mistakes, smallest = [], []
    for order in orders:
        w, b, in_epochs = rosenblatt(X[order], y[order])
        mistakes.append(sum(in_epochs))
        smallest.append(np.min(margins(X, y, w, b)))
    return np.array(mistakes), np.array(smallest)


def third_feature(X: Array) -> Array:
    """Compute one more feature of each sample, with which a single unit can do XOR.

    Parameters
    ----------
    X : array (N, 2)
        Samples, each of two numbers that are 0 or 1.

    Returns
    -------
    array (N,)

    Notes
    -----
    The product: 1 for (1, 1) only, so that a negative weight can take back what the other two add.
    """
    return X[:, 0] * X[:, 1]


def hard_for_rosenblatt() -> tuple[Array, Array]:
    """Make a data set that costs Rosenblatt's rule at least 1000 mistakes before it stops.

    Returns
    -------
    X : array (N, D)
        At most ten samples, none of them longer than 1, and no two of different labels closer
        than 0.1.
    y : array (N,) of 0 and 1
        Labels; some line separates them, and the rule stops within 100 000 mistakes.

    Notes
    -----
    One sample lies almost exactly between two of the other class. Four mistakes in a row move the
    weights by twice the small height of the gap and leave the bias as it was, and the line has to
    come a long way.
    """
    X = np.array([[-0.5, 0.0], [0.5, 0.0], [0.0, 0.02]])
    y = np.array([1, 1, 0])
    return X, y
