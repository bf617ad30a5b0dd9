"""Columns standardized with the training samples' means and standard deviations."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, batch_of_one, float32
from nnlib.exercises.chapter00._standardize import (
    Rulers,
    added,
    at_least,
    clipped,
    constant,
    far_away,
    in_both_ways,
    in_constant,
    nearly_constant,
    nearly_equal,
    safe,
    scaled,
    some_are_constant,
    spread_of_0,
    threshold,
)
from nnlib.functions import preprocessing
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="00-standardize",
    title="Standardize by column",
    minutes=15,
    difficulty=2,
    points=2,
    reference=preprocessing.standardize,
    promises={
        "the training samples themselves": lambda case: np.array_equal(*case.args.values()),
        "other samples": lambda case: not np.array_equal(*case.args.values()),
        "a batch of one": batch_of_one("X"),
        "float32": float32("X"),
        "a column that is constant in X_train": array_where("X_train", some_are_constant),
        "a constant column whose standard deviation isn't quite 0": array_where(
            "X_train", lambda X: (constant(X) & (X.std(axis=0) > 0)).any()
        ),
        "a column of tiny numbers": array_where(
            "X_train", lambda X: (~constant(X) & (np.abs(X).max(axis=0) < 1e-8)).any()
        ),
        "a column that varies little for its size": array_where("X_train", nearly_constant),
        "a column with the mean 0": array_where("X_train", lambda X: (X.mean(axis=0) == 0).any()),
        "a sample far from the others": far_away,
    },
    survivors={
        **dict.fromkeys(
            [
                "keepdims=True -> keepdims=False",
                "np.mean(X_train, axis=0, keepdims=True) -> np.mean(X_train, axis=0)",
                "np.std(X_train, axis=0, keepdims=True) -> np.std(X_train, axis=0)",
            ],
            "(D,) lines up with the columns as (1, D) does",
        ),
        "spread > 1e-15 -> spread >= 1e-15": "no spread is just as large",
        "spread < 1e-12 -> spread <= 1e-12": "no spread is just as large",
        **dict.fromkeys(["0 -> 1", "0 -> -1"], "the rows of a constant column are all equal"),
    },
    hints=(
        "A mean and a standard deviation for every column: two arrays of shape (D,), which line up "
        "with the columns of X by themselves.",
        "Take both from X_train, with `np.mean` and `np.std` down the columns. Then subtract the "
        "one and divide by the other.",
        "`mean = ...` and `std = ...` first, both of X_train. Then "
        "`return (...) / np.where(..., ..., ...)`: the condition that a column is constant, what "
        "to divide by where it holds, and what where it does not.",
    ),
    why="""The axis that disappears is the one of the samples, `axis=0`; what is left has the shape
(D,) and lines up with the columns. Both come from the *training* samples, for
other samples too: a new sample must be measured with the ruler that the network has learned
with, and one sample alone has the standard deviation 0. So has a column that is constant in
training (a corner pixel that nobody writes on); dividing it by 1 instead leaves it merely
shifted. Adding a tiny number to the 0 avoids the error too, but then a speck in that
corner of a new image becomes an enormous input. The condition `spread == 0` may miss what a
computer rounds: the mean of 0.1, 0.1 and 0.1 is off in the last decimal, and `np.std` is then
tiny instead of 0. So the library asks whether a column's largest entry is also its smallest.""",
)


