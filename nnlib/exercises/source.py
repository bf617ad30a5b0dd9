"""Cut an exercise's stub and its answer out of the library's own source.

The reference is read as text: the stub is its signature and docstring, the answer
all of it. So a stub, its solution and the library cannot drift apart. The stub of a
repair is the broken code itself.
"""

import ast
import inspect
import textwrap

TODO = "raise NotImplementedError  # TODO: about {}"
REPAIR = "# TODO: find the bug and repair it"


def answer_source(exercise):
    """The code that solves an exercise, as it stands in the library."""
    if exercise.kind == "variable":
        return exercise.reference.code.strip()
    return textwrap.dedent(inspect.getsource(exercise.reference)).rstrip()


def stub_source(exercise):
    """The same with the learner's part cut out, or the code that is to be repaired."""
    if exercise.to_repair is not None:
        return f"{REPAIR}\n{_without_decorators(inspect.getsource(exercise.to_repair))}"
    if exercise.kind == "variable":
        n_lines = _count_code(exercise.reference.code.strip().splitlines())
        return f"{exercise.name} = ...  # TODO: about {_n_lines(n_lines)}"
    source = answer_source(exercise)
    lines = source.splitlines()
    for function in reversed(_blank_functions(exercise, ast.parse(source))):
        start, stop = _body_lines(function)
        indent = " " * function.body[0].col_offset
        n_lines = _n_lines(_count_code(lines[start - 1 : stop]))
        lines[start - 1 : stop] = [indent + TODO.format(n_lines)]
    return "\n".join(lines)


def _without_decorators(source):
    """A function's or class's source from its ``def`` or ``class`` on."""
    first = ast.parse(source).body[0].lineno
    return "\n".join(source.splitlines()[first - 1 :])


def _blank_functions(exercise, tree):
    """The function itself, or the methods of a class that the learner writes."""
    top = tree.body[0]
    if exercise.kind == "function":
        return [top]
    methods = {node.name: node for node in top.body if isinstance(node, ast.FunctionDef)}
    missing = set(exercise.blank) - set(methods)
    if missing:
        raise ValueError(f"{exercise.id}: {exercise.name} has no method {sorted(missing)}")
    return sorted((methods[name] for name in exercise.blank), key=lambda node: node.lineno)


def _body_lines(function):
    """First and last line of a function's body, without its docstring."""
    body = function.body
    first = body[0]
    has_docstring = isinstance(first, ast.Expr) and isinstance(
        getattr(first.value, "value", None), str
    )
    if has_docstring and len(body) == 1:
        raise ValueError(f"{function.name} has nothing under its docstring to cut out")
    return (first.end_lineno if has_docstring else first.lineno - 1) + 1, body[-1].end_lineno


def _count_code(lines):
    """How many lines hold code."""
    return sum(bool(line.strip()) and not line.strip().startswith("#") for line in lines)


def _n_lines(n):
    return "1 line" if n == 1 else f"{n} lines"
