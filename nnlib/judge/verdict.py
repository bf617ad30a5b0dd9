"""What a check says, as text for a terminal and as HTML for a page."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from nnlib._common import look
from nnlib.judge.grid import Grid, draw

if TYPE_CHECKING:
    from nnlib._common.types import Array
    from nnlib.judge.exercise import Exercise
    from nnlib.judge.other_answers import Other

MARKS = {"correct": "✓", "not yet": "✗", "not attempted": "○"}
LOOKS = {"correct": "ok", "not yet": "warm", "not attempted": "quiet"}  # nnlib/_common/look.css
COLOURS = {status: look.value(name) for status, name in LOOKS.items()}
EMPHASIS = re.compile(r"(?<![\w*])\*(\w(?:[^*]*\w)?)\*(?![\w*])")


# Notebooks align table cells to the right and stripe the rows, which tears arrays apart.
CELL = "text-align: left; vertical-align: top; padding: 0.1em 0.8em 0.1em 0"
PRE = "margin: 0; padding: 0; background: none; border: none"
PARAGRAPH = "margin: 0.2em 0"
ASIDE = "font-size: 0.85em; opacity: 0.8"
ALSO_RIGHT = "Another right answer"
ON_PAGE = (
    "What follows on this page was computed with the book's own answer; "
    "in the notebook it is computed with yours."
)
IN_WORDS = (
    "seen",
    "results",
    "tried on",
    "right on",
    "wrong on",
)  # rows that are no values: above the table they wrap


@dataclass(frozen=True)
class Verdict:
    """The outcome of a check.

    Attributes
    ----------
    exercise : Exercise
    status : ``"correct"``, ``"not yet"`` or ``"not attempted"``
    reason : str
        What is wrong, in a sentence or two; of a correct answer, a remark or nothing.
    mistake : str
        Name of the mistake that was recognised, or empty.
    details : tuple of (str, str or Grid)
        Input, expected, got, and so on, by name.
    printed : str
        What the learner's code printed while it was tried.
    points : float
        Earned so far.
    parts : tuple of (str, bool)
        The parts that earn points of their own, and which are right; of a wrong answer only.
    others : tuple of Other
        Other right answers, to be shown with a correct one.
    alone : bool
        It is told in a card on a page, where nothing goes on with it.
    """

    exercise: Exercise
    status: str
    reason: str = ""
    mistake: str = ""
    details: tuple[tuple[str, Grid | str], ...] = ()
    printed: str = ""
    points: float = 0.0
    parts: tuple[tuple[str, bool], ...] = ()
    others: tuple[Other, ...] = ()
    alone: bool = False

    def __bool__(self) -> bool:
        return self.status == "correct"

    @property
    def headline(self) -> str:
        """Mark, exercise and status in one line."""
        title = f"{self.exercise.id} {self.exercise.title}"
        return f"{MARKS[self.status]} {title}: {self.status}."

    @property
    def sequel(self) -> str:
        """Whose answer the chapter goes on with."""
        if self.alone:
            return ON_PAGE if self else ""
        if self.exercise.budget and not self:
            return "The chapter goes on with yours."
        if self:
            return "From here on the chapter uses yours."
        return "Until yours is right the chapter goes on with the library's."

    def rows(self) -> tuple[tuple[str, str], ...]:
        """Name and text of every detail, what was printed included."""
        return tuple((name, str(value)) for name, value in self._drawn())

    def _drawn(self) -> tuple[tuple[str, Grid | str], ...]:
        printed = (("printed", self.printed.rstrip()),) if self.printed.strip() else ()
        return self.details + printed

    def __repr__(self) -> str:
        lines = [f"{self.headline}{'' if self.reason else f' {self.sequel}'}".rstrip()]
        if self.reason:
            lines.append("  " + self.reason)
            width = max((len(name) for name, _ in self.rows()), default=0)
            for name, text in self.rows():
                indent = "\n" + " " * (width + 7)
                lines.append(f"    {name:<{width}} = {text.replace(chr(10), indent)}")
            lines += [f"  {self.sequel}"] if self.sequel else []
        for other in self.others:
            code = textwrap.indent(other.code, "    ")
            lines += ["", f"  {ALSO_RIGHT}. {other.sentence}", "", code]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        cells = "".join(
            f'<tr style="background: none"><th style="{CELL}">{html.escape(name)}</th>'
            f'<td style="{CELL}">{_value_to_html(value)}</td></tr>'
            for name, value in self._drawn()
            if name not in IN_WORDS
        )
        reason = f'<p style="{PARAGRAPH}">{to_html(self.reason)}</p>' if self.reason else ""
        table = f'<table style="margin: 0.2em 0">{cells}</table>' if cells else ""
        kind = self.status.replace(" ", "-")
        sequel = f'<p style="{PARAGRAPH}; {ASIDE}">{self.sequel}</p>' if self.sequel else ""
        return look.box(
            f"nnlib-verdict {kind}",
            LOOKS[self.status],
            f"{self._head()}{reason}{words_to_html(self.rows())}{table}{sequel}"
            + "".join(_other_to_html(other) for other in self.others),
        )

    def _head(self) -> str:
        """The outcome first, then of what: the first line of the page's verdict."""
        status = f"{MARKS[self.status]} {self.status.capitalize()}."
        what = f"{html.escape(self.exercise.title)} · <code>{html.escape(self.exercise.id)}</code>"
        what = f'<span style="{ASIDE}">{what}</span>'
        return f'<p style="{PARAGRAPH}"><strong>{status}</strong> {what}</p>'


