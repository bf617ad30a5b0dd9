"""All distances of a batch from all averages, without a loop: broadcasting along three axes."""

import numpy as np

from nnlib.by_hand import centroids
from nnlib.exercises._helpers import draw_arrays, spelled
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32
from nnlib.exercises.chapter00.squared_distances import _same
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="00-distances-at-once",
    title="Every digit, every average, no loop",
    minutes=12,
    difficulty=3,
    points=3,
    reference=centroids.distances_at_once,
    hints=(
        "Each sample has to meet each average, so before anything is added up there's a number for "
        "each sample, each average and each feature: a block with three axes, (N, K, D).",
        "From the right, M offers (K, D). X has its N in the place where the K stands. Where does "
        "X need an axis of length 1, so that the K can stretch it?",
        "The difference of that X and M is the block. Square it, and add up along the axis of the "
        "features: which number has it now?",
    ),
    promises={
        "a batch": batch("X"),
        "a batch of one": batch_of_one("X"),
        "a single average": array_where("M", lambda M: len(M) == 1),
        "a single feature": array_where("X", lambda X: X.shape[1] == 1),
        "as many samples as averages": _same("N", "K"),
        "as many samples as features": _same("N", "D"),
        "as many averages as features": _same("K", "D"),
        "distances far below 1": lambda case: (
            0 < ((case.args["X"][:1] - case.args["M"][-1]) ** 2).sum() < 0.1
        ),
        "differences below 0": lambda case: (case.args["X"][0] < case.args["M"][0]).any(),
        "float32": float32("X"),
    },
    survivors=dict.fromkeys(
        [
            "M[:, np.newaxis] - X -> X - M[:, np.newaxis]",
            "X[:, np.newaxis, :] - M -> M - X[:, np.newaxis, :]",
        ],
        "the sign of a difference is lost in its square",
    ),
    why="""`X[:, np.newaxis, :]` has the shape (N, 1, D). Against (K, D), from the right: the D
agree; the 1 is stretched to K; and M, which has no third axis, is used again for each of the N
samples. So the differences have the shape (N, K, D), and adding up their squares along the last
axis leaves (N, K). The price is memory: N K D differences are stored for an instant. With all the
known digits that is nearly a million numbers, which is fine; with a thousand averages of large
images it wouldn't be.""",
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

    shares = {"X": np.array([[0.125, 0.25]]), "M": np.array([[0.0, 0.0], [0.125, 0.375]])}
    yield Case("distances far below 1", shares)

    def draw(N, K, D, dtype=np.float64):
        return draw_arrays(rng, dtype, X=(N, D), M=(K, D))

    yield Case("5 samples, 2 averages, 3 features", draw(5, 2, 3))
    yield Case("3 samples, 3 averages, 2 features", draw(3, 3, 2))
    yield Case("3 samples, 2 averages, 3 features", draw(3, 2, 3))
    yield Case("2 samples, 3 averages, 3 features", draw(2, 3, 3))
    yield Case("all sizes 3", draw(3, 3, 3))
    yield Case("float32", draw(5, 2, 4, np.float32))


right = centroids.distances_at_once


def _differences(X, M):
    return X[:, None] - M


