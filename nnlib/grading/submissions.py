"""Find the submissions in a folder or a zip, and whose each one is.

Known are the names that Canvas and Moodle give to downloaded files, nbgrader's folders, and
plain files or folders named after a student. A zip is read entry by entry and never unpacked,
so that its names cannot lead anywhere.
"""

from __future__ import annotations

import csv
import hashlib
import os
import re
import stat
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from nnlib._common.types import FilePath
from nnlib.grading.notebook import MAX_NOTEBOOK

MAX_ENTRIES = 20_000
CANVAS = re.compile(r"(?P<name>[^_]+)_(?:LATE_)?(?P<lms_id>\d+)_\d+_.+")
MOODLE = re.compile(r"(?P<name>.+)_(?P<lms_id>\d+)_assignsubmission_file.*")


class SubmissionsError(ValueError):
    """The submissions or the roster cannot be read; the message says why."""


@dataclass
class Student:
    """A student, and the files that she handed in.

    Attributes
    ----------
    key : str
        Unique, and safe as the name of a file.
    name, id, lms_id : str
        As the roster has them, or as the file's name tells them.
    paths : list of str
        Her notebooks, or entries of the zip, by name.
    flags : list of str
        What a person should look at.
    """

    key: str
    name: str
    id: str = ""
    lms_id: str = ""
    paths: list = field(default_factory=list)
    flags: list = field(default_factory=list)


class Folder:
    """Submissions in a folder."""

    def __init__(self, root: FilePath) -> None:
        self.root = Path(root)

    def paths(self) -> list[str]:
        """Every file under the folder; links and hidden files are left out."""
        found = []
        for folder, folders, files in os.walk(self.root):
            folders[:] = [name for name in folders if not name.startswith((".", "__MACOSX"))]
            for name in files:
                path = Path(folder, name)
                is_file = path.is_file() and not path.is_symlink()  # a pipe would never end
                if is_file and not name.startswith("."):
                    found.append(path.relative_to(self.root).as_posix())
        return sorted(found)

    def read(self, path: str) -> bytes:
        """The bytes of a notebook; no more than one too many."""
        try:
            with open(self.root / path, "rb") as file:
                return file.read(MAX_NOTEBOOK + 1)
        except OSError:
            return b"a file that cannot be read"


class Zip:
    """Submissions in a zip."""

    def __init__(self, path: FilePath) -> None:
        self.path = path
        try:
            with zipfile.ZipFile(path) as archive:
                self.entries = archive.infolist()
        except (zipfile.BadZipFile, OSError) as error:
            raise SubmissionsError(f"{path} is no zip that can be read: {error}") from error
        if len(self.entries) > MAX_ENTRIES:
            raise SubmissionsError(
                f"{path} has {len(self.entries)} entries, expected at most {MAX_ENTRIES}"
            )

    def paths(self) -> list[str]:
        """Every file in the zip; links and names that lead out of it are left out."""
        found = []
        for entry in self.entries:
            path = PurePosixPath(entry.filename)
            is_link = stat.S_ISLNK(entry.external_attr >> 16)
            if entry.is_dir() or is_link or path.is_absolute() or ".." in path.parts:
                continue
            if any(part.startswith((".", "__MACOSX")) for part in path.parts):
                continue
            if "\\" not in entry.filename:
                found.append(entry.filename)
        return sorted(set(found))

    def read(self, path: str) -> bytes:
        """The bytes of a notebook; no more than one too many, however far they unpack."""
        with zipfile.ZipFile(self.path) as archive:
            try:
                with archive.open(path) as file:
                    return file.read(MAX_NOTEBOOK + 1)
            except Exception:  # each way of packing has errors of its own
                return b"a damaged entry of the zip"


def open_source(path: FilePath) -> Folder | Zip:
    """A folder or a zip; SubmissionsError if it is neither."""
    if os.path.isdir(path):
        return Folder(path)
    if os.path.isfile(path):
        return Zip(path)
    raise SubmissionsError(f"there is no folder or zip {str(path)!r}")


def listed(names: Sequence[str], most: int = 5) -> str:
    """The first names, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def is_notebook(path: str) -> bool:
    """True if a file's name says that it is a notebook, ``.IPYNB`` included."""
    return path.lower().endswith(".ipynb")


