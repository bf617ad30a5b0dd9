"""All exercises, in the order of the course."""

from __future__ import annotations

import difflib

from nnlib.exercises import (
    chapter00,
    chapter01,
    chapter02,
    chapter03,
    chapter04,
    chapter05,
    chapter06,
    chapter07,
    chapter08,
)
from nnlib.judge.exercise import Exercise

CHAPTERS = (
    chapter00,
    chapter01,
    chapter02,
    chapter03,
    chapter04,
    chapter05,
    chapter06,
    chapter07,
    chapter08,
)

REGISTRY = {
    exercise.id: exercise
    for chapter in CHAPTERS
    for exercise in vars(chapter).values()
    if isinstance(exercise, Exercise)
}


def find(exercise_id: str) -> Exercise:
    """The exercise of that id; ValueError names the nearest ids if there is none."""
    if exercise_id in REGISTRY:
        return REGISTRY[exercise_id]
    near = difflib.get_close_matches(str(exercise_id), REGISTRY, n=3, cutoff=0.3)
    rest = f" Did you mean {' or '.join(near)}?" if near else ""
    raise ValueError(f"there is no exercise {exercise_id!r}.{rest}")
