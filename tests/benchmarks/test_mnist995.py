"""The record of the convolutional network that aims at 99.5 of 100, and its command."""

import json
from importlib.resources import files

import numpy as np
import pytest

from benchmarks import mnist995
from nnlib import Conv2d, Reshape
from nnlib.datasets import load_mnist


def test_the_record_has_its_seeds_and_what_they_give():
    record = json.loads(files("nnlib").joinpath("logs/mnist995.json").read_text(encoding="utf-8"))
    seeds = record["seeds"]
    assert list(seeds) == [str(seed) for seed in mnist995.SEEDS]
    for seed in seeds.values():
        assert len(seed["validation"]) == len(seed["loss"]) == record["settings"]["epochs"]
        assert seed["validation"][-1] > 0.99
    ends = [seed["validation"][-1] for seed in seeds.values()]
    assert np.mean(ends) >= mnist995.GOAL  # as chapter 09 says
    assert len(record["test"]) == len(seeds)
    y = load_mnist().y_val
    for i, said in record["missed"].items():  # by all of them
        assert str(y[int(i)]) not in said


def test_the_first_layer_learns_as_any_and_sends_nothing_back():
    network, plain = (mnist995.new_network(np.random.default_rng(0), (2, 3), 5) for _ in "ab")
    images, first = plain.layers[:2]
    plain.layers[:2] = [Reshape(*images.shape), Conv2d(1, 2, 5, dtype=np.float32)]
    plain.layers[1].W, plain.layers[1].b = first.W, first.b
    X = np.random.default_rng(1).uniform(size=(4, 784)).astype(np.float32)
    dZ = np.random.default_rng(2).normal(size=(4, 10)).astype(np.float32)
    for each in (network, plain):
        each.forward(X)
    assert network.backward(dZ) is None
    assert plain.backward(dZ).shape == X.shape
    for name, gradient in plain.grads.items():
        np.testing.assert_array_equal(network.grads[name], gradient)


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
