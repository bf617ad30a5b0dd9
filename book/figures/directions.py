"""Steps of the same length in eight directions, and what each adds to a unit's score."""

import numpy as np

from bookbuild.diagram import BACK, FORWARD, HALO, QUIET, SMALL, WIDTH, Diagram

LENGTH, TILT = 2.0, np.arctan2(1.6, 1.2)  # of w, as in the drawing of the line
UNIT = 62  # of the drawing, for a step of length 1


def place(radius, angle):
    """A point so far from the foot of the arrow, at an angle to it."""
    turn = TILT + angle
    return WIDTH / 2 + UNIT * radius * np.cos(turn), 148 - UNIT * radius * np.sin(turn)


def draw():
    """The arrow, a circle of steps around its foot, and the boundary through it."""
    d = Diagram(250)
    ends = [place(2.2, side * np.pi / 2) for side in (1, -1)]
    (x1, y1), (x2, y2) = ends
    d.add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=QUIET, stroke_width=1.5)
    x, y = place(0, 0)
    d.add("circle", cx=x, cy=y, r=UNIT, fill="none", stroke=QUIET, stroke_width=1)
    d.arrow((x, y), place(LENGTH, 0), color=FORWARD)
    d.text(*place(LENGTH + 0.16, -0.06), "*w*", color=FORWARD, weight=600, size=16)
    for eighth in range(8):
        angle = eighth * np.pi / 4
        d.arrow((x, y), place(1, angle), color=BACK)
        change = LENGTH * np.cos(angle)
        words = f"{0 if abs(change) < 1e-9 else change:+.2g}".replace("+0", "0")
        at = place(1.33 if eighth in (1, 7, 3, 5) else 1.27, angle if eighth else -0.2)
        d.text(*at, words, size=SMALL, weight=600, **HALO)
    d.text(WIDTH - 4, 194, "score as before", color=QUIET, size=SMALL, anchor="end", **HALO)
    return d


PICTURES = {"directions": draw}
