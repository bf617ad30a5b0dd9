"""Units on top of units."""

import itertools

import numpy as np
import pytest

from nnlib import (
    SigmoidUnit,
    disc_units,
    fold_standardize,
    hidden_blame,
    hidden_layer,
    in_corner,
    letter_units,
    merge_layers,
    sigmoid,
    standardize,
    step_unit,
    xor_by_hand,
    xor_weights,
)
from nnlib.datasets import four_clusters, xor_table


def test_three_units_do_xor():
    X, y = xor_table()
    np.testing.assert_array_equal(xor_by_hand(X), y)
    np.testing.assert_array_equal(xor_by_hand(X[[1, 1, 3]].astype(int)), [1, 1, 0])


def test_the_units_leave_room_for_noise():
    X, y = xor_table()
    for noise in itertools.product([-0.1, 0.1], repeat=2):
        np.testing.assert_array_equal(xor_by_hand(X + noise), y)


def test_three_units_from_paper_do_what_the_function_does():
    X, y = xor_table()
    w1, b1, w2, b2, w3, b3 = xor_weights()
    A = np.column_stack([step_unit(X, w1, b1), step_unit(X, w2, b2)])
    np.testing.assert_array_equal(step_unit(A, w3, b3), y)


@pytest.mark.parametrize("n", [3, 4, 7, 40])
def test_a_polygon_lies_around_its_disc_and_is_no_larger_than_it_has_to_be(n):
    W, b, w_out, b_out = disc_units(n, 2.0)
    points = np.random.default_rng(0).uniform(-4, 4, (20_000, 2))
    inside = step_unit(step_unit(points, W, b), w_out, b_out)
    distances = np.linalg.norm(points, axis=1)
    assert inside[distances < 2].all()
    assert not inside[distances > 2 / np.cos(np.pi / n)].any()


@pytest.mark.parametrize("thick", [0.1, 0.8, 1.0, 1.9])
def test_six_fences_and_one_unit_are_an_l(thick):
    W, b, w_out, b_out = letter_units(thick)
    points = np.random.default_rng(0).uniform(-2, 2, (20_000, 2))
    dent = np.all(points > thick - 1, axis=1)
    letter = np.all(np.abs(points) < 1, axis=1) & ~dent
    np.testing.assert_array_equal(step_unit(step_unit(points, W, b), w_out, b_out), letter)


def test_every_sample_is_in_one_corner():
    X, y = four_clusters(50, rng=0)
    corners = itertools.product([-1, 1], repeat=2)
    labels = np.array([in_corner(X, np.array(corner)) for corner in corners])
    np.testing.assert_array_equal(labels.sum(axis=0), 1)
    np.testing.assert_array_equal(labels[1] + labels[2], y)


def test_a_sample_on_the_edge_is_in_no_corner():
    X = np.array([[0.0, 1.0], [0.1, 1.0]])
    np.testing.assert_array_equal(in_corner(X, np.array([1, 1])), [0, 1])


def test_a_hidden_layer_is_its_units_side_by_side():
    rng = np.random.default_rng(0)
    X, W, b = rng.normal(size=(5, 3)), rng.normal(size=(3, 2)), rng.normal(size=2)
    units = [SigmoidUnit(W[:, k], b[k]) for k in range(2)]
    A = np.column_stack([unit.predict_proba(X) for unit in units])
    np.testing.assert_allclose(hidden_layer(X, W, b), A)


def test_a_folded_unit_gives_the_same_scores():
    rng = np.random.default_rng(0)
    A, w, b = rng.uniform(size=(20, 3)), rng.normal(size=3), 0.5
    new_w, new_b = fold_standardize(w, b, A.mean(axis=0), A.std(axis=0))
    np.testing.assert_allclose(A @ new_w + new_b, standardize(A, A) @ w + b)


@pytest.mark.parametrize("sizes", [(2, 4, 3), (5, 1, 2), (1, 3, 1)])
def test_merged_layers_give_the_same_scores(sizes):
    rng = np.random.default_rng(0)
    D, H, K = sizes
    X, W1, b1 = rng.normal(size=(6, D)), rng.normal(size=(D, H)), rng.normal(size=H)
    W2, b2 = rng.normal(size=(H, K)), rng.normal(size=K)
    W, b = merge_layers(W1, b1, W2, b2)
    np.testing.assert_allclose(X @ W + b, (X @ W1 + b1) @ W2 + b2)


def test_blame_is_how_fast_the_loss_of_each_sample_grows():
    rng = np.random.default_rng(0)
    A, y, w, b = rng.uniform(size=(6, 4)), np.arange(6) % 2, rng.normal(size=4), 0.3

    def losses(A):
        return np.logaddexp(0, np.where(y == 1, -1, 1) * (A @ w + b))

    slopes = [(losses(A + 1e-5 * unit) - losses(A - 1e-5 * unit)) / 2e-5 for unit in np.eye(4)]
    np.testing.assert_allclose(hidden_blame(sigmoid(A @ w + b), y, w), np.transpose(slopes), 1e-6)
