"""Compare a learner's answer with the reference, and say what is wrong and why.

The order is: attempted, raised, returned nothing, type, shape, dtype, finite, value,
arguments unchanged. The first difference is the one that is told. Before the plain
sentence for it, the exercise's named mistakes are tried: if one of them does just
what the learner's answer did, its own sentence is told instead.

Only plain operators on plain arrays are used for comparing, so that an answer that
replaces ``np.allclose`` or returns an array that lies about ``==`` gains nothing.
"""

from __future__ import annotations

import dis
import inspect
import re
import threading
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from nnlib._common.types import Array
from nnlib.judge.trial import NOTHING, SECONDS, Outcome, attempt_case
from nnlib.judge.verdict import Verdict, show_value

if TYPE_CHECKING:
    from types import CodeType

    from nnlib.judge.exercise import Case, Exercise, Mistake

BROKEN = (
    "The library's own answer fails here, so nothing can be compared. Has your code replaced a "
    "function of NumPy (`np.max = …`)? Restart the kernel and run the chapter from the top."
)
WRONG = "has the right shape, but not the right values."
CHANGED = "The result is right, but your code changed its argument"
_judging = threading.Lock()
Tried = tuple["Case", Outcome, Outcome, str]  # expected, what came, and the difference


def judge(exercise: Exercise, attempt: Any, seed: int = 0, seconds: float = SECONDS) -> Verdict:
    """Try an answer on every case of an exercise.

    Parameters
    ----------
    exercise : Exercise
    attempt : object
        The learner's function, class or value.
    seed : int
        Seed of the random inputs.
    seconds : float
        Time limit for all of it.

    Returns
    -------
    Verdict
    """
    if not _judging.acquire(blocking=False):
        raise RuntimeError("an answer cannot call check: move that line out of your function")
    try:
        return _judge(exercise, attempt, seed, seconds)
    finally:
        _judging.release()


def _judge(exercise: Exercise, attempt: Any, seed: int, seconds: float) -> Verdict:
    if attempt is None or attempt is Ellipsis:
        return Verdict(exercise, "not attempted")
    if exercise.kind == "class" and not isinstance(attempt, type):
        return _not_a("class", exercise, attempt)
    if exercise.kind == "function" and not callable(attempt):
        return _not_a("function", exercise, attempt)
    if missing := _missing_methods(exercise, attempt):
        names = " and ".join(f"`{name}`" for name in missing)
        reason = f"Your {exercise.name} has no method {names}. Is the name spelled so?"
        return Verdict(exercise, "not yet", reason=reason)
    answer = exercise.answer()
    cases = exercise.draw_cases(seed)
    # All of the reference first: the learner's code could replace a function of NumPy.
    wanted = [attempt_case(answer, case, seconds) for case in cases]
    if any(expected.error is not None for expected in wanted):
        return Verdict(exercise, "not yet", reason=BROKEN)
    tried = []  # (case, expected, outcome, difference)
    end = time.monotonic() + seconds
    for case, expected in zip(cases, wanted, strict=True):
        outcome = attempt_case(attempt, case, max(end - time.monotonic(), 0.01))
        difference = _difference(exercise, case, expected, outcome)
        tried.append((case, expected, outcome, difference))
        if outcome.timed_out:
            break
    if all(isinstance(outcome.error, NotImplementedError) for _, _, outcome, _ in tried):
        return Verdict(exercise, "not attempted")
    points = _points(exercise, cases, tried)
    wrong = [row for row in tried if row[3]]
    if not wrong:
        return Verdict(exercise, "correct", reason=_remark(tried), points=points)
    case, expected, outcome, difference = wrong[0]
    mistake = _named_mistake(exercise, tried, seconds)
    return Verdict(
        exercise,
        "not yet",
        reason=mistake.sentence if mistake else _in_full(exercise, attempt, wrong[0]),
        mistake=mistake.name if mistake else "",
        details=_details(exercise, case, expected, outcome, difference if mistake else ""),
        printed=outcome.printed,
        points=points,
    )


def _remark(tried: list[Tried]) -> str:
    """What is worth saying of a correct answer, if anything."""
    for _, expected, outcome, _ in tried:
        want, got = np.asarray(expected.value), np.asarray(outcome.value)
        if want.ndim and want.dtype == np.float32 and got.dtype == np.float64:
            return (
                "One remark: for float32 input it gives float64. That is right, but it makes "
                "training in float32 slower."
            )
    return ""


