"""Checks at the door: bad input gets a sentence, not a stack of NumPy errors."""

from __future__ import annotations

import numbers
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib._common.types import Array


def as_float(X: ArrayLike) -> Array:
    """float32 stays float32; everything else becomes float64."""
    X = np.asarray(X)
    return X if X.dtype == np.float32 else X.astype(np.float64, copy=False)


def positive_int(name: str, value: Any) -> int:
    """Return ``value`` if it is an integer of at least 1, else raise ValueError."""
    if not isinstance(value, int | np.integer) or isinstance(value, bool) or value < 1:
        raise ValueError(f"{name} must be an integer of at least 1, got {value!r}")
    return int(value)


def int_between(name: str, value: Any, low: int, high: int) -> int:
    """Return ``value`` if it is an integer from low to high, else raise ValueError."""
    is_integer = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not (is_integer and low <= value <= high):
        raise ValueError(f"{name} must be an integer from {low} to {high}, got {value!r}")
    return int(value)


def number(name: str, value: Any, expected: str, is_right: Callable[[float], bool]) -> float:
    """Return ``value`` as a float if it is a number for which ``is_right``, else raise ValueError.

    ``expected`` says which numbers are right: "a number above 0".
    """
    is_number = isinstance(value, numbers.Real) and not isinstance(value, bool)
    if not (is_number and is_right(value)):
        raise ValueError(f"{name} must be {expected}, got {value!r}")
    return float(value)


def number_between(name: str, value: Any, low: float, high: float) -> float:
    """Return ``value`` as a float if it is a number from low to high, else raise ValueError."""
    return number(name, value, f"a number from {low:g} to {high:g}", lambda x: low <= x <= high)


def all_finite(X: Array) -> bool:
    """Whether X is free of NaN and infinity. Its sum tells at once, unless that overflows."""
    with np.errstate(over="ignore", invalid="ignore"):
        return bool(np.isfinite(X.sum()) or np.isfinite(X).all())


def samples_and_labels(name: str, X: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    """Return X as floats (N, D) and y as integers (N,), or raise ValueError."""
    X, y = as_float(X), np.asarray(y)
    if X.ndim != 2:
        raise ValueError(f"{name}: X must have shape (N, D), one row a sample, got {X.shape}")
    if y.shape != X.shape[:1]:
        raise ValueError(f"{name}: y must hold one label a row of X, {X.shape[:1]}, got {y.shape}")
    if not np.issubdtype(y.dtype, np.integer):
        raise ValueError(f"{name}: labels must be integers 0, 1, 2, …, got dtype {y.dtype}")
    if len(X) == 0:
        raise ValueError(f"{name}: X has no rows, expected at least one sample")
    if not all_finite(X):
        raise ValueError(f"{name}: X must be finite, got NaN or infinity")
    if y.min() < 0:
        raise ValueError(f"{name}: labels must be integers 0, 1, 2, …, got {y.min()}")
    return X, y.astype(np.int64, copy=False)
