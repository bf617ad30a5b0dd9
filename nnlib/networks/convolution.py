"""Convolution: layers that know what is beside what.

A dense layer has a weight for each pixel of an image and each unit, and the order of the pixels
means nothing to it. A convolution looks at small patches, with the *same* weights everywhere:

    X (N, H, W, C)  ──▶  patches (N * H' * W', size * size * C)  ──▶  @ W + b  ──▶  (N, H', W', K)

The images that go into and come out of these layers have their C numbers of a pixel, its
**channels**, on the last axis. So a patch written as a row is a sample, and a convolution is a
dense layer whose samples are patches. ``Reshape`` makes images of rows of pixels, and ``Flatten``
makes rows of images again.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import DTypeLike

from nnlib._common.types import Array, Seed
from nnlib._common.validation import int_between, positive_int
from nnlib.functions.patches import add_patches, patches
from nnlib.networks.initializers import he
from nnlib.networks.layers import Layer


class Kernels(Layer):
    """What a convolution has: weights and biases, and zeros to put around an image.

    Parameters
    ----------
    n_in, n_out : int
        Channels C that come in, and kernels K, which are the channels that go out.
    size : int
        Pixels along a side of a kernel.
    stride : int
        Pixels from one patch to the next.
    padding : int
        Pixels of zeros around the image.
    init : callable ``(n_in, n_out, rng) -> array``
        How the weights start, for ``size * size * C`` inputs; the biases start at 0.
    rng : numpy.random.Generator, RandomState, int or None
        Source of random numbers.
    dtype : numpy.float32 or numpy.float64
        Type of weights and biases.

    Raises
    ------
    ValueError
        If a number of channels, size or stride is no integer of at least 1.
    """

    param_names = ("W", "b")
    rows_at_once = 250  # the patches of more images than these would take much memory

    def __init__(
        self,
        n_in: int,
        n_out: int,
        size: int,
        *,
        stride: int = 1,
        padding: int = 0,
        init: Callable[[int, int, Seed], Array] = he,
        rng: Seed = None,
        dtype: DTypeLike = np.float64,
    ) -> None:
        self.size, self.stride = positive_int("size", size), positive_int("stride", stride)
        self.padding = int_between("padding", padding, 0, 1000)
        n_weights = self.size**2 * positive_int("n_in", n_in)
        self.W = init(n_weights, positive_int("n_out", n_out), rng).astype(dtype)
        self.b = np.zeros(n_out, dtype)

    def pad(self, X: Array) -> Array:
        """Put ``padding`` pixels of zeros around each image; without padding, return X itself."""
        edge = (self.padding, self.padding)
        return np.pad(X, [(0, 0), edge, edge, (0, 0)]) if self.padding else X

    def unpad(self, X: Array) -> Array:
        """Take the ``padding`` pixels around each image away again."""
        inside = slice(self.padding, -self.padding or None)
        return X[:, inside, inside]

    def __repr__(self) -> str:
        n_in, n_out = len(self.W) // self.size**2, len(self.b)
        stride = f", stride={self.stride}" if self.stride > 1 else ""
        padding = f", padding={self.padding}" if self.padding else ""
        return f"{type(self).__name__}({n_in}, {n_out}, {self.size}{stride}{padding})"


class Conv2d(Kernels):
    """A convolution: each kernel meets every patch of an image, with the same weights.

    Sizes and the start of the weights are those of ``Kernels``: a kernel has ``self.size`` pixels
    along a side, from one patch to the next it's ``self.stride``, and ``self.padding`` pixels of
    zeros lie around the image.

    Attributes
    ----------
    W, b : arrays (size * size * C, K) and (K,)
        Weights, one column a kernel, in the order of ``patches``; and biases.
    dW, db : arrays (size * size * C, K) and (K,)
        Their gradients, after ``backward``.

    Notes
    -----
    ``Z = patches(X, size, stride) @ W + b``. Most libraries call this a convolution; strictly it
    is a cross-correlation, for the kernel is not turned.

    References
    ----------
    LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition",
    Proceedings of the IEEE 1998.
    """

    def forward(self, X: Array) -> Array:
        """Scores of every patch: X (N, H, W, C) to Z (N, H', W', K)."""
        X = self.pad(X)
        self.shape = X.shape
        P = patches(X, self.size, self.stride)
        self.rows = P.reshape(-1, P.shape[3])  # (N * H' * W', size * size * C)
        Z = self.rows @ self.W + self.b
        return Z.reshape(*P.shape[:3], -1)

    def backward(self, dZ: Array) -> Array:
        """From dZ (N, H', W', K): set dW and db, return dX (N, H, W, C)."""
        d_rows = dZ.reshape(-1, dZ.shape[3])  # (N * H' * W', K)
        self.dW = self.rows.T @ d_rows
        self.db = d_rows.sum(axis=0)
        dP = (d_rows @ self.W.T).reshape(*dZ.shape[:3], -1)
        return self.unpad(add_patches(dP, self.shape, self.size, self.stride))


class Squares(Layer):
    """What pooling has: images cut into squares that do not overlap.

    Rows and columns that are left over at the lower and the right edge are in no square.

    Parameters
    ----------
    size : int
        Pixels along a side of a square.

    Raises
    ------
    ValueError
        If it is no integer of at least 1.
    """

    def __init__(self, size: int = 2) -> None:
        self.size = positive_int("size", size)

    def in_squares(self, X: Array) -> list[Array]:
        """Return views of X (N, H, W, C), one for each place in a square: all the upper left
        pixels (N, H // size, W // size, C), then their right neighbours, and so on, row by row."""
        high, wide = X.shape[1] // self.size * self.size, X.shape[2] // self.size * self.size
        places = range(self.size)
        return [X[:, i : high : self.size, j : wide : self.size] for i in places for j in places]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.size})"


