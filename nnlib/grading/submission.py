"""What a student handed in: the cells that are theirs, in a file that may be anything at all.

Nothing is believed but the text of code cells. A chapter's own cells are recognised by their
texts, or in an earlier edition by their ids, which the builder makes out of their texts: a cell
that still has its text is the chapter's and is not run, for it only shows and trains. What is left
is the student's, and answers the exercises whose names it defines, wherever it stands.

The grader runs this file in a process of its own (reading.py), because a parser at work can only
be stopped together with its process. So it imports nothing but Python's own modules and three files
that lie beside it.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import hashlib
import json
import os
import symtable
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nnlib.judge.exercise import Exercise

if TYPE_CHECKING or __package__:
    from nnlib.grading.commands import NOT_PYTHON, as_python
    from nnlib.grading.notebook import CodeCell, NotebookError, code_cells
    from nnlib.grading.prints import prints_of
else:  # in the process that reads
    sys.path.append(os.path.dirname(__file__))
    from commands import NOT_PYTHON, as_python
    from notebook import CodeCell, NotebookError, code_cells
    from prints import prints_of

MAX_CELLS = 2000
MAX_CODE = 100_000  # characters of one cell
MAX_ALL_CODE = 300_000  # of all that are the student's; whole chapters have 25 000
MAX_SHOWN = 5000  # of an answer in the report
MAX_PRINTS = 300  # of an answer
RETIRED = "handed out with an earlier edition: {} is no longer asked for, and earns nothing here"
LONG = "{} of the cells were not read, they are too long: up to {} characters"
MEMORY = 3_000_000_000  # bytes of address space for a process that reads


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
    ends : list of int
        The last lines of its statements; none if it is no Python.
    """

    code: str
    exercises: tuple[str, ...] = ()
    ends: list[int] = field(default_factory=list)

    def above(self, line: int) -> str:
        """The statements that end above a line."""
        last = max((end for end in self.ends if end < line), default=0)
        return "\n".join(self.code.split("\n")[:last])


@dataclass
class Submission:
    """The student's cells, in order, and what a person should look at.

    Attributes
    ----------
    cells : list of Cell
    flags : list of str
    checks : dict of str to int
        How many of the cells stand above each exercise's check cell; the first, if it has more.
    correct : list of str
        Ids of the exercises whose answer was right by a check's stored output.
    """

    cells: list[Cell] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    checks: dict[str, int] = field(default_factory=dict)
    correct: list[str] = field(default_factory=list)

    def cells_of(self, exercise: Exercise) -> list[int]:
        """Numbers of the cells that answer an exercise."""
        return [i for i, cell in enumerate(self.cells) if exercise.id in cell.exercises]


