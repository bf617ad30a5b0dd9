"""Wrong answers to "The matrix product"."""

import numpy as np

from nnlib.autodiff.tensor import MatrixProduct, Tensor
from nnlib.exercises._helpers import spelled


class _Other(MatrixProduct):
    def box(self, other, to_self, to_other):
        other = Tensor.as_tensor(other)
        rules = (lambda G: to_self(G, other.data), lambda G: to_other(G, self.data))
        return Tensor(self.data @ other.data, (self, other), rules, "@")


def _to_self(G, b):
    return G @ b.mT


def _to_other(G, a):
    return a.mT @ G


def with_rules(to_self=_to_self, to_other=_to_other):
    """The box with one other rule."""

    class with_another_rule(_Other):
        def __matmul__(self, other):
            return self.box(other, to_self, to_other)

    return with_another_rule


def forward(product, to_self=_to_self, to_other=_to_other):
    """The box with another product on the way forward."""

    class with_another_product(_Other):
        def __matmul__(self, other):
            other = Tensor.as_tensor(other)
            rules = (lambda G: to_self(G, other.data), lambda G: to_other(G, self.data))
            return Tensor(product(self.data, other.data), (self, other), rules, "@")

    return with_another_product


def _turned_if_three(A):
    return A.transpose(0, 2, 1) if A.ndim == 3 else A.T


def _turned_if_not_two(A):
    return A.T if A.ndim == 2 else A.transpose(0, 2, 1)


def _second_and_third(A):
    return A.T if A.ndim == 2 else np.swapaxes(A, 1, 2)


def _reshaped(A):
    return A.reshape(*A.shape[:-2], A.shape[-1], A.shape[-2])


