"""What may stand in a Value: one finite number. Whatever else comes is refused with a sentence."""

from __future__ import annotations

import math
import numbers
from typing import Any

import numpy as np


class FiniteNumber:
    """An attribute that holds a finite float, and says what is wrong with anything else."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, value: Any, owner: type | None = None) -> Any:
        return self if value is None else value.__dict__[self.name]

    def __set__(self, value: Any, number: Any) -> None:
        if isinstance(number, np.ndarray) and number.ndim == 0:
            number = number.item()
        if isinstance(number, np.ndarray):
            raise TypeError(
                f"A Value holds one number, and this is an array of shape {number.shape}. "
                "Make a Value of each of its entries."
            )
        if not isinstance(number, numbers.Real):
            raise TypeError(f"A Value holds one number, and {number!r} is none." + _origin(value))
        if not math.isfinite(number):
            raise ValueError(f"A Value holds a finite number, not {number}." + _origin(value))
        value.__dict__[self.name] = float(number)


def _origin(value: Any) -> str:
    """Which box gave it, and of what; nothing for a value that was put in by hand."""
    parents = ", ".join(f"{parent.data:g}" for parent in getattr(value, "parents", ()))
    return f" It came out of the box {value.operation!r}, of {parents}." if parents else ""
