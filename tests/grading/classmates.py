"""Submissions to grade: notebooks of a chapter, answered in any way."""

import json
import unicodedata
from pathlib import Path

from bookbuild import notebooks
from nnlib.exercises import REGISTRY
from nnlib.judge.stub import answer_source, stub_source

CHAPTERS = sorted({exercise.chapter for exercise in REGISTRY.values()})


def exercises_of(chapter):
    return [exercise for exercise in REGISTRY.values() if exercise.chapter == chapter]


def source_of(chapter):
    return next(notebooks.SOURCES.glob(f"{chapter}-*.md"))


def released(chapter="01"):
    """The chapter as it is handed out, as a dictionary without outputs."""
    notebook = json.loads(notebooks.target(source_of(chapter), "chapter").read_text("utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = []
    return notebook


def right(chapter="01"):
    """The course's own answer to every exercise."""
    return {exercise.id: answer_source(exercise) for exercise in exercises_of(chapter)}


def code_cell(source, **metadata):
    return {
        "cell_type": "code",
        "id": "mine",
        "metadata": metadata,
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def grade_id(cell):
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def filled_in(answers, chapter="01", first=""):
    """A chapter with answers, as a dictionary; ``first`` is a cell of the student's own."""
    notebook = released(chapter)
    for cell in notebook["cells"]:
        if grade_id(cell) in answers:
            cell["source"] = answers[grade_id(cell)]
    if first:
        notebook["cells"].insert(0, code_cell(first))
    return notebook


def submission(answers, chapter="01", first=""):
    """The same as a file."""
    return as_file(filled_in(answers, chapter, first))


def as_file(notebook):
    return json.dumps(notebook).encode()


def points(result):
    """Points of each exercise, by id."""
    return {mark.id: mark.points for mark in result.marks}


def full(chapter="01"):
    """Points of each exercise if all is right."""
    return {exercise.id: exercise.points for exercise in exercises_of(chapter)}


def processes():
    """Parent, process group and command line of every process, by number."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (
                (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            )
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):  # it has just ended
            continue
        found[int(folder.name)] = parent, command
    return found


def descendants(of):
    """Processes that descend from one, without the helpers of multiprocessing."""
    everyone = processes()
    found = []
    for number in everyone:
        parent = number
        while parent in everyone and parent != of:
            parent = everyone[parent][0]
        if parent == of and number != of and "resource_tracker" not in everyone[number][1]:
            found.append((number, everyone[number][1]))
    return found


def stubs(chapter="01"):
    return {exercise.id: stub_source(exercise) for exercise in exercises_of(chapter)}


class Listed:
    """A source that has these paths."""

    name = "submissions"

    def __init__(self, *paths):
        self.listed = sorted(paths)

    def paths(self):
        return self.listed


def decomposed(text):
    """As macOS writes the names of files."""
    return unicodedata.normalize("NFD", text)
