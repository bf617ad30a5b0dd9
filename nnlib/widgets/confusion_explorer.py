"""A confusion matrix to look into: each field shows the digits that it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from nnlib._common.types import Array
from nnlib._common.validation import int_between
from nnlib.functions.metrics import confusion_matrix
from nnlib.widgets.pixels import images_and_probabilities, in_bytes
from nnlib.widgets.playable import Playable, module, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FULL = 0.05  # share of its row at which a field has its strongest colour


class ConfusionExplorer(Playable):
    """How many digits of each kind are called what, and which digits they are.

    Parameters
    ----------
    X : array (N, D)
        Square images in rows of D pixels, none below 0.
    y : array (N,) of int
        Their classes.
    P : array (N, K)
        Probability of each class, as a network gives it.
    row, column : int
        The field that is open: the class, and what the network calls it.
    most : int
        How many digits a field shows, those first of whose answer the network is most confident.
    controls : bool
        False hides the sliders.

    Raises
    ------
    ValueError
        If the images are not square, or the arrays do not belong together.
    """

    _esm = module("pixels.js", "confusion_explorer.js")
    _css = style("pixels.css", "confusion_explorer.css")
    _counts = traitlets.List(traitlets.List(traitlets.Int())).tag(sync=True)
    _shown = traitlets.List(traitlets.List(traitlets.Int())).tag(sync=True)  # how many of a field
    _images = traitlets.Bytes().tag(sync=True)  # uint8, field after field, 255 for the darkest
    _confidence = traitlets.Bytes().tag(sync=True)  # float32, of the same digits
    row = traitlets.Int().tag(sync=True)
    column = traitlets.Int().tag(sync=True)

    def __init__(
        self,
        X: ArrayLike,
        y: ArrayLike,
        P: ArrayLike,
        *,
        row: int = 0,
        column: int = 0,
        most: int = 12,
        controls: bool = True,
    ) -> None:
        X, y, P = images_and_probabilities("ConfusionExplorer", X, y, P)
        n_classes = P.shape[1]
        called, sure = P.argmax(axis=1), P.max(axis=1)
        order = np.argsort(-sure, kind="stable")
        self.fields = [
            [order[(y[order] == i) & (called[order] == j)][:most] for j in range(n_classes)]
            for i in range(n_classes)
        ]
        self.confidence = sure
        digits = np.concatenate([digits for fields in self.fields for digits in fields])
        super().__init__(
            _counts=confusion_matrix(y, called, n_classes).tolist(),
            _shown=[[len(digits) for digits in fields] for fields in self.fields],
            _images=in_bytes(X)[digits].tobytes(),
            _confidence=sure[digits].astype("<f4").tobytes(),
            row=int_between("row", row, 0, n_classes - 1),
            column=int_between("column", column, 0, n_classes - 1),
            controls=controls,
        )

    @property
    def counts(self) -> Array:
        """Row i, column j: how many digits of class i are called j."""
        return np.array(self._counts)

    def __repr__(self) -> str:
        i, j = self.row, self.column
        n, of = self.counts[i, j], self.counts[i].sum()
        told = f"{i} called {j}: {n} of {of}"
        digits = self.fields[i][j]
        return (
            f"{told}, with a probability of up to {self.confidence[digits[0]]:.3f}" if n else told
        )

    def draw(self, figure: Figure) -> None:
        """Draw the table, coloured by the share of each row."""
        figure.set_size_inches(6, 4.6)
        ax = figure.subplots()
        counts, n = self.counts, len(self._counts)
        shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
        ax.imshow(shares, cmap="Blues", vmin=0, vmax=FULL, aspect="auto")
        for (i, j), count in np.ndenumerate(counts):
            if count:
                colour = "white" if shares[i, j] > 0.6 * FULL else "black"
                ax.text(j, i, str(count), ha="center", va="center", color=colour, fontsize=9)
        ax.set(xticks=range(n), yticks=range(n), xlabel="called", ylabel="digit")
        ax.grid(False)
        ax.set_title("How often each digit is called what")
