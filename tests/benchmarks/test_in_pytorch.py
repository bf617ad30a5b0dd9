"""The log that chapter 07 shows is the one that its command writes."""

import json
from importlib.resources import files

import pytest

from benchmarks import in_pytorch


def test_the_log_has_what_the_chapter_reads():
    record = json.loads(files("nnlib").joinpath("logs/in_pytorch.json").read_text("utf-8"))
    assert len(record["test loss after each epoch"]) == in_pytorch.EPOCHS
    starts = [f"start {seed}" for seed in in_pytorch.SEEDS]
    assert list(record["test loss"]) == list(record["test loss without zero_grad"]) == starts
    first, last = record["test loss"]["start 1"], record["test loss after each epoch"][-1]
    assert first == pytest.approx(last, abs=1e-12)


def test_without_pytorch_it_says_how_to_get_it(monkeypatch, capsys):
    monkeypatch.setitem(__import__("sys").modules, "torch", None)
    with pytest.raises(SystemExit) as left:
        in_pytorch.main([])
    assert left.value.code == 1
    assert "pip install" in capsys.readouterr().err
