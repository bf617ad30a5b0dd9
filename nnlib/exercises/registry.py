"""All exercises, in the order of the course."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Iterator
from pathlib import Path

from nnlib.judge.exercise import Exercise


def _find_all() -> Iterator[Exercise]:
    """Import the exercises: every folder chapterNN, and in it each file that its ORDER names."""
    for folder in sorted(Path(__file__).parent.glob("chapter[0-9][0-9]")):
        chapter = importlib.import_module(f"nnlib.exercises.{folder.name}")
        for name in chapter.ORDER:
            yield importlib.import_module(f"{chapter.__name__}.{name}").exercise


REGISTRY = {exercise.id: exercise for exercise in _find_all()}


def find(exercise_id: str) -> Exercise:
    """The exercise of that id; ValueError names the nearest ids if there is none."""
    if exercise_id in REGISTRY:
        return REGISTRY[exercise_id]
    near = difflib.get_close_matches(str(exercise_id), REGISTRY, n=3, cutoff=0.3)
    rest = f" Did you mean {' or '.join(near)}?" if near else ""
    raise ValueError(f"there is no exercise {exercise_id!r}.{rest}")
