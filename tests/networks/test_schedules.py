"""The learning rate over a training, and its end."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import stop_early, triangular


@pytest.mark.parametrize(("n_steps", "rise"), [(100, 0.3), (10, 0.5), (40, 0.25), (7, 0.9)])
def test_the_rate_runs_in_two_straight_lines(n_steps, rise):
    rates = [triangular(step, n_steps, 0.8, rise) for step in range(n_steps + 1)]
    expected = np.interp(np.arange(n_steps + 1), [0, rise * n_steps, n_steps], [0, 0.8, 0])
    np.testing.assert_allclose(rates, expected, rtol=1e-12, atol=1e-15)


def test_the_peak_comes_after_four_tenths_unless_told_otherwise():
    rates = [triangular(step, 100, 0.5) for step in range(101)]
    assert np.argmax(rates) == 40
    assert rates[40] == pytest.approx(0.5)


def test_the_rate_starts_and_ends_at_zero():
    assert triangular(0, 50, 0.5) == 0
    assert triangular(50, 50, 0.5) == 0


def test_one_step_is_enough():
    assert triangular(0, 1, 0.5) == 0
    assert triangular(1, 1, 0.5) == 0


@given(
    n_steps=st.integers(1, 1000),
    share=st.floats(0, 1),
    peak=st.floats(1e-6, 10),
    rise=st.floats(0.01, 0.99),
)
def test_the_rate_never_leaves_zero_to_peak(n_steps, share, peak, rise):
    rate = triangular(round(share * n_steps), n_steps, peak, rise)
    assert 0 <= rate <= peak * (1 + 1e-12)


@pytest.mark.parametrize(
    ("losses", "patience", "n_epochs"),
    [
        ([5, 4, 2, 3, 4, 5], 2, 5),
        ([3, 2, 1], 1, 3),
        ([3, 1, 2, 1, 0], 3, 5),
        ([3, 1, 2, 1, 0], 2, 4),  # an equal loss is no new lowest one
        ([np.nan, np.nan, 1], 2, 2),
        ([], 3, 0),
    ],
)
def test_a_training_ends_when_the_patience_does(losses, patience, n_epochs):
    assert stop_early(losses, patience) == n_epochs
