"""One entry of each row, by a pair of index arrays."""

import numpy as np

from nnlib.by_hand import rows
from nnlib.exercises._kinds import array_where, batch_of_one, float32, square
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
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
    promises={
        "more rows than columns": array_where("P", lambda P: P.shape[0] > P.shape[1]),
        "more columns than rows": array_where("P", lambda P: P.shape[0] < P.shape[1]),
        "a square": square("P"),
        "a batch of one": batch_of_one("P"),
        "a column named twice": array_where("y", lambda y: len(np.unique(y)) < len(y)),
        "float32": float32("P"),
    },
    why="""Two index arrays of the same length are read in pairs: `P[[0, 1, 2], [1, 0, 3]]` is the
entries (0, 1), (1, 0) and (2, 3). So `np.arange(len(y))` beside `y` names one entry of each row.
A colon in the place of the row numbers would mean *every* row, for each of the columns: N × N
numbers instead of N.""",
)


@exercise.cases
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


@exercise.wrong
class Mistakes:
    def every_row_with_every_column(P, y):
        """This is an N x N table: every row, and for each of them all the columns that y names.
        Give each row a number too, so that rows and columns go in pairs."""
        return P[:, y]

    def labels_as_rows(P, y):
        """The labels are used as row numbers, so whole rows come back, or there is no such row.
        They say which *column* of each row is meant."""
        return P[y]

    def rows_and_columns_swapped(P, y):
        """Rows and columns have changed places: the row number comes first."""
        return P[y, np.arange(len(y))]

    def counts_the_columns(P, y):
        """The row numbers run as far as there are *columns*. Each entry of y wants a row
        number: count the rows."""
        return P[np.arange(P.shape[1]), y]

    def three_rows_only(P, y):
        """The row numbers 0, 1 and 2 serve a table of three rows only. Count as many as there
        are: each entry of y wants one."""
        return P[[0, 1, 2], y]

    def largest_of_each_row(P, y):
        """This is the largest entry of each row. The one that y names is wanted, large or
        small."""
        return np.max(P, axis=1)

    def counting_columns_from_one(P, y):
        """Every number has come out one column too far to the left: label 0 means column 0."""
        return P[np.arange(len(y)), y - 1]

    def zeros_for_the_rest(P, y):
        """The whole table came back, with zeros where nothing was picked. Only the picked
        numbers are wanted: one for each row."""
        return P * np.eye(P.shape[1])[y]

    def added_up(P, y):
        """The picked numbers have been added up to a single one. One number for each row is
        wanted."""
        return np.sum(P[np.arange(len(y)), y])

    def averaged(P, y):
        """The picked numbers have been averaged into a single one. One number for each row is
        wanted."""
        return np.mean(P[np.arange(len(y)), y])

    def as_a_column(P, y):
        """The right entries are picked, but they stand in a column of shape (N, 1). One axis is
        enough: the result has the shape (N,)."""
        return P[np.arange(len(y)), y].reshape(-1, 1)

    def first_row_only(P, y):
        """Everything was picked from the first row. Row n gives the entry in column y[n]: say
        the row numbers too."""
        return P[0, y]

    def one_row_too_far(P, y):
        """A row number runs past the last row. Rows count from 0, so the last of N rows has the
        number N - 1; `np.arange(N)` stops there by itself."""
        return P[np.arange(1, len(y) + 1), y]

    def stopped_after_one_row(P, y):
        """Only the first row's entry came back. A `return` inside a loop ends it in the first
        round: collect the entries, and return them after the loop."""
        return P[0, y[0]]

    def the_diagonal(P, y):
        """This is the diagonal of P: row n gave its entry in column n. The column is y[n]."""
        return np.diag(P)

    def one_column(P, y):
        """This is one whole column of P, the one that the first entry of y names. Every row has
        a column of its own: row n the column y[n]."""
        return P[:, y[0]]

    def places_of_the_largest(P, y):
        """These are column numbers, the places of the largest entries. What is wanted are the
        entries themselves, from the columns that y names."""
        return np.argmax(P, axis=1)

    def entries_equal_to_the_label(P, y):
        """The entries of P are compared with the labels. A label is no value to look for in P,
        but the number of a column."""
        return P[np.equal(P, y)]

    def a_list(P, y):
        """The right idea, but the result is a Python list. It should be an array of shape (N,):
        `np.array` makes one of it, and a pair of index arrays needs no loop at all."""
        return [row[label] for row, label in zip(P, y, strict=True)]

    def counting_columns_too_far(P, y):
        """The columns are counted one too far to the right. Label 0 means column 0, so nothing
        is to be added to y."""
        return P[np.arange(len(y)), y + 1]

    def the_one_hot_table(P, y):
        """This table only *marks* the places, with ones. What is wanted are the entries of P
        that stand there."""
        return np.eye(P.shape[1])[y]


@exercise.right
class Variants:
    def in_a_loop(P, y):
        return np.array([row[label] for row, label in zip(P, y, strict=True)])

    def with_one_hot(P, y):
        return np.sum(P * np.eye(P.shape[1])[y], axis=1)

    def with_take_along_axis(P, y):
        return np.take_along_axis(P, y[:, None], axis=1)[:, 0]
