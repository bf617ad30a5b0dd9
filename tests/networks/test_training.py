"""Training: batches, one whole step, the history, and what is refused."""

import os
import subprocess
import sys
import types

import numpy as np
import pytest

from nnlib import (
    SGD,
    Dense,
    Dropout,
    ReLU,
    Sequential,
    Sigmoid,
    Softmax,
    Tanh,
    accuracy,
    minibatches,
    softmax_cross_entropy,
    softmax_cross_entropy_grad,
    train,
    triangular,
)
from nnlib.datasets import four_clusters, xor_table
from nnlib.networks.batches import Batches
from nnlib.plots import LivePlot


def network(d=3, h=5, k=2, dtype=np.float64, seed=0):
    rng = np.random.default_rng(seed)
    layers = [Dense(d, h, rng=rng, dtype=dtype), ReLU(), Dense(h, k, rng=rng, dtype=dtype)]
    return Sequential(layers)


def samples(n=20, d=3, k=2, seed=1):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, d)), rng.integers(0, k, size=n)


def recorder():
    """An optimizer that changes nothing, and the list of its calls."""
    calls = []
    step = lambda params, grads: calls.append(grads)  # noqa: E731
    return types.SimpleNamespace(step=step), calls


def batch_sizes(**options):
    """Train on 20 samples without learning; return the size of each batch."""
    sizes = []

    def loss(Z, y):
        sizes.append(len(y))
        return softmax_cross_entropy(Z, y)

    train(network(), *samples(20), optimizer=recorder()[0], loss=loss, rng=0, **options)
    return sizes


# --- mini-batches


@pytest.mark.parametrize("batch_size", [1, 4, 5, 7, 20, 50])
def test_mini_batches_show_every_sample_once_with_its_own_label(batch_size):
    X, y = np.arange(20.0).reshape(20, 1), np.arange(20) * 10
    batches = list(minibatches(X, y, batch_size, rng=0))
    assert all(len(X_batch) == batch_size for X_batch, _ in batches[:-1])
    X_seen = np.concatenate([X_batch for X_batch, _ in batches])
    y_seen = np.concatenate([y_batch for _, y_batch in batches])
    np.testing.assert_array_equal(y_seen, X_seen[:, 0] * 10)
    np.testing.assert_array_equal(np.sort(X_seen, axis=0), X)


def test_mini_batches_are_shuffled():
    X, y = samples(50)
    (X_batch, _), *_ = minibatches(X, y, 50, rng=0)
    assert not np.array_equal(X_batch, X)


def test_the_same_seed_gives_the_same_batches_and_a_generator_new_ones():
    X, y = np.arange(50.0).reshape(50, 1), np.arange(50)

    def order(rng):
        return [int(label) for _, labels in minibatches(X, y, 8, rng) for label in labels]

    assert order(3) == order(3)
    assert order(3) != order(4)
    rng = np.random.default_rng(3)
    assert order(rng) != order(rng)


def test_numpys_legacy_generator_shuffles_as_it_always_did():
    X, y = np.arange(10.0).reshape(10, 1), np.arange(10)
    (_, labels), *_ = minibatches(X, y, 10, np.random.RandomState(42))
    np.testing.assert_array_equal(labels, np.random.RandomState(42).permutation(10))


@pytest.mark.parametrize(("n", "sizes"), [(20, [8, 8]), (16, [8, 8]), (7, [])])
def test_drop_last_leaves_out_a_smaller_batch(n, sizes):
    batches = minibatches(*samples(n), 8, rng=0, drop_last=True)
    assert [len(y_batch) for _, y_batch in batches] == sizes


def test_mini_batches_are_copies():
    X, y = samples(10)
    kept = X.copy()
    for X_batch, _ in minibatches(X, y, 4, rng=0):
        X_batch[:] = 0
    np.testing.assert_array_equal(X, kept)


def test_a_reused_batch_holds_the_same_samples_in_one_array():
    X, y = samples(20)
    arrays = set()
    pairs = zip(minibatches(X, y, 8, 0), minibatches(X, y, 8, 0, reuse=True), strict=True)
    for (expected, expected_y), (X_batch, y_batch) in pairs:
        np.testing.assert_array_equal(X_batch, expected)
        np.testing.assert_array_equal(y_batch, expected_y)
        arrays.add(X_batch.ctypes.data)
    assert len(arrays) == 1


