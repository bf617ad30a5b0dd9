"""The slope of the sigmoid, at the scores."""

import numpy as np

from nnlib.exercises.chapter01._shared import score_cases
from nnlib.functions import activations
from nnlib.judge.exercise import Exercise

exercise = Exercise(
    id="01-sigmoid-prime",
    title="The slope of the sigmoid",
    minutes=4,
    difficulty=2,
    points=1,
    reference=activations.sigmoid_prime,
    hints=(
        "You have a `sigmoid` already. The slope can be written with it alone.",
        "slope = a (1 - a), where a is the sigmoid of the score.",
        "First line: `A = sigmoid(Z)`. The second line needs only A.",
    ),
    why="""Differentiate `(1 + exp(-z))**(-1)`: the chain rule gives
`exp(-z) / (1 + exp(-z))**2`, which is `a * (1 - a)`. Computing `A` first and reusing it costs
one exponential instead of two. The slope belongs to the *score*: feeding the activation in
(`sigmoid_prime(sigmoid(z))`) gives a number that looks reasonable and is wrong.""",
)
exercise.cases(score_cases)


@exercise.wrong
class Mistakes:
    def slope_at_the_activation(Z):
        """This takes the sigmoid twice: the slope is wanted at the score z, not at the
        activation. Take the sigmoid of Z once, then use a (1 - a)."""
        return activations.sigmoid_prime(activations.sigmoid(Z))

    def scores_taken_for_activations(Z):
        """This is z (1 - z), as if Z were already an activation. Z holds scores: first turn
        them into activations."""
        return Z * (1 - Z)

    def missing_parentheses(Z):
        """This is 0 at every score, as `a * 1 - a` is: multiplication comes before subtraction.
        Are parentheses missing?"""
        return activations.sigmoid(Z) * 1 - activations.sigmoid(Z)

    def slope_of_tanh(Z):
        """This is the slope of tanh. The sigmoid's is a (1 - a), without a square."""
        return 1 - activations.sigmoid(Z) ** 2

    def forgot_a_factor(Z):
        """This is the sigmoid itself; one factor of its slope is missing."""
        return activations.sigmoid(Z)

    def wrong_sign(Z):
        """The slope of a rising curve is positive; yours has the wrong sign."""
        return -activations.sigmoid_prime(Z)

    def infinity_by_infinity(Z):
        """Right for small scores, but at -1000 it divides infinity by infinity, which is NaN.
        Use the other form of the slope, a (1 - a): it needs the sigmoid only."""
        E = np.exp(-np.asarray(Z))
        return E / (1 + E) ** 2


@exercise.right
class Variants:
    def by_symmetry(Z):
        return activations.sigmoid(Z) * activations.sigmoid(-np.asarray(Z))

    def from_the_formula(Z):
        E = np.exp(-np.abs(Z))
        return E / (1 + E) ** 2
