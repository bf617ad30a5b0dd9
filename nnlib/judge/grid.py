"""An array as a verdict draws it: a grid, with the entries that are wrong marked."""

from __future__ import annotations

import html
import sys
from dataclasses import dataclass

import numpy as np

from nnlib._common import look
from nnlib._common.types import Array

WHOLE, WIDE = 30, 12  # an array of so many entries, in rows of so many, is shown whole
ROWS, COLUMNS = 4, 6  # of a larger one

# Notebooks stripe the rows of tables, and break and space the words in them.
TABLE = (
    f"margin: 0; font-family: {look.var('mono')}; border: solid; border-width: 0 1px; "
    "border-radius: 4px"
).replace('"', "'")
CELL = "padding: 0 .4em; white-space: pre"
WRONG = (
    f"border-bottom: 2px solid {look.var('warm')}; background: {look.var('warm-tint')}; "
    "border-radius: 3px 3px 0 0"
)


@dataclass(frozen=True)
class Grid:
    """The entries of an array that are shown, as text, and what to say under them.

    Attributes
    ----------
    cells : tuple of tuple of str
        Row by row, each entry as wide as the others.
    wrong : tuple of tuple of bool
        Which of them are marked.
    flat : bool
        A single row, of an array that has no others.
    note : str
        The shape of what is only shown in part, and what the mark says.
    """

    cells: tuple[tuple[str, ...], ...]
    wrong: tuple[tuple[bool, ...], ...]
    flat: bool
    note: str = ""

    def __str__(self) -> str:
        """As NumPy prints an array, with a star behind what is wrong."""
        marked = any(map(any, self.wrong))
        rows = []
        for cells, wrong in zip(self.cells, self.wrong, strict=True):
            texts = map(_starred, cells, wrong) if marked else cells
            rows.append(f"[{' '.join(texts)}]")
        text = rows[0] if self.flat else "[" + "\n ".join(rows) + "]"
        return f"{text}  {self.note}".rstrip()

    def to_html(self) -> str:
        """As a table; what is wrong is bold and underlined and has its star."""
        rows = "".join(
            f'<tr style="background: none">{"".join(map(_cell, cells, wrong))}</tr>'
            for cells, wrong in zip(self.cells, self.wrong, strict=True)
        )
        note = f"<small>{html.escape(self.note)}</small>" if self.note else ""
        return f'<table class="nnlib-grid" style="{TABLE}">{rows}</table>{note}'


def _starred(text: str, wrong: bool) -> str:
    """An entry with its star, or with room for one."""
    return f"{text.rstrip()}{'*' if wrong else ' '}".ljust(len(text) + 1)


def _cell(text: str, wrong: bool) -> str:
    if wrong:
        text = html.escape(_starred(text, wrong))
        return f'<td class="wrong" style="{CELL}; {WRONG}"><b>{text}</b></td>'
    return f'<td style="{CELL}">{html.escape(text)}</td>'


def draw(value: Array, wrong: Array | None = None, *, mark: bool = True) -> Grid | str:
    """Draw an array; one that is large around the first entry that is wrong.

    Parameters
    ----------
    value : array
    wrong : array of bool of value's shape, optional
    mark : bool
        Mark what is wrong; the array that was expected is only drawn around it.

    Returns
    -------
    Grid or str
        Text where it has no rows and columns, or too many kinds of them.
    """
    flags = np.zeros(value.shape, bool) if wrong is None else wrong
    if value.ndim not in (1, 2) or not value.size or value.dtype.kind not in "biuf":
        return _text(value)
    table, bad = np.atleast_2d(value), np.atleast_2d(flags)
    first = divmod(int(np.argmax(bad)), bad.shape[1])
    whole = value.size <= WHOLE and table.shape[1] <= WIDE
    sizes = table.shape if whole else (ROWS, COLUMNS)
    rows, columns = map(_around, first, table.shape, sizes)
    part = np.ix_(rows, columns)
    everywhere = bool(bad.all())  # a star on each would tell nothing apart
    shown = bad[part] & (mark and not everywhere)
    cells = _entries(table[part])
    cut = [(rows[0] > 0, rows[-1] + 1 < table.shape[0])]
    cut += [(columns[0] > 0, columns[-1] + 1 < table.shape[1])]
    notes = [] if whole else [f"shape {value.shape}"]
    if mark and bad.any() and value.size > 1:
        notes.append("every entry is wrong" if everywhere else "* is wrong")
        if not whole and not everywhere:
            notes[-1] += f", {bad.sum()} of {bad.size} entries are"
    return Grid(
        *_with_dots(cells, shown.tolist(), cut), flat=value.ndim == 1, note="; ".join(notes)
    )


def _around(place: int, size: int, room: int) -> list[int]:
    """The indices to show along an axis: at most so many, with the place among them."""
    start = max(0, min(place - 1, size - room))
    return list(range(start, min(start + room, size)))


def _with_dots(
    cells: list[list[str]], wrong: list[list[bool]], cut: list[tuple[bool, bool]]
) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[bool, ...], ...]]:
    """Put dots where rows and columns are left out: above and below, left and right."""
    (above, below), (left, right) = cut
    cells = [["…"] * left + row + ["…"] * right for row in cells]
    wrong = [[False] * left + row + [False] * right for row in wrong]
    dots = ["…".rjust(len(cell)) for cell in cells[0]]
    cells = [dots] * above + cells + [dots] * below
    wrong = [[False] * len(dots)] * above + wrong + [[False] * len(dots)] * below
    return tuple(map(tuple, cells)), tuple(map(tuple, wrong))


def _entries(table: Array) -> list[list[str]]:
    """The entries of a table as NumPy writes them, each as wide as the others."""
    text = np.array2string(
        table.ravel(),
        precision=4,
        suppress_small=not is_tiny(table),
        threshold=sys.maxsize,
        max_line_width=sys.maxsize,
        separator=",",
    )
    entries = iter(text[1:-1].split(","))
    return [[next(entries) for _ in row] for row in table]


def _text(value: Array) -> str:
    text = np.array2string(
        value, precision=4, suppress_small=not is_tiny(value), threshold=WHOLE, edgeitems=2
    )
    return text if value.size <= WHOLE else f"{text}  shape {value.shape}"


def is_tiny(value: Array) -> bool:
    """True for a few numbers that rounding would show as zeros, but not for mere noise."""
    few_floats = value.dtype.kind == "f" and 0 < value.size <= WHOLE
    return bool(few_floats and 1e-12 < np.abs(value).max() < 1e-3)
