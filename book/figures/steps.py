"""What sigmoid units add up to over a line: a step, and a block."""

import numpy as np

from bookbuild.diagram import CLASSES, LINE, QUIET, SMALL, Diagram, _point
from nnlib import sigmoid

SIDE, HEIGHT, TOP = 100, 92, 30  # of a panel
FRONT = CLASSES[1]


def draw():
    """Two panels, from left to right: one unit and two units."""
    d = Diagram(158)
    x = np.linspace(0, 1, 201)

    up, down = sigmoid(90 * (x - 0.35)), sigmoid(90 * (x - 0.65))
    place = panel(d, 54, "one unit", "a step", (-1.15, 1.3))
    curve(d, place, x, 0.75 * up, FRONT, 2)

    place = panel(d, 186, "two units", "a block", (-1.15, 1.3))
    curve(d, place, x, 0.75 * up, QUIET, 1.2, dashes="3 3")
    curve(d, place, x, -0.75 * down, QUIET, 1.2, dashes="3 3")
    curve(d, place, x, 0.75 * (up - down), FRONT, 2)
    return d


def panel(d, left, title, shape, heights):
    """Axes and names; returns where a point of them lies."""
    low, high = heights

    def place(x, z):
        return left + SIDE * x, TOP + HEIGHT * (high - z) / (high - low)

    d.text(left + SIDE / 2, 14, title, size=SMALL, weight=600)
    frame = {"x": left, "y": TOP, "width": SIDE, "height": HEIGHT}
    d.add("rect", **frame, fill="none", stroke=LINE, stroke_width=1)
    (x0, y0), (x1, _) = place(0, 0), place(1, 0)
    d.add("path", d=f"M{_point((x0, y0))}L{_point((x1, y0))}", stroke=LINE, stroke_width=1)
    d.text(left + SIDE / 2, TOP + HEIGHT + 16, shape, size=SMALL)
    return place


def curve(d, place, x, z, color, width, dashes=None):
    """A line through the points (x, z)."""
    path = "M" + "L".join(_point(place(*point)) for point in zip(x, z, strict=True))
    d.add("path", d=path, fill="none", stroke=color, stroke_width=width, stroke_dasharray=dashes)


PICTURES = {"steps": draw}
