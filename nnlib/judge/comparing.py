"""Compare what came of an answer with what was expected, or with what a known mistake gives.

Only plain operators on plain arrays are used, so that an answer that replaces
``np.allclose`` or returns an array that lies about ``==`` gains nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from nnlib._common.types import Array
from nnlib.judge.trial import Outcome, Tried, said, try_case

if TYPE_CHECKING:
    from nnlib.judge.exercise import Case, Exercise, Mistake

OTHER_SEEDS = (1, 2)  # added to the seed


def is_plain(value: object) -> bool:
    """True for a NumPy array, exactly, or a plain number; their subclasses can lie."""
    return type(value) in (np.ndarray, int, float) or (
        isinstance(value, np.generic) and type(value).__module__ == "numpy"
    )


def close(exercise: Exercise, got: Array, want: Array) -> bool:
    """True where got is near want, infinities and NaN in the same places."""
    same_kind = got.dtype == want.dtype and got.shape == want.shape
    if same_kind and got.tobytes() == want.tobytes():
        return True  # as most are
    return not far(exercise, got, want).any()


def far(exercise: Exercise, got: Array, want: Array) -> Array:
    """True for each entry of got that is not near the one of want.

    How near, the type of want says: who answers in float32 is asked for no less.
    """
    single = 100 if want.dtype == np.float32 else 1
    got, want = got.astype(np.float64), want.astype(np.float64)
    with np.errstate(all="ignore"):
        near = np.abs(got - want) <= single * (exercise.atol + exercise.rtol * np.abs(want))
    finite = np.isfinite(got) & np.isfinite(want)
    return ~((got == want) | finite & near | np.isnan(got) & np.isnan(want))


def alike(exercise: Exercise, one: Outcome, other: Outcome) -> bool:
    """True if two outcomes are the same thing gone wrong."""
    if (one.error is None) != (other.error is None):
        return False
    if one.error is not None:
        # The same method has to fail in the same way; a function has a name of its own, and where
        # an endless recursion ends is chance.
        endless = isinstance(one.error, RecursionError)
        where = exercise.kind != "class" or endless or one.function == other.function
        kinds = {type(outcome.error).__name__ for outcome in (one, other)}  # one may be a copy
        return where and len(kinds) == 1 and _message(one) == _message(other)
    if one.value is None or other.value is None:
        return one.value is other.value
    if not (is_plain(one.value) and is_plain(other.value)):
        kinds = {type(outcome.value).__name__ for outcome in (one, other)}  # one may be a stand-in
        return len(kinds) == 1
    a, b = np.asarray(one.value), np.asarray(other.value)
    logical = a.dtype.kind == b.dtype.kind == "b"  # compared like numbers, 1 and 0
    if a.shape != b.shape or not (logical or {a.dtype.kind, b.dtype.kind} <= set("iuf")):
        return a.shape == b.shape and a.dtype.kind == b.dtype.kind
    same_changes = (one.changed, one.replaced) == (other.changed, other.replaced)
    return close(exercise, a, b) and same_changes


def _message(outcome: Outcome) -> str:
    """What an error says, in one wording for what NumPy and Python say in several.

    Sizes stay in it: without them, two lines in which shapes do not fit would be one mistake.
    """
    error, text = outcome.error, said(outcome.error)
    if isinstance(error, AttributeError):
        return str(error.name)  # without the class that it happened in
    if isinstance(error, ArithmeticError | RecursionError):
        return ""  # "float division by zero", "division by zero": the type says it all
    if isinstance(error, UnboundLocalError):
        return ""  # which name has no value yet is the learner's own
    if text.startswith("unsupported operand type(s) for ** or pow()"):
        return "a power"  # without the classes on its two sides, one of which may be the answer's
    if isinstance(error, IndexError) and re.search("index.* out of (range|bounds)", text):
        return "behind the end"  # of a list or of an array
    if sizes := re.search(r"\(size (\d+) is different from (\d+)\)", text):
        return f"product: {sizes[2]}, {sizes[1]}"  # by `@`, the second factor's size first
    if sizes := re.search(r"not aligned: (\d+) \(dim \d\) != (\d+) \(dim \d\)", text):
        return f"product: {sizes[1]}, {sizes[2]}"  # by `np.dot`
    if "could not be broadcast together" in text:
        shapes = re.findall(r"\([\d,]*\)", text)
        return f"broadcast: {sorted(shapes)}"  # in either order
    return text


def named_mistake(
    exercise: Exercise, attempt: Any, tried: list[Tried], seed: int, seconds: float
) -> Mistake | None:
    """The named mistake that does just what the learner's answer does, and is the only one.

    It agrees with the answer on every case, and on those of two more seeds: what fits less
    often fits several mistakes, and a sentence about the wrong one misleads. For the same
    reason none is told if two that earn different sentences fit as well.
    """
    written = [row for row in tried if not isinstance(row.outcome.error, NotImplementedError)]
    if not any(row.difference for row in written):
        return None
    # Most mistakes are told apart where the answer is wrong, and there are many: quick cases first.
    written.sort(key=lambda row: (not row.difference, row.outcome.took))
    rows = [(row.case, row.outcome) for row in written]
    alive = _still_alike(exercise, exercise.mistakes, rows, seconds)
    for other in OTHER_SEEDS if exercise.kind != "variable" else ():
        if alive:
            cases = exercise.draw_cases(seed + other)
            rows = [(case, try_case(attempt, case, seconds)) for case in cases]
            alive = _still_alike(exercise, alive, rows, seconds)
    return alive[0] if len({mistake.sentence for mistake in alive}) == 1 else None


def _still_alike(
    exercise: Exercise, mistakes: list[Mistake], rows: list[tuple[Case, Outcome]], seconds: float
) -> list[Mistake]:
    """The mistakes that do what the answer did, in all of it that is written."""
    written = [row for row in rows if not isinstance(row[1].error, NotImplementedError)]
    alive = []
    for mistake in mistakes:
        wrong = mistake.wrong() if exercise.kind == "variable" else mistake.wrong
        if all(alike(exercise, try_case(wrong, case, seconds), came) for case, came in written):
            alive.append(mistake)
    return alive
