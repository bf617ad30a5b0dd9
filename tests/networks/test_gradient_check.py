"""The judge must pass right gradients, reject wrong ones, and say where they are wrong."""

import numpy as np
import pytest

from nnlib import (
    Dense,
    ReLU,
    Sequential,
    Tanh,
    check_gradient,
    check_layer,
    check_network,
    numerical_gradient,
    relative_errors,
    softmax,
    softmax_cross_entropy,
    softmax_cross_entropy_grad,
)


def normal(*shape, seed=0):
    return np.random.default_rng(seed).normal(size=shape)


def network_and_samples(seed=0):
    rng = np.random.default_rng(seed)
    network = Sequential([Dense(3, 4, rng=rng), Tanh(), Dense(4, 2, rng=rng)])
    return network, rng.normal(size=(5, 3)), rng.integers(0, 2, size=5)


def failed(checks):
    return [check.name for check in checks if not check]


# --- measuring


def test_the_measured_gradient_agrees_with_the_derivative_of_a_formula():
    x = normal(2, 3)
    measured = numerical_gradient(lambda: np.sum(np.sin(x) + x**3), x)
    np.testing.assert_allclose(measured, np.cos(x) + 3 * x**2, rtol=1e-8)


def test_differences_are_central_and_of_the_given_step():
    # ((x + h)**3 - (x - h)**3) / 2h = 3 x**2 + h**2; a one-sided one adds 3 x h as well.
    x = np.array([2.0])
    measured = numerical_gradient(lambda: x[0] ** 3, x, step=0.5)
    np.testing.assert_allclose(measured, [12.25], rtol=1e-12)


@pytest.mark.parametrize("shape", [(), (4,), (2, 3), (2, 3, 2)])
def test_arrays_of_any_shape_are_measured_entry_by_entry(shape):
    x, weights = np.array(normal(*shape)), normal(*shape, seed=1)
    measured = numerical_gradient(lambda: float(np.sum(weights * x)), x)
    assert measured.shape == shape
    np.testing.assert_allclose(measured, weights, rtol=1e-8)


def test_x_is_put_back_exactly():
    x = normal(3, 4) * 10.0 ** np.arange(-8, 4).reshape(3, 4)  # sizes that (x + h) - h would round
    kept = x.tobytes()
    check_gradient(lambda: np.sum(x**2), x, 2 * x)
    assert x.tobytes() == kept
    check_gradient(lambda: np.sum(x**2), x, 3 * x)  # a check that fails
    assert x.tobytes() == kept


def test_x_is_put_back_even_if_the_loss_raises():
    # Ctrl-C in the middle of a long check must not leave a weight moved.
    x = np.array([1.0, 2.0])

    def loss():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_gradient(loss, x, 2 * x)
    np.testing.assert_array_equal(x, [1.0, 2.0])


def test_checks_leave_parameters_and_inputs_exactly_as_they_were():
    network, X, y = network_and_samples()
    arrays = [X, *network.params.values()]
    kept = [array.tobytes() for array in arrays]
    assert all(check_network(network, X, y))
    assert all(check_layer(network.layers[0], X))
    assert [array.tobytes() for array in arrays] == kept


# --- comparing


def test_relative_errors_by_hand():
    gradient = np.array([[1.0, 3.0], [0.0, 0.002]])
    measured = np.array([[1.0, 4.0], [1e-9, 0.0]])
    # (4 - 3) / 4; the last two are smaller than a thousandth of 4, so that divides them.
    errors = [[0, 1 / 4], [1e-9 / 0.004, 0.002 / 0.004]]
    np.testing.assert_allclose(relative_errors(gradient, measured), errors)


@pytest.mark.parametrize("gradient", [np.zeros((2, 3)), np.ones((2, 3))])
def test_where_only_zeros_were_measured_every_error_is_infinite(gradient):
    errors = relative_errors(gradient, np.zeros((2, 3)))
    np.testing.assert_array_equal(errors, np.full((2, 3), np.inf))


# --- passing


