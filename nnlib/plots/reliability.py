"""How often a model is right, against how sure it says it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from nnlib.plots.axes import get_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_reliability(
    sure: ArrayLike,
    right: ArrayLike,
    *,
    edges: Sequence[float] = (0, 0.5, 0.7, 0.9, 0.99, 1),
    ax: Axes | None = None,
) -> Axes:
    """Draw, for answers of like certainty, the share that is right.

    The answers are put into bins by their certainty; each bin is a dot at its mean
    certainty and its share of right answers, with its number of answers beside it. On
    the dashed line a model is as often right as it says.

    Parameters
    ----------
    sure : array (N,)
        Probability that the model gives its own answer.
    right : bool array (N,)
        Whether the answer was right.
    edges : sequence of float
        Bounds of the bins, from 0 to 1.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = get_axes(ax)
    sure, right = np.asarray(sure), np.asarray(right)
    bins = np.digitize(sure, edges[1:-1])
    used = [k for k in range(len(edges) - 1) if np.any(bins == k)]
    x = [sure[bins == k].mean() for k in used]
    y = [right[bins == k].mean() for k in used]
    ax.plot([0, 1], [0, 1], color="#666666", linestyle="--", linewidth=1)
    ax.plot(x, y, "o-")
    for k, at in zip(used, zip(x, y, strict=True), strict=True):
        n = str(np.sum(bins == k))
        ax.annotate(n, at, xytext=(6, -12), textcoords="offset points")
    ax.set(xlabel="certainty", ylabel="share that is right", xlim=(0.3, 1.05), ylim=(0, 1.05))
    return ax
