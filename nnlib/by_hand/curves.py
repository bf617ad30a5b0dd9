"""A hidden layer that follows any curve, with weights that are computed and not learned.

    x (N,)  ──▶  A = sigmoid(np.outer(x, w) + b) (N, H)  ──▶  A @ w_out + b_out (N,)

That there are such weights for any curve is Cybenko's theorem ("Approximation by superpositions
of a sigmoidal function", 1989).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from nnlib._common.types import Array, Number


def follow_curve(
    f: Callable[[Array], Array], tolerance: Number
) -> tuple[Array, Array, Array, Number]:
    """Set a hidden layer of sigmoid units so that the network follows a curve.

    The network's output for inputs x is ``sigmoid(np.outer(x, w) + b) @ w_out + b_out``.

    Parameters
    ----------
    f : callable
        The curve: ``f(x)`` gives the heights for an array of inputs, from 0 to 1. It has no
        jumps, and its slope is nowhere below -10 or above 10.
    tolerance : float
        How far the network's output may be from the curve, at every input from 0 to 1; at
        least 0.05.

    Returns
    -------
    w : array (H,)
        Weights of the hidden units, which have one input; H is at most ``40 / tolerance``.
    b : array (H,)
        Their biases.
    w_out : array (H,)
        Weights of the output.
    b_out : float
        Its bias.

    Notes
    -----
    A staircase: n stairs of width 1/n, each as high as the curve is in its middle. Within a
    stair the curve moves by at most 5/n from there. Each hidden unit is one edge between two
    stairs, and its weight in the output is the difference of their heights.
    """
    n = int(np.ceil(10 / tolerance))
    heights = f((np.arange(n) + 0.5) / n)  # (n,)
    edges = np.arange(1, n) / n  # (n - 1,)
    w = np.full(n - 1, 10.0 * n)  # steep: the whole rise fits between two middles
    return w, -w * edges, np.diff(heights), heights[0]
