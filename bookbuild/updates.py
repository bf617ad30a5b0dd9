"""Bring a learner's copy of a chapter to a new edition without losing anything of theirs.

A merge of three: the cells as they were handed out, the learner's copy, and the new edition.
The new edition gives the text and the order. What the learner has written stays:

* an answer stays in its exercise;
* a cell of their own stays behind the cell that it stood behind;
* a cell of the course's that they have changed stays as they left it if the new edition has it
  too, and else moves to the end, as does an answer to an exercise that is gone or asks for
  something else.

Cells are told apart by their ids, which follow from their text; an answer's follows from its
exercise's name. Copies from programs that drop ids are told apart by their text.
"""

import copy
import re
from dataclasses import dataclass, field

import nbformat
from nbformat.v4 import new_markdown_cell

from bookbuild.handouts import digest, exercise_of, sources

END = """\
## From your earlier copy

The new edition has no place for these cells: the course's own that you had changed, and
answers to exercises that are gone or ask for something else now."""


@dataclass
class Merged:
    """A chapter's new edition with what the learner has written, and what became of that."""

    notebook: object
    answers: int = 0
    own: int = 0
    changed: int = 0
    moved: list = field(default_factory=list)

    def told(self):
        """One line for a person."""
        kept = [
            _counted(self.answers, "answer"),
            _counted(self.own, "cell of your own", "cells of your own"),
            _counted(self.changed, "cell that you had changed", "cells that you had changed"),
        ]
        kept = [text for text in kept if text]
        line = "kept " + ", ".join(kept) if kept else "there was nothing of yours to keep"
        if self.moved:
            line += f"; moved {_counted(len(self.moved), 'cell')} to its end"
        return line


def _counted(n, one, many=""):
    return f"{n} {one if n == 1 else many or one + 's'}" if n else ""


def merge(handed_out, mine, new):
    """Merge a learner's copy with a new edition; neither is changed.

    Parameters
    ----------
    handed_out : dict of str to str
        The digest of each cell's text in the edition that the copy came from, by id.
    mine, new : notebook
        The learner's copy, and the new edition as it is handed out.

    Returns
    -------
    Merged
    """
    mine, merged = _with_ids(mine, handed_out, new), Merged(_copy(new))
    place = {cell.id: cell for cell in merged.notebook.cells}
    known = handed_out | {i: text for i, text in sources(new).items() if i not in handed_out}
    own, moved, behind = {}, [], None
    for cell in mine.cells:
        twin = place.get(cell.id)
        if cell.id not in known:
            own.setdefault(behind, []).append(cell)
            merged.own += bool(cell.source.strip())
        elif digest(cell.source) != known[cell.id]:
            if twin is not None and _asks_the_same(cell, twin):
                _put(cell, twin)
                merged.answers += bool(exercise_of(cell))
                merged.changed += not exercise_of(cell)
            else:
                moved.append(cell)
        elif twin is not None and twin.source == cell.source:
            _put(cell, twin)  # with what it had printed
        if twin is not None:
            behind = cell.id
    _insert(merged.notebook, own, moved)
    merged.moved = moved
    return merged


def _copy(notebook):
    return nbformat.from_dict(copy.deepcopy(notebook))


def _put(cell, twin):
    """Let the new edition's cell hold what the learner's does."""
    twin.source = cell.source
    for name in ("outputs", "execution_count", "attachments"):
        if name in cell:
            twin[name] = cell[name]


def _asks_the_same(cell, twin):
    """False for an answer to an exercise that wants another name or other arguments now."""
    if cell.cell_type != twin.cell_type:
        return False
    if not exercise_of(twin):
        return True
    asked = re.search(r"^(?:(?:def|class)\s+\w+|\w+\s*=)", twin.source, re.MULTILINE)
    return asked is None or re.search(rf"^{asked[0]}", cell.source, re.MULTILINE) is not None


def _with_ids(mine, handed_out, new):
    """The learner's cells with the ids that they were handed out with, each id once."""
    by_text = {text: i for i, text in [*sources(new).items(), *handed_out.items()]}
    by_exercise = {exercise_of(cell): cell.id for cell in new.cells if exercise_of(cell)}
    known = {*handed_out, *sources(new)}
    mine, seen = _copy(mine), set()
    # First those that still have their ids: a copy made beside one of them is the learner's own.
    left = [cell for cell in mine.cells if not _take(cell, cell.get("id"), known, seen)]
    for n, cell in enumerate(left):
        wanted = by_exercise.get(exercise_of(cell)) or by_text.get(digest(cell.source))
        if not _take(cell, wanted, known, seen):
            if cell.get("id", "") in {"", *known, *seen}:
                cell.id = f"own-{digest(f'{n} {cell.source}')}"
            cell.metadata.pop("nbgrader", None)  # a second answer would count for the first
            seen.add(cell.id)
    return mine


def _take(cell, wanted, known, seen):
    """Give a cell an id that was handed out, unless another cell has it."""
    if wanted not in known or wanted in seen:
        return False
    seen.add(wanted)
    cell.id = wanted
    return True


def _insert(notebook, own, moved):
    """Put the learner's own cells behind the cells they stood behind, and the rest at the end."""
    cells = own.pop(None, [])
    for cell in notebook.cells:
        cells += [cell, *own.pop(cell.id, [])]
    if moved:
        there = any(cell.source == END for cell in cells)
        cells += [] if there else [new_markdown_cell(END, id=f"own-{digest(END)}")]
        for n, cell in enumerate(moved):
            cell.id = f"own-{digest(f'{n} {cell.id} {cell.source}')}"
            cell.metadata.pop("nbgrader", None)
        cells += moved
    notebook.cells = cells