@pytest.mark.parametrize("drop_last", [False, True])
@pytest.mark.parametrize("batch_size", [1, 8, 10, 50, np.int8(100)])
def test_batches_know_their_number_and_come_in_a_new_order_each_time(batch_size, drop_last):
    X, y = samples(20)
    batches = Batches(X, y, batch_size, 0, drop_last=drop_last)
    rng = np.random.default_rng(0)
    for _ in range(2):
        expected = list(minibatches(X, y, min(batch_size, 20), rng, drop_last=drop_last))
        for pair, expected_pair in zip(batches, expected, strict=True):
            np.testing.assert_array_equal(pair[0], expected_pair[0])
            np.testing.assert_array_equal(pair[1], expected_pair[1])
        assert len(batches) == len(expected)


# --- learning


def test_one_epoch_of_one_batch_is_one_step():
    X, y = samples()
    trained, by_hand = network(), network()
    history = train(trained, X, y, optimizer=SGD(0.5), n_epochs=1, batch_size=len(X))

    Z = by_hand.forward(X)
    by_hand.backward(softmax_cross_entropy_grad(Z, y))
    assert history["loss"] == pytest.approx([softmax_cross_entropy(Z, y)], rel=1e-12)
    for name, parameter in by_hand.params.items():
        expected = parameter - 0.5 * by_hand.grads[name]
        np.testing.assert_allclose(trained.params[name], expected, rtol=1e-10, atol=1e-14)


def test_training_is_forward_backward_and_step_over_the_shuffled_batches():
    X, y = samples()
    trained, by_hand = network(), network()
    train(trained, X, y, optimizer=SGD(0.1, momentum=0.9), n_epochs=3, batch_size=6, rng=7)

    rng, optimizer = np.random.default_rng(7), SGD(0.1, momentum=0.9)
    for _ in range(3):
        for X_batch, y_batch in minibatches(X, y, 6, rng):
            dZ = softmax_cross_entropy_grad(by_hand.forward(X_batch), y_batch)
            by_hand.backward(dZ)
            optimizer.step(by_hand.params, by_hand.grads)
    for name, parameter in by_hand.params.items():
        np.testing.assert_array_equal(trained.params[name], parameter)


def test_a_network_learns_xor():
    X, y = xor_table()
    rng = np.random.default_rng(0)
    learner = Sequential([Dense(2, 8, rng=rng), Tanh(), Dense(8, 2, rng=rng)])
    history = train(learner, X, y, optimizer=SGD(0.5), n_epochs=500, batch_size=4, rng=0)
    assert accuracy(learner, X, y) == 1
    assert history["loss"][-1] < 0.05 < history["loss"][0]


def test_the_same_seed_gives_the_same_network_and_history():
    X, y = samples()
    runs = []
    for seed in (5, 5, 6):
        learner = network()
        history = train(learner, X, y, optimizer=SGD(0.1), n_epochs=3, batch_size=4, rng=seed)
        runs.append((history, [parameter.tobytes() for parameter in learner.params.values()]))
    assert runs[0] == runs[1]
    assert runs[0] != runs[2]


def test_every_epoch_is_shuffled_anew():
    X, y = samples()
    orders = []

    def loss(Z, y):
        orders.append(Z[:, 0].tolist())
        return softmax_cross_entropy(Z, y)

    still = recorder()[0]
    train(network(), X, y, optimizer=still, n_epochs=2, batch_size=20, loss=loss, rng=0)
    assert orders[0] != orders[1]


