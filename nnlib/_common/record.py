"""The learner's record: which exercises are done, in a small file beside their notebooks.

One line of JSON for each exercise that was done, added at the end in a single write.
So two kernels cannot overwrite each other, and a damaged line costs that line alone.
Nothing is sent anywhere.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

FILE = ".nnlib-progress.jsonl"


def progress_file() -> Path | None:
    """Where progress is kept: NNLIB_PROGRESS, or a file in the current folder.

    Returns
    -------
    pathlib.Path, or None if NNLIB_PROGRESS is empty, which turns it off
    """
    place = os.environ.get("NNLIB_PROGRESS", FILE)
    return Path(place) if place else None


def read_done() -> set[str]:
    """Ids of the exercises that are done.

    Returns
    -------
    set of str
    """
    path = progress_file()
    done: set[str] = set()
    if path is None or not path.is_file():
        return done
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            done.add(json.loads(line)["correct"])
        except (ValueError, KeyError, TypeError):
            continue  # a damaged or half-written line
    return done


def record_done(exercise_id: str) -> None:
    """Note that an exercise is done; never an error if that cannot be written."""
    path = progress_file()
    try:
        if path is None or exercise_id in read_done():
            return
        # The line feed in front closes a line that an interrupted write left open.
        line = "\n" + json.dumps({"correct": exercise_id}) + "\n"
        with open(path, "ab", buffering=0) as file:
            file.write(line.encode())
    except OSError:
        pass  # a read-only folder must not keep anyone from learning
