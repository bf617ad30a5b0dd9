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
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from nnlib._common.types import FilePath
from nnlib.grading.notebook import MAX_NOTEBOOK

MAX_ENTRIES = 20_000
CANVAS = re.compile(r"(?P<name>[^_]+)_(?:LATE_)?(?P<lms_id>\d+)_\d+_.+")
# The shortest name that fits: what follows may be in the student's own words.
MOODLE = re.compile(r"(?P<name>.+?)_(?P<lms_id>\d+)_assignsubmission_file.*")
# Unicode has no accent that turns these into the letters for which people write them.
STROKES = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
STRAYS = "a notebook that is nobody's on the roster may be theirs"
NO_LETTERS = "\u02bb\u02bc\u0640"  # apostrophes, and what stretches an Arabic word


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
    waits : str
        Why it is not known yet what she earned; empty if it is, or will be after grading.
    """

    key: str
    name: str
    id: str = ""
    lms_id: str = ""
    paths: list = field(default_factory=list)
    flags: list = field(default_factory=list)
    waits: str = ""


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
        self.entry_of = {_name_in_zip(entry): entry for entry in self.entries}

    def paths(self) -> list[str]:
        """Every file in the zip; links and names that lead out of it are left out."""
        found = []
        for name, entry in self.entry_of.items():
            path = PurePosixPath(name)
            is_link = stat.S_ISLNK(entry.external_attr >> 16)
            if entry.is_dir() or is_link or path.is_absolute() or ".." in path.parts:
                continue
            if any(part.startswith((".", "__MACOSX")) for part in path.parts):
                continue
            if "\\" not in name:
                found.append(name)
        return sorted(found)

    def read(self, path: str) -> bytes:
        """The bytes of a notebook; no more than one too many, however far they unpack."""
        with zipfile.ZipFile(self.path) as archive:
            try:
                with archive.open(self.entry_of[path]) as file:
                    return file.read(MAX_NOTEBOOK + 1)
            except Exception:  # each way of packing has errors of its own
                return b"a damaged entry of the zip"


def _name_in_zip(entry: zipfile.ZipInfo) -> str:
    """The name of an entry. macOS writes UTF-8 and does not say so; Python then reads CP437."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


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
    owners, lms = _owners(source.paths())
    numbers = _match(dict.fromkeys(owners.values()), roster, lms)
    for path, of in owners.items():
        number = numbers.get(of)
        if is_notebook(path):
            by_owner.setdefault(of if number is None else number, []).append(path)
        elif number is not None:
            others.setdefault(number, []).append(path)
    students = []
    for owner, paths in by_owner.items():
        if isinstance(owner, int):
            student = roster[owner]
            if lms is CANVAS and not student.lms_id:  # Moodle's number is no id of its import
                student.lms_id = max(of[1] for of, number in numbers.items() if number == owner)
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
            if not only and any(not isinstance(owner, int) for owner in by_owner):
                student.waits = STRAYS
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
                {_column(key): composed(value or "").strip() for key, value in row.items() if key}
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


def _owners(paths: Sequence[str]) -> tuple[dict[str, tuple[str, str]], re.Pattern[str] | None]:
    """Name and LMS id for each path, and which LMS named them, if one did."""
    parts = {path: PurePosixPath(path).parts for path in paths}
    notebooks = [parts[path] for path in paths if is_notebook(path)]
    wrapper = _wrapper(notebooks)
    lms = _lms_of(p[wrapper] for p in notebooks or parts.values())
    return {path: _owner(p[wrapper:] or p, lms) for path, p in parts.items()}, lms


def _wrapper(parts: list[tuple[str, ...]]) -> int:
    """1 if all lies in one folder that is nobody's, around an LMS's export; else 0."""
    tops = {p[0] for p in parts}
    if len(tops) != 1 or _lms_of(tops) or any(len(p) < 2 for p in parts):
        return 0
    return int(_lms_of(p[1] for p in parts) is not None)


def _lms_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """The LMS that gave at least half of the names, or None.

    One name says nothing: its end is the student's own, and may look like another LMS's.
    """
    names = set(names)
    canvas = {name for name in names if CANVAS.fullmatch(name)}
    moodle = {name for name in names - canvas if MOODLE.fullmatch(name)}
    most, lms = (moodle, MOODLE) if len(moodle) > len(canvas) else (canvas, CANVAS)
    return lms if most and 2 * len(most) >= len(names) else None


