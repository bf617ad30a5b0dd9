"""Wrong answers to "More boxes": what a box gives back."""

import itertools

import numpy as np

from nnlib.autodiff.value import MoreBoxes, Value
from nnlib.functions.activations import sigmoid, sigmoid_prime


class Other(MoreBoxes):
    """The boxes in parts, each of which an answer may get wrong."""

    def box(self, a, slope, name):
        return Value(a, (self,), (slope,), name)


ONE_INPUT = {  # the number that comes out, and the slope
    "log": lambda x: (np.log(x), 1 / x),
    "tanh": lambda x: (np.tanh(x), 1 - np.tanh(x) ** 2),
    "sigmoid": lambda x: (sigmoid(x), sigmoid_prime(x)),
    "relu": lambda x: (max(x, 0.0), float(x > 0)),
}


def _method(name, make):
    def method(self):
        return make(self, *ONE_INPUT[name](self.data))

    method.__name__ = name
    method.__code__ = method.__code__.replace(co_name=name)  # where an error is said to arise
    return method


def _alone_and_together(sentence, methods):
    """The same mistake in each of some methods, and in all of them."""
    bodies = [*({name: method} for name, method in methods.items()), methods]
    return tuple(type("in_each_box", (MoreBoxes,), body | {"__doc__": sentence}) for body in bodies)


def _in_each(sentence, make):
    """The same mistake in each box of one input, and in all of them."""
    alone = [{name: _method(name, make)} for name in ONE_INPUT]
    together = {name: method for one in alone for name, method in one.items()}
    bodies = [*alone, together]
    return tuple(type("in_each_box", (MoreBoxes,), body | {"__doc__": sentence}) for body in bodies)


def _in_some(sentence, make):
    """The same mistake in some boxes of one input, whichever they are."""
    some = itertools.chain(*(itertools.combinations(ONE_INPUT, n) for n in range(1, 5)))
    bodies = [{name: _method(name, make) for name in names} for names in some]
    return tuple(type("in_some", (MoreBoxes,), body | {"__doc__": sentence}) for body in bodies)


def _without_arguments(self, *numbers):
    raise TypeError("MoreBoxes() takes no arguments")


def _overwritten(self, a, slope):
    self.data = float(a)
    return Value(a, (self,), (slope,))


def named(group):
    """Give each mistake the name that it has in its group."""
    for name, wrong in vars(group).items():
        for one in wrong if isinstance(wrong, tuple) else (wrong,):
            if isinstance(one, type):
                one.__name__ = name
    return group


@named
class InEachBox:
    """Mistakes in what a box gives back."""

    no_tuples = _in_some(
        """`(self)` is no tuple, only `self` in parentheses. A tuple of one has a comma, `(self,)`,
        and so has that of the local gradient.""",
        lambda v, a, slope: Value(a, v, slope),
    )
    no_tuple_of_parents = _in_each(
        """`(self)` is no tuple, only `self` in parentheses. A tuple of one has a comma:
        `(self,)`.""",
        lambda v, a, slope: Value(a, v, (slope,)),
    )
    no_tuple_of_slopes = _in_each(
        """The local gradient stands in no tuple. A tuple of one has a comma: `(slope,)`, as in
        `(self,)`.""",
        lambda v, a, slope: Value(a, (v,), slope),
    )
    nothing_back = _in_each(
        """Nothing comes back: the new Value is made, and then dropped. `return` it.""",
        lambda v, a, slope: None,
    )
    numbers_back = _in_each(
        """A plain number comes back, which remembers nothing. Make a Value of it, with `self` as
        its parent and with the local gradient.""",
        lambda v, a, slope: a,
    )
    no_parents = _in_each(
        """The new Value has forgotten where it comes from. As in `__sub__`, hand over the parent
        and the local gradient.""",
        lambda v, a, slope: Value(a),
    )
    slope_without_a_parent = _in_each(
        """The local gradient is there, the parent isn't. As in `__sub__`, hand over both, the
        parents before the local gradients.""",
        lambda v, a, slope: Value(a, (), (slope,)),
    )
    parent_and_slope_exchanged = _in_each(
        """Parent and local gradient stand in each other's place. As in `__sub__`, the parents come
        first, then the local gradients.""",
        lambda v, a, slope: Value(a, (slope,), (v,)),
    )
    operation_too_early = _in_each(
        """The operation stands where the parents should be. As in `__sub__`, it comes last, behind
        parents and local gradients.""",
        lambda v, a, slope: Value(a, "f", (v,), (slope,)),
    )
    no_local_gradient = _in_each(
        """The parent is there, the local gradient isn't. As in `__sub__`, hand over both.""",
        lambda v, a, slope: Value(a, (v,)),
    )
    numbers_for_parents = _in_each(
        """The parent is the plain number `self.data`. Keep `self`, the Value itself: the gradient
        has to find its way back to it.""",
        lambda v, a, slope: Value(a, (v.data,), (slope,)),
    )
    values_for_slopes = _in_each(
        """The local gradient is a Value. A plain number is wanted there: compute it from
        `self.data`.""",
        lambda v, a, slope: Value(a, (v,), (Value(slope),)),
    )
    made_of_its_own_class = _alone_and_together(
        """The new number is made of the class `MoreBoxes`, as `type(self)(...)` does too. This
        class has methods alone, and nothing in it takes a number. Write `Value(...)`, as in those
        that are given.""",
        {name: _method(name, _without_arguments) for name in ONE_INPUT},
    )
    overwritten = _alone_and_together(
        """What comes back is right, but `self.data` has been overwritten, so the number that went
        in is lost for the rest of the graph. Keep the result in a variable of its own.""",
        {name: _method(name, _overwritten) for name in ONE_INPUT},
    )
    times_the_upstream_gradient = _in_each(
        """The local gradient is multiplied by `self.grad`. Nobody knows a gradient during the
        forward pass; `backward` multiplies by the upstream one when its time comes.""",
        lambda v, a, slope: Value(a, (v,), (slope * v.grad,)),
    )
