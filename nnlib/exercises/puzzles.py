"""Lines to sort for each exercise that has enough of them: what nnlib.widgets.Puzzle takes."""

from __future__ import annotations

from functools import cache
from typing import Any

from nnlib.exercises.catalogue import find
from nnlib.judge import puzzle
from nnlib.judge.verdict import to_html


@cache
def puzzle_of(exercise_id: str) -> dict[str, Any] | None:
    """The facts of an exercise's puzzle.

    Every right order is found by judging, in a fraction of a second.

    Parameters
    ----------
    exercise_id : str

    Returns
    -------
    dict, or None if the answer is too short
    """
    exercise = find(exercise_id)
    part = puzzle.cut(exercise)
    if part is None:
        return None
    wrong = puzzle.wrong_lines(exercise, part)
    return {
        "id": exercise.id,
        "about": exercise.title,
        "head": part.head,
        "lines": list(part.lines),
        "wrong": [{"text": line.text, "says": to_html(line.sentence)} for line in wrong],
        "orders": puzzle.right_orders(exercise, part),
    }


def has_puzzle(exercise_id: str) -> bool:
    """True if an exercise has lines to sort."""
    return puzzle.cut(find(exercise_id)) is not None
