"""A published network, and its variants side by side: trained as each would be alone."""

import numpy as np
import pytest

from nnlib import mlp_backward, mlp_forward, one_hot, sigmoid, sigmoid_prime, softmax
from nnlib.by_hand.published import (
    SEEDS,
    _batches,
    published_digits,
    published_start,
    side_by_side,
)

PIXELS, LABELS, IN_TRAINING, IN_TEST = published_digits()


def alone(seed, divisor, factor, n_steps):
    """One network, with the chapter's functions."""
    (rng, _), [(W_h, b_h), (W_o, b_o)] = published_start(SEEDS[0]), published_start(seed)[1]
    W_h = W_h / divisor
    for _ in range(n_steps):
        rows = IN_TRAINING[rng.choice(1257, 32, replace=False)]
        params = [(W_h, b_h), (W_o, b_o)]
        As, Zs = mlp_forward(PIXELS[rows], params, sigmoid)
        dZ = (softmax(Zs[-1]) - one_hot(LABELS[rows], 10)) / 32
        (dW_h, db_h), (dW_o, db_o) = mlp_backward(dZ, As, Zs, params, sigmoid_prime)
        W_h, b_h = W_h - 0.01 * factor * dW_h, b_h - 0.01 * db_h
        W_o, b_o = W_o - 0.01 * dW_o, b_o - 0.01 * db_o
    return [(W_h, b_h), (W_o, b_o)]


@pytest.mark.parametrize(("divisor", "factor"), [(1, 1), (16, 1 / 256), (1, 0)])
def test_side_by_side_they_learn_as_they_would_alone(divisor, factor):
    known, new, moved = side_by_side([(2, 1), (divisor, factor)], n_steps=100)
    for k, seed in enumerate(SEEDS):
        params = alone(seed, divisor, factor, 100)
        for at, shares in [(IN_TRAINING, known), (IN_TEST, new)]:
            right = mlp_forward(PIXELS[at], params, sigmoid)[1][-1].argmax(axis=1) == LABELS[at]
            assert shares[k, 1] == pytest.approx(right.mean(), abs=0.01)  # in single precision
        drawn = published_start(seed)[1][0][0] / divisor
        far = np.linalg.norm(params[0][0] - drawn) / np.linalg.norm(drawn)
        assert moved[k, 1] == pytest.approx(far, rel=0.01, abs=1e-6)


def test_what_was_trained_before_is_not_trained_again(monkeypatch):
    first = side_by_side([(1, 1), (16, 1)], n_steps=3)
    monkeypatch.setattr("nnlib.by_hand.published._train", None)
    again = side_by_side([(16, 1), (1, 1)], n_steps=3)
    for one, other in zip(first, again, strict=True):
        np.testing.assert_array_equal(one, other[:, ::-1])


def test_a_thousand_batches_go_on_where_the_thousand_before_ended():
    rng = published_start(SEEDS[0])[0]
    drawn = np.array([rng.choice(1257, 32, replace=False) for _ in range(3000)])
    thousands = {k: _batches(k)[0] for k in [2, 0, 1]}  # in any order
    np.testing.assert_array_equal(np.concatenate([thousands[k] for k in range(3)]), drawn)
