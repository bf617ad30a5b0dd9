"""nbgrader with the judge in the place of its own execution: points, partial points, feedback."""

import csv
import inspect
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
from nnlib.grading.grade import grade
from nnlib.grading.record import Mark
from nnlib.grading.submission import RETIRED
from nnlib.judge.judge import judge
from tests.grading.classmates import (
    as_file,
    exercises_of,
    filled_in,
    full,
    points,
    right,
    source_of,
)

pytestmark = pytest.mark.slow
CHAPTER = "01"
ANSWERS = right()
NAIVE = "def softmax(Z):\n    E = np.exp(Z)\n    return E / E.sum(axis=-1, keepdims=True)"
CLASS = {
    "solved": ANSWERS,
    "unsolved": {},
    "naive": ANSWERS | {"01-softmax": NAIVE},
    "leaves": ANSWERS | {"01-nll": "import os\nos._exit(0)"},
    "lies": ANSWERS | {"01-sigmoid": "from nnlib import sigmoid"},
}


@pytest.fixture(scope="module", autouse=True)
def installed():
    pytest.importorskip("nbgrader")


def nbgrader(folder, *arguments):
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
    return done.stdout + done.stderr


def make_course(folder, chapter, students):
    """A course folder with a released chapter, students' answers, and the judge."""
    config = (notebooks.ROOT / "book" / "nbgrader_config.py").read_text("utf-8")
    config += (
        "\nfrom nnlib.grading.nbgrader import PREPROCESSORS\n"
        "c.Autograde.autograde_preprocessors = PREPROCESSORS\n"
    )
    (folder / "nbgrader_config.py").write_text(config, "utf-8")
    source = source_of(chapter)
    (folder / "source" / chapter).mkdir(parents=True)
    shutil.copy(notebooks.target(source, "chapter"), folder / "source" / chapter)
    nbgrader(folder, "generate_assignment", chapter)
    released = folder / "release" / chapter / f"{source.stem}.ipynb"
    for student, answers in students.items():
        notebook = nbformat.read(released, as_version=4)
        for cell in notebook.cells:
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            cell.source = answers.get(grade_id, cell.source)
        there = folder / "submitted" / student / chapter
        there.mkdir(parents=True)
        nbformat.write(notebook, there / released.name)


def scores(folder):
    with open(folder / "grades.csv") as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def course(tmp_path_factory, sandbox):
    folder = tmp_path_factory.mktemp("course")
    make_course(folder, CHAPTER, CLASS)
    deleted = folder / "submitted" / "solved" / CHAPTER / f"{source_of(CHAPTER).stem}.ipynb"
    notebook = nbformat.read(deleted, as_version=4)
    notebook.cells = [c for c in notebook.cells if not c.source.startswith("nll = check(")]
    nbformat.write(notebook, deleted)
    for command in [("autograde", CHAPTER), ("generate_feedback", CHAPTER), ("export",)]:
        nbgrader(folder, *command)
    return folder


def test_each_student_gets_the_judges_marks(course):
    total = sum(full().values())
    assert scores(course) == {
        "solved": total,
        "unsolved": 0,
        "naive": total - 2,
        "leaves": total - 2,
        "lies": total - 1,
    }


def page_of(course, student):
    return (course / "feedback" / student / CHAPTER / f"{source_of(CHAPTER).stem}.html").read_text()


def test_the_feedback_says_the_judges_sentence(course):
    mistake = next(m for m in REGISTRY["01-softmax"].mistakes if m.name == "forgot_the_max")
    assert mistake.sentence in page_of(course, "naive")
    assert "ended the whole program" in page_of(course, "leaves")
    assert "is not there while the course grades" in page_of(course, "lies")
    assert "01-softmax Softmax for a batch: correct." in page_of(course, "solved")


def test_no_code_of_a_student_ran_in_nbgraders_process(course):
    autograded = course / "autograded" / "solved" / CHAPTER / f"{source_of(CHAPTER).stem}.ipynb"
    notebook = nbformat.read(autograded, as_version=4)
    ran = [cell for cell in notebook.cells if cell.get("outputs")]
    checks = {f"{exercise.id}-check" for exercise in exercises_of(CHAPTER)}
    assert {cell.metadata.nbgrader.grade_id for cell in ran} == checks


