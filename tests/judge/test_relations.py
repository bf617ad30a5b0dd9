"""What is said of an answer that no named mistake fits: a relation that holds in every case."""

import numpy as np
import pytest

from nnlib.judge.exercise import Case, Exercise
from nnlib.judge.judge import judge


def column_means(X):
    """The mean of each column."""
    return np.mean(X, axis=0)


@pytest.fixture
def exercise():
    new = Exercise("99-mean", "Mean", 2, 1, 2, reference=column_means, hints=(), why="It is so.")

    @new.cases
    def _(rng):
        for n in (3, 4, 6):
            yield Case(f"{n} rows", {"X": rng.normal(1, 3, size=(n, 5))})

    return new


SAID = [
    (lambda X: -X.mean(0), "is right but for the sign."),
    (lambda X: np.abs(X.mean(0)), "yours are never negative"),
    (lambda X: np.zeros(5), "every number in it is 0."),
    (lambda X: 1 - X.mean(0), "1 minus the right one"),
    (lambda X: X.mean(0)[::-1], "in reversed order"),
    (lambda X: X.mean(0).astype(int), "are there integers on the way?"),
    (lambda X: X.mean(0) / 2, "0.5 times the right one"),
    (lambda X: X.sum(0), "the right one times the number of rows of X"),
    (lambda X: X.mean(0) / len(X), "the right one divided by the number of rows of X"),
    (lambda X: X.mean(1).sum() + 0 * X.mean(0), "has the right shape, but not the right values"),
    (lambda X: X.mean(0) + 0.25, "0.25 too large"),
    (lambda X: np.minimum(X.mean(0), 0.5), "larger than 0.5, where yours stop"),
    (lambda X: np.maximum(X.mean(0), 0.5), "smaller than 0.5, where yours stop"),
]


@pytest.mark.parametrize(("attempt", "said"), SAID, ids=[said for _, said in SAID])
def test_what_all_results_have_in_common_is_said(exercise, attempt, said):
    reason = judge(exercise, attempt).reason
    assert said in reason
    assert "?." not in reason


def test_nothing_is_said_where_one_case_says_otherwise(exercise):
    def attempt(X):
        return X.mean(0) * (2 if len(X) == 3 else 1)

    assert "the right shape, but not the right values." in judge(exercise, attempt).reason


def test_nothing_is_said_of_a_single_number():
    exercise = Exercise("99-sum", "Sum", 2, 1, 2, reference=np.sum, hints=(), why="It is so.")
    exercise.cases(lambda rng: [Case("", {"x": np.arange(1.0, 4)})])
    assert judge(exercise, lambda x: 12.0).reason == "sum(x) is a number, but not the right one."


def test_rows_and_columns_exchanged_are_told_of_a_square_only(exercise):
    exercise.reference = outer = lambda X: X.T @ X + np.arange(5)
    assert "rows and columns are exchanged" in judge(exercise, lambda X: outer(X).T).reason
