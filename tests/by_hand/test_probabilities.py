"""Evidence that adds up, a temperature chosen by the loss, and the slopes of the loss."""

import numpy as np
import pytest

from nnlib import log_softmax, nll, one_hot, softmax
from nnlib.by_hand.evidence import combine
from nnlib.by_hand.softmax_nll import softmax_nll_grad
from nnlib.by_hand.temperature import best_temperature


@pytest.mark.parametrize(
    ("tips", "probability"),
    [([], 0.5), ([0.3], 0.3), ([0.8, 0.8], 16 / 17), ([0.8, 0.2], 0.5), ([0.9] * 5000, 1.0)],
)
def test_odds_multiply(tips, probability):
    assert combine(np.array(tips)) == pytest.approx(probability)


def test_the_races_are_counted_as_the_formula_says():
    """Two independent tips, drawn: of the races in which both say yes, how many are won?"""
    rng = np.random.default_rng(0)
    won = rng.random(400_000) < 0.5
    tips = rng.random((2, len(won))) < np.where(won, 0.8, 0.2)
    assert won[tips.all(axis=0)].mean() == pytest.approx(combine(np.array([0.8, 0.8])), abs=0.005)


def test_the_temperature_of_scores_that_are_too_large_is_by_how_much():
    rng = np.random.default_rng(0)
    Z = rng.normal(size=(20_000, 4))
    y = np.array([rng.choice(4, p=p) for p in softmax(Z)])  # honest at temperature 1
    assert best_temperature(30 * Z, y, np.arange(20.0, 41.0)) == pytest.approx(30, abs=2)


def test_the_slopes_are_those_that_are_measured():
    rng = np.random.default_rng(1)
    Z, Y = rng.normal(size=(5, 3)), one_hot(rng.integers(0, 3, size=5), 3)
    measured = np.zeros_like(Z)
    for place in np.ndindex(Z.shape):
        step = np.zeros_like(Z)
        step[place] = 1e-5
        measured[place] = (nll(Y, softmax(Z + step)) - nll(Y, softmax(Z - step))) / 2e-5
    np.testing.assert_allclose(softmax_nll_grad(Z, Y), measured, atol=1e-9)
    assert nll(Y, softmax(Z)) == pytest.approx(-np.mean(np.sum(Y * log_softmax(Z), axis=-1)))
