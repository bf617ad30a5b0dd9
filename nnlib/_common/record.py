"""The learner's record, in a small file beside their notebooks: what was done and answered.

One line of JSON for each thing that happened, added at the end in a single write. So two kernels
cannot overwrite each other, and a damaged line costs that line alone. Nothing is sent anywhere.

    {"tried": "01-softmax"}                                   an answer that was not correct
    {"correct": "01-softmax"}                                 the exercise is done
    {"again": "01-softmax", "right": true}                    it came back in a review
    {"question": "01-odds", "right": false, "given": "1"}     a question was answered
    {"puzzle": "04-chain", "right": true, "given": "…"}       lines were sorted
    {"setting": "show_answers", "value": true}

Each has its day as well, ``"on": "2026-11-29"``, from the second edition on.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

RENAMED = {  # questions whose first names gave something away
    "08-pushed-down": "08-why-it-collapses",
    "08-seed-or-none": "08-which-seed",
}
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
    puzzles : dict of str to bool
        Whether an exercise's lines have been put in order; False while they were only tried.
    days : dict of (str, str) to dict of date to bool
        How an item went on each day that it was met, by its first answer of that day. An item is
        a kind, ``"question"`` or ``"exercise"``, and an id.
    settings : dict of str to bool
        What the learner has set last.
    """

    done: set[str] = field(default_factory=set)
    tries: dict[str, int] = field(default_factory=dict)
    first: dict[str, bool] = field(default_factory=dict)
    puzzles: dict[str, bool] = field(default_factory=dict)
    days: dict[tuple[str, str], dict[date, bool]] = field(default_factory=dict)
    settings: dict[str, bool] = field(default_factory=dict)

    def met(self, kind: str, name: str, day: date, *, right: bool) -> None:
        """Note how an item went on a day, if it was not met on that day before."""
        self.days.setdefault((kind, name), {}).setdefault(day, right)


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
        day, right = _day(line.get("on")), line.get("right")
        names = {key: name for key, name in line.items() if isinstance(name, str)}
        if name := names.get("correct"):
            record.done.add(name)
            record.met("exercise", name, day, right=True)
        elif name := names.get("tried"):
            record.tries[name] = record.tries.get(name, 0) + 1
        elif (name := names.get("setting")) and isinstance(line.get("value"), bool):
            record.settings[name] = line["value"]
        elif not isinstance(right, bool):
            continue
        elif name := names.get("again"):
            record.met("exercise", name, day, right=right)
        elif name := names.get("question"):
            name = RENAMED.get(name, name)
            record.first.setdefault(name, right)
            record.met("question", name, day, right=right)
        elif name := names.get("puzzle"):
            record.puzzles[name] = record.puzzles.get(name, False) or right
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


def record_again(exercise_id: str, *, right: bool) -> None:
    """Note how an exercise went that a review brought back."""
    _add({"again": exercise_id, "right": right})


def record_puzzle(exercise_id: str, given: str, *, right: bool) -> None:
    """Note in which order the lines of an exercise were put."""
    _add({"puzzle": exercise_id, "right": right, "given": given[:LONGEST]})


def record_setting(name: str, *, value: bool) -> None:
    """Keep a setting."""
    _add({"setting": name, "value": value})


def today() -> date:
    """The day that is noted beside what happens."""
    return date.today()


def _day(text: object) -> date:
    """A day as it was noted; of the first edition's lines, which have none, the first of all."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return date.min


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
    line = "\n" + json.dumps({**thing, "on": today().isoformat()}) + "\n"
    try:
        with open(path, "ab", buffering=0) as file:
            file.write(line.encode())
    except OSError:
        pass
