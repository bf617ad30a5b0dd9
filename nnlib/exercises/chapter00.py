"""Exercises of chapter 00: axes, broadcasting, masks, index arrays and the matrix product."""

import functools

import numpy as np

from nnlib.by_hand import rows
from nnlib.functions import preprocessing
from nnlib.judge.exercise import Case, Exercise, Lines

row_shares = Exercise(
    id="00-row-shares",
    title="Each row's shares",
    minutes=4,
    difficulty=2,
    points=1,
    reference=rows.row_shares,
    hints=(
        "Each row needs a number of its own to be divided by. Which axis disappears when you "
        "add up along the rows?",
        "The sums have to be a column, of shape (N, 1), to line up with the rows of (N, D). "
        "Which option of `np.sum` keeps the axis?",
        "One line: `return X / np.sum(X, ...)`, with two options at the dots.",
    ),
    why="""`axis=1` adds up along each row and leaves one number a row. Without `keepdims=True`
these have the shape (N,), which lines up with the *columns* of X: NumPy refuses if N and D
differ, and divides by the wrong sums if they are the same. As a column of shape (N, 1) the sums
line up with the rows, whatever the sizes.""",
)


@row_shares.cases
def _(rng):
    yield Case("2 rows of 3 numbers", {"X": np.array([[1.0, 2.0, 1.0], [6.0, 3.0, 1.0]])})
    yield Case("4 rows of 2 numbers", {"X": rng.uniform(1, 5, size=(4, 2)).round(1)})
    yield Case("a square: 3 rows of 3", {"X": rng.uniform(1, 5, size=(3, 3)).round(1)})
    yield Case("a batch of one", {"X": rng.uniform(1, 5, size=(1, 4)).round(1)})
    yield Case("whole numbers", {"X": np.array([[1.0, 3], [2, 2], [9, 1]])})
    yield Case("float32", {"X": rng.uniform(1, 5, size=(3, 5)).astype(np.float32)})


@row_shares.mistake(
    "The columns sum to 1 here, and the rows should. With shape (N, D), which number of an axis "
    "means along the row?"
)
def shares_of_the_columns(X):
    return X / np.sum(X, axis=0)


@row_shares.mistake(
    "The whole batch sums to 1 here. Every row should do so by itself: say along which axis to "
    "add up."
)
def one_sum_for_the_batch(X):
    return X / np.sum(X)


@row_shares.mistake(
    "The row sums have lost their axis: their shape is (N,), and NumPy lines it up with the "
    "columns. Keep them as a column of shape (N, 1)."
)
def sums_without_keepdims(X):
    return X / np.sum(X, axis=1)


@row_shares.mistake("Each row is divided by its largest number. Its shares sum to 1: use its sum.")
def divided_by_the_largest(X):
    return X / np.max(X, axis=1, keepdims=True)


@row_shares.mistake("Each row sums to D instead of 1: it is divided by its mean, not by its sum.")
def divided_by_the_mean(X):
    return X / np.mean(X, axis=1, keepdims=True)


@row_shares.mistake("These are the row sums themselves. The shares are X divided by them.")
def only_the_sums(X):
    return np.sum(X, axis=1, keepdims=True)


@row_shares.mistake(
    "These are whole numbers: the division has cut off everything after the point. Shares need "
    "the division that keeps it."
)
def whole_numbers(X):
    return X // np.sum(X, axis=1, keepdims=True)


@row_shares.mistake("The result overwrites the caller's array. Make a new array for the result.")
def shares_in_place(X):
    X /= np.sum(X, axis=1, keepdims=True)
    return X


@row_shares.mistake(
    "The shares are right, but the table lies on its side. It should have the shape of X."
)
def shares_on_their_side(X):
    return X.T / np.sum(X, axis=1)


@row_shares.variant
def shares_by_transposing(X):
    return (X.T / X.T.sum(axis=0)).T


@row_shares.variant
def shares_row_by_row(X):
    return np.array([row / row.sum() for row in X])


