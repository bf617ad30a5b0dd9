"""Accuracy, worst errors and confusion matrices, against examples and scikit-learn."""

import types

import numpy as np
from sklearn import metrics

from nnlib import accuracy, confusion_matrix, worst_errors


def test_accuracy_is_the_share_of_right_answers():
    always = types.SimpleNamespace(predict=lambda X: np.array([0, 1, 2, 0]))
    share = accuracy(always, np.zeros((4, 1)), np.array([0, 1, 1, 1]))
    assert share == 0.5
    assert type(share) is float


def test_the_worst_errors_come_first():
    P = np.array([[0.7, 0.3], [0.1, 0.9], [0.4, 0.6], [0.02, 0.98]])
    np.testing.assert_array_equal(worst_errors(P, np.array([0, 0, 0, 1]), 2), [1, 2])
    np.testing.assert_array_equal(worst_errors(P, np.array([1, 1, 1, 1]), 9), [0, 2, 1, 3])


def test_the_confusion_matrix_is_that_of_scikit_learn():
    rng = np.random.default_rng(0)
    y, answers = rng.integers(0, 5, size=(2, 100))
    np.testing.assert_array_equal(
        confusion_matrix(y, answers, 5), metrics.confusion_matrix(y, answers)
    )


def test_a_class_that_never_occurs_keeps_its_row_and_column():
    counts = confusion_matrix(np.array([0, 2]), np.array([2, 2]), 4)
    assert counts.shape == (4, 4)
    assert counts.sum() == 2
    assert counts[0, 2] == counts[2, 2] == 1
