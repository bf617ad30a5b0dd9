"""make lab: a learner's copies are made once and never touched again."""

import os

import pytest

from bookbuild import lab


@pytest.fixture
def book(tmp_path):
    book = tmp_path / "book"
    (book / "figures").mkdir(parents=True)
    (book / "01-a.ipynb").write_text("chapter")
    (book / "figures" / "x.png").write_bytes(b"picture")
    return book


def test_chapters_and_their_pictures_are_copied(book, tmp_path):
    work = tmp_path / "work"
    assert lab.copy_new(book, work) == ["01-a.ipynb", "figures/x.png"]
    assert (work / "01-a.ipynb").read_text() == "chapter"
    assert (work / "figures" / "x.png").read_bytes() == b"picture"


def test_an_update_never_touches_a_learners_answers(book, tmp_path):
    work = tmp_path / "work"
    lab.copy_new(book, work)
    (work / "01-a.ipynb").write_text("my answers")
    (book / "01-a.ipynb").write_text("chapter, second edition")
    (book / "02-b.ipynb").write_text("a new chapter")
    assert lab.copy_new(book, work) == ["02-b.ipynb"]
    assert (work / "01-a.ipynb").read_text() == "my answers"


def test_an_interrupted_copy_leaves_no_half_chapter(book, tmp_path, monkeypatch):
    work = tmp_path / "work"

    def half(source, there):
        there.write_text("ch")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(lab.shutil, "copyfile", half)
        with pytest.raises(KeyboardInterrupt):
            lab.copy_new(book, work)
    assert not (work / "01-a.ipynb").exists()
    lab.copy_new(book, work)
    assert (work / "01-a.ipynb").read_text() == "chapter"


def test_the_defaults_of_the_course_come_after_what_is_there(monkeypatch):
    monkeypatch.delenv("JUPYTER_CONFIG_PATH", raising=False)
    assert lab.environment()["JUPYTER_CONFIG_PATH"] == str(lab.CONFIG)
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "mine")
    assert lab.environment()["JUPYTER_CONFIG_PATH"] == os.pathsep.join(["mine", str(lab.CONFIG)])
