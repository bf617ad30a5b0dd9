"""The step unit, its line, and Rosenblatt's rule."""

import numpy as np
import pytest

from nnlib import boundary, rosenblatt_update, step_unit
from nnlib.datasets import separable, xor_table


def learn(X, y, n_sweeps):
    """Run Rosenblatt's rule; return w, b and the mistakes of each sweep."""
    w, b, mistakes = np.zeros(X.shape[1]), 0, []
    for _ in range(n_sweeps):
        mistakes.append(0)
        for x, label in zip(X, y, strict=True):
            mistakes[-1] += int(step_unit(x, w, b) != label)
            w, b = rosenblatt_update(w, b, x, label)
    return w, b, mistakes


def test_the_answer_is_the_side_of_the_line():
    X = np.array([[2.0, 0.0], [0.0, 2.0], [1.0, 1.0]])
    np.testing.assert_array_equal(step_unit(X, np.array([1.0, -1.0]), 0.0), [1, 0, 0])


def test_one_sample_gives_one_answer_and_a_batch_one_each():
    rng = np.random.default_rng(0)
    X, w = rng.normal(size=(7, 3)), rng.normal(size=3)
    batch = step_unit(X, w, 0.5)
    assert batch.shape == (7,)
    assert [int(step_unit(x, w, 0.5)) for x in X] == batch.tolist()


def test_and_and_or_are_units():
    X, _ = xor_table()
    assert step_unit(X, np.ones(2), -1.5).tolist() == [0, 0, 0, 1]
    assert step_unit(X, np.ones(2), -0.5).tolist() == [0, 1, 1, 1]


@pytest.mark.parametrize("seed", range(5))
def test_points_of_the_boundary_have_the_score_0(seed):
    rng = np.random.default_rng(seed)
    w, b, x1 = rng.normal(size=2), rng.normal(), rng.normal(size=9)
    scores = np.column_stack([x1, boundary(x1, w, b)]) @ w + b
    np.testing.assert_allclose(scores, np.zeros(9), atol=1e-12)


@pytest.mark.parametrize(("y", "sign"), [(0, -1), (1, 1)])
def test_a_mistake_moves_the_score_of_its_sample_by_its_square_plus_one(y, sign):
    x, w = np.array([1.0, 2.0, -1.0]), np.array([0.5, -1.0, 0.5])
    w, b = -sign * np.abs(w) * np.sign(x), 0.0  # wrong for both labels
    new_w, new_b = rosenblatt_update(w, b, x, y)
    assert (x @ new_w + new_b) - (x @ w + b) == pytest.approx(sign * (x @ x + 1))


def test_a_right_answer_changes_nothing():
    w, x = np.array([1.0, 2.0]), np.array([3.0, 1.0])
    new_w, new_b = rosenblatt_update(w, 0.5, x, 1)
    np.testing.assert_array_equal(new_w, w)
    assert new_b == 0.5


def test_an_update_leaves_its_arguments():
    w, x = np.zeros(2), np.ones(2)
    rosenblatt_update(w, 0.0, x, 1)
    assert w.tolist() == [0, 0]
    assert x.tolist() == [1, 1]


@pytest.mark.parametrize("seed", range(5))
def test_the_rule_finds_a_line_where_there_is_one(seed):
    X, y = separable(60, rng=seed)
    w, b, mistakes = learn(X, y, 20)
    assert mistakes[-1] == 0
    np.testing.assert_array_equal(step_unit(X, w, b), y)


def test_the_rule_never_ends_on_xor():
    *_, mistakes = learn(*xor_table(), 50)
    assert mistakes[2:] == [4] * 48