def _other_to_html(other: Other) -> str:
    """Another right answer, folded."""
    return (
        f'<details class="nnlib-other"><summary style="cursor: pointer">{ALSO_RIGHT}</summary>'
        f'<p style="{PARAGRAPH}">{to_html(other.sentence)}</p>'
        f'<pre style="{PRE}">{html.escape(other.code)}</pre></details>'
    )


def _value_to_html(value: Grid | str) -> str:
    if isinstance(value, Grid):
        return value.to_html()
    return f'<pre style="{PRE}">{html.escape(value)}</pre>'


def words_to_html(rows: Iterable[Sequence[str]]) -> str:
    """The rows that are sentences or parts of one, a paragraph each."""
    words = [(name, text) for name, text in rows if name in IN_WORDS]
    return "".join(f"<p>{name.capitalize()}: {to_html(text)}</p>" for name, text in words)


def to_html(text: str) -> str:
    """Escape a sentence; ``code`` in backticks and *words* in asterisks become tags.

    An asterisk with a space on both sides is a product, and one in code is code's.
    """
    pieces = re.split("`([^`]+)`", html.escape(text, quote=False))
    pieces[::2] = [EMPHASIS.sub(r"<em>\1</em>", prose) for prose in pieces[::2]]
    pieces[1::2] = [f"<code>{code}</code>" for code in pieces[1::2]]
    return "".join(pieces)


def show_value(value: object) -> str:
    """A value in a size that a person can read."""
    return str(show(value))


def show(value: object, wrong: Array | None = None, *, mark: bool = True) -> Grid | str:
    """A value in a size that a person can read, an array with its wrong entries marked."""
    try:
        if type(value) is np.ndarray:
            return draw(value, wrong, mark=mark)
        return _show_plain(value)
    except Exception:  # a global print option, or an array of objects that cannot be shown
        return f"a {type(value).__name__} that cannot be shown"


def _show_plain(value: Any) -> str:
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return f"{value:.6g}"
    if not isinstance(value, bool | int | str | type(None)):
        # Its repr may be endless, or do anything at all.
        return f"a {type(value).__name__}"
    text = repr(value[:200] if isinstance(value, str) else value)
    return text if len(text) <= 200 else text[:199] + "…"
