"""Broadcasting there and back: an entry's copies, and the sum of what comes back to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from nnlib._common import look
from nnlib._common.types import Array
from nnlib._common.validation import int_between
from nnlib.autodiff.tensor import undo_broadcasting
from nnlib.widgets.playable import Playable, finite, module, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SHAPES = ("row", "column", "number", "table")


class BroadcastBack(Playable):
    """An array that is broadcast to the shape of G, and its gradient when G comes back.

    Parameters
    ----------
    G : array (N, D)
        The gradient at the copies, with 2 to 4 rows and 2 to 5 columns.
    shape : {"row", "column", "number", "table"}
        What is broadcast: D entries, N in a column, a single one, or as many as G has.
    entry : int
        The entry to follow, counted row by row from 0; beyond the last one the last is meant.
    controls : bool
        False hides the slider and the buttons that the figure can do without.

    Raises
    ------
    ValueError
        If G has another size, or shape or entry is none that there is.
    """

    _esm = module("broadcast_back.js")
    _css = style("broadcast_back.css")
    G = traitlets.List(traitlets.List(traitlets.Float())).tag(sync=True)
    shape = traitlets.Enum(SHAPES).tag(sync=True)
    entry = traitlets.Int().tag(sync=True)

    def __init__(
        self, G: ArrayLike, *, shape: str = "row", entry: int = 0, controls: bool = True
    ) -> None:
        G = finite("G", G, (None, None))
        if not (2 <= len(G) <= 4 and 2 <= G.shape[1] <= 5):
            raise ValueError(f"G must have 2 to 4 rows and 2 to 5 columns, got {G.shape}")
        if shape not in SHAPES:
            raise ValueError(f"shape must be one of {', '.join(SHAPES)}, got {shape!r}")
        entry = int_between("entry", entry, 0, G.size - 1)
        super().__init__(G=G.tolist(), shape=shape, entry=entry, controls=controls)

    @property
    def sizes(self) -> tuple[int, ...]:
        """The shape of what is broadcast, as NumPy writes it."""
        N, D = np.shape(self.G)
        return {"row": (D,), "column": (N, 1), "number": (), "table": (N, D)}[self.shape]

    @property
    def sources(self) -> Array:
        """For each entry of G, of which entry it is a copy: (N, D)."""
        n = np.arange(int(np.prod(self.sizes))).reshape(self.sizes)
        return np.broadcast_to(n, np.shape(self.G))

    @property
    def followed(self) -> int:
        """The entry that is followed."""
        return min(self.entry, int(np.prod(self.sizes)) - 1)

    @property
    def gradient(self) -> Array:
        """What comes back, in the shape of what was broadcast."""
        return undo_broadcasting(np.array(self.G), self.sizes)

    def __repr__(self) -> str:
        n = int((self.sources == self.followed).sum())
        total = self.gradient.ravel()[self.followed]
        what = f"b of shape {self.sizes}, entry {self.followed}"
        return f"{what}: copied to {n} of {self.sources.size} places, gradient {total:.3f}"

    def draw(self, figure: Figure) -> None:
        """Draw G with the copies marked, and the gradient beside it."""
        figure.set_figheight(0.9 + 0.6 * len(self.G))
        left, right = figure.subplots(1, 2)
        for ax in (left, right):
            ax.set(xlim=(-0.6, 4.6), ylim=(0.4 - len(self.G), 0.6), aspect="equal")
        table(left, np.array(self.G), self.sources == self.followed)
        left.set_title("What comes back to the copies")
        gradient = np.atleast_2d(self.gradient)
        table(right, gradient, np.arange(gradient.size).reshape(gradient.shape) == self.followed)
        right.set_title(f"The gradient of b, {self.sizes}")


def table(ax: Axes, numbers: Array, marked: Array) -> None:
    """Draw an array as a table, some entries marked."""
    from matplotlib.patches import Rectangle

    edge = look.value("quiet")
    for (row, column), number in np.ndenumerate(numbers):
        colour = look.value("warm") if marked[row, column] else "none"
        corner = (column - 0.5, -row - 0.5)
        ax.add_patch(Rectangle(corner, 1, 1, facecolor=colour, edgecolor=edge, alpha=0.45))
        ax.text(column, -row, f"{number:g}".replace("-", "\u2212"), ha="center", va="center")
    ax.axis("off")
