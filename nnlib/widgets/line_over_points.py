"""A unit's line that the reader moves over points of two classes, or that learns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from nnlib._common.validation import int_between, number_between
from nnlib.by_hand.perceptron import rosenblatt_update, step_unit
from nnlib.by_hand.sigmoid_unit import SigmoidUnit
from nnlib.functions.losses import binary_cross_entropy
from nnlib.plots import plot_decision, plot_line, plot_loss_map
from nnlib.widgets.plane import Plane
from nnlib.widgets.playable import finite, module, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WAYS = ("", "mistakes", "downhill")


class LineOverPoints(Plane):
    """The line of a unit with two inputs, its arrow w, and how it learns.

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
    learns : str
        "downhill": by gradient descent, with a map of the loss beside the points; "mistakes": by
        Rosenblatt's rule; "": the reader moves the line, and it decides by a step.
    learning_rate : float
        How far a step downhill goes along the gradient, from 0.1 to 20.
    mistakes : int
        For "mistakes", after how many of them the line is shown.
    controls : bool
        False hides the sliders and the buttons that the figure can do without.

    Raises
    ------
    ValueError
        If the points are not in the plane, or the labels or settings out of range.
    """

    _esm = module("plane.js", "loss_map.js", "line_over_points.js")
    _css = style("plane.css", "loss_map.css")
    w = traitlets.List(traitlets.Float()).tag(sync=True)
    b = traitlets.Float().tag(sync=True)
    learns = traitlets.Unicode("downhill").tag(sync=True)
    learning_rate = traitlets.Float(1.0).tag(sync=True)
    mistakes = traitlets.Int(0).tag(sync=True)

    def __init__(
        self,
        X: ArrayLike,
        y: ArrayLike,
        *,
        w: Sequence[float] = (1.0, 0.0),
        b: float = 0.0,
        limit: float = 2.5,
        learns: str = "downhill",
        learning_rate: float = 1.0,
        mistakes: int = 0,
        controls: bool = True,
    ) -> None:
        values = finite("w and b", [*w, b], (3,))
        if np.abs(values).max() > 5:
            raise ValueError(f"w and b must be from -5 to 5, got w {list(w)}, b {b!r}")
        if learns not in WAYS:
            raise ValueError(f'learns must be "", "mistakes" or "downhill", got {learns!r}')
        learning_rate = number_between("learning_rate", learning_rate, 0.1, 20)
        mistakes = int_between("mistakes", mistakes, 0, 200)
        settings: dict[str, Any] = {
            "learns": learns,
            "learning_rate": float(learning_rate),
            "mistakes": mistakes,
        }
        settings |= {"w": values[:2].tolist(), "b": float(b), "controls": controls}
        super().__init__(X, y, limit=limit, **settings)

    @property
    def unit(self) -> SigmoidUnit:
        """The unit with the weights and the bias as they stand now."""
        w, b, left = np.array(self.w), self.b, self.mistakes if self.learns == "mistakes" else 0
        moved = True
        while left and moved:
            moved = False
            for x, label in zip(self.X, self.y, strict=True):
                if left and step_unit(x, w, b) != label:
                    w, b = rosenblatt_update(w, b, x, int(label))
                    left, moved = left - 1, True
        return SigmoidUnit(w, b)

    def __repr__(self) -> str:
        unit = self.unit
        right = np.sum(unit.predict(self.X) == self.y)
        w = ", ".join(f"{v:.4g}" for v in unit.w)
        words = f"w ({w}), b {unit.b:g}: {right} of {len(self.y)} right"
        if self.learns == "mistakes":
            return f"after {self.mistakes} mistakes {words}"
        loss = binary_cross_entropy(self.y, unit.predict_proba(self.X))
        return f"{words}, loss {loss:.3f}" if self.learns else words

    def draw(self, figure: Figure) -> None:
        """Draw the points and the unit's two regions, and the map of the loss."""
        unit = self.unit
        left = figure.subplots(1, 2, squeeze=False)[0] if self.learns == "downhill" else None
        ax = figure.subplots() if left is None else left[0]
        shades = unit.predict if left is None else unit.predict_proba
        plot_decision(shades, self.X, self.y, limit=self.limit, ax=ax)
        plot_line(unit.w, float(unit.b), ax=ax)
        ax.set_title(repr(self).split(": ")[1])
        if left is not None:
            after = self.unit  # a line to where the next step ends
            after.step(self.X, self.y, learning_rate=self.learning_rate)
            plot_loss_map(self.X, self.y, float(unit.b), path=[after.w, unit.w], ax=left[1])