@row_shares.variant
def shares_into_zeros(X):
    shares = np.zeros_like(X)
    for n in range(len(X)):
        shares[n] = X[n] / X[n].sum()
    return shares


@row_shares.variant
def shares_with_a_new_axis(X):
    return X / X.sum(axis=-1)[:, np.newaxis]


standardize = Exercise(
    id="00-standardize",
    title="Standardize by column",
    minutes=8,
    difficulty=3,
    points=2,
    reference=preprocessing.standardize,
    hints=(
        "A mean and a spread for every column: two arrays of shape (D,), which line up with the "
        "columns of X by themselves.",
        "Take both from X_train, with `np.mean` and `np.std` down the columns. Then subtract the "
        "one and divide by the other.",
        "`mean = ...` and `spread = ...` first, and `varies = ... > ...`, of each column's largest "
        "and smallest entry (`np.max` and `np.min`, down the columns, too). Then "
        "`return (...) / np.where(varies, ...)`: the condition, what to take where it holds, "
        "and what where it does not.",
    ),
    why="""The axis that disappears is the one of the samples, `axis=0`; what is left has the shape
(D,) and lines up with the columns. Means and spreads come from the *training* samples, for other
samples too: a new sample must be measured with the ruler that the network has learned with, and
one sample alone has no spread at all. A column that is constant in training (a corner pixel that
nobody writes on) has no spread to divide by; dividing by 1 instead leaves it merely shifted. Adding
a tiny number to the spread avoids the error too, but then a speck in that corner of a new image
becomes an enormous input. The condition `spread > 0` lets that happen as well: the mean of 0.1,
0.1 and 0.1 is off in the last decimal, so `np.std` is tiny there instead of 0.""",
)


@standardize.cases
def _(rng):
    X_train = np.array([[1.0, 10.0], [2.0, 30.0], [6.0, 20.0]])
    yield Case("the training samples themselves", {"X": X_train, "X_train": X_train})
    X_train = rng.normal(0, 0.3, size=(5, 3)).round(2)
    X = rng.normal(size=(2, 3)).round(2)
    yield Case("2 other samples, 5 for training", {"X": X, "X_train": X_train})
    yield Case("a square: 3 samples of 3 features", {"X": X_train[:3], "X_train": X_train[:3]})
    yield Case("a batch of one", {"X": X[:1], "X_train": X_train})
    whole = np.array([[0.0, 4], [2, 1], [1, 1], [5, 0]])
    yield Case("whole numbers", {"X": whole[1:3], "X_train": whole})
    X32 = rng.normal(size=(6, 2)).astype(np.float32)
    yield Case("float32", {"X": X32[:4], "X_train": X32})
    X_train = np.array([[3.0, 1.0, 0.0], [3.0, 2.0, 0.0], [3.0, 6.0, 0.0]])
    yield Case("columns that are constant in training", {"X": X_train[:2], "X_train": X_train})
    X = np.array([[3.0, 3.0, 0.0], [5.0, 4.0, 1.0]])
    yield Case("columns that are constant in training only", {"X": X, "X_train": X_train})
    X_train = np.array([[0.1, 1.0], [0.1, 2.0], [0.1, 6.0]])  # 0.1 + 0.1 + 0.1 is not 3 * 0.1
    X = np.array([[0.1, 2.0], [0.6, 3.0]])
    pair = {"X": X, "X_train": X_train}
    # A group of their own: other mistakes are told whatever the guard asks.
    yield Case("a column with 0.1 in every training sample", pair, group="constant or not")
    X_train = np.array([[1.0, 5.0], [1.0, 2.0], [1.0001, 6.0], [1.0, 4.0]])
    pair = {"X": X_train[1:3], "X_train": X_train}
    yield Case("a column that varies only a little", pair, group="constant or not")


def _safe(spread):
    return np.where(spread > 0, spread, 1)


