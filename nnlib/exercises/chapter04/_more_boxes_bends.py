"""Wrong answers to "More boxes": log, tanh and sigmoid, the boxes that bend."""

import functools
import math

import numpy as np

from nnlib.exercises.chapter04._more_boxes_mistakes import Other, named
from nnlib.functions.activations import sigmoid, sigmoid_prime

LITTLE = (1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10)


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


def _with_a_small_number(small):
    class log_of_a_little_more(Other):
        """A small number is added before the logarithm is taken. Where the number itself is small,
        as a small probability is, the logarithm is another one then. Take the number as it is."""

        def log(self):
            x = self.data + small
            return self.box(np.log(x), 1 / x, "log")

    return log_of_a_little_more


def _log_of_its_result(slope):
    class log_of_its_result(Other):
        """The logarithm's local gradient is taken at its result. It's 1 divided by the number that
        went *in*."""

        def log(self):
            a = np.log(self.data)
            return self.box(a, slope(a), "log")

    return log_of_its_result


def _out_of_boxes(method):
    class out_of_boxes(Other):
        """This box is built out of several others, so that its parents are boxes in between and not
        `self`. Compute with the plain number `self.data`, and make a single Value, with a local
        gradient of its own."""

    setattr(out_of_boxes, method.__name__, method)
    return out_of_boxes


def _sigmoids_out_of_boxes():
    def sigmoid(self):
        return 1 / (1 + (-self).exp())

    yield _out_of_boxes(sigmoid)

    def sigmoid(self):
        return self.exp() / (1 + self.exp())

    yield _out_of_boxes(sigmoid)

    def sigmoid(self):
        return 1 / (1 + 1 / self.exp())

    yield _out_of_boxes(sigmoid)


def _tanhs_out_of_boxes():
    def tanh(self):
        up, down = self.exp(), (-self).exp()
        return (up - down) / (up + down)

    yield _out_of_boxes(tanh)

    def tanh(self):
        raise TypeError("unsupported operand type(s) for *: 'int' and 'MoreBoxes'")

    yield _out_of_boxes(tanh)

    def tanh(self):
        raise TypeError("unsupported operand type(s) for *: 'MoreBoxes' and 'int'")

    yield _out_of_boxes(tanh)


def _in_one(name, sentence, result, *slopes):
    """A box with that result, whichever of those slopes it has, of the number and the result."""

    def one(slope):
        def method(self):
            a = result(self.data)
            return self.box(a, slope(self.data, a), name)

        return type(name, (Other,), {name: method, "__doc__": sentence})

    return tuple(map(one, slopes))


_tanh = functools.partial(_in_one, "tanh")
_logs = functools.partial(_in_one, "log")


