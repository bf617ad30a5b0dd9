"""Boxes that work on each entry by itself: division, exp, log, ReLU."""

import numpy as np

from nnlib.autodiff.tensor import Elementwise, Tensor
from nnlib.exercises._kinds import array_where, holds, reaches, single
from nnlib.exercises.chapter07._elementwise_mistakes import Mistakes
from nnlib.exercises.chapter07._elementwise_slips import Slips
from nnlib.exercises.chapter07._relu_mistakes import Relu
from nnlib.exercises.chapter07._tensors import A, B, G, boxed, cases, drawn
from nnlib.judge.exercise import Exercise

exercise = Exercise(
    id="07-elementwise",
    title="Entry by entry",
    minutes=10,
    difficulty=2,
    points=3,
    reference=Elementwise,
    blank=("__truediv__", "exp", "log", "relu"),
    rtol=1e-8,
    atol=1e-10,
    hints=(
        "You have written all of these for a Value, but the local gradient has become a function "
        "that multiplies what arrives by it.",
        "exp is its own derivative, so its rule needs the array that you've just computed; the "
        "rules of log and ReLU need what went in. For a quotient's second rule write a / b as "
        "a · b⁻¹ and differentiate the power.",
        "As in `__sub__`: compute the new array, then `return Tensor(..., (self,), (lambda G: G * "
        '...,), "exp")`. A tuple of one needs its comma.',
    ),
    why="""Each rule is chapter 04's local gradient, times what arrives. That's all there is to a
box that treats entries separately: the table of all slopes, of every entry of the result with
respect to every entry of the parent, has numbers on its diagonal only, and nobody needs to write
down the zeros.""",
    survivors={
        "self.data > 0 -> self.data >= 0": "a 0 stays a 0 either way, where the result is made",
        "np.where(self.data > 0, 1.0, 0.0) -> self.data > 0": "True counts as 1",
    },
    promises={
        "tables": array_where("a", lambda a: a.ndim == 2),
        "single numbers": single("a"),
        "an entry that is 0, for the ReLU": holds("a", 0),
        "a quotient of 0": lambda case: case.label == "entries of 0",
        "a plain number as divisor": lambda case: case.label == "a plain number",
        "negative entries": array_where("a", lambda a: (a < 0).any()),
        "entries very far from 0": reaches("a", 500),
        "entries very near 0": array_where("a", lambda a: 0 < np.abs(a).min() < 1e-12),
        "a tensor that stands on the right": lambda case: case.label == "what stands on the left",
    },
)


def _method(name):
    return lambda Boxes, a: getattr(boxed(Boxes, a), name)()


def _divided(Boxes, a, b):
    return boxed(Boxes, a).__truediv__(boxed(Boxes, b, "b"))


def _divides(Boxes, a, b):
    """b / a, as the given `__rtruediv__` has it."""
    return boxed(Boxes, a).__rtruediv__(boxed(Boxes, b, "b"))


def _divided_by_plain(Boxes, a, b):
    return boxed(Boxes, a).__truediv__(b)


@exercise.cases
def _(rng):
    row = np.array([2.0, -1.0, 0.5])
    said, sign = "a / b", "__truediv__"
    numbers = {"a": np.array(3.0), "b": np.array(2.0), "G": np.array(10.0)}
    yield from cases("single numbers", numbers, _divided, said, sign)
    yield from cases("two tables", {"a": A, "b": B, "G": G}, _divided, said, sign)
    yield from cases("a row b", {"a": A, "b": row, "G": G}, _divided, said, sign)
    yield from cases("entries of 0", {"a": A * (A > 0), "b": B, "G": G}, _divided, said, sign)
    yield from cases(
        "a plain number", {"a": A, "b": 4.0, "G": G}, _divided_by_plain, said, sign, "b"
    )
    yield from cases("what stands on the left", numbers, _divides, "b / a", sign)
    for name in ("exp", "log", "relu"):
        said = f"a.{name}()"
        one = {"a": np.array(2.0), "G": np.array(10.0)}
        yield from cases("a single number", one, _method(name), said, name)
        a = np.abs(A) if name == "log" else A
        yield from cases("a table", {"a": a, "G": G}, _method(name), said, name)
        a = drawn(rng, 3, 2)
        a = np.abs(a) if name == "log" else a
        yield from cases("drawn", {"a": a, "G": drawn(rng, 3, 2)}, _method(name), said, name)
    far = {"a": np.array([-15.0, 15.0]), "G": np.array([3.0, 2.0])}
    yield from cases("far from 0", far, _method("exp"), "a.exp()", "exp")
    very_far = {"a": np.array([-600.0, 600.0]), "G": np.array([3.0, 2.0])}
    yield from cases("very far from 0", very_far, _method("exp"), "a.exp()", "exp")
    near = {"a": np.array([1e-15, 1e6]), "G": np.array([3.0, 2.0])}
    yield from cases("near 0 and far from it", near, _method("log"), "a.log()", "log")
    zero = {"a": np.array([0.0, -0.5, 2.0]), "G": np.array([5.0, 6.0, 7.0])}
    yield from cases("an entry of 0", zero, _method("relu"), "a.relu()", "relu")


exercise.wrong(Mistakes)
exercise.wrong(Relu)
exercise.wrong(Slips)


@exercise.right
class Variants:
    class in_two_boxes(Elementwise):
        def __truediv__(self, other):
            other = Tensor.as_tensor(other)
            back = (lambda G: -G / other.data**2,)
            one_over = Tensor(1 / other.data, (other,), back, "1 /")
            rules = (lambda G: G * one_over.data, lambda G: G * self.data)
            return Tensor(self.data * one_over.data, (self, one_over), rules, "×")

    class slope_first(Elementwise):
        """The local gradient is computed on the way forward and kept, as a Value did. It costs an
        array of memory for each box, whether somebody goes back or not."""

        def __truediv__(self, other):
            other = Tensor.as_tensor(other)
            one, two = 1 / other.data, -self.data / other.data**2
            rules = (lambda G: G * one, lambda G: G * two)
            return Tensor(self.data / other.data, (self, other), rules, "/")

        def exp(self):
            slope = np.exp(self.data)
            return Tensor(slope, (self,), (lambda G: slope * G,), "exp")

        def log(self):
            slope = 1 / self.data
            return Tensor(np.log(self.data), (self,), (lambda G: slope * G,), "log")

        def relu(self):
            slope = np.where(self.data > 0, 1.0, 0.0)
            return Tensor(np.maximum(self.data, 0), (self,), (lambda G: slope * G,), "ReLU")

    class computed_on_the_way_back(Elementwise):
        """Everything but the result is computed on the way back, again if need be. That's slower
        and keeps less in memory: frameworks offer the choice and call it *checkpointing*."""

        def __truediv__(self, other):
            other = Tensor.as_tensor(other)
            rules = (lambda G: G / other.data, lambda G: G * self.data / -(other.data**2))
            return Tensor(self.data / other.data, (self, other), rules, "/")

        def exp(self):
            return Tensor(np.exp(self.data), (self,), (lambda G: G * np.exp(self.data),), "exp")

        def log(self):
            return Tensor(np.log(self.data), (self,), (lambda G: G / self.data,), "log")

        def relu(self):
            rule = lambda G: np.where(self.data > 0, G, 0)  # noqa: E731
            return Tensor(np.where(self.data > 0, self.data, 0), (self,), (rule,), "ReLU")
