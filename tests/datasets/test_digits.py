"""scikit-learn's small digits, split once and for all."""

import numpy as np
import pytest
import sklearn.datasets
from sklearn.model_selection import train_test_split

from nnlib.datasets import load_digits


def sorted_rows(X, y):
    """Samples with their labels, in an order that does not depend on theirs."""
    return np.unique(np.column_stack([X, y]), axis=0, return_counts=True)


def test_there_are_1527_digits_to_train_with_and_270_to_test():
    data = load_digits()
    assert data.X_train.shape == (1527, 64)
    assert data.y_train.shape == (1527,)
    assert data.X_val.shape == (0, 64)
    assert data.y_val.shape == (0,)
    assert data.X_test.shape == (270, 64)
    assert data.y_test.shape == (270,)


def test_the_split_is_scikit_learns_with_seed_37():
    X, y = sklearn.datasets.load_digits(return_X_y=True)
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.15, random_state=37)
    data = load_digits()
    np.testing.assert_array_equal(data.X_train, X_train)
    np.testing.assert_array_equal(data.X_test, X_test)
    np.testing.assert_array_equal(data.y_train, y_train)
    np.testing.assert_array_equal(data.y_test, y_test)


@pytest.mark.parametrize("n_validation", [0, 300])
def test_every_digit_is_in_one_part_with_its_own_label(n_validation):
    data = load_digits(n_validation=n_validation)
    X = np.concatenate([data.X_train, data.X_val, data.X_test])
    y = np.concatenate([data.y_train, data.y_val, data.y_test])
    everything = sorted_rows(*sklearn.datasets.load_digits(return_X_y=True))
    for ours, theirs in zip(sorted_rows(X, y), everything, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_pixels_are_float32_from_0_to_16_and_labels_integers():
    data = load_digits()
    assert data.X_train.dtype == data.X_test.dtype == np.float32
    assert data.X_train.min() == 0
    assert data.X_train.max() == 16
    assert np.issubdtype(data.y_train.dtype, np.integer)
    assert set(data.y_train.tolist()) == set(data.y_test.tolist()) == set(range(10))


def test_the_last_training_digits_are_set_aside_for_validation():
    whole, data = load_digits(), load_digits(n_validation=227)
    np.testing.assert_array_equal(data.X_train, whole.X_train[:1300])
    np.testing.assert_array_equal(data.X_val, whole.X_train[1300:])
    np.testing.assert_array_equal(data.y_val, whole.y_train[1300:])
    np.testing.assert_array_equal(data.X_test, whole.X_test)


def test_size_and_seed_of_the_test_part_can_be_chosen():
    assert load_digits(test_size=100).X_test.shape == (100, 64)
    assert not np.array_equal(load_digits(random_state=1).y_test, load_digits().y_test)


@pytest.mark.parametrize("n_validation", [-1, 1527, 0.2, "100", None])
def test_a_validation_part_that_cannot_be_is_refused(n_validation):
    with pytest.raises(ValueError, match="n_validation must be"):
        load_digits(n_validation=n_validation)


def test_a_test_part_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="test_size"):
        load_digits(test_size=1.5)
