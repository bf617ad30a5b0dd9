"""Wrong answers to "Entry by entry"."""

import math

import numpy as np

from nnlib.autodiff.tensor import Elementwise, Tensor
from nnlib.exercises._helpers import each_alone, spelled
from nnlib.exercises.chapter07._tensors import without_commas


class _Other(Elementwise):
    """The boxes in parts, each of which an answer may get wrong."""

    def box(self, A, rule, name):
        return Tensor(A, (self,), (rule,), name)

    def quotient(self, other, *rules):
        other = Tensor.as_tensor(other)
        return Tensor(self.data / other.data, (self, other), tuple(r(other) for r in rules), "/")


def _to_self(t):
    return lambda other: lambda G: G / other.data


def _to_other(t):
    return lambda other: lambda G: -G * t.data / other.data**2


def _clipped(bound):
    class clipped(_Other):
        """What goes into the exponential is clipped, so that beyond a bound every entry gives the
        same. `np.exp` bears scores up to 709, and a limit that nobody sees is a wrong number."""

        def exp(self):
            A = np.exp(np.clip(self.data, -bound, bound))
            return self.box(A, lambda G: G * A, "exp")

    return clipped


def _kept_from_zero(kept, rule):
    class kept_from_zero(_Other):
        """Before the logarithm is taken, a small number is added, or what is below it is raised to
        it. That's another function near 0, where the logarithm is steepest: `np.log` as it is."""

        def log(self):
            raised = kept(self.data)
            return self.box(np.log(raised), lambda G: rule(G, self.data, raised), "log")

    return kept_from_zero


_KEPT = [
    lambda a, least=least, how=how: how(a, least)
    for least in (1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12)
    for how in (np.add, np.maximum)
]


