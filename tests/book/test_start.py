"""The first page of JupyterLab: every chapter, how far the learner is, and what is due."""

from datetime import date

import pytest

from bookbuild import start
from bookbuild.chapters import chapters
from bookbuild.paths import BOOK
from nnlib._common import record
from nnlib.exercises import REGISTRY
from nnlib.exercises.catalogue import CHAPTERS


@pytest.fixture
def learner(tmp_path, monkeypatch):
    monkeypatch.delenv("NNLIB_PROGRESS", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path / record.FILE


def rows(text):
    return [line for line in text.splitlines() if line.startswith("| [")]


def test_every_chapter_is_linked_with_what_is_built_and_what_comes_first(learner):
    found = rows(start.page(chapters()))
    assert [row[3:5] for row in found] == [*CHAPTERS]
    for number, row in zip(CHAPTERS, found, strict=True):
        name = next(BOOK.glob(f"{number}-*.ipynb")).name
        exercises = [e for e in REGISTRY.values() if e.chapter == number]
        assert f"({name})" in row
        assert f"0\u00a0of\u00a0{len(exercises)} | {exercises[0].title} |" in row


def test_what_is_done_and_what_is_due_are_told(learner, monkeypatch):
    learner.write_text(
        '{"correct": "00-distance", "on": "2026-01-01"}\n'
        '{"question": "00-place", "right": false, "given": "3", "on": "2026-01-01"}\n'
    )
    monkeypatch.setattr(start, "today", lambda: date(2026, 1, 2))
    text = start.page(chapters())
    assert "1\u00a0of\u00a0" in rows(text)[0]
    assert "due for review today" in text


def test_it_is_written_beside_the_chapters_and_anew_each_time(learner, tmp_path):
    (tmp_path / start.NAME).write_text("old")
    start.write(BOOK, tmp_path)
    assert (tmp_path / start.NAME).read_text(encoding="utf-8").startswith("# Start here")


def test_where_there_is_no_front_page_there_is_no_start(tmp_path):
    start.write(tmp_path, tmp_path)
    assert not (tmp_path / start.NAME).exists()
