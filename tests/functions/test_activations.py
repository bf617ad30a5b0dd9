"""Activations: their values, their slopes, and how they bear large scores."""

import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from nnlib import (
    log_softmax,
    numerical_gradient,
    relu,
    relu_prime,
    sigmoid,
    sigmoid_prime,
    softmax,
    softmax_backward,
    tanh,
    tanh_prime,
)

# Each function beside a formula that shares no code with it.
FORMULAS = {
    sigmoid: scipy.special.expit,
    sigmoid_prime: lambda z: scipy.special.expit(z) * scipy.special.expit(-z),
    tanh: lambda z: 2 * scipy.special.expit(2 * z) - 1,
    tanh_prime: lambda z: 4 * scipy.special.expit(2 * z) * scipy.special.expit(-2 * z),
    relu: lambda z: (z + abs(z)) / 2,
    relu_prime: lambda z: np.heaviside(z, 0.0),
    softmax: lambda z: scipy.special.softmax(z, axis=-1),
    log_softmax: lambda z: scipy.special.log_softmax(z, axis=-1),
}
SLOPES = [(sigmoid, sigmoid_prime), (tanh, tanh_prime), (relu, relu_prime)]
ELEMENTWISE = [function for pair in SLOPES for function in pair]
BY_ROW = [softmax, log_softmax]

every_function = pytest.mark.parametrize("function", FORMULAS, ids=lambda f: f.__name__)
elementwise = pytest.mark.parametrize("function", ELEMENTWISE, ids=lambda f: f.__name__)
by_row = pytest.mark.parametrize("function", BY_ROW, ids=lambda f: f.__name__)


def scores(*shape, seed=0):
    return np.random.default_rng(seed).normal(scale=3, size=shape)


@every_function
@pytest.mark.parametrize("shape", [(5,), (1,), (4, 3), (1, 6)])
def test_values_agree_with_an_independent_formula(function, shape):
    Z = scores(*shape)
    result = function(Z)
    assert result.shape == shape
    np.testing.assert_allclose(result, FORMULAS[function](Z), rtol=1e-12, atol=1e-14)


@elementwise
def test_elementwise_functions_take_arrays_of_any_dimension(function):
    Z = scores(2, 3, 4)
    np.testing.assert_allclose(function(Z), FORMULAS[function](Z), rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("function", [relu, relu_prime])
def test_relu_and_its_slope_are_zero_at_zero(function):
    np.testing.assert_array_equal(function(np.array([0.0, -0.0])), [0, 0])


@every_function
@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int64])
def test_scores_of_a_thousand_give_finite_and_right_values_without_warning(function, dtype):
    # A warning would fail the test: pytest turns warnings into errors.
    Z = np.array([[1000, -1000, 0], [-1000, -1000, -1000], [999, 1000, -1]], dtype)
    result = function(Z)
    assert np.isfinite(result).all()
    expected = FORMULAS[function](Z.astype(np.float64))
    np.testing.assert_allclose(result, expected, rtol=1e-6, atol=1e-30)


@elementwise
@given(z=st.floats(-1e6, 1e6))
def test_any_single_score_agrees_with_the_formula(function, z):
    np.testing.assert_allclose(function(z), FORMULAS[function](z), rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize(("function", "slope"), SLOPES, ids=lambda f: f.__name__)
def test_slope_agrees_with_central_differences(function, slope):
    Z = scores(6, 5)
    Z = Z[np.abs(Z) > 0.01]  # the slope of ReLU has no value at 0
    h = 1e-5
    measured = (function(Z + h) - function(Z - h)) / (2 * h)
    np.testing.assert_allclose(slope(Z), measured, rtol=1e-6, atol=1e-9)


@every_function
def test_float32_stays_float32(function):
    Z = scores(4, 3).astype(np.float32)
    assert function(Z).dtype == np.float32
    assert function(Z[0]).dtype == np.float32
    assert function(Z[0, 0]).dtype == np.float32
    np.testing.assert_allclose(function(Z), FORMULAS[function](Z.astype(float)), rtol=2e-5)


@every_function
def test_the_argument_is_not_changed(function):
    Z = scores(4, 3)
    kept = Z.copy()
    result = function(Z)
    np.testing.assert_array_equal(Z, kept)
    assert not np.shares_memory(result, Z)


@elementwise
@pytest.mark.parametrize("z", [2, -2, 0, 0.5, np.float64(-1.5), np.int64(3)])
def test_a_single_number_gives_a_single_number(function, z):
    result = function(z)
    assert np.shape(result) == ()
    assert result == pytest.approx(FORMULAS[function](float(z)), rel=1e-12)


@every_function
def test_a_list_of_integers_is_taken_as_scores(function):
    expected = FORMULAS[function](np.array([[1.0, -2.0, 3.0]]))
    np.testing.assert_allclose(function([[1, -2, 3]]), expected, rtol=1e-12)


def test_each_row_of_softmax_sums_to_one():
    P = softmax(scores(7, 4))
    assert (P > 0).all()
    np.testing.assert_allclose(P.sum(axis=1), np.ones(7), rtol=1e-14)


@by_row
def test_rows_of_a_batch_are_treated_one_by_one(function):
    Z = scores(5, 3)
    np.testing.assert_allclose(function(Z), [function(row) for row in Z], rtol=1e-14)


@by_row
@given(
    Z=arrays(float, array_shapes(min_dims=1, max_dims=2, max_side=5), elements=st.floats(-50, 50)),
    shift=st.floats(-1000, 1000),
)
def test_a_shift_of_all_scores_changes_nothing(function, Z, shift):
    np.testing.assert_allclose(function(Z + shift), function(Z), rtol=1e-9, atol=1e-10)


@given(Z=arrays(float, (3, 4), elements=st.floats(-1e6, 1e6)))
def test_softmax_of_any_scores_is_a_distribution(Z):
    P = softmax(Z)
    assert ((P >= 0) & (P <= 1)).all()
    np.testing.assert_allclose(P.sum(axis=1), np.ones(3), rtol=1e-12)


def test_log_softmax_stays_finite_where_the_logarithm_of_softmax_is_not():
    Z = np.array([0.0, 1000.0])
    assert softmax(Z)[0] == 0
    np.testing.assert_array_equal(log_softmax(Z), [-1000, 0])


@pytest.mark.parametrize("shape", [(4,), (1, 3), (5, 3)])
def test_softmax_backward_agrees_with_central_differences(shape):
    Z, R = scores(*shape), scores(*shape, seed=1)
    measured = numerical_gradient(lambda: np.sum(softmax(Z) * R), Z)
    np.testing.assert_allclose(softmax_backward(R, softmax(Z)), measured, rtol=1e-6, atol=1e-9)


def test_softmax_backward_is_the_product_with_the_jacobian():
    a, da = softmax(scores(4)), scores(4, seed=1)
    J = np.diag(a) - np.outer(a, a)
    np.testing.assert_allclose(softmax_backward(da, a), J @ da, rtol=1e-12)


def test_softmax_backward_keeps_float32_and_its_arguments():
    dA, A = scores(4, 3).astype(np.float32), softmax(scores(4, 3, seed=1).astype(np.float32))
    kept = dA.copy(), A.copy()
    assert softmax_backward(dA, A).dtype == np.float32
    np.testing.assert_array_equal((dA, A), kept)
