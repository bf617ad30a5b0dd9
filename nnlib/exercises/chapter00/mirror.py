"""Each image mirrored: fold, reverse an axis, unfold."""

import numpy as np

from nnlib.by_hand import images
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="00-mirror",
    title="In the mirror",
    minutes=12,
    difficulty=3,
    points=2,
    reference=images.mirror,
    hints=(
        "Left and right are directions of an *image*, and a row of 64 numbers has no left and "
        "right. So the rows have to be folded first.",
        "Folded, the batch has the axes image, row, column. Only one of the three is to be "
        "reversed; a slice `::-1` in its place does that, and a colon leaves an axis as it is.",
        "Three steps: `reshape` to (N, 8, 8), where a -1 lets NumPy find N; `[..., ..., ...]` with "
        "one slice for each axis; `reshape` back to 64.",
    ),
    promises={
        "a batch": batch("X"),
        "a batch of one": batch_of_one("X"),
        "eight images": array_where("X", lambda X: len(X) == 8),
        "pixels between whole numbers": array_where("X", lambda X: (X % 1 > 0).any()),
        "64 images": array_where("X", lambda X: len(X) == 64),
        "float32": float32("X"),
    },
    survivors=dict.fromkeys(
        ["1 -> 2", "64 -> -65", "8 -> -9"], "NumPy finds any size that is below 0"
    ),
    why="""Folded to (N, 8, 8) the batch has three axes: which image, which row of it, which column.
A mirror exchanges the columns and leaves the other two alone, so `::-1` stands in the third place
and a colon in the first two. The second `reshape` writes each image back into one row. To reverse
the 64 numbers at once would turn the rows around as well: that is a half turn and no mirror.""",
)


@exercise.cases
def _(rng):
    def numbered(n):
        return np.arange(64.0 * n).reshape(n, 64)

    yield Case("two images, their numbers counted through", {"X": numbered(2)})
    yield Case("a batch of one", {"X": numbered(1)})
    yield Case("three images", {"X": rng.integers(0, 17, size=(3, 64)).astype(float)})
    yield Case("an average image", {"X": rng.integers(0, 65, size=(1, 64)) / 4})
    yield Case("eight images", {"X": rng.integers(0, 17, size=(8, 64)).astype(float)})
    yield Case("64 images", {"X": rng.integers(0, 17, size=(64, 64)).astype(float)})
    yield Case("float32", {"X": rng.integers(0, 17, size=(4, 64)).astype(np.float32)})


def folded(change):
    """A wrong answer that does so with the folded images."""
    return lambda X: change(X.reshape(-1, 8, 8)).reshape(-1, 64)


