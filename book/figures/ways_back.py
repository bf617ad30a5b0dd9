"""The drawing of chapter 07: what seven kinds of boxes make of G on the way back.

The numbers are those of the engine.
"""

import numpy as np

from bookbuild.diagram import BACK, FORWARD, LINE, SMALL, Diagram
from nnlib.autodiff import Tensor

CELL, TALL, ROW = 28, 20, 66
UPSTREAM = [[1.0, 10.0, 100.0], [2.0, 20.0, 200.0]]


def ways():
    """What is done and what is done on the way back; a parent, its result, and G."""
    row = Tensor([2.0, -1.0, 3.0])
    yield "times 4, 5, 6", "times 4, 5, 6", row, row * np.array([4.0, 5.0, 6.0]), UPSTREAM[0]
    row, B = Tensor([[2.0, -1.0, 3.0]]), np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    yield "@ B", "G @ Bᵀ", row, row @ B, [[1.0, 10.0]]
    row = Tensor([2.0, -1.0, 3.0])
    yield "copied down", "added up", row, row + np.zeros((2, 3)), UPSTREAM
    table = Tensor([[2.0, 7.0, 1.0], [3.0, 0.0, 5.0]])
    yield "rows added up", "copied", table, table.sum(axis=1), [1.0, 10.0]
    table = Tensor(table.data)
    yield "largest taken", "sent there alone", table, table.max(axis=1), [1.0, 10.0]
    row = Tensor(row.data)
    yield "0, 2, 0 picked", "added up", row, row[np.array([0, 2, 0])], UPSTREAM[0]
    row = Tensor(row.data)
    yield "ReLU", "let through or not", row, row.relu(), UPSTREAM[0]


def grid(d, x, y, array):
    """A table of numbers, of which (x, y) is the middle of the left side."""
    rows = array if array.ndim == 2 else array[:, np.newaxis] if len(array) == 2 else array[None]
    for i, row in enumerate(rows):
        top = y + TALL * (i - len(rows) / 2)
        for j, number in enumerate(row):
            place = {"x": x + CELL * j, "y": top, "width": CELL, "height": TALL}
            d.add("rect", **place, fill="none", stroke=LINE, stroke_width=1)
            d.text(x + CELL * (j + 0.5), top + TALL / 2, f"{number:g}", color=BACK, size=SMALL)


def draw():
    """A line for each kind of box: what goes back to the parent, and G."""
    found = list(ways())
    d = Diagram(34 + ROW * len(found) + 20)
    d.text(12 + 1.5 * CELL, 14, "goes back", color=BACK, size=SMALL)
    d.text(240 + 1.5 * CELL, 14, "*G* arrives", color=BACK, size=SMALL)
    for k, (there, back, parent, result, G) in enumerate(found):
        (result * np.array(G)).sum().backward()
        y = 34 + ROW * (k + 0.4)
        grid(d, 12, y, parent.grad)
        grid(d, 240, y, np.array(G))
        d.text(168, y - 16, there, color=FORWARD, size=SMALL)
        d.text(168, y + 16, back, color=BACK, size=SMALL)
        d.both_ways((104, y), (232, y), apart=-4)
    d.legend(d.height - 12, to="→")
    return d


PICTURES = {"ways_back": draw}
