"""Draw how three libraries pack the same four arrays.

.venv/bin/python book/figures/layouts.py        writes layouts.png beside this script
"""

from pathlib import Path

import matplotlib.pyplot as plt
from matplotlib.patches import FancyBboxPatch, Rectangle

BLUE, ORANGE = "#0072B2", "#D55E00"
ARRAYS = {"W₁": (BLUE, "white"), "b₁": ("white", BLUE), "W₂": (ORANGE, "white")}
ARRAYS["b₂"] = ("white", ORANGE)
SIZE = 0.8  # of a box; frames and gaps are measured by it
PLACES = {  # centre of each box, and the frames (left, bottom, width, height) around lists
    "here\npairs, layer by layer": (
        {"W₁": (0.6, 1), "b₁": (1.5, 1), "W₂": (2.9, 1), "b₂": (3.8, 1)},
        [(0.05, 0.45, 2.0, 1.1), (2.35, 0.45, 2.0, 1.1)],
    ),
    "Keras\none flat list": (
        {"W₁": (6.1, 1), "b₁": (7.0, 1), "W₂": (7.9, 1), "b₂": (8.8, 1)},
        [(5.55, 0.45, 3.8, 1.1)],
    ),
    "scikit-learn\ncoefs_ and intercepts_": (
        {"W₁": (11.4, 1.65), "W₂": (12.3, 1.65), "b₁": (11.4, 0.35), "b₂": (12.3, 0.35)},
        [(10.85, 1.1, 2.0, 1.1), (10.85, -0.2, 2.0, 1.1)],
    ),
}


def main():
    """Draw and save."""
    draw().savefig(Path(__file__).with_suffix(".png"), dpi=150)


def draw():
    """Three groups side by side: frames are lists or pairs, boxes are arrays."""
    figure, ax = plt.subplots(figsize=(7.5, 2.1), layout="constrained")
    for title, (boxes, frames) in PLACES.items():
        for left, bottom, width, height in frames:
            style = "round,pad=0,rounding_size=0.2"
            ax.add_patch(
                FancyBboxPatch((left, bottom), width, height, style, fc="#eeeeee", ec="#666666")
            )
        for name, (x, y) in boxes.items():
            face, text = ARRAYS[name]
            edge = face if text == "white" else text
            corner = (x - SIZE / 2, y - SIZE / 2)
            ax.add_patch(Rectangle(corner, SIZE, SIZE, fc=face, ec=edge, lw=1.5))
            ax.text(x, y, name, ha="center", va="center", color=text, fontsize=12)
        middle = sum(x for x, _ in boxes.values()) / len(boxes)
        ax.text(middle, 2.4, title, ha="center", va="bottom", fontsize=12)
    ax.set(xlim=(-0.2, 13.4), ylim=(-0.4, 3.3), aspect="equal")
    ax.axis("off")
    return figure


if __name__ == "__main__":
    main()
