"""What a gradient check found, as a row of points: the fingerprint of a bug."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from nnlib.networks.gradient_check import TOLERANCE
from nnlib.plots.axes import get_axes
from nnlib.plots.decisions import COLOURS, MARKERS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nnlib.networks.gradient_check import GradientCheck

LIMITS = (1e-12, 30.0)  # of the axis; an error beyond it is drawn at its end


def plot_checks(checks: Sequence[GradientCheck], *, ax: Axes | None = None) -> Axes:
    """Draw the largest relative error of each gradient, input first, on a log axis.

    Blue circles have passed, orange triangles have failed; a dotted line with its number
    marks the tolerance. A check that failed without a number stands at the right end.

    Parameters
    ----------
    checks : list of GradientCheck
        As ``check_layer`` and ``check_network`` return them.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = get_axes(ax)
    errors = np.nan_to_num([check.error for check in checks], nan=LIMITS[1])
    for row, (check, error) in enumerate(zip(checks, np.clip(errors, *LIMITS), strict=True)):
        style = COLOURS[not check], MARKERS[not check]
        ax.plot(error, row, color=style[0], marker=style[1], markersize=8, linestyle="")
    ax.axvline(TOLERANCE, color="#666666", linestyle=":", linewidth=1.2)
    name = f"{TOLERANCE:.0e}".replace("e-0", "e-")
    above: dict[str, Any] = {"xycoords": ax.get_xaxis_transform(), "va": "bottom", "ha": "center"}
    ax.annotate(name, (TOLERANCE, 1), color="#666666", fontsize=8, **above)
    ax.set_yticks(range(len(checks)), [check.name for check in checks])
    ax.set(xscale="log", xlim=(LIMITS[0] / 3, LIMITS[1] * 3), xlabel="relative error")
    ax.set_ylim(len(checks) - 0.5, -0.5)  # the input on top, also where panels share an axis
    return ax
