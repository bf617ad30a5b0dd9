"""What the grader knows of a chapter's own cells is what the chapter says."""

import json

import pytest

from bookbuild import own_cells
from nnlib.exercises import REGISTRY
from nnlib.grading.chapters import OwnCells
from nnlib.grading.chapters import own_cells as known
from nnlib.grading.submission import text_id

CELLS = [
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nimport numpy as np, json",
    "from nnlib import nll, plots\nfrom nnlib.functions import softmax",
    "X, (y, *rest) = load()\nfor k in range(3):\n    total = k\ndef odds(p): return p\nsum = 3",
    "with open('a') as file:\n    nll = softmax",
]


def test_imports_and_names_are_collected_but_for_the_answers():
    facts = own_cells.facts_of(CELLS, {"nll", "softmax"})
    assert facts["imports"] == [
        "import matplotlib.pyplot as plt",
        "import numpy as np, json",
        "from nnlib import plots",
    ]
    assert facts["names"] == ["X", "file", "k", "odds", "rest", "total", "y"]
    assert set(facts["texts"]) == {text_id(code) for code in CELLS}


def test_a_chapter_that_is_not_there_has_no_cells():
    assert known("99") == OwnCells([], [], [])


@pytest.mark.parametrize("path", sorted(own_cells.FOLDER.glob("*.json")), ids=lambda p: p.stem)
def test_no_answer_is_among_the_names(path):
    chapter = path.stem.removeprefix("chapter")
    answers = {exercise.name for exercise in REGISTRY.values() if exercise.chapter == chapter}
    cells = known(chapter)
    assert answers & {*cells.names} == set()
    assert answers & {word for line in cells.imports for word in line.split()} == set()
    assert len(cells.texts) > 20
    assert json.loads(path.read_text("utf-8")) == cells._asdict()


def test_old_missing_and_needless_files_are_told_and_mended(tmp_path, monkeypatch):
    names = [tmp_path / f"chapter0{i}.json" for i in range(3)]
    monkeypatch.setattr(own_cells, "FOLDER", tmp_path)
    monkeypatch.setattr(own_cells, "texts", lambda: [(names[0], "new"), (names[1], "there")])
    names[0].write_text("old")
    names[1].write_text("there")
    names[2].write_text("needless")
    assert own_cells.stale() == [names[0], names[2]]
    own_cells.write()
    assert own_cells.stale() == []
    assert [path.exists() for path in names] == [True, True, False]
