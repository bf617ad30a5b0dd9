"""Convolution as one would do it with a finger on paper: slow, and easy to trust."""

from __future__ import annotations

import numpy as np

from nnlib._common.types import Array
from nnlib.functions.patches import patches


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


def convolution_input_grad(dZ: Array, W: Array, size: int) -> Array:
    """Carry a gradient back through a convolution, by a convolution.

    Parameters
    ----------
    dZ : array (N, H', W', K)
        Gradient of the scores of a convolution with stride 1 and without padding.
    W : array (size * size * C, K)
        Its weights, one column a kernel, a column in the order of ``patches``.
    size : int
        Pixels along a side of a kernel.

    Returns
    -------
    array (N, H' + size - 1, W' + size - 1, C)
        Gradient of the images.

    Notes
    -----
    Pixel [a, b] lies under weight [u, v] of a kernel when that stands at [a - u, b - v]: where u
    goes up, the place goes down. So each kernel is turned by half a circle, channels and kernels
    exchange their parts, and zeros around dZ stand for the places where a kernel would hang over
    the edge.
    """
    turned = W.reshape(size, size, -1, W.shape[1])[::-1, ::-1]  # (size, size, C, K)
    W_back = turned.transpose(0, 1, 3, 2).reshape(-1, turned.shape[2])  # (size * size * K, C)
    edge = (size - 1, size - 1)
    padded = np.pad(dZ, [(0, 0), edge, edge, (0, 0)])
    return patches(padded, size) @ W_back
