"""The drawings of chapter 09 in which a convolution is a product, with patches as rows.

The numbers are computed here, by the library's functions.
"""

import numpy as np

from bookbuild.diagram import BACK, FORWARD, INK, LINE, QUIET, SMALL, Diagram
from nnlib.functions.patches import add_patches, patches

SIDE = 22  # of a cell
CHOSEN = 4  # the patch that is followed: row 1, column 1


def _grid(d, numbers, x, y, wide=SIDE, tinted=lambda i, j: False, color=FORWARD):
    """Numbers in cells, some of them tinted; the upper left corner lies in (x, y)."""
    for i, row in enumerate(numbers):
        for j, value in enumerate(row):
            corner = {"x": x + j * wide, "y": y + i * SIDE}
            fill, opacity = (color, 0.16) if tinted(i, j) else ("none", None)
            look = {"fill": fill, "fill_opacity": opacity, "stroke": LINE}
            d.add("rect", **corner, width=wide, height=SIDE, **look)
            d.text(x + (j + 0.5) * wide, y + (i + 0.5) * SIDE, f"{value:g}")


def _frame(d, x, y, columns, rows, color=FORWARD):
    """A frame around cells."""
    size = {"width": columns * SIDE, "height": rows * SIDE}
    d.add("rect", x=x, y=y, **size, rx=3, fill="none", stroke=color, stroke_width=2)


def draw_patches():
    """An image, its patches as rows, times the kernel as a column, and the map."""
    image = np.array([[1, 2, 0, 1], [0, 1, 3, 0], [2, 0, 1, 1]])
    kernel = np.array([[1, 0], [-1, 2]])
    rows = patches(image.reshape(1, 3, 4, 1), 2)
    scores = rows @ kernel.reshape(4)
    rows, (high, wide) = rows.reshape(-1, 4), scores.shape[1:]
    i, j = divmod(CHOSEN, wide)
    d = Diagram(360)
    d.text(72, 14, "an image", color=QUIET, size=SMALL)
    _grid(d, image, 28, 26)
    _frame(d, 28 + j * SIDE, 26 + i * SIDE, 2, 2)
    d.text(236, 14, "a kernel", color=QUIET, size=SMALL)
    _grid(d, kernel, 214, 37)
    d.arrow((72, 98), (72, 126), color=FORWARD)
    d.arrow((236, 86), (236, 126), color=FORWARD)
    d.text(72, 138, "a row for each patch", color=QUIET, size=SMALL)
    _grid(d, rows, 28, 150)
    _frame(d, 28, 150 + CHOSEN * SIDE, 4, 1)
    d.text(168, 216, "@", color=INK)
    _grid(d, kernel.reshape(4, 1), 225, 150 + SIDE)
    d.text(236, 138, "its column", color=QUIET, size=SMALL)
    d.text(266, 216, "=", color=INK)
    _grid(d, scores.reshape(-1, 1), 286, 150)
    _frame(d, 286, 150 + CHOSEN * SIDE, 1, 1)
    d.arrow((297, 284), (297, 300), color=FORWARD)
    _grid(d, scores.reshape(high, wide), 264, 304)
    _frame(d, 264 + j * SIDE, 304 + i * SIDE, 1, 1)
    d.text(252, 326, "the map", color=QUIET, size=SMALL, anchor="end")
    return d


