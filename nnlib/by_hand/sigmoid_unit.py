"""A unit that says how sure it is, and learns by gradient descent.

X (N, D)  ──▶  z = X @ w + b (N,)  ──▶  a = sigmoid(z), the probability of label 1
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from nnlib._common.types import Array, Number
from nnlib.functions.activations import sigmoid
from nnlib.functions.losses import binary_cross_entropy


def sigmoid_unit_grad(X: Array, y: Array, w: Array, b: Number) -> tuple[Array, Number]:
    """Gradients of the binary cross-entropy of a sigmoid unit.

    The loss is a mean over the batch.

    Parameters
    ----------
    X : array (N, D)
        Samples.
    y : array (N,) of 0 and 1
        Labels.
    w : array (D,)
        Weights.
    b : float
        Bias.

    Returns
    -------
    dw : array (D,)
    db : float

    Notes
    -----
    With a the probabilities of label 1, the gradient with respect to the scores is
    ``(a - y) / N``.
    """
    a = sigmoid(X @ w + b)  # (N,)
    dz = (a - y) / len(y)  # (N,)
    return X.T @ dz, dz.sum()


def descend(
    X: Array, y: Array, w: Array, b: Number, learning_rate: float, n_steps: int
) -> tuple[Array, Number, list[Number]]:
    """Train a sigmoid unit by gradient descent, and note the loss on the way.

    Every step uses all the samples.

    Parameters
    ----------
    X : array (N, D)
        Samples.
    y : array (N,) of 0 and 1
        Labels.
    w : array (D,)
        Weights to start from.
    b : float
        Bias to start from.
    learning_rate : float
    n_steps : int
        How many steps to take; 0 is allowed.

    Returns
    -------
    w : array (D,)
        The last weights; the array that came in stays as it was.
    b : float
        The last bias.
    losses : list of float
        The binary cross-entropy at the start and after each step, n_steps + 1 of them.
    """
    losses = [binary_cross_entropy(y, sigmoid(X @ w + b))]
    for _ in range(n_steps):
        dw, db = sigmoid_unit_grad(X, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
        losses.append(binary_cross_entropy(y, sigmoid(X @ w + b)))
    return w, b, losses


class SigmoidUnit:
    """One unit with a sigmoid, trained by gradient descent.

    Parameters
    ----------
    w : array (D,)
        Weights to start from.
    b : float
        Bias to start from.
    """

    b: Number

    def __init__(self, w: ArrayLike, b: Number = 0.0) -> None:
        self.w = np.array(w, dtype=float)  # a copy: training must not move the caller's
        self.b = float(b)

    def predict_proba(self, X: Array) -> Array:
        """Probability of label 1 for each sample: X (N, D) to a (N,)."""
        return sigmoid(X @ self.w + self.b)

    def predict(self, X: Array) -> Array:
        """Label of each sample: 1 where its score is above 0, X (N, D) to (N,)."""
        return np.where(X @ self.w + self.b > 0, 1, 0)

    def step(self, X: Array, y: Array, learning_rate: float) -> None:
        """Move ``w`` and ``b`` one step of gradient descent on the samples X with labels y."""
        dw, db = sigmoid_unit_grad(X, y, self.w, self.b)
        self.w = self.w - learning_rate * dw
        self.b = self.b - learning_rate * db