@exercise.cases
def _(rng):
    X_train = np.array([[1.0, 10.0], [2.0, 30.0], [6.0, 20.0]])
    yield Case("the training samples themselves", {"X": X_train, "X_train": X_train})
    X_train = rng.normal(0, 0.3, size=(5, 3)).round(2)
    X = rng.normal(size=(2, 3)).round(2)
    yield Case("2 other samples, 5 for training", {"X": X, "X_train": X_train})
    yield Case("a square: 3 samples of 3 features", {"X": X_train[:3], "X_train": X_train[:3]})
    yield Case("a batch of one", {"X": X[:1], "X_train": X_train})
    whole = np.array([[0.0, 4], [2, 1], [1, 1], [5, 0]])
    yield Case("numbers without decimals", {"X": whole[1:3], "X_train": whole})
    X32 = rng.normal(size=(6, 2)).astype(np.float32)
    yield Case("float32", {"X": X32[:4], "X_train": X32})
    X_train = np.array([[3.0, 1.0, 0.0], [3.0, 2.0, 0.0], [3.0, 6.0, 0.0]])
    yield Case("columns that are constant in training", {"X": X_train[:2], "X_train": X_train})
    X = np.array([[3.0, 3.0, 0.0], [5.0, 40.0, 1.0]])
    yield Case("columns that are constant in training only", {"X": X, "X_train": X_train})
    X_train = np.array([[0.1, 1.0], [0.1, 2.0], [0.1, 6.0]])
    X = np.array([[0.1, 3.0], [0.6, 1.0]])
    yield Case("a column of 0.1, 0.1 and 0.1", {"X": X, "X_train": X_train})
    X_train = np.array([[1e-9, 1.0], [2e-9, 2.0], [3e-9, 6.0]])
    yield Case("a column of tiny numbers", {"X": X_train[1:], "X_train": X_train})
    X_train = np.array([[1e8 + 0.1, -1], [1e8 + 4.3, 1], [1e8 + 1.7, -3], [1e8 + 2.2, 3]])
    pair = {"X": X_train[1:3], "X_train": X_train}
    yield Case("a column that varies by 4 in a hundred million, and one with the mean 0", pair)
    X_train = np.array([[1.0, 4.0], [1.0001, 2.0], [1.0, 6.0], [1.0001, 4.0]])
    pair = {"X": X_train[1:3], "X_train": X_train}
    yield Case("a column that varies only a little", pair)


exercise.wrong(Rulers)


