"""How three libraries pack the same four arrays."""

from bookbuild.diagram import FORWARD, INK, QUIET, SMALL, Diagram
from nnlib._common import look

COLOURS = {"₁": FORWARD, "₂": look.value("unit-1")}  # of the layers
ROWS = [  # title, what it is, and the lists of arrays
    ("here", "a pair for each layer", ["W₁ b₁", "W₂ b₂"]),
    ("Keras", "one flat list", ["W₁ b₁ W₂ b₂"]),
    ("scikit-learn", "coefs_, intercepts_", ["W₁ W₂", "b₁ b₂"]),
]
SIDE, PITCH = 32, 40


def draw():
    """A row for each library: frames are lists or pairs, boxes are arrays."""
    d = Diagram(200)
    for row, (title, what, lists) in enumerate(ROWS):
        y = 36 + 64 * row
        d.text(8, y - 9, title, anchor="start", weight=600)
        d.text(8, y + 9, what, anchor="start", size=SMALL, color=QUIET)
        left = 144
        for names in lists:
            arrays = names.split()
            width = PITCH * len(arrays) + 6
            d.box(left + width / 2, y, width, SIDE + 16, color=INK)
            for i, name in enumerate(arrays):
                x = left + 3 + PITCH * (i + 0.5)
                color = COLOURS[name[1]]
                d.add(
                    "rect", x=x - SIDE / 2, y=y - SIDE / 2, width=SIDE, height=SIDE, fill=color,
                    fill_opacity=0.18 if name[0] == "W" else 0, stroke=color, stroke_width=1.5,
                )  # fmt: skip
                d.text(x, y, f"*{name[0]}*{name[1]}")
            left += width + 10
    return d


PICTURES = {"layouts": draw}
