"""The step unit, its line, and Rosenblatt's rule."""

import numpy as np
import pytest

from nnlib import (
    boundary,
    hard_for_rosenblatt,
    in_other_orders,
    margins,
    rosenblatt,
    rosenblatt_update,
    step_unit,
)
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


def test_the_margin_is_above_0_exactly_if_every_answer_is_right():
    X, y = separable(60, gap=0.4, rng=4)
    assert margins(X, y, np.array([0.6, 0.8]), 0.3).min() >= 0.2 - 1e-12  # half the gap
    w, b, mistakes = rosenblatt(X, y)
    assert margins(X, y, w, b).min() > 0
    assert mistakes == [3, 2, 2, 2, 0]
    assert margins(X, 1 - y, w, b).max() < 0


def test_rosenblatts_rule_keeps_to_the_bound_of_its_proof():
    for seed in range(20):
        X, y = separable(30, gap=0.2, rng=seed)
        V = (2 * y - 1)[:, None] * np.column_stack([X, np.ones(len(X))])
        hidden = np.array([0.6, 0.8, 0.3])
        gamma = (V @ hidden).min() / np.linalg.norm(hidden)
        mistakes = rosenblatt(X, y, max_epochs=1000)[2]
        assert mistakes[-1] == 0
        assert sum(mistakes) <= (V**2).sum(axis=1).max() / gamma**2


def test_rosenblatts_rule_never_stops_where_no_line_separates():
    assert rosenblatt(*xor_table())[2][-3:] == [4, 4, 4]


def test_the_order_that_the_samples_stand_in_is_one_of_the_orders():
    X, y = separable(30, gap=0.2, rng=0)
    orders = np.array([np.arange(30), np.arange(30)[::-1]])
    n_mistakes, widths = in_other_orders(X, y, orders)
    w, b, mistakes = rosenblatt(X, y)
    assert n_mistakes[0] == sum(mistakes)
    assert widths[0] == margins(X, y, w, b).min()
    assert (widths > 0).all()


def test_hard_data_are_hard_within_the_rules():
    X, y = hard_for_rosenblatt()
    assert len(X) <= 10
    assert np.linalg.norm(X, axis=1).max() <= 1
    apart = np.linalg.norm(X[y == 0][:, np.newaxis] - X[y == 1], axis=-1)
    assert apart.min() >= 0.1
    assert 1000 <= sum(rosenblatt(X, y, max_epochs=100_000)[2]) <= 100_000