def _missing_methods(exercise: Exercise, attempt: Any) -> list[str]:
    """Methods that the learner should have written, and that no class of theirs has."""
    missing = []
    for name in exercise.blank:
        owner = next((c for c in attempt.__mro__ if name in vars(c)), None)
        if owner is None or owner in exercise.reference.__mro__[1:]:  # Layer's own says nothing
            missing.append(name)
    return missing


def _not_a(kind: str, exercise: Exercise, attempt: Any) -> Verdict:
    if kind == "class" and type(attempt).__name__ == exercise.name:
        reason = f"This is one {exercise.name}; the check wants the class: leave out the `()`."
        return Verdict(exercise, "not yet", reason=reason)
    got = f"{type(attempt).__name__} ({show_value(attempt)})"
    reason = f"{exercise.name} should be a {kind}, but it is a {got}."
    return Verdict(exercise, "not yet", reason=reason)


def _points(exercise: Exercise, cases: list[Case], tried: list[Tried]) -> float:
    """Share the points over the groups of cases; a group counts if all of it is right."""
    groups = {case.group for case in cases}
    wrong = {case.group for case, _, _, difference in tried if difference}
    wrong |= {case.group for case in cases[len(tried) :]}  # never reached
    return exercise.points * len(groups - wrong) / len(groups)


def _difference(exercise: Exercise, case: Case, expected: Outcome, outcome: Outcome) -> str:
    """The first difference between two outcomes as a sentence; empty if there is none."""
    what = case.result or f"{exercise.name}({', '.join(case.args)})"
    if outcome.error is not None:
        return _raised(exercise, outcome, what)
    got, want = outcome.value, np.asarray(expected.value)
    if got is None:
        return f"{what} is None. Did you forget to return the result?"
    if not _is_plain(got):
        return f"{what} is a {_type_name(got)}; expected {_expected_type(want)}."
    got = np.asarray(got)
    if got.dtype.kind not in "iuf":
        return f"{what} holds {got.dtype} values; expected numbers ({want.dtype})."
    if got.shape != want.shape:
        return f"{what} has the shape {got.shape}; expected {want.shape}."
    if np.isfinite(want).all() and not np.isfinite(got).all():
        bad = "NaN" if np.isnan(got).any() else "infinity"
        return f"{what} holds {bad} where a finite number is expected."
    if not _close(exercise, got, want):
        if want.ndim == 0:
            return f"{what} is a number, but not the right one."
        return f"{what} {WRONG}"
    if outcome.changed:
        *most, last = outcome.changed
        return CHANGED + (f"s {', '.join(most)} and {last}." if most else f" {last}.")
    return ""


def _in_full(exercise: Exercise, attempt: Any, row: Tried) -> str:
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
    text = _shorten(_said(error)).rstrip(". ")
    said = f"Your code raised {type(error).__name__}{': ' + text if text else ''}."
    return f"{said} {_advice(exercise, outcome)}".rstrip()


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
    said = f" Your code takes {_listed(names)} from another cell of the notebook."
    if exercise.kind == "class":
        return f"{said} What the object keeps wants `self.` in front."
    return f"{said} Is there an argument for it, or is a line missing?"


def _listed(names: Iterable[str]) -> str:
    """Names as a sentence shows them, each once."""
    *most, last = [f"`{name}`" for name in dict.fromkeys(names)]
    return f"{', '.join(most)} and {last}" if most else last


def _globals_read(code: CodeType) -> Iterator[str]:
    """The global names that a function's code reads, its inner functions' among them."""
    for instruction in dis.get_instructions(code):
        if instruction.opname == "LOAD_GLOBAL":
            yield instruction.argval
    for inner in filter(inspect.iscode, code.co_consts):
        yield from _globals_read(inner)


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
        return f"{asked} {exercise.name} is given {_listed(names)}."
    if "truth value of an array" in _said(error):
        return "A whole array stands where a single True or False is wanted, as after `if`."
    misfit = re.search("broadcast|mismatch|not aligned", _said(error))
    if isinstance(error, ValueError | IndexError) and misfit:
        return "The shapes do not fit: write down the shape of each array in that line."
    return ""


