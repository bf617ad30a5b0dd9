"""More boxes for the engine: powers, exp, log, tanh, sigmoid, ReLU and max."""

import math

import numpy as np

from nnlib.autodiff.value import MoreBoxes, Value
from nnlib.exercises.chapter04._values import both, kept, of_two
from nnlib.functions.activations import relu_prime, sigmoid, sigmoid_prime
from nnlib.judge.exercise import Case, Exercise

AND = "and its gradient"
KEEPS = (
    "It should be a new Value with one parent and one local gradient, a plain number. Both stand "
)
KEEPS += (
    "in tuples of one, `(self,)`: mind the comma. Here are counted: parents, Values among them, "
)
KEEPS += "local gradients, numbers among them."
BOTH = "A max should be a new Value with two parents, both that went in, and a local gradient for "
BOTH += (
    "each, a plain number. Here are counted: parents, Values among them, local gradients, numbers "
)
BOTH += "among them."
METHODS = ("__pow__", "exp", "log", "tanh", "sigmoid", "relu", "max")

exercise = Exercise(
    id="04-more-boxes",
    title="More boxes",
    minutes=15,
    difficulty=3,
    points=4,
    reference=MoreBoxes,
    blank=METHODS,
    hints=(
        "Two of them are written for you, `-` and `/`. Each of yours does the same two things: it "
        "computes the new number, and how many times as much as each parent that number grows. For "
        "a box with one input this is the derivative from school.",
        "The derivatives, with a for the result: a power, n times the number to the power n - 1; "
        "exp, a; log, 1 divided by the number; tanh, 1 - a squared; the sigmoid you know from "
        "chapter 02. A ReLU and a max route: 1 for who gets through, 0 for who doesn't.",
        'With `a = np.exp(self.data)`, exp is `Value(a, (self,), (...,), "exp")`: mind the comma, '
        "a tuple of one. max has two parents, and of its two local gradients one is 1.0.",
    ),
    why="""For a box with one input the local gradient is its derivative at the number that went in.
Some are cheapest through the result, which is known already: the exponential is its own derivative,
for tanh it's 1 - a², for the sigmoid a (1 - a). A ReLU lets the gradient through where the number
is above 0. A max gives all of it to the larger number: moving the smaller one a little changes
nothing.""",
    distractors=("wins = self.data >= rival.data",),
    promises={
        "negative numbers": lambda case: case.args["number"] < 0,
        "0 for a ReLU": lambda case: case.group == "relu" and case.args["number"] == 0,
        "numbers as large as 1000 for the sigmoid": lambda case: (
            case.group == "sigmoid" and abs(case.args["number"]) == 1000
        ),
        "negative and broken exponents": lambda case: case.args.get("n") in (-1, 0.5),
        "a plain number for max": lambda case: "a plain number" in case.label,
        "a tie for max": lambda case: "equal" in case.label,
    },
    survivors={
        "max(self.data, 0.0) -> max(0.0, self.data)": "the same in other words",
        "max(self.data, other.data) -> max(other.data, self.data)": "the same in other words",
    },
)


@exercise.cases
def _(rng):
    drawn = [float(x) for x in rng.integers(1, 9, size=2) * np.array([0.25, -0.25])]
    small = [0.0, 1.0, -0.5, *drawn]
    numbers = {
        "exp": [*small, 20.0, -20.0],
        "log": [1.0, 2.0, 0.25, 1e-6, abs(drawn[1])],
        "tanh": small,
        "sigmoid": [*small, 1000.0, -1000.0],
        "relu": [2.0, -3.0, 0.0, 0.5],
    }
    whole = {"number": 3.0, "n": 2}
    yield Case("what it keeps", whole, kept("__pow__"), "What a**2 keeps", "__pow__", KEEPS)
    for n in (2, 3, 1, 0, -1, 0.5):
        for number in (3.0, -2.0, 0.25) if n != 0.5 else (4.0, 0.25):
            given = {"number": number, "n": n}
            yield Case(f"a = {number:g}", given, both("__pow__"), f"a**{n} {AND}", "__pow__")
    for method, values in numbers.items():
        said = f"a.{method}()"
        one = {"number": 1.0}
        yield Case("what it keeps", one, kept(method), f"What {said} keeps", method, KEEPS)
        for number in values:
            yield Case(f"a = {number:g}", {"number": number}, both(method), f"{said} {AND}", method)
    said = "a.max(b)"
    for label, one, other in [
        ("the first is larger", 3.0, 2.0),
        ("the second is larger", -2.0, 5.0),
        ("both are negative", -1.0, -4.0),
        ("two equal ones", 2.0, 2.0),
    ]:
        given = {"number": one, "other": other}
        yield Case(label, given, of_two("counts"), f"What {said} keeps", "max", BOTH)
        yield Case(label, given, of_two("values"), f"{said} and its gradients", "max")
    plain = {"number": 3.0, "other": 0.0}
    yield Case("a plain number, a.max(0)", plain, both("max"), f"a.max(0) {AND}", "max")


