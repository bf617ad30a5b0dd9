"""What is done to a batch, against numbers worked out by hand."""

import numpy as np
import pytest

from nnlib.by_hand.rows import pick, row_shares, scores, share_right


def test_row_shares_by_hand():
    X = np.array([[1.0, 3.0], [2.0, 2.0], [9.0, 1.0]])
    np.testing.assert_allclose(row_shares(X), [[0.25, 0.75], [0.5, 0.5], [0.9, 0.1]])


def test_row_shares_of_a_square_are_those_of_its_rows():
    X = np.random.default_rng(0).uniform(1, 2, size=(3, 3))
    np.testing.assert_allclose(row_shares(X).sum(axis=1), 1)


def test_row_shares_leaves_its_argument_alone():
    X = np.ones((2, 4))
    row_shares(X)
    np.testing.assert_array_equal(X, np.ones((2, 4)))


@pytest.mark.parametrize(("y", "share"), [([1, 0, 2], 1), ([1, 1, 2], 2 / 3), ([0, 1, 0], 0)])
def test_share_right_by_hand(y, share):
    Z = np.array([[0.0, 3.0, 1.0], [5.0, 4.0, 4.0], [-3.0, -2.0, -1.0]])
    assert share_right(Z, np.array(y)) == pytest.approx(share)


def test_pick_by_hand():
    P = np.array([[1, 2, 3], [4, 5, 6]])
    np.testing.assert_array_equal(pick(P, np.array([2, 0])), [3, 4])
    np.testing.assert_array_equal(pick(P[:1], np.array([1])), [2])


def test_scores_by_hand():
    X = np.array([[1.0, 2.0], [0.0, 1.0], [3.0, 0.0]])
    W = np.array([[1.0, 0.0], [2.0, -1.0]])
    b = np.array([10.0, 20.0])
    np.testing.assert_array_equal(scores(X, W, b), [[15, 18], [12, 19], [13, 20]])


def test_float32_stays_float32():
    X = np.ones((3, 2), dtype=np.float32)
    assert row_shares(X).dtype == np.float32
    assert scores(X, X.T, np.ones(3, dtype=np.float32)).dtype == np.float32
