"""One door for every source of random numbers."""

from __future__ import annotations

import numpy as np

from nnlib._common.types import Rng, Seed


def as_rng(rng: Seed) -> Rng:
    """Give a random number generator for a seed, or the generator itself.

    Parameters
    ----------
    rng : None, int, numpy.random.Generator or numpy.random.RandomState
        None draws a new seed. A RandomState (NumPy's legacy generator) is passed
        on as it is, so that published runs with ``np.random.seed`` can be repeated.

    Returns
    -------
    numpy.random.Generator or numpy.random.RandomState
    """
    if isinstance(rng, np.random.RandomState):
        return rng
    return np.random.default_rng(rng)
