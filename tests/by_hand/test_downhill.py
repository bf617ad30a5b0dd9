"""The loop that chapter 04's reader has written too: what it does, and what it leaves alone."""

import numpy as np
import pytest

from nnlib.autodiff import Value, topological_order
from nnlib.by_hand.downhill import walk_downhill


@pytest.mark.parametrize("seed", range(3))
def test_it_goes_down_a_bowl_as_the_formula_says(seed):
    start = np.random.default_rng(seed).normal(size=3)
    values = [Value(number) for number in start]
    p, losses = walk_downhill(lambda p: sum(v**2 for v in p), values, rate=0.1, n_steps=4)
    np.testing.assert_allclose([v.data for v in p], start * 0.8**4)
    np.testing.assert_allclose(losses, [np.sum((start * 0.8**i) ** 2) for i in range(4)])


def test_new_numbers_remember_nothing_and_the_start_stays():
    start = [Value(2.0)]
    (v,), _ = walk_downhill(lambda p: p[0] * p[0], start, rate=0.25, n_steps=5)
    assert len(topological_order(v)) == 1
    assert start[0].data == 2.0
    assert walk_downhill(lambda p: p[0], start, rate=1, n_steps=0) == (start, [])
