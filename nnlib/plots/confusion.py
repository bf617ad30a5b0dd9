"""A confusion matrix, with a picture of each class above its column."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from nnlib.plots.axes import get_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_confusion(
    table: ArrayLike, images: ArrayLike | None = None, *, ax: Axes | None = None
) -> Axes:
    """Draw a confusion matrix: the more often a mistake happens, the stronger its colour.

    Parameters
    ----------
    table : integer array (K, K)
        In row n and column k, how many samples of class n were called k.
    images : array (K, P), optional
        A square image for each class, one a row, drawn above its column.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    from matplotlib.patches import Rectangle

    table = np.asarray(table)
    K = len(table)
    if ax is None:
        import matplotlib.pyplot as plt

        ax = plt.subplots(figsize=(6, 5.2))[1]
    ax = get_axes(ax)
    mistakes = table * (1 - np.eye(K))
    strongest = max(2 * mistakes.max(), 1)  # of the colours the paler half: numbers stand on them
    ax.imshow(mistakes, cmap="Oranges", vmin=0, vmax=strongest, aspect="auto")
    for label, answer in np.argwhere(table):
        ax.text(answer, label, str(table[label, answer]), ha="center", va="center")
    top = -0.5
    for k, image in enumerate([] if images is None else np.asarray(images)):
        side, top = math.isqrt(image.size), -1.9
        corners = (k - 0.45, k + 0.45, -0.7, -1.8)  # left, right, bottom, top
        ax.imshow(image.reshape(side, side), extent=corners, aspect="auto")
        frame = Rectangle((k - 0.45, -1.8), 0.9, 1.1, fill=False, edgecolor="0.6", linewidth=0.5)
        ax.add_patch(frame)
    ax.set(xlim=(-0.5, K - 0.5), ylim=(K - 0.5, top), xlabel="read as", ylabel="label")
    ax.set(xticks=range(K), yticks=range(K))
    ax.grid(False)
    ax.spines[:].set_visible(False)
    return ax
