"""The sigmoid of scores of any shape."""

import math

import numpy as np

from nnlib.exercises.chapter01._shared import score_cases
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
        """Division comes before addition: `1 / 1 + x` is `(1 / 1) + x`. Put the whole
        denominator in parentheses."""
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
