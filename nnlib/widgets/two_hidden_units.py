"""Two hidden units whose lines the reader moves, and the plane in which a third one sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from nnlib._common.types import Array
from nnlib._common.validation import number_between
from nnlib.by_hand.perceptron import rosenblatt_update
from nnlib.functions.activations import sigmoid
from nnlib.plots import plot_classes, plot_decision
from nnlib.widgets.plane import Plane
from nnlib.widgets.playable import finite, module, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HIDDEN_COLOURS, HIDDEN_LINES = ("#009E73", "#CC79A7"), ("-", "--")
PAPER = {"facecolor": "white", "edgecolor": "none", "alpha": 0.7, "pad": 1}  # under a name


def draw_units(ax: Axes, W: Array, b: Array, *, named_at: float = 0.85) -> None:
    """Draw two units' lines with arrows and names; W (2, 2) has a column of length 1 a unit.

    A name stands ``named_at`` in front of its line, or behind it where that is negative.
    """
    for k, (w, shift) in enumerate(zip(W.T, b, strict=True)):
        middle, along = -shift * w, np.array([-w[1], w[0]])
        ends = np.array([middle - 9 * along, middle + 9 * along])
        style: dict[str, Any] = {"color": HIDDEN_COLOURS[k], "linestyle": HIDDEN_LINES[k]}
        ax.plot(*ends.T, linewidth=2, **style)
        ax.annotate("", middle + 0.6 * w, middle, arrowprops={"arrowstyle": "->", **style})
        ax.annotate(f"unit {k + 1}", middle + named_at * w, bbox=PAPER, ha="center", va="center")


class TwoHiddenUnits(Plane):
    """Two sigmoid units over points of two classes, and the OR or the AND of their activations.

    The plane of the inputs goes over into the plane of the scores, which is linear, and that into
    the plane of the activations; with it go the points, the lines and what the third unit says.
    The figure keeps the directions of the lines and their distances from the middle, and one
    steepness for both units; ``W`` and ``b`` are given back with weights of length 1.

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
        What unit 3 makes of the two activations: whether their sum is above 0.5, or above 1.5.
    steepness : float
        Length of the hidden units' weights, from 1 to 20; at 20 they are nearly steps.
    view : float
        0 for the plane of the inputs, 1 for that of the scores, 2 for that of the activations, or
        in between.
    limit : float
        The picture goes from -limit to limit in both directions.
    controls : bool
        False hides the sliders and the buttons that the figure can do without.

    Raises
    ------
    ValueError
        If the points are not in the plane, a line is not in the picture, or a setting is out of
        its range.
    """

    _esm = module("plane.js", "two_hidden_units.js")
    _css = style("plane.css", "two_hidden_units.css")
    angles = traitlets.List(traitlets.Float()).tag(sync=True)  # of the weights, in degrees
    shifts = traitlets.List(traitlets.Float()).tag(sync=True)  # of the lines, along the weights
    combine = traitlets.Enum(["or", "and"]).tag(sync=True)
    steepness = traitlets.Float(4.0).tag(sync=True)
    view = traitlets.Float(0.0).tag(sync=True)

    def __init__(
        self,
        X: ArrayLike,
        y: ArrayLike,
        *,
        W: ArrayLike = ((1, 0), (0, 1)),
        b: ArrayLike = (0, 0),
        combine: str = "or",
        steepness: float = 4.0,
        view: float = 0.0,
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
        steepness = number_between("steepness", steepness, 1, 20)
        view = number_between("view", view, 0, 2)
        angles = np.degrees(np.arctan2(W[1], W[0])).round(6)
        settings: dict[str, Any] = {"angles": angles.tolist(), "shifts": shifts.round(6).tolist()}
        settings |= {"steepness": float(steepness), "view": float(view), "controls": controls}
        super().__init__(X, y, combine=combine, limit=limit, **settings)

    @property
    def W(self) -> Array:
        """Weights of the hidden units as they stand now, one column a unit: (2, 2)."""
        turns = np.radians(self.angles)
        return np.array([np.cos(turns), np.sin(turns)])

    @property
    def b(self) -> Array:
        """Biases of the hidden units as they stand now: (2,)."""
        return -np.array(self.shifts)

    def scores(self, X: Array) -> Array:
        """Scores of the hidden units: X (N, 2) to Z (N, 2)."""
        return self.steepness * (np.asarray(X) @ self.W + self.b)

    def activations(self, X: Array) -> Array:
        """Activations of the hidden units: X (N, 2) to A (N, 2)."""
        return sigmoid(self.scores(X))

    def predict(self, X: Array) -> Array:
        """Answer of unit 3, 0 or 1: X (N, 2) to (N,)."""
        threshold = 0.5 if self.combine == "or" else 1.5
        return np.where(self.activations(X).sum(axis=1) > threshold, 1, 0)

    def divides(self) -> bool:
        """Whether Rosenblatt's rule finds a line between the classes in the activations' plane."""
        A, w, b = self.activations(self.X) - 0.5, np.zeros(2), 0.0
        for _ in range(500):
            before = w, b
            for a, label in zip(A, self.y, strict=True):
                w, b = rosenblatt_update(w, b, a, label)
            if b == before[1] and np.array_equal(w, before[0]):
                return True
        return False

    def __repr__(self) -> str:
        right = np.sum(self.predict(self.X) == self.y)
        units = " and ".join(
            f"{angle:.0f}° moved {shift + 0:.2f}"
            for angle, shift in zip(self.angles, self.shifts, strict=True)
        )
        return f"lines at {units}, {self.combine.upper()}: {right} of {len(self.y)} right"

    def draw(self, figure: Figure) -> None:
        """Draw the plane of the inputs with the lines, and beside it that of the activations."""
        figure.set_size_inches(6.4, 3.4)
        left, right = figure.subplots(1, 2)
        plot_decision(self.predict, self.X, self.y, limit=self.limit, ax=left)
        draw_units(left, self.W, self.b)
        left.set(xlim=(-self.limit, self.limit), ylim=(-self.limit, self.limit))
        left.set_title(repr(self).split(", ")[1])
        ruled, fine = np.linspace(-self.limit, self.limit, 11), np.linspace(-self.limit, self.limit)
        for r in ruled:
            for line in ([np.full(50, r), fine], [fine, np.full(50, r)]):
                right.plot(*self.activations(np.transpose(line)).T, color="#bbbbbb", linewidth=0.7)
        plot_classes(self.activations(self.X), self.y, ax=right)
        ends = np.array([-0.1, 0.6]) if self.combine == "or" else np.array([0.4, 1.1])
        right.plot(ends, ends[::-1], "--", color="black", linewidth=1.5)
        right.set(xlim=(-0.1, 1.1), ylim=(-0.1, 1.1), xticks=[0, 1], yticks=[0, 1])
        right.set(xlabel="activation a1", ylabel="activation a2", title="what unit 3 sees")
