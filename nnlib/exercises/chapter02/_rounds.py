"""Rosenblatt's rule with one thing changed: what its wrong answers are made of."""

import numpy as np

from nnlib.by_hand import perceptron


def training(X, y, max_epochs, *, stop=True, fresh=False, count=None, order=None, start=None):
    """The loop with one thing changed; ``count`` says what is added for a sample."""
    w, b, mistakes = (np.zeros(X.shape[1]) if start is None else start(X)), 0.0, []
    for _ in range(max_epochs):
        if fresh:
            w, b = np.zeros(X.shape[1]), 0.0
        wrong = 0
        for n in order(len(X)) if order else range(len(X)):
            before = perceptron.step_unit(X[n], w, b)
            w, b = perceptron.rosenblatt_update(w, b, X[n], y[n])
            after = perceptron.step_unit(X[n], w, b)
            wrong += int(before != y[n]) if count is None else count(before, after, y[n])
        mistakes.append(wrong)
        if stop and wrong == 0:
            break
    return w, b, mistakes


_kept = {}


def a_thousand_epochs(X, y):
    """A thousand epochs, in which the same samples are gone through once for all."""
    samples = X.shape, X.tobytes(), y.tobytes()
    if samples not in _kept:
        _kept[samples] = training(X, y, 1000)
    return _kept[samples]


def by_epochs(X, max_epochs, epoch):
    """The outer loop around an epoch, which returns w, b and its mistakes."""
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        w, b, wrong = epoch(w, b)
        mistakes.append(int(wrong))
        if wrong == 0:
            break
    return w, b, mistakes
