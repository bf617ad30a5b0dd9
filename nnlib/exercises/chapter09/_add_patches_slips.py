"""Wrong answers to "Back to the pixels" about steps, and what is left out of a patch."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.functions import patches as functions


def placed(P, shape, size, place):
    """Patch by patch, each where `place` says, as far as there is an image."""
    X = np.zeros(shape, P.dtype)
    for n, i, j in np.ndindex(P.shape[:3]):
        top, left = place(i, j)
        square = X[n, top : top + size, left : left + size]
        square += P[n, i, j].reshape(size, size, -1)[: len(square), : square.shape[1]]
    return X


def unfolded_for_stride_1(P, shape, size, stride, last):
    n_down, n_right = shape[1] - size + 1, shape[2] - size + 1
    P = P.reshape(len(P), n_down, n_right, size, size, last)  # which NumPy refuses
    return functions.add_patches(P.reshape(len(P), n_down, n_right, -1), shape, size, stride)


def axes_exchanged(P, shape, size, stride, cut):
    """The two axes of the places change theirs before each slice meets its entries."""
    X = np.zeros(shape, P.dtype)
    n_down, n_right = P.shape[1:3]
    P = P.reshape(*P.shape[:3], size, size, -1).transpose(0, 2, 1, 3, 4, 5)
    P = P[:, :n_down, :n_right] if cut else P
    for u, v in np.ndindex(size, size):
        down, right = (
            slice(first, first + stride * n, stride) for first, n in ((u, n_down), (v, n_right))
        )
        X[:, down, right] += P[:, :, :, u, v]
    return X


class Slips:
    def stride_without_a_default(P, shape, size, stride):
        """Right where a stride is given. Without one it's 1: `stride=1` in the line of the `def`
        says so, as it stood there."""
        return functions.add_patches(P, shape, size, stride)

    stride_without_a_default.__qualname__ = "add_patches"  # as the error calls it
    stride_without_a_default = spelled(
        stride_without_a_default,
        lambda P, shape, size, stride=2: functions.add_patches(P, shape, size, stride),
        lambda P, shape, size, stride=2: placed(
            P, shape, size, lambda i, j: (i * stride, j * stride)
        ),
    )

    def steps_of_the_size(P, shape, size, stride=1):
        """Each patch stands beside the one before, as if the stride were the patch's size."""
        X = np.zeros(shape, P.dtype)
        for n, i, j in np.ndindex(P.shape[:3]):
            X[n, i * size : i * size + size, j * size : j * size + size] += P[n, i, j].reshape(
                size, size, -1
            )
        return X

    def steps_of_the_size_in_all_images(P, shape, size, stride=1):
        X = np.zeros(shape, P.dtype)
        for i, j in np.ndindex(P.shape[1:3]):
            top, left = i * size, j * size
            square = P[:, i, j].reshape(len(P), size, size, -1)
            X[:, top : top + size, left : left + size] += square
        return X

    steps_of_the_size = spelled(
        steps_of_the_size,
        steps_of_the_size_in_all_images,
        lambda P, shape, size, stride=1: placed(P, shape, size, lambda i, j: (i * size, j * size)),
    )
    del steps_of_the_size_in_all_images

    def last_pixels_left_out(P, shape, size, stride=1):
        """The last row and the last column of each patch go nowhere. `range(size)` already ends at
        `size - 1`."""
        P = P.reshape(*P.shape[:3], size, size, -1).copy()
        P[:, :, :, -1], P[:, :, :, :, -1] = 0, 0
        return functions.add_patches(P.reshape(*P.shape[:3], -1), shape, size, stride)

    def the_first_channel(P, shape, size, stride=1):
        """All channels get what belongs to channel 0. Each keeps its own gradient."""
        X = functions.add_patches(P, shape, size, stride)
        return np.repeat(X[..., :1], X.shape[3], axis=3)

    def patches_of_the_first_image(P, shape, size, stride=1):
        """Every image gets the patches of the first one. Each gets its own."""
        return functions.add_patches(P[:1] + np.zeros_like(P), shape, size, stride)

    def nan_where_there_is_none(P, shape, size, stride=1):
        """Right where a pixel is in some patch. The others hold nan: nothing has come back to them,
        so they are 0."""
        X = functions.add_patches(P, shape, size, stride)
        in_some = functions.add_patches(np.ones_like(P), shape, size, stride) > 0
        return np.where(in_some, X, np.nan)

    def last_ones_that_fit_left_out(P, shape, size, stride=1):
        """The last row and the last column of patches are missing, unless pixels are left over
        behind them. A patch may begin at `H - size`, and `range` ends *before* its second
        number."""
        X = np.zeros(shape, P.dtype)
        for i, top in enumerate(range(0, shape[1] - size, stride)):
            for j, left in enumerate(range(0, shape[2] - size, stride)):
                square = P[:, i, j].reshape(len(P), size, size, -1)
                X[:, top : top + size, left : left + size] += square
        return X
