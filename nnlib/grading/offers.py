"""What of the library a student's answers may use while they are graded, by chapter.

A chapter imports pieces of earlier chapters for its answers to build on. A child has no
library, so these pieces are offered to it: as text, for they are no answers of the chapter, and a
call costs nothing there. Which ones stands in a chapter's package,
``nnlib/exercises/chapterNN/__init__.py``. A table of functions is called back for.
"""

from __future__ import annotations

import ast
import functools
import inspect
from typing import Any, NamedTuple

import nnlib
from nnlib.exercises.catalogue import CHAPTERS
from nnlib.judge.stub import part_of, without_annotations

# What checks need beside an answer, where it lives, is offered even if no cell imports it.
BESIDE = {number: getattr(chapter, "BESIDE", ()) for number, chapter in CHAPTERS.items()}
OFFERS = {number: chapter.OFFERS + BESIDE[number] for number, chapter in CHAPTERS.items()}
# Of a class that is an exercise itself, the members that its stub gives.
PARTS = {number: getattr(chapter, "PARTS", {}) for number, chapter in CHAPTERS.items()}


class Offer(NamedTuple):
    """What a chapter offers.

    Attributes
    ----------
    things : dict
        What is called back for, by name.
    source : str
        What defines the rest, and what that calls.
    defines : list of str
        The names of the rest.
    """

    things: dict[str, Any]
    source: str
    defines: list[str]


@functools.cache
def offered(chapter: str) -> Offer:
    """What is offered to the answers of a chapter, ``"06"``."""
    things = {name: getattr(nnlib, name) for name in OFFERS.get(chapter, ())}
    written = [name for name, thing in things.items() if _is_written(thing)]
    sources: dict[str, str] = {}
    begun: set[str] = set()
    for name in written:
        _collect(things[name], sources, PARTS.get(chapter, {}), begun)
    called = {name: thing for name, thing in things.items() if name not in written}
    return Offer(called, "\n\n".join(sources.values()), written)


def _is_written(thing: Any) -> bool:
    return inspect.isfunction(thing) or inspect.isclass(thing)


def _collect(
    thing: Any, sources: dict[str, str], parts: dict[str, tuple[str, ...]], begun: set[str]
) -> None:
    """Add the source of a function or a class, below those of the functions that it calls.

    A class and its bases may call each other; what has been begun comes below them.
    """
    if thing.__name__ in begun:
        return
    begun.add(thing.__name__)
    source = without_annotations(inspect.getsource(thing))
    if thing.__name__ in parts:
        source = part_of(source, parts[thing.__name__])
    used = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    around = vars(inspect.getmodule(thing))
    for name in sorted(used & set(around) - {thing.__name__}):
        if _is_written(around[name]):
            _collect(around[name], sources, parts, begun)
    sources[thing.__name__] = source