def draw_channels():
    """An image with two channels, two kernels, their product, and two maps."""
    image = np.array([[[1, 2, 0], [0, 1, 3], [2, 0, 1]], [[0, 1, 1], [2, 0, 1], [1, 1, 0]]])
    kernels = np.array(
        [[[[1, 0], [-1, 2]], [[0, 1], [1, 0]]], [[[0, -1], [1, 0]], [[2, 0], [0, 1]]]]
    )
    chosen, top = 1, 30  # the patch in row 0, column 1
    rows = patches(image.transpose(1, 2, 0)[None], 2)
    W = kernels.transpose(2, 3, 1, 0).reshape(8, 2)
    scores = rows @ W
    wide = scores.shape[2]
    i, j = divmod(chosen, wide)
    d = Diagram(418)
    d.text(90, 14, "an image, two channels", color=QUIET, size=SMALL)
    for c, x in enumerate((16, 98)):
        _grid(d, image[c], x, top, tinted=lambda i, j, c=c: c)
        _frame(d, x + j * SIDE, top + i * SIDE, 2, 2)
    d.text(266, 14, "two kernels", color=QUIET, size=SMALL)
    for k, c in np.ndindex(2, 2):
        _grid(d, kernels[k, c], 216 + 56 * c, top + 56 * k, tinted=lambda i, j, c=c: c)
    d.arrow((90, 102), (90, 186), color=FORWARD)
    d.arrow((242, 134), (242, 156), color=FORWARD)
    y_W = 184
    y = y_W + 2 * SIDE  # the table of patches is half as high as that of the weights
    d.text(242, 170, "a column each", color=QUIET, size=SMALL)
    d.text(104, 202, "a row for each patch", color=QUIET, size=SMALL)
    _grid(d, rows.reshape(-1, 8), 16, y, tinted=lambda i, j: j % 2)
    _frame(d, 16, y + chosen * SIDE, 8, 1)
    d.text(206, y + 2 * SIDE, "@", color=INK)
    _grid(d, W, 220, y_W, tinted=lambda i, j: i % 2)
    d.text(274, y + 2 * SIDE, "=", color=INK)
    _grid(d, scores.reshape(-1, 2), 286, y)
    _frame(d, 286, y + chosen * SIDE, 2, 1)
    d.arrow((308, y + 4 * SIDE + 4), (308, 366), color=FORWARD)
    for k, x in enumerate((228, 286)):
        _grid(d, scores[0, :, :, k], x, 370, tinted=lambda i, j, k=k: k)
        _frame(d, x + j * SIDE, 370 + i * SIDE, 1, 1)
    d.text(218, 392, "two maps: channels again", color=QUIET, size=SMALL, anchor="end")
    return d


def draw_adding():
    """The gradients of six patches, and where those of one pixel come together."""
    gradients = np.array([[1, 0, 2, 1], [0, 1, 3, 0], [1, 1, 0, 2], [0, 2, 1, 0], [4, 0, 1, 1]])
    gradients = np.vstack([gradients, [2, 1, 0, 1]])
    shape, pixel = (1, 3, 4, 1), (1, 1)
    places = patches(np.arange(12).reshape(shape), 2).reshape(6, 4)  # which pixel each was
    ours = places == pixel[0] * shape[2] + pixel[1]
    total = add_patches(gradients.reshape(1, 2, 3, 4), shape, 2)[0, :, :, 0]
    d = Diagram(166)
    d.text(16, 14, "the patches' gradients", anchor="start", color=QUIET, size=SMALL)
    _grid(d, gradients, 28, 26, tinted=lambda i, j: ours[i, j], color=BACK)
    x, y = 222, 59
    d.text(x + 2 * SIDE, y - 12, "the image's gradient", color=QUIET, size=SMALL)
    _grid(d, total, x, y, tinted=lambda i, j: (i, j) == pixel, color=BACK)
    plus = (172, y + (pixel[0] + 0.5) * SIDE)
    for i, _ in np.argwhere(ours):
        d.arrow((118, 26 + (i + 0.5) * SIDE), (plus[0] - 12, plus[1]), color=BACK)
    d.add("circle", cx=plus[0], cy=plus[1], r=11, fill="none", stroke=INK, stroke_width=1.5)
    d.text(*plus, "+", weight=600)
    d.arrow((plus[0] + 12, plus[1]), (x - 3, plus[1]), color=BACK)
    parts = " + ".join(str(number) for number in gradients[ours])
    d.text(x + 2 * SIDE, 150, f"{parts} = {total[pixel]}", color=INK, size=SMALL)
    return d


PICTURES = {"patches": draw_patches, "channels": draw_channels, "adding": draw_adding}
