"""Attention and its mask against PyTorch's formula, and what shifting a place does."""

import numpy as np
import pytest

from nnlib import (
    Tensor,
    attention_weights,
    check_gradient,
    look_up,
    masked_weights,
    positional_encoding,
    softmax,
)

RNG = np.random.default_rng(0)


@pytest.mark.parametrize("stack", [(), (3,)])
def test_weights_are_softmax_of_scores_over_the_root_with_measured_gradients(stack):
    Q, K, G = (RNG.normal(size=(*stack, *s)) for s in [(2, 5), (4, 5), (2, 4)])
    tensors = [Tensor(Q), Tensor(K)]
    weights = attention_weights(*tensors)
    np.testing.assert_allclose(weights.data, softmax(Q @ K.mT / np.sqrt(5)))
    (weights * G).sum().backward()
    for array, tensor in zip((Q, K), tensors, strict=True):
        loss = lambda: (attention_weights(Tensor(Q), Tensor(K)) * G).sum().data  # noqa: E731
        assert check_gradient(loss, array, tensor.grad)


def test_one_query_is_attention_with_scores_not_divided():
    q, K, V = RNG.normal(size=4), RNG.normal(size=(6, 4)), RNG.normal(size=(6, 2))
    by_tensors = attention_weights(Tensor(2 * q[None]), Tensor(K)) @ Tensor(V)  # the root of 4
    np.testing.assert_allclose(look_up(q, K, V), by_tensors.data[0])


def test_what_is_forbidden_has_no_weight_and_gets_no_gradient():
    scores = Tensor(RNG.normal(size=(4, 4)))
    weights = masked_weights(scores, np.tri(4, dtype=bool))
    assert np.array_equal(weights.data, np.tril(weights.data))
    np.testing.assert_allclose(weights.data.sum(axis=1), 1)
    (weights * RNG.normal(size=(4, 4))).sum().backward()
    assert np.array_equal(scores.grad, np.tril(scores.grad))


def test_moving_on_by_some_places_is_one_matrix_for_all_places():
    P = positional_encoding(40, 8)
    moved, *_ = np.linalg.lstsq(P[:-3], P[3:], rcond=None)
    np.testing.assert_allclose(P[:-3] @ moved, P[3:], atol=1e-9)
    assert np.abs(P).max() <= 1
