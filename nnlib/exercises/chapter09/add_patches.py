"""Patches added up into images: the way back."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32
from nnlib.exercises.chapter09._add_patches_slips import (
    Slips,
    axes_exchanged,
    placed,
    unfolded_for_stride_1,
)
from nnlib.exercises.chapter09._shared import counted, left_over, strides
from nnlib.functions import patches as functions
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="09-add-patches",
    title="Back to the pixels",
    minutes=20,
    difficulty=4,
    points=4,
    reference=functions.add_patches,
    hints=(
        "Take a single pixel. In which patches is it, and at which place of each? Its gradient is "
        "the sum of those entries. Now turn it round: start from zeros, and let each entry of P "
        "add itself to the pixel that it was copied from.",
        "First unfold the rows: with six axes, `P[n, i, j, u, v]` are the C numbers that belong to "
        "pixel `[n, i * stride + u, j * stride + v]`. Loops over i and j, or over u and v, will "
        "both do; the second are fewer.",
        "`X = np.zeros(...)` and `P = P.reshape(...)`. For fixed u and v the pixels of all places "
        "form a slice with a step: down from u on, `slice(u, u + stride * H', stride)`, and to the "
        "right likewise. Add `P[:, :, :, u, v]` to it. Such a slice may end beyond the image: "
        "NumPy stops at the last pixel.",
    ),
    why="""`patches` copies pixels, and copying has a simple backward pass: what was copied to
