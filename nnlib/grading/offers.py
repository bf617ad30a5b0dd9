"""What of the library a student's answers may use while they are graded, by chapter.

A chapter imports pieces of earlier chapters for its answers to build on. A child has no
library, so these pieces are offered to it: functions as calls back to the parent, which
tells nothing of how they are written, and classes without secrets as text. Which ones stands in
a chapter's package, ``nnlib/exercises/chapterNN/__init__.py``.
"""

from __future__ import annotations

import inspect
from typing import Any

import nnlib
from nnlib.exercises.catalogue import CHAPTERS
from nnlib.judge.stub import part_of, without_annotations

OFFERS = {number: chapter.OFFERS for number, chapter in CHAPTERS.items()}
# Of a class that is an exercise itself, the members that its stub gives.
PARTS = {number: getattr(chapter, "PARTS", {}) for number, chapter in CHAPTERS.items()}


def offered(chapter: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Functions and tables of functions, and the source of each class, by name.

    Parameters
    ----------
    chapter : str
        ``"06"``.
    """
    things = {name: getattr(nnlib, name) for name in OFFERS.get(chapter, ())}
    plain = {name: thing for name, thing in things.items() if not inspect.isclass(thing)}
    parts = PARTS.get(chapter, {})
    sources = {
        name: f"{_source(thing, parts.get(name, ()))}\n{name}._given = True\n"
        for name, thing in things.items()
        if inspect.isclass(thing)
    }
    return plain, sources


def _source(kind: type, members: tuple[str, ...]) -> str:
    """The source of a class, or of these members of it."""
    source = without_annotations(inspect.getsource(kind))
    return part_of(source, members) if members else source
