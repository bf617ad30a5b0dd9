"""What a hunt costs, and what is measured in it: ``measure`` and ``plant`` of chapter 08."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nnlib.by_hand import reader
from nnlib.exercises.catalogue import find
from nnlib.exercises.chapter08 import _bugs, _measures
from nnlib.exercises.showing import Note, show, write_below

if TYPE_CHECKING:
    from nnlib.judge.exercise import Exercise

HUNT = "08-the-hunt"
_spent: dict[str, int] = {}  # measurements, by exercise, since the kernel started


def spend(exercise: Exercise) -> str:
    """Count one measurement of a hunt, and say how many that makes."""
    n = _spent[exercise.id] = _spent.get(exercise.id, 0) + 1
    if n <= exercise.budget:
        return f"That was measurement {n} of {exercise.budget}."
    return f"That was measurement {n}; the aim is {exercise.budget}."


def measure(law: str, Reader: Any) -> None:
    """Measure how a reader of digits keeps one of the laws; this costs one measurement.

    It shows numbers and leaves the verdict to you. To measure the right program, the library's,
    or ``found.OtherReader``, costs nothing.

    Parameters
    ----------
    law : str
        One of ``"slopes"``, ``"start"``, ``"steps"``, ``"batches"``, ``"score"``, ``"repeat"``,
        ``"shift"``, ``"alone"`` and ``"units"``.
    Reader : class
        The program as it is now.
    """
    if law not in _measures.MEASURES:
        known = ", ".join(repr(name) for name in _measures.MEASURES)
        raise ValueError(f"there is no law {law!r} to measure; there are {known}")
    if not isinstance(Reader, type):
        raise ValueError(f"Reader must be the class, not a {type(Reader).__name__}")
    table = _measures.MEASURES[law](Reader)
    if Reader is reader.Reader:
        cost = "That was the right program, which costs nothing."
    elif Reader is _bugs.OtherReader:
        cost = "That was somebody else's program, which costs nothing."
    else:
        cost = spend(find(HUNT))
    show(Note(f"Measured: {law}", [cost], code=table))


def plant(seed: int, *, tell: bool = False) -> None:
    """Plant three bugs into the reader of digits, and write the program into a cell below.

    The count of measurements begins anew.

    Parameters
    ----------
    seed : int
        Another number, other bugs.
    tell : bool
        Say which ones, too, for whoever plants them.
    """
    if not isinstance(seed, int) or seed < 0:
        raise ValueError(f"seed must be a whole number from 0 on, not {seed!r}")
    bugs = _bugs.draw_bugs(seed)
    _spent.pop(HUNT, None)
    stories = [f"{bug.law}: {bug.story}" for bug in bugs] if tell else []
    text = f"{_bugs.planted(bugs)}\n\n\nReader = check({HUNT!r}, Reader)"
    if write_below(text):
        show(Note(f"Hunt {seed}", ["The program is in the cell below.", *stories]))
    else:
        show(Note(f"Hunt {seed}", ["Copy this to a new cell.", *stories], code=text))
