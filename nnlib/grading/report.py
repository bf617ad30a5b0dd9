"""The gradebook, as tables and as JSON, and the file that an LMS takes.

Everything that a student wrote is text here, and defused in CSV, where a cell that begins like a
formula would be run by a spreadsheet.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from nnlib._common.atomic import replacing, write_atomically
from nnlib.grading.record import Identity, Record, Run
from nnlib.judge.exercise import Exercise

# Canvas finds a student by its own id; the other columns have to be there. Moodle's import
# lets the teacher choose the column that identifies the student.
LMS_COLUMNS = {
    "canvas": ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"],
    "moodle": ["ID number", "Full name"],
}
LMS_ID: dict[str, Callable[[Identity], str]] = {  # what the import finds a student by
    "canvas": lambda student: student.lms_id,
    "moodle": lambda student: student.lms_id or student.id,
}
LMS: dict[str, Callable[[Identity], list[str]]] = {
    "canvas": lambda student: [student.name, student.lms_id, student.id, "", ""],
    "moodle": lambda student: [LMS_ID["moodle"](student), student.name],
}


def defused(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Rows as the text of a CSV file."""
    file = io.StringIO()
    csv.writer(file).writerows([[defused(value) for value in row] for row in rows])
    return file.getvalue()


def write_reports(
    folder: Path,
    run: Run,
    exercises: list[Exercise],
    records: Callable[[], Iterable[Record]],
    lms: str | None = None,
) -> None:
    """Write grades.csv, grades.json and, if wanted, the file for an LMS.

    Parameters
    ----------
    folder : Path
    run : Run
    exercises : list of Exercise
    records : callable ``() -> iterable of Record``
        One for each student, read anew for each file. Where ``waits`` says why a student's points
        are not known, no file has any: in an LMS a 0 would be a grade.
    lms : ``"canvas"``, ``"moodle"`` or None
    """
    head = ["name", "id", "lms_id", *(e.id for e in exercises), "points", "max_points", "look at"]
    ids = [exercise.id for exercise in exercises]
    most = number(sum(exercise.points for exercise in exercises))
    rows = (_row(record, ids, most) for record in records())
    write_atomically(folder / "grades.csv", csv_text([head, *rows]))
    with replacing(folder / "grades.json") as file:
        file.write(json.dumps(run.to_json())[:-1] + ', "students": [')
        for i, record in enumerate(records()):
            facts = {**record.to_json(), "waits": record.waits}
            if not record.waits:
                facts["points"] = record.total(ids)
            facts["adjusted"] = {i: asdict(a) for i, a in record.adjusted.items()}
            file.write(",\n" * bool(i) + json.dumps(facts, ensure_ascii=False))
        file.write("]}\n")
    if lms:
        lines = (LMS[lms](r.student) + as_cells(r, [r.total(ids)]) for r in records())
        text = csv_text([[*LMS_COLUMNS[lms], f"Chapter {run.chapter}"], *lines])
        write_atomically(folder / f"grades-{lms}.csv", text)


def _row(record: Record, ids: list[str], most: str) -> list[str]:
    """A student's row of the gradebook."""
    student = record.student
    return [
        *(student.name, student.id, student.lms_id),
        *as_cells(record, [*record.earned(ids), record.total(ids)]),
        most,
        "; ".join(record.flags),
    ]


def as_cells(record: Record, points: list[float]) -> list[str]:
    """Points as cells, which are empty if the student's points are not known yet."""
    return ["" if record.waits else number(value) for value in points]


def number(value: float) -> str:
    """Points without a needless ``.0``."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
