"""The idea of a stack: two units find a corner each, and a third one asks for either."""

import numpy as np

from bookbuild.diagram import CLASSES, INK, QUIET, SMALL, Diagram
from nnlib import in_corner
from nnlib.datasets import four_clusters

UPPER_LEFT, LOWER_RIGHT = np.array([-1, 1]), np.array([1, -1])
SIDE, LIMIT = 96, 2  # of a panel, in units and in features
CORNERS = {
    "upper left": [(-2, -1), (-2, 2), (1, 2)],
    "lower right": [(2, 1), (2, -2), (-1, -2)],
    "lower left": [(-2, 1), (-2, -2), (1, -2)],
    "upper right": [(2, -1), (2, 2), (-1, 2)],
}


def draw():
    """Inputs on the left, two panels, OR, and the stack's panel."""
    X, y = four_clusters(28, rng=0)
    d = Diagram(266)
    panel(d, 34, 26, "unit 1: upper left?", X, in_corner(X, UPPER_LEFT), ["upper left"])
    panel(d, 34, 146, "unit 2: lower right?", X, in_corner(X, LOWER_RIGHT), ["lower right"], 109)
    panel(d, 236, 86, "the stack", X, y, ["upper left", "lower right"])
    for name, height in [("*x*₁", 84), ("*x*₂", 184)]:
        d.text(9, height, name)
        for middle in (74, 194):
            d.arrow((18, height), (31, middle + (height - 134) * 0.25))
    d.add("circle", cx=188, cy=134, r=26, fill="none", stroke=INK, stroke_width=1.5)
    d.text(188, 126, "unit 3", size=SMALL)
    d.text(188, 143, "OR", weight=600)
    for name, middle, side in [("*a*₁", 74, -1), ("*a*₂", 194, 1)]:
        d.arrow((133, middle), (172, 134 + 21 * side))
        d.text(160, 134 + 49 * side, name)
    d.arrow((214, 134), (233, 134))
    return d


def panel(d, left, top, title, X, labels, corners, title_at=-12):
    """A square of the plane in class 0's colour, corners in class 1's, the points, a title."""

    def place(x1, x2):
        scale = SIDE / 2 / LIMIT
        return left + SIDE / 2 + scale * x1, top + SIDE / 2 - scale * x2

    d.text(left + SIDE / 2, top + title_at, title, size=SMALL, weight=600)
    square = {"x": left, "y": top, "width": SIDE, "height": SIDE}
    d.add("rect", **square, fill=CLASSES[0], fill_opacity=0.16)
    for corner in corners:
        points = " ".join("{:g},{:g}".format(*place(*point)) for point in CORNERS[corner])
        d.add("polygon", points=points, fill="#ffffff")
        d.add("polygon", points=points, fill=CLASSES[1], fill_opacity=0.2)
        (x1, y1), (x2, y2) = place(*CORNERS[corner][0]), place(*CORNERS[corner][2])
        d.add("path", d=f"M{x1:g} {y1:g}L{x2:g} {y2:g}", stroke=INK, stroke_width=1.5)
    d.add("rect", **square, fill="none", stroke=QUIET, stroke_width=1)
    inside = np.abs(X).max(axis=1) < LIMIT - 0.1
    d.points(X[inside], labels[inside], place)


PICTURES = {"stacking": draw}
