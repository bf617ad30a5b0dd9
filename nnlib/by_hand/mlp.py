"""A network of any depth, as plain functions.

    X = A_0 (N, D)  ──▶  Z_1 = A_0 @ W_1 + b_1  ──▶  A_1 = f(Z_1)  ──▶  …  ──▶  Z_L (N, K)

Its parameters are a list with one pair ``(W, b)`` for each layer. The activation
stands between layers: the last layer gives scores, and the loss takes them as they are.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import numpy as np

from nnlib._common.rng import as_rng
from nnlib._common.types import Array, Number, Params, Seed


def mlp_init(
    sizes: Sequence[int],
    *,
    bound: float = 0.01,
    rng: Seed = None,
    spread: float | None = None,
) -> Params:
    """Draw weights uniformly from (-bound, bound); the biases start at 0.

    Parameters
    ----------
    sizes : sequence of int
        Numbers of inputs, of units in each hidden layer, and of outputs:
        ``(64, 10, 10)`` has one hidden layer.
    bound : float
        How far from 0 the weights may lie.
    rng : numpy.random.Generator, RandomState, int or None
        Source of random numbers.
    spread : float, optional
        The name that ``bound`` had in earlier notebooks.

    Returns
    -------
    list of (W, b)
        float64 arrays (D, H) and (H,) for each layer.
    """
    rng, bound = as_rng(rng), bound if spread is None else spread
    return [(rng.uniform(-bound, bound, (D, H)), np.zeros(H)) for D, H in itertools.pairwise(sizes)]


def mlp_forward(
    X: Array, params: Params, activation: Callable[[Array], Array]
) -> tuple[list[Array], list[Array]]:
    """Run a batch through every layer, and keep what the way back will need.

    The last layer has no activation: its scores are the network's own.

    Parameters
    ----------
    X : array (N, D)
        Samples.
    params : list of (W, b)
        Weights and biases of each layer.
    activation : callable
        What a hidden layer makes of its scores: ``sigmoid``, ``tanh``, ``relu``.

    Returns
    -------
    As : list of arrays
        The input of each layer; the first is X.
    Zs : list of arrays
        The scores of each layer; the last are the network's own.

    Notes
    -----
    For each layer ``Z = A @ W + b``, with A its input; the next layer's input is
    ``activation(Z)``.
    """
    A, As, Zs = X, [], []
    for W, b in params:
        As.append(A)
        Zs.append(A @ W + b)
        A = activation(Zs[-1])
    return As, Zs


def mlp_backward(
    dZ: Array, As: list[Array], Zs: list[Array], params: Params, slope: Callable[[Array], Array]
) -> Params:
    """Carry the gradient of the last scores back through every layer.

    Parameters
    ----------
    dZ : array (N, K)
        Gradient of the loss with respect to the last scores.
    As, Zs : lists of arrays
        What ``mlp_forward`` gave.
    params : list of (W, b)
        Weights and biases of each layer.
    slope : callable
        Derivative of the activation at the scores: ``sigmoid_prime`` and its kin.

    Returns
    -------
    list of (dW, db)
        Gradients in the order and shapes of ``params``.

    Notes
    -----
    Layer by layer, from the last: ``dW = A.T @ dZ``, ``db`` the column sums of dZ, and
    for the layer below ``dZ = (dZ @ W.T) * slope(Z)``.
    """
    grads = []
    for i in reversed(range(len(params))):
        grads.append((As[i].T @ dZ, dZ.sum(axis=0)))
        if i > 0:  # below the first layer there is nothing to learn
            dZ = (dZ @ params[i][0].T) * slope(Zs[i - 1])
    return grads[::-1]


def gradient_norm(grads: Params) -> Number:
    """Length of the whole network's gradient, taken as one long vector.

    Parameters
    ----------
    grads : list of (dW, db)
        Gradients of each layer, as ``mlp_backward`` gives them.

    Returns
    -------
    float

    Notes
    -----
    The root of the sum of all squared entries.
    """
    return np.sqrt(sum(np.sum(dW**2) + np.sum(db**2) for dW, db in grads))