@pytest.mark.parametrize("activation", [ReLU, Sigmoid, Tanh, Softmax], ids=lambda t: t.__name__)
@pytest.mark.parametrize("rate", [0.1, np.float64(0.1)], ids=["float", "numpy float64"])
def test_float32_stays_float32_through_a_whole_training_step(activation, rate):
    X, y = samples()
    learner = network(dtype=np.float32)
    learner.layers[1] = activation()
    seen = []

    def watched(function):
        def run(array):
            result = function(array)
            seen.append(result.dtype)
            return result

        return run

    for layer in learner.layers:
        layer.forward, layer.backward = watched(layer.forward), watched(layer.backward)
    optimizer = SGD(0.1, momentum=0.9)
    schedule = lambda step, n_steps: rate  # noqa: E731
    train(
        learner,
        X.astype(np.float32),
        y,
        optimizer=optimizer,
        n_epochs=2,
        batch_size=8,
        schedule=schedule,
        watch={"again": (X.astype(np.float32), y)},
    )
    assert set(seen) == {np.dtype(np.float32)}
    for arrays in (learner.params, learner.grads, optimizer.velocity):
        assert list(arrays) == ["0.W", "0.b", "2.W", "2.b"]
        assert {array.dtype for array in arrays.values()} == {np.dtype(np.float32)}


def test_a_loss_gradient_in_float64_does_not_widen_a_float32_network():
    # (P - Y) / N is float64 as soon as the labels Y are integers or made by one_hot.
    X, y = samples()
    learner, optimizer = network(dtype=np.float32), SGD(0.1)
    train(
        learner,
        X.astype(np.float32),
        y,
        optimizer=optimizer,
        n_epochs=1,
        loss_grad=lambda Z, y: softmax_cross_entropy_grad(Z, y).astype(np.float64),
    )
    for arrays in (learner.params, learner.grads, optimizer.velocity):
        assert {array.dtype for array in arrays.values()} == {np.dtype(np.float32)}


@pytest.mark.parametrize("dtype", [np.uint8, np.int64, np.float16])
def test_samples_of_other_types_become_float64(dtype):
    X = np.random.default_rng(0).integers(0, 200, size=(20, 3)).astype(dtype)
    _, y = samples()
    seen = []

    def loss(Z, y):
        seen.append(Z.dtype)
        return softmax_cross_entropy(Z, y)

    train(network(), X, y, optimizer=SGD(1e-4), n_epochs=1, loss=loss)
    assert set(seen) == {np.dtype(np.float64)}


def test_lists_are_taken_as_samples_and_labels():
    X, y = xor_table()
    history = train(network(2), X.tolist(), y.tolist(), optimizer=SGD(0.1), n_epochs=1)
    assert len(history["loss"]) == 1


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_training_changes_neither_samples_nor_labels(dtype):
    X, y = samples()
    X = X.astype(dtype)
    kept = X.copy(), y.copy()
    X.flags.writeable = y.flags.writeable = False
    watch = {"same": (X, y)}
    train(network(dtype=dtype), X, y, optimizer=SGD(0.1), n_epochs=2, batch_size=6, watch=watch)
    np.testing.assert_array_equal(X, kept[0])
    np.testing.assert_array_equal(y, kept[1])
    assert X.dtype == dtype


def test_another_loss_is_used_if_given():
    # A loss ten times as large, with a tenth of the rate, is the same training.
    X, y = samples()
    plain, scaled = network(), network()
    history = train(plain, X, y, optimizer=SGD(0.1), n_epochs=2, batch_size=6, rng=0)
    history_scaled = train(
        scaled,
        X,
        y,
        optimizer=SGD(0.01),
        n_epochs=2,
        batch_size=6,
        rng=0,
        loss=lambda Z, y: 10 * softmax_cross_entropy(Z, y),
        loss_grad=lambda Z, y: 10 * softmax_cross_entropy_grad(Z, y),
    )
    np.testing.assert_allclose(history_scaled["loss"], np.multiply(10, history["loss"]), rtol=1e-10)
    for name, parameter in plain.params.items():
        np.testing.assert_allclose(scaled.params[name], parameter, rtol=1e-10, atol=1e-14)


# --- batches


def test_the_last_batch_holds_what_is_left():
    assert batch_sizes(n_epochs=2, batch_size=8) == [8, 8, 4, 8, 8, 4]


def test_drop_last_leaves_out_what_is_left():
    assert batch_sizes(n_epochs=2, batch_size=8, drop_last=True) == [8, 8, 8, 8]


