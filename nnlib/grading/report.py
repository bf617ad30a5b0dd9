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
from typing import Any

from nnlib._common.atomic import replacing, write_atomically
from nnlib.judge.exercise import Exercise
from nnlib.judge.verdict import COLOURS, IN_WORDS, MARKS, to_html, words_to_html

# Canvas finds a student by its own id; the other columns have to be there. Moodle's import
# lets the teacher choose the column that identifies the student.
LMS_COLUMNS = {
    "canvas": ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"],
    "moodle": ["ID number", "Full name"],
}
LMS_ID = {  # what the import finds a student by
    "canvas": lambda student: student["lms_id"],
    "moodle": lambda student: student["lms_id"] or student["id"],
}
LMS = {
    "canvas": lambda student: [student["name"], student["lms_id"], student["id"], "", ""],
    "moodle": lambda student: [LMS_ID["moodle"](student), student["name"]],
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
    chapter: str,
    exercises: list[Exercise],
    records: Callable[[], Iterable[dict[str, Any]]],
    run: dict[str, Any],
    lms: str | None = None,
) -> None:
    """Write grades.csv, grades.json and, if wanted, the file for an LMS.

    Parameters
    ----------
    folder : Path
    chapter : str
    exercises : list of Exercise
    records : callable ``() -> iterable of dict``
        One for each student, read anew for each file. Where ``waits`` says why a student's points
        are not known, no file has any: in an LMS a 0 would be a grade.
    run : dict
        Facts about the run: seed, sandbox, version.
    lms : ``"canvas"``, ``"moodle"`` or None
    """
    total = sum(exercise.points for exercise in exercises)
    head = ["name", "id", "lms_id", *(e.id for e in exercises), "points", "max_points", "look at"]
    rows = (
        [record["student"][key] for key in ("name", "id", "lms_id")]
        + known(record, earned(record, exercises))
        + known(record, [sum(earned(record, exercises))])
        + [number(total), "; ".join(record["flags"])]
        for record in records()
    )
    write_atomically(folder / "grades.csv", csv_text([head, *rows]))
    with replacing(folder / "grades.json") as file:
        facts = json.dumps({"chapter": chapter, **run})
        file.write(facts[:-1] + ', "students": [')
        for i, record in enumerate(records()):
            file.write(",\n" * bool(i) + json.dumps(record, ensure_ascii=False))
        file.write("]}\n")
    if lms:
        rows = (
            LMS[lms](record["student"]) + known(record, [sum(earned(record, exercises))])
            for record in records()
        )
        text = csv_text([[*LMS_COLUMNS[lms], f"Chapter {chapter}"], *rows])
        write_atomically(folder / f"grades-{lms}.csv", text)


def earned(record: dict[str, Any], exercises: list[Exercise]) -> list[float]:
    """Points of each exercise."""
    result = record["result"]
    return [mark["points"] for mark in result["marks"]] if result else [0.0] * len(exercises)


def known(record: dict[str, Any], points: list[float]) -> list[str]:
    """Points as cells, which are empty if the student's points are not known yet."""
    return ["" if record.get("waits") else number(value) for value in points]


def number(value: float) -> str:
    """Points without a needless ``.0``."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def feedback_page(chapter: str, record: dict[str, Any], run: dict[str, Any]) -> str:
    """A student's page: self-contained, and nothing on it runs."""
    student, result = record["student"], record["result"]
    points = sum(mark["points"] for mark in result["marks"])
    most = sum(mark["max_points"] for mark in result["marks"])
    parts = [f"<h1>Chapter {html.escape(chapter)}: {number(points)} of {number(most)} points</h1>"]
    parts.append(f"<p>{html.escape(student['name'])}</p>")
    if result["unread"]:
        parts.append(f"<p>{html.escape(result['unread'])}</p>")
    else:
        parts += [_mark(mark) for mark in result["marks"]]
    parts.append(
        f"<footer>Graded with nnlib {html.escape(run['version'])}; the inputs of the checks were "
        f"drawn from the seed {result['seed']}. Keep it for an appeal.</footer>"
    )
    title = f"Chapter {html.escape(chapter)}, {html.escape(student['name'])}"
    return PAGE.substitute(title=title, body="\n".join(parts))


def _mark(mark: dict[str, Any]) -> str:
    colour = COLOURS[mark["status"]]
    rows = "".join(
        f"<tr><th>{html.escape(name)}</th><td><pre>{html.escape(text)}</pre></td></tr>"
        for name, text in mark["rows"]
        if name not in IN_WORDS
    )
    table = f"<table>{rows}</table>" if rows else ""
    reason = f"<p>{to_html(mark['reason'])}</p>" if mark["reason"] else ""
    reason += words_to_html(mark["rows"])
    code = (
        f"<details><summary>Your answer</summary><pre>{html.escape(mark['code'])}</pre></details>"
    )
    return (
        f'<section style="border-color: {colour}">'
        f"<h2>{MARKS[mark['status']]} {html.escape(mark['id'])} {html.escape(mark['title'])}</h2>"
        f"<p><strong>{mark['status']}</strong>, {number(mark['points'])} of "
        f"{number(mark['max_points'])} points</p>{reason}{table}{code if mark['code'] else ''}"
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
