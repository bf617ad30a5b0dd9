"""A network: layers in a row."""

from nnlib.activations import softmax


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

    def __init__(self, layers):
        self.layers = list(layers)

    def forward(self, X):
        """Scores (N, K) of a batch X (N, D)."""
        for layer in self.layers:
            X = layer.forward(X)
        return X

    def backward(self, dZ):
        """Carry dZ (N, K) back through every layer; return dX (N, D)."""
        for layer in reversed(self.layers):
            dZ = layer.backward(dZ)
        return dZ

    @property
    def training(self):
        return any(layer.training for layer in self.layers)

    @training.setter
    def training(self, value):
        for layer in self.layers:
            layer.training = value

    @property
    def params(self):
        return self._collect("params")

    @property
    def grads(self):
        return self._collect("grads")

    def _collect(self, what):
        return {
            f"{i}.{name}": array
            for i, layer in enumerate(self.layers)
            for name, array in getattr(layer, what).items()
        }

    def predict_proba(self, X):
        """Probability of each class, (N, K)."""
        return softmax(self.forward(X))

    def predict(self, X):
        """The most probable class of each sample, (N,)."""
        return self.forward(X).argmax(axis=1)

    def __repr__(self):
        return f"Sequential({self.layers})"
