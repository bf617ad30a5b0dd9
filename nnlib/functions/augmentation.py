"""Augmentation: changed copies of the training images, which keep their label."""

from __future__ import annotations

import math

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from nnlib._common.rng import as_rng
from nnlib._common.types import Array, Seed


def shift_images(X: Array, rng: Seed = None, *, pixels: int = 1) -> Array:
    """Shift each image by a random number of pixels, to the side and up or down.

    The pixels that enter at an edge are copies of those at the edge.

    Parameters
    ----------
    X : array (N, P)
        Square images, one a row.
    rng : numpy.random.Generator, RandomState, int or None
        Source of random numbers.
    pixels : int
        The largest shift in each direction.

    Returns
    -------
    array (N, P)
    """
    side = math.isqrt(X.shape[1])
    edge = (pixels, pixels)
    padded = np.pad(X.reshape(-1, side, side), [(0, 0), edge, edge], mode="edge")
    windows = sliding_window_view(padded, (side, side), axis=(1, 2))  # a view for each shift
    tops, lefts = as_rng(rng).choice(2 * pixels + 1, size=(2, len(X)))
    return windows[np.arange(len(X)), tops, lefts].reshape(X.shape)
