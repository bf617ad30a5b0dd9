"""Axes to draw on, and names beside lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D


def get_axes(ax: Axes | None = None) -> Axes:
    """Return ``ax``, or a new figure's axes if there is none."""
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    return plt.subplots()[1]


def label_line(ax: Axes, line: Line2D, text: str) -> None:
    """Write a line's name at its right end, in its own colour."""
    x, y = np.asarray(line.get_xdata())[-1], np.asarray(line.get_ydata())[-1]
    ax.annotate(
        text,
        (x, y),
        xytext=(5, 0),
        textcoords="offset points",
        color=line.get_color(),
        va="center",
    )
