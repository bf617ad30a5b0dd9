"""Judge a submission's answers from here, and say what each earned.

The exercises are judged in the order of the chapter, each where its check cell stands: whatever
bears the exercise's name there is the answer, as in the student's own notebook. If that is not
right and a cell further down defines the name again, or what it needs, that counts too.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from nnlib.grading.record import Mark
from nnlib.grading.running import LATE, CellRunner, in_a_flag, pass_on_interrupt, sentence
from nnlib.grading.sandbox.link import TOO_LONG, ChildGone
from nnlib.grading.submission import Submission
from nnlib.judge.deadline import TimeUp
from nnlib.judge.exercise import Exercise
from nnlib.judge.judge import judge
from nnlib.judge.verdict import Verdict

# Of an answer thousands of calls go to another process and back, each within a limit of its own.
SLOWER = 4  # times as long as in a notebook all of them may take
MOST_BELOW = 5  # answers below a check cell that are judged; one value, or it could be guessed
STOPPED = "Its cell took too long and was stopped at line %d; what stands above that counts."
ENDED = "Its cell ended the whole program at line %d; what stands above that counts."


class Marking:
    """Finds the verdicts on a submission's answers.

    Parameters
    ----------
    submission : Submission
    exercises : list of Exercise
        The chapter's.
    runner : CellRunner
        Of this submission.
    seed : int
        Of the inputs that the answers are tried on.
    flag : callable ``(str) -> None``
        Told what a person should look at.
    """

    def __init__(
        self,
        submission: Submission,
        exercises: list[Exercise],
        runner: CellRunner,
        seed: int,
        flag: Callable[[str], None],
    ) -> None:
        self.submission = submission
        self.exercises = exercises
        self.runner = runner
        self.seed = seed
        self.flag = flag

    def verdicts(self) -> list[Verdict]:
        """The verdict on every exercise, in order."""
        found = []
        for exercise in self.exercises:
            verdict = self._judge(exercise, self._place(exercise))
            if not verdict and exercise.kind == "function":
                # Their next answers may build on this one: the chapter lends it there too.
                self.runner.lend(exercise)
            found.append(verdict)
        return [verdict or self._judge_below(verdict) for verdict in found]

    def _place(self, exercise: Exercise) -> int:
        """Number of the cell after which an exercise is judged: the last above its check cell."""
        if exercise.id in self.submission.checks:
            return self.submission.checks[exercise.id] - 1
        last = len(self.submission.cells) - 1
        return max(self.submission.cells_of(exercise), default=last)

    def _judge_below(self, first: Verdict) -> Verdict:
        """The best verdict on what stands below the check cell, or the first if none is better."""
        below = self._numbers_below(first)
        if not below or self.runner.is_late():
            return first
        exercise = first.exercise
        # As it was at the check cell: neither this answer nor a later one was lent by then.
        ids = [e.id for e in self.exercises]
        with self.runner.lending_only(ids[: ids.index(exercise.id)]):
            best = self._best(first, below)
        if best is not first:
            self.flag(f"the answer to {exercise.id} stands below its check cell")
        return best

    def _numbers_below(self, first: Verdict) -> list[int]:
        """Numbers of the cells below a check cell that may make the answer right."""
        exercise, place = first.exercise, self._place(first.exercise)
        most = 1 if exercise.kind == "variable" else MOST_BELOW
        numbers = {i for i in self.submission.cells_of(exercise)[-most:] if i > place}
        if first.status == "not yet":  # a function that theirs calls may stand further down
            others = [i for i, cell in enumerate(self.submission.cells) if not cell.exercises]
            numbers |= {i for i in others[-1:] if i > place}
        return sorted(numbers)

    def _best(self, first: Verdict, numbers: list[int]) -> Verdict:
        """The best of a verdict and of those after the cells of these numbers."""
        best = first
        for number in numbers:
            verdict = self._judge(first.exercise, number)
            if _rank(verdict) > _rank(best):
                best = verdict
            if best:
                break
        return best

    def _judge(self, exercise: Exercise, last: int) -> Verdict:
        """The verdict on what bears an exercise's name after the cell of that number."""
        verdict = self._verdict(exercise, last)
        if self.runner.how_it_ended:
            self.flag(f"the answer to {exercise.id}: {in_a_flag(self.runner.how_it_ended)}")
        numbers = [i for i in reversed(self.submission.cells_of(exercise)) if i <= last]
        if verdict.status != "not attempted":
            stopped = self.runner.stopped
            took_long = sentence(TimeUp(TOO_LONG))
            told = [
                (STOPPED if self.runner.errors[i] == took_long else ENDED) % stopped[i]
                for i in numbers
                if i in stopped
            ]
            return dataclasses.replace(verdict, reason=" ".join([verdict.reason, *told]).strip())
        reasons = self.runner.fatal, self.runner.errors
        told = [text[i] for text in reasons for i in numbers if i in text]
        return Verdict(exercise, "not yet", told[0]) if told else verdict

    def _verdict(self, exercise: Exercise, last: int) -> Verdict:
        try:
            answer = self.runner.answer_to(exercise, last)
        except (TimeUp, ChildGone) as error:
            return Verdict(exercise, "not yet", sentence(error))
        except BaseException as error:  # the child chooses which one
            pass_on_interrupt(error)
            return Verdict(exercise, "not yet", f"Your answer cannot be looked at: {error}")
        if answer is None:
            reason = f"There is nothing called {exercise.name} in your notebook."
            return Verdict(exercise, "not attempted", reason)
        if self.runner.is_late():
            return Verdict(exercise, "not yet", sentence(TimeUp(LATE)))
        try:
            return judge(exercise, answer, self.seed, SLOWER * exercise.seconds)
        except Exception as error:
            self.flag(f"judging {exercise.id} failed: {type(error).__name__}: {error}")
            return Verdict(exercise, "not yet", "Your answer could not be judged.")
        finally:
            self.runner.confirm_it_waits()


def _rank(verdict: Verdict) -> tuple[float, bool]:
    return verdict.points, verdict.status != "not attempted"


def mark(verdict: Verdict, code: str = "", prints: Sequence[tuple[int, int, int]] = ()) -> Mark:
    """What an exercise earned, by the verdict on it, with the student's answer and its prints."""
    exercise = verdict.exercise
    return Mark(
        id=exercise.id,
        title=exercise.title,
        points=exercise.points if verdict else verdict.points,
        max_points=exercise.points,
        status=verdict.status,
        reason=verdict.reason,
        mistake=verdict.mistake,
        rows=list(verdict.rows()),
        code=code,
        parts=list(verdict.parts) if len(verdict.parts) > 1 else [],
        prints=list(prints),
    )
