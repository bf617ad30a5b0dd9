"""Networks as Keras writes them; tests/networks/test_against_keras.py asks Keras itself."""

import numpy as np
import pytest

from nnlib import (
    ACTIVATIONS,
    count_parameters,
    from_keras,
    mlp_forward,
    mlp_init,
    run_layers,
    softmax,
    tanh,
    to_keras,
)


@pytest.mark.parametrize(("sizes", "n"), [([3, 2], 8), ([64, 10, 10], 760), ([1, 1, 1, 1], 6)])
def test_parameters_are_counted(sizes, n):
    assert count_parameters(sizes) == n
    assert sum(W.size + b.size for W, b in mlp_init(sizes, rng=0)) == n


def test_each_layer_has_its_own_activation():
    X, one = np.array([[1.0], [-2.0]]), [np.ones((1, 1)), np.zeros(1)]
    A = run_layers(X, one * 2, ["relu", "linear"])
    np.testing.assert_array_equal(A, [[1.0], [0.0]])


def test_it_is_the_plain_network_where_all_hidden_layers_are_alike():
    X = np.random.default_rng(0).normal(size=(4, 5))
    params = mlp_init([5, 4, 3, 2], bound=1, rng=1)
    P = run_layers(X, to_keras(params), ["tanh", "tanh", "softmax"])
    np.testing.assert_allclose(P, softmax(mlp_forward(X, params, tanh)[1][-1]))


@pytest.mark.parametrize("name", list(ACTIVATIONS))
def test_float32_stays_float32(name):
    X = np.ones((2, 3), np.float32)
    weights = [np.ones((3, 2), np.float32), np.zeros(2, np.float32)]
    assert run_layers(X, weights, [name]).dtype == np.float32


def test_the_flat_list_goes_layer_by_layer():
    params = mlp_init([4, 3, 2], rng=0)
    assert [w.shape for w in to_keras(params)] == [(4, 3), (3,), (3, 2), (2,)]


def test_there_and_back_gives_the_same_arrays():
    params = mlp_init([4, 3, 3, 2], rng=0)
    for (W, b), (W_back, b_back) in zip(params, from_keras(to_keras(params)), strict=True):
        assert W_back is W
        assert b_back is b


def test_no_layers_are_no_arrays():
    assert to_keras([]) == []
    assert from_keras([]) == []
