"""Rows of pixels drawn as images."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIGNED = "RdBu"  # blue above 0 and red below, wherever weights are drawn


def show_images(
    X: ArrayLike,
    titles: Sequence[str] | None = None,
    *,
    n_columns: int = 10,
    shape: tuple[int, int] | None = None,
    cmap: str | None = None,
    symmetric: bool = False,
    ax: Axes | None = None,
) -> Axes:
    """Draw rows of pixels as images, side by side on one axes, each in a thin frame.

    Parameters
    ----------
    X : array (N, P)
        One image a row.
    titles : list of str, optional
        A short text over each image.
    n_columns : int
        Images in a line.
    shape : (int, int), optional
        Height and width of an image; square by default.
    cmap : str, optional
        Colour map; by default the style's, dark ink on white, or `SIGNED` if symmetric.
    symmetric : bool
        Put 0 in the middle of the colours, for weights of both signs: blue above 0, red below.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there is no image, or its pixels do not fill the shape.
    """
    from matplotlib.patches import Rectangle

    X = np.asarray(X)
    if X.ndim != 2 or len(X) == 0:
        raise ValueError(f"X must hold at least one image, one a row, got shape {X.shape}")
    height, width = shape or (math.isqrt(X.shape[1]),) * 2
    if height * width != X.shape[1]:
        raise ValueError(
            f"{X.shape[1]} pixels do not fill an image of {height} x {width}; give shape=(…)"
        )
    n_columns = min(n_columns, len(X))
    n_rows = -(-len(X) // n_columns)
    head = 0 if titles is None else max(2, round(0.3 * height))  # pixels left for a title
    canvas = np.full((n_rows * (height + head + 1), n_columns * (width + 1)), np.nan)
    corners = []
    for i, image in enumerate(X):
        top = (i // n_columns) * (height + head + 1) + head
        left = (i % n_columns) * (width + 1)
        canvas[top : top + height, left : left + width] = image.reshape(height, width)
        corners.append((top, left))
    if ax is None:
        import matplotlib.pyplot as plt

        ax = plt.subplots(figsize=(6, 6 * canvas.shape[0] / canvas.shape[1] + 0.4))[1]
    limit = np.nanmax(np.abs(canvas))
    limits = {"vmin": -limit, "vmax": limit} if symmetric else {}
    ax.imshow(canvas, cmap=SIGNED if symmetric and cmap is None else cmap, **limits)
    for top, left in corners:  # else a blank edge would look like the paper around it
        frame = Rectangle((left - 0.5, top - 0.5), width, height, fill=False, clip_on=False)
        frame.set(edgecolor="0.6", linewidth=0.5)
        ax.add_patch(frame)
    for (top, left), title in zip(corners, titles or [], strict=False):
        ax.text(left + width / 2, top - 1, title, ha="center", va="bottom", fontsize=8)
    ax.axis("off")
    return ax
