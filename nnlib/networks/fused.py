"""One training step in which no array is made twice, as in the frameworks.

Layers make a new array for every result. That is easy to read, but each new array costs
time: memory has to be allocated, and numbers leave the processor's cache. Here all work arrays
are made once and written again at every step. Nothing else changes: the results are those
of the layers, up to rounding.

A large batch is cut into two halves, each of which runs on one thread. The cut depends on the
size of the batch alone, so that the same numbers come out whatever else the machine is doing and
however many cores it has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nnlib._common.threads import is_fixed, n_cores
from nnlib._common.types import Array, Optimizer
from nnlib.networks.layers import Dense, Dropout, ReLU
from nnlib.networks.optimizers import SGD
from nnlib.networks.sequential import Sequential

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

HALVED_FROM = 256  # samples; of fewer, two halves take as long as they do in one piece, or longer


class FusedStep:
    """A step of gradient descent for dense layers with ReLU, and perhaps dropout, between them.

    It does what ``train`` does with each batch, for softmax cross-entropy and ``SGD``:
    forward, loss, backward and update. The layers' ``dW`` and ``db`` are not set.

    Parameters
    ----------
    network : Sequential
        Dense, ReLU, Dense, …, Dense, with or without Dropout after each ReLU; changed in place.
    optimizer : SGD
        Its learning rate, momentum and velocity are used.

    Raises
    ------
    ValueError
        If the network or the optimizer is of another kind.
    """

    def __init__(self, network: Sequential, optimizer: Optimizer) -> None:
        if not self.takes(network):
            raise ValueError(
                "fused training takes the library's Dense layers with ReLU, and perhaps Dropout, "
                f"between them, got {network.layers}"
            )
        if type(optimizer) is not SGD:
            name = type(optimizer).__name__
            raise ValueError(f"fused training takes SGD as its optimizer, got {name}")
        self.optimizer = optimizer
        self.dense: list[Dense] = []
        self.names: list[str] = []  # of each dense layer, as in the network's ``params``
        self.dropout: list[Dropout | None] = []  # before each dense layer, where there is one
        for i, layer in enumerate(network.layers):
            if isinstance(layer, Dense):
                before = network.layers[i - 1]
                self.dense.append(layer)
                self.names.append(str(i))
                self.dropout.append(before if i and isinstance(before, Dropout) else None)
        self.parts = [_Part(self.dense)]
        self.pool: ThreadPoolExecutor | None = None  # for the second half of a large batch

    @staticmethod
    def takes(network: Sequential) -> bool:
        """Say whether this step can train the network: Dense, ReLU, Dense, perhaps with Dropout."""
        kinds = [type(layer) for layer in network.layers]
        pairs = zip([None, *kinds], kinds, strict=False)
        kinds = [kind for before, kind in pairs if (before, kind) != (ReLU, Dropout)]
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
        # Every gradient is a product with the scores': scaled there, all of them are scaled.
        scale = self.optimizer.learning_rate / len(y)
        gradients = self._in_halves if len(y) >= HALVED_FROM else self.parts[0]
        loss = gradients(X, y, scale, self._masks(len(y)))
        self._update()
        return loss / len(y)

    def _masks(self, n: int) -> list[Array | None]:
        """Draw the units that stay on, for n samples, in the order in which the layers do.

        All are drawn here, before the batch is cut: the halves' threads would take turns at
        the random numbers, now in this order and now in that.
        """
        return [
            dense.W.dtype.type(1 / (1 - dropout.rate))
            * (dropout.rng.random((n, len(dense.W))) >= dropout.rate)
            if dropout and dropout.training
            else None
            for dense, dropout in zip(self.dense, self.dropout, strict=True)
        ]

    def _in_halves(self, X: Array, y: Array, scale: float, masks: list[Array | None]) -> float:
        """Compute both halves' gradients, and add them up in the first one's arrays."""
        if len(self.parts) == 1:
            self.parts.append(_Part(self.dense))
            if n_cores() > 1 and not is_fixed():
                from concurrent.futures import ThreadPoolExecutor  # `import nnlib` stays quick

                self.pool = ThreadPoolExecutor(max_workers=1)
        first, second = self.parts
        half = len(y) // 2
        upper = X[:half], y[:half], scale, [None if m is None else m[:half] for m in masks]
        lower = X[half:], y[half:], scale, [None if m is None else m[half:] for m in masks]
        if self.pool is None:
            loss = second(*lower) + first(*upper)
        else:
            other = self.pool.submit(second, *lower)
            loss = first(*upper) + other.result()
        for mine, others in zip(first.dW + first.db, second.dW + second.db, strict=True):
            mine += others
        return loss

    def _update(self) -> None:
        """Move every parameter against its gradient, or by way of its velocity."""
        gradients = self.parts[0]
        for i, (name, dense) in enumerate(zip(self.names, self.dense, strict=True)):
            self._move(f"{name}.W", dense.W, gradients.dW[i])
            self._move(f"{name}.b", dense.b, gradients.db[i])

    def _move(self, name: str, parameter: Array, step: Array) -> None:
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


class _Part:
    """A batch or half of one: its loss and its gradients, in work arrays that are kept.

    Parameters
    ----------
    dense : list of Dense
        The layers; only read.

    Attributes
    ----------
    dW, db : list of array
        The gradients of each layer's parameters, times the scale.
    """

    def __init__(self, dense: list[Dense]) -> None:
        self.dense = dense
        self.dW = [np.empty_like(layer.W) for layer in dense]
        self.db = [np.empty_like(layer.b) for layer in dense]
        self.Z: list[Array] = []
        self.dA: list[Array] = []

    def __call__(self, X: Array, y: Array, scale: float, masks: list[Array | None]) -> float:
        """Set dW and db for samples X (N, D) and labels y (N,); return the sum of their losses.

        A mask (N, D) multiplies what goes into its layer, on the way forward and backward.
        """
        inputs, Z = self.forward(X, masks)
        loss = cross_entropy_in_place(Z, y, scale)
        self.backward(inputs, Z, masks)
        return loss

    def forward(self, X: Array, masks: list[Array | None]) -> tuple[list[Array], Array]:
        """Return every layer's input, and the scores of the last one (N, K)."""
        if not self.Z or len(self.Z[0]) < len(X):
            self.make_room(X)
        inputs: list[Array] = []
        for dense, Z, mask in zip(self.dense, self.Z, masks, strict=True):
            if inputs:
                np.maximum(X, 0, out=X)  # ReLU, over the scores of the layer before
            if mask is not None:
                X *= mask
            inputs.append(X)
            X = np.matmul(X, dense.W, out=Z[: len(X)])
            X += dense.b
        return inputs, X

    def backward(self, inputs: list[Array], dZ: Array, masks: list[Array | None]) -> None:
        """Carry dZ (N, K), already scaled, back through the layers, and set dW and db."""
        for i in reversed(range(len(self.dense))):
            X = inputs[i]
            np.matmul(X.T, dZ, out=self.dW[i])
            np.matmul(self.ones[: len(X)], dZ, out=self.db[i])  # the sum over the batch
            if i:
                dZ = np.matmul(dZ, self.dense[i].W.T, out=self.dA[i][: len(X)])
                dZ *= X > 0  # X is ReLU's output: positive where its input was
                if (mask := masks[i]) is not None:
                    dZ *= mask

    def make_room(self, X: Array) -> None:
        """Make the work arrays for batches of this size; smaller ones use their first rows."""
        dtype = np.result_type(X, *(dense.W for dense in self.dense))
        self.Z = [np.empty((len(X), dense.W.shape[1]), dtype) for dense in self.dense]
        self.dA = [np.empty((len(X), dense.W.shape[0]), dtype) for dense in self.dense]
        self.ones = np.ones(len(X), dtype)


def cross_entropy_in_place(Z: Array, y: Array, scale: float) -> float:
    """Return the sum of the losses, and overwrite the scores with its gradient, scaled.

    Parameters
    ----------
    Z : array (N, K)
        Scores; overwritten by probabilities minus the truth, times ``scale``.
    y : integer array (N,)
        Labels from 0 to K - 1.
    scale : float

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
    P *= scale / sums
    P[right] -= scale
    Z[...] = P
    return float(np.add.reduce(np.log(sums), axis=None) - scores_right)
