"""A published network that reads 77 % of the digits, and variants of it, trained side by side.

    X (N, 64)  ──▶  A = sigmoid(X @ W_h + b_h) (S, V, N, 10)  ──▶  softmax(A @ W_o + b_o)

S starts of V variants cost one line each, as one network does. Everything is as in the notebook
that chapter 05 repeats: ten sigmoid units, all parameters uniform between -1 and 1, raw pixels, and
random numbers from NumPy's older generator.
"""

from __future__ import annotations

import copy
import functools
from collections.abc import Sequence

import numpy as np

from nnlib._common.types import Array, Params
from nnlib.by_hand.mlp import mlp_backward, mlp_forward
from nnlib.functions.activations import sigmoid, sigmoid_prime, softmax
from nnlib.functions.preprocessing import one_hot

SEEDS = [2130, 1, 2, 3, 4]  # the published one first

_trained: dict[tuple[object, ...], list[Array]] = {}


def published_digits() -> tuple[Array, Array, Array, Array]:
    """Load all 1797 digits, with the published split.

    Returns
    -------
    pixels : array (1797, 64), from 0 to 16
    labels : integer array (1797,)
    in_training, in_test : integer arrays (1257,) and (540,)
        Rows to learn from, and rows to test on.
    """
    from sklearn.datasets import load_digits

    pixels, labels = load_digits(return_X_y=True)
    in_training = np.random.RandomState(1827).choice(1797, 1257, replace=False)
    return pixels, labels, in_training, np.setdiff1d(np.arange(1797), in_training)


def published_start(seed: int) -> tuple[np.random.RandomState, Params]:
    """Draw the first parameters.

    Parameters
    ----------
    seed : int
        2130 is the published one.

    Returns
    -------
    rng : numpy.random.RandomState
        The generator, which draws the batches next.
    params : list of (W, b)
        Ten hidden units, ten outputs.
    """
    rng = np.random.RandomState(seed)
    sizes = [(64, 10), (10, 10)]
    return rng, [(rng.uniform(-1, 1, s), rng.uniform(-1, 1, s[1])) for s in sizes]


def published_step(X: Array, y: Array, params: Params, rate: float) -> Params:
    """Take a step with the published slip: the output layer moves before the gradient goes back.

    Parameters
    ----------
    X : array (N, 64)
        A batch.
    y : integer array (N,)
        Its labels.
    params : list of two (W, b)
    rate : float

    Returns
    -------
    list of two (W, b)
    """
    As, Zs = mlp_forward(X, params, sigmoid)
    dZ = (softmax(Zs[-1]) - one_hot(y, 10)) / len(y)
    hidden, (W, b) = params
    moved = (W - rate * As[1].T @ dZ, b - rate * dZ.sum(axis=0))
    (dW, db), _ = mlp_backward(dZ, As, Zs, [hidden, moved], sigmoid_prime)
    return [(hidden[0] - rate * dW, hidden[1] - rate * db), moved]


def side_by_side(
    networks: Sequence[tuple[float, float]],
    inputs: Array | None = None,
    rate: float = 0.01,
    n_steps: int = 20_000,
) -> tuple[Array, Array, Array]:
    """Train variants of the published network, without its slip, each from five starts.

    All of them see the same batches. What it has trained before it doesn't train again.

    Parameters
    ----------
    networks : list of (divisor, factor)
        The hidden weights are divided by the divisor at the start, and their learning rate is
        multiplied by the factor.
    inputs : array (1797, 64), optional
        What they read; by default the pixels as they are.
    rate : float
        Learning rate of all other parameters.
    n_steps : int
        How many steps, each with 32 digits.

    Returns
    -------
    known, new : arrays (5, V)
        Share of the training and of the test digits that each network reads in the end; the
        published start is the first row.
    moved : array (5, V)
        How far its hidden weights have moved, as a share of their length at the start.
    """
    inputs = published_digits()[0] if inputs is None else inputs
    seen = inputs.tobytes()
    keys = [(float(divisor), float(factor), seen, rate, n_steps) for divisor, factor in networks]
    untried = [key for key in dict.fromkeys(keys) if key not in _trained]
    if untried:
        found = _train([key[:2] for key in untried], inputs, rate, n_steps)
        for k, key in enumerate(untried):
            _trained[key] = [part[:, k] for part in found]
    known, new, moved = (
        np.stack(part, axis=1) for part in zip(*(_trained[key] for key in keys), strict=True)
    )
    return known, new, moved


def _train(
    networks: Sequence[tuple[float, float]], inputs: Array, rate: float, n_steps: int
) -> list[Array]:
    _, labels, in_training, in_test = published_digits()
    divisor, factor = np.array(networks, np.float32).T[:, :, None, None]
    starts = [published_start(seed)[1] for seed in SEEDS]
    hidden, output = (
        [np.stack(part)[:, None] for part in zip(*layer, strict=True)]
        for layer in zip(*starts, strict=True)
    )
    parts = hidden[0] / divisor, hidden[1][:, :, None], output[0], output[1][:, :, None]
    W_h, b_h, W_o, b_o = (part.astype(np.float32) for part in parts)
    W_start = W_h
    X, Y = inputs.astype(np.float32), one_hot(labels, 10).astype(np.float32)
    for step in range(n_steps):
        rows = in_training[_batches(step // 1000)[0][step % 1000]]
        A = (1 + np.tanh((X[rows] @ W_h + b_h) / 2)) / 2  # the sigmoid
        E = np.exp(A @ W_o + b_o)
        dZ = (E / E.sum(axis=-1, keepdims=True) - Y[rows]) / 32
        dZ_h = dZ @ W_o.mT * A * (1 - A)
        W_o, b_o = W_o - rate * A.mT @ dZ, b_o - rate * dZ.sum(-2, keepdims=True)
        W_h = W_h - rate * factor * (X[rows].T @ dZ_h)
        b_h = b_h - rate * dZ_h.sum(-2, keepdims=True)
    shares = []
    for at in (in_training, in_test):
        scores = sigmoid(X[at] @ W_h + b_h) @ W_o + b_o
        shares.append(np.mean(scores.argmax(axis=-1) == labels[at], axis=-1))
    moved = np.linalg.norm(W_h - W_start, axis=(-2, -1)) / np.linalg.norm(W_start, axis=(-2, -1))
    return [*shares, moved]


@functools.cache
def _batches(thousand: int) -> tuple[Array, np.random.RandomState]:
    """The digits of a thousand steps, drawn once for all networks, and what draws the next ones."""
    rng = copy.deepcopy(_batches(thousand - 1)[1]) if thousand else published_start(SEEDS[0])[0]
    return np.array([rng.choice(1257, 32, replace=False) for _ in range(1000)]), rng
