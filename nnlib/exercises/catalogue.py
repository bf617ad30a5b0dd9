"""All chapters and all exercises, in the order of the course.

A chapter is a folder chapterNN. Its package says in which ORDER its exercises come, each a file
named as its id is, and what of the library it OFFERS to answers while they are graded.

An exercise that a new edition drops goes on for the notebooks that have it: its file moves to the
folder retired, where `find` looks too. It stands in no chapter, and its id is never used again.
"""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from nnlib.judge.exercise import Exercise


def _chapters() -> Iterator[tuple[str, ModuleType]]:
    """Number and package of each chapter: every folder chapterNN beside this file."""
    for folder in sorted(Path(__file__).parent.glob("chapter[0-9][0-9]")):
        yield folder.name[-2:], importlib.import_module(f"nnlib.exercises.{folder.name}")


def _exercises(chapter: ModuleType) -> Iterator[Exercise]:
    """The exercises of the files that a chapter's ORDER names."""
    for name in chapter.ORDER:
        yield importlib.import_module(f"{chapter.__name__}.{name}").exercise


def _retired() -> Iterator[Exercise]:
    """The exercises of earlier editions."""
    for path in sorted((Path(__file__).parent / "retired").glob("chapter*.py")):
        yield importlib.import_module(f"nnlib.exercises.retired.{path.stem}").exercise


CHAPTERS = dict(_chapters())
REGISTRY = {
    exercise.id: exercise for chapter in CHAPTERS.values() for exercise in _exercises(chapter)
}
RETIRED = {exercise.id: exercise for exercise in _retired()}


def find(exercise_id: str) -> Exercise:
    """The exercise of that id, a retired one too; ValueError names the nearest if there is none."""
    if exercise := REGISTRY.get(exercise_id) or RETIRED.get(exercise_id):
        return exercise
    near = difflib.get_close_matches(str(exercise_id), REGISTRY, n=3, cutoff=0.3)
    rest = f" Did you mean {' or '.join(near)}?" if near else ""
    raise ValueError(f"there is no exercise {exercise_id!r}.{rest}")
