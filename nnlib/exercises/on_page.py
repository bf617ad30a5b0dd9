"""What a page asks of Python: is the answer in an exercise's card right, and if not, why?

A notebook has run the cells above; a card stands alone. So an answer finds NumPy there, what its
chapter offers, the library's answers to the exercises before it, and, where its stub names a
variable, what the chapter has computed by then. Nothing is recorded here: the page keeps what is
answered.
"""

from __future__ import annotations

import ast
import linecache
from dataclasses import replace
from typing import Any

import numpy as np

import nnlib
from nnlib.exercises.catalogue import CHAPTERS, REGISTRY, find
from nnlib.exercises.learner import with_more
from nnlib.judge.exercise import Case, Exercise
from nnlib.judge.judge import judge
from nnlib.judge.sentences import power
from nnlib.judge.trial import Outcome, said, try_case
from nnlib.judge.verdict import Verdict

SECONDS = 10.0  # for the answer's own lines, before anything of it is called
LONGEST = 100_000  # characters of an answer
UNREADABLE = "Python cannot read your answer. {}"
STOPS = "Your code stops before it can be checked{}. {}"
TOO_LONG = "Your code is still running after {:.0f} seconds, before anything of it was checked."
OUTSIDE = "'return' outside function"
NO_DEF = "`return` stands in no function: is it indented under a line with `def`?"
NOT_INDENTED = (
    "`return` stands in no function. From line {} on your lines do not belong to `{}` any more: "
    "indent them, by four spaces, under its `def`."
)
NAMELESS = "Nothing in your answer is called `{}`. Is the name spelled so?"


def told(exercise_id: str, text: str) -> dict[str, str]:
    """Run an answer as it was written on a page, check it, and say what came of it.

    Parameters
    ----------
    exercise_id : str
        Such as ``"01-softmax"``.
    text : str
        The answer's lines.

    Returns
    -------
    dict of str to str
        ``"status"`` and ``"html"``, the verdict as a notebook shows it.
    """
    exercise = find(exercise_id)
    verdict = _verdict(exercise, text[:LONGEST])
    return {"status": verdict.status, "html": verdict._repr_html_()}


def names(exercise: Exercise) -> dict[str, Any]:
    """What an answer finds there, by name."""
    found: dict[str, Any] = {"__name__": "__main__", "np": np}
    found |= {name: getattr(nnlib, name) for name in CHAPTERS[exercise.chapter].OFFERS}
    for other in REGISTRY.values():
        if other is exercise:
            break
        if other.chapter == exercise.chapter:
            found[other.name] = other.answer()
    if exercise.kind == "variable":
        found |= exercise.reference.given()
    found.pop(exercise.name, None)  # an answer that defines nothing must not find the library's
    found["check"] = lambda _, attempt: attempt  # a notebook's line may have come along
    return found


def _verdict(exercise: Exercise, text: str) -> Verdict:
    """The verdict on an answer's lines."""
    scope = names(exercise)
    outcome = _run(text, f"<answer to {exercise.id}>", scope)
    if outcome.error is not None:
        return _untried(exercise, _why(outcome, text), outcome)
    if exercise.name not in scope:
        return _untried(exercise, NAMELESS.format(exercise.name), outcome)
    attempt = scope[exercise.name]
    verdict = with_more(judge(exercise, attempt), attempt)
    return replace(verdict, alone=True, printed=outcome.printed + verdict.printed)


def _run(text: str, file: str, scope: dict[str, Any]) -> Outcome:
    """Run an answer's lines; they are kept, so that an error can be told with its line."""
    lines = [f"{line}\n" for line in text.split("\n")]
    linecache.cache[file] = (len(text), None, lines, file)

    def run() -> None:
        exec(compile(text, file, "exec"), scope)

    return try_case(run, Case("", {}), SECONDS)


def _untried(exercise: Exercise, reason: str, outcome: Outcome) -> Verdict:
    return Verdict(exercise, "not yet", reason=reason, printed=outcome.printed, alone=True)


def _why(outcome: Outcome, text: str) -> str:
    """Why an answer's lines did not come to their end, in a sentence."""
    error = outcome.error
    if outcome.timed_out:
        return TOO_LONG.format(SECONDS)
    what = f"{type(error).__name__}: {said(error)}" if said(error) else type(error).__name__
    if isinstance(error, SyntaxError):
        return UNREADABLE.format(_unreadable(error, text))
    where = f" at `{outcome.line}`" if outcome.line else ""
    return STOPS.format(where, f"It raises {what}. {power(outcome)}".rstrip())


def _unreadable(error: SyntaxError, text: str) -> str:
    """What Python says of lines that it cannot read; the line, which it may keep to itself."""
    if not error.lineno:
        return f"{error.msg}."
    lines = (error.text or "\n".join(text.split("\n")[error.lineno - 1 :])).strip().split("\n")
    says = _lost(error.lineno, text) if error.msg == OUTSIDE else f"{error.msg}."
    return f"Line {error.lineno}{f', `{lines[0].strip()}`' if lines[0] else ''}: {says}"


def _lost(number: int, text: str) -> str:
    """Where the lines begin that have lost their function, up to a ``return`` in that line."""
    above = [part for part in ast.parse(text).body if part.lineno <= number]
    for owner, part in zip(above[-2::-1], above[:0:-1], strict=True):
        if isinstance(owner, ast.FunctionDef):
            return NOT_INDENTED.format(part.lineno, owner.name)
    return NO_DEF
