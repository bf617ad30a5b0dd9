"""Who is in the class, and which of the files that were handed in are whose."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nnlib.grading.names import match
from nnlib.grading.owners import CANVAS, MOODLE, Owner, is_late, owners_of
from nnlib.grading.record import Identity
from nnlib.grading.sources import Source, is_notebook, listed

LATE = "handed in late, as Canvas says: "
STRAYS = "a notebook that is nobody's on the roster may be theirs"


@dataclass
class Student(Identity):
    """A student, and the files that they handed in.

    Attributes
    ----------
    also : tuple of str
        What else an LMS calls them, and their files: a user's name, a number, an address.
    paths : list of str
        Their notebooks, or entries of the zip, by name.
    flags : list of str
        What a person should look at.
    waits : str
        Why it is not known yet what they earned; empty if it is, or will be after grading.
    """

    also: tuple[str, ...] = ()
    paths: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    waits: str = ""

    @property
    def identity(self) -> Identity:
        """Who it is, as a record tells it: without the files."""
        return Identity(self.key, self.name, self.id, self.lms_id)


def find_students(source: Source, roster: Sequence[Student] = ()) -> list[Student]:
    """Who handed in what.

    Parameters
    ----------
    source : Source
    roster : list of Student
        From ``rosters.read_roster``; those without a submission are listed too.

    Returns
    -------
    list of Student
        By name.
    """
    owners, lms = owners_of(source.paths(), source.name)
    numbers = match(
        dict.fromkeys(owners.values()),
        roster,
        family_first=lms is CANVAS,
        participants=lms is MOODLE,
    )
    notebooks: dict[int | Owner, list[str]] = defaultdict(list)
    others: dict[int | Owner, list[str]] = defaultdict(list)
    for path, owner in owners.items():
        (notebooks if is_notebook(path) else others)[numbers.get(owner, owner)].append(path)
    if lms is CANVAS:  # Moodle's number is no id of its import
        _learn_lms_ids(roster, numbers, notebooks)
    flags = ["not on the roster"] if roster else []
    strangers = [
        Student(key_of(*owner), owner.name, lms_id=owner.lms_id, paths=paths, flags=[*flags])
        for owner, paths in notebooks.items()
        if isinstance(owner, Owner)
    ]
    for i, student in enumerate(roster):
        student.paths = notebooks.get(i, [])
        if not student.paths:
            _note_what_is_missing(student, others.get(i, []), bool(strangers))
    students = [*strangers, *roster]
    for student in students:
        if late := [path for path in student.paths if is_late(path, lms)]:
            student.flags.append(LATE + listed(late))
    _make_keys_unique(students)
    return sorted(students, key=lambda student: (student.name.casefold(), student.key))


def _learn_lms_ids(
    roster: Sequence[Student],
    numbers: Mapping[Owner, int],
    notebooks: Mapping[int | Owner, list[str]],
) -> None:
    """Take the LMS's id, where the roster has none, from the names of a student's files."""
    for i, student in enumerate(roster):
        if i in notebooks and not student.lms_id:
            student.lms_id = max(owner.lms_id for owner, n in numbers.items() if n == i)


def _note_what_is_missing(student: Student, others: Sequence[str], strangers: bool) -> None:
    """Say of somebody without a notebook what there is, and whether one may be theirs."""
    if others:
        student.flags.append(f"no notebook was handed in, only {listed(others)}")
        return
    student.flags.append("nothing was handed in")
    if strangers:
        student.waits = STRAYS


def _make_keys_unique(students: Sequence[Student]) -> None:
    """Give students whose keys are the same, or differ in case only, keys of their own."""
    seen = Counter(student.key.casefold() for student in students)
    for student in students:
        if seen[student.key.casefold()] > 1:
            last = student.paths[-1] if student.paths else ""
            digest = hashlib.sha256(f"{student.id} {last}".encode("utf-8", "replace"))
            student.key += f"-{digest.hexdigest()[:8]}"


def key_of(name: str, lms_id: str) -> str:
    """A unique and harmless name for a student's files."""
    text = f"{name}_{lms_id}" if lms_id else name
    safe = re.sub(r"[^A-Za-z0-9-]+", "_", text).strip("_-")[:40]
    if safe == text:
        return safe
    return f"{safe}-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:8]}".lstrip("-")
