"""The record of the training that reaches 99 of 100, and the command that writes it."""

import json
from importlib.resources import files

import numpy as np
import pytest

from benchmarks import mnist99


def test_the_record_reaches_99_percent_with_every_seed_and_on_the_test_digits():
    record = json.loads(files("nnlib").joinpath("logs/mnist99.json").read_text(encoding="utf-8"))
    curves = record["validation"]["accuracy"]
    assert list(curves) == [f"seed {seed}" for seed in mnist99.SEEDS]
    assert {len(curve) for curve in curves.values()} == {mnist99.EPOCHS}
    assert all(curve[-1] >= 0.99 for curve in curves.values())
    assert record["test"]["epochs"] == len(record["test"]["loss"]) == mnist99.EPOCHS
    assert record["test"]["accuracy"] >= 0.99


def test_a_part_of_the_record_is_replaced_and_the_other_kept(tmp_path):
    log = tmp_path / "log.json"
    mnist99.write_log(log, "test", {"accuracy": 0.5})
    mnist99.write_log(log, "validation", {"epochs": 1})
    mnist99.write_log(log, "test", {"accuracy": 0.75})
    assert json.loads(log.read_text()) == {"test": {"accuracy": 0.75}, "validation": {"epochs": 1}}
    assert list(tmp_path.iterdir()) == [log]


def test_a_failure_leaves_the_old_record(tmp_path):
    log = tmp_path / "log.json"
    mnist99.write_log(log, "test", {"accuracy": 0.5})
    with pytest.raises(TypeError):
        mnist99.write_log(log, "test", {"accuracy": object()})
    assert json.loads(log.read_text()) == {"test": {"accuracy": 0.5}}


def test_the_network_is_the_chapters():
    network = mnist99.new_network(np.random.default_rng(0))
    assert sum(p.size for p in network.params.values()) == 785 * 512 + 513 * 512 + 513 * 10


def test_help_says_what_it_does(capsys):
    with pytest.raises(SystemExit, match="0"):
        mnist99.main(["--help"])
    assert "--validate" in capsys.readouterr().out
