"""Which exercises are done: a small file beside the learner's notebooks.

One line of JSON for each exercise that was done, added at the end in a single write.
So two kernels cannot overwrite each other, and a damaged line costs that line alone.
Nothing is sent anywhere.
"""

from __future__ import annotations

import html
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nnlib.judge.exercise import Exercise

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


class Progress:
    """A bar for each chapter: how many of its exercises are done."""

    def __init__(self, exercises: Iterable[Exercise]) -> None:
        done = read_done()
        self.chapters: dict[str, list[tuple[str, bool]]] = {}
        for exercise in exercises:
            self.chapters.setdefault(exercise.chapter, []).append(
                (exercise.title, exercise.id in done)
            )

    def rows(self) -> Iterator[tuple[str, int, int, list[str]]]:
        """Chapter, number done, number in all, and titles still to do."""
        for chapter, entries in self.chapters.items():
            todo = [title for title, is_done in entries if not is_done]
            yield chapter, len(entries) - len(todo), len(entries), todo

    def __repr__(self) -> str:
        lines = []
        for chapter, n_done, n, todo in self.rows():
            bar = "█" * n_done + "░" * (n - n_done)
            rest = f"   next: {todo[0]}" if todo else "   all done"
            lines.append(f"chapter {chapter}  {bar}  {n_done} of {n}{rest}")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>chapter {chapter}</td><td><progress max='{n}' value='{n_done}' "
            f"aria-label='chapter {chapter}'></progress></td><td>{n_done} of {n}</td>"
            f"<td>{'next: ' + html.escape(todo[0]) if todo else 'all done'}</td></tr>"
            for chapter, n_done, n, todo in self.rows()
        )
        return f"<table>{rows}</table>"
