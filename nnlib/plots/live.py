"""A training, drawn while it runs."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from nnlib._common.types import History

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

from nnlib.plots.loss_curves import LossCurveDisplay
from nnlib.plots.sharp import in_notebook, png, shown_size

# No layout engine: axes would move with the length of their numbers.
SHAPE: dict[str, Any] = {"figsize": (6, 2.6), "layout": "none"}
STEPS = 0.0, 0.5, 0.8, 0.9, 0.95, 0.98  # where an axis of accuracies may begin
MARGINS = {"left": 0.1, "right": 0.98, "bottom": 0.2, "top": 0.9, "wspace": 0.28}


class LivePlot:
    """A picture of a training that is drawn anew after every epoch.

    In a notebook the picture changes in its place, and the notebook is saved with the last
    one. Elsewhere it is a figure, for ``plt.show()`` when the training is over. Give it
    to ``train(..., on_epoch=LivePlot())``, or call it in a loop of your own with what you
    have recorded so far.

    Parameters
    ----------
    n_epochs : int, optional
        Epochs that are planned: the axis then has its length from the start.

    Attributes
    ----------
    figure : matplotlib.figure.Figure or None
        The picture of the latest training.
    """

    def __init__(self, n_epochs: int | None = None) -> None:
        self.n_epochs = n_epochs
        self.figure: Figure | None = None
        self._shown: Any = None  # the place in a notebook

    def __call__(self, history: History) -> None:
        """Draw ``history``, a dict of lists of one number an epoch, as ``train`` keeps it.

        Raises
        ------
        ValueError
            If it is anything else, or no epoch is in it.
        """
        import matplotlib.pyplot as plt

        n_done = _count_epochs(history)
        if self.figure is None or n_done == 1:  # another training gets another picture
            self.figure, self._shown = plt.figure(**SHAPE), None
            if in_notebook():
                plt.close(self.figure)  # else the notebook would show it once more
        draw_training(self.figure, history, n_epochs=self.n_epochs)
        if in_notebook():
            self._show(self.figure)

    def _show(self, figure: Figure) -> None:
        """Put the figure into the notebook, in place of its last state."""
        from IPython.display import display

        picture = png(figure)
        # The text stays the same: some programs that run notebooks keep the first one.
        bundle = {"text/plain": repr(self), "image/png": base64.b64encode(picture).decode()}
        # With its size known beforehand, the page does not jump when the picture changes; a dark
        # notebook puts something light behind it.
        metadata = {"image/png": shown_size(picture), "needs_background": "light"}
        options: dict[str, Any] = {"metadata": metadata, "raw": True}
        if self._shown is None:
            self._shown = display(bundle, display_id=True, **options)
        else:
            self._shown.update(bundle, **options)

    def __repr__(self) -> str:
        return f"LivePlot(n_epochs={self.n_epochs})"


def draw_training(figure: Figure, history: History, *, n_epochs: int | None = None) -> list[Axes]:
    """Draw the loss, and beside it everything else that a training recorded.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Made with ``SHAPE``. What is on it is cleared.
    history : dict of str to list of float
        ``"loss"`` or accuracies, or both; one number an epoch.
    n_epochs : int, optional
        Length of the axis, if the training is not over.

    Returns
    -------
    list of matplotlib.axes.Axes
        The panel of the loss and that of the accuracies, or the one that there is data for.
    """
    accuracies = [name for name in history if name != "loss"]
    panels = [("loss", [name for name in history if name == "loss"]), ("accuracy", accuracies)]
    panels = [panel for panel in panels if panel[1]]
    figure.clear()
    axes = figure.subplots(1, len(panels), squeeze=False, gridspec_kw=MARGINS)[0].tolist()
    for ax, (title, names) in zip(axes, panels, strict=True):
        curves = {name: history[name] for name in names}
        # Names at the lines' ends would lie on each other.
        LossCurveDisplay(curves, ylabel="").plot(ax, legend="best")
        ax.set(title=title)
        ax.set_xlim(0.5, (n_epochs or len(history[names[0]])) + 0.5)
        if title == "loss":
            ax.set_ylim(0, None)
        else:
            ax.set_ylim(*accuracy_limits(curves.values()))
    return axes


def accuracy_limits(curves: Iterable[Sequence[float]]) -> tuple[float, float]:
    """Return the ends of an axis on which accuracies can be told apart.

    It ends a little above 1. It begins where twice the distance of the last accuracies from 1
    is seen, whatever they were in the first epochs, in steps that keep the axis still while a
    training goes on: 0, 0.5, 0.8, 0.9, 0.95, 0.98.
    """
    lowest = min(values[-1] for values in curves)
    bottom = max(step for step in STEPS if step == 0 or 1 - lowest <= (1 - step) / 2)
    return bottom - 0.02 * (1 - bottom) if bottom else 0.0, 1 + 0.04 * (1 - bottom)


def _count_epochs(history: History) -> int:
    """How many epochs a history has, or ValueError if it is none."""
    try:
        (n_epochs,) = {len(values) for values in history.values()}
    except (AttributeError, TypeError, ValueError):
        n_epochs = 0
    if not n_epochs:
        raise ValueError(
            "a history is a dict of lists with one number an epoch, such as "
            f"{{'loss': [2.3]}}, got {history!r:.80}"
        )
    return n_epochs
