"""Convolution as one would do it with a finger on paper: slow, and easy to trust."""

from __future__ import annotations

import numpy as np

from nnlib._common.types import Array


def convolve(image: Array, kernel: Array) -> Array:
    """Move a kernel over an image; write down the weighted sum of what lies under it.

    Parameters
    ----------
    image : array (H, W)
        Grey pixels.
    kernel : array (h, w)
        Weights, at most as high and as wide as the image.

    Returns
    -------
    array (H - h + 1, W - w + 1)
        At [i, j] the sum of the patch whose upper left pixel is image[i, j], each of its pixels
        times the weight that lies on it.
    """
    (H, W), (h, w) = image.shape, kernel.shape
    scores = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            scores[i, j] = np.sum(image[i : i + h, j : j + w] * kernel)
    return scores


def kernels_back(W: Array, size: int) -> Array:
    """Find the kernels whose convolution carries a gradient back through a convolution.

    The gradient of the scores, with ``size - 1`` pixels of zeros around it, and these kernels
    give the gradient of the images. Strides are 1, and nothing was put around the images.

    Parameters
    ----------
    W : array (size * size * C, K)
        Weights of K kernels, one a column, in the order of ``patches``.
    size : int
        Pixels along a side of a kernel.

    Returns
    -------
    array (size * size * K, C)
        Weights of C kernels, one a column, in the order of ``patches``.

    Notes
    -----
    A pixel lies under the weight [u, v] of a kernel that stands u pixels higher and v pixels
    further to the left. Seen from the pixel, the weights lie the other way round: each kernel is
    turned by half a circle. And what came in is what goes out: channels and kernels exchange their
    parts.
    """
    n_channels = len(W) // size**2
    W = W.reshape(size, size, n_channels, -1)  # (size, size, C, K)
    return W[::-1, ::-1].transpose(0, 1, 3, 2).reshape(-1, n_channels)
