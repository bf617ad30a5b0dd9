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


def plot_line(w: ArrayLike, b: float, *, ax: Axes | None = None) -> Axes:
    """Draw a unit's line and, at a right angle to it, its arrow w.

    The axes keep their limits. Nothing is drawn where no line is: outside of them, or if w is 0.

    Parameters
    ----------
    w : array (2,)
        Weights. The arrow is a third as long as w, in the units of the axes.
    b : float
        Bias.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = get_axes(ax)
    w, limits = np.asarray(w, dtype=float), [*ax.get_xlim(), *ax.get_ylim()]
    if not w.any():
        return ax
    foot = -b * w / (w @ w)  # the point of the line that is nearest to the origin
    along = np.array([-w[1], w[0]]) / np.linalg.norm(w)
    ends = np.stack([foot - 99 * along, foot + 99 * along])
    ax.plot(*ends.T, color="black", linewidth=1.5)
    style: dict[str, Any] = {"arrowstyle": "-|>", "color": "black", "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", foot + w / 3, foot, arrowprops=style)
    ax.annotate("w", foot + w / 3, xytext=(5, 5), textcoords="offset points", fontstyle="italic")
    ax.set(xlim=limits[:2], ylim=limits[2:])
    return ax


def plot_loss_map(
    X: ArrayLike,
    y: ArrayLike,
    b: float = 0.0,
    *,
    path: ArrayLike = (),
    limit: float = 5.0,
    ax: Axes | None = None,
) -> Axes:
    """Draw the log-loss of a sigmoid unit over its two weights as a map, with lines of equal loss.

    Parameters
    ----------
    X, y : arrays (N, 2) and (N,)
        Points and their labels, 0 or 1.
    b : float
        The bias, which the map keeps as it is.
    path : array (M, 2)
        Weights that a training passed through; the last is where it stands.
    limit : float
        The map goes from -limit to limit in both directions.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = get_axes(ax)
    at = np.linspace(-limit, limit, 101)
    W = np.stack(np.meshgrid(at, at), axis=-1)  # (101, 101, 2)
    signs = 1 - 2 * np.asarray(y)
    losses = np.logaddexp(0, signs * (W @ np.asarray(X).T + b)).mean(axis=-1)
    levels = [0.02, 0.05, 0.1, 0.2, 0.4, 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 12]
    lines = ax.contour(at, at, losses, levels=levels, colors=look.value("accent"), linewidths=1)
    ax.clabel(lines, fontsize=8)
    ax.contour(at, at, losses, levels=[np.log(2)], colors="black", linestyles="dashed")
    if len(path := np.reshape(path, (-1, 2))):
        ax.plot(*path.T, ".-", color=look.value("warm"), markersize=4, linewidth=1.5)
        ax.plot(*path[-1], "o", color=look.value("warm"), markeredgecolor="white")
    ax.set(xlabel="weight w1", ylabel="weight w2", aspect="equal")
    ax.set(xlim=(-limit, limit), ylim=(-limit, limit), title=f"loss, with b = {b:.2f}")
    return ax