def test_a_right_gradient_passes_with_a_small_error():
    x = normal(3, 2)
    check = check_gradient(lambda: np.sum(np.exp(x)), x, np.exp(x), name="dx")
    assert check
    assert check.passed is True
    assert check.name == "dx"
    assert 0 <= check.error < 1e-8
    assert str(check).startswith("dx: passed")


def test_a_gradient_that_is_the_very_array_x_passes():
    x = normal(4)
    assert check_gradient(lambda: np.sum(x**2) / 2, x, x)


def test_one_check_comes_back_for_the_input_and_for_each_parameter():
    network, X, y = network_and_samples()
    names = [check.name for check in check_network(network, X, y)]
    assert names == ["X", "0.W", "0.b", "2.W", "2.b"]
    assert [check.name for check in check_layer(network.layers[0], X)] == ["X", "W", "b"]
    assert [check.name for check in check_layer(Tanh(), X)] == ["X"]


def test_the_same_seed_gives_the_same_check_of_a_layer():
    layer, X = Dense(3, 2, rng=0), normal(4, 3)
    assert check_layer(layer, X, rng=3) == check_layer(layer, X, rng=3)
    assert check_layer(layer, X, rng=3) != check_layer(layer, X, rng=4)


# --- rejecting


def test_a_relu_with_its_slope_taken_from_its_output_is_rejected():
    # The output is never negative, so `A >= 0` lets every gradient through.
    relu = ReLU()
    relu.backward = lambda dA: dA * (relu.forward(relu.Z) >= 0)
    X = np.array([[-1.0, 2.0], [0.5, -0.7], [1.5, 0.3]])
    assert failed(check_layer(relu, X)) == ["X"]
    assert failed(check_layer(ReLU(), X)) == []


def test_such_a_relu_is_rejected_inside_a_network_too():
    rng = np.random.default_rng(0)
    relu = ReLU()
    relu.backward = lambda dA: dA * (relu.forward(relu.Z) >= 0)
    network = Sequential([Dense(3, 6, rng=rng), relu, Dense(6, 2, rng=rng)])
    # What lies behind the ReLU on the way back is wrong; what comes before is right.
    checks = check_network(network, normal(5, 3), np.array([0, 1, 1, 0, 1]))
    assert failed(checks) == ["X", "0.W", "0.b"]


def test_a_loss_gradient_without_its_one_over_n_is_rejected():
    network, X, y = network_and_samples()

    def summed(Z, y):
        dZ = softmax(Z)
        dZ[np.arange(len(y)), y] -= 1
        return dZ

    checks = check_network(network, X, y, loss_grad=summed)
    assert failed(checks) == ["X", "0.W", "0.b", "2.W", "2.b"]
    # Five times too large: the error is 4/5 of the larger one.
    assert checks[0].error == pytest.approx(4 / 5, rel=1e-6)


def with_transposed_gradient(dense):
    """The layer, with the rows and columns of its dW exchanged."""

    def backward(dZ):
        dX = Dense.backward(dense, dZ)
        dense.dW = dense.dW.T
        return dX

    dense.backward = backward
    return dense


@pytest.mark.parametrize("n_out", [3, 2], ids=["square", "not square"])
def test_a_transposed_weight_gradient_is_rejected(n_out):
    dense = with_transposed_gradient(Dense(3, n_out, rng=0))
    assert failed(check_layer(dense, normal(5, 3, seed=1))) == ["W"]


@pytest.mark.parametrize("seed", [0, 7, 42])
def test_inputs_drawn_with_the_seed_of_the_check_hide_no_transposed_gradient(seed):
    # Were the random weights R of the loss drawn just like X, then dW = X' R = X' X would be
    # symmetric, and its transpose would pass. Seed 0 is what both are likely to be drawn with.
    dense = with_transposed_gradient(Dense(3, 3, rng=1))
    X = np.random.default_rng(seed).normal(size=(5, 3))
    assert failed(check_layer(dense, X, rng=seed)) == ["W"]


