"""The page for instructors counts what is there, and names options that exist."""

import re
import struct

from bookbuild import instructors, made_up_class, notebooks
from bookbuild.chapters import chapters
from nnlib.exercises import REGISTRY
from nnlib.grading.__main__ import parse

TEXT = (notebooks.ROOT / "book" / "instructors.md").read_text(encoding="utf-8")


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
    assert int(minutes) == sum(chapter.minutes for chapter in chapters())


def test_every_option_that_it_names_exists(capsys):
    try:
        parse(["--help"])
    except SystemExit:
        options = capsys.readouterr().out
    for option in set(re.findall(r"--[a-z][a-z-]+", TEXT)):
        assert option in options, option


def test_pictures_are_shown_as_wide_and_high_as_they_are():
    shown = re.findall(r"\((figures/.*?\.png)\)\{width=(\d+)px height=(\d+)px\}", TEXT)
    assert len(shown) == TEXT.count(".png)") == len(made_up_class.PICTURES)
    for path, width, height in shown:
        head = (notebooks.ROOT / "book" / path).read_bytes()[16:24]
        real = struct.unpack(">II", head)
        assert int(height) == round(real[1] * int(width) / real[0])
        assert real[0] >= 1.5 * int(width)  # sharp on a fine screen
