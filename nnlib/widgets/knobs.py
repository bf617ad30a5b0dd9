"""Sliders that train a network anew: for a notebook, with Python behind it.

On a page of the book there is no Python: there stands the picture.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Callable
from typing import Any

import ipywidgets
import numpy as np

from nnlib._common.types import History
from nnlib.plots.live import SHAPE, accuracy_limits, draw_training
from nnlib.plots.sharp import png, shown_size
from nnlib.widgets.knob import Knob

RATES: dict[str, Any] = {"min": -2, "max": 1, "step": 0.25, "powers": True}
WIDTHS: dict[str, Any] = {"min": 1, "max": 100, "step": 1}
MOMENTA: dict[str, Any] = {"min": 0, "max": 0.95, "step": 0.05}
LOSSES = 1e-3, 20  # the same axis for every setting, so that pictures can be compared
GHOST: dict[str, Any] = {"color": "#b4b0a6", "linewidth": 1.2, "zorder": 1, "label": "_earlier"}
GHOSTS = 3  # earlier trainings that stay in the picture


class Knobs(ipywidgets.VBox):
    """Learning rate, hidden width and momentum on sliders; each move trains anew.

    The curves of the last few settings stay behind the new ones, in grey.

    Parameters
    ----------
    fit : callable ``(learning_rate, width, momentum) -> history``
        Trains a new network, with fixed seeds, and returns what ``train`` returns: for
        each epoch ``"loss"`` and accuracies.
    learning_rate : float
        At the start, from 0.01 to 10. Its slider moves by quarters of a power of 10.
    width : int
        Hidden units at the start, from 1 to 100.
    momentum : float
        At the start, from 0 to 0.95.

    Attributes
    ----------
    history : dict of str to list of float
        Of the last training.
    earlier : list of such histories
        Of the trainings before it whose curves are still shown, the latest last.
    """

    def __init__(
        self,
        fit: Callable[..., History],
        *,
        learning_rate: float = 1.0,
        width: int = 10,
        momentum: float = 0.0,
    ) -> None:
        rate = Knob(label="learning rate", place=np.log10(learning_rate), **RATES)
        units = Knob(label="hidden units", place=width, **WIDTHS)
        share = Knob(label="momentum", place=momentum, **MOMENTA)
        self.knobs = {"learning_rate": rate, "width": units, "momentum": share}
        self.says, self.view = ipywidgets.HTML(), ipywidgets.HTML()
        super().__init__([rate, units, share, self.says, self.view])
        self._fit = fit
        self.history: History
        self.earlier: list[History] = []
        self._train()
        for knob in self.knobs.values():
            knob.observe(self._train, names="place")

    def _train(self, change: object = None) -> None:
        """Train with the sliders as they stand, and show what came of it."""
        self.says.value = "training …"
        try:
            history = self._fit(**self.settings())
        except Exception as error:
            self.says.value = html.escape(f"training failed: {type(error).__name__}: {error}")
            raise
        if change is not None:
            self.earlier = [*self.earlier, self.history][-GHOSTS:]
        self.history = history
        self._picture = self._draw()
        source = f"data:image/png;base64,{base64.b64encode(self._picture).decode()}"
        words = html.escape(f"Loss and accuracy over the epochs. {self!r}")
        self.view.value = (
            f'<img src="{source}" alt="{words}" width="{shown_size(self._picture)["width"]}"'
            ' style="max-width: 100%; background: #fff">'
        )
        self.says.value = html.escape(repr(self))

    def settings(self) -> dict[str, Any]:
        """Return what ``fit`` is called with, as the sliders stand now."""
        rate, width, momentum = (knob.value for knob in self.knobs.values())
        return {"learning_rate": rate, "width": round(width), "momentum": momentum}

    def _draw(self) -> bytes:
        import matplotlib.pyplot as plt
        from matplotlib.figure import Figure

        with plt.style.context("nnlib.plots.course"):
            figure = Figure(**SHAPE)
            for ax in draw_training(figure, self.history):
                names = [str(line.get_label()) for line in ax.lines]
                shown = [self.history, *self.earlier]
                for history in shown[1:]:
                    for name, line in zip(names, list(ax.lines), strict=False):
                        epochs = range(1, len(history[name]) + 1)
                        ax.plot(epochs, history[name], line.get_linestyle(), **GHOST)
                if "loss" in names:
                    ax.set(yscale="log", ylim=LOSSES)
                else:
                    ax.set_ylim(*accuracy_limits(h[name] for h in shown for name in names))
            return png(figure)

    def __repr__(self) -> str:
        rate, units, share = self.settings().values()
        setting = f"learning rate {rate:.2g}, hidden units {units}, momentum {share:.2g}"
        ends = ", ".join(f"{name} {values[-1]:.3f}" for name, values in self.history.items())
        return f"{setting}: {ends}"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        bundle = super()._repr_mimebundle_(**kwargs)
        bundle["text/plain"] = repr(self)
        bundle["image/png"] = base64.b64encode(self._picture).decode()
        return bundle, {"image/png": shown_size(self._picture)}
