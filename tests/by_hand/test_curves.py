"""A hidden layer that follows a curve, with weights that are computed."""

import numpy as np
import pytest

from nnlib import follow_curve, sigmoid

CURVES = {
    "a rise as steep as may be": lambda x: 10 * x,
    "waves": lambda x: np.sin(10 * x),
    "a bend": lambda x: 5 * np.abs(x - 0.37),
    "a constant": lambda x: 0 * x - 2,
}


@pytest.mark.parametrize("f", CURVES.values(), ids=CURVES)
def test_it_stays_within_the_tolerance_everywhere_and_a_smaller_one_takes_more_units(f):
    x, sizes = np.linspace(0, 1, 3001), []
    for tolerance in [1, 0.2, 0.05]:
        w, b, w_out, b_out = follow_curve(f, tolerance)
        outputs = sigmoid(np.outer(x, w) + b) @ w_out + b_out
        assert np.abs(outputs - f(x)).max() <= tolerance
        sizes.append(len(w))
    assert sizes == sorted(set(sizes))
