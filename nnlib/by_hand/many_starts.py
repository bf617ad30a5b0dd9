"""Many starts of a small network, trained side by side, and what has become of each.

    X (N, D)  ──▶  A = sigmoid(X @ W_h + b_h) (S, N, H)  ──▶  p = sigmoid(A @ W_o + b_o) (S, N, 1)

``@`` multiplies the last two axes and repeats over the axes before them, so S networks cost one
line each, as one network does.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnlib._common.types import Array, Params
from nnlib.functions.activations import sigmoid


def train_starts(
    X: Array,
    y: Array,
    starts: Sequence[Params],
    *,
    learning_rate: float = 1.0,
    n_steps: int = 2000,
) -> list[Params]:
    """Train a network of sigmoid units from each of many starts by gradient descent.

    Every layer ends in a sigmoid, the last one too, and the loss is the negative log-likelihood,
    a mean over all samples.

    Parameters
    ----------
    X : array (N, D)
        Samples.
    y : array (N,) of 0 and 1
        Labels.
    starts : sequence of S lists of (W, b)
        Weights and biases to start from, as ``mlp_init`` draws them: all of the same shapes, the
        last layer with one unit.
    learning_rate : float
    n_steps : int
        Number of steps; each of them sees all samples.

    Returns
    -------
    list of S lists of (W, b)
        The trained networks in the order of their starts.
    """
    layers = [
        (np.stack([W for W, _ in layer]), np.stack([b for _, b in layer])[:, None])
        for layer in zip(*starts, strict=True)
    ]  # W (S, D, H) and b (S, 1, H)
    for _ in range(n_steps):
        As = [X]
        for W, b in layers:
            As.append(sigmoid(As[-1] @ W + b))  # (S, N, H)
        dZ = (As[-1] - y[:, None]) / len(y)
        for i in reversed(range(len(layers))):
            W, b = layers[i]
            dA = dZ @ W.swapaxes(1, 2)
            dW, db = As[i].swapaxes(-2, -1) @ dZ, dZ.sum(axis=1, keepdims=True)
            layers[i] = W - learning_rate * dW, b - learning_rate * db
            dZ = dA * As[i] * (1 - As[i])
    return [[(W[s], b[s, 0]) for W, b in layers] for s in range(len(starts))]


def kind_of_solution(X: Array, y: Array, params: Params) -> str:
    """Say how two hidden units divide the four clusters: which class do their lines cut off?

    A solution has two nearly parallel lines, each of which cuts one cluster off from the other
    three. If it is class 1 that is cut off, class 1 is found in two *corners*; if it is class 0,
    class 1 lies in the *stripe* between the lines.

    Parameters
    ----------
    X : array (N, 2)
        Samples.
    y : array (N,) of 0 and 1
        Labels.
    params : list of two (W, b)
        Hidden layer and output unit, all of them sigmoids.

    Returns
    -------
    {"corners", "stripe", "stuck"}
        Stuck if a sample is on the wrong side.
    """
    (W_h, b_h), (W_o, b_o) = params
    says_yes = X @ W_h + b_h > 0  # (N, 2): which side of each line a sample is on
    scores = sigmoid(X @ W_h + b_h) @ W_o[:, 0] + b_o
    if np.any((scores > 0) != y):
        return "stuck"
    few = says_yes.mean(axis=0) < 0.5  # a line cuts off its smaller side
    cut_off = np.any(says_yes == few, axis=1)
    return "corners" if np.mean(y[cut_off]) > 0.5 else "stripe"
