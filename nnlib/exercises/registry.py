"""All exercises, in the order of the course."""

import difflib

from nnlib.exercises import chapter00, chapter01, chapter02, chapter06, chapter08
from nnlib.exercises.exercise import Exercise

REGISTRY = {
    exercise.id: exercise
    for chapter in (chapter00, chapter01, chapter02, chapter06, chapter08)
    for exercise in vars(chapter).values()
    if isinstance(exercise, Exercise)
}


def find(exercise_id):
    """The exercise of that id; ValueError names the nearest ids if there is none."""
    if exercise_id in REGISTRY:
        return REGISTRY[exercise_id]
    near = difflib.get_close_matches(str(exercise_id), REGISTRY, n=3, cutoff=0.3)
    rest = f" Did you mean {' or '.join(near)}?" if near else ""
    raise ValueError(f"there is no exercise {exercise_id!r}.{rest}")
