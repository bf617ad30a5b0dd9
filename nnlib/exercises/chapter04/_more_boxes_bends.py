"""Wrong answers to "More boxes": boxes that bend, and boxes that route."""

import math

import numpy as np

from nnlib.autodiff.value import Value
from nnlib.exercises.chapter04._more_boxes_mistakes import Other, named
from nnlib.functions.activations import sigmoid, sigmoid_prime


def _log(log, slope):
    class another_logarithm(Other):
        """This is another logarithm, to the base 10 or 2. The natural one is wanted, `np.log`,
        whose derivative is 1 divided by the number."""

        def log(self):
            return self.box(log(self.data), slope(self.data), "log")

    return another_logarithm


def _clipped(most):
    class sigmoid_of_a_clipped_number(Other):
        """The number is cut at some bound before the sigmoid sees it, so all that lies beyond gets
        the same result. The `sigmoid` of chapter 01 holds for all numbers as they are."""

        def sigmoid(self):
            a = sigmoid(float(np.clip(self.data, -most, most)))
            return self.box(a, a * (1 - a), "sigmoid")

    return sigmoid_of_a_clipped_number


class OneInput:
    """Mistakes in the boxes that bend."""

    class exp_like_a_power(Other):
        """The exponential was differentiated like a power. It's a function that is its own
        derivative."""

        def exp(self):
            a = np.exp(self.data)
            return self.box(a, self.data * np.exp(self.data - 1), "exp")

    class exp_with_itsnumber_of(Other):
        """The exponential's local gradient is the number that went in. The exponential is its own
        derivative, so it's what came *out*."""

        def exp(self):
            return self.box(np.exp(self.data), self.data, "exp")

    class exp_times_its_number(Other):
        """The exponential's local gradient has a factor too many. The exponential is its own
        derivative; the chain rule's other factor is the upstream gradient, and comes later."""

        def exp(self):
            a = np.exp(self.data)
            return self.box(a, a * self.data, "exp")

    class exp_of_the_value(Other):
        """`np.exp(self)` asks `self` for its `exp`, which is the very method that you're writing,
        so it calls itself for ever. Take the number: `np.exp(self.data)`."""

        def exp(self):
            a = np.exp(self)
            return self.box(a, a, "exp")

    class all_of_the_value(Other):
        """`np.exp(self)` asks `self` for its `exp`, which is the very method that you're writing,
        so it calls itself for ever. Take the number: `np.exp(self.data)`."""

        def exp(self):
            return self.box(np.exp(self), np.exp(self), "exp")

        def log(self):
            return self.box(np.log(self), 1 / self, "log")

        def tanh(self):
            return self.box(np.tanh(self), 1 - np.tanh(self) ** 2, "tanh")

    another_logarithm = (
        _log(np.log10, lambda x: 1 / x),
        _log(np.log2, lambda x: 1 / x),
        _log(np.log10, lambda x: 1 / (x * np.log(10))),
        _log(np.log2, lambda x: 1 / (x * np.log(2))),
    )

    class log_of_its_result(Other):
        """The logarithm's local gradient is taken at its result. It's 1 divided by the number that
        went *in*."""

        def log(self):
            a = np.log(self.data)
            return self.box(a, 1 / a if a else 0.0, "log")

    class log_with_itsnumber_of(Other):
        """The logarithm's local gradient is upside down: it's 1 *divided by* the number, so the
        curve gets flatter as the number grows."""

        def log(self):
            return self.box(np.log(self.data), self.data, "log")

    class log_minus(Other):
        """The logarithm's local gradient has the wrong sign: the logarithm rises everywhere."""

        def log(self):
            return self.box(np.log(self.data), -1 / self.data, "log")

    class tanh_at_the_number(Other):
        """For tanh, the square in 1 - a² is taken of the number that went in. a is the result,
        tanh of it."""

        def tanh(self):
            return self.box(np.tanh(self.data), 1 - self.data**2, "tanh")

    class tanh_without_a_square(Other):
        """For tanh the square is missing in 1 - a²."""

        def tanh(self):
            a = np.tanh(self.data)
            return self.box(a, 1 - a, "tanh")

    class tanh_like_a_sigmoid(Other):
        """tanh has the local gradient of a sigmoid, a (1 - a). It rises from -1 to 1, and its slope
        is 1 - a²."""

        def tanh(self):
            a = np.tanh(self.data)
            return self.box(a, a * (1 - a), "tanh")

    class tanh_that_feels_everything(Other):
        """tanh has the local gradient 1 everywhere. It flattens away from 0: its slope is 1 - a²,
        with a for the result."""

        def tanh(self):
            return self.box(np.tanh(self.data), 1.0, "tanh")

    class tanh_plus(Other):
        """For tanh the sign is wrong in 1 + a². It flattens away from 0, so its slope is 1 - a²."""

        def tanh(self):
            a = np.tanh(self.data)
            return self.box(a, 1 + a**2, "tanh")

    class tanh_stretched_once(Other):
        """This is the sigmoid's slope with a factor too few. In 2 sigmoid(2x) - 1 a 2 stands in
        front and another one inside, and the chain rule brings both."""

        def tanh(self):
            a = sigmoid(2 * self.data)
            return self.box(2 * a - 1, 2 * a * (1 - a), "tanh")

    class the_tangent(Other):
        """This is the tangent, `np.tan`. The hyperbolic tangent is wanted, `np.tanh`, which rises
        from -1 to 1."""

        def tanh(self):
            a = np.tan(self.data)
            return self.box(a, 1 + a**2, "tanh")

    class sigmoid_slope_at_its_result(Other):
        """The sigmoid's slope is taken at its result: `sigmoid_prime` wants the number that went
        *in*."""

        def sigmoid(self):
            a = sigmoid(self.data)
            return self.box(a, sigmoid_prime(a), "sigmoid")

    class sigmoid_at_the_number(Other):
        """In a (1 - a), a is the sigmoid's result. You put in the number that went into the box."""

        def sigmoid(self):
            return self.box(sigmoid(self.data), self.data * (1 - self.data), "sigmoid")

    class overflow_in_the_sigmoid(Other):
        """For a number of -1000 the exponential in the sigmoid overflows, and `math.exp` raises an
        error then. The `sigmoid` of chapter 01, which the library has, holds for all numbers."""

        def sigmoid(self):
            a = 1 / (1 + math.exp(-self.data))
            return self.box(a, a * (1 - a), "sigmoid")

    class overflow_above(Other):
        """For a number of 1000 the exponential in the sigmoid overflows. The `sigmoid` of chapter
        01, which the library has, holds for all numbers."""

        def sigmoid(self):
            a = math.exp(self.data) / (1 + math.exp(self.data))
            return self.box(a, a * (1 - a), "sigmoid")

    class overflow_above_in_numpy(Other):
        """For a number of 1000 the exponential in the sigmoid overflows. The `sigmoid` of chapter
        01, which the library has, holds for all numbers."""

        def sigmoid(self):
            with np.errstate(all="ignore"):
                a = np.float64(np.exp(self.data)) / (1 + np.exp(self.data))
            result = self.box(0.0, a * (1 - a), "sigmoid")
            result.__dict__["data"] = a  # which the library's own would refuse
            return result

    sigmoid_of_a_clipped_number = tuple(map(_clipped, (1, 5, 6, 8, 10)))

    class half_a_sigmoid(Other):
        """The sigmoid's slope has lost a factor: it's a (1 - a), both of them."""

        def sigmoid(self):
            a = sigmoid(self.data)
            return self.box(a, 1 - a, "sigmoid")

    class sigmoid_falling(Other):
        """This sigmoid falls: the minus is missing in 1 / (1 + exp(-z))."""

        def sigmoid(self):
            a = sigmoid(-self.data)
            return self.box(a, a * (1 - a), "sigmoid")

    class sigmoid_slope_negative(Other):
        """The sigmoid's slope has the wrong sign, a (a - 1). It rises everywhere: a (1 - a)."""

        def sigmoid(self):
            a = sigmoid(self.data)
            return self.box(a, a * (a - 1), "sigmoid")

    class sigmoid_like_tanh(Other):
        """The sigmoid has the slope of tanh, 1 - a². Its own is a (1 - a)."""

        def sigmoid(self):
            a = sigmoid(self.data)
            return self.box(a, 1 - a**2, "sigmoid")

    class sigmoid_that_feels_its_result(Other):
        """The sigmoid's local gradient is its result. It's a (1 - a), with a for the result."""

        def sigmoid(self):
            a = sigmoid(self.data)
            return self.box(a, a, "sigmoid")


