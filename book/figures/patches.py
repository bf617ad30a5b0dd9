"""The drawing of chapter 09: a convolution as a product, patches as rows.

The numbers are computed here, by the library's functions.
"""

import numpy as np

from bookbuild.diagram import FORWARD, INK, LINE, QUIET, SMALL, Diagram
from nnlib.functions.patches import patches

SIDE = 22  # of a cell
CHOSEN = 4  # the patch that is followed: row 1, column 1


def _grid(d, numbers, x, y, wide=SIDE):
    """Numbers in cells; the upper left corner lies in (x, y)."""
    for i, row in enumerate(numbers):
        for j, value in enumerate(row):
            corner = {"x": x + j * wide, "y": y + i * SIDE}
            d.add("rect", **corner, width=wide, height=SIDE, fill="none", stroke=LINE)
            d.text(x + (j + 0.5) * wide, y + (i + 0.5) * SIDE, f"{value:g}")


def _frame(d, x, y, columns, rows, color=FORWARD):
    """A frame around cells."""
    size = {"width": columns * SIDE, "height": rows * SIDE}
    d.add("rect", x=x, y=y, **size, rx=3, fill="none", stroke=color, stroke_width=2)


def draw_patches():
    """An image, its patches as rows, times the kernel as a column, and the map."""
    image = np.array([[1, 2, 0, 1], [0, 1, 3, 0], [2, 0, 1, 1]])
    kernel = np.array([[1, 0], [-1, 2]])
    rows = patches(image.reshape(1, 3, 4, 1), 2)
    scores = rows @ kernel.reshape(4)
    rows, (high, wide) = rows.reshape(-1, 4), scores.shape[1:]
    i, j = divmod(CHOSEN, wide)
    d = Diagram(360)
    d.text(72, 14, "an image", color=QUIET, size=SMALL)
    _grid(d, image, 28, 26)
    _frame(d, 28 + j * SIDE, 26 + i * SIDE, 2, 2)
    d.text(236, 14, "a kernel", color=QUIET, size=SMALL)
    _grid(d, kernel, 214, 37)
    d.arrow((72, 98), (72, 126), color=FORWARD)
    d.arrow((236, 86), (236, 126), color=FORWARD)
    d.text(72, 138, "a row for each patch", color=QUIET, size=SMALL)
    _grid(d, rows, 28, 150)
    _frame(d, 28, 150 + CHOSEN * SIDE, 4, 1)
    d.text(168, 216, "@", color=INK)
    _grid(d, kernel.reshape(4, 1), 225, 150 + SIDE)
    d.text(236, 138, "its column", color=QUIET, size=SMALL)
    d.text(266, 216, "=", color=INK)
    _grid(d, scores.reshape(-1, 1), 286, 150)
    _frame(d, 286, 150 + CHOSEN * SIDE, 1, 1)
    d.arrow((297, 284), (297, 300), color=FORWARD)
    _grid(d, scores.reshape(high, wide), 264, 304)
    _frame(d, 264 + j * SIDE, 304 + i * SIDE, 1, 1)
    d.text(252, 326, "the map", color=QUIET, size=SMALL, anchor="end")
    return d


PICTURES = {"patches": draw_patches}
