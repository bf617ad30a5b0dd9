"""A number that remembers how it was computed: its sums and products."""

import numpy as np

from nnlib.autodiff.value import Value
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter04._value_mistakes import Kept, Other
from nnlib.exercises.chapter04._values import counts, local_gradients, number_of
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="04-value",
    title="A number that remembers",
    minutes=15,
    difficulty=2,
    points=2,
    reference=Value,
    blank=("__add__", "__mul__"),
    part=("__init__", "__repr__", "as_value", "__add__", "__mul__", "__radd__", "__rmul__"),
    hints=(
        "Each of the two makes a new Value and returns it. Look at `__init__`: what else does a "
        "Value have to store, besides its number?",
        "The parents are the two that went into the box, `self` and `other`, and the local "
        "gradients stand in the same order. If a parent grows by 0.01 and the other one stays, by "
        "how many times as much does the result grow? The drawing of the gates says it.",
        "First make a Value of `other`, with `Value.as_value`, so that `a + 2` works too. Then "
        '`return Value(..., (self, other), (..., ...), "+")`.',
    ),
    why="""The result is a Value of its own, with the two that went in as its parents. A sum grows
as much as either of them, so both local gradients are 1. A product grows by the *other* factor:
if `self` grows by a little, `self * other` grows `other` times as much. These factors are known
now, during the forward pass, so this is the time to write them down.""",
    promises={
        "two Values": array_where("b", lambda b: b.ndim == 0),
        "a plain number on the right": lambda case: case.args.get("number") == 2.5,
        "a whole number": lambda case: "whole" in case.args,
        "a plain number on the left": lambda case: "plain number first" in case.label,
        "the same Value twice": lambda case: "with itself" in case.label,
        "negative numbers": array_where("a", lambda a: a < 0),
        "a zero": array_where("a", lambda a: a == 0),
    },
)


def _data(combine, *values):
    c = combine(*values)
    return None if c is None else np.array(number_of(c.data))


def _plus(a, b):
    return a + b


def _times(a, b):
    return a * b


GATES = [("+", _plus, "__add__"), ("*", _times, "__mul__")]


def _uses(combine):
    """What is looked at after a and b were combined: the number, the parents, local gradients."""

    def data(Value, a, b):
        return _data(combine, Value(a, name="a"), Value(b, name="b"))

    def kept(Value, a, b):
        return counts(combine(Value(a, name="a"), Value(b, name="b")))

    def local(Value, a, b):
        return local_gradients(combine(Value(a, name="a"), Value(b, name="b")), "a", "b")

    return data, kept, local


def _kept_of_plain(combine, *, first):
    """What is kept with a plain number: it may be a parent or not, but no parent is a number."""

    def use(Value, a, number):
        v = Value(a, name="a")
        found = counts(combine(number, v) if first else combine(v, number))
        if found is not None and found[0] == 1 and (found[:4] == 1).all():
            found[:4] = 2
        return found

    return use


def _plain(combine, *, first):
    def use(Value, a, number):
        v = Value(a, name="a")
        c = combine(number, v) if first else combine(v, number)
        if c is None:
            return None
        return np.array([number_of(c.data), *local_gradients(c, "a")])

    return use


def _with_itself(combine):
    def use(Value, a):
        v = Value(a, name="a")
        return local_gradients(combine(v, v), "a")

    return use


def _afterwards(combine):
    def use(Value, a, b):
        v, w = Value(a, name="a"), Value(b, name="b")
        grad = getattr(combine(v, w), "grad", None)
        return np.array([v.data, w.data, v.grad, w.grad, number_of(grad)])

    return use


KEEPS = (
    "{} should be a new Value whose data is a number, with two parents, the Values that went in, "
    "and two local gradients, plain numbers. Here are counted: parents, Values among them, local "
    "gradients, numbers among them, and 1 if the data is a number."
)
PLAIN = (
    "A plain number may be left out of the parents, since nobody asks for its gradient. But what "
    "is among the parents has to be a Value, and has to have a local gradient. Here are counted: "
    "parents, Values among them, local gradients, numbers among them."
)