@pytest.mark.parametrize("drop_last", [False, True])
def test_a_batch_larger_than_the_data_takes_all_of_it(drop_last):
    assert batch_sizes(n_epochs=2, batch_size=1000, drop_last=drop_last) == [20, 20]


def test_sizes_may_be_numpy_integers():
    assert batch_sizes(n_epochs=np.int64(1), batch_size=np.int32(10)) == [10, 10]


# --- history


def test_the_history_holds_the_mean_batch_loss_of_each_epoch():
    X, y = samples()
    losses = []

    def loss(Z, y):
        losses.append(softmax_cross_entropy(Z, y))
        return losses[-1]

    history = train(network(), X, y, optimizer=SGD(0.1), n_epochs=3, batch_size=8, loss=loss, rng=0)
    assert list(history) == ["loss"]
    np.testing.assert_allclose(history["loss"], np.reshape(losses, (3, 3)).mean(axis=1))
    assert {type(value) for value in history["loss"]} == {float}


def test_watched_data_is_measured_after_every_epoch():
    X, y = four_clusters(20, rng=0)
    X_other, y_other = four_clusters(15, rng=1)
    learner, by_hand = network(2), network(2)
    watch = {"train": (X, y), "other": (X_other, y_other)}
    history = train(learner, X, y, optimizer=SGD(0.1), n_epochs=3, batch_size=8, watch=watch, rng=0)
    assert set(history) == {"loss", "train", "other"}

    # The same training, stopped by hand after every epoch.
    rng, expected = np.random.default_rng(0), {"train": [], "other": []}
    for _ in range(3):
        train(by_hand, X, y, optimizer=SGD(0.1), n_epochs=1, batch_size=8, rng=rng)
        for name, data in watch.items():
            expected[name].append(accuracy(by_hand, *data))
    assert history["train"] == expected["train"]
    assert history["other"] == expected["other"]


def test_watching_does_not_change_the_training():
    X, y = samples()
    alone, watched = network(), network()
    train(alone, X, y, optimizer=SGD(0.1), n_epochs=3, batch_size=8, rng=0)
    watch = {"other": samples(30, seed=2)}
    train(watched, X, y, optimizer=SGD(0.1), n_epochs=3, batch_size=8, rng=0, watch=watch)
    for name, parameter in alone.params.items():
        np.testing.assert_array_equal(watched.params[name], parameter)


def test_watched_data_named_loss_does_not_vanish():
    # "loss" is the history's own name: the clash must be told, or both must be kept.
    X, y = samples()
    with pytest.raises(ValueError, match="loss"):
        train(network(), X, y, optimizer=SGD(0.1), n_epochs=1, watch={"loss": (X, y)})


# --- schedule


def test_the_schedule_is_asked_before_every_step_with_step_and_number_of_steps():
    X, y = samples(20)
    asked, used = [], []

    def schedule(step, n_steps):
        asked.append((step, n_steps))
        return 0.01 * (step + 1)

    optimizer = types.SimpleNamespace(learning_rate=None)
    optimizer.step = lambda params, grads: used.append(optimizer.learning_rate)
    train(network(), X, y, optimizer=optimizer, n_epochs=2, batch_size=8, schedule=schedule)
    # 20 samples in batches of 8 are 3 steps; two epochs are 6.
    assert asked == [(step, 6) for step in range(6)]
    assert used == [0.01 * (step + 1) for step in range(6)]


def test_the_schedule_counts_only_the_batches_that_are_shown():
    asked = []

    def schedule(step, n_steps):
        asked.append((step, n_steps))
        return 0.1

    X, y = samples(20)
    options = {"n_epochs": 2, "batch_size": 8, "drop_last": True, "schedule": schedule}
    train(network(), X, y, optimizer=SGD(), **options)
    assert asked == [(step, 4) for step in range(4)]


def test_the_schedule_takes_the_place_of_the_optimizers_own_rate():
    X, y = samples()
    scheduled, plain = network(), network()
    options = {"n_epochs": 2, "batch_size": 8, "rng": 0}
    train(scheduled, X, y, optimizer=SGD(99.0), schedule=lambda step, n_steps: 0.1, **options)
    train(plain, X, y, optimizer=SGD(0.1), **options)
    for name, parameter in plain.params.items():
        np.testing.assert_array_equal(scheduled.params[name], parameter)


