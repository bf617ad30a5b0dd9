"""Wrong answers to "Patches as rows" about which places there are, and of which images."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from nnlib.exercises._helpers import spelled
from nnlib.functions import patches as functions


def in_rows(windows):
    return windows.reshape(*windows.shape[:3], -1)


def _cut(X, size, rows, columns):
    """Patches that begin in these rows and columns."""
    return np.array(
        [[[x[i : i + size, j : j + size].ravel() for j in columns] for i in rows] for x in X]
    )


class Slips:
    def stride_without_a_default(X, size, stride):
        """Right where a stride is given. Without one it's 1: `stride=1` in the line of the `def`
        says so, as it stood there."""
        return functions.patches(X, size, stride)

    stride_without_a_default.__qualname__ = "patches"  # as the error calls it
    stride_without_a_default = spelled(
        stride_without_a_default,
        lambda X, size, stride=2: functions.patches(X, size, stride),
        lambda X, size, stride=0: functions.patches(X, size, stride or size),
    )

    def stride_in_the_patches_too(X, size, stride=1):
        """The stride is on the places, where it belongs, and on the patches' own axes as well, so
        that they lose pixels. In a patch pixels lie side by side."""
        windows = sliding_window_view(X, (size, size), axis=(1, 2))
        windows = windows[:, ::stride, ::stride, :, ::stride, ::stride]
        return in_rows(windows.transpose(0, 1, 2, 4, 5, 3))

    def stride_over_the_images(X, size, stride=1):
        """The stride leaves out images and rows of places. The first axis counts the *images*, of
        which each has its patches: the stride belongs to the second axis and the third."""
        windows = sliding_window_view(X, (size, size), axis=(1, 2))[::stride, ::stride]
        windows = windows.transpose(0, 1, 2, 4, 5, 3)
        return windows.reshape(*windows.shape[:3], -1)

    stride_over_the_images = spelled(
        stride_over_the_images,
        lambda X, size, stride=1: functions.patches(X[::stride], size, stride),
    )

    def one_place_too_few(X, size, stride=1):
        """The last place is missing, down and to the right. A patch of 2 pixels fits into 3 pixels
        twice."""
        rows, columns = (range(0, n - size, stride) for n in X.shape[1:3])
        P = np.zeros((len(X), len(rows), len(columns), size * size * X.shape[3]), X.dtype)
        if P.size:
            P[...] = _cut(X, size, rows, columns)
        return P

    def one_step_too_few(X, size, stride=1):
        N, high, wide, C = X.shape
        P = np.zeros((N, (high - size) // stride, (wide - size) // stride, size * size * C))
        P[...] = functions.patches(X, size, stride)[:, : P.shape[1], : P.shape[2]]
        return P

    def one_step_too_few_unfolded(X, size, stride=1):
        n_down, n_right = ((n - size) // stride for n in X.shape[1:3])
        P = functions.patches(X, size, stride)[:, :n_down, :n_right]
        return P.reshape(*P.shape[:3], -1)  # where no place is left, NumPy refuses

    one_place_too_few = spelled(
        one_place_too_few,
        one_step_too_few,
        one_step_too_few_unfolded,
        lambda X, size, stride=1: _cut(
            X, size, *(range(0, n - size, stride) for n in X.shape[1:3])
        ),
    )
    del one_step_too_few, one_step_too_few_unfolded

    def square_images_only(X, size, stride=1):
        """Right for square images. Here one side counts for both: H' comes from the height of an
        image and W' from its width."""
        n = (X.shape[1] - size) // stride + 1
        P = np.zeros((len(X), n, n, size * size * X.shape[3]), X.dtype)
        for i, j in np.ndindex(n, n):
            top, left = i * stride, j * stride
            P[:, i, j] = X[:, top : top + size, left : left + size].reshape(len(X), -1)
        return P

    def square_images_only_around(X, size, stride=1):
        n = (X.shape[1] - size) // stride + 1
        places = stride * np.arange(n)[:, None] + np.arange(size)
        rows, columns = places[:, None, :, None], places[None, :, None, :]
        return in_rows(X[:, rows, columns % X.shape[2]])

    def square_images_only_cut(X, size, stride=1):
        n = (X.shape[1] - size) // stride + 1
        P = np.zeros((len(X), n, n, size * size * X.shape[3]), X.dtype)
        for i, j in np.ndindex(n, n):
            top, left = i * stride, j * stride
            row = X[:, top : top + size, left : left + size].reshape(len(X), -1)
            P[:, i, j, : row.shape[1]] = row
        return P

    square_images_only = spelled(
        square_images_only,
        square_images_only_around,
        square_images_only_cut,
        lambda X, size, stride=1: functions.patches(X, size, stride).reshape(
            len(X), *[(X.shape[1] - size) // stride + 1] * 2, size * size * X.shape[3]
        ),
    )
    del square_images_only_around, square_images_only_cut

    def in_whole_numbers(X, size, stride=1):
        """The table has lost what is behind the point: the array that the patches are written into
        holds integers."""
        return functions.patches(X, size, stride).astype(int)

    def the_first_image(X, size, stride=1):
        """Every image gets the patches of the first one. Each has its own."""
        P = functions.patches(X, size, stride)
        return np.repeat(P[:1], len(P), axis=0)
