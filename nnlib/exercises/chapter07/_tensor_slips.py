"""Wrong answers to "An array that remembers": what is computed instead of a sum or product."""

import numpy as np

from nnlib.autodiff.tensor import Tensor
from nnlib.exercises._helpers import each_alone, spelled
from nnlib.exercises.chapter07._tensor_mistakes import OtherTensor


class Slips:
    class tensors_come_back(OtherTensor):
        """The rules of the product return Tensors. On the way back there are plain arrays: take the
        `data` of the factors."""

        def product_of(self, other):
            rules = (lambda G: self.new(G) * other, lambda G: self.new(G) * self)
            return self.new(self.data * other.data, (self, other), rules)

    class library_tensors_come_back(OtherTensor):
        def product_of(self, other):
            rules = (lambda G: Tensor(G * other.data), lambda G: Tensor(G * self.data))
            return self.new(self.data * other.data, (self, other), rules)

    tensors_come_back = spelled(tensors_come_back, library_tensors_come_back)
    del library_tensors_come_back

    class matrix_product_forward(OtherTensor):
        """The product itself is a matrix product, with `@`, which does not even take single
        numbers. Here `*` multiplies entry by entry, as NumPy's does; `@` gets a box of its own."""

        def __mul__(self, other):
            other = self.other_one(other)
            rules = (lambda G: G * other.data, lambda G: G * self.data)
            return self.new(self.data @ other.data, (self, other), rules)

    class matrix_product_on_both_ways(OtherTensor):
        def __mul__(self, other):
            other = self.other_one(other)
            rules = (lambda G: G @ other.data.T, lambda G: self.data.T @ G)
            return self.new(self.data @ other.data, (self, other), rules)

    matrix_product_forward = spelled(matrix_product_forward, matrix_product_on_both_ways)
    del matrix_product_on_both_ways

    class half_for_each(OtherTensor):
        """What arrives at the sum is shared out, a half for each term. If an entry of a grows by
        0.01, a + b grows by all of that: each parent gets G in full."""

        def sum_of(self, other):
            rules = (lambda G: G / 2, lambda G: G / 2)
            return self.new(self.data + other.data, (self, other), rules)

    class a_square_of_one_parent(OtherTensor):
        """The product of a tensor with itself has lost its second parent, and half of what should
        go back. No case of its own is needed: both parents may be the same Tensor, and `backward`
        adds up what comes by either rule."""

        def product_of(self, other):
            if other is self:
                return self.new(self.data * self.data, (self,), (lambda G: G * self.data,))
            return super().product_of(other)

    class added_in_place(OtherTensor):
        """The sum is added up in `self`'s own array, with `+=`, so `self` is no longer what it was.
        `self.data + other.data` makes a new array."""

        def sum_of(self, other):
            total = self.data
            total += other.data
            return self.new(total, (self, other), (lambda G: G, lambda G: G))

    class multiplied_in_place(OtherTensor):
        """The product is computed in `self`'s own array, with `*=`, so `self` is no longer what it
        was, and its rule for `other` is wrong as well. `self.data * other.data` makes a new
        array."""

        def product_of(self, other):
            product = self.data
            product *= other.data
            rules = (lambda G: G * other.data, lambda G: G * self.data)
            return self.new(product, (self, other), rules)

    class summed_up_by_the_sum(OtherTensor):
        """The rules of the sum add up all entries of G. Each entry of the result was computed from
        *one* entry of each term, so what goes back stays entry by entry: G as it is."""

        def sum_of(self, other):
            rules = (lambda G: G.sum(), lambda G: G.sum())
            return self.new(self.data + other.data, (self, other), rules)

    class sum_like_a_difference(OtherTensor):
        """What goes back through the sum to its second term has a minus. That's the rule of a
        difference: if an entry of b grows by 0.01, a + b grows by 0.01, so b gets G as it is."""

        def sum_of(self, other):
            rules = (lambda G: G, lambda G: -G)
            return self.new(self.data + other.data, (self, other), rules)

    class stored_grads(OtherTensor):
        """The rules use the `grad` that a parent has stored, which is still 0, in place of what
        arrives. It arrives as the rule's argument: use G."""

        def sum_of(self, other):
            rules = (lambda G: self.grad, lambda G: other.grad)
            return self.new(self.data + other.data, (self, other), rules)

        def product_of(self, other):
            rules = (lambda G: self.grad * other.data, lambda G: other.grad * self.data)
            return self.new(self.data * other.data, (self, other), rules)

    stored_grads = each_alone(stored_grads, OtherTensor, "sum_of", "product_of")

    class added_up_to_a_number(OtherTensor):
        """The products are added up to a single number, as in a dot product. `*` multiplies entry
        by entry and adds nothing up: the result has as many entries as its factors."""

        def product_of(self, other):
            rules = (lambda G: G * other.data, lambda G: G * self.data)
            return self.new(np.sum(self.data * other.data), (self, other), rules)

    class only_numbers_made_tensors(OtherTensor):
        """A plain number is made a Tensor, and a plain *array* isn't: it stays among the parents as
        it is. `Tensor.as_tensor(other)` makes one of either, and leaves a Tensor as it is."""

        def __add__(self, other):
            other = type(self)(other) if isinstance(other, int | float) else other
            return self.sum_of(other)

        def __mul__(self, other):
            other = type(self)(other) if isinstance(other, int | float) else other
            return self.product_of(other)

    only_numbers_made_tensors = each_alone(
        only_numbers_made_tensors, OtherTensor, "__add__", "__mul__"
    )

    class in_single_precision(OtherTensor):
        """This is computed in single precision, and half of the digits are lost. A Tensor's numbers
        have double precision, and so should what is computed of them: no `float32`."""

        def product_of(self, other):
            a, b = self.data.astype(np.float32), other.data.astype(np.float32)
            return self.new(a * b, (self, other), (lambda G: G * b, lambda G: G * a))

    class sum_in_single_precision(OtherTensor):
        def sum_of(self, other):
            a, b = self.data.astype(np.float32), other.data.astype(np.float32)
            return self.new(a + b, (self, other), (lambda G: G, lambda G: G))

    class both_in_single_precision(in_single_precision):
        def sum_of(self, other):
            a, b = self.data.astype(np.float32), other.data.astype(np.float32)
            return self.new(a + b, (self, other), (lambda G: G, lambda G: G))

    in_single_precision = spelled(
        in_single_precision, sum_in_single_precision, both_in_single_precision
    )
    del sum_in_single_precision, both_in_single_precision

    class remembered_afterwards(OtherTensor):
        """Parents and rules are set after the Tensor has been made, behind its constructor's back,
        so it remembers them even while the last entry of `recording` says that nothing is to be
        remembered. Hand them over: `Tensor(…, parents, rules)`."""

        def sum_of(self, other):
            result = self.new(self.data + other.data)
            result.parents, result.rules = (self, other), (lambda G: G, lambda G: G)
            return result

        def product_of(self, other):
            result = self.new(self.data * other.data)
            result.parents = (self, other)
            result.rules = (lambda G: G * other.data, lambda G: G * self.data)
            return result

    remembered_afterwards = each_alone(remembered_afterwards, OtherTensor, "sum_of", "product_of")

    class other_copied(OtherTensor):
        """Of `other` a new Tensor is made even if it is one, and what goes back arrives at that
        copy, which nobody knows. The parent is the Tensor that went in: `as_tensor` leaves it as
        it is."""

        def sum_of(self, other):
            return super().sum_of(self.new(other.data))

        def product_of(self, other):
            return super().product_of(self.new(other.data))

    other_copied = each_alone(other_copied, OtherTensor, "sum_of", "product_of")

    class summed_up_by_the_product(OtherTensor):
        """The rules of the product add something up over all entries. Each entry of the result was
        computed from *one* entry of each factor, so what goes back stays entry by entry."""

        def product_of(self, other):
            rules = (lambda G: np.sum(G) * other.data, lambda G: np.sum(G) * self.data)
            return self.new(self.data * other.data, (self, other), rules)

    class matrix_product_on_the_way_back(OtherTensor):
        """On the way back through the product there is a matrix product. `*` works entry by entry,
        and so does its way back."""

        def product_of(self, other):
            rules = (lambda G: G @ other.data, lambda G: G @ self.data)
            return self.new(self.data * other.data, (self, other), rules)

    class self_comes_back(OtherTensor):
        """What comes back is `self`, with other numbers in it: its old ones are lost to all others,
        and it doesn't know what it was computed from. Make a new Tensor, with an array, parents and
        rules of its own."""

        def sum_of(self, other):
            self.data += other.data
            return self

        def product_of(self, other):
            self.data *= other.data
            return self

    self_comes_back = each_alone(self_comes_back, OtherTensor, "sum_of", "product_of")
