"""Standardized inputs: mean 0 and spread 1, by the training samples' ruler."""

import numpy as np

from nnlib import standardize


def test_by_hand():
    X_train = np.array([[0.0, 10.0], [2.0, 30.0]])
    np.testing.assert_array_equal(standardize(X_train, X_train), [[-1, -1], [1, 1]])
    np.testing.assert_array_equal(standardize(np.array([[4.0, 20.0]]), X_train), [[3, 0]])


def test_training_columns_get_mean_0_and_spread_1():
    X = np.random.default_rng(0).normal(5, 3, size=(50, 4))
    Z = standardize(X, X)
    np.testing.assert_allclose(Z.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(Z.std(axis=0), 1)


def test_it_does_what_scikit_learns_scaler_does_constant_columns_included():
    from sklearn.preprocessing import StandardScaler

    from nnlib.datasets import load_digits

    digits = load_digits()
    X_train = digits.X_train.astype(np.float64)
    scaler = StandardScaler().fit(X_train)
    np.testing.assert_allclose(
        standardize(digits.X_test, X_train), scaler.transform(digits.X_test), atol=1e-5
    )


def test_float32_stays_float32_and_nothing_is_changed():
    X = np.array([[1.0, 2.0], [3.0, 2.0]], dtype=np.float32)
    before = X.copy()
    assert standardize(X, X).dtype == np.float32
    np.testing.assert_array_equal(X, before)
