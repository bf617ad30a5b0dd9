"""Each row divided by its sum: axes and keepdims."""

import numpy as np

from nnlib.by_hand import rows
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
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


@exercise.cases
def _(rng):
    yield Case("2 rows of 3 numbers", {"X": np.array([[1.0, 2.0, 1.0], [6.0, 3.0, 1.0]])})
    yield Case("4 rows of 2 numbers", {"X": rng.uniform(1, 5, size=(4, 2)).round(1)})
    yield Case("a square: 3 rows of 3", {"X": rng.uniform(1, 5, size=(3, 3)).round(1)})
    yield Case("a batch of one", {"X": rng.uniform(1, 5, size=(1, 4)).round(1)})
    yield Case("whole numbers", {"X": np.array([[1.0, 3], [2, 2], [9, 1]])})
    yield Case("float32", {"X": rng.uniform(1, 5, size=(3, 5)).astype(np.float32)})


@exercise.wrong
class Mistakes:
    def shares_of_the_columns(X):
        """The columns sum to 1 here, and the rows should. With shape (N, D), which number of an
        axis means along the row?"""
        return X / np.sum(X, axis=0)

    def one_sum_for_the_batch(X):
        """The whole batch sums to 1 here. Every row should do so by itself: say along which
        axis to add up."""
        return X / np.sum(X)

    def sums_without_keepdims(X):
        """The row sums have lost their axis: their shape is (N,), and NumPy lines it up with
        the columns. Keep them as a column of shape (N, 1)."""
        return X / np.sum(X, axis=1)

    def divided_by_the_largest(X):
        """Each row is divided by its largest number. Its shares sum to 1: use its sum."""
        return X / np.max(X, axis=1, keepdims=True)

    def divided_by_the_mean(X):
        """Each row sums to D instead of 1: it is divided by its mean, not by its sum."""
        return X / np.mean(X, axis=1, keepdims=True)

    def only_the_sums(X):
        """These are the row sums themselves. The shares are X divided by them."""
        return np.sum(X, axis=1, keepdims=True)

    def whole_numbers(X):
        """These are whole numbers: the division has cut off everything after the point. Shares
        need the division that keeps it."""
        return X // np.sum(X, axis=1, keepdims=True)

    def in_place(X):
        """The result overwrites the caller's array. Make a new array for the result."""
        X /= np.sum(X, axis=1, keepdims=True)
        return X

    def on_its_side(X):
        """The shares are right, but the table lies on its side. It should have the shape of X."""
        return X.T / np.sum(X, axis=1)


@exercise.right
class Variants:
    def by_transposing(X):
        return (X.T / X.T.sum(axis=0)).T

    def row_by_row(X):
        return np.array([row / row.sum() for row in X])

    def into_zeros(X):
        shares = np.zeros_like(X)
        for n in range(len(X)):
            shares[n] = X[n] / X[n].sum()
        return shares

    def with_a_new_axis(X):
        return X / X.sum(axis=-1)[:, np.newaxis]
