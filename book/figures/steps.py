"""What sigmoid units add up to over a line: a step, a block, and steps that follow a curve."""

import numpy as np

from bookbuild.diagram import CLASSES, INK, LINE, QUIET, SMALL, Diagram, _point
from nnlib import follow_curve, sigmoid

SIDE, HEIGHT, TOP = 100, 92, 30  # of a panel
BACK, FRONT = CLASSES


def draw():
    """Three panels, from left to right: one unit, two units, many of them."""
    d = Diagram(158)
    x = np.linspace(0, 1, 201)

    up, down = sigmoid(90 * (x - 0.35)), sigmoid(90 * (x - 0.65))
    place = panel(d, 6, "one unit", "a step", (-1.15, 1.3))
    curve(d, place, x, 0.75 * up, FRONT, 2)

    place = panel(d, 120, "two units", "a block", (-1.15, 1.3))
    curve(d, place, x, 0.75 * up, QUIET, 1.2, dashes="3 3")
    curve(d, place, x, -0.75 * down, QUIET, 1.2, dashes="3 3")
    curve(d, place, x, 0.75 * (up - down), FRONT, 2)

    place = panel(d, 234, "9 units", "a curve", (-0.15, 1.15))
    w, b, w_out, b_out = follow_curve(hill, 1)
    curve(d, place, x, hill(x), INK, 1.5, dashes="4 3")
    curve(d, place, x, sigmoid(np.outer(x, 3 * w) + 3 * b) @ w_out + b_out, FRONT, 2)
    return d


def hill(x):
    """The curve of the third panel."""
    return 0.5 + 0.42 * np.sin(7 * x - 1) * (0.45 + 0.6 * x)


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
