"""A matrix product and a broadcast sum in small tables, with what NumPy says where they misfit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from nnlib._common.types import Array
from nnlib._common.validation import int_between
from nnlib.plots.shapes import plot_shapes
from nnlib.widgets.playable import Playable, finite, module, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LEAST, LARGEST = -1, 3  # what a click leads through
MOST, UNITS, SAMPLES = 4, 2, 3  # sizes at most; columns of W; rows of Z where b is added
MODES = ("product", "broadcasting")
SHAPES = {"2": (2,), "3": (3,), "3x1": (3, 1), "1x2": (1, 2), "number": ()}  # of b

X_START = ((1, 0, 2, 1), (2, 1, 0, 3), (0, 3, 1, 1), (1, 1, 2, 0))
W_START = ((1, 2), (0, 1), (3, -1), (2, 0))
B_START = (1, 3, 2)


class Shapes(Playable):
    """X @ W, an entry at a time, or Z + b with an array b that is stretched; a misfit is refused.

    Parameters
    ----------
    X : array (4, 4)
        Whole numbers from -1 to 3, of which the first ``rows`` and ``columns`` are shown.
    W : array (4, 2)
        Such numbers, of which the first ``inner`` rows are shown.
    b : array (3,)
        Such numbers, of which b takes as many as its shape has.
    mode : {"product", "broadcasting"}
        What is computed: X @ W, or Z + b with the product of three samples as Z.
    rows, columns, inner : int
        Rows of X, columns of X and rows of W, from 1 to 4.
    shape : tuple of int
        The shape of b: (2,), (3,), (3, 1), (1, 2) or ().
    entry : int
        The entry of the result to look at, counted row by row; beyond the last the last is meant.
    controls : bool
        False hides the slider and the button that the figure can do without.

    Raises
    ------
    ValueError
        If an array isn't such numbers in such a shape, or a setting is out of range.
    """

    _esm = module("shapes.js")
    _css = style("shapes.css")
    X = traitlets.List(traitlets.Int()).tag(sync=True)  # row by row, as W
    W = traitlets.List(traitlets.Int()).tag(sync=True)
    b = traitlets.List(traitlets.Int()).tag(sync=True)
    mode = traitlets.Enum(MODES).tag(sync=True)
    rows = traitlets.Int().tag(sync=True)
    columns = traitlets.Int().tag(sync=True)
    inner = traitlets.Int().tag(sync=True)
    shape = traitlets.Enum(tuple(SHAPES)).tag(sync=True)
    entry = traitlets.Int().tag(sync=True)

    def __init__(
        self,
        X: ArrayLike = X_START,
        W: ArrayLike = W_START,
        b: ArrayLike = B_START,
        *,
        mode: str = "product",
        rows: int = SAMPLES,
        columns: int = MOST,
        inner: int = MOST,
        shape: tuple[int, ...] = (2,),
        entry: int = 2,
        controls: bool = True,
    ) -> None:
        arrays = {
            "X": finite("X", X, (MOST, MOST)),
            "W": finite("W", W, (MOST, UNITS)),
            "b": finite("b", b, (SAMPLES,)),
        }
        for name, values in arrays.items():
            if (
                np.any(values.round() != values)
                or not LEAST <= values.min() <= values.max() <= LARGEST
            ):
                raise ValueError(
                    f"{name} must be whole numbers from {LEAST} to {LARGEST}, got {values.tolist()}"
                )
        if mode not in MODES:
            raise ValueError(f"mode must be one of {', '.join(MODES)}, got {mode!r}")
        if shape not in SHAPES.values():
            offered = ", ".join(map(str, SHAPES.values()))
            raise ValueError(f"shape must be one of {offered}, got {shape!r}")
        sizes = {"rows": rows, "columns": columns, "inner": inner}
        super().__init__(
            **{name: values.astype(int).ravel().tolist() for name, values in arrays.items()},
            **{name: int_between(name, size, 1, MOST) for name, size in sizes.items()},
            mode=mode,
            shape=next(name for name, offered in SHAPES.items() if offered == shape),
            entry=int_between("entry", entry, 0, MOST * UNITS - 1),
            controls=controls,
        )

    @property
    def operands(self) -> tuple[Array, Array]:
        """X and W, or Z and b, as they are now."""
        X, W = np.reshape(self.X, (MOST, MOST)), np.reshape(self.W, (MOST, UNITS))
        if self.mode == "product":
            return X[: self.rows, : self.columns], W[: self.inner]
        size = min(self.columns, self.inner)
        shape = SHAPES[self.shape]
        b = np.array(self.b)[: int(np.prod(shape))].reshape(shape)
        return X[:SAMPLES, :size] @ W[:size], b

    @property
    def result(self) -> Array | None:
        """What NumPy makes of them; None where it refuses."""
        return self._outcome()[0]

    @property
    def refusal(self) -> str:
        """What NumPy says where the two don't fit, and nothing where they do."""
        return self._outcome()[1]

    def _outcome(self) -> tuple[Array | None, str]:
        left, right = self.operands
        try:
            return (left @ right if self.mode == "product" else left + right), ""
        except ValueError as error:
            return None, str(error).strip()

    @property
    def place(self) -> tuple[int, int]:
        """Row and column of the entry that is looked at."""
        row, column = divmod(min(self.entry, UNITS * len(self.operands[0]) - 1), UNITS)
        return row, column

    def __repr__(self) -> str:
        left, right = self.operands
        pair = f"{left.shape} {'@' if self.mode == 'product' else '+'} {right.shape}"
        words = self._product_words if self.mode == "product" else self._sum_words
        result, refusal = self._outcome()
        if result is None:
            return f"{pair} is refused. {words()} ValueError: {refusal}"
        return f"{pair} gives {result.shape}. {words()} = {_minus(result[self.place])}."

    def _product_words(self) -> str:
        (X, W), (row, column) = self.operands, self.place
        if X.shape[1] != len(W):
            have = f"Row {row} of X has {_count(X.shape[1])}"
            return f"{have}, column {column} of W has {_count(len(W))}."
        terms = zip(X[row], W[:, column], strict=True)
        total = " + ".join(f"{_factor(x)}·{_factor(w)}" for x, w in terms)
        return f"Row {row} of X meets column {column} of W: Z[{row}, {column}] = {total}"

    def _sum_words(self) -> str:
        (Z, b), (row, column) = self.operands, self.place
        if b.shape == (SAMPLES,):
            return f"From the right {Z.shape[1]} meets {SAMPLES}, and neither is 1."
        table = np.atleast_2d(b)
        source = tuple(
            min(at, size - 1) for at, size in zip((row, column), table.shape, strict=True)
        )
        index = f"[{', '.join(map(str, source[2 - b.ndim :]))}]" if b.ndim else ""
        copy = "" if source == (row, column) else "a copy of "
        total = f"{_factor(Z[row, column])} + {_factor(table[source])}"
        return f"Z[{row}, {column}] meets {copy}b{index}: {total}"

    def draw(self, figure: Figure) -> None:
        """Draw the arrays side by side, with the row and the column of an entry marked."""
        figure.set_size_inches(6, 3)
        left, right = self.operands
        (row, column), result = self.place, self.result
        product = self.mode == "product"
        arrays = {"X": left, "W": right} if product else {"Z": left, "b": right}
        marked = {"X": np.s_[row], "W": np.s_[:, column]} if product else {"Z": (row, column)}
        signs, stretched = "@" if product else "+", {}
        title = f"NumPy refuses {left.shape} {signs} {right.shape}"
        if result is not None:
            name = "Z" if product else "Z + b"
            arrays, marked = {**arrays, name: result}, {**marked, name: (row, column)}
            title = "A row meets a column"
            signs += "="
            if not product:
                marked["b"], stretched["b"] = (row, column), left.shape
                title = "One b for the whole table"
        ax = figure.subplots()
        plot_shapes(arrays, signs, marked=marked, stretched=stretched, ax=ax)
        ax.set_title(title)


def _minus(number: int) -> str:
    return str(number).replace("-", "\u2212")


def _factor(number: int) -> str:
    return f"({_minus(number)})" if number < 0 else str(number)


def _count(size: int) -> str:
    return f"{size} number" if size == 1 else f"{size} numbers"
