"""Wrong answers to "Entry by entry": detours, and arrays that belong to others."""

import numpy as np

from nnlib.autodiff.tensor import Tensor
from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter07._elementwise_mistakes import Other, _to_self


def _leaky(*slopes):
    """ReLUs with those slopes below 0, forward and back."""
    for slope in slopes:

        class leaky(Other):
            """Below 0 the ReLU lets a little through, as a *leaky* ReLU does. This one lets nothing
            through there: its result is 0, and nothing goes back."""

            slope_below = slope

            def relu(self):
                slope = np.where(self.data > 0, 1, self.slope_below)
                return self.box(self.data * slope, lambda G: G * slope, "ReLU")

        yield leaky


class Slips:
    class relu_in_place(Other):
        """The ReLU writes its zeros into the parent's own array, so the parent is no longer what it
        was, for this box and for all others. `np.maximum(self.data, 0)` without `out` makes a new
        array."""

        def relu(self):
            is_on = self.data > 0
            A = np.maximum(self.data, 0, out=self.data)
            return self.box(A, lambda G: G * is_on, "ReLU")

    class relu_clears_upstream(Other):
        """The ReLU's rule writes its zeros into the very array that it was given. That's the
        gradient of the result, which others still need: `G * …` makes a new array."""

        def relu(self):
            def rule(G):
                G[self.data <= 0] = 0
                return G

            return self.box(np.maximum(self.data, 0), rule, "ReLU")

    class relu_leaks(Other):
        """On the way back the ReLU lets a little through below 0, as a *leaky* ReLU does, and
        forward it lets nothing. Where the result doesn't move, nothing goes back."""

        def relu(self):
            rule = lambda G: np.where(self.data > 0, G, 0.01 * G)  # noqa: E731
            return self.box(np.maximum(self.data, 0), rule, "ReLU")

    class divided_by_logarithms(Other):
        """The quotient is computed with logarithms, which numbers below 0 don't have. NumPy divides
        entry by entry: `self.data / other.data`."""

        def __truediv__(self, other):
            other = Tensor.as_tensor(other)
            with np.errstate(all="ignore"):
                Q = np.exp(np.log(self.data) - np.log(other.data))
                rules = (lambda G: G * Q / self.data, lambda G: -G * Q / other.data)
            return Tensor(Q, (self, other), rules, "/")

    class quotient_of_tensors_comes_back(Other):
        """The first rule of the quotient divides by the *Tensor*, so a Tensor goes back. On the way
        back there are plain arrays: divide by its `data`."""

        def __truediv__(self, other):
            other = Tensor.as_tensor(other)
            rules = (lambda G: G / other, lambda G: -G * self.data / other.data**2)
            return Tensor(self.data / other.data, (self, other), rules, "/")

    class relu_by_a_quotient(Other):
        """The ReLU's rule divides what came out by what went in. That's 1 above 0 and 0 below,
        but at an entry of exactly 0 it's 0 / 0, which is no number. Ask whether the entry is above
        0."""

        def relu(self):
            A = np.maximum(self.data, 0)

            def rule(G):
                with np.errstate(all="ignore"):
                    return G * A / self.data

            return self.box(A, rule, "ReLU")

    class divided_by_a_power(Other):
        """The quotient is written as a product with a power, and a Tensor has no `**`. Divide the
        *arrays*, `self.data / other.data`, and write a rule for each of the two parents."""

        def __truediv__(self, other):
            return self * Tensor.as_tensor(other) ** -1

    class divided_and_multiplied_again(Other):
        """In the quotient's second rule something is divided by b and multiplied by it again:
        Python takes `/` and `*` from left to right, so `a / b * b` is a. Put what is to stand below
        the line into brackets."""

        def __truediv__(self, other):
            back = lambda other: lambda G: -G * self.data / other.data * other.data  # noqa: E731
            return self.quotient(other, _to_self(self), back)

    class exp_like_a_sum(Other):
        """What arrives goes back through the exponential as it came, as if its slope were 1. How
        much does exp(x) grow if x grows by 0.01, and x is 2?"""

        def exp(self):
            return self.box(np.exp(self.data), lambda G: G, "exp")

    class log_by_upstream(Other):
        """What goes back through the logarithm is upside down: what went in is divided by what
        arrives. It's G that goes back, times the slope."""

        def log(self):
            return self.box(np.log(self.data), lambda G: self.data / G, "log")

    class log_of_one_more(Other):
        """The logarithm is that of 1 plus the entry: `np.log1p` adds the 1, which is of use near 0.
        Asked for is the logarithm of the entry itself."""

        def log(self):
            return self.box(np.log1p(self.data), lambda G: G / self.data, "log")

    class log_of_one_more_on_both_ways(Other):
        def log(self):
            return self.box(np.log1p(self.data), lambda G: G / (1 + self.data), "log")

    log_of_one_more = spelled(log_of_one_more, log_of_one_more_on_both_ways)
    del log_of_one_more_on_both_ways

    class log_falls(Other):
        """What goes back through the logarithm has a minus. The logarithm of a larger number is
        larger: its slope is positive."""

        def log(self):
            return self.box(np.log(self.data), lambda G: -G / self.data, "log")

    leaky = spelled(*_leaky(0.01, 0.1, 0.2))
