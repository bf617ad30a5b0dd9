"""The code cells of a file that may be anything, in any form that a notebook has had.

The process that reads runs this file without the library.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MAX_NOTEBOOK = 50_000_000  # bytes; pictures and films make honest ones large
DAMAGED, LOCKED, GONE = b"\0damaged", b"\0locked", b"\0gone"  # in the place of what cannot be read
KINDS = {  # what a file is that begins like that
    DAMAGED: "a damaged entry of the zip",
    LOCKED: "an entry of the zip that is locked or packed in a way that is not known here",
    GONE: "a file that cannot be read",
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip, or a document of Word or LibreOffice",
    b"\x1f\x8b": "packed with gzip",
    b"Rar!": "packed with RAR",
    b"7z\xbc\xaf": "packed with 7-Zip",
    b"{\\rtf": "a text of a word processor",
    b"<": "a web page, perhaps the notebook's preview",
}
CORRECT = "✓ {} "  # how the output of a check begins that found the answer right


class NotebookError(ValueError):
    """The file is no notebook; the message says what it is."""


@dataclass
class CodeCell:
    """A code cell of a file.

    Attributes
    ----------
    code : str
    grade_id : str
        nbgrader's id, or empty.
    cell_id : str
        Jupyter's id, or empty.
    outputs : object
        Whatever stands there for outputs.
    """

    code: str
    grade_id: str
    cell_id: str
    outputs: Any

    def says_correct(self, exercise_id: str) -> bool:
        """True if a stored output is that of a check which found the answer right."""
        mark = CORRECT.format(exercise_id)
        return any(text.lstrip().startswith(mark) for text in _texts(self.outputs))


def code_cells(data: bytes) -> list[CodeCell | None]:
    """The cells of a notebook, with None for each that is no code, or empty.

    Raises
    ------
    NotebookError
        If it is no notebook.
    """
    return [_code_cell(cell) for cell in _cells_of(data)]


def says_correct(data: bytes, exercise_id: str) -> bool:
    """True if a file that cannot be read holds the output of a check that found an answer right."""
    mark = CORRECT.format(exercise_id)
    forms = [mark, json.dumps(mark)[1:-1]]
    return any(f.encode(c) in data for f in forms for c in ("utf-8", "utf-16-le", "utf-16-be"))


def _cells_of(data: bytes) -> list[Any]:
    """The list of cells of a file; NotebookError if it has none."""
    if len(data) > MAX_NOTEBOOK:
        raise NotebookError(f"the file is larger than {MAX_NOTEBOOK / 1e6:.0f} MB")
    if not data.strip():
        raise NotebookError("the file is empty")
    for beginning, kind in KINDS.items():
        if data.startswith(beginning):
            raise NotebookError(f"the file is no notebook: it is {kind}")
    try:
        content = json.loads(data)  # in UTF-8, UTF-16 or UTF-32
    except (ValueError, RecursionError) as error:
        if _ends_too_early(error):
            raise NotebookError(
                "the file is cut off, its end is missing. Save the notebook, open it again, and "
                "hand it in again"
            ) from error
        raise NotebookError(f"the file is no notebook: {str(error)[:100]}") from error
    if not isinstance(content, dict):
        content = {}
    cells = content.get("cells")
    if isinstance(sheets := content.get("worksheets"), list) and cells is None:  # nbformat 3
        parts = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
        cells = [cell for part in parts if isinstance(part, list) for cell in part]
    if not isinstance(cells, list):
        raise NotebookError("the file is no notebook: it has no list of cells")
    return cells


def _ends_too_early(error: Exception) -> bool:
    """True if what was read of a file is the beginning of a notebook, as when it was cut off."""
    if isinstance(error, UnicodeDecodeError):
        return error.reason == "unexpected end of data"
    if not isinstance(error, json.JSONDecodeError):
        return False
    begins = error.doc.lstrip().startswith("{")
    return begins and (error.msg.startswith("Unterminated") or error.pos >= len(error.doc.rstrip()))


def _code_cell(cell: Any) -> CodeCell | None:
    if not isinstance(cell, dict) or cell.get("cell_type") != "code":
        return None
    source = cell.get("source", cell.get("input"))  # the latter in nbformat 3
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str) or not source.strip():
        return None
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else ""
    cell_id = cell.get("id")
    grade_id, cell_id = (x if isinstance(x, str) else "" for x in (grade_id, cell_id))
    return CodeCell(source, grade_id, cell_id, cell.get("outputs"))


def _texts(outputs: Any) -> Iterator[str]:
    """The plain texts of a cell's outputs."""
    for output in outputs if isinstance(outputs, list) else ():
        if isinstance(output, dict):
            data = output.get("data")
            shown = data.get("text/plain") if isinstance(data, dict) else output.get("text")
            lines = shown if isinstance(shown, list) else [shown]
            yield "".join(line for line in lines if isinstance(line, str))
