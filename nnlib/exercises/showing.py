"""How what a learner asks for is shown: notes, questions and lines to sort."""

from __future__ import annotations

import html
import sys
from collections.abc import Callable
from typing import Any

from nnlib._common import look
from nnlib._common.record import read_record, record_answer, record_puzzle
from nnlib.judge.verdict import to_html


class Note:
    """A few lines under a title, for a terminal and for a page."""

    def __init__(self, title: str, lines: list[str], code: str = "") -> None:
        self.title, self.lines, self.code = title, lines, code

    def __repr__(self) -> str:
        code = [self.code, ""] if self.code else []
        return "\n".join([self.title, *code, *(f"  {line}" for line in self.lines)])

    def _repr_html_(self) -> str:
        code = f"<pre>{html.escape(self.code)}</pre>" if self.code else ""
        lines = "".join(f'<p style="margin: 0.3em 0">{to_html(line)}</p>' for line in self.lines)
        title = f"<strong>{html.escape(self.title)}</strong>"
        return look.box("nnlib-note", "accent", f"{title}{code}{lines}")


def show(thing: object) -> None:
    """Show as HTML in a notebook, as text anywhere else."""
    if "IPython" in sys.modules and sys.modules["IPython"].get_ipython() is not None:
        sys.modules["IPython"].display.display(thing)
    else:
        try:
            print(thing)
        except UnicodeEncodeError:  # a console that knows no ✓
            encoding = sys.stdout.encoding
            print(str(thing).encode(encoding, "replace").decode(encoding))


def write_below(code: str) -> bool:
    """Write code into a new cell below the one that runs; False where there are no cells."""
    shell = "IPython" in sys.modules and sys.modules["IPython"].get_ipython()
    if not hasattr(shell, "kernel"):  # a terminal, or none
        return False
    shell.set_next_input(code, replace=False)
    return True


def show_question(facts: dict[str, Any], *, with_text: bool = False) -> None:
    """Show a question; each answer is kept with the learner's record.

    Parameters
    ----------
    facts : dict
        As ``nnlib.widgets.Question`` takes them.
    with_text : bool
        Show what is asked, too, and where: a chapter has that in the cell above.
    """
    if with_text:
        place = f"<p><small>From chapter {facts['id'][:2]}</small></p>"
        facts = {**facts, "asks": place + facts["asks"]}
    opened = read_record().settings.get("show_answers", False)

    def keep(given: str, right: bool) -> None:
        record_answer(facts["id"], given, right=right)

    _show_figure("Question", facts, keep, with_text=with_text, opened=opened)


def show_puzzle(facts: dict[str, Any]) -> None:
    """Show lines to sort; each order that is checked is kept with the learner's record."""

    def keep(given: str, right: bool) -> None:
        record_puzzle(facts["id"], given, right=right)

    _show_figure("Puzzle", facts, keep)


def _show_figure(
    kind: str, facts: dict[str, Any], keep: Callable[[str, bool], None], **options: bool
) -> None:
    try:
        from nnlib import widgets
    except ImportError:  # anywidget comes with the extra [lab]
        show(Note(f"{facts['id']} {facts['about']}", ["This needs anywidget: nnlib[lab]."]))
        return

    def newest(change: dict[str, Any]) -> None:
        answer = change["new"][-1] if change["new"] else {}
        if isinstance(answer.get("right"), bool):
            keep(str(answer.get("given", "")), answer["right"])

    figure = getattr(widgets, kind)(facts, **options)
    figure.observe(newest, "tries")
    show(figure)
