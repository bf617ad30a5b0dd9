"""Numbers by chance that are the same in Python and on a page: ``chance.js`` has them too."""

from __future__ import annotations

import numpy as np

from nnlib._common.types import Array


def uniform(first: int, n: int) -> Array:
    """Numbers from 0 to 1, number ``first`` and the following ones of one endless row.

    They are those of mulberry32, which can be asked for any place: (n,).
    """
    with np.errstate(over="ignore"):
        place = np.arange(first, first + n, dtype=np.uint32) + np.uint32(1)
        t = place * np.uint32(0x6D2B79F5)
        t = (t ^ (t >> np.uint32(15))) * (t | np.uint32(1))
        t ^= t + (t ^ (t >> np.uint32(7))) * (t | np.uint32(61))
        t ^= t >> np.uint32(14)
    return t.astype(float) / 2**32
