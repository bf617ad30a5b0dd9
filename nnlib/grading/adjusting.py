"""What an instructor decides on themselves: ``adjust.csv`` in the folder of the report."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from nnlib.grading.names import composed
from nnlib.grading.record import Adjustment
from nnlib.grading.roster import Student
from nnlib.grading.sources import SubmissionsError, listed
from nnlib.grading.tables import read_table
from nnlib.judge.exercise import Exercise

COLUMNS = ("student", "exercise", "points", "comment")


def named(students: Sequence[Student], text: str) -> list[Student]:
    """The students that a text names, by their ids if one has that, else by their names."""
    name = composed(text)
    by_id = [s for s in students if name in (s.key, s.id, s.lms_id)]
    return by_id or [s for s in students if s.name == name]


def read_adjustments(
    path: Path, students: Sequence[Student], exercises: Sequence[Exercise]
) -> dict[str, dict[str, Adjustment]]:
    """What the table says, by student's key and exercise; nothing if there is no such file.

    Parameters
    ----------
    path : path
        With the columns student (an id or a name), exercise, points and comment. Points of an
        exercise take the place of the grader's. Where no exercise is named they are added to the
        sum of the chapter, or taken off.
    students : list of Student
    exercises : list of Exercise
        The chapter's.

    Raises
    ------
    SubmissionsError
        If a row is about nobody, about two, or about something that does not exist.
    """
    found: dict[str, dict[str, Adjustment]] = defaultdict(dict)
    if not path.is_file():
        return found
    most = {exercise.id: float(exercise.points) for exercise in exercises}
    for n, row in enumerate(read_table(path), 2):
        where = f"{path}, row {n}"
        if missing := [column for column in COLUMNS if column not in row]:
            raise SubmissionsError(
                f"{path} has the columns {', '.join(row)}, and not {listed(missing)}"
            )
        students_named = named(students, row["student"])
        if len(students_named) != 1:
            who = "nobody" if not students_named else f"{len(students_named)} students"
            raise SubmissionsError(
                f"{where}: {row['student']!r} is the id or the name of {who}, expected one"
            )
        exercise = row["exercise"]
        if exercise and exercise not in most:
            raise SubmissionsError(
                f"{where}: there is no exercise {exercise!r}, there are {', '.join(most)}"
            )
        of_student = found[students_named[0].key]
        if exercise in of_student:
            what = exercise or "the whole chapter"
            raise SubmissionsError(f"{where}: {row['student']} has a row for {what} already")
        points = _points(row["points"], where)
        if exercise and not 0 <= points <= most[exercise]:
            raise SubmissionsError(
                f"{where}: {row['points']} points for {exercise}, expected 0 to {most[exercise]:g}"
            )
        of_student[exercise] = Adjustment(points, row["comment"])
    return found


def _points(text: str, where: str) -> float:
    """A number, with a point or a comma."""
    try:
        points = float(text.replace(",", "."))
    except ValueError:
        points = math.nan
    if not math.isfinite(points):
        raise SubmissionsError(f"{where}: its points are {text!r}, expected a number")
    return points
