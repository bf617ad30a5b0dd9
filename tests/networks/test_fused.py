"""The fused step: the numbers of the layers, and what it refuses."""

import itertools

import numpy as np
import pytest

from nnlib import (
    SGD,
    Adam,
    Dense,
    Dropout,
    ReLU,
    Sequential,
    Sigmoid,
    he,
    nll,
    softmax_cross_entropy,
    train,
    triangular,
)
from nnlib.networks.fused import HALVED_FROM, FusedStep

# Relative to the largest weight: what an epoch's roundings come to.
TOLERANCE = {np.float32: 1e-5, np.float64: 1e-12}


def network(dtype=np.float64, sizes=(12, 7, 9, 4), dropout=()):
    """Dense layers with ReLU, and dropout of these rates after the first ones."""
    rng = np.random.default_rng(0)
    layers = []
    for pair, rate in itertools.zip_longest(itertools.pairwise(sizes), dropout):
        layers += [Dense(*pair, init=he, rng=rng, dtype=dtype), ReLU()]
        layers += [] if rate is None else [Dropout(rate, rng=rng)]
    return Sequential(layers[:-1])


def samples(n=2 * HALVED_FROM - 50, dtype=np.float64):
    rng = np.random.default_rng(1)
    return rng.normal(size=(n, 12)).astype(dtype), rng.integers(0, 4, size=n)


def trained(fused, dtype, momentum=0.0, sizes=(12, 7, 9, 4), dropout=(), **options):
    """A network after training, its history and its optimizer."""
    learner, optimizer = network(dtype, sizes, dropout), SGD(0.1, momentum=momentum)
    X, y = samples(dtype=dtype)
    history = train(learner, X, y, optimizer=optimizer, rng=2, fused=fused, **options)
    return learner, history, optimizer


@pytest.mark.parametrize("dtype", TOLERANCE)
@pytest.mark.parametrize(
    "options",
    [
        {"n_epochs": 1},
        {"n_epochs": 3, "momentum": 0.9, "batch_size": 50},
        {"n_epochs": 1, "batch_size": 1},
        {"n_epochs": 2, "batch_size": 2 * HALVED_FROM - 50, "sizes": (12, 4)},
        {"n_epochs": 4, "momentum": 0.9, "batch_size": HALVED_FROM + 1},  # an odd one is cut too
        {"n_epochs": 2, "momentum": 0.5, "schedule": lambda k, n: triangular(k, n, 0.3)},
        {"n_epochs": 2, "dropout": (0.3, 0.5), "watch": {"seen": samples(20)}},
        {
            "n_epochs": 3,
            "momentum": 0.9,
            "batch_size": HALVED_FROM + 22,
            "dropout": (0.2,),
        },  # cut in halves
        {"n_epochs": 2, "drop_last": True, "augment": lambda X, rng: X * X.dtype.type(0.5)},
    ],
    ids=lambda options: " ".join(options),
)
def test_fused_training_gives_the_numbers_of_the_layers(dtype, options):
    (ours, history, mine), (layers, expected, theirs) = (
        trained(fused, dtype, **options) for fused in (True, False)
    )
    start = network(dtype, options.get("sizes", (12, 7, 9, 4)), options.get("dropout", ()))
    for name, parameter in layers.params.items():
        size = np.abs(parameter).max()
        assert np.abs(parameter - start.params[name]).max() > 1e-3 * size  # it did learn
        tolerance = TOLERANCE[dtype] * size
        np.testing.assert_allclose(ours.params[name], parameter, rtol=0, atol=tolerance)
        assert ours.params[name].dtype == dtype
    np.testing.assert_allclose(history["loss"], expected["loss"], rtol=TOLERANCE[dtype])
    if mine.momentum:
        assert set(mine.velocity) == set(theirs.velocity)


