"""Curves of functions over their scores."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from nnlib._common.types import Array
from nnlib.plots.axes import get_axes, label_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_function(
    functions: Mapping[str, Callable[[Array], Array]],
    *,
    low: float = -10.0,
    high: float = 10.0,
    ax: Axes | None = None,
) -> Axes:
    """Draw functions of a score, each with its name at its right end.

    Parameters
    ----------
    functions : dict of str to callable
        Names and functions that take an array.
    low, high : float
        Range of the scores.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = get_axes(ax)
    z = np.linspace(low, high, 401)
    for name, function in functions.items():
        (line,) = ax.plot(z, function(z))
        label_line(ax, line, name)
    ax.set_xlabel("score z")
    return ax
