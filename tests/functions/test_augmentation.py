"""Augmentation: shifted images, every one by itself."""

import numpy as np

from nnlib import shift_images


def test_every_image_is_one_of_its_nine_shifts_and_all_of_them_come():
    image = np.zeros((7, 7))
    image[3, 3] = 1
    X = np.tile(image.reshape(1, -1), (500, 1))
    shifted = shift_images(X, 0)
    assert shifted.shape == X.shape
    np.testing.assert_array_equal(shifted.sum(axis=1), np.ones(500))
    places = {divmod(int(place), 7) for place in shifted.argmax(axis=1)}
    assert places == {(row, column) for row in (2, 3, 4) for column in (2, 3, 4)}


def test_longer_shifts():
    X = np.eye(81)[[40] * 400]
    places = {divmod(int(place), 9) for place in shift_images(X, 0, pixels=2).argmax(axis=1)}
    assert places == {(row, column) for row in range(2, 7) for column in range(2, 7)}


def test_the_edge_is_repeated():
    X = np.ones((50, 9), np.float32)
    shifted = shift_images(X, 0)
    np.testing.assert_array_equal(shifted, X)
    assert shifted.dtype == np.float32


def test_the_same_seed_gives_the_same_shifts_and_the_images_are_left_alone():
    X = np.random.default_rng(1).random((20, 25))
    kept = X.copy()
    np.testing.assert_array_equal(shift_images(X, 5), shift_images(X, 5))
    assert (shift_images(X, 5) != shift_images(X, 6)).any()
    assert shift_images(X, np.random.RandomState(0)).shape == X.shape
    np.testing.assert_array_equal(X, kept)
