"""Other right answers: the variants of an exercise that are least like what the learner wrote.

Only a variant with a docstring is ever shown: it says what is different about it.
"""

from __future__ import annotations

import ast
import difflib
import inspect
import re
import sys
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nnlib.judge.stub import answer_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nnlib.judge.exercise import Exercise

MOST = 2
SAME = 0.95  # how like each other two answers are that are one answer in other names


@dataclass(frozen=True)
class Other:
    """Another right answer: its code, as a learner would hand it in, and what is different."""

    code: str
    sentence: str


def other_answers(exercise: Exercise, attempt: Any) -> list[Other]:
    """The one or two variants that are least like an answer, the most unlike first.

    Parameters
    ----------
    exercise : Exercise
    attempt : object
        A right answer. If its source cannot be found, the reference's stands for it.
    """
    own = shape_of(_source(exercise, attempt) or answer_source(exercise))
    found = []
    for variant in exercise.variants:
        if variant.__doc__:
            code = code_of(exercise, variant)
            alike = difflib.SequenceMatcher(None, own, shape_of(code), autojunk=False).ratio()
            if alike < SAME:
                found.append((alike, Other(code, " ".join(variant.__doc__.split()))))
    return [other for _, other in sorted(found, key=lambda pair: pair[0])[:MOST]]


def code_of(exercise: Exercise, variant: Any) -> str:
    """A variant's source under the exercise's name, without its docstring."""
    lines = textwrap.dedent(inspect.getsource(variant)).splitlines()
    top: Any = ast.parse("\n".join(lines)).body[0]
    docstring, name = top.body[0], variant.__name__
    rest = "\n".join(lines[docstring.end_lineno :]).strip("\n")
    for known, thing in vars(sys.modules[variant.__module__]).items():
        if inspect.ismodule(thing) and thing.__name__.startswith("nnlib."):
            rest = re.sub(rf"\b{known}\.", "", rest)  # a learner has imported the names
    if exercise.kind == "variable":
        given = f"{exercise.reference.given.__name__}()"  # the chapter has it all by then
        rest = "\n".join(line for line in rest.splitlines() if given not in line)
        before, _, value = textwrap.dedent(rest).rpartition("return ")
        return f"{before}{exercise.name} = {value}"
    head = "\n".join(lines[: docstring.lineno - 1])
    if exercise.kind == "class":
        head = next(line for line in answer_source(exercise).splitlines() if line[:6] == "class ")
        given = [n for n, f in vars(exercise.reference).items() if inspect.isfunction(f)]
        head += "\n    ...  # the rest as it is given\n" if {*given} - {*exercise.blank} else ""
    return f"{re.sub(rf'{name}(?=[(:])', exercise.name, head)}\n{rest}"


def shape_of(source: str) -> list[str]:
    """The syntax tree of a source as a list of words, whatever its names and comments are."""
    names: dict[str, str] = {}
    try:
        return list(_words(ast.parse(textwrap.dedent(source)), names))
    except (SyntaxError, ValueError, RecursionError):  # part of a line, as a lambda's source is
        return []


def _words(node: ast.AST, names: dict[str, str]) -> Iterator[str]:
    """Kinds of nodes, in order; names counted by their first appearance, attributes as they are."""
    yield type(node).__name__
    if isinstance(node, ast.Name | ast.arg):
        name = node.id if isinstance(node, ast.Name) else node.arg
        yield names.setdefault(name, f"name {len(names)}")
        return  # nor an argument's annotation
    if isinstance(node, ast.Attribute):
        yield node.attr
    if isinstance(node, ast.Constant):
        yield repr(node.value)
    for child in ast.iter_child_nodes(node):
        is_text = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
        if not is_text:  # a docstring, which a learner has from the stub
            yield from _words(child, names)


def _source(exercise: Exercise, attempt: Any) -> str:
    """The source of a learner's answer; empty if nothing has kept it."""
    try:
        if not isinstance(attempt, type):
            return inspect.getsource(attempt)
        # A notebook keeps the lines of its functions, not of its classes.
        methods = [textwrap.dedent(inspect.getsource(vars(attempt)[n])) for n in exercise.blank]
        return "\n".join(methods)
    except Exception:  # whatever a learner hands in, the check has a verdict already
        return ""
