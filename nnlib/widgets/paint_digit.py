"""A digit of 8 by 8 pixels to repaint, and the ten scores that a layer gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from nnlib._common.types import Array
from nnlib._common.validation import samples_and_labels
from nnlib.plots import show_images
from nnlib.widgets.playable import Playable, finite, module, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SIDE, INK = 8, 16


class PaintDigit(Playable):
    """A digit, its 64 numbers in a row, and what a layer says to it while it's repainted.

    Parameters
    ----------
    X : array (N, 64)
        Digits to start from, with pixels from 0 (paper) to 16 (ink), whole numbers.
    y : array (N,) of int
        What they are.
    W : array (64, K)
        Weights of the layer, one class a column.
    b : array (K,)
        Its biases.
    sample : int
        Which of the digits to start from.
    place : int
        Which of the 64 pixels is pointed at.
    controls : bool
        False hides what the figure can do without.

    Raises
    ------
    ValueError
        If there is no such digit or pixel, or the arrays don't belong together.
    """

    _esm = module("pixels.js", "paint_digit.js")
    _css = style("pixels.css", "paint_digit.css")
    _samples = traitlets.Bytes().tag(sync=True)  # uint8 (N, 64)
    labels = traitlets.List(traitlets.Int()).tag(sync=True)
    _W = traitlets.Bytes().tag(sync=True)  # float32 (64, K)
    _b = traitlets.Bytes().tag(sync=True)  # float32 (K,)
    sample = traitlets.Int().tag(sync=True)
    pixels = traitlets.List(traitlets.Int()).tag(sync=True)
    place = traitlets.Int().tag(sync=True)

    def __init__(
        self,
        X: ArrayLike,
        y: ArrayLike,
        W: ArrayLike,
        b: ArrayLike,
        *,
        sample: int = 0,
        place: int = 0,
        controls: bool = True,
    ) -> None:
        X, y = samples_and_labels("PaintDigit", X, y)
        X = finite("X", X, (None, SIDE**2))
        W, b = finite("W", W, (SIDE**2, None)), finite("b", b, (None,))
        if X.min() < 0 or X.max() > INK or np.any(X.round() != X):
            raise ValueError(f"X must be whole numbers from 0 to {INK}")
        if W.shape[1] != len(b):
            raise ValueError(f"W has {W.shape[1]} columns and b {len(b)} entries: one a class")
        if sample not in range(len(X)) or place not in range(SIDE**2):
            raise ValueError(f"there is no sample {sample!r}, or no place {place!r}")
        self.X, self.W, self.b = X, W.astype("<f4"), b.astype("<f4")
        super().__init__(
            labels=[int(label) for label in y],
            sample=int(sample),
            pixels=[int(ink) for ink in X[sample]],
            place=int(place),
            controls=controls,
            _samples=X.astype(np.uint8).tobytes(),
            _W=self.W.tobytes(),
            _b=self.b.tobytes(),
        )

    @property
    def scores(self) -> Array:
        """The layer's scores of the pixels as they are now: (K,)."""
        return np.array(self.pixels) @ self.W.astype(float) + self.b

    def __repr__(self) -> str:
        repainted = np.sum(np.array(self.pixels) != self.X[self.sample])
        return (
            f"a {self.labels[self.sample]}, {repainted} of 64 pixels repainted: "
            f"read as a {self.scores.argmax()}, score {self.scores.max():.0f}"
        )

    def draw(self, figure: Figure) -> None:
        """Draw the digit, and the scores as bars."""
        left, right = figure.subplots(1, 2)
        show_images([self.pixels], [f"a {self.labels[self.sample]}"], ax=left)
        bars = right.barh(range(len(self.b)), self.scores, color="0.7")
        bars[int(self.scores.argmax())].set_color("C0")
        right.set(yticks=range(len(self.b)), ylabel="class", xlabel="score")
        right.set_title(f"read as a {self.scores.argmax()}")
        right.invert_yaxis()
