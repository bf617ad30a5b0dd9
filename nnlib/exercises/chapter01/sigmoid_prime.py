"""The slope of the sigmoid, at the scores."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter01._shared import KINDS_OF_SCORES, score_cases
from nnlib.functions import activations
from nnlib.judge.exercise import Exercise

exercise = Exercise(
    id="01-sigmoid-prime",
    title="The slope of the sigmoid",
    minutes=6,
    difficulty=3,
    points=2,
    reference=activations.sigmoid_prime,
    hints=(
        "Look at the table: at z = 0 the activation is 0.5 and the slope 0.25; at z = 2 they are "
        "0.8808 and 0.1050. And the slope at -2 is the same as at 2, where the activation is "
        "1 - 0.8808.",
        "On paper: the sigmoid is (1 + E) to the power of -1 with E = exp(-z), so the chain rule "
        "gives E / (1 + E)**2. One of the two factors 1 / (1 + E) is the activation. What is the "
        "rest, E / (1 + E)?",
        "First line: `A = sigmoid(Z)`. The second line needs only A, twice.",
    ),
    # Small, so that 1e-7 is no slope at -30; the rounding of 1 - a is smaller still.
    atol=1e-14,
    promises=KINDS_OF_SCORES,
    why="""Differentiate `(1 + exp(-z))**(-1)`: the chain rule gives
