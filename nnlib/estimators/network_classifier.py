"""What NNClassifier and LogisticRegression share: training a network and predicting with it."""

from __future__ import annotations

import copy
import warnings
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, DTypeLike
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import train_test_split

from nnlib._common.threads import one_thread
from nnlib._common.types import Array, Arrays, History
from nnlib._common.validation import number, positive_int
from nnlib.estimators.base import Classifier
from nnlib.estimators.penalized import PenalizedSequential
from nnlib.functions.activations import softmax
from nnlib.functions.losses import softmax_cross_entropy, softmax_cross_entropy_grad
from nnlib.networks.batches import Batches
from nnlib.networks.fused import FusedStep
from nnlib.networks.optimizers import SGD
from nnlib.networks.schedules import stop_early
from nnlib.networks.training import Step, run_epochs


class NetworkClassifier(Classifier):
    """A classifier that trains layers by stochastic gradient descent.

    A subclass says which layers they are (``_layers``).
    """

    def fit(self, X: ArrayLike, y: ArrayLike) -> Self:
        """Learn from samples and labels, starting from new random weights.

        Interrupting it (Ctrl-C) keeps what has been learned so far, with a warning.

        Parameters
        ----------
        X : array or DataFrame (N, D)
            Samples; float32 stays float32, everything else becomes float64.
        y : array (N,)
            Labels, numbers or words, of at least two classes.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If an option or the data is not as described.
        """
        self._check_options()
        X, y = self._read(X, y)
        self._start(X.dtype.type)
        if self.early_stopping:
            self._train_until_no_better(X, y)
        else:
            self._train(X, y, self.n_epochs)
        return self

    def partial_fit(self, X: ArrayLike, y: ArrayLike, classes: ArrayLike | None = None) -> Self:
        """Go on learning: train one more epoch with these samples, without early stopping.

        Parameters
        ----------
        X : array or DataFrame (N, D)
            Samples.
        y : array (N,)
            Labels.
        classes : array (K,), optional
            All labels that this and later calls may bring; the first call needs it.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If an option or the data is not as described, or a label is not in ``classes``.
        """
        self._check_options()
        first = not hasattr(self, "network_")
        X, y = self._read_more(X, y, classes, first=first)
        if first:
            self._start(X.dtype.type)
        self._train(X, y, n_epochs=1)
        return self

    def predict_proba(self, X: ArrayLike) -> Array:
        """Compute the probabilities, in the order of ``classes_``: X (N, D) to (N, K)."""
        return softmax(self._scores(self._read_samples(X)))

    def predict(self, X: ArrayLike) -> Array:
        """Predict the most probable class of each sample: X (N, D) to (N,)."""
        Z = self._scores(self._read_samples(X))  # (N, K)
        return self.classes_[Z.argmax(axis=1)]

    def _check_options(self) -> None:
        """Raise ValueError for an option that is not as described."""
        positive_int("n_epochs", self.n_epochs)
        positive_int("batch_size", self.batch_size)
        positive_int("patience", self.patience)
        for name in ("l1", "l2"):
            number(name, getattr(self, name), "a number of at least 0", lambda v: 0 <= v < np.inf)
        number("learning_rate", self.learning_rate, "a number above 0", lambda v: 0 < v < np.inf)
        below_1 = "a number of at least 0 and below 1"
        number("momentum", self.momentum, below_1, lambda v: 0 <= v < 1)
        between = "a number between 0 and 1"
        number("validation_fraction", self.validation_fraction, between, lambda v: 0 < v < 1)

    def _start(self, dtype: DTypeLike) -> None:
        """Make a new network of random weights, and an optimizer that has done no step."""
        self._dtype = dtype
        self._rng = self._new_rng()
        layers = self._layers(self.n_features_in_, len(self.classes_))
        self.network_ = PenalizedSequential(layers)
        self._optimizer = SGD()
        self.loss_curve_: list[float] = []
        self.__dict__.pop("validation_loss_curve_", None)  # of a training before this one

    def _train(self, X: Array, y: Array, n_epochs: int, **options: Any) -> None:
        """Show the samples ``n_epochs`` times; the options are looked at anew each time."""
        network, optimizer = self.network_, self._optimizer
        network.l1, network.l2 = float(self.l1), float(self.l2)
        optimizer.learning_rate = float(self.learning_rate)
        optimizer.momentum = float(self.momentum)
        # Whatever can be trained in half the time is; penalties the fused step does not know.
        fused = not (network.l1 or network.l2) and FusedStep.takes(network)
        step = Step(network, optimizer, network.loss, softmax_cross_entropy_grad)
        # Data and options were checked on their way in, so this goes past the door of ``train``.
        history = run_epochs(
            network,
            FusedStep(network, optimizer) if fused else step,
            Batches(X, y, self.batch_size, self._rng, reuse=fused),
            n_epochs,
            progress=bool(self.verbose),
            **options,
        )
        self.loss_curve_ += history["loss"]
        if not np.isfinite(self.loss_curve_[-1:]).all():
            warnings.warn(
                "the training diverged, its loss is no finite number any more: try a smaller "
                "learning_rate, or standardize the samples",
                ConvergenceWarning,
                stacklevel=3,
            )

    def _train_until_no_better(self, X: Array, y: Array) -> None:
        """Hold samples back, stop when their loss falls no more, keep the best weights."""
        n_held = max(round(self.validation_fraction * len(X)), len(self.classes_))
        X, X_held, y, y_held = train_test_split(
            X,
            y,
            test_size=n_held,  # at least one of each class
            stratify=y,
            random_state=int(self._rng.integers(2**32)),
        )
        losses: list[float] = []
        self.validation_loss_curve_ = losses
        lowest, best = np.inf, {}

        def no_better(history: History) -> bool:
            nonlocal lowest, best
            losses.append(float(softmax_cross_entropy(self._scores(X_held), y_held)))
            if losses[-1] < lowest:
                lowest = losses[-1]
                best = {name: array.copy() for name, array in self.network_.params.items()}
            # One epoch more is planned, so that an end after the last one is an end before it.
            return stop_early([*losses, np.inf], self.patience) == len(losses)

        self._train(X, y, self.n_epochs, on_epoch=no_better)
        for name, array in best.items():
            self.network_.params[name][...] = array

    @one_thread()
    def _scores(self, X: Array) -> Array:
        """Scores (N, K). Layers keep what backward needs, so copies of them are asked.

        They share the weights; the model stays small, and threads do not meet in it.
        """
        layers = [copy.copy(layer) for layer in self.network_.layers]
        return PenalizedSequential(layers).forward(X)

    def _state(self) -> tuple[dict[str, Any], Arrays]:
        """What a file keeps beside the options: facts for JSON, and arrays."""
        facts = {"loss_curve": self.loss_curve_}
        if hasattr(self, "validation_loss_curve_"):
            facts["validation_loss_curve"] = self.validation_loss_curve_
        velocity = self._optimizer.velocity
        return facts, {
            **{f"parameter {name}": array for name, array in self.network_.params.items()},
            **{f"velocity {name}": array for name, array in velocity.items()},
        }

    def _restore(self, facts: dict[str, Any], arrays: Arrays) -> None:
        """Take back what ``_state`` gave; raise ValueError where it does not fit."""
        self._check_options()
        self._start(self._dtype)
        for name, parameter in self.network_.params.items():
            parameter[...] = _fitting(arrays, f"parameter {name}", parameter)
            if f"velocity {name}" in arrays:
                velocity = _fitting(arrays, f"velocity {name}", parameter)
                self._optimizer.velocity[name] = velocity
        self.loss_curve_ = list(facts["loss_curve"])
        if "validation_loss_curve" in facts:
            self.validation_loss_curve_ = list(facts["validation_loss_curve"])


def _fitting(arrays: Arrays, name: str, like: Array) -> Array:
    """The array of that name, which must have the shape and type of another."""
    array = arrays[name]
    if array.shape != like.shape or array.dtype != like.dtype:
        raise ValueError(
            f"{name} has shape {array.shape} and type {array.dtype}, "
            f"expected {like.shape} and {like.dtype}"
        )
    return array
