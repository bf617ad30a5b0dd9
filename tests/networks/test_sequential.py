"""A network: layers in a row, checked whole, and against scikit-learn's."""

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier

from nnlib import (
    Dense,
    Dropout,
    ReLU,
    Sequential,
    Sigmoid,
    Softmax,
    Tanh,
    binary_cross_entropy,
    check_network,
    he,
    nll,
    one_hot,
    relu,
    softmax,
    softmax_cross_entropy,
    softmax_cross_entropy_grad,
)

sizes = pytest.mark.parametrize(("n", "d", "h", "k"), [(5, 3, 4, 2), (2, 6, 5, 3), (1, 4, 7, 3)])
activations = pytest.mark.parametrize("activation", [ReLU, Sigmoid, Tanh], ids=lambda t: t.__name__)


def two_layers(d, h, k, activation=ReLU, seed=0):
    rng = np.random.default_rng(seed)
    network = Sequential([Dense(d, h, init=he, rng=rng), activation(), Dense(h, k, rng=rng)])
    for parameter in network.params.values():
        parameter += rng.normal(scale=0.1, size=parameter.shape)  # biases that are not 0
    return network


def samples(n, d, k, seed=1):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, d)), rng.integers(0, k, size=n)


def test_forward_is_each_layer_after_the_other():
    network, (X, _) = two_layers(3, 4, 2), samples(5, 3, 2)
    first, _, last = network.layers
    expected = relu(X @ first.W + first.b) @ last.W + last.b
    np.testing.assert_allclose(network.forward(X), expected, rtol=1e-12)


@activations
@sizes
def test_a_whole_network_passes_the_gradient_check(activation, n, d, h, k):
    network, (X, y) = two_layers(d, h, k, activation), samples(n, d, k)
    checks = check_network(network, X, y, tolerance=1e-6)
    assert [check.name for check in checks] == ["X", "0.W", "0.b", "2.W", "2.b"]
    for check in checks:
        assert check, check


def test_a_deep_network_of_all_kinds_of_layers_passes_the_gradient_check():
    rng = np.random.default_rng(0)
    layers = [Dense(3, 7, rng=rng), Tanh(), Dense(7, 5, rng=rng), Sigmoid(), Dense(5, 6, rng=rng)]
    network = Sequential([*layers, ReLU(), Dense(6, 4, rng=rng)])
    network.layers[4].b += rng.choice([-1, 1], size=6)  # keep ReLU's scores away from 0
    for check in check_network(network, *samples(8, 3, 4), tolerance=1e-6):
        assert check, check


@sizes
def test_a_network_that_ends_in_softmax_passes_the_gradient_check_with_nll(n, d, h, k):
    network, (X, y) = two_layers(d, h, k), samples(n, d, k)
    network = Sequential([*network.layers, Softmax()])
    checks = check_network(
        network,
        X,
        y,
        loss=lambda P, y: nll(one_hot(y, k), P),
        loss_grad=lambda P, y: -one_hot(y, k) / P / len(y),
        tolerance=1e-6,
    )
    for check in checks:
        assert check, check


@pytest.mark.parametrize("n", [6, 1])
def test_a_network_that_ends_in_a_sigmoid_passes_with_binary_cross_entropy(n):
    network, (X, y) = two_layers(3, 4, 1, Tanh), samples(n, 3, 2)
    network = Sequential([*network.layers, Sigmoid()])
    checks = check_network(
        network,
        X,
        y.reshape(n, 1),
        loss=lambda P, y: binary_cross_entropy(y, P),
        loss_grad=lambda P, y: (P - y) / (P * (1 - P)) / P.size,
        tolerance=1e-6,
    )
    for check in checks:
        assert check, check


@activations
def test_duplicating_the_batch_changes_neither_loss_nor_any_gradient(activation):
    network, (X, y) = two_layers(3, 4, 2, activation), samples(5, 3, 2)
    XX, yy = np.tile(X, (3, 1)), np.tile(y, 3)

    def loss_and_grads(X, y):
        Z = network.forward(X)
        network.backward(softmax_cross_entropy_grad(Z, y))
        return softmax_cross_entropy(Z, y), dict(network.grads)

    loss, grads = loss_and_grads(X, y)
    loss_of_copies, grads_of_copies = loss_and_grads(XX, yy)
    assert loss_of_copies == pytest.approx(loss, rel=1e-12)
    for name, grad in grads.items():
        np.testing.assert_allclose(grads_of_copies[name], grad, rtol=1e-10, atol=1e-15)


