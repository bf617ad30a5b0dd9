"""Answers that a page has saved come into a learner's notebooks."""

import json

import nbformat
import pytest

from bookbuild import answers, handouts
from bookbuild.paths import BOOK
from nnlib._common.record import read_done

NAME = "01-sigmoid-softmax.ipynb"
MINE = "def nll(P, Y):\n    return 'mine'"


@pytest.fixture
def work(tmp_path, monkeypatch):
    """A learner's folder with one chapter, in which one exercise is answered."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NNLIB_PROGRESS", raising=False)
    notebook = handouts.hand_out(BOOK / NAME)
    cells = {handouts.exercise_of(cell): cell for cell in notebook.cells}
    cells["01-nll"].source = MINE
    nbformat.write(notebook, tmp_path / NAME)
    return tmp_path


def saved(path, texts, kind=answers.KIND, status="correct"):
    given = {name: {"text": text, "status": status} for name, text in texts.items()}
    path.write_text(json.dumps({"kind": kind, "answers": given}))
    return path


def cells_of(work):
    notebook = nbformat.read(work / NAME, as_version=4)
    return {handouts.exercise_of(cell): cell.source for cell in notebook.cells}


def test_a_stub_is_filled_and_what_the_learner_wrote_stays(work):
    texts = {"01-sigmoid": "def sigmoid(Z):\n    return 1", "01-nll": "other", "77-none": "x"}
    said = answers.put(answers.read(saved(work / "file", texts)), BOOK, work)
    assert said == [
        "answers brought in: 01-sigmoid",
        "answered otherwise in your notebooks, where yours stay: 01-nll",
        "as they are in your notebooks, or of no chapter there: 77-none",
    ]
    there = cells_of(work)
    assert there["01-sigmoid"] == texts["01-sigmoid"]
    assert there["01-nll"] == MINE
    assert read_done() == {"01-sigmoid"}
    again = answers.put(answers.read(work / "file"), BOOK, work)
    assert not any("brought in" in line for line in again)


def test_nothing_of_it_is_run_and_what_is_not_right_is_not_noted(work):
    text = "import pathlib\npathlib.Path('ran').touch()"
    answers.put(answers.read(saved(work / "file", {"01-softmax": text}, status="")), BOOK, work)
    assert cells_of(work)["01-softmax"] == text
    assert not (work / "ran").exists()
    assert read_done() == set()


@pytest.mark.parametrize("text", ["", "[]", "{", '{"kind": "x"}', '{"kind": "nnlib-answers"}'])
def test_another_file_is_refused(work, text):
    (work / "file").write_text(text)
    with pytest.raises(ValueError, match="no file of answers"):
        answers.read(work / "file")


def test_what_fits_no_answer_is_passed_over(work):
    texts = {"../../x": "x", "01-sigmoid": 7, "01-nll": "x" * 200_000, "01-softmax": "fits"}
    assert answers.read(saved(work / "file", texts)) == {"01-softmax": ("correct", "fits")}