several places gets a gradient back from each, and gradients accumulate. It must be `+=`, since a
pixel lies in up to `size * size` patches. The loop goes over the places *in* a patch, because for
one such place no two patches meet in a pixel, so that one slice can take them all at once.""",
    promises={
        "patches that overlap": lambda case: case.args.get("stride", 1) < case.args["size"],
        "patches side by side": lambda case: case.args.get("stride", 1) == case.args["size"],
        "gaps between the patches": lambda case: case.args.get("stride", 1) > case.args["size"],
        "a larger stride": strides(2),
        "no stride at all": lambda case: "stride" not in case.args,
        "pixels that are left over at the edge": left_over,
        "one channel": lambda case: case.args["shape"][3] == 1,
        "several channels": lambda case: case.args["shape"][3] > 1,
        "images that aren't square": lambda case: case.args["shape"][1] != case.args["shape"][2],
        "a batch": batch("P"),
        "a batch of one": batch_of_one("P"),
        "entries below 0": array_where("P", lambda P: (P < 0).any()),
        "float32": float32("P"),
    },
    survivors={
        "1 -> 2": "`reshape` takes -2 for -1: any number below 0 is the size to be found out"
    },
    distractors=("        X[:, down, right] = P[:, :, :, i, j]",),
)


@exercise.cases
def _(rng):
    def case(label, P, shape, size, stride=1):
        return Case(label, {"P": P, "shape": shape, "size": size, "stride": stride})

    def drawn(label, shape, size, stride, dtype=np.float64):
        like = functions.patches(np.zeros(shape), size, stride).shape
        return case(label, rng.normal(size=like).round(1).astype(dtype), shape, size, stride)

    ones = np.ones((1, 1, 2, 4))
    yield case("2 patches of ones in an image of 2 x 3", ones, (1, 2, 3, 1), 2)
    yield case("the same with other numbers", counted(1, 1, 2, 4), (1, 2, 3, 1), 2)
    yield case("a patch of 2 channels that is the image", counted(1, 1, 1, 8), (1, 2, 2, 2), 2)
    yield case("side by side, stride 2", counted(1, 2, 1, 4), (1, 4, 2, 1), 2, 2)
    args = {"P": counted(1, 1, 2, 4), "shape": (1, 2, 3, 1), "size": 2}
    yield Case("called without a stride", args)
    yield case("4 patches in an image of 3 x 3", counted(1, 2, 2, 4), (1, 3, 3, 1), 2)
    yield drawn("2 images of 5 x 4 with 2 channels, patches of 3 x 3", (2, 5, 4, 2), 3, 1)
    yield drawn("3 images of 6 x 8 with 2 channels, stride 2", (3, 6, 8, 2), 3, 2)
    yield drawn("2 images of 7 x 5, patches of 2 x 2, stride 3", (2, 7, 5, 1), 2, 3)
    yield drawn("float32", (1, 4, 5, 3), 2, 1, np.float32)


def _add(P, shape, size, stride, unfold=None, put=None):
    """Patch by patch, in parts that an answer may get wrong."""
    X = np.zeros(shape, P.dtype)
    unfold = unfold or (lambda row: row.reshape(size, size, shape[3]))
    for n, i, j in np.ndindex(P.shape[:3]):
        top, left = i * stride, j * stride
        square = X[n, top : top + size, left : left + size]
        square[...] = put(square, unfold(P[n, i, j])) if put else square + unfold(P[n, i, j])
    return X


def _counts(P, shape, size, stride=1):
    return np.maximum(functions.add_patches(np.ones_like(P), shape, size, stride), 1)


@exercise.wrong
class Mistakes:
    def overwritten(P, shape, size, stride=1):
        """Where patches overlap, only the last one is left: its numbers overwrite those that were
        there. Let them add up, with `+=`, patch by patch. (Where one `+=` meets all patches at
        once, in a view or through arrays of indices, it writes each pixel only once.)"""
        return _add(P, shape, size, stride, put=lambda old, new: new)

    def overwritten_place_by_place(P, shape, size, stride=1):
        """Where patches overlap, one of their numbers is left in each pixel, and the others are
        overwritten. Let them add up, with `+=`."""
        X = np.zeros(shape, P.dtype)
        n_down, n_right = P.shape[1:3]
        P = P.reshape(*P.shape[:3], size, size, -1)
        for u, v in np.ndindex(size, size):
            X[:, u : u + stride * n_down : stride, v : v + stride * n_right : stride] = P[
                :, :, :, u, v
            ]
        return X

    def averaged(P, shape, size, stride=1):
        """Each pixel holds the *mean* of what its patches hold for it. A gradient is the sum of all
        that comes back: nobody divides."""
        return functions.add_patches(P, shape, size, stride) / _counts(P, shape, size, stride)

    def averaged_by_counts(P, shape, size, stride=1):
        with np.errstate(all="ignore"):
            counts = functions.add_patches(np.ones_like(P), shape, size, stride)
            return functions.add_patches(P, shape, size, stride) / counts

    averaged = spelled(averaged, averaged_by_counts)
    del averaged_by_counts

    def not_unfolded(P, shape, size, stride=1):
        """A row of a patch's numbers doesn't fit a square of pixels. Unfold it first: `reshape` to
        (…, size, size, C)."""
        X = np.zeros(shape, P.dtype)
        for i in range(P.shape[1]):
            for j in range(P.shape[2]):
                top, left = i * stride, j * stride
                X[:, top : top + size, left : left + size] += P[:, i, j]
        return X

    def slices_without_an_end(P, shape, size, stride=1):
        """The slices `u::stride` go on to the edge of the image, and hold more pixels than there
        are patches. They end after as many steps as there are places: at `u + stride * H'`."""
        X = np.zeros(shape, P.dtype)
        P = P.reshape(*P.shape[:3], size, size, -1)
        for u in range(size):
            for v in range(size):
                X[:, u::stride, v::stride] += P[:, :, :, u, v]
        return X

    def places_of_stride_1(P, shape, size, stride=1):
        """The places are counted as for a stride of 1, and with a larger one P has fewer of them:
        H' and W' stand in its shape."""
        X = np.zeros(shape, P.dtype)
        for i in range(shape[1] - size + 1):
            for j in range(shape[2] - size + 1):
                top, left = i * stride, j * stride
                square = P[:, i, j].reshape(len(P), size, size, -1)
                X[:, top : top + size, left : left + size] += square
        return X

    places_of_stride_1 = spelled(
        places_of_stride_1,
        lambda P, shape, size, stride=1: unfolded_for_stride_1(P, shape, size, stride, shape[3]),
        lambda P, shape, size, stride=1: unfolded_for_stride_1(P, shape, size, stride, -1),
    )

    def largest(P, shape, size, stride=1):
        """Each pixel holds the largest of what its patches hold for it. All of them add up."""
        X = np.full(shape, -np.inf)
        for n, i, j in np.ndindex(P.shape[:3]):
            top, left = i * stride, j * stride
            square = X[n, top : top + size, left : left + size]
            square[...] = np.maximum(square, P[n, i, j].reshape(size, size, -1))
        return np.where(np.isinf(X), 0, X)

    def stride_forgotten(P, shape, size, stride=1):
        """The stride isn't used: each patch stands one pixel beside the one before."""
        X = np.zeros(shape, P.dtype)
        for n, i, j in np.ndindex(P.shape[:3]):
            X[n, i : i + size, j : j + size] += P[n, i, j].reshape(size, size, -1)
        return X

    def channel_by_channel(P, shape, size, stride=1):
        """The rows are unfolded channel by channel. In a row the channels of a pixel stand
        together: its axes are row, column, channel."""
        return _add(
            P,
            shape,
            size,
            stride,
            lambda row: row.reshape(shape[3], size, size).transpose(1, 2, 0),
        )

    def on_its_side(P, shape, size, stride=1):
        """Each patch lies on its side: rows and columns are exchanged."""
        return _add(
            P, shape, size, stride, lambda row: row.reshape(size, size, -1).transpose(1, 0, 2)
        )

    def turned(P, shape, size, stride=1):
        """Each patch is turned by half a circle. Entry [u, v] of a patch goes back to the pixel
        that it came from, u rows and v columns from the patch's upper left."""
        return _add(P, shape, size, stride, lambda row: row.reshape(size, size, -1)[::-1, ::-1])

    def upper_left_pixel(P, shape, size, stride=1):
        """All of a patch goes into its upper left pixel. Each of its entries belongs to a pixel of
        its own."""
        X = np.zeros(shape, P.dtype)
        for n, i, j in np.ndindex(P.shape[:3]):
            X[n, i * stride, j * stride] += P[n, i, j].reshape(size * size, -1).sum(axis=0)
        return X

    def of_one_image(P, shape, size, stride=1):
        """The images of the batch have been added up into each of them. Every image gets its own
        patches only."""
        return functions.add_patches(P, shape, size, stride).sum(axis=0) + np.zeros(shape, P.dtype)

    def the_first_image(P, shape, size, stride=1):
        """Only the first image of the batch gets its patches."""
        X = functions.add_patches(P, shape, size, stride)
        X[1:] = 0
        return X

    def without_the_edge(P, shape, size, stride=1):
        """The images are too small: the pixels that are left over at the edge belong to them too,
        and get 0. `shape` says how large they are."""
        _, n_down, n_right, _ = P.shape
        X = functions.add_patches(P, shape, size, stride)
        return X[:, : (n_down - 1) * stride + size, : (n_right - 1) * stride + size]

    def channels_added_up(P, shape, size, stride=1):
        """The channels have been added up. Each keeps its own gradient."""
        return functions.add_patches(P, shape, size, stride).sum(axis=3, keepdims=True)

    channels_added_up = spelled(
        channels_added_up,
        lambda P, shape, size, stride=1: (
            functions.add_patches(P.astype(float), shape, size, stride).sum(axis=3, keepdims=True)
            + np.zeros(shape)
        ),
    )

    def in_whole_numbers(P, shape, size, stride=1):
        """The array that the patches are added up in holds integers, and an integer has no room for
        what is behind the point."""
        return functions.add_patches(P, shape, size, stride).astype(int)

    def into_integers(P, shape, size, stride=1):
        X = np.zeros(shape, int)
        for n, i, j in np.ndindex(P.shape[:3]):
            top, left = i * stride, j * stride
            square = X[n, top : top + size, left : left + size]
            square += P[n, i, j].reshape(square.shape)  # which NumPy refuses
        return X

    in_whole_numbers = spelled(
        in_whole_numbers,
        into_integers,
        lambda P, shape, size, stride=1: functions.add_patches(P.astype(int), shape, size, stride),
    )
    del into_integers

    def just_reshaped(P, shape, size, stride=1):
        """The patches hold more numbers than the images have, since pixels are in several of them.
        Giving them another shape won't do: they have to be added up."""
        return P.reshape(shape)

    def nothing_returned(P, shape, size, stride=1):
        """The function returns nothing: is there a `return` at its end?"""
        functions.add_patches(P, shape, size, stride)

    def ends_without_the_stride(P, shape, size, stride=1):
        """Right for a stride of 1. With a larger one the slices end too soon, and hold fewer pixels
        than there are patches: they end at `u + stride * H'`."""
        X = np.zeros(shape, P.dtype)
        n_down, n_right = P.shape[1:3]
        P = P.reshape(*P.shape[:3], size, size, -1)
        for u, v in np.ndindex(size, size):
            X[:, u : u + n_down : stride, v : v + n_right : stride] += P[:, :, :, u, v]
        return X

    def ends_alike(P, shape, size, stride=1):
        """Right where patches don't overlap. Elsewhere the slices for u > 0 are too short: they
        begin u pixels later than the first one, and they end where it does."""
        X = np.zeros(shape, P.dtype)
        n_down, n_right = P.shape[1:3]
        P = P.reshape(*P.shape[:3], size, size, -1)
        for u, v in np.ndindex(size, size):
            X[:, u : stride * n_down : stride, v : stride * n_right : stride] += P[:, :, :, u, v]
        return X

    def square_images_only(P, shape, size, stride=1):
        """Right for square images. Here H' counts the places to the right as well, and these are W'
        in number: P's shape has both."""
        n = (shape[1] - size) // stride + 1
        P = P.reshape(len(P), n, n, size, size, shape[3])
        return functions.add_patches(P.reshape(len(P), n, n, -1), shape, size, stride)

    def square_images_patch_by_patch(P, shape, size, stride=1):
        X = np.zeros(shape, P.dtype)
        for i, j in np.ndindex(P.shape[1], P.shape[1]):
            top, left = i * stride, j * stride
            square = P[:, i, j].reshape(len(P), size, size, -1)
            X[:, top : top + size, left : left + size] += square
        return X

    square_images_only = spelled(square_images_only, square_images_patch_by_patch)
    del square_images_patch_by_patch

    def places_exchanged(P, shape, size, stride=1):
        """The places down and those to the right are exchanged. P's second axis counts from top to
        bottom."""
        return functions.add_patches(P.transpose(0, 2, 1, 3), shape, size, stride)

    def places_exchanged_one_by_one(P, shape, size, stride=1):
        X = np.zeros(shape, P.dtype)
        for i, j in np.ndindex(P.shape[1:3]):
            top, left = j * stride, i * stride
            square = P[:, i, j].reshape(len(P), size, size, -1)
            X[:, top : top + size, left : left + size] += square
        return X

    places_exchanged = spelled(
        places_exchanged,
        places_exchanged_one_by_one,
        lambda P, shape, size, stride=1: placed(
            P, shape, size, lambda i, j: (j * stride, i * stride)
        ),
        lambda P, shape, size, stride=1: axes_exchanged(P, shape, size, stride, cut=False),
        lambda P, shape, size, stride=1: axes_exchanged(P, shape, size, stride, cut=True),
    )
    del places_exchanged_one_by_one

    def pixels_of_the_first_place(P, shape, size, stride=1):
        """Only the first patch of each image comes back. All places count."""
        X = np.zeros(shape, P.dtype)
        X[:, :size, :size] = P[:, 0, 0].reshape(len(P), size, size, -1)
        return X

    def last_places_left_out(P, shape, size, stride=1):
        """The loops end one place too soon: the last row and the last column of patches go nowhere.
        `range(n)` goes to n - 1, so the whole of H' and of W' belongs into it."""
        P = P.copy()
        P[:, -1], P[:, :, -1] = 0, 0
        return functions.add_patches(P, shape, size, stride)

    def stride_one_way_only(P, shape, size, stride=1):
        """The stride is used in one direction alone. Patches lie `stride` pixels apart both down
        and to the right, so i and j both have to be multiplied by it."""
        return placed(P, shape, size, lambda i, j: (i * stride, j))

    stride_one_way_only = spelled(
        stride_one_way_only,
        lambda P, shape, size, stride=1: placed(P, shape, size, lambda i, j: (i, j * stride)),
    )

    def started_from_ones(P, shape, size, stride=1):
        """Every number is 1 too large: the sums begin at 1. A pixel that is in no patch has had no
        influence, so begin at 0."""
        return functions.add_patches(P, shape, size, stride) + 1


exercise.wrong(Slips)


@exercise.right
class Variants:
    def patch_by_patch(P, shape, size, stride=1):
        """The loops go over the places of the patches, one whole patch at a time. That's the
        easiest way to think of it; but an image has many more places than a patch has pixels, so
        it takes Python longer."""
        X = np.zeros(shape, P.dtype)
        for i in range(P.shape[1]):
            for j in range(P.shape[2]):
                top, left = i * stride, j * stride
                square = P[:, i, j].reshape(len(P), size, size, -1)
                X[:, top : top + size, left : left + size] += square
        return X

    def by_row_numbers(P, shape, size, stride=1):
        """Every entry is told its pixel's number. `np.add.at` adds where the same number comes
        several times, which `X[numbers] += …` does not: there, each pixel would be counted once."""
        numbers = np.arange(np.prod(shape)).reshape(shape)
        X = np.zeros(np.prod(shape), P.dtype)
        for i in range(P.shape[1]):
            for j in range(P.shape[2]):
                top, left = i * stride, j * stride
                at = numbers[:, top : top + size, left : left + size].reshape(len(P), -1)
                np.add.at(X, at, P[:, i, j])
        return X.reshape(shape)