class _Other(MoreBoxes):
    """The boxes in parts, each of which an answer may get wrong."""

    def box(self, a, slope, name):
        return Value(a, (self,), (slope,), name)


@exercise.wrong
class Mistakes:
    class power_without_n(_Other):
        """The power's local gradient has lost its factor n: x³ has the derivative 3 x²."""

        def __pow__(self, n):
            return self.box(self.data**n, self.data ** (n - 1), "pow")

    class power_with_n(_Other):
        """The power's local gradient still has the exponent n. It goes down by one: x³ has the
        derivative 3 x²."""

        def __pow__(self, n):
            return self.box(self.data**n, n * self.data**n, "pow")

    class power_without_exponent(_Other):
        """The power's local gradient has lost its exponent: it's n times the number to the power
        n - 1. For a square the two are the same, for a cube they aren't."""

        def __pow__(self, n):
            return self.box(self.data**n, n * self.data, "pow")

    class exp_like_a_power(_Other):
        """The exponential was differentiated like a power. It's a function that is its own
        derivative."""

        def exp(self):
            a = np.exp(self.data)
            return self.box(a, self.data * np.exp(self.data - 1), "exp")

    class exp_with_itsnumber_of(_Other):
        """The exponential's local gradient is the number that went in. The exponential is its own
        derivative, so it's what came *out*."""

        def exp(self):
            return self.box(np.exp(self.data), self.data, "exp")

    class exp_times_its_number(_Other):
        """The exponential's local gradient has a factor too many. The exponential is its own
        derivative; the chain rule's other factor is the upstream gradient, and comes later."""

        def exp(self):
            a = np.exp(self.data)
            return self.box(a, a * self.data, "exp")

    class another_logarithm(_Other):
        """This is another logarithm, to the base 10 or 2. The natural one is wanted, `np.log`,
        whose derivative is 1 divided by the number."""

        def log(self):
            return self.box(np.log10(self.data), 1 / self.data, "log")

    class log_of_its_result(_Other):
        """The logarithm's local gradient is taken at its result. It's 1 divided by the number that
        went *in*."""

        def log(self):
            a = np.log(self.data)
            return self.box(a, 1 / a if a else 0.0, "log")

    class log_with_itsnumber_of(_Other):
        """The logarithm's local gradient is upside down: it's 1 *divided by* the number, so the
        curve gets flatter as the number grows."""

        def log(self):
            return self.box(np.log(self.data), self.data, "log")

    class log_minus(_Other):
        """The logarithm's local gradient has the wrong sign: the logarithm rises everywhere."""

        def log(self):
            return self.box(np.log(self.data), -1 / self.data, "log")

    class tanh_at_the_number(_Other):
        """For tanh, the square in 1 - a² is taken of the number that went in. a is the result,
        tanh of it."""

        def tanh(self):
            return self.box(np.tanh(self.data), 1 - self.data**2, "tanh")

    class tanh_without_a_square(_Other):
        """For tanh the square is missing in 1 - a²."""

        def tanh(self):
            a = np.tanh(self.data)
            return self.box(a, 1 - a, "tanh")

    class tanh_like_a_sigmoid(_Other):
        """tanh has the local gradient of a sigmoid, a (1 - a). It rises from -1 to 1, and its slope
        is 1 - a²."""

        def tanh(self):
            a = np.tanh(self.data)
            return self.box(a, a * (1 - a), "tanh")

    class sigmoid_slope_at_its_result(_Other):
        """The sigmoid's slope is taken at its result: `sigmoid_prime` wants the number that went
        *in*."""

        def sigmoid(self):
            a = sigmoid(self.data)
            return self.box(a, sigmoid_prime(a), "sigmoid")

    class sigmoid_at_the_number(_Other):
        """In a (1 - a), a is the sigmoid's result. You put in the number that went into the box."""

        def sigmoid(self):
            return self.box(sigmoid(self.data), self.data * (1 - self.data), "sigmoid")

    class overflow_in_the_sigmoid(_Other):
        """For a number of -1000 the exponential in the sigmoid overflows, and `math.exp` raises an
        error then. The `sigmoid` of chapter 01, which the library has, holds for all numbers."""

        def sigmoid(self):
            a = 1 / (1 + math.exp(-self.data))
            return self.box(a, a * (1 - a), "sigmoid")

    class half_a_sigmoid(_Other):
        """The sigmoid's slope has lost a factor: it's a (1 - a), both of them."""

        def sigmoid(self):
            a = sigmoid(self.data)
            return self.box(a, 1 - a, "sigmoid")

    class relu_with_its_result(_Other):
        """The ReLU's local gradient is its result. Where the number gets through, the result grows
        just as much as the number: 1, else 0."""

        def relu(self):
            a = max(self.data, 0.0)
            return self.box(a, a, "ReLU")

    class relu_open_at_zero(_Other):
        """At exactly 0 the ReLU's local gradient should be 0. Ask whether the number is *above* 0,
        `> 0`."""

        def relu(self):
            return self.box(max(self.data, 0.0), float(self.data >= 0), "ReLU")

    class relu_always_open(_Other):
        """The ReLU's local gradient is 1 everywhere. Below 0 the result doesn't move when the
        number does."""

        def relu(self):
            return self.box(max(self.data, 0.0), 1.0, "ReLU")

    class max_with_numbers(_Other):
        """The local gradients of the max are numbers that went in. It routes: the larger one gets
        1, the other one 0."""

        def max(self, other):
            other = Value.as_value(other)
            wins = self.data > other.data
            slopes = (self.data, 0.0) if wins else (0.0, other.data)
            return Value(self.data if wins else other.data, (self, other), slopes, "max")

    class max_gives_to_both(_Other):
        """Both get a gradient from the max. If the smaller one moves a little, the larger one stays
        what it is, and nothing changes: 0."""

        def max(self, other):
            other = Value.as_value(other)
            return Value(max(self.data, other.data), (self, other), (1.0, 1.0), "max")

    class max_exchanged(_Other):
        """The local gradients of the max are exchanged: it's the larger number that gets through,
        so the larger one gets 1."""

        def max(self, other):
            other = Value.as_value(other)
            wins = self.data > other.data
            slopes = (float(not wins), float(wins))
            return Value(max(self.data, other.data), (self, other), slopes, "max")

    class max_halves_a_tie(_Other):
        """Of two equal numbers both got a half. The docstring says that the other one counts."""

        def max(self, other):
            other = Value.as_value(other)
            first = 0.5 * (np.sign(self.data - other.data) + 1)
            slopes = (float(first), float(1 - first))
            return Value(max(self.data, other.data), (self, other), slopes, "max")

    class first_of_a_tie(_Other):
        """Of two equal numbers the first one counts. The docstring says that the other one does:
        ask whether `self.data` is *above* `other.data`."""

        def max(self, other):
            other = Value.as_value(other)
            wins = self.data >= other.data
            slopes = (float(wins), float(not wins))
            return Value(max(self.data, other.data), (self, other), slopes, "max")

    class max_without_plain_numbers(_Other):
        """`a.max(0)` doesn't work: a plain number has no `data`. `Value.as_value(other)` makes a
        Value of it, as in `__sub__`."""

        def max(self, other):
            wins = self.data > other.data
            slopes = (float(wins), float(not wins))
            return Value(max(self.data, other.data), (self, other), slopes, "max")

    class nowhere_a_slope(_Other):
        """The new Values have forgotten where they come from. As in `__sub__`, hand over the
        parents and a local gradient for each."""

        def __pow__(self, n):
            return Value(self.data**n)

        def exp(self):
            return Value(np.exp(self.data))

        def log(self):
            return Value(np.log(self.data))

        def tanh(self):
            return Value(np.tanh(self.data))

        def sigmoid(self):
            return Value(sigmoid(self.data))

        def relu(self):
            return Value(max(self.data, 0.0))

        def max(self, other):
            return Value(max(self.data, Value.as_value(other).data))


