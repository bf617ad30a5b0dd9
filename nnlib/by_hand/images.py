"""Rows of pixels that are folded into images, moved, and unfolded again."""

from __future__ import annotations

from nnlib._common.types import Array


def mirror(X: Array) -> Array:
    """Turn each image into its mirror image, left and right exchanged.

    Parameters
    ----------
    X : array (N, 64)
        Images of 8 rows and 8 columns, each written into one row, from the top down.

    Returns
    -------
    array (N, 64)
        The images in the same order; X itself isn't changed.
    """
    images = X.reshape(-1, 8, 8)  # (N, 8, 8)
    return images[:, :, ::-1].reshape(-1, 64)
