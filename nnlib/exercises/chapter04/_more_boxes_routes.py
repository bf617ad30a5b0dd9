"""Wrong answers to "More boxes": a ReLU, which routes."""

import numpy as np

from nnlib.autodiff.value import Value
from nnlib.exercises.chapter04._more_boxes_mistakes import Other, named


def _itself(below):
    """A ReLU that gives back what it was asked of where it is on."""

    class relu_itself_when_on(Other):
        """Where the number gets through, `self` itself comes back. Make a new Value in both cases,
        with `self` as its parent: each box is a Value of its own, and `self` is none of its own
        parents."""

        def relu(self):
            return self if self.data > 0 else below(self)

    return relu_itself_when_on


def _of(sentence, result, *slopes):
    """A ReLU with that result, whichever of those slopes it has."""

    def one(slope):
        def relu(self):
            return self.box(result(self.data), slope(self.data), "ReLU")

        return type("relu", (Other,), {"relu": relu, "__doc__": sentence})

    return tuple(map(one, slopes))


@named
class Routes:
    """Mistakes in a ReLU."""

    class relu_with_its_result(Other):
        """The ReLU's local gradient is its result. Where the number gets through, the result grows
        just as much as the number: 1, else 0."""

        def relu(self):
            a = max(self.data, 0.0)
            return self.box(a, a, "ReLU")

    class relu_open_at_zero(Other):
        """At exactly 0 the ReLU's local gradient should be 0. Ask whether the number is *above* 0,
        `> 0`."""

        def relu(self):
            return self.box(max(self.data, 0.0), float(self.data >= 0), "ReLU")

    class relu_half_open_at_zero(Other):
        """At exactly 0 the ReLU's local gradient should be 0, and here it's a half. Ask whether the
        number is *above* 0, `> 0`."""

        def relu(self):
            return self.box(max(self.data, 0.0), np.heaviside(self.data, 0.5), "ReLU")

    class relu_with_a_sign(Other):
        """Below 0 the ReLU's local gradient is -1. Its result doesn't fall there as the number
        grows: it stays 0, and doesn't move at all."""

        def relu(self):
            return self.box(max(self.data, 0.0), np.sign(self.data), "ReLU")

    class relu_always_open(Other):
        """The ReLU's local gradient is 1 everywhere. Below 0 the result doesn't move when the
        number does."""

        def relu(self):
            return self.box(max(self.data, 0.0), 1.0, "ReLU")

    class no_relu_at_all(Other):
        """The ReLU lets numbers below 0 through as they are. There the result is 0, and doesn't
        move with the number."""

        def relu(self):
            return self.box(self.data, 1.0, "ReLU")

    class relu_that_leaks(Other):
        """Below 0 a part of the number gets through. This is another activation, a *leaky* ReLU;
        here the result is 0 there, and so is the local gradient."""

        def relu(self):
            is_on = self.data > 0
            return self.box(
                self.data if is_on else 0.01 * self.data, 1.0 if is_on else 0.01, "ReLU"
            )

    class relu_without_a_slope(Other):
        """The ReLU's local gradient is 0 everywhere. Above 0 the result moves just as the number
        does, so it's 1 there."""

        def relu(self):
            return self.box(max(self.data, 0.0), 0.0, "ReLU")

    class relu_is_the_number_itself(Other):
        """Above 0 `self` itself comes back, and below 0 a Value that knows no parent. Make one new
        Value in both cases, with `self` as its parent; only the number and the slope differ."""

        def relu(self):
            return self if self.data > 0 else Value(0.0)

    relu_itself_when_on = _itself(lambda v: v.box(0.0, 0.0, "ReLU"))

    relu_that_steps = _of(
        """Above 0 the ReLU's result is 1. It should be the number itself: 1 is its slope there.""",
        lambda x: float(x > 0),
        lambda x: float(x > 0),
        lambda x: 0.0,
    )
    relu_without_the_sign = _of(
        """Below 0 the ReLU's result is the number without its sign. There the result is 0,
        whatever the number.""",
        abs,
        lambda x: float(x > 0),
        np.sign,
        lambda x: 1.0,
    )
    relu_upside_down = _of(
        """The ReLU lets the wrong numbers through, those below 0, as `min` does. It keeps those
        above 0, and gives 0 for the others.""",
        lambda x: min(x, 0.0),
        lambda x: float(x < 0),
        lambda x: float(x > 0),
        lambda x: float(x <= 0),
    )
    relu_slope_upside_down = _of(
        """The ReLU's result is right, and its local gradients are exchanged: where the number gets
        through it is 1, elsewhere 0.""",
        lambda x: max(x, 0.0),
        lambda x: float(x <= 0),
        lambda x: float(x < 0),
    )

    class relu_that_forgets(Other):
        """Below 0 the ReLU's result has forgotten its parent. The gradient is 0 there, but the
        graph should be whole: `self` is the parent in both cases, with the slope 1 or 0."""

        def relu(self):
            return self.box(self.data, 1.0, "ReLU") if self.data > 0 else Value(0.0)
