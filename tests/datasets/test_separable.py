"""Points with a line between them."""

import numpy as np
import pytest

from nnlib.datasets import separable


@pytest.mark.parametrize("w", [(0.6, 0.8), (-3.0, 0.0), (1.0, 2.0, -2.0)])
@pytest.mark.parametrize("gap", [0.0, 0.4])
def test_every_point_is_on_its_side_and_none_in_the_gap(w, gap):
    X, y = separable(200, w=w, b=0.1, gap=gap, rng=0)
    assert X.shape == (200, len(w))
    assert X.dtype == np.float64
    assert np.issubdtype(y.dtype, np.integer)
    distance = (X @ np.array(w)) / np.linalg.norm(w) + 0.1
    np.testing.assert_array_equal(y, distance > 0)
    assert np.abs(distance).min() >= gap / 2 - 1e-12


def test_both_classes_come_up():
    assert set(separable(60, rng=4)[1].tolist()) == {0, 1}


def test_the_same_seed_gives_the_same_points():
    np.testing.assert_array_equal(separable(9, rng=3)[0], separable(9, rng=3)[0])
    assert (separable(9, rng=3)[0] != separable(9, rng=4)[0]).all()


def test_what_cannot_be_is_refused():
    with pytest.raises(ValueError, match="n must be an integer of at least 1"):
        separable(0)
    with pytest.raises(ValueError, match="gap must be a number of at least 0"):
        separable(5, gap=-1)
    for w in [(0, 0), 3.0]:
        with pytest.raises(ValueError, match="w must be a vector that is not zero"):
            separable(5, w=w)
