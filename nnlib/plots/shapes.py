"""Arrays as boxes: one box a number, with the array's shape written below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from nnlib._common.types import Array
from nnlib.plots.axes import get_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PLAIN, MARKED, REPEATED = "#cfe8f7", "#f6c65b", "#ffffff"


def plot_shapes(
    arrays: Mapping[str, Array],
    signs: str = "",
    *,
    marked: Mapping[str, Any] | None = None,
    stretched: Mapping[str, tuple[int, ...]] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw arrays side by side as grids of their numbers.

    Parameters
    ----------
    arrays : dict of str to array (N, D) or (D,)
        Names and arrays; a vector is drawn as one row.
    signs : str
        The characters between them, such as ``"@="``.
    marked : dict of str to index, optional
        Entries that stand out, by the array's name: ``{"X": np.s_[0, :]}``.
    stretched : dict of str to shape, optional
        Shapes that broadcasting stretches an array to: the repeated entries are drawn
        in dotted boxes.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    from matplotlib.patches import Rectangle

    grids = {name: np.atleast_2d(array) for name, array in arrays.items()}
    full = {
        name: np.broadcast_to(grid, (stretched or {}).get(name, grid.shape))
        for name, grid in grids.items()
    }
    height = max(len(grid) for grid in full.values())
    width = sum(grid.shape[1] + 1 for grid in full.values()) - 1
    if ax is None:
        import matplotlib.pyplot as plt

        ax = plt.subplots(figsize=(6, 6 * (height + 2) / max(width, 9)))[1]
    ax = get_axes(ax)
    left = 0
    for (name, array), sign in zip(arrays.items(), [*signs, ""], strict=True):
        grid, own = full[name], grids[name].shape
        stands_out = np.zeros(grid.shape, dtype=bool)
        if marked and name in marked:
            stands_out[marked[name]] = True
        for row, column in np.ndindex(grid.shape):
            repeated = row >= own[0] or column >= own[1]
            colour = MARKED if stands_out[row, column] else REPEATED if repeated else PLAIN
            box = Rectangle((left + column, row), 1, 1, facecolor=colour, edgecolor="#444444")
            box.set(linestyle=":" if repeated else "-", linewidth=1)
            ax.add_patch(box)
            weight = "bold" if stands_out[row, column] else "normal"
            number = f"{grid[row, column]:g}"
            ax.text(left + column + 0.5, row + 0.5, number, ha="center", va="center", weight=weight)
        right = left + grid.shape[1]
        ax.text((left + right) / 2, -0.2, name, ha="center", va="bottom", weight="bold")
        ax.text((left + right) / 2, len(grid) + 0.2, str(np.shape(array)), ha="center", va="top")
        ax.text(right + 0.5, height / 2, sign, ha="center", va="center", fontsize=14)
        left = right + 1
    ax.set(xlim=(-0.1, max(width, 9) + 0.1), ylim=(height + 1, -1), aspect="equal")
    ax.axis("off")
    return ax
