"""Wrong answers to "An array that remembers": what is computed instead of a sum or product."""

from nnlib.autodiff.tensor import Tensor
from nnlib.exercises._helpers import spelled
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
