"""The page for instructors counts what is there, and names options that exist."""

import re

import build
import instructors
from nnlib.exercises import REGISTRY
from nnlib.grading.__main__ import parse

TEXT = (build.ROOT / "book" / "instructors.md").read_text(encoding="utf-8")


def test_the_page_is_up_to_date():
    assert instructors.main(["--check"]) == 0


def test_its_table_counts_every_exercise_and_point():
    minutes, exercises, points = re.search(r"\| all \| (\d+) \| (\d+) \| (\d+) \|", TEXT).groups()
    assert int(exercises) == len(REGISTRY)
    assert int(points) == sum(exercise.points for exercise in REGISTRY.values())
    assert int(minutes) == sum(chapter[3] for chapter in instructors.chapters())


def test_every_option_that_it_names_exists(capsys):
    try:
        parse(["--help"])
    except SystemExit:
        options = capsys.readouterr().out
    for option in set(re.findall(r"--[a-z][a-z-]+", TEXT)):
        assert option in options, option
