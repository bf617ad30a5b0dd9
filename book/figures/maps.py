"""The drawings of chapter 09 that say how large a map is, and what its places see.

The numbers are computed here, by the library's functions and layers.
"""

from itertools import pairwise

import numpy as np

from bookbuild.diagram import BACK, FORWARD, HALO, INK, LINE, QUIET, SMALL, Diagram
from nnlib.functions.patches import patches
from nnlib.networks.convolution import MaxPool2d

SIDE = 22  # of a cell


def _cell(d, x, y, words="", *, wide=SIDE, fill="none", color=INK, shade=0.16):
    """A cell whose upper left corner lies in (x, y)."""
    opacity = None if fill == "none" else shade
    size = {"width": wide, "height": SIDE}
    d.add("rect", x=x, y=y, **size, fill=fill, fill_opacity=opacity, stroke=LINE)
    if words:
        d.text(x + wide / 2, y + SIDE / 2, words, color=color)


def _frame(d, x, y, rows, columns, *, color=FORWARD, dashed=False):
    size = {"width": columns * SIDE, "height": rows * SIDE}
    dashes = "4 3" if dashed else None
    look = {"fill": "none", "stroke": color, "stroke_width": 2, "stroke_dasharray": dashes}
    d.add("rect", x=x, y=y, **size, rx=3, **look)


def draw_stride():
    """Patches of 3 x 3 in an image of 6 x 7, with a stride of 2, and their map."""
    high, wide, size, stride = 6, 7, 3, 2
    n_down, n_right = patches(np.zeros((1, high, wide, 1)), size, stride).shape[1:3]
    left, top = 16, 30
    d = Diagram(206)
    d.text(left + wide * SIDE / 2, 14, f"{high} × {wide} pixels", color=QUIET, size=SMALL)
    for i, j in np.ndindex(high, wide):
        seen = i < (n_down - 1) * stride + size and j < (n_right - 1) * stride + size
        fill = "none" if seen else QUIET
        _cell(d, left + j * SIDE, top + i * SIDE, fill=fill)
    _frame(d, left, top, size, size)
    _frame(d, left + stride * SIDE, top, size, size, dashed=True)
    for place, (i, j) in enumerate(np.ndindex(n_down, n_right), 1):
        x, y = left + (j * stride + 0.5) * SIDE, top + (i * stride + 0.5) * SIDE
        d.text(x, y, str(place), color=FORWARD, weight=600)
        _cell(d, 250 + j * SIDE, top + 44 + i * SIDE, str(place))
    d.arrow((left + wide * SIDE + 14, top + 66), (238, top + 66), color=FORWARD)
    d.text(283, top + 30, "the map", color=QUIET, size=SMALL)
    counts = [f"({n} − {size}) // {stride} + 1" for n in (high, wide)]
    d.text(left, 178, f"rows: {counts[0]} = {n_down}", anchor="start", size=SMALL)
    d.text(left, 195, f"columns: {counts[1]} = {n_right}", anchor="start", size=SMALL)
    return d


def draw_padding():
    """An image with zeros around it, under a kernel of nine ones, and its map of the same size."""
    image = np.array([[1, 2, 0, 1], [0, 1, 3, 0], [2, 0, 1, 1]])
    padded = np.pad(image, 1)
    scores = patches(padded.reshape(1, *padded.shape, 1), 3).sum(axis=3)[0]
    left, top = 24, 30
    d = Diagram(152)
    d.text(left + 3 * SIDE, 14, "3 × 4 and zeros around", color=QUIET, size=SMALL)
    for (i, j), value in np.ndenumerate(padded):
        around = i in (0, 4) or j in (0, 5)
        color, fill = (QUIET, QUIET) if around else (INK, "none")
        x, y = left + j * SIDE, top + i * SIDE
        _cell(d, x, y, f"{value:g}", fill=fill, color=color, shade=0.1)
    _frame(d, left, top, 3, 3)
    d.arrow((left + 6 * SIDE + 12, top + 55), (216, top + 55), color=FORWARD)
    d.text(228 + 2 * SIDE, 14, "3 × 4 scores", color=QUIET, size=SMALL)
    for (i, j), value in np.ndenumerate(scores):
        _cell(d, 228 + j * SIDE, top + SIDE + i * SIDE, f"{value:g}")
    _frame(d, 228, top + SIDE, 1, 1)
    return d


