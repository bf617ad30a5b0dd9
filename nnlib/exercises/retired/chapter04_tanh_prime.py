"""The slope of tanh, at the scores."""

import math

import numpy as np

from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32, holds, reaches, single
from nnlib.functions import activations
from nnlib.functions.activations import sigmoid, sigmoid_prime
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="04-tanh-prime",
    title="The slope of tanh",
    minutes=3,
    difficulty=2,
    points=1,
    reference=activations.tanh_prime,
    hints=(
        "The derivative needs no quotient rule: it is a short expression in tanh itself, and it "
        "stands in the text.",
        "Take `np.tanh` of the scores once, then square it.",
        "`return 1 - ...`; at a score of 0 the result must be 1, and far out nearly 0.",
    ),
    why="""With `a = tanh(z)` the slope is `1 - a**2`: 1 at the score 0, where tanh is steepest,
and nearly 0 where it saturates. It takes the *score* and computes `a` itself, so that nobody has
to ask which of the two to hand over. `np.tanh` holds for scores of any size; the quotient of
exponentials would overflow.""",
    promises={
        "one score": single("Z"),
        "a row": single("Z", ndim=1),
        "a table": batch("Z"),
        "a batch of one": batch_of_one("Z"),
        "more axes than two": array_where("Z", lambda Z: Z.ndim > 2),
        "a score of 0": holds("Z", 0),
        "scores below 0": array_where("Z", lambda Z: Z.min() < 0),
        "a slope that is nearly 0, and not 0": array_where("Z", lambda Z: 5 < -Z.min() < 7),
        "very large scores": reaches("Z", 1000),
        "float32": float32("Z"),
    },
)


@exercise.cases
def _(rng):
    yield Case("a table, 2 rows of 3", {"Z": np.array([[0.0, 0.5, -2.0], [1.0, -0.3, 3.5]])})
    yield Case("one score", {"Z": np.array(0.7)})
    yield Case("a batch of one", {"Z": rng.normal(size=(1, 4)).round(2)})
    yield Case("whole numbers", {"Z": np.array([-6.0, -1, 0, 1, 2])})
    yield Case("float32", {"Z": rng.normal(size=(3, 2)).astype(np.float32)})
    yield Case("three axes", {"Z": np.linspace(-2, 2, 12).round(1).reshape(2, 3, 2)})
    yield Case("very large scores", {"Z": np.array([-1000.0, 0.0, 1000.0])})


def _for_tables_alone(tanh):
    def for_tables_alone(Z):
        return np.array([[1 - tanh(z) ** 2 for z in row] for row in Z])

    for_tables_alone.__doc__ = """This is written for rows of numbers, with two loops. Scores come
    in any shape, and NumPy needs no loop for them."""
    return for_tables_alone


def _clipped(bound):
    def clipped(Z):
        return 1 - np.tanh(np.clip(Z, -bound, bound)) ** 2

    clipped.__doc__ = """The scores were clipped, so the slope stops falling. tanh holds for every
    score: leave the clip away."""
    return clipped


def _zero_far_out(bound):
    def zero_far_out(Z):
        return np.where(np.abs(Z) > bound, 0.0, 1 - np.tanh(Z) ** 2)

    zero_far_out.__doc__ = """Far out the slope is set to 0. It is *nearly* 0 there, and the formula
    gives that by itself."""
    return zero_far_out


def _measured(step):
    def measured(Z):
        return (np.tanh(Z + step) - np.tanh(Z)) / step

    measured.__doc__ = """Near, but no nearer than a difference over a finite step. The text has an
    exact formula, in terms of tanh itself."""
    return measured


