"""Labels as vectors, and inputs with mean 0 and spread 1 by the training samples' ruler."""

import numpy as np
import pytest
from sklearn.preprocessing import label_binarize

from nnlib import one_hot, standardize, straighten_images


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


@pytest.mark.parametrize("value", [0.1, 1 / 3, 255.7])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_constant_column_is_only_shifted_though_rounding_gives_it_a_spread(value, dtype):
    X_train = np.full((1001, 1), value, dtype)
    np.testing.assert_allclose(standardize(X_train, X_train), 0, atol=1e-4)
    np.testing.assert_allclose(standardize(X_train[:1] + 1, X_train), 1, atol=1e-4)


def test_float32_stays_float32_and_nothing_is_changed():
    X = np.array([[1.0, 2.0], [3.0, 2.0]], dtype=np.float32)
    before = X.copy()
    assert standardize(X, X).dtype == np.float32
    np.testing.assert_array_equal(X, before)


def stroke(slope, side=11):
    """An image of one stroke that goes ``slope`` columns to the right for each row down."""
    image = np.zeros((side, side))
    for row in range(1, side - 1):
        column = side // 2 + slope * (row - side // 2)
        share = column - int(column)
        image[row, int(column)], image[row, int(column) + 1] = 1 - share, share
    return image.reshape(1, -1)


def test_a_slanted_stroke_is_set_upright():
    for slope in (-0.5, 0.25, 0.5):
        upright = straighten_images(stroke(slope)).reshape(11, 11)
        assert upright[1:-1, 4:7].sum() == pytest.approx(9, abs=0.7)
        middles = (upright @ np.arange(11))[1:-1] / upright[1:-1].sum(axis=1)
        assert np.ptp(middles) < 0.3


def test_an_upright_image_and_an_empty_one_stay_as_they_are():
    np.testing.assert_allclose(straighten_images(stroke(0)), stroke(0), atol=1e-2)
    np.testing.assert_array_equal(straighten_images(np.zeros((2, 16))), np.zeros((2, 16)))


def test_each_image_is_straightened_by_itself_and_float32_stays():
    X = np.random.default_rng(0).random((5, 49)).astype(np.float32)
    kept = X.copy()
    together = straighten_images(X)
    assert together.dtype == np.float32
    np.testing.assert_allclose(together[2:3], straighten_images(X[2:3]), rtol=1e-5, atol=1e-5)
    np.testing.assert_array_equal(X, kept)


def test_one_label_becomes_one_row():
    np.testing.assert_array_equal(one_hot(2, 4), [0, 0, 1, 0])


def test_each_label_becomes_a_row_with_a_one_at_its_place():
    np.testing.assert_array_equal(
        one_hot(np.array([1, 0, 1]), 3), [[0, 1, 0], [1, 0, 0], [0, 1, 0]]
    )


def test_rows_agree_with_scikit_learn():
    y = np.random.default_rng(0).integers(0, 5, size=20)
    np.testing.assert_array_equal(one_hot(y, 5), label_binarize(y, classes=range(5)))


def test_argmax_gives_the_labels_back():
    y = np.random.default_rng(0).integers(0, 7, size=30)
    np.testing.assert_array_equal(one_hot(y, 7).argmax(axis=1), y)


@pytest.mark.parametrize("y", [[0, 2], np.array([0, 2], np.uint8), np.array([0, 2], np.int64)])
def test_labels_of_any_integer_type_give_float64(y):
    Y = one_hot(y, 3)
    assert Y.dtype == np.float64
    np.testing.assert_array_equal(Y, [[1, 0, 0], [0, 0, 1]])


def test_no_labels_give_no_rows():
    assert one_hot(np.array([], int), 3).shape == (0, 3)


def test_a_label_beyond_the_last_class_is_refused():
    with pytest.raises((IndexError, ValueError), match="3"):
        one_hot(np.array([0, 3]), 3)
