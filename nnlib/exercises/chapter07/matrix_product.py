"""The box of matrix products, of stacks of matrices too."""

import numpy as np

from nnlib.autodiff.tensor import MatrixProduct, Tensor
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, square
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
    hints=(
        "You found both rules in chapter 04, by their shapes: the gradient of the weights, and"
        " what goes on to the layer's input. Which of the two parents is which here?",
        "Write down the shapes of `self`, `other` and G for two matrices, with three different "
        "lengths. Each rule makes an array of its parent's shape from G and the *other* factor: in "
        "which order, and what has to be turned round?",
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
    yield from entry("a plain array on the right", a, b, upstream, _by_plain, "b")


class _Other(MatrixProduct):
    def box(self, other, to_self, to_other):
        other = Tensor.as_tensor(other)
        rules = (lambda G: to_self(G, other.data), lambda G: to_other(G, self.data))
        return Tensor(self.data @ other.data, (self, other), rules, "@")


def _to_self(G, b):
    return G @ b.mT


def _to_other(G, a):
    return a.mT @ G


def _with(to_self=_to_self, to_other=_to_other):
    """The box with one other rule."""

    class with_another_rule(_Other):
        def __matmul__(self, other):
            return self.box(other, to_self, to_other)

    return with_another_rule


@exercise.wrong
class Mistakes:
    class all_axes_turned(_Other):
        """Right for two matrices. For stacks `.T` turns all axes round, the stack's too; only the
        last two have to be exchanged."""

        def __matmul__(self, other):
            return self.box(other, lambda G, b: G @ b.T, lambda G, a: a.T @ G)

    class axes_0_and_1(_Other):
        def __matmul__(self, other):
            return self.box(
                other, lambda G, b: G @ np.swapaxes(b, 0, 1), lambda G, a: np.swapaxes(a, 0, 1) @ G
            )

    all_axes_turned = spelled(all_axes_turned, axes_0_and_1)
    del axes_0_and_1

    class all_axes_turned_of_the_first(_Other):
        """Right for two matrices. In what goes back to the second factor, `.T` turns all axes of a
        stack round; only the last two have to be exchanged."""

        def __matmul__(self, other):
            return self.box(other, _to_self, lambda G, a: a.T @ G)

    class all_axes_turned_of_the_second(_Other):
        """Right for two matrices. In what goes back to the first factor, `.T` turns all axes of a
        stack round; only the last two have to be exchanged."""

        def __matmul__(self, other):
            return self.box(other, lambda G, b: G @ b.T, _to_other)

    class with_dot(_Other):
        """Right for two matrices. For stacks `np.dot` multiplies *every* matrix of the one by every
        matrix of the other; `@` takes them in pairs."""

        def __matmul__(self, other):
            return self.box(other, lambda G, b: np.dot(G, b.mT), lambda G, a: np.dot(a.mT, G))

    class without_upstream(_Other):
        """The rules return the other factor, transposed. What arrives, G, has to be multiplied by
        it: on the right in one of them, on the left in the other."""

        def __matmul__(self, other):
            return self.box(other, lambda G, b: b.mT, lambda G, a: a.mT)

    class tensors_come_back(_Other):
        """The rules return Tensors. On the way back there are plain arrays: take the `data` of the
        factors, whose `.mT` exchanges the last two axes."""

        def __matmul__(self, other):
            other = Tensor.as_tensor(other)
            rules = (lambda G: Tensor(G @ other.data.mT), lambda G: Tensor(self.data.mT @ G))
            return Tensor(self.data @ other.data, (self, other), rules, "@")

    class an_array_comes_back(_Other):
        """The product is a plain array, which remembers nothing. Make a new Tensor of it, with its
        parents and a rule for each."""

        def __matmul__(self, other):
            return self.data @ Tensor.as_tensor(other).data

    class rules_exchanged(_Other):
        """The two rules have changed places: the first is for `self`, the second for `other`."""

        def __matmul__(self, other):
            other = Tensor.as_tensor(other)
            rules = (lambda G: self.data.mT @ G, lambda G: G @ other.data.mT)
            return Tensor(self.data @ other.data, (self, other), rules, "@")

    class entry_by_entry(_Other):
        """The rules multiply entry by entry, as for `*`. Each entry of a matrix product depends on
        a whole row and a whole column."""

        def __matmul__(self, other):
            return self.box(other, lambda G, b: G * b,
                            lambda G, a: G * a)  # fmt: skip

    class not_transposed(_Other):
        """The factors aren't transposed on the way back. Write the shapes down: (N, H) times what
        gives (N, D)?"""

        def __matmul__(self, other):
            return self.box(other, lambda G, b: G @ b, lambda G, a: a @ G)

    class first_not_transposed(_Other):
        """In what goes back to the second factor, the first isn't transposed. Write the shapes
        down: what has to stand in front of (N, H) to give (D, H)?"""

        def __matmul__(self, other):
            return self.box(other, _to_self, lambda G, a: a @ G)

    class second_not_transposed(_Other):
        """In what goes back to the first factor, the second isn't transposed. Write the shapes
        down: what has to stand behind (N, H) to give (N, D)?"""

        def __matmul__(self, other):
            return self.box(other, lambda G, b: G @ b, _to_other)

    class wrong_side_of_the_second(_Other):
        """What goes back to the second factor has its product the wrong way round: G should stand
        on the right. In chapter 04 this was the gradient of the weights."""

        def __matmul__(self, other):
            return self.box(other, _to_self, lambda G, a: G.mT @ a)

    wrong_side_of_the_second = spelled(
        wrong_side_of_the_second, _with(to_other=lambda G, a: G @ a.mT)
    )

    class wrong_side_of_the_first(_Other):
        """What goes back to the first factor has its product the wrong way round: G should stand on
        the left. In chapter 04 this went on to the layer's input."""

        def __matmul__(self, other):
            return self.box(other, lambda G, b: b @ G.mT, _to_other)

    wrong_side_of_the_first = spelled(
        wrong_side_of_the_first,
        _with(to_self=lambda G, b: b.mT @ G),
        _with(to_self=lambda G, b: G.mT @ b),
    )

    class both_wrong_sides(_Other):
        """Both products have their factors the wrong way round. The product that goes back to
        `self` has G on the left, the one for `other` has it on the right."""

        def __matmul__(self, other):
            return self.box(other, lambda G, b: b.mT @ G, lambda G, a: G @ a.mT)

    class a_mean_over_the_batch(_Other):
        """What goes back to the second factor is divided by the number of rows. A product doesn't
        know of batches; if the loss is a mean, its N comes with G."""

        def __matmul__(self, other):
            return self.box(other, _to_self, lambda G, a: a.mT @ G / a.shape[-2])

    class a_mean_over_the_first_axis(_Other):
        def __matmul__(self, other):
            return self.box(other, _to_self, lambda G, a: a.mT @ G / len(G))

    a_mean_over_the_batch = spelled(a_mean_over_the_batch, a_mean_over_the_first_axis)
    del a_mean_over_the_first_axis

    class one_rule_for_both(_Other):
        """The product has two parents and one rule. Each parent needs one of its own: they make
        arrays of different shapes."""

        def __matmul__(self, other):
            other = Tensor.as_tensor(other)
            rule = (lambda G: G @ other.data.mT,)
            return Tensor(self.data @ other.data, (self, other), rule, "@")

    class einsum_without_dots(_Other):
        """Right for two matrices. A stack has more axes than letters: write dots in front, as in
        `"...nh,...dh->...nd"`."""

        def __matmul__(self, other):
            return self.box(
                other,
                lambda G, b: np.einsum("nh,dh->nd", G, b),
                lambda G, a: np.einsum("nd,nh->dh", a, G),
            )

    class no_plain_arrays(_Other):
        """`a @ X` doesn't work for a plain array. `Tensor.as_tensor(other)` makes a Tensor of
        it."""

        def __matmul__(self, other):
            rules = (lambda G: G @ other.data.mT, lambda G: self.data.mT @ G)
            return Tensor(self.data @ other.data, (self, other), rules, "@")

    class stacks_already_summed(_Other):
        """For stacks, what goes back to the second factor is summed over the stack, even if there
        is a matrix of its own for each. `backward` sums where something was broadcast; the rule
        shouldn't."""

        def __matmul__(self, other):
            def to_other(G, a):
                back = a.mT @ G
                return back.sum(axis=0) if back.ndim > 2 else back

            return self.box(other, _to_self, to_other)

    class nothing_for_the_second(_Other):
        """Nothing goes back to the second factor. Both are parents, and in a layer the second one
        holds the weights."""

        def __matmul__(self, other):
            other = Tensor.as_tensor(other)
            rule = (lambda G: G @ other.data.mT,)
            return Tensor(self.data @ other.data, (self,), rule, "@")


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
