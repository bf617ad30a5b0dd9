"""The record of the convolutional network that aims at 99.5 of 100, and its command."""

import json
from importlib.resources import files

import numpy as np
import pytest

from benchmarks import mnist995


def test_the_record_keeps_to_its_rule():
    record = json.loads(files("nnlib").joinpath("logs/mnist995.json").read_text(encoding="utf-8"))
    seeds = record["seeds"]
    assert 1 <= len(seeds) <= len(mnist995.SEEDS)
    assert list(seeds) == [str(seed) for seed in mnist995.SEEDS[: len(seeds)]]
    for seed in seeds.values():
        assert len(seed["validation"]) == len(seed["loss"]) == record["settings"]["epochs"]
        assert seed["validation"][-1] > 0.99
    mean = np.mean([seed["validation"][-1] for seed in seeds.values()])
    reached = len(seeds) == len(mnist995.SEEDS) and mean >= mnist995.GOAL
    assert (record.get("test") is not None) == reached


def test_weights_come_back_from_their_file(tmp_path):
    network, other = (mnist995.new_network(np.random.default_rng(n), (2, 3), 5) for n in (0, 1))
    path = tmp_path / "weights" / "seed0.npz"
    mnist995.weights_of(network, path, load=False)
    mnist995.weights_of(other, path, load=True)
    for name, parameter in network.params.items():
        np.testing.assert_array_equal(other.params[name], parameter)


def test_help_says_what_it_does(capsys):
    with pytest.raises(SystemExit, match="0"):
        mnist995.main(["--help"])
    assert "validation digits" in capsys.readouterr().out
