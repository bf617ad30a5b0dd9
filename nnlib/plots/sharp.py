"""Figures with two pixels for each one of the page, so that they are sharp on any screen.

Importing ``nnlib.plots`` in a notebook, which ``plt.style.use("nnlib.plots.course")`` does, is
enough: figures are then stored with twice the pixels, with the size at which they are shown, and
with a palette of 256 colours, which takes a third of the bytes. Who chooses another format with
``%config InlineBackend.figure_formats``, before or after, gets that one.
"""

from __future__ import annotations

import base64
import io
import os
import struct
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DENSITY = 2  # pixels of a picture for each one of the page
INLINE = "matplotlib_inline.backend_inline"


def in_notebook() -> bool:
    """Whether there is a notebook to show pictures in."""
    shell = "IPython" in sys.modules and sys.modules["IPython"].get_ipython()
    return getattr(shell, "kernel", None) is not None


def sharpen_notebook() -> None:
    """Have a notebook show its figures sharply, where it shows them inline as PNG."""
    if not in_notebook() or INLINE not in os.environ.get("MPLBACKEND", ""):
        return
    from IPython import get_ipython  # type: ignore[attr-defined]
    from matplotlib.figure import Figure
    from matplotlib_inline import backend_inline  # this sets its own format, once

    shell = get_ipython()
    if backend_inline.InlineBackend.instance(parent=shell).figure_formats == {"png"}:
        shell.display_formatter.formatters["image/png"].for_type(Figure, inline_png)


def inline_png(figure: Figure) -> tuple[str, dict[str, int]] | None:
    """Return what a notebook stores of a figure: the picture in base64, and its size shown."""
    if not figure.axes and not figure.lines:
        return None  # else there would be an empty area
    picture = png(figure, bbox_inches="tight")
    return base64.b64encode(picture).decode(), shown_size(picture)


def png(figure: Figure, **options: Any) -> bytes:
    """Return a figure as a PNG of twice its pixels and at most 256 colours.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    options
        For ``figure.savefig``.
    """
    from PIL import Image

    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=DENSITY * figure.dpi, **options)
    palette = Image.open(file).quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    small = io.BytesIO()
    palette.save(small, format="png", optimize=True)
    return small.getvalue()


def shown_size(picture: bytes) -> dict[str, int]:
    """Give the width and height at which a PNG of ``png`` is shown, in pixels of the page."""
    width, height = struct.unpack(">II", picture[16:24])
    return {"width": round(width / DENSITY), "height": round(height / DENSITY)}
