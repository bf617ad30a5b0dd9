"""A list of entries, a query, and the attention that each entry gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from nnlib._common.types import Array
from nnlib._common.validation import int_between
from nnlib.functions.activations import softmax
from nnlib.widgets.playable import Playable, finite, module, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST, IN_A_ROW = 64, 8
DIVISORS = ("root", "none", "all")


class AttentionGrid(Playable):
    """A list that grows, one of its entries looked up, and how much attention each entry gets.

    Parameters
    ----------
    Q : array (n, d)
        The query for each entry of the list, which asks for that entry.
    K : array (n, d)
        The entries' keys, 2 to 64 of them.
    values : array (n,) of int
        What stands in the entries, digits from 0 to 9.
    length : int
        How many entries the list has at first, from 2 to n.
    entry : int
        Which of them is looked up, from 0 on.
    divisor : {"root", "none", "all"}
        What scores are divided by: the root of d, nothing, or d.
    controls : bool
        False hides what the figure can do without.

    Raises
    ------
    ValueError
        If the arrays don't belong together, or a setting is none that there is.
    """

    _esm = module("attention_grid.js")
    _css = style("attention_grid.css")
    _queries = traitlets.Bytes().tag(sync=True)  # float32 (n, d)
    _keys = traitlets.Bytes().tag(sync=True)  # float32 (n, d)
    values = traitlets.List(traitlets.Int()).tag(sync=True)
    length = traitlets.Int().tag(sync=True)
    entry = traitlets.Int().tag(sync=True)
    divisor = traitlets.Enum(DIVISORS).tag(sync=True)

    def __init__(
        self,
        Q: ArrayLike,
        K: ArrayLike,
        values: ArrayLike,
        *,
        length: int = 8,
        entry: int = 0,
        divisor: str = "root",
        controls: bool = True,
    ) -> None:
        Q, K = finite("Q", Q, (None, None)), finite("K", K, (None, None))
        if Q.shape != K.shape or not 2 <= len(K) <= MOST:
            raise ValueError(
                f"Q and K must have the same shape, with 2 to {MOST} rows, "
                f"got {Q.shape} and {K.shape}"
            )
        digits = [int(value) for value in np.asarray(values).ravel()]
        if len(digits) != len(K) or not all(0 <= digit <= 9 for digit in digits):
            raise ValueError(f"values must be {len(K)} digits, got {digits!r:.80}")
        if divisor not in DIVISORS:
            raise ValueError(f"divisor must be one of {', '.join(DIVISORS)}, got {divisor!r}")
        self.queries, self.keys_ = Q.astype(np.float32), K.astype(np.float32)
        super().__init__(
            values=digits,
            length=int_between("length", length, 2, len(K)),
            entry=int_between("entry", entry, 0, len(K) - 1),
            divisor=divisor,
            controls=controls,
            _queries=self.queries.tobytes(),
            _keys=self.keys_.tobytes(),
        )

    @property
    def asked(self) -> int:
        """The entry that is looked up: one that the list has."""
        return min(self.entry, self.length - 1)

    @property
    def weights(self) -> Array:
        """How much attention each entry of the list gets: (length,)."""
        d = self.keys_.shape[1]
        by = {"root": np.sqrt(d), "none": 1, "all": d}[self.divisor]
        scores = self.keys_[: self.length].astype(float) @ self.queries[self.asked].astype(float)
        return softmax(scores / by)

    def __repr__(self) -> str:
        weights, asked = self.weights, self.asked
        next_ = np.delete(weights, asked).max()
        shares = np.bincount(self.values[: self.length], weights, minlength=10)
        return (
            f"a list of {self.length}, entry {asked} looked up: weight {weights[asked]:.3f}, next "
            f"{next_:.3f}; it reads a {shares.argmax()} with {shares.max():.3f}"
        )

    def draw(self, figure: Figure) -> None:
        """Draw the entries as cells, the darker the more attention they get."""
        from matplotlib.patches import Rectangle

        from nnlib._common import look

        rows = -(-self.length // IN_A_ROW)
        figure.set_size_inches(6, 0.9 + 0.42 * rows)
        ax = figure.subplots()
        for i, weight in enumerate(self.weights):
            y, x = divmod(i, IN_A_ROW)
            corner = (x - 0.46, -y - 0.42)
            ax.add_patch(
                Rectangle(corner, 0.92, 0.84, facecolor=look.value("accent"), alpha=0.85 * weight)
            )
            ring = look.value("warm") if i == self.asked else look.value("edge")
            width = 2 if i == self.asked else 0.6
            ax.add_patch(Rectangle(corner, 0.92, 0.84, fill=False, edgecolor=ring, lw=width))
            colour = "white" if weight > 0.5 else look.value("ink")
            ax.text(x, -y, str(self.values[i]), ha="center", va="center", color=colour)
        ax.set(xlim=(-0.6, IN_A_ROW - 0.4), ylim=(0.4 - rows, 0.6))
        ax.set_title(f"The attention of one query, in a list of {self.length}")
        ax.axis("off")