# The first: with 0.1, not to ask at all gives the same.
@standardize.mistake(
    "Right but for a rounding error: the mean of 0.1, 0.1 and 0.1 is off in the last decimal, so "
    "their spread is tiny instead of 0, and divides. Ask whether the column's largest entry is "
    "larger than its smallest."
)
def divided_by_a_rounding_error(X, X_train):
    return (X - np.mean(X_train, axis=0)) / _safe(np.std(X_train, axis=0))


@standardize.mistake(
    "A column of X_train that does vary, if only a little and in a single sample, is taken for "
    "constant, and so is not scaled. Constant means that the largest entry is also the smallest."
)
def small_spread_for_constant(X, X_train):
    spread = np.std(X_train, axis=0)
    return (X - np.mean(X_train, axis=0)) / np.where(spread < 1e-3, 1, spread)


@standardize.mistake(
    "Mean and spread are those of X_train, but whether a column is constant is asked of X. Ask "
    "X_train that too."
)
def asks_the_other_samples(X, X_train):
    spread = np.std(X_train, axis=0)
    return (X - np.mean(X_train, axis=0)) / np.where(np.ptp(X, axis=0) > 0, spread, 1)


@standardize.mistake(
    "The means are those of X_train, the spreads those of X. Mean, spread and the question "
    "whether a column is constant: all three from X_train."
)
def own_spreads(X, X_train):
    return (X - np.mean(X_train, axis=0)) / _safe(np.std(X, axis=0))


@standardize.mistake(
    "Only the spreads are those of X, and a spread of X can be 0 where X_train varies. Take them "
    "from X_train, like all the rest."
)
def own_spreads_only(X, X_train):
    varies = np.ptp(X_train, axis=0) > 0
    return (X - np.mean(X_train, axis=0)) / np.where(varies, np.std(X, axis=0), 1)


@standardize.mistake(
    "The spreads are those of X_train, the means those of X. Take both from X_train: a new "
    "sample alone would always come out as 0."
)
def own_means(X, X_train):
    return (X - np.mean(X, axis=0)) / _safe(np.std(X_train, axis=0))


@standardize.mistake(
    "X is measured with its own means and spreads. Take both from X_train, so that new samples "
    "are treated just like those that the network learned from."
)
def own_means_and_spreads(X, X_train):
    return (X - np.mean(X, axis=0)) / _safe(np.std(X, axis=0))


@standardize.mistake(
    "Two things: X is measured with its own means and spreads, where those of X_train are "
    "wanted; and a spread can be 0."
)
def own_spreads_that_can_be_zero(X, X_train):
    return (X - np.mean(X, axis=0)) / np.std(X, axis=0)


@standardize.mistake(
    "Right where every column varies. A column that is constant in X_train has the spread 0, and "
    "dividing by it gives NaN or infinity. Divide such a column by 1; whether it is constant is "
    "asked of each column, not of the whole table."
)
def divided_by_zero(X, X_train):
    return (X - np.mean(X_train, axis=0)) / np.std(X_train, axis=0)


@standardize.mistake(
    "Only a spread of 0 should become 1. Here it stays 0, and all the others have become 1: look "
    "at the condition, and at which value goes where it holds."
)
def values_swapped(X, X_train):
    spread = np.std(X_train, axis=0)
    return (X - np.mean(X_train, axis=0)) / np.where(spread == 0, spread, 1)


@standardize.mistake(
    "In a column that is constant in X_train the result itself is 1. The task says to *divide* "
    "such a column by 1, so that it is only shifted."
)
def one_for_the_result(X, X_train):
    spread = np.std(X_train, axis=0)
    return np.where(spread == 0, 1, (X - np.mean(X_train, axis=0)) / _safe(spread))


@standardize.mistake(
    "A column that is constant in X_train comes back as it was. It should be shifted all the "
    "same: only what it is divided by is 1."
)
def constant_columns_left_alone(X, X_train):
    spread = np.std(X_train, axis=0)
    return np.where(spread == 0, X, (X - np.mean(X_train, axis=0)) / _safe(spread))


