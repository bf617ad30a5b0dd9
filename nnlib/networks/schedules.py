"""Schedules: how the learning rate changes while a network learns."""

from __future__ import annotations


def triangular(step: int, n_steps: int, peak: float, rise: float = 0.4) -> float:
    """Rise from 0 to ``peak``, then fall back to 0, in straight lines.

    A small start lets random weights settle, the peak makes the way, and the fall
    to 0 lets the noise of the batches die out.

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
