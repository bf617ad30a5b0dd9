"""Each row divided by its sum: axes and keepdims."""

import numpy as np

from nnlib.by_hand import rows
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32, square
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
        "`reshape(-1, 1)` makes a column of a line of numbers.",
        "One line: `return X / ...`, with the sums along axis 1 at the dots, folded to a column.",
    ),
    promises={
        "a batch": batch("X"),
        "a square": square("X"),
        "a batch of one": batch_of_one("X"),
        "very small numbers": array_where("X", lambda X: X.max() < 1e-10),
        "float32": float32("X"),
    },
    survivors={
        "-1 -> 1": "the last axis of a table is axis 1",
        "1 -> 2": "`reshape` takes -2 for -1: any number below 0 is the size to be found out",
    },
    why="""`axis=1` adds up along each row and leaves one number a row: the shape is (N,). That
lines up with the *columns* of X: NumPy refuses if N and D differ, and divides by the wrong sums if
they are the same. As a column of shape (N, 1) the sums line up with the rows, whatever the sizes.
You can fold them with `reshape(-1, 1)`, or never let the axis go: that's what `keepdims=True` does,
which comes next.""",
)


@exercise.cases
def _(rng):
    yield Case("2 rows of 3 numbers", {"X": np.array([[1.0, 2.0, 1.0], [6.0, 3.0, 1.0]])})
    yield Case("4 rows of 2 numbers", {"X": rng.uniform(1, 5, size=(4, 2)).round(1)})
    yield Case("a square: 3 rows of 3", {"X": rng.uniform(1, 5, size=(3, 3)).round(1)})
    yield Case("a batch of one", {"X": rng.uniform(1, 5, size=(1, 4)).round(1)})
    yield Case("numbers without decimals", {"X": np.array([[1.0, 3], [9, 1], [2, 2]])})
    small = np.array([[1e-12, 3e-12], [2e-12, 2e-12]])
    yield Case("very small numbers, whose shares are not small", {"X": small})
    yield Case("float32", {"X": rng.uniform(1, 5, size=(3, 5)).astype(np.float32)})


def _small_for_0(X, most=1e-8):
    total = np.sum(X, axis=1, keepdims=True)
    return X / np.where(total < most, 1, total)


def _with_added(tiny):
    return lambda X: X / (np.sum(X, axis=1, keepdims=True) + tiny)


