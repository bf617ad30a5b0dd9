"""A ReLU layer, forward and backward."""

import numpy as np

from nnlib.exercises._helpers import forward
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32, holds, reaches
from nnlib.judge.exercise import Case, Exercise
from nnlib.networks import layers

exercise = Exercise(
    id="06-relu",
    title="The ReLU layer",
    minutes=6,
    difficulty=2,
    points=2,
    reference=layers.ReLU,
    blank=("forward", "backward"),
    hints=(
        "Forward: the larger of the score and 0. Backward: the gradient passes unchanged where "
        "the score was positive, and is 0 elsewhere.",
        "`np.maximum(Z, 0)`; and `self.Z > 0` is an array of True and False, which multiply "
        "like 1 and 0. Backward needs the scores, so forward has to keep them.",
        "forward: `self.Z = Z`, then return the maximum. backward: return dA times a mask.",
    ),
    why="""The slope of ReLU is 1 for positive scores and 0 for the others, so the chain rule
multiplies the incoming gradient by that mask. It has to be decided from what `forward` saw,
which is why the layer keeps it. A famous slip is to keep the *output* and test `>= 0`: that is
true everywhere, and the layer becomes invisible on the way back.""",
    promises={
        "a batch": batch("Z"),
        "a batch of one": batch_of_one("Z"),
        "float32": float32("Z"),
        "a score of exactly 0": holds("Z", 0),
        "very large scores": reaches("Z", 1000),
        "scores just above and below 0": holds("Z", 1e-6),
        "a sample whose scores are all below 0": array_where(
            "Z", lambda Z: (Z < 0).all(axis=1).any()
        ),
    },
    survivors={"Z > 0 -> Z >= 0": "a score of 0 gives 0 either way"},
)


def _backward(ReLU, Z, dA):
    layer, other = ReLU(), ReLU()
    layer.forward(np.concatenate([-Z, Z]))  # a batch of another size must leave no trace
    layer.backward(np.concatenate([dA, dA]))
    layer.forward(Z)
    other.forward(1 - Z)  # nor may another layer of the network
    return layer.backward(dA)


def _count_params(ReLU, Z):
    layer = ReLU()
    layer.forward(Z)
    return np.array(len(layer.params))


@exercise.cases
def _(rng):
    Z = np.array([[1.0, -2.0, 0.0], [0.5, 3.0, -0.5]])
    dA = np.array([[10.0, 20.0, 30.0], [40.0, 50.0, 60.0]])
    yield Case("2 rows of 3", {"Z": Z}, forward, "layer.forward(Z)", "forward")
    back = "layer.backward(dA), after layer.forward(Z)"
    yield Case("2 rows of 3", {"Z": Z, "dA": dA}, _backward, back, "backward")
    Z, dA = rng.normal(size=(4, 3)).round(2), rng.normal(size=(4, 3)).round(2)
    near = {"Z": np.array([[1e-6, -1e-6], [-1.0, -0.5]])}
    yield Case("near to 0", near, forward, "layer.forward(Z)", "forward")
    both = {**near, "dA": np.array([[1.5, 2.0], [3.0, 4.0]])}
    yield Case("near to 0", both, _backward, back, "backward")
    yield Case("4 rows of 3", {"Z": Z}, forward, "layer.forward(Z)", "forward")
    yield Case("4 rows of 3", {"Z": Z, "dA": dA}, _backward, back, "backward")
    what = "the number of parameters, len(layer.params) as a Layer has it,"
    yield Case("a layer with nothing to learn", {"Z": Z}, _count_params, what, "forward")
    Z = np.array([[0.0, -1000.0, 1000.0]], dtype=np.float32)
    dA = np.array([[1.0, 2.0, -3.0]], dtype=np.float32)
    yield Case("a batch of one", {"Z": Z}, forward, "layer.forward(Z)", "forward")
    yield Case("a batch of one", {"Z": Z, "dA": dA}, _backward, back, "backward")


def _stops_growing(bound):
    class stops_growing(layers.ReLU):
        """The output is cut off above as well. ReLU only cuts off below 0."""

        def forward(self, Z):
            self.Z = Z
            return np.clip(Z, 0, bound)

    return stops_growing


def _closed_near_zero(tiny):
    class closed_near_zero(layers.ReLU):
        """Small positive scores let no gradient through. Every score above 0 does, however small:
        compare with 0 itself."""

        def backward(self, dA):
            return dA * (tiny < self.Z)

    return closed_near_zero


