"""Training with an engine for numbers, step by step.

    p ──▶ loss_of(p) ──▶ backward() ──▶ new numbers p − rate · grad ──▶ …

Each step begins with Values that remember nothing, so that a graph holds one step alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any


def walk_downhill(
    loss_of: Callable[[list[Any]], Any], start: Sequence[Any], *, rate: float, n_steps: int
) -> tuple[list[Any], list[float]]:
    """Move some Values against their gradients, again and again.

    Parameters
    ----------
    loss_of : callable ``(list of Values) -> Value``
        The loss.
    start : sequence of Values
        The numbers to begin with; they stay as they are.
    rate : float
        The learning rate.
    n_steps : int

    Returns
    -------
    p : list of Values
        The numbers after the last step.
    losses : list of float
        The loss before each step.

    Examples
    --------
    >>> from nnlib.autodiff import Value
    >>> (p,), losses = walk_downhill(lambda p: (p[0] - 3) ** 2, [Value(0)], rate=0.5, n_steps=2)
    >>> p.data, losses
    (3.0, [9.0, 0.0])
    """
    p, losses = list(start), []
    for _ in range(n_steps):
        loss = loss_of(p)
        loss.backward()
        losses.append(float(loss.data))
        p = [type(v)(v.data - rate * v.grad) for v in p]
    return p, losses
