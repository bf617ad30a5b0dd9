"""One entry of each row, by a pair of index arrays."""

import numpy as np

from nnlib.by_hand import rows
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, batch_of_one, float32, square
from nnlib.judge.exercise import Case, Exercise


def _picked(case):
    """What the case should give."""
    return rows.pick(*case.args.values())


exercise = Exercise(
    id="00-pick",
    title="One entry of each row",
    minutes=4,
    difficulty=2,
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
        "an entry of 0": lambda case: (_picked(case) == 0).any(),
        "an entry below 0": lambda case: (_picked(case) < 0).any(),
        "more columns than `np.choose` can take": array_where("P", lambda P: P.shape[1] > 64),
        "float32": float32("P"),
    },
    survivors={
        "0 -> -1": "a table with one column, whose first is its last",
        "np.take_along_axis(P, y[:, None], axis=1) -> np.take_along_axis(P, y[:, None])": (
            "the last axis is the default, and a table's last axis is 1"
        ),
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
    yield Case("a square: 3 rows of 3", {"P": P, "y": np.array([1, 0, 0])})
    yield Case("a batch of one", {"P": np.array([[0.25, 0.5, 0.25, 0.0]]), "y": np.array([1])})
    whole = {"P": np.array([[3.0, 8], [5, 1], [9, 4]]), "y": np.array([1, 1, 0])}
    yield Case("numbers without decimals", whole)
    pair = {"P": np.array([[0.0, 2.0], [3.0, -1.0], [4.0, 0.5]]), "y": np.array([0, 1, 1])}
    yield Case("a 0 and a negative number among the picked", pair)
    many = {"P": np.arange(140.0).reshape(2, 70) / 10, "y": np.array([69, 3])}
    yield Case("2 rows of 70", many)
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

    def always_as_many_rows(P, y):
        """The row numbers are counted for one fixed size, that of the digits or another. Count the
        rows of the table that is given: `len(y)`."""
        return P[np.arange(1527), y]

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
        """Everything was picked from the same row. Row n gives the entry in column y[n]: say the
        row numbers too."""
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
        """Row n gave its entry in column n, as on a diagonal. The column is y[n]."""
        return np.diag(P)

    def one_column(P, y):
        """This is one whole column of P. Every row has a column of its own: row n the column
        y[n]."""
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

    the_diagonal = spelled(
        the_diagonal,
        lambda P, y: P[np.arange(len(y)), np.arange(len(y))],
        lambda P, y: P[np.arange(len(y)), np.arange(len(y)) % P.shape[1]],
    )
    every_row_with_every_column = spelled(every_row_with_every_column, lambda P, y: P.T[y])

    def labels_for_rows_too(P, y):
        """Both numbers of each pair come from y. Only the column does: the rows are counted, 0,
        1, 2, … up to the last one."""
        return P[y, y]

    def squeezed(P, y):
        """Right for several rows, but a batch of one comes back as a plain number: `squeeze` has
        removed the axis of the rows as well. The result has the shape (N,)."""
        return P[np.arange(len(y)), y].squeeze()

    def added_up_down_the_columns(P, y):
        """The picked numbers have been added up down the columns, over different rows. Each row
        has one of them: add up along the row."""
        return np.sum(P * np.eye(P.shape[1])[y], axis=0)

    def into_whole_numbers(P, y):
        """The picked numbers have lost what stands behind the point: they went into an array of
        whole numbers, such as one made like y. Make it one of floats."""
        picked = np.zeros_like(y)
        for n in range(len(y)):
            picked[n] = P[n, y[n]]
        return picked

    def a_row_left_out(P, y):
        """One row is missing, the first or the last: N rows give N numbers."""
        return P[np.arange(len(y)), y][:-1]

    a_row_left_out = spelled(a_row_left_out, lambda P, y: P[np.arange(len(y)), y][1:])

    def maximum_of_the_one_hot_product(P, y):
        """Right for positive numbers. But the other entries of each row have become 0, and where
        the picked one is negative the 0 is larger. Add up along the row instead."""
        return np.max(P * np.eye(P.shape[1])[y], axis=1)

    def all_that_is_not_0(P, y):
        """What is not 0 is kept, so a picked entry that happens to be 0 goes missing. Every row
        gives one number, whatever its value."""
        marked = P * np.eye(P.shape[1])[y]
        return marked[marked != 0]

    def with_choose(P, y):
        """`np.choose` serves a few dozen columns only, and P may have more. A pair of index
        arrays has no such limit."""
        return np.choose(y, P.T)

    def steps_of_n(P, y):
        """In the flat list of numbers each row takes as many places as there are *columns*; here
        row n is looked for at n times the number of rows."""
        return P.ravel()[np.arange(len(P)) * len(P) + y]

    def sorted_columns(P, y):
        """The column numbers have been sorted, so they no longer belong to their rows. Leave y
        in its order."""
        return P[np.arange(len(y)), np.sort(y)]

    def kept_by_label(P, y):
        """Two rows with the same label get the same number: the entries are kept under their
        label, and a later one replaces the earlier. Keep them in the order of the rows."""
        found = {label: P[n, label] for n, label in enumerate(y.tolist())}
        return np.array([found[label] for label in y.tolist()])

    def shares_first(P, y):
        """The rows have been changed before the picking, divided by their sums. Pick from P as
        it is."""
        return (P / np.sum(P, axis=1, keepdims=True))[np.arange(len(y)), y]

    def the_loss(P, y):
        """This is what the loss makes of the entries later. Here they come back as they are,
        without a logarithm or a minus."""
        return -np.log(P[np.arange(len(y)), y])

    the_loss = spelled(
        the_loss,
        lambda P, y: np.log(P[np.arange(len(y)), y]),
        lambda P, y: -np.mean(np.log(P[np.arange(len(y)), y])),
        lambda P, y: -P[np.arange(len(y)), y],
    )

    def smallest_of_each_row(P, y):
        """This is the smallest entry of each row. The one that y names is wanted, large or
        small."""
        return np.min(P, axis=1)

    def averaged_along_the_row(P, y):
        """The picked entry is divided by the number of columns: a mean counts the zeros of the
        others as well. Add up along the row instead."""
        return np.mean(P * np.eye(P.shape[1])[y], axis=1)

    def as_a_table_of_one_row(P, y):
        """The right entries are picked, but they stand in a table with one row, of shape (1, N).
        One axis is enough: the result has the shape (N,)."""
        return P[np.arange(len(y)), y].reshape(1, -1)

    first_row_only = spelled(first_row_only, lambda P, y: P[-1, y])
    one_column = spelled(one_column, lambda P, y: P[:, -1], lambda P, y: P[:, 0])

    def rows_backwards(P, y):
        """The rows are counted backwards, so the columns belong to other rows. They run 0, 1, 2,
        …, as y does."""
        return P[np.arange(len(y))[::-1], y]

    def columns_backwards(P, y):
        """The columns are counted from the right. Label 0 means the first one."""
        return P[np.arange(len(y)), P.shape[1] - 1 - y]

    def columns_of_all_added_up(P, y):
        """Every row has been read in *all* the columns that y names, and the numbers made to
        one. Row n gives the entry in column y[n] alone: rows and columns go in pairs."""
        return P[:, y].sum(axis=1)

    columns_of_all_added_up = spelled(
        columns_of_all_added_up, lambda P, y: P[:, y].max(axis=1), lambda P, y: P[:, y].mean(axis=1)
    )

    def from_sorted_rows(P, y):
        """The rows have been sorted before the picking, so that other numbers stand in the columns.
        Pick from P as it is."""
        return np.sort(P, axis=1)[np.arange(len(y)), y]


@exercise.right
class Variants:
    def in_a_loop(P, y):
        """A loop reads like the task, and touches every row from Python."""
        return np.array([row[label] for row, label in zip(P, y, strict=True)])

    def with_one_hot(P, y):
        """A product with zeros and a single one keeps the picked entry, and K - 1 products are for
        nothing."""
        return np.sum(P * np.eye(P.shape[1])[y], axis=1)

    def with_take_along_axis(P, y):
        """`np.take_along_axis` is made for this, along any axis of arrays with any number
        of them."""
        return np.take_along_axis(P, y[:, None], axis=1)[:, 0]
