"""Whose answers are similar: more alike than the class's answers are anyway.

What many have in common says nothing in a course, where there are few ways to be right. So only
the prints count that few have, each the more the fewer have it, and equal submissions count once.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

Prints = frozenset[tuple[str, int]]  # of a submission: exercise and number

# In made-up classes of 14 and 60 (tests/grading/test_similar.py) honest pairs stayed below 0.78.
LEAST_SHARE = 0.8  # of the weights of the smaller submission
LEAST_COMMON = 8  # prints
FEW = 0.2  # of the class; two students are always few
MOST_PAIRS = 10


class Pair(NamedTuple):
    """Two submissions that are alike.

    Attributes
    ----------
    one, other : str
        The students' keys.
    share : float
        How much of what is rare in the smaller submission the other has too, by weights.
    common : frozenset of (str, int)
        The prints that both have.
    """

    one: str
    other: str
    share: float
    common: Prints


def similar(prints: Mapping[str, Prints]) -> list[Pair]:
    """The most similar pairs, the most similar first.

    Parameters
    ----------
    prints : dict of str to frozenset of (str, int)
        By student's key; of those whose submissions are equal one is enough.
    """
    seen = Counter(found for of_one in prints.values() for found in of_one)
    few = max(2, FEW * len(prints))
    weights = {found: math.log((len(prints) + 1) / n) for found, n in seen.items() if n <= few}
    rare = {key: of_one & weights.keys() for key, of_one in prints.items()}
    totals = {key: sum(map(weights.__getitem__, of_one)) for key, of_one in rare.items()}
    pairs = []
    for one, other in itertools.combinations(prints, 2):
        common = rare[one] & rare[other]
        if len(common) >= LEAST_COMMON:
            share = sum(map(weights.__getitem__, common)) / min(totals[one], totals[other])
            if share >= LEAST_SHARE:
                pairs.append(Pair(one, other, share, prints[one] & prints[other]))
    return sorted(pairs, key=lambda pair: -pair.share)[:MOST_PAIRS]