@standardize.mistake(
    "A column that is constant in X_train gives 0, whatever X holds there. It should be shifted "
    "and divided by 1: then a new sample that differs still shows it."
)
def zero_for_the_result(X, X_train):
    spread = np.std(X_train, axis=0)
    return np.where(spread == 0, 0, (X - np.mean(X_train, axis=0)) / _safe(spread))


@standardize.mistake(
    "Nearly right. In a column that is constant in X_train a tiny number is divided by, so that "
    "a small difference in a new sample becomes enormous. Divide such a column by 1."
)
def tiny_number_added(X, X_train):
    return (X - np.mean(X_train, axis=0)) / (np.std(X_train, axis=0) + 1e-8)


@standardize.mistake("The columns are scaled, but not shifted: subtract each column's mean first.")
def forgot_to_shift(X, X_train):
    return X / _safe(np.std(X_train, axis=0))


@standardize.mistake(
    "The columns are shifted, but not scaled: divide each by its standard deviation too."
)
def forgot_to_scale(X, X_train):
    return X - np.mean(X_train, axis=0)


@standardize.mistake(
    "This is x - mean / spread: only the mean is divided. Division comes before subtraction, so "
    "put the difference in parentheses."
)
def missing_parentheses(X, X_train):
    return X - np.mean(X_train, axis=0) / _safe(np.std(X_train, axis=0))


@standardize.mistake(
    "The difference is divided by the variance. The spread is its square root, the standard "
    "deviation."
)
def variance_for_spread(X, X_train):
    return (X - np.mean(X_train, axis=0)) / _safe(np.var(X_train, axis=0))


@standardize.mistake(
    "The columns are divided by their range, largest minus smallest. The spread meant here is "
    "the standard deviation."
)
def range_for_spread(X, X_train):
    return (X - np.mean(X_train, axis=0)) / _safe(np.ptp(X_train, axis=0))


@standardize.mistake(
    "The columns are divided by their mean distance from the mean. The spread meant here is the "
    "standard deviation, in which the distances are squared first."
)
def mean_distance_for_spread(X, X_train):
    mean = np.mean(X_train, axis=0)
    return (X - mean) / _safe(np.mean(np.abs(X_train - mean), axis=0))


@standardize.mistake(
    "One mean and one spread serve the whole table. Each column needs its own: say along which "
    "axis."
)
def one_mean_for_all(X, X_train):
    return (X - np.mean(X_train)) / np.std(X_train)


@standardize.mistake(
    "Means and spreads run along the rows, over different features. A feature is a column: which "
    "axis should disappear?"
)
def along_the_rows(X, X_train):
    return (X - np.mean(X_train, axis=1)) / _safe(np.std(X_train, axis=1))


@standardize.mistake(
    "Means and spreads are kept as columns, one for each sample. One for each feature is wanted: "
    "which axis should disappear?"
)
def along_the_rows_with_keepdims(X, X_train):
    mean = np.mean(X_train, axis=1, keepdims=True)
    return (X - mean) / _safe(np.std(X_train, axis=1, keepdims=True))


@standardize.mistake(
    "The spread is a little too large: it divides by N - 1. Here the plain `np.std` is meant, "
    "which divides by N."
)
def sample_deviation(X, X_train):
    return (X - np.mean(X_train, axis=0)) / _safe(np.std(X_train, axis=0, ddof=1))


@standardize.mistake("The result overwrites the caller's X. Give the difference a name of its own.")
def standardized_in_place(X, X_train):
    X -= np.mean(X_train, axis=0)
    X /= _safe(np.std(X_train, axis=0))
    return X


@standardize.variant
def standardize_with_a_mask(X, X_train):
    spread = X_train.std(axis=0)
    spread[X_train.max(axis=0) == X_train.min(axis=0)] = 1
    return (X - X_train.mean(axis=0)) / spread


@standardize.variant
def standardize_column_by_column(X, X_train):
    columns = []
    for x, x_train in zip(X.T, X_train.T, strict=True):
        spread = x_train.std() if len(np.unique(x_train)) > 1 else 1.0
        columns.append((x - x_train.mean()) / spread)
    return np.array(columns).T


