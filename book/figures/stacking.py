"""Draw the idea of a stack: two units find a corner each, a third one asks for either.

python book/figures/stacking.py        writes stacking.png beside this script
"""

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import ConnectionPatch

from nnlib import in_corner, step_unit
from nnlib.datasets import four_clusters
from nnlib.plots import plot_decision

UPPER_LEFT, LOWER_RIGHT = np.array([-1, 1]), np.array([1, -1])


def first(points):
    """Yes above a line that cuts the upper left corner off."""
    return step_unit(points, UPPER_LEFT, -1.0)


def second(points):
    """Yes below a line that cuts the lower right corner off."""
    return step_unit(points, LOWER_RIGHT, -1.0)


def third(points):
    """OR of the two."""
    answers = np.column_stack([first(points), second(points)])
    return step_unit(answers, np.array([1, 1]), -0.5)


def main():
    """Draw and save."""
    X, y = four_clusters(50, rng=0)
    plt.style.use("nnlib.plots.course")
    figure = plt.figure(figsize=(7, 5.2), layout="none")
    places = {
        "1 · upper left?": (first, in_corner(X, UPPER_LEFT), [0.16, 0.56, 0.3, 0.36]),
        "2 · lower right?": (second, in_corner(X, LOWER_RIGHT), [0.16, 0.06, 0.3, 0.36]),
        "3 · one of them?": (third, y, [0.66, 0.28, 0.33, 0.4]),
    }
    panels = []
    for title, (unit, labels, place) in places.items():
        ax = plot_decision(unit, X, labels, limit=2, ax=figure.add_axes(place))
        ax.set(xlabel="", ylabel="", xticks=[], yticks=[])
        ax.set_title(f"unit {title}", fontsize=13)
        ax.spines[:].set_visible(True)
        panels.append(ax)
    inputs = {"$x_1$": 0.74, "$x_2$": 0.24}
    for name, y_input in inputs.items():
        figure.text(0.035, y_input, name, fontsize=18, ha="center", va="center")
        for ax in panels[:2]:
            arrow(figure, (0.065, y_input), ax, (0, 0.5))
    for ax, name, offset in zip(panels, ["$a_1$", "$a_2$"], [0.05, -0.05], strict=False):
        arrow(figure, (0.452, ax.get_position().bounds[1] + 0.18), panels[2], (0, 0.5 + offset))
        y_text = 0.68 if offset > 0 else 0.29
        figure.text(0.565, y_text, name, fontsize=18, ha="center", va="center")
    figure.savefig(Path(__file__).with_suffix(".png"), dpi=130)


def arrow(figure, start, ax, end):
    """From a place in the figure to a place at a panel's edge."""
    style = {"arrowstyle": "-|>", "mutation_scale": 16, "color": "#444444", "linewidth": 1.6}
    patch = ConnectionPatch(
        start, end, figure.transFigure, ax.transAxes, shrinkA=2, shrinkB=5, **style
    )
    figure.add_artist(patch)


if __name__ == "__main__":
    main()
