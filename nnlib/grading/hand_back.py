"""The zip of feedback that Canvas and Moodle take back, and whose it is in there.

Canvas reads a student's number and that of their file out of a name, Moodle that of a participant
out of a folder's: so each page is named as the submission was.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from nnlib._common.atomic import replacing
from nnlib.grading.owners import CANVAS, MOODLE
from nnlib.grading.record import Record

OF_CANVAS = re.compile(r"([^_]+_(?:LATE_)?\d+_\d+_).+")
OF_MOODLE = re.compile(r"(.+?_\d+_assignsubmission_file)(?:_.*)?")
PATTERNS = {"canvas": (CANVAS, OF_CANVAS, ""), "moodle": (MOODLE, OF_MOODLE, "/")}


def name_in_zip(path: str, lms: str) -> str | None:
    """What the feedback on a submission is called, or None if the LMS did not name its file."""
    fits, beginning, sign = PATTERNS[lms]
    for part in PurePosixPath(path).parts[:2]:  # an export may lie in a folder
        if fits.fullmatch(part) and (found := beginning.fullmatch(part)):
            name = f"{found[1]}{sign}feedback.html"
            return name.encode("utf-8", "backslashreplace").decode()  # half a pair of surrogates
    return None


def write_feedback_zip(folder: Path, lms: str, records: Iterable[Record]) -> list[str]:
    """Write ``feedback-canvas.zip`` or ``feedback-moodle.zip``.

    Returns
    -------
    list of str
        Names of students whose pages are not in it, since the LMS did not name their files.
    """
    left_out = []
    with (
        replacing(folder / f"feedback-{lms}.zip", binary=True) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for record in records:
            page = folder / "feedback" / f"{record.student.key}.html"
            if record.waits or not record.result or not page.is_file():
                continue
            if name := name_in_zip(record.path, lms):
                archive.write(page, name)
            else:
                left_out.append(record.student.name)
    return left_out
