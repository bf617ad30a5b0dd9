"""Sliders that train a network anew: for a notebook, with Python behind it.

On a page of the book there is no Python: there stands the picture.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Callable
from typing import Any

import ipywidgets

from nnlib._common.types import History
from nnlib.plots.live import SHAPE, draw_training, png

RATES = {"min": -2, "max": 1, "step": 0.25, "readout_format": ".2g"}  # powers of 10
LOSSES = 1e-3, 20  # the same axis for every setting, so that pictures can be compared


class Knobs(ipywidgets.VBox):
    """Learning rate, hidden width and momentum on sliders; each move trains anew.

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
    """

    def __init__(
        self,
        fit: Callable[..., History],
        *,
        learning_rate: float = 1.0,
        width: int = 10,
        momentum: float = 0.0,
    ) -> None:
        # A drag trains once, at its end.
        shared = {"continuous_update": False, "style": {"description_width": "7em"}}
        shared["layout"] = {"width": "95%", "max_width": "32em"}
        rate = ipywidgets.FloatLogSlider(
            learning_rate, **RATES, description="learning rate", **shared
        )
        units = ipywidgets.IntSlider(width, min=1, max=100, description="hidden units", **shared)
        share = ipywidgets.FloatSlider(
            momentum, min=0, max=0.95, step=0.05, description="momentum", **shared
        )
        self.sliders = {"learning_rate": rate, "width": units, "momentum": share}
        for slider in self.sliders.values():
            slider.tooltip = slider.description  # else its name's own is "null"
        self.says, self.view = ipywidgets.HTML(), ipywidgets.HTML()
        super().__init__([rate, units, share, self.says, self.view])
        self._fit = fit
        self._train()
        for slider in self.sliders.values():
            slider.observe(self._train, names="value")

    def _train(self, change: object = None) -> None:
        """Train with the sliders as they stand, and show what came of it."""
        self.says.value = "training …"
        try:
            self.history = self._fit(**{name: s.value for name, s in self.sliders.items()})
        except Exception as error:
            self.says.value = html.escape(f"training failed: {type(error).__name__}: {error}")
            raise
        self._picture = self._draw()
        source = f"data:image/png;base64,{base64.b64encode(self._picture).decode()}"
        words = html.escape(f"Loss and accuracy over the epochs. {self!r}")
        self.view.value = f'<img src="{source}" alt="{words}" style="max-width: 100%">'
        self.says.value = html.escape(repr(self))

    def _draw(self) -> bytes:
        import matplotlib.pyplot as plt
        from matplotlib.figure import Figure

        with plt.style.context("nnlib.plots.course"):
            figure = Figure(**SHAPE)
            axes = draw_training(figure, self.history)
            axes[0].set(yscale="log", ylim=LOSSES)
            return png(figure)

    def __repr__(self) -> str:
        rate, units, share = (slider.value for slider in self.sliders.values())
        setting = f"learning rate {rate:.2g}, hidden units {units}, momentum {share:.2g}"
        ends = ", ".join(f"{name} {values[-1]:.3f}" for name, values in self.history.items())
        return f"{setting}: {ends}"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        bundle = super()._repr_mimebundle_(**kwargs)
        bundle["text/plain"] = repr(self)
        bundle["image/png"] = base64.b64encode(self._picture).decode()
        return bundle
