"""Augmentation: changed copies of the training images, which keep their label."""

from __future__ import annotations

import math

import numpy as np

from nnlib._common.rng import as_rng
from nnlib._common.types import Array, Seed


def shift_each(images: Array, down: Array, right: Array) -> Array:
    """Shift each image by whole pixels of its own.

    The pixels that enter at an edge are copies of those at the edge.

    Parameters
    ----------
    images : float array (N, S, S)
        Square images.
    down, right : integer arrays (N,)
        By how many pixels each image moves down and to the right; up and to the left where they
        are negative.

    Returns
    -------
    array (N, S, S)
        New images; those that were given stay as they are.

    Notes
    -----
    The pixel at row i of the new image comes from row ``i - down``, or from the first or the last
    row if there is no such row; and so for columns.
    """
    side = images.shape[1]
    rows = np.clip(np.arange(side) - down[:, None], 0, side - 1)  # (N, S): where each comes from
    columns = np.clip(np.arange(side) - right[:, None], 0, side - 1)
    n = np.arange(len(images))
    return images[n[:, None, None], rows[:, :, None], columns[:, None, :]]


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
    up, left = as_rng(rng).choice(2 * pixels + 1, size=(2, len(X)))
    shifted = shift_each(X.reshape(-1, side, side), pixels - up, pixels - left)
    return shifted.reshape(X.shape)
