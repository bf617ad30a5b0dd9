"""A hundred samples as they are, and where two sigmoid units move them."""

import numpy as np

from bookbuild.diagram import INK, QUIET, SMALL, Diagram
from nnlib import sigmoid
from nnlib.datasets import four_clusters

SIDE = 128  # of a panel, in units
ANGLES, LENGTH, DISTANCE = np.radians([120, -30]), 5.0, 0.9  # of arrows and lines


def draw():
    """The inputs on the left, the two units' activations on the right, and a line there."""
    X, y = four_clusters(50, rng=0)
    arrows = LENGTH * np.array([np.cos(ANGLES), np.sin(ANGLES)])
    A = sigmoid(X @ arrows - LENGTH * DISTANCE)
    d = Diagram(180)
    panel(d, 26, "a hundred samples", X, y, (-2, 2))
    place = panel(d, 202, "the same hundred", A, y, (-0.1, 1.1))
    (x1, y1), (x2, y2) = place(-0.06, 0.56), place(0.56, -0.06)
    d.add("path", d=f"M{x1:g} {y1:g}L{x2:g} {y2:g}", stroke=INK, stroke_width=1.5)
    d.arrow((164, 92), (192, 92))
    d.text(178, 80, "?", weight=600)
    return d


def panel(d, left, title, points, labels, limits):
    """A square with points in it, and its title; returns where a point goes."""
    low, high = limits
    scale = SIDE / (high - low)

    def place(x1, x2):
        return left + scale * (x1 - low), 28 + SIDE - scale * (x2 - low)

    d.text(left + SIDE / 2, 14, title, size=SMALL, weight=600)
    square = {"x": left, "y": 28, "width": SIDE, "height": SIDE}
    d.add("rect", **square, fill="none", stroke=QUIET, stroke_width=1)
    d.points(points, labels, place)
    return place


PICTURES = {"moved": draw}