def test_without_a_schedule_the_learning_rate_stays_as_it_is():
    optimizer = SGD(0.25)
    train(network(), *samples(), optimizer=optimizer, n_epochs=1)
    assert optimizer.learning_rate == 0.25


def test_the_triangular_schedule_fits():
    learner, (X, y) = network(), samples()
    before = learner.params["0.W"].copy()
    history = train(
        learner,
        X,
        y,
        optimizer=SGD(),
        n_epochs=5,
        batch_size=8,
        rng=0,
        schedule=lambda step, n_steps: triangular(step, n_steps, peak=0.5),
    )
    assert history["loss"][-1] < history["loss"][0]
    assert not np.array_equal(learner.params["0.W"], before)


# --- refusing


X_GOOD, Y_GOOD = samples(20)


def with_entry(value):
    X = X_GOOD.copy()
    X[3, 1] = value
    return X


@pytest.mark.parametrize(
    ("X", "y", "options", "sentence"),
    [
        (X_GOOD[:, 0], Y_GOOD, {}, r"X must have shape \(N, D\).*got \(20,\)"),
        (X_GOOD.reshape(20, 3, 1), Y_GOOD, {}, r"X must have shape \(N, D\).*got \(20, 3, 1\)"),
        (X_GOOD, Y_GOOD[:-1], {}, r"one label a row of X, \(20,\), got \(19,\)"),
        (X_GOOD, Y_GOOD.reshape(20, 1), {}, r"one label a row of X, \(20,\), got \(20, 1\)"),
        (X_GOOD, Y_GOOD.astype(float), {}, "labels must be integers.*float64"),
        (X_GOOD, Y_GOOD == 1, {}, "labels must be integers.*bool"),
        (X_GOOD, Y_GOOD - 1, {}, "labels must be integers.*got -1"),
        (with_entry(np.nan), Y_GOOD, {}, "X must be finite, got NaN"),
        (with_entry(np.inf), Y_GOOD, {}, "X must be finite, got NaN or infinity"),
        (X_GOOD[:0], Y_GOOD[:0], {}, "X has no rows"),
        (X_GOOD, Y_GOOD + 1, {}, "K of at least 3, since the labels go up to 2"),
        (X_GOOD[:, :2], Y_GOOD, {}, "does not take samples of 2 features"),
        (X_GOOD, Y_GOOD, {"n_epochs": 0}, "n_epochs must be an integer of at least 1, got 0"),
        (X_GOOD, Y_GOOD, {"n_epochs": 2.0}, "n_epochs must be an integer of at least 1, got 2.0"),
        (X_GOOD, Y_GOOD, {"n_epochs": True}, "n_epochs must be an integer of at least 1"),
        (X_GOOD, Y_GOOD, {"batch_size": 0}, "batch_size must be an integer of at least 1, got 0"),
        (X_GOOD, Y_GOOD, {"batch_size": -4}, "batch_size must be an integer of at least 1"),
        (X_GOOD, Y_GOOD, {"batch_size": 2.5}, "batch_size must be an integer of at least 1"),
        (X_GOOD, Y_GOOD, {"watch": {"val": (X_GOOD[0], Y_GOOD)}}, r"watch\['val'\]: X must have"),
        (X_GOOD, Y_GOOD, {"watch": {"val": (X_GOOD, Y_GOOD[1:])}}, r"watch\['val'\]: y must hold"),
        (X_GOOD, Y_GOOD, {"watch": {"val": X_GOOD}}, r"watch\['val'\] must be a pair.*ndarray"),
        (X_GOOD, Y_GOOD, {"watch": (X_GOOD, Y_GOOD)}, "watch must be a dict.*got a tuple"),
        (X_GOOD, Y_GOOD, {"on_epoch": 3}, "on_epoch must be a function.*got 3"),
        (X_GOOD, Y_GOOD, {"on_epoch": LivePlot}, r"LivePlot\(\) with its parentheses.*got <class"),
    ],
    ids=[
        "X 1-D",
        "X 3-D",
        "y too short",
        "y 2-D",
        "float labels",
        "bool labels",
        "negative labels",
        "NaN",
        "infinity",
        "empty",
        "labels too large",
        "wrong number of features",
        "no epochs",
        "float epochs",
        "bool epochs",
        "batch of 0",
        "batch of -4",
        "batch of 2.5",
        "watched X 1-D",
        "watched y too short",
        "watched without labels",
        "watched without a name",
        "on_epoch a number",
        "on_epoch a class",
    ],
)
def test_bad_input_is_refused_with_a_sentence_before_any_step(X, y, options, sentence):
    optimizer, calls = recorder()
    with pytest.raises(ValueError, match=sentence):
        train(network(), X, y, optimizer=optimizer, **options)
    assert calls == []