def test_float32_samples_may_train_a_float64_network():
    X, y = samples(dtype=np.float32)
    ours, layers = network(), network()
    for learner, fused in ((ours, True), (layers, False)):
        train(learner, X, y, optimizer=SGD(0.1), n_epochs=1, rng=2, fused=fused)
    for name, parameter in layers.params.items():
        np.testing.assert_allclose(ours.params[name], parameter, rtol=0, atol=1e-12)


def test_a_step_changes_neither_samples_nor_labels_and_keeps_the_weights_arrays():
    learner, (X, y) = network(), samples()
    kept, arrays = (X.copy(), y.copy()), list(learner.params.values())
    FusedStep(learner, SGD(0.1))(X, y)
    np.testing.assert_array_equal(X, kept[0])
    np.testing.assert_array_equal(y, kept[1])
    assert all(a is b for a, b in zip(learner.params.values(), arrays, strict=True))


@pytest.mark.parametrize("scale", [1e3, 1e30])
def test_the_loss_is_finite_for_scores_of_any_size(scale):
    X, y = samples(dtype=np.float32)
    step = FusedStep(network(np.float32), SGD(0.0))
    X *= np.float32(scale)
    expected = softmax_cross_entropy(network(np.float32).forward(X), y)
    assert step(X, y) == pytest.approx(expected, rel=1e-5)
    assert np.isfinite(expected)


def test_out_of_training_every_unit_stays_on():
    X, y = samples()
    learner, plain = network(dropout=(0.5, 0.5)), network()
    assert FusedStep(learner, SGD(0.0))(X, y) == FusedStep(plain, SGD(0.0))(X, y)
    learner.training = True
    assert FusedStep(learner, SGD(0.0))(X, y) != FusedStep(plain, SGD(0.0))(X, y)


def test_a_small_batch_may_come_first():
    X, y = samples()
    learner, whole = network(), FusedStep(network(), SGD(0.0))
    step = FusedStep(learner, SGD(0.0))
    step(X[:3], y[:3])
    assert step(X, y) == whole(X, y)


@pytest.mark.parametrize(
    "layers",
    [
        [Dense(12, 4), Sigmoid(), Dense(4, 4)],
        [Dense(12, 4), Dropout(0.5), ReLU(), Dense(4, 4)],
        [Dropout(0.5), Dense(12, 4)],
        [Dense(12, 4), ReLU(), Dropout(0.5), Dropout(0.5), Dense(4, 4)],
        [Dense(12, 4), ReLU(), Dropout(0.5)],
        [Dense(12, 4), ReLU()],
        [type("Mine", (Dense,), {})(12, 4)],
    ],
    ids=[
        "sigmoid",
        "dropout before ReLU",
        "dropout first",
        "dropout twice",
        "ends in dropout",
        "ends in ReLU",
        "a subclass",
    ],
)
def test_other_layers_are_refused(layers):
    with pytest.raises(ValueError, match=r"fused training takes .* Dense layers .* got \["):
        train(Sequential(layers), *samples(), optimizer=SGD(), fused=True)


def test_other_optimizers_and_losses_are_refused():
    with pytest.raises(ValueError, match="takes SGD as its optimizer, got Adam"):
        train(network(), *samples(), optimizer=Adam(), fused=True)
    with pytest.raises(ValueError, match="takes nnlib's softmax_cross_entropy, got another"):
        train(network(), *samples(), optimizer=SGD(), loss=nll, fused=True)


def test_an_interrupt_keeps_what_was_learned():
    def interrupt(step, n_steps):
        if step == 10:
            raise KeyboardInterrupt
        return 0.1

    learner = network()
    with pytest.warns(UserWarning, match="interrupted in epoch 2 of 5"):
        history = train(
            learner,
            *samples(230),
            optimizer=SGD(),
            n_epochs=5,
            schedule=interrupt,
            fused=True,
            progress=False,
        )
    assert len(history["loss"]) == 1
    assert np.abs(learner.layers[0].b).max() > 0  # biases start at 0
