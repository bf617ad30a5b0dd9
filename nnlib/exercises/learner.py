"""What a learner types in a notebook: check, hint, puzzle, solution, question, progress."""

from __future__ import annotations

import html
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from nnlib._common import look
from nnlib._common.record import (
    read_record,
    record_answer,
    record_done,
    record_puzzle,
    record_try,
)
from nnlib.exercises.catalogue import REGISTRY, find
from nnlib.exercises.progress import Progress
from nnlib.exercises.puzzles import has_puzzle, puzzle_of
from nnlib.exercises.questions import all_questions, find_question
from nnlib.judge.judge import judge
from nnlib.judge.others import other_answers
from nnlib.judge.stub import answer_source
from nnlib.judge.verdict import Verdict, to_html

BORROWED = (
    "`{}` is the library's own here, lent by an earlier check or imported. Run the cell with your "
    "answer again, then this one."
)
_hints_seen: dict[str, int] = {}
_puzzles_seen: set[str] = set()
_lent: dict[str, Any] = {}  # the library's answers that check has handed out
_solved: set[str] = set()  # in this session, whether or not a progress file is kept


def check(exercise_id: str, attempt: Any) -> Any:
    """Check an answer, say what came of it, and return what the chapter goes on with.

    Whatever the answer does, the page goes on: an error, an endless loop or a wrong
    value only shows in the verdict. (While nbgrader grades, an answer that is not
    correct raises, which is how nbgrader learns of it.)

    Parameters
    ----------
    exercise_id : str
        Such as ``"01-softmax"``.
    attempt : object
        Your function, class or value.

    Returns
    -------
    object
        Your own answer if it is correct, the library's until then.
    """
    exercise = find(exercise_id)
    if attempt is _lent.get(exercise_id, exercise.reference):
        # The name still holds what an earlier check lent out: that is nobody's own answer.
        verdict = Verdict(exercise, "not attempted", BORROWED.format(exercise.name))
    else:
        verdict = judge(exercise, attempt)
    if not verdict and os.environ.get("NBGRADER_EXECUTION") == "autograde":
        raise AssertionError(str(verdict))
    if verdict:
        verdict = replace(verdict, others=tuple(other_answers(exercise, attempt)))
    _show(verdict)
    if verdict:
        _solved.add(exercise_id)
        record_done(exercise_id)
        return attempt
    if verdict.status != "not attempted":
        record_try(exercise_id)
    return _lent.setdefault(exercise_id, exercise.answer())


def hint(exercise_id: str) -> None:
    """Show a hint; each further call shows one more.

    Parameters
    ----------
    exercise_id : str
    """
    exercise = find(exercise_id)
    seen = _hints_seen[exercise_id] = min(_hints_seen.get(exercise_id, 0) + 1, len(exercise.hints))
    rest = len(exercise.hints) - seen
    more = (
        f"{rest} more: run the cell again."
        if rest
        else f"That was the last one. {_next_step(exercise_id)}"
    )
    hints = [f"Hint {i + 1}: {text}" for i, text in enumerate(exercise.hints[:seen])]
    _show(Note(f"{exercise.id} {exercise.title}", [*hints, more]))


def puzzle(exercise_id: str) -> None:
    """Show the lines of an exercise's answer, to be put in their order: the step after the hints.

    Parameters
    ----------
    exercise_id : str
    """
    exercise = find(exercise_id)
    _puzzles_seen.add(exercise_id)
    facts = puzzle_of(exercise_id)
    if facts is None:
        title = f"{exercise.id} {exercise.title}"
        lines = [
            "The answer is too short for lines to sort.",
            f'Its hints: hint("{exercise_id}"). The answer itself: solution("{exercise_id}").',
        ]
        _show(Note(title, lines))
    else:
        _show_figure("Puzzle", facts, _keep_order)


def solution(exercise_id: str, *, show: bool = False) -> None:
    """Show the answer and why it is so; first offer what is left of hints and lines to sort.

    Parameters
    ----------
    exercise_id : str
    show : bool
        Show it in any case.
    """
    exercise = find(exercise_id)
    title = f"{exercise.id} {exercise.title}"
    record = read_record()
    left = len(exercise.hints) - _hints_seen.get(exercise_id, 0)
    solved = exercise_id in _solved | record.done or exercise_id in record.puzzles
    unsorted = has_puzzle(exercise_id) and exercise_id not in _puzzles_seen
    if show or solved or not (left or unsorted):
        _show(Note(title, [exercise.why], code=answer_source(exercise)))
        return
    offers = []
    if left:
        hints = "1 hint is" if left == 1 else f"{left} hints are"
        offers.append(f'{hints} left: hint("{exercise_id}").')
    if unsorted:
        offers.append(_next_step(exercise_id))
    offers.append(f'To see the solution all the same: solution("{exercise_id}", show=True).')
    _show(Note(title, offers))


def _next_step(exercise_id: str) -> str:
    """What there is after the last hint."""
    if has_puzzle(exercise_id):
        return f'The lines of the answer are there to be sorted: puzzle("{exercise_id}").'
    return f'The answer: solution("{exercise_id}").'


def question(question_id: str) -> None:
    """Ask a question of the course; the answer stays on this computer, with your progress.

    Parameters
    ----------
    question_id : str
        Such as ``"01-odds"``.
    """
    _show_figure("Question", find_question(question_id), _keep_answer)


def _show_figure(kind: str, facts: dict[str, Any], keep: Callable[[str, str, bool], None]) -> None:
    """Show a question or a puzzle, and keep each answer that is given."""
    try:
        from nnlib import widgets
    except ImportError:  # anywidget comes with the extra [lab]
        _show(Note(f"{facts['id']} {facts['about']}", ["This needs anywidget: nnlib[lab]."]))
        return

    def newest(change: dict[str, Any]) -> None:
        answer = change["new"][-1] if change["new"] else {}
        if isinstance(answer.get("right"), bool):
            keep(facts["id"], str(answer.get("given", "")), answer["right"])

    figure = getattr(widgets, kind)(facts)
    figure.observe(newest, "tries")
    _show(figure)


def _keep_answer(question_id: str, given: str, right: bool) -> None:
    record_answer(question_id, given, right=right)


def _keep_order(exercise_id: str, given: str, right: bool) -> None:
    record_puzzle(exercise_id, given, right=right)


def progress() -> None:
    """Show by chapter which exercises are done, and which questions were right at first."""
    _show(Progress(REGISTRY.values(), all_questions().values()))


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


def _show(thing: object) -> None:
    """Show as HTML in a notebook, as text anywhere else."""
    if "IPython" in sys.modules and sys.modules["IPython"].get_ipython() is not None:
        sys.modules["IPython"].display.display(thing)
    else:
        try:
            print(thing)
        except UnicodeEncodeError:  # a console that knows no ✓
            encoding = sys.stdout.encoding
            print(str(thing).encode(encoding, "replace").decode(encoding))