@exercise.wrong
class Mistakes:
    def scores_squared(Z):
        """The scores are squared, not their tanh: this would be right if Z held activations. It
        holds scores."""
        return 1 - np.multiply(Z, Z)

    def squared_too_early(Z):
        """The scores are squared *before* tanh. Take tanh of the scores, and square what it
        gives."""
        return 1 - np.tanh(np.multiply(Z, Z))

    def not_squared(Z):
        """The square is missing: one minus tanh *squared*."""
        return 1 - np.tanh(Z)

    def rule_of_the_sigmoid(Z):
        """This is the rule of the sigmoid, a (1 - a). Tanh has its own, since it goes from -1
        to 1."""
        return np.tanh(Z) * (1 - np.tanh(Z))

    def slope_of_the_sigmoid(Z):
        """This is the slope of the sigmoid. At the score 0 tanh is four times as steep."""
        return sigmoid_prime(Z)

    def upside_down(Z):
        """The sign is wrong: tanh rises everywhere, so its slope is never negative."""
        return np.tanh(Z) ** 2 - 1

    def plus_for_minus(Z):
        """A plus for a minus: the slope is largest at the score 0 and fades on both sides.
        Yours grows."""
        return 1 + np.tanh(Z) ** 2

    def tanh_itself(Z):
        """This is tanh itself. How steep is it there?"""
        return np.tanh(Z)

    def tanh_of_tanh(Z):
        """The slope is taken at the activation: tanh was applied twice. Square tanh of the
        score."""
        return 1 - np.tanh(np.tanh(Z)) ** 2

    def tanh_by_exponentials(Z):
        """For very large scores the exponentials overflow, and infinity over infinity is not a
        number. `np.tanh` holds for every score."""
        with np.errstate(all="ignore"):
            return 1 - ((np.exp(Z) - np.exp(-Z)) / (np.exp(Z) + np.exp(-Z))) ** 2

    def without_the_one(Z):
        """The `1 -` is missing: this is tanh squared, which is 0 where tanh is steepest."""
        return np.tanh(Z) ** 2

    def squared_too_late(Z):
        """The subtraction is done before the square. One minus the square of tanh: square first."""
        return (1 - np.tanh(Z)) ** 2

    def doubled_for_squared(Z):
        """Tanh is doubled, where it should be squared: `** 2`."""
        return 1 - 2 * np.tanh(Z)

    def with_a_caret(Z):
        """`^` is no power in Python. It is written `**`."""
        return 1 - np.tanh(Z) ^ 2

    def sigmoid_squared(Z):
        """The sigmoid is squared, where tanh should be."""
        return 1 - sigmoid(Z) ** 2

    def tangent_for_tanh(Z):
        """`np.tan` is the tangent, of angles. You want `np.tanh`."""
        return 1 - np.tan(Z) ** 2

    def four_times_the_sigmoids_slope(Z):
        """This is right at the score 0 alone. Tanh is a sigmoid that is stretched in both
        directions: its slope is four times that of the sigmoid at *twice* the score."""
        return 4 * sigmoid_prime(Z)

    def twice_the_sigmoids_slope(Z):
        """This is half of the slope. Tanh is 2 times the sigmoid of 2 times the score, minus 1:
        both twos go into its slope."""
        return 2 * sigmoid_prime(2 * np.asarray(Z))

    def slope_of_the_sigmoid_at_twice_the_score(Z):
        """This is a quarter of the slope. Tanh is 2 times the sigmoid of 2 times the score,
        minus 1: both twos go into its slope."""
        return sigmoid_prime(2 * np.asarray(Z))

    def one_over_cosh(Z):
        """The square is missing: the slope of tanh is one over cosh *squared*."""
        return 1 / np.cosh(Z)

    def slope_of_the_arctangent(Z):
        """This is the slope of the arctangent. That of tanh is `1 - tanh(Z)**2`."""
        return 1 / (1 + np.square(Z))

    def slope_of_the_inverse(Z):
        """This is the slope of tanh's *inverse*. That of tanh is `1 - tanh(Z)**2`."""
        with np.errstate(all="ignore"):
            return 1 / (1 - np.square(Z))

    def tanh_by_one_exponential(Z):
        """For a very large score the exponential overflows, and infinity over infinity is not a
        number. `np.tanh` holds for every score."""
        with np.errstate(all="ignore"):
            e = np.exp(2 * np.asarray(Z))
            return 1 - ((e - 1) / (e + 1)) ** 2

    def tanh_by_the_other_exponential(Z):
        """For a score far below 0 the exponential overflows, and infinity over infinity is not a
        number. `np.tanh` holds for every score."""
        with np.errstate(all="ignore"):
            e = np.exp(-2 * np.asarray(Z))
            return 1 - ((1 - e) / (1 + e)) ** 2

    def added_up(Z):
        """The squares are added up to one number. Each score has a slope of its own: leave out
        the sum."""
        return 1 - np.sum(np.tanh(Z) ** 2)

    def in_a_loop_over_rows(Z):
        """A loop needs something to go through, and a single score has no length. `np.tanh`
        takes arrays of any shape: no loop is needed."""
        slope = np.zeros_like(Z)
        for i in range(len(Z)):
            slope[i] = 1 - np.tanh(Z[i]) ** 2
        return slope

    def gathered_from_rows(Z):
        """A loop needs something to go through, and a single score has nothing in it. `np.tanh`
        takes arrays of any shape: no loop is needed."""
        return np.array([1 - np.tanh(z) ** 2 for z in Z])

    def for_single_numbers(Z):
        """`math.tanh` takes a single number. `np.tanh` takes arrays of any shape."""
        return 1 - math.tanh(Z) ** 2

    def in_a_matrix_product(Z):
        """`@` is a matrix product. Each tanh is multiplied by itself: `** 2`, or `*`."""
        return 1 - np.tanh(Z) @ np.tanh(Z)

    def differentiated_once_too_often(Z):
        """This is a slope of the slope. 1 - tanh² *is* the derivative; leave it as it is."""
        return -2 * np.tanh(Z)

    def second_derivative(Z):
        """This is a slope of the slope. 1 - tanh² *is* the derivative; leave it as it is."""
        return -2 * np.tanh(Z) * (1 - np.tanh(Z) ** 2)

    def only_above_zero(Z):
        """Scores below 0 get the slope 0. That is ReLU's rule: tanh has a slope on both sides."""
        return (1 - np.tanh(Z) ** 2) * (np.asarray(Z) > 0)

    def flat(Z):
        """The numbers are right, but all in one row. The result should have the shape of Z,
        whatever that is; NumPy keeps it if you calculate with the array as a whole."""
        return np.array([1 - np.tanh(z) ** 2 for z in np.ravel(Z)])

    for_tables_alone = tuple(map(_for_tables_alone, (math.tanh, np.tanh)))

    def one_dimension_gone(Z):
        """`squeeze` takes axes of size one away, so a batch of one is no batch any more. The result
        should have the shape of Z."""
        return np.squeeze(1 - np.tanh(Z) ** 2)

    def into_the_scores(Z):
        """The right values, but they were written into Z, which is the caller's. `tanh` gives a new
        array if it has no `out=`, and so does `1 - a * a`."""
        A = np.tanh(Z, out=Z)
        return 1 - A * A

    clipped = tuple(map(_clipped, (1, 2, 3, 4, 5)))
    zero_far_out = tuple(map(_zero_far_out, (1, 2, 3, 4, 5)))
    measured = tuple(map(_measured, (0.1, 0.01, 1e-3, 1e-4)))


@exercise.right
class Variants:
    def by_factors(Z):
        """The difference of two squares is written as a product. Near ±1 that loses less to
        rounding, since `1 - A` is exact there and `A**2` is not."""
        A = np.tanh(Z)
        return (1 + A) * (1 - A)

    def from_ones(Z):
        slope = np.ones_like(Z)
        slope -= np.tanh(Z) ** 2
        return slope

    def by_the_sigmoid(Z):
        return 4 * sigmoid_prime(2 * np.asarray(Z))

    def with_square(Z):
        return np.subtract(1.0, np.square(np.tanh(Z)))

    def entry_by_entry(Z):
        slope = np.empty(np.shape(Z))
        for index in np.ndindex(slope.shape):
            slope[index] = 1 - np.tanh(Z[index]) ** 2
        return slope

    def by_exponentials_that_fade(Z):
        """Far from 0 the hyperbolic tangent rounds to ±1 and `1 - A**2` to 0. This form still says
        how small the slope is there, and its exponential cannot overflow, because its argument is
        never above 0."""
        e = np.exp(-2 * np.abs(Z))
        return 4 * e / (1 + e) ** 2
