"""The gradient of the L1 penalty: the signs of the weights."""

import numpy as np

from nnlib.exercises._kinds import array_where, batch, float32, holds, reaches, single
from nnlib.functions import penalties
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="06-l1-grad",
    title="The gradient of the L1 penalty",
    minutes=4,
    difficulty=2,
    points=1,
    reference=penalties.l1_grad,
    hints=(
        "The penalty grows by the strength for every 1 that a weight moves away from 0, whether "
        "the weight is large or small. Only the direction matters.",
        "The slope of |w| is 1 where w is positive, -1 where it is negative; at 0 take 0.",
        "NumPy has a function that gives 1, -1 or 0 by the sign of each entry.",
    ),
    why="""The slope of |w| is the sign of w, so each weight is pulled towards 0 with the same
force, however small it already is. That is why L1 takes weights all the way to 0, and L2, whose
pull fades with the weight, does not. At 0 itself |w| has no slope; 0 is the choice that leaves
such a weight in peace.""",
    promises={
        "a vector": single("W", ndim=1),
        "a table": batch("W"),
        "more axes": single("W", ndim=3),
        "float32": float32("W"),
        "a weight of exactly 0": holds("W", 0),
        "very small weights": array_where("W", lambda W: ((W != 0) & (np.abs(W) < 1e-15)).any()),
        "very large weights": reaches("W", 1000),
    },
    survivors={
        "(W < 0) * 1.0 -> (W < 0) / 1.0": "the same number",
        "(W < 0) * 1.0 -> W < 0": "its product with the strength is a number all the same",
        "(W > 0) * 1.0 -> (W > 0) / 1.0": "the same number",
        "(W > 0) * 1.0 -> W > 0": "its product with the strength is a number all the same",
        "1 -> -2": "what stands in for a size of 0 is divided into 0",
        "1 -> 2": "what stands in for a size of 0 is divided into 0",
        "W / np.where(W == 0, 1, np.abs(W)) -> W // np.where(W == 0, 1, np.abs(W))": (
            "the quotient is -1, 0 or 1"
        ),
    },
)


@exercise.cases
def _(rng):
    W = np.array([[2.0, -0.5, 0.0], [-3.0, 0.25, 1.0]])
    yield Case("2 x 3 weights, one of them 0", {"W": W, "strength": 0.5})
    yield Case("5 x 4 weights", {"W": rng.normal(size=(5, 4)).round(2), "strength": 0.1})
    yield Case("a single row", {"W": np.array([[-0.001, 1000.0]]), "strength": 2.0})
    yield Case("a vector", {"W": np.array([0.3, -0.3, 0.0]), "strength": 1.5})
    small = np.array([[1e-4, -1e-9, 1e-20, 2.0]])
    yield Case("however small they are", {"W": small, "strength": 1.0})
    blocks = np.array([[[1.0, -2], [0, 3]], [[-1, 4], [5, -6]]])
    yield Case("weights with three axes", {"W": blocks, "strength": 2.0})
    yield Case("no penalty", {"W": np.array([[1.5, -2.5]]), "strength": 0.0})
    whole = np.array([[2.0, 0], [-4, 7], [1, -1]])
    yield Case("whole numbers", {"W": whole, "strength": 0.25})
    W = rng.normal(size=(3, 2)).astype(np.float32)
    yield Case("float32", {"W": W, "strength": 0.5})


def _tiny_number(tiny):
    """The mistake of that size."""

    def tiny_number(W, strength):
        return strength * W / (np.abs(W) + tiny)

    tiny_number.__doc__ = f"""The tiny number, {tiny:g}, keeps 0 / 0 away, but a weight that is
        as small is pulled less. The slope of |w| is the same however small w is: ask for the
        sign."""
    return tiny_number


def _dead_zone(bound):
    """The mistake with that bound."""

    def dead_zone(W, strength):
        return strength * np.where(np.abs(W) < bound, 0, np.sign(W))

    dead_zone.__doc__ = f"""Weights near 0 are taken for 0, those below about {bound:g}. The slope
        of |w| is the same however small w is: only exactly 0 gets 0."""
    return dead_zone