@standardize.variant
def standardize_into_zeros(X, X_train):
    Z = np.zeros_like(X)
    for d in range(X.shape[1]):
        x = X_train[:, d]
        Z[:, d] = (X[:, d] - x.mean()) / (x.std() if x.max() > x.min() else 1)
    return Z


@standardize.variant
def standardize_with_keepdims(X, X_train):
    mean = np.mean(X_train, axis=0, keepdims=True)
    spread = np.std(X_train, axis=0, keepdims=True)
    return (X - mean) / np.where(spread > 1e-8, spread, 1)


@standardize.variant
def standardize_with_isclose(X, X_train):
    constant = np.isclose(X_train.max(axis=0), X_train.min(axis=0))
    return (X - X_train.mean(axis=0)) / np.where(constant, 1, X_train.std(axis=0))


@functools.cache
def _digits():
    """The chapter's X and y."""
    from nnlib.datasets import load_digits

    digits = load_digits()
    return {"X": digits.X_train, "y": digits.y_train}


average_three = Exercise(
    id="00-average-three",
    title="The average three",
    minutes=4,
    difficulty=2,
    points=1,
    reference=Lines(
        name="average_three",
        code="average_three = X[y == 3].mean(axis=0)",
        given=_digits,
    ),
    hints=(
        "Two steps: first the rows of X whose label is 3, then their mean.",
        "A mask in the place of the row number keeps the rows where it is True. For the mean, "
        "which axis should disappear, so that 64 pixels are left?",
        "`average_three = X[...].mean(...)`: a mask made from y, and an axis.",
    ),
    why="""The mask `y == 3` has one entry for each sample, so it stands in the place of the row
number and keeps the rows of the threes: an array of shape (number of threes, 64). The axis of the
samples, `axis=0`, is the one to average away; the 64 pixels are left.""",
)


@average_three.mistake("This is the average of all digits. Keep only the threes first.")
def all_digits():
    return _digits()["X"].mean(axis=0)


@average_three.mistake(
    "This is one number for each three, the mean of its pixels. Average over the threes instead, "
    "so that one number for each pixel is left."
)
def one_number_an_image():
    X, y = _digits().values()
    return X[y == 3].mean(axis=1)


@average_three.mistake(
    "This is a single number, the mean of all pixels of all threes. Give the mean an axis."
)
def one_number_for_all():
    X, y = _digits().values()
    return X[y == 3].mean()


@average_three.mistake("This is the sum of all threes. The average divides by how many there are.")
def sum_of_the_threes():
    X, y = _digits().values()
    return X[y == 3].sum(axis=0)


@average_three.mistake(
    "This is row 3 of X, whatever digit that is. The threes are the rows where y is 3."
)
def row_number_3():
    return _digits()["X"][3]


@average_three.mistake("These are all the threes, unaveraged. Take the mean over them.")
def forgot_the_mean():
    X, y = _digits().values()
    return X[y == 3]


@average_three.mistake(
    "The labels are used as row numbers here: that picks some of the first ten rows again and "
    "again. Compare y with 3 to get a mask."
)
def labels_as_row_numbers():
    X, y = _digits().values()
    return X[y].mean(axis=0)


@average_three.mistake(
    "The images that are not threes have been set to 0, and still count in the mean. Leave "
    "their rows out instead."
)
def zeros_for_the_others():
    X, y = _digits().values()
    return (X * (y == 3)[:, None]).mean(axis=0)


@average_three.variant
def average_with_nonzero():
    X, y = _digits().values()
    return np.mean(X[np.nonzero(y == 3)[0]], axis=0)


@average_three.variant
def average_by_a_product():
    X, y = _digits().values()
    return (y == 3) @ X / np.sum(y == 3)


