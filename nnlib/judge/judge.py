"""Try an answer on every case of an exercise, and say what is wrong and why.

The order is: attempted, raised, returned nothing, type, shape, dtype, finite, value,
arguments unchanged. The first difference is the one that is told, on the plainest case
that has it. Before the plain sentence for it, the exercise's named mistakes are tried:
if one of them, and no other, does just what the learner's answer does, its own sentence
is told instead.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

from nnlib._common.threads import one_thread
from nnlib.judge.comparing import named_mistake
from nnlib.judge.plainest_case import plainest
from nnlib.judge.sentences import details, difference, in_full, not_a, remark
from nnlib.judge.trial import SECONDS, Outcome, Tried, try_case
from nnlib.judge.verdict import Verdict

if TYPE_CHECKING:
    from nnlib.judge.exercise import Case, Exercise

BROKEN = (
    "The library's own answer fails here, so nothing can be compared. Has your code replaced a "
    "function of NumPy (`np.max = …`)? Restart the kernel and run the chapter from the top."
)
BUGS_LEFT = "Bugs left:"
PLANTED = 3  # bugs of a hunt
_judging = threading.Lock()


@one_thread()
def judge(exercise: Exercise, attempt: Any, seed: int = 0, seconds: float | None = None) -> Verdict:
    """Try an answer on every case of an exercise.

    Parameters
    ----------
    exercise : Exercise
    attempt : object
        The learner's function, class or value.
    seed : int
        Seed of the random inputs.
    seconds : float, optional
        Time limit for all of it; the exercise's own by default.

    Returns
    -------
    Verdict
    """
    if not _judging.acquire(blocking=False):
        raise RuntimeError("an answer cannot call check: move that line out of your function")
    try:
        return _judge(exercise, attempt, seed, exercise.seconds if seconds is None else seconds)
    finally:
        _judging.release()


def _judge(exercise: Exercise, attempt: Any, seed: int, seconds: float) -> Verdict:
    refused = refused_untried(exercise, attempt)
    if refused is not None:  # a verdict is true only of a correct answer
        return refused
    answer = exercise.answer()
    cases = exercise.draw_cases(seed)
    # All of the reference first: the learner's code could replace a function of NumPy. A short
    # limit is the learner's: a busy machine that stops here for a moment has broken nothing.
    wanted = [try_case(answer, case, max(seconds, SECONDS)) for case in cases]
    if any(expected.error is not None for expected in wanted):
        return Verdict(exercise, "not yet", reason=BROKEN)
    tried = _try_all(exercise, attempt, list(zip(cases, wanted, strict=True)), seconds)
    if all(isinstance(row.outcome.error, NotImplementedError) for row in tried):
        return Verdict(exercise, "not attempted")
    parts = _parts(cases, tried)
    points = exercise.points * sum(right for _, right in parts) / len(parts)
    wrong = plainest(tried)
    if wrong is None:
        said = "" if exercise.chapter == "00" else remark(tried)  # 00 comes before its words do
        return Verdict(exercise, "correct", reason=said, points=points)
    mistake = named_mistake(exercise, attempt, tried, seed, seconds)
    if exercise.budget and not any(row.outcome.error for row in tried):
        name = mistake.name if mistake else ""  # for the teacher; the hunter has to find it
        left = bugs_left(tried)
        told = f"{BUGS_LEFT} {left}."
        points = exercise.points * max(PLANTED - left, 0) / PLANTED
        return Verdict(exercise, "not yet", reason=told, mistake=name, points=points)
    return Verdict(
        exercise,
        "not yet",
        reason=mistake.sentence if mistake else in_full(exercise, attempt, wrong, tried),
        mistake=mistake.name if mistake else "",
        details=details(exercise, wrong, tried, named=mistake is not None),
        printed=wrong.outcome.printed,
        points=points,
        parts=parts,
    )


def refused_untried(exercise: Exercise, attempt: Any) -> Verdict | None:
    """The verdict on what is no answer at all, or not of the kind that is asked for."""
    if attempt is None or attempt is Ellipsis:
        return Verdict(exercise, "not attempted")
    if exercise.kind == "class" and not isinstance(attempt, type):
        return Verdict(exercise, "not yet", reason=not_a("class", exercise, attempt))
    if exercise.kind == "function" and not callable(attempt):
        return Verdict(exercise, "not yet", reason=not_a("function", exercise, attempt))
    if missing := _missing_methods(exercise, attempt):
        names = " and ".join(f"`{name}`" for name in missing)
        reason = f"Your {exercise.name} has no method {names}. Is the name spelled so?"
        return Verdict(exercise, "not yet", reason=reason)
    return None


def _try_all(
    exercise: Exercise, attempt: Any, wanted: list[tuple[Case, Outcome]], seconds: float
) -> list[Tried]:
    """Try the answer on case after case, until all are tried or the time is up."""
    tried = []
    end = time.monotonic() + seconds
    for case, expected in wanted:
        outcome = try_case(attempt, case, max(end - time.monotonic(), 0.01))
        row = Tried(case, expected, outcome, difference(exercise, case, expected, outcome))
        tried.append(row)
        if outcome.timed_out:
            break
    return tried


def _missing_methods(exercise: Exercise, attempt: Any) -> list[str]:
    """Methods that the learner should have written, and that no class of theirs has."""
    missing = []
    for name in exercise.blank:
        owner = next((c for c in attempt.__mro__ if name in vars(c)), None)
        if owner is None or owner in exercise.reference.__mro__[1:]:  # Layer's own says nothing
            missing.append(name)
    return missing


def bugs_left(tried: list[Tried]) -> int:
    """In how many groups of cases, which are the laws of a hunt, something is wrong."""
    return len({case.group for case, _, _, difference in tried if difference})


def _parts(cases: list[Case], tried: list[Tried]) -> tuple[tuple[str, bool], ...]:
    """Each group of cases, in order, and whether all of it is right: it earns a share then."""
    wrong = {case.group for case, _, _, difference in tried if difference}
    wrong |= {case.group for case in cases[len(tried) :]}  # never reached
    return tuple((group, group not in wrong) for group in dict.fromkeys(c.group for c in cases))
