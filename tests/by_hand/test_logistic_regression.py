"""Logistic regression: its gradient by measurement, its answers for one and for many."""

import numpy as np
import pytest

from nnlib import (
    check_gradient,
    logistic_grad,
    logistic_predict,
    sigmoid_unit_grad,
    softmax_cross_entropy,
)


def batch(n, d, k, seed=0):
    rng = np.random.default_rng(seed)
    return (
        rng.normal(size=(n, d)),
        rng.integers(0, k, size=n),
        rng.normal(size=(d, k)),
        rng.normal(size=k),
    )


@pytest.mark.parametrize(("n", "d", "k"), [(6, 2, 3), (3, 5, 4), (1, 3, 2)])
def test_its_gradients_pass_the_gradient_check(n, d, k):
    X, y, W, b = batch(n, d, k)
    for x, gradient in zip([W, b], logistic_grad(X, y, W, b), strict=True):
        check = check_gradient(lambda: softmax_cross_entropy(X @ W + b, y), x, gradient)
        assert check, check


def test_two_classes_are_a_sigmoid_unit():
    X, y, W, b = batch(8, 3, 2)
    dW, db = logistic_grad(X, y, W, b)
    dw, db_unit = sigmoid_unit_grad(X, y, W[:, 1] - W[:, 0], b[1] - b[0])
    np.testing.assert_allclose(dW, np.column_stack([-dw, dw]))
    np.testing.assert_allclose(db, [-db_unit, db_unit])


def test_each_gradient_has_the_shape_of_what_it_belongs_to():
    X, y, W, b = batch(5, 4, 3)
    dW, db = logistic_grad(X, y, W, b)
    assert dW.shape == W.shape
    assert db.shape == b.shape


def test_it_names_the_class_with_the_largest_score():
    W, b = np.array([[1.0, -1.0, 0.0], [0.0, 0.0, 1.0]]), np.array([0.0, 0.5, 0.0])
    X = np.array([[2.0, 0.0], [-1.0, 0.0], [0.0, 3.0], [0.0, 0.0]])
    np.testing.assert_array_equal(logistic_predict(X, W, b), [0, 1, 2, 1])
    assert logistic_predict(X[2], W, b) == 2