def _owner(parts: Sequence[str], lms: re.Pattern[str] | None) -> tuple[str, str]:
    """Name and LMS id, as the path of a submission tells them.

    Only its first part can be trusted: what lies deeper is named by the student.
    """
    if parts[0] == "submitted" and len(parts) > 2:  # nbgrader's: submitted/student/chapter/file
        return composed(parts[1]), ""
    if lms and (found := lms.fullmatch(parts[0])):
        return composed(found["name"]), found["lms_id"]
    name = re.sub(r"\.\w+$", "", parts[0]) if len(parts) == 1 else parts[0]
    return composed(name), ""


def composed(text: str) -> str:
    """A text with each accent in one character with its letter; macOS takes them apart."""
    return unicodedata.normalize("NFC", text)


def _match(
    owners: Iterable[tuple[str, str]], roster: Sequence[Student], lms: re.Pattern[str] | None
) -> dict[tuple[str, str], int]:
    """The numbers on the roster of those owners of files who are one student beyond doubt."""
    known: list[dict[str, set[int]]] = [defaultdict(set) for _ in range(N_RANKS)]
    for i, student in enumerate(roster):
        for of_rank, forms in zip(
            known, _forms(student.lms_id, student.id, student.name), strict=True
        ):
            for form in forms:
                of_rank[form].add(i)
    claims: dict[int, list[tuple[int, tuple[str, str]]]] = defaultdict(list)
    for owner in owners:
        name, lms_id = owner
        for rank, forms in enumerate(_forms(lms_id, name, name)):
            if lms is CANVAS and rank in (AS_WRITTEN, AS_WRITTEN_BARE):
                continue  # it puts the family name first, whatever the roster does
            found = {i for form in forms for i in known[rank].get(form, ())}
            if len(found) == 1:
                claims[found.pop()].append((rank, owner))
                break
            if found and rank >= AS_WRITTEN:  # not guessed, and not by a vaguer rule either
                break
    return {owner: i for i, claimed in claims.items() for owner in _undoubted(claimed)}


def _undoubted(claimed: list[tuple[int, tuple[str, str]]]) -> list[tuple[str, str]]:
    """Of those who may be one student of the roster, the owners who surely are."""
    sure = [(rank, owner) for rank, owner in claimed if rank < AS_WRITTEN_BARE]
    if not sure and len(claimed) == 1:
        sure = claimed
    # Who has two ids in an LMS is two people, of the same name.
    several = len({lms_id for _, (_, lms_id) in sure if lms_id}) > 1
    return [owner for rank, owner in sure if rank == 0 or not (several and owner[1])]


def _forms(lms_id: str, student_id: str, name: str) -> list[set[str]]:
    """What a student is found by, the surest first; names without case, spaces and signs.

    A name counts in its own order, then with any of its words first, then both without accents.
    """
    words, bare = _words(name), _words(name, accents=False)
    found = [{lms_id}, {student_id}, {"".join(words)}, _turned(words), {"".join(bare)}]
    return [forms - {""} for forms in [*found, _turned(bare)]]


AS_WRITTEN, AS_WRITTEN_BARE, N_RANKS = 2, 4, 6  # places in that list, and its length


def _turned(words: list[str]) -> set[str]:
    """The words in one, from each of the first few on: given or family name first."""
    return {"".join(words[i:] + words[:i]) for i in range(min(len(words), 8))}


def _words(name: str, *, accents: bool = True) -> list[str]:
    """The words of a name, of letters of any script; the same however a system encodes them."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    if not accents:
        marked = unicodedata.normalize("NFKD", text).translate(STROKES)
        text = "".join(c for c in marked if not _is_accent(c))
    kept = (c for c in text if c not in NO_LETTERS and unicodedata.category(c) != "Cf")
    return "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in kept).split()


def _is_accent(character: str) -> bool:
    """True for accents and for vowel points of Arabic and Hebrew, not for India's vowels."""
    kind = unicodedata.combining(character)
    return 10 <= kind <= 36 or kind >= 200


def _key(name: str, lms_id: str) -> str:
    """A unique and harmless name for a student's files."""
    text = f"{name}_{lms_id}" if lms_id else name
    safe = re.sub(r"[^A-Za-z0-9-]+", "_", text).strip("_-")[:40]
    if safe == text:
        return safe
    return f"{safe}-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:8]}".lstrip("-")
