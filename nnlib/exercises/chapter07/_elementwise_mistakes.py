"""Wrong answers to "Entry by entry"."""

import math

import numpy as np

from nnlib.autodiff.tensor import Elementwise, Tensor
from nnlib.exercises._helpers import spelled


class Other(Elementwise):
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
    class clipped(Other):
        """What goes into the exponential is clipped, so that beyond a bound every entry gives the
        same. `np.exp` bears scores up to 709, and a limit that nobody sees is a wrong number."""

        def exp(self):
            A = np.exp(np.clip(self.data, -bound, bound))
            return self.box(A, lambda G: G * A, "exp")

    return clipped


def _to_the_base(base, log_of):
    """That logarithm, with the rule that belongs to it."""

    class to_that_base(Other):
        def log(self):
            return self.box(log_of(self.data), lambda G: G / (self.data * math.log(base)), "log")

    return to_that_base


def _kept_from_zero(kept, rule):
    class kept_from_zero(Other):
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
    class divisor_without_minus(Other):
        """The sign of what goes back to the divisor is wrong: a larger b makes a / b smaller where
        a and b are positive."""

        def __truediv__(self, other):
            return self.quotient(
                other, _to_self(self), lambda other: lambda G: G * self.data / other.data**2
            )

    class divisor_without_square(Other):
        """The slope of a / b for b has b² below the line. This divides by b only once."""

        def __truediv__(self, other):
            return self.quotient(
                other, _to_self(self), lambda other: lambda G: -G * self.data / other.data
            )

    class divisor_doubled(Other):
        """A star is missing: `b * 2` doubles b, and its square, `b**2`, is wanted below the line in
        what goes back to the divisor."""

        def __truediv__(self, other):
            return self.quotient(
                other, _to_self(self), lambda other: lambda G: -G * self.data / (other.data * 2)
            )

    class divisor_doubled_above_the_line(Other):
        def __truediv__(self, other):
            return self.quotient(
                other, _to_self(self), lambda other: lambda G: -G * self.data / other.data * 2
            )

    divisor_doubled = spelled(divisor_doubled, divisor_doubled_above_the_line)
    del divisor_doubled_above_the_line

    class divisor_upside_down(Other):
        """What goes back to the divisor has a and b exchanged. The slope of a / b for b is -a / b²:
        a stands above the line and b, squared, below it."""

        def __truediv__(self, other):
            def rule(other):
                def through(G):
                    with np.errstate(all="ignore"):
                        return -G * other.data / self.data**2

                return through

            return self.quotient(other, _to_self(self), rule)

    class divisor_without_a(Other):
        """What goes back to the divisor has lost its factor a: 1 / b has the slope -1 / b², and
        here it is a times that."""

        def __truediv__(self, other):
            return self.quotient(other, _to_self(self), lambda other: lambda G: -G / other.data**2)

    class quotient_like_a_product(Other):
        """What goes back to a is multiplied by b. In a / b it has to be divided: if b is large, a
        hardly matters."""

        def __truediv__(self, other):
            return self.quotient(other, lambda other: lambda G: G * other.data, _to_other(self))

    class divided_by_itself(Other):
        """Right as long as no entry of a is 0. What goes back to a is computed as the quotient
        divided by a, and 0 / 0 is nothing. The slope is 1 / b."""

        def __truediv__(self, other):
            def rule(other):
                def through(G):
                    with np.errstate(all="ignore"):
                        return G * (self.data / other.data) / self.data

                return through

            return self.quotient(other, rule, _to_other(self))

    class divisor_like_a_product(Other):
        """What goes back to the divisor is multiplied by a, as in a product. A larger b makes a / b
        smaller: the slope is -a / b²."""

        def __truediv__(self, other):
            return self.quotient(other, _to_self(self), lambda other: lambda G: G * self.data)

    class divisor_like_the_dividend(Other):
        """What goes back to the divisor is divided by a. The slope of a / b for b is -a / b²: a
        stands above the line and b below it."""

        def __truediv__(self, other):
            def rule(other):
                def through(G):
                    with np.errstate(all="ignore"):
                        return G / self.data

                return through

            return self.quotient(other, _to_self(self), rule)

    class quotient_like_a_difference(Other):
        """The rules of the quotient are those of a difference: G as it came, and -G. How much a / b
        grows with a depends on b."""

        def __truediv__(self, other):
            return self.quotient(other, lambda other: lambda G: G, lambda other: lambda G: -G)

    class quotient_without_upstream(Other):
        """The rules of the quotient return the local gradients alone. What arrives, G, has to be
        multiplied by them."""

        def __truediv__(self, other):
            return self.quotient(
                other,
                lambda other: lambda G: 1 / other.data,
                lambda other: lambda G: -self.data / other.data**2,
            )

    class quotient_without_upstream_for_b(Other):
        """What goes back to the divisor is the local gradient alone. What arrives, G, has to be
        multiplied by it."""

        def __truediv__(self, other):
            return self.quotient(
                other, _to_self(self), lambda other: lambda G: -self.data / other.data**2
            )

    class divisor_no_parent(Other):
        """The quotient has one parent. The divisor is one as well, and needs a rule of its own: if
        b moves, a / b does."""

        def __truediv__(self, other):
            other = Tensor.as_tensor(other)
            return Tensor(self.data / other.data, (self,), (lambda G: G / other.data,), "/")

    class one_rule_for_both_of_a_quotient(Other):
        """What goes back to the divisor is computed like what goes back to a, G / b. The result
        shrinks when b grows, the faster the larger a is: the slope is -a / b²."""

        def __truediv__(self, other):
            return self.quotient(other, _to_self(self), lambda other: lambda G: G / other.data)

    class quotient_rules_exchanged(Other):
        """The two rules of the quotient have changed places: the first is for `self`, above the
        line, the second for `other`, below it."""

        def __truediv__(self, other):
            return self.quotient(other, _to_other(self), _to_self(self))

    class reversed_quotient(Other):
        """Right for `a / b`. But with `__rtruediv__` made the same as `__truediv__`, `2 / a` is
        a / 2: it's called when the tensor stands on the *right*, and a quotient isn't the same from
        both sides. As it was given, it divides what stands on the left by the tensor."""

        def __rtruediv__(self, other):
            return self / other

    class no_plain_divisor(Other):
        """`a / 4` doesn't work: a plain number has no `data`. `Tensor.as_tensor(other)` makes a
        Tensor of it, as in `__sub__`."""

        def __truediv__(self, other):
            rules = (lambda G: G / other.data, lambda G: -G * self.data / other.data**2)
            return Tensor(self.data / other.data, (self, other), rules, "/")

    class whole_quotient(Other):
        """`//` rounds the quotient down to a whole number. The division that keeps what is behind
        the point is `/`."""

        def __truediv__(self, other):
            other = Tensor.as_tensor(other)
            rules = (_to_self(self)(other), _to_other(self)(other))
            return Tensor(self.data // other.data, (self, other), rules, "/")

    class exp_with_what_went_in(Other):
        """The rule of exp multiplies by what went *in*. The exponential is its own derivative, so
        it's what came out."""

        def exp(self):
            return self.box(np.exp(self.data), lambda G: G * self.data, "exp")

    class exp_without_upstream(Other):
        """The rule of exp returns the exponential alone. What arrives, G, has to be multiplied by
        it."""

        def exp(self):
            A = np.exp(self.data)
            return self.box(A, lambda G: A, "exp")

    clipped = tuple(map(_clipped, (20, 30, 50, 100, 500)))

    class from_the_module_math(Other):
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

    class exp_of_upstream(Other):
        """The rule of exp takes the exponential of what *arrives*. Multiply what arrives by the
        exponential of what went in."""

        def exp(self):
            return self.box(np.exp(self.data), lambda G: np.exp(G), "exp")

    class exp_like_log(Other):
        """The rule of exp divides. The exponential is its own derivative: multiply by it."""

        def exp(self):
            return self.box(np.exp(self.data), lambda G: G / self.data, "exp")

    class log_of_its_result(Other):
        """The rule of log divides by what came out. The slope is 1 divided by what went *in*."""

        def log(self):
            A = np.log(self.data)
            with np.errstate(divide="ignore"):
                return self.box(A, lambda G: G / np.where(A == 0, 1, A), "log")

    class log_by_its_logarithm(Other):
        def log(self):
            A = np.log(self.data)

            def rule(G):
                with np.errstate(all="ignore"):
                    return G / A

            return self.box(A, rule, "log")

    log_of_its_result = spelled(log_of_its_result, log_by_its_logarithm)
    del log_by_its_logarithm

    class log_upside_down(Other):
        """The rule of log multiplies by what went in. The slope is 1 *divided by* it, since the
        curve gets flatter to the right."""

        def log(self):
            return self.box(np.log(self.data), lambda G: G * self.data, "log")

    class log_without_upstream(Other):
        """The rule of log returns its slope alone. What arrives, G, has to be multiplied by it."""

        def log(self):
            return self.box(np.log(self.data), lambda G: 1 / self.data, "log")

    class log_of_upstream(Other):
        """The rule of log divides by what *arrives*, or takes its logarithm. What arrives is
        multiplied by the slope, and the slope is 1 divided by what went in."""

        def log(self):
            return self.box(np.log(self.data), lambda G: 1 / G, "log")

    class another_logarithm(Other):
        """This is another logarithm, to the base 10 or 2. The natural one is wanted, `np.log`."""

        def log(self):
            return self.box(np.log10(self.data), lambda G: G / self.data, "log")

    class to_the_base_2(Other):
        def log(self):
            return self.box(np.log2(self.data), lambda G: G / self.data, "log")

    another_logarithm = spelled(
        another_logarithm, to_the_base_2, _to_the_base(10, np.log10), _to_the_base(2, np.log2)
    )
    del to_the_base_2

    kept_from_zero = tuple(
        _kept_from_zero(kept, rule)
        for kept in _KEPT
        for rule in (lambda G, a, raised: G / a, lambda G, a, raised: G / raised)
    )
