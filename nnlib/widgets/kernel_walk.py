"""A kernel of 3 by 3 weights that walks over a digit, and the scores that it leaves behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from nnlib._common.types import Array
from nnlib._common.validation import samples_and_labels
from nnlib.by_hand.convolution import convolve
from nnlib.plots.images import SIGNED
from nnlib.widgets.playable import Playable, finite, module, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SIDE, SIZE, MOST = 28, 3, 2
PLACES = SIDE - SIZE + 1  # along a side


class KernelWalk(Playable):
    """A digit, a kernel to draw, and the map of its scores; one place is looked at closely.

    Parameters
    ----------
    X : array (N, 784)
        Digits to choose from, pixels from 0 (paper) to 1 (ink).
    y : array (N,) of int
        What they are.
    kernel : array (3, 3)
        Weights to start from, whole numbers from -2 to 2.
    sample : int
        Which of the digits to start with.
    place : int
        Where the kernel stands, counted along the rows of the map, from 0 to 675.
    controls : bool
        False hides what the figure can do without.

    Raises
    ------
    ValueError
        If there is no such digit or place, or the weights aren't such numbers.
    """

    _esm = module("pixels.js", "kernel_walk.js")
    _css = style("pixels.css", "kernel_walk.css")
    _samples = traitlets.Bytes().tag(sync=True)  # uint8 (N, 784)
    labels = traitlets.List(traitlets.Int()).tag(sync=True)
    sample = traitlets.Int().tag(sync=True)
    kernel = traitlets.List(traitlets.Int()).tag(sync=True)  # row by row
    place = traitlets.Int().tag(sync=True)

    def __init__(
        self,
        X: ArrayLike,
        y: ArrayLike,
        kernel: ArrayLike,
        *,
        sample: int = 0,
        place: int = 0,
        controls: bool = True,
    ) -> None:
        X, y = samples_and_labels("KernelWalk", X, y)
        if X.shape[1] != SIDE**2 or X.min() < 0 or X.max() > 1:
            raise ValueError(
                f"X must be digits of 784 pixels from 0 to 1, got shape {X.shape}, from "
                f"{X.min():g} to {X.max():g}"
            )
        weights = finite("kernel", kernel, (SIZE, SIZE))
        if np.any(weights.round() != weights) or np.abs(weights).max() > MOST:
            raise ValueError(
                f"kernel must be whole numbers from -{MOST} to {MOST}, got {weights.tolist()}"
            )
        if sample not in range(len(X)) or place not in range(PLACES**2):
            raise ValueError(f"there is no sample {sample!r}, or no place {place!r}")
        self.images = np.rint(X * 255).astype(np.uint8)
        super().__init__(
            labels=[int(label) for label in y],
            sample=int(sample),
            kernel=[int(weight) for weight in weights.ravel()],
            place=int(place),
            controls=controls,
            _samples=self.images.tobytes(),
        )

    @property
    def scores(self) -> Array:
        """The map as it is now: (26, 26)."""
        image = self.images[self.sample].reshape(SIDE, SIDE) / 255
        return convolve(image, np.reshape(self.kernel, (SIZE, SIZE)))

    def __repr__(self) -> str:
        row, column = divmod(self.place, PLACES)
        score = self.scores[row, column]
        return f"a {self.labels[self.sample]}, row {row}, column {column}: score {score:.3f}"

    def draw(self, figure: Figure) -> None:
        """Draw the digit, the kernel and the map."""
        from matplotlib.patches import Rectangle

        figure.set_size_inches(6, 2.5)
        axes = figure.subplots(1, 3, width_ratios=[3, 1.2, 3])
        row, column = divmod(self.place, PLACES)
        scores, weights = self.scores, np.reshape(self.kernel, (SIZE, SIZE))
        axes[0].imshow(self.images[self.sample].reshape(SIDE, SIDE))
        for ax, values, most in [(axes[1], weights, 2 * MOST), (axes[2], scores, 0)]:
            limit = most or max(np.abs(values).max(), 1e-9)
            ax.imshow(values, cmap=SIGNED, vmin=-limit, vmax=limit)
        for (i, j), weight in np.ndenumerate(weights):
            axes[1].text(j, i, f"{weight}", ha="center", va="center")
        for ax, size in [(axes[0], SIZE), (axes[2], 1)]:
            ring = Rectangle((column - 0.5, row - 0.5), size, size, fill=False, edgecolor="#009e73")
            ax.add_patch(ring)
        for ax, title in zip(axes, ["a digit", "a kernel", "its scores"], strict=True):
            ax.set_title(title, loc="center")
            ax.axis("off")
