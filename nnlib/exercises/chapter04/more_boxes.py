"""More boxes for the engine: log, tanh, sigmoid and ReLU."""

import numpy as np

from nnlib.autodiff.value import MoreBoxes, Value
from nnlib.exercises.chapter04._more_boxes_bends import Bends
from nnlib.exercises.chapter04._more_boxes_mistakes import InEachBox
from nnlib.exercises.chapter04._more_boxes_routes import Routes
from nnlib.exercises.chapter04._values import both, kept, left
from nnlib.functions.activations import relu_prime, sigmoid, sigmoid_prime
from nnlib.judge.exercise import Case, Exercise

AND = "and its gradient"
KEEPS = (
    "It should be a new Value whose data is a number, with `self` as its parent and one local "
    "gradient, a plain number, whatever number went in. Both stand in tuples of one, `(self,)`: "
    "mind the comma. Here are counted: parents, Values among them, local gradients, numbers among "
    "them, and 1 if the data is a number."
)
LEFT = (
    "The number that went in has been changed. The Values before and after it in the graph count "
    "on `self.data`: compute with it, and put the result into a new Value alone."
)
METHODS = ("log", "tanh", "sigmoid", "relu")

exercise = Exercise(
    id="04-more-boxes",
    title="More boxes",
    minutes=15,
    difficulty=3,
    points=4,
    reference=MoreBoxes,
    blank=METHODS,
    hints=(
        "Look at `exp`, which is written for you. Each of yours does the same two things: from the "
        "plain number `self.data` it computes the new number and the local gradient. Both parents "
        "and local gradients are tuples: with one parent, mind the comma.",
        "With one input the local gradient is the box's derivative. Not sure of one? Measure it: "
        "at 0.7 and at 0.7001, as you did with the weight of the first unit. A ReLU is a max with "
        "0: look at the drawing of the three gates.",
        "You used the sigmoid's slope in the first backward pass of this chapter. And a tanh "
        "is a sigmoid that was stretched, tanh(x) = 2 sigmoid(2x) - 1, so the chain rule gives you "
        "its slope. Written with its result a, it becomes short: it's 1 at a = 0, and 0 at 1 and "
        "at -1.",
    ),
    why="""With one input, a box has its derivative at the number that went in for a local gradient.
Some are cheapest through the result a, which is known already: for tanh it's 1 - a², for the
sigmoid a (1 - a). A ReLU lets the gradient through where the number is above 0. Elsewhere, moving
the number a little changes nothing.""",
    distractors=("is_on = self.data >= 0",),
    promises={
        "negative numbers": lambda case: case.args["number"] < 0,
        "0 for a ReLU": lambda case: case.group == "relu" and case.args["number"] == 0,
        "numbers as large as 1000 for the sigmoid": lambda case: (
            case.group == "sigmoid" and abs(case.args["number"]) == 1000
        ),
    },
)


@exercise.cases
def _(rng):
    drawn = [float(x) for x in rng.integers(1, 9, size=2) * np.array([0.25, -0.25])]
    small = [0.0, 1.0, -0.5, *drawn]
    numbers = {
        "log": [1.0, 2.0, 0.25, 1e-6, abs(drawn[1])],
        "tanh": small,
        "sigmoid": [*small, 1000.0, -1000.0],
        "relu": [2.0, -3.0, 0.0, 0.5],
    }
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


exercise.wrong(InEachBox)
exercise.wrong(Bends)
exercise.wrong(Routes)


@exercise.right
class Variants:
    class with_the_librarys_slopes(MoreBoxes):
        """Where the library has a derivative already, such as `sigmoid_prime`, it takes the number
        that went *in*. And a ReLU is a max with 0, so it can be left to the other box."""

        def log(self):
            return Value(np.log(self.data), (self,), (self.data**-1,), "log")

        def tanh(self):
            return Value(np.tanh(self.data), (self,), (1 - np.tanh(self.data) ** 2,), "tanh")

        def sigmoid(self):
            return Value(sigmoid(self.data), (self,), (sigmoid_prime(self.data),), "sigmoid")

        def relu(self):
            return self.max(0.0)

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

        def log(self):
            return self.box(np.log(self.data), 1 / self.data, "log")

        def tanh(self):
            return self.box(np.tanh(self.data), 1 / np.cosh(self.data) ** 2, "tanh")

        def sigmoid(self):
            a = sigmoid(self.data)
            return self.box(a, a - a**2, "sigmoid")

        def relu(self):
            return self.box(np.maximum(self.data, 0), np.heaviside(self.data, 0), "ReLU")
