"""Wrong answers to "An array that remembers"."""

import numpy as np

from nnlib.autodiff.tensor import Tensor
from nnlib.exercises._helpers import each_alone, spelled


class OtherTensor(Tensor):
    """A Tensor in parts, each of which an answer may get wrong."""

    def new(self, *given):
        return type(self)(*given)

    def other_one(self, other):
        return other if hasattr(other, "parents") else type(self)(other)

    def sum_of(self, other):
        return self.new(self.data + other.data, (self, other), (lambda G: G, lambda G: G))

    def product_of(self, other):
        rules = (lambda G: G * other.data, lambda G: G * self.data)
        return self.new(self.data * other.data, (self, other), rules)

    def __add__(self, other):
        return self.sum_of(self.other_one(other))

    def __mul__(self, other):
        return self.product_of(self.other_one(other))

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other


class Mistakes:
    class own_factor(OtherTensor):
        """In the product each factor is multiplied by itself on the way back. If an entry of a
        grows by 0.01, the product grows by 0.01 times the *other* factor."""

        def product_of(self, other):
            rules = (lambda G: G * self.data, lambda G: G * other.data)
            return self.new(self.data * other.data, (self, other), rules)

    class arrays_for_rules(OtherTensor):
        """The rules are arrays or numbers, as a Value had them. A Tensor keeps *functions*: each
        gets the upstream gradient G and returns what goes on to its parent."""

        def sum_of(self, other):
            ones = np.ones_like(self.data), np.ones_like(other.data)
            return self.new(self.data + other.data, (self, other), ones)

        def product_of(self, other):
            arrays = other.data, self.data
            return self.new(self.data * other.data, (self, other), arrays)

    arrays_for_rules = each_alone(arrays_for_rules, OtherTensor, "sum_of", "product_of")

    class without_upstream(OtherTensor):
        """The rules return the local gradient alone, whatever G is. What goes on is the upstream
        gradient *times* the local one: use G."""

        def sum_of(self, other):
            rules = (lambda G: np.ones_like(G), lambda G: np.ones_like(G))
            return self.new(self.data + other.data, (self, other), rules)

        def product_of(self, other):
            rules = (lambda G: other.data + 0 * G, lambda G: self.data + 0 * G)
            return self.new(self.data * other.data, (self, other), rules)

    class without_upstream_as_they_are(OtherTensor):
        def sum_of(self, other):
            rules = (lambda G: 1.0, lambda G: 1.0)
            return self.new(self.data + other.data, (self, other), rules)

        def product_of(self, other):
            rules = (lambda G: other.data, lambda G: self.data)
            return self.new(self.data * other.data, (self, other), rules)

    class without_upstream_of_the_parents_shape(OtherTensor):
        def sum_of(self, other):
            rules = (lambda G: np.ones_like(self.data), lambda G: np.ones_like(other.data))
            return self.new(self.data + other.data, (self, other), rules)

        def product_of(self, other):
            rules = (lambda G: other.data, lambda G: self.data)
            return self.new(self.data * other.data, (self, other), rules)

    without_upstream = spelled(
        without_upstream, without_upstream_as_they_are, without_upstream_of_the_parents_shape
    )
    del without_upstream_as_they_are, without_upstream_of_the_parents_shape

    class without_upstream_in_sums(OtherTensor):
        """The rules of the sum return 1, whatever G is. What goes on is the upstream gradient times
        the local one, so G times 1."""

        def sum_of(self, other):
            rules = (lambda G: np.ones_like(G), lambda G: np.ones_like(G))
            return self.new(self.data + other.data, (self, other), rules)

    class without_upstream_one(OtherTensor):
        def sum_of(self, other):
            rules = (lambda G: 1.0, lambda G: 1.0)
            return self.new(self.data + other.data, (self, other), rules)

    without_upstream_in_sums = spelled(without_upstream_in_sums, without_upstream_one)
    del without_upstream_one

    class without_upstream_in_products(OtherTensor):
        """The rules of the product return the other factor, whatever G is. What goes on is the
        upstream gradient *times* the other factor."""

        def product_of(self, other):
            rules = (lambda G: other.data + 0 * G, lambda G: self.data + 0 * G)
            return self.new(self.data * other.data, (self, other), rules)

    class without_upstream_factor(OtherTensor):
        def product_of(self, other):
            rules = (lambda G: other.data, lambda G: self.data)
            return self.new(self.data * other.data, (self, other), rules)

    without_upstream_in_products = spelled(without_upstream_in_products, without_upstream_factor)
    del without_upstream_factor

    class whole_product(OtherTensor):
        """The rules of the product multiply by the whole product. If an entry of a grows by 0.01,
        the product grows by 0.01 times the other factor: the factor itself has no part in it."""

        def product_of(self, other):
            result = self.data * other.data
            return self.new(result, (self, other), (lambda G: G * result, lambda G: G * result))

    class one_rule_for_both(OtherTensor):
        """The sum has two parents and one rule. Each parent needs one of its own, even if the two
        are alike: the walk back takes them in pairs."""

        def sum_of(self, other):
            return self.new(self.data + other.data, (self, other), (lambda G: G,))

    class one_rule_for_both_factors(OtherTensor):
        """The product has two parents and one rule. Each parent needs one of its own, which
        multiplies by the *other* factor: the walk back takes them in pairs."""

        def product_of(self, other):
            return self.new(self.data * other.data, (self, other), (lambda G: G * other.data,))

    class one_function_for_two(OtherTensor):
        """One function hands back both gradients. Each parent needs a rule of its own, which
        returns *its* gradient: a tuple of two functions, in the order of the parents."""

        def sum_of(self, other):
            return self.new(self.data + other.data, (self, other), (lambda G: (G, G),))

        def product_of(self, other):
            rules = (lambda G: (G * other.data, G * self.data),)
            return self.new(self.data * other.data, (self, other), rules)

    one_function_for_two = each_alone(one_function_for_two, OtherTensor, "sum_of", "product_of")

    class added_to_upstream(OtherTensor):
        """The rules of the product *add* the other factor to what arrives. If an entry of a grows
        by 0.01, the product grows by 0.01 times the other factor, and so upstream and local
        gradient are multiplied."""

        def product_of(self, other):
            rules = (lambda G: G + other.data, lambda G: G + self.data)
            return self.new(self.data * other.data, (self, other), rules)

    class data_of_a_sum(OtherTensor):
        """The rules of the sum hand back the data of the parents. What goes back is a gradient: G,
        as it came."""

        def sum_of(self, other):
            rules = (lambda G: self.data, lambda G: other.data)
            return self.new(self.data + other.data, (self, other), rules)

    class the_same_factor_twice(OtherTensor):
        """Both rules of the product multiply by the same factor. Each parent gets what arrived,
        times the *other* one. (A lambda that's made in a loop looks its variable up when it's
        called, and finds the last.)"""

        def product_of(self, other):
            rules = (lambda G: G * self.data, lambda G: G * self.data)
            return self.new(self.data * other.data, (self, other), rules)

    class the_other_factor_twice(OtherTensor):
        def product_of(self, other):
            rules = (lambda G: G * other.data, lambda G: G * other.data)
            return self.new(self.data * other.data, (self, other), rules)

    the_same_factor_twice = spelled(the_same_factor_twice, the_other_factor_twice)
    del the_other_factor_twice

    class only_self_is_a_parent(OtherTensor):
        """Only `self` is among the parents. `other` is a Tensor as well: if one of its entries
        moves, the result does, so it's a parent and needs a rule."""

        def sum_of(self, other):
            return self.new(self.data + other.data, (self,), (lambda G: G,))

        def product_of(self, other):
            return self.new(self.data * other.data, (self,), (lambda G: G * other.data,))

    only_self_is_a_parent = each_alone(only_self_is_a_parent, OtherTensor, "sum_of", "product_of")

    class calls_itself(OtherTensor):
        """`self + other` inside of `__add__` calls `__add__` again, and so on without end. So does
        `self * other` inside of `__mul__`. Add or multiply the *arrays*, `self.data` and
        `other.data`."""

        def __add__(self, other):
            raise RecursionError  # where `self + other` ends, after a thousand calls

        def __mul__(self, other):
            raise RecursionError

    calls_itself = each_alone(calls_itself, OtherTensor, "__add__", "__mul__")

    class arrays_for_tensors(OtherTensor):
        """Sum and product are plain arrays, which remember nothing. Make a new Tensor of the array,
        with its parents and their rules."""

        def sum_of(self, other):
            return self.data + other.data

        def product_of(self, other):
            return self.data * other.data

    class an_array_for_a_sum(OtherTensor):
        """The sum is a plain array, which remembers nothing. Make a new Tensor of it, with its
        parents and their rules."""

        def sum_of(self, other):
            return self.data + other.data

    class an_array_for_a_product(OtherTensor):
        """The product is a plain array, which remembers nothing. Make a new Tensor of it, with its
        parents and their rules."""

        def product_of(self, other):
            return self.data * other.data

    class divided_by_itself(OtherTensor):
        """Right as long as no entry is 0. The rules of the product divide its result by the factor
        itself, to be left with the other one, and 0 / 0 is nothing. The other factor is at hand:
        multiply by it."""

        def product_of(self, other):
            result = self.data * other.data

            def through(G, factor):
                with np.errstate(all="ignore"):
                    return G * result / factor

            rules = (lambda G: through(G, self.data), lambda G: through(G, other.data))
            return self.new(result, (self, other), rules)

    class product_like_a_sum(OtherTensor):
        """The product hands back G as it came, as a sum does. If an entry of a grows by 0.01, by
        how much does the product grow?"""

        def product_of(self, other):
            return self.new(self.data * other.data, (self, other), (lambda G: G, lambda G: G))

    class sum_like_a_product(OtherTensor):
        """The sum multiplies what arrives by the other term. If an entry of a grows by 0.01, a + b
        grows by 0.01, however large b is."""

        def sum_of(self, other):
            rules = (lambda G: G * other.data, lambda G: G * self.data)
            return self.new(self.data + other.data, (self, other), rules)

    class summed_up(OtherTensor):
        """The rules of the product add up all entries. Each entry of a factor has a gradient of its
        own: G times the other factor, entry by entry."""

        def product_of(self, other):
            rules = (lambda G: np.sum(G * other.data), lambda G: np.sum(G * self.data))
            return self.new(self.data * other.data, (self, other), rules)

    class without_rules(OtherTensor):
        """The parents are there, the rules are not, or they stand in no tuple. Each parent needs
        one: a function of the upstream gradient."""

        def sum_of(self, other):
            return self.new(self.data + other.data, (self, other))

        def product_of(self, other):
            return self.new(self.data * other.data, (self, other))

    without_rules = each_alone(without_rules, OtherTensor, "sum_of", "product_of")

    class without_parents(OtherTensor):
        """The results are Tensors, but they have forgotten where they come from: hand over the
        parents, and a rule for each."""

        def sum_of(self, other):
            return self.new(self.data + other.data)

        def product_of(self, other):
            return self.new(self.data * other.data)

    without_parents = each_alone(without_parents, OtherTensor, "sum_of", "product_of")

    class arrays_for_parents(OtherTensor):
        """The parents are plain arrays. Keep the Tensors themselves, `self` and `other`: the
        gradient has to find its way back to them."""

        def sum_of(self, other):
            parents = self.data, other.data
            return self.new(self.data + other.data, parents, (lambda G: G, lambda G: G))

        def product_of(self, other):
            parents = self.data, other.data
            rules = (lambda G: G * parents[1], lambda G: G * parents[0])
            return self.new(self.data * other.data, parents, rules)

    arrays_for_parents = each_alone(arrays_for_parents, OtherTensor, "sum_of", "product_of")

    class no_plain_arrays(OtherTensor):
        """`a + 2` and `a * X` don't work for a number or an array: it has no parents.
        `Tensor.as_tensor(other)` makes a Tensor of it, and leaves a Tensor as it is."""

        def __add__(self, other):
            return self.new(self.data + other.data, (self, other), (lambda G: G, lambda G: G))

        def __mul__(self, other):
            rules = (lambda G: G * other.data, lambda G: G * self.data)
            return self.new(self.data * other.data, (self, other), rules)

    class no_plain_arrays_in_sums(OtherTensor):
        """`a + 2` doesn't work for a number or an array: it has no parents. As for the product,
        `Tensor.as_tensor(other)` makes a Tensor of it."""

        def __add__(self, other):
            return self.new(self.data + other.data, (self, other), (lambda G: G, lambda G: G))

    class no_plain_arrays_in_products(OtherTensor):
        """`a * X` doesn't work for a number or an array: it has no parents. As for the sum,
        `Tensor.as_tensor(other)` makes a Tensor of it."""

        def __mul__(self, other):
            rules = (lambda G: G * other.data, lambda G: G * self.data)
            return self.new(self.data * other.data, (self, other), rules)

    class upstream_changed(OtherTensor):
        """The rules of the product work in place, with `*=`, and so change the gradient that they
        were given. Others still need it: return a new array."""

        def product_of(self, other):
            def to_self(G):
                G *= other.data
                return G

            def to_other(G):
                G *= self.data
                return G

            return self.new(self.data * other.data, (self, other), (to_self, to_other))

    class matrix_product(OtherTensor):
        """On the way back through the product there is a matrix product. `*` works entry by entry,
        and so does its way back."""

        def product_of(self, other):
            def through(G, data):
                return G @ data.T if G.ndim == 2 else G * data

            rules = (lambda G: through(G, other.data), lambda G: through(G, self.data))
            return self.new(self.data * other.data, (self, other), rules)

    class matrix_products_alone(matrix_product):
        def product_of(self, other):
            rules = (lambda G: G @ other.data.T, lambda G: self.data.T @ G)
            return self.new(self.data * other.data, (self, other), rules)

    matrix_product = spelled(matrix_product, matrix_products_alone)
    del matrix_products_alone
