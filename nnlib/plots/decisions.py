"""Two classes in the plane, and how a model divides it between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from numpy.typing import ArrayLike

from nnlib._common import look
from nnlib._common.types import Array
from nnlib.plots.axes import get_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = look.value("class-0"), look.value("class-1")  # of class 0 and class 1, in every figure
MARKERS = ("o", "^")
SHADES = LinearSegmentedColormap.from_list("classes", [COLOURS[0], "white", COLOURS[1]])
PALE = LinearSegmentedColormap.from_list("pale classes", SHADES([0.3, 0.5, 0.7]))  # under points


def plot_classes(X: ArrayLike, y: ArrayLike, *, ax: Axes | None = None) -> Axes:
    """Draw points of two classes: blue circles for 0, orange triangles for 1.

    Parameters
    ----------
    X : array (N, 2)
        Points.
    y : array (N,) of 0 and 1
        Labels.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = get_axes(ax)
    for label, (colour, marker) in enumerate(zip(COLOURS, MARKERS, strict=True)):
        x1, x2 = np.asarray(X)[np.asarray(y) == label].T
        style: dict[str, Any] = {
            "color": colour,
            "marker": marker,
            "edgecolor": "white",
            "linewidth": 0.6,
        }
        ax.scatter(x1, x2, s=34, label=f"class {label}", zorder=3, **style)
    ax.set(xlabel="feature x1", ylabel="feature x2", aspect="equal")
    return ax


def plot_decision(
    probability: Callable[[Array], Array],
    X: ArrayLike,
    y: ArrayLike,
    *,
    limit: float = 2.5,
    ax: Axes | None = None,
) -> Axes:
    """Shade the plane by a model's answers, with the boundary between them and the points.

    The colour of a class grows with its probability and vanishes at one half, so a model that
    is sure of nothing leaves the plane pale, and one that gives labels has two full regions.
    The shades are the first of ``ax.images``: give that to ``plt.colorbar``.

    Parameters
    ----------
    probability : callable, array (M, 2) to array (M,)
        Probability of class 1, or the label itself; the boundary lies at one half.
    X, y : arrays (N, 2) and (N,)
        Points and their labels, 0 or 1.
    limit : float
        The picture goes from -limit to limit in both directions.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = get_axes(ax)
    x1, x2 = np.meshgrid(*[np.linspace(-limit, limit, 301)] * 2)
    P = np.reshape(probability(np.column_stack([x1.ravel(), x2.ravel()])), x1.shape)
    extent = (-limit, limit, -limit, limit)
    style: dict[str, Any] = {"cmap": PALE, "vmin": 0, "vmax": 1, "interpolation_stage": "data"}
    ax.imshow(P, origin="lower", extent=extent, interpolation="bilinear", **style)
    if P.min() < 0.5 < P.max():
        ax.contour(x1, x2, P, levels=[0.5], colors="black", linewidths=1.5)
    plot_classes(X, y, ax=ax)
    ax.set(xlim=(-limit, limit), ylim=(-limit, limit))
    return ax