def test_a_gradient_of_another_shape_is_rejected_with_both_shapes():
    x = normal(2, 3)
    check = check_gradient(lambda: np.sum(x), x, np.ones((3, 2)))
    assert not check
    assert "(3, 2)" in check.reason
    assert "(2, 3)" in check.reason


def test_a_gradient_that_would_only_broadcast_is_rejected():
    x = normal(2, 3)
    assert not check_gradient(lambda: np.sum(x), x, np.ones(3))
    assert not check_gradient(lambda: np.sum(x), x, 1.0)


def test_zero_against_zero_is_rejected():
    x = normal(2, 3)
    check = check_gradient(lambda: 5.0, x, np.zeros_like(x))
    assert not check
    assert "nothing was compared" in check.reason


def test_a_loss_that_does_not_depend_on_x_is_rejected():
    x = normal(2, 3)
    check = check_gradient(lambda: 5.0, x, np.ones_like(x))
    assert not check
    assert "does not depend" in check.reason


def test_a_dead_relu_is_rejected_since_nothing_was_compared():
    network = Sequential([Dense(3, 4, rng=0), ReLU(), Dense(4, 2, rng=1)])
    network.layers[0].b -= 100
    checks = check_network(network, normal(5, 3), np.array([0, 1, 1, 0, 1]))
    assert failed(checks) == ["X", "0.W", "0.b", "2.W"]  # the last bias does count


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_gradient_that_is_not_finite_is_rejected(bad):
    x = normal(2, 3)
    gradient = 2 * x
    gradient[1, 1] = bad
    check = check_gradient(lambda: np.sum(x**2), x, gradient)
    assert not check
    assert "NaN" in check.reason


def test_a_loss_of_nan_is_rejected():
    x = normal(3)
    assert not check_gradient(lambda: float("nan"), x, np.zeros(3))
    assert not check_gradient(lambda: float("nan"), x, np.ones(3))


def test_a_gradient_of_zeros_is_rejected():
    x = normal(3)
    assert not check_gradient(lambda: np.sum(x**2), x, np.zeros(3))


def test_a_gradient_of_the_wrong_sign_is_rejected():
    x = normal(3)
    check = check_gradient(lambda: np.sum(x**2), x, -2 * x)
    assert not check
    assert check.error == pytest.approx(2)


# --- saying where


@pytest.mark.parametrize("index", [(0, 0), (1, 2), (2, 3)])
def test_the_worst_entry_is_reported(index):
    x = normal(3, 4)
    gradient = 2 * x
    gradient[1, 1] *= 1.001  # wrong as well, but less so
    gradient[index] *= 1.25
    check = check_gradient(lambda: np.sum(x**2), x, gradient, name="dW")
    assert not check
    assert check.index == index
    assert check.error == pytest.approx(0.25 / 1.25, rel=1e-6)
    assert f"worst entry {list(index)}" in check.reason
    assert f"got {gradient[index]:.6g}" in check.reason
    assert f"measured {2 * x[index]:.6g}" in check.reason
    assert str(check) == f"dW: FAILED, {check.reason}"


def test_the_worst_entry_of_a_network_is_reported_under_its_parameter():
    network, X, y = network_and_samples()
    last = network.layers[2]

    def backward(dZ):
        dX = Dense.backward(last, dZ)
        last.dW[3, 1] *= 2
        return dX

    last.backward = backward
    checks = {check.name: check for check in check_network(network, X, y)}
    assert failed(checks.values()) == ["2.W"]
    assert checks["2.W"].index == (3, 1)
    assert checks["2.W"].error == pytest.approx(0.5, rel=1e-6)


@pytest.mark.parametrize(("error", "passes"), [(1e-10, True), (1e-8, False)])
def test_an_entry_much_smaller_than_the_largest_is_judged_by_a_thousandth_of_it(error, passes):
    # The second entry is 0; the measure is 1e-3 * 1, so 1e-10 counts as 1e-7, 1e-8 as 1e-5.
    x = normal(2)
    check = check_gradient(lambda: x[0], x, np.array([1.0, error]))
    assert check.passed is passes


