"""Patches: the small squares of an image, as rows of a matrix, and the way back.

A kernel sees an image through a small window. Written as rows, everything that it sees becomes
one matrix, and a convolution becomes one product of matrices:

    X (N, H, W, C)  ──▶  patches (N, H', W', size * size * C)  ──▶  times a matrix (…, K)
"""

from __future__ import annotations

import numpy as np

from nnlib._common.types import Array


def patches(X: Array, size: int, stride: int = 1) -> Array:
    """Cut out every square patch of each image, and write it as a row.

    Parameters
    ----------
    X : array (N, H, W, C)
        Images: rows of pixels from top to bottom, C numbers a pixel.
    size : int
        Pixels along a side of a patch.
    stride : int
        How many pixels it is from one patch to the next, down as well as to the right.

    Returns
    -------
    array (N, H', W', size * size * C)
        At [n, i, j] the patch of image n whose upper left pixel is [i * stride, j * stride],
        its numbers in the order in which they stand in the image. Only whole patches count.

    Notes
    -----
    ``H' = (H - size) // stride + 1``, and W' likewise. The windows are a view that repeats pixels
    without copying one; the copy is made at the end, by ``reshape``.
    """
    view = np.lib.stride_tricks.sliding_window_view
    windows = view(X, (size, size), axis=(1, 2))  # (N, …, …, C, size, size)
    windows = windows[:, ::stride, ::stride].transpose(0, 1, 2, 4, 5, 3)
    return windows.reshape(*windows.shape[:3], -1)  # (N, H', W', size * size * C)


def add_patches(P: Array, shape: tuple[int, ...], size: int, stride: int = 1) -> Array:
    """Add patches up into images, each at the place that ``patches`` takes it from.

    Parameters
    ----------
    P : array (N, H', W', size * size * C)
        Patches, as ``patches`` gives them.
    shape : tuple (N, H, W, C)
        Shape of the images.
    size, stride : int
        As in ``patches``.

    Returns
    -------
    array (N, H, W, C)
        In each pixel the sum of all that the patches hold for it; 0 where there is none.

    Notes
    -----
    A pixel goes into many patches, so a gradient comes back to it from each of them, and gradients
    add up. The loop goes over the places *in* a patch, since for one place no two patches meet in
    a pixel.
    """
    X = np.zeros(shape, P.dtype)
    n_down, n_right = P.shape[1:3]
    P = P.reshape(*P.shape[:3], size, size, -1)  # (N, H', W', size, size, C)
    for i in range(size):
        for j in range(size):
            down = slice(i, i + stride * n_down, stride)
            right = slice(j, j + stride * n_right, stride)
            X[:, down, right] += P[:, :, :, i, j]
    return X
