"""Grade one submission: run the student's cells in a child, judge their answers from here."""

from __future__ import annotations

from collections.abc import Sequence

from nnlib.exercises import REGISTRY
from nnlib.exercises.catalogue import RETIRED
from nnlib.grading.marking import Marking, mark
from nnlib.grading.notebook import NotebookError, says_correct
from nnlib.grading.reading import read_submission
from nnlib.grading.record import Result
from nnlib.grading.running import CellRunner, sentence
from nnlib.grading.sandbox import Sandbox
from nnlib.judge.exercise import Exercise
from nnlib.judge.verdict import Verdict

DISPUTED = "right by their own check's stored output, but not here: {}"


def chapter_exercises(chapter: str) -> list[Exercise]:
    """The exercises of a chapter; ValueError names the chapters that there are."""
    found = [exercise for exercise in REGISTRY.values() if exercise.chapter == chapter]
    if not found:
        chapters = ", ".join(sorted({exercise.chapter for exercise in REGISTRY.values()}))
        raise ValueError(f"there is no chapter {chapter!r}, there are {chapters}")
    return found


def grade(
    data: bytes, chapter: str, seed: int, sandbox: Sandbox, also: Sequence[Exercise] = ()
) -> Result:
    """Grade a submission, whatever it is.

    Parameters
    ----------
    data : bytes
        The submitted file.
    chapter : str
        ``"03"``.
    seed : int
        Of the inputs that the answers are tried on.
    sandbox : Sandbox
    also : sequence of Exercise
        Of earlier editions, to be marked as well. Otherwise they are flagged.

    Returns
    -------
    Result
    """
    exercises = [*chapter_exercises(chapter), *also]
    retired = [e for e in RETIRED.values() if e.chapter == chapter and e not in also]
    try:
        reading = read_submission(data, exercises, retired)
    except NotebookError as error:
        unread = sentence(error)
        marks = [mark(Verdict(exercise, "not attempted", unread)) for exercise in exercises]
        disputed = [exercise.id for exercise in exercises if says_correct(data, exercise.id)]
        return Result(marks, [*_doubts(disputed), str(error)], None, seed, unread, disputed)
    submission = reading.submission
    flags: list[str] = []
    runner = CellRunner(submission, chapter, sandbox, flags.append)
    try:
        verdicts = Marking(submission, exercises, runner, seed, flags.append).verdicts()
    finally:
        runner.stop()
    ids = [verdict.exercise.id for verdict in verdicts]
    marks = [
        mark(v, reading.answers[i], reading.prints[i]) for v, i in zip(verdicts, ids, strict=True)
    ]
    disputed = [m.id for m in marks if m.status != "correct" and m.id in submission.correct]
    flags = [*_doubts(disputed), *submission.flags, *dict.fromkeys(flags)]
    return Result(marks, flags, reading.fingerprint, seed, disputed=disputed)


def _doubts(disputed: Sequence[str]) -> list[str]:
    """What is to be told first, if there is any such exercise."""
    return [DISPUTED.format(", ".join(disputed))] if disputed else []
