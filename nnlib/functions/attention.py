"""Looking a query up among keys, and saying where in a list an entry stands."""

from __future__ import annotations

import numpy as np

from nnlib._common.types import Array
from nnlib.functions.activations import softmax


def look_up(q: Array, K: Array, V: Array) -> Array:
    """Look up one query: the mean of all values, weighted by how well their keys fit.

    Parameters
    ----------
    q : array (d,)
        The query.
    K : array (n, d)
        Keys, one a row.
    V : array (n, m)
        The values that belong to them, one a row.

    Returns
    -------
    array (m,)

    Notes
    -----
    The scores are the dot products of the query with each key, the weights their softmax.
    """
    return softmax(K @ q) @ V


def positional_encoding(n: int, d: int) -> Array:
    """Say where each entry of a list stands, in waves of different lengths.

    Parameters
    ----------
    n : int
        Number of places, counted from 0.
    d : int
        Numbers for each place; even.

    Returns
    -------
    array (n, d)
        Each number from -1 to 1. Columns 2j and 2j + 1 hold the sine and the cosine of an angle,
        which is the place divided by ``10000 ** (2 * j / d)``.

    References
    ----------
    Vaswani and others, "Attention is all you need", 2017.
    """
    places = np.arange(n)[:, np.newaxis]  # (n, 1)
    angles = places / 10000 ** (np.arange(0, d, 2) / d)  # (n, d / 2)
    P = np.zeros((n, d))
    P[:, 0::2] = np.sin(angles)
    P[:, 1::2] = np.cos(angles)
    return P
