"""How far a learner is, as bars."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from nnlib._common import look
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
        rows = "".join(_row(*row) for row in self.rows())
        return f'<table class="nnlib-progress">{rows}</table>'


def _row(chapter: str, n_done: int, n: int, todo: list[str]) -> str:
    """A chapter's row: its bar, its numbers, and what is next."""
    colour = look.var("accent" if todo else "ok")
    bar = (
        f'<progress max="{n}" value="{n_done}" aria-label="chapter {chapter}" '
        f'style="accent-color: {colour}"></progress>'
    )
    rest = f"next: {html.escape(todo[0])}" if todo else "✓ all done"
    cells = [f"chapter {chapter}", bar, f"{n_done} of {n}", rest]
    return "<tr>" + "".join(f'<td style="text-align: left">{cell}</td>' for cell in cells) + "</tr>"
