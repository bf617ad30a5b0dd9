"""Draw a unit: inputs, weights, a sum, and a step.

.venv/bin/python book/figures/perceptron.py        writes perceptron.png beside this script
"""

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from nnlib import step_unit

X, W, B = np.array([1.0, 2.0]), np.array([0.5, -1.0]), 0.25
INK, BLUE, ORANGE = "#444444", "#0072B2", "#B34700"


def main():
    """Draw and save."""
    plt.style.use("nnlib.plots.course")
    figure, ax = plt.subplots(figsize=(7, 3))
    ax.set(xlim=(0, 10), ylim=(0, 4.2))
    ax.axis("off")
    products = [*(X * W), B]
    rows = zip(
        [3.5, 2.1, 0.7],
        ["$x_1$ = 1", "$x_2$ = 2", "1"],
        ["$w_1$ = 0.5", "$w_2$ = −1", "$b$ = 0.25"],
        strict=True,
    )
    for (height, name, weight), product in zip(rows, products, strict=True):
        node(ax, 0.9, height, name)
        arrow(ax, (1.6, height), (4.7, 2.1 + 0.28 * (height - 2.1)))
        place = 2.1 + 0.75 * (height - 2.1)
        box = {"facecolor": "white", "edgecolor": "none", "pad": 2}
        text = {"ha": "center", "va": "center", "fontsize": 13, "bbox": box}
        ax.text(2.5, place, weight, color=BLUE, **text)
        share = f"{product:+g}".replace("-", "−")
        ax.text(4.0, 2.1 + 0.5 * (height - 2.1), share, color=ORANGE, **text)
    z = X @ W + B
    node(ax, 5.2, 2.1, "sum")
    arrow(ax, (5.8, 2.1), (7.0, 2.1))
    ax.text(
        6.35,
        2.3,
        f"$z$ = {z:g}".replace("-", "−"),
        color=ORANGE,
        ha="center",
        va="bottom",
        fontsize=13,
    )
    step = ax.inset_axes([0.735, 0.36, 0.12, 0.28])
    step.plot([-2, 0, 0, 2], [0, 0, 1, 1], color=INK)
    step.plot(z, step_unit(X[None], W, B)[0], "o", color=ORANGE)
    step.set(xticks=[0], yticks=[], xlim=(-2, 2), ylim=(-0.25, 1.25))
    arrow(ax, (8.7, 2.1), (9.3, 2.1))
    answer = step_unit(X[None], W, B)[0]
    ax.text(9.65, 2.1, f"{answer}", fontsize=22, ha="center", va="center", color=ORANGE)
    for place, text in [(0.9, "inputs"), (5.2, "score"), (7.9, "step"), (9.65, "answer")]:
        ax.text(place, 0.0, text, ha="center", va="bottom", fontsize=12, color=INK)
    figure.savefig(Path(__file__).with_suffix(".png"), dpi=130)


def node(ax, x, y, text):
    """A word or a number in a round frame."""
    frame = {"boxstyle": "round,pad=0.45", "facecolor": "white", "edgecolor": INK, "linewidth": 1.6}
    ax.text(x, y, text, ha="center", va="center", fontsize=14, bbox=frame)


def arrow(ax, start, end):
    """From one point to another."""
    style = {"arrowstyle": "-|>", "mutation_scale": 16, "color": INK, "linewidth": 1.6}
    ax.annotate("", end, start, arrowprops=style)


if __name__ == "__main__":
    main()
