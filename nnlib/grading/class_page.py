"""The page about the class: what to talk about next time, and what only the instructor reads."""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nnlib.grading.feedback import Links
from nnlib.grading.pages import without_comments
from nnlib.grading.record import Mark, Record
from nnlib.grading.similar import Pair, Prints
from nnlib.judge.exercise import Exercise

if TYPE_CHECKING:
    from nnlib.grading.classroom import Classroom

TO_DISCUSS = 3
BINS = 10
MOST_EXAMPLES = 40  # mistakes on the page
EXERCISE = re.compile(r"\b\d\d-[a-z][\w-]*(?:, \d\d-[a-z][\w-]*)*")
SEVERAL = re.compile(r"\d+ notebooks were handed in, .*")


@dataclass
class Wrong:
    """A wrong answer that somebody gave.

    Attributes
    ----------
    sentence : str
        What is wrong with it.
    n : int
        How many gave it.
    code : str
        The shortest of their answers, without comments.
    named : bool
        True if it is one of the exercise's named mistakes.
    """

    sentence: str
    named: bool
    n: int = 0
    code: str = ""

    def add(self, mark: Mark) -> None:
        """Count one more answer."""
        self.n += 1
        code, _ = without_comments(mark.code)
        if code and (not self.code or len(code) < len(self.code)):
            self.code = code


@dataclass
class Outcome:
    """What came of an exercise in the class.

    Attributes
    ----------
    exercise : Exercise
    statuses : Counter
        How many answers were correct, not yet and not attempted.
    partly : int
        How many that were not correct earned something.
    points : float
        Of all together.
    wrong : dict of str to Wrong
        By the mistake's name, or by the sentence where it has none.
    """

    exercise: Exercise
    statuses: Counter[str] = field(default_factory=Counter)
    partly: int = 0
    points: float = 0.0
    wrong: dict[str, Wrong] = field(default_factory=dict)

    def add(self, mark: Mark, points: float) -> None:
        """Count one student's answer."""
        self.statuses[mark.status] += 1
        self.points += points
        self.partly += mark.status != "correct" and points > 0
        if mark.status == "not yet":
            known = self.wrong.setdefault(
                mark.mistake or mark.reason, Wrong(mark.reason, bool(mark.mistake))
            )
            known.add(mark)

    @property
    def n(self) -> int:
        """How many were graded."""
        return self.statuses.total()

    @property
    def lost(self) -> float:
        """Points that those who tried did not get: what nobody tried shows no difficulty."""
        tried = self.n - self.statuses["not attempted"]
        return max(tried * self.exercise.points - self.points, 0)

    def percent(self, status: str) -> float:
        """How many of a hundred answers have a status."""
        return 100 * self.statuses[status] / max(self.n, 1)

    def by_frequency(self) -> list[Wrong]:
        """The wrong answers, those that most gave first, of as many the named ones."""
        return sorted(self.wrong.values(), key=lambda wrong: (-wrong.n, not wrong.named))


