"""What a reader says, the truth, and the gap between them: the slope of the loss at each score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from nnlib._common import look
from nnlib._common.types import Array
from nnlib._common.validation import int_between
from nnlib.functions.activations import log_softmax, softmax
from nnlib.widgets.playable import Playable, finite, module, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLDEST, HOTTEST = 1, 200


class ScoreSlopes(Playable):
    """Probabilities of one sample, its label, and an arrow from the one to the other.

    Parameters
    ----------
    logits : array (K,)
        Scores of the sample, of any size; two to ten of them.
    label : int
        The right class.
    temperature : float
        What every score is divided by before softmax, from 1 to 200.
    controls : bool
        False hides the slider and the buttons that the figure can do without.

    Raises
    ------
    ValueError
        If there are fewer or more scores, or label or temperature are out of range.
    """

    _esm = module("score_slopes.js")
    _css = style("softmax_bars.css", "score_slopes.css")
    logits = traitlets.List(traitlets.Float()).tag(sync=True)
    label = traitlets.Int().tag(sync=True)
    temperature = traitlets.Float(1.0).tag(sync=True)

    def __init__(
        self, logits: ArrayLike, label: int, *, temperature: float = 1.0, controls: bool = True
    ) -> None:
        logits = finite("logits", logits, (None,))
        if not 2 <= len(logits) <= 10:
            raise ValueError(f"logits must be two to ten scores, got {len(logits)}")
        if not COLDEST <= temperature <= HOTTEST:
            bounds = f"from {COLDEST} to {HOTTEST}"
            raise ValueError(f"temperature must be {bounds}, got {temperature!r}")
        label = int_between("label", label, 0, len(logits) - 1)
        settings = {"label": label, "temperature": float(temperature), "controls": controls}
        super().__init__(logits=logits.tolist(), **settings)

    @property
    def slopes(self) -> Array:
        """Slope of the loss at each score over the temperature, as they stand now: (K,)."""
        slopes = softmax(np.array(self.logits) / self.temperature)
        slopes[self.label] -= 1
        return slopes

    @property
    def loss(self) -> float:
        """Negative log-likelihood of the label."""
        return float(-log_softmax(np.array(self.logits) / self.temperature)[self.label])

    def __repr__(self) -> str:
        slopes = ", ".join(f"{slope:.3f}" for slope in self.slopes)
        said = f"label {self.label}, temperature {self.temperature:g}, loss {self.loss:.3f}"
        return f"{said}, slopes ({slopes})"

    def draw(self, figure: Figure) -> None:
        """Draw what is said, the truth, and an arrow from the one to the other, for each class."""
        ax = figure.subplots()
        slopes, classes = self.slopes, range(len(self.logits))
        truth = np.eye(len(slopes))[self.label]
        ax.bar(classes, slopes + truth, color=look.value("accent"), alpha=0.55)
        ax.hlines(truth, np.arange(len(truth)) - 0.4, np.arange(len(truth)) + 0.4, color="#000000")
        for k, (y, slope) in enumerate(zip(truth, slopes, strict=True)):
            if abs(slope) > 0.04:
                arrow = {"arrowstyle": "-|>", "color": look.value("warm"), "linewidth": 2}
                ax.annotate("", (k, y), (k, y + slope), arrowprops=arrow)
            ax.text(k, 1.05, f"{slope:+.2f}".replace("-", "\u2212"), ha="center", fontsize=8)
        ax.set(xlabel="class", ylabel="probability p, and the truth y", ylim=(0, 1.15))
        ax.set_xticks(list(classes))
        ax.set_title(f"The slope p \u2212 y at T = {self.temperature:g}")
