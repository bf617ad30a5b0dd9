"""Layers: forward by definition, backward by the gradient checker; how weights start."""

import numpy as np
import pytest

from nnlib import (
    Dense,
    Dropout,
    Layer,
    ReLU,
    Sigmoid,
    Softmax,
    Tanh,
    check_layer,
    he,
    one_hot,
    relu,
    sigmoid,
    softmax,
    tanh,
    xavier,
)

FUNCTIONS = {ReLU: relu, Sigmoid: sigmoid, Tanh: tanh, Softmax: softmax}
MAKERS = {
    "Dense xavier": lambda d, h, **dtype: Dense(d, h, init=xavier, rng=1, **dtype),
    "Dense he": lambda d, h, **dtype: Dense(d, h, init=he, rng=1, **dtype),
    "ReLU": lambda d, h, **dtype: ReLU(),
    "Sigmoid": lambda d, h, **dtype: Sigmoid(),
    "Tanh": lambda d, h, **dtype: Tanh(),
    "Softmax": lambda d, h, **dtype: Softmax(),
}

every_layer = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
every_activation = pytest.mark.parametrize("layer_type", FUNCTIONS, ids=lambda t: t.__name__)
sizes = pytest.mark.parametrize(("n", "d", "h"), [(5, 3, 4), (2, 7, 3), (1, 4, 6), (6, 2, 1)])


def inputs(n, d, seed=0):
    """Numbers of both signs, none of them near ReLU's kink at 0."""
    rng = np.random.default_rng(seed)
    return rng.uniform(0.1, 2, size=(n, d)) * rng.choice([-1, 1], size=(n, d))


@every_layer
@sizes
def test_every_layer_passes_the_gradient_check(make, n, d, h):
    layer = make(d, h)
    if isinstance(layer, Dense):
        layer.b += np.linspace(-1, 1, h)  # biases that are not all 0
    checks = check_layer(layer, inputs(n, d), tolerance=1e-6)
    assert [check.name for check in checks] == ["X", *layer.params]
    for check in checks:
        assert check, check


@sizes
def test_dense_computes_every_score_as_a_weighted_sum_plus_bias(n, d, h):
    layer, X = Dense(d, h, rng=0), inputs(n, d)
    layer.b += np.arange(h)
    Z = layer.forward(X)
    assert Z.shape == (n, h)
    for i in range(n):
        for j in range(h):
            score = sum(X[i, k] * layer.W[k, j] for k in range(d)) + layer.b[j]
            assert Z[i, j] == pytest.approx(score, rel=1e-12)


@sizes
def test_dense_gradients_have_the_shapes_of_what_they_belong_to(n, d, h):
    layer, X = Dense(d, h, rng=0), inputs(n, d)
    dX = layer.backward(layer.forward(X))
    assert dX.shape == X.shape
    assert layer.dW.shape == layer.W.shape == (d, h)
    assert layer.db.shape == layer.b.shape == (h,)


def test_dense_sums_over_the_batch_and_does_not_know_its_size():
    layer, X, dZ = Dense(3, 2, rng=0), inputs(4, 3), inputs(4, 2, seed=1)
    dW, db = np.zeros((3, 2)), np.zeros(2)
    for i in range(4):
        layer.forward(X[i : i + 1])
        layer.backward(dZ[i : i + 1])
        dW, db = dW + layer.dW, db + layer.db
    layer.forward(X)
    layer.backward(dZ)
    np.testing.assert_allclose(layer.dW, dW, rtol=1e-12)
    np.testing.assert_allclose(layer.db, db, rtol=1e-12)


def test_a_second_backward_replaces_the_gradients_of_the_first():
    layer, X, dZ = Dense(3, 2, rng=0), inputs(4, 3), inputs(4, 2, seed=1)
    layer.forward(X)
    layer.backward(dZ)
    once = layer.dW.copy(), layer.db.copy()
    layer.backward(dZ)
    np.testing.assert_array_equal(layer.dW, once[0])
    np.testing.assert_array_equal(layer.db, once[1])


