"""Schedules: how the learning rate changes while a network learns, and when to stop."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnlib._common.types import Array


def triangular(step: int, n_steps: int, peak: float, rise: float = 0.4) -> float:
    """Rise from 0 to ``peak``, then fall back to 0, in straight lines.

    The small first steps are a precaution, around the peak most of the way is made, and
    the fall to 0 lets the noise of the batches die out.

    Parameters
    ----------
    step : int
        This step, from 0 to ``n_steps``.
    n_steps : int
        Number of steps in the whole training.
    peak : float
        The largest learning rate.
    rise : float in (0, 1)
        Share of the steps that is spent rising.

    Returns
    -------
    float

    References
    ----------
    Smith and Topin, "Super-convergence: very fast training of neural networks
    using large learning rates", 2018.
    """
    done = step / n_steps
    if done < rise:
        return peak * done / rise
    return peak * (1 - done) / (1 - rise)


def stop_early(losses: Sequence[float] | Array, patience: int) -> int:
    """Say after how many epochs early stopping ends a training.

    A loss is a new lowest one if it's below all losses before it.

    Parameters
    ----------
    losses : list of float or array (E,)
        Validation loss after each epoch, from the first to the last planned.
    patience : int
        After that many epochs in a row without a new lowest loss it stops; at least 1.

    Returns
    -------
    int
        Number of epochs, at most E.
    """
    lowest, waited = np.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        waited += 1
        if loss < lowest:
            lowest, waited = loss, 0
        if waited == patience:
            return epoch
    return len(losses)
