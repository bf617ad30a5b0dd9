"""A line of dots for each of some groups: what every seed gave, and their mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from nnlib.plots.axes import get_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_dots(values: ArrayLike, names: Sequence[str], *, ax: Axes | None = None) -> Axes:
    """Draw a dot for each value, a line a group, and a short stroke at each group's mean.

    The first row of values has a ring around its dots.

    Parameters
    ----------
    values : array (S, G)
        One row a seed, one column a group.
    names : list of G str
        What stands beside the lines, the first on top.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there isn't a name for each column.
    """
    values = np.asarray(values)
    if values.ndim != 2 or values.shape[1] != len(names):
        raise ValueError(
            f"values must have a column a name, got {values.shape}, {len(names)} names"
        )
    ax = get_axes(ax)
    rows = np.arange(len(names))
    for line in values:
        ax.plot(line, rows, "o", color="C0", alpha=0.7, markersize=6)
    ax.plot(values[0], rows, "o", mfc="none", mec="C1", mew=1.5, markersize=10)
    ax.plot(values.mean(axis=0), rows, "|", color="C1", markersize=18, markeredgewidth=2)
    ax.set_yticks(rows, names)
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.grid(False, axis="y")
    return ax
