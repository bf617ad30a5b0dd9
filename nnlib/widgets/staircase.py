"""A curve and the hidden layer that follows it by stairs: how many, and how steep they rise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from nnlib._common import look
from nnlib._common.types import Array
from nnlib._common.validation import int_between, number_between
from nnlib.functions.activations import sigmoid
from nnlib.widgets.playable import Playable, finite, module, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FEWEST, MOST = 2, 100
STEEPEST, SOFTEST = 0.1, 5.0
RISE = 2 * np.log(9)  # how far a score goes while its sigmoid rises from 10 to 90 %
X = np.linspace(0, 1, 801)


class Staircase(Playable):
    """One input, a hidden layer with a unit for each edge between two stairs, and its output.

    Parameters
    ----------
    heights : array (N,)
        The curve at N places that lie evenly from 0 to 1; between them it's straight.
    stairs : int
        How many stairs of the same width there are, from 2 to 100; each is as high as the curve
        in its middle.
    rise : float
        Over how much of a stair's width a unit rises from 10 to 90 %, from 0.1 to 5.
    controls : bool
        False hides the button that the figure can do without.

    Raises
    ------
    ValueError
        If there are fewer than 2 or more than 1000 heights, or a setting is out of range.
    """

    _esm = module("staircase.js")
    _css = style("staircase.css")
    heights = traitlets.List(traitlets.Float()).tag(sync=True)
    stairs = traitlets.Int().tag(sync=True)
    rise = traitlets.Float().tag(sync=True)

    def __init__(
        self, heights: ArrayLike, *, stairs: int = 10, rise: float = 0.1, controls: bool = True
    ) -> None:
        heights = finite("heights", heights, (None,))
        if not 2 <= len(heights) <= 1000:
            raise ValueError(f"heights must be 2 to 1000 numbers, got {len(heights)}")
        rise = number_between("rise", rise, STEEPEST, SOFTEST)
        stairs = int_between("stairs", stairs, FEWEST, MOST)
        settings = {"stairs": stairs, "rise": float(rise), "controls": controls}
        super().__init__(heights=heights.round(4).tolist(), **settings)

    def curve(self, x: Array) -> Array:
        """The curve's heights at some places."""
        return np.interp(x, np.linspace(0, 1, len(self.heights)), self.heights)

    def output(self, x: Array) -> Array:
        """The network's output at some places."""
        n = self.stairs
        middles = self.curve((np.arange(n) + 0.5) / n)
        w = RISE * n / self.rise
        return middles[0] + sigmoid(w * (x[:, None] - np.arange(1, n) / n)) @ np.diff(middles)

    @property
    def off(self) -> tuple[float, float]:
        """How far the output is off at most: everywhere, and from 0.1 to 0.9."""
        errors = np.abs(self.output(X) - self.curve(X))
        return float(errors.max()), float(errors[(X > 0.0999) & (X < 0.9001)].max())

    def __repr__(self) -> str:
        everywhere, inside = self.off
        units = f"{self.stairs} stairs, {self.stairs - 1} hidden units, a rise of {self.rise:.1f}"
        return f"{units} stairs: at most {everywhere:.3f} off, {inside:.3f} from 0.1 to 0.9"

    def draw(self, figure: Figure) -> None:
        """Draw the curve with the output above, and below how far they are apart."""
        figure.set_size_inches(5.4, 4.6)
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=[2, 1])
        above.plot(X, self.curve(X), color=look.value("quiet"), label="curve")
        name = f"{self.stairs - 1} hidden units"
        above.plot(X, self.output(X), color=look.value("class-1"), label=name)
        above.set(ylabel="output")
        above.legend()
        below.axhline(0, color=look.value("quiet"), linewidth=1)
        below.plot(X, self.output(X) - self.curve(X), color=look.value("class-1"))
        below.set(xlabel="input x", ylabel="output \u2212 curve", ylim=(-0.25, 0.25))
        above.set_title("A step for each hidden unit")
