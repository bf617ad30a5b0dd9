"""A sigmoid unit: its gradient by measurement, and its descent."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from nnlib import (
    SigmoidUnit,
    accuracy,
    binary_cross_entropy,
    check_gradient,
    sigmoid,
    sigmoid_unit_grad,
)
from nnlib.datasets import separable, xor_table


def batch(n, d, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, d)), rng.integers(0, 2, size=n), rng.normal(size=d), np.array(0.3)


@pytest.mark.parametrize(("n", "d"), [(6, 2), (3, 5), (1, 3)])
def test_its_gradients_pass_the_gradient_check(n, d):
    X, y, w, b = batch(n, d)
    dw, db = sigmoid_unit_grad(X, y, w, b)
    for x, gradient in [(w, dw), (b, db)]:
        check = check_gradient(lambda: binary_cross_entropy(y, sigmoid(X @ w + b)), x, gradient)
        assert check, check


def test_duplicating_the_batch_leaves_the_gradient_as_it_is():
    X, y, w, b = batch(5, 2)
    once = sigmoid_unit_grad(X, y, w, b)
    twice = sigmoid_unit_grad(np.tile(X, (2, 1)), np.tile(y, 2), w, b)
    np.testing.assert_allclose(twice[0], once[0])
    np.testing.assert_allclose(twice[1], once[1])


def test_labels_and_probabilities_agree():
    X, _, w, b = batch(50, 3)
    unit = SigmoidUnit(w, b)
    np.testing.assert_array_equal(unit.predict(X), unit.predict_proba(X) > 0.5)


def test_a_step_lowers_the_loss_and_leaves_the_callers_weights():
    X, y, w, b = batch(20, 2)
    kept = w.copy()
    unit = SigmoidUnit(w, b)
    before = binary_cross_entropy(y, unit.predict_proba(X))
    unit.step(X, y, 0.1)
    assert binary_cross_entropy(y, unit.predict_proba(X)) < before
    np.testing.assert_array_equal(w, kept)


def test_descent_ends_where_logistic_regression_does():
    X, y, *_ = batch(40, 2)
    unit = SigmoidUnit(np.zeros(2))
    for _ in range(3000):
        unit.step(X, y, 1.0)
    expected = LogisticRegression(C=np.inf, tol=1e-8).fit(X, y)
    np.testing.assert_allclose(unit.w, expected.coef_[0], atol=1e-4)
    assert unit.b == pytest.approx(expected.intercept_[0], abs=1e-4)


def test_it_learns_what_a_line_separates():
    X, y = separable(60, rng=4)
    unit = SigmoidUnit([1.0, -1.0])
    for _ in range(1000):
        unit.step(X, y, 0.1)
    assert accuracy(unit, X, y) == 1


def test_on_xor_it_ends_knowing_nothing():
    X, y = xor_table()
    unit = SigmoidUnit([1.0, -1.0], 0.5)
    for _ in range(2000):
        unit.step(X, y, 1.0)
    np.testing.assert_allclose(unit.predict_proba(X), np.full(4, 0.5), atol=1e-6)