@exercise.wrong
class Mistakes:
    def small_spread_for_constant(X, X_train):
        """A column of X_train that varies, if only a little, is taken for constant, and so is
        not scaled. Compare its largest entry with its smallest: that needs no tolerance."""
        return threshold(1e-3)(X, X_train)

    small_spread_for_constant = spelled(
        small_spread_for_constant,
        *map(threshold, (1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 0.01, 0.1)),
    )

    def a_spread_of_0_for_constant(X, X_train):
        """In a column that is constant, rounding can leave a standard deviation that is tiny and
        not 0: that of 0.1, 0.1 and 0.1 is so. Ask the entries of the column themselves whether
        they are equal."""
        return scaled(X, X_train, safe(np.std(X_train, axis=0)))

    def own_spreads(X, X_train):
        """The means are those of X_train, the standard deviations those of X. Mean, standard
        deviation and the question whether a column is constant: all three from X_train."""
        return (X - np.mean(X_train, axis=0)) / safe(np.std(X, axis=0))

    own_spreads = spelled(
        own_spreads,
        lambda X, X_train: scaled(X, X_train, np.where(constant(X_train), 1, np.std(X, axis=0))),
    )

    @in_both_ways
    def own_means(X, X_train, safe):
        """The standard deviations are those of X_train, the means those of X. Take both from
        X_train: a new sample alone would always come out as 0."""
        return (X - np.mean(X, axis=0)) / safe(np.std(X_train, axis=0))

    @in_both_ways
    def own_means_and_spreads(X, X_train, safe):
        """X is measured with its own means and standard deviations. Take both from X_train, so that
        new samples are treated just like those that the means were made of."""
        return (X - np.mean(X, axis=0)) / safe(np.std(X, axis=0))

    own_means_and_spreads = spelled(
        *own_means_and_spreads,
        lambda X, X_train: (X - np.mean(X, axis=0)) / np.where(constant(X), 1, np.std(X, axis=0)),
    )

    def own_spreads_that_can_be_zero(X, X_train):
        """Two things: X is measured with its own means and standard deviations, where those of
        X_train are wanted; and a standard deviation can be 0."""
        return (X - np.mean(X, axis=0)) / np.std(X, axis=0)

    def divided_by_zero(X, X_train):
        """Right where every column varies. A column that is constant in X_train has the standard
        deviation 0, and dividing by it gives NaN or infinity. Divide such a column by 1; whether it
        is constant is asked of each column, not of the whole table."""
        return (X - np.mean(X_train, axis=0)) / np.std(X_train, axis=0)

    def one_for_the_result(X, X_train):
        """In a column that is constant in X_train the result itself is 1. The task says to
        *divide* such a column by 1, so that it is only shifted."""
        return in_constant(1)(X, X_train)

    one_for_the_result = spelled(one_for_the_result, in_constant(1, spread_of_0))

    def constant_columns_left_alone(X, X_train):
        """A column that is constant in X_train comes back as it was. It should be shifted all
        the same: only what it is divided by is 1."""
        return in_constant(X)(X, X_train)

    constant_columns_left_alone = spelled(
        constant_columns_left_alone, lambda X, X_train: in_constant(X, spread_of_0)(X, X_train)
    )

    def zero_for_the_result(X, X_train):
        """A column that is constant in X_train gives 0, whatever X holds there. It should be
        shifted and divided by 1: then a new sample that differs still shows it."""
        return in_constant(0)(X, X_train)

    zero_for_the_result = spelled(zero_for_the_result, in_constant(0, spread_of_0))

    def tiny_number_added(X, X_train):
        """A tiny number is added to the standard deviations, or put in the place of a standard
        deviation of 0. In a column that is constant in X_train it is what is divided by, so a small
        difference in a new sample becomes enormous. Divide such a column by 1, and every other by
        its standard deviation."""
        return (X - np.mean(X_train, axis=0)) / (np.std(X_train, axis=0) + 1e-8)

    @in_both_ways
    def forgot_to_shift(X, X_train, safe):
        """The columns are scaled, but not shifted: subtract each column's mean first."""
        return X / safe(np.std(X_train, axis=0))

    def forgot_to_scale(X, X_train):
        """The columns are shifted, but not scaled: divide each by its standard deviation too."""
        return X - np.mean(X_train, axis=0)

    @in_both_ways
    def missing_parentheses(X, X_train, safe):
        """This is x - mean / standard deviation: only the mean is divided. Division comes before
        subtraction, so put the difference in parentheses."""
        return X - np.mean(X_train, axis=0) / safe(np.std(X_train, axis=0))

    def one_mean_for_all(X, X_train):
        """One mean and one standard deviation serve the whole table. Each column needs its own: say
        along which axis."""
        return (X - np.mean(X_train)) / np.std(X_train)

    def along_the_rows(X, X_train):
        """Means and standard deviations run along the rows, over different features. A feature is a
        column: which axis should disappear?"""
        return (X - np.mean(X_train, axis=1)) / safe(np.std(X_train, axis=1))

    along_the_rows = spelled(
        along_the_rows,
        lambda X, X_train: (
            (X - X_train.mean(axis=1, keepdims=True)) / safe(X_train.std(axis=1, keepdims=True))
        ),
    )

    @in_both_ways
    def sample_deviation(X, X_train, safe):
        """The standard deviation is a little too large: it divides by N - 1. Here the plain
        `np.std` is meant, which divides by N."""
        return (X - np.mean(X_train, axis=0)) / safe(np.std(X_train, axis=0, ddof=1))

    @in_both_ways
    def in_place(X, X_train, safe):
        """The result overwrites the caller's X. Give the difference a name of its own."""
        X -= np.mean(X_train, axis=0)
        X /= safe(np.std(X_train, axis=0))
        return X

    def if_for_all_columns(X, X_train):
        """`if` asks about one number, but there is a standard deviation for each column. `np.where`
        asks entry by entry: the condition, this, that."""
        spread = np.std(X_train, axis=0)
        if spread == 0:
            spread = 1
        return (X - np.mean(X_train, axis=0)) / spread

    def from_0_to_1(X, X_train):
        """The columns are stretched so that they run from 0 to 1 in training. Formula (0.6)
        subtracts the mean, not the smallest entry, and divides by the standard deviation, not
        by the range."""
        low = np.min(X_train, axis=0)
        return (X - low) / safe(np.max(X_train, axis=0) - low)

    def at_least_1(X, X_train):
        """Every standard deviation below 1 has become 1, so columns of small numbers are not
        scaled. Only where a column is constant is there a 1 to divide by."""
        return (X - np.mean(X_train, axis=0)) / np.maximum(np.std(X_train, axis=0), 1)

    def nan_painted_over(X, X_train):
        """In a column that is constant in X_train you divide by 0 and paint over the result: NaN
        becomes 0, but infinity an enormous number. Divide such a column by 1."""
        return np.nan_to_num((X - np.mean(X_train, axis=0)) / np.std(X_train, axis=0))

    def pooled(X, X_train, safe):
        """Means and standard deviations are those of both tables together. Take them from X_train
        alone: new samples must not change the ruler."""
        both = np.concatenate([X, X_train])
        return (X - np.mean(both, axis=0)) / safe(np.std(both, axis=0))

    tiny_number_added = spelled(
        tiny_number_added,
        *map(added, (1e-5, 1e-6, 1e-7, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16)),
        *map(at_least, (1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15)),
    )

    def close_for_equal(X, X_train):
        """Two numbers that are *close* are taken for equal here, so a column that varies little
        for its size counts as constant. A million and a million and 4 differ: ask for equality,
        with `==`."""
        return nearly_equal()(X, X_train)

    close_for_equal = spelled(close_for_equal, nearly_equal(atol=0))

    def cut_off(X, X_train):
        """Results far from 0 have been cut off. A new sample may lie far from the training
        samples, and should then have a large number."""
        return clipped(3)(X, X_train)

    cut_off = spelled(cut_off, *map(clipped, (1, 2, 4, 5, 10)))

    def mean_for_constant(X, X_train):
        """A column whose *mean* is 0 is not scaled. Constant means that the column does not vary,
        that is, its standard deviation is 0."""
        spread = np.where(np.mean(X_train, axis=0) == 0, 1, np.std(X_train, axis=0))
        return scaled(X, X_train, np.where(constant(X_train), 1, spread))

    mean_for_constant = spelled(
        mean_for_constant,
        lambda X, X_train: scaled(
            X, X_train, np.where(np.mean(X_train, axis=0) == 0, 1, np.std(X_train, axis=0))
        ),
    )

    def one_constant_for_all(X, X_train):
        """As soon as one column is constant, no column is scaled. Each column is asked by
        itself: `np.where` chooses entry by entry."""
        if np.any(constant(X_train)):
            return X - np.mean(X_train, axis=0)
        return preprocessing.standardize(X, X_train)

    def first_and_last_for_constant(X, X_train):
        """A column counts as constant if two of its entries are equal, the first and another. It
        may vary all the same: look at all the entries."""
        constant = X_train[0] == X_train[-1]
        return scaled(X, X_train, np.where(constant, 1, np.std(X_train, axis=0)))

    @in_both_ways
    def one_number_for_all_columns(X, X_train, safe):
        """Mean and standard deviation are not both those of the columns: one number, mean or
        standard deviation, serves the whole table. Each column needs its own: give both an axis."""
        return (X - np.mean(X_train)) / safe(np.std(X_train, axis=0))

    one_number_for_all_columns = spelled(
        *one_number_for_all_columns,
        lambda X, X_train: (X - np.mean(X_train, axis=0)) / np.std(X_train),
    )