@exercise.wrong
class Mistakes:
    def on_its_side(X, M):
        """The table lies on its side: there's a row for each average. The new axis went into M. Put
        it into X, or turn the result with `.T`."""
        return ((X - M[:, None]) ** 2).sum(axis=2)

    def added_up_over_the_averages(X, M):
        """The axis of the *averages* has disappeared, and the features are left. In the block
        (N, K, D) the features are the last axis, which is axis 2."""
        return (_differences(X, M) ** 2).sum(axis=1)

    def added_up_over_the_samples(X, M):
        """The axis of the *samples* has disappeared. In the block (N, K, D) the features are the
        last axis, which is axis 2."""
        return (_differences(X, M) ** 2).sum(axis=0)

    def not_added_up(X, M):
        """This is the whole block, N times K times D squares. One step is left: add up along the
        axis of the features."""
        return _differences(X, M) ** 2

    def all_added_up(X, M):
        """The whole block has been added up to one number. Give the sum an axis: the features."""
        return (_differences(X, M) ** 2).sum()

    def axes_not_made(X, M):
        """X and M are subtracted as they stand, so NumPy wants as many samples as averages, or
        pairs sample n with average n alone. One of them needs an axis of length 1."""
        return ((X - M) ** 2).sum(axis=1)

    axes_not_made = spelled(axes_not_made, lambda X, M: (X - M) ** 2)

    def a_new_last_axis(X, M):
        """The new axis stands at the end, so every *number* of X becomes a column of its own. From
        the right, the features of X have to meet the features of M: put it between samples and
        features."""
        return ((X[:, :, None] - M) ** 2).sum(axis=2)

    a_new_last_axis = spelled(
        a_new_last_axis,
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

    def sizes_of_the_digits(X, M):
        """The new axis is made by `reshape` with sizes that hold for the digits only.
        `X[:, np.newaxis]` needs no size at all."""
        return np.sum((X.reshape(1527, 1, 64) - M) ** 2, axis=2)

    sizes_of_the_digits = spelled(
        sizes_of_the_digits, lambda X, M: np.sum((X.reshape(-1, 1, 64) - M) ** 2, axis=2)
    )

    def squared_too_late(X, M):
        """The differences are added up first and squared afterwards, so they have cancelled by
        then. Square each, then add up."""
        return _differences(X, M).sum(axis=2) ** 2

    def not_squared(X, M):
        """The differences are added up as they are, so those above 0 and those below cancel.
        Square them first."""
        return _differences(X, M).sum(axis=2)

    not_squared = spelled(not_squared, lambda X, M: -_differences(X, M).sum(axis=2))

    def absolute(X, M):
        """The absolute differences have been added up. Square them instead."""
        return np.abs(_differences(X, M)).sum(axis=2)

    def doubled(X, M):
        """Each difference is doubled. `**` raises to a power, a single star multiplies."""
        return (_differences(X, M) * 2).sum(axis=2)

    def roots_taken(X, M):
        """These are the distances themselves, after a square root. The squared ones are asked
        for: leave the root out."""
        return np.sqrt(right(X, M))

    roots_taken = spelled(roots_taken, lambda X, M: np.linalg.norm(_differences(X, M), axis=2))

    def means(X, M):
        """The squares have been averaged over the features. Add them up."""
        return (_differences(X, M) ** 2).mean(axis=2)

    def an_axis_kept(X, M):
        """The distances are right, but the axis of the features is still there, with size 1.
        Leave `keepdims` out: the result is (N, K)."""
        return (_differences(X, M) ** 2).sum(axis=2, keepdims=True)

    def squeezed(X, M):
        """Right for several samples and averages. But `squeeze` removes every axis of size 1, so
        a batch of one loses its axis, or a single average does. The result is always (N, K)."""
        return right(X, M).squeeze()

    def products(X, M):
        """These are dot products of samples and averages, large where the two are alike. A
        distance is small there."""
        return X @ M.T

    def difference_of_squares(X, M):
        """The squares are subtracted from one another. Subtract first, then square."""
        return (X[:, None] ** 2 - M**2).sum(axis=2)

    def squares_in_a_row(X, M):
        """Each sample has one number Σ x², and it belongs to a whole row of the result. As a row
        (N,) it meets the columns instead: make it a column with `keepdims`."""
        return (X**2).sum(axis=1) - 2 * X @ M.T + (M**2).sum(axis=1)

    def doubled_product_forgotten(X, M):
        """In |x|² - 2 x·μ + |μ|² the 2 is missing."""
        return (X**2).sum(axis=1)[:, None] - X @ M.T + (M**2).sum(axis=1)

    def sample_term_forgotten(X, M):
        """The term |x|² is missing. It's the same for all averages, so the nearest one stays the
        same, but here the distances themselves are asked for."""
        return (M**2).sum(axis=1) - 2 * X @ M.T

    def average_term_forgotten(X, M):
        """The term |μ|² is missing: the averages' own squares."""
        return (X**2).sum(axis=1)[:, None] - 2 * X @ M.T

    def a_square_subtracted(X, M):
        """Multiplied out, one of the squares |x|² and |μ|² comes in with a minus. Only the product
        in the middle has one."""
        return (X**2).sum(axis=1)[:, None] - 2 * X @ M.T - (M**2).sum(axis=1)

    a_square_subtracted = spelled(
        a_square_subtracted,
        lambda X, M: (M**2).sum(axis=1) - 2 * X @ M.T - (X**2).sum(axis=1)[:, None],
    )

    def no_product(X, M):
        """The squares of sample and average are added up, as if the product in the middle, -2 x·μ,
        were not there."""
        return (X**2).sum(axis=1)[:, None] + (M**2).sum(axis=1)

    def the_layers_scores(X, M):
        """These are the layer's scores (0.5), which are largest for the nearest average. Here the
        distances themselves are asked for."""
        return X @ M.T - (M**2).sum(axis=1) / 2

    def rounded(X, M):
        """The distances have been rounded, or put into integers. Keep them as they come out."""
        return right(X, M).round(2)

    rounded = spelled(
        rounded,
        *[lambda X, M, n=n: right(X, M).round(n) for n in (0, 1, 3)],
        lambda X, M: right(X, M).astype(int),
    )

    def sums_for_differences(X, M):
        """These are the sums of (x + μ)²: X and M are added, or their product comes in with a plus.
        A distance is made of differences."""
        return ((X[:, None] + M) ** 2).sum(axis=2)

    def the_last_feature_left_out(X, M):
        """The last feature of each sample is missing. A slice such as `[:-1]` stops before it."""
        return right(X[:, :-1], M[:, :-1])

    def largest_difference(X, M):
        """Only the largest of the squared differences is kept. All of them are added up."""
        return (_differences(X, M) ** 2).max(axis=2)

    def one_sided(X, M):
        """Only the differences above 0 count here. The square makes every difference count, on
        whichever side it lies."""
        return (np.maximum(_differences(X, M), 0) ** 2).sum(axis=2)

    one_sided = spelled(
        one_sided, lambda X, M: (np.minimum(_differences(X, M), 0) ** 2).sum(axis=2)
    )

    def the_first_sample_only(X, M):
        """Only the first sample has been compared. A `return` inside a loop ends it in the first
        round; and the whole batch goes without a loop."""
        return right(X, M)[0]

    the_first_sample_only = spelled(
        the_first_sample_only,
        lambda X, M: right(X, M)[:1],
        lambda X, M: np.vstack([right(X, M)[:1], 0 * right(X, M)[1:]]),
    )

    def the_last_average_left_out(X, M):
        """The last average has been left out: a loop that ends at `len(M) - 1` doesn't reach it."""
        return right(X, M) * (np.arange(len(M)) < len(M) - 1)

    def which_is_nearest(X, M):
        """This says *which* average is nearest. Return the distances to all of them, (N, K)."""
        return right(X, M).argmin(axis=1)

    def added_up_over_both(X, M):
        """Features *and* averages have been added up. Only the features should disappear."""
        return (_differences(X, M) ** 2).sum(axis=(1, 2))

    def both_as_columns(X, M):
        """|x|² belongs to a row of the result, and so stands in a column (N, 1). But |μ|² belongs
        to a *column* of it: leave `keepdims` out there."""
        squares = (M**2).sum(axis=1, keepdims=True)
        return (X**2).sum(axis=1, keepdims=True) - 2 * X @ M.T + squares

    def in_eight_bits(X, M):
        """The numbers have been put into 8 bits, where what is below 0 wraps around and what stands
        behind the point is lost. Compute with the arrays as they are."""
        return ((X.astype(np.uint8)[:, None] - M.astype(np.uint8)) ** 2).sum(axis=2)

    def smallest(X, M):
        """This is the distance to the nearest average alone. Return the distances to all of them,
        (N, K)."""
        return right(X, M).min(axis=1)


@exercise.right
class Variants:
    def the_averages_moved(X, M):
        """The other way round: here the averages get the new axis, and the result is turned over
        at the end."""
        return np.sum((M[:, np.newaxis] - X) ** 2, axis=2).T

    def multiplied_out(X, M):
        """The square multiplied out (0.4): one matrix product, and no block (N, K, D). It's faster,
        and loses digits where a distance is tiny beside the numbers themselves."""
        products = X @ M.T
        return np.sum(X**2, axis=1, keepdims=True) - 2 * products + np.sum(M**2, axis=1)
