"""Whose a file is, as its path tells.

Known are the names that Canvas and Moodle give to downloaded files, nbgrader's folders, and
plain files or folders named after a student.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from nnlib.grading.names import composed
from nnlib.grading.sources import SubmissionsError, is_notebook, listed

CANVAS = re.compile(r"(?P<name>[^_]+)_(?P<late>LATE_)?(?P<lms_id>\d+)_\d+_.+")
# The shortest name that fits: what follows may be in the student's own words.
MOODLE = re.compile(r"(?P<name>.+?)_(?P<lms_id>\d+)_assignsubmission_file.*")


class Owner(NamedTuple):
    """A student, as the name of a file tells; ``lms_id`` is empty if no LMS gave the name."""

    name: str
    lms_id: str = ""


def owners_of(paths: Sequence[str]) -> tuple[dict[str, Owner], re.Pattern[str] | None]:
    """The owner of each path, and which LMS named the paths, if one did."""
    parts = {path: PurePosixPath(path).parts for path in paths}
    notebooks = [parts[path] for path in paths if is_notebook(path)]
    wrapper = _wrapper(notebooks)
    lms = _lms_of(p[wrapper] for p in notebooks or parts.values())
    return {path: _owner(p[wrapper:] or p, lms) for path, p in parts.items()}, lms


def is_late(path: str, lms: re.Pattern[str] | None) -> bool:
    """True if Canvas says in a file's name that it came late; it may lie in an export's folder."""
    if lms is not CANVAS:
        return False
    found = [CANVAS.fullmatch(part) for part in PurePosixPath(path).parts[:2]]
    return any(match["late"] for match in found if match)


def _wrapper(parts: list[tuple[str, ...]]) -> int:
    """1 if all lies in one folder that is nobody's, around an LMS's export; else 0."""
    tops = {p[0] for p in parts}
    if _lms_of(tops):
        return 0
    strays = sorted({p[0] for p in parts if len(p) < 2})
    within = {p[:2] for p in parts if len(p) > 1}
    is_export = len(tops) - len(strays) == 1 and bool(_lms_of(names for _, names in within))
    if is_export and strays and len(within) > len(strays):
        (folder,) = tops - set(strays)
        raise SubmissionsError(
            f"{folder} is an export of Canvas or Moodle, and beside it lies {listed(strays)}: name "
            "the export itself, or move that away"
        )
    return int(is_export and not strays)


def _lms_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """The LMS that gave at least half of the names, or None.

    One name says nothing: its end is the student's own, and may look like another LMS's.
    """
    names = set(names)
    canvas = {name for name in names if CANVAS.fullmatch(name)}
    moodle = {name for name in names - canvas if MOODLE.fullmatch(name)}
    most, lms = (moodle, MOODLE) if len(moodle) > len(canvas) else (canvas, CANVAS)
    return lms if most and 2 * len(most) >= len(names) else None


def _owner(parts: Sequence[str], lms: re.Pattern[str] | None) -> Owner:
    """The owner that the path of a submission tells.

    Only its first part can be trusted: what lies deeper is named by the student.
    """
    if parts[0] == "submitted" and len(parts) > 2:  # nbgrader's: submitted/student/chapter/file
        return Owner(composed(parts[1]))
    if lms and (found := lms.fullmatch(parts[0])):
        return Owner(composed(found["name"]), found["lms_id"])
    name = re.sub(r"\.\w+$", "", parts[0]) if len(parts) == 1 else parts[0]
    return Owner(composed(name))
