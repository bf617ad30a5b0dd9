"""The rule that chooses the epochs on the way to 99 %, and the record that went by it."""

import json

import pytest

from benchmarks import to99


def test_the_fewest_epochs_are_chosen_with_which_every_seed_is_good_enough():
    tried = {"8": [0.991, 0.989, 0.992], "10": [0.99, 0.991, 0.99], "12": [0.992, 0.992, 0.992]}
    assert to99.chosen({"0.99": tried, "0.995": tried}) == {"0.99": "10", "0.995": "12"}


def test_the_record_went_by_the_rule():
    record = json.loads(to99.RESULTS.read_text(encoding="utf-8"))
    chosen = to99.chosen(record["validation"])
    if "test" in record:  # it was timed as well
        trainings = record["test"]["trainings"]
        assert {goal: str(one["epochs"]) for goal, one in trainings.items()} == chosen
    for goal, tried in record["validation"].items():
        assert [int(n) for n in tried] == list(to99.TRIED[float(goal)][: len(tried)])


def test_help_says_what_it_does(capsys):
    with pytest.raises(SystemExit, match="0"):
        to99.main(["--help"])
    assert "--validate" in capsys.readouterr().out
