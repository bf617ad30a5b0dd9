"""The capstone: handed out like a chapter, graded by hand, and its rubric adds up."""

import re

import nbformat

from bookbuild import lab_copies, notebooks
from bookbuild.paths import BOOK

CAPSTONE = nbformat.read(BOOK / "capstone.ipynb", as_version=4)


def test_make_lab_hands_it_out_and_it_is_no_chapter():
    assert "capstone.ipynb" in [name for _, name in lab_copies.wanted(BOOK)]
    assert "capstone" in notebooks.PAGES


def test_three_cells_are_graded_by_hand_with_the_rubrics_points():
    by_hand = [c.metadata.nbgrader for c in CAPSTONE.cells if "nbgrader" in c.metadata]
    assert all(facts.grade and facts.solution and not facts.locked for facts in by_hand)
    rubric = CAPSTONE.cells[-1].source
    rows = [int(points) for points in re.findall(r"^\| \*\*\w+\*\* \((\d)\)", rubric, re.M)]
    assert [facts.points for facts in by_hand] == [rows[0], sum(rows[1:3]), sum(rows[3:])]
    assert f"It's {sum(rows)} points in all" in rubric


def test_an_untouched_one_is_told_what_is_missing():
    (cell,) = (c for c in CAPSTONE.cells if "check_claim(" in c.source)
    said = str(cell.outputs)
    for name in ["sentence", "verdict", "seeds", "chosen_on", "looks_at_test"]:
        assert f"{name}: " in said
