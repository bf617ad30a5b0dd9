"""Read one submission in a process of its own, which is ended when it takes too long.

submission.py is what that process runs.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from typing import Any, NamedTuple

from nnlib.grading import submission
from nnlib.grading.chapters import own_cells
from nnlib.grading.notebook import MAX_NOTEBOOK, NotebookError
from nnlib.grading.submission import Cell, Submission
from nnlib.judge.exercise import Exercise
from nnlib.judge.stub import stub_source

COMMAND = [sys.executable, "-I", "-S", submission.__file__]
READ_SECONDS = 30.0


class Reading(NamedTuple):
    """What a submitted file holds.

    Attributes
    ----------
    submission : Submission
    answers : dict of str to str
        The text of the cells that answer each exercise, as far as it is shown.
    fingerprint : str or None
        Equal for equal answers.
    prints : dict of str to list of (int, int, int)
        What each answer is known by if it is copied in part.
    """

    submission: Submission
    answers: dict[str, str]
    fingerprint: str | None
    prints: dict[str, list[tuple[int, int, int]]]


def read_submission(
    data: bytes, exercises: list[Exercise], retired: Iterable[Exercise] = ()
) -> Reading:
    """Read a file, whatever it is.

    Parameters
    ----------
    data : bytes
    exercises : list of Exercise
        The chapter's.
    retired : iterable of Exercise
        Those of its earlier editions.

    Raises
    ------
    NotebookError
        If it is no notebook, or cannot be read within bounds.
    """
    found = _ask(data[: MAX_NOTEBOOK + 1], exercises, retired)
    if "error" in found:
        raise NotebookError(found["error"])
    told = found["submission"]
    cells = [Cell(cell["code"], tuple(cell["exercises"]), cell["ends"]) for cell in told["cells"]]
    read = Submission(cells, told["flags"], told["checks"], told["correct"])
    prints = {i: [(n, a, b) for n, a, b in of_one] for i, of_one in found["prints"].items()}
    return Reading(read, found["answers"], found["fingerprint"], prints)


def _ask(data: bytes, exercises: list[Exercise], retired: Iterable[Exercise]) -> dict[str, Any]:
    """What the process that reads has found."""
    facts = {
        "exercises": _facts(exercises),
        "retired": _facts(retired),
        "stubs": {e.id: stub_source(e) for e in exercises},
        "own": own_cells(exercises[0].chapter).texts if exercises else [],
    }
    request = json.dumps(facts).encode() + b"\n" + data
    try:
        done = subprocess.run(
            COMMAND, input=request, capture_output=True, timeout=READ_SECONDS, check=True
        )
    except subprocess.TimeoutExpired:
        raise NotebookError(
            f"reading it took longer than {READ_SECONDS:.0f} seconds and was stopped"
        ) from None
    except subprocess.CalledProcessError:
        raise NotebookError("Python could not read it and gave up") from None
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _facts(exercises: Iterable[Exercise]) -> list[dict[str, str]]:
    return [{"id": e.id, "name": e.name, "chapter": e.chapter} for e in exercises]
