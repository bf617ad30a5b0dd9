"""Compare what came of an answer with what was expected, or with what a known mistake gives.

Only plain operators on plain arrays are used, so that an answer that replaces
``np.allclose`` or returns an array that lies about ``==`` gains nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nnlib._common.types import Array
from nnlib.judge.trial import Outcome, Tried, said, try_case

if TYPE_CHECKING:
    from nnlib.judge.exercise import Exercise, Mistake


def is_plain(value: object) -> bool:
    """True for a NumPy array, exactly, or a plain number; their subclasses can lie."""
    return type(value) in (np.ndarray, int, float) or (
        isinstance(value, np.generic) and type(value).__module__ == "numpy"
    )


def close(exercise: Exercise, got: Array, want: Array) -> bool:
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


def alike(exercise: Exercise, one: Outcome, other: Outcome) -> bool:
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
    if not (is_plain(one.value) and is_plain(other.value)):
        return type(one.value) is type(other.value)
    a, b = np.asarray(one.value), np.asarray(other.value)
    logical = a.dtype.kind == b.dtype.kind == "b"  # compared like numbers, 1 and 0
    if a.shape != b.shape or not (logical or {a.dtype.kind, b.dtype.kind} <= set("iuf")):
        return a.shape == b.shape and a.dtype.kind == b.dtype.kind
    return close(exercise, a, b) and one.changed == other.changed


def _message(outcome: Outcome) -> str:
    """What an error says, without the name of the class that it happened in."""
    if isinstance(outcome.error, AttributeError):
        return str(outcome.error.name)
    return said(outcome.error)


def named_mistake(exercise: Exercise, tried: list[Tried], seconds: float) -> Mistake | None:
    """The named mistake that does just what the learner's answer did.

    It has to agree with the answer on every case of the group that failed first: one case
    alone often fits several mistakes, and a sentence about the wrong one misleads.
    """
    group = next(case.group for case, _, _, difference in tried if difference)
    rows = [(case, outcome) for case, _, outcome, _ in tried if case.group == group]
    for mistake in exercise.mistakes:
        wrong = mistake.wrong() if exercise.kind == "variable" else mistake.wrong
        if all(alike(exercise, try_case(wrong, case, seconds), outcome) for case, outcome in rows):
            return mistake
    return None
