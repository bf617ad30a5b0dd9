"""A network: layers in a row."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from nnlib._common.threads import one_thread
from nnlib._common.types import Array, Arrays
from nnlib.functions.activations import softmax
from nnlib.networks.layers import Layer


class Sequential:
    """A network of layers in a row: each layer's output is the next one's input.

    Parameters
    ----------
    layers : list of Layer
        From input to output. The last one gives scores (logits), one column a class.

    Attributes
    ----------
    layers : list of Layer
    params, grads : dict of str to array
        What is learned and its gradients, by the layer's place in the list and the name that the
        layer has for it: ``"0.W"``, ``"0.b"``, … Layers that learn nothing keep their place.
    training : bool
        Whether the layers behave as in training; only ``Dropout`` then behaves differently.
        It is True while ``train`` runs, and False otherwise.

    Notes
    -----
    Predictions are computed on one thread of BLAS's, unless the environment fixes another number.
    """

    def __init__(self, layers: Iterable[Layer]) -> None:
        self.layers = list(layers)

    def forward(self, X: Array) -> Array:
        """Compute the scores (N, K) of a batch X (N, D)."""
        for layer in self.layers:
            X = layer.forward(X)
        return X

    def backward(self, dZ: Array) -> Array:
        """Carry dZ (N, K) back through every layer; return dX (N, D)."""
        for layer in reversed(self.layers):
            dZ = layer.backward(dZ)
        return dZ

    @property
    def training(self) -> bool:
        """Whether the layers behave as in training; setting it sets it for every layer."""
        return any(layer.training for layer in self.layers)

    @training.setter
    def training(self, value: bool) -> None:
        for layer in self.layers:
            layer.training = value

    @property
    def params(self) -> Arrays:
        """The arrays that the layers learn, not copies: ``{"0.W": W, "0.b": b, …}``."""
        params = {}
        for i, layer in enumerate(self.layers):
            for name, array in layer.params.items():
                params[f"{i}.{name}"] = array
        return params

    @property
    def grads(self) -> Arrays:
        """Their gradients from the last ``backward``, by the same names; before it none exist."""
        grads = {}
        for i, layer in enumerate(self.layers):
            for name, array in layer.grads.items():
                grads[f"{i}.{name}"] = array
        return grads

    def predict_proba(self, X: Array) -> Array:
        """Compute the probability of each class: X (N, D) to (N, K)."""
        return softmax(self._scores(X))

    def predict(self, X: Array) -> Array:
        """Predict the most probable class of each sample: X (N, D) to (N,)."""
        return self._scores(X).argmax(axis=1)

    @one_thread()
    def _scores(self, X: Array) -> Array:
        """Run forward, in portions of at most ``rows_at_once`` samples, where a layer asks for it.

        A dense layer doesn't; a layer that needs much memory for each sample does.
        """
        rows = [layer.rows_at_once for layer in self.layers if layer.rows_at_once]
        if not rows or len(X) <= min(rows):
            return self.forward(X)
        starts = range(0, len(X), min(rows))
        return np.concatenate([self.forward(X[i : i + min(rows)]) for i in starts])

    def __repr__(self) -> str:
        return f"Sequential({self.layers})"