@exercise.cases
def _(rng):
    drawn = rng.integers(2, 9, size=2) * np.array([-0.5, 0.25])
    for sign, combine, _ in GATES:
        for label, a, b in [
            ("two Values", 3.0, 5.0),
            ("a negative one", -2.0, 3.0),
            ("a zero", 0.0, 3.0),
            ("two others", float(drawn[0]), float(drawn[1])),
        ]:
            whole = {"a": a, "b": b}
            data, kept, local = _uses(combine)
            said = f"a {sign} b"
            yield Case(
                label, whole, kept, f"The count of what {said} keeps", sign, KEEPS.format(said)
            )
            yield Case(label, whole, data, f"The number of {said}", sign)
            yield Case(label, whole, local, f"The pair of gradients of {said}", sign)
        for after, first, number, label in [
            (f"a {sign} 2", False, 2, f"a {sign} 2, the number and a's local gradient"),
            (f"a {sign} 2.5", False, 2.5, f"a {sign} 2.5, the number and a's local gradient"),
            (f"2 {sign} a", True, 2, f"2 {sign} a, a plain number first"),
        ]:
            given = {"a": 3.0, "whole" if isinstance(number, int) else "number": number}
            kept = _kept_of_plain(combine, first=first)
            yield Case(label, given, kept, f"The count of what {after} keeps", sign, PLAIN)
            yield Case(label, given, _plain(combine, first=first), after, sign)
        said = f"a {sign} a"
        yield Case("a Value with itself", {"a": 3.0}, _with_itself(combine), said, sign)
        untouched = "The data of a and b afterwards, and the grads of a, b and the result"
        yield Case(f"after a {sign} b", {"a": 3.0, "b": 5.0}, _afterwards(combine), untouched, sign)


def _divided(number):
    class the_product_divided(Other):
        """Each local gradient is the product divided by its own factor, which fails where that
        factor is 0. The other factor is at hand, so nothing has to be divided."""

        def __mul__(self, other):
            other = self.other_one(other)
            data = self.data * other.data
            with np.errstate(all="ignore"):
                slopes = tuple(float(number(data) / x.data) for x in (self, other))
            return self.new(data, (self, other), slopes, "×")

    return the_product_divided


def _one_factor(which):
    class one_factor_for_both(Other):
        """Both parents of a product get the same factor for their local gradient. Ask for each of
        them by itself: if this one grows by 0.01 and the other stays, by how much does the product
        grow?"""

        def product_of(self, other):
            factor = (self, other)[which].data
            return self.new(self.data * other.data, (self, other), (factor, factor), "×")

    return one_factor_for_both


exercise.wrong(Kept)


