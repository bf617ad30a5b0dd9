"""The box of matrix products, of stacks of matrices too."""

import numpy as np

from nnlib.autodiff.tensor import MatrixProduct, Tensor
from nnlib.exercises._kinds import array_where, square
from nnlib.exercises.chapter07._matrix_product_mistakes import Mistakes
from nnlib.exercises.chapter07._matrix_product_slips import Slips
from nnlib.exercises.chapter07._tensors import boxed, cases, drawn
from nnlib.judge.exercise import Exercise

exercise = Exercise(
    id="07-matrix-product",
    title="The matrix product",
    minutes=12,
    difficulty=3,
    points=3,
    reference=MatrixProduct,
    blank=("__matmul__",),
    rtol=1e-8,
    atol=1e-10,
    hints=(
        "You found both rules in chapter 04, share by share: the gradient of the weights, and"
        " what goes on to the layer's input. Which of the two parents is which here?",
        "Write down the shapes of `self`, `other` and G for two matrices, with three different "
        "lengths. Each rule makes an array of its parent's shape from G and the *other* factor, so "
        "in which order, and what has to be turned round?",
        "For stacks only the last two axes may be exchanged. Try your rules on shapes (5, 2, 3) "
        "and (5, 3, 4): what does `.T` make of them? NumPy's name for the other thing is `.mT`.",
    ),
    why="""For two matrices these are chapter 04's rules for a layer, and the shapes leave no
other choice. For stacks NumPy multiplies matrix by matrix, so the same holds for each pair of
the stack, if only the last two axes are exchanged. And if one factor was a single matrix for a
whole stack, it was broadcast, and `backward` sums what comes back from all the matrices: the
rule needn't know.""",
    promises={
        "two matrices": array_where("a", lambda a: a.ndim == 2),
        "square matrices": square("a"),
        "stacks of matrices": array_where("b", lambda b: b.ndim == 3),
        "stacks of stacks": array_where("b", lambda b: b.ndim == 4),
        "one matrix for a stack": lambda case: case.label.startswith("one matrix for"),
        "a batch of one": array_where("a", lambda a: a.shape[0] == 1),
        "a plain array on the right": lambda case: case.label.startswith("a plain array"),
    },
)


def _product(Boxes, a, b):
    return boxed(Boxes, a).__matmul__(boxed(Boxes, b, "b"))


def _by_plain(Boxes, a, b):
    return boxed(Boxes, a).__matmul__(b)


@exercise.cases
def _(rng):
    said, sign = "a @ b", "__matmul__"
    a, b = np.array([[1.0, 2.0, 0.0], [0.0, -1.0, 3.0]]), np.array([[1.0], [2.0], [-1.0]])
    upstream = np.array([[10.0], [1.0]])

    def entry(label, a, b, G, make=_product, also=""):
        return cases(label, {"a": a, "b": b, "G": G}, make, said, sign, also)

    yield from entry("2 rows of 3, times a column of 3", a, b, upstream)
    yield from entry("a batch of one", a[:1], drawn(rng, 3, 2), drawn(rng, 1, 2))
    yield from entry("square matrices", drawn(rng, 3, 3), drawn(rng, 3, 3), drawn(rng, 3, 3))
    yield from entry("drawn", drawn(rng, 4, 3), drawn(rng, 3, 2), drawn(rng, 4, 2))
    yield from entry(
        "a stack of two, times a stack of two", drawn(rng, 2, 4, 3), drawn(rng, 2, 3, 5),
        drawn(rng, 2, 4, 5),
    )  # fmt: skip
    yield from entry(
        "one matrix for a stack of two", drawn(rng, 2, 4, 3), drawn(rng, 3, 5), drawn(rng, 2, 4, 5)
    )
    yield from entry(
        "one matrix for a stack, on the left", drawn(rng, 4, 3), drawn(rng, 2, 3, 5),
        drawn(rng, 2, 4, 5),
    )  # fmt: skip
    yield from entry(
        "a stack of stacks", drawn(rng, 2, 1, 3, 2), drawn(rng, 2, 1, 2, 4), drawn(rng, 2, 1, 3, 4)
    )  # fmt: skip
    yield from entry("a plain array on the right", a, b, upstream, _by_plain, "b")


exercise.wrong(Mistakes)
exercise.wrong(Slips)


@exercise.right
class Variants:
    class with_swapaxes(MatrixProduct):
        """`np.swapaxes` says which two axes change places, and works in older versions of NumPy
        too."""

        def __matmul__(self, other):
            other = Tensor.as_tensor(other)

            def to_self(G):
                return G @ np.swapaxes(other.data, -1, -2)

            def to_other(G):
                return np.swapaxes(self.data, -1, -2) @ G

            return Tensor(np.matmul(self.data, other.data), (self, other), (to_self, to_other), "@")

    class with_einsum(MatrixProduct):
        """`einsum` names the axes, so nothing has to be transposed: the dots stand for the axes of
        a stack. It's easy to check, and slower for large matrices."""

        def __matmul__(self, other):
            other = Tensor.as_tensor(other)
            rules = (
                lambda G: np.einsum("...nh,...dh->...nd", G, other.data),
                lambda G: np.einsum("...nd,...nh->...dh", self.data, G),
            )
            return Tensor(self.data @ other.data, (self, other), rules, "@")
