"""A network of any depth as scikit-learn's estimator."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from nnlib._common.types import Seed
from nnlib._common.validation import positive_int
from nnlib.estimators.network_classifier import NetworkClassifier
from nnlib.networks.initializers import he, xavier
from nnlib.networks.layers import Dense, Layer, ReLU, Sigmoid, Tanh

HIDDEN = {"relu": (ReLU, he), "sigmoid": (Sigmoid, xavier), "tanh": (Tanh, xavier)}


class NNClassifier(NetworkClassifier):
    """Dense layers with an activation between them, and softmax.

    Parameters
    ----------
    hidden_units : tuple of int
        Units of each hidden layer; an empty one is logistic regression.
    activation : {"relu", "sigmoid", "tanh"}
        Activation of the hidden layers. The weights start by He's rule with ReLU, and by
        Xavier's rule with the others.
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
    early_stopping : bool
        Whether ``fit`` holds back validation samples, stops when their loss has found no new
        lowest value for ``patience`` epochs, and keeps the weights with the lowest one.
    validation_fraction : float between 0 and 1
        With early stopping: share of the samples that is held back, the same of each class.
    patience : int
        With early stopping: how many epochs in a row without a new lowest validation loss
        end the training.
    random_state : int, numpy.random.Generator, RandomState or None
        Source of the first weights, of the shuffles and of the choice of validation samples.
    verbose : bool
        Whether to show a progress bar.

    Attributes
    ----------
    classes_ : array (K,)
        The labels, in order.
    network_ : Sequential
        The trained network; its ``params`` hold weights and biases.
    loss_curve_ : list of float
        Mean loss of each epoch, penalties included.
    validation_loss_curve_ : list of float
        With early stopping: loss of the validation samples after each epoch of ``fit``,
        without penalties. ``partial_fit`` holds no samples back, so its epochs are in
        ``loss_curve_`` only.
    n_features_in_ : int
        Number of features D.
    feature_names_in_ : array (D,)
        Their names, if X was a DataFrame.

    Notes
    -----
    It fits and predicts on one thread of BLAS's, and large batches in two halves on a thread each,
    unless a variable of the environment such as ``OPENBLAS_NUM_THREADS`` fixes a number; afterwards
    BLAS has as many threads as before.

    Examples
    --------
    >>> from nnlib import NNClassifier
    >>> from nnlib.datasets import four_clusters
    >>> X, y = four_clusters(rng=0)
    >>> NNClassifier(hidden_units=(8,), random_state=0).fit(X, y).score(X, y)
    1.0
    """

    def __init__(
        self,
        *,
        hidden_units: Sequence[int] = (50,),
        activation: str = "relu",
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
        self.hidden_units = hidden_units
        self.activation = activation
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

    def _check_options(self) -> None:
        super()._check_options()
        if self.activation not in HIDDEN:
            raise ValueError(f"activation must be one of {list(HIDDEN)}, got {self.activation!r}")
        try:
            sizes = list(self.hidden_units)
        except TypeError:
            raise ValueError(
                f"hidden_units must be a tuple such as (50,), got {self.hidden_units!r}"
            ) from None
        for size in sizes:
            positive_int("each of hidden_units", size)

    def _layers(self, n_in: int, n_out: int) -> list[Layer]:
        """Dense layers with activations between them, no activation after the last."""
        activation, init = HIDDEN[self.activation]
        sizes = [n_in, *self.hidden_units, n_out]
        layers = []
        for pair in itertools.pairwise(sizes):
            layers += [Dense(*pair, init=init, rng=self._rng, dtype=self._dtype), activation()]
        return layers[:-1]
