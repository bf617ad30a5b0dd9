"""Run a submission's cells, in order, in a child.

A child that dies or is stopped takes nothing with it but the rest of the cell that it died in: a
new one runs the other cells again, and of this one what stands above the line that it had come to.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection, Iterator
from typing import Any

from nnlib.grading.chapters import own_cells
from nnlib.grading.offers import offered
from nnlib.grading.sandbox import Sandbox
from nnlib.grading.sandbox.link import (
    ENDED,
    START_SECONDS,
    TOO_LONG,
    ChildGone,
    Link,
    Stopped,
)
from nnlib.grading.submission import Cell, Submission, in_words
from nnlib.judge.deadline import TimeUp, deadline
from nnlib.judge.exercise import Exercise

CELL_SECONDS = 10.0
SUBMISSION_SECONDS = 120.0
PRELUDE = """
import math
import numpy as np
from IPython import get_ipython
from nnlib.exercises import check, display, hint, progress, puzzle, question, review, solution
"""
LATE = "the time for your notebook was over by then"


class CellRunner:
    """A submission at work: its cells, and the child that has run some of them.

    Parameters
    ----------
    submission : Submission
    chapter : str
    sandbox : Sandbox
    flag : callable ``(str) -> None``
        Told what a person should look at.

    Attributes
    ----------
    fatal : dict of int to str
        How a cell ended its child, by the cell's number.
    stopped : dict of int to int
        The line at which a cell was stopped that took too long, or ended its child.
    errors : dict of int to str
        What a cell raised.
    """

    def __init__(
        self,
        submission: Submission,
        chapter: str,
        sandbox: Sandbox,
        flag: Callable[[str], None],
    ) -> None:
        self.cells = submission.cells
        self.chapter = chapter
        self.sandbox = sandbox
        self.flag = flag
        self.link: Link | None = None  # once a child is there
        self.n_run = 0
        self.fatal: dict[int, str] = {}
        self.stopped: dict[int, int] = {}
        self.errors: dict[int, str] = {}
        self.lent: dict[str, dict[str, Any]] = {}  # ours, by name, in the place of an answer
        self.end = time.monotonic() + SUBMISSION_SECONDS

    @property
    def how_it_ended(self) -> str:
        """Why the child can no longer be asked; empty while it can."""
        return self.link.how_it_ended if self.link else ""

    def stop(self) -> None:
        """Put the child away."""
        if self.link is not None:
            self.link.close()
            self.link = None

    def is_late(self) -> bool:
        """True, and flagged, if the time for the whole submission is over."""
        late = time.monotonic() > self.end
        if late:
            self.flag("the time for their notebook was over before all was judged")
        return late

    def answer_to(self, exercise: Exercise, last: int) -> Any:
        """What bears an exercise's name after the cell of that number; ``None`` if nothing."""
        return self.run_up_to(last, exercise).look(exercise.name)

    def run_up_to(self, last: int, exercise: Exercise) -> Link:
        """Run the cells up to a number, in a child that is fresh if it has to be."""
        link = self.link
        if link is None or link.how_it_ended or self.n_run > last + 1:
            link = self._start()
        self._give(link, exercise)
        while self.n_run <= last:
            if self.is_late():
                raise TimeUp(LATE)
            number, self.n_run = self.n_run, self.n_run + 1
            if number in self.fatal:
                continue
            if not self._run(link, number):
                link = self._start()
                self._give(link, exercise)
            for exercise_id in self.cells[number].exercises:
                self._lend_again(exercise_id)
        return link

    def lend(self, exercise: Exercise) -> None:
        """Put the library's answer in the place of theirs, now and whenever they define it."""
        self.lent[exercise.id] = {exercise.name: exercise.reference}
        self._lend_again(exercise.id)

    @contextlib.contextmanager
    def lending_only(self, ids: Collection[str]) -> Iterator[None]:
        """Run the cells again as they ran when only the answers to these exercises were lent."""
        self.stop()
        lent = self.lent
        self.lent = {i: names for i, names in lent.items() if i in ids}
        try:
            yield
        finally:
            self.lent = lent

    def confirm_it_waits(self) -> None:
        """Find out whether the child said more than it was asked."""
        if self.link is not None:
            self._quietly(self.link.confirm_it_waits)

    def _start(self) -> Link:
        self.stop()
        self.link = link = Link(self.sandbox)
        self.n_run = 0
        given, own = offered(self.chapter), own_cells(self.chapter)
        link.offer(given.things, given.source, given.defines, own.names)
        for exercise_id in self.lent:
            self._lend_again(exercise_id)
        link.run("\n".join([PRELUDE, *own.imports]), "cell 0", CELL_SECONDS)
        return link

    def _run(self, link: Link, number: int) -> bool:
        """Run a cell and note what came of it; False if it ended the child."""
        cell, code, seconds = self.cells[number], self._code(number), self._seconds()
        try:
            with deadline(seconds + START_SECONDS):  # for what it calls of ours
                link.run(code, f"cell {number + 1}", seconds)
        except Stopped as error:
            self.stopped[number], self.errors[number] = error.line, sentence(error)
            self._flag(cell, error)
        except (TimeUp, ChildGone) as error:
            if link.line and number not in self.stopped and link.how_it_ended in (TOO_LONG, ENDED):
                self.stopped[number], self.errors[number] = link.line, sentence(error)
            else:
                self.fatal[number] = sentence(error)
            self._flag(cell, error)
            return False
        except BaseException as error:
            pass_on_interrupt(error)
            if not isinstance(error, NotImplementedError):  # a stub's own
                self.errors[number] = _what_it_raised(error)
        return True

    def _code(self, number: int) -> str:
        """A cell, or what stands in it above the line at which it was stopped before."""
        cell = self.cells[number]
        return cell.above(self.stopped[number]) if number in self.stopped else cell.code

    def _seconds(self) -> float:
        """The time for a cell: never all that is left, so that some remains for the answers."""
        left = max(self.end - time.monotonic(), 1.0)
        return min(CELL_SECONDS, left / 10)

    def _flag(self, cell: Cell, error: BaseException) -> None:
        self.flag(f"{in_words(cell)}: {in_a_flag(error)}")

    def _give(self, link: Link, exercise: Exercise) -> None:
        """Offer what the chapter gives to an exercise that is answered by a value."""
        if exercise.kind == "variable":
            link.offer(exercise.reference.given())

    def _lend_again(self, exercise_id: str) -> None:
        """Put the library's answer in the place of theirs, if theirs was found wrong."""
        if exercise_id in self.lent and self.link is not None:
            link, names = self.link, self.lent[exercise_id]
            self._quietly(lambda: link.offer(names))

    def _quietly(self, ask: Callable[[], object]) -> None:
        """Ask the child; if it does not answer as it should, the next exercise has a new one."""
        if self.how_it_ended:
            return
        try:
            ask()
        except BaseException as error:
            pass_on_interrupt(error)


def pass_on_interrupt(error: BaseException) -> None:
    """Raise a Ctrl-C again; any other error was chosen by the child, or is its end."""
    if isinstance(error, KeyboardInterrupt) and not isinstance(error, TimeUp):
        raise error


def sentence(error: BaseException) -> str:
    """An error as a sentence for the student."""
    text = str(error) or TOO_LONG
    return text[0].upper() + text[1:] + "."


def in_a_flag(error: object) -> str:
    """What ended a student's code, in the words of a flag."""
    return (str(error) or TOO_LONG).replace("your code", "their code", 1)


def _what_it_raised(error: BaseException) -> str:
    line = getattr(error, "own_line", ("", ""))[0]
    text = f"The cell raised {type(error).__name__}: {str(error)[:300]}".rstrip(": ")
    return f"{text} ({line})." if line else f"{text}."
