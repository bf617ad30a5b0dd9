"""Whose a file is, as its path tells.

Known are the names that Canvas, Moodle, Brightspace and Blackboard give to downloaded files, the
folders of nbgrader and GitHub Classroom, and plain files or folders named after a student.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from nnlib.grading.names import composed
from nnlib.grading.sources import SubmissionsError, is_notebook, listed

CANVAS = re.compile(r"(?P<name>[^_]+)_(?P<late>LATE_)?(?P<lms_id>\d+)_\d+_.+")
# The shortest name that fits: what follows may be in the student's own words.
MOODLE = re.compile(r"(?P<name>.+?)_(?P<lms_id>\d+)_assignsubmission_file.*")
# 123-456 - Jane Doe - Oct 3, 2026 1015 PM, a folder or the beginning of a file's name
BRIGHTSPACE = re.compile(
    r"(?P<lms_id>\d+-\d+) ?- (?P<name>.+?) ?- \w+\.? \d+, \d{4} \d+(?: [AP]M)?(?: - .+)?"
)
# Homework 1_jdoe_attempt_2026-10-03-22-15-30_01.ipynb; the first part is the same for all
BLACKBOARD = re.compile(r"(?P<name>.+?)_attempt_\d{4}(?:-\d\d){5}(?:[_.].*)?(?P<lms_id>)")
EXPORTS = (CANVAS, MOODLE, BRIGHTSPACE, BLACKBOARD)  # a name is of the first that it fits
CLASSROOM = "-submissions"  # what GitHub Classroom calls a folder of <homework>-<student>


class Owner(NamedTuple):
    """A student, as the name of a file tells; ``lms_id`` is empty if no LMS gave the name."""

    name: str
    lms_id: str = ""


def owners_of(
    paths: Sequence[str], within: str = ""
) -> tuple[dict[str, Owner], re.Pattern[str] | None]:
    """The owner of each path, and which LMS named the paths, if one did.

    Parameters
    ----------
    paths : sequence of str
    within : str
        Name of the folder or zip that they lie in.
    """
    parts = {path: PurePosixPath(path).parts for path in paths}
    notebooks = [parts[path] for path in paths if is_notebook(path)]
    tops = {p[0] for p in notebooks}
    if len(tops) == 1 and (top := tops.pop()).endswith(CLASSROOM):
        parts = {path: p[1:] if p[0] == top else p for path, p in parts.items()}
        notebooks, within = [p[1:] for p in notebooks], top
    wrapper = _wrapper(notebooks)
    lms = _lms_of(p[wrapper] for p in notebooks or parts.values())
    owners = {path: _owner(p[wrapper:] or p, lms) for path, p in parts.items()}
    _refuse_doubled_ids({*owners.values()})
    if lms is BLACKBOARD:
        owners = _without(
            _first_words([(p[wrapper:] or p)[0] for p in parts.values()], lms), owners
        )
    elif CLASSROOM in within and not lms:
        owners = _without(within.partition(CLASSROOM)[0] + "-", owners)
    return owners, lms


def _refuse_doubled_ids(owners: Iterable[Owner]) -> None:
    """Raise a SubmissionsError if an LMS's id stands beside two names."""
    names: dict[str, set[str]] = defaultdict(set)
    for owner in owners:
        names[owner.lms_id].add(owner.name)
    for lms_id, found in names.items():
        if lms_id and len(found) > 1:
            raise SubmissionsError(
                f"the number {lms_id} stands in the files of {listed(sorted(found))}: "
                "whose it is is not known, so rename those files or move them away"
            )


def _without(beginning: str, owners: Mapping[str, Owner]) -> dict[str, Owner]:
    """The same owners; who they are stands behind what all names begin with."""
    return {p: o._replace(name=o.name.removeprefix(beginning) or o.name) for p, o in owners.items()}


def _first_words(names: Iterable[str], lms: re.Pattern[str]) -> str:
    """What Blackboard's names begin with: the homework's. Of a single one, all but its last word.

    As long as it is the same text that is taken from all, two students stay two.
    """
    heads = {found["name"] for name in names if (found := lms.fullmatch(name))}
    words = zip(*(head.split("_")[:-1] for head in heads), strict=False)
    return "".join(f"{w[0]}_" for w in itertools.takewhile(lambda w: len({*w}) == 1, words))


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
            f"{folder} is an export of an LMS, and beside it lies {listed(strays)}: name "
            "the export itself, or move that away"
        )
    return int(is_export and not strays)


def _lms_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """The LMS that gave at least half of the names, or None.

    One name says nothing: its end is the student's own, and may look like another LMS's.
    """
    names = set(names)
    count = Counter(lms for name in names if (lms := _first_that_fits(name)))
    if not count:
        return None
    if len(names) > 1 and all(map(BLACKBOARD.fullmatch, names)):
        return BLACKBOARD  # a homework's name may look like what Canvas writes
    lms, n = max(count.items(), key=lambda item: (item[1], -EXPORTS.index(item[0])))
    return lms if 2 * n >= len(names) else None


def _first_that_fits(name: str) -> re.Pattern[str] | None:
    return next((lms for lms in EXPORTS if lms.fullmatch(name)), None)


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