@pytest.mark.parametrize(
    ("name", "activation"), [("relu", ReLU), ("logistic", Sigmoid), ("tanh", Tanh)]
)
@pytest.mark.parametrize("n", [20, 5])
def test_probabilities_loss_and_gradients_agree_with_scikit_learn(name, activation, n):
    X, _ = samples(n, 6, 3)
    y = np.arange(n) % 3
    rate = 0.5
    theirs = MLPClassifier(
        hidden_layer_sizes=(5, 4),
        activation=name,
        solver="sgd",
        alpha=0,
        batch_size=n,
        learning_rate_init=rate,
        momentum=0,
        nesterovs_momentum=False,
        random_state=0,
    )
    theirs.partial_fit(X, y, classes=[0, 1, 2])  # makes its weights
    before = [W.copy() for W in theirs.coefs_], [b.copy() for b in theirs.intercepts_]

    layers = []
    for W, b in zip(*before, strict=True):
        dense = Dense(*W.shape)
        dense.W[:], dense.b[:] = W, b
        layers += [dense, activation()]
    ours = Sequential(layers[:-1])

    np.testing.assert_allclose(ours.predict_proba(X), theirs.predict_proba(X), rtol=1e-10)
    np.testing.assert_array_equal(ours.predict(X), theirs.predict(X))

    Z = ours.forward(X)
    ours.backward(softmax_cross_entropy_grad(Z, y))
    theirs.partial_fit(X, y)  # one step on the whole batch, from those weights
    assert softmax_cross_entropy(Z, y) == pytest.approx(theirs.loss_, rel=1e-10)
    for i, dense in enumerate(ours.layers[::2]):
        # A step is -rate * gradient, so the change of its weights is its gradient.
        dW = (before[0][i] - theirs.coefs_[i]) / rate
        db = (before[1][i] - theirs.intercepts_[i]) / rate
        assert np.abs(dW).max() > 1e-3  # it did take a step
        np.testing.assert_allclose(dense.dW, dW, rtol=1e-9, atol=1e-14)
        np.testing.assert_allclose(dense.db, db, rtol=1e-9, atol=1e-14)


def test_params_and_grads_carry_the_place_and_name_of_each_array():
    network, (X, y) = two_layers(3, 4, 2), samples(5, 3, 2)
    network.backward(softmax_cross_entropy_grad(network.forward(X), y))
    first, _, last = network.layers
    assert list(network.params) == list(network.grads) == ["0.W", "0.b", "2.W", "2.b"]
    assert network.params["0.W"] is first.W
    assert network.params["2.b"] is last.b
    assert network.grads["0.b"] is first.db
    assert network.grads["2.W"] is last.dW


def test_predict_gives_the_most_probable_class():
    network, (X, _) = two_layers(3, 4, 5), samples(20, 3, 5)
    y = network.predict(X)
    assert y.shape == (20,)
    assert len(set(y)) > 1
    np.testing.assert_array_equal(y, np.argmax(softmax(network.forward(X)), axis=1))


def test_predict_proba_gives_a_distribution_for_each_sample():
    network, (X, _) = two_layers(3, 4, 2), samples(5, 3, 2)
    P = network.predict_proba(X)
    assert P.shape == (5, 2)
    np.testing.assert_allclose(P, softmax(network.forward(X)))
    np.testing.assert_allclose(P.sum(axis=1), np.ones(5))


def test_the_list_of_layers_is_copied():
    layers = [Dense(3, 2)]
    network = Sequential(layers)
    layers.append(ReLU())
    assert len(network.layers) == 1


def test_repr_reads_like_the_code_that_built_it():
    network = Sequential([Dense(3, 4), ReLU(), Dense(4, 2), Tanh(), Sigmoid(), Softmax()])
    text = "Sequential([Dense(3, 4), ReLU(), Dense(4, 2), Tanh(), Sigmoid(), Softmax()])"
    assert repr(network) == text


def test_training_is_set_for_every_layer_and_off_by_default():
    network = Sequential([Dense(3, 4, rng=0), Dropout(0.5, rng=0), Dense(4, 2, rng=0)])
    assert not network.training
    network.training = True
    assert network.training
    assert all(layer.training for layer in network.layers)
    network.training = False
    assert not network.layers[1].training
    assert not Dropout().training  # another network's layers are not touched
