"""The slope of the loss at every score."""

from __future__ import annotations

from nnlib._common.types import Array
from nnlib.functions.activations import softmax


def softmax_nll_grad(Z: Array, Y: Array) -> Array:
    """Slopes of the loss ``nll(Y, softmax(Z))``, one for each score.

    Parameters
    ----------
    Z : float array (N, K)
        Scores of any size, one row a sample.
    Y : array (N, K)
        One-hot labels.

    Returns
    -------
    array (N, K)
        How fast the loss, a mean over the N samples, grows with each entry of Z.

    Notes
    -----
    ``(softmax(Z) - Y) / N``. For one sample the loss is ``log(sum_j exp(z_j)) - z_right``. The
    first term's slope is ``exp(z_k) / sum_j exp(z_j) = p_k``, the second takes 1 off at the right
    class.
    """
    return (softmax(Z) - Y) / len(Z)
