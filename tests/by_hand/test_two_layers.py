"""The gradients of the smallest network with a hidden layer."""

import numpy as np
import pytest

from nnlib import check_gradient, sigmoid, two_layer_grad
from nnlib.datasets import xor_table


@pytest.mark.parametrize("sizes", [(5, 3, 4, 2), (1, 2, 3, 1), (4, 2, 2, 2)])
def test_both_gradients_agree_with_central_differences(sizes):
    N, D, H, K = sizes
    rng = np.random.default_rng(0)
    X, Y, W_h, W_o = (rng.normal(size=s) for s in [(N, D), (N, K), (D, H), (H, K)])
    dW_h, dW_o = two_layer_grad(X, Y, W_h, W_o)

    def loss():
        return np.sum((sigmoid(X @ W_h) @ W_o - Y) ** 2) / 2

    assert check_gradient(loss, W_h, dW_h)
    assert check_gradient(loss, W_o, dW_o)


def test_a_network_without_errors_has_nothing_to_learn():
    X, _ = xor_table()
    W_h, W_o = np.ones((2, 3)), np.ones((3, 1))
    for gradient in two_layer_grad(X, sigmoid(X @ W_h) @ W_o, W_h, W_o):
        np.testing.assert_array_equal(gradient, np.zeros_like(gradient))


def test_one_hidden_unit_by_hand():
    # The hidden score is 0: the activation is 1/2 and the slope 1/4; the error is 1 - 3 = -2.
    dW_h, dW_o = two_layer_grad(
        np.array([[1.0, -1.0]]), np.array([[3.0]]), np.array([[4.0], [4.0]]), np.array([[2.0]])
    )
    np.testing.assert_allclose(dW_o, [[-1.0]])
    np.testing.assert_allclose(dW_h, [[-1.0], [1.0]])
