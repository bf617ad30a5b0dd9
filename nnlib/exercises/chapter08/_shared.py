"""What several exercises of the chapter share."""

import numpy as np

from nnlib.functions.losses import softmax_cross_entropy_grad
from nnlib.networks import layers
from nnlib.networks.sequential import Sequential


class _SlopeOfAnother(layers.Tanh):
    def backward(self, dA):
        return dA * (1 - self.A)


class _MeanForBias(layers.Dense):
    def backward(self, dZ):
        dX = super().backward(dZ)
        self.db = dZ.mean(axis=0)
        return dX


class _Transposed(layers.Dense):
    def backward(self, dZ):
        dX = super().backward(dZ)
        self.dW = self.dW.T
        return dX


def suspect(letter):
    """One of the chapter's four broken networks, A to D, for ``check_network``.

    To read this function is to read the answers of an exercise.

    Returns
    -------
    network : Sequential
        Dense, Tanh, Dense, Tanh, Dense: 3 inputs, 4 and 4 hidden units, 2 classes.
    loss_grad : callable ``(Z, y)``
    """
    rng = np.random.default_rng(8)
    dense = _MeanForBias if letter == "B" else layers.Dense
    tanh = _SlopeOfAnother if letter == "D" else layers.Tanh
    middle = _Transposed if letter == "A" else dense
    parts = [dense(3, 4, rng=rng), layers.Tanh(), middle(4, 4, rng=rng), tanh()]
    network = Sequential([*parts, dense(4, 2, rng=rng)])

    def summed(Z, y):
        return softmax_cross_entropy_grad(Z, y) * len(y)

    return network, summed if letter == "C" else softmax_cross_entropy_grad
