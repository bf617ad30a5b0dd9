"""The drawings of chapter 00: three axes, a mask, index arrays, and blocks that meet."""

import numpy as np

from bookbuild.diagram import BACK, FORWARD, LINE, PAPER, QUIET, SMALL, WIDTH, Diagram
from nnlib.datasets import load_digits

G = np.array([[1, 0, 2], [2, 1, 1], [0, 3, 1], [1, 1, 1]])  # the chapter's small table
SIDE = 96  # of a sheet of pixels


def sheet(d, image, x, y, size):
    """An image on paper of its own, so that it hides what lies behind it."""
    d.add("rect", x=x, y=y, width=size, height=size, fill=PAPER, stroke=QUIET, stroke_width=1)
    d.pixels(image.reshape(8, 8) / 16, x, y, size)


def draw_axes():
    """Three digits as sheets one behind another, and an arrow for each axis."""
    X = load_digits().X_train[:3]
    d = Diagram(212)
    corners = [(44 + 34 * n, 78 - 26 * n) for n in range(3)]
    for n in (2, 1, 0):
        x, y = corners[n]
        sheet(d, X[n], x, y, SIDE)
        d.add(
            "rect", x=x, y=y, width=SIDE, height=SIDE / 8, fill="none", stroke=BACK, stroke_width=2
        )
    x, y = corners[0]
    d.arrow((x - 12, y), (x - 12, y + SIDE), color=FORWARD)
    d.arrow((x, y + SIDE + 12), (x + SIDE, y + SIDE + 12), color=FORWARD)
    right, bottom = x + SIDE + 10, y + SIDE
    d.arrow((right, bottom), (right + 68, bottom - 52), color=FORWARD)
    d.text(x - 16, y + SIDE / 2, "1", color=FORWARD, anchor="end", weight=600)
    d.text(x + SIDE / 2, y + SIDE + 26, "2", color=FORWARD, weight=600)
    d.text(right + 44, bottom - 20, "0", color=FORWARD, weight=600)
    words = ["axis 0: which image", "axis 1: which row", "axis 2: which column"]
    for n, line in enumerate(words):
        d.text(WIDTH - 8, 150 + 17 * n, line, color=FORWARD, size=SMALL, anchor="end")
    d.text(WIDTH - 8, 30, "images[:, 0]", color=BACK, size=SMALL, anchor="end", weight=600)
    d.text(WIDTH - 8, 47, "the top row of each", color=BACK, size=SMALL, anchor="end")
    return d


def draw_mask():
    """Ten digits, their labels, the mask, and the rows that it keeps."""
    digits = load_digits()
    X, y = digits.X_train[:10], digits.y_train[:10]
    d = Diagram(176)
    size, step, left = 24, 26, 78
    names = [("*X*", 24), ("*y*", 56), ("*y* == 6", 84), ("*X*[*y* == 6]", 142)]
    for name, height in names:
        d.text(8, height, name, anchor="start", size=SMALL)
    kept = 0
    for n, label in enumerate(y):
        x, on = left + step * n, label == 6
        sheet(d, X[n], x, 12, size)
        middle = x + size / 2
        d.text(middle, 56, str(label), size=SMALL, weight=600 if on else None)
        d.text(middle, 84, "T" if on else "F", color=BACK if on else QUIET, size=SMALL)
        if on:
            at = left + step * kept
            d.arrow((middle, 94), (at + size / 2, 126), color=BACK)
            sheet(d, X[n], at, 130, size)
            kept += 1
    d.text(
        left + step * kept + 8,
        142,
        f"{kept} of {len(y)} rows",
        color=QUIET,
        size=SMALL,
        anchor="start",
    )
    return d


def draw_indices():
    """The small table three times: rows by number, columns by number, and pairs."""
    d = Diagram(196)
    cell, top = 24, 34
    picks = [
        ("G[[3, 0]]", [(3, k) for k in range(3)] + [(0, k) for k in range(3)], "row 3, row 0"),
        ("G[:, [2, 1]]", [(n, k) for k in (2, 1) for n in range(4)], "column 2, 1"),
        ("G[[3, 0], [2, 1]]", [(3, 2), (0, 1)], "(3, 2), (0, 1)"),
    ]
    for m, (name, places, words) in enumerate(picks):
        left = 14 + 110 * m
        d.text(left + 1.5 * cell, 16, name, size=SMALL, weight=600)
        for n, row in enumerate(G):
            for k, value in enumerate(row):
                x, y = left + cell * k, top + cell * n
                on = (n, k) in places
                fill = {"fill": BACK, "fill_opacity": 0.22} if on else {"fill": "none"}
                d.add(
                    "rect", x=x, y=y, width=cell, height=cell, stroke=LINE, stroke_width=1, **fill
                )
                d.text(
                    x + cell / 2, y + cell / 2, str(value), weight=600 if on else None, size=SMALL
                )
        d.text(left + 1.5 * cell, top + 4 * cell + 16, words, size=11.5, color=QUIET)
    results = [G[[3, 0]], G[:, [2, 1]], G[[3, 0], [2, 1]]]
    for m, result in enumerate(results):
        middle = 14 + 110 * m + 1.5 * cell
        d.text(middle, top + 4 * cell + 40, f"shape {result.shape}", color=BACK, size=SMALL)
    return d


def draw_blocks():
    """Samples (N, 1, D) minus averages (K, D), as sheets one behind another."""
    d = Diagram(186)
    cell, depth = 15, (12, -40)
    N, K, D = 3, 2, 4
    size = (D * cell + (N - 1) * depth[0], K * cell - (N - 1) * depth[1])
    blocks = [
        ("*X*, a new axis", "(*N*, 1, *D*)", FORWARD, lambda n, k: k == 0),
        ("*M*", "(*K*, *D*)", BACK, lambda n, k: n == 0),
        ("their difference", "(*N*, *K*, *D*)", None, lambda n, k: True),
    ]
    for m, (name, shape, color, own) in enumerate(blocks):
        left, bottom = 20 + m * (size[0] + 26), 16 + size[1]
        for n, k, c in [(n, k, c) for n in range(N) for k in range(K) for c in range(D)]:
            x = left + n * depth[0] + c * cell
            y = bottom + n * depth[1] - (K - k) * cell
            box = {"x": x, "y": y, "width": cell, "height": cell, "stroke_width": 1}
            if not own(n, k):
                d.add("rect", **box, fill="none", stroke=QUIET, stroke_dasharray="1.5 2.5")
            elif color is None:
                marked = {"fill": FORWARD, "fill_opacity": 0.45} if (n, k) == (1, 1) else None
                d.add("rect", **box, **(marked or {"fill": "none"}), stroke=QUIET)
            else:
                d.add("rect", **box, fill=color, fill_opacity=0.22, stroke=QUIET)
        middle = left + size[0] / 2
        d.text(middle, bottom + 20, name, size=SMALL)
        d.text(middle, bottom + 38, shape, size=SMALL, color=QUIET)
        if m < 2:
            d.text(left + size[0] + 7, bottom - size[1] / 2, "−="[m], size=16)
    return d


PICTURES = {
    "axes": draw_axes,
    "mask": draw_mask,
    "indices": draw_indices,
    "blocks": draw_blocks,
}
