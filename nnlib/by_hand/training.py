"""The training of a network of plain functions: gradients, mini-batches, the loop, momentum.

params ──▶ loss_and_grads ──▶ descend, on a batch ──▶ params, a little better
   ▲                                                     │
   └── for each mini-batch of an epoch, for each epoch ◀─┘
"""

from __future__ import annotations

import numpy as np

from nnlib._common.types import Array, Number, Params, Seed
from nnlib.by_hand.mlp import mlp_backward, mlp_forward
from nnlib.functions.activations import sigmoid, sigmoid_prime, softmax
from nnlib.functions.losses import softmax_cross_entropy
from nnlib.functions.preprocessing import one_hot


def loss_and_grads(X: Array, y: Array, params: Params) -> tuple[Number, Params]:
    """Compute the loss of a batch and the gradients of all weights and biases.

    The hidden layers are sigmoids, and the loss is the mean negative log-likelihood of the
    labels, with softmax at the end.

    Parameters
    ----------
    X : array (N, D)
        Samples.
    y : integer array (N,)
        Labels from 0 to K - 1.
    params : list of (W, b)
        Weights and biases of any number of layers; the last has K units.

    Returns
    -------
    loss : float
    grads : list of (dW, db)
        In the order and shapes of ``params``.

    Notes
    -----
    At the last scores the gradient is ``(P - Y) / N``; from there ``mlp_backward`` goes on.
    """
    As, Zs = mlp_forward(X, params, sigmoid)
    P = softmax(Zs[-1])
    dZ = (P - one_hot(y, P.shape[1])) / len(y)
    return softmax_cross_entropy(Zs[-1], y), mlp_backward(dZ, As, Zs, params, sigmoid_prime)


def descend(
    X: Array, y: Array, params: Params, rate: float, n_steps: int
) -> tuple[Params, list[Number]]:
    """Take steps of gradient descent, each with all of the samples.

    Parameters
    ----------
    X : array (N, D)
        Samples.
    y : integer array (N,)
        Labels.
    params : list of (W, b)
        Where the descent starts. The list and its arrays stay as they are.
    rate : float
        Learning rate.
    n_steps : int
        How many steps.

    Returns
    -------
    params : list of (W, b)
        Where it ends.
    losses : list of float
        One number a step: the loss just before it.
    """
    losses = []
    for _ in range(n_steps):
        loss, grads = loss_and_grads(X, y, params)
        losses.append(loss)
        pairs = zip(params, grads, strict=True)
        params = [(W - rate * dW, b - rate * db) for (W, b), (dW, db) in pairs]
    return params, losses


def minibatches(X: Array, y: Array, batch_size: int, rng: Seed) -> list[tuple[Array, Array]]:
    """Shuffle the samples and cut them into batches.

    Parameters
    ----------
    X : array (N, D)
        Samples.
    y : array (N,)
        Labels.
    batch_size : int
        Samples in a batch; the last batch holds what is left, if anything is.
    rng : int or numpy.random.Generator
        The source of the shuffle; ``np.random.default_rng(rng)`` takes either.

    Returns
    -------
    list of (X_batch, y_batch)
        Every sample is in one batch, with its label.
    """
    order = np.random.default_rng(rng).permutation(len(X))
    batches = []
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        batches.append((X[rows], y[rows]))
    return batches


