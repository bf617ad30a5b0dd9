"""A repair: the sigmoid layer takes its slope at the activations."""

import numpy as np

from nnlib.exercises._helpers import forward
from nnlib.exercises._kinds import batch, batch_of_one, float32, holds, reaches
from nnlib.exercises.chapter08._sigmoid_layer_mistakes import Mistakes
from nnlib.functions.activations import sigmoid, sigmoid_prime
from nnlib.judge.exercise import Case, Exercise
from nnlib.networks import layers
from nnlib.networks.layers import Layer

exercise = Exercise(
    id="08-sigmoid-layer",
    title="Repair the sigmoid layer",
    minutes=5,
    difficulty=2,
    points=2,
    reference=layers.Sigmoid,
    blank=("backward",),
    hints=(
        "The check complains about `backward` alone, so `forward` is right and the slope is the "
        "suspect. What should it be for a score of 0, and for a score of 4?",
        "`sigmoid_prime` is right: read in its docstring *where* it takes the slope. Which array "
        "does the layer hand to it?",
        "Two ways out: keep the scores too, or write the slope with the activations alone. From "
        "chapter 01 you know that the slope is a (1 - a), with a the sigmoid of z.",
    ),
    why="""`sigmoid_prime` wants scores; the layer gave it activations, which have been
through the sigmoid once already. The slope at the score is `A * (1 - A)`, so no second call
is needed. What was computed instead lies between 0.197 and 0.25 for every score: positive, so
the steps still went roughly downhill, and nearly constant, so no unit ever seemed saturated.""",
    promises={
        "a batch": batch("Z"),
        "a batch of one": batch_of_one("Z"),
        "float32": float32("Z"),
        "a score of 0": holds("Z", 0),
        "very large scores": reaches("Z", 1000),
        "a second way back": lambda case: case.label.endswith("asked a second time"),
    },
)


def _backward(Sigmoid, Z, dA):
    layer, other = Sigmoid(), Sigmoid()
    # A batch before this one, of another size, must leave no trace.
    layer.forward(np.concatenate([Z - 1, Z]))
    layer.backward(np.concatenate([dA, dA]))
    layer.forward(Z)
    other.forward(1 - Z)  # nor may another layer of the network
    return layer.backward(dA)


def _again(Sigmoid, Z, dA):
    layer = Sigmoid()
    layer.forward(Z)
    layer.backward(dA)
    return layer.backward(dA)


@exercise.cases
def _(rng):
    def draw(N, H, dtype=np.float64):
        return {"Z": (2 * rng.normal(size=(N, H))).round(1).astype(dtype)}, {
            "dA": rng.normal(size=(N, H)).round(1).astype(dtype)
        }

    Z, dA = np.array([[0.0, 2.0, -6.0], [6.0, -1.0, 0.5]]), np.array([[1.0, 1, 1], [2, -3, 4]])
    whole = {"Z": np.array([[0.0, 1], [-2, 3], [4, -5]])}, {"dA": np.array([[1.0, 2]] * 3)}
    rows = [
        ("2 rows of 3", {"Z": Z}, {"dA": dA}),
        ("4 rows of 2", *draw(4, 2)),
        ("a batch of one", *draw(1, 5)),
        ("whole numbers", *whole),
        ("far from 0", {"Z": np.array([[20.0, -20, 1000, -1000]])}, {"dA": np.ones((1, 4))}),
        ("float32", *draw(3, 4, np.float32)),
    ]
    for label, scores, gradient in rows:
        back = "layer.backward(dA), after layer.forward(Z),"
        yield Case(label, {**scores, **gradient}, _backward, back)
        yield Case(label, scores, forward, "layer.forward(Z)")
        if label == "2 rows of 3":
            back = "layer.backward(dA), for the second time after one layer.forward(Z),"
            yield Case(f"{label}, asked a second time", {**scores, **gradient}, _again, back)


@exercise.broken(
    "Where the score is far from 0 the sigmoid is flat, and the gradient should nearly vanish. "
    "Here between a fifth and a quarter of it comes through, however far from 0 it is."
)
class Sigmoid(Layer):
    """Squashes scores into (0, 1)."""

    def forward(self, Z):
        """Apply the sigmoid, entry by entry."""
        self.A = sigmoid(Z)
        return self.A

    def backward(self, dA):
        """Multiply by the slope of the sigmoid."""
        return dA * sigmoid_prime(self.A)


exercise.wrong(Mistakes)


@exercise.right
class Variants:
    class keeps_its_scores(layers.Sigmoid):
        """The scores are kept, and the slope is computed from them. That is right too, and takes a
        second exponential for every entry, where the kept output needs none."""

        def forward(self, Z):
            self.Z = Z
            return sigmoid(Z)

        def backward(self, dA):
            return dA * sigmoid_prime(self.Z)

    class with_a_square(layers.Sigmoid):
        def forward(self, Z):
            self.A = 1 / (1 + np.exp(-Z))
            return self.A

        def backward(self, dA):
            return np.multiply(self.A - self.A**2, dA)
