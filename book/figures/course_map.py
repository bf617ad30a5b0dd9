"""The map of the course, from the table in index.md."""

import re

from bookbuild.chapters import chapters
from bookbuild.diagram import FORWARD, QUIET, SMALL, Diagram

# Column, row and short name of each chapter; the arrows and minutes follow from the table.
PLACES = {
    "00": (0, 0, "arrays, shapes"),
    "01": (1, 0, "probabilities"),
    "02": (2, 0, "the perceptron"),
    "03": (2, 1, "stacks, XOR"),
    "04": (1, 1, "backprop"),
    "05": (0, 1, "reading digits"),
    "06": (1, 2, "MNIST"),
    "07": (0, 2, "frameworks"),
    "08": (2, 2, "find the bug"),
    "09": (1, 3, "convolution"),
    "10": (0, 3, "attention"),
}
WIDE, HIGH = 98, 58  # a chapter's box


def centre(number):
    """The middle of a chapter's box."""
    column, row, _ = PLACES[number]
    return 54 + 116 * column, 36 + 92 * row


def draw():
    """Boxes in three columns: to the right, back to the left, and in two ways down."""
    d = Diagram(348)
    for chapter in chapters():
        number = chapter.number
        x, y = centre(number)
        d.box(x, y, WIDE, HIGH)
        d.text(x, y - 17, number, color=FORWARD, weight=600, size=SMALL)
        d.text(x, y, PLACES[number][2], size=SMALL)
        d.text(x, y + 17, f"{chapter.minutes} min", color=QUIET, size=SMALL)
        for needed in re.findall(r"\b\d\d\b", chapter.needs):
            connect(d, centre(needed), (x, y), short_cut=int(number) - int(needed) > 4)
    return d


def connect(d, start, end, *, short_cut):
    """Draw an arrow between neighbours, or a dashed one around what lies between."""
    (x0, y0), (x1, y1) = start, end
    if short_cut:
        gutter = x0 + WIDE / 2 + 9
        corner = [(gutter, y0 + HIGH / 2 + 9), (gutter, y1 - HIGH / 2 - 9)]
        d.arrow((x0 + 34, y0 + HIGH / 2), *corner, (x1 + 34, y1 - HIGH / 2), dashed=True)
    elif y0 == y1:
        side = WIDE / 2 if x1 > x0 else -WIDE / 2
        d.arrow((x0 + side, y0), (x1 - side, y1))
    else:
        d.arrow((x0, y0 + HIGH / 2), (x1, y1 - HIGH / 2))


PICTURES = {"course_map": draw}
