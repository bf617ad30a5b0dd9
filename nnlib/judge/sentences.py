"""The sentences of a verdict: what is wrong with an answer, and what usually helps."""

from __future__ import annotations

import dis
import inspect
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from nnlib._common.types import Array
from nnlib.judge.comparing import close, is_plain
from nnlib.judge.trial import NOTHING, Outcome, Tried, said
from nnlib.judge.verdict import show_value

if TYPE_CHECKING:
    from types import CodeType

    from nnlib.judge.exercise import Case, Exercise

WRONG = "has the right shape, but not the right values."
CHANGED = "The result is right, but your code changed its argument"


def difference(exercise: Exercise, case: Case, expected: Outcome, outcome: Outcome) -> str:
    """The first difference between two outcomes as a sentence; empty if there is none."""
    what = case.result or f"{exercise.name}({', '.join(case.args)})"
    if outcome.error is not None:
        return _raised(exercise, outcome, what)
    got, want = outcome.value, np.asarray(expected.value)
    if got is None:
        return f"{what} is None. Did you forget to return the result?"
    if not is_plain(got):
        return f"{what} is a {_type_name(got)}; expected {_expected_type(want)}."
    got = np.asarray(got)
    if got.dtype.kind not in "iuf":
        return f"{what} holds {got.dtype} values; expected numbers ({want.dtype})."
    if got.shape != want.shape:
        return f"{what} has the shape {got.shape}; expected {want.shape}."
    if np.isfinite(want).all() and not np.isfinite(got).all():
        bad = "NaN" if np.isnan(got).any() else "infinity"
        return f"{what} holds {bad} where a finite number is expected."
    if not close(exercise, got, want):
        if want.ndim == 0:
            return f"{what} is a number, but not the right one."
        return f"{what} {WRONG}"
    if outcome.changed:
        *most, last = outcome.changed
        return CHANGED + (f"s {', '.join(most)} and {last}." if most else f" {last}.")
    return ""


def in_full(exercise: Exercise, attempt: Any, row: Tried) -> str:
    """The plain sentence for a difference, or the case's own, and what usually helps."""
    case, _, outcome, difference = row
    if case.otherwise and difference.endswith(WRONG):
        difference = case.otherwise
    if difference.startswith(CHANGED):
        name = outcome.changed[0]
        difference += f" Work on a new array: `{name} -= 1` changes the caller's data, "
        difference += f"`{name} - 1` does not."
    return difference + _borrowed(exercise, attempt)


def _raised(exercise: Exercise, outcome: Outcome, what: str) -> str:
    """A sentence for an answer that did not come to an end."""
    if outcome.timed_out:
        return "Your code took too long and was stopped. Is there a loop that never ends?"
    error = outcome.error
    if isinstance(error, SystemExit):
        return "Your code tried to leave the notebook (exit). Return the result instead."
    if isinstance(error, NotImplementedError):
        if exercise.kind == "class" and outcome.function.isidentifier():
            what = f"`{outcome.function}`"  # it may be one that is called on the way
        return f"{what} is not written yet: it still raises NotImplementedError."
    if isinstance(error, RecursionError):
        return "Your code calls itself for ever (RecursionError)."
    text = _shorten(said(error)).rstrip(". ")
    sentence = f"Your code raised {type(error).__name__}{': ' + text if text else ''}."
    return f"{sentence} {_advice(exercise, outcome)}".rstrip()


def _advice(exercise: Exercise, outcome: Outcome) -> str:
    """What usually helps with an error of that kind; empty for the rarer ones."""
    error = outcome.error
    if isinstance(error, AttributeError) and type(error.obj).__name__ == exercise.name:
        return f"Nothing has set `self.{error.name}` by then: which method should keep it?"
    if isinstance(error, NameError) and error.name:
        asked = f"Is `{error.name}` spelled right?"
        if exercise.kind == "class":
            return f"{asked} Inside a class it may want `self.` in front."
        names = inspect.signature(exercise.reference).parameters
        return f"{asked} {exercise.name} is given {listed(names)}."
    if "truth value of an array" in said(error):
        return "A whole array stands where a single True or False is wanted, as after `if`."
    misfit = re.search("broadcast|mismatch|not aligned", said(error))
    if isinstance(error, ValueError | IndexError) and misfit:
        return "The shapes do not fit: write down the shape of each array in that line."
    return ""


