"""Twenty networks on twenty splits of the digits, trained side by side: what settings are worth."""

import functools

import numpy as np

from nnlib.datasets import load_digits
from nnlib.functions.preprocessing import one_hot, standardize

# Settings differ by tenths of a percent, and so do splits: with as many as these the mean is sure
# to about 0.2 %. The chapter doesn't use them.
SPLITS = range(20, 40)
ORDER = ("hidden", "spread", "rate", "momentum", "batch_size", "n_epochs")


@functools.cache
def digits():
    """Training and test digits of each split, standardized: (splits, N, 64), (splits, N), …"""
    parts = []
    for seed in SPLITS:
        found = load_digits(random_state=seed)
        raw = found.X_train.astype(float)
        X_test = standardize(found.X_test.astype(float), raw)
        parts.append((standardize(raw, raw), found.y_train, X_test, found.y_test))
    return [np.stack(part) for part in zip(*parts, strict=True)]


@functools.lru_cache(maxsize=256)
def results(hidden, spread, rate, momentum, batch_size, n_epochs):
    """Mean accuracy on the splits' test digits, and mean loss on their training digits.

    Each split has a network with a seed of its own.
    """
    X, y, X_test, y_test = digits()
    N, X = X.shape[1], X.astype(np.float32)
    Y = one_hot(y.ravel(), 10).reshape(*y.shape, 10).astype(np.float32)
    rngs = [np.random.default_rng(seed) for seed in SPLITS]
    params = []
    for D, H in [(64, hidden), (hidden, 10)]:
        params.append(np.stack([rng.uniform(-spread, spread, (D, H)) for rng in rngs]))
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
    answers = _scores(X_test.astype(np.float32), params)[1].argmax(axis=-1)
    Z = _scores(X, params)[1].astype(float)
    Z -= Z.max(axis=-1, keepdims=True)
    losses = np.log(np.exp(Z).sum(axis=-1)) - np.sum(Z * Y, axis=-1)
    return float(np.mean(answers == y_test)), float(losses.mean())


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
