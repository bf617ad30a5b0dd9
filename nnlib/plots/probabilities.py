"""Probabilities of the classes as bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from nnlib._common import look
from nnlib.plots.axes import get_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BAR, RIGHT = look.value("class-0"), look.value("unit-1")


def plot_probabilities(
    p: ArrayLike,
    *,
    right: int | None = None,
    names: Sequence[str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the probability of each class as a bar; the right class stands out.

    Parameters
    ----------
    p : array (K,)
        Probabilities.
    right : int, optional
        The right class: its bar is green and hatched, the others blue.
    names : list of str, optional
        Names of the classes; by default their numbers.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = get_axes(ax)
    p = np.asarray(p)
    bars = ax.bar(np.arange(len(p)), p, color=BAR)
    if right is not None:
        bars[right].set(facecolor=RIGHT, hatch="//", edgecolor="white")
    ax.set_xticks(np.arange(len(p)), names if names is not None else np.arange(len(p)))
    ax.set(xlabel="class", ylabel="probability", ylim=(0, 1))
    return ax