@exercise.wrong
class Mistakes:
    def half_turn(X):
        """All 64 numbers are reversed, so the images have been turned by half a turn: upside down
        as well as left to right. In the folded images, only the columns are to be reversed."""
        return X[:, ::-1]

    half_turn = spelled(half_turn, lambda X: np.fliplr(X), folded(lambda A: A[:, ::-1, ::-1]))

    def upside_down(X):
        """The images stand on their heads: the axis of their rows is reversed. Left and right are
        the columns, the last axis."""
        return folded(lambda images: images[:, ::-1])(X)

    def the_batch_backwards(X):
        """The images themselves are unchanged, but they come in reversed order: `::-1` stands at
        the axis of the images."""
        return X[::-1]

    def everything_backwards(X):
        """More than one axis is reversed, and that of the images, too. Only one of the three is to
        be: the columns of each image."""
        return folded(lambda images: images[::-1, ::-1, ::-1])(X)

    everything_backwards = spelled(
        everything_backwards,
        folded(lambda A: A[::-1, :, ::-1]),
        folded(lambda A: A[::-1, ::-1]),
        lambda X: X.ravel()[::-1].reshape(-1, 64),
    )

    def transposed(X):
        """Rows and columns of each image have been exchanged, as if it were mirrored at its
        diagonal. Reverse the columns, and leave the axes in their order."""
        return folded(lambda images: images.transpose(0, 2, 1))(X)

    def transposed_through(X):
        """`.T` has turned *all* the axes around, the images' own too, so the pixels of different
        images are mixed. Leave the axes in their order, and reverse the columns."""
        return X.reshape(-1, 8, 8).T.reshape(-1, 64)

    transposed_through = spelled(
        transposed_through,
        lambda X: X.reshape(-1, 8, 8).T[::-1].reshape(-1, 64),
        lambda X: X.reshape(-1, 8, 8).T[:, ::-1].reshape(-1, 64),
        lambda X: X.reshape(-1, 8, 8).T[:, :, ::-1].reshape(-1, 64),
    )

    def left_folded(X):
        """The mirror images are right, but still folded. Unfold them: the result has the shape
        (N, 64), as X has."""
        return X.reshape(-1, 8, 8)[:, :, ::-1]

    def the_first_only(X):
        """Only the first image came back. All of them can be reversed at once: the axis of the
        images gets a colon."""
        return X[0].reshape(8, 8)[:, ::-1].reshape(1, 64)

    the_first_only = spelled(the_first_only, lambda X: X[0].reshape(8, 8)[:, ::-1].reshape(64))

    def the_last_only(X):
        """Only the last image came back: each round of the loop has replaced the one before. All of
        them can be reversed at once, without a loop."""
        return X[-1].reshape(8, 8)[:, ::-1].reshape(64)

    the_last_only = spelled(the_last_only, folded(lambda A: A[-1:, :, ::-1]))

    def rolled(X):
        """The columns have been moved to one side, and what fell off came in again on the other,
        in its old order. In a mirror the order is reversed: the last column comes first."""
        return folded(lambda images: np.roll(images, 1, axis=2))(X)

    rolled = spelled(
        rolled, *[folded(lambda A, n=n: np.roll(A, n, axis=2)) for n in (-3, -2, -1, 2, 3)]
    )

    def not_eight_long(X):
        """The numbers have been folded into rows that are not 8 long, and each of those is reversed
        by itself. An image has 8 rows of 8 pixels."""
        return X.reshape(-1, 16, 4)[:, :, ::-1].reshape(-1, 64)

    not_eight_long = spelled(
        not_eight_long,
        *[lambda X, n=n: X.reshape(-1, n)[:, ::-1].reshape(-1, 64) for n in (2, 16, 32)],
    )

    def folded_as_one(X):
        """`reshape(8, 8)` folds a single image of 64 numbers. A batch has a third axis, the
        images: (N, 8, 8)."""
        return X.reshape(8, 8)[:, ::-1].reshape(-1, 64)

    def images_last(X):
        """The rows were folded as if the images were the *last* axis, so the numbers of different
        images are mixed. They are the first one: (N, 8, 8)."""
        return X.reshape(8, 8, -1)[:, ::-1].reshape(-1, 64)

    images_last = spelled(
        images_last,
        lambda X: X.reshape(8, 8, -1)[:, :, ::-1].reshape(-1, 64),
    )

    def in_place(X):
        """The mirror images have been written into the caller's X. Make new numbers, and leave
        the ones that came in alone."""
        X[:] = X.reshape(-1, 8, 8)[:, :, ::-1].reshape(-1, 64)
        return X

    def unchanged(X):
        """The images come back as they were. Something has to be reversed: a slice `::-1` in the
        place of the columns."""
        return X.reshape(-1, 8, 8).reshape(-1, 64)

    def halves_exchanged(X):
        """The left and the right half have changed places, each as it was. In a mirror the columns
        come in reversed order: the last one first."""
        return np.roll(X.reshape(-1, 8, 8), 4, axis=2).reshape(-1, 64)

    def two_columns_swapped(X):
        """Only the outermost columns have changed places. All eight are to be in reversed order."""
        images = X.reshape(-1, 8, 8).copy()
        images[:, :, [0, 7]] = images[:, :, [7, 0]]
        return images.reshape(-1, 64)

    def overwritten(X):
        """The columns were copied one after another within the same image, so the right half was
        overwritten before it was read. Read from one array, and write into another."""
        images = X.reshape(-1, 8, 8).copy()
        for column in range(8):
            images[:, :, column] = images[:, :, 7 - column]
        return images.reshape(-1, 64)

    def one_column_lost(X):
        """The slice stops before the first column, so one column is missing. `::-1` without ends
        takes them all."""
        return X.reshape(-1, 8, 8)[:, :, 7:0:-1].reshape(-1, 56)

    def a_column_too_far(X):
        """A column number runs past the last one. The columns are 0 to 7, so column c goes to
        7 - c."""
        return np.stack([X.reshape(-1, 8, 8)[:, :, 8 - c] for c in range(8)], axis=2)

    def a_quarter_turn(X):
        """The images have been turned by a quarter of a turn: their columns have become rows. A
        mirror exchanges left and right alone."""
        return folded(lambda images: np.rot90(images, axes=(1, 2)))(X)

    a_quarter_turn = spelled(a_quarter_turn, folded(lambda A: np.rot90(A, -1, axes=(1, 2))))

    def negative(X):
        """Dark and light have been exchanged, not left and right."""
        return 16 - X

    def every_second_column(X):
        """`::2` takes every second column. `::-1` takes them all, backwards."""
        return X.reshape(-1, 8, 8)[:, :, ::2].reshape(len(X), -1)

    def a_list(X):
        """This is a Python list. An array (N, 64) is wanted, which `np.array` makes of a list of
        unfolded images."""
        return [image.reshape(8, 8)[:, ::-1].reshape(64) for image in X]

    def one_image_only(X):
        """The result is unfolded to 64 numbers, which is enough for a single image. A batch has N
        rows of 64."""
        return X.reshape(-1, 8, 8)[:, :, ::-1].reshape(64)

    def all_in_one_row(X):
        """The mirror images are right, but all of them stand in one long row. Unfold them to (N,
        64), a row for each image."""
        return X.reshape(-1, 8, 8)[:, :, ::-1].ravel()

    def fixed_number(X):
        """The number of images is fixed. A batch may have any: `len(X)` says how many there are,
        and a -1 in `reshape` finds it."""
        return X.reshape(1527, 8, 8)[:, :, ::-1].reshape(1527, 64)

    def last_column(X):
        """`-1` picks the last column alone, so its axis has disappeared. The slice `::-1` takes
        all the columns, from the last to the first."""
        return X.reshape(-1, 8, 8)[:, :, -1].reshape(-1, 8)

    def swapped_within(X):
        """The columns are exchanged within the caller's own numbers: `reshape` gives a view. Half
        of them are overwritten before they're read, too. Read from one array, and write into
        another."""
        images = X.reshape(-1, 8, 8)
        for c in range(4):
            images[:, :, c], images[:, :, 7 - c] = images[:, :, 7 - c], images[:, :, c]
        return images.reshape(-1, 64)

    def counted_from_minus_0(X):
        """The first column has stayed in its place, and all the others are one off: `-0` is 0. The
        last column is -1, so column c goes to 7 - c."""
        return X.reshape(-1, 8, 8)[:, :, [-c for c in range(8)]].reshape(-1, 64)

    def one_half_twice(X):
        """One half is the mirror image of the other, which stands there as it was. Each half has to
        come from the other one, as in the images that were given."""
        images = X.reshape(-1, 8, 8)
        return np.concatenate([images[:, :, :4], images[:, :, 3::-1]], axis=2).reshape(-1, 64)

    def into_whole_numbers(X):
        """The images have lost what stands behind the point: they went into an array of whole
        numbers. `np.zeros_like(X)` makes one for what X holds."""
        return X.reshape(-1, 8, 8)[:, :, ::-1].reshape(-1, 64).astype(int)


@exercise.right
class Variants:
    def with_an_index_array(X):
        """Square brackets also take a list of places, here of the columns in the order that is
        wanted. The second half of the chapter has more of that."""
        return X.reshape(-1, 8, 8)[:, :, [7, 6, 5, 4, 3, 2, 1, 0]].reshape(-1, 64)

    def one_after_another(X):
        """A loop over the images says what happens to each, and takes its time with a large
        batch."""
        return np.array([np.fliplr(image.reshape(8, 8)).reshape(64) for image in X])

    def by_the_places(X):
        """One index array for the 64 places, found by mirroring the numbers 0 to 63 once: after
        that, every batch is a single look-up without folding."""
        return X[:, np.arange(64).reshape(8, 8)[:, ::-1].ravel()]

    def every_row_of_pixels(X):
        """Whatever the batch, it is a long list of rows of eight pixels, and a mirror reverses
        each of them."""
        return X.reshape(-1, 8)[:, ::-1].reshape(-1, 64)
