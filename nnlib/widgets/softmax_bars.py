"""Scores that the reader moves, and the probabilities that softmax makes of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from nnlib._common.types import Array
from nnlib._common.validation import number_between
from nnlib.functions.activations import softmax
from nnlib.plots import plot_probabilities
from nnlib.widgets.playable import Playable, finite, module, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class SoftmaxBars(Playable):
    """Scores on sliders, softmax of them as bars, and a temperature.

    Parameters
    ----------
    logits : array (K,)
        Scores to start from, each from -10 to 10; two to eight of them.
    temperature : float
        What every score is divided by before softmax, from 0.1 to 5.
    names : list of str, optional
        Names of the classes; by default their numbers.
    controls : bool
        False hides the sliders and the buttons that the figure can do without.

    Raises
    ------
    ValueError
        If there are fewer or more scores, or one is out of range.
    """

    _esm = module("softmax_bars.js")
    _css = style("softmax_bars.css")
    logits = traitlets.List(traitlets.Float()).tag(sync=True)
    temperature = traitlets.Float(1.0).tag(sync=True)
    names = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(
        self,
        logits: ArrayLike,
        *,
        temperature: float = 1.0,
        names: Iterable[str] | None = None,
        controls: bool = True,
    ) -> None:
        logits = finite("logits", logits, (None,))
        if not (2 <= len(logits) <= 8 and np.abs(logits).max() <= 10):
            raise ValueError(
                f"logits must be two to eight scores from -10 to 10, got {logits.tolist()}"
            )
        temperature = number_between("temperature", temperature, 0.1, 5)
        names = [str(name) for name in (range(len(logits)) if names is None else names)]
        if len(names) != len(logits):
            raise ValueError(f"names must be one for each of {len(logits)} scores, got {names}")
        settings = {"temperature": float(temperature), "names": names, "controls": controls}
        super().__init__(logits=logits.tolist(), **settings)

    @property
    def probabilities(self) -> Array:
        """Softmax of the scores as they stand now, divided by the temperature: (K,)."""
        return softmax(np.array(self.logits) / self.temperature)

    def __repr__(self) -> str:
        scores = ", ".join(f"{z:g}" for z in self.logits)
        shares = ", ".join(f"{p:.3f}" for p in self.probabilities)
        return f"scores ({scores}), temperature {self.temperature:g}, probabilities ({shares})"

    def draw(self, figure: Figure) -> None:
        """Draw the scores and their probabilities side by side."""
        left, right = figure.subplots(1, 2)
        left.bar(range(len(self.logits)), self.logits)
        left.set(xlabel="class", ylabel="score z", title="Scores …")
        left.set_xticks(range(len(self.logits)), self.names)
        plot_probabilities(self.probabilities, names=self.names, ax=right)
        right.set_title(f"… and softmax at T = {self.temperature:g}")
