"""A training over its epochs: the loss, and accuracies if they were recorded."""

import itertools

from nnlib.plots.axes import get_axes, label_line

MARKS = ["o-", "s--", "^:", "D-."]


class LossCurveDisplay:
    """Curves of a training, one value an epoch.

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

    def __init__(self, curves, *, ylabel="loss"):
        self.curves = curves
        self.ylabel = ylabel

    @classmethod
    def from_estimator(cls, estimator, *, ax=None):
        """Draw the loss of a fitted estimator, and that of samples held back, if there were.

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
    def from_history(cls, history, names=("loss",), *, ax=None):
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
        return cls({name: history[name] for name in names}, ylabel=", ".join(sorted(kinds))).plot(
            ax
        )

    def plot(self, ax=None, *, legend=None):
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
        self.lines_ = []
        for (name, values), style in zip(self.curves.items(), itertools.cycle(MARKS)):
            epochs = range(1, len(values) + 1)
            self.lines_ += ax.plot(epochs, values, style, markersize=3, label=name)
        ax.set(xlabel="epoch", ylabel=self.ylabel)
        ax.xaxis.get_major_locator().set_params(integer=True)
        if len(self.lines_) > 1 and legend is not None:
            ax.legend(loc=legend)
        elif len(self.lines_) > 1:
            for line in self.lines_:
                label_line(ax, line, line.get_label())
        return self
