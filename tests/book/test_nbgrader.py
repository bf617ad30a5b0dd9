"""Chapters are native nbgrader assignments: handed out, graded and given back."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from bookbuild import notebooks
from bookbuild.environment import UNSEEN
from nnlib.exercises import REGISTRY
from nnlib.judge.stub import answer_source

pytestmark = pytest.mark.slow
CHAPTER = "01"
SOURCE = next(notebooks.SOURCES.glob(f"{CHAPTER}-*.md"))
EXERCISES = [exercise for exercise in REGISTRY.values() if exercise.chapter == CHAPTER]
PARTLY = EXERCISES[: len(EXERCISES) // 2]


def fill_in(notebook, solved):
    """Answer some exercises as a student would, and one wrongly."""
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        for exercise in solved:
            if grade_id == exercise.id:
                cell.source = answer_source(exercise)
        if grade_id == EXERCISES[-1].id and EXERCISES[-1] not in solved and solved:
            cell.source = f"def {EXERCISES[-1].name}(*args):\n    return 0"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course folder in which three students' chapters have been graded."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copy(notebooks.ROOT / "book" / "nbgrader_config.py", folder)
    (folder / "source" / CHAPTER).mkdir(parents=True)
    shutil.copy(notebooks.target(SOURCE, "chapter"), folder / "source" / CHAPTER)

    def nbgrader(*arguments):
        bin_folder = str(Path(sys.executable).parent)  # nbgrader looks for alembic on the PATH
        path = bin_folder + os.pathsep + os.environ["PATH"]
        environment = {**os.environ, **UNSEEN, "PATH": path}
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]

    nbgrader("generate_assignment", CHAPTER)
    released = folder / "release" / CHAPTER / f"{SOURCE.stem}.ipynb"
    for student, solved in [("solved", EXERCISES), ("partly", PARTLY), ("unsolved", [])]:
        notebook = nbformat.read(released, as_version=4)
        fill_in(notebook, solved)
        there = folder / "submitted" / student / CHAPTER
        there.mkdir(parents=True)
        nbformat.write(notebook, there / released.name)
    for command in [("autograde", CHAPTER), ("generate_feedback", CHAPTER), ("export",)]:
        nbgrader(*command)
    return folder


def test_each_student_gets_the_marks_that_they_deserve(course):
    with open(course / "grades.csv") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    total = sum(exercise.points for exercise in EXERCISES)
    deserved = {"solved": total, "partly": sum(e.points for e in PARTLY), "unsolved": 0}
    assert {student: float(row["score"]) for student, row in rows.items()} == deserved
    assert {float(row["max_score"]) for row in rows.values()} == {total}


def test_what_is_handed_out_still_has_its_stubs(course):
    released = nbformat.read(course / "release" / CHAPTER / f"{SOURCE.stem}.ipynb", as_version=4)
    ids = {e.id for e in EXERCISES}
    stubs = [c for c in released.cells if c.metadata.get("nbgrader", {}).get("grade_id") in ids]
    assert len(stubs) == len(EXERCISES)
    assert all("TODO" in cell.source and '"""' in cell.source for cell in stubs)
    assert not any(
        cell.get("outputs") for cell in released.cells
    )  # what it prints is to be guessed


def test_feedback_says_why_a_point_is_missing(course):
    page = course / "feedback" / "partly" / CHAPTER / f"{SOURCE.stem}.html"
    assert "not yet" in page.read_text()
