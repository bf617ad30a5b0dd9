"""Read who is in the class: a table of one's own, or as an LMS exports it.

A roster has the columns name and id, and perhaps lms_id. Canvas, Moodle, Brightspace, Blackboard
and GitHub Classroom have names of their own for them, and more that a student's files may bear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from nnlib._common.types import FilePath
from nnlib.grading.names import PARTICIPANT
from nnlib.grading.roster import Student, key_of
from nnlib.grading.sources import SubmissionsError
from nnlib.grading.tables import read_table

NAMES = ("name", "student", "full name", "fullname", "student name")
GIVEN = ("first name", "firstname", "given name")
FAMILY = ("last name", "lastname", "surname", "family name")
# The student's own number or name at the institution, the most usual first.
IDS = (
    "id", "sis user id", "sis login id", "id number", "orgdefinedid", "student id",
    "username", "email address", "email", "identifier",
)  # fmt: skip
ALSO = (*IDS[1:], "github_username", "github_id")
OF_CANVAS = ("sis user id", "sis login id")  # beside which "id" is Canvas's own number
NUMBERED = re.compile(r"\D+(\d+)")  # in Moodle's "Participant 4711", in any language


def read_roster(path: FilePath) -> list[Student]:
    """Students from a table.

    Raises
    ------
    SubmissionsError
        If a column is missing, or an id stands twice.
    """
    students = []
    for row in read_table(path):
        if _is_no_student(row):
            continue
        if not (row.keys() & {*NAMES, *GIVEN, *FAMILY} and row.keys() & {*IDS}):
            raise SubmissionsError(
                f"{path} has the columns {', '.join(row)}, expected name, id and perhaps lms_id, "
                "or those of an export of Canvas, Moodle, Brightspace, Blackboard or GitHub"
            )
        name, own_id = _name(row), _own_id(row)
        key = key_of(own_id or name, "")
        students.append(Student(key, name, own_id, _lms_id(row), also=_also(row)))
    keys = [student.key for student in students]
    if twice := sorted({student.id for student in students if keys.count(student.key) > 1}):
        raise SubmissionsError(f"{path} has more than one student with the id {', '.join(twice)}")
    numbers = [student.lms_id for student in students if student.lms_id]
    if twice := sorted({number for number in numbers if numbers.count(number) > 1}):
        raise SubmissionsError(
            f"{path} has more than one student with the LMS id {', '.join(twice)}"
        )
    return students


def _is_no_student(row: Mapping[str, str]) -> bool:
    """True for the rows that Canvas adds: the points that are possible, and a student to try."""
    name = row.get("student", "")
    return name == "Points Possible" or (name.endswith(", Test") and not _first(row, OF_CANVAS))


def _first(row: Mapping[str, str], columns: Iterable[str]) -> str:
    """The first of these columns that a row has something in."""
    return next((row[column] for column in columns if row.get(column)), "")


def _name(row: Mapping[str, str]) -> str:
    if name := _first(row, NAMES):
        family, comma, given = name.partition(", ")  # Canvas: "Doe, Jane"
        return f"{given} {family}" if comma else name
    return f"{_first(row, GIVEN)} {_first(row, FAMILY)}".strip()


def _own_id(row: Mapping[str, str]) -> str:
    columns = IDS[1:] if _is_canvas(row) else IDS
    return _first(row, columns).removeprefix("#")  # as Brightspace keeps Excel off a number


def _lms_id(row: Mapping[str, str]) -> str:
    return _first(row, ("lms_id", "lms id", "lmsid", *(["id"] if _is_canvas(row) else [])))


def _also(row: Mapping[str, str]) -> tuple[str, ...]:
    """What else a student's files may be named after."""
    found = {row[column].removeprefix("#") for column in ALSO if row.get(column)}
    found |= {address.partition("@")[0] for address in found if "@" in address}
    if number := NUMBERED.fullmatch(row.get("identifier", "")):
        found.add(PARTICIPANT.format(number[1]))
    return tuple(sorted(found))


def _is_canvas(row: Mapping[str, str]) -> bool:
    return any(column in row for column in OF_CANVAS)
