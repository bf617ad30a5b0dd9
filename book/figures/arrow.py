"""A unit's line, its arrow w at a right angle to it, and the distance of a sample."""

import numpy as np

from bookbuild.diagram import BACK, CLASSES, FORWARD, HALO, QUIET, SMALL, Diagram

W, B, X = np.array([1.2, 1.6]), -0.8, np.array([1.0, 2.0])


def place(x1, x2):
    """Where a point of the plane stands in the drawing."""
    return 128 + 62 * x1, 178 - 62 * x2


def corner(d, at, u, v):
    """Draw the mark of a right angle between two directions of length 1."""
    points = [place(*(at + 0.16 * p)) for p in (u, u + v, v)]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    d.add("path", d=path, fill="none", stroke=QUIET, stroke_width=1.2)


def draw():
    """To scale: the length of w is 2, and the sample's score 3.6."""
    d = Diagram(310)
    for ends in [((-2, 0), (3.3, 0)), ((0, -2), (0, 2.7))]:
        (x1, y1), (x2, y2) = (place(*end) for end in ends)
        d.add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=QUIET, stroke_width=1)
    d.text(*place(3.2, -0.17), "*x*₁", color=QUIET, size=SMALL)
    d.text(*place(-0.2, 2.6), "*x*₂", color=QUIET, size=SMALL)
    for mark in (1, 2):
        for x1, x2, there in [(mark, 0, (mark - 0.06, 0.2)), (0, mark, (-0.16, mark))]:
            (x, y), (dx, dy) = place(x1, x2), (3, 0) if x1 == 0 else (0, 3)
            d.add("line", x1=x - dx, y1=y - dy, x2=x + dx, y2=y + dy, stroke=QUIET, stroke_width=1)
            d.text(*place(*there), str(mark), color=QUIET, size=SMALL, **HALO)
    up = W / np.linalg.norm(W)
    along = np.array([up[1], -up[0]])
    on_line = np.array([0.0, -B / W[1]])
    ends = [place(*(on_line + t * along)) for t in (-2.35, 3.2)]
    (x1, y1), (x2, y2) = ends
    d.add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=FORWARD, stroke_width=2.2)
    d.text(*place(-1.35, 2.28), "score 0", color=FORWARD, size=SMALL, weight=600, **HALO)
    start = on_line + 2.0 * along
    d.arrow(place(*start), place(*(start + W)), color=FORWARD)
    d.text(*place(*(start + 0.62 * W + [0.3, -0.12])), "*w*", color=FORWARD, weight=600, size=16)
    words = f"*w* = ({W[0]}, {W[1]}), *b* = {B}"
    d.text(*place(1.5, -1.7), words, color=FORWARD, size=SMALL, **HALO)
    corner(d, start, up, -along)
    distance = (X @ W + B) / np.linalg.norm(W)
    foot = X - distance * up
    d.arrow(place(*foot), place(*(X - 0.07 * up)), color=BACK, dashed=True)
    corner(d, foot, up, along)
    d.points([X], [1], place)
    d.text(
        *place(X[0] + 0.1, X[1] + 0.24), f"*x* = (1, 2), score {X @ W + B:.1f}", size=SMALL, **HALO
    )
    middle = (foot + X) / 2
    words = f"{X @ W + B:.1f} / {np.linalg.norm(W):g} = {distance:.1f}"
    d.text(*place(middle[0] + 0.12, middle[1] - 0.1), words, color=BACK, anchor="start", **HALO)
    d.text(*place(1.62, 0.62), "above 0: yes", color=CLASSES[1], size=SMALL, **HALO)
    d.text(*place(-0.75, -0.75), "below 0: no", color=CLASSES[0], size=SMALL, **HALO)
    return d


PICTURES = {"arrow": draw}
