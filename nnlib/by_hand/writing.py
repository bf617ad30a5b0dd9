"""A network that predicts the next digit goes on with a list by itself."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from nnlib._common.types import Array


def go_on(scores_of: Callable[[Array], Array], digits: Array, n_more: int, window: int) -> Array:
    """Write n_more digits behind each list, one after the other.

    Parameters
    ----------
    scores_of : function
        It takes an array of lists, (N, n), with n at most ``window``, and returns an array
        (N, n, 10): at every place of a list, ten scores for the digit that comes next.
    digits : integer array (N, n)
        N lists, which may be longer than the window.
    n_more : int
        How many digits each list gets.
    window : int
        The network sees no more than this many digits at once, the last ones.

    Returns
    -------
    integer array (N, n + n_more)
        The lists as they were given, and behind them what was written: each time the digit with
        the largest score.
    """
    for _ in range(n_more):
        scores = scores_of(digits[:, -window:])  # (N, at most window, 10)
        next_digits = scores[:, -1].argmax(axis=1)  # (N,)
        digits = np.concatenate([digits, next_digits[:, np.newaxis]], axis=1)
    return digits