@exercise.wrong
class Mistakes:
    class a_sum_that_feels_nothing(Other):
        """The sum's local gradients are 0, as if the result didn't move when a parent does. If a
        grows by 0.01, by how much does a + b grow?"""

        def sum_of(self, other):
            return self.new(self.data + other.data, (self, other), (0.0, 0.0), "+")

    class the_number_itself_as_a_parent(Other):
        """In `a + 2` and `a * 2` the plain number itself is among the parents. Keep the Value
        that `Value.as_value(other)` has made of it: the backward pass will ask each parent for
        its own parents."""

        def __add__(self, other):
            value = self.other_one(other)
            return self.new(self.data + value.data, (self, other), (1.0, 1.0), "+")

        def __mul__(self, other):
            value = self.other_one(other)
            slopes = (value.data, self.data)
            return self.new(self.data * value.data, (self, other), slopes, "×")

    class own_factor(Other):
        """In the product each factor has itself for its local gradient. If a grows by 0.01 in
        3 · 5, the product grows by 0.05: it's the *other* factor that counts."""

        def product_of(self, other):
            return self.new(self.data * other.data, (self, other), (self.data, other.data))

    class half_of_each(Other):
        """The sum's local gradients are a half each, as if the two shared one. If a grows by 0.01
        and b stays, a + b grows by all of that 0.01."""

        def sum_of(self, other):
            return self.new(self.data + other.data, (self, other), (0.5, 0.5), "+")

    the_product_divided = _divided(np.float64), _divided(float)
    one_factor_for_both = _one_factor(0), _one_factor(1)

    class a_grad_of_1(Other):
        """The new Value begins with a `grad` of 1. It should be 0, as `__init__` makes it, until
        the backward pass says what has arrived."""

        def sum_of(self, other):
            return self._begun(self.data + other.data, (self, other), (1.0, 1.0))

        def product_of(self, other):
            return self._begun(self.data * other.data, (self, other), (other.data, self.data))

        def _begun(self, *given):
            new = self.new(*given)
            new.grad = 1.0
            return new

    class product_like_a_sum(Other):
        """The product has the local gradients of a sum, 1 and 1. If a grows by 0.01 in 3 · 5, by
        how much does the product grow?"""

        def product_of(self, other):
            return self.new(self.data * other.data, (self, other), (1.0, 1.0))

    class sum_like_a_product(Other):
        """The sum has the local gradients of a product. If a grows by 0.01, a + b grows by 0.01,
        however large b is."""

        def sum_of(self, other):
            return self.new(self.data + other.data, (self, other), (other.data, self.data))

    class sum_with_its_numbers(Other):
        """The sum has its own numbers for local gradients. If a grows by 0.01, a + b grows by
        0.01, however large a and b are."""

        def sum_of(self, other):
            return self.new(self.data + other.data, (self, other), (self.data, other.data))

    class both_with_their_numbers(Other):
        """The local gradients are just the numbers that went in. Ask for each parent: if it grows
        by 0.01 and the other stays, by how much does the result grow?"""

        def sum_of(self, other):
            return self.new(self.data + other.data, (self, other), (self.data, other.data))

        def product_of(self, other):
            return self.new(self.data * other.data, (self, other), (self.data, other.data))

    class the_product_itself(Other):
        """Both local gradients of the product are the product itself. If a grows by 0.01 in
        3 · 5, the product grows by 0.05, not by 0.15."""

        def product_of(self, other):
            c = self.data * other.data
            return self.new(c, (self, other), (c, c))

    class values_for_local_gradients(Other):
        """In the product the local gradients are Values. Plain numbers are wanted there, the
        `data` of the factors."""

        def product_of(self, other):
            return self.new(self.data * other.data, (self, other), (other, self))

    class no_plain_numbers(Other):
        """A plain number has no `data`: `a + 2` or `a * 2` fails. `Value.as_value(other)` makes a
        Value of it and leaves a Value as it is: both methods need it."""

        def __add__(self, other):
            return self.new(self.data + other.data, (self, other), (1.0, 1.0), "+")

        def __mul__(self, other):
            return self.new(self.data * other.data, (self, other), (other.data, self.data), "×")

    class no_plain_numbers_in_sums(Other):
        """A plain number has no `data`: `a + 2` or `a * 2` fails. `Value.as_value(other)` makes a
        Value of it and leaves a Value as it is: both methods need it."""

        def __add__(self, other):
            return self.new(self.data + other.data, (self, other), (1.0, 1.0), "+")

    class no_plain_numbers_in_products(Other):
        """A plain number has no `data`: `a + 2` or `a * 2` fails. `Value.as_value(other)` makes a
        Value of it and leaves a Value as it is: both methods need it."""

        def __mul__(self, other):
            return self.new(self.data * other.data, (self, other), (other.data, self.data), "×")

    class moved_in_place(Other):
        """`self` itself has been changed. A new number has come into being, so make a new Value
        for it and leave the old one alone."""

        def sum_of(self, other):
            c = self.data + other.data
            self.data = c
            return self.new(c, (self, other), (1.0, 1.0))

        def product_of(self, other):
            slopes = other.data, self.data
            self.data = self.data * other.data
            return self.new(self.data, (self, other), slopes)

    class the_sum_in_the_product(Other):
        """`__mul__` adds. The number of a * b should be the product."""

        def product_of(self, other):
            return self.new(self.data + other.data, (self, other), (other.data, self.data))


@exercise.right
class Variants:
    class other_factor_first(Value):
        """The parents may stand in any order, as long as their local gradients stand in the same
        one."""

        def __add__(self, other):
            other = Value.as_value(other)
            return Value(other.data + self.data, (other, self), (1.0, 1.0), "+")

        def __mul__(self, other):
            other = Value.as_value(other)
            return Value(other.data * self.data, (other, self), (self.data, other.data), "*")

    class in_steps(Value):
        """A new Value first, and then what it remembers: the same in four lines."""

        def __add__(self, other):
            other = Value.as_value(other)
            result = Value(self.data + other.data)
            result.parents = [self, other]
            result.local_gradients = [1, 1]
            return result

        def __mul__(self, other):
            other = Value.as_value(other)
            result = Value(self.data * other.data)
            result.parents = [self, other]
            result.local_gradients = [other.data, self.data]
            return result
