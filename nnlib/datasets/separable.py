"""Two classes with a gap between them: some straight line separates them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from nnlib._common.rng import as_rng
from nnlib._common.types import Array, Seed
from nnlib._common.validation import positive_int


def separable(
    n: int = 60, *, w: ArrayLike = (0.6, 0.8), b: float = 0.3, gap: float = 0.4, rng: Seed = None
) -> tuple[Array, Array]:
    """Make points on both sides of a line (in more dimensions: a plane), none near it.

    They are drawn uniformly from -2 to 2 in each direction. Each is labelled by its side
    of ``w · x + b = 0`` and then moved half the gap away from it.

    Parameters
    ----------
    n : int
        Number of points N.
    w : array (D,)
        Direction across the line, not all zeros.
    b : float
        Bias of the line, for a w of length 1.
    gap : float
        Width of the empty band around the line.
    rng : numpy.random.Generator, RandomState, int or None
        Source of random numbers.

    Returns
    -------
    X : float64 array (N, D)
    y : int array (N,)
        1 on the side that w points to, 0 on the other.
    """
    positive_int("n", n)
    w = np.asarray(w, dtype=float)
    if w.ndim != 1 or not np.linalg.norm(w) > 0:
        raise ValueError(f"w must be a vector that is not zero, got {w.tolist()}")
    if not gap >= 0:
        raise ValueError(f"gap must be a number of at least 0, got {gap!r}")
    w = w / np.linalg.norm(w)
    X = as_rng(rng).uniform(-2, 2, size=(n, len(w)))
    y = (X @ w + b > 0).astype(int)
    X += np.outer(y - 0.5, w) * gap
    return X, y