def _max(sentence, route):
    """A max whose number and local gradients come from ``route(a, b)``."""

    class Wrong(Other):
        def max(self, other):
            other = Value.as_value(other)
            a, *slopes = route(self.data, other.data)
            return Value(a, (self, other), tuple(map(float, slopes)), "max")

    Wrong.__doc__ = sentence
    return Wrong


@named
class Routes:
    """Mistakes in a ReLU and in a max."""

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

    class relu_that_forgets(Other):
        """Below 0 the ReLU's result has forgotten its parent. The gradient is 0 there, but the
        graph should be whole: `self` is the parent in both cases, with the slope 1 or 0."""

        def relu(self):
            return self.box(self.data, 1.0, "ReLU") if self.data > 0 else Value(0.0)

    class max_with_numbers(Other):
        """The local gradients of the max are numbers that went in. It routes: the larger one gets
        1, the other one 0."""

        def max(self, other):
            other = Value.as_value(other)
            wins = self.data > other.data
            slopes = (self.data, 0.0) if wins else (0.0, other.data)
            return Value(self.data if wins else other.data, (self, other), slopes, "max")

    class max_gives_to_both(Other):
        """Both get a gradient from the max. If the smaller one moves a little, the larger one stays
        what it is, and nothing changes: 0."""

        def max(self, other):
            other = Value.as_value(other)
            return Value(max(self.data, other.data), (self, other), (1.0, 1.0), "max")

    class max_exchanged(Other):
        """The local gradients of the max are exchanged: it's the larger number that gets through,
        so the larger one gets 1."""

        def max(self, other):
            other = Value.as_value(other)
            wins = self.data > other.data
            slopes = (float(not wins), float(wins))
            return Value(max(self.data, other.data), (self, other), slopes, "max")

    class max_without_plain_numbers(Other):
        """`a.max(0)` doesn't work: a plain number has no `data`. `Value.as_value(other)` makes a
        Value of it, as in `__sub__`."""

        def max(self, other):
            wins = self.data > other.data
            slopes = (float(wins), float(not wins))
            return Value(max(self.data, other.data), (self, other), slopes, "max")

    class the_larger_one_itself(Other):
        """One of the two comes back, and no new Value. The max is a box like the others: make a
        Value of it, with both as parents and the local gradients 1 and 0."""

        def max(self, other):
            other = Value.as_value(other)
            return self if self.data > other.data else other

    class only_the_larger_one_as_a_parent(Other):
        """Only the larger number is kept as a parent. The docstring asks for both, the smaller one
        with the local gradient 0."""

        def max(self, other):
            other = Value.as_value(other)
            larger = self if self.data > other.data else other
            return Value(larger.data, (larger,), (1.0,), "max")

    max_halves_a_tie = _max(
        """Of two equal numbers both got a half. The docstring says that the other one counts.""",
        lambda a, b: (max(a, b), (np.sign(a - b) + 1) / 2, (np.sign(b - a) + 1) / 2),
    )
    first_of_a_tie = _max(
        """Of two equal numbers the first one counts. The docstring says that the other one does:
        ask whether `self.data` is *above* `other.data`.""",
        lambda a, b: (max(a, b), a >= b, a < b),
    )
    both_of_a_tie = _max(
        """Of two equal numbers both got a 1, so that the gradient is there twice. The docstring
        says that `other` counts: it gets 1, and `self` 0.""",
        lambda a, b: (max(a, b), a >= b, a <= b),
    )
    none_of_a_tie = _max(
        """Of two equal numbers neither got a 1, so that the gradient is lost. The docstring says
        that `other` counts: it gets 1, and `self` 0.""",
        lambda a, b: (max(a, b), a > b, a < b),
    )
    the_smaller_one = _max(
        """This is the minimum: the smaller number comes out.""",
        lambda a, b: (min(a, b), a < b, a >= b),
    )
    the_larger_without_its_sign = _max(
        """The numbers are compared without their signs. -4 is smaller than -1, and than 1.""",
        lambda a, b: (a, True, False) if abs(a) > abs(b) else (b, False, True),
    )
