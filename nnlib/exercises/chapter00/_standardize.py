"""What "Standardize by column" is asked with, and what its wrong answers are made of."""

import numpy as np

from nnlib.exercises._helpers import spelled
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
    """A wrong answer that takes a standard deviation below that for 0."""

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


def _by_squares(X_train, least=None):
    variance = (X_train**2).mean(axis=0) - X_train.mean(axis=0) ** 2
    variance = variance if least is None else np.maximum(variance, least)
    return np.where(constant(X_train), 1, np.sqrt(variance))


class Rulers:
    """What a column is divided by is of other samples, or changed."""

    def one_added(X, X_train):
        """1 is added to every standard deviation. Only a column that is constant in X_train is
        divided by 1; every other one is divided by its standard deviation as it is."""
        return scaled(X, X_train, np.std(X_train, axis=0) + 1)

    def asks_the_other_samples(X, X_train):
        """Mean and standard deviation are those of X_train, but whether a column is constant is
        asked of X. Ask X_train that too."""
        return scaled(X, X_train, np.where(np.ptp(X, axis=0) > 0, np.std(X_train, axis=0), 1))

    asks_the_other_samples = spelled(
        asks_the_other_samples,
        lambda X, X_train: scaled(
            X, X_train, np.where(constant(X) | constant(X_train), 1, np.std(X_train, axis=0))
        ),
    )

    def constant_columns_dropped(X, X_train):
        """The columns that are constant in X_train are missing from the result. They stay, shifted
        and divided by 1: the result has as many columns as X."""
        return preprocessing.standardize(X, X_train)[:, ~constant(X_train)]

    def each_row_by_itself(X, X_train):
        """Mean and standard deviation are those of each *row* of X, and X_train plays no part.
        Every column has a mean and a standard deviation, and these come from X_train."""
        mean, spread = X.mean(axis=1, keepdims=True), X.std(axis=1, keepdims=True)
        return (X - mean) / safe(spread)

    def mean_minus_x(X, X_train):
        """The signs are turned: the mean is to be subtracted from x, not x from the mean."""
        return (np.mean(X_train, axis=0) - X) / safe(np.std(X_train, axis=0))

    def squares_less_the_square(X, X_train):
        """On paper it's right: the mean of the squares minus the square of the mean. But where a
        column is large and varies little, two large numbers of nearly the same size are subtracted,
        and rounding is most of what is left. Take the differences from the mean first, or
        `np.std`."""
        return scaled(X, X_train, _by_squares(X_train))

    squares_less_the_square = spelled(
        squares_less_the_square,
        lambda X, X_train: scaled(X, X_train, _by_squares(X_train, least=0.0)),
    )
