"""All distances of a batch from all averages: one row of the table after another."""

import numpy as np

from nnlib.by_hand import centroids
from nnlib.exercises._helpers import draw_arrays, spelled
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32
from nnlib.judge.exercise import Case, Exercise


def _same(first, second):
    """Cases in which two sizes are the same: N, K or D."""

    def is_so(case):
        sizes = {"N": len(case.args["X"]), "K": len(case.args["M"]), "D": case.args["X"].shape[1]}
        return sizes[first] == sizes[second] > 1

    return is_so


exercise = Exercise(
    id="00-squared-distances",
    title="Every digit, every average",
    minutes=8,
    difficulty=2,
    points=2,
    reference=centroids.squared_distances,
    hints=(
        "One sample and all the averages first: which shape has `M - x`, and which of its axes "
        "has to disappear? What is left is a row of the answer.",
        "A loop over the samples makes one row a round. Collect the rows in a list. As with the "
        "averages, `np.array` makes a table of it.",
        "`rows.append(...)` in the loop: at the dots, the squares of `M - x` for this sample, "
        "added up along the pixels.",
    ),
    promises={
        "a batch": batch("X"),
        "a batch of one": batch_of_one("X"),
        "a single average": array_where("M", lambda M: len(M) == 1),
        "a single feature": array_where("X", lambda X: X.shape[1] == 1),
        "as many samples as averages": _same("N", "K"),
        "as many samples as features": _same("N", "D"),
        "as many averages as features": _same("K", "D"),
        "a sample that is an average": lambda case: (
            centroids.squared_distances(**case.args) == 0
        ).any(),
        "differences below 0": lambda case: (case.args["X"][0] < case.args["M"][0]).any(),
        "float32": float32("X"),
    },
    survivors=dict.fromkeys(
        ["X - m -> m - X", "M - x -> x - M", "x - M -> M - x"],
        "the sign of a difference is lost in its square",
    ),
    why="""`M - x` has the shape (K, D): broadcasting subtracts the one sample from each of the
averages. Squared, and added up along axis 1, the features disappear and K distances are left, a row
of the answer. The loop makes such a row for each of the N samples, and `np.array` puts them one
under another: (N, K). A later section asks for the same table without the loop.""",
)


@exercise.cases
def _(rng):
    X = np.array([[1.0, 0.0, 2.0], [3.0, 1.0, 0.0]])
    M = np.array([[1.0, 0.0, 0.0], [0.0, 2.0, 2.0], [3.0, 1.0, 0.0], [5.0, 5.0, 5.0]])
    yield Case("2 samples, 4 averages, 3 features", {"X": X, "M": M})
    yield Case("a batch of one", {"X": X[1:], "M": M[:2]})
    yield Case("a single average", {"X": X, "M": M[:1]})
    one = {"X": np.array([[1.0], [4.0], [2.0]]), "M": np.array([[2.0], [0.0]])}
    yield Case("a single feature", one)

    def draw(N, K, D, dtype=np.float64):
        return draw_arrays(rng, dtype, X=(N, D), M=(K, D))

    yield Case("3 samples, 3 averages, 2 features", draw(3, 3, 2))
    yield Case("3 samples, 2 averages, 3 features", draw(3, 2, 3))
    yield Case("2 samples, 3 averages, 3 features", draw(2, 3, 3))
    yield Case("all sizes 3", draw(3, 3, 3))
    yield Case("more features than a digit has pixels", draw(2, 3, 70))
    yield Case("float32", draw(5, 2, 4, np.float32))


right = centroids.squared_distances


def _differences(X, M):
    return X[:, None] - M


def _in_ten_columns(X, M):
    table = np.zeros((len(X), 10))
    for n, x in enumerate(X):
        table[n] = ((M - x) ** 2).sum(axis=1)
    return table