def parse_submission(
    data: bytes,
    exercises: list[Exercise],
    retired: Iterable[Exercise] = (),
    own: Iterable[str] = (),
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
    own : iterable of str
        ``text_id`` of the chapter's own cells.

    Raises
    ------
    NotebookError
        If it is no notebook.
    """
    found = code_cells(data)
    cells = [cell for cell in found[:MAX_CELLS] if cell]
    handed_out = _handed_out(cells, own)
    submission = Submission()
    checks = [cell for cell in found if cell and "check" in cell.code]  # those not read as well
    submission.correct = [e.id for e in exercises if any(c.says_correct(e.id) for c in checks)]
    seen = []  # nbgrader's ids
    texts = {f'{e.name} = check("{e.id}", {e.name})': e.id for e in exercises}
    old = {f'{e.name} = check("{e.id}", {e.name})': e.id for e in retired}
    old |= {f"{exercise_id}-check": exercise_id for exercise_id in old.values()}
    forms = {_form(text) for text in [*texts, *old]}
    tags = {f"{e.id}-check": e.id for e in exercises}
    ids = {e.name: e.id for e in exercises}
    for cell, is_the_chapters in zip(cells, handed_out, strict=True):
        code, grade_id = cell.code, cell.grade_id
        if len(code) > MAX_CODE:
            continue
        seen.append(grade_id)
        if of_before := old.get(grade_id) or old.get(code.strip()):
            submission.flags.append(RETIRED.format(of_before))
        checked = tags.get(grade_id) or texts.get(code.strip())
        if checked and texts.get(code.strip()) != checked:
            submission.flags.append(f"the check cell of {checked} was edited")
        if not is_the_chapters and _form(code) not in forms:
            submission.cells.append(_cell(code, grade_id, ids))
        if checked:  # what they wrote into it stands above the check
            submission.checks.setdefault(checked, len(submission.cells))
    if len(found) > MAX_CELLS:
        submission.flags.append(f"only the first {MAX_CELLS} of {len(found)} cells were read")
    if long := [len(cell.code) for cell in cells if len(cell.code) > MAX_CODE]:
        submission.flags.append(LONG.format(len(long), max(long)))
    _note_what_is_odd(submission, seen, exercises)
    submission.flags = list(dict.fromkeys(submission.flags))
    return submission


def text_id(code: str) -> str:
    """What a text is known by, however it is spaced."""
    return hashlib.sha256(" ".join(code.split()).encode("utf-8", "replace")).hexdigest()[:12]


def _handed_out(cells: list[CodeCell], own: Iterable[str]) -> list[bool]:
    """True for each cell that is still as the chapter had it.

    NotebookError if the others hold more code than is read; asked before any of it is parsed.
    """
    found, left = [], set(own)  # each once: a copy of such a cell is the student's
    for cell in cells:
        text = text_id(cell.code)
        found.append(text in left or _is_named_after_its_text(cell))
        left.discard(text)
    sizes = [len(cell.code) for cell, old in zip(cells, found, strict=True) if not old]
    if (n := sum(size for size in sizes if size <= MAX_CODE)) > MAX_ALL_CODE:
        raise NotebookError(
            f"its code is {n} characters long, and no more than {MAX_ALL_CODE} are read"
        )
    return found


def _is_named_after_its_text(cell: CodeCell) -> bool:
    digest = hashlib.sha256(cell.code.encode("utf-8", "replace")).hexdigest()
    return len(cell.cell_id) == 12 and cell.cell_id in digest


def _cell(code: str, grade_id: str, ids: Mapping[str, str]) -> Cell:
    """A cell of the student's, and the exercises that it answers."""
    code = as_python(code)
    tagged = (grade_id,) if grade_id in ids.values() else ()
    tree = _tree(code)
    ends = [statement.end_lineno or 0 for statement in tree.body] if tree else []
    return Cell(code, _defined(code, ids) or tagged, ends)


def _defined(code: str, ids: Mapping[str, str]) -> tuple[str, ...]:
    """Ids of the exercises whose names a cell defines: by def, by class, by = or by import."""
    try:
        table = symtable.symtable(code, "cell", "exec")
    except NOT_PYTHON:
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
    tree = _tree(code)
    if tree is None:
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


def prints(text: str, stub: str) -> list[tuple[int, int, int]]:
    """What an answer is known by if it is copied in part, without what was handed out."""
    given = {found.number for found in prints_of(stub)}
    own = [found for found in prints_of(text) if found.number not in given]
    return [(found.number, found.first, found.last) for found in own[:MAX_PRINTS]]


def _form(code: str) -> str:
    """The syntax tree as text, or the text itself if it is no Python."""
    try:
        tree = _tree(code)
        return ast.dump(tree) if tree else "".join(code.split())
    except NOT_PYTHON:  # it is nested too deeply to be written down
        return "".join(code.split())


@functools.cache
def _tree(code: str) -> ast.Module | None:
    """The syntax tree of a text, which is parsed once; ``None`` if it is no Python."""
    try:
        return ast.parse(code)
    except NOT_PYTHON:
        return None


def reply(request: bytes) -> bytes:
    """What reading.py wants to know of a notebook; facts about the exercises stand before it."""
    head, _, data = request.partition(b"\n")
    facts = json.loads(head)
    exercises, retired = (
        [SimpleNamespace(**fact) for fact in facts[which]] for which in ("exercises", "retired")
    )
    try:
        submission = parse_submission(data, exercises, retired, facts["own"])  # type: ignore[arg-type]  # as much as is used
    except NotebookError as error:
        return json.dumps({"error": str(error)}).encode()
    said = answers(submission, facts["stubs"])
    shown = {i: "\n\n".join(codes)[:MAX_SHOWN] for i, codes in said.items()}
    found = {
        "submission": asdict(submission),
        "answers": shown,
        "fingerprint": fingerprint(said),
        "prints": {i: prints(code, facts["stubs"][i]) for i, code in shown.items()},
    }
    return json.dumps(found).encode()


def main() -> None:
    """Answer the request on standard input, with no more memory than is allowed."""
    with contextlib.suppress(ImportError, ValueError):  # Windows has no limits
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdout.buffer.write(reply(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
