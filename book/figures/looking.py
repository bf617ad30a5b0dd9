"""The drawings of chapter 10: a query among three entries, shared matrices, and a block.

The numbers are computed here, by the library's functions.
"""

import numpy as np

from bookbuild.diagram import FORWARD, INK, LINE, QUIET, SMALL, Diagram
from nnlib.functions.activations import softmax

SIDE = 22  # of a cell


def _grid(d, numbers, x, y, wide=SIDE, form="g"):
    """Numbers in cells; the upper left corner lies in (x, y)."""
    for (i, j), value in np.ndenumerate(np.atleast_2d(numbers)):
        corner = {"x": x + j * wide, "y": y + i * SIDE}
        d.add("rect", **corner, width=wide, height=SIDE, fill="none", stroke=LINE)
        d.text(x + (j + 0.5) * wide, y + (i + 0.5) * SIDE, f"{value:{form}}")


def draw_by_hand():
    """A query of four numbers, three keys, scores, weights, values and the result."""
    q = np.array([2, 0, 1, 1])
    K = np.array([[0, 2, 1, -1], [2, 1, 1, 1], [1, 0, 0, 0]])
    V = np.array([[9, 1], [5, 7], [0, 8]])
    scores = K @ q
    divided = scores / np.sqrt(len(q))
    weights = softmax(divided)
    d = Diagram(226)
    top = 84
    d.text(60, 14, "the query (1, 4)", color=QUIET, size=SMALL)
    _grid(d, q, 16, 26)
    d.arrow((60, 50), (60, 68), color=FORWARD)
    columns = [
        (K, 16, SIDE, "g", "keys\n(3, 4)"),
        (scores[:, np.newaxis], 120, 26, "g", "scores"),
        (divided[:, np.newaxis], 162, 30, "g", "/ √4"),
        (weights[:, np.newaxis], 207, 43, ".3f", "weights\n(1, 3)"),
        (V, 272, 28, "g", "values\n(3, 2)"),
    ]
    for numbers, x, wide, form, name in columns:
        _grid(d, numbers, x, top, wide, form)
        for i, line in enumerate(name.split("\n")):
            middle = x + numbers.shape[1] * wide / 2
            d.text(middle, top + 3 * SIDE + 13 + 15 * i, line, color=QUIET, size=SMALL)
    for start, end in [(106, 118), (148, 160), (194, 206), (250, 270)]:
        d.arrow((start, top + 33), (end, top + 33), color=FORWARD)
    d.arrow((284, top - 4), (284, top - 24), color=FORWARD)
    _grid(d, weights @ V, 248, 36, 36, ".1f")
    d.text(280, 22, "the result (1, 2)", color=QUIET, size=SMALL)
    parts = " + ".join(f"{w:.3f} · {v}" for w, v in zip(weights, V[:, 0], strict=True))
    words = f"{parts} = {weights @ V[:, 0]:.1f}"
    d.text(330, 206, words, color=INK, size=SMALL, anchor="end")
    return d


def draw_beside():
    """A dense layer with weights for each place, and attention with one matrix for all."""
    d = Diagram(214)
    for middle, title in [(86, "dense"), (256, "attention")]:
        d.text(middle, 14, title, weight=600)
    for i in range(4):
        y, there = 48 + 38 * i, i < 3
        d.box(42, y, 56, 26, f"entry {i}", color=INK if there else QUIET, size=SMALL)
        d.box(212, y, 56, 26, f"entry {i}", size=SMALL)
        if there:
            d.arrow((72, y), (118, 86), color=FORWARD)
            d.text(*[(104, 56), (90, 78), (104, 118)][i], f"W{'₀₁₂'[i]}", size=SMALL)
        else:
            d.text(76, y, "no weights", color=QUIET, size=SMALL, anchor="start")
        d.arrow((242, y), (282, y), color=FORWARD)
        d.text(262, y - 9, "W", size=SMALL)
        d.text(286, y, f"key {i}", size=SMALL, anchor="start")
    d.box(134, 86, 30, 60, "", color=INK)
    for k in range(3):
        d.add("circle", cx=134, cy=68 + 18 * k, r=5, fill="none", stroke=INK)
    d.text(86, 198, "a matrix for each place", color=QUIET, size=SMALL)
    d.text(252, 198, "one matrix for all places", color=QUIET, size=SMALL)
    return d


def _part(d, top, middle, around):
    """Where a way around turns off at the top, and the plus in which it comes back."""
    plus = middle + 44
    d.arrow((150, top), (150, top + 32))
    d.arrow((150, top + 10), (16, top + 10), (16, plus), (139, plus), color=QUIET)
    d.box(150, top + 45, 112, 26, "standardize", size=SMALL)
    d.add("circle", cx=150, cy=plus, r=11, fill="none", stroke=INK, stroke_width=1.5)
    d.text(150, plus, "+", weight=600)
    for i, line in enumerate(around):
        d.text(
            256,
            (top + plus) / 2 + 16 * i - 8 * (len(around) - 1),
            line,
            color=FORWARD,
            size=SMALL,
            anchor="start",
        )
    return plus + 11


def draw_block():
    """A block of a transformer with two heads: two parts, each with a way around it."""
    d = Diagram(420)
    d.text(150, 14, "a row for each entry", color=QUIET, size=SMALL)
    below = _part(d, 26, 166, ["entries", "look at", "each other"])
    for k, (x, end) in enumerate([(94, (143, 201)), (206, (157, 201))], 1):
        d.arrow((150 + (x - 150) / 3, 84), (x, 106), color=FORWARD)
        d.box(x, 119, 80, 26, f"head {k}", color=FORWARD, size=SMALL)
        d.arrow((x, 132), (x, 150), color=FORWARD)
        d.box(x, 162, 80, 24, "times W_o", color=FORWARD, size=SMALL)
        d.arrow((x, 174), end, color=FORWARD)
    bottom = _part(d, below, below + 96, ["each works", "by itself"])
    d.arrow((150, below + 58), (150, below + 78), color=FORWARD)
    d.box(150, below + 91, 140, 26, "dense, ReLU, dense", color=FORWARD, size=SMALL)
    d.arrow((150, below + 104), (150, below + 129), color=FORWARD)
    d.arrow((150, bottom), (150, bottom + 24))
    d.text(150, bottom + 36, "as many rows, as long as before", color=QUIET, size=SMALL)
    return d


PICTURES = {"by-hand": draw_by_hand, "beside": draw_beside, "block": draw_block}