@every_activation
def test_activation_layers_apply_their_function(layer_type):
    Z = inputs(4, 3)
    np.testing.assert_allclose(layer_type().forward(Z), FUNCTIONS[layer_type](Z), rtol=1e-14)


@every_activation
def test_activation_layers_bear_scores_of_a_thousand(layer_type):
    layer, Z = layer_type(), np.array([[1000.0, -1000.0, 0.0]])
    assert np.isfinite(layer.forward(Z)).all()
    assert np.isfinite(layer.backward(np.ones_like(Z))).all()


def test_relu_layer_stops_the_gradient_at_zero_and_below():
    layer = ReLU()
    layer.forward(np.array([[-1.0, 0.0, 2.0]]))
    np.testing.assert_array_equal(layer.backward(np.array([[5.0, 6.0, 7.0]])), [[0, 0, 7]])


def test_softmax_layer_after_nll_gives_answer_minus_truth():
    layer, Z, y = Softmax(), inputs(4, 3), np.array([0, 2, 1, 2])
    P, Y = layer.forward(Z), one_hot(y, 3)
    np.testing.assert_allclose(layer.backward(-Y / P / 4), (P - Y) / 4, rtol=1e-12, atol=1e-15)


@every_layer
def test_float32_stays_float32_forward_and_backward(make):
    layer = make(3, 4, dtype=np.float32)
    A = layer.forward(inputs(5, 3).astype(np.float32))
    dX = layer.backward(np.ones_like(A))
    assert A.dtype == dX.dtype == np.float32
    assert all(array.dtype == np.float32 for array in layer.params.values())
    assert all(array.dtype == np.float32 for array in layer.grads.values())


@every_layer
def test_forward_and_backward_leave_their_arguments_alone(make):
    layer, X = make(3, 4), inputs(5, 3)
    kept = X.copy()
    A = layer.forward(X)
    A_kept, dA = A.copy(), np.ones_like(A)
    layer.backward(dA)
    np.testing.assert_array_equal(X, kept)
    np.testing.assert_array_equal(A, A_kept)
    np.testing.assert_array_equal(dA, np.ones_like(A))


def test_dense_offers_its_own_arrays_for_learning():
    layer = Dense(3, 2, rng=0)
    layer.backward(layer.forward(inputs(4, 3)))
    assert layer.params["W"] is layer.W
    assert layer.params["b"] is layer.b
    assert layer.grads["W"] is layer.dW
    assert layer.grads["b"] is layer.db
    layer.params["W"] -= layer.params["W"]
    np.testing.assert_array_equal(layer.W, np.zeros((3, 2)))


@every_activation
def test_activation_layers_have_nothing_to_learn(layer_type):
    assert layer_type().params == {}
    assert layer_type().grads == {}


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dense_starts_with_weights_from_its_rule_and_biases_of_zero(dtype):
    layer = Dense(3, 2, init=he, rng=5, dtype=dtype)
    assert layer.W.dtype == layer.b.dtype == dtype
    np.testing.assert_array_equal(layer.W, he(3, 2, rng=5).astype(dtype))
    np.testing.assert_array_equal(layer.b, [0, 0])


def test_dense_starts_with_xavier_in_float64_unless_told_otherwise():
    np.testing.assert_array_equal(Dense(3, 2, rng=5).W, xavier(3, 2, rng=5))
    assert Dense(3, 2).W.dtype == np.float64


def test_a_rule_that_hands_out_one_array_gives_each_layer_its_own_weights():
    shared = np.ones((2, 2))
    one, other = (Dense(2, 2, init=lambda n_in, n_out, rng: shared) for _ in range(2))
    one.W += 1
    np.testing.assert_array_equal(other.W, np.ones((2, 2)))


def test_layers_that_share_a_generator_start_differently():
    rng = np.random.default_rng(0)
    assert (Dense(3, 2, rng=rng).W != Dense(3, 2, rng=rng).W).all()


