"""Exclusive or, as a table and as a cloud."""

import numpy as np
import pytest

from nnlib.datasets import four_clusters, xor_table


def test_the_table_holds_every_pair_once_with_its_exclusive_or():
    X, y = xor_table()
    assert {tuple(pair) for pair in X.tolist()} == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert y.tolist() == [int(a) ^ int(b) for a, b in X]
    assert X.dtype == np.float64
    assert np.issubdtype(y.dtype, np.integer)


def test_each_table_is_a_new_one():
    X, _ = xor_table()
    X[:] = 9
    assert xor_table()[0].max() == 1


@pytest.mark.parametrize("n_per_class", [1, 2, 7, 50])
def test_both_classes_have_as_many_points_as_asked_for(n_per_class):
    X, y = four_clusters(n_per_class, rng=0)
    assert X.shape == (2 * n_per_class, 2)
    assert X.dtype == np.float64
    assert np.issubdtype(y.dtype, np.integer)
    assert np.bincount(y).tolist() == [n_per_class, n_per_class]


@pytest.mark.parametrize("n_per_class", [6, 7])
def test_without_spread_each_class_lies_in_two_opposite_corners(n_per_class):
    X, y = four_clusters(n_per_class, std=0)
    np.testing.assert_array_equal(np.abs(X), np.ones_like(X))
    # Class 0 where both signs agree, class 1 where they differ.
    np.testing.assert_array_equal(y, X[:, 0] * X[:, 1] < 0)
    first, second = n_per_class - n_per_class // 2, n_per_class // 2  # an odd one comes first
    corners = [(-1, -1)] * first + [(1, 1)] * second + [(-1, 1)] * first + [(1, -1)] * second
    np.testing.assert_array_equal(X, corners)


def test_points_spread_around_their_corner_as_asked_for():
    X, _ = four_clusters(20_000, std=0.5, rng=0)
    spread = X - four_clusters(20_000, std=0)[0]
    # 40 000 draws in each direction: the mean is known to 0.0025, std to 0.0018.
    np.testing.assert_allclose(spread.mean(axis=0), [0, 0], atol=0.0125)
    np.testing.assert_allclose(spread.std(axis=0), [0.5, 0.5], atol=0.009)
    assert abs(np.corrcoef(spread.T)[0, 1]) < 0.025


def test_the_same_seed_gives_the_same_cloud():
    np.testing.assert_array_equal(four_clusters(9, rng=3)[0], four_clusters(9, rng=3)[0])
    assert (four_clusters(9, rng=3)[0] != four_clusters(9, rng=4)[0]).all()


def test_numpys_legacy_generator_is_taken():
    X, _ = four_clusters(4, std=1, rng=np.random.RandomState(42))
    centres = four_clusters(4, std=0)[0]
    np.testing.assert_allclose(X, centres + np.random.RandomState(42).normal(size=(8, 2)))


@pytest.mark.parametrize("n_per_class", [0, -3, 2.5, "5", True])
def test_a_number_of_points_that_cannot_be_is_refused(n_per_class):
    with pytest.raises(ValueError, match="n_per_class must be an integer of at least 1"):
        four_clusters(n_per_class)


@pytest.mark.parametrize("std", [-0.1, np.nan])
def test_a_spread_that_cannot_be_is_refused(std):
    with pytest.raises(ValueError, match="std must be a number of at least 0"):
        four_clusters(5, std=std)
