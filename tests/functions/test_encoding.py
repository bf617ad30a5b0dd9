"""Labels as vectors."""

import numpy as np
import pytest
from sklearn.preprocessing import label_binarize

from nnlib import one_hot


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
