"""Convolution with a finger on paper, and its gradient as another convolution."""

import numpy as np
import pytest
from scipy import signal

from nnlib import Conv2d, convolve, kernels_back, patches


@pytest.mark.parametrize(
    ("image", "kernel"), [((5, 7), (3, 2)), ((4, 4), (4, 4)), ((6, 3), (1, 3))]
)
def test_convolve_is_scipys_correlation(image, kernel):
    rng = np.random.default_rng(0)
    image, kernel = rng.normal(size=image), rng.normal(size=kernel)
    expected = signal.correlate2d(image, kernel, mode="valid")
    np.testing.assert_allclose(convolve(image, kernel), expected, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize(
    ("n", "high", "wide", "c", "k", "size"),
    [(2, 5, 7, 3, 4, 3), (1, 4, 4, 1, 2, 2), (3, 3, 6, 2, 2, 1)],
)
def test_the_gradient_of_the_images_is_a_convolution_with_these_kernels(n, high, wide, c, k, size):
    rng = np.random.default_rng(1)
    layer = Conv2d(c, k, size, rng=rng)
    dZ = rng.normal(size=layer.forward(rng.normal(size=(n, high, wide, c))).shape)
    edge = (size - 1, size - 1)
    back = patches(np.pad(dZ, [(0, 0), edge, edge, (0, 0)]), size) @ kernels_back(layer.W, size)
    np.testing.assert_allclose(back, layer.backward(dZ), rtol=1e-12, atol=1e-13)
