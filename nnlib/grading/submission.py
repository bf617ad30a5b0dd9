"""What a student handed in: the cells that are theirs, in a file that may be anything at all.

Nothing is believed but the text of code cells. A chapter's own cells are recognised by their
ids, which the builder makes out of their text: a cell that still has its text is the
chapter's and is not run, for it only shows and trains. What is left is the student's, and
answers the exercises whose names it defines, wherever it stands.

The grader runs this file in a process of its own (reading.py), because a parser at work can only
be stopped together with its process. So it imports nothing but Python's own modules.
"""

from __future__ import annotations

import ast
import contextlib
import hashlib
import json
import re
import symtable
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nnlib.judge.exercise import Exercise

MAX_NOTEBOOK = 20_000_000  # bytes; pictures make honest ones large
MAX_CELLS = 2000
MAX_CODE = 100_000  # characters of one cell
MAX_ALL_CODE = 300_000  # of all that are the student's; whole chapters have 25 000
RETIRED = "handed out with an earlier edition: {} is no longer asked for, and earns nothing here"
MEMORY = 3_000_000_000  # bytes of address space for a process that reads


class NotebookError(ValueError):
    """The file is no notebook; the message says what it is."""


@dataclass
class Cell:
    """A code cell that is the student's.

    Attributes
    ----------
    code : str
        Its text, without IPython's own commands.
    exercises : tuple of str
        Ids of the exercises whose names it defines; if there are none, of the exercise that
        its metadata tell.
    """

    code: str
    exercises: tuple[str, ...] = ()


@dataclass
class Submission:
    """The student's cells, in order, and what a person should look at.

    Attributes
    ----------
    cells : list of Cell
    flags : list of str
    checks : dict of str to int
        How many of the cells stand above each exercise's check cell; the first, if it has more.
    """

    cells: list[Cell] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    checks: dict[str, int] = field(default_factory=dict)

    def cells_of(self, exercise: Exercise) -> list[int]:
        """Numbers of the cells that answer an exercise."""
        return [i for i, cell in enumerate(self.cells) if exercise.id in cell.exercises]


def parse_submission(
    data: bytes, exercises: list[Exercise], retired: Iterable[Exercise] = ()
) -> Submission:
    """Read a notebook; reading.py lets a process of its own do it.

    Parameters
    ----------
    data : bytes
        The file.
    exercises : list of Exercise
        The chapter's.
    retired : iterable of Exercise
        Those that earlier editions of the chapter had. They are flagged, not marked.

    Raises
    ------
    NotebookError
        If it is no notebook.
    """
    cells = _cells_of(data)
    if (n := _n_characters(cells[:MAX_CELLS])) > MAX_ALL_CODE:
        raise NotebookError(
            f"its code is {n} characters long, and no more than {MAX_ALL_CODE} are read"
        )
    submission = Submission()
    seen = []  # nbgrader's ids
    texts = {f'{e.name} = check("{e.id}", {e.name})': e.id for e in exercises}
    old = {f'{e.name} = check("{e.id}", {e.name})': e.id for e in retired}
    old |= {f"{exercise_id}-check": exercise_id for exercise_id in old.values()}
    forms = {_form(text) for text in [*texts, *old]}
    tags = {f"{e.id}-check": e.id for e in exercises}
    ids = {e.name: e.id for e in exercises}
    for cell in cells[:MAX_CELLS]:
        read = _code(cell)
        if read is None:
            continue
        code, grade_id, cell_id = read
        if len(code) > MAX_CODE:
            submission.flags.append(f"a cell of {len(code)} characters was not read")
            continue
        seen.append(grade_id)
        if of_before := old.get(grade_id) or old.get(code.strip()):
            submission.flags.append(RETIRED.format(of_before))
        checked = tags.get(grade_id) or texts.get(code.strip())
        if checked and texts.get(code.strip()) != checked:
            submission.flags.append(f"the check cell of {checked} was edited")
        if not _is_the_chapters(code, cell_id) and _form(code) not in forms:
            submission.cells.append(_cell(code, grade_id, ids))
        if checked:  # what they wrote into it stands above the check
            submission.checks.setdefault(checked, len(submission.cells))
    if len(cells) > MAX_CELLS:
        submission.flags.append(f"only the first {MAX_CELLS} of {len(cells)} cells were read")
    _note_what_is_odd(submission, seen, exercises)
    submission.flags = list(dict.fromkeys(submission.flags))
    return submission


def _cells_of(data: bytes) -> list[Any]:
    """The list of cells of a file; NotebookError if it has none."""
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
    return cells


def _cell(code: str, grade_id: str, ids: Mapping[str, str]) -> Cell:
    """A cell of the student's, and the exercises that it answers."""
    code = _without_magics(code)
    tagged = (grade_id,) if grade_id in ids.values() else ()
    return Cell(code, _defined(code, ids) or tagged)


