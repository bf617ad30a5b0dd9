"""The ladder has a rung for each chapter, and a chapter that shows its rung prints its number."""

import re

import nbformat
import pytest

from book.figures import ladder
from bookbuild import notebooks
from bookbuild.paths import SOURCES

CHAPTERS = {path.name[:2]: path for path in SOURCES.glob("[0-9][0-9]-*.md")}


def printed(chapter):
    """What the cells of a chapter print."""
    notebook = nbformat.read(notebooks.target(CHAPTERS[chapter], "chapter"), as_version=4)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            yield output.get("text", "")


def numbers(result, digits):
    """The percentages that are printed, as 92.2% or 0.9218, rounded to some digits."""
    for found, percent in re.findall(r"(?<![\d.])(\d+\.\d+) ?(%?)", result):
        yield f"{float(found) * (1 if percent else 100):.{digits}f}"


def test_there_is_a_rung_for_each_chapter_in_order():
    assert [number for number, *_ in ladder.RUNGS] == sorted(CHAPTERS)


@pytest.mark.parametrize(("chapter", "words", "result"), ladder.RUNGS)
def test_its_number_is_one_that_the_chapter_prints(chapter, words, result):
    if f"figures/ladder-{chapter}.svg" not in CHAPTERS[chapter].read_text("utf-8"):
        pytest.skip("of the first edition: it doesn't show its rung yet")
    text = "\n".join(printed(chapter))
    for number in re.findall(r"[\d.]+(?= %)", result):
        assert number in numbers(text, len(number.partition(".")[2])), words
    if " of " in result:
        assert result in text, words
