"""Laws that a right program keeps, each measured by a number: what chapter 08's reader writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from nnlib._common.types import Array, Number


def step_lengths(step: Callable[[Number, Number], Number], n_steps: int) -> Array:
    """Measure how far each step goes while the gradient is 1 all the time.

    Parameters
    ----------
    step : callable ``(w, dw) -> w``
        Takes a place ``w`` (one number) and the gradient ``dw`` there. Returns the place after
        one step. It may remember the steps before, so call it once for each step, in their order.
    n_steps : int
        At least 1.

    Returns
    -------
    float array (n_steps,)
        The length of each step, never below 0.

    Notes
    -----
    The first step begins at 0, each other one where the one before has ended:
    ``abs(step(w, 1.0) - w)``.
    """
    w, lengths = 0.0, []
    for _ in range(n_steps):
        moved = step(w, 1.0)
        lengths.append(abs(moved - w))
        w = moved
    return np.array(lengths)


def alone_and_together(predict: Callable[[Array], Array], X: Array) -> Number:
    """Measure how much the prediction for a sample depends on the samples beside it.

    Parameters
    ----------
    predict : callable ``(N, D) -> (N, K)``
        Probabilities, one row a sample, for any number of samples from 1 on.
    X : float array (N, D)
        Samples.

    Returns
    -------
    float
        The largest difference between a probability of a sample that comes alone and the same
        probability when all of ``X`` come together. If the company makes no difference it is 0,
        or no more than rounding.

    Notes
    -----
    ``X[n : n + 1]`` is a batch of one.
    """
    together = predict(X)  # (N, K)
    alone = np.concatenate([predict(X[n : n + 1]) for n in range(len(X))])  # (N, K)
    return np.max(np.abs(alone - together))


def shift_law(
    log_softmax: Callable[[Array], Array], z: Array, shifts: Sequence[Number] | Array
) -> Number:
    """Measure how far log-probabilities move when one number is added to all scores.

    Parameters
    ----------
    log_softmax : callable ``(K,) -> (K,)``
        Turns scores into the logarithms of their probabilities.
    z : float array (K,)
        Scores.
    shifts : float array (M,)
        Numbers to add to all of them, one after the other; at least one.

    Returns
    -------
    float
        The largest change of any log-probability, for any of the shifts. Infinity if a
        log-probability isn't a finite number, with a shift or without one.

    Notes
    -----
    A difference with NaN in it is NaN, and every comparison with NaN is false.
    """
    before = log_softmax(z)  # (K,)
    changes = [np.abs(log_softmax(z + c) - before) for c in shifts]  # M of (K,)
    if not np.all(np.isfinite(changes)):
        return np.inf
    return np.max(changes)