def _n_characters(cells: list[Any]) -> int:
    """How much code there is to parse; asked before any of it is."""
    found = [read for cell in cells if (read := _code(cell))]
    return sum(
        len(code)
        for code, _, cell_id in found
        if len(code) <= MAX_CODE and not _is_the_chapters(code, cell_id)
    )


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
    """The same lines without IPython's own commands, if it is no Python as it stands."""
    try:
        ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        # %magic, !command, ?help and help?, then name = %magic and name = !command
        code = re.sub(r"(?m)^([ \t]*)([%!?].*|[\w.]+\?\??[ \t]*)$", r"\1pass", code)
        code = re.sub(r"(?m)^([ \t]*\w+[ \t]*=[ \t]*)[%!].*$", r"\1None", code)
    return code


def _defined(code: str, ids: Mapping[str, str]) -> tuple[str, ...]:
    """Ids of the exercises whose names a cell defines: by def, by class, by = or by import."""
    try:
        table = symtable.symtable(code, "cell", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    symbols = [table.lookup(name) for name in ids if name in table.get_identifiers()]
    return tuple(ids[s.get_name()] for s in symbols if s.is_assigned() or s.is_imported())


def _note_what_is_odd(submission: Submission, seen: list[str], exercises: list[Exercise]) -> None:
    """Flag copied and missing cells, and answers that import the library."""
    ids = [exercise.id for exercise in exercises]
    missing = {
        "check": [i for i in ids if i not in submission.checks],
        "answer": [i for i in ids if i not in seen],
    }
    if ids and missing == {"check": ids, "answer": ids}:
        chapter = exercises[0].chapter
        submission.flags.append(
            f"not a notebook of chapter {chapter}: it has none of its check cells"
        )
    else:
        for what, without in missing.items():
            if without:
                submission.flags.append(f"the {what} cell of {', '.join(without)} is missing")
    for exercise_id in ids:
        for what in (f"{exercise_id}-check", exercise_id):
            if seen.count(what) > 1:
                submission.flags.append(f"there are {seen.count(what)} cells called {what}")
    for cell in submission.cells:
        if _mentions_library(cell.code):
            submission.flags.append(f"nnlib is named in {in_words(cell)}")


def in_words(cell: Cell) -> str:
    """A cell in the words of a flag."""
    if cell.exercises:
        return f"the answer to {', '.join(cell.exercises)}"
    return "a cell of their own"


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


def code_above(code: str, line: int) -> str:
    """The statements of a cell that end above a line."""
    ends = [s.end_lineno or 0 for s in ast.parse(code).body]
    last = max((end for end in ends if end < line), default=0)
    return "\n".join(code.split("\n")[:last])


def answers(submission: Submission, stubs: Mapping[str, str]) -> dict[str, list[str]]:
    """The texts of the cells that answer each exercise; a stub that is left untouched is none.

    Parameters
    ----------
    submission : Submission
    stubs : dict of str to str
        The stub of each exercise.
    """
    forms = {exercise_id: _form(stub) for exercise_id, stub in stubs.items()}
    found: dict[str, list[str]] = {exercise_id: [] for exercise_id in stubs}
    for cell in submission.cells:
        for exercise_id in cell.exercises:
            if _form(cell.code) != forms[exercise_id]:
                found[exercise_id].append(cell.code)
    return found


def fingerprint(answers: Mapping[str, Iterable[str]]) -> str | None:
    """What answers say, without names of files, comments and spaces; None if too little."""
    said = [f"{i}: {_form(code)}" for i, codes in answers.items() for code in codes]
    if not said:
        return None
    return hashlib.sha256("\n".join(said).encode("utf-8", "replace")).hexdigest()


def _form(code: str) -> str:
    """The syntax tree as text, or the text itself if it is no Python."""
    try:
        return ast.dump(ast.parse(code))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return "".join(code.split())


def reply(request: bytes) -> bytes:
    """What reading.py wants to know of a notebook; facts about the exercises stand before it."""
    head, _, data = request.partition(b"\n")
    facts = json.loads(head)
    exercises, retired = (
        [SimpleNamespace(**fact) for fact in facts[which]] for which in ("exercises", "retired")
    )
    try:
        submission = parse_submission(data, exercises, retired)  # type: ignore[arg-type]  # as much as is used
    except NotebookError as error:
        return json.dumps({"error": str(error)}).encode()
    said = answers(submission, facts["stubs"])
    found = {"submission": asdict(submission), "answers": said, "fingerprint": fingerprint(said)}
    return json.dumps(found).encode()


def main() -> None:
    """Answer the request on standard input, with no more memory than is allowed."""
    with contextlib.suppress(ImportError, ValueError):  # Windows has no limits
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdout.buffer.write(reply(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
