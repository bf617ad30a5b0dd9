"""Curves of functions over their scores."""

import numpy as np

from nnlib.plots.axes import get_axes, label_line


def plot_function(functions, *, low=-10.0, high=10.0, ax=None):
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