def _is_plain(value: object) -> bool:
    """True for a NumPy array, exactly, or a plain number; their subclasses can lie."""
    return type(value) in (np.ndarray, int, float) or (
        isinstance(value, np.generic) and type(value).__module__ == "numpy"
    )


def _type_name(value: object) -> str:
    kind = type(value)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def _expected_type(want: Array) -> str:
    return f"an array of shape {want.shape}" if want.ndim else "a number"


def _close(exercise: Exercise, got: Array, want: Array) -> bool:
    """True where got is near want, infinities and NaN in the same places."""
    with np.errstate(all="ignore"):
        return _near(exercise, got, want)


def _near(exercise: Exercise, got: Array, want: Array) -> bool:
    single = 100 if got.dtype == np.float32 or want.dtype == np.float32 else 1
    got, want = got.astype(np.float64), want.astype(np.float64)
    finite = np.isfinite(want)
    if not ((got == want) | np.isfinite(got) & finite | np.isnan(got) & np.isnan(want)).all():
        return False
    error = np.abs(got[finite] - want[finite])
    return bool((error <= single * (exercise.atol + exercise.rtol * np.abs(want[finite]))).all())


def _named_mistake(exercise: Exercise, tried: list[Tried], seconds: float) -> Mistake | None:
    """The named mistake that does just what the learner's answer did.

    It has to agree with the answer on every case of the group that failed first: one case
    alone often fits several mistakes, and a sentence about the wrong one misleads.
    """
    group = next(case.group for case, _, _, difference in tried if difference)
    rows = [(case, outcome) for case, _, outcome, _ in tried if case.group == group]
    for mistake in exercise.mistakes:
        wrong = mistake.wrong() if exercise.kind == "variable" else mistake.wrong
        if all(
            _alike(exercise, attempt_case(wrong, case, seconds), outcome) for case, outcome in rows
        ):
            return mistake
    return None


def _alike(exercise: Exercise, one: Outcome, other: Outcome) -> bool:
    """True if two outcomes are the same thing gone wrong."""
    if (one.error is None) != (other.error is None):
        return False
    if one.error is not None:
        # The same method has to fail in the same way; a function has a name of its own.
        where = exercise.kind != "class" or one.function == other.function
        kinds = {type(outcome.error).__name__ for outcome in (one, other)}  # one may be a copy
        return where and len(kinds) == 1 and _message(one) == _message(other)
    if one.value is None or other.value is None:
        return one.value is other.value
    if not (_is_plain(one.value) and _is_plain(other.value)):
        return type(one.value) is type(other.value)
    a, b = np.asarray(one.value), np.asarray(other.value)
    logical = a.dtype.kind == b.dtype.kind == "b"  # compared like numbers, 1 and 0
    if a.shape != b.shape or not (logical or {a.dtype.kind, b.dtype.kind} <= set("iuf")):
        return a.shape == b.shape and a.dtype.kind == b.dtype.kind
    return _close(exercise, a, b) and one.changed == other.changed


def _message(outcome: Outcome) -> str:
    """What an error says, without the name of the class that it happened in."""
    if isinstance(outcome.error, AttributeError):
        return str(outcome.error.name)
    return _said(outcome.error)


def _said(error: object) -> str:
    """What an error says; nothing if even that fails."""
    try:
        return str(error)
    except Exception:
        return ""


def _details(
    exercise: Exercise, case: Case, expected: Outcome, outcome: Outcome, difference: str
) -> tuple[tuple[str, str], ...]:
    """The rows under the reason: case, input, expected, got, and the learner's line."""
    rows = []
    if difference:
        rows.append(("seen", difference))
    if case.label:
        rows.append(("tried on", case.label))
    rows += [(name, show_value(value)) for name, value in case.args.items()]
    # A variable's expected value would be the answer; after an error it is beside the point.
    if exercise.kind != "variable" and outcome.value is not NOTHING:
        rows.append(("expected", show_value(expected.value)))
    if outcome.value is not NOTHING:
        rows.append(("got", show_value(outcome.value)))
    if outcome.line:
        rows.append(("your code", outcome.line))
    return tuple(rows)


def _shorten(text: str, limit: int = 300) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
