"""How far a learner is, as bars."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from nnlib._common.record import read_done

if TYPE_CHECKING:
    from nnlib.judge.exercise import Exercise


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
