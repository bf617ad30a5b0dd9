"""What "Standardize by column" is asked with, and what its wrong answers are made of."""

import numpy as np

from nnlib.functions import preprocessing


def constant(X_train):
    return X_train.max(axis=0) == X_train.min(axis=0)


def some_are_constant(X_train):
    return constant(X_train).any()


def nearly_constant(X_train):
    return (~constant(X_train) & (X_train.std(axis=0) < 1e-5 * X_train.mean(axis=0))).any()


def far_away(case):
    return np.abs(preprocessing.standardize(**case.args)).max() > 10


def safe(spread):
    return np.where(spread > 0, spread, 1)


def scaled(X, X_train, spread):
    return (X - np.mean(X_train, axis=0)) / spread


def threshold(most):
    """A wrong answer that takes a spread below that for 0."""

    def wrong(X, X_train):
        spread = np.std(X_train, axis=0)
        return scaled(X, X_train, np.where(spread < most, 1, spread))

    return wrong


def added(tiny):
    return lambda X, X_train: scaled(X, X_train, np.std(X_train, axis=0) + tiny)


def at_least(tiny):
    return lambda X, X_train: scaled(X, X_train, np.maximum(np.std(X_train, axis=0), tiny))


def clipped(most):
    return lambda X, X_train: np.clip(preprocessing.standardize(X, X_train), -most, most)


def nearly_equal(**tolerance):
    def nearly_equal(X, X_train):
        constant = np.isclose(X_train.max(axis=0), X_train.min(axis=0), **tolerance)
        return scaled(X, X_train, np.where(constant, 1, np.std(X_train, axis=0)))

    return nearly_equal