def test_part_of_the_points_reaches_the_gradebook(monkeypatch, sandbox):
    from nbgrader.utils import determine_grade  # what it asks each judged cell for

    from nnlib.grading import nbgrader as plugin

    exercise = REGISTRY["03-merge-layers"]
    mistake = next(m for m in exercise.mistakes if m.name == "second_biases_only")
    verdict = judge(exercise, mistake.wrong)
    assert 0 < verdict.points < exercise.points
    source = inspect.getsource(mistake.wrong)
    source = source[source.index("def ") :].replace(mistake.name, exercise.name, 1)
    answers = right(exercise.chapter) | {exercise.id: source}
    notebook = nbformat.from_dict(filled_in(answers, exercise.chapter))
    monkeypatch.setattr(plugin.choosing, "sandbox_of_this_process", lambda trusted: sandbox)
    judged, _ = plugin.Judge().preprocess(notebook, {})
    marks = {
        cell.metadata.nbgrader.grade_id.removesuffix("-check"): determine_grade(cell)
        for cell in judged.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    whole = {i: (points, points) for i, points in full(exercise.chapter).items()}
    partly = pytest.approx(verdict.points, abs=0.01)
    assert marks == whole | {exercise.id: (partly, exercise.points)}
    assert points(grade(as_file(notebook), exercise.chapter, 0, sandbox))[exercise.id] == partly


def test_a_notebook_of_another_course_is_refused_with_a_sentence():
    from nnlib.grading.nbgrader import PREPROCESSORS, Judge

    assert Judge in PREPROCESSORS or f"{Judge.__module__}.{Judge.__name__}" in PREPROCESSORS
    cell = nbformat.v4.new_code_cell("x = 1", metadata={"nbgrader": {"grade_id": "q1", "grade": 1}})
    with pytest.raises(ValueError, match="no check cell of this notebook belongs to an exercise"):
        Judge().preprocess(nbformat.v4.new_notebook(cells=[cell]), {})


def test_an_output_says_what_nbgrader_reads():
    from nnlib.grading.nbgrader import outputs

    mark = Mark("01-nll", "Title", 0.5, 2, "not yet", "A reason.", rows=[("got", "1")])
    shown, value = outputs(mark, 7)
    assert value.data["text/plain"] == "0.5"
    assert "A reason." in shown.text
    assert "got = 1" in shown.text
    (error,) = outputs(Mark("01-nll", "Title", 0.0, 2, "not yet", "A reason."), 7)
    assert (error.output_type, error.evalue) == ("error", "A reason.")


def test_a_notebook_of_an_earlier_edition_is_marked_as_it_was_handed_out(monkeypatch, sandbox):
    """The check cell of an exercise that the chapter no longer has gets its points from the judge,
    and not what the student's own notebook has stored there."""
    from nnlib.grading import grade as grading
    from nnlib.grading import nbgrader as plugin

    old = REGISTRY["01-nll"]
    today = {i: exercise for i, exercise in REGISTRY.items() if exercise is not old}
    for module in (grading, plugin):
        monkeypatch.setattr(module, "REGISTRY", today)
        monkeypatch.setattr(module, "RETIRED", {old.id: old})
    monkeypatch.setattr(plugin.choosing, "sandbox_of_this_process", lambda trusted: sandbox)
    answers = ANSWERS | {"01-nll": "def nll(Y, P):\n    return 0"}
    notebook = nbformat.from_dict(filled_in(answers))
    judged, _ = plugin.Judge().preprocess(notebook, {})
    said = {
        cell.metadata.nbgrader.grade_id: str(cell.outputs)
        for cell in judged.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    assert "Judged" in said["01-nll-check"]
    assert "correct" in said["01-softmax-check"]
    flags = grade(as_file(notebook), CHAPTER, 1, sandbox).flags
    assert flags == [RETIRED.format("01-nll")]
