"""A unit's line that the reader moves over points of two classes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from nnlib.by_hand.sigmoid_unit import SigmoidUnit
from nnlib.functions.losses import binary_cross_entropy
from nnlib.plots import plot_decision
from nnlib.widgets.plane import Plane
from nnlib.widgets.playable import finite, module, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class LineOverPoints(Plane):
    """The line of a unit with two inputs, its mistakes and its loss.

    Parameters
    ----------
    X : array (N, 2)
        Points.
    y : array (N,) of 0 and 1
        Labels.
    w : array (2,)
        Weights to start from, each from -5 to 5.
    b : float
        Bias to start from, from -5 to 5.
    limit : float
        The picture goes from -limit to limit in both directions.
    learning_rate : float
        How far a step downhill goes along the gradient, from 0.1 to 10.
    controls : bool
        False hides the sliders and the buttons that the figure can do without.

    Raises
    ------
    ValueError
        If the points are not in the plane, or the labels or weights out of range.
    """

    _esm = module("plane.js", "line_over_points.js")
    _css = style("plane.css")
    w = traitlets.List(traitlets.Float()).tag(sync=True)
    b = traitlets.Float().tag(sync=True)
    learning_rate = traitlets.Float(1.0).tag(sync=True)

    def __init__(
        self,
        X: ArrayLike,
        y: ArrayLike,
        *,
        w: Sequence[float] = (1.0, 0.0),
        b: float = 0.0,
        limit: float = 2.5,
        learning_rate: float = 1.0,
        controls: bool = True,
    ) -> None:
        values = finite("w and b", [*w, b], (3,))
        if np.abs(values).max() > 5:
            raise ValueError(f"w and b must be from -5 to 5, got w {list(w)}, b {b!r}")
        if not 0.1 <= learning_rate <= 10:
            raise ValueError(f"learning_rate must be from 0.1 to 10, got {learning_rate!r}")
        settings = {"learning_rate": float(learning_rate), "controls": controls}
        super().__init__(X, y, w=values[:2].tolist(), b=float(b), limit=limit, **settings)

    @property
    def unit(self) -> SigmoidUnit:
        """The sigmoid unit with the weights and the bias as they stand now."""
        return SigmoidUnit(self.w, self.b)

    def __repr__(self) -> str:
        loss = binary_cross_entropy(self.y, self.unit.predict_proba(self.X))
        right = np.sum(self.unit.predict(self.X) == self.y)
        w = ", ".join(f"{v:g}" for v in self.w)
        return f"w ({w}), b {self.b:g}: {right} of {len(self.y)} right, loss {loss:.3f}"

    def draw(self, figure: Figure) -> None:
        """Draw the points and the unit's two regions."""
        ax = figure.subplots()
        plot_decision(self.unit.predict_proba, self.X, self.y, limit=self.limit, ax=ax)
        ax.set_title(repr(self).split(": ")[1])
