"""What the instructor and the students get: a gradebook, and one page a student.

Everything that a student wrote is text here: escaped in HTML, and defused in CSV, where a
cell that begins like a formula would be run by a spreadsheet.
"""

from __future__ import annotations

import csv
import html
import io
import json
import string
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from nnlib._common.atomic import replacing, write_atomically
from nnlib.grading.record import Identity, Mark, Record, Result, Run
from nnlib.judge.exercise import Exercise
from nnlib.judge.verdict import COLOURS, IN_WORDS, MARKS, to_html, words_to_html

IN_DOUBT = (
    "By the output that is stored in your notebook, your own check found this right. Whoever "
    "grades has been told to look at it."
)
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
    most = number(sum(exercise.points for exercise in exercises))
    rows = (_row(record, exercises, most) for record in records())
    write_atomically(folder / "grades.csv", csv_text([head, *rows]))
    with replacing(folder / "grades.json") as file:
        file.write(json.dumps(run.to_json())[:-1] + ', "students": [')
        for i, record in enumerate(records()):
            facts = {**record.to_json(), "waits": record.waits}
            file.write(",\n" * bool(i) + json.dumps(facts, ensure_ascii=False))
        file.write("]}\n")
    if lms:
        lines = (LMS[lms](r.student) + as_cells(r, [sum(earned(r, exercises))]) for r in records())
        text = csv_text([[*LMS_COLUMNS[lms], f"Chapter {run.chapter}"], *lines])
        write_atomically(folder / f"grades-{lms}.csv", text)


def _row(record: Record, exercises: list[Exercise], most: str) -> list[str]:
    """A student's row of the gradebook."""
    student, points = record.student, earned(record, exercises)
    return [
        *(student.name, student.id, student.lms_id),
        *as_cells(record, [*points, sum(points)]),
        most,
        "; ".join(record.flags),
    ]


def earned(record: Record, exercises: list[Exercise]) -> list[float]:
    """Points of each exercise."""
    if record.result is None:
        return [0.0] * len(exercises)
    return [mark.points for mark in record.result.marks]


def as_cells(record: Record, points: list[float]) -> list[str]:
    """Points as cells, which are empty if the student's points are not known yet."""
    return ["" if record.waits else number(value) for value in points]


def number(value: float) -> str:
    """Points without a needless ``.0``."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def feedback_page(run: Run, student: Identity, result: Result) -> str:
    """A student's page: self-contained, and nothing on it runs."""
    chapter, name = html.escape(run.chapter), html.escape(student.name)
    earned = f"{number(result.points)} of {number(result.max_points)} points"
    parts = [f"<h1>Chapter {chapter}: {earned}</h1>", f"<p>{name}</p>"]
    if result.unread:
        parts.append(f"<p>{html.escape(result.unread)}</p>")
    else:
        parts += [_section(mark, mark.id in result.disputed) for mark in result.marks]
    parts.append(
        f"<footer>Graded with nnlib {html.escape(run.version)}; the inputs of the checks were "
        f"drawn from the seed {result.seed}. Keep it for an appeal.</footer>"
    )
    return PAGE.substitute(title=f"Chapter {chapter}, {name}", body="\n".join(parts))


def _section(mark: Mark, disputed: bool) -> str:
    """What the page says of an exercise."""
    rows = "".join(
        f"<tr><th>{html.escape(name)}</th><td><pre>{html.escape(text)}</pre></td></tr>"
        for name, text in mark.rows
        if name not in IN_WORDS
    )
    table = f"<table>{rows}</table>" if rows else ""
    reason = f"<p>{to_html(mark.reason)}</p>" if mark.reason else ""
    reason += words_to_html(mark.rows)
    if disputed:
        reason += f"<p>{html.escape(IN_DOUBT)}</p>"
    answer = f"<pre>{html.escape(mark.code)}</pre>"
    code = f"<details><summary>Your answer</summary>{answer}</details>" if mark.code else ""
    return (
        f'<section style="border-color: {COLOURS[mark.status]}">'
        f"<h2>{MARKS[mark.status]} {html.escape(mark.id)} {html.escape(mark.title)}</h2>"
        f"<p><strong>{mark.status}</strong>, {number(mark.points)} of "
        f"{number(mark.max_points)} points</p>{reason}{table}{code}"
        "</section>"
    )


PAGE = string.Template("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>$title</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 0; }
section { border-left: 4px solid; padding: 0.3rem 0.8rem; margin: 1.2rem 0; }
pre { margin: 0; overflow-x: auto; }
th { text-align: left; vertical-align: top; padding-right: 1rem; }
footer { margin-top: 2rem; font-size: 0.85rem; }
</style>
</head>
<body>
$body
</body>
</html>
""")
