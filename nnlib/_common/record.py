"""The learner's record, in a small file beside their notebooks: what was done and answered.

One line of JSON for each thing that happened, added at the end in a single write. So two kernels
cannot overwrite each other, and a damaged line costs that line alone. Nothing is sent anywhere.

    {"tried": "01-softmax"}                                   an answer that was not correct
    {"correct": "01-softmax"}                                 the exercise is done
    {"question": "01-odds", "right": false, "given": "1"}     a question was answered
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILE = ".nnlib-progress.jsonl"
LONGEST = 2000  # characters of an answer; what is longer is cut


@dataclass
class Record:
    """What a learner has done so far.

    Attributes
    ----------
    done : set of str
        Ids of the exercises that are done.
    tries : dict of str to int
        How many answers to an exercise were not correct.
    first : dict of str to bool
        Whether the first answer to a question was right.
    """

    done: set[str] = field(default_factory=set)
    tries: dict[str, int] = field(default_factory=dict)
    first: dict[str, bool] = field(default_factory=dict)


def progress_file() -> Path | None:
    """Where progress is kept: NNLIB_PROGRESS, or a file in the current folder.

    Returns
    -------
    pathlib.Path, or None if NNLIB_PROGRESS is empty, which turns it off
    """
    place = os.environ.get("NNLIB_PROGRESS", FILE)
    return Path(place) if place else None


def read_record() -> Record:
    """What the file says.

    Returns
    -------
    Record
        Empty if there is no file. Lines that are damaged or say something else are passed over.
    """
    record = Record()
    for line in _lines():
        correct, tried, question = (line.get(key) for key in ("correct", "tried", "question"))
        if isinstance(correct, str):
            record.done.add(correct)
        elif isinstance(tried, str):
            record.tries[tried] = record.tries.get(tried, 0) + 1
        elif isinstance(question, str) and isinstance(line.get("right"), bool):
            record.first.setdefault(question, line["right"])
    return record


def read_done() -> set[str]:
    """Ids of the exercises that are done.

    Returns
    -------
    set of str
    """
    return read_record().done


def record_done(exercise_id: str) -> None:
    """Note that an exercise is done; never an error if that cannot be written."""
    if exercise_id not in read_done():
        _add({"correct": exercise_id})


def record_try(exercise_id: str) -> None:
    """Note that an answer was not correct; what comes after the exercise is done is not noted."""
    if exercise_id not in read_done():
        _add({"tried": exercise_id})


def record_answer(question_id: str, given: str, *, right: bool) -> None:
    """Note what was answered to a question."""
    _add({"question": question_id, "right": right, "given": given[:LONGEST]})


def _lines() -> Iterator[dict[str, Any]]:
    """The lines of the file that can be read."""
    path = progress_file()
    try:
        text = "" if path is None else path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    for line in text.splitlines():
        try:
            thing = json.loads(line)
        except ValueError:  # damaged or half-written
            continue
        if isinstance(thing, dict):
            yield thing


def _add(thing: dict[str, Any]) -> None:
    """Add a line; a read-only folder must not keep anyone from learning."""
    path = progress_file()
    if path is None:
        return
    # The line feed in front closes a line that an interrupted write left open.
    line = "\n" + json.dumps(thing) + "\n"
    try:
        with open(path, "ab", buffering=0) as file:
            file.write(line.encode())
    except OSError:
        pass
