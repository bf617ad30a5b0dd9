"""Labels as vectors: 3 becomes a row of zeros with a one at place 3."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnlib._common.types import Array


def one_hot(y: int | Sequence[int] | Array, n_classes: int) -> Array:
    """Write labels as rows of zeros with a single one.

    Parameters
    ----------
    y : int, or integer array (N,)
        One label, or many; each from 0 to ``n_classes - 1``.
    n_classes : int
        Number of classes K.

    Returns
    -------
    float64 array (K,) for one label, (N, K) for many
    """
    return np.eye(n_classes)[y]
