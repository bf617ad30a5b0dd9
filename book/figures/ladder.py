"""The ladder: what the reader's own code can do, a rung a chapter, and how far they have come.

A chapter shows its own picture at the end of its recap. What stands at the right end of a rung is
printed by that chapter's notebook, and tests/book/test_ladder.py looks there.
"""

from functools import partial

from bookbuild.diagram import FORWARD, INK, PAPER, QUIET, SMALL, WIDTH, Diagram

# Chapter, what the code can do by its end, and how well, where that is a number.
RUNGS = [
    ("00", "reads digits, with no training", "about 90 %"),
    ("01", "says how sure it is", ""),
    ("02", "one unit learns to tell 3 from 8", "99 %"),
    ("03", "a stack says what one unit can't", ""),
    ("04", "finds its hidden units itself", ""),
    ("05", "a hidden layer reads digits", "97 %"),
    ("06", "reads MNIST, 28 × 28 pixels", "98 %, 99 %"),
    ("07", "an engine of its own, as in PyTorch", ""),
    ("08", "finds what's wrong in code that runs", ""),
    ("09", "reads MNIST with shared weights", "99.5 %"),
    ("10", "looks things up in lists of any length", ""),
]
STEP, TOP = 31, 46  # between rungs, and of the highest one
LEFT, RIGHT = 16, 56  # the rails


def draw(reached):
    """Draw the whole ladder, climbed up to the chapter ``reached``."""
    d = Diagram(TOP + STEP * len(RUNGS) + 3)
    d.text(LEFT - 6, 14, "What your code can do", weight=600, anchor="start")
    heights = {number: TOP + STEP * i for i, (number, *_) in enumerate(reversed(RUNGS))}
    foot, here = d.height - 6, heights[reached]
    for x in (LEFT, RIGHT):
        rail = {"x1": x, "x2": x, "stroke_linecap": "round"}
        d.add("line", **rail, y1=TOP - 16, y2=here, stroke=QUIET, stroke_width=1.5)
        d.add("line", **rail, y1=here, y2=foot, stroke=FORWARD, stroke_width=4)
    for number, words, result in RUNGS:
        rung(d, heights[number], number, words, result, climbed=number <= reached)
    left, right = RIGHT + 8, WIDTH - 4
    d.box((left + right) / 2, here, right - left, 28, color=FORWARD)
    return d


def rung(d, y, number, words, result, *, climbed):
    """Draw one rung: blue and full where the reader has been, else thin and grey."""
    color, width = (FORWARD, 4) if climbed else (QUIET, 1.5)
    d.add("line", x1=LEFT, x2=RIGHT, y1=y, y2=y, stroke=color, stroke_width=width)
    middle = (LEFT + RIGHT) / 2
    d.add("rect", x=middle - 11, y=y - 9, width=22, height=18, rx=5, fill=PAPER)
    weight = 600 if climbed else None
    d.text(middle, y, number, size=SMALL, color=color, weight=weight)
    ink = INK if climbed else QUIET
    d.text(RIGHT + 15, y, words, size=SMALL, color=ink, anchor="start")
    if result:
        d.text(WIDTH - 10, y, result, size=SMALL, color=color, weight=weight, anchor="end")


PICTURES = {f"ladder-{number}": partial(draw, number) for number, *_ in RUNGS}
