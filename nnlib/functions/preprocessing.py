"""Data made ready for a network: labels as vectors, features on one scale, images upright."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from nnlib._common.types import Array


def one_hot(y: int | Sequence[int] | Array, n_classes: int) -> Array:
    """Write labels as rows of zeros with a single one.

    Parameters
    ----------
    y : int, or integer array (N,)
        One label, or many; each from 0 to ``n_classes - 1``.
    n_classes : int
        Number of classes K.

    Returns
    -------
    float array (K,) for one label, (N, K) for many
    """
    return np.eye(n_classes)[y]


def standardize(X: Array, X_train: Array) -> Array:
    """Shift and scale each column, to mean 0 and standard deviation 1 in the training data.

    Both are taken from X_train. A column that is constant there is only shifted.

    Parameters
    ----------
    X : float array (N, D)
        The samples to be standardized: the training samples, or any others.
    X_train : float array (R, D)
        The training samples, from which means and standard deviations are taken.

    Returns
    -------
    array (N, D)

    Notes
    -----
    z = (x - mean) / spread; the spread is the standard deviation.
    """
    mean = np.mean(X_train, axis=0)  # (D,)
    spread = np.std(X_train, axis=0)  # (D,)
    # Not spread > 0: that of 0.1, 0.1 and 0.1 is not quite 0, since a computer rounds.
    varies = np.max(X_train, axis=0) > np.min(X_train, axis=0)  # (D,)
    return (X - mean) / np.where(varies, spread, 1)


def slants(images: Array) -> Array:
    """Say how much the handwriting of each image leans.

    The slant is the slope of the straight line that fits the ink best: how many columns it moves
    to the right in each row down. It is 0 for an image without ink, and where all the ink stands
    in one row.

    Parameters
    ----------
    images : float array (N, S, S)
        Square images; 0 is paper, larger is ink.

    Returns
    -------
    array (N,)

    Notes
    -----
    With ``down`` counted from the ink's centre of mass, the slope is
    ``sum(ink * down * right) / sum(ink * down**2)``, over all pixels. From where ``right`` is
    counted does not matter, since ``sum(ink * down)`` is 0.
    """
    place = np.arange(images.shape[1], dtype=images.dtype)
    in_rows = images.sum(axis=2)  # (N, S) ink
    ink = np.maximum(in_rows.sum(axis=1), 1e-6)  # (N,)
    down = place - (in_rows @ place / ink)[:, None]  # (N, S) from the ink's middle
    both = np.sum(down * (images @ place), axis=1)  # (N,) sum of ink * down * right
    return both / np.maximum(np.sum(in_rows * down**2, axis=1), 1e-6)


def straighten_images(X: Array) -> Array:
    """Shear each image so that its handwriting stands upright.

    Every row is shifted back by as much as the line through the ink has moved there, by
    ``slants``. Where that is no whole number of columns, a pixel becomes the weighted mean of two
    neighbours (linear interpolation). An image is straightened by itself, without the others.

    Parameters
    ----------
    X : float array (N, P)
        Square images, one a row; 0 is paper, larger is ink.

    Returns
    -------
    array (N, P)
    """
    side = math.isqrt(X.shape[1])
    images, place = X.reshape(-1, side, side), np.arange(side, dtype=X.dtype)
    in_rows = images.sum(axis=2)  # (N, side)
    middle = in_rows @ place / np.maximum(in_rows.sum(axis=1), 1e-6)  # (N,), the ink's
    move = slants(images)[:, None] * (place - middle[:, None])  # (N, side) of each row
    source = np.clip(place + move[:, :, None], 0, side - 1.001)  # a pixel's old column
    left = source.astype(int)
    part = source - left
    old_left = np.take_along_axis(images, left, axis=2)
    old_right = np.take_along_axis(images, left + 1, axis=2)
    return ((1 - part) * old_left + part * old_right).astype(X.dtype).reshape(X.shape)
