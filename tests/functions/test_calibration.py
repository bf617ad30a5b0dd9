"""Certainty against the share of right answers: checked by hand, and against scikit-learn."""

import numpy as np
import pytest
from sklearn.calibration import calibration_curve

from nnlib import calibration_error, softmax
from nnlib.functions.calibration import calibration_bins

# Sure at 0.5, 0.6, 0.9 and 0.9; the second and one of the last two answers are wrong.
P = np.array([[0.5, 0.3, 0.2], [0.6, 0.4, 0.0], [0.05, 0.9, 0.05], [0.1, 0.0, 0.9]])
y = np.array([0, 1, 1, 0])


def test_bins_end_with_their_upper_bound_and_empty_ones_are_left_out():
    certainty, share, counts = calibration_bins(P, y, n_bins=2)
    np.testing.assert_allclose(certainty, [0.5, 0.8])
    np.testing.assert_allclose(share, [1, 1 / 3])
    assert counts.tolist() == [1, 3]
    assert calibration_bins(P, y, n_bins=100)[2].tolist() == [1, 1, 2]


@pytest.mark.parametrize(
    ("n_bins", "error"),
    [(1, abs(0.5 - 0.725)), (2, (1 * 0.5 + 3 * (0.8 - 1 / 3)) / 4), (100, (0.5 + 0.6 + 0.8) / 4)],
)
def test_the_error_is_the_mean_gap_over_the_answers(n_bins, error):
    assert calibration_error(P, y, n_bins) == pytest.approx(error)


@pytest.mark.parametrize("n_bins", [1, 3, 10])
def test_the_bins_are_those_of_scikit_learn(n_bins):
    rng = np.random.default_rng(0)
    P, y = softmax(2 * rng.normal(size=(300, 4))), rng.integers(0, 4, 300)
    certainty, share, _ = calibration_bins(P, y, n_bins)
    expected = calibration_curve(P.argmax(axis=1) == y, P.max(axis=1), n_bins=n_bins)
    np.testing.assert_allclose([share, certainty], expected)


def test_who_is_always_sure_and_always_right_makes_no_error_always_wrong_the_largest():
    sure = np.eye(3, dtype=np.float32)
    assert calibration_error(sure, np.array([0, 1, 2])) == 0
    assert calibration_error(sure, np.array([1, 2, 0])) == 1