@exercise.wrong
class Mistakes:
    def roots_taken(X, M):
        """These are the distances themselves, after a square root. The squared ones are asked
        for: leave the root out. (Which average is nearest would be the same.)"""
        return np.sqrt(right(X, M))

    roots_taken = spelled(roots_taken, lambda X, M: np.linalg.norm(_differences(X, M), axis=2))

    def sixty_four(X, M):
        """The features behind the 64th are left out. Digits have 64 pixels, but samples may have
        any number of features."""
        return right(X[:, :64], M[:, :64])

    def absolute(X, M):
        """The absolute differences have been added up. Square them instead."""
        return np.abs(_differences(X, M)).sum(axis=2)

    def not_squared(X, M):
        """The differences are added up as they are, so those above 0 and those below cancel.
        Square them first."""
        return _differences(X, M).sum(axis=2)

    not_squared = spelled(not_squared, lambda X, M: -_differences(X, M).sum(axis=2))

    def squared_too_late(X, M):
        """The differences are added up first and squared afterwards, so they have cancelled by
        then. Square each, then add up."""
        return _differences(X, M).sum(axis=2) ** 2

    def means(X, M):
        """The squares have been averaged over the features. Add them up."""
        return (_differences(X, M) ** 2).mean(axis=2)

    def averages_in_rows(X, M):
        """The result lies on its side: there is a row for each average. A row for each sample is
        wanted, (N, K). So let the loop go over the samples; or turn the table with `.T`, which
        makes rows of its columns."""
        return right(X, M).T

    averages_in_rows = spelled(
        averages_in_rows, lambda X, M: np.array([((X - m) ** 2).sum(axis=1) for m in M])
    )

    def not_added_up(X, M):
        """The squared differences are all there, N times K times D of them. Add them up along the
        axis of the features."""
        return _differences(X, M) ** 2

    def added_up_over_the_averages(X, M):
        """The axis of the *averages* has disappeared, so the squares of different averages are
        added up. The axis of the features is the one to add up."""
        return (_differences(X, M) ** 2).sum(axis=1)

    def added_up_over_the_samples(X, M):
        """The axis of the *samples* has disappeared. The axis of the features is the one to add
        up along."""
        return (_differences(X, M) ** 2).sum(axis=0)

    def all_added_up(X, M):
        """Everything has been added up to one number. Give the sum an axis: the features."""
        return (_differences(X, M) ** 2).sum()

    def axes_not_made(X, M):
        """X and M are subtracted as they stand. NumPy then wants as many samples as averages, or
        pairs sample n with average n alone. Let a single sample x meet all the averages, `M - x`,
        and go through the samples in a loop."""
        return ((X - M) ** 2).sum(axis=1)

    def a_column_of_numbers(X, M):
        """The new axis stands at the end, so every *number* of X becomes a column of its own. It
        belongs between the samples and the features."""
        return ((X[:, :, None] - M) ** 2).sum(axis=2)

    a_column_of_numbers = spelled(
        a_column_of_numbers,
        lambda X, M: ((X[:, :, None] - M) ** 2).sum(axis=1),
    )

    def a_new_first_axis(X, M):
        """The new axis stands before the samples, where broadcasting would have put one anyway.
        It belongs between the samples and the features."""
        return ((X[None] - M) ** 2).sum(axis=2)

    def reshaped_for_transposed(X, M):
        """The numbers are right and stand in wrong places: a table with a row for each average was
        given the shape (N, K). `reshape` reads on row by row; `.T` exchanges rows and columns."""
        return right(X, M).T.reshape(len(X), len(M))

    def always_1527_samples(X, M):
        """The new axis is made by `reshape` with sizes that hold for the digits only. `len(X)`
        says how many samples there are; `X[:, np.newaxis]` needs no size at all."""
        return np.sum((X.reshape(1527, 1, 64) - M) ** 2, axis=2)

    always_1527_samples = spelled(
        always_1527_samples, lambda X, M: np.sum((X.reshape(-1, 1, 64) - M) ** 2, axis=2)
    )

    def squares_in_a_row(X, M):
        """Each sample has one number Σ x², and it belongs to a whole row of the result. As a row
        (N,) it meets the columns instead: make it a column with `keepdims`."""
        return (X**2).sum(axis=1) - 2 * X @ M.T + (M**2).sum(axis=1)

    def products(X, M):
        """These are dot products of samples and averages, not distances: large where the two are
        alike. The squared differences are asked for."""
        return X @ M.T

    def difference_of_squares(X, M):
        """The squares are subtracted from one another. Subtract first, then square."""
        return (X[:, None] ** 2 - M**2).sum(axis=2)

    def sum_of_squares(X, M):
        """The squares of sample and average are added up, as if the product in the middle, -2 x·μ,
        were not there."""
        return (X[:, None] ** 2 + M**2).sum(axis=2)

    def sum_not_difference(X, M):
        """These are the sums of (x + m)²: sample and average are added, or their product comes in
        with a plus. A distance asks for their difference."""
        return ((X[:, None] + M) ** 2).sum(axis=2)

    def negative(X, M):
        """The sign is turned: a squared distance is never below 0."""
        return -right(X, M)

    def the_first_sample_only(X, M):
        """Only the first sample has been compared. Each sample wants a row of its own. (A `return`
        inside a loop ends it in the first round.)"""
        return ((X[0] - M) ** 2).sum(axis=1)

    the_first_sample_only = spelled(the_first_sample_only, lambda X, M: right(X[:1], M))

    def the_first_average_only(X, M):
        """Only the first average has been compared with. Each average wants a column of its own."""
        return ((X - M[0]) ** 2).sum(axis=1)

    def the_last_sample_only(X, M):
        """Only the last sample's row came back: each round of the loop has replaced the one
        before. Collect them."""
        return ((X[-1] - M) ** 2).sum(axis=1)

    the_last_sample_only = spelled(the_last_sample_only, lambda X, M: right(X[-1:], M))

    def the_last_average_only(X, M):
        """Only the last average's column came back: each round of the loop has replaced the one
        before. Collect them."""
        return ((X - M[-1]) ** 2).sum(axis=1)

    def smallest(X, M):
        """This is the distance to the nearest average alone. Return the distances to all of them,
        (N, K)."""
        return right(X, M).min(axis=1)

    def nearest(X, M):
        """This says *which* average is nearest. Return the distances themselves, (N, K)."""
        return right(X, M).argmin(axis=1)

    def an_axis_kept(X, M):
        """The distances are right, but the axis of the features is still there, with size 1.
        Leave `keepdims` out: the result is (N, K)."""
        return (_differences(X, M) ** 2).sum(axis=2, keepdims=True)

    def squeezed(X, M):
        """Right for several samples and averages. But `squeeze` removes every axis of size 1, so
        a batch of one loses its axis, or a single average does. The result is always (N, K)."""
        return right(X, M).squeeze()

    def a_list(X, M):
        """This is a Python list. An array (N, K) is wanted, which `np.array` makes of a list of N
        rows, each with K numbers."""
        return [[((x - m) ** 2).sum() for m in M] for x in X]

    def halved(X, M):
        """The sums have been halved. Here they stay as they are."""
        return right(X, M) / 2

    def in_one_row(X, M):
        """The distances are right, but they all stand in one row. A row for each sample is
        wanted, (N, K)."""
        return right(X, M).ravel()

    def doubled_product_forgotten(X, M):
        """In |x|² - 2 x·μ + |μ|² the 2 is missing."""
        return (X**2).sum(axis=1)[:, None] - X @ M.T + (M**2).sum(axis=1)

    def sample_term_forgotten(X, M):
        """The term |x|² is missing. It is the same for all averages, so the nearest one stays the
        same, but here the distances themselves are asked for."""
        return (M**2).sum(axis=1) - 2 * X @ M.T

    def average_term_forgotten(X, M):
        """The term |μ|² is missing: the averages' own squares."""
        return (X**2).sum(axis=1)[:, None] - 2 * X @ M.T

    def largest_difference(X, M):
        """This is the largest squared difference of any feature. Add all of them up."""
        return (_differences(X, M) ** 2).max(axis=2)

    def always_ten(X, M):
        """There are ten averages here whatever comes. `len(M)` says how many there are."""
        return np.stack([((X - M[k]) ** 2).sum(axis=1) for k in range(10)], axis=1)

    always_ten = spelled(
        always_ten, _in_ten_columns, lambda X, M: np.pad(right(X, M), ((0, 0), (0, 10 - len(M))))
    )

    def pairs_not_added_up(X, M):
        """X and M are subtracted as they stand, and nothing is added up. Let a single sample x meet
        all the averages, `M - x`, and add up the squares along the features."""
        return (X - M) ** 2

    def doubled(X, M):
        """Each difference is doubled. `**` raises to a power, a single star multiplies."""
        return (_differences(X, M) * 2).sum(axis=2)

    doubled = spelled(doubled, lambda X, M: (-_differences(X, M) * 2).sum(axis=2))

    def the_same_row_again(X, M):
        """Every row is the last sample's: the list holds one and the same array, which each round
        has filled anew. Make a new array in every round."""
        return np.tile(right(X[-1:], M), (len(X), 1))

    def the_last_row_of_zeros(X, M):
        """The last sample's row is still empty: `range` stops before its end by itself, so `len(X)`
        is enough."""
        return right(X, M) * (np.arange(len(X)) < len(X) - 1)[:, None]

    def into_whole_numbers(X, M):
        """The distances have lost what stands behind the point: they went into an array of whole
        numbers. Make it one of floats."""
        return right(X, M).astype(int)

    def one_number_a_sample(X, M):
        """There is one number for each sample: the squares of *all* the averages are added up. Give
        the sum an axis, so that only the features disappear."""
        return (_differences(X, M) ** 2).sum(axis=(1, 2))

    def one_number_an_average(X, M):
        """There is one number for each average: the squares of *all* the samples are added up. Let
        a single sample meet the averages, and add up along the features alone."""
        return (_differences(X, M) ** 2).sum(axis=(0, 2))

    def in_pairs(X, M):
        """Sample n has been compared with average n alone. Each sample wants a whole row: its
        distances from all the averages."""
        return np.array([((x - m) ** 2).sum() for x, m in zip(X, M, strict=False)])

    def a_sample_left_out(X, M):
        """A sample's row is missing, the first or the last. The samples are counted from 0, and
        `range(len(X))` stops at `len(X) - 1` by itself."""
        return right(X, M)[:-1]

    a_sample_left_out = spelled(
        a_sample_left_out,
        lambda X, M: right(X, M)[1:],
        lambda X, M: np.array(list(right(X, M)[:-1])),
        lambda X, M: np.array(list(right(X, M)[1:])),
    )

    def an_average_left_out(X, M):
        """An average's column is missing, the first or the last. The averages are counted from 0,
        and `range(len(M))` stops at `len(M) - 1` by itself."""
        return right(X, M)[:, :-1]

    an_average_left_out = spelled(an_average_left_out, lambda X, M: right(X, M)[:, 1:])

    def caret(X, M):
        """`^` is no power in Python: it compares two numbers bit by bit, and wants whole ones. A
        power is written with `**`."""
        return (_differences(X, M) ^ 2).sum(axis=2)


@exercise.right
class Variants:
    def average_by_average(X, M):
        """A loop over the averages makes one column a round. It never holds more than N times D
        differences, where the broadcast one holds K times as many."""
        return np.stack([np.sum((X - m) ** 2, axis=1) for m in M], axis=1)

    def sample_by_sample(X, M):
        """A loop over the samples is easy to read and slow: there are far more samples than
        averages, and each round costs Python's own time."""
        distances = np.zeros((len(X), len(M)))
        for n, x in enumerate(X):
            distances[n] = np.sum((x - M) ** 2, axis=1)
        return distances
