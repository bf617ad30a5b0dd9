"""Wrong answers to "The matrix product": right for some numbers of axes only."""

import numpy as np

from nnlib.autodiff.tensor import MatrixProduct, Tensor
from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter07._matrix_product_mistakes import forward, with_rules


def _zipped(product):
    return lambda one, other: np.array([product(a, b) for a, b in zip(one, other, strict=False)])


class Slips:
    stacks_alone = with_rules(
        lambda G, b: G @ b.transpose(0, 2, 1), lambda G, a: a.transpose(0, 2, 1) @ G
    )
    stacks_alone.__name__ = "stacks_alone"
    stacks_alone.__doc__ = """Right for stacks of matrices. `transpose(0, 2, 1)` names three axes,
        and a matrix has two: exchange the *last* two, however many there are, with `.mT`."""

    class pair_by_pair(MatrixProduct):
        """Right for two stacks. The matrices are taken in pairs, but two matrices have rows where a
        stack has matrices, and a single one meets all of a stack: `@` sees to all three."""

        def __matmul__(self, other):
            other = Tensor.as_tensor(other)
            rules = (
                lambda G: _zipped(lambda g, b: g @ b.T)(G, other.data),
                lambda G: _zipped(lambda a, g: a.T @ g)(self.data, G),
            )
            data = _zipped(lambda a, b: a @ b)(self.data, other.data)
            return Tensor(data, (self, other), rules, "@")

    class matrices_alone(MatrixProduct):
        """Right for two matrices. The letters of `einsum` name two axes, and a stack has more:
        three dots in front, as in "...ij,...jk->...ik", stand for all the others."""

        def __matmul__(self, other):
            other = Tensor.as_tensor(other)
            rules = (
                lambda G: np.einsum("ik,jk->ij", G, other.data),
                lambda G: np.einsum("ij,ik->jk", self.data, G),
            )
            data = np.einsum("ij,jk->ik", self.data, other.data)
            return Tensor(data, (self, other), rules, "@")

    with_tensordot = forward(lambda a, b: np.tensordot(a, b, axes=1))
    with_tensordot.__name__ = "with_tensordot"
    with_tensordot.__doc__ = """Right for two matrices. For stacks `np.tensordot` sums over the last
        axis of the one and the *first* of the other, which is the stack; `@` takes the matrices in
        pairs."""

    class rows_by_rows(MatrixProduct):
        """`np.inner` multiplies rows by *rows*. A matrix product takes the rows of the first and
        the columns of the second: `@`."""

        def __matmul__(self, other):
            other = Tensor.as_tensor(other)
            rules = (lambda G: G @ other.data.mT, lambda G: self.data.mT @ G)
            return Tensor(np.inner(self.data, other.data), (self, other), rules, "@")

    class first_of_the_stack(MatrixProduct):
        """What goes back to a single matrix on the left comes from the first product of the stack
        alone. It had a part in all of them: hand back what comes from each, and `backward` sums."""

        def __matmul__(self, other):
            other = Tensor.as_tensor(other)

            def to_self(G):
                back = G @ other.data.mT
                return back[0] if back.ndim > self.data.ndim else back

            rules = (to_self, lambda G: self.data.mT @ G)
            return Tensor(self.data @ other.data, (self, other), rules, "@")

    class turned_if_it_does_not_fit(MatrixProduct):
        """The factor is only transposed where the shapes don't fit otherwise. Square matrices
        always fit, and are then the wrong way round: transpose it every time."""

        def __matmul__(self, other):
            other = Tensor.as_tensor(other)

            def to_self(G):
                B = other.data if other.data.shape[-2] == G.shape[-1] else other.data.mT
                return G @ B if B.shape[-1] == self.data.shape[-1] else G @ other.data.mT

            rules = (to_self, lambda G: self.data.mT @ G)
            return Tensor(self.data @ other.data, (self, other), rules, "@")

    class both_turned_if_they_do_not_fit(MatrixProduct):
        def __matmul__(self, other):
            other = Tensor.as_tensor(other)

            def to_self(G):
                return G @ other.data if G.shape[-1] == other.data.shape[-2] else G @ other.data.mT

            def to_other(G):
                return self.data @ G if self.data.shape[-1] == G.shape[-2] else self.data.mT @ G

            return Tensor(self.data @ other.data, (self, other), (to_self, to_other), "@")

    turned_if_it_does_not_fit = spelled(turned_if_it_does_not_fit, both_turned_if_they_do_not_fit)
    del both_turned_if_they_do_not_fit

    class pair_by_pair_but_for_two_matrices(MatrixProduct):
        """Right for two matrices and for two stacks. Where a single matrix meets a stack, its
        *rows* are paired with the matrices of the stack; but it meets each of them whole. `@`
        sees to all three."""

        def __matmul__(self, other):
            other = Tensor.as_tensor(other)
            if self.data.ndim == other.data.ndim == 2:
                return super().__matmul__(other)
            rules = (
                lambda G: _zipped(lambda g, b: g @ b.T)(G, other.data),
                lambda G: _zipped(lambda a, g: a.T @ g)(self.data, G),
            )
            data = _zipped(lambda a, b: a @ b)(self.data, other.data)
            return Tensor(data, (self, other), rules, "@")

    class stack_turned_for_a_single_matrix(MatrixProduct):
        """Right but for a single matrix in front of a stack. There all axes of the stack are turned
        round, by `.T`; only the last two have to be exchanged, whatever stands in front: `.mT`
        every time."""

        def __matmul__(self, other):
            other = Tensor.as_tensor(other)
            two_stacks = self.data.ndim > 2 and other.data.ndim > 2
            rules = (
                lambda G: G @ (other.data.mT if two_stacks else other.data.T),
                lambda G: self.data.mT @ G,
            )
            return Tensor(self.data @ other.data, (self, other), rules, "@")

    class tensors_turned(MatrixProduct):
        """A *Tensor* is turned round in a rule, where its array is meant. Rules compute with arrays
        and hand arrays back: write `data` before you turn it."""

        def __matmul__(self, other):
            other = Tensor.as_tensor(other)
            rules = (lambda G: G @ other.T, lambda G: self.T @ G)
            return Tensor(self.data @ other.data, (self, other), rules, "@")

    class tensors_turned_by_their_last_axes(MatrixProduct):
        def __matmul__(self, other):
            other = Tensor.as_tensor(other)
            rules = (lambda G: G @ other.mT, lambda G: self.mT @ G)
            return Tensor(self.data @ other.data, (self, other), rules, "@")

    tensors_turned = spelled(tensors_turned, tensors_turned_by_their_last_axes)
    del tensors_turned_by_their_last_axes

    class its_own_factor(MatrixProduct):
        """What goes back to each factor is computed with the factor itself. How much the product
        moves with one of them depends on the *other*."""

        def __matmul__(self, other):
            other = Tensor.as_tensor(other)
            rules = (lambda G: G @ self.data.mT, lambda G: other.data.mT @ G)
            return Tensor(self.data @ other.data, (self, other), rules, "@")

    second_times_first = forward(lambda a, b: b @ a)
    second_times_first.__name__ = "second_times_first"
    second_times_first.__doc__ = """The product is computed the wrong way round, `other` times
        `self`. The order counts for matrices: in `a @ b` the rows of a meet the columns of b."""

    come_back_transposed = spelled(
        with_rules(lambda G, b: b @ G.mT, lambda G, a: G.mT @ a),
        with_rules(lambda G, b: b @ G.T, lambda G, a: G.T @ a),
    )
    for wrong in come_back_transposed:
        wrong.__name__ = "come_back_transposed"
        wrong.__doc__ = """What goes back to either factor comes out with rows and columns
            exchanged, because G is turned round and the factor isn't. Where the matrices aren't
            square, the shape shows it: write it down beside the parent's."""
    del wrong

    class second_alone_is_a_parent(MatrixProduct):
        """Only `other` is among the parents. `self` needn't be data that nobody trains: in a
        network it's what the layer below has computed, and the gradient has to go on there."""

        def __matmul__(self, other):
            other = Tensor.as_tensor(other)
            return Tensor(self.data @ other.data, (other,), (lambda G: self.data.mT @ G,), "@")
