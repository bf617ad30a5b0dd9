"""The nearest average of a wrong class: a pair of index arrays writes into a copy."""

import numpy as np

from nnlib.by_hand import centroids
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, batch_of_one, float32, square
from nnlib.judge.exercise import Case, Exercise


def _own(case):
    """Where the right class stands in the order of its row."""
    distances, y = case.args.values()
    return (distances < distances[np.arange(len(y)), y][:, None]).sum(axis=1)


exercise = Exercise(
    id="00-nearest-wrong",
    title="The nearest of the others",
    minutes=10,
    difficulty=3,
    points=2,
    reference=centroids.nearest_wrong,
    hints=(
        "The smallest entry of each row would be easy, if only the right class weren't there. Can "
        "you make its entry so large that it's never the smallest?",
        "`P[np.arange(len(y)), y]` picks one entry of each row. On the left of an assignment the "
        "same brackets *write* there, all rows at once. In whose array?",
        "`rows = ...`, the numbers of the rows; `others = ...`, a copy; `others[...] = ...`, with "
        "a number that no distance reaches; and `return ...`, with an axis.",
    ),
    promises={
        "a sample whose own average is nearest": lambda case: (_own(case) == 0).any(),
        "a sample whose own average is the farthest": lambda case: (
            _own(case) == case.args["distances"].shape[1] - 1
        ).any(),
        "a wrong class as far as the right one": lambda case: any(
            np.sum(row == row[label]) > 1 for row, label in zip(*case.args.values(), strict=True)
        ),
        "a row above all of the first": array_where(
            "distances", lambda d: len(d) > 1 and (d[0].max() < d[1:].min(axis=1)).any()
        ),
        "a square": square("distances"),
        "a batch of one": batch_of_one("distances"),
        "two classes": array_where("distances", lambda d: d.shape[1] == 2),
        "very large distances": array_where("distances", lambda d: d.max() > 1e20),
        "a distance of 0": array_where("distances", lambda d: (d == 0).any()),
        "float32": float32("distances"),
    },
    survivors={
        "1 -> 2": "`reshape` takes -2 for -1: any number below 0 is the size to be found out",
    },
    distractors=("others = distances", "others[:, y] = np.inf"),
    why="""A pair of index arrays names one entry of each row, and on the left of an assignment it
writes there. Infinity is above every distance, so the right class can't win, and the smallest entry
that is left belongs to a wrong one. The copy is needed because `others = distances` would be
another name for the same numbers: the table would have lost its right distances for good, and
whoever uses it next would get infinities.""",
)


@exercise.cases
def _(rng):
    two = np.array([[1.0, 5.0, 3.0], [4.0, 2.0, 6.0]])
    yield Case("2 samples, 3 averages", {"distances": two, "y": np.array([0, 2])})
    yield Case("a batch of one", {"distances": two[1:], "y": np.array([1])})
    pair = np.array([[2.0, 7.0], [8.0, 3.0], [0.0, 0.5]])
    yield Case("two averages", {"distances": pair, "y": np.array([0, 0, 0])})
    tied = np.array([[2.0, 2.0, 5.0], [9.0, 7.0, 8.0]])
    yield Case("a wrong one as far as the right one", {"distances": tied, "y": np.array([0, 1])})
    far = np.array([[2e24, 3e24, 1e24, 5e24], [4e24, 9e24, 8e24, 7e24]])
    yield Case("very large distances", {"distances": far, "y": np.array([2, 1])})

    def draw(N, K, dtype=np.float64):
        distances = rng.permutation(N * K).reshape(N, K).astype(dtype) + dtype(0.5)
        y = rng.integers(0, K, size=N)
        y[0], y[-1] = distances[0].argmin(), distances[-1].argmax()
        return {"distances": distances, "y": y}

    yield Case("a square: 4 samples, 4 averages", draw(4, 4))
    yield Case("7 samples, 5 averages", draw(7, 5))
    yield Case("float32", draw(5, 10, np.float32))


right = centroids.nearest_wrong


def _with(number):
    def answer(distances, y):
        others = distances.copy()
        others[np.arange(len(y)), y] = number
        return others.min(axis=1)

    return answer


def _others(distances, y):
    return np.where(np.eye(distances.shape[1])[y] == 1, np.inf, distances)


def _changed(change):
    """A wrong answer that changes the right class's number, and takes the smallest then."""

    def answer(distances, y):
        others, rows = distances.copy(), np.arange(len(y))
        others[rows, y] = change(others[rows, y])
        return others.min(axis=1)

    return answer


def _in_whole_rows(distances, y):
    others = distances.copy()
    others[y] = np.inf
    return others.min(axis=1)


