"""Losses: their values by definition, their gradients, and their 1/N."""

import numpy as np
import pytest
import sklearn.metrics
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nnlib import (
    binary_cross_entropy,
    check_gradient,
    mean_loss,
    nll,
    one_hot,
    sigmoid,
    softmax,
    softmax_backward,
    softmax_cross_entropy,
    softmax_cross_entropy_grad,
)

sizes = pytest.mark.parametrize(("n", "k"), [(5, 3), (2, 7), (1, 4)])


def scores_and_labels(n, k, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(scale=2, size=(n, k)), rng.integers(0, k, size=n)


def probabilities_and_answers(*shape, seed=0):
    rng = np.random.default_rng(seed)
    return rng.uniform(0.05, 0.95, size=shape), rng.integers(0, 2, size=shape)


@sizes
def test_softmax_cross_entropy_is_the_mean_over_samples_by_definition(n, k):
    Z, y = scores_and_labels(n, k)
    total = sum(-np.log(np.exp(Z[i, y[i]]) / np.exp(Z[i]).sum()) for i in range(n))
    assert softmax_cross_entropy(Z, y) == pytest.approx(total / n, rel=1e-12)


@sizes
def test_softmax_cross_entropy_and_nll_agree_with_scikit_learn(n, k):
    Z, y = scores_and_labels(n, k)
    expected = sklearn.metrics.log_loss(y, softmax(Z), labels=range(k))
    assert softmax_cross_entropy(Z, y) == pytest.approx(expected, rel=1e-12)
    assert nll(one_hot(y, k), softmax(Z)) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("n", [7, 1])
def test_binary_cross_entropy_agrees_with_scikit_learn(n):
    p, y = probabilities_and_answers(n)
    expected = sklearn.metrics.log_loss(y, p, labels=[0, 1])
    assert binary_cross_entropy(y, p) == pytest.approx(expected, rel=1e-12)


def test_binary_cross_entropy_is_the_mean_over_every_entry_of_any_shape():
    p, y = probabilities_and_answers(4, 3)
    expected = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    assert binary_cross_entropy(y, p) == pytest.approx(expected, rel=1e-12)


def test_nll_of_one_sample_takes_vectors():
    assert nll([0, 1, 0], [0.25, 0.5, 0.25]) == pytest.approx(np.log(2))


def test_equal_scores_cost_the_logarithm_of_the_number_of_classes():
    assert softmax_cross_entropy(np.zeros((3, 10)), np.array([0, 5, 9])) == pytest.approx(
        np.log(10)
    )
    assert nll(one_hot([0, 5, 9], 10), np.full((3, 10), 0.1)) == pytest.approx(np.log(10))
    assert binary_cross_entropy(np.array([0, 1]), np.array([0.5, 0.5])) == pytest.approx(np.log(2))


def test_right_and_sure_costs_nothing():
    y = np.array([0, 1])
    assert softmax_cross_entropy(np.array([[1000.0, 0.0], [0.0, 1000.0]]), y) == 0
    assert nll(one_hot(y, 2), np.eye(2)) == 0
    assert binary_cross_entropy(y, np.array([0.0, 1.0])) == 0


def test_wrong_and_sure_is_infinite_from_probabilities():
    with np.errstate(divide="ignore"):  # the logarithm of 0 is what is asked for
        assert binary_cross_entropy(np.array([1, 0]), np.array([0.0, 0.5])) == np.inf
        assert binary_cross_entropy(np.array([0]), np.array([1.0])) == np.inf
        assert nll([1, 0], [0.0, 1.0]) == np.inf


def test_wrong_and_sure_is_finite_and_right_from_scores():
    Z, y = np.array([[1000.0, -1000.0], [-1000.0, 1000.0]]), np.array([1, 1])
    assert softmax_cross_entropy(Z, y) == pytest.approx((2000 + 0) / 2)
    # Wrong by 1 in the first row, right in the second; N is 2.
    np.testing.assert_allclose(softmax_cross_entropy_grad(Z, y), [[0.5, -0.5], [0, 0]], atol=1e-12)


@given(
    Z=arrays(float, (3, 4), elements=st.floats(-30, 30)),
    y=arrays(int, 3, elements=st.integers(0, 3)),
    shift=st.floats(-1000, 1000),
)
def test_a_shift_of_all_scores_changes_neither_loss_nor_gradient(Z, y, shift):
    loss = softmax_cross_entropy(Z, y)
    assert softmax_cross_entropy(Z + shift, y) == pytest.approx(loss, rel=1e-9, abs=1e-9)
    np.testing.assert_allclose(
        softmax_cross_entropy_grad(Z + shift, y), softmax_cross_entropy_grad(Z, y), atol=1e-9
    )


@sizes
def test_softmax_cross_entropy_passes_the_gradient_check(n, k):
    Z, y = scores_and_labels(n, k)
    dZ = softmax_cross_entropy_grad(Z, y)
    check = check_gradient(lambda: softmax_cross_entropy(Z, y), Z, dZ, tolerance=1e-6)
    assert check, check


@sizes
def test_nll_through_softmax_passes_the_gradient_check(n, k):
    Z, y = scores_and_labels(n, k)
    Y, P = one_hot(y, k), softmax(Z)
    dZ = softmax_backward(-Y / P / n, P)  # nll = -mean(log(P[right]))
    check = check_gradient(lambda: nll(Y, softmax(Z)), Z, dZ, tolerance=1e-6)
    assert check, check
    np.testing.assert_allclose(dZ, softmax_cross_entropy_grad(Z, y), rtol=1e-9, atol=1e-15)


def test_binary_cross_entropy_through_a_sigmoid_has_the_error_as_its_gradient():
    rng = np.random.default_rng(0)
    z, y = rng.normal(size=6), rng.integers(0, 2, size=6)
    dz = (sigmoid(z) - y) / 6
    check = check_gradient(lambda: binary_cross_entropy(y, sigmoid(z)), z, dz)
    assert check, check


@sizes
def test_each_row_of_the_score_gradient_sums_to_zero(n, k):
    dZ = softmax_cross_entropy_grad(*scores_and_labels(n, k))
    np.testing.assert_allclose(dZ.sum(axis=1), np.zeros(n), atol=1e-15)


def test_duplicating_the_batch_leaves_every_loss_as_it_is():
    Z, y = scores_and_labels(5, 3)
    Y, P = one_hot(y, 3), softmax(Z)
    p, answers = probabilities_and_answers(5)
    ZZ, yy = np.tile(Z, (2, 1)), np.tile(y, 2)
    assert softmax_cross_entropy(ZZ, yy) == pytest.approx(softmax_cross_entropy(Z, y), rel=1e-12)
    assert nll(np.tile(Y, (2, 1)), np.tile(P, (2, 1))) == pytest.approx(nll(Y, P), rel=1e-12)
    twice = binary_cross_entropy(np.tile(answers, 2), np.tile(p, 2))
    assert twice == pytest.approx(binary_cross_entropy(answers, p), rel=1e-12)


def test_duplicating_the_batch_halves_the_gradient_of_each_copy():
    # Together the two copies pull as much as the one did.
    Z, y = scores_and_labels(5, 3)
    dZ = softmax_cross_entropy_grad(np.tile(Z, (2, 1)), np.tile(y, 2))
    np.testing.assert_allclose(dZ[:5] + dZ[5:], softmax_cross_entropy_grad(Z, y), rtol=1e-12)


def test_float32_scores_give_a_float32_gradient():
    Z, y = scores_and_labels(5, 3)
    assert softmax_cross_entropy_grad(Z.astype(np.float32), y).dtype == np.float32


def test_no_loss_changes_its_arguments():
    Z, y = scores_and_labels(5, 3)
    p, answers = probabilities_and_answers(5)
    Y, P = one_hot(y, 3), softmax(Z)
    arguments = Z, y, p, answers, Y, P
    kept = [argument.copy() for argument in arguments]
    softmax_cross_entropy(Z, y)
    softmax_cross_entropy_grad(Z, y)
    binary_cross_entropy(answers, p)
    nll(Y, P)
    for argument, before in zip(arguments, kept, strict=True):
        np.testing.assert_array_equal(argument, before)


@pytest.mark.parametrize("dtype", [np.uint8, np.int32, np.int64])
def test_labels_may_be_of_any_integer_type(dtype):
    Z, y = scores_and_labels(5, 3)
    assert softmax_cross_entropy(Z, y.astype(dtype)) == softmax_cross_entropy(Z, y)
    np.testing.assert_array_equal(
        softmax_cross_entropy_grad(Z, y.astype(dtype)), softmax_cross_entropy_grad(Z, y)
    )


@sizes
def test_the_nll_is_the_mean_negative_logarithm_of_the_likelihoods(n, k):
    Z, y = scores_and_labels(n, k)
    P = softmax(Z)
    likelihoods = [P[i, y[i]] for i in range(n)]
    assert -np.mean(np.log(likelihoods)) == pytest.approx(nll(one_hot(y, k), P), rel=1e-12)


@pytest.mark.parametrize("batch_size", [1, 3, 4, 100])
def test_the_mean_of_all_samples_follows_from_the_means_of_unequal_batches(batch_size):
    Z, y = scores_and_labels(10, 3)
    starts = range(0, 10, batch_size)
    batches = [(Z[i : i + batch_size], y[i : i + batch_size]) for i in starts]
    losses = np.array([softmax_cross_entropy(*batch) for batch in batches])
    batch_sizes = np.array([len(batch[1]) for batch in batches])
    assert mean_loss(losses, batch_sizes) == pytest.approx(softmax_cross_entropy(Z, y), rel=1e-12)
