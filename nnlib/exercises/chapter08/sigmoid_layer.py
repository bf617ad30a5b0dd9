"""A repair: the sigmoid layer takes its slope at the activations."""

import numpy as np

from nnlib.exercises._helpers import forward, spelled
from nnlib.exercises._kinds import batch, batch_of_one, float32, holds, reaches
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


def _never_vanishes(bound):
    class never_vanishes(layers.Sigmoid):
        """The slope is kept from getting smaller than a bound. Where the score is far from 0 it
        does nearly vanish, and so should the gradient."""

        def backward(self, dA):
            return dA * np.maximum(self.A * (1 - self.A), bound)

    return never_vanishes


@exercise.wrong
class Mistakes:
    class slope_alone(layers.Sigmoid):
        """This is the slope alone. The chain rule multiplies it by dA, which came in."""

        def backward(self, dA):
            return self.A * (1 - self.A)

    class times_the_activation(layers.Sigmoid):
        """The gradient is multiplied by the activation. What is wanted is the slope there: how
        much the activation changes with the score."""

        def backward(self, dA):
            return dA * self.A

    class one_minus_alone(layers.Sigmoid):
        """Half of the slope is missing: at a score of 0 it should be 1/4, not 1/2."""

        def backward(self, dA):
            return dA * (1 - self.A)

    class slope_of_tanh(layers.Sigmoid):
        """This is the slope of tanh, 1 - a². The sigmoid has another one, and at a score of 0
        it is 1/4."""

        def backward(self, dA):
            return dA * (1 - self.A**2)

    class squashed_again(layers.Sigmoid):
        """The gradient is multiplied by the sigmoid of the activation. A second squashing is no
        slope: the slope is how much the activation changes with the score."""

        def backward(self, dA):
            return dA * sigmoid(self.A)

    class slope_at_the_gradient(layers.Sigmoid):
        """The slope is taken at the incoming gradient. It belongs to the scores that `forward`
        saw."""

        def backward(self, dA):
            return dA * sigmoid_prime(dA)

    class _times_the_activation(layers.Sigmoid):
        def backward(self, dA):
            return self.A * sigmoid_prime(dA)

    slope_at_the_gradient = spelled(slope_at_the_gradient, _times_the_activation)
    del _times_the_activation

    class activations_changed(layers.Sigmoid):
        """Right the first time. `backward` writes into the array that `forward` has kept, with
        `*=` or a second assignment, so the second time it finds slopes where activations should be.
        Compute a new array, and leave what is kept alone."""

        def backward(self, dA):
            self.A *= 1 - self.A
            return dA * self.A

    class activations_replaced(layers.Sigmoid):
        def backward(self, dA):
            self.A = dA * self.A * (1 - self.A)
            return self.A

    activations_changed = spelled(activations_changed, activations_replaced)
    del activations_replaced

    class slope_twice(layers.Sigmoid):
        """The slope is multiplied in twice: one factor a (1 - a) is the whole of it."""

        def backward(self, dA):
            return dA * (self.A * (1 - self.A)) ** 2

    class scores_not_kept(layers.Sigmoid):
        """`backward` looks for the scores, and nobody has kept them. Let `forward` put them
        away, as it does with the activations."""

        def backward(self, dA):
            return dA * sigmoid_prime(self.Z)

    class forward_gives_scores(layers.Sigmoid):
        """Now `forward` lets the scores out. Its result, the activations, was right: only what
        the layer remembers may change."""

        def forward(self, Z):
            self.A = sigmoid(Z)
            return Z

    class sign_turned_round(layers.Sigmoid):
        """Right but for the sign. The sigmoid rises everywhere, so its slope is never negative."""

        def backward(self, dA):
            return dA * self.A * (self.A - 1)

    class divides_by_the_slope(layers.Sigmoid):
        """The gradient is divided by the slope. The chain rule multiplies by it."""

        def backward(self, dA):
            return dA / (self.A * (1 - self.A))

    class divided_by_N(layers.Sigmoid):
        """The gradient is divided by the number of samples as well. The 1/N came in with the loss
        and is inside dA."""

        def backward(self, dA):
            return dA * self.A * (1 - self.A) / len(dA)

    class parentheses_missing(layers.Sigmoid):
        """Everything is 0: without parentheses `A * 1 - A` is A - A. The difference comes first."""

        def backward(self, dA):
            return dA * (self.A * 1 - self.A)

    class matrix_product(layers.Sigmoid):
        """`@` is the matrix product. Each entry has a slope of its own: multiply entry by entry."""

        def backward(self, dA):
            return dA @ (self.A * (1 - self.A))

    class scores_for_activations(layers.Sigmoid):
        """In a (1 - a) both factors are activations. Here they are the scores, which may be of any
        size."""

        def forward(self, Z):
            self.Z = Z
            return sigmoid(Z)

        def backward(self, dA):
            return dA * self.Z * (1 - self.Z)

    class score_in_the_second_factor(layers.Sigmoid):
        """In a (1 - a) both factors are activations. The second one here is 1 minus the *score*."""

        def forward(self, Z):
            self.Z = Z
            return sigmoid(Z)

        def backward(self, dA):
            return dA * sigmoid(self.Z) * (1 - self.Z)

    class plus_for_minus(layers.Sigmoid):
        """A plus for a minus: the slope is a (1 - a), largest in the middle and nearly 0 far
        out."""

        def backward(self, dA):
            return dA * self.A * (1 + self.A)

    class first_batch_kept(layers.Sigmoid):
        """The first batch decides, and none that comes later. Every `forward` keeps its own."""

        def forward(self, Z):
            if not hasattr(self, "kept"):
                self.kept = sigmoid(Z)
            return sigmoid(Z)

        def backward(self, dA):
            return dA * self.kept * (1 - self.kept)

    class kept_in_the_class(layers.Sigmoid):
        """Two layers share what they keep: it stands in the class, where the next layer overwrites
        it. `self.` belongs to one layer."""

        def forward(self, Z):
            type(self).last = sigmoid(Z)
            return sigmoid(Z)

        def backward(self, dA):
            return dA * self.last * (1 - self.last)

    class slope_that_overflows(layers.Sigmoid):
        """The exponential overflows for scores far below 0, and infinity over infinity is not a
        number. The activation that was kept gives the slope without any."""

        def forward(self, Z):
            self.Z = Z
            return sigmoid(Z)

        def backward(self, dA):
            e = np.exp(-self.Z)
            return dA * e / (1 + e) ** 2

    class summed_over_the_samples(layers.Sigmoid):
        """The samples are added up or averaged. Every sample keeps a gradient of its own: the shape
        is that of dA."""

        def backward(self, dA):
            return np.sum(dA * self.A * (1 - self.A), axis=0)

    class averaged_over_the_samples(layers.Sigmoid):
        def backward(self, dA):
            return np.mean(dA * self.A * (1 - self.A), axis=0)

    summed_over_the_samples = spelled(summed_over_the_samples, averaged_over_the_samples)
    del averaged_over_the_samples

    class mean_slope(layers.Sigmoid):
        """The slopes are averaged over the batch. Every score of every sample has its own."""

        def backward(self, dA):
            return dA * np.mean(self.A * (1 - self.A), axis=0)

    class slope_at_another_activation(layers.Sigmoid):
        """The slope is still taken at an activation. `sigmoid_prime` wants the *score*; from the
        activation the slope is a (1 - a)."""

        def backward(self, dA):
            return dA * sigmoid_prime(1 - self.A)

    class activation_subtracted(layers.Sigmoid):
        """Parentheses are missing: the activation is taken off at the very end. The slope is the
        product of a and (1 - a)."""

        def backward(self, dA):
            return dA * self.A * 1 - self.A

    class passed_on_unchanged(layers.Sigmoid):
        """The gradient goes through unchanged. That is the slope of a ReLU above 0, and every
        activation of a sigmoid is above 0. The sigmoid has another slope at each score."""

        def backward(self, dA):
            return dA * (self.A > 0)

    class forward_gives_the_slope(layers.Sigmoid):
        """Now `forward` returns the slope. Its result, the activations, was right: compute the
        slope in `backward`, or keep it beside them."""

        def forward(self, Z):
            self.A = sigmoid_prime(Z)
            return self.A

        def backward(self, dA):
            return dA * self.A

    class thrown_away(layers.Sigmoid):
        """Right the first time, but then `backward` throws away what `forward` has kept, and a
        second `backward` finds nothing. Leave it where it is until the next `forward`."""

        def backward(self, dA):
            A, self.A = self.A, None
            return dA * A * (1 - A)

    never_vanishes = tuple(
        map(_never_vanishes, (0.1, 0.05, 0.01, 1e-3, 1e-4, 1e-5, 1e-6, 0.09, 0.0475, 0.0099))
    )


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
