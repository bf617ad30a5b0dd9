"""A simple relation between what an answer gave and what was expected, if there is one.

It is looked for where no named mistake fits. What is said of it is true of every case, so it
cannot mislead: "every number is twice the right one" holds whatever the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

from nnlib._common.types import Array
from nnlib.judge.trial import NOTHING, Tried

EXCHANGED = "the numbers are right, but rows and columns are exchanged"
CHANGES: dict[str, Callable[[Array], Array]] = {
    "{} is right but for the sign": np.negative,
    "{} is right but for the sign: yours are never negative": np.abs,
    "{} is 0": lambda want: np.zeros_like(want),
    "{} is 1 minus the right one": lambda want: 1 - want,
    EXCHANGED: lambda want: want.T,
    "the numbers are right, but in reversed order": lambda want: want[::-1] if want.ndim else want,
    "{} is the right one cut off at the point: are there integers on the way?": np.trunc,
    "{} is the right one, rounded: are there integers on the way?": np.round,
    "{} is the square of the right one": np.square,
    "{} is the square root of the right one": np.sqrt,
    "{} is 1 divided by the right one": np.reciprocal,
    "{} is the exponential of the right one": np.exp,
    "{} is the logarithm of the right one": np.log,
}


class Pair(NamedTuple):
    """One result: the numbers that came, those that were expected, and the case's arguments."""

    got: Array
    want: Array
    args: dict[str, Any]


def relation(row: Tried, tried: list[Tried], near: Callable[[Array, Array], bool]) -> str:
    """What all results of the row's kind have in common, as the end of a sentence.

    Parameters
    ----------
    row : Tried
        The case that is told.
    tried : list of Tried
        All of them.
    near : callable, two arrays to bool
        Whether two arrays of one shape count as equal.

    Returns
    -------
    str
        Empty if there is nothing simple to be said.
    """
    same = [other for other in tried if other.case.result == row.case.result]
    if any(other.difference and other.difference.kind != "values" for other in same):
        return ""
    pairs = list(_pairs(same))
    wrong = [pair for pair in pairs if not near(pair.got, pair.want)]
    if len(pairs) < len(same) or sum(pair.want.size for pair in wrong) < 2:
        return ""  # a single number has a relation to any other
    each = "every number in it" if wrong[0].want.ndim else "it"
    with np.errstate(all="ignore"):
        for words, change in CHANGES.items():
            if all(_fits(pair, words) and near(pair.got, change(pair.want)) for pair in pairs):
                return words.format(each)
        said = _times(pairs, near) or _apart(pairs, near) or _cut_off(pairs, near)
    return f"{each} is {said}" if said else ""


def _pairs(rows: list[Tried]) -> Iterator[Pair]:
    for row in rows:
        if row.outcome.value is NOTHING or row.outcome.value is None:
            return
        got, want = (np.asarray(o.value) for o in (row.outcome, row.expected))
        if got.shape == want.shape and np.isfinite(want).all() and np.isfinite(got).all():
            yield Pair(got.astype(float), want.astype(float), row.case.args)


def _fits(pair: Pair, words: str) -> bool:
    """False where rows and columns cannot be exchanged: the shape would be another."""
    return words != EXCHANGED or pair.want.T.shape == pair.want.shape


def _times(pairs: list[Pair], near: Callable[[Array, Array], bool]) -> str:
    """A factor: the same in all cases, or how many rows or columns an argument has."""
    factors = [np.vdot(p.want, p.got) / np.vdot(p.want, p.want) for p in pairs if p.want.any()]
    if not factors or np.ptp(factors) < 1e-6 * abs(factors[0]):
        factor = factors[0] if factors else 0.0
        if all(near(pair.got, factor * pair.want) for pair in pairs):
            return f"{factor:.4g} times the right one"
        return ""
    for name, axis in _sizes(pairs):
        for power, words in ((1, "times"), (-1, "divided by")):
            sizes = [np.shape(pair.args[name])[axis] for pair in pairs]
            if all(
                near(pair.got, pair.want * float(size) ** power)
                for pair, size in zip(pairs, sizes, strict=True)
            ):
                count = "length" if np.ndim(pairs[0].args[name]) == 1 else ("rows", "columns")[axis]
                of = f"the {'' if count == 'length' else 'number of '}{count} of {name}"
                return f"the right one {words} {of}"
    return ""


def _sizes(pairs: list[Pair]) -> Iterator[tuple[str, int]]:
    """The axes of arguments, of at most two, whose sizes are there in every case."""
    for name, value in pairs[0].args.items():
        for axis in range(min(np.ndim(value), 2)):
            if all(name in p.args and axis < np.ndim(p.args[name]) <= 2 for p in pairs):
                yield name, axis


def _apart(pairs: list[Pair], near: Callable[[Array, Array], bool]) -> str:
    """One number by which all of them are too large, or too small."""
    by = float(np.mean(pairs[0].got - pairs[0].want))
    if not all(near(pair.got, pair.want + by) for pair in pairs):
        return ""
    return f"{abs(by):.4g} too {'large' if by > 0 else 'small'}"


def _cut_off(pairs: list[Pair], near: Callable[[Array, Array], bool]) -> str:
    """A bound beyond which no number goes; a single one that should may have another reason."""
    largest = max(pair.got.max(initial=-np.inf) for pair in pairs)
    smallest = min(pair.got.min(initial=np.inf) for pair in pairs)
    if smallest < largest:
        above = sum(np.sum(pair.want > largest) for pair in pairs)
        below = sum(np.sum(pair.want < smallest) for pair in pairs)
        if above > 1 and all(near(pair.got, np.minimum(pair.want, largest)) for pair in pairs):
            return f"right unless it should be larger than {largest:.4g}, where yours stop"
        if below > 1 and all(near(pair.got, np.maximum(pair.want, smallest)) for pair in pairs):
            return f"right unless it should be smaller than {smallest:.4g}, where yours stop"
    return ""
