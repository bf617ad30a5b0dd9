"""Grade one submission: run the student's cells in a child, judge her answers from here.

The exercises are judged in the order of the chapter, each where its check cell stands: whatever
bears the exercise's name there is the answer, as in the student's own notebook. If that is not
right and a cell further down defines the name again, or what it needs, that counts too. A child
that dies or is stopped loses the exercise that it died in; a new one runs the cells again and goes
on with the next.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable
from typing import Any

from nnlib.exercises import REGISTRY
from nnlib.grading.link import START_SECONDS, TOO_LONG, ChildGone, Link, Stopped
from nnlib.grading.notebook import Notebook, NotebookError, above, whose
from nnlib.grading.offers import offered
from nnlib.grading.reading import read
from nnlib.grading.sandbox import Trusting
from nnlib.judge.deadline import TimeUp, deadline
from nnlib.judge.exercise import Exercise
from nnlib.judge.judging import judge
from nnlib.judge.verdict import Verdict

CELL_SECONDS = 10.0
SUBMISSION_SECONDS = 120.0
MAX_SHOWN = 5000  # characters of an answer in the report
PRELUDE = """
import math
import numpy as np
from nnlib.exercises import check, display, hint, progress, solution
"""
STOPPED = "Its cell took too long and was stopped at line %d; what stands above that counts."
LATE = "the time for your notebook was over by then"


@dataclasses.dataclass
class Mark:
    """What an exercise earned.

    Attributes
    ----------
    id, title : str
    points, max_points : float
    status : ``"correct"``, ``"not yet"`` or ``"not attempted"``
    reason : str
        The sentence that the learner's own check would say.
    mistake : str
        Name of the mistake that was recognised, or empty.
    rows : list of (str, str)
        Input, expected, got, and so on.
    code : str
        The student's answer.
    """

    id: str
    title: str
    points: float
    max_points: float
    status: str
    reason: str = ""
    mistake: str = ""
    rows: list = dataclasses.field(default_factory=list)
    code: str = ""


@dataclasses.dataclass
class Result:
    """What came of a submission.

    Attributes
    ----------
    marks : list of Mark
    flags : list of str
        What a person should look at.
    fingerprint : str or None
        Equal for equal answers.
    seed : int
        Of the inputs that the answers were tried on.
    unread : str
        Why nothing of it could be graded; empty if it could.
    """

    marks: list
    flags: list
    fingerprint: str | None
    seed: int
    unread: str = ""


def chapter_exercises(chapter: str) -> list[Exercise]:
    """The exercises of a chapter; ValueError names the chapters that there are."""
    found = [exercise for exercise in REGISTRY.values() if exercise.chapter == chapter]
    if not found:
        chapters = ", ".join(sorted({exercise.chapter for exercise in REGISTRY.values()}))
        raise ValueError(f"there is no chapter {chapter!r}, there are {chapters}")
    return found


def grade(data: bytes, chapter: str, seed: int, sandbox: Trusting) -> Result:
    """Grade a submission, whatever it is.

    Parameters
    ----------
    data : bytes
        The submitted file.
    chapter : str
        ``"03"``.
    seed : int
        Of the inputs that the answers are tried on.
    sandbox : Trusting, Bubblewrap or Landlocked

    Returns
    -------
    Result
    """
    exercises = chapter_exercises(chapter)
    try:
        notebook, written, fingerprint = read(data, exercises)
    except NotebookError as error:
        unread = _sentence(error)
        marks = [_mark(Verdict(exercise, "not attempted", unread)) for exercise in exercises]
        return Result(marks, [str(error)], None, seed, unread)
    attempt = _Attempt(notebook, exercises, sandbox, seed)
    try:
        verdicts = attempt.judge_all()
    finally:
        attempt.stop()
    marks = [_mark(v, "\n\n".join(written[v.exercise.id])[:MAX_SHOWN]) for v in verdicts]
    flags = notebook.flags + list(dict.fromkeys(attempt.flags))
    return Result(marks, flags, fingerprint, seed)


class _Attempt:
    """A submission at work: its cells, and the child that has run some of them."""

    def __init__(
        self, notebook: Notebook, exercises: list[Exercise], sandbox: Trusting, seed: int
    ) -> None:
        self.notebook = notebook
        self.exercises = exercises
        self.sandbox = sandbox
        self.seed = seed
        self.link: Any = None  # a Link, once a child is there
        self.n_run = 0
        self.fatal: dict[int, str] = {}  # number of a cell that ended its child, and how
        self.stopped: dict[int, int] = {}  # number of a cell that took too long, and the line
        self.errors: dict[int, str] = {}  # number of a cell that raised, and the error
        self.lent: dict[str, Any] = {}  # id of an exercise not solved, and the library's answer
        self.flags: list[str] = []
        self.end = time.monotonic() + SUBMISSION_SECONDS

    def judge_all(self) -> list[Verdict]:
        """A verdict on every exercise."""
        verdicts = []
        for exercise in self.exercises:
            verdicts.append(self._judge(exercise, self._place(exercise)))
            if not verdicts[-1] and exercise.kind == "function":
                # Her next answers may build on this one: the chapter lends it there too.
                self.lent[exercise.id] = {exercise.name: exercise.reference}
                self._lend(exercise.id)
        return [verdict or self._judge_below(verdict) for verdict in verdicts]

    def stop(self) -> None:
        """Put the child away."""
        if self.link is not None:
            self.link.close()
            self.link = None

    def _place(self, exercise: Exercise) -> int:
        """Number of the cell after which an exercise is judged: the last above its check cell."""
        if exercise.id in self.notebook.checks:
            return self.notebook.checks[exercise.id] - 1
        return max(self.notebook.cells_of(exercise), default=len(self.notebook.cells) - 1)

    def _judge_below(self, first: Verdict) -> Verdict:
        """The best verdict on what stands below the check cell, or the first if none is better."""
        exercise = first.exercise
        below = [i for i in self.notebook.cells_of(exercise) if i > self._place(exercise)]
        if first.status == "not yet":  # a function that hers calls may stand further down
            of_hers = [i for i, cell in enumerate(self.notebook.cells) if not cell.exercises]
            below = sorted({*below, *(i for i in of_hers[-1:] if i > self._place(exercise))})
        if not below or self._is_late():
            return first
        # As it was at the check cell: neither this answer nor a later one was lent by then.
        self.stop()
        ids = [e.id for e in self.exercises]
        lent = self.lent
        self.lent = {i: lent[i] for i in ids[: ids.index(exercise.id)] if i in lent}
        best = first
        for number in below:
            verdict = self._judge(exercise, number)
            rank = verdict.points, verdict.status != "not attempted"
            if rank > (best.points, best.status != "not attempted"):
                best = verdict
            if best:
                break
        self.lent = lent
        if best is not first:
            self.flags.append(f"the answer to {exercise.id} stands below its check cell")
        return best

    def _judge(self, exercise: Exercise, last: int) -> Verdict:
        """The verdict on what bears an exercise's name after the cell of that number."""
        verdict = self._verdict(exercise, last)
        numbers = [i for i in reversed(self.notebook.cells_of(exercise)) if i <= last]
        if self.link is not None and self.link.fate:
            self.flags.append(f"the answer to {exercise.id}: {_of_her(self.link.fate)}")
        if verdict.status != "not attempted":
            told = [STOPPED % self.stopped[i] for i in numbers if i in self.stopped]
            return dataclasses.replace(verdict, reason=" ".join([verdict.reason, *told]).strip())
        told = [text[i] for text in (self.fatal, self.errors) for i in numbers if i in text]
        return Verdict(exercise, "not yet", told[0]) if told else verdict

    def _verdict(self, exercise: Exercise, last: int) -> Verdict:
        try:
            self._run_up_to(last, exercise)
            attempt = self.link.look(exercise.name)
        except (TimeUp, ChildGone) as error:
            return Verdict(exercise, "not yet", _sentence(error))
        except BaseException as error:  # the child chooses which one
            _pass_on_interrupt(error)
            return Verdict(exercise, "not yet", f"Your answer cannot be looked at: {error}")
        if attempt is None:
            reason = f"There is nothing called {exercise.name} in your notebook."
            return Verdict(exercise, "not attempted", reason)
        if self._is_late():
            return Verdict(exercise, "not yet", _sentence(TimeUp(LATE)))
        try:
            return judge(exercise, attempt, self.seed)
        except Exception as error:
            self.flags.append(f"judging {exercise.id} failed: {type(error).__name__}: {error}")
            return Verdict(exercise, "not yet", "Your answer could not be judged.")
        finally:
            self._quietly(self.link.settle)

    def _run_up_to(self, last: int, exercise: Exercise) -> None:
        """Run the student's cells up to a number, in a child that is fresh if it has to be."""
        if self.link is None or self.link.fate or self.n_run > last + 1:
            self._start()
        if exercise.kind == "variable":
            self.link.offer(exercise.reference.given())
        while self.n_run <= last:
            if self._is_late():
                raise TimeUp(LATE)
            number, self.n_run = self.n_run, self.n_run + 1
            if number in self.fatal:
                continue
            cell = self.notebook.cells[number]
            code = above(cell.code, self.stopped[number]) if number in self.stopped else cell.code
            # Never all that is left: however many are slow, time remains for the answers.
            left = max(self.end - time.monotonic(), 1.0)
            seconds = min(CELL_SECONDS, left / 10)
            try:
                with deadline(seconds + START_SECONDS):  # for what it calls of ours
                    self.link.run(code, f"cell {number + 1}", seconds)
            except Stopped as error:
                self.stopped[number], self.errors[number] = error.line, _sentence(error)
                self.flags.append(f"{whose(cell)}: {_of_her(error)}")
            except (TimeUp, ChildGone) as error:
                self.fatal[number] = _sentence(error)
                self.flags.append(f"{whose(cell)}: {_of_her(error)}")
                self._start()
                if exercise.kind == "variable":
                    self.link.offer(exercise.reference.given())
            except BaseException as error:
                _pass_on_interrupt(error)
                if not isinstance(error, NotImplementedError):  # a stub's own
                    self.errors[number] = _said(error)
            for exercise_id in cell.exercises:
                self._lend(exercise_id)

    def _is_late(self) -> bool:
        """True, and flagged, if the time for the whole notebook is over."""
        late = time.monotonic() > self.end
        if late:
            self.flags.append("the time for her notebook was over before all was judged")
        return late

    def _start(self) -> None:
        self.stop()
        self.link = Link(self.sandbox)
        self.n_run = 0
        self.link.offer(*offered(self.exercises[0].chapter))
        for exercise_id in self.lent:
            self._lend(exercise_id)
        self.link.run(PRELUDE, "cell 0", CELL_SECONDS)

    def _lend(self, exercise_id: str) -> None:
        """Put the library's answer in the place of hers, if hers was found wrong."""
        if exercise_id in self.lent:
            self._quietly(lambda: self.link.offer(self.lent[exercise_id]))

    def _quietly(self, ask: Callable[[], object]) -> None:
        """Ask the child; if it does not answer as it should, the next exercise has a new one."""
        try:
            if self.link is not None and not self.link.fate:
                ask()
        except BaseException as error:
            _pass_on_interrupt(error)


def _mark(verdict: Verdict, code: str = "") -> Mark:
    exercise = verdict.exercise
    return Mark(
        id=exercise.id,
        title=exercise.title,
        points=exercise.points if verdict else verdict.points,
        max_points=exercise.points,
        status=verdict.status,
        reason=verdict.reason,
        mistake=verdict.mistake,
        rows=[list(row) for row in verdict.rows()],
        code=code,
    )


def _pass_on_interrupt(error: BaseException) -> None:
    """Raise a Ctrl-C again; any other error was chosen by the child, or is its end."""
    if isinstance(error, KeyboardInterrupt) and not isinstance(error, TimeUp):
        raise error


def _sentence(error: BaseException) -> str:
    text = str(error) or TOO_LONG
    return text[0].upper() + text[1:] + "."


def _of_her(error: object) -> str:
    """What ended her code, in the words of a flag."""
    return (str(error) or TOO_LONG).replace("your code", "her code", 1)


def _said(error: BaseException) -> str:
    line = getattr(error, "own_line", ("", ""))[0]
    text = f"The cell raised {type(error).__name__}: {str(error)[:300]}".rstrip(": ")
    return f"{text} ({line})." if line else f"{text}."
