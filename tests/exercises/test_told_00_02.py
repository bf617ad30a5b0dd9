"""What chapters 00 to 02 say to answers that are spelled unlike any named mistake."""

import numpy as np
import pytest

import nnlib
from nnlib.by_hand.perceptron import step_unit
from nnlib.exercises import REGISTRY
from nnlib.exercises.chapter00.average_three import _digits
from nnlib.judge.judge import judge


def sum_over_all(X, y):
    return X[y == 3].sum(axis=0) / len(X)


def opened_fraction(Z):
    return 1 + np.exp(-Z)


def guarded_by_a_wide_threshold(X, X_train):
    spread = X_train.std(axis=0)
    return (X - X_train.mean(axis=0)) / np.where(spread < 2e-3, 1, spread)


def clipped_far_from_0_and_1(Y, P):
    return -np.mean(np.sum(Y * np.log(np.clip(P, 0.01, 0.99)), axis=-1))


def false_yes_without_bias(w, b, x, y):
    answer = step_unit(x, w, b)
    if y == 1 and answer == 0:
        return w + x, b + 1
    return (w - x, b) if y == 0 and answer == 1 else (w, b)


def bias_against_the_error(w, b, x, y):
    error = y - step_unit(x, w, b)
    return w + error * x, b - error


def a_sum_for_dw_alone(X, y, w, b):
    error = nnlib.sigmoid(X @ w + b) - y
    return X.T @ error, error.mean()


def rate_at_the_weights_alone(X, y, w, b, learning_rate, n_steps):
    losses = [nnlib.binary_cross_entropy(y, nnlib.sigmoid(X @ w + b))]
    for _ in range(n_steps):
        dw, db = nnlib.sigmoid_unit_grad(X, y, w, b)
        w, b = w - learning_rate * dw, b - db
        losses.append(nnlib.binary_cross_entropy(y, nnlib.sigmoid(X @ w + b)))
    return w, b, losses


TOLD = [
    ("00-average-three", sum_over_all, "divided by the number of *all* images"),
    ("00-standardize", guarded_by_a_wide_threshold, "taken for constant"),
    ("01-sigmoid", opened_fraction, "belongs under a fraction bar"),
    ("01-nll", clipped_far_from_0_and_1, "kept away from 0 and 1"),
    ("02-rosenblatt-update", false_yes_without_bias, "leaves the bias as it is"),
    ("02-rosenblatt-update", bias_against_the_error, "the bias goes the other way"),
    ("02-sigmoid-unit-grad", a_sum_for_dw_alone, "dw is N times too large"),
    ("02-descend", rate_at_the_weights_alone, "missing at the bias"),
]


@pytest.mark.parametrize("seed", [0, 7, 19])
@pytest.mark.parametrize(
    ("exercise_id", "answer", "words"), TOLD, ids=[t[1].__name__ for t in TOLD]
)
def test_the_sentence_fits_the_answer(exercise_id, answer, words, seed):
    exercise = REGISTRY[exercise_id]
    if exercise.kind == "variable":
        answer = answer(*_digits().values())
    assert words in judge(exercise, answer, seed=seed).reason
