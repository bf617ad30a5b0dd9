"""A slider with a name that a screen reader reads out, which those of ipywidgets lack."""

from __future__ import annotations

import anywidget
from traitlets import Bool, Float, Unicode

from nnlib.widgets.playable import HERE, module


class Knob(anywidget.AnyWidget):
    """A slider of the browser, with its name in front and its value behind.

    Attributes
    ----------
    label : str
    place : float
        Where it stands, from ``min`` to ``max`` in steps of ``step``; set at the end of a drag.
    powers : bool
        Whether places are powers of 10.
    """

    _esm = module("knob.js")
    _css = (HERE / "knob.css").read_text(encoding="utf-8")

    label = Unicode().tag(sync=True)
    place = Float().tag(sync=True)
    min = Float().tag(sync=True)
    max = Float().tag(sync=True)
    step = Float().tag(sync=True)
    powers = Bool(False).tag(sync=True)

    @property
    def value(self) -> float:
        """What the slider says: its place, or 10 to the power of it."""
        return 10.0**self.place if self.powers else self.place
