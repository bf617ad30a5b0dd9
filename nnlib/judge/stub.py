"""Cut an exercise's stub and its answer out of the library's own source.

The reference is read as text: the stub is its signature and docstring, the answer
all of it, without the annotations: docstrings say more. So a stub, its solution and the
library cannot drift apart. A docstring's Notes and References, which say how it is done,
are left out of the stub. The stub of a repair is the broken code itself.
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nnlib.judge.exercise import Exercise

TODO = "raise NotImplementedError  # TODO: about {}"
REPAIR = "# TODO: find the bug and repair it"
HUNT = "# TODO: find the bugs and repair them"
CUT = "\0"  # a line that is to go
# The sections of a docstring that hold the formula, its derivation and where it comes from.
GIVEN_AWAY = re.compile(
    r"""\n\n[ ]+(?:Notes|References)\n[ ]+-+\n.*?  # a heading and what stands under it
    (?=\n\n[ ]+\w+\n[ ]+-+\n | \n[ ]*\"{3})      # up to the next one, or the end""",
    re.DOTALL | re.VERBOSE,
)
Node = Any  # the types of ast leave open whether a node has a place in a text


def answer_source(exercise: Exercise) -> str:
    """The code that solves an exercise, as it stands in the library."""
    if exercise.kind == "variable":
        return exercise.reference.code.strip()
    source = without_annotations(inspect.getsource(exercise.reference)).rstrip()
    return part_of(source, exercise.part) if exercise.part else source


def stub_source(exercise: Exercise) -> str:
    """The same with the learner's part cut out, or the code that is to be repaired."""
    if exercise.to_repair is not None:
        text = exercise.source_to_repair or inspect.getsource(exercise.to_repair)
        todo = REPAIR if not exercise.budget else HUNT
        return f"{todo}\n{_without_decorators(text)}"
    if exercise.kind == "variable":
        n_lines = _count_code(exercise.reference.code.strip().splitlines())
        return f"{exercise.name} = ...  # TODO: about {_n_lines(n_lines)}"
    source = answer_source(exercise)
    lines = source.splitlines()
    for function in reversed(blank_functions(exercise, ast.parse(source))):
        start, stop = body_lines(function)
        indent = " " * function.body[0].col_offset
        n_lines = _n_lines(_count_code(lines[start - 1 : stop]))
        lines[start - 1 : stop] = [indent + TODO.format(n_lines)]
    return GIVEN_AWAY.sub("", "\n".join(lines))


def without_annotations(source: str) -> str:
    """The same code as learners read and write it, without types and settings of how it runs."""
    source = textwrap.dedent(source)
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        for decorator in getattr(node, "decorator_list", ()):
            if isinstance(decorator, ast.Call):  # @one_thread(), but not @property
                lines[decorator.lineno - 1] = CUT
        if isinstance(node, ast.FunctionDef) and node.returns is not None:
            # What is cut keeps its lines until the end, so that their numbers stay right.
            stop = node.returns.end_lineno or node.lineno
            header = [_bare_header(node, source), *[CUT] * (stop - node.lineno)]
            lines[node.lineno - 1 : stop] = header
        elif isinstance(node, ast.AnnAssign):
            lines[node.lineno - 1] = _bare_assignment(node, source)
    kept = "\n".join(line for line in lines if line != CUT)
    return re.sub(r"\n{3,}", "\n\n", kept)  # around a declaration that is gone


def part_of(source: str, members: Iterable[str]) -> str:
    """A class's source with its docstring, these members, and no base class."""
    top: Any = ast.parse(source).body[0]
    lines = source.splitlines()
    lines[top.lineno - 1] = f"class {top.name}:"
    for node in top.body[1:]:  # behind the docstring
        names = {node.name} if hasattr(node, "name") else {t.id for t in node.targets}
        if not names & {*members}:
            first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
            lines[first - 1 : node.end_lineno] = [CUT] * ((node.end_lineno or first) - first + 1)
    kept = "\n".join(line for line in lines if line != CUT)
    return re.sub(r"\n{3,}", "\n\n", kept).rstrip()


def _bare_header(function: Node, source: str) -> str:
    """``def`` to colon on one line, with the defaults as they were written."""
    args = function.args
    for arg in [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]:
        if arg is not None:
            arg.annotation = None
    for defaults in (args.defaults, args.kw_defaults):
        defaults[:] = [d and ast.Name(ast.get_source_segment(source, d) or "") for d in defaults]
    return f"{' ' * function.col_offset}def {function.name}({ast.unparse(args)}):"


def _bare_assignment(node: Node, source: str) -> str:
    """A line such as ``m: Arrays = {}`` without the type; nothing is left of ``m: Arrays``."""
    if node.value is None:
        return CUT
    target, value = (ast.get_source_segment(source, part) for part in (node.target, node.value))
    return f"{' ' * node.col_offset}{target} = {value}"


def _without_decorators(source: str) -> str:
    """A function's or class's source from its ``def`` or ``class`` on."""
    first = ast.parse(source).body[0].lineno
    return "\n".join(source.splitlines()[first - 1 :])


def blank_functions(exercise: Exercise, tree: Node) -> list[Node]:
    """The function itself, or the methods of a class that the learner writes."""
    top = tree.body[0]
    if exercise.kind == "function":
        return [top]
    methods = {node.name: node for node in top.body if isinstance(node, ast.FunctionDef)}
    missing = set(exercise.blank) - set(methods)
    if missing:
        raise ValueError(f"{exercise.id}: {exercise.name} has no method {sorted(missing)}")
    return sorted((methods[name] for name in exercise.blank), key=lambda node: node.lineno)


def body_lines(function: Node) -> tuple[int, int]:
    """First and last line of a function's body, without its docstring."""
    body = function.body
    first = body[0]
    has_docstring = isinstance(first, ast.Expr) and isinstance(
        getattr(first.value, "value", None), str
    )
    if has_docstring and len(body) == 1:
        raise ValueError(f"{function.name} has nothing under its docstring to cut out")
    return (first.end_lineno if has_docstring else first.lineno - 1) + 1, body[-1].end_lineno


def _count_code(lines: Iterable[str]) -> int:
    """How many lines hold code."""
    return sum(bool(line.strip()) and not line.strip().startswith("#") for line in lines)


def _n_lines(n: int) -> str:
    return "1 line" if n == 1 else f"{n} lines"
