"""Logistic regression for many classes as scikit-learn's estimator."""

from __future__ import annotations

from nnlib._common.types import Seed
from nnlib.estimators.network_classifier import NetworkClassifier
from nnlib.networks.layers import Dense, Layer


class LogisticRegression(NetworkClassifier):
    """Logistic regression: one unit for each class, and softmax, without a hidden layer.

    Parameters
    ----------
    l1, l2 : float
        Strengths of the penalties on the weights, as in ``nnlib.functions.penalties``.
    learning_rate : float
        Length of a step, per unit of gradient.
    momentum : float in [0, 1)
        How much of the last step is kept.
    n_epochs : int
        The largest number of epochs that ``fit`` trains; each shows every sample once.
    batch_size : int
        Samples for each step.
    early_stopping, validation_fraction, patience
        As in ``NNClassifier``.
    random_state : int, numpy.random.Generator, RandomState or None
        Source of the first weights, of the shuffles and of the choice of validation samples.
    verbose : bool
        Whether to show a progress bar.

    Attributes
    ----------
    classes_, network_, loss_curve_, validation_loss_curve_, n_features_in_, feature_names_in_
        As in ``NNClassifier``.

    Notes
    -----
    It takes as many threads as ``NNClassifier``.
    """

    def __init__(
        self,
        *,
        l1: float = 0.0,
        l2: float = 0.0,
        learning_rate: float = 0.1,
        momentum: float = 0.9,
        n_epochs: int = 50,
        batch_size: int = 32,
        early_stopping: bool = False,
        validation_fraction: float = 0.1,
        patience: int = 10,
        random_state: Seed = None,
        verbose: bool = False,
    ) -> None:
        self.l1 = l1
        self.l2 = l2
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.n_epochs = n_epochs
        self.batch_size = batch_size
        self.early_stopping = early_stopping
        self.validation_fraction = validation_fraction
        self.patience = patience
        self.random_state = random_state
        self.verbose = verbose

    def _layers(self, n_in: int, n_out: int) -> list[Layer]:
        """One dense layer."""
        return [Dense(n_in, n_out, rng=self._rng, dtype=self._dtype)]
