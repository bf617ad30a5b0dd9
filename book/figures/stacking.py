"""Draw the idea of a stack: two units find a corner each, a third one asks for either.

.venv/bin/python book/figures/stacking.py        writes stacking.png beside this script
"""

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import ConnectionPatch

from nnlib import in_corner, sigmoid
from nnlib.datasets import four_clusters
from nnlib.plots import plot_decision

UPPER_LEFT, LOWER_RIGHT = np.array([-1, 1]), np.array([1, -1])

# The step units' lines, drawn through steep sigmoids: steps would give them a serrated edge.


def first(points):
    """Above one half beyond a line that cuts the upper left corner off."""
    return sigmoid(40 * (points @ UPPER_LEFT - 1))


def second(points):
    """Above one half beyond a line that cuts the lower right corner off."""
    return sigmoid(40 * (points @ LOWER_RIGHT - 1))


def stack(points):
    """OR of the two."""
    return np.maximum(first(points), second(points))


def main():
    """Draw and save."""
    X, y = four_clusters(50, rng=0)
    plt.style.use("nnlib.plots.course")
    figure = plt.figure(figsize=(7, 5), layout="none")
    places = {
        "unit 1: upper left?": (first, in_corner(X, UPPER_LEFT), [0.13, 0.56, 0.28, 0.36]),
        "unit 2: lower right?": (second, in_corner(X, LOWER_RIGHT), [0.13, 0.06, 0.28, 0.36]),
        "the stack": (stack, y, [0.7, 0.29, 0.29, 0.4]),
    }
    panels = []
    for title, (unit, labels, place) in places.items():
        ax = plot_decision(unit, X, labels, limit=2, ax=figure.add_axes(place))
        ax.set(xlabel="", ylabel="", xticks=[], yticks=[])
        ax.set_title(title, fontsize=13)
        ax.spines[:].set_visible(True)
        panels.append(ax)
    inputs = {"$x_1$": 0.74, "$x_2$": 0.24}
    for name, y_input in inputs.items():
        figure.text(0.03, y_input, name, fontsize=18, ha="center", va="center")
        for ax in panels[:2]:
            arrow(figure, (0.055, y_input), ax, (0, 0.5))
    circle = {"boxstyle": "circle,pad=0.35", "facecolor": "#eeeeee", "edgecolor": "#444444"}
    figure.text(0.57, 0.49, "unit 3\nOR", fontsize=13, ha="center", va="center", bbox=circle)
    for name, y_answer, side in [("$a_1$", 0.74, 1), ("$a_2$", 0.24, -1)]:
        arrow(figure, (0.405, y_answer), figure, (0.542, 0.49 + 0.072 * side))
        figure.text(0.5, 0.49 + 0.19 * side, name, fontsize=18, ha="center", va="center")
    arrow(figure, (0.615, 0.49), panels[2], (0, 0.5))
    figure.savefig(Path(__file__).with_suffix(".png"), dpi=130)


def arrow(figure, start, where, end):
    """From a place in the figure to a place in a panel, or in the figure itself."""
    style = {"arrowstyle": "-|>", "mutation_scale": 16, "color": "#444444", "linewidth": 1.6}
    system = figure.transFigure if where is figure else where.transAxes
    patch = ConnectionPatch(start, end, figure.transFigure, system, shrinkA=2, shrinkB=5, **style)
    figure.add_artist(patch)


if __name__ == "__main__":
    main()