def test_a_function_of_ones_own_measures():
    x = normal(3)
    check = check_gradient(lambda: np.sum(x**2), x, 2 * x, measure=lambda f, x, step: 3 * x)
    assert not check
    assert str(check).endswith(f"measured {3 * x[check.index]:.6g}")


@pytest.mark.parametrize(("tolerance", "passes"), [(1e-2, True), (1e-4, False)])
def test_the_tolerance_is_as_told(tolerance, passes):
    x = normal(3)
    check = check_gradient(lambda: np.sum(x**2), x, 2.002 * x, tolerance=tolerance)
    assert check.passed is passes
    network, X, y = network_and_samples()
    checks = check_network(
        network,
        X,
        y,
        loss_grad=lambda Z, y: 1.001 * softmax_cross_entropy_grad(Z, y),
        tolerance=tolerance,
    )
    assert {check.passed for check in checks} == {passes}


def test_the_step_is_handed_on_by_the_checks_of_layer_and_network():
    # A step of 1 measures a curve badly; were it dropped, these checks would pass.
    network, X, y = network_and_samples()
    assert not all(check_network(network, X, y, step=1.0))
    assert not all(check_layer(Tanh(), X, step=1.0))


def test_the_network_is_checked_with_the_loss_it_is_given():
    network, X, y = network_and_samples()
    calls = []

    def loss(Z, y):
        calls.append(len(y))
        return softmax_cross_entropy(Z, y)

    assert all(check_network(network, X, y, loss=loss))
    assert set(calls) == {5}


# --- refusing


@pytest.mark.parametrize(
    ("x", "what"),
    [
        (np.ones(3, np.float32), "float32"),
        (np.ones(3, np.int64), "int64"),
        ([1.0, 2.0, 3.0], "list"),
        (1.0, "float"),
    ],
)
def test_anything_but_a_float64_array_is_refused_by_name(x, what):
    with pytest.raises(ValueError, match=f"X_in as a float64 array, got {what}"):
        check_gradient(lambda: 1.0, x, np.ones(3), name="X_in")


def test_float32_inputs_and_weights_are_refused_in_layers_and_networks():
    X = normal(4, 3)
    with pytest.raises(ValueError, match="float64"):
        check_layer(Tanh(), X.astype(np.float32))
    dense = Dense(3, 2, rng=0, dtype=np.float32)
    with pytest.raises(ValueError, match="float64"):
        check_layer(dense, X)
    with pytest.raises(ValueError, match="float64"):
        check_network(Sequential([dense]), X, np.array([0, 1, 0, 1]))


def test_a_float32_gradient_of_a_float64_array_is_judged_by_its_own_rounding():
    x = normal(50)
    check = check_gradient(lambda: np.sum(x**2), x, (2 * x).astype(np.float32))
    assert check, check  # float32 keeps seven digits


def _nearly_flat(slope):
    """A loss near 1/3 that hardly moves, as that of a network that is stuck; x and its gradient."""
    x = np.array([0.3, -0.7])
    return lambda: 1 / 3 + slope * np.sum(np.sin(x)), x, slope * np.cos(x)


@pytest.mark.parametrize("slope", [1e-4, 1e-6, 1e-7, 3e-8])
def test_a_right_gradient_passes_where_rounding_hides_its_last_digits(slope):
    f, x, gradient = _nearly_flat(slope)
    assert check_gradient(f, x, gradient)


@pytest.mark.parametrize("slope", [1e-4, 1e-6, 1e-7, 3e-8])
def test_a_wrong_one_fails_there_all_the_same(slope):
    f, x, gradient = _nearly_flat(slope)
    for factor in [0.98, 1.02, -1, 2]:
        assert not check_gradient(f, x, factor * gradient)
    assert not check_gradient(f, x, gradient * [1, 0.97])


def test_slopes_that_rounding_hides_altogether_prove_nothing():
    f, x, gradient = _nearly_flat(1e-10)
    assert max(relative_errors(gradient, numerical_gradient(f, x))) > 1e-6
    check = check_gradient(f, x, gradient)
    assert not check
    assert "rounding hides" in check.reason