share_right = Exercise(
    id="00-share-right",
    title="How many guesses are right?",
    minutes=5,
    difficulty=2,
    points=1,
    reference=rows.share_right,
    hints=(
        "Two steps: each row's guess, then how often the guesses agree with y.",
        "The guess is the *place* of the largest score in its row: `np.argmax`, along the row.",
        "`guesses = np.argmax(Z, axis=...)`; then the mean of a mask.",
    ),
    why="""`np.argmax(Z, axis=1)` walks along each row and gives the column of its largest score:
N guesses. Comparing them with the N labels gives a mask, and the mean of a mask is the share of
its True entries, since True counts as 1 and False as 0.""",
)


@share_right.cases
def _(rng):
    Z = np.array([[0.1, 0.9, 0.3], [2.0, 1.0, 0.0], [0.0, 1.0, 5.0], [3.0, 2.0, 1.0]])
    yield Case("4 samples, 3 classes, one wrong", {"Z": Z, "y": np.array([1, 0, 2, 2])})
    Z = rng.normal(size=(6, 4)).round(2)
    y = Z.argmax(axis=1)
    y[:2] = (y[:2] + 1) % 4
    yield Case("6 samples, 4 classes", {"Z": Z, "y": y})
    Z = np.array([[1.0, 5.0, 2.0], [9.0, 1.0, 1.0], [4.0, 2.0, 3.0]])
    yield Case("a square: 3 samples, 3 classes", {"Z": Z, "y": np.array([1, 0, 2])})
    yield Case("a batch of one", {"Z": np.array([[-3.0, -1.0, -2.0]]), "y": np.array([1])})
    yield Case("all wrong", {"Z": np.array([[1.0, 0.0], [0.5, 2.0]]), "y": np.array([1, 0])})
    Z = np.array([[1.0, 4], [3, 2], [0, 7], [2, 1], [5, 6]])
    yield Case("whole numbers", {"Z": Z, "y": np.array([1, 1, 1, 0, 0])})
    Z32 = rng.normal(size=(5, 3)).astype(np.float32)
    yield Case("float32", {"Z": Z32, "y": np.array([0, 1, 2, 0, 1])})


@share_right.mistake("This counts the right guesses. Their share divides by the number of rows.")
def count_for_share(Z, y):
    return np.sum(np.argmax(Z, axis=1) == y)


@share_right.mistake(
    "The right guesses are counted, and divided by the number of classes. Divide by the number of "
    "rows."
)
def divided_by_the_classes(Z, y):
    return np.sum(np.argmax(Z, axis=1) == y) / Z.shape[1]


@share_right.mistake("This is the share of the wrong guesses. Ask where guess and label agree.")
def share_wrong(Z, y):
    return np.mean(np.argmax(Z, axis=1) != y)


@share_right.mistake(
    "The largest score is looked for down the columns: that finds a sample for each class. Find "
    "a class for each sample."
)
def best_sample_of_each_class(Z, y):
    return np.mean(np.argmax(Z, axis=0) == y)


@share_right.mistake(
    "The largest score of the whole table is looked for, and its place is one single number. "
    "Each row needs a guess of its own."
)
def one_guess_for_all(Z, y):
    return np.mean(np.argmax(Z) == y)


@share_right.mistake(
    "The largest scores themselves are compared with the labels. A label says in which column a "
    "score stands, not how large it is."
)
def scores_for_places(Z, y):
    return np.mean(np.max(Z, axis=1) == y)


@share_right.mistake(
    "This says for each row whether it is right. The share is one number: take their mean."
)
def one_answer_a_row(Z, y):
    return np.argmax(Z, axis=1) == y


@share_right.mistake(
    "The labels are divided by the number of rows before they are compared: a division comes "
    "before a comparison. Put the comparison in parentheses, or take the mean of it."
)
def labels_divided(Z, y):
    return np.argmax(Z, axis=1) == y / len(y)


@share_right.mistake("This is a percentage. A share runs from 0 to 1.")
def percent(Z, y):
    return 100 * np.mean(np.argmax(Z, axis=1) == y)


@share_right.mistake("The class with the smallest score is guessed; the largest should win.")
def smallest_score_wins(Z, y):
    return np.mean(np.argmin(Z, axis=1) == y)