def draw_pooling():
    """Max pooling of a map of 4 x 4, forward above and backward below."""
    A = np.array([[1.0, 3, 0, 0], [2, 0, 0, 0], [4, 1, 2, 5], [0, 2, 6, 1]])
    pool = MaxPool2d(2)
    largest = pool.forward(A.reshape(1, 4, 4, 1))[0, :, :, 0]
    upstream = np.array([[8.0, 1], [2, -3]])
    back = pool.backward(upstream.reshape(1, 2, 2, 1))[0, :, :, 0]
    chosen = pool.backward(np.ones((1, 2, 2, 1)))[0, :, :, 0] > 0
    d = Diagram(262)
    for top, wide_one, small_one, color in [(30, A, largest, FORWARD), (156, back, upstream, BACK)]:
        for (i, j), value in np.ndenumerate(wide_one):
            fill = color if chosen[i, j] else "none"
            _cell(d, 46 + j * SIDE, top + i * SIDE, f"{value + 0.0:g}", fill=fill)
        for i, j in np.ndindex(2, 2):
            _frame(d, 46 + 2 * j * SIDE, top + 2 * i * SIDE, 2, 2, color=INK)
            _cell(d, 246 + j * SIDE, top + (i + 1) * SIDE, f"{small_one[i, j]:g}")
        ends = [(150, top + 44), (232, top + 44)]
        d.arrow(*(ends if color == FORWARD else ends[::-1]), color=color)
    for y, left, right in [(16, "a map", "the largest"), (142, "its gradient", "what comes back")]:
        d.text(46 + 2 * SIDE, y, left, color=QUIET, size=SMALL)
        d.text(268, y, right, color=QUIET, size=SMALL)
    return d


LAYERS = [  # size and stride of what leads to each row, and its name
    (1, 1, "28 pixels in a row"),
    (5, 1, "first convolution: 24 scores"),
    (2, 2, "first pooling: 12"),
    (5, 1, "second convolution: 8"),
    (2, 2, "second pooling: 4"),
]
PIXEL, LEFT, STEP = 11, 16, 46


def _rows():
    """For each row of places: how many, pixels from one to the next, centre of the first."""
    n, jump, first, rows = 28, 1, 0.5, []
    for size, stride, _ in LAYERS:
        first, n, jump = first + (size - 1) / 2 * jump, (n - size) // stride + 1, jump * stride
        rows.append((n, jump, first))
    return rows


def _sees(place):
    """For each row, the first and the last place that one place of the last row depends on."""
    first = last = place
    spans = [(first, last)]
    for size, stride, _ in LAYERS[:0:-1]:
        first, last = first * stride, last * stride + size - 1
        spans.append((first, last))
    return spans[::-1]


def _sums(spans):
    """How many places of each row but the last count, found from the row below."""
    sums = []
    for (first, last), (low, high), (size, stride, _) in zip(
        spans[:-1], spans[1:], LAYERS[1:], strict=True
    ):
        n, below = last - first + 1, high - low + 1
        way = f"{below} + {size - 1}" if stride == 1 else f"{below} · {stride}"
        sums.append(f"{way} = {n}")
    return sums


def draw_receptive():
    """What one place of the last map depends on, row by row."""
    d = Diagram(STEP * len(LAYERS) + 34)
    spans = _sees(1)  # the second place
    neighbour = _sees(2)[0]
    edges = []
    for k, (n, jump, start) in enumerate(_rows()):
        y = 42 + k * STEP
        low, high = spans[k]
        for i in range(n):
            x = LEFT + (start + i * jump - jump / 2) * PIXEL
            fill = FORWARD if low <= i <= high else "none"
            opacity = 0.3 if fill == FORWARD else None
            size = {"width": jump * PIXEL, "height": 14}
            d.add("rect", x=x, y=y, **size, fill=fill, fill_opacity=opacity, stroke=LINE)
        ends = [LEFT + (start + (i + s) * jump) * PIXEL for i, s in ((low, -0.5), (high, 0.5))]
        edges.append((y, ends))
    for (y, ends), (below, lower) in pairwise(edges):
        for x, x_below in zip(ends, lower, strict=True):
            line = {"x1": x, "y1": y + 14, "x2": x_below, "y2": below}
            d.add("line", **line, stroke=FORWARD, stroke_width=1.2)
    sums = [*_sums(spans), f"{spans[-1][1] - spans[-1][0] + 1}"]
    for (y, _), (_, _, name), words in zip(edges, LAYERS, sums, strict=True):
        d.text(LEFT, y - 13, name, color=QUIET, size=SMALL, anchor="start", **HALO)
        d.text(330, y - 13, words, color=FORWARD, size=SMALL, anchor="end", weight=600, **HALO)
    y, ends = edges[0]
    n_seen = spans[0][1] - spans[0][0] + 1
    d.add("line", x1=ends[0], x2=ends[1], y1=y - 3, y2=y - 3, stroke=FORWARD, stroke_width=3)
    shift = neighbour[0] - spans[0][0]
    foot = edges[-1][0] + 30
    words = f"the next one sees {n_seen} too, {shift} further on"
    d.text(LEFT, foot, words, color=INK, size=SMALL, anchor="start")
    return d


PICTURES = {
    "stride": draw_stride,
    "padding": draw_padding,
    "pooling": draw_pooling,
    "receptive": draw_receptive,
}
