"""Boxes that work on each entry by itself: division, exp, log, ReLU."""

import numpy as np

from nnlib.autodiff.tensor import Elementwise, Tensor
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, holds, single
from nnlib.exercises.chapter07._tensors import A, B, G, boxed, cases, drawn
from nnlib.judge.exercise import Exercise

exercise = Exercise(
    id="07-elementwise",
    title="Entry by entry",
    minutes=10,
    difficulty=2,
    points=3,
    reference=Elementwise,
    blank=("__truediv__", "exp", "log", "relu"),
    hints=(
        "You have written all of these for a Value. The number is now an array, and the local "
        "gradient has become a function that multiplies what arrives by it.",
        "exp is its own derivative, log has 1 divided by what went in, a ReLU lets through what is "
        "above 0. A quotient a / b has the slope 1 / b for a, and -a / b² for b.",
        "As in `__sub__`: compute the new array, then `return Tensor(..., (self,), (lambda G: G * "
        '...,), "exp")`. A tuple of one needs its comma.',
    ),
    why="""Each rule is chapter 04's local gradient, times what arrives. That's all there is to a
box that treats entries separately: the table of all slopes, of every entry of the result with
respect to every entry of the parent, has numbers on its diagonal only, and nobody needs to write
down the zeros.""",
    survivors={
        "self.data > 0 -> self.data >= 0": "a 0 stays a 0 either way, where the result is made",
        "np.where(self.data > 0, 1.0, 0.0) -> self.data > 0": "True counts as 1",
    },
    promises={
        "tables": array_where("a", lambda a: a.ndim == 2),
        "single numbers": single("a"),
        "an entry that is 0, for the ReLU": holds("a", 0),
        "a quotient of 0": lambda case: case.label == "entries of 0",
        "a plain number as divisor": lambda case: case.label == "a plain number",
        "negative entries": array_where("a", lambda a: (a < 0).any()),
    },
)


def _method(name):
    return lambda Boxes, a: getattr(boxed(Boxes, a), name)()


def _divided(Boxes, a, b):
    return boxed(Boxes, a).__truediv__(boxed(Boxes, b, "b"))


def _divided_by_plain(Boxes, a, b):
    return boxed(Boxes, a).__truediv__(b)


@exercise.cases
def _(rng):
    row = np.array([2.0, -1.0, 0.5])
    said, sign = "a / b", "__truediv__"
    numbers = {"a": np.array(3.0), "b": np.array(2.0), "G": np.array(10.0)}
    yield from cases("single numbers", numbers, _divided, said, sign)
    yield from cases("two tables", {"a": A, "b": B, "G": G}, _divided, said, sign)
    yield from cases("a row b", {"a": A, "b": row, "G": G}, _divided, said, sign)
    yield from cases("entries of 0", {"a": A * (A > 0), "b": B, "G": G}, _divided, said, sign)
    yield from cases(
        "a plain number", {"a": A, "b": 4.0, "G": G}, _divided_by_plain, said, sign, "b"
    )
    for name in ("exp", "log", "relu"):
        said = f"a.{name}()"
        one = {"a": np.array(2.0), "G": np.array(10.0)}
        yield from cases("a single number", one, _method(name), said, name)
        a = np.abs(A) if name == "log" else A
        yield from cases("a table", {"a": a, "G": G}, _method(name), said, name)
        a = drawn(rng, 3, 2)
        a = np.abs(a) if name == "log" else a
        yield from cases("drawn", {"a": a, "G": drawn(rng, 3, 2)}, _method(name), said, name)
    far = {"a": np.array([-15.0, 15.0]), "G": np.array([3.0, 2.0])}
    yield from cases("far from 0", far, _method("exp"), "a.exp()", "exp")
    near = {"a": np.array([1e-6, 1e6]), "G": np.array([3.0, 2.0])}
    yield from cases("near 0 and far from it", near, _method("log"), "a.log()", "log")
    zero = {"a": np.array([0.0, -0.5, 2.0]), "G": np.array([5.0, 6.0, 7.0])}
    yield from cases("an entry of 0", zero, _method("relu"), "a.relu()", "relu")


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


@exercise.wrong
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
        """This is another logarithm, to the base 10. The natural one is wanted, `np.log`."""

        def log(self):
            return self.box(np.log10(self.data), lambda G: G / self.data, "log")

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
        a_tuple_without_its_comma, parents_without_a_comma, both_without_a_comma
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


@exercise.right
class Variants:
    class in_two_boxes(Elementwise):
        def __truediv__(self, other):
            other = Tensor.as_tensor(other)
            back = (lambda G: -G / other.data**2,)
            one_over = Tensor(1 / other.data, (other,), back, "1 /")
            rules = (lambda G: G * one_over.data, lambda G: G * self.data)
            return Tensor(self.data * one_over.data, (self, one_over), rules, "×")

    class slope_first(Elementwise):
        """The local gradient is computed on the way forward and kept, as a Value did. It costs an
        array of memory for each box, whether somebody goes back or not."""

        def __truediv__(self, other):
            other = Tensor.as_tensor(other)
            one, two = 1 / other.data, -self.data / other.data**2
            rules = (lambda G: G * one, lambda G: G * two)
            return Tensor(self.data / other.data, (self, other), rules, "/")

        def exp(self):
            slope = np.exp(self.data)
            return Tensor(slope, (self,), (lambda G: slope * G,), "exp")

        def log(self):
            slope = 1 / self.data
            return Tensor(np.log(self.data), (self,), (lambda G: slope * G,), "log")

        def relu(self):
            slope = np.where(self.data > 0, 1.0, 0.0)
            return Tensor(np.maximum(self.data, 0), (self,), (lambda G: slope * G,), "ReLU")

    class computed_on_the_way_back(Elementwise):
        """Everything but the result is computed on the way back, again if need be. That's slower
        and keeps less in memory: frameworks offer the choice and call it *checkpointing*."""

        def __truediv__(self, other):
            other = Tensor.as_tensor(other)
            rules = (lambda G: G / other.data, lambda G: G * self.data / -(other.data**2))
            return Tensor(self.data / other.data, (self, other), rules, "/")

        def exp(self):
            return Tensor(np.exp(self.data), (self,), (lambda G: G * np.exp(self.data),), "exp")

        def log(self):
            return Tensor(np.log(self.data), (self,), (lambda G: G / self.data,), "log")

        def relu(self):
            rule = lambda G: np.where(self.data > 0, G, 0)  # noqa: E731
            return Tensor(np.where(self.data > 0, self.data, 0), (self,), (rule,), "ReLU")