def find_students(source: Folder | Zip, roster: Sequence[Student] = ()) -> list[Student]:
    """Who handed in what.

    Parameters
    ----------
    source : Folder or Zip
    roster : list of Student
        From ``read_roster``; those without a submission are listed too.

    Returns
    -------
    list of Student
        By name.
    """
    by_owner: dict[int | tuple[str, str], list[str]] = {}
    others: dict[int, list[str]] = {}
    paths = source.paths()
    wrapper = _wrapper([path for path in paths if is_notebook(path)])
    for path in paths:
        parts = PurePosixPath(path).parts
        name, lms_id = _owner(parts[wrapper:] or parts)
        number = _match(name, lms_id, roster)
        if is_notebook(path):
            by_owner.setdefault((name, lms_id) if number is None else number, []).append(path)
        elif number is not None:
            others.setdefault(number, []).append(path)
    students = []
    for owner, paths in by_owner.items():
        if isinstance(owner, int):
            student = roster[owner]
        else:
            student = Student(_key(*owner), owner[0], lms_id=owner[1])
            if roster:
                student.flags.append("she is not on the roster")
        student.paths = paths
        students.append(student)
    for i, student in enumerate(roster):
        if not student.paths:
            only = f"no notebook was handed in, only {listed(others[i])}" if i in others else ""
            student.flags.append(only or "nothing was handed in")
            students.append(student)
    _make_keys_unique(students)
    return sorted(students, key=lambda student: (student.name.casefold(), student.key))


def _make_keys_unique(students: Sequence[Student]) -> None:
    """Give students whose keys are the same, or differ in case only, keys of their own."""
    seen = Counter(student.key.casefold() for student in students)
    for student in students:
        if seen[student.key.casefold()] > 1:
            last = student.paths[-1] if student.paths else ""
            digest = hashlib.sha256(f"{student.id} {last}".encode("utf-8", "replace"))
            student.key += f"-{digest.hexdigest()[:8]}"


def read_roster(path: FilePath) -> list[Student]:
    """Students from a CSV with the columns name and id, and perhaps an LMS id.

    Raises
    ------
    SubmissionsError
        If a column is missing or an id stands twice.
    """
    try:
        with open(path, newline="", encoding="utf-8-sig") as file:
            rows = [
                {_column(key): (value or "").strip() for key, value in row.items() if key}
                for row in csv.DictReader(file)
            ]
    except (csv.Error, UnicodeError) as error:
        raise SubmissionsError(f"{path} is no CSV that can be read: {error}") from error
    students = []
    for row in rows:
        if not any(row.values()):
            continue
        if "name" not in row or "id" not in row:
            raise SubmissionsError(
                f"{path} has the columns {', '.join(row)}, expected name, id and perhaps lms_id"
            )
        lms_id = row.get("lms_id", "")
        students.append(Student(_key(row["id"] or row["name"], ""), row["name"], row["id"], lms_id))
    keys = [student.key for student in students]
    if twice := sorted({student.id for student in students if keys.count(student.key) > 1}):
        raise SubmissionsError(f"{path} has more than one student with the id {', '.join(twice)}")
    return students


def _column(header: str) -> str:
    return {"lms id": "lms_id", "lmsid": "lms_id"}.get(
        header.strip().lower(), header.strip().lower()
    )


def _wrapper(paths: list[str]) -> int:
    """1 if all lies in one folder that is nobody's, around an LMS's export; else 0."""
    parts = [PurePosixPath(path).parts for path in paths]
    is_export = all(len(p) > 1 and _from_lms(p[1]) for p in parts)
    return int(is_export and len({p[0] for p in parts}) == 1)


def _from_lms(part: str) -> re.Match[str] | None:
    """The match of a name that an LMS gave, or None."""
    return MOODLE.fullmatch(part) or CANVAS.fullmatch(part)


def _owner(parts: Sequence[str]) -> tuple[str, str]:
    """Name and LMS id, as the path of a submission tells them.

    Only its first part can be trusted: what lies deeper is named by the student.
    """
    if parts[0] == "submitted" and len(parts) > 2:  # nbgrader's: submitted/student/chapter/file
        return parts[1], ""
    if found := _from_lms(parts[0]):
        return found["name"], found["lms_id"]
    name = re.sub(r"\.\w+$", "", parts[0]) if len(parts) == 1 else parts[0]
    return name, ""


def _match(name: str, lms_id: str, roster: Sequence[Student]) -> int | None:
    """The number of the student on the roster; None if there is none, or more than one."""
    for wanted, of in [
        (lms_id, lambda student: student.lms_id),
        (name, lambda student: student.id),
        (_plain(name), lambda student: _plain(student.name)),
        (_plain(name), lambda student: _plain("".join(reversed(student.name.rpartition(" "))))),
    ]:
        found = [i for i, student in enumerate(roster) if wanted and of(student) == wanted]
        if len(found) == 1:
            return found[0]
    return None


def _plain(name: str) -> str:
    """A name without accents, case, spaces and signs."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]", "", letters)


def _key(name: str, lms_id: str) -> str:
    """A unique and harmless name for a student's files."""
    text = f"{name}_{lms_id}" if lms_id else name
    safe = re.sub(r"[^A-Za-z0-9-]+", "_", text).strip("_-")[:40]
    if safe == text:
        return safe
    return f"{safe}-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:8]}".lstrip("-")