@named
class Bends:
    """Mistakes in the boxes that bend."""

    log_of_a_little_more = tuple(map(_with_a_small_number, LITTLE))
    log_of_its_result = tuple(
        map(_log_of_its_result, (lambda a: 1 / a if a else 0.0, lambda a: 1 / a))
    )
    out_of_boxes = (*_sigmoids_out_of_boxes(), *_tanhs_out_of_boxes())

    class sigmoid_of_the_value(Other):
        """The sigmoid is asked of `self`, which is no number. It holds one: `self.data`."""

        def sigmoid(self):
            raise TypeError("bad operand type for abs(): 'MoreBoxes'")

    class log_of_the_value(Other):
        """`np.log(self)` asks `self` for its `log`, which is the very method that you're writing,
        so it calls itself for ever. Take the number: `np.log(self.data)`."""

        def log(self):
            return self.box(np.log(self), 1 / self.data, "log")

    class tanh_of_the_value(Other):
        """`np.tanh(self)` asks `self` for its `tanh`, which is the very method that you're writing,
        so it calls itself for ever. Take the number: `np.tanh(self.data)`."""

        def tanh(self):
            a = np.tanh(self)
            return self.box(a, 1 - a**2, "tanh")

    class all_of_the_value(Other):
        """`np.log(self)` asks `self` for its `log`, which is the very method that you're writing,
        so it calls itself for ever. Take the number: `np.log(self.data)`."""

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

    tanh_without_a_square = _tanh(
        """For tanh the square is missing in 1 - a².""", np.tanh, lambda x, a: 1 - a
    )
    tanh_like_a_sigmoid = _tanh(
        """tanh has the local gradient of a sigmoid, a (1 - a). It rises from -1 to 1, and its slope
        is 1 - a².""",
        np.tanh,
        lambda x, a: a * (1 - a),
    )
    tanh_that_feels_everything = _tanh(
        """tanh has the local gradient 1 everywhere. It flattens away from 0: its slope is 1 - a²,
        with a for the result.""",
        np.tanh,
        lambda x, a: 1.0,
    )
    tanh_plus = _tanh(
        """For tanh the sign is wrong in 1 + a². It flattens away from 0: its slope is 1 - a².""",
        np.tanh,
        lambda x, a: 1 + a**2,
    )

    class tanh_stretched_once(Other):
        """This is the sigmoid's slope with a factor too few. In 2 sigmoid(2x) - 1 a 2 stands in
        front and another one inside, and the chain rule brings both."""

        def tanh(self):
            a = sigmoid(2 * self.data)
            return self.box(2 * a - 1, 2 * a * (1 - a), "tanh")

    class tanh_slope_at_its_result(Other):
        """The slope of tanh is taken at its result: `tanh_prime` wants the number that went
        *in*."""

        def tanh(self):
            a = np.tanh(self.data)
            return self.box(a, 1 - np.tanh(a) ** 2, "tanh")

    the_tangent = _tanh(
        """This is the tangent, `np.tan`. The hyperbolic tangent is wanted, `np.tanh`, which rises
        from -1 to 1.""",
        np.tan,
        lambda x, a: 1 + a**2,
        lambda x, a: 1 - a**2,
        lambda x, a: 1 - np.tanh(x) ** 2,
    )
    tanh_not_stretched = _tanh(
        """This is 2 sigmoid(x) - 1. In a tanh the number is doubled before the sigmoid sees it,
        2 sigmoid(2x) - 1. (`np.tanh` has it all.)""",
        lambda x: 2 * sigmoid(x) - 1,
        lambda x, a: 1 - a**2,
        lambda x, a: 2 * sigmoid(x) * (1 - sigmoid(x)),
        lambda x, a: 1 - np.tanh(x) ** 2,
        lambda x, a: 4 * sigmoid(x) * (1 - sigmoid(x)),
    )
    tanh_not_lowered = _tanh(
        """This rises from 0 to 2: it's 2 sigmoid(2x), and the 1 has not been taken away. A tanh
        rises from -1 to 1.""",
        lambda x: 2 * sigmoid(2 * x),
        lambda x, a: a * (2 - a),
        lambda x, a: 1 - a**2,
        lambda x, a: a * (1 - a / 2),
        lambda x, a: 1 - np.tanh(x) ** 2,
    )
    tanh_is_a_sigmoid = _tanh(
        """Your tanh is a sigmoid: it rises from 0 to 1. A tanh rises from -1 to 1, `np.tanh`.""",
        sigmoid,
        lambda x, a: a * (1 - a),
        lambda x, a: 1 - a**2,
        lambda x, a: 1 - np.tanh(x) ** 2,
    )
    log_like_exp = _logs(
        """The logarithm's local gradient is its result. Only exp is its own slope; the slope of
        the logarithm is 1 divided by the number.""",
        np.log,
        lambda x, a: a,
    )
    log_with_a_minus = _logs(
        """This is minus the logarithm, as it stands in a loss. The box is the logarithm itself,
        and whoever needs the minus can add it.""",
        lambda x: -np.log(x),
        lambda x, a: -1 / x,
        lambda x, a: 1 / x,
    )
    log_of_one_more = _logs(
        """The logarithm of 1 + x is taken. That of the number itself is wanted, `np.log`.""",
        np.log1p,
        lambda x, a: 1 / (1 + x),
        lambda x, a: 1 / x,
    )
    log_with_a_slope_of_1 = _logs(
        """The logarithm's local gradient is 1 everywhere. Its curve gets flatter as the number
        grows: 1 divided by the number.""",
        np.log,
        lambda x, a: 1.0,
    )
    sigmoid_is_a_tanh = _in_one(
        "sigmoid",
        """Your sigmoid is a tanh: it rises from -1 to 1. A sigmoid rises from 0 to 1.""",
        np.tanh,
        lambda x, a: 1 - a**2,
        lambda x, a: a * (1 - a),
        lambda x, a: sigmoid_prime(x),
    )

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

    class overflow_above_with_a_number(Other):
        """For a number of 1000 the exponential in the sigmoid overflows. The `sigmoid` of chapter
        01, which the library has, holds for all numbers."""

        def sigmoid(self):
            a = np.float64(np.exp(self.data)) / (1 + np.exp(self.data))
            return self.box(a, a * (1 - a), "sigmoid")

    class overflow_in_the_slope(Other):
        """The sigmoid is right and its slope is not, since an exponential overflows in it, and
        infinity divided by infinity is NaN. Make the slope of the sigmoid's result instead."""

        def sigmoid(self):
            e = np.float64(np.exp(-self.data))
            return self.box(sigmoid(self.data), e / (1 + e) ** 2, "sigmoid")

    class overflow_in_the_slope_above(Other):
        """The sigmoid is right and its slope is not, since an exponential overflows in it, and
        infinity divided by infinity is NaN. Make the slope of the sigmoid's result instead."""

        def sigmoid(self):
            e = np.float64(np.exp(self.data))
            return self.box(sigmoid(self.data), e / (1 + e) ** 2, "sigmoid")

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
