"""A network: layers in a row."""

from __future__ import annotations

from collections.abc import Iterable

from nnlib._common.types import Array, Arrays
from nnlib.functions.activations import softmax
from nnlib.networks.layers import Layer


class Sequential:
    """Layers in a row; each one's output is the next one's input.

    Parameters
    ----------
    layers : list of Layer
        From input to output. The last one gives scores (logits), one column a class.

    Attributes
    ----------
    layers : list of Layer
    params, grads : dict of str to array
        What is learned and its gradients, by layer and name: ``"0.W"``, ``"0.b"``, …
    training : bool
        Whether the layers behave as in training, which only Dropout minds; False but
        for the time that ``train`` sets it.
    """

    def __init__(self, layers: Iterable[Layer]) -> None:
        self.layers = list(layers)

    def forward(self, X: Array) -> Array:
        """Scores (N, K) of a batch X (N, D)."""
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
        """Whether a layer behaves as in training; setting it sets all of them."""
        return any(layer.training for layer in self.layers)

    @training.setter
    def training(self, value: bool) -> None:
        for layer in self.layers:
            layer.training = value

    @property
    def params(self) -> Arrays:
        """What every layer learns: ``{"0.W": W, "0.b": b, …}``, the arrays themselves."""
        return self._collect("params")

    @property
    def grads(self) -> Arrays:
        """Their gradients from the last ``backward``, by the same names.

        Raises
        ------
        AttributeError
            If ``backward`` has not set them yet.
        """
        return self._collect("grads")

    def _collect(self, what: str) -> Arrays:
        return {
            f"{i}.{name}": array
            for i, layer in enumerate(self.layers)
            for name, array in getattr(layer, what).items()
        }

    def predict_proba(self, X: Array) -> Array:
        """Probability of each class: X (N, D) to (N, K)."""
        return softmax(self.forward(X))

    def predict(self, X: Array) -> Array:
        """The most probable class of each sample: X (N, D) to (N,)."""
        return self.forward(X).argmax(axis=1)

    def __repr__(self) -> str:
        return f"Sequential({self.layers})"
