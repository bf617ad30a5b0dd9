"""Which of the cases that went wrong is told, and what of the answer is right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import numpy as np

from nnlib.judge.trial import Tried

FEW = 3  # as many names as a person reads
WORDS = 4  # as many words as a name has


def plainest(tried: Iterable[Tried]) -> Tried | None:
    """The case to tell, of those that went wrong: the one that is easiest to follow by hand.

    What went wrong first says which trouble it is, of which part; that an argument was changed
    is only told where nothing else is wrong. Of the cases with this trouble it is the one that
    takes the fewest strokes to write down: few numbers before many, whole ones before decimals,
    a single sample before a batch.
    """
    wrong = [(row, row.difference) for row in tried if row.difference]
    if not wrong:
        return None
    troubles = [(how.kind, row.case.group, row.case.otherwise) for row, how in wrong]
    first = next((trouble for trouble in troubles if trouble[0] != "changed"), troubles[0])
    same = (row for (row, _), trouble in zip(wrong, troubles, strict=True) if trouble == first)
    return min(same, key=_strokes)


def _strokes(row: Tried) -> int:
    """About how many characters it takes to write the case down."""
    return sum(map(_length, row.case.args.values()))


def _length(value: Any) -> int:
    """Characters of a value; those of a large number count twice."""
    if not isinstance(value, np.ndarray | np.generic | int | float):
        return 10  # a function, a list, a string
    numbers = np.ravel(value).tolist()
    if not numbers:
        return 100  # an empty batch is short, and hard to picture
    return sum(len(f"{x:.4g}") * (2 if abs(x) >= 100 else 1) for x in numbers[:1000])


def right_results(tried: list[Tried]) -> str:
    """Which results are right for all inputs and which are not; empty if all are wrong.

    Empty, too, if one of them has no name that can be read in a sentence.
    """
    wrong = dict.fromkeys(_name(row) for row in tried if row.difference)
    right = dict.fromkeys(_name(row) for row in tried if not _is_count(row))
    good = [name for name in right if name not in wrong]
    if not good or not all(map(_is_short, [*good, *wrong])):
        return ""
    return f"{_are(good)} right, {_are(list(wrong))} not"


def _name(row: Tried) -> str:
    """What the result is called, without what was done before, or in which layer it stands."""
    return re.split(",? after | of layer |,$", row.case.result)[0] or "the result"


def _is_short(name: str) -> bool:
    """True for `dW_o` and `the new w`, not for what is no name but says what was measured."""
    return (
        len(name.split()) <= WORDS
        and not name.endswith(",")
        and ", " not in re.sub(r"\(.*?\)", "", name)
    )


def _is_count(row: Tried) -> bool:
    """True for a number of things, which is no news if it is right."""
    value = np.asarray(row.expected.value)
    return value.ndim == 0 and value.dtype.kind in "iu"


def _are(names: list[str]) -> str:
    """Some names, as the start of a sentence about them."""
    if len(names) > FEW + 1:
        names = [*names[:FEW], f"{len(names) - FEW} more"]
    *most, last = names
    return f"{', '.join(most)} and {last} are" if most else f"{last} is"


def right_inputs(tried: list[Tried]) -> tuple[tuple[str, str], ...]:
    """On which inputs what is wrong is right, or wrong, whichever is shorter, as a row."""
    names = {_name(row) for row in tried if row.difference}
    wrong = list(dict.fromkeys(row.case.label for row in tried if row.difference))
    labels = dict.fromkeys(row.case.label for row in tried if _name(row) in names)
    right = [label for label in labels if label not in wrong]
    if not right or "" in labels:
        return ()
    if len(wrong) == 1:
        return (("right on", f"the {len(right)} others" if len(right) > 1 else right[0]),)
    if len(right) <= FEW:
        return (("right on", "; ".join(right)),)
    if len(wrong) <= FEW:
        return (("wrong on", "; ".join(wrong)),)
    return (("right on", f"{len(right)} of {len(labels)} inputs"),)