class Mistakes:
    class all_axes_turned(_Other):
        """Right for two matrices. For stacks the last two axes have to be exchanged and no others:
        `.T` turns all of them round, the stack's too, and the first two are the wrong ones."""

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

    with_dot = spelled(
        with_dot,
        forward(np.dot, lambda G, b: np.dot(G, b.mT), lambda G, a: np.dot(a.mT, G)),
        forward(np.dot),
    )

    class three_axes_at_most(_Other):
        """Right up to three axes. A stack may have several axes itself: exchange the *last* two,
        however many stand in front of them."""

        def __matmul__(self, other):
            return self.box(
                other, lambda G, b: G @ _turned_if_three(b), lambda G, a: _turned_if_three(a) @ G
            )

    three_axes_at_most = spelled(
        three_axes_at_most,
        with_rules(lambda G, b: G @ _second_and_third(b), lambda G, a: _second_and_third(a) @ G),
        with_rules(lambda G, b: G @ _turned_if_not_two(b), lambda G, a: _turned_if_not_two(a) @ G),
    )

    class reshaped(_Other):
        """The factors are reshaped to the right shape, which leaves their entries in the order in
        which they stood. A transposed matrix has its rows for columns: `.mT`."""

        def __matmul__(self, other):
            return self.box(other, lambda G, b: G @ _reshaped(b), lambda G, a: _reshaped(a) @ G)

    class ones_for_upstream(_Other):
        """The other factor is multiplied by ones, whatever arrives. Let the rules use G: it says
        how much each entry of the product counts."""

        def __matmul__(self, other):
            return self.box(
                other, lambda G, b: np.ones_like(G) @ b.mT, lambda G, a: a.mT @ np.ones_like(G)
            )

    class ones_for_upstream_by_shapes(_Other):
        def __matmul__(self, other):
            b = Tensor.as_tensor(other).data
            ones = np.ones(self.data.shape[:-1] + b.shape[-1:])
            return self.box(other, lambda G, b: ones @ b.mT, lambda G, a: a.mT @ ones)

    ones_for_upstream = spelled(ones_for_upstream, ones_for_upstream_by_shapes)
    del ones_for_upstream_by_shapes

    class product_entry_by_entry(_Other):
        """The product itself is taken entry by entry, with `*`. Between the two arrays belongs an
        `@`: rows times columns."""

        def __matmul__(self, other):
            other = Tensor.as_tensor(other)
            rules = (lambda G: G @ other.data.mT, lambda G: self.data.mT @ G)
            return Tensor(self.data * other.data, (self, other), rules, "@")

    product_entry_by_entry = spelled(
        product_entry_by_entry,
        forward(np.multiply, lambda G, b: G * b, lambda G, a: G * a),
    )

    class a_mean_over_the_stack(_Other):
        """Where one matrix met a whole stack, what goes back to it is averaged over the stack. It
        acts in every product, so all that comes back counts, and `backward` adds it up: the rule
        needn't reduce anything."""

        def __matmul__(self, other):
            other = Tensor.as_tensor(other)

            def to_other(G):
                back = self.data.mT @ G
                return back.mean(axis=tuple(range(back.ndim - other.data.ndim)))

            rules = (lambda G: G @ other.data.mT, to_other)
            return Tensor(self.data @ other.data, (self, other), rules, "@")

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
        wrong_side_of_the_second, with_rules(to_other=lambda G, a: G @ a.mT)
    )

    class wrong_side_of_the_first(_Other):
        """What goes back to the first factor has its product the wrong way round: G should stand on
        the left. In chapter 04 this went on to the layer's input."""

        def __matmul__(self, other):
            return self.box(other, lambda G, b: b @ G.mT, _to_other)

    wrong_side_of_the_first = spelled(
        wrong_side_of_the_first,
        with_rules(to_self=lambda G, b: b.mT @ G),
        with_rules(to_self=lambda G, b: G.mT @ b),
    )

    class both_wrong_sides(_Other):
        """Both products have their factors the wrong way round. The product that goes back to
        `self` has G on the left, the one for `other` has it on the right."""

        def __matmul__(self, other):
            return self.box(other, lambda G, b: b.mT @ G, lambda G, a: G @ a.mT)

    class a_mean_over_the_batch(_Other):
        """What goes back to the second factor is divided by the number of rows, or of matrices. A
        product doesn't know of batches; if the loss is a mean, its N comes with G."""

        def __matmul__(self, other):
            return self.box(other, _to_self, lambda G, a: a.mT @ G / a.shape[-2])

    class a_mean_over_the_first_axis(_Other):
        def __matmul__(self, other):
            return self.box(other, _to_self, lambda G, a: a.mT @ G / len(G))

    a_mean_over_the_batch = spelled(
        a_mean_over_the_batch,
        a_mean_over_the_first_axis,
        with_rules(to_other=lambda G, a: a.mT @ G / len(a)),
    )
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

    class all_rows_in_one_table(_Other):
        def __matmul__(self, other):
            def to_other(G, a):
                return a.reshape(-1, a.shape[-1]).T @ G.reshape(-1, G.shape[-1])

            return self.box(other, _to_self, to_other)

    class all_axes_of_a_stack(_Other):
        def __matmul__(self, other):
            def to_other(G, a):
                back = a.mT @ G
                return back.sum(axis=tuple(range(back.ndim - 2)))

            return self.box(other, _to_self, to_other)

    stacks_already_summed = spelled(
        stacks_already_summed,
        all_rows_in_one_table,
        all_axes_of_a_stack,
        with_rules(to_other=lambda G, a: (a.mT @ G).sum(axis=0) if G.ndim == 3 else a.T @ G),
        with_rules(to_other=lambda G, a: (a.mT @ G).sum(axis=0) if G.ndim == 3 else a.mT @ G),
    )
    del all_rows_in_one_table, all_axes_of_a_stack

    class nothing_for_the_second(_Other):
        """Nothing goes back to the second factor. Both are parents, and in a layer the second one
        holds the weights."""

        def __matmul__(self, other):
            other = Tensor.as_tensor(other)
            rule = (lambda G: G @ other.data.mT,)
            return Tensor(self.data @ other.data, (self,), rule, "@")