@exercise.right
class Variants:
    def with_a_tolerance(X, X_train):
        """A tolerance catches what a computer rounds, too, if it's far below what the columns
        measure."""
        spread = np.std(X_train, axis=0)
        return (X - np.mean(X_train, axis=0)) / np.where(spread < 1e-12, 1, spread)

    def with_a_mask(X, X_train):
        spread = X_train.std(axis=0)
        spread[X_train.max(axis=0) == X_train.min(axis=0)] = 1
        return (X - X_train.mean(axis=0)) / spread

    def column_by_column(X, X_train):
        columns = []
        for x, x_train in zip(X.T, X_train.T, strict=True):
            spread = x_train.std() if len(np.unique(x_train)) > 1 else 1.0
            columns.append((x - x_train.mean()) / spread)
        return np.array(columns).T

    def into_zeros(X, X_train):
        Z = np.zeros_like(X)
        for d in range(X.shape[1]):
            x = X_train[:, d]
            Z[:, d] = (X[:, d] - x.mean()) / (x.std() if x.max() > x.min() else 1)
        return Z

    def with_keepdims(X, X_train):
        mean = np.mean(X_train, axis=0, keepdims=True)
        spread = np.std(X_train, axis=0, keepdims=True)
        return (X - mean) / np.where(spread > 1e-15, spread, 1)

    def comparing_with_the_first_row(X, X_train):
        constant = np.all(X_train == X_train[0], axis=0)
        return (X - X_train.mean(axis=0)) / np.where(constant, 1, X_train.std(axis=0))