def _borrowed(exercise: Exercise, attempt: Any) -> str:
    """Name the notebook's variables that the code reads; empty if it reads none.

    An argument or a line that was forgotten goes unnoticed where an earlier cell has left
    a variable of that name.
    """
    if exercise.kind == "class":
        functions = [inspect.getattr_static(attempt, name, None) for name in exercise.blank]
    else:
        functions = [attempt]
    names = [
        name
        for function in functions
        if inspect.isfunction(function)
        for name in _globals_read(function.__code__)
        if isinstance(function.__globals__.get(name), np.ndarray | np.number | int | float)
    ]
    if not names:
        return ""
    sentence = f" Your code takes {listed(names)} from another cell of the notebook."
    if exercise.kind == "class":
        return f"{sentence} What the object keeps wants `self.` in front."
    return f"{sentence} Is there an argument for it, or is a line missing?"


def _globals_read(code: CodeType) -> Iterator[str]:
    """The global names that a function's code reads, its inner functions' among them."""
    for instruction in dis.get_instructions(code):
        if instruction.opname == "LOAD_GLOBAL":
            yield instruction.argval
    for inner in filter(inspect.iscode, code.co_consts):
        yield from _globals_read(inner)


def listed(names: Iterable[str]) -> str:
    """Names as a sentence shows them, each once."""
    *most, last = [f"`{name}`" for name in dict.fromkeys(names)]
    return f"{', '.join(most)} and {last}" if most else last


def not_a(kind: str, exercise: Exercise, attempt: Any) -> str:
    """The sentence for an answer that is no function where one is asked for, or no class."""
    if kind == "class" and type(attempt).__name__ == exercise.name:
        return f"This is one {exercise.name}; the check wants the class: leave out the `()`."
    got = f"{type(attempt).__name__} ({show_value(attempt)})"
    return f"{exercise.name} should be a {kind}, but it is a {got}."


def remark(tried: list[Tried]) -> str:
    """What is worth saying of a correct answer, if anything."""
    for _, expected, outcome, _ in tried:
        want, got = np.asarray(expected.value), np.asarray(outcome.value)
        if want.ndim and want.dtype == np.float32 and got.dtype == np.float64:
            return (
                "One remark: for float32 input it gives float64. That is right, but it makes "
                "training in float32 slower."
            )
    return ""


def details(exercise: Exercise, row: Tried, *, seen: bool) -> tuple[tuple[str, str], ...]:
    """The rows under the reason: case, input, expected, got, and the learner's line.

    ``seen`` puts the difference before them, for a reason that does not tell it.
    """
    case, outcome = row.case, row.outcome
    rows = []
    if seen:
        rows.append(("seen", row.difference))
    if case.label:
        rows.append(("tried on", case.label))
    rows += [(name, show_value(value)) for name, value in case.args.items()]
    # A variable's expected value would be the answer; after an error it is beside the point.
    if exercise.kind != "variable" and outcome.value is not NOTHING:
        rows.append(("expected", show_value(row.expected.value)))
    if outcome.value is not NOTHING:
        rows.append(("got", show_value(outcome.value)))
    if outcome.line:
        rows.append(("your code", outcome.line))
    return tuple(rows)


def _type_name(value: object) -> str:
    kind = type(value)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def _expected_type(want: Array) -> str:
    return f"an array of shape {want.shape}" if want.ndim else "a number"


def _shorten(text: str, limit: int = 300) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
