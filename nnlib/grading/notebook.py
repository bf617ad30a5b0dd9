"""Read a submitted notebook, which may be anything at all.

Nothing is believed but the text of code cells. A chapter's own cells are recognised by their
ids, which the builder makes out of their text: a cell that still has its text is the
chapter's and is not run, for it only shows and trains. What is left is the student's.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nnlib.exercises.exercise import Exercise

MAX_NOTEBOOK = 20_000_000  # bytes; pictures make honest ones large
MAX_CELLS = 2000
MAX_CODE = 100_000  # characters of one cell


class NotebookError(ValueError):
    """The file is no notebook; the message says what it is."""


@dataclass
class Cell:
    """A code cell that is the student's.

    Attributes
    ----------
    code : str
        Its text, without IPython's own commands.
    exercise : str
        Id of the exercise that it answers, or empty.
    """

    code: str
    exercise: str = ""


@dataclass
class Notebook:
    """The student's cells, in order, and what a person should look at.

    Attributes
    ----------
    cells : list of Cell
    flags : list of str
    """

    cells: list = field(default_factory=list)
    flags: list = field(default_factory=list)


def read_notebook(data: bytes, exercises: list[Exercise]) -> Notebook:
    """Read a notebook.

    Parameters
    ----------
    data : bytes
        The file.
    exercises : list of Exercise
        The chapter's.

    Raises
    ------
    NotebookError
        If it is no notebook.
    """
    if len(data) > MAX_NOTEBOOK:
        raise NotebookError(f"the file is larger than {MAX_NOTEBOOK / 1e6:.0f} MB")
    if not data.strip():
        raise NotebookError("the file is empty")
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise NotebookError(f"the file is no notebook: {str(error)[:100]}") from error
    cells = content.get("cells") if isinstance(content, dict) else None
    if not isinstance(cells, list):
        raise NotebookError("the file is no notebook: it has no list of cells")
    notebook = Notebook()
    checks = {f"{e.id}-check": f'{e.name} = check("{e.id}", {e.name})' for e in exercises}
    seen = []
    for cell in cells[:MAX_CELLS]:
        read = _code(cell)
        if read is None:
            continue
        code, grade_id, cell_id = read
        if len(code) > MAX_CODE:
            notebook.flags.append(f"a cell of {len(code)} characters was not read")
            continue
        if grade_id in checks:
            seen.append(grade_id)
            if code.strip() != checks[grade_id]:
                notebook.flags.append(f"the check cell of {grade_id[:-6]} was edited")
        elif not _is_the_chapters(code, cell_id):
            exercise = grade_id if f"{grade_id}-check" in checks else ""
            notebook.cells.append(Cell(_without_magics(code), exercise))
            seen.append(exercise)
    if len(cells) > MAX_CELLS:
        notebook.flags.append(f"only the first {MAX_CELLS} of {len(cells)} cells were read")
    _note_what_is_odd(notebook, seen, checks)
    notebook.flags = list(dict.fromkeys(notebook.flags))
    return notebook


def _code(cell: Any) -> tuple[str, str, str] | None:
    """Text, nbgrader's id and Jupyter's id of a code cell; None for anything else."""
    if not isinstance(cell, dict) or cell.get("cell_type") != "code":
        return None
    source = cell.get("source")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str) or not source.strip():
        return None
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else ""
    cell_id = cell.get("id")
    grade_id, cell_id = (x if isinstance(x, str) else "" for x in (grade_id, cell_id))
    return source, grade_id, cell_id


def _is_the_chapters(code: str, cell_id: str) -> bool:
    digest = hashlib.sha256(code.encode("utf-8", "replace")).hexdigest()
    return len(cell_id) == 12 and cell_id in digest


def _without_magics(code: str) -> str:
    """The same lines without IPython's own commands, which are no Python."""
    lines = [
        re.sub(r"^(\s*)[%!].*", r"\1pass", line) if re.match(r"\s*[%!]", line) else line
        for line in code.split("\n")
    ]
    return "\n".join(lines)


def _note_what_is_odd(notebook: Notebook, seen: list[str], checks: Iterable[str]) -> None:
    """Flag copied and missing cells, and answers that import the library."""
    for check in checks:
        if seen.count(check) == 0:
            notebook.flags.append(f"the check cell of {check[:-6]} is missing")
        for what in (check, check[:-6]):
            if seen.count(what) > 1:
                notebook.flags.append(f"there are {seen.count(what)} cells called {what}")
    for cell in notebook.cells:
        if _mentions_library(cell.code):
            where = f"the answer to {cell.exercise}" if cell.exercise else "a cell of her own"
            notebook.flags.append(f"nnlib is named in {where}")


def _mentions_library(code: str) -> bool:
    """True if a cell names the library that holds the answers, in code or in a text."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return "nnlib" in code
    names = [node.name for node in ast.walk(tree) if isinstance(node, ast.alias)]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    names += [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
    ]
    return any("nnlib" in name for name in names)


def fingerprint(notebook: Notebook, stubs: Mapping[str, str]) -> str | None:
    """What the answers say, without names of files, comments and spaces; None if too little.

    Parameters
    ----------
    notebook : Notebook
    stubs : dict of str to str
        The stub of each exercise: an answer that is still one says nothing.
    """
    said = []
    for cell in notebook.cells:
        if cell.exercise and (form := _form(cell.code)) != _form(stubs[cell.exercise]):
            said.append(f"{cell.exercise}: {form}")
    if not said:
        return None
    return hashlib.sha256("\n".join(said).encode("utf-8", "replace")).hexdigest()


def _form(code: str) -> str:
    """The syntax tree as text, or the text itself if it is no Python."""
    try:
        return ast.dump(ast.parse(code))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return "".join(code.split())
