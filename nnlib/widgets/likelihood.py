"""Probabilities of the right labels that the reader moves: their product, and what they cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from nnlib._common import look
from nnlib.widgets.playable import Playable, finite, module, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LEAST = 0.01  # nearer to 0 the curve leaves the picture


class Likelihood(Playable):
    """The likelihood of a few labels as a product, a sum of logarithms and a mean.

    Parameters
    ----------
    probabilities : array (N,)
        What each image's right label got, from 0.01 to 1; two to four images.
    times : {"1", "100", "10000"}
        How many images each of them stands for, so that the product can become very small.
    controls : bool
        False hides the sliders and the buttons that the figure can do without.

    Raises
    ------
    ValueError
        If there are fewer or more probabilities, or one is out of range.
    """

    _esm = module("likelihood.js")
    _css = style("likelihood.css")
    probabilities = traitlets.List(traitlets.Float()).tag(sync=True)
    times = traitlets.Enum(["1", "100", "10000"]).tag(sync=True)

    def __init__(
        self, probabilities: ArrayLike, *, times: str = "1", controls: bool = True
    ) -> None:
        p = finite("probabilities", probabilities, (None,))
        if not (2 <= len(p) <= 4 and p.min() >= LEAST and p.max() <= 1):
            raise ValueError(
                f"probabilities must be two to four numbers from {LEAST} to 1, got {p.tolist()}"
            )
        if times not in ("1", "100", "10000"):
            raise ValueError(f"times must be '1', '100' or '10000', got {times!r}")
        super().__init__(probabilities=p.tolist(), times=times, controls=controls)

    @property
    def product(self) -> float:
        """The likelihood as a computer finds it: it may round to 0."""
        return float(np.prod(self.probabilities) ** int(self.times))

    @property
    def loss(self) -> float:
        """The mean negative log-likelihood, however many images each one stands for."""
        return float(np.mean(np.log(1 / np.array(self.probabilities))))

    def __repr__(self) -> str:
        shown = ", ".join(f"{p:g}" for p in self.probabilities)
        many = "" if self.times == "1" else f", each {self.times} times"
        product = f"{self.product:.3f}" if self.product >= 1e-3 else f"{self.product:.3g}"
        return f"probabilities ({shown}){many}: product {product}, loss {self.loss:.3f}"

    def draw(self, figure: Figure) -> None:
        """Draw the curve of -log p, each image on it and the mean of their heights."""
        ax = figure.subplots()
        p = np.linspace(np.exp(-5), 1, 400)
        ax.plot(p, -np.log(p), color=look.value("quiet"))
        for n, at in enumerate(self.probabilities, 1):
            ax.plot([at, at], [0, -np.log(at)], color=look.value("class-0"), linewidth=1)
            ax.plot(at, -np.log(at), "o", color=look.value("class-0"))
            above: dict[str, Any] = {"xytext": (0, 8), "textcoords": "offset points"}
            ax.annotate(str(n), (at, -np.log(at)), ha="center", **above)
        ax.axhline(self.loss, linestyle="--", color=look.value("class-1"))
        ax.text(0.12, self.loss + 0.08, f"mean {self.loss:.3f}")
        ax.set(xlabel="probability of the right label", ylabel="loss, $-\\log p$")
        ax.set(xlim=(0, 1.1), ylim=(0, 5))
        ax.set_title("What each image costs")
