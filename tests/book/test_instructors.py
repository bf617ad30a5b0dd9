"""The page for instructors counts what is there, and names options that exist."""

import json
import re
import struct

import pytest

from bookbuild import counts, instructors, made_up_class, notebooks
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


def test_what_is_counted_is_what_is_there():
    checks, cells = re.findall(r"^\| all \| (.+) \|$", counts.table(), re.MULTILINE)
    checked, mistakes, variants, questions = map(int, checks.split(" | "))
    assert checked == len(REGISTRY)
    assert mistakes > checked * 5
    assert variants == sum(len(exercise.variants) for exercise in REGISTRY.values())
    stored = (notebooks.ROOT / "nnlib" / "exercises" / "questions").glob("*.json")
    assert questions == sum(len(json.loads(path.read_text("utf-8"))) for path in stored)
    drawn, playable, given, asked = map(int, cells.split(" | "))
    assert min(drawn, playable) > len(chapters())
    assert given > asked > 3 * checked


@pytest.mark.parametrize(
    ("source", "n"),
    [
        ("x = 1\n\n# none\nprint(x)", 2),
        ('def f(x):\n    """Return x.\n\n    Twice.\n    """\n    return x', 2),
        ("%matplotlib inline\nx = 1", 1),
        ("def f(:\n    # broken\n    pass", 2),
    ],
)
def test_a_line_of_code_is_none_of_comments_docstrings_and_magics(source, n):
    assert counts.code_lines(source) == n


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
