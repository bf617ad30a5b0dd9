"""How sure a model is, all over the plane."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from nnlib._common.types import Array
from nnlib.plots.axes import get_axes
from nnlib.plots.decisions import SHADES, plot_classes

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_probability_map(
    probability: Callable[[Array], Array],
    X: ArrayLike,
    y: ArrayLike,
    *,
    limits: tuple[float, float] = (-2, 2),
    ax: Axes | None = None,
) -> Axes:
    """Draw the probability of class 1 in shades, the line at one half, and the points.

    For a colour bar, give the shades to matplotlib: ``plt.colorbar(ax.collections[0])``.

    Parameters
    ----------
    probability : callable, array (M, 2) to array (M,)
        Probability of class 1.
    X, y : arrays (N, 2) and (N,)
        Points and their labels, 0 or 1.
    limits : pair of float
        Where the picture begins and ends, in both directions.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = get_axes(ax)
    x1, x2 = np.meshgrid(*[np.linspace(*limits, 201)] * 2)
    P = np.reshape(probability(np.column_stack([x1.ravel(), x2.ravel()])), x1.shape)
    ax.contourf(x1, x2, P, levels=np.linspace(0, 1, 11), cmap=SHADES, alpha=0.6)
    if P.min() < 0.5 < P.max():
        ax.contour(x1, x2, P, levels=[0.5], colors="black", linewidths=1.5)
    plot_classes(X, y, ax=ax)
    ax.set(xlim=limits, ylim=limits)
    return ax
