"""What figures of digits are given: images, their labels, and what a network says of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from nnlib._common.types import Array
from nnlib._common.validation import samples_and_labels
from nnlib.widgets.playable import finite


def images_and_probabilities(
    name: str, X: ArrayLike, y: ArrayLike, P: ArrayLike
) -> tuple[Array, Array, Array]:
    """Return arrays of shapes (N, D), (N,) and (N, C), if the three fit, or raise ValueError.

    ``name`` is the figure's. The images are square, and no pixel is below 0.
    """
    X, y = samples_and_labels(name, X, y)
    P = finite("P", P, (len(X), None))
    if int(X.shape[1] ** 0.5) ** 2 != X.shape[1] or X.min() < 0 or not X.max() > 0:
        raise ValueError(f"X must be square images with pixels from 0 up, got shape {X.shape}")
    if y.max() >= P.shape[1] or not np.allclose(P.sum(axis=1), 1, atol=1e-3):
        raise ValueError("P must be one probability a class, which add up to 1 in each row")
    return X, y, P


def in_bytes(X: Array) -> Array:
    """Return the images as uint8, 255 for the darkest pixel of all."""
    return np.rint(X * (255 / X.max())).astype(np.uint8)
