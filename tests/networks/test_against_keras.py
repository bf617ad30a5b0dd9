"""The library against Keras itself: same weights, scores, loss, gradients and step."""

import os

import numpy as np
import pytest

from nnlib import (
    count_parameters,
    from_keras,
    mlp_backward,
    mlp_forward,
    mlp_init,
    run_layers,
    sigmoid,
    sigmoid_prime,
    softmax_cross_entropy,
    softmax_cross_entropy_grad,
    to_keras,
)

os.environ["KERAS_BACKEND"] = "jax"  # read when Keras is imported
os.environ.setdefault("JAX_PLATFORMS", "cpu")
# Keras reads its arrays in a way that NumPy 2 warns of; it is Keras's to mend.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

SIZES = (7, 5, 5, 3)


@pytest.fixture(scope="module")
def jax():
    return pytest.importorskip("jax", reason="JAX is not installed: pip install -e '.[keras]'")


@pytest.fixture(scope="module")
def keras(jax):  # imported for these tests only: it takes seconds
    return pytest.importorskip("keras", reason="Keras is not installed: pip install -e '.[keras]'")


@pytest.fixture(scope="module")
def loss(keras):
    return keras.losses.SparseCategoricalCrossentropy(from_logits=True)


@pytest.fixture
def data():
    rng = np.random.default_rng(0)
    params = [(W, b + 0.1) for W, b in mlp_init(SIZES, bound=1, rng=rng)]
    return rng.normal(size=(6, 7)), rng.integers(0, 3, size=6), params


@pytest.fixture(scope="module")
def keras_model(keras):
    def model(activations):
        layers = [
            keras.layers.Dense(n, activation=activation)
            for n, activation in zip(SIZES[1:], activations, strict=True)
        ]
        return keras.Sequential([keras.Input((SIZES[0],)), *layers])

    return model


def gradients(X, y, params):
    As, Zs = mlp_forward(X, params, sigmoid)
    return mlp_backward(softmax_cross_entropy_grad(Zs[-1], y), As, Zs, params, sigmoid_prime)


def assert_equal_lists(one, other):
    for a, b in zip(one, other, strict=True):
        np.testing.assert_allclose(a, b, rtol=0, atol=1e-5)


def test_the_order_and_the_shapes_are_those_of_keras(keras_model, data):
    model = keras_model(["sigmoid", "sigmoid", "linear"])
    weights = to_keras(data[2])
    assert [w.shape for w in weights] == [w.shape for w in model.get_weights()]
    model.set_weights(weights)
    assert_equal_lists(to_keras(from_keras(model.get_weights())), weights)


def test_scores_and_loss_are_those_of_keras(keras_model, loss, data):
    X, y, params = data
    model = keras_model(["sigmoid", "sigmoid", "linear"])
    model.set_weights(to_keras(params))
    Z = mlp_forward(X, params, sigmoid)[1][-1]
    np.testing.assert_allclose(model.predict(X, verbose=0), Z, rtol=0, atol=1e-5)
    assert float(loss(y, Z)) == pytest.approx(softmax_cross_entropy(Z, y), abs=1e-5)


def test_gradients_are_those_of_jax(jax, keras_model, loss, data):
    X, y, params = data
    model = keras_model(["sigmoid", "sigmoid", "linear"])
    found = jax.grad(lambda w: loss(y, model.stateless_call(w, [], X)[0]))(to_keras(params))
    assert_equal_lists(found, to_keras(gradients(X, y, params)))


def test_one_step_is_that_of_keras(keras, keras_model, loss, data):
    X, y, params = data
    model = keras_model(["sigmoid", "sigmoid", "linear"])
    model.set_weights(to_keras(params))
    model.compile(optimizer=keras.optimizers.SGD(0.5), loss=loss)
    model.train_on_batch(X, y)
    moved = zip(to_keras(params), to_keras(gradients(X, y, params)), strict=True)
    assert_equal_lists(model.get_weights(), [p - 0.5 * g for p, g in moved])


@pytest.mark.parametrize(
    "activations", [["relu", "tanh", "softmax"], ["linear", "sigmoid", "relu"]]
)
def test_a_described_network_is_that_of_keras(keras_model, data, activations):
    X, _, params = data
    model = keras_model(activations)
    model.set_weights(to_keras(params))
    A = run_layers(X, to_keras(params), activations)
    np.testing.assert_allclose(model.predict(X, verbose=0), A, rtol=0, atol=1e-5)
    assert count_parameters(SIZES) == model.count_params()