def _counts_in_a_copy(X):
    shares = X.copy()
    for n in range(X.shape[1]):
        shares[n] = shares[n] / np.sum(shares[n])
    return shares


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

    def sums_over_the_numbers(X):
        """Sum and number have changed places: here each row's sum is divided by its numbers. A
        share is the number, divided by the sum."""
        return np.sum(X, axis=1, keepdims=True) / X

    def percent(X):
        """These are percentages. Shares are parts of 1, so leave out the factor of 100."""
        return 100 * X / np.sum(X, axis=1, keepdims=True)

    def rounded(X):
        """The shares are rounded, so the rows no longer sum to 1 exactly. Return them as they
        are: rounding is for printing."""
        return np.round(X / np.sum(X, axis=1, keepdims=True), 2)

    def exponentials_first(X):
        """You took exponentials before you divided. Here each number itself is divided by the
        sum of its row."""
        return np.exp(X) / np.sum(np.exp(X), axis=1, keepdims=True)

    def divided_by_the_norm(X):
        """Each row is divided by the root of its sum of squares. Its shares divide by the plain
        sum of its numbers."""
        return X / np.linalg.norm(X, axis=1, keepdims=True)

    def sums_subtracted(X):
        """The row sums are subtracted here. For shares you divide by them."""
        return X - np.sum(X, axis=1, keepdims=True)

    def stretched_from_0_to_1(X):
        """Each row is stretched so that it runs from 0 to 1. Its shares are something else:
        each number divided by the sum of its row."""
        low = np.min(X, axis=1, keepdims=True)
        return (X - low) / (np.max(X, axis=1, keepdims=True) - low)

    def sums_as_a_row(X):
        """The row sums lie in a row of shape (1, N), which meets the columns of X. As a column
        of shape (N, 1) they would meet its rows."""
        return X / np.sum(X, axis=1).reshape(1, -1)

    def only_the_sums_in_a_vector(X):
        """These are the row sums themselves, one number for each row. Divide X by them, as a
        column of shape (N, 1)."""
        return np.sum(X, axis=1)

    def a_single_row(X):
        """Only the first row's shares came back. A `return` inside a loop ends it in the first
        round: collect the rows, and return them after the loop."""
        return X[0] / np.sum(X[0])

    def a_list_of_rows(X):
        """The result is a Python list, but it should be an array like X. `np.array` makes one
        of a list of rows; dividing the whole table at once needs no loop at all."""
        return [row / np.sum(row) for row in X]

    def multiplied_by_the_sums(X):
        """Each row is multiplied by its sum. For shares you divide by it."""
        return X * np.sum(X, axis=1, keepdims=True)

    def divided_by_the_length(X):
        """Each row is divided by how many numbers it has. Its shares divide by the *sum* of its
        numbers."""
        return X / X.shape[1]

    rounded = spelled(
        rounded,
        lambda X: np.round(X / np.sum(X, axis=1, keepdims=True), 1),
        lambda X: np.round(X / np.sum(X, axis=1, keepdims=True), 3),
        lambda X: np.round(X / np.sum(X, axis=1, keepdims=True), 4),
    )

    def tiny_number_added(X):
        """A tiny number is added to the row sums, so rows of very small numbers do not sum to 1.
        The sum of positive numbers is never 0: divide by it as it is."""
        return X / (np.sum(X, axis=1, keepdims=True) + 1e-8)

    tiny_number_added = spelled(
        tiny_number_added,
        lambda X: X / (np.sum(X, axis=1, keepdims=True) + 1e-10),
        lambda X: X / (np.sum(X, axis=1, keepdims=True) + 1e-12),
        lambda X: X / (np.sum(X, axis=1, keepdims=True) + 1e-15),
        lambda X: X / (np.sum(X, axis=1, keepdims=True) + 1e-7),
        lambda X: X / (np.sum(X, axis=1, keepdims=True) + 1e-9),
        lambda X: X / (np.sum(X, axis=1, keepdims=True) + 1e-6),
        *[_with_added(tiny) for tiny in (1e-2, 1e-3, 1e-4, 1e-5)],
    )

    def small_sums_replaced(X):
        """A small row sum is replaced by a larger number, so rows of very small numbers do not
        sum to 1. Divide every row by its sum, whatever its size."""
        return X / np.maximum(np.sum(X, axis=1, keepdims=True), 1)

    small_sums_replaced = spelled(
        small_sums_replaced,
        _small_for_0,
        lambda X: X / np.maximum(np.sum(X, axis=1, keepdims=True), 1e-8),
        lambda X: X / np.maximum(np.sum(X, axis=1, keepdims=True), 1e-10),
    )

    def counts_the_columns(X):
        """The loop runs as often as there are *columns*, but it is meant for the rows. Count the
        rows: `len(X)`."""
        shares = np.zeros_like(X)
        for n in range(X.shape[1]):
            shares[n] = X[n] / np.sum(X[n])
        return shares

    counts_the_columns = spelled(counts_the_columns, _counts_in_a_copy)

    def sums_that_change_on_the_way(X):
        """Only the first entry of each row is right: each division changes the row, and the next
        one adds it up anew. Take the sum once, before the row changes."""
        shares = X.copy()
        for n in range(X.shape[0]):
            for d in range(X.shape[1]):
                shares[n, d] = shares[n, d] / np.sum(shares[n])
        return shares

    def squeezed(X):
        """Right for several rows, but a batch of one has lost an axis to `squeeze`. The result
        always has the shape of X, (N, D)."""
        return np.squeeze(X / np.sum(X, axis=1, keepdims=True))

    def first_sum_for_all(X):
        """All rows are divided by the sum of the same row. Each row needs its own."""
        return X / np.sum(X[0])

    first_sum_for_all = spelled(first_sum_for_all, lambda X: X / np.sum(X[-1]))

    def a_column_left_out(X):
        """The sum leaves out a column, the first or the last, so the rows sum to more than 1.
        Add up the whole row."""
        return X / np.sum(X[:, :-1], axis=1, keepdims=True)

    a_column_left_out = spelled(
        a_column_left_out, lambda X: X / np.sum(X[:, 1:], axis=1, keepdims=True)
    )

    def of_the_others(X):
        """Each number is divided by the sum of the *others* in its row. Its share divides by the
        sum of all, its own included."""
        return X / (np.sum(X, axis=1, keepdims=True) - X)

    def standardized(X):
        """Each row is shifted by its mean. For shares nothing is subtracted: divide by the row's
        sum."""
        return X - np.mean(X, axis=1, keepdims=True)

    standardized = spelled(
        standardized,
        lambda X: (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True),
        lambda X: (X - X.mean(axis=1, keepdims=True)) / X.sum(axis=1, keepdims=True),
    )

    def squared_first(X):
        """The numbers are squared first. Each number itself is divided by the sum of its row."""
        return X**2 / np.sum(X**2, axis=1, keepdims=True)

    def running_sums(X):
        """Each number is divided by the sum up to itself, a running one. All numbers of a row
        are divided by the same sum, that of the whole row."""
        return X / np.cumsum(X, axis=1)

    def divided_by_the_first(X):
        """Each row is divided by one of its numbers. Its shares divide by the sum of all of
        them."""
        return X / X[:, :1]

    divided_by_the_first = spelled(
        divided_by_the_first,
        lambda X: X / X[:, -1:],
        lambda X: X / np.median(X, axis=1, keepdims=True),
        lambda X: X / np.min(X, axis=1, keepdims=True),
    )

    def one_added_to_the_sums(X):
        """A 1 is added to the row sums, so the shares are too small. Divide by the sum as it is."""
        return X / (np.sum(X, axis=1, keepdims=True) + 1)

    def largest_sum_for_all(X):
        """All rows are divided by the same sum, the largest, the smallest or the mean one. Each
        row needs its own."""
        return X / np.max(np.sum(X, axis=1))

    largest_sum_for_all = spelled(
        largest_sum_for_all,
        lambda X: X / np.min(np.sum(X, axis=1)),
        lambda X: X / np.mean(np.sum(X, axis=1)),
    )


@exercise.right
class Variants:
    def by_transposing(X):
        """Turned over, each sample is a column, and a plain row of sums lines up by itself."""
        return (X.T / X.T.sum(axis=0)).T

    def folded(X):
        """The sums come out flat, and `reshape` folds them into a column afterwards."""
        return X / X.sum(axis=1).reshape(-1, 1)

    def row_by_row(X):
        """A loop can't go wrong with the axes, and is slow where there are many rows."""
        return np.array([row / row.sum() for row in X])

    def into_zeros(X):
        shares = np.zeros_like(X)
        for n in range(len(X)):
            shares[n] = X[n] / X[n].sum()
        return shares

    def with_a_new_axis(X):
        """The axis that has disappeared can be put back afterwards, which `np.newaxis` does (it
        comes in the next section)."""
        return X / X.sum(axis=-1)[:, np.newaxis]
