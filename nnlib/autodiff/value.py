"""An engine for numbers: it remembers how each was computed, and goes all the way back.

    w ──▶ ╭───╮        ╭───────╮
          │ × │ ──▶ z ─│ tanh  │──▶ a ──▶ …      forward: the numbers, and every local gradient
    x ──▶ ╰───╯        ╰───────╯
      ◀──        ◀──             ◀──             backward: upstream gradient × local gradient

``tests/autodiff`` compares it with measured gradients and, where it is installed, with JAX.
"""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np

from nnlib.autodiff.door import FiniteNumber
from nnlib.functions.activations import sigmoid

Node = TypeVar("Node")  # a Value, or any other thing with parents


class MoreBoxes:
    """What a Value can do besides adding and multiplying.

    Each method computes with plain numbers, ``self.data``, and returns one new Value.
    """

    data: Any

    def __neg__(self) -> Value:
        return Value(-self.data, (self,), (-1.0,), "−")

    def __sub__(self, other: Any) -> Value:
        other = Value.as_value(other)
        return Value(self.data - other.data, (self, other), (1.0, -1.0), "−")

    def __rsub__(self, other: Any) -> Value:
        return Value.as_value(other) - self

    def __truediv__(self, other: Any) -> Value:
        other = Value.as_value(other)
        slopes = (1 / other.data, -self.data / other.data**2)
        return Value(self.data / other.data, (self, other), slopes, "/")

    def __rtruediv__(self, other: Any) -> Value:
        return Value.as_value(other) / self

    def __pow__(self, n: float) -> Value:
        """``self ** n``, for a plain number n: 2, -1, 0.5; for n = 0 the slope is 0."""
        slope = n * self.data ** (n - 1) if n != 0 else 0.0
        return Value(self.data**n, (self,), (slope,), f"**{n}")

    def exp(self) -> Value:
        a = np.exp(self.data)
        return Value(a, (self,), (a,), "exp")

    def max(self, other: Any) -> Value:
        """The larger of two, with both as parents; if they are equal, ``other`` wins."""
        rival = Value.as_value(other)
        wins = self.data > rival.data
        data = self.data if wins else rival.data
        return Value(data, (self, rival), (float(wins), float(not wins)), "max")

    def log(self) -> Value:
        return Value(np.log(self.data), (self,), (1 / self.data,), "log")

    def tanh(self) -> Value:
        a = np.tanh(self.data)
        return Value(a, (self,), (1 - a**2,), "tanh")

    def sigmoid(self) -> Value:
        """Right even at -1000 and 1000, with its slope; a warning of an overflow is no fault."""
        a = sigmoid(self.data)
        return Value(a, (self,), (a * (1 - a),), "sigmoid")

    def relu(self) -> Value:
        """The number if it is above 0, else 0; the local gradient at 0 is 0."""
        is_on = self.data > 0
        return Value(self.data * is_on, (self,), (float(is_on),), "ReLU")


class Value(MoreBoxes):
    """A number that remembers which numbers it was computed from.

    Parameters
    ----------
    data : float
        The number.
    parents : tuple of Values
        What it was computed from; empty for a number that was put in by hand.
    local_gradients : tuple of floats
        One for each parent. If that parent grows by a little, and the others stay, this number
        grows by the local gradient times that little.
    operation : str
        What was done with the parents, for drawings only: ``"+"``.
    name : str
        What to call it, for drawings only.

    Attributes
    ----------
    grad : float
        If this number grows by a little, a result grows by ``grad`` times that little. 0 until
        ``backward`` has found it.
    """

    data = FiniteNumber()
    __array_ufunc__ = None  # so that NumPy's numbers leave the operators to us

    def __init__(
        self,
        data: Any,
        parents: tuple[Any, ...] = (),
        local_gradients: tuple[float, ...] = (),
        operation: str = "",
        name: str = "",
    ) -> None:
        self.parents = parents
        self.local_gradients = local_gradients
        self.operation = operation
        self.name = name
        self.data = data
        self.grad = 0.0

    def __repr__(self) -> str:
        return f"Value({self.data:.6g}, grad={self.grad:.6g})"

    @staticmethod
    def as_value(number: Any) -> Value:
        """A Value as it is, and a plain number as a Value without parents."""
        return number if hasattr(number, "parents") else Value(number)

    def __add__(self, other: Any) -> Value:
        other = Value.as_value(other)
        return Value(self.data + other.data, (self, other), (1.0, 1.0), "+")

    def __mul__(self, other: Any) -> Value:
        other = Value.as_value(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data), "×")

    __radd__ = __add__  # for a plain number on the left
    __rmul__ = __mul__

    def __rpow__(self, base: float) -> Value:
        raise TypeError(
            "The exponent of ** has to be a plain number. "
            "For a number b to the power of a Value v, write (v * np.log(b)).exp()."
        )

    def backward(self) -> None:
        """Set the grad of all that this value was computed from; see ``backward``."""
        backward(topological_order(self))


def topological_order(value: Node) -> list[Node]:
    """All that a value was computed from, itself included, parents first.

    Parameters
    ----------
    value : Value

    Returns
    -------
    list of Values
        Each stands there once, behind all of its parents; ``value`` is the last.
    """
    order, seen = [], set()

    def visit(v: Any) -> None:
        if v not in seen:
            seen.add(v)
            for parent in v.parents:
                visit(parent)
            order.append(v)

    visit(value)
    return order


def backward(order: list[Value]) -> None:
    """Set the grad of every value of a list: the gradient of the last one with respect to it.

    If a value v grows by a little, the last value grows by ``v.grad`` times that little.

    Parameters
    ----------
    order : list of Values
        In topological order: each stands behind all of its parents. The last is the result,
        such as a loss. The list stays as it is. What is left in their ``grad`` from an earlier
        call is forgotten.

    Notes
    -----
    From the last to the first, each hands ``upstream × local`` to its parents, where what
    arrives is added up.
    """
    for v in order:
        v.grad = 0.0
    order[-1].grad = 1.0
    for v in reversed(order):
        for parent, local in zip(v.parents, v.local_gradients, strict=True):
            parent.grad += v.grad * local