`exp(-z) / (1 + exp(-z))**2`, which is `a * (1 - a)`. Computing `A` first and reusing it costs
one exponential instead of two. The slope belongs to the *score*: feeding the activation in
(`sigmoid_prime(sigmoid(z))`) gives a number that looks reasonable and is wrong.""",
)
exercise.cases(score_cases)


def _measured(step):
    def one_sided(Z):
        Z = np.asarray(Z)
        return (activations.sigmoid(Z + step) - activations.sigmoid(Z)) / step

    return one_sided


def _measured_to_both_sides(step):
    def two_sided(Z):
        Z = np.asarray(Z)
        return (activations.sigmoid(Z + step) - activations.sigmoid(Z - step)) / (2 * step)

    return two_sided


def _cut_scores(most):
    return lambda Z: activations.sigmoid_prime(np.clip(Z, -most, most))


def _at_least(least):
    return lambda Z: np.maximum(activations.sigmoid_prime(Z), least)


def _in_loops(Z):
    return np.array([activations.sigmoid(z) * (1 - activations.sigmoid(z)) for z in Z])


@exercise.wrong
class Mistakes:
    def slope_at_the_activation(Z):
        """This takes the sigmoid twice: the slope is wanted at the score z, not at the activation.
        Take the sigmoid of Z once."""
        return activations.sigmoid_prime(activations.sigmoid(Z))

    def scores_taken_for_activations(Z):
        """Z is used as if it held activations. It holds scores: first turn them into
        activations."""
        return Z * (1 - Z)

    def missing_parentheses(Z):
        """This is 0 at every score. Multiplication comes before subtraction: are parentheses
        missing?"""
        return activations.sigmoid(Z) * 1 - activations.sigmoid(Z)

    def slope_of_tanh(Z):
        """At a score of 0 this is 0.75, and the measured slope there is 0.25. A square belongs to
        the slope of tanh, another curve."""
        return 1 - activations.sigmoid(Z) ** 2

    def forgot_a_factor(Z):
        """This is the sigmoid itself; one factor of its slope is missing."""
        return activations.sigmoid(Z)

    def wrong_sign(Z):
        """The slope of a rising curve is positive; yours has the wrong sign."""
        return -activations.sigmoid_prime(Z)

    def infinity_by_infinity(Z):
        """Right for small scores, but at -1000 it divides infinity by infinity, which is NaN. The
        same slope can be written with the activation alone, and your `sigmoid` copes with
        -1000."""
        E = np.exp(-np.asarray(Z))
        return E / (1 + E) ** 2

    def score_in_the_second_factor(Z):
        """One of the factors is made of the *score*. Both can be made of the activation."""
        return activations.sigmoid(Z) * (1 - Z)

    def score_in_the_first_factor(Z):
        """One of the factors is the *score* itself. Both can be made of the activation."""
        return Z * (1 - activations.sigmoid(Z))

    def plus_for_minus(Z):
        """At a score of 0 this is 0.75, and the measured slope there is 0.25. Look at the sign in
        the second factor: where the sigmoid is nearly 1 it is flat."""
        return activations.sigmoid(Z) * (1 + activations.sigmoid(Z))

    def only_the_second_factor(Z):
        """This falls from 1 to 0 as the score grows, and a slope of the sigmoid is nearly 0 on
        *both* sides. A factor is missing."""
        return 1 - activations.sigmoid(Z)

    def only_the_second_factor_and_nan(Z):
        """This falls from 1 to 0 as the score grows, and is NaN at -1000. The slope is nearly 0 on
        both sides: a factor is missing, and no exponential of its own is needed."""
        E = np.exp(-np.asarray(Z))
        return E / (1 + E)

    def inner_derivative_forgotten(Z):
        """A negative slope, of a curve that rises: the power has been differentiated, and what
        stands inside has not. The chain rule multiplies by the slope of 1 + exp(-z) as well."""
        return -1 / (1 + np.exp(-np.asarray(Z))) ** 2

    def activation_squared(Z):
        """This is the square of the activation, which is 1 for large scores, where the sigmoid is
        flat. One of its two factors should be another."""
        return activations.sigmoid(Z) ** 2

    def matrix_product(Z):
        """`@` and `np.dot` make a matrix product, which adds up. The slope of each score is a
        product of two numbers: `*` multiplies entry by entry."""
        return activations.sigmoid(Z) @ (1 - activations.sigmoid(Z))

    def slope_of_the_real_tanh(Z):
        """This is the slope of tanh, another curve: at a score of 0 it is 1, and the sigmoid's is
        a quarter."""
        return 1 - np.tanh(Z) ** 2

    def infinity_by_infinity_on_the_right(Z):
        """Right for small scores, but at 1000 it divides infinity by infinity, which is NaN. The
        same slope can be written with the activation alone, and your `sigmoid` copes with 1000."""
        E = np.exp(np.asarray(Z))
        return E / (1 + E) ** 2

    def wrong_sign_and_infinity(Z):
        """The slope of a rising curve is positive; yours has the wrong sign, and is NaN at -1000.
        Written with the activation alone it has neither fault."""
        E = np.exp(-np.asarray(Z))
        return -E / (1 + E) ** 2

    def added_up(Z):
        """The slopes of all scores have been added up. Each score keeps its own: the result has
        the shape of Z."""
        return np.sum(activations.sigmoid_prime(Z))

    def twice(Z):
        """This is twice the slope: at a score of 0 it is 0.5, and should be 0.25. Leave the
        factor of 2 out."""
        return 2 * activations.sigmoid_prime(Z)

    def sigmoid_of_the_product(Z):
        """The product is made of scores, and the sigmoid taken last. The other way round: first
        the activation of the score, then the product."""
        return activations.sigmoid(Z * (1 - Z))

    def second_factor_at_the_activation(Z):
        """In the second factor the sigmoid is taken twice. Take it once, `A = sigmoid(Z)`, and
        use A in both."""
        A = activations.sigmoid(Z)
        return A * (1 - activations.sigmoid(A))

    def second_factor_squared(Z):
        """This is nearly 1 for very negative scores, where the sigmoid is flat. One of its two
        factors should be another."""
        return (1 - activations.sigmoid(Z)) ** 2

    def times_the_score(Z):
        """There is a factor z too many: at a score of 0 the slope is not 0, but a quarter."""
        return activations.sigmoid_prime(Z) * Z

    matrix_product = spelled(
        matrix_product, lambda Z: np.dot(activations.sigmoid(Z), 1 - activations.sigmoid(Z))
    )
    twice = spelled(twice, lambda Z: activations.sigmoid_prime(Z) / 2)

    def measured_to_one_side(Z):
        """The slope is measured between two points, so it is only nearly right. Differentiate the
        sigmoid on paper: that gives it exactly."""
        return _measured(1e-3)(Z)

    measured_to_one_side = spelled(
        measured_to_one_side,
        *map(_measured, (1, 0.1, 0.01, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8)),
        *map(_measured_to_both_sides, (1, 0.5, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7)),
    )

    def half_the_distance(Z):
        """Two things: from one side to the other the score moves by *twice* the step, so this is
        twice the slope; and a measured one is only nearly right. Differentiate on paper."""
        return 2 * _measured_to_both_sides(1e-5)(Z)

    half_the_distance = spelled(
        half_the_distance,
        *(
            lambda Z, h=h: 2 * _measured_to_both_sides(h)(Z)
            for h in (0.1, 0.01, 1e-3, 1e-4, 1e-6, 1e-7)
        ),
    )

    def not_divided_by_the_step(Z):
        """This is by how much the activation changes in a small step. A slope is that divided by
        the step; and it can be had exactly, by differentiating on paper."""
        return 1e-5 * _measured(1e-5)(Z)

    not_divided_by_the_step = spelled(
        not_divided_by_the_step,
        *(lambda Z, h=h: h * _measured(h)(Z) for h in (0.1, 0.01, 1e-3, 1e-4, 1e-6)),
        *(
            lambda Z, h=h: 2 * h * _measured_to_both_sides(h)(Z)
            for h in (0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6)
        ),
    )

    def scores_cut_off(Z):
        """Scores beyond a limit are all made equal to it, and that shows: at -30 the slope is
        much smaller than at -10. Leave the scores as they are."""
        return _cut_scores(10)(Z)

    scores_cut_off = spelled(scores_cut_off, *map(_cut_scores, (3, 4, 5, 6, 8, 15, 20, 25)))

    def kept_from_0(Z):
        """The slope is kept away from 0. Far out the sigmoid really is that flat: return the
        slope as it is."""
        return _at_least(1e-4)(Z)

    kept_from_0 = spelled(
        kept_from_0, *map(_at_least, (0.1, 0.01, 1e-3, 1e-5, 1e-6, 1e-7, 1e-8, 1e-10, 1e-12))
    )

    def rounded(Z):
        """The slopes are rounded. Return them as they are: rounding is for printing."""
        return np.round(activations.sigmoid_prime(Z), 4)

    rounded = spelled(
        rounded,
        lambda Z: np.round(activations.sigmoid_prime(Z), 2),
        lambda Z: np.round(activations.sigmoid_prime(Z), 3),
        lambda Z: np.round(activations.sigmoid_prime(Z), 6),
    )

    def sign_of_the_score(Z):
        """The slope has the sign of the score. The sigmoid rises everywhere, so its slope is
        positive on both sides, and largest at 0."""
        return np.sign(Z) * activations.sigmoid_prime(Z)

    def a_factor_too_many(Z):
        """One factor is there twice: at a score of 0 this is an eighth, and the measured slope
        there is a quarter."""
        return activations.sigmoid_prime(Z) * (1 - activations.sigmoid(Z))

    a_factor_too_many = spelled(
        a_factor_too_many, lambda Z: activations.sigmoid_prime(Z) * activations.sigmoid(Z)
    )

    def one_at_the_top(Z):
        """The slopes are scaled so that the largest is 1. The slope at a score of 0 is 0.25:
        leave the factor of 4 out."""
        return 4 * activations.sigmoid_prime(Z)

    def activation_and_slope(Z):
        """Two things come back, the activation and the slope. Return the slope alone."""
        return activations.sigmoid(Z), activations.sigmoid_prime(Z)

    def loop_over_one_score(Z):
        """The loop goes through an array, but a single score is no array and cannot be looped
        over. `sigmoid` and `*` take either: no loop is needed."""
        return _in_loops(Z)

    def scores_overwritten(Z):
        """The activations are written over the caller's scores. Give them a name of their own:
        `A = sigmoid(Z)`."""
        Z = np.asarray(Z)
        Z[...] = activations.sigmoid(Z)
        return Z * (1 - Z)

    def activations_guessed(Z):
        """Scores between 0 and 1 are taken for activations. Z always holds scores, whatever
        their size: take the sigmoid of all of them."""
        Z = np.asarray(Z)
        return Z * (1 - Z) if np.all((Z >= 0) & (Z <= 1)) else activations.sigmoid_prime(Z)

    def square_subtracted_from_1(Z):
        """At a score of 0 this is 0.75, and the measured slope there is 0.25. It is 1 minus the
        right thing."""
        return 1 - activations.sigmoid_prime(Z)

    def cut_to_whole_numbers(Z):
        """Right, but for whole numbers everything is cut to 0: an array made by `zeros_like` holds
        whole numbers where Z does. `sigmoid(Z)` and `*` make arrays of their own."""
        return np.asarray(activations.sigmoid_prime(Z)).astype(np.asarray(Z).dtype)

    def sum_for_product(Z):
        """This is 1 for every score: two numbers that make 1 are added. What does differentiating
        give instead?"""
        return activations.sigmoid(Z) + (1 - activations.sigmoid(Z))

    def divided(Z):
        """The two factors are divided, one by the other: that is the odds. The slope is their
        product."""
        return activations.sigmoid(Z) / (1 - activations.sigmoid(Z))

    def only_the_exponential(Z):
        """This is an exponential alone. Differentiate the whole of the sigmoid; the outcome can be
        written with its value alone."""
        return np.exp(Z)

    only_the_exponential = spelled(only_the_exponential, lambda Z: np.exp(-np.asarray(Z)))

    def slope_of_the_loss(Z):
        """This is never positive: it's the slope of *minus the logarithm* of the activation. Asked
        for is that of the activation itself, which rises everywhere."""
        return activations.sigmoid(Z) - 1

    def done_to_the_score(Z):
        """Something is done to the score that should be done to its activation: the sigmoid of
        1 - z isn't 1 minus that of z, nor is the sigmoid of a square the square of a sigmoid."""
        return activations.sigmoid(Z) * activations.sigmoid(1 - np.asarray(Z))

    done_to_the_score = spelled(
        done_to_the_score,
        lambda Z: activations.sigmoid(1 - np.asarray(Z)),
        lambda Z: activations.sigmoid(Z) - activations.sigmoid(np.asarray(Z) ** 2),
    )

    def slope_of_the_inverse(Z):
        """At a score of 0 this is 4, and the measured slope there is a quarter. It's the slope of
        the way back, from an activation to its score."""
        return 1 / activations.sigmoid(Z) + 1 / (1 - activations.sigmoid(Z))

    slope_of_the_inverse = spelled(
        slope_of_the_inverse,
        lambda Z: 1 / (activations.sigmoid(Z) * (1 - activations.sigmoid(Z))),
    )

    def from_neighbour_to_neighbour(Z):
        """This measures from one of the scores to the next, so the neighbours count, and a single
        score has none. Each score has a slope of its own: differentiate on paper."""
        return np.gradient(activations.sigmoid(Z), Z)

    from_neighbour_to_neighbour = spelled(
        from_neighbour_to_neighbour,
        lambda Z: np.gradient(activations.sigmoid(Z)),
        lambda Z: np.diff(activations.sigmoid(Z)) / np.diff(Z),
        lambda Z: np.diff(activations.sigmoid(Z)),
    )
    forgot_a_factor = spelled(
        forgot_a_factor, lambda Z: np.exp(np.asarray(Z)) / (1 + np.exp(np.asarray(Z)))
    )
    score_in_the_first_factor = spelled(
        score_in_the_first_factor, lambda Z: Z * activations.sigmoid(Z)
    )

    def slope_squared(Z):
        """This is the square of the slope: at a score of 0 it's a sixteenth, and should be a
        quarter."""
        return activations.sigmoid_prime(Z) ** 2

    def difference_of_the_two(Z):
        """At a score of 0 this is 0, and the sigmoid is steepest there. Its two parts are
        subtracted, one from the other."""
        return 1 - 2 * activations.sigmoid(Z)

    difference_of_the_two = spelled(difference_of_the_two, lambda Z: 2 * activations.sigmoid(Z) - 1)


@exercise.right
class Variants:
    def by_symmetry(Z):
        """1 minus the probability of *yes* is that of *no*, which is the sigmoid of the opposite
        score. For large scores this keeps small numbers that `1 - A` rounds to 0."""
        return activations.sigmoid(Z) * activations.sigmoid(-np.asarray(Z))

    def from_the_formula(Z):
        """The slope is the same at z and at -z, so the size of z is enough, and its exponential
        never grows. It computes one exponential and no sigmoid."""
        E = np.exp(-np.abs(Z))
        return E / (1 + E) ** 2
