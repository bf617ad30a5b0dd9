"""One grammar for the course's drawings, written as SVG.

Boxes are outlined, blue goes forward and orange comes back. Every drawing is 340 units wide, so
that its text has 12 pixels and more on a phone, and has paper of its own, so that it can be read
in a dark notebook too. A script in book/figures says what stands where; ``python -m book.figures``
draws them all. What it writes depends on nothing but the script: no fonts, no other library.
"""

import re
from html import escape
from itertools import pairwise
from math import hypot

from nnlib._common import look

INK, QUIET, PAPER, LINE = (look.value(name) for name in ("ink", "quiet", "paper", "line"))
FORWARD, BACK = look.value("forward"), look.value("back")
CLASSES = look.value("class-0"), look.value("class-1")
WIDTH = 340  # units of every drawing
SHOWN = 1.35  # pixels a unit, where there is room
SIZE, SMALL = 13, 12  # of text
MONO = "ui-monospace, Menlo, Consolas, monospace"
HALO = {"stroke": PAPER, "stroke_width": 4, "paint_order": "stroke"}  # over lines
LEAST = 11.5  # units: smaller text could not be read on a phone


class Diagram:
    """A drawing that grows by one element a call; ``(x, y)`` is a point, y goes down."""

    def __init__(self, height):
        self.height = height
        self.parts = []

    def add(self, tag, words=None, **attributes):
        """Append an element; ``stroke_width=2`` becomes ``stroke-width="2"``."""
        said = "".join(
            f' {name.replace("_", "-")}="{_number(value)}"'
            for name, value in attributes.items()
            if value is not None
        )
        self.parts.append(f"<{tag}{said}/>" if words is None else f"<{tag}{said}>{words}</{tag}>")

    def text(self, x, y, words, *, color=INK, size=SIZE, anchor="middle", weight=None, **style):
        """Write words in the middle of (x, y), or from there on, or up to there.

        What stands between asterisks is a symbol, in italics; a minus is a minus.
        """
        if size < LEAST:
            raise ValueError(f"text of {size} units cannot be read on a phone: {words!r}")
        marked = re.sub(r"\*(\w+)\*", r"<tspan font-style='italic'>\1</tspan>", escape(words))
        look_of_text = {"fill": color, "font_size": size, "text_anchor": anchor}
        place = {"x": x, "y": y + 0.35 * size}
        self.add("text", _minus(marked), **place, **look_of_text, font_weight=weight, **style)

    def box(self, x, y, width, height, words="", *, color=INK, fill="none", **style):
        """Draw a box around (x, y), with a word in each of its lines."""
        corner = {"x": x - width / 2, "y": y - height / 2, "rx": 7}
        frame = {"fill": fill, "stroke": color, "stroke_width": 1.5}
        self.add("rect", **corner, width=width, height=height, **frame)
        lines = words.split("\n")
        for i, line in enumerate(lines):
            self.text(x, y + 17 * (i - (len(lines) - 1) / 2), line, **style)

    def arrow(self, *points, color=INK, dashed=False):
        """Draw an arrow along points; its tip lies in the last one."""
        (x0, y0), (x1, y1) = points[-2:]
        length = hypot(x1 - x0, y1 - y0)
        u, v = (x1 - x0) / length, (y1 - y0) / length
        neck = x1 - 7 * u, y1 - 7 * v
        path = "M" + "L".join(_point(point) for point in [*points[:-1], neck])
        dashes = "5 4" if dashed else None
        look_of_line = {"fill": "none", "stroke": color, "stroke_width": 1.5}
        self.add("path", d=path, **look_of_line, stroke_dasharray=dashes)
        wings = [(neck[0] - s * 3.5 * v, neck[1] + s * 3.5 * u) for s in (1, -1)]
        head = "M" + "L".join(_point(point) for point in [(x1, y1), *wings]) + "Z"
        self.add("path", d=head, fill=color)

    def both_ways(self, start, end, *, apart=5):
        """Draw the blue arrow of the numbers, and beside it the orange one of the gradients."""
        (x0, y0), (x1, y1) = start, end
        length = hypot(x1 - x0, y1 - y0)
        dx, dy = apart * (y1 - y0) / length, -apart * (x1 - x0) / length
        self.arrow((x0 - dx, y0 - dy), (x1 - dx, y1 - dy), color=FORWARD)
        self.arrow((x1 + dx, y1 + dy), (x0 + dx, y0 + dy), color=BACK)

    def points(self, X, y, place):
        """Draw samples: blue circles for class 0, orange triangles for class 1."""
        for row, label in zip(X, y, strict=True):
            px, py = place(*row)
            style = {"fill": CLASSES[int(label)], "stroke": PAPER, "stroke_width": 0.6}
            if label:
                d = f"M{_point((px, py - 3.2))}l3 5.4h-6z"
                self.add("path", d=d, **style)
            else:
                self.add("circle", cx=px, cy=py, r=2.7, **style)

    def pixels(self, image, x, y, size, *, shades=8):
        """Draw grey pixels, 1 for ink, as one path a shade."""
        side = size / len(image)
        for shade in range(1, shades + 1):
            d = "".join(
                f"M{_point((x + column * side, y + row * side))}h{_number(side)}v{_number(side)}"
                f"h-{_number(side)}z"
                for row, line in enumerate(image)
                for column, value in enumerate(line)
                if round(value * shades) == shade
            )
            self.add("path", d=d, fill=INK, fill_opacity=shade / shades)

    def legend(self, y, to="↓"):
        """Say at the bottom what the two colours mean, and where forward is."""
        back = {"↓": "↑", "→": "←", "↑": "↓"}[to]
        self.text(10, y, f"{to} numbers go forward", color=FORWARD, anchor="start", size=SMALL)
        words = f"gradients come back {back}"
        self.text(WIDTH - 10, y, words, color=BACK, anchor="end", size=SMALL)

    def svg(self):
        """The drawing as a file's text."""
        shown = {"width": round(SHOWN * WIDTH), "height": round(SHOWN * self.height)}
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{shown["width"]}" '
            f'height="{shown["height"]}" viewBox="0 0 {WIDTH} {_number(self.height)}" '
            'font-family="Fira Sans, system-ui, sans-serif">'
        )
        paper = f'<rect width="{WIDTH}" height="{_number(self.height)}" fill="{PAPER}"/>'
        return "\n".join([head, paper, *self.parts, "</svg>"]) + "\n"


def chained(diagram, points, **style):
    """Draw an arrow from each point to the next."""
    for start, end in pairwise(points):
        diagram.arrow(start, end, **style)


def _number(value):
    """A coordinate with one digit after the point, or what else an attribute is."""
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else value


def _point(point):
    return " ".join(str(_number(float(value))) for value in point)


def _minus(text):
    """A true minus in front of numbers; arrows such as -> are not written here."""
    return re.sub(r"(?<![\w'=])-(?=\d)", "−", text)