@pytest.mark.parametrize("label", [np.uint8(255), np.int8(127)], ids=["uint8", "int8"])
def test_a_label_that_fills_its_type_is_refused_with_the_right_number(label):
    y = np.full(20, label)
    with pytest.raises(ValueError, match=f"K of at least {int(label) + 1}"):
        train(network(), X_GOOD, y, optimizer=SGD(0.1))


def test_watched_data_of_other_width_is_refused_before_any_step():
    # Found out after the first epoch, it would cost that epoch.
    optimizer, calls = recorder()
    watch = {"val": (X_GOOD[:, :2], Y_GOOD)}
    with pytest.raises(ValueError, match="2 features"):
        train(network(), X_GOOD, Y_GOOD, optimizer=optimizer, watch=watch)
    assert calls == []


def kept_by(network):
    """What each layer holds, but for the values in its arrays."""
    return [{name: id(value) for name, value in vars(layer).items()} for layer in network.layers]


@pytest.mark.parametrize("in_training", [False, True])
def test_looking_for_a_misfit_leaves_no_trace_in_the_network(in_training):
    # A layer that kept the sample would keep all the samples in memory: it is a part of them.
    rng = np.random.default_rng(0)
    learner = Sequential([Dense(3, 5), Dropout(0.5, rng=rng), Tanh(), Dense(5, 2)])
    learner.training = in_training
    held, state = kept_by(learner), rng.bit_generator.state
    with pytest.raises(ValueError, match="K of at least 3"):
        train(learner, X_GOOD, Y_GOOD + 1, optimizer=SGD())
    assert kept_by(learner) == held
    assert rng.bit_generator.state == state


# --- interrupting


def interrupted_after(n_steps, optimizer):
    """The optimizer, with Ctrl-C pressed at the step after n_steps."""
    calls = []

    def step(params, grads):
        if len(calls) == n_steps:
            raise KeyboardInterrupt
        calls.append(1)
        optimizer.step(params, grads)

    return types.SimpleNamespace(step=step)


def test_an_interrupt_warns_and_returns_the_history_so_far():
    X, y = samples(20)
    learner, two_epochs = network(), network()
    optimizer = interrupted_after(7, SGD(0.1))  # three steps an epoch: in the third epoch
    with pytest.warns(UserWarning, match="interrupted in epoch 3 of 9") as record:
        history = train(
            learner, X, y, optimizer=optimizer, n_epochs=9, batch_size=8, rng=0, watch={"a": (X, y)}
        )
    assert len(record) == 1
    assert record[0].filename == __file__  # it points at the caller's line
    options = {"n_epochs": 2, "batch_size": 8, "rng": 0, "watch": {"a": (X, y)}}
    assert history == train(two_epochs, X, y, optimizer=SGD(0.1), **options)


def test_an_interrupt_keeps_what_the_network_has_learned():
    X, y = samples(20)
    interrupted, one_epoch = network(), network()
    options = {"batch_size": 8, "rng": 0}
    with pytest.warns(UserWarning, match="interrupted"):
        train(interrupted, X, y, optimizer=interrupted_after(3, SGD(0.1)), **options)
    train(one_epoch, X, y, optimizer=SGD(0.1), n_epochs=1, **options)
    for name, parameter in one_epoch.params.items():
        np.testing.assert_array_equal(interrupted.params[name], parameter)


