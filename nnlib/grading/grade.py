"""Grade one submission: run the student's cells in a child, judge her answers from here.

The exercises are judged in the order of the chapter, each as soon as its cell has run. A child
that dies or is stopped loses the exercise that it died in; a new one runs the cells again and
goes on with the next.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable
from typing import Any

from nnlib.exercises import REGISTRY
from nnlib.exercises.deadline import TimeUp, deadline
from nnlib.exercises.exercise import Exercise
from nnlib.exercises.judging import judge
from nnlib.exercises.source import stub_source
from nnlib.exercises.verdict import Verdict
from nnlib.grading.link import START_SECONDS, ChildGone, Link
from nnlib.grading.notebook import Notebook, NotebookError, fingerprint, read_notebook
from nnlib.grading.offers import offered
from nnlib.grading.sandbox import Trusting

CELL_SECONDS = 10.0
SUBMISSION_SECONDS = 120.0
MAX_SHOWN = 5000  # characters of an answer in the report
PRELUDE = "import math\nimport numpy as np\n"


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
    """

    marks: list
    flags: list
    fingerprint: str | None
    seed: int


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
        notebook = read_notebook(data, exercises)
    except NotebookError as error:
        marks = [
            _mark(Verdict(e, "not attempted", f"{error}".capitalize() + ".")) for e in exercises
        ]
        return Result(marks, [str(error)], None, seed)
    stubs = {exercise.id: stub_source(exercise) for exercise in exercises}
    attempt = _Attempt(notebook, exercises, sandbox, seed)
    try:
        marks = attempt.judge_all()
    finally:
        attempt.stop()
    flags = notebook.flags + attempt.flags
    return Result(marks, flags, fingerprint(notebook, stubs), seed)


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
        self.errors: dict[str, str] = {}  # id of an exercise whose cell raised, and the error
        self.lent: dict[str, Any] = {}  # id of an exercise not solved, and the library's answer
        self.flags: list[str] = []
        self.end = time.monotonic() + SUBMISSION_SECONDS

    def judge_all(self) -> list[Mark]:
        """A mark for every exercise."""
        marks = []
        for exercise in self.exercises:
            verdict = self._judge(exercise)
            answers = [cell.code for cell in self.notebook.cells if cell.exercise == exercise.id]
            marks.append(_mark(verdict, "\n\n".join(answers)[:MAX_SHOWN]))
            if not verdict and exercise.kind == "function":
                # Her next answers may build on this one: the chapter lends it there too.
                self.lent[exercise.id] = {exercise.name: exercise.reference}
                self._lend(exercise.id)
        return marks

    def stop(self) -> None:
        """Put the child away."""
        if self.link is not None:
            self.link.close()
            self.link = None

    def _judge(self, exercise: Exercise) -> Verdict:
        numbers = [i for i, c in enumerate(self.notebook.cells) if c.exercise == exercise.id]
        last = numbers[-1] if numbers else len(self.notebook.cells) - 1
        try:
            self._run_up_to(last, exercise)
            if fate := next((self.fatal[i] for i in numbers if i in self.fatal), ""):
                return Verdict(exercise, "not yet", fate)
            attempt = self.link.look(exercise.name)
        except (TimeUp, ChildGone) as error:
            return Verdict(exercise, "not yet", _sentence(error))
        except BaseException as error:  # the child chooses which one
            _pass_on_interrupt(error)
            return Verdict(exercise, "not yet", f"Your answer cannot be looked at: {error}")
        if exercise.id in self.errors and attempt is None:
            return Verdict(exercise, "not yet", self.errors[exercise.id])
        if attempt is None:
            reason = f"There is nothing called {exercise.name} in your notebook."
            return Verdict(exercise, "not attempted", reason)
        if time.monotonic() > self.end:
            return Verdict(exercise, "not yet", "The time for your notebook was over by then.")
        try:
            return judge(exercise, attempt, self.seed)
        except Exception as error:
            self.flags.append(f"judging {exercise.id} failed: {type(error).__name__}: {error}")
            return Verdict(exercise, "not yet", "Your answer could not be judged.")
        finally:
            self._quietly(self.link.settle)

    def _run_up_to(self, last: int, exercise: Exercise) -> None:
        """Run the student's cells up to a number, in a child that is fresh if it has to be."""
        if self.link is None or self.link.fate:
            self._start()
        if exercise.kind == "variable":
            self.link.offer(exercise.reference.given())
        while self.n_run <= last:
            if time.monotonic() > self.end:
                raise TimeUp("the time for your notebook was over by then")
            number, self.n_run = self.n_run, self.n_run + 1
            if number in self.fatal:
                continue
            cell = self.notebook.cells[number]
            seconds = min(CELL_SECONDS, max(self.end - time.monotonic(), 0.1))
            try:
                with deadline(seconds + START_SECONDS):  # for what it calls of ours
                    self.link.run(cell.code, f"cell {number + 1}", seconds)
            except (TimeUp, ChildGone) as error:
                self.fatal[number] = _sentence(error)
                self._start()
                if exercise.kind == "variable":
                    self.link.offer(exercise.reference.given())
            except BaseException as error:
                _pass_on_interrupt(error)
                if cell.exercise:
                    self.errors[cell.exercise] = _said(error)
            self._lend(cell.exercise)

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
    text = str(error) or "your code took too long and was stopped"
    return text[0].upper() + text[1:] + "."


def _said(error: BaseException) -> str:
    line = getattr(error, "own_line", ("", ""))[0]
    text = f"The cell raised {type(error).__name__}: {str(error)[:300]}".rstrip(": ")
    return f"{text} ({line})." if line else f"{text}."
