"""A network with penalties on its weights, in its loss and in its gradients."""

from __future__ import annotations

from collections.abc import Iterable

from nnlib._common.types import Array, Arrays, Number
from nnlib.functions.losses import softmax_cross_entropy
from nnlib.functions.penalties import l1_grad, l1_penalty, l2_grad, l2_penalty
from nnlib.networks.layers import Layer
from nnlib.networks.sequential import Sequential


class PenalizedSequential(Sequential):
    """Layers in a row, with an L1 and an L2 penalty on the weights.

    Parameters
    ----------
    layers : list of Layer
        From input to output.
    l1, l2 : float
        Strengths of the penalties; 0 is none. Biases are left out.
    """

    def __init__(self, layers: Iterable[Layer], *, l1: float = 0.0, l2: float = 0.0) -> None:
        super().__init__(layers)
        # Python's own floats leave float32 gradients float32; NumPy's float64 does not.
        self.l1, self.l2 = float(l1), float(l2)

    def loss(self, Z: Array, y: Array) -> Number:
        """Compute the mean cross-entropy of the scores Z (N, K), plus the penalties."""
        weights = [W for name, W in self.params.items() if _is_weight(name)]
        penalty = sum(l1_penalty(W, self.l1) + l2_penalty(W, self.l2) for W in weights)
        return softmax_cross_entropy(Z, y) + penalty

    @property
    def grads(self) -> Arrays:
        """Gradients of ``loss``: those from ``backward`` plus those of the penalties."""
        params, grads = self.params, super().grads
        return {
            name: grad + l1_grad(params[name], self.l1) + l2_grad(params[name], self.l2)
            if _is_weight(name)
            else grad
            for name, grad in grads.items()
        }


def _is_weight(name: str) -> bool:
    """Whether a parameter's name, ``"0.W"``, is that of weights."""
    return name.endswith(".W")
