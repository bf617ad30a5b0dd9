"""An engine for arrays: every tensor remembers what it was computed from, and how to go back.

    W (D, H) ──▶ ╭───╮        ╭───╮
                 │ @ │ ──▶ Z ─│ + │──▶ …     forward: arrays, and for each parent a rule
    A (N, D) ──▶ ╰───╯   b ──▶╰───╯
             ◀──        ◀──         ◀──      backward: each rule turns the upstream gradient
                                             into the gradient of its parent

A rule may hand back what still has the shape that broadcasting gave to its parent: ``backward``
sums it to the parent's own. ``tests/autodiff`` compares the engine with measured gradients, with
JAX and, where it is installed, with PyTorch.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import numpy as np

from nnlib._common.types import Array
from nnlib.autodiff.value import topological_order
from nnlib.functions.activations import log_softmax

Rule = Callable[[Array], Array]


def undo_broadcasting(G: Array, shape: tuple[int, ...]) -> Array:
    """Sum a gradient over all copies that broadcasting has made, back to the shape before it.

    Parameters
    ----------
    G : array
        The gradient of a broadcast array, an entry for each copy.
    shape : tuple of int
        The shape before broadcasting: NumPy can broadcast it to that of G.

    Returns
    -------
    array of that shape
        G itself, or an equal array, if nothing was broadcast.

    Notes
    -----
    Axes that were put in front disappear, axes of length 1 that were stretched stay with length 1.
    The same holds in an empty batch, where an axis of length 1 was stretched to length 0.
    """
    G = G.sum(axis=tuple(range(G.ndim - len(shape))))
    stretched = tuple(i for i, n in enumerate(shape) if n == 1)
    return G.sum(axis=stretched, keepdims=True)


class Elementwise:
    """Boxes that work on each entry by itself."""

    data: Array

    def __neg__(self) -> Tensor:
        return Tensor(-self.data, (self,), (lambda G: -G,), "−")

    def __sub__(self, other: Any) -> Tensor:
        other = Tensor.as_tensor(other)
        return Tensor(self.data - other.data, (self, other), (lambda G: G, lambda G: -G), "−")

    def __rsub__(self, other: Any) -> Tensor:
        return Tensor.as_tensor(other) - self

    def __rtruediv__(self, other: Any) -> Tensor:
        return Tensor.as_tensor(other) / self

    def __truediv__(self, other: Any) -> Tensor:
        other = Tensor.as_tensor(other)
        rules = (lambda G: G / other.data, lambda G: -G * self.data / other.data**2)
        return Tensor(self.data / other.data, (self, other), rules, "/")

    def exp(self) -> Tensor:
        A = np.exp(self.data)
        return Tensor(A, (self,), (lambda G: G * A,), "exp")

    def log(self) -> Tensor:
        return Tensor(np.log(self.data), (self,), (lambda G: G / self.data,), "log")

    def relu(self) -> Tensor:
        """Each entry if it is above 0, else 0; at 0 nothing comes back."""
        is_on = self.data > 0
        return Tensor(np.maximum(self.data, 0), (self,), (lambda G: G * is_on,), "ReLU")


class MatrixProduct:
    """The box of matrix products."""

    data: Array

    def __rmatmul__(self, other: Any) -> Tensor:
        return Tensor.as_tensor(other) @ self

    def __matmul__(self, other: Any) -> Tensor:
        """A matrix product, or one for each matrix of a stack; both have at least two axes."""
        other = Tensor.as_tensor(other)
        rules = (lambda G: G @ other.data.mT, lambda G: self.data.mT @ G)
        return Tensor(self.data @ other.data, (self, other), rules, "@")


class Reductions:
    """Boxes that make one entry of many."""

    data: Array

    def mean(self, axis: Any = None, keepdims: bool = False) -> Tensor:
        total = self.sum(axis, keepdims)
        return total * (total.data.size / self.data.size)

    def sum(self, axis: Any = None, keepdims: bool = False) -> Tensor:
        """Add the entries along an axis, along several of a tuple, or all of them.

        With keepdims, the axes that were summed over stay, with length 1.
        """
        total = self.data.sum(axis=axis, keepdims=True)

        def rule(G: Array) -> Array:
            return np.broadcast_to(G.reshape(total.shape), self.data.shape)

        return Tensor(self.data.sum(axis=axis, keepdims=keepdims), (self,), (rule,), "sum")

    def max(self, axis: Any = None, keepdims: bool = False) -> Tensor:
        """Find the largest entry along an axis, along several of a tuple, or of all.

        On the way back, several that are equally large share in equal parts.
        """
        top = self.data.max(axis=axis, keepdims=True)
        wins = self.data == top
        parts = wins / wins.sum(axis=axis, keepdims=True)

        def rule(G: Array) -> Array:
            return G.reshape(top.shape) * parts

        return Tensor(self.data.max(axis=axis, keepdims=keepdims), (self,), (rule,), "max")


class Entries:
    """Boxes that only put entries elsewhere."""

    data: Array

    @property
    def T(self) -> Tensor:
        """The last two axes exchanged, so that each matrix of a stack is transposed."""
        return Tensor(self.data.mT, (self,), (lambda G: G.mT,), "T")

    def reshape(self, *shape: int) -> Tensor:
        old = self.data.shape
        return Tensor(self.data.reshape(*shape), (self,), (lambda G: G.reshape(old),), "reshape")

    def pick(self, where: Any) -> Tensor:
        """Take what ``data[where]`` takes; the same entry may be taken several times."""

        def rule(G: Array) -> Array:
            back = np.zeros_like(self.data)
            np.add.at(back, where, G)
            return back

        return Tensor(self.data[where], (self,), (rule,), "pick")

    __getitem__ = pick  # square brackets


class Softmaxes:
    """Probabilities and their logarithms, along the last axis."""

    data: Array

    def softmax(self) -> Tensor:
        return self.log_softmax().exp()

    def log_softmax(self) -> Tensor:
        """The logarithm of each row's softmax, as one box; scores may be as large as 1000."""
        logs = log_softmax(self.data)

        def rule(G: Array) -> Array:
            return G - np.exp(logs) * G.sum(axis=-1, keepdims=True)

        return Tensor(logs, (self,), (rule,), "log-softmax")


