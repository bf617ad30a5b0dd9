"""Every patch of every image, as a row."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import batch, batch_of_one, float32
from nnlib.exercises.chapter09._patches_slips import Slips, in_rows
from nnlib.exercises.chapter09._shared import (
    channels,
    counted,
    higher_than_wide,
    left_over,
    strides,
    wider_than_high,
)
from nnlib.functions import patches as functions
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="09-patches",
    title="Patches as rows",
    minutes=20,
    difficulty=3,
    points=3,
    reference=functions.patches,
    hints=(
        "`sliding_window_view(X, (size, size), axis=(1, 2))` gives all patches for stride 1, with "
        "the rows and columns of a patch on the last two axes. Where has it left the channels, and "
        "where do they have to go, if a pixel's numbers are to stand side by side?",
        "For a stride of 2 every other place counts, down and to the right: a slice with a step. "
        "Then bring the axes into the order image, place down, place right, row in the patch, "
        "column in the patch, channel: `transpose` takes them by their old numbers.",
        "`windows = windows[:, ::stride, ...]`, then `windows = windows.transpose(0, 1, 2, 4, "
        "...)`, and at last `windows.reshape(*windows.shape[:3], ...)`, where -1 lets NumPy count.",
    ),
    why="""`sliding_window_view` copies nothing: it's the same memory, read in another order, so
that a pixel appears in many windows. It puts the window's two axes last, behind the channels, and
the transpose brings the channels to the end, where they stand in the image too. Only `reshape` has
to copy, because what becomes a row doesn't lie in a row.""",
    promises={
        "one channel": channels("X", False),
        "several channels": channels("X", True),
        "images higher than wide": higher_than_wide("X"),
        "images wider than high": wider_than_high("X"),
        "a stride of 1": lambda case: case.args.get("stride") == 1,
        "no stride at all": lambda case: "stride" not in case.args,
        "a larger stride": strides(2),
        "pixels that are left over at the edge": left_over,
        "a patch that is the whole image": lambda case: (
            case.args["X"].shape[1:3] == (case.args["size"],) * 2
        ),
        "a batch": batch("X"),
        "a batch of one": batch_of_one("X"),
        "float32": float32("X"),
    },
    survivors={
        "1 -> 2": "`reshape` takes -2 for -1: any number below 0 is the size to be found out"
    },
    distractors=("windows = windows[::stride, ::stride].transpose(0, 1, 2, 4, 5, 3)",),
)


@exercise.cases
def _(rng):
    def case(label, X, size, stride=1):
        return Case(label, {"X": X, "size": size, "stride": stride})

    yield case("one image of 3 x 3, patches of 2 x 2", counted(1, 3, 3, 1), 2)
    yield case("one image of 2 x 3 with 2 channels", counted(1, 2, 3, 2), 2)
    yield case("2 images of 4 x 5, stride 2", counted(2, 4, 5, 1), 2, 2)
    yield case("a patch that is the whole image", counted(1, 3, 3, 2), 3)
    yield Case("called without a stride", {"X": counted(1, 2, 3, 1), "size": 2})
    X = rng.normal(size=(3, 7, 6, 2)).round(1)
    yield case("3 images of 7 x 6 with 2 channels, patches of 3 x 3", X, 3)
    yield case("the same with stride 2", X, 3, 2)
    X = rng.normal(size=(2, 5, 8, 3)).round(1).astype(np.float32)
    yield case("2 images of 5 x 8 with 3 channels, stride 3, float32", X, 2, 3)


def _windows(X, size, stride=1):
    windows = sliding_window_view(X, (size, size), axis=(1, 2))
    return windows[:, ::stride, ::stride]  # (N, H', W', C, size, size)


