"""Many starts of a small network: trained as one would be, and sorted by what is really there."""

import numpy as np
import pytest

from nnlib import mlp_backward, mlp_forward, mlp_init, sigmoid, sigmoid_prime
from nnlib.by_hand.many_starts import kind_of_solution, train_starts
from nnlib.datasets import four_clusters


def descend(X, y, params, learning_rate, n_steps):
    """One network at a time, with the chapter's functions."""
    for _ in range(n_steps):
        As, Zs = mlp_forward(X, params, sigmoid)
        dZ = (sigmoid(Zs[-1]) - y[:, None]) / len(y)
        grads = mlp_backward(dZ, As, Zs, params, sigmoid_prime)
        params = [
            (W - learning_rate * dW, b - learning_rate * db)
            for (W, b), (dW, db) in zip(params, grads, strict=True)
        ]
    return params


@pytest.mark.parametrize("sizes", [(2, 2, 1), (2, 3, 4, 1), (2, 1)])
def test_side_by_side_they_learn_as_they_would_alone(sizes):
    X, y = four_clusters(20, rng=0)
    starts = [mlp_init(sizes, bound=1, rng=k) for k in range(5)]
    before = [[(W.copy(), b.copy()) for W, b in start] for start in starts]
    trained = train_starts(X, y, starts, learning_rate=0.7, n_steps=50)
    for start, untouched, together in zip(starts, before, trained, strict=True):
        for one, other in zip(descend(X, y, start, 0.7, 50), together, strict=True):
            for a, b in zip(one, other, strict=True):
                assert a.shape == b.shape
                np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-12)
        for one, other in zip(start, untouched, strict=True):
            assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("seed", range(4))
def test_a_solution_cuts_one_cluster_off_with_each_of_two_parallel_lines(seed):
    X, y = four_clusters(50, rng=seed)
    starts = [mlp_init((2, 2, 1), bound=1, rng=100 * seed + k) for k in range(60)]
    trained = train_starts(X, y, starts, n_steps=1000)
    kinds = [kind_of_solution(X, y, params) for params in trained]
    for kind, ((W_h, b_h), (W_o, b_o)) in zip(kinds, trained, strict=True):
        answers = sigmoid(X @ W_h + b_h) @ W_o[:, 0] + b_o > 0
        assert (kind == "stuck") == np.any(answers != y)
        if kind == "stuck":
            continue
        sides = X @ W_h + b_h > 0
        off = sides == (sides.mean(axis=0) < 0.5)
        found = {tuple(X[off[:, k]].mean(axis=0).round()) for k in range(2)}
        assert {n for n in off.sum(axis=0)} == {25}  # each line has one cluster behind it
        assert found == ({(-1, 1), (1, -1)} if kind == "corners" else {(-1, -1), (1, 1)})
        lengths = np.linalg.norm(W_h, axis=0)
        assert abs(W_h[:, 0] @ W_h[:, 1]) / lengths.prod() > 0.98  # within 12 degrees
    assert min(kinds.count(kind) for kind in ["corners", "stripe", "stuck"]) >= 5


def test_the_two_solutions_of_the_chapter_on_paper():
    X, y = four_clusters(50, rng=0)
    b = np.array([-10.0, -10.0])
    for sign, kind in [(1, "corners"), (-1, "stripe")]:
        W = 10 * np.array([[-1.0, 1.0], [sign, -sign]])
        out = (20.0 * sign * np.ones((2, 1)), np.array([-10.0 * sign]))
        assert kind_of_solution(X, y, [(W, b), out]) == kind
    assert kind_of_solution(X, 1 - y, [(W, b), out]) == "stuck"
