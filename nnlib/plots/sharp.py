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

import numpy as np

from nnlib._common.types import Array

if TYPE_CHECKING:
    from matplotlib.figure import Figure

N_COLOURS, N_FREQUENT = 256, 160
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
    try:
        from IPython import get_ipython
        from matplotlib.figure import Figure
        from matplotlib_inline import backend_inline  # this sets its own format, once
    except ImportError:  # in a browser, say; figures then are as matplotlib gives them
        return

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
    palette, indices = with_palette(np.asarray(Image.open(file).convert("RGBA")))
    image = Image.fromarray(indices)
    image.putpalette(palette.tobytes(), "RGBA")
    small = io.BytesIO()
    image.save(small, format="png", optimize=True)
    return small.getvalue()


def with_palette(pixels: Array) -> tuple[Array, Array]:
    """Return at most 256 colours, and for each pixel which of them it has or comes nearest to.

    The most frequent colours stay as they are, and of the others those that would be changed
    most. (Pillow's own way with transparent pictures loses their pale shades.)

    Parameters
    ----------
    pixels : uint8 array (H, W, 4)
        Red, green, blue and opacity.

    Returns
    -------
    palette : uint8 array (K, 4)
    indices : uint8 array (H, W)
    """
    pixels = pixels * (pixels[..., 3:] > 0)  # what is not seen has one colour
    each = pixels.view(np.uint32)[..., 0]
    codes, counts = np.unique(each, return_counts=True)
    places = np.searchsorted(codes, each)  # a third of the time of return_inverse
    colours = codes.view(np.uint8).reshape(-1, 4)
    seen = colours.astype(float)
    seen[:, :3] *= seen[:, 3:] / 255  # how far apart two colours look, over any ground
    kept = np.argsort(-counts, kind="stable")[:N_FREQUENT].tolist()
    distances = np.linalg.norm(seen[:, None] - seen[kept], axis=2)
    nearest, distance = distances.argmin(axis=1), distances.min(axis=1)
    while len(kept) < N_COLOURS and distance.max() > 0:
        kept.append(int(distance.argmax()))
        to_new = np.linalg.norm(seen - seen[kept[-1]], axis=1)
        nearest[to_new < distance] = len(kept) - 1
        distance = np.minimum(distance, to_new)
    indices = nearest[places].astype(np.uint8)
    return colours[kept], indices


def shown_size(picture: bytes) -> dict[str, int]:
    """Give the width and height at which a PNG of ``png`` is shown, in pixels of the page."""
    width, height = struct.unpack(">II", picture[16:24])
    return {"width": round(width / DENSITY), "height": round(height / DENSITY)}