class MaxPool2d(Squares):
    """Keeps the largest number of each square, channel by channel.

    Where several numbers of a square are the largest, the first of them counts, row by row.
    """

    def forward(self, X: Array) -> Array:
        """Find the largest of each square: X (N, H, W, C) to A (N, H // size, W // size, C)."""
        self.X = X
        self.A = np.max(self.in_squares(X), axis=0)
        return self.A

    def backward(self, dA: Array) -> Array:
        """Carry dA (N, H // size, W // size, C) back to the images: give dX (N, H, W, C)."""
        dX = np.zeros(self.X.shape, dA.dtype)
        not_found = np.ones(dA.shape, bool)
        for pixel, d_pixel in zip(self.in_squares(self.X), self.in_squares(dX), strict=True):
            is_largest = (pixel == self.A) & not_found
            d_pixel[...] = dA * is_largest
            not_found &= ~is_largest
        return dX


class Reshape(Layer):
    """Gives the numbers of each sample another shape, in the same order.

    Parameters
    ----------
    *shape : int
        Shape of one sample: ``Reshape(28, 28, 1)`` makes images of rows of 784 pixels.
    """

    def __init__(self, *shape: int) -> None:
        self.shape = shape

    def forward(self, X: Array) -> Array:
        """Reshape each sample: X (N, …) to ``(N, *shape)``.

        Raises
        ------
        ValueError
            If a sample has another number of entries.
        """
        wanted, came = math.prod(self.shape), math.prod(X.shape[1:])
        if wanted not in (came, -1):
            raise ValueError(f"{self} needs samples of {wanted} numbers, got {came}")
        self.before = X.shape
        return X.reshape(len(X), *self.shape)

    def backward(self, dA: Array) -> Array:
        """Reshape the gradient back: dA ``(N, *shape)`` to dX (N, …)."""
        return dA.reshape(self.before)

    def __repr__(self) -> str:
        return f"Reshape({', '.join(map(str, self.shape))})"


class Flatten(Reshape):
    """Writes each image as a row, which a dense layer takes: X (N, H, W, C) to (N, H * W * C)."""

    def __init__(self) -> None:
        super().__init__(-1)

    def __repr__(self) -> str:
        return "Flatten()"
