"""The network of any depth, against the layers and against central differences."""

import numpy as np
import pytest

from nnlib import (
    Dense,
    Sequential,
    Tanh,
    check_gradient,
    gradient_norm,
    mlp_backward,
    mlp_forward,
    mlp_init,
    relu,
    relu_prime,
    sigmoid,
    sigmoid_prime,
    softmax_cross_entropy,
    softmax_cross_entropy_grad,
    tanh,
    tanh_prime,
)

SIZES = (4, 5, 3, 2)


def test_it_starts_with_small_weights_and_no_biases():
    params = mlp_init(SIZES, bound=0.5, rng=0)
    assert [(W.shape, b.shape) for W, b in params] == [
        ((4, 5), (5,)),
        ((5, 3), (3,)),
        ((3, 2), (2,)),
    ]
    assert all(0.2 < np.abs(W).max() <= 0.5 for W, _ in params)
    assert not any(b.any() for _, b in params)


def test_forward_keeps_every_layers_input_and_scores():
    rng = np.random.default_rng(0)
    X, params = rng.normal(size=(6, 4)), mlp_init(SIZES, bound=1, rng=rng)
    As, Zs = mlp_forward(X, params, tanh)
    assert As[0] is X
    assert [A.shape for A in As] == [(6, 4), (6, 5), (6, 3)]
    assert [Z.shape for Z in Zs] == [(6, 5), (6, 3), (6, 2)]
    np.testing.assert_allclose(As[2], np.tanh(As[1] @ params[1][0] + params[1][1]))


@pytest.mark.parametrize(
    ("activation", "slope"), [(sigmoid, sigmoid_prime), (tanh, tanh_prime), (relu, relu_prime)]
)
@pytest.mark.parametrize("sizes", [(4, 2), (4, 3, 2), SIZES])
def test_backward_agrees_with_central_differences(sizes, activation, slope):
    rng = np.random.default_rng(1)
    X, y = rng.normal(size=(6, 4)), rng.integers(0, 2, size=6)
    params = [(W, b + 0.1) for W, b in mlp_init(sizes, bound=1, rng=rng)]
    As, Zs = mlp_forward(X, params, activation)
    grads = mlp_backward(softmax_cross_entropy_grad(Zs[-1], y), As, Zs, params, slope)

    def loss():
        return softmax_cross_entropy(mlp_forward(X, params, activation)[1][-1], y)

    for pair, gradient_pair in zip(params, grads, strict=True):
        for parameter, gradient in zip(pair, gradient_pair, strict=True):
            assert check_gradient(loss, parameter, gradient)


def test_it_is_the_network_of_layers_by_another_name():
    rng = np.random.default_rng(2)
    X, y = rng.normal(size=(6, 4)), rng.integers(0, 2, size=6)
    params = mlp_init(SIZES, bound=1, rng=rng)
    dense = [Dense(4, 5), Dense(5, 3), Dense(3, 2)]
    for layer, (W, b) in zip(dense, params, strict=True):
        layer.W, layer.b = W, b
    network = Sequential([dense[0], Tanh(), dense[1], Tanh(), dense[2]])
    As, Zs = mlp_forward(X, params, tanh)
    np.testing.assert_allclose(Zs[-1], network.forward(X))
    network.backward(softmax_cross_entropy_grad(Zs[-1], y))
    grads = mlp_backward(softmax_cross_entropy_grad(Zs[-1], y), As, Zs, params, tanh_prime)
    for layer, (dW, db) in zip(dense, grads, strict=True):
        np.testing.assert_allclose(dW, layer.dW)
        np.testing.assert_allclose(db, layer.db)


def test_the_gradient_is_as_long_as_one_long_arrow():
    assert gradient_norm([(np.array([[2.0], [1.0]]), np.array([2.0]))]) == 3.0
    grads = mlp_init((4, 3, 2), bound=1.0, rng=0)
    flat = np.concatenate([part.ravel() for pair in grads for part in pair])
    np.testing.assert_allclose(gradient_norm(grads), np.linalg.norm(flat))


def test_zero_gradients_have_no_length():
    assert gradient_norm([(np.zeros((2, 3)), np.zeros(3))]) == 0.0


def test_notebooks_that_were_handed_out_call_the_bound_by_its_old_name():
    old, new = mlp_init(SIZES, spread=0.5, rng=0), mlp_init(SIZES, bound=0.5, rng=0)
    assert all(np.array_equal(a, b) for a, b in zip(old[0], new[0], strict=True))
