"""Patches against plain loops, and adding up as their exact opposite number."""

import numpy as np
import pytest

from nnlib import add_patches, patches

# N, H, W, C, size, stride: no two sizes alike, strides that fit and that leave pixels over.
SHAPES = [(2, 5, 7, 3, 3, 1), (1, 6, 4, 2, 2, 2), (3, 7, 8, 1, 3, 2), (2, 4, 4, 5, 4, 3)]
sizes = pytest.mark.parametrize(("n", "high", "wide", "c", "size", "stride"), SHAPES)


def loop(X, size, stride):
    """Every patch by slicing, one at a time."""
    rows = range(0, X.shape[1] - size + 1, stride)
    columns = range(0, X.shape[2] - size + 1, stride)
    return np.array(
        [[[x[i : i + size, j : j + size].ravel() for j in columns] for i in rows] for x in X]
    )


@sizes
def test_patches_are_what_slicing_cuts_out(n, high, wide, c, size, stride):
    X = np.random.default_rng(0).normal(size=(n, high, wide, c))
    np.testing.assert_array_equal(patches(X, size, stride), loop(X, size, stride))


@sizes
def test_adding_up_is_the_transpose_of_cutting_out(n, high, wide, c, size, stride):
    rng = np.random.default_rng(1)
    X = rng.normal(size=(n, high, wide, c))
    P = rng.normal(size=patches(X, size, stride).shape)
    back = add_patches(P, X.shape, size, stride)
    assert back.shape == X.shape
    assert np.sum(patches(X, size, stride) * P) == pytest.approx(np.sum(X * back), rel=1e-12)


def test_adding_up_counts_in_how_many_patches_a_pixel_is():
    P = patches(np.ones((1, 4, 4, 1)), 3)
    counts = [[1, 2, 2, 1], [2, 4, 4, 2], [2, 4, 4, 2], [1, 2, 2, 1]]
    np.testing.assert_array_equal(add_patches(P, (1, 4, 4, 1), 3)[0, :, :, 0], counts)


def test_pixels_in_no_patch_get_nothing():
    P = patches(np.ones((1, 5, 5, 1)), 2, 2)
    back = add_patches(P, (1, 5, 5, 1), 2, 2)
    assert back[:, 4].sum() == back[:, :, 4].sum() == 0
    assert back.sum() == 16


def test_float32_stays_and_arguments_are_left_alone():
    X = np.ones((1, 4, 5, 2), np.float32)
    P = patches(X, 2)
    kept = P.copy()
    assert P.dtype == add_patches(P, X.shape, 2).dtype == np.float32
    np.testing.assert_array_equal(P, kept)