def train(
    X: Array, y: Array, params: Params, rate: float, batch_size: int, n_epochs: int, rng: Seed
) -> tuple[Params, list[Number]]:
    """Train by mini-batches, which are drawn anew in each epoch.

    Parameters
    ----------
    X : array (N, D)
        Samples.
    y : integer array (N,)
        Labels.
    params : list of (W, b)
        Where the training starts. The list and its arrays stay as they are.
    rate : float
        Learning rate.
    batch_size, n_epochs : int
        How many samples each step looks at, and how often each sample is shown.
    rng : int or numpy.random.Generator
        The source of the shuffles; ``np.random.default_rng(rng)`` takes either.

    Returns
    -------
    params : list of (W, b)
        Where it ends.
    losses : list of float
        One number an epoch: the loss of *all* samples at the end of it.
    """
    rng, losses = np.random.default_rng(rng), []
    for _ in range(n_epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            params, _ = descend(X_batch, y_batch, params, rate, 1)
        losses.append(loss_and_grads(X, y, params)[0])
    return params, losses


def momentum_step(
    w: Array, v: Array, dw: Array, rate: float, momentum: float
) -> tuple[Array, Array]:
    """Move one array of parameters by a step with momentum.

    Parameters
    ----------
    w : array
        Parameters, of any shape.
    v : array
        The last step that they took, of the same shape; zeros before the first one.
    dw : array
        The gradient of the loss at w.
    rate : float
        Learning rate.
    momentum : float
        Which fraction of the last step is kept, from 0 to below 1.

    Returns
    -------
    w, v : arrays
        The new parameters, and the step that led to them.

    Notes
    -----
    ``v = momentum * v - rate * dw``, then ``w = w + v``.
    """
    v = momentum * v - rate * dw
    return w + v, v


def train_with_momentum(
    X: Array, y: Array, params: Params, rate: float, momentum: float, batch_size: int,
    n_epochs: int, rng: Seed,
) -> tuple[Params, list[Number]]:  # fmt: skip
    """Train by mini-batches with momentum.

    Parameters
    ----------
    X : array (N, D)
        Samples.
    y : integer array (N,)
        Labels.
    params : list of (W, b)
        Where the training starts. The list and its arrays stay as they are.
    rate : float
        Learning rate.
    momentum : float
        Which fraction of its last step each parameter keeps.
    batch_size, n_epochs : int
        How many samples each step looks at, and how often each sample is shown.
    rng : int or numpy.random.Generator
        The source of the shuffles; ``np.random.default_rng(rng)`` takes either.

    Returns
    -------
    params : list of (W, b)
        Where it ends.
    losses : list of float
        One number an epoch: the loss of *all* samples at the end of it.
    """
    rng, losses = np.random.default_rng(rng), []
    flat = [part for pair in params for part in pair]  # W, b, W, b, …
    steps = [np.zeros_like(part) for part in flat]
    for _ in range(n_epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(X_batch, y_batch, params)
            slopes = [part for pair in grads for part in pair]
            for i, slope in enumerate(slopes):
                flat[i], steps[i] = momentum_step(flat[i], steps[i], slope, rate, momentum)
            params = list(zip(flat[::2], flat[1::2], strict=True))
        losses.append(loss_and_grads(X, y, params)[0])
    return params, losses


def as_if_divided(W_h: Array, rate: float, c: float) -> tuple[Array, float]:
    """Find the first weights and their rate that stand for inputs divided by c.

    One network learns from ``X / c``. Another one, otherwise the same, learns from X. With the
    right start and the right learning rate of its first weights, its scores are those of the
    first network, at the start and after every step.

    Parameters
    ----------
    W_h : array (D, H)
        The first network's weights between inputs and hidden units, at the start.
    rate : float
        The learning rate of all its weights and biases.
    c : float
        What its inputs are divided by.

    Returns
    -------
    W_h : array (D, H)
        The second network's weights there, at the start.
    rate : float
        The learning rate of *these* weights; the second network's other parameters learn at
        the first network's rate.

    Notes
    -----
    ``X @ (W / c)`` is ``(X / c) @ W``. Its gradient ``X.T @ dZ`` is c times the first one's, and
    its weights are 1 / c of the first one's, so they have to move 1 / c as far: by a rate that
    is 1 / c² of the other.
    """
    return W_h / c, rate / c**2


def experiment() -> list[tuple[float, float]]:
    """Choose networks with which the effects of two changes can be told apart.

    Returns
    -------
    list of (divisor, factor)
        Five to eight networks, in any order. A network's hidden weights are divided by the
        divisor at the start, and their learning rate is multiplied by the factor.
    """
    return [(1, 1), (16, 1), (1, 1 / 256), (16, 1 / 256), (1, 0)]


def chosen_settings() -> dict[str, float]:
    """Settings with which small networks read unseen 8×8 digits well.

    Returns
    -------
    dict of str to number
        ``"hidden"`` (number of hidden units, at most 30), ``"bound"`` (first weights lie
        evenly between -bound and bound), ``"rate"``, ``"momentum"`` (from 0 to below 1),
        ``"batch_size"`` (at least 32) and ``"n_epochs"`` (at most 10).
    """
    return {
        "hidden": 30,
        "bound": 0.1,
        "rate": 0.2,
        "momentum": 0.9,
        "batch_size": 32,
        "n_epochs": 10,
    }