@share_right.variant
def share_by_a_loop(Z, y):
    right = 0
    for z, label in zip(Z, y, strict=True):
        right += int(z.argmax() == label)
    return right / len(y)


@share_right.variant
def share_by_counting(Z, y):
    return np.count_nonzero(Z.argmax(-1) == y) / len(Z)


@share_right.variant
def share_by_the_right_score(Z, y):
    return float((Z[np.arange(len(y)), y] == Z.max(axis=1)).mean())


pick = Exercise(
    id="00-pick",
    title="One entry of each row",
    minutes=4,
    difficulty=3,
    points=1,
    reference=rows.pick,
    hints=(
        "You need two lists of numbers that walk side by side: the rows, and in each row the "
        "column.",
        "The column numbers are y. The row numbers are simply 0, 1, 2, … up to the last row.",
        "`return P[..., y]`: at the dots an array that counts the rows. `np.arange` counts; how "
        "many rows are there?",
    ),
    why="""Two index arrays of the same length are read in pairs: `P[[0, 1, 2], [1, 0, 3]]` is the
entries (0, 1), (1, 0) and (2, 3). So `np.arange(len(y))` beside `y` names one entry of each row.
A colon in the place of the row numbers would mean *every* row, for each of the columns: N × N
numbers instead of N.""",
)


@pick.cases
def _(rng):
    P = np.array([[0.1, 0.7, 0.2], [0.5, 0.3, 0.2]])
    yield Case("2 rows of 3", {"P": P, "y": np.array([1, 0])})
    yield Case(
        "5 rows of 3", {"P": rng.normal(size=(5, 3)).round(2), "y": np.array([0, 2, 2, 1, 1])}
    )
    P = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]])
    yield Case("a square: 3 rows of 3", {"P": P, "y": np.array([2, 0, 0])})
    yield Case("a batch of one", {"P": np.array([[0.25, 0.5, 0.25, 0.0]]), "y": np.array([1])})
    whole = {"P": np.array([[3.0, 8], [5, 1], [9, 4]]), "y": np.array([1, 1, 0])}
    yield Case("whole numbers", whole)
    P32 = rng.normal(size=(4, 6)).astype(np.float32)
    yield Case("float32", {"P": P32, "y": rng.integers(0, 6, size=4)})


@pick.mistake(
    "This is an N x N table: every row, and for each of them all the columns that y names. "
    "Give each row a number too, so that rows and columns go in pairs."
)
def every_row_with_every_column(P, y):
    return P[:, y]


@pick.mistake(
    "The labels are used as row numbers, so whole rows come back, or there is no such row. They "
    "say which *column* of each row is meant."
)
def labels_as_rows(P, y):
    return P[y]


@pick.mistake("Rows and columns have changed places: the row number comes first.")
def rows_and_columns_swapped(P, y):
    return P[y, np.arange(len(y))]


@pick.mistake(
    "The row numbers run as far as there are *columns*. Each entry of y wants a row number: "
    "count the rows."
)
def counts_the_columns(P, y):
    return P[np.arange(P.shape[1]), y]


@pick.mistake(
    "The row numbers 0, 1 and 2 serve a table of three rows only. Count as many as there are: "
    "each entry of y wants one."
)
def three_rows_only(P, y):
    return P[[0, 1, 2], y]


@pick.mistake(
    "This is the largest entry of each row. The one that y names is wanted, large or small."
)
def largest_of_each_row(P, y):
    return np.max(P, axis=1)


@pick.mistake("Every number has come out one column too far to the left: label 0 means column 0.")
def counting_columns_from_one(P, y):
    return P[np.arange(len(y)), y - 1]


@pick.mistake(
    "The whole table came back, with zeros where nothing was picked. Only the picked numbers "
    "are wanted: one for each row."
)
def zeros_for_the_rest(P, y):
    return P * np.eye(P.shape[1])[y]


@pick.mistake(
    "The picked numbers have been added up to a single one. One number for each row is wanted."
)
def added_up(P, y):
    return np.sum(P[np.arange(len(y)), y])