@exercise.wrong
class Mistakes:
    def gradient_of_l2(W, strength):
        """This is the gradient of L2: it fades as a weight gets small. The slope of |w| is the
        same however small w is."""
        return strength * W

    def slope_of_the_square(W, strength):
        """This is the gradient of the plain sum of squares: the sizes |w| are wanted, and their
        slope does not grow with w."""
        return 2 * strength * W

    def sizes_themselves(W, strength):
        """These are the sizes of the weights, times the strength: the penalty's own terms. Its
        gradient is wanted."""
        return strength * np.abs(W)

    def the_penalty_itself(W, strength):
        """This is the penalty, one number. Its gradient has one number for each weight."""
        return strength * np.sum(np.abs(W))

    def forgot_the_strength(W, strength):
        """The strength is missing: a stronger penalty must pull harder."""
        return np.sign(W)

    def towards_zero(W, strength):
        """The sign is turned round. The gradient points to where the penalty grows, away from
        0; the step goes against it later."""
        return -strength * np.sign(W)

    def same_for_all(W, strength):
        """Every weight gets the same number, negative ones too: for those the penalty grows
        when they become *smaller*, so their slope is negative."""
        return strength * np.ones_like(W, dtype=float)

    def minus_at_zero(W, strength):
        """A weight of exactly 0 is treated as a negative one. Three cases are wanted: it should
        get 0."""
        return strength * np.where(W > 0, 1.0, -1.0)

    def plus_at_zero(W, strength):
        """A weight of exactly 0 is treated as a positive one. Three cases are wanted: it should
        get 0."""
        return strength * np.where(W < 0, -1.0, 1.0)

    def mean_for_sum(W, strength):
        """The mean over the weights is taken. The penalty is a sum, so no number of weights
        divides."""
        return strength * np.sign(W) / np.size(W)

    tiny_number = tuple(map(_tiny_number, (1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16)))
    dead_zone = tuple(map(_dead_zone, (5e-4, 1e-8, 1e-12)))

    def divided_by_zero(W, strength):
        """At a weight of exactly 0 this is 0 / 0, which is NaN. Such a weight should get 0."""
        return strength * W / np.abs(W)

    def sum_of_the_signs(W, strength):
        """The signs are added up to one number. The gradient has one number for each weight."""
        return strength * np.sum(np.sign(W))

    def nothing_for_negative_weights(W, strength):
        """Negative weights get 0. For them the penalty grows when they become *smaller*, so their
        slope is -1."""
        return strength * (W > 0)

    def signs_lost(W, strength):
        """Every weight but 0 gets the same number, negative ones too. For those the penalty grows
        when they become *smaller*, so their slope is negative."""
        return strength * np.sign(np.abs(W))

    def half_the_strength(W, strength):
        """Everything is half as large as it should be. There is no 1/2 in the L1 penalty: in L2 it
        stands for the square's sake."""
        return strength / 2 * np.sign(W)

    def step_taken(W, strength):
        """These are the weights after a step. Only the gradient is wanted: the step comes later."""
        return W - strength * np.sign(W)

    def two_axes_only(W, strength):
        """Right for a table. But weights may have any shape, and a vector has no second axis
        (IndexError): let NumPy go through the entries."""
        dW = np.zeros(W.shape)
        for i in range(W.shape[0]):
            for j in range(W.shape[1]):
                dW[i, j] = strength * np.sign(W[i, j])
        return dW


@exercise.right
class Variants:
    def by_masks(W, strength):
        return strength * ((W > 0) * 1.0 - (W < 0) * 1.0)

    def into_zeros(W, strength):
        dW = np.zeros_like(W)
        dW[W > 0] = strength
        dW[W < 0] = -strength
        return dW

    def of_the_signs(W, strength):
        """`dW *= strength` multiplies inside the array that `np.sign` has made, and needs no second
        one."""
        dW = np.sign(W)
        dW *= strength
        return dW

    def with_where(W, strength):
        return np.where(W > 0, strength, np.where(W < 0, -strength, 0.0))

    def by_dividing(W, strength):
        """A number over its own size is its sign. At 0 that would be 0 / 0, which is why the
        divisor is replaced there."""
        return strength * (W / np.where(W == 0, 1, np.abs(W)))

    def entry_by_entry(W, strength):
        dW = np.zeros(W.shape)
        for index in np.ndindex(W.shape):
            w = W[index]
            dW[index] = 0 if w == 0 else strength * w / abs(w)
        return dW
