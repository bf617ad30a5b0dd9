"""The record of the published training of 25 epochs, and the command that writes it."""

import json

import numpy as np
import pytest

from benchmarks import twenty_five
from nnlib.datasets import load_mnist


def test_the_record_is_what_the_command_would_write():
    log = json.loads(twenty_five.LOG.read_text(encoding="utf-8"))
    assert list(log) == [f"seed {seed}" for seed in twenty_five.SEEDS]
    for found in log.values():
        assert {len(curve) for curve in found["curves"].values()} == {twenty_five.EPOCHS}
        assert found["curves"]["validation"][-1] == found["end"]["validation"]


def test_it_ends_at_the_published_numbers():
    end = json.loads(twenty_five.LOG.read_text(encoding="utf-8"))["seed 42"]["end"]
    assert (round(end["training"], 4), round(end["validation"], 4)) == (1.0, 0.9809)


def test_two_epochs_on_a_few_digits_are_looked_at_twice():
    whole = load_mnist(dtype=np.float64)
    few = whole._replace(
        X_train=whole.X_train[:640], y_train=whole.y_train[:640],
        X_val=whole.X_val[:200], y_val=whole.y_val[:200],
    )  # fmt: skip
    found = twenty_five.fit(0, 2, few)
    names = ["loss", "training", "validation", "confidence", "calibration error"]
    assert list(found["curves"]) == names
    assert {len(curve) for curve in found["curves"].values()} == {2}


def test_help_says_what_it_does(capsys):
    with pytest.raises(SystemExit, match="0"):
        twenty_five.main(["--help"])
    assert "25 epochs" in capsys.readouterr().out