def test_layers_that_share_a_seed_start_alike():
    np.testing.assert_array_equal(Dense(3, 2, rng=0).W, Dense(3, 2, rng=0).W)


@pytest.mark.parametrize(
    ("init", "variance"),
    [(xavier, lambda n_in, n_out: 2 / (n_in + n_out)), (he, lambda n_in, n_out: 2 / n_in)],
    ids=["xavier", "he"],
)
@pytest.mark.parametrize(("n_in", "n_out"), [(300, 700), (700, 300)])
def test_weights_start_normal_with_the_published_variance(init, variance, n_in, n_out):
    W = init(n_in, n_out, rng=0)
    assert W.shape == (n_in, n_out)
    std = np.sqrt(variance(n_in, n_out))
    # 210 000 draws tell the mean to 0.2 % of std and the variance to 0.3 %; allow five times that.
    assert abs(W.mean()) < 0.011 * std
    assert W.var() == pytest.approx(std**2, rel=0.016)
    assert np.mean(np.abs(W) < std) == pytest.approx(0.6827, abs=0.006)  # as a normal law has it


@pytest.mark.parametrize("init", [xavier, he])
def test_weights_can_be_drawn_from_numpys_legacy_generator(init):
    scale = init(4, 3, rng=np.random.RandomState(42)) / np.random.RandomState(42).normal(
        size=(4, 3)
    )
    expected = 2 / 7 if init is xavier else 2 / 4
    np.testing.assert_allclose(scale, np.sqrt(expected), rtol=1e-12)


def test_weights_without_a_seed_differ_each_time():
    assert (xavier(3, 2) != xavier(3, 2)).any()


def test_a_layer_without_forward_and_backward_says_so():
    with pytest.raises(NotImplementedError):
        Layer().forward(np.ones((1, 1)))
    with pytest.raises(NotImplementedError):
        Layer().backward(np.ones((1, 1)))


# --- dropout


def training_dropout(rate=0.25, rng=0):
    layer = Dropout(rate, rng=rng)
    layer.training = True
    return layer


def test_dropout_does_nothing_when_the_network_answers():
    A = np.arange(6.0).reshape(2, 3)
    np.testing.assert_array_equal(Dropout(0.9, rng=0).forward(A), A)


def test_dropout_switches_off_its_share_and_scales_up_the_rest():
    A = training_dropout().forward(np.ones((200, 500)))
    np.testing.assert_allclose(np.unique(A), [0, 4 / 3])
    assert np.mean(A == 0) == pytest.approx(0.25, abs=0.01)
    assert A.mean() == pytest.approx(1, abs=0.01)


def test_dropout_draws_anew_for_each_batch():
    layer, A = training_dropout(0.5), np.ones((4, 50))
    assert (layer.forward(A) != layer.forward(A)).any()


def test_dropout_sends_the_gradient_back_through_the_same_mask():
    layer, A = training_dropout(), np.full((3, 8), 5.0)
    dropped = layer.forward(A)
    np.testing.assert_array_equal(layer.backward(np.full((3, 8), 5.0)), dropped)
    layer.training = False
    layer.forward(A)
    np.testing.assert_array_equal(layer.backward(A), A)


@pytest.mark.parametrize("training", [True, False])
def test_dropout_keeps_float32(training):
    layer, A = training_dropout(np.float64(0.5)), np.ones((3, 4), np.float32)
    layer.training = training
    assert layer.forward(A).dtype == layer.backward(A).dtype == np.float32


def test_dropout_takes_numpys_legacy_generator():
    assert training_dropout(rng=np.random.RandomState(0)).forward(np.ones((2, 2))).shape == (2, 2)


@pytest.mark.parametrize("layer", [Layer, Dense, Dropout, *FUNCTIONS])
@pytest.mark.parametrize("way", ["forward", "backward"])
def test_each_way_says_the_shapes(layer, way):
    assert "(N, " in getattr(layer, way).__doc__


def test_before_the_first_backward_there_are_no_gradients():
    with pytest.raises(AttributeError, match="dW"):
        _ = Dense(3, 2).grads
