"""How often a model is right, against how sure it says it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import ArrayLike

from nnlib._common.types import Array
from nnlib._common.validation import positive_int
from nnlib.functions.calibration import calibration_bins
from nnlib.plots.axes import get_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class ReliabilityDisplay:
    """A reliability diagram: accuracy over certainty, for any number of classes.

    Each bin of answers is a dot at its mean certainty and its accuracy, with its number of
    answers beside it. On the dashed line accuracy and certainty are equal.
    (scikit-learn's CalibrationDisplay does this for the probability of one of two classes.)

    Make it with ``from_estimator`` or ``from_predictions``.

    Parameters
    ----------
    prob_true : array (B,)
        Accuracy in each bin.
    prob_pred : array (B,)
        Mean certainty in each bin.
    counts : integer array (B,)
        Number of answers in each bin.
    name : str, optional
        Name of the model, for the legend.

    Attributes
    ----------
    line_ : matplotlib.lines.Line2D
        Line with the dots.
    ax_, figure_ : matplotlib.axes.Axes, matplotlib.figure.Figure
        What it is drawn on.
    """

    def __init__(
        self, prob_true: Array, prob_pred: Array, counts: Array, *, name: str | None = None
    ) -> None:
        self.prob_true = prob_true
        self.prob_pred = prob_pred
        self.counts = counts
        self.name = name

    @classmethod
    def from_estimator(
        cls,
        estimator: Any,
        X: ArrayLike,
        y: ArrayLike,
        *,
        n_bins: int = 10,
        name: str | None = None,
        ax: Axes | None = None,
    ) -> Self:
        """Ask a model for its probabilities, and draw them against the truth.

        Parameters
        ----------
        estimator : fitted classifier with ``predict_proba``
        X : array (N, D)
            Samples, preferably ones that the model did not learn from.
        y : array (N,)
            Their labels.
        n_bins : int
            Bins of the same width, between 0 and 1.
        name : str, optional
            Name of the model; by default that of its class.
        ax : matplotlib.axes.Axes, optional

        Returns
        -------
        ReliabilityDisplay

        Raises
        ------
        ValueError
            If the model gives no probabilities, or as in ``from_predictions``.
        """
        kind = type(estimator).__name__
        if not hasattr(estimator, "predict_proba"):
            raise ValueError(f"the estimator must have predict_proba, {kind} has none")
        y_prob = estimator.predict_proba(X)
        labels = getattr(estimator, "classes_", None)
        name = kind if name is None else name
        return cls.from_predictions(y, y_prob, n_bins=n_bins, labels=labels, name=name, ax=ax)

    @classmethod
    def from_predictions(
        cls,
        y_true: ArrayLike,
        y_prob: ArrayLike,
        *,
        n_bins: int = 10,
        labels: ArrayLike | None = None,
        name: str | None = None,
        ax: Axes | None = None,
    ) -> Self:
        """Draw probabilities against the truth.

        Parameters
        ----------
        y_true : array (N,)
            Labels, numbers or words.
        y_prob : array (N, K)
            Probability of each class, one row a sample.
        n_bins : int
            Bins of the same width, between 0 and 1.
        labels : array (K,), optional
            Labels of the columns; by default those in ``y_true``, in order.
        name : str, optional
            Name of the model, for the legend.
        ax : matplotlib.axes.Axes, optional

        Returns
        -------
        ReliabilityDisplay

        Raises
        ------
        ValueError
            If sizes, labels or probabilities are not as described.
        """
        positive_int("n_bins", n_bins)
        P, codes = _probabilities_and_codes(y_true, y_prob, labels)
        certainty, share, counts = calibration_bins(P, codes, n_bins)
        return cls(share, certainty, counts, name=name).plot(ax)

    def plot(self, ax: Axes | None = None) -> Self:
        """Draw the diagram on ``ax``, or on new axes if there are none; return the display."""
        self.ax_ = ax = get_axes(ax)
        self.figure_ = ax.figure
        ax.plot([0, 1], [0, 1], color="#666666", linestyle="--", linewidth=1)
        (self.line_,) = ax.plot(self.prob_pred, self.prob_true, "o-", label=self.name)
        beside: dict[str, Any] = {"xytext": (6, -12), "textcoords": "offset points", "fontsize": 7}
        for x, y, count in zip(self.prob_pred, self.prob_true, self.counts, strict=True):
            ax.annotate(str(count), (x, y), **beside)
        ax.set(xlabel="certainty", ylabel="share that is right", xlim=(0, 1.1), ylim=(-0.08, 1.05))
        if self.name is not None:
            ax.legend(loc="lower right")
        return self


def _probabilities_and_codes(
    y: ArrayLike, P: ArrayLike, labels: ArrayLike | None
) -> tuple[Array, Array]:
    """Return P (N, K) and the place of each label among its columns, or raise ValueError."""
    P, y = np.asarray(P), np.asarray(y)
    if P.ndim != 2 or len(P) == 0:
        raise ValueError(f"y_prob must have a column for each class, (N, K), got shape {P.shape}")
    if y.shape != P.shape[:1]:
        raise ValueError(f"y_true must hold a label for each row of y_prob, got shape {y.shape}")
    if not (P.min() >= 0 and P.max() <= 1 + 1e-6):  # float32 may round a little over 1
        raise ValueError(f"y_prob must be between 0 and 1, got {P.min():.3g} to {P.max():.3g}")
    labels = np.unique(y) if labels is None else np.asarray(labels)
    if labels.shape != P.shape[1:]:
        raise ValueError(
            f"y_prob has {P.shape[1]} columns, but there are {len(labels)} labels: "
            f"{labels.tolist()}; name those of the columns with labels=…"
        )
    is_label = y[:, None] == labels  # (N, K)
    if not is_label.any(axis=1).all():
        raise ValueError(
            f"y_true holds {y[~is_label.any(axis=1)].tolist()[0]!r}, no label of a column"
        )
    return P, is_label.argmax(axis=1)