def test_an_interrupt_in_the_first_epoch_gives_an_empty_history():
    with pytest.warns(UserWarning, match="interrupted in epoch 1 of 10"):
        history = train(network(), *samples(), optimizer=interrupted_after(0, SGD(0.1)))
    assert history == {"loss": []}


# --- the progress bar


def run_training(progress, before="", **environment):
    """Train in a process of its own, for tqdm reads its environment when imported."""
    code = (
        "from nnlib import SGD, Dense, Sequential, train; from nnlib.datasets import xor_table; "
        f"{before}"
        "net = Sequential([Dense(2, 2, rng=0)]); "
        f"train(net, *xor_table(), optimizer=SGD(), n_epochs=3, progress={progress})"
    )
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TQDM_")}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=True,
    )


def test_progress_shows_a_bar_on_stderr():
    run = run_training(True)
    assert "100%" in run.stderr
    assert "3/3" in run.stderr
    assert "loss=" in run.stderr
    assert run.stdout == ""


def test_tqdm_disable_hides_the_bar():
    run = run_training(True, TQDM_DISABLE="1")
    assert run.stdout == run.stderr == ""


def test_nothing_is_shown_unless_asked_for():
    run = run_training(False)
    assert run.stdout == run.stderr == ""


def test_a_web_page_that_has_no_threads_gives_no_warning():
    run = run_training(
        True, "import sys, threading; sys.platform = 'emscripten'; threading.Thread.start = None; "
    )
    assert "Warning" not in run.stderr
    assert "3/3" in run.stderr


# --- layers that train differently, and changed copies


def test_a_network_is_in_training_while_it_learns_and_only_then():
    X, y = samples()
    learner = network()
    modes = {"loss": [], "watch": []}
    predict = learner.predict

    def loss(Z, y):
        modes["loss"].append(learner.training)
        return softmax_cross_entropy(Z, y)

    def watched_predict(X):
        modes["watch"].append(learner.training)
        return predict(X)

    learner.predict = watched_predict
    train(learner, X, y, optimizer=SGD(), n_epochs=2, loss=loss, watch={"all": (X, y)}, rng=0)
    assert modes == {"loss": [True, True], "watch": [False, False]}
    assert not learner.training


def test_a_network_leaves_training_when_it_fails():
    def loss(Z, y):
        raise RuntimeError("on purpose")

    learner = network()
    with pytest.raises(RuntimeError, match="on purpose"):
        train(learner, *samples(), optimizer=SGD(), loss=loss, rng=0)
    assert not learner.training


def test_dropout_learns():
    X, y = four_clusters(rng=0)
    rng = np.random.default_rng(0)
    layers = [Dense(2, 30, rng=rng), ReLU(), Dropout(0.2, rng=rng), Dense(30, 2, rng=rng)]
    learner = Sequential(layers)
    train(learner, X, y, optimizer=SGD(0.1, momentum=0.9), n_epochs=40, rng=rng)
    assert accuracy(learner, X, y) == 1


def test_every_batch_is_augmented_before_the_network_sees_it():
    X, y = samples()
    seen, given = [], np.random.default_rng(3)
    learner = network()
    forward = learner.forward
    learner.forward = lambda X: seen.append(X) or forward(X)

    def augment(X_batch, rng):
        assert rng is given
        return X_batch + 100

    train(learner, X, y, optimizer=SGD(0.01), n_epochs=1, batch_size=10, augment=augment, rng=given)
    batches = seen[1:]  # the first is the look whether the samples fit
    assert len(batches) == 2
    np.testing.assert_allclose(np.sort(np.concatenate(batches), axis=0), np.sort(X + 100, axis=0))


# --- when to stop


def test_a_training_ends_when_on_epoch_says_so():
    X, y = samples()
    options = {"optimizer": SGD(), "n_epochs": 9, "watch": {"a": (X, y)}}
    history = train(network(), X, y, on_epoch=lambda history: len(history["a"]) == 3, **options)
    assert len(history["loss"]) == len(history["a"]) == 3
