"""What a learner gets of a chapter, and what tells one edition of it from another.

The book's own notebooks keep their outputs, which the pages show. A learner's copy has none:
what a cell prints is seen after one has guessed it and run it.
"""

import hashlib
import json

import nbformat


def hand_out(path):
    """A learner's copy of a chapter, with the edition that it is noted in it."""
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata.pop("widgets", None)  # what figures that play have shown
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    notebook.metadata["nnlib"] = {"edition": edition(notebook)}
    return notebook


def edition(notebook):
    """A name for a chapter as it stands, twelve characters that follow from its cells."""
    cells = [(cell.cell_type, cell.source, cell.metadata, cell.id) for cell in notebook.cells]
    return digest(json.dumps(cells, sort_keys=True))


def edition_of(notebook):
    """The edition that a copy came from or was last renewed to; empty if it says none."""
    noted = notebook.metadata.get("nnlib", {})
    return str(noted.get("edition", "")) if isinstance(noted, dict) else ""


def digest(text):
    """Twelve characters that stand for a text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def sources(notebook):
    """What was handed out: the digest of each cell's text, by the cell's id."""
    return {cell.id: digest(cell.source) for cell in notebook.cells}


def exercise_of(cell):
    """The exercise that a cell answers; empty for any other cell."""
    facts = cell.metadata.get("nbgrader", {})
    return facts.get("grade_id", "") if facts.get("solution") else ""
