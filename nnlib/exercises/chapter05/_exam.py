"""Forty networks, trained side by side: what settings are worth on digits that are no test digits.

The 1527 digits that aren't for testing are cut into twenty parts, twice. Each network learns from
nineteen parts and reads the one that is left. So the test digits stay closed, and each of the
others is unseen once in each round.
"""

import functools

import numpy as np

from nnlib.datasets import load_digits
from nnlib.functions.preprocessing import one_hot, standardize

PARTS, ROUNDS = 20, 2
NETWORKS = range(PARTS * ROUNDS)
ORDER = ("hidden", "bound", "rate", "momentum", "batch_size", "n_epochs")


@functools.cache
def digits():
    """What each network learns from and what it reads, standardized: (networks, N, 64), …"""
    whole, found = load_digits(), []  # of which the test digits aren't used
    size = len(whole.y_train) // PARTS
    for network in NETWORKS:
        order = np.random.default_rng(network // PARTS).permutation(len(whole.y_train))
        first = size * (network % PARTS)
        unseen, seen = order[first : first + size], np.delete(order, np.s_[first : first + size])
        raw = whole.X_train[seen].astype(float)
        X_unseen = standardize(whole.X_train[unseen].astype(float), raw)
        found.append((standardize(raw, raw), whole.y_train[seen], X_unseen, whole.y_train[unseen]))
    return [np.stack(part) for part in zip(*found, strict=True)]


@functools.lru_cache(maxsize=256)
def results(hidden, bound, rate, momentum, batch_size, n_epochs):
    """Mean accuracy on the unseen digits, and mean loss on those that were learned from.

    Each network has a seed of its own.
    """
    X, y, X_unseen, y_unseen = digits()
    N, X = X.shape[1], X.astype(np.float32)
    Y = one_hot(y.ravel(), 10).reshape(*y.shape, 10).astype(np.float32)
    rngs = [np.random.default_rng(seed) for seed in NETWORKS]
    params = []
    for D, H in [(64, hidden), (hidden, 10)]:
        params.append(np.stack([rng.uniform(-bound, bound, (D, H)) for rng in rngs]))
        params.append(np.zeros((len(rngs), 1, H)))
    params = [part.astype(np.float32) for part in params]
    steps = [np.zeros_like(part) for part in params]
    networks = np.arange(len(rngs))[:, None]
    for _ in range(n_epochs):
        orders = np.stack([rng.permutation(N) for rng in rngs])
        for start in range(0, N, batch_size):
            rows = orders[:, start : start + batch_size]
            grads = _gradients(X[networks, rows], Y[networks, rows], params)
            for part, step, grad in zip(params, steps, grads, strict=True):
                step *= momentum
                step -= rate * grad
                part += step
    answers = _scores(X_unseen.astype(np.float32), params)[1].argmax(axis=-1)
    Z = _scores(X, params)[1].astype(float)
    Z -= Z.max(axis=-1, keepdims=True)
    losses = np.log(np.exp(Z).sum(axis=-1)) - np.sum(Z * Y, axis=-1)
    return float(np.mean(answers == y_unseen)), float(losses.mean())


def _scores(X, params):
    W_h, b_h, W_o, b_o = params
    with np.errstate(over="ignore"):  # of a unit that is as sure as can be
        A = 1 / (1 + np.exp(-(X @ W_h + b_h)))
    return A, A @ W_o + b_o


def _gradients(X, Y, params):
    A, Z = _scores(X, params)
    E = np.exp(Z - Z.max(axis=-1, keepdims=True))
    dZ = (E / E.sum(axis=-1, keepdims=True) - Y) / X.shape[1]
    dZ_h = dZ @ params[2].mT * A * (1 - A)
    pairs = [(X, dZ_h), (A, dZ)]
    return [part for A, dZ in pairs for part in (A.mT @ dZ, dZ.sum(axis=1, keepdims=True))]
