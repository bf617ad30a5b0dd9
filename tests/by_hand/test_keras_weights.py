"""The order of a network's arrays; tests/test_against_keras.py compares it with Keras."""

from nnlib import from_keras, mlp_init, to_keras


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
