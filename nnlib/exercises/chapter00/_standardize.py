"""What "Standardize by column" is asked with, and what its wrong answers are made of."""

import functools

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


def in_both_ways(wrong):
    """A mistake that divides by 1 where a column of X_train is constant, and one that does so where
    a standard deviation is 0. It is given a third argument, which puts in the 1."""

    @functools.wraps(wrong)
    def by_the_entries(X, X_train):
        return wrong(X, X_train, lambda spread: np.where(constant(X_train), 1, spread))

    return spelled(by_the_entries, lambda X, X_train: wrong(X, X_train, safe))


def scaled(X, X_train, spread):
    return (X - np.mean(X_train, axis=0)) / spread


def spread_of_0(X_train):
    return np.std(X_train, axis=0) == 0


def in_constant(result, asked=constant):
    """A wrong answer that puts that result into the columns that are constant in X_train."""

    def wrong(X, X_train):
        right = scaled(X, X_train, np.where(asked(X_train), 1, np.std(X_train, axis=0)))
        return np.where(asked(X_train), result, right)

    return wrong


def threshold(most):
    """A wrong answer that takes a standard deviation below that for 0."""

    def wrong(X, X_train):
        spread = np.std(X_train, axis=0)
        return scaled(X, X_train, np.where(spread < most, 1, spread))

    return wrong


def _where(one):
    """A wrong answer that divides by 1 where one is true."""
    return lambda X, X_train: scaled(X, X_train, np.where(one, 1, np.std(X_train, axis=0)))


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
    """What is subtracted, or what a column is divided by, is of other samples, or changed."""

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

    @in_both_ways
    def mean_minus_x(X, X_train, safe):
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

    @in_both_ways
    def mean_added(X, X_train, safe):
        """The mean is added. It is to be *subtracted*, so that a column comes to lie around 0."""
        return (X + np.mean(X_train, axis=0)) / safe(np.std(X_train, axis=0))

    def one_entry_for_constant(X, X_train):
        """A column counts as constant because of a 0 in it: its largest entry, say, or all of them.
        A column of threes is constant, too. Compare the entries with each other, not with 0."""
        return _where(X_train.max(axis=0) == 0)(X, X_train)

    one_entry_for_constant = spelled(
        one_entry_for_constant,
        lambda X, X_train: _where(X_train.min(axis=0) == 0)(X, X_train),
        lambda X, X_train: _where((X_train == 0).all(axis=0))(X, X_train),
        lambda X, X_train: _where((X_train == 0).any(axis=0))(X, X_train),
        lambda X, X_train: _where(X_train[0] == 0)(X, X_train),
    )

    @in_both_ways
    def divided_by_the_mean(X, X_train, safe):
        """The difference is divided by the mean. Divide by the standard deviation."""
        mean = np.mean(X_train, axis=0)
        return (X - mean) / safe(np.where(mean == 0, 1, mean))

    divided_by_the_mean = spelled(
        *divided_by_the_mean,
        lambda X, X_train: (X - np.mean(X_train, axis=0)) / np.mean(X_train, axis=0),
    )

    @in_both_ways
    def variance_for_spread(X, X_train, safe):
        """The difference is divided by the variance. The standard deviation is its square root."""
        return (X - np.mean(X_train, axis=0)) / safe(np.var(X_train, axis=0))

    @in_both_ways
    def range_for_spread(X, X_train, safe):
        """The columns are divided by their range, largest minus smallest. Divide by the
        standard deviation instead."""
        return (X - np.mean(X_train, axis=0)) / safe(np.ptp(X_train, axis=0))

    @in_both_ways
    def mean_distance_for_spread(X, X_train, safe):
        """The columns are divided by their mean distance from the mean. In the standard
        deviation the distances are squared first."""
        mean = np.mean(X_train, axis=0)
        return (X - mean) / safe(np.mean(np.abs(X_train - mean), axis=0))

    @in_both_ways
    def multiplied_by_the_spread(X, X_train, safe):
        """The difference is multiplied by the standard deviation. Divide by it, so that wide
        columns become narrower."""
        return (X - np.mean(X_train, axis=0)) * safe(np.std(X_train, axis=0))

    @in_both_ways
    def spread_around_0(X, X_train, safe):
        """The squares were averaged without subtracting the mean first. The standard deviation
        measures how far the numbers lie from their *mean*."""
        return scaled(X, X_train, safe(np.sqrt(np.mean(X_train**2, axis=0))))

    @in_both_ways
    def training_samples_back(X, X_train, safe):
        """The training samples come back, standardized. X is to be standardized: X_train gives only
        the means and the standard deviations."""
        return (X_train - np.mean(X_train, axis=0)) / safe(np.std(X_train, axis=0))

    @in_both_ways
    def median_for_mean(X, X_train, safe):
        """The median is subtracted. Formula (0.6) wants the mean."""
        return (X - np.median(X_train, axis=0)) / safe(np.std(X_train, axis=0))

    def values_swapped(X, X_train):
        """Only in a constant column should there be a 1 to divide by. Here the standard deviation
        of 0 stays, and all the others have become 1: look at the condition, and at which value goes
        where it holds."""
        spread = np.std(X_train, axis=0)
        return scaled(X, X_train, np.where(spread == 0, spread, 1))

    values_swapped = spelled(
        values_swapped,
        lambda X, X_train: scaled(
            X, X_train, np.where(constant(X_train), np.std(X_train, axis=0), 1)
        ),
    )

    def spread_lost(X, X_train):
        """The columns that vary are divided by 0: after `np.where(..., 1, 0)` the standard
        deviation itself is gone. Put the standard deviation in the place of the 0."""
        return scaled(X, X_train, np.where(np.std(X_train, axis=0) == 0, 1, 0))

    spread_lost = spelled(
        spread_lost, lambda X, X_train: scaled(X, X_train, np.where(constant(X_train), 1, 0))
    )
