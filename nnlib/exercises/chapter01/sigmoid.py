"""The sigmoid of scores of any shape."""

import math

import numpy as np

from nnlib.exercises.chapter01._shared import KINDS_OF_SCORES, score_cases
from nnlib.functions import activations
from nnlib.judge.exercise import Exercise

exercise = Exercise(
    id="01-sigmoid",
    title="Sigmoid",
    minutes=3,
    difficulty=1,
    points=1,
    reference=activations.sigmoid,
    hints=(
        "Write the formula with `np.exp`, which takes a whole array at once: no loop is needed.",
        "1 divided by (1 plus the exponential of minus the score). Mind the parentheses.",
        "`return 1 / (1 + ...)`: what stands at the dots?",
    ),
    promises=KINDS_OF_SCORES,
    why="""The one-line formula is right, and `np.exp` applies it to every entry of an array
of any shape. For a score of -1000 it computes `exp(1000)`, which overflows to infinity with
a warning; 1 divided by infinity is 0, so the result is right all the same. The library takes
the exponential of `-|z|`, which is never larger than 1, and so avoids even the warning: for
z ≥ 0 it divides 1, for z < 0 it divides `exp(z)`, by the same `1 + exp(-|z|)`.""",
    survivors={
        "np.asarray(Z) >= 0 -> np.asarray(Z) > 0": "at 0 both branches give 1 / 2",
        "np.asarray(Z) -> Z": "the same for arrays, and the task promises arrays",
    },
)
exercise.cases(score_cases)


