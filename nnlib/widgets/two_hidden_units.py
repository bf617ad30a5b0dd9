"""Two hidden units whose lines the reader moves, and what an output unit makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from nnlib._common.types import Array
from nnlib.by_hand.perceptron import step_unit
from nnlib.plots import plot_decision
from nnlib.widgets.plane import Plane
from nnlib.widgets.playable import finite, module, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HIDDEN_COLOURS, HIDDEN_LINES = ("#009E73", "#CC79A7"), ("-", "--")
PAPER = {"facecolor": "white", "edgecolor": "none", "alpha": 0.7, "pad": 1}  # under a name


class TwoHiddenUnits(Plane):
    """Two step units over points of two classes, and the OR or the AND of their answers.

    Only the lines matter to a step unit, so the figure keeps their directions and their
    distances from the middle; ``W`` and ``b`` are given back with weights of length 1.

    Parameters
    ----------
    X : array (N, 2)
        Points.
    y : array (N,) of 0 and 1
        Labels.
    W : array (2, 2)
        Weights to start from, one column a hidden unit, none of them all zeros.
    b : array (2,)
        Biases to start from.
    combine : {"or", "and"}
        What the output unit makes of the two answers.
    limit : float
        The picture goes from -limit to limit in both directions.
    controls : bool
        False hides the sliders and the buttons that the figure can do without.

    Raises
    ------
    ValueError
        If the points are not in the plane, or a line is not in the picture.
    """

    _esm = module("plane.js", "two_hidden_units.js")
    _css = style("plane.css", "two_hidden_units.css")
    angles = traitlets.List(traitlets.Float()).tag(sync=True)  # of the weights, in degrees
    shifts = traitlets.List(traitlets.Float()).tag(sync=True)  # of the lines, along the weights
    combine = traitlets.Enum(["or", "and"]).tag(sync=True)

    def __init__(
        self,
        X: ArrayLike,
        y: ArrayLike,
        *,
        W: ArrayLike = ((1, 0), (0, 1)),
        b: ArrayLike = (0, 0),
        combine: str = "or",
        limit: float = 2.5,
        controls: bool = True,
    ) -> None:
        W, b = finite("W", W, (2, 2)), finite("b", b, (2,))
        lengths = np.linalg.norm(W, axis=0)
        if not lengths.min() > 0:
            raise ValueError(f"W must have no column of zeros, got {W.tolist()}")
        shifts = -b / lengths
        if (far := np.abs(shifts).max()) > limit:
            raise ValueError(f"a line is {far:.2f} from the middle, outside the picture's {limit}")
        if combine not in ("or", "and"):
            raise ValueError(f'combine must be "or" or "and", got {combine!r}')
        angles = np.degrees(np.arctan2(W[1], W[0])).round(6)
        settings = {"angles": angles.tolist(), "shifts": shifts.round(6).tolist()}
        super().__init__(X, y, combine=combine, limit=limit, controls=controls, **settings)

    @property
    def W(self) -> Array:
        """Weights of the hidden units as they stand now, one column a unit: (2, 2)."""
        turns = np.radians(self.angles)
        return np.array([np.cos(turns), np.sin(turns)])

    @property
    def b(self) -> Array:
        """Biases of the hidden units as they stand now: (2,)."""
        return -np.array(self.shifts)

    def predict(self, X: Array) -> Array:
        """Answer of the output unit, 0 or 1: X (N, 2) to (N,)."""
        H = step_unit(np.asarray(X), self.W, self.b)  # (N, 2)
        return H.max(axis=1) if self.combine == "or" else H.min(axis=1)

    def __repr__(self) -> str:
        right = np.sum(self.predict(self.X) == self.y)
        units = " and ".join(
            f"{angle:.0f}° moved {shift + 0:.2f}"
            for angle, shift in zip(self.angles, self.shifts, strict=True)
        )
        return f"lines at {units}, {self.combine.upper()}: {right} of {len(self.y)} right"

    def draw(self, figure: Figure) -> None:
        """Draw the points, the output's two regions and the two lines."""
        ax = figure.subplots()
        plot_decision(self.predict, self.X, self.y, limit=self.limit, ax=ax)
        for k, (w, b) in enumerate(zip(self.W.T, self.b, strict=True)):
            middle, along = -b * w, np.array([-w[1], w[0]])
            ends = np.array([middle - 9 * along, middle + 9 * along])
            style: dict[str, Any] = {"color": HIDDEN_COLOURS[k], "linestyle": HIDDEN_LINES[k]}
            ax.plot(*ends.T, linewidth=2, **style)
            ax.annotate("", middle + 0.6 * w, middle, arrowprops={"arrowstyle": "->", **style})
            ax.annotate(f"unit {k + 1}", middle + 0.85 * w, bbox=PAPER, ha="center", va="center")
        ax.set(xlim=(-self.limit, self.limit), ylim=(-self.limit, self.limit))
        ax.set_title(repr(self).split(", ")[1])