@exercise.wrong
class Mistakes:
    def channel_by_channel(X, size, stride=1):
        """The numbers of a patch come channel by channel: first all of channel 0, and so on. In the
        image the channels of a pixel stand together, and so should they in the row.
        `sliding_window_view` has put the patch's own axes behind the channels."""
        windows = _windows(X, size, stride)
        return windows.reshape(*windows.shape[:3], -1)

    def stride_forgotten(X, size, stride=1):
        """The stride isn't used: there's a patch at every pixel."""
        return functions.patches(X, size, 1)

    def stride_down_only(X, size, stride=1):
        """The stride is used down, and not to the right."""
        windows = sliding_window_view(X, (size, size), axis=(1, 2))[:, ::stride]
        windows = windows.transpose(0, 1, 2, 4, 5, 3)
        return windows.reshape(*windows.shape[:3], -1)

    def stride_right_only(X, size, stride=1):
        """The stride is used to the right, and not down."""
        windows = sliding_window_view(X, (size, size), axis=(1, 2))[:, :, ::stride]
        windows = windows.transpose(0, 1, 2, 4, 5, 3)
        return windows.reshape(*windows.shape[:3], -1)

    def stride_counts_alone(X, size, stride=1):
        """There are as many patches as the stride asks for, but they begin side by side: the first
        ones of stride 1. Place i begins at row `i * stride`."""
        P, small = functions.patches(X, size, 1), functions.patches(X, size, stride)
        return P[:, : small.shape[1], : small.shape[2]]

    def channels_forgotten(X, size, stride=1):
        """The rows are to hold `size * size` numbers, and a patch has more if there are several
        channels: `size * size * C`."""
        windows = _windows(X, size, stride).transpose(0, 1, 2, 4, 5, 3)
        return windows.reshape(*windows.shape[:3], size * size)

    def stride_in_the_image(X, size, stride=1):
        """Here pixels are left out before the patches are cut, so the patches have gaps. The stride
        says how far it is from one *patch* to the next; what is in a patch lies side by side."""
        return functions.patches(X[:, ::stride, ::stride], size)

    def no_overlap(X, size, stride=1):
        """The patches stand side by side, as if the stride were their size. From one to the next it
        is `stride` pixels, so they may overlap."""
        return functions.patches(X, size, size)

    def columns_first(X, size, stride=1):
        """In each row the patch lies on its side: its first column comes first. The numbers
        should come as they stand in the image, row by row."""
        windows = _windows(X, size, stride).transpose(0, 1, 2, 5, 4, 3)
        return windows.reshape(*windows.shape[:3], -1)

    def patches_not_in_rows(X, size, stride=1):
        """Each patch is still a little image. Write its numbers in a row: the result has four axes,
        and the last one is `size * size * C` long."""
        return _windows(X, size, stride).transpose(0, 1, 2, 4, 5, 3)

    patches_not_in_rows = spelled(patches_not_in_rows, _windows)

    def places_not_kept(X, size, stride=1):
        """All patches of all images stand below each other, and nobody can tell any more where each
        has come from. Keep the axes of the images and of the places: (N, H', W', …)."""
        P = functions.patches(X, size, stride)
        return P.reshape(-1, P.shape[3])

    def places_in_one_row(X, size, stride=1):
        """The places of an image stand in one row. Keep the two of them, H' down and W' to the
        right."""
        P = functions.patches(X, size, stride)
        return P.reshape(len(P), -1, P.shape[3])

    def lying_on_its_side(X, size, stride=1):
        """The places down and those to the right are exchanged. The second axis counts from top to
        bottom."""
        return functions.patches(X, size, stride).transpose(0, 2, 1, 3)

    def images_last(X, size, stride=1):
        """The images have come to stand behind the places. The first axis should count the
        images."""
        return functions.patches(X, size, stride).transpose(1, 2, 0, 3)

    def first_channel_alone(X, size, stride=1):
        """Only the first channel is there. A patch has all channels of its pixels."""
        return functions.patches(X[:, :, :, :1], size, stride)

    def reshaped_for_transposed(X, size, stride=1):
        """The axes have the right lengths, but the numbers are mixed up: `reshape` leaves them in
        their order, and only `transpose` exchanges axes."""
        windows = _windows(X, size, stride)
        return np.ascontiguousarray(windows.transpose(0, 1, 2, 3, 5, 4)).reshape(
            *windows.shape[:3], -1
        )

    reshaped_for_transposed = spelled(
        reshaped_for_transposed,
        lambda X, size, stride=1: np.moveaxis(_windows(X, size, stride), 3, 1).reshape(
            *_windows(X, size, stride).shape[:3], -1
        ),
    )

    def stride_behind_the_patches(X, size, stride=1):
        """The stride is on the patches' own axes, so they lose pixels. It belongs to the places."""
        windows = sliding_window_view(X, (size, size), axis=(1, 2)).transpose(0, 1, 2, 4, 5, 3)
        windows = windows[:, :, :, ::stride, ::stride]
        return windows.reshape(*windows.shape[:3], -1)

    def windows_over_wrong_axes(X, size, stride=1):
        """The window runs over the images, or over the channels. The pixels are on the axes 1 and
        2: `axis=(1, 2)`."""
        windows = sliding_window_view(X, (size, size), axis=(0, 1))[:, ::stride, ::stride]
        return windows.reshape(*windows.shape[:3], -1)

    windows_over_wrong_axes = spelled(
        windows_over_wrong_axes,
        lambda X, size, stride=1: sliding_window_view(X, (size, size), axis=(2, 3)),
        lambda X, size, stride=1: sliding_window_view(X, (size, size)),
    )

    def counted_too_early(X, size, stride=1):
        """There are too few places where the stride leaves pixels over. Divide first, and add the 1
        for the first place afterwards: `(n - size) // stride + 1`."""
        n_down, n_right = ((n - size + 1) // stride for n in X.shape[1:3])
        return functions.patches(X, size, stride)[:, :n_down, :n_right]

    def channels_in_between(X, size, stride=1):
        """The patch's own axes stand in the wrong order. In a row of the table the order is row,
        column, channel; print the shape before and after `transpose`."""
        windows = _windows(X, size, stride).transpose(0, 1, 2, 4, 3, 5)
        return windows.reshape(*windows.shape[:3], -1)

    channels_in_between = spelled(
        channels_in_between,
        lambda X, size, stride=1: in_rows(_windows(X, size, stride).transpose(0, 1, 2, 5, 3, 4)),
    )

    def turned(X, size, stride=1):
        """Each patch is read backwards, its last pixel first. The numbers should come as they stand
        in the image."""
        return functions.patches(X, size, stride)[..., ::-1]

    def channels_averaged(X, size, stride=1):
        """The channels of a pixel have become one number. A patch keeps all of them."""
        return functions.patches(X.mean(axis=3, keepdims=True), size, stride)

    channels_averaged = spelled(
        channels_averaged,
        lambda X, size, stride=1: functions.patches(X.sum(axis=3, keepdims=True), size, stride),
    )

    def patches_over_the_edge(X, size, stride=1):
        """There are too many places: patches that hang over the edge are there too, filled up with
        zeros. Only whole patches count, so pixels may be left over below and to the right."""
        more = [(-(n - size)) % stride for n in X.shape[1:3]]
        padded = np.pad(X, [(0, 0), (0, more[0]), (0, more[1]), (0, 0)])
        return functions.patches(padded, size, stride)

    def patches_begun_at_the_edge(X, size, stride=1):
        n_down, n_right = (-(-n // stride) for n in X.shape[1:3])
        padded = np.pad(X, [(0, 0), (0, size), (0, size), (0, 0)])
        return functions.patches(padded, size, stride)[:, :n_down, :n_right]

    patches_over_the_edge = spelled(patches_over_the_edge, patches_begun_at_the_edge)
    del patches_begun_at_the_edge

    def gaps_in_the_patches(X, size, stride=1):
        """The stride lies between the pixels *of a patch*, which then have gaps. It says how far it
        is from one patch to the next; in a patch pixels lie side by side."""
        reach = (size - 1) * stride + 1
        windows = sliding_window_view(X, (reach, reach), axis=(1, 2))[..., ::stride, ::stride]
        return in_rows(windows.transpose(0, 1, 2, 4, 5, 3))

    def first_place_left_out(X, size, stride=1):
        """The first patch doesn't begin at the upper left pixel. A slice with a step starts at 0:
        `::stride`."""
        P = functions.patches(X, size, 1)
        return P[:, stride - 1 :: stride, stride - 1 :: stride]

    first_place_left_out = spelled(
        first_place_left_out,
        lambda X, size, stride=1: functions.patches(X, size, 1)[:, stride::stride, stride::stride],
    )


exercise.wrong(Slips)


@exercise.right
class Variants:
    def place_by_place(X, size, stride=1):
        """Two loops over the places, and a slice for each. It is easy to trust, and takes Python
        a step for every place; a large image has many."""
        n_down = (X.shape[1] - size) // stride + 1
        n_right = (X.shape[2] - size) // stride + 1
        P = np.zeros((len(X), n_down, n_right, size * size * X.shape[3]), X.dtype)
        for i in range(n_down):
            for j in range(n_right):
                top, left = i * stride, j * stride
                P[:, i, j] = X[:, top : top + size, left : left + size].reshape(len(X), -1)
        return P

    def moved_images(X, size, stride=1):
        """The loops go over the places *in* a patch: for each of them the whole image is moved and
        thinned out, and these images become channels, one behind the other. No axis has to be
        exchanged."""
        high, wide = X.shape[1] - size + 1, X.shape[2] - size + 1
        parts = [
            X[:, u : u + high : stride, v : v + wide : stride]
            for u in range(size)
            for v in range(size)
        ]
        return np.concatenate(parts, axis=3)

    def with_moved_axis(X, size, stride=1):
        windows = sliding_window_view(X, (size, size), axis=(1, 2))
        windows = np.moveaxis(windows, 3, -1)[:, ::stride, ::stride]
        N, n_down, n_right = windows.shape[:3]
        return windows.reshape(N, n_down, n_right, size * size * X.shape[3])
