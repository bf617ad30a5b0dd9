"""The page for instructors counts what is there, and names options that exist."""

import re

import build
import instructors
from nnlib.exercises import REGISTRY
from nnlib.grading.__main__ import parse

TEXT = (build.ROOT / "book" / "instructors.md").read_text(encoding="utf-8")


def test_the_pages_are_up_to_date():
    assert instructors.main(["--check"]) == 0


def test_the_check_names_the_page_that_is_not(monkeypatch, capsys):
    monkeypatch.setattr(instructors, "mistakes", lambda: "something else")
    assert instructors.main(["--check"]) == 1
    assert "solutions/wrong-answers.md" in capsys.readouterr().err


def test_every_named_mistake_stands_on_its_page():
    text = instructors.WRONG_ANSWERS.read_text(encoding="utf-8")
    sentences = instructors.without_sizes(text).splitlines()
    for exercise in REGISTRY.values():
        assert f"(`{exercise.id}`)" in text
        for mistake in exercise.mistakes:
            assert f"  * {instructors.without_sizes(mistake.sentence)}" in sentences


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
