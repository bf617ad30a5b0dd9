"""Forward and back through the graph of a sigmoid unit and its loss, a step at a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import traitlets

from nnlib.functions.activations import sigmoid
from nnlib.widgets.playable import Playable, finite, module, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORWARD, BACK, BOX = "#0072B2", "#C04A00", "#444444"
# What each step finds; the first one finds nothing, its numbers are given.
STEPS = ["", "z", "a", "L", "dL", "da", "dz", "dw", "dx", "db"]
BOXES = {(2.1, 1.5): "w x + b", (3.6, 1.5): "sigmoid", (5.15, 1.5): "(a − y)² / 2"}
# Where a number stands, and how far above and below that it and its gradient are written.
PLACES = {
    "w": (0.55, 2.5, 0.17),
    "x": (0.55, 1.5, 0.17),
    "b": (0.55, 0.5, 0.17),
    "z": (2.85, 1.5, 0.42),
    "a": (4.35, 1.5, 0.42),
    "y": (5.15, 0.43, 0.17),
    "L": (6.5, 1.5, 0.2),
}
ARROWS = [
    ((1.05, 2.5), (1.6, 1.72)),
    ((1.05, 1.5), (1.6, 1.5)),
    ((1.05, 0.5), (1.6, 1.28)),
    ((2.6, 1.5), (3.1, 1.5)),
    ((4.1, 1.5), (4.55, 1.5)),
    ((5.15, 0.75), (5.15, 1.2)),
    ((5.75, 1.5), (6.1, 1.5)),
]


class GraphStepper(Playable):
    """A sigmoid unit with half the squared error as its loss, for one sample.

    Forward it finds z = w x + b, a = sigmoid(z) and L = (a - y)² / 2; back it finds
    dL, da, dz and then dw, dx and db. Each step finds one number.

    Parameters
    ----------
    w, x, b : float
        Weight, input and bias to start from, each from -5 to 5.
    y : float
        Label, from 0 to 1.
    step : int
        How many of the nine steps are done at the start.
    controls : bool
        False hides the sliders and the buttons that the figure can do without.

    Raises
    ------
    ValueError
        If a number is out of range.
    """

    _esm = module("graph_stepper.js")
    _css = style("graph_stepper.css")
    w = traitlets.Float().tag(sync=True)
    x = traitlets.Float().tag(sync=True)
    b = traitlets.Float().tag(sync=True)
    y = traitlets.Float().tag(sync=True)
    step = traitlets.Int().tag(sync=True)

    def __init__(
        self, w: float, x: float, b: float, y: float, *, step: int = 0, controls: bool = True
    ) -> None:
        values = finite("w, x, b and y", [w, x, b, y], (4,))
        if np.abs(values).max() > 5 or not 0 <= y <= 1:
            raise ValueError(f"w, x, b must be from -5 to 5 and y from 0 to 1, got {values}")
        if step not in range(len(STEPS)):
            raise ValueError(f"step must be from 0 to {len(STEPS) - 1}, got {step!r}")
        settings = dict(zip("wxby", values.tolist(), strict=True))
        super().__init__(step=int(step), controls=controls, **settings)

    @property
    def values(self) -> dict[str, float]:
        """All numbers of the graph and their gradients by name, of steps to come as well."""
        w, x, b, y = self.w, self.x, self.b, self.y
        z = w * x + b
        a = float(sigmoid(z))
        da = a - y
        dz = da * a * (1 - a)
        found = {"z": z, "a": a, "L": da**2 / 2, "dL": 1.0, "da": da, "dz": dz}
        return {"w": w, "x": x, "b": b, "y": y} | found | {"dw": dz * x, "dx": dz * w, "db": dz}

    @property
    def known(self) -> dict[str, float]:
        """The numbers that the steps so far have found, by name."""
        names = ["w", "x", "b", "y", *STEPS[1 : self.step + 1]]
        return {name: self.values[name] for name in names}

    def __repr__(self) -> str:
        known = ", ".join(f"{name} = {say(value)}" for name, value in self.known.items())
        return f"step {self.step} of {len(STEPS) - 1}: {known}"

    def draw(self, figure: Figure) -> None:
        """Draw the graph with the numbers that are known."""
        figure.set_size_inches(6.4, 2.8)
        figure.set_layout_engine("none")
        ax = figure.add_axes((0, 0, 1, 1))
        ax.set(xlim=(-0.1, 7.1), ylim=(-0.1, 3.05))
        ax.axis("off")
        for (x, y), text in BOXES.items():
            style = {"boxstyle": "round,pad=0.6", "facecolor": BOX, "edgecolor": "none"}
            ax.text(x, y, text, color="white", ha="center", va="center", fontsize=9, bbox=style)
        for start, end in ARROWS:
            ax.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": BOX})
        known = {name: f"{name} = {say(value)}" for name, value in self.known.items()}
        for name, (x, y, gap) in PLACES.items():
            for key, colour, at in [(name, FORWARD, y + gap), (f"d{name}", BACK, y - gap)]:
                missing = f"{key} = ?" if key == name else ""
                ax.text(x, at, known.get(key, missing), color=colour, ha="center", va="center")


def say(value: float) -> str:
    """Three digits after the point, without zeros at the end; very small ones as 3e-5."""
    if value != 0 and abs(value) < 5e-4:
        return re.sub(r"e-0*", "e-", f"{value:.0e}")
    return f"{value + 0:.3f}".rstrip("0").rstrip(".")
