"""One correction of Rosenblatt's rule: the sample is added to the arrow, and the line turns."""

import numpy as np

from bookbuild.diagram import BACK, CLASSES, FORWARD, HALO, INK, LINE, QUIET, SMALL, WIDTH, Diagram
from nnlib import rosenblatt_update, step_unit

W, B = np.array([1.5, -0.5]), 0.0  # before
SAMPLE, LABEL = np.array([-0.5, 1.5]), 1
UNIT, MIDDLE, FLOOR = 78, (150, 176), 262


def place(x, y):
    """A point of the plane in the drawing."""
    return MIDDLE[0] + UNIT * x, MIDDLE[1] - UNIT * y


def boundary(w, b):
    """Where the line enters the drawing's frame and leaves it, by cutting off a long one."""
    foot, along = -b * w / (w @ w), np.array([-w[1], w[0]]) / np.linalg.norm(w)
    spots = [foot + t * along for t in np.linspace(-4, 4, 1601)]
    inside = [p for p in spots if 8 < place(*p)[0] < WIDTH - 8 and 10 < place(*p)[1] < FLOOR - 8]
    return place(*inside[0]), place(*inside[-1])


def draw():
    """Both lines, the arrows w, x and w + x, and the sample that changes sides."""
    assert step_unit(SAMPLE, W, B) != LABEL
    w, b = rosenblatt_update(W, B, SAMPLE, LABEL)
    assert step_unit(SAMPLE, w, b) == LABEL
    d = Diagram(FLOOR + 26)
    for ends, color, dashes in [(boundary(W, B), QUIET, "5 4"), (boundary(w, b), INK, None)]:
        (x1, y1), (x2, y2) = ends
        style = {"stroke": color, "stroke_width": 1.8, "stroke_dasharray": dashes}
        d.add("line", x1=x1, y1=y1, x2=x2, y2=y2, **style)
    x, y = place(0, 0)
    d.add("circle", cx=x, cy=y, r=2.5, fill=INK)
    d.arrow((x, y), place(*W), color=QUIET)
    d.arrow(place(*W), place(*(W + SAMPLE)), color=BACK, dashed=True)
    d.arrow((x, y), place(*SAMPLE), color=BACK)
    d.arrow((x, y), place(*w), color=FORWARD)
    px, py = place(*SAMPLE)
    d.add("path", d=f"M{px:.1f} {py - 7:.1f}l6 11h-12z", fill=CLASSES[1], stroke=LINE)
    d.text(px, py - 20, "the sample *x*, label 1", size=SMALL, **HALO)
    at = place(*W)
    d.text(at[0] + 8, at[1] + 10, "*w*", color=QUIET, weight=600, size=16, anchor="start")
    at = place(*(W + SAMPLE / 2))
    d.text(at[0] + 8, at[1] - 8, "+ *x*", color=BACK, weight=600, size=15, anchor="start")
    at = place(*w)
    d.text(at[0] + 6, at[1] - 12, "*w* + *x*", color=FORWARD, weight=600, size=16, anchor="start")
    old, new = f"before: score {SAMPLE @ W + B:.1f}, no", f"after: score {SAMPLE @ w + b:.1f}, yes"
    d.text(10, FLOOR + 12, old, color=QUIET, size=SMALL, anchor="start")
    d.text(WIDTH - 10, FLOOR + 12, new, color=FORWARD, size=SMALL, anchor="end")
    d.text(place(0.5, 1.9)[0] + 14, 28, "old line", color=QUIET, size=SMALL, anchor="start", **HALO)
    (x1, y1), (x2, y2) = boundary(w, b)
    left = min((x1, y1), (x2, y2))
    d.text(left[0] + 12, left[1] - 10, "new line", size=SMALL, anchor="start", **HALO)
    return d


PICTURES = {"correction": draw}