@exercise.wrong
class Mistakes:
    def the_right_class_too(distances, y):
        """This is the smallest of all distances. Where a sample is read correctly, that's the one
        from its own average: leave the right class out."""
        return distances.min(axis=1)

    def the_second_smallest(distances, y):
        """This is the second smallest distance of each row. That's the nearest wrong average only
        where the right one is nearest, and some samples are misread."""
        return np.sort(distances, axis=1)[:, 1]

    def the_right_class(distances, y):
        """These are the distances from the *right* average. They're the ones to leave out."""
        return distances[np.arange(len(y)), y]

    def in_place(distances, y):
        """The result is right, but the caller's table has been written into. A `.copy()` first, and
        then write."""
        distances[np.arange(len(y)), y] = np.inf
        return distances.min(axis=1)

    def whole_columns(distances, y):
        """Too much is left out: the labels of all the samples name whole *columns* here, in every
        row. Give each row its number too, so that rows and columns go in pairs."""
        others = distances.copy()
        others[:, y] = np.inf
        return others.min(axis=1)

    whole_columns = spelled(
        whole_columns, lambda distances, y: np.delete(distances, y, axis=1).min(axis=1)
    )

    def whole_rows(distances, y):
        """The labels are used as row numbers, so whole rows are written over. They say which
        *column* of each row is meant."""
        others = distances.copy()
        others[y % len(others)] = np.inf
        return others.min(axis=1)

    whole_rows = spelled(whole_rows, _in_whole_rows)

    def rows_and_columns_swapped(distances, y):
        """Rows and columns have changed places: the row number comes first."""
        others = distances.copy()
        others[y, np.arange(len(y))] = np.inf
        return others.min(axis=1)

    def nothing_for_the_right_one(distances, y):
        """The right class has got a 0, or less, which is smaller than the distances. It should
        never be the smallest: `np.inf` is larger than any number."""
        return _with(0)(distances, y)

    nothing_for_the_right_one = spelled(nothing_for_the_right_one, _with(-1), _with(-np.inf))

    def not_a_number(distances, y):
        """`np.nan` is *not a number*, and neither is the minimum of anything with it. `np.inf` is
        larger than any number."""
        return _with(np.nan)(distances, y)

    def a_large_number(distances, y):
        """The right class has got a large number, and some distances are larger still. `np.inf` is
        larger than any number."""
        return _with(1e9)(distances, y)

    a_large_number = spelled(
        a_large_number,
        *map(_with, (100, 500, 999, 1000, 9999, 1e4, 99999, 1e5, 999999, 1e6, 1e7, 1e8)),
        *map(_with, (999999999, 2**31 - 1, 1e10, 1e12, 1e15, 1e18, 2**63 - 1, 1e20)),
    )

    def the_largest_of_some_row(distances, y):
        """The right class has got the largest number of another row, which is no larger than what
        stands in this one. `np.inf` is larger than any number."""
        return _with(distances[0].max())(distances, y)

    the_largest_of_some_row = spelled(
        the_largest_of_some_row, lambda distances, y: _with(distances.mean())(distances, y)
    )

    def the_next_class(distances, y):
        """This is the distance from the class that comes next in the list. Which of the wrong ones
        is nearest?"""
        return distances[np.arange(len(y)), (y + 1) % distances.shape[1]]

    def the_last_class_left_out(distances, y):
        """The last class has been left out, too: a loop that ends at `K - 1` doesn't reach it."""
        others = _others(distances, y)[:, :-1]
        return others.min(axis=1, initial=np.inf)

    def too_many_rows(distances, y):
        """The row numbers have been counted along the classes. There's a row for each *sample*:
        `np.arange(len(y))`."""
        others = distances.copy()
        others[np.arange(distances.shape[1]), y] = np.inf
        return others.min(axis=1)

    def every_equal_entry(distances, y):
        """Whatever is *as large as* the right class's distance is left out, a wrong class with the
        same distance too. Go by the place, not by the value."""
        own = distances[np.arange(len(y)), y][:, None]
        return np.where(distances == own, np.inf, distances).min(axis=1)

    def classes_from_one(distances, y):
        """The class before the right one has been left out: labels count from 0, as columns do."""
        return right(distances, y - 1)

    def the_first_ones_class(distances, y):
        """The class of the *first* sample is left out in every row. Each row has its own."""
        return right(distances, np.full(len(y), y[0]))

    def misread_samples_only(distances, y):
        """Only the samples that are misread have got a number. Every sample wants one."""
        return right(distances, y)[distances.argmin(axis=1) != y]

    def whole_numbers(distances, y):
        """The copy holds integers, so what stands behind the point is lost. `distances.copy()`
        keeps the numbers as they are."""
        return np.floor(right(distances, y))

    whole_numbers = spelled(
        whole_numbers, lambda distances, y: right(distances, y).astype(np.int64)
    )

    def which_class(distances, y):
        """This says *which* wrong average is nearest. How far is it?"""
        return _others(distances, y).argmin(axis=1)

    def farthest(distances, y):
        """This is the *largest* distance from a wrong average. The nearest one is wanted."""
        return np.where(np.eye(distances.shape[1])[y] == 1, -np.inf, distances).max(axis=1)

    def mean_of_the_others(distances, y):
        """The distances from all the wrong averages have been averaged. The smallest is wanted."""
        right_ones = distances[np.arange(len(y)), y]
        return (distances.sum(axis=1) - right_ones) / (distances.shape[1] - 1)

    def along_the_samples(distances, y):
        """The smallest of each *column* came back. Each sample is a row: along which axis?"""
        return _others(distances, y).min(axis=0)

    def all_the_others(distances, y):
        """The right class is out of the way. One step is left: the smallest of each row."""
        return _others(distances, y)

    def one_for_all(distances, y):
        """This is the smallest of the whole table. Each sample wants a number of its own: give the
        minimum an axis."""
        return _others(distances, y).min()

    def smallest_minus_own(distances, y):
        """This says how far apart the two distances are. Here the nearest wrong one itself is asked
        for."""
        return right(distances, y) - distances[np.arange(len(y)), y]

    smallest_minus_own = spelled(
        smallest_minus_own,
        lambda distances, y: distances[np.arange(len(y)), y] - right(distances, y),
    )

    def a_list(distances, y):
        """This is a Python list. An array (N,) is wanted, which `np.array` makes of a list of N
        numbers."""
        return [np.delete(row, label).min() for row, label in zip(distances, y, strict=True)]

    def as_a_column(distances, y):
        """The numbers are right, but they stand in a column, (N, 1). Leave `keepdims` out: the
        result has the shape (N,)."""
        return right(distances, y).reshape(-1, 1)

    def squeezed(distances, y):
        """Right for several samples, but a batch of one comes back as a plain number: `squeeze` has
        removed its axis as well. The result has the shape (N,)."""
        return right(distances, y).squeeze()

    def the_first_sample_only(distances, y):
        """Only the first sample's number came back. (A `return` inside a loop ends it in the first
        round: collect the numbers, and return them after the loop.)"""
        return right(distances, y)[0]

    the_first_sample_only = spelled(
        the_first_sample_only, lambda distances, y: right(distances, y)[:1]
    )

    def nearer_ones_left_out(distances, y):
        """Wrong classes that are nearer than the right one are left out, too. Samples that are
        misread have such classes: only the right class is to be left out."""
        own = distances[np.arange(len(y)), y][:, None]
        return np.where(distances > own, distances, np.inf).min(axis=1)

    def always_ten_classes(distances, y):
        """There are always ten classes here. `distances.shape[1]` says how many there are."""
        return np.where(np.eye(10, dtype=bool)[y], np.inf, distances).min(axis=1)

    always_ten_classes = spelled(
        always_ten_classes,
        lambda distances, y: (distances + 1e9 * np.eye(10)[y]).min(axis=1),
        lambda distances, y: np.array(
            [
                min(d[k] for k in range(10) if k != label)
                for d, label in zip(distances, y, strict=True)
            ]
        ),
        lambda distances, y: distances[np.eye(10)[y] == 0].reshape(len(y), -1).min(axis=1),
    )

    def a_bit_larger(distances, y):
        """The right class's distance has been made larger, but not so large that it could never be
        the smallest of its row. `np.inf` is larger than any number."""
        return _changed(lambda own: 2 * own)(distances, y)

    a_bit_larger = spelled(
        a_bit_larger,
        *[_changed(lambda own, n=n: n * own) for n in (10, 100, 1000, 1e6)],
        *[_changed(lambda own, n=n: own + n) for n in (1, 10, 100, 1000, 9999, 1e4, 1e5, 1e6, 1e9)],
    )

    def the_last_sample(distances, y):
        """Only the last sample's number came back: each round of the loop has replaced the one
        before. Collect them."""
        return right(distances, y)[-1]


@exercise.right
class Variants:
    def kept_by_a_mask(distances, y):
        """A mask of the whole table keeps K - 1 numbers of each row. It gives them in one line, in
        order, so they can be folded again."""
        wrong = np.arange(distances.shape[1]) != y[:, np.newaxis]
        return distances[wrong].reshape(len(y), -1).min(axis=1)

    def without_a_copy(distances, y):
        """`np.where` makes a new table by itself, so there's nothing to copy."""
        own = np.arange(distances.shape[1]) == y[:, np.newaxis]
        return np.min(np.where(own, np.inf, distances), axis=1)

    def row_by_row(distances, y):
        rows = zip(distances, y, strict=True)
        return np.array([np.min(np.delete(row, label)) for row, label in rows])
