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


def _alone(whole, right):
    """The same mistake where the other method, of this name, is right."""
    return type("Wrong", (whole,), {right: getattr(Other, right), "__doc__": whole.__doc__})


def _everywhere(new, doc):
    """The same mistake in both results, in the sums alone and in the products alone."""
    both = _both(new, doc)
    return both, _alone(both, "product_of"), _alone(both, "sum_of")


def _endless(doc):
    """Data that is asked of the very method that is being written."""

    class Wrong(Other):
        def sum_of(self, other):
            return self.new(self + other, (self, other), (1.0, 1.0))

        def product_of(self, other):
            return self.new(self * other, (self, other), (other.data, self.data))

    Wrong.__doc__ = doc
    return Wrong, _alone(Wrong, "product_of"), _alone(Wrong, "sum_of")


def _asking_for(kind, doc):
    """A plain number is made a Value only if it is of that kind."""

    class Wrong(Other):
        def __add__(self, other):
            other = type(self)(other) if isinstance(other, kind) else other
            return self.new(self.data + other.data, (self, other), (1.0, 1.0))

        def __mul__(self, other):
            other = type(self)(other) if isinstance(other, kind) else other
            return self.new(self.data * other.data, (self, other), (other.data, self.data))

    Wrong.__doc__ = doc
    return Wrong, _alone(Wrong, "__mul__"), _alone(Wrong, "__add__")


def _grads_set(sums, *, slopes):
    """The parents' grads are set in the products, and in the sums too if so asked."""

    class Wrong(Other):
        def sum_of(self, other):
            if not sums:
                return super().sum_of(other)
            self.grad, other.grad = 1.0, 1.0
            return self.new(self.data + other.data, (self, other), (1.0, 1.0) if slopes else ())

        def product_of(self, other):
            self.grad, other.grad = other.data, self.data
            local = (other.data, self.data) if slopes else ()
            return self.new(self.data * other.data, (self, other), local)

    Wrong.__doc__ = """The parents' `grad` has been set already. Going forward nobody knows the
    upstream gradient yet; only the *local* ones are written down, in the result."""
    return Wrong


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

    a_plain_result = _everywhere(
        lambda v, data, parents, slopes: data,
        """A plain number comes back, which remembers nothing. Make a Value of it: `Value(...)`,
        with the number, the parents and the local gradients.""",
    )
    data_that_is_a_value = _both(
        lambda v, data, parents, slopes: _holding(v.new(data), v.new(data, parents, slopes)),
        """The new Value's `data` is a Value itself. It should hold the plain number: compute with
        `self.data` and `other.data`.""",
    )
    data_that_is_a_value_in_sums = _alone(data_that_is_a_value, "product_of")
    data_that_is_a_value_in_products = _alone(data_that_is_a_value, "sum_of")
    slopes_and_parents_exchanged = _everywhere(
        lambda v, data, parents, slopes: v.new(data, slopes, parents),
        """Parents and local gradients stand in each other's place. `__init__` wants the number
        first, then the parents, then the local gradients.""",
    )
    operation_second = _both(
        lambda v, data, parents, slopes: v.new(data, "+", parents, slopes),
        """The operation stands in the place of the parents. `__init__` wants the number first,
        then the parents, then the local gradients, and only then the operation.""",
    )
    operation_second_in_sums = _alone(operation_second, "product_of")
    operation_second_in_products = _alone(operation_second, "sum_of")
    one_tuple_in_another = _everywhere(
        lambda v, data, parents, slopes: v.new(data, (parents,), (slopes,)),
        """A tuple stands inside another tuple. Two parents are `(self, other)`, without a second
        pair of parentheses; the local gradients likewise.""",
    )
    only_one_parent = _everywhere(
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
    local_gradient_in_no_tuple_in_sums = _alone(local_gradient_in_no_tuple, "product_of")
    local_gradient_in_no_tuple_in_products = _alone(local_gradient_in_no_tuple, "sum_of")
    one_local_gradient_in_sums = _alone(one_local_gradient, "product_of")
    one_local_gradient_in_products = _alone(one_local_gradient, "sum_of")
    without_parents = _everywhere(
        lambda v, data, parents, slopes: v.new(data),
        """The results are Values, but they have forgotten where they come from: hand over the
        parents, and a local gradient for each.""",
    )
    without_local_gradients = _everywhere(
        lambda v, data, parents, slopes: v.new(data, parents),
        """The parents are there, but no tuple of local gradients. Each parent needs its own: if it
        grows by 0.01, by how much does the result grow, divided by that 0.01?""",
    )
    numbers_for_parents = _everywhere(
        lambda v, data, parents, slopes: v.new(data, tuple(p.data for p in parents), slopes),
        """The parents are plain numbers. Keep the Values themselves, `self` and `other`: the
        gradient has to find its way back to them.""",
    )
    nothing_back = _everywhere(
        lambda v, data, parents, slopes: None,
        """Nothing comes back: the new Value is made, and then dropped. `return` it.""",
    )
    parents_in_no_tuple = _everywhere(
        lambda v, data, parents, slopes: v.new(data, set(parents), slopes),
        """The parents are not in a tuple, `(self, other)`. In a set, say, nobody knows which local
        gradient belongs to which parent, and of `a * a` it holds one where there should be
        two.""",
    )
    nothing_in_a_tuple = _everywhere(
        lambda v, data, parents, slopes: v.new(data, set(parents), set(slopes)),
        """Neither the parents nor the local gradients are in a tuple: two of each are wanted, in
        the same order. (A set has no order, and what is there twice it holds once.)""",
    )
    calls_itself = _endless(
        """The `+` or `*` inside the method meets a Value on one of its sides, so Python calls this
        very method again, for ever. Combine the plain numbers, `self.data` and `other.data`.""",
    )
    only_whole_numbers = _asking_for(
        int,
        """A plain number becomes a Value only if it's an `int`, so something like `a + 2.5` or
        `a * 2.5` fails. `Value.as_value(other)` takes any number.""",
    )
    only_floats = _asking_for(
        float,
        """A plain number becomes a Value only if it's a `float`, so `a + 2` or `a * 2` fails.
        `Value.as_value(other)` takes any number.""",
    )
    gradients_set_at_once = (
        _grads_set(sums=False, slopes=True),
        _grads_set(sums=False, slopes=False),
        _grads_set(sums=True, slopes=True),
        _grads_set(sums=True, slopes=False),
    )
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
