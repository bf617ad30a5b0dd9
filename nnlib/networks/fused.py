"""One training step in which no array is made twice, as in the frameworks.

Layers make a new array for every result. That is easy to read, but each new array costs
time: memory has to be allocated, and numbers leave the processor's cache. Here all work arrays
are made once and written again at every step. Nothing else changes: the results are those
of the layers, up to rounding.
"""

from __future__ import annotations

import numpy as np

from nnlib._common.types import Array, Optimizer
from nnlib.networks.layers import Dense, ReLU
from nnlib.networks.optimizers import SGD
from nnlib.networks.sequential import Sequential


class FusedStep:
    """A step of gradient descent for dense layers with ReLU between them.

    It does what ``train`` does with each batch, for softmax cross-entropy and ``SGD``:
    forward, loss, backward and update. The layers' ``dW`` and ``db`` are not set.

    Parameters
    ----------
    network : Sequential
        Dense, ReLU, Dense, …, Dense; changed in place.
    optimizer : SGD
        Its learning rate, momentum and velocity are used.

    Raises
    ------
    ValueError
        If the network or the optimiser is of another kind.
    """

    def __init__(self, network: Sequential, optimizer: Optimizer) -> None:
        if not self.takes(network):
            raise ValueError(
                "fused training takes the library's Dense layers with ReLU between them, "
                f"got {network.layers}"
            )
        if type(optimizer) is not SGD:
            name = type(optimizer).__name__
            raise ValueError(f"fused training takes SGD as its optimiser, got {name}")
        self.dense = [layer for layer in network.layers if isinstance(layer, Dense)]
        self.optimizer = optimizer
        self.dW = [np.empty_like(dense.W) for dense in self.dense]
        self.db = [np.empty_like(dense.b) for dense in self.dense]
        self.Z: list[Array] = []
        self.dA: list[Array] = []

    @staticmethod
    def takes(network: Sequential) -> bool:
        """Say whether this step can train the network: dense layers with ReLU between them."""
        kinds = [type(layer) for layer in network.layers]
        return bool(kinds) and kinds == ([Dense, ReLU] * len(kinds))[: len(kinds) | 1]

    def __call__(self, X: Array, y: Array) -> float:
        """Take one step.

        Parameters
        ----------
        X : array (N, D)
            Samples.
        y : integer array (N,)
            Labels from 0 to K - 1.

        Returns
        -------
        float
            The batch's loss before the step.
        """
        inputs, Z = self.forward(X)
        # Every gradient is a product with this one: scaled here, all of them are scaled.
        loss = cross_entropy_in_place(Z, y, self.optimizer.learning_rate)
        self.backward(inputs, Z)
        return loss

    def forward(self, X: Array) -> tuple[list[Array], Array]:
        """Return every layer's input, and the scores of the last one (N, K)."""
        if not self.Z or len(self.Z[0]) < len(X):
            self.make_room(X)
        inputs: list[Array] = []
        for dense, Z in zip(self.dense, self.Z, strict=True):
            if inputs:
                np.maximum(X, 0, out=X)  # ReLU, over the scores of the layer before
            inputs.append(X)
            X = np.matmul(X, dense.W, out=Z[: len(X)])
            X += dense.b
        return inputs, X

    def backward(self, inputs: list[Array], dZ: Array) -> None:
        """Carry dZ (N, K), already times the learning rate, back, and update on the way."""
        for i in reversed(range(len(self.dense))):
            dense, X, dW, db = self.dense[i], inputs[i], self.dW[i], self.db[i]
            np.matmul(X.T, dZ, out=dW)
            np.matmul(self.ones[: len(X)], dZ, out=db)  # the sum over the batch
            if i:  # with the weights as they were
                dZ = np.matmul(dZ, dense.W.T, out=self.dA[i][: len(X)])
                dZ *= X > 0  # X is ReLU's output: positive where its input was
            self.update(f"{2 * i}.W", dense.W, dW)
            self.update(f"{2 * i}.b", dense.b, db)

    def update(self, name: str, parameter: Array, step: Array) -> None:
        """Move a parameter against its gradient, by way of its velocity if there is momentum."""
        momentum = self.optimizer.momentum
        if momentum:
            if name not in self.optimizer.velocity:
                self.optimizer.velocity[name] = np.zeros_like(parameter)
            v = self.optimizer.velocity[name]
            v *= momentum
            v -= step
            parameter += v
        else:
            parameter -= step

    def make_room(self, X: Array) -> None:
        """Make the work arrays for batches of this size; smaller ones use their first rows."""
        dtype = np.result_type(X, *(dense.W for dense in self.dense))
        self.Z = [np.empty((len(X), dense.W.shape[1]), dtype) for dense in self.dense]
        self.dA = [np.empty((len(X), dense.W.shape[0]), dtype) for dense in self.dense]
        self.ones = np.ones(len(X), dtype)


def cross_entropy_in_place(Z: Array, y: Array, learning_rate: float) -> float:
    """Return the mean loss, and overwrite the scores with its gradient, times the rate.

    Parameters
    ----------
    Z : array (N, K)
        Scores; overwritten by probabilities minus the truth, times ``learning_rate`` / N.
    y : integer array (N,)
        Labels from 0 to K - 1.
    learning_rate : float

    Returns
    -------
    float
    """
    right = np.arange(len(y)), y
    P = np.array(Z, order="F")  # a few long columns are summed faster than many short rows
    P -= np.maximum.reduce(P, axis=1, keepdims=True)
    scores_right = np.add.reduce(P[right])
    np.exp(P, out=P)
    sums = np.add.reduce(P, axis=1, keepdims=True)
    scale = learning_rate / len(y)
    P *= scale / sums
    P[right] -= scale
    Z[...] = P
    return float(np.add.reduce(np.log(sums), axis=None) - scores_right) / len(y)
