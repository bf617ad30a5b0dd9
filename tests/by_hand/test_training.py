"""A network of plain functions learns, and dividing its inputs is what it is said to be."""

import numpy as np
import pytest

from nnlib.by_hand.mlp import mlp_forward, mlp_init
from nnlib.by_hand.training import (
    as_if_divided,
    chosen_settings,
    descend,
    loss_and_grads,
    minibatches,
    train,
    train_with_momentum,
)
from nnlib.exercises.chapter05 import _exam, _ninety_seven_faults
from nnlib.functions.activations import sigmoid
from nnlib.networks.gradient_check import check_gradient

rng = np.random.default_rng(0)
X, y = rng.normal(size=(30, 5)), rng.integers(0, 3, size=30)
START = mlp_init((5, 4, 3), bound=1, rng=0)


def test_the_gradients_pass_the_check():
    _, grads = loss_and_grads(X, y, START)
    for pair, slopes in zip(START, grads, strict=True):
        for at, slope in zip(pair, slopes, strict=True):
            assert check_gradient(lambda: loss_and_grads(X, y, START)[0], at, slope)


def test_a_training_is_repeated_by_its_seed_and_leaves_its_start_alone():
    before = [part.copy() for pair in START for part in pair]
    one, losses = train(X, y, START, 0.5, 8, 20, rng=1)
    two, _ = train(X, y, START, 0.5, 8, 20, rng=np.random.default_rng(1))
    other, _ = train(X, y, START, 0.5, 8, 20, rng=2)
    assert losses[-1] < losses[0]
    np.testing.assert_array_equal(one[0][0], two[0][0])
    assert not np.allclose(one[0][0], other[0][0])
    for part, kept in zip([p for pair in START for p in pair], before, strict=True):
        np.testing.assert_array_equal(part, kept)


def test_without_momentum_both_loops_are_one():
    plain, losses = train(X, y, START, 0.5, 7, 5, rng=3)
    same, same_losses = train_with_momentum(X, y, START, 0.5, 0.0, 7, 5, rng=3)
    np.testing.assert_allclose(losses, same_losses)
    np.testing.assert_allclose(plain[1][0], same[1][0])


def test_every_sample_is_in_one_batch_with_its_label():
    batches = minibatches(np.arange(30)[:, None], 2 * np.arange(30), 8, rng=4)
    assert [len(rows) for rows, _ in batches] == [8, 8, 8, 6]
    numbers = np.concatenate([rows.ravel() for rows, _ in batches])
    np.testing.assert_array_equal(np.sort(numbers), np.arange(30))
    np.testing.assert_array_equal(np.concatenate([labels for _, labels in batches]), 2 * numbers)


def test_dividing_the_inputs_is_another_start_and_another_rate():
    c, rate = 16, 0.4
    divided, _ = descend(X / c, y, START, rate, 10)
    (W_h, b_h), (W_o, b_o) = START
    W_h, rate_h = as_if_divided(W_h, rate, c)
    params = [(W_h, b_h), (W_o, b_o)]
    for _ in range(10):
        _, [(dW_h, db_h), (dW_o, db_o)] = loss_and_grads(X, y, params)
        (W_h, b_h), (W_o, b_o) = params
        params = [
            (W_h - rate_h * dW_h, b_h - rate * db_h),
            (W_o - rate * dW_o, b_o - rate * db_o),
        ]
    np.testing.assert_allclose(
        mlp_forward(X, params, sigmoid)[1][-1], mlp_forward(X / c, divided, sigmoid)[1][-1]
    )


def test_the_librarys_settings_have_room_above_the_goal():
    settings = chosen_settings()
    assert _exam.results(*(settings[name] for name in _exam.ORDER))[0] > 0.9715


def test_the_races_settings_which_the_chapter_prints_are_not_enough():
    settings = chosen_settings() | {"rate": 1.0, "momentum": 0.0}
    assert _exam.results(*(settings[name] for name in _exam.ORDER))[0] < 0.968


@pytest.mark.parametrize("settings", _ninety_seven_faults.KNOWN, ids=str)
def test_what_is_known_of_settings_is_what_comes_of_their_training(settings):
    known = _ninety_seven_faults.KNOWN[settings].replace("race", "loss nearly")
    assert _ninety_seven_faults.trained_fault(settings, *_exam.results(*settings)) == known