class Mistakes:
    class divisor_without_minus(_Other):
        """The sign of what goes back to the divisor is wrong: a larger b makes a / b smaller where
        a and b are positive."""

        def __truediv__(self, other):
            return self.quotient(
                other, _to_self(self), lambda other: lambda G: G * self.data / other.data**2
            )

    class divisor_without_square(_Other):
        """The slope of a / b for b has b² below the line. This divides by b only once."""

        def __truediv__(self, other):
            return self.quotient(
                other, _to_self(self), lambda other: lambda G: -G * self.data / other.data
            )

    class divisor_doubled(_Other):
        """A star is missing: `b * 2` doubles b, and its square, `b**2`, is wanted below the line in
        what goes back to the divisor."""

        def __truediv__(self, other):
            return self.quotient(
                other, _to_self(self), lambda other: lambda G: -G * self.data / (other.data * 2)
            )

    class divisor_doubled_above_the_line(_Other):
        def __truediv__(self, other):
            return self.quotient(
                other, _to_self(self), lambda other: lambda G: -G * self.data / other.data * 2
            )

    divisor_doubled = spelled(divisor_doubled, divisor_doubled_above_the_line)
    del divisor_doubled_above_the_line

    class divisor_upside_down(_Other):
        """What goes back to the divisor has a and b exchanged. The slope of a / b for b is -a / b²:
        a stands above the line and b, squared, below it."""

        def __truediv__(self, other):
            def rule(other):
                def through(G):
                    with np.errstate(all="ignore"):
                        return -G * other.data / self.data**2

                return through

            return self.quotient(other, _to_self(self), rule)

    class divisor_without_a(_Other):
        """What goes back to the divisor has lost its factor a: 1 / b has the slope -1 / b², and
        here it is a times that."""

        def __truediv__(self, other):
            return self.quotient(other, _to_self(self), lambda other: lambda G: -G / other.data**2)

    class quotient_like_a_product(_Other):
        """What goes back to a is multiplied by b. In a / b it has to be divided: if b is large, a
        hardly matters."""

        def __truediv__(self, other):
            return self.quotient(other, lambda other: lambda G: G * other.data, _to_other(self))

    class divided_by_itself(_Other):
        """Right as long as no entry of a is 0. What goes back to a is computed as the quotient
        divided by a, and 0 / 0 is nothing. The slope is 1 / b."""

        def __truediv__(self, other):
            def rule(other):
                def through(G):
                    with np.errstate(all="ignore"):
                        return G * (self.data / other.data) / self.data

                return through

            return self.quotient(other, rule, _to_other(self))

    class divisor_like_a_product(_Other):
        """What goes back to the divisor is multiplied by a, as in a product. A larger b makes a / b
        smaller: the slope is -a / b²."""

        def __truediv__(self, other):
            return self.quotient(other, _to_self(self), lambda other: lambda G: G * self.data)

    class divisor_like_the_dividend(_Other):
        """What goes back to the divisor is divided by a. The slope of a / b for b is -a / b²: a
        stands above the line and b below it."""

        def __truediv__(self, other):
            def rule(other):
                def through(G):
                    with np.errstate(all="ignore"):
                        return G / self.data

                return through

            return self.quotient(other, _to_self(self), rule)

    class quotient_like_a_difference(_Other):
        """The rules of the quotient are those of a difference: G as it came, and -G. How much a / b
        grows with a depends on b."""

        def __truediv__(self, other):
            return self.quotient(other, lambda other: lambda G: G, lambda other: lambda G: -G)

    class quotient_without_upstream(_Other):
        """The rules of the quotient return the local gradients alone. What arrives, G, has to be
        multiplied by them."""

        def __truediv__(self, other):
            return self.quotient(
                other,
                lambda other: lambda G: 1 / other.data,
                lambda other: lambda G: -self.data / other.data**2,
            )

    class quotient_without_upstream_for_b(_Other):
        """What goes back to the divisor is the local gradient alone. What arrives, G, has to be
        multiplied by it."""

        def __truediv__(self, other):
            return self.quotient(
                other, _to_self(self), lambda other: lambda G: -self.data / other.data**2
            )

    class divisor_no_parent(_Other):
        """The quotient has one parent. The divisor is one as well, and needs a rule of its own: if
        b moves, a / b does."""

        def __truediv__(self, other):
            other = Tensor.as_tensor(other)
            return Tensor(self.data / other.data, (self,), (lambda G: G / other.data,), "/")

    class one_rule_for_both_of_a_quotient(_Other):
        """What goes back to the divisor is computed like what goes back to a, G / b. The result
        shrinks when b grows, the faster the larger a is: the slope is -a / b²."""

        def __truediv__(self, other):
            return self.quotient(other, _to_self(self), lambda other: lambda G: G / other.data)

    class quotient_rules_exchanged(_Other):
        """The two rules of the quotient have changed places: the first is for `self`, above the
        line, the second for `other`, below it."""

        def __truediv__(self, other):
            return self.quotient(other, _to_other(self), _to_self(self))

    class reversed_quotient(_Other):
        """Right for `a / b`. But with `__rtruediv__` made the same as `__truediv__`, `2 / a` is
        a / 2: it's called when the tensor stands on the *right*, and a quotient isn't the same from
        both sides. As it was given, it divides what stands on the left by the tensor."""

        def __rtruediv__(self, other):
            return self / other

    class no_plain_divisor(_Other):
        """`a / 4` doesn't work: a plain number has no `data`. `Tensor.as_tensor(other)` makes a
        Tensor of it, as in `__sub__`."""

        def __truediv__(self, other):
            rules = (lambda G: G / other.data, lambda G: -G * self.data / other.data**2)
            return Tensor(self.data / other.data, (self, other), rules, "/")

    class exp_with_what_went_in(_Other):
        """The rule of exp multiplies by what went *in*. The exponential is its own derivative, so
        it's what came out."""

        def exp(self):
            return self.box(np.exp(self.data), lambda G: G * self.data, "exp")

    class exp_without_upstream(_Other):
        """The rule of exp returns the exponential alone. What arrives, G, has to be multiplied by
        it."""

        def exp(self):
            A = np.exp(self.data)
            return self.box(A, lambda G: A, "exp")

    clipped = tuple(map(_clipped, (20, 30, 50, 100, 500)))

    class from_the_module_math(_Other):
        """`math.exp` and `math.log` take single numbers. `np.exp` and `np.log` work on each entry
        of an array."""

        def exp(self):
            A = math.exp(self.data)
            return self.box(A, lambda G: G * A, "exp")

        def log(self):
            return self.box(math.log(self.data), lambda G: G / self.data, "log")

    class exp_from_the_module_math(from_the_module_math):
        def log(self):
            return Elementwise.log(self)

    class log_from_the_module_math(from_the_module_math):
        def exp(self):
            return Elementwise.exp(self)

    from_the_module_math = spelled(
        from_the_module_math, exp_from_the_module_math, log_from_the_module_math
    )
    del exp_from_the_module_math, log_from_the_module_math

    class exp_of_upstream(_Other):
        """The rule of exp takes the exponential of what *arrives*. Multiply what arrives by the
        exponential of what went in."""

        def exp(self):
            return self.box(np.exp(self.data), lambda G: np.exp(G), "exp")

    class exp_like_log(_Other):
        """The rule of exp divides. The exponential is its own derivative: multiply by it."""

        def exp(self):
            return self.box(np.exp(self.data), lambda G: G / self.data, "exp")

    class log_of_its_result(_Other):
        """The rule of log divides by what came out. The slope is 1 divided by what went *in*."""

        def log(self):
            A = np.log(self.data)
            with np.errstate(divide="ignore"):
                return self.box(A, lambda G: G / np.where(A == 0, 1, A), "log")

    class log_by_its_logarithm(_Other):
        def log(self):
            A = np.log(self.data)

            def rule(G):
                with np.errstate(all="ignore"):
                    return G / A

            return self.box(A, rule, "log")

    log_of_its_result = spelled(log_of_its_result, log_by_its_logarithm)
    del log_by_its_logarithm

    class log_upside_down(_Other):
        """The rule of log multiplies by what went in. The slope is 1 *divided by* it, since the
        curve gets flatter to the right."""

        def log(self):
            return self.box(np.log(self.data), lambda G: G * self.data, "log")

    class log_without_upstream(_Other):
        """The rule of log returns its slope alone. What arrives, G, has to be multiplied by it."""

        def log(self):
            return self.box(np.log(self.data), lambda G: 1 / self.data, "log")

    class log_of_upstream(_Other):
        """The rule of log divides by what *arrives*, or takes its logarithm. What arrives is
        multiplied by the slope, and the slope is 1 divided by what went in."""

        def log(self):
            return self.box(np.log(self.data), lambda G: 1 / G, "log")

    class another_logarithm(_Other):
        """This is another logarithm, to the base 10 or 2. The natural one is wanted, `np.log`."""

        def log(self):
            return self.box(np.log10(self.data), lambda G: G / self.data, "log")

    class to_the_base_2(_Other):
        def log(self):
            return self.box(np.log2(self.data), lambda G: G / self.data, "log")

    another_logarithm = spelled(another_logarithm, to_the_base_2)
    del to_the_base_2

    kept_from_zero = tuple(
        _kept_from_zero(kept, rule)
        for kept in _KEPT
        for rule in (lambda G, a, raised: G / a, lambda G, a, raised: G / raised)
    )

    class relu_of_single_numbers(_Other):
        """Python's `max`, or an `if`, asks of the whole array whether it's above 0, and an array is
        neither: each entry has its own answer. `np.maximum` and `np.where` go entry by entry."""

        def relu(self):
            A = max(self.data, 0)
            return self.box(A, lambda G: G if A > 0 else 0 * G, "ReLU")

    class relu_picks_entries(_Other):
        """The ReLU's rule returns only what arrived at entries above 0, in a shorter array. What
        goes back has an entry for each of the parent's, with a 0 where nothing gets through."""

        def relu(self):
            return self.box(np.maximum(self.data, 0), lambda G: G[self.data > 0], "ReLU")

    class relu_always_open(_Other):
        """The ReLU lets everything back. Where the entry was below 0 the result doesn't move, so
        nothing goes back."""

        def relu(self):
            return self.box(np.maximum(self.data, 0), lambda G: G, "ReLU")

    class relu_open_at_zero(_Other):
        """At an entry of exactly 0 nothing should come back. Ask whether it's *above* 0."""

        def relu(self):
            return self.box(np.maximum(self.data, 0), lambda G: G * (self.data >= 0), "ReLU")

    class relu_of_upstream(_Other):
        """The ReLU is applied to what arrives, so that negative gradients are lost. What counts is
        whether the entry that went *in* was above 0."""

        def relu(self):
            return self.box(np.maximum(self.data, 0), lambda G: np.maximum(G, 0), "ReLU")

    class relu_with_its_result(_Other):
        """The ReLU's rule multiplies by its result. Where an entry gets through, the result moves
        just as much as it: times 1, else times 0."""

        def relu(self):
            A = np.maximum(self.data, 0)
            return self.box(A, lambda G: G * A, "ReLU")

    class relu_without_upstream(_Other):
        """The ReLU's rule returns ones and zeros, whatever arrives. Multiply G by them."""

        def relu(self):
            return self.box(np.maximum(self.data, 0), lambda G: 1.0 * (self.data > 0), "ReLU")

    class relu_with_a_sign(_Other):
        """Where the entry was below 0, the ReLU's rule turns the sign of what arrives. Nothing goes
        back there: the result doesn't move."""

        def relu(self):
            return self.box(np.maximum(self.data, 0), lambda G: G * np.sign(self.data), "ReLU")

    class without_upstream(_Other):
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

    class a_tuple_without_its_comma(_Other):
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

    class both_without_a_comma(a_tuple_without_its_comma):
        def box(self, A, rule, name):
            return Tensor(A, self, rule, name)

    a_tuple_without_its_comma = spelled(
        a_tuple_without_its_comma,
        parents_without_a_comma,
        both_without_a_comma,
        *without_commas(Elementwise, "exp"),
        *without_commas(Elementwise, "log"),
        *without_commas(Elementwise, "relu"),
    )
    del parents_without_a_comma, both_without_a_comma

    class arrays_for_tensors(_Other):
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

    class without_rules(_Other):
        """The new Tensors have forgotten where they come from. As in `__sub__`, hand over the
        parents and a rule for each."""

        def __truediv__(self, other):
            return Tensor(self.data / Tensor.as_tensor(other).data)

        def exp(self):
            return Tensor(np.exp(self.data))

        def log(self):
            return Tensor(np.log(self.data))

        def relu(self):
            return Tensor(np.maximum(self.data, 0))

    without_rules = each_alone(without_rules, Elementwise, "__truediv__", "exp", "log", "relu")