def _dropped_near_zero(tiny):
    class dropped_near_zero(layers.ReLU):
        """Small positive scores become 0. Every score above 0 stays, however small: compare with
        0 itself."""

        def forward(self, Z):
            self.Z = Z
            return np.where(tiny < Z, Z, 0)

    return dropped_near_zero


@exercise.wrong
class Mistakes:
    class mask_from_the_output(layers.ReLU):
        """The gradient passes everywhere. If you test the *output* of ReLU with `>= 0`, that is
        always true: test whether the score was positive."""

        def backward(self, dA):
            return dA * (np.maximum(self.Z, 0) >= 0)

    class open_at_zero(layers.ReLU):
        """At a score of exactly 0 the gradient passes. Only positive scores should let it
        through: a unit that gave 0 must not learn from a change that it did not pass on."""

        def backward(self, dA):
            return dA * (self.Z >= 0)

    class forgot_the_incoming_gradient(layers.ReLU):
        """This is the mask alone. The chain rule multiplies it by the gradient that comes in,
        dA."""

        def backward(self, dA):
            return (self.Z > 0) * 1.0

    class relu_of_the_gradient(layers.ReLU):
        """ReLU is applied to the gradient. What decides is the sign of the score Z that forward
        saw, not the sign of dA."""

        def backward(self, dA):
            return np.maximum(dA, 0)

    class times_the_output(layers.ReLU):
        """The gradient is multiplied by the output. The slope of ReLU where it is open is 1,
        whatever the score."""

        def backward(self, dA):
            return dA * np.maximum(self.Z, 0)

    class absolute_value(layers.ReLU):
        """This is the absolute value: negative scores should become 0."""

        def forward(self, Z):
            self.Z = Z
            return np.abs(Z)

    class the_other_side(layers.ReLU):
        """The wrong side is kept: positive scores pass, negative ones become 0."""

        def forward(self, Z):
            self.Z = Z
            return np.minimum(Z, 0)

    class scores_overwritten(layers.ReLU):
        """The result is right, but the caller's array was overwritten, which is what `Z[Z < 0]
        = 0` does. Make a new array."""

        def forward(self, Z):
            self.Z = Z.copy()
            Z[Z < 0] = 0
            return Z

    class gradient_overwritten(layers.ReLU):
        """The result is right, but the caller's gradient was overwritten, which is what `dA[…]
        = 0` does. Make a new array."""

        def backward(self, dA):
            dA[self.Z <= 0] = 0
            return dA

    class gradient_overwritten_and_open_at_zero(layers.ReLU):
        """Two things: at a score of exactly 0 the gradient passes, and only positive scores should
        let it through; and the caller's gradient was overwritten, which is what `dA[…] = 0` does.
        Make a new array."""

        def backward(self, dA):
            dA[self.Z < 0] = 0
            return dA

    class half_open_at_zero(layers.ReLU):
        """At a score of exactly 0 half of the gradient passes. Only positive scores should let it
        through."""

        def backward(self, dA):
            return dA * np.heaviside(self.Z, 0.5)

    class mask_of_the_other_side(layers.ReLU):
        """The gradient passes where the score was negative. It should pass where ReLU let the
        score through."""

        def backward(self, dA):
            return dA * (self.Z < 0)

    class bare_mask(layers.ReLU):
        """This is the mask alone, as True and False. The chain rule multiplies it by the gradient
        that comes in, dA."""

        def backward(self, dA):
            return self.Z > 0

    class output_for_the_gradient(layers.ReLU):
        """This is the layer's output once more, and dA plays no part in it. Backward wants the
        gradient dA where the score was positive."""

        def backward(self, dA):
            return np.maximum(self.Z, 0)

    class signs_for_the_mask(layers.ReLU):
        """Where the score was negative the gradient comes through with its sign turned round. There
        the slope of ReLU is 0, not -1."""

        def backward(self, dA):
            return dA * np.sign(self.Z)

    class divided_by_N(layers.ReLU):
        """The gradient is divided by the number of samples. The 1/N came in with the loss and is
        inside dA: a layer divides by nothing."""

        def backward(self, dA):
            return dA * (self.Z > 0) / len(dA)

    class leaks_backward(layers.ReLU):
        """A small part of the gradient comes through where the score was negative, as in a leaky
        ReLU. This one stops all of it."""

        def backward(self, dA):
            return dA * np.where(self.Z > 0, 1, 0.01)

    class leaks(layers.ReLU):
        """A small part of the negative scores comes through, as in a leaky ReLU. This one sets them
        to 0."""

        def forward(self, Z):
            self.Z = Z
            return np.where(Z > 0, Z, 0.01 * Z)

    class step_for_relu(layers.ReLU):
        """This is 1 where the score is positive. ReLU gives the score itself there."""

        def forward(self, Z):
            self.Z = Z
            return (Z > 0) * 1.0

    class largest_of_the_columns(layers.ReLU):
        """`np.max(Z, 0)` gives the largest score of each column, since its second argument is an
        axis. `np.maximum` compares entry by entry."""

        def forward(self, Z):
            self.Z = Z
            return np.max(Z, 0)

    class one_decision_for_all(layers.ReLU):
        """Python's `max` and `if` decide once, for a single number, and Z is a whole array. Each
        entry wants a decision of its own, as `np.maximum` makes it."""

        def forward(self, Z):
            self.Z = Z
            return max(Z, 0)

    class positive_scores_picked(layers.ReLU):
        """`Z[Z > 0]` picks the positive scores out, and the others are gone. They should become 0
        and keep their places."""

        def forward(self, Z):
            self.Z = Z
            return Z[Z > 0]

    class leaks_both_ways(layers.ReLU):
        """A small part of the negative scores comes through, and of their gradients, as in a leaky
        ReLU. This one sets both to 0."""

        def forward(self, Z):
            self.Z = Z
            return np.where(Z > 0, Z, 0.01 * Z)

        def backward(self, dA):
            return dA * np.where(self.Z > 0, 1, 0.01)

    class softplus(layers.ReLU):
        """This is softplus, a smooth relative: it is not 0 where the score is negative. ReLU cuts
        off at 0."""

        def forward(self, Z):
            self.Z = Z
            return np.logaddexp(0, Z)

        def backward(self, dA):
            return dA / (1 + np.exp(-self.Z))

    class scores_as_they_are(layers.ReLU):
        """The scores come back as they are. Negative ones should become 0."""

        def forward(self, Z):
            self.Z = Z
            return Z

    class closed_unless_negative(layers.ReLU):
        """The gradient passes where the score was *not* positive: the mask is the wrong way
        round."""

        def backward(self, dA):
            return dA * (self.Z <= 0)

    class kept_in_the_class(layers.ReLU):
        """Two layers share their scores: they are kept in the class, where the next layer
        overwrites them. `self.Z` belongs to one layer."""

        def forward(self, Z):
            type(self).last = Z
            return np.maximum(Z, 0)

        def backward(self, dA):
            return dA * (type(self).last > 0)

    class first_batch_kept(layers.ReLU):
        """The scores of the first batch decide, and none that come later. Every `forward` keeps its
        own."""

        def forward(self, Z):
            if not hasattr(self, "kept"):
                self.kept = Z
            return np.maximum(Z, 0)

        def backward(self, dA):
            return dA * (self.kept > 0)

    class whole_rows(layers.ReLU):
        """Whole rows of the gradient pass, or none of them. Every score decides for itself."""

        def backward(self, dA):
            return dA * (self.Z > 0).any(axis=1, keepdims=True)

    class gradients_picked(layers.ReLU):
        """`dA[mask]` picks gradients out, and the others are gone. They should become 0 and keep
        their places."""

        def backward(self, dA):
            return dA[self.Z > 0]

    class gradient_cut_to_integers(layers.ReLU):
        """The gradient loses its digits after the point: the array that it was written into holds
        integers. Start with `np.zeros`, which has floats."""

        def backward(self, dA):
            return np.where(self.Z > 0, dA, 0).astype(int)

    stops_growing = tuple(map(_stops_growing, (1, 6)))
    dropped_near_zero = tuple(map(_dropped_near_zero, (1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6)))
    closed_near_zero = tuple(map(_closed_near_zero, (1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6)))


@exercise.right
class Variants:
    class with_where(layers.ReLU):
        def forward(self, Z):
            self.Z = Z
            return np.where(Z > 0, Z, 0)

        def backward(self, dA):
            return np.where(self.Z > 0, dA, 0)

    class keeps_its_output(layers.ReLU):
        """The output is kept, not the input: the next layer keeps that same array anyway."""

        def forward(self, Z):
            self.A = Z * (Z > 0)
            return self.A

        def backward(self, dA):
            return dA * (self.A > 0)

    class with_a_float_mask(layers.ReLU):
        def forward(self, Z):
            self.mask = (Z > 0).astype(float)
            return Z * self.mask

        def backward(self, dA):
            dZ = np.array(dA)
            dZ[self.mask == 0] = 0
            return dZ

    class with_absolute_values(layers.ReLU):
        def forward(self, Z):
            self.Z = Z
            return (Z + np.abs(Z)) / 2

        def backward(self, dA):
            return np.heaviside(self.Z, 0) * dA
