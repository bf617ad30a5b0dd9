"""A training over its epochs: the loss, and accuracies if they were recorded."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self

from matplotlib.ticker import AutoLocator

from nnlib._common.types import History
from nnlib.plots.axes import get_axes, label_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

MARKS = ["o-", "s--", "^:", "D-."]


class LossCurveDisplay:
    """Curves of a training, with one value for each epoch.

    Make it with ``from_estimator`` or ``from_history``.

    Parameters
    ----------
    curves : dict of str to list of float
        Names, and the values of each epoch.
    ylabel : str
        What the values are.

    Attributes
    ----------
    lines_ : list of matplotlib.lines.Line2D
        One for each curve.
    ax_, figure_ : matplotlib.axes.Axes, matplotlib.figure.Figure
        What they are drawn on.
    """

    def __init__(self, curves: Mapping[str, Sequence[float]], *, ylabel: str = "loss") -> None:
        self.curves = curves
        self.ylabel = ylabel

    @classmethod
    def from_estimator(cls, estimator: Any, *, ax: Axes | None = None) -> Self:
        """Draw the loss of a fitted estimator, and its validation loss if it has recorded one.

        Parameters
        ----------
        estimator : fitted NNClassifier, or any other that has a ``loss_curve_``
            scikit-learn's MLPClassifier has one, too.
        ax : matplotlib.axes.Axes, optional

        Returns
        -------
        LossCurveDisplay

        Raises
        ------
        sklearn.exceptions.NotFittedError
            If it has not been fitted.
        ValueError
            If it keeps no losses.
        """
        from sklearn.utils.validation import check_is_fitted  # here, since it is slow to import

        check_is_fitted(estimator)
        if not hasattr(estimator, "loss_curve_"):
            raise ValueError(
                f"the estimator must have a loss_curve_, {type(estimator).__name__} has none "
                "(of a pipeline, give the last step)"
            )
        curves = {"training": estimator.loss_curve_}
        if hasattr(estimator, "validation_loss_curve_"):
            curves["held back"] = estimator.validation_loss_curve_
        return cls(curves).plot(ax)

    @classmethod
    def from_history(
        cls, history: History, names: Sequence[str] = ("loss",), *, ax: Axes | None = None
    ) -> Self:
        """Draw what ``train`` has recorded.

        Parameters
        ----------
        history : dict of str to list of float
            As ``train`` returns it: ``"loss"`` and accuracies, one value an epoch.
        names : sequence of str
            What to draw, by its name in the history.
        ax : matplotlib.axes.Axes, optional

        Returns
        -------
        LossCurveDisplay

        Raises
        ------
        ValueError
            If a name is not in the history, or no epoch is.
        """
        for name in names:
            if name not in history:
                raise ValueError(f"the history holds {sorted(history)}, it has no {name!r}")
        kinds = {"loss" if name == "loss" else "accuracy" for name in names}
        curves = {name: history[name] for name in names}
        return cls(curves, ylabel=", ".join(sorted(kinds))).plot(ax)

    def plot(self, ax: Axes | None = None, *, legend: Any = None) -> Self:
        """Draw the curves; the names of several stand at their right ends.

        Parameters
        ----------
        ax : matplotlib.axes.Axes, optional
            What to draw on; new axes by default.
        legend : str, optional
            Where matplotlib puts a legend with the names instead: ``"best"``.

        Returns
        -------
        LossCurveDisplay

        Raises
        ------
        ValueError
            If a curve has no epoch.
        """
        for name, values in self.curves.items():
            if not len(values):
                raise ValueError(f"there is no epoch yet: {name!r} is empty")
        self.ax_ = ax = get_axes(ax)
        self.figure_ = ax.figure
        self.lines_: list[Line2D] = []
        for (name, values), style in zip(self.curves.items(), itertools.cycle(MARKS)):
            epochs = range(1, len(values) + 1)
            self.lines_ += ax.plot(epochs, values, style, markersize=3, label=name)
        ax.set(xlabel="epoch", ylabel=self.ylabel)
        whole = AutoLocator()
        whole.set_params(integer=True)  # there is no half epoch
        ax.xaxis.set_major_locator(whole)
        if len(self.lines_) > 1 and legend is not None:
            ax.legend(loc=legend)
        elif len(self.lines_) > 1:
            for name, line in zip(self.curves, self.lines_, strict=True):
                label_line(ax, line, name)
        return self
