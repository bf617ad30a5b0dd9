"""How far a learner is: exercises as bars, and where their intuition was off."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nnlib._common import look
from nnlib._common.record import read_record

if TYPE_CHECKING:
    from nnlib.judge.exercise import Exercise


@dataclass
class Chapter:
    """A chapter's part of a learner's record.

    Attributes
    ----------
    number : str
    n_done, n : int
        Exercises done, and in all.
    todo : list of str
        Titles of the exercises still to do.
    n_tries : int
        Answers to its exercises that were not correct yet.
    n_sorted : int
        Puzzles whose lines were put in order.
    n_right : int
        Questions that were answered right at first.
    off : list of str
        What the other questions that were answered are about.
    """

    number: str
    n_done: int = 0
    n: int = 0
    todo: list[str] = field(default_factory=list)
    n_tries: int = 0
    n_sorted: int = 0
    n_right: int = 0
    off: list[str] = field(default_factory=list)

    def bar(self) -> str:
        """The exercises as a bar of letters."""
        return "█" * self.n_done + "░" * (self.n - self.n_done)

    def told(self) -> str:
        """What there is to say beside the bar; empty for a chapter that is not begun."""
        said = []
        if self.n_tries:
            said.append(f"{self.n_tries} {'try' if self.n_tries == 1 else 'tries'} on the way")
        if self.n_sorted:
            said.append(f"{self.n_sorted} {'puzzle' if self.n_sorted == 1 else 'puzzles'} sorted")
        if asked := self.n_right + len(self.off):
            said.append(f"questions right at first: {self.n_right} of {asked}")
        return ", ".join(said)


class Progress:
    """A bar for each chapter, and beneath it what its questions have shown.

    Parameters
    ----------
    exercises : iterable of Exercise
    questions : iterable of dict
        With ``id`` and ``about``.
    """

    def __init__(
        self, exercises: Iterable[Exercise], questions: Iterable[Mapping[str, Any]] = ()
    ) -> None:
        record = read_record()
        self.chapters: dict[str, Chapter] = {}
        for exercise in exercises:
            chapter = self.chapters.setdefault(exercise.chapter, Chapter(exercise.chapter))
            chapter.n += 1
            chapter.n_tries += record.tries.get(exercise.id, 0)
            chapter.n_sorted += record.puzzles.get(exercise.id, False)
            if exercise.id in record.done:
                chapter.n_done += 1
            else:
                chapter.todo.append(exercise.title)
        for question in questions:
            chapter = self.chapters.setdefault(question["id"][:2], Chapter(question["id"][:2]))
            right = record.first.get(question["id"])
            if right is not None:
                chapter.n_right += right
                chapter.off += [] if right else [question["about"]]

    def __repr__(self) -> str:
        lines = []
        for chapter in self.chapters.values():
            rest = f"   next: {chapter.todo[0]}" if chapter.todo else "   all done"
            count = f"{chapter.n_done} of {chapter.n}"
            lines.append(f"chapter {chapter.number}  {chapter.bar()}  {count}{rest}")
            lines += [f"            {line}" for line in [chapter.told(), *_off(chapter)] if line]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = "".join(_rows(chapter) for chapter in self.chapters.values())
        return f'<table class="nnlib-progress">{rows}</table>'


def _off(chapter: Chapter) -> list[str]:
    """A line on where intuition was off, if it was."""
    return [f"worth another look: {'; '.join(chapter.off)}"] if chapter.off else []


def _rows(chapter: Chapter) -> str:
    """A chapter's row: its bar, its numbers, what is next; and one with what its questions say."""
    colour = look.var("accent" if chapter.todo else "ok")
    bar = (
        f'<progress max="{chapter.n}" value="{chapter.n_done}" '
        f'aria-label="chapter {chapter.number}" style="accent-color: {colour}"></progress>'
    )
    rest = f"next: {html.escape(chapter.todo[0])}" if chapter.todo else "✓ all done"
    cells = [f"chapter {chapter.number}", bar, f"{chapter.n_done} of {chapter.n}", rest]
    row = "<tr>" + "".join(f'<td style="text-align: left">{cell}</td>' for cell in cells) + "</tr>"
    said = [line for line in [chapter.told(), *_off(chapter)] if line]
    if not said:
        return row
    text = "<br>".join(html.escape(line) for line in said)
    return row + f'<tr><td></td><td colspan="3" style="text-align: left">{text}</td></tr>'
