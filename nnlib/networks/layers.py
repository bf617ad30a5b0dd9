"""Layers: the parts of a network.

                forward                         backward
    X (N, D) ───────────────▶ A (N, H)     dA (N, H) ───────────────▶ dX (N, D)

``forward`` keeps what ``backward`` will need. ``backward`` takes the gradient of
the loss with respect to the layer's output, stores the gradients of its own
parameters (``dW`` beside ``W``), and gives the gradient with respect to its input,
which is the next layer's ``dA`` on the way back.

A layer knows neither the loss nor the learning rate nor the size of the batch. All but
``Dropout`` do the same in training as afterwards. ``Dropout`` looks at ``training``, which
the network sets for all its layers.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import DTypeLike

from nnlib._common.types import Array, Arrays, Seed
from nnlib.functions.activations import sigmoid, softmax, softmax_backward
from nnlib.networks.initializers import xavier


class Layer:
    """A step of a network that can be run forward and backward."""

    param_names: tuple[str, ...] = ()
    training = False
    rows_at_once: int | None = None  # samples that a forward pass should bear at most; None: all

    def forward(self, X: Array) -> Array:
        """Compute the output (N, H) for a batch of inputs X (N, D), one row a sample."""
        raise NotImplementedError

    def backward(self, dA: Array) -> Array:
        """Turn the gradient of the output, dA (N, H), into that of the input, dX (N, D)."""
        raise NotImplementedError

    @property
    def params(self) -> Arrays:
        """The arrays that the layer learns, by name: ``{"W": W, "b": b}``."""
        return {name: getattr(self, name) for name in self.param_names}

    @property
    def grads(self) -> Arrays:
        """Their gradients from the last ``backward``: ``{"W": dW, "b": db}``.

        Raises
        ------
        AttributeError
            If ``backward`` has not set them yet.
        """
        return {name: getattr(self, "d" + name) for name in self.param_names}


class Dense(Layer):
    """A dense layer: every input meets every unit.

    Parameters
    ----------
    n_in, n_out : int
        Number of inputs D and of units H.
    init : callable ``(n_in, n_out, rng) -> array``
        How the weights start; the biases start at 0.
    rng : numpy.random.Generator, RandomState, int or None
        Source of random numbers. Give all layers of a network the same generator:
        with the same integer their weights would start alike.
    dtype : numpy.float32 or numpy.float64
        Type of weights and biases.

    Attributes
    ----------
    W, b : arrays (D, H) and (H,)
        Weights and biases.
    dW, db : arrays (D, H) and (H,)
        Their gradients, after ``backward``.

    Notes
    -----
    ``Z = X @ W + b``.
    """

    param_names = ("W", "b")

    def __init__(
        self,
        n_in: int,
        n_out: int,
        *,
        init: Callable[[int, int, Seed], Array] = xavier,
        rng: Seed = None,
        dtype: DTypeLike = np.float64,
    ) -> None:
        self.W = init(n_in, n_out, rng).astype(dtype)
        self.b = np.zeros(n_out, dtype)

    def forward(self, X: Array) -> Array:
        """Scores of a batch: X (N, D) to Z (N, H)."""
        self.X = X
        return X @ self.W + self.b

    def backward(self, dZ: Array) -> Array:
        """From dZ (N, H): set dW (D, H) and db (H,), return dX (N, D)."""
        self.dW = self.X.T @ dZ
        self.db = dZ.sum(axis=0)
        return dZ @ self.W.T

    def __repr__(self) -> str:
        return f"Dense({self.W.shape[0]}, {self.W.shape[1]})"


class ReLU(Layer):
    """A layer that lets positive scores through and stops the others."""

    def forward(self, Z: Array) -> Array:
        """Keep the positive scores, set the others to 0: Z (N, H) to A (N, H)."""
        self.Z = Z
        return np.maximum(Z, 0)

    def backward(self, dA: Array) -> Array:
        """Let dA (N, H) through where the score was positive: return dZ (N, H)."""
        return dA * (self.Z > 0)

    def __repr__(self) -> str:
        return "ReLU()"


class Sigmoid(Layer):
    """Squashes scores into (0, 1)."""

    def forward(self, Z: Array) -> Array:
        """Apply the sigmoid, entry by entry: Z (N, H) to A (N, H)."""
        self.A = sigmoid(Z)
        return self.A

    def backward(self, dA: Array) -> Array:
        """Multiply dA (N, H) by the slope at the scores, ``A * (1 - A)``: return dZ (N, H)."""
        return dA * self.A * (1 - self.A)

    def __repr__(self) -> str:
        return "Sigmoid()"


class Tanh(Layer):
    """Squashes scores into (-1, 1)."""

    def forward(self, Z: Array) -> Array:
        """Apply tanh, entry by entry: Z (N, H) to A (N, H)."""
        self.A = np.tanh(Z)
        return self.A

    def backward(self, dA: Array) -> Array:
        """Multiply dA (N, H) by the slope at the scores, ``1 - A**2``: return dZ (N, H)."""
        return dA * (1 - self.A**2)

    def __repr__(self) -> str:
        return "Tanh()"


class Softmax(Layer):
    """Turns each row of scores into probabilities.

    For training, leave it out and use ``softmax_cross_entropy`` on the scores.
    """

    def forward(self, Z: Array) -> Array:
        """Apply softmax to each row: Z (N, K) to probabilities (N, K)."""
        self.A = softmax(Z)
        return self.A

    def backward(self, dA: Array) -> Array:
        """Carry dA (N, K) back through every row's softmax: return dZ (N, K)."""
        return softmax_backward(dA, self.A)

    def __repr__(self) -> str:
        return "Softmax()"


class Dropout(Layer):
    """In training, switches off a random part of the units, anew for each batch.

    Which units are off is drawn for each sample by itself. The outputs of the others are made
    larger, so that the next layer's sums are, on average, as large as without dropout. Out of
    training the layer changes nothing.

    Parameters
    ----------
    rate : float in [0, 1)
        Probability with which a unit is switched off.
    rng : numpy.random.Generator, RandomState, int or None
        Source of random numbers.

    Notes
    -----
    The outputs of the units that stay on are multiplied by ``1 / (1 - rate)``.

    References
    ----------
    Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, "Dropout: a simple way
    to prevent neural networks from overfitting", JMLR 2014.
    """

    def __init__(self, rate: float = 0.5, *, rng: Seed = None) -> None:
        self.rate = float(rate)
        self.rng = np.random.default_rng(rng)

    def forward(self, A: Array) -> Array:
        """Switch units off, if ``self.training`` is true: A (N, H) to an array (N, H).

        A stays as it is.
        """
        self.mask: float | Array = 1.0
        if self.training:
            is_on = self.rng.random(A.shape) >= self.rate
            self.mask = is_on.astype(A.dtype) / (1 - self.rate)
        return A * self.mask

    def backward(self, dA: Array) -> Array:
        """Carry dA (N, H) back through the layer as it was in the last ``forward``."""
        return dA * self.mask

    def __repr__(self) -> str:
        return f"Dropout({self.rate})"
