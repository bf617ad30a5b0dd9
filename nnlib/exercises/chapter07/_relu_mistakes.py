"""Wrong answers to "Entry by entry": ReLU, and what goes wrong in every box."""

import numpy as np

from nnlib.autodiff.tensor import Elementwise, Tensor
from nnlib.exercises._helpers import each_alone, spelled
from nnlib.exercises.chapter07._elementwise_mistakes import Other
from nnlib.exercises.chapter07._tensors import without_commas


class Relu:
    class relu_of_single_numbers(Other):
        """Python's `max`, or an `if`, asks of the whole array whether it's above 0, and an array is
        neither: each entry has its own answer. `np.maximum` and `np.where` go entry by entry."""

        def relu(self):
            A = max(self.data, 0)
            return self.box(A, lambda G: G if A > 0 else 0 * G, "ReLU")

    class relu_picks_entries(Other):
        """The ReLU's rule returns only what arrived at entries above 0, in a shorter array. What
        goes back has an entry for each of the parent's, with a 0 where nothing gets through."""

        def relu(self):
            return self.box(np.maximum(self.data, 0), lambda G: G[self.data > 0], "ReLU")

    class relu_always_open(Other):
        """The ReLU lets everything back. Where the entry was below 0 the result doesn't move, so
        nothing goes back."""

        def relu(self):
            return self.box(np.maximum(self.data, 0), lambda G: G, "ReLU")

    class relu_open_at_zero(Other):
        """At an entry of exactly 0 nothing should come back. Ask whether it's *above* 0."""

        def relu(self):
            return self.box(np.maximum(self.data, 0), lambda G: G * (self.data >= 0), "ReLU")

    class relu_of_upstream(Other):
        """The ReLU is applied to what arrives, so that negative gradients are lost. What counts is
        whether the entry that went *in* was above 0."""

        def relu(self):
            return self.box(np.maximum(self.data, 0), lambda G: np.maximum(G, 0), "ReLU")

    class relu_with_its_result(Other):
        """The ReLU's rule multiplies by its result. Where an entry gets through, the result moves
        just as much as it: times 1, else times 0."""

        def relu(self):
            A = np.maximum(self.data, 0)
            return self.box(A, lambda G: G * A, "ReLU")

    class relu_without_upstream(Other):
        """The ReLU's rule returns ones and zeros, whatever arrives. Multiply G by them."""

        def relu(self):
            return self.box(np.maximum(self.data, 0), lambda G: 1.0 * (self.data > 0), "ReLU")

    class relu_with_a_sign(Other):
        """Where the entry was below 0, the ReLU's rule turns the sign of what arrives. Nothing goes
        back there: the result doesn't move."""

        def relu(self):
            return self.box(np.maximum(self.data, 0), lambda G: G * np.sign(self.data), "ReLU")

    class relu_half_open_at_zero(Other):
        """At an entry of exactly 0, half of what arrives comes back. Nothing should, as the
        docstring says: ask whether the entry is *above* 0."""

        def relu(self):
            def rule(G):
                return G * (np.sign(self.data) + 1) / 2

            return self.box(np.maximum(self.data, 0), rule, "ReLU")

    class relu_of_sizes(Other):
        """Entries below 0 come out with their sign turned. A ReLU makes them 0, and leaves the
        others as they are."""

        def relu(self):
            return self.box(np.abs(self.data), lambda G: G * (self.data > 0), "ReLU")

    class sizes_with_signs(Other):
        def relu(self):
            return self.box(np.abs(self.data), lambda G: G * np.sign(self.data), "ReLU")

    relu_of_sizes = spelled(relu_of_sizes, sizes_with_signs)
    del sizes_with_signs

    class relu_along_an_axis(Other):
        """`np.max(…, 0)` looks for the largest entry along axis 0, and has fewer entries than what
        went in. `np.maximum(…, 0)` compares each entry with 0."""

        def relu(self):
            return self.box(np.max(self.data, 0), lambda G: G * (self.data > 0), "ReLU")

    class without_upstream(Other):
        """The rules return local gradients alone, whatever G is. What arrives, G, has to be
        multiplied by them, in each of the four boxes."""

        def __truediv__(self, other):
            return self.quotient(
                other,
                lambda other: lambda G: 1 / other.data,
                lambda other: lambda G: -self.data / other.data**2,
            )

        def exp(self):
            A = np.exp(self.data)
            return self.box(A, lambda G: A, "exp")

        def log(self):
            return self.box(np.log(self.data), lambda G: 1 / self.data, "log")

        def relu(self):
            return self.box(np.maximum(self.data, 0), lambda G: 1.0 * (self.data > 0), "ReLU")

    class a_tuple_without_its_comma(Other):
        """A tuple of one needs its comma, `(self,)` and `(lambda G: …,)`. Without it the brackets
        mean nothing, and the parent, or its rule, is handed over by itself."""

        def box(self, A, rule, name):
            return Tensor(A, (self,), rule, name)

        def exp(self):
            A = np.exp(self.data)
            return self.box(A, lambda G: G * A, "exp")

        def log(self):
            return self.box(np.log(self.data), lambda G: G / self.data, "log")

        def relu(self):
            return self.box(np.maximum(self.data, 0), lambda G: G * (self.data > 0), "ReLU")

    class parents_without_a_comma(a_tuple_without_its_comma):
        def box(self, A, rule, name):
            return Tensor(A, self, (rule,), name)

    a_tuple_without_its_comma = spelled(
        a_tuple_without_its_comma,
        parents_without_a_comma,
        *without_commas(Elementwise, "exp"),
        *without_commas(Elementwise, "log"),
        *without_commas(Elementwise, "relu"),
    )
    del parents_without_a_comma

    class arrays_for_tensors(Other):
        """What comes back are plain arrays, which remember nothing. As in `__sub__`, make a new
        Tensor with the parents and a rule for each."""

        def __truediv__(self, other):
            return self.data / Tensor.as_tensor(other).data

        def exp(self):
            return np.exp(self.data)

        def log(self):
            return np.log(self.data)

        def relu(self):
            return np.maximum(self.data, 0)

    arrays_for_tensors = each_alone(
        arrays_for_tensors, Elementwise, "__truediv__", "exp", "log", "relu"
    )

    class without_rules(Other):
        """The new Tensors don't know where they come from. As in `__sub__`, hand over the parents
        and a rule for each, in two tuples. A tuple of one needs its comma, `(self,)`: without it
        the brackets mean nothing."""

        def __truediv__(self, other):
            return Tensor(self.data / Tensor.as_tensor(other).data)

        def exp(self):
            return Tensor(np.exp(self.data))

        def log(self):
            return Tensor(np.log(self.data))

        def relu(self):
            return Tensor(np.maximum(self.data, 0))

    class without_rules_but_for_the_quotient(without_rules):
        __truediv__ = Elementwise.__truediv__

    without_rules = spelled(
        *each_alone(without_rules, Elementwise, "__truediv__", "exp", "log", "relu"),
        without_rules_but_for_the_quotient,
    )
    del without_rules_but_for_the_quotient