@dataclass
class Class:
    """What is known of a class, taken together record by record.

    Attributes
    ----------
    outcomes : list of Outcome
        By exercise.
    rows : list of dict
        A student each, with points as numbers, or none if they are not known.
    flags : dict of str to list of str
        Who has them, and where.
    late : list of str
    prints : dict of str to frozenset
    """

    outcomes: list[Outcome]
    rows: list[dict[str, Any]] = field(default_factory=list)
    flags: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    late: list[str] = field(default_factory=list)
    prints: dict[str, Prints] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        """Take one student's record in."""
        ids = [outcome.exercise.id for outcome in self.outcomes]
        result = record.result
        counts = result is not None and not record.waits and not result.unread
        points = record.earned(ids)
        if result and counts:
            marks = {mark.id: mark for mark in result.marks}
            for outcome, earned in zip(self.outcomes, points, strict=True):
                if mark := marks.get(outcome.exercise.id):  # an earlier edition may not have it
                    outcome.add(mark, earned)
            self.prints[record.student.key] = frozenset(
                (mark.id, number) for mark in result.marks for number, _, _ in mark.prints
            )
        known = record.result is not None and not record.waits
        self.rows.append(
            {
                "name": record.student.name,
                "key": record.student.key if record.result else "",
                "points": points if known else [None] * len(ids),
                "statuses": self._statuses(record) if known else [],
                "total": record.total(ids) if not record.waits else None,
                "counts": counts,
            }
        )

    def _statuses(self, record: Record) -> list[str]:
        """The status of each exercise; what an earlier edition did not ask for is not attempted."""
        found = {mark.id: mark.status for mark in _marks(record)}
        return [found.get(o.exercise.id, "not attempted") for o in self.outcomes]

    @property
    def totals(self) -> list[float]:
        """Points of those who were graded."""
        return [row["total"] for row in self.rows if row["counts"]]

    def most_lost(self) -> list[Outcome]:
        """The exercises at which those who tried lost most points."""
        lost = [outcome for outcome in self.outcomes if outcome.lost > 0]
        return sorted(lost, key=lambda outcome: -outcome.lost)[:TO_DISCUSS]

    def mistakes(self) -> list[tuple[Exercise, Wrong]]:
        """The named mistakes, the most frequent first."""
        found = [(o.exercise, wrong) for o in self.outcomes for wrong in o.by_frequency()]
        found = [(exercise, wrong) for exercise, wrong in found if wrong.named]
        return sorted(found, key=lambda pair: -pair[1].n)[:MOST_EXAMPLES]

    def histogram(self, most: float) -> list[int]:
        """How many have a tenth of the points, two tenths, and so on."""
        bins = [0] * BINS
        for total in self.totals:
            bins[min(int(BINS * total / most), BINS - 1)] += 1
        return bins


def grouped(flags: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Who has each flag: one text for all exercises and files, which stand beside the name."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, flag in flags:
        if SEVERAL.fullmatch(flag):
            found["several notebooks were handed in"].append(f"{name} ({flag})")
        elif where := EXERCISE.search(flag):
            text = EXERCISE.sub("…", flag)
            found[text].append(f"{name} ({where[0]})")
        else:
            found[flag].append(name)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def beside(pair: Pair, one: Record, other: Record) -> list[dict[str, Any]]:
    """The answers of two students that have something in common, with those lines marked."""
    found = []
    others = {mark.id: mark for mark in _marks(other)}
    for left in _marks(one):
        common = {number for exercise, number in pair.common if exercise == left.id}
        if common:
            right = others[left.id]
            sides = [without_comments(m.code, _lines(m, common)) for m in (left, right)]
            found.append({"title": left.title, "sides": sides})
    return found


def _marks(record: Record) -> list[Mark]:
    return record.result.marks if record.result else []


def _lines(mark: Mark, numbers: set[int]) -> set[int]:
    """The lines of an answer that prints with these numbers are of."""
    found: set[int] = set()
    for number, first, last in mark.prints:
        if number in numbers:
            found.update(range(first, last + 1))
    return found


def facts_of(room: Classroom, links: Links) -> dict[str, Any]:
    """What the page says, by the names that its template has."""
    taken = Class([Outcome(exercise) for exercise in room.exercises])
    for record in room.records():
        taken.add(record)
    most = float(sum(exercise.points for exercise in room.exercises))
    totals = taken.totals
    return {
        "run": room.run,
        "n": len(taken.rows),
        "totals": totals,
        "most": most,
        "mean": statistics.fmean(totals) if totals else 0.0,
        "median": statistics.median(totals) if totals else 0.0,
        "histogram": taken.histogram(most),
        "outcomes": taken.outcomes,
        "to_discuss": [(o, o.by_frequency(), links.of(o.exercise.id)) for o in taken.most_lost()],
        "mistakes": taken.mistakes(),
        "rows": taken.rows,
        "disputed": room.disputed(),
        "waiting": room.waiting(),
        "flags": grouped(room.look_at()),
        "late": room.late(),
        "copies": room.copies(),
        "pairs": room.similar(taken.prints),
    }