class Standardizing:
    """Rows of mean 0 and standard deviation 1, as one box."""

    data: Array

    def standardize(self) -> Tensor:
        """Standardize each row, along the last axis; no row is constant."""
        std = self.data.std(axis=-1, keepdims=True)
        Y = (self.data - self.data.mean(axis=-1, keepdims=True)) / std

        def rule(G: Array) -> Array:
            level = G.mean(axis=-1, keepdims=True)
            along = (G * Y).mean(axis=-1, keepdims=True)
            return (G - level - along * Y) / std

        return Tensor(Y, (self,), (rule,), "standardize")


class Tensor(Elementwise, MatrixProduct, Reductions, Entries, Softmaxes, Standardizing):
    """An array that remembers which arrays it was computed from.

    Parameters
    ----------
    data : array
        Numbers of any shape; they become floats of double precision.
    parents : tuple of Tensors
        What it was computed from; empty for one that was put in by hand.
    rules : tuple of functions
        One for each parent. It gets the gradient of this tensor, an array of this tensor's shape,
        and returns the gradient that goes back to that parent.
    operation : str
        What was done with the parents, for people to read only: ``"+"``.
    name : str
        What to call it, for people to read only.

    Attributes
    ----------
    grad : array of the shape of data
        If an entry grows by a little, a result grows by its ``grad`` times that little. 0 until
        ``backward`` has found it.
    recording : list of bool
        Of the class. While its last entry is False, new tensors remember nothing; see ``no_grad``.
    """

    recording: ClassVar = [True]
    __array_ufunc__ = None  # so that NumPy's arrays leave the operators to us

    def __init__(
        self,
        data: Any,
        parents: tuple[Any, ...] = (),
        rules: tuple[Rule, ...] = (),
        operation: str = "",
        name: str = "",
    ) -> None:
        self.data = np.asarray(data, dtype=float)
        self.parents = parents if Tensor.recording[-1] else ()
        self.rules = rules if Tensor.recording[-1] else ()
        self.operation = operation
        self.name = name
        self.grad = np.zeros(self.data.shape)

    def __repr__(self) -> str:
        return f"Tensor of shape {self.data.shape}, by {self.operation or 'hand'}"

    @staticmethod
    def as_tensor(thing: Any) -> Tensor:
        """A Tensor as it is, and numbers as a Tensor without parents."""
        return thing if hasattr(thing, "parents") else Tensor(thing)

    def __add__(self, other: Any) -> Tensor:
        other = Tensor.as_tensor(other)
        return Tensor(self.data + other.data, (self, other), (lambda G: G, lambda G: G), "+")

    def __mul__(self, other: Any) -> Tensor:
        other = Tensor.as_tensor(other)
        rules = (lambda G: G * other.data, lambda G: G * self.data)
        return Tensor(self.data * other.data, (self, other), rules, "×")

    __radd__ = __add__  # for a plain number or array on the left
    __rmul__ = __mul__

    def backward(self) -> None:
        """Set the grad of all that this tensor was computed from; see ``backward``."""
        backward(topological_order(self))


def backward(order: list[Tensor]) -> None:
    """Set the grad of every tensor of a list: the gradient of the last one with respect to it.

    Parameters
    ----------
    order : list of Tensors
        In topological order: each stands behind all of its parents. The last is the result,
        such as a loss; if it has several entries, their sum counts. What is left in a ``grad``
        from an earlier call is forgotten.

    Notes
    -----
    From the last to the first, each rule gets the gradient that has arrived and gives what goes on
    to its parent, where it is summed to the parent's shape and added to what came before.
    """
    for t in order:
        t.grad = np.zeros_like(t.data)
    order[-1].grad = np.ones_like(order[-1].data)
    for t in reversed(order):
        for parent, rule in zip(t.parents, t.rules, strict=True):
            parent.grad += undo_broadcasting(rule(t.grad), parent.data.shape)


def accumulate(order: list[Tensor]) -> None:
    """Go back as ``backward`` does, but add to what the leaves have in their grad.

    Parameters
    ----------
    order : list of Tensors
        In topological order: each stands behind all of its parents. The last one, the result,
        has parents. A leaf, which has none, keeps what is in its ``grad``, and what comes back
        is added to it. In all others what an earlier call has left is forgotten. As in
        ``backward``, the last one's grad is set to ones, and what a rule hands back is summed
        to its parent's shape.

    Notes
    -----
    A box hands on everything in its grad, so what an earlier call has left there would go back
    once more. A leaf hands on nothing.
    """
    for t in order:
        if t.parents:
            t.grad = np.zeros_like(t.data)
    order[-1].grad = np.ones_like(order[-1].data)
    for t in reversed(order):
        for parent, rule in zip(t.parents, t.rules, strict=True):
            parent.grad += undo_broadcasting(rule(t.grad), parent.data.shape)


@contextlib.contextmanager
def no_grad() -> Iterator[None]:
    """Let tensors that are computed inside of ``with no_grad():`` remember nothing."""
    Tensor.recording.append(False)
    try:
        yield
    finally:
        Tensor.recording.pop()
