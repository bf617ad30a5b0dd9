"""A race down one ravine: plain descent, momentum and Adam from the same start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import traitlets

from nnlib._common import look
from nnlib._common.types import Array
from nnlib._common.validation import int_between, number_between
from nnlib.networks.optimizers import SGD, Adam
from nnlib.widgets.playable import Playable, finite, module, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

NAMES = {"plain": "plain descent", "momentum": "momentum", "adam": "Adam"}
COLOURS = {"plain": "class-0", "momentum": "class-1", "adam": "unit-1"}
MARKERS = {"plain": "o", "momentum": "^", "adam": "s"}
CURVATURES = np.array([0.5, 20])  # along the ravine and across it
WIDTH, HEIGHT = (-10, 4), (-2.5, 2.5)
LEVELS = [0.3, 1, 3, 6, 12, 20, 32, 50]
FAR = 100.0  # who is further away has left the ravine


class OptimizerRace(Playable):
    """The loss ``(0.5 x**2 + 20 y**2) / 2``, and optimizers that look for its lowest point.

    Parameters
    ----------
    racers : sequence of {"plain", "momentum", "adam"}
        Who takes part.
    rate : float
        Learning rate of plain descent and of momentum, from 0.01 to 0.12.
    momentum : float
        How much of a step is kept, from 0 to 0.95.
    adam_rate : float
        Adam's learning rate, from 0.1 to 1.5: its steps are about so long.
    start : pair of float
        Where all of them begin, along the ravine and across it.
    step : int
        How many of their steps are shown.
    n_steps : int
        How many there are.
    controls : bool
        False hides the sliders and the buttons that the figure can do without.

    Raises
    ------
    ValueError
        If a racer is unknown, or a setting out of range.
    """

    _esm = module("optimizer_race.js")
    _css = style("optimizer_race.css")
    racers = traitlets.List(traitlets.Unicode()).tag(sync=True)
    rate = traitlets.Float().tag(sync=True)
    momentum = traitlets.Float().tag(sync=True)
    adam_rate = traitlets.Float().tag(sync=True)
    along = traitlets.Float().tag(sync=True)
    across = traitlets.Float().tag(sync=True)
    step = traitlets.Int().tag(sync=True)
    n_steps = traitlets.Int().tag(sync=True)

    def __init__(
        self,
        racers: Sequence[str] = ("plain", "momentum", "adam"),
        *,
        rate: float = 0.08,
        momentum: float = 0.8,
        adam_rate: float = 0.5,
        start: tuple[float, float] = (-9.0, 1.5),
        step: int = 40,
        n_steps: int = 40,
        controls: bool = True,
    ) -> None:
        if not racers or not set(racers) <= set(NAMES):
            raise ValueError(f"racers must be some of {list(NAMES)}, got {racers!r}")
        n_steps = int_between("n_steps", n_steps, 1, 200)
        along, across = finite("start", start, (2,)).tolist()
        super().__init__(
            racers=list(racers),
            rate=number_between("rate", rate, 0.01, 0.12),
            momentum=number_between("momentum", momentum, 0, 0.95),
            adam_rate=number_between("adam_rate", adam_rate, 0.1, 1.5),
            along=along,
            across=across,
            step=int_between("step", step, 0, n_steps),
            n_steps=n_steps,
            controls=controls,
        )

    def path(self, racer: str) -> Array:
        """Where a racer is at the start and after each step that is shown: (step + 1, 2)."""
        ways: dict[str, SGD | Adam] = {
            "plain": SGD(self.rate),
            "momentum": SGD(self.rate, momentum=self.momentum),
            "adam": Adam(self.adam_rate),
        }
        optimizer, place = ways[racer], np.array([self.along, self.across])
        path = [place.copy()]
        for _ in range(self.step):
            optimizer.step({"place": place}, {"place": CURVATURES * place})
            path.append(place.copy())
        return np.array(path)

    def __repr__(self) -> str:
        told = []
        for racer in self.racers:
            away = float(np.linalg.norm(self.path(racer)[-1]))
            where = f"{away:.3f} away" if away <= FAR else "out of the valley"
            told.append(f"{NAMES[racer]} {where}")
        return f"{self.step} of {self.n_steps} steps: {', '.join(told)}"

    def draw(self, figure: Figure) -> None:
        """Draw the ravine's height lines and each racer's way."""
        figure.set_size_inches(6, 3.4)
        ax = figure.subplots()
        u, v = np.meshgrid(np.linspace(*WIDTH, 200), np.linspace(*HEIGHT, 200))
        height = (CURVATURES[0] * u**2 + CURVATURES[1] * v**2) / 2
        ax.contour(u, v, height, LEVELS, colors="#bbbbbb", linewidths=1)
        for racer in self.racers:
            x, y = self.path(racer).T
            colour, marker = look.value(COLOURS[racer]), MARKERS[racer]
            ax.plot(x, y, color=colour, marker=marker, markersize=4, lw=1.2, label=NAMES[racer])
        ax.plot(0, 0, "k+", markersize=14)
        ax.set(xlim=WIDTH, ylim=HEIGHT, xlabel="parameter 1", ylabel="parameter 2")
        ax.set_title(f"The same start, {self.step} steps")
        ax.legend(loc="lower right")
