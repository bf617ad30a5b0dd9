"""Wrong answers to "A number that remembers" that keep the wrong things."""

from nnlib.autodiff.value import Value


class Other(Value):
    """A Value in parts, each of which an answer may get wrong."""

    def new(self, *given):
        return type(self)(*given)

    def sum_of(self, other):
        return self.new(self.data + other.data, (self, other), (1.0, 1.0), "+")

    def product_of(self, other):
        return self.new(self.data * other.data, (self, other), (other.data, self.data), "×")

    def other_one(self, other):
        return other if hasattr(other, "parents") else type(self)(other)

    def __add__(self, other):
        return self.sum_of(self.other_one(other))

    def __mul__(self, other):
        return self.product_of(self.other_one(other))

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other


def _holding(what, value):
    """The value with that for its data, which the library's own would refuse."""
    value.__dict__["data"] = what
    return value


def _both(new, doc):
    """A wrong answer whose two results are made by ``new(value, data, parents, slopes)``."""

    class Wrong(Other):
        def sum_of(self, other):
            return new(self, self.data + other.data, (self, other), (1.0, 1.0))

        def product_of(self, other):
            return new(self, self.data * other.data, (self, other), (other.data, self.data))

    Wrong.__doc__ = doc
    return Wrong


def _sums_alone(whole):
    """The same mistake in the sums, with right products."""
    return type("Wrong", (whole,), {"product_of": Other.product_of, "__doc__": whole.__doc__})


def _sum_in_place(self, other):
    self.data = self.data + other.data
    self.parents, self.local_gradients = (self, other), (1.0, 1.0)
    return self


def _product_in_place(self, other):
    self.local_gradients = other.data, self.data
    self.data, self.parents = self.data * other.data, (self, other)
    return self


class Kept:
    """What is kept of a sum and of a product in a wrong way."""

    a_plain_result = _both(
        lambda v, data, parents, slopes: data,
        """A plain number comes back, which remembers nothing. Make a Value of it: `Value(...)`,
        with the number, the parents and the local gradients.""",
    )
    data_that_is_a_value = _both(
        lambda v, data, parents, slopes: _holding(v.new(data), v.new(data, parents, slopes)),
        """The new Value's `data` is a Value itself. It should hold the plain number: compute with
        `self.data` and `other.data`.""",
    )
    data_that_is_a_value_in_sums = _sums_alone(data_that_is_a_value)
    slopes_and_parents_exchanged = _both(
        lambda v, data, parents, slopes: v.new(data, slopes, parents),
        """Parents and local gradients stand in each other's place. `__init__` wants the number
        first, then the parents, then the local gradients.""",
    )
    operation_second = _both(
        lambda v, data, parents, slopes: v.new(data, "+", parents, slopes),
        """The operation stands in the place of the parents. `__init__` wants the number first,
        then the parents, then the local gradients, and only then the operation.""",
    )
    operation_second_in_sums = _sums_alone(operation_second)
    one_tuple_in_another = _both(
        lambda v, data, parents, slopes: v.new(data, (parents,), (slopes,)),
        """A tuple stands inside another tuple. Two parents are `(self, other)`, without a second
        pair of parentheses; the local gradients likewise.""",
    )
    only_one_parent = _both(
        lambda v, data, parents, slopes: v.new(data, parents[:1], slopes[:1]),
        """Only `self` is kept as a parent. `other` went into the box as well, and has a local
        gradient of its own.""",
    )
    one_local_gradient = _both(
        lambda v, data, parents, slopes: v.new(data, parents, slopes[:1]),
        """There are two parents and only one local gradient. Each parent needs its own, in the
        same order, also where the two are equal.""",
    )
    local_gradient_in_no_tuple = _both(
        lambda v, data, parents, slopes: v.new(data, parents, slopes[0]),
        """The parents are there, but no tuple of local gradients. Each parent needs its own: if it
        grows by 0.01, by how much does the result grow, divided by that 0.01?""",
    )
    local_gradient_in_no_tuple_in_sums = _sums_alone(local_gradient_in_no_tuple)
    one_local_gradient_in_sums = _sums_alone(one_local_gradient)
    grads_for_local_gradients = _both(
        lambda v, data, parents, slopes: v.new(data, parents, tuple(p.grad for p in parents)),
        """The local gradients are the parents' `grad`, which is 0 until the backward pass has
        been through. A local gradient belongs to the box alone: how much does the result grow
        if this parent grows by a little?""",
    )

    the_left_one_itself = tuple(
        type("Wrong", (Other,), {**methods, "__doc__": """`self` itself has been changed. A new
        number has come into being, so make a new Value for it and leave the old one alone."""})
        for methods in ({"sum_of": _sum_in_place}, {"product_of": _product_in_place},
                        {"sum_of": _sum_in_place, "product_of": _product_in_place})
    )  # fmt: skip
    grads_for_the_factors = type("Wrong", (Other,), {
        "product_of": lambda v, other: v.new(v.data * other.data, (v, other), (other.grad, v.grad)),
        "__doc__": grads_for_local_gradients.__doc__,
    })  # fmt: skip


for name, wrong in list(vars(Kept).items()):
    for one in wrong if isinstance(wrong, tuple) else (wrong,):
        if isinstance(one, type):
            one.__name__ = name
