"""Penalties: values by hand, and gradients against the measurement."""

import numpy as np
import pytest

from nnlib import check_gradient, l1_grad, l1_penalty, l2_grad, l2_penalty

W = np.array([[1.0, -2.0, 0.5], [0.25, -0.5, 3.0]])


def test_values_by_hand():
    assert l1_penalty(np.array([1.0, -2.0]), 0.5) == 1.5
    assert l2_penalty(np.array([1.0, -2.0]), 0.5) == 1.25


@pytest.mark.parametrize(("penalty", "grad"), [(l1_penalty, l1_grad), (l2_penalty, l2_grad)])
def test_the_gradient_is_the_measured_one(penalty, grad):
    assert check_gradient(lambda: penalty(W, 0.7), W, grad(W, 0.7))


def test_l1_pulls_large_and_small_alike_and_leaves_zero_alone():
    np.testing.assert_array_equal(l1_grad(np.array([-5.0, 0.0, 0.01]), 2.0), [-2, 0, 2])


@pytest.mark.parametrize("grad", [l1_grad, l2_grad])
def test_float32_stays_float32(grad):
    assert grad(W.astype(np.float32), 0.5).dtype == np.float32