@exercise.wrong
class Mistakes:
    def wrong_sign(Z):
        """The curve is the wrong way round: a large positive score should give nearly 1. Look
        at the sign in the exponent."""
        return 1 / (1 + np.exp(Z))

    def missing_parentheses(Z):
        """This is `1 + exp(-z)`, which belongs under a fraction bar, all of it. Division comes
        before addition, so `1 / 1 + x` is `(1 / 1) + x`: put the denominator in parentheses."""
        return 1 / 1 + np.exp(-Z)

    def missing_parentheses_with_votes(Z):
        """Division comes before addition: `x / x + 1` is `(x / x) + 1`. Put the whole
        denominator in parentheses."""
        return np.exp(Z) / np.exp(Z) + 1

    def infinity_by_infinity(Z):
        """Right for small scores, but at 1000 it divides infinity by infinity, which is NaN.
        Find a form in which only the denominator can grow."""
        return np.exp(Z) / (1 + np.exp(Z))

    def math_exp(Z):
        """`math.exp` takes one number at a time. NumPy's own exponential takes a whole array."""
        return 1 / (1 + math.exp(-Z))

    def tanh(Z):
        """This is tanh, which runs from -1 to 1. The sigmoid runs from 0 to 1 and is 0.5 at 0."""
        return np.tanh(Z)

    def forgot_the_one(Z):
        """The exponential of -z goes under the fraction bar together with the 1."""
        return 1 / np.exp(-Z)

    def minus_in_the_denominator(Z):
        """The denominator is a difference here: 1 *plus* the exponential of -z belongs there."""
        return 1 / (1 - np.exp(-Z))

    def both_signs_wrong(Z):
        """Two signs are wrong: it is 1 *plus* the exponential, and the exponent is *minus* z."""
        return 1 / (1 - np.exp(Z))

    def only_the_exponential(Z):
        """This is the exponential of -z alone. It goes into the denominator, beside the 1, and
        1 is divided by the two."""
        return np.exp(-Z)

    def wrong_half(Z):
        """This is 1 minus the sigmoid: a large positive score should give nearly 1. And at
        -1000 it divides infinity by infinity, which is NaN."""
        return np.exp(-Z) / (1 + np.exp(-Z))

    def minus_in_front(Z):
        """The minus stands in front of the fraction. It belongs into the exponent: the sigmoid
        is never negative."""
        return -1 / (1 + np.exp(-Z))

    def shares_of_the_votes(Z):
        """The exponentials are divided by their sum over all scores, as in softmax. The sigmoid
        looks at one score alone: 1 divided by 1 plus the exponential of -z."""
        return np.exp(Z) / np.sum(np.exp(Z))

    def slope_for_sigmoid(Z):
        """This is the slope of the sigmoid, a (1 - a). The task asks for the sigmoid itself."""
        return activations.sigmoid_prime(Z)

    def step_for_sigmoid(Z):
        """This jumps from 0 to 1. The sigmoid is smooth: it gives every number between them as
        well, 0.5 at a score of 0."""
        return np.where(np.asarray(Z) > 0, 1, 0)

    def base_10(Z):
        """The exponential has the base 10 here. The sigmoid takes that with base e, `np.exp`."""
        return 1 / (1 + 10 ** (-Z))

    def rounded(Z):
        """The values are rounded to four decimals. Return them as they are: rounding is for
        printing."""
        return (1 / (1 + np.exp(-Z))).round(4)

    def falls_on_both_sides(Z):
        """Negative scores get the value of positive ones: the sign of z has been dropped.
        (`abs` keeps the exponential small, but then negative scores need a form of their own.)
        """
        return 1 / (1 + np.exp(-np.abs(Z)))

    def if_for_one_score(Z):
        """Right for one score, but `if` can ask about one number only, and an array holds many.
        Write the formula for the whole array: no `if` is needed."""
        if Z >= 0:
            return 1 / (1 + np.exp(-Z))
        return np.exp(Z) / (1 + np.exp(Z))

    def loop_over_one_score(Z):
        """The loop goes through an array, but a single score is no array and cannot be looped
        over. `np.exp` takes either: no loop is needed."""
        return np.array([1 / (1 + np.exp(-z)) for z in Z])

    def loop_into_a_list(Z):
        """Two things: a single score cannot be looped over; and for an array the result is a
        Python list. `np.exp` takes a number or an array, and gives the like: no loop is needed.
        """
        return [1 / (1 + np.exp(-z)) for z in Z]

    def length_of_one_score(Z):
        """A single score has no length, so the loop cannot count. `np.exp` takes a number or an
        array: no loop is needed."""
        A = np.zeros(len(Z))
        for i in range(len(Z)):
            A[i] = 1 / (1 + np.exp(-Z[i]))
        return A

    def table_only(Z):
        """Two loops serve a table, but not a single score, nor a vector: the function should
        take any shape. `np.exp` does, without a loop."""
        A = np.zeros_like(Z)
        for i in range(Z.shape[0]):
            for j in range(Z.shape[1]):
                A[i, j] = 1 / (1 + np.exp(-Z[i, j]))
        return A

    def missing_parentheses_and_sign(Z):
        """Two things: division comes before addition, so the denominator wants parentheses; and
        the exponent is *minus* z."""
        return 1 / 1 + np.exp(Z)

    def relu_for_sigmoid(Z):
        """Positive scores come back as they are. The sigmoid squashes every score to a number
        between 0 and 1."""
        return np.maximum(Z, 0)

    def math_exp_in_a_loop(Z):
        """The loop goes through an array, but a single score cannot be looped over, and
        `math.exp` is the reason for the loop. `np.exp` takes a number, or an array of any
        shape."""
        return np.array([1 / (1 + math.exp(-z)) for z in Z])


@exercise.right
class Variants:
    def from_the_textbook(Z):
        return 1 / (1 + np.exp(-Z))

    def by_sign(Z):
        Z = np.asarray(Z)
        A, positive = np.zeros_like(Z), Z > 0
        A[positive] = 1 / (1 + np.exp(-Z[positive]))
        A[~positive] = np.exp(Z[~positive]) / (1 + np.exp(Z[~positive]))
        return A

    def by_tanh(Z):
        return 0.5 * (1 + np.tanh(np.asarray(Z) / 2))