@pick.variant
def pick_by_a_loop(P, y):
    return np.array([row[label] for row, label in zip(P, y, strict=True)])


@pick.variant
def pick_with_one_hot(P, y):
    return np.sum(P * np.eye(P.shape[1])[y], axis=1)


@pick.variant
def pick_with_take_along_axis(P, y):
    return np.take_along_axis(P, y[:, None], axis=1)[:, 0]


scores = Exercise(
    id="00-scores",
    title="A layer's scores",
    minutes=3,
    difficulty=1,
    points=1,
    reference=rows.scores,
    hints=(
        "Each unit weighs the features of a sample and adds them up: that is a dot product, and "
        "all of them together are a matrix product.",
        "X has the shape (N, D), W has (D, K): in this order the inner sizes agree. The biases "
        "(K,) line up with the columns of the result by themselves.",
        "One line: a matrix product, plus b.",
    ),
    why="""The matrix product of (N, D) and (D, K) has the shape (N, K): entry (n, k) is the dot
product of sample n with the weights of unit k. The biases (K,) are one for each unit, that is for
each column, and broadcasting adds them to every row. Nothing in the line depends on the number of
samples.""",
)


@scores.cases
def _(rng):
    X = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 3.0]])
    W = np.array([[1.0, 0.0], [2.0, 1.0], [0.5, -1.0]])
    yield Case("2 samples, 3 features, 2 units", {"X": X, "W": W, "b": np.array([10.0, 20.0])})

    def draw(n, d, k):
        sizes = {"X": (n, d), "W": (d, k), "b": (k,)}
        return {name: rng.normal(size=size).round(1) for name, size in sizes.items()}

    yield Case("4 samples, 2 features, 3 units", draw(4, 2, 3))
    yield Case("all sizes 3", draw(3, 3, 3))
    yield Case("a batch of one", draw(1, 4, 2))
    whole = {"X": np.array([[1.0, 2]]), "W": np.array([[3.0], [4]]), "b": np.array([-1.0])}
    yield Case("whole numbers, and a single unit", whole)
    yield Case("float32", {n: a.astype(np.float32) for n, a in draw(5, 3, 4).items()})


@scores.mistake("The biases are missing: each unit adds its own to the weighted sum.")
def forgot_the_biases(X, W, b):
    return X @ W


@scores.mistake(
    "Entries are multiplied with entries here. Samples meet units in a matrix product, whose "
    "sign is another one."
)
def product_of_entries(X, W, b):
    return X * W + b


@scores.mistake(
    "The factors stand in the wrong order. Rows of samples come first: the inner sizes of "
    "(N, D) and (D, K) agree."
)
def wrong_order(X, W, b):
    return W @ X + b


@scores.mistake(
    "The weights are transposed. They have the shape (D, K) already, which fits behind (N, D)."
)
def transposed_weights(X, W, b):
    return X @ W.T + b


@scores.mistake(
    "The result lies on its side: a row for each unit. A row for each sample is wanted, (N, K)."
)
def units_in_rows(X, W, b):
    return (X @ W + b).T


@scores.mistake(
    "The biases are added to the samples' rows, as a column. There is one bias for each unit, "
    "that is for each column of the result: as (K,) they line up by themselves."
)
def biases_as_a_column(X, W, b):
    return X @ W + b[:, np.newaxis]


@scores.mistake(
    "The biases are added to the weights before the product, so that each is weighed by the "
    "features. Add them after it."
)
def biases_inside(X, W, b):
    return X @ (W + b)


@scores.mistake("The biases are subtracted. By convention a layer adds them.")
def biases_subtracted(X, W, b):
    return X @ W - b


@scores.variant
def scores_with_dot(X, W, b):
    return np.dot(X, W) + b


@scores.variant
def scores_with_einsum(X, W, b):
    return np.einsum("nd,dk->nk", X, W) + b


@scores.variant
def scores_with_a_column_of_ones(X, W, b):
    ones = np.ones((len(X), 1), dtype=X.dtype)
    return np.hstack([ones, X]) @ np.vstack([b, W])
