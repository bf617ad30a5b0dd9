"""More boxes for the engine: powers, exp, log, tanh, sigmoid, ReLU and max."""

import numpy as np

from nnlib.autodiff.value import MoreBoxes, Value
from nnlib.exercises.chapter04._more_boxes_bends import OneInput, Routes
from nnlib.exercises.chapter04._more_boxes_mistakes import InEachBox, Powers
from nnlib.exercises.chapter04._values import both, kept, left, of_two
from nnlib.functions.activations import relu_prime, sigmoid, sigmoid_prime
from nnlib.judge.exercise import Case, Exercise

AND = "and its gradient"
KEEPS = (
    "It should be a new Value whose data is a number, with `self` as its parent and one local "
    "gradient, a plain number, whatever number went in. Both stand in tuples of one, `(self,)`: "
    "mind the comma. Here are counted: parents, Values among them, local gradients, numbers among "
    "them, and 1 if the data is a number."
)
BOTH = (
    "A max should be a new Value with two parents, both that went in, and a local gradient for "
    "each, a plain number. Here are counted: parents, Values among them, local gradients, numbers "
    "among them, and 1 if the data is a number."
)
LEFT = (
    "The number that went in has been changed. The Values before and after it in the graph count "
    "on `self.data`: compute with it, and put the result into a new Value alone."
)
METHODS = ("__pow__", "exp", "log", "tanh", "sigmoid", "relu", "max")

exercise = Exercise(
    id="04-more-boxes",
    title="More boxes",
    minutes=30,
    difficulty=3,
    points=4,
    reference=MoreBoxes,
    blank=METHODS,
    hints=(
        "Two of them are written for you, `-` and `/`. Each of yours does the same two things: "
        "from the plain number `self.data` it computes the new number and the local gradient. Both "
        "parents and local gradients are tuples: with one parent, mind the comma.",
        "For a box with one input the local gradient is its derivative, and three of them you know "
        "from school. Not sure of one? Measure it: at 0.7 and at 0.7001, as you did with the "
        "weight of the first unit. For a ReLU and a max look at the drawing of the three gates.",
        "You used the sigmoid's slope in the first backward pass of this chapter. And a tanh "
        "is a sigmoid that was stretched, tanh(x) = 2 sigmoid(2x) - 1, so the chain rule gives you "
        "its slope. Written with its result a, it becomes short: it's 1 at a = 0, and 0 at 1 and "
        "at -1.",
    ),
    why="""With one input, a box has its derivative at the number that went in for a local gradient.
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
    yield Case(
        "what it keeps", whole, kept("__pow__"), "The count of what a**2 keeps", "__pow__", KEEPS
    )
    yield Case("a afterwards", whole, left("__pow__"), "a.data after a**2", "__pow__", LEFT)
    for n in (2, 3, 1, 0, -1, 0.5):
        for number in (3.0, -2.0, 0.25) if n != 0.5 else (4.0, 0.25):
            given = {"number": number, "n": n}
            yield Case(
                f"a = {number:g}", given, both("__pow__"), f"The pair of a**{n} {AND}", "__pow__"
            )
    for method, values in numbers.items():
        said = f"a.{method}()"
        one = {"number": 1.0}
        yield Case(
            "what it keeps", one, kept(method), f"The count of what {said} keeps", method, KEEPS
        )
        moved = {"number": -0.5 if method == "relu" else 0.5}
        yield Case("a afterwards", moved, left(method), f"a.data after {said}", method, LEFT)
        if method == "relu":
            off = {"number": -3.0}
            label = "what it keeps below 0"
            yield Case(label, off, kept(method), f"The count of what {said} keeps", method, KEEPS)
        for number in values:
            yield Case(
                f"a = {number:g}",
                {"number": number},
                both(method),
                f"The pair of {said} {AND}",
                method,
            )
    said = "a.max(b)"
    for label, one, other in [
        ("the first is larger", 3.0, 2.0),
        ("the second is larger", -2.0, 5.0),
        ("both are negative", -1.0, -4.0),
        ("two equal ones", 2.0, 2.0),
    ]:
        given = {"number": one, "other": other}
        yield Case(label, given, of_two("counts"), f"The count of what {said} keeps", "max", BOTH)
        yield Case(label, given, of_two("values"), f"The row of {said} and its gradients", "max")
    plain = {"number": 3.0, "other": 0.0}
    yield Case("a plain number, a.max(0)", plain, both("max"), f"The pair of a.max(0) {AND}", "max")


exercise.wrong(InEachBox)
exercise.wrong(Powers)
exercise.wrong(OneInput)
exercise.wrong(Routes)


@exercise.right
class Variants:
    class with_the_librarys_slopes(MoreBoxes):
        """Where the library has a derivative already, such as `sigmoid_prime`, it takes the number
        that went *in*. And a ReLU is a max with 0, so it can be left to the other box."""

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
            return self.max(0.0)

        def max(self, other):
            other = Value.as_value(other)
            if self.data > other.data:
                return Value(self.data, (self, other), (1, 0), "max")
            return Value(other.data, (self, other), (0, 1), "max")

    class the_librarys_relu(MoreBoxes):
        def relu(self):
            return Value(np.maximum(self.data, 0), (self,), (relu_prime(self.data),), "ReLU")

    class asked_with_if(MoreBoxes):
        """A ReLU with an `if` on the number. Both branches make a Value with `self` as its parent,
        so that the graph is whole, whichever of them was taken."""

        def relu(self):
            if self.data > 0:
                return Value(self.data, (self,), (1,), "ReLU")
            return Value(0, (self,), (0,), "ReLU")

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