@exercise.right
class Variants:
    class with_the_librarys_slopes(MoreBoxes):
        """Where the library has a derivative already, such as `sigmoid_prime`, it takes the number
        that went *in*. And a ReLU is a max with 0."""

        def __pow__(self, n):
            return Value(self.data**n, (self,), (n * self.data ** (n - 1),), "pow")

        def exp(self):
            return Value(np.exp(self.data), (self,), (np.exp(self.data),), "exp")

        def log(self):
            return Value(np.log(self.data), (self,), (self.data**-1,), "log")

        def tanh(self):
            return Value(np.tanh(self.data), (self,), (1 - np.tanh(self.data) ** 2,), "tanh")

        def sigmoid(self):
            return Value(sigmoid(self.data), (self,), (sigmoid_prime(self.data),), "sigmoid")

        def relu(self):
            return Value(max(self.data, 0.0), (self,), (relu_prime(self.data),), "ReLU")

        def max(self, other):
            other = Value.as_value(other)
            if self.data > other.data:
                return Value(self.data, (self, other), (1, 0), "max")
            return Value(other.data, (self, other), (0, 1), "max")

    class one_place_for_all(MoreBoxes):
        """What all boxes of one input have in common stands in one helper, so that each of them is
        a line: the result, and the slope."""

        def box(self, a, slope, operation):
            return Value(a, (self,), (slope,), operation)

        def __pow__(self, n):
            return self.box(self.data**n, n * self.data ** (n - 1), "pow")

        def exp(self):
            return self.box(np.exp(self.data), np.exp(self.data), "exp")

        def log(self):
            return self.box(np.log(self.data), 1 / self.data, "log")

        def tanh(self):
            return self.box(np.tanh(self.data), 1 / np.cosh(self.data) ** 2, "tanh")

        def sigmoid(self):
            a = sigmoid(self.data)
            return self.box(a, a - a**2, "sigmoid")

        def relu(self):
            return self.box(np.maximum(self.data, 0), np.heaviside(self.data, 0), "ReLU")

        def max(self, other):
            other = Value.as_value(other)
            slope = np.heaviside(self.data - other.data, 0)
            return Value(max(self.data, other.data), (self, other), (slope, 1 - slope), "max")
