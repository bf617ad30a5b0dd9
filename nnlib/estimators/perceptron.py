"""The perceptron as scikit-learn's estimator."""

from __future__ import annotations

import warnings
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, DTypeLike
from sklearn.utils import Tags

from nnlib._common.progress_bar import progress_bar
from nnlib._common.types import Array, Arrays, Seed
from nnlib._common.validation import positive_int
from nnlib.by_hand.perceptron import rosenblatt_update, step_unit
from nnlib.estimators.base import Classifier


class Perceptron(Classifier):
    """One unit that decides between two classes and learns by Rosenblatt's rule.

    Its weights start at 0, where a learning rate would change no answer, so there is none.
    It tells two classes apart; for more, put it into scikit-learn's ``OneVsRestClassifier``.

    Parameters
    ----------
    n_epochs : int
        The largest number of epochs that ``fit`` trains; it stops after an epoch without a
        mistake.
    random_state : int, numpy.random.Generator, RandomState or None
        Source of the shuffles.
    verbose : bool
        Whether to show a progress bar.

    Attributes
    ----------
    classes_ : array (2,)
        The two labels, in order; the second one is the answer where the score is above 0.
    w_ : array (D,)
        Weights.
    b_ : float
        Bias.
    mistakes_ : list of int
        Number of mistakes in each epoch.
    n_features_in_ : int
        Number of features D.
    feature_names_in_ : array (D,)
        Their names, if X was a DataFrame.

    References
    ----------
    Rosenblatt, "The perceptron: a probabilistic model for information storage and
    organization in the brain", 1958.
    """

    def __init__(
        self, *, n_epochs: int = 100, random_state: Seed = None, verbose: bool = False
    ) -> None:
        self.n_epochs = n_epochs
        self.random_state = random_state
        self.verbose = verbose

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags

    def fit(self, X: ArrayLike, y: ArrayLike) -> Self:
        """Learn from samples and labels, from weights of 0.

        Interrupting it (Ctrl-C) keeps what has been learned so far, with a warning.

        Parameters
        ----------
        X : array or DataFrame (N, D)
            Samples.
        y : array (N,)
            Labels, numbers or words, of two classes.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If an option or the data is not as described.
        """
        positive_int("n_epochs", self.n_epochs)
        X, y = self._read(X, y)
        self._start(X.dtype.type)
        self._train(X, y, self.n_epochs)
        return self

    def partial_fit(self, X: ArrayLike, y: ArrayLike, classes: ArrayLike | None = None) -> Self:
        """Go on learning: show each of these samples once.

        Parameters
        ----------
        X : array or DataFrame (N, D)
            Samples.
        y : array (N,)
            Labels.
        classes : array (2,), optional
            Both labels; the first call needs it.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If the data is not as described, or a label is not in ``classes``.
        """
        first = not hasattr(self, "w_")
        X, y = self._read_more(X, y, classes, first=first)
        if first:
            self._start(X.dtype.type)
        self._train(X, y, n_epochs=1)
        return self

    def decision_function(self, X: ArrayLike) -> Array:
        """Compute the score of each sample, above 0 for the second class: X (N, D) to (N,)."""
        X = self._read_samples(X)
        return X @ self.w_ + self.b_

    def predict(self, X: ArrayLike) -> Array:
        """Predict the class of each sample: X (N, D) to (N,)."""
        X = self._read_samples(X)
        return self.classes_[step_unit(X, self.w_, self.b_)]

    def _start(self, dtype: DTypeLike) -> None:
        """Weights of 0."""
        if len(self.classes_) != 2:
            raise ValueError(
                "Only binary classification is supported. The type of the target is multiclass: "
                f"a perceptron tells two classes apart, got {self.classes_.tolist()}"
            )
        self._dtype = dtype
        self._rng = self._new_rng()
        self.w_, self.b_ = np.zeros(self.n_features_in_, dtype), 0.0
        self.mistakes_: list[int] = []

    def _train(self, X: Array, y: Array, n_epochs: int) -> None:
        """Show the samples in random order, up to ``n_epochs`` times."""
        try:
            with progress_bar(self.verbose, total=n_epochs, unit="epoch") as bar:
                for _ in range(n_epochs):
                    self.mistakes_.append(self._show_all(X, y))
                    bar.update()
                    bar.set_postfix(mistakes=self.mistakes_[-1])
                    if self.mistakes_[-1] == 0:
                        break
        except KeyboardInterrupt:
            warnings.warn(
                f"training interrupted in epoch {len(self.mistakes_) + 1}; "
                "the perceptron keeps what it has learned",
                stacklevel=3,
            )

    def _show_all(self, X: Array, y: Array) -> int:
        """Show every sample once, and count the mistakes."""
        mistakes = 0
        for n in self._rng.permutation(len(X)):
            w, b = rosenblatt_update(self.w_, self.b_, X[n], y[n])
            mistakes += bool(b != self.b_)
            self.w_[...], self.b_ = w, float(b)  # float32 weights stay float32
        return mistakes

    def _state(self) -> tuple[dict[str, Any], Arrays]:
        """What a file keeps beside the options: facts for JSON, and arrays."""
        return {"b": self.b_, "mistakes": self.mistakes_}, {"w": self.w_}

    def _restore(self, facts: dict[str, Any], arrays: Arrays) -> None:
        """Take back what ``_state`` gave; raise ValueError where it does not fit."""
        self._start(self._dtype)
        self.w_[...] = arrays["w"]
        self.b_, self.mistakes_ = float(facts["b"]), list(facts["mistakes"])
