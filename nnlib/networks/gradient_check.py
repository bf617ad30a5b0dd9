"""Gradient checks: every gradient is compared with central differences.

A derivative that was worked out by hand is compared with a measured one: move one
number a little up and a little down, and see how much the loss changes.

A comparison can pass for the wrong reason. Two gradients that are both zero agree
and prove nothing, so the checker refuses to pass them. And it can fail for the wrong
reason: a loss is rounded, so a very small slope cannot be measured to many digits. What
rounding explains is no mistake.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib._common.types import Array, Loss, LossGrad, Number
from nnlib.functions.losses import softmax_cross_entropy, softmax_cross_entropy_grad
from nnlib.networks.layers import Layer
from nnlib.networks.sequential import Sequential

TOLERANCE = 1e-6
ROUNDINGS = 8.0  # as many of them are forgiven: two losses are rounded, each in several steps
LARGE_ENOUGH = 1000.0  # roundings: below, hardly a digit of a slope can be measured


def numerical_gradient(f: Callable[[], Number], x: Array, step: float = 1e-5) -> Array:
    """Measure the gradient of a function by central differences, entry by entry.

    Parameters
    ----------
    f : callable ``() -> float``
        The loss, as a function of what ``x`` holds now.
    x : float64 array
        Moved in place, entry by entry, and put back.
    step : float
        How far each entry is moved, to either side.

    Returns
    -------
    array of x's shape

    Notes
    -----
    ``(f(x + step) - f(x - step)) / (2 * step)`` for each entry of ``x`` in turn.
    """
    gradient = np.empty_like(x)
    for index in np.ndindex(x.shape):  # (0, 0), (0, 1), … for a table
        kept = x[index]
        x[index] = kept + step
        above = f()
        x[index] = kept - step
        below = f()
        x[index] = kept
        gradient[index] = (above - below) / (2 * step)
    return gradient


def relative_errors(gradient: Array, measured: Array) -> Array:
    """Compare two gradients, entry by entry.

    ``|gradient - measured|`` divided by the larger of the two, or by a thousandth of
    the largest measured entry where both are smaller (there the measurement itself is
    only noise).

    Parameters
    ----------
    gradient, measured : arrays of one shape

    Returns
    -------
    array of that shape
        Infinite everywhere if nothing but zeros was measured: then nothing was compared.
    """
    if not np.any(measured):
        return np.full(np.shape(measured), np.inf)
    size = np.maximum(np.abs(gradient), np.abs(measured))
    floor = 1e-3 * np.max(np.abs(measured))
    return np.abs(gradient - measured) / np.maximum(size, floor)


@dataclass(frozen=True)
class GradientCheck:
    """The result of a gradient check; it is true if the check has passed.

    Attributes
    ----------
    name : str
        What the gradient belongs to.
    passed : bool
    reason : str
        A sentence that says why it passed or did not.
    error : float
        The largest relative error over all entries.
    index : tuple of int
        Place of the entry with that error.
    """

    name: str
    passed: bool
    reason: str
    error: float = np.nan
    index: tuple = ()

    def __bool__(self) -> bool:
        return self.passed

    def __str__(self) -> str:
        return f"{self.name}: {'passed' if self.passed else 'FAILED'}, {self.reason}"


def check_gradient(
    f: Callable[[], Number],
    x: Array,
    gradient: ArrayLike,
    *,
    name: str = "x",
    step: float = 1e-5,
    tolerance: float = TOLERANCE,
    measure: Callable[..., Array] = numerical_gradient,
) -> GradientCheck:
    """Compare a gradient with central differences.

    It passes if none of the ``relative_errors`` is above the tolerance, apart from those that
    the rounding of the loss explains, as where a network is stuck and its gradient tiny.

    Parameters
    ----------
    f : callable ``() -> float``
        The loss, as a function of what ``x`` holds now.
    x : float64 array
        A parameter or input of the loss.
    gradient : array of x's shape
        The gradient under test.
    name : str
        What to call it in the report.
    step, tolerance : float
    measure : callable ``(f, x, step) -> array``
        What measures: a ``numerical_gradient`` of your own, for instance.

    Returns
    -------
    GradientCheck

    Raises
    ------
    ValueError
        If x is not a float64 array: in float32 rounding drowns the differences.
    """
    _need_float64(name, x)
    gradient = np.asarray(gradient)
    if gradient.shape != x.shape:
        return GradientCheck(name, False, f"its shape is {gradient.shape}, expected {x.shape}")
    if not np.isfinite(gradient).all():
        return GradientCheck(name, False, "it holds NaN or infinity")
    gradient = gradient.astype(np.float64)  # a copy: it must not move with x
    kept, losses = x.copy(), [0.0]

    def heard() -> Number:
        loss = f()
        losses[0] = max(losses[0], abs(float(loss)))
        return loss

    try:
        measured = measure(heard, x, step)
    finally:
        x[...] = kept  # even if the loss raised half-way
    if not np.any(measured):
        both = " and the gradient is zero too" if not np.any(gradient) else ""
        reason = f"the loss does not depend on it{both}, so nothing was compared"
        return GradientCheck(name, False, reason)
    errors = relative_errors(gradient, measured)
    rounding = np.finfo(np.float64).eps * losses[0] / step
    rounded = np.isfinite(rounding) & (np.abs(gradient - measured) <= ROUNDINGS * rounding)
    if np.all(rounded | (errors <= tolerance)) and np.any(errors > tolerance):
        if np.max(np.abs(measured)) < LARGE_ENOUGH * rounding:
            reason = "the slopes are so small that the loss's rounding hides them: nothing was"
            return GradientCheck(name, False, f"{reason} compared")
        errors = np.where(rounded, 0, errors)
    index = tuple(int(i) for i in np.unravel_index(errors.argmax(), errors.shape))
    error = float(errors[index])
    worst = f"worst entry {list(index)}: got {gradient[index]:.6g}, measured {measured[index]:.6g}"
    passed = error <= tolerance
    reason = f"relative error {error:.1e}" if passed else f"relative error {error:.1e}, {worst}"
    return GradientCheck(name, passed, reason, error, index)


def check_layer(layer: Layer, X: Array, *, rng: int = 0, **options: float) -> list[GradientCheck]:
    """Check a layer's gradients: of its input and of each of its parameters.

    The loss is the sum of the layer's outputs, each multiplied by a random number.

    Parameters
    ----------
    layer : Layer
        With float64 parameters.
    X : float64 array (N, D)
        Inputs, away from the kinks of a ReLU.
    rng : int
        Seed of these random numbers.
    **options
        ``step`` and ``tolerance`` of ``check_gradient``.

    Returns
    -------
    list of GradientCheck
    """
    # Not normal: with the seed of a normal X, R could repeat X, and X.T @ R be symmetric.
    R = np.random.default_rng(rng).uniform(-1, 1, size=np.shape(layer.forward(X)))
    return _check_all(layer, X, lambda: float(np.sum(layer.forward(X) * R)), R, **options)


def check_network(
    network: Sequential,
    X: Array,
    y: Array,
    *,
    loss: Loss = softmax_cross_entropy,
    loss_grad: LossGrad = softmax_cross_entropy_grad,
    **options: float,
) -> list[GradientCheck]:
    """Check a network's gradients with its loss: of its input and of each parameter.

    Parameters
    ----------
    network : Sequential
        With float64 parameters.
    X : float64 array (N, D)
        Inputs.
    y : array (N,)
        Labels.
    loss, loss_grad : callables ``(Z, y)``
        The loss and its gradient with respect to the scores.
    **options
        ``step`` and ``tolerance`` of ``check_gradient``.

    Returns
    -------
    list of GradientCheck
    """
    dZ = loss_grad(network.forward(X), y)
    return _check_all(network, X, lambda: float(loss(network.forward(X), y)), dZ, **options)


def _check_all(
    model: Layer | Sequential, X: Array, f: Callable[[], Number], dZ: Array, **options: Any
) -> list[GradientCheck]:
    """Check the gradients of X and of every parameter of a layer or a network."""
    model.forward(X)
    dX = model.backward(dZ)
    grads = {name: np.copy(grad) for name, grad in model.grads.items()}
    checks = [check_gradient(f, X, dX, name="X", **options)]
    for name, parameter in model.params.items():
        checks.append(check_gradient(f, parameter, grads[name], name=name, **options))
    return checks


def _need_float64(name: str, x: object) -> None:
    """Raise ValueError unless x is a float64 array."""
    if isinstance(x, np.ndarray) and x.dtype == np.float64:
        return
    got = f"{x.dtype} of shape {x.shape}" if isinstance(x, np.ndarray) else type(x).__name__
    raise ValueError(f"a gradient check needs {name} as a float64 array, got {got}")
