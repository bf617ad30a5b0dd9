"""What every playable figure shares: its module, its words and its still picture.

    FILE.py    what Python knows: the settings (traits), the words, the picture
    FILE.js    what the reader sees and moves; it computes all that it shows

Python and JavaScript share the settings, and nothing else: a page of the book has no Python.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets
from numpy.typing import ArrayLike

from nnlib._common.look import PATH as LOOK
from nnlib._common.types import Array

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HERE = Path(__file__).parent


def module(*names: str) -> str:
    """Join what all figures share and files of this folder: a figure's module is a single text."""
    return _joined([HERE / "playable.js", *(HERE / name for name in names)])


def style(*names: str) -> str:
    """Join the course's look, what all figures share and files of this folder."""
    return _joined([LOOK, HERE / "playable.css", *(HERE / name for name in names)])


def _joined(paths: list[Path]) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


class Playable(anywidget.AnyWidget):
    """A figure that the reader can move.

    A subclass gives ``_esm``, its traits, ``__repr__`` (a text alternative: what there is
    to see, with its numbers) and ``draw``. Its module exports ``render``, and ``settings``: what
    of the traits a page's address may set, and within which bounds.

    Attributes
    ----------
    controls : bool
        False hides the sliders and the buttons that need not be there, until the tab key
        comes to them.
    """

    _css = style()
    controls = traitlets.Bool(True).tag(sync=True)

    def draw(self, figure: Figure) -> None:
        """Draw the figure's state on an empty matplotlib figure."""
        raise NotImplementedError

    def picture(self) -> bytes:
        """The figure's state as it is now, as a picture (PNG, bytes)."""
        import matplotlib.pyplot as plt
        from matplotlib.figure import Figure

        from nnlib.plots import sharp

        with plt.style.context("nnlib.plots.course"):
            figure = Figure()
            self.draw(figure)
            return sharp.png(figure)

    def still(self) -> dict[str, str]:
        """What stands for the figure where nothing moves, by its MIME type: its picture."""
        return {"image/png": base64.b64encode(self.picture()).decode()}

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs)  # type: ignore[misc]  # never None here
        data["text/plain"] = repr(self)  # whole: anywidget would cut it short
        data |= self.still()
        if "image/png" in data:
            from nnlib.plots.sharp import shown_size

            size = shown_size(base64.b64decode(data["image/png"]))
            metadata = {**metadata, "image/png": size}
        return data, metadata


def finite(name: str, values: ArrayLike, shape: tuple[int | None, ...]) -> Array:
    """Return floats of a given shape (None: any length), or raise ValueError."""
    import numpy as np

    values = np.asarray(values, dtype=float)
    fits = values.ndim == len(shape) and all(
        expected in (None, actual) for expected, actual in zip(shape, values.shape, strict=True)
    )
    if not fits or not np.isfinite(values).all():
        wanted = tuple("any" if n is None else n for n in shape)
        raise ValueError(
            f"{name} must be finite numbers of shape {wanted}, got {values.tolist()!r:.80}"
        )
    return values
