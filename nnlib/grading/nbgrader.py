"""The judge inside nbgrader: stands in for the step that would run a student's notebook.

In ``nbgrader_config.py``::

    from nnlib.grading.nbgrader import PREPROCESSORS
    c.Autograde.autograde_preprocessors = PREPROCESSORS

Then ``nbgrader autograde`` runs no student's code in its own process: each check cell gets the
judge's points as its value, or, if there are none, an error that says why. Formgrader,
feedback and export go on as always.
"""

from __future__ import annotations

import secrets
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.converters.autograde import Autograde
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from traitlets import Bool

from nnlib.exercises import REGISTRY
from nnlib.exercises.catalogue import RETIRED
from nnlib.grading.grade import grade
from nnlib.grading.record import Mark
from nnlib.grading.report import number
from nnlib.grading.sandbox import choosing
from nnlib.judge.verdict import MARKS


class Judge(NbGraderPreprocessor):
    """Writes the judge's marks into a notebook's check cells."""

    trust_students = Bool(False, help="Go on where no sandbox works.").tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Grade a submitted notebook; its cells are not run here."""
        cells = {
            cell.metadata.nbgrader.grade_id: cell
            for cell in nb.cells
            if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
        }
        known = REGISTRY | RETIRED
        asked = [known[i] for i in map(_exercise, cells) if i in known]
        chapter = next((exercise.chapter for exercise in asked), None)
        if chapter is None:
            raise ValueError("no check cell of this notebook belongs to an exercise of the course")
        seed = secrets.randbits(32)
        sandbox = choosing.sandbox_of_this_process(self.trust_students)
        self.log.info("Judging chapter %s in: %s; seed %d", chapter, sandbox.name, seed)
        also = [exercise for exercise in asked if exercise.id in RETIRED]
        data = nbformat.writes(nb).encode("utf-8", "replace")
        result = grade(data, chapter, seed, sandbox, also)
        for flag in result.flags:
            self.log.warning("Please look at: %s", flag)
        for mark in result.marks:
            if cell := cells.get(f"{mark.id}-check"):
                cell.outputs = outputs(mark, seed)
                cell.execution_count = None
        return nb, resources


def _exercise(grade_id: str) -> str:
    return grade_id.removesuffix("-check")


def outputs(mark: Mark, seed: int) -> list[NotebookNode]:
    """What nbgrader reads the points from, and what the student reads."""
    lines = [f"{MARKS[mark.status]} {mark.id} {mark.title}: {mark.status}.", mark.reason]
    lines += [f"    {name} = {text}" for name, text in mark.rows]
    lines += [f"(inputs drawn from the seed {seed})"]
    text = "\n".join(line for line in lines if line)
    if mark.points == 0:  # nbgrader reads a value of 0 as "nothing said": an error is plain
        return [new_output("error", ename="Judged", evalue=mark.reason, traceback=[text])]
    shown = new_output("stream", name="stdout", text=text + "\n")
    value = {"text/plain": number(mark.points)}
    return [shown, new_output("execute_result", data=value, execution_count=None)]


# nbgrader's own list, with the judge in the place of what would run the notebook.
PREPROCESSORS = [
    Judge if preprocessor is Execute else preprocessor
    for preprocessor in Autograde.autograde_preprocessors.default_args[0]
]
