"""What is due again: questions and short exercises, spaced by how they went before.

Leitner's boxes: what is right moves to the next box, which waits longer; what is wrong goes back
to the first. Of a day only the first answer counts, since after that the answer has been seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from nnlib._common.record import Record
from nnlib.exercises.catalogue import REGISTRY
from nnlib.exercises.puzzles import has_puzzle
from nnlib.exercises.questions import all_questions

BOXES = (1, 3, 7, 16, 35)  # days
MOST = 5
MOST_EXERCISES = 2  # of these five, since each takes some minutes


class Item(NamedTuple):
    """A question or an exercise, and the day from which on it is due."""

    day: date
    kind: str
    name: str


class Review:
    """What a learner's record says is due.

    Parameters
    ----------
    record : Record
    today : date

    Attributes
    ----------
    due : list of Item
        At most ``MOST``, what has waited longest first.
    later : list of Item
        What will be due, the next first.
    """

    def __init__(self, record: Record, today: date) -> None:
        order = [*all_questions(), *REGISTRY]
        met = [(thing, days) for thing, days in record.days.items() if _comes_back(*thing)]
        items = [Item(due_on(days), *thing) for thing, days in met]
        items.sort(key=lambda item: (item.day, order.index(item.name)))
        waiting = [item for item in items if item.day <= today]
        exercises = [item for item in waiting if item.kind == "exercise"][:MOST_EXERCISES]
        chosen = [item for item in waiting if item.kind == "question" or item in exercises]
        self.n_waiting = len(waiting)
        self.due = chosen[:MOST]
        self.later = [item for item in items if item.day > today]

    def told(self) -> list[str]:
        """What there is to say about it, line by line."""
        if self.due:
            n = len(self.due)
            rest = f", of {self.n_waiting} that wait" if self.n_waiting > n else ""
            return [f"{n} {'thing is' if n == 1 else 'things are'} due today{rest}:"]
        if not self.later:
            return [
                "There is nothing to review yet.",
                "What you answer and solve comes back here, after some days.",
            ]
        day = self.later[0].day
        n = sum(item.day == day for item in self.later)
        things = "1 thing comes" if n == 1 else f"{n} things come"
        return ["Nothing is due today: go on.", f"{things} back on {day:%A}, {day.day} {day:%B}."]


def due_on(days: Mapping[date, bool]) -> date:
    """The day on which something comes back, by how it went on the days when it was met."""
    box = 0
    for day in sorted(days):
        box = min(box + 1, len(BOXES) - 1) if days[day] else 0
    return max(days) + timedelta(BOXES[box])


def _comes_back(kind: str, name: str) -> bool:
    """True for a question, and for an exercise that is a function of a few lines."""
    if kind == "question":
        return name in all_questions()
    exercise = REGISTRY.get(name)
    return (
        exercise is not None
        and exercise.kind == "function"
        and exercise.to_repair is None
        and not has_puzzle(name)
    )
