"""The smallest network with a hidden layer, and its gradients written out.

    X (N, D)  ──▶  Z_h = X @ W_h (N, H)  ──▶  A_h = sigmoid(Z_h)  ──▶  Z_o = A_h @ W_o (N, K)

It has no biases, its outputs are the scores, and its loss is half the sum of the
squared errors, as in a published run that chapter 04 repeats.
"""

from __future__ import annotations

from nnlib._common.types import Array
from nnlib.functions.activations import sigmoid, sigmoid_prime


def two_layer_grad(X: Array, Y: Array, W_h: Array, W_o: Array) -> tuple[Array, Array]:
    """Gradients of half the sum of the squared errors, ``np.sum((Z_o - Y)**2) / 2``.

    The outputs are ``Z_o = sigmoid(X @ W_h) @ W_o``. The loss is a sum over the samples,
    not a mean: there is no 1/N.

    Parameters
    ----------
    X : array (N, D)
        Samples.
    Y : array (N, K)
        What the outputs should be.
    W_h : array (D, H)
        Weights of the hidden layer.
    W_o : array (H, K)
        Weights of the output layer.

    Returns
    -------
    dW_h : array (D, H)
    dW_o : array (H, K)
    """
    Z_h = X @ W_h  # (N, H)
    A_h = sigmoid(Z_h)
    dZ_o = A_h @ W_o - Y  # (N, K)
    dZ_h = (dZ_o @ W_o.T) * sigmoid_prime(Z_h)  # (N, H)
    return X.T @ dZ_h, A_h.T @ dZ_o
