"""The record of what each remedy is worth, and the script that makes it."""

import json

import numpy as np
import pytest

from benchmarks import remedies
from nnlib import SGD, Dropout


def test_the_record_is_what_the_script_would_write():
    log = json.loads(remedies.LOG.read_text(encoding="utf-8"))
    assert log["facts"] == {
        "epochs": remedies.EPOCHS,
        "seeds": remedies.SEEDS,
        "digits": remedies.N_TRAIN,
    }
    assert list(log["accuracy"]) == list(remedies.REMEDIES)
    tried = log["choice"]["tried"]
    assert {name: [float(value) for value in found] for name, found in tried.items()} == (
        remedies.CHOICES
    )
    for name, found in tried.items():
        assert float(max(found, key=found.get)) == log["choice"]["chosen"][name]


def test_dropout_is_there_only_if_it_is_asked_for():
    rng = np.random.default_rng(0)
    for rate in (0.0, 0.35):
        layers = remedies.new_network(rng, rate).layers
        rates = [layer.rate for layer in layers if isinstance(layer, Dropout)]
        assert rates == [rate, rate][: 2 * bool(rate)]


def test_decay_takes_a_fraction_of_every_weight_away_and_leaves_biases_alone():
    params = {"W": np.ones((2, 2)), "b": np.ones(2)}
    optimizer = remedies.WithDecay(SGD(0.5), 0.1)
    optimizer.learning_rate = 1.0
    optimizer.step(params, {name: np.zeros_like(array) for name, array in params.items()})
    np.testing.assert_allclose(params["W"], 0.9)
    np.testing.assert_allclose(params["b"], 1.0)


def test_every_remedy_trains():
    rng = np.random.default_rng(0)
    X, y = rng.random((200, 784), dtype=np.float32), rng.integers(0, 10, 200)
    chosen = {name: values[0] for name, values in remedies.CHOICES.items()}
    for name, used in remedies.REMEDIES.items():
        options = remedies.settings(name, chosen)
        assert options.keys() - {"rate"} == used & {"decay", "dropout"}
        network = remedies.fit(X, y, used, seed=0, n_epochs=1, **options)
        assert np.isfinite(network.forward(X)).all()


def test_it_says_what_it_takes(capsys):
    with pytest.raises(SystemExit):
        remedies.main(["--help"])
    assert "five times each" in capsys.readouterr().out


def test_every_way_to_step_has_its_own_rate_and_every_remedy_that_of_what_it_is_added_to():
    chosen = {name: index for index, name in enumerate(remedies.CHOICES)}
    for name, used in remedies.REMEDIES.items():
        rate = remedies.settings(name, chosen)["rate"]
        assert rate == chosen[remedies.STEPS if used & (remedies.FOUR | {"wide"}) else name]
