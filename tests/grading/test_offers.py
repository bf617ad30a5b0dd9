"""What a chapter lends to its answers: all that they may need, and no answer."""

import inspect

import numpy as np
import pytest

import nnlib
from bookbuild import notebooks
from nnlib.grading.offers import BESIDE, OFFERS, PARTS, offered
from tests.grading.classmates import CHAPTERS, exercises_of

SOURCES = sorted(notebooks.SOURCES.glob("[0-9][0-9]-*.md"))


def imports_of(chapter):
    """Names that a chapter's cells import from the library."""
    import ast

    import jupytext

    source = next(path for path in SOURCES if path.name.startswith(chapter))
    found = set()
    for cell in jupytext.read(source, fmt="md:myst").cells:
        if cell.cell_type == "code" and "nnlib" in cell.source:
            code = "\n".join(line for line in cell.source.split("\n") if not line.startswith("%"))
            for node in ast.walk(ast.parse(code)):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("nnlib"):
                    found |= {alias.name for alias in node.names}
    return found


def answers_of(chapter):
    return {exercise.name for exercise in exercises_of(chapter)}


def library_names(chapter):
    """Public names of the library in the code of a chapter's references and variants."""
    found = set()
    for exercise in exercises_of(chapter):
        if exercise.kind == "variable":
            found |= set(compile(exercise.reference.code, "", "exec").co_names)
            continue
        for thing in [exercise.reference, *exercise.variants]:
            for function in [thing] if inspect.isfunction(thing) else vars(thing).values():
                if inspect.isfunction(function):
                    found |= names_in(function)
            if thing is exercise.reference and inspect.isclass(thing):
                found |= {base.__name__ for base in thing.__mro__[1:]}
    return {name for name in found if is_librarys(getattr(nnlib, name, None))}


def names_in(function):
    """Names of the library that a function uses, directly or through a module."""
    used = inspect.getclosurevars(function).globals
    found = {name for name, value in used.items() if is_librarys(value)}
    for module in (value for value in used.values() if inspect.ismodule(value)):
        found |= {n for n in function.__code__.co_names if is_librarys(getattr(module, n, None))}
    return found


def is_librarys(thing):
    module = str(getattr(thing, "__module__", ""))
    return module.startswith("nnlib.") and not module.startswith("nnlib.exercises.")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_what_is_offered_the_chapter_imports_and_is_no_answer_of_it(chapter):
    parts = set(PARTS[chapter])  # of classes that the chapter has its reader write
    beside = set(BESIDE[chapter])  # an answer, for its check
    extra = set(OFFERS[chapter]) - imports_of(chapter) - parts - beside
    assert extra == set(), "offered, but not imported"
    assert beside & imports_of(chapter) == set(), "imported, so it belongs to OFFERS"
    assert set(OFFERS[chapter]) & answers_of(chapter) == parts, "offered, but an answer"
    for exercise in exercises_of(chapter):
        assert not {*PARTS[chapter].get(exercise.name, ())} & {*exercise.blank}, "its answer"
    things, source, defines = offered(chapter)
    assert set(OFFERS[chapter]) == {*things, *defines}
    assert not any(callable(thing) for thing in things.values()), "a call would cost a question"
    scope = {"np": np}
    exec(source, scope)
    others = {name for name, thing in scope.items() if inspect.isfunction(thing)}
    assert others & answers_of(chapter) == set(), "an answer goes along"


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_what_the_answers_use_is_offered(chapter):
    missing = library_names(chapter) - set(OFFERS[chapter]) - answers_of(chapter)
    assert missing == set(), (
        f"answers of chapter {chapter} use {', '.join(sorted(missing))}: add to its OFFERS in "
        "nnlib/exercises what its cells import, or no answer that uses it can earn points"
    )


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_what_answers_could_import_from_the_chapter_is_offered(chapter):
    """A function that the chapter imports before an exercise may be part of an answer."""
    numeric = {"sigmoid", "softmax", "log_softmax", "relu", "tanh", "one_hot", "he", "xavier"}
    missing = imports_of(chapter) & numeric - set(OFFERS[chapter]) - answers_of(chapter)
    assert missing == set(), f"add them to OFFERS in nnlib/exercises/chapter{chapter}"
