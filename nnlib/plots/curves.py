"""Curves: a function over its scores, and a training over its epochs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from nnlib.plots.axes import get_axes, label_line
from nnlib.types import Array, History

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


def plot_history(history: History, names: Iterable[str], *, ax: Axes | None = None) -> Axes:
    """Draw what a training recorded for each epoch, with the values at the right end.

    Parameters
    ----------
    history : dict of str to list of float
        As ``train`` returns it.
    names : list of str
        What to draw, by its name in the history.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If a name is not in the history, or no epoch is.
    """
    ax = get_axes(ax)
    for name in names:
        if name not in history:
            raise ValueError(f"the history holds {sorted(history)}, it has no {name!r}")
        if not history[name]:
            raise ValueError(f"the history has no epoch yet: {name!r} is empty")
        values = history[name]
        (line,) = ax.plot(np.arange(1, len(values) + 1), values)
        label_line(ax, line, name)
    ax.set_xlabel("epoch")
    return ax
