"""Test digits to leaf through, with the probabilities that a network gave them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from nnlib._common.types import Array
from nnlib._common.validation import int_between
from nnlib.plots import plot_probabilities, show_images
from nnlib.widgets.pixels import images_and_probabilities, in_bytes
from nnlib.widgets.playable import Playable, module, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class DigitsBrowser(Playable):
    """One digit at a time, what it is and what the network says, the worst ones first.

    Parameters
    ----------
    X : array (N, D)
        Square images in rows of D pixels, as they are before any scaling, none below 0.
    y : array (N,) of int
        Their classes.
    P : array (N, K)
        Probability of each class, as the network gives it.
    order : {"loss", "class"}
        Largest loss first, or by class and within a class the largest loss first.
    place : int
        Which digit of that order to show first, from 1.
    controls : bool
        False hides the sliders and the buttons that the figure can do without.

    Raises
    ------
    ValueError
        If the images are not square, or the arrays do not belong together.
    """

    _esm = module("pixels.js", "digits_browser.js")
    _css = style("pixels.css", "digits_browser.css")
    _images = traitlets.Bytes().tag(sync=True)  # uint8 (N, D), 255 for the darkest
    _y = traitlets.Bytes().tag(sync=True)  # uint8 (N,)
    _P = traitlets.Bytes().tag(sync=True)  # float32 (N, K)
    order = traitlets.Enum(["loss", "class"]).tag(sync=True)
    place = traitlets.Int().tag(sync=True)

    def __init__(
        self,
        X: ArrayLike,
        y: ArrayLike,
        P: ArrayLike,
        *,
        order: str = "loss",
        place: int = 1,
        controls: bool = True,
    ) -> None:
        X, y, P = images_and_probabilities("DigitsBrowser", X, y, P)
        if order not in ("loss", "class"):
            raise ValueError(f'order must be "loss" or "class", got {order!r}')
        place = int_between("place", place, 1, len(X))
        self.X, self.y = X, y
        self.P = np.maximum(P, 1e-30).astype("<f4")  # so that every loss is a number
        images = in_bytes(X).tobytes()
        labels = y.astype(np.uint8).tobytes()
        data = {"_images": images, "_y": labels, "_P": self.P.tobytes()}
        super().__init__(order=order, place=place, controls=controls, **data)

    @property
    def losses(self) -> Array:
        """Minus the logarithm of the true class's probability: (N,)."""
        return -np.log(self.P[np.arange(len(self.y)), self.y].astype(float))

    @property
    def shown(self) -> int:
        """Index of the digit that is shown now."""
        order = np.argsort(-self.losses, kind="stable")
        if self.order == "class":
            order = order[np.argsort(self.y[order], kind="stable")]
        return int(order[self.place - 1])

    def __repr__(self) -> str:
        n = self.shown
        said = self.P[n].argmax()
        verdict = "right" if said == self.y[n] else "wrong"
        wrong = np.sum(self.P.argmax(axis=1) != self.y)
        return (
            f"digit {self.place} of {len(self.y)} ({wrong} of them read wrongly): "
            f"a {self.y[n]}, read as a {said} with probability {self.P[n, said]:.3f}, {verdict}, "
            f"loss {self.losses[n]:.3f}"
        )

    def draw(self, figure: Figure) -> None:
        """Draw the digit and its bars."""
        n = self.shown
        figure.set_size_inches(6, 2.4)
        left, right = figure.subplots(1, 2, width_ratios=[1, 2])
        show_images(self.X[n : n + 1], [f"a {self.y[n]}"], ax=left)
        plot_probabilities(self.P[n].astype(float), right=self.y[n], ax=right)
        right.set_title(f"read as a {self.P[n].argmax()}, loss {self.losses[n]:.2f}")
