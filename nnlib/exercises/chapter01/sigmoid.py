"""The sigmoid of scores of any shape."""

import math

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter01._shared import KINDS_OF_SCORES, score_cases
from nnlib.functions import activations
from nnlib.judge.exercise import Exercise

exercise = Exercise(
    id="01-sigmoid",
    title="Sigmoid",
    minutes=6,
    difficulty=1,
    points=1,
    reference=activations.sigmoid,
    hints=(
        "Write the formula with `np.exp`, which takes a whole array at once: no loop is needed.",
        "1 divided by (1 plus the exponential of minus the score). Mind the parentheses.",
        "That's one line. For two lines without a warning: `np.exp(-np.abs(Z))` never overflows. "
        "Divided by 1 plus itself it's right for negative scores. What does `np.where` have to put "
        "above the fraction bar for the others?",
    ),
    # Small, so that 1e-7 is no sigmoid of -30; the rounding of 1 + tanh is smaller still.
    atol=1e-14,
    promises=KINDS_OF_SCORES,
    why="""The one-line formula is right, and `np.exp` applies it to every entry of an array
of any shape. For a score of -1000 it computes `exp(1000)`, which overflows to infinity with
a warning; 1 divided by infinity is 0, so the result is right all the same. The library takes
the exponential of `-|z|`, which is never larger than 1, and so avoids even the warning: for
z ≥ 0 it divides 1, for z < 0 it divides `exp(z)`, by the same `1 + exp(-|z|)`.""",
    survivors={
        "np.asarray(Z) >= 0 -> np.asarray(Z) > 0": "at 0 both branches give 1 / 2",
        "Z > 0 -> Z >= 0": "at 0 both branches give 1 / 2",
        "0 -> 1": "between 0 and 1 both branches give the same",
        "0 -> -1": "between -1 and 0 both branches give the same",
    },
)
exercise.cases(score_cases)


def _cut_scores(most):
    return lambda Z: activations.sigmoid(np.clip(Z, -most, most))


def _cut(least):
    return lambda Z: np.clip(activations.sigmoid(Z), least, 1 - least)


def _base(e):
    return lambda Z: 1 / (1 + np.power(e, -np.asarray(Z)))


@exercise.wrong
class Mistakes:
    def wrong_sign(Z):
        """The curve is the wrong way round: a large positive score should give nearly 1. Look
        at the sign in the exponent, or, with `np.where`, at which scores get which form."""
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
        """This runs from -1 to 1, as tanh does. The sigmoid runs from 0 to 1 and is 0.5 at 0."""
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
        """The exponential has another base than e. The sigmoid takes the natural one, `np.exp`."""
        return 1 / (1 + 10 ** (-Z))

    def rounded(Z):
        """The values are rounded. Return them as they are: rounding is for printing."""
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

    base_10 = spelled(base_10, _base(2.0), _base(10.0))
    rounded = spelled(
        rounded,
        lambda Z: np.round(activations.sigmoid(Z), 2),
        lambda Z: np.round(activations.sigmoid(Z), 3),
        lambda Z: np.round(activations.sigmoid(Z), 5),
        lambda Z: np.round(activations.sigmoid(Z), 6),
    )
    shares_of_the_votes = spelled(
        shares_of_the_votes,
        lambda Z: np.exp(Z - np.max(Z)) / np.sum(np.exp(Z - np.max(Z))),
        lambda Z: activations.softmax(Z),
    )

    def e_with_few_decimals(Z):
        """The base of the exponential is only nearly e, and for large scores that shows.
        `np.exp` knows all its decimals."""
        return _base(2.718)(Z)

    e_with_few_decimals = spelled(e_with_few_decimals, *map(_base, (2.7, 2.71, 2.72, 2.7183)))

    def scores_cut_off(Z):
        """Scores beyond a limit are all made equal to it, and that shows: at -30 the sigmoid is
        much smaller than at -10. Leave the scores as they are."""
        return _cut_scores(10)(Z)

    scores_cut_off = spelled(scores_cut_off, *map(_cut_scores, (3, 4, 5, 6, 8, 15, 20, 25)))

    def kept_from_0_and_1(Z):
        """The result is kept away from 0 and 1, so for a score of -30 it is too large. Return it
        as it is: here it may come as near to 0 as it likes."""
        return _cut(1e-7)(Z)

    kept_from_0_and_1 = spelled(
        kept_from_0_and_1, *map(_cut, (1e-3, 1e-4, 1e-5, 1e-6, 1e-8, 1e-9, 1e-10, 1e-12))
    )

    def twice_as_steep(Z):
        """The curve is twice as steep, or half as steep, as it should be: there is a factor at
        the score. In the form with tanh the score is halved: a = (1 + tanh(z/2)) / 2."""
        return (1 + np.tanh(Z)) / 2

    twice_as_steep = spelled(twice_as_steep, lambda Z: activations.sigmoid(np.asarray(Z) / 2))

    def flattened(Z):
        """The numbers are right, but the scores have been flattened to one row, and a single
        score has become an array. The result has the shape of Z."""
        return activations.sigmoid(np.ravel(Z))

    def always_an_array_of_one(Z):
        """A single score comes back as an array with one number in it. The result has the shape
        of Z: `np.exp` takes a number as it is."""
        return activations.sigmoid(np.atleast_1d(Z))

    def nothing_at_0(Z):
        """Right but for a score of 0, which falls between the two cases: one takes the scores
        above 0, the other those below. Give the 0 to one of them."""
        return np.where(np.asarray(Z) == 0, 0, activations.sigmoid(Z))

    def negated_in_place(Z):
        """The result is right, but the caller's scores have been changed, which is what `Z *=
        -1` does. Write `-Z` inside the formula: that makes a new array."""
        Z *= -1
        return 1 / (1 + np.exp(Z))

    def nan_painted_over(Z):
        """At 1000 it divides infinity by infinity, and the NaN that comes of it has been painted
        over with 0. There the sigmoid is 1: find a form in which only the denominator can grow."""
        return np.nan_to_num(np.exp(Z) / (1 + np.exp(Z)))

    def logarithm_of_the_denominator(Z):
        """This is the logarithm of 1 plus an exponential. The sigmoid is 1 *divided* by 1 plus
        the exponential of -z."""
        return np.logaddexp(0, Z)

    logarithm_of_the_denominator = spelled(
        logarithm_of_the_denominator,
        lambda Z: np.log(1 + np.exp(Z)),
        lambda Z: np.log(1 + np.exp(-Z)),
    )

    tanh = spelled(
        tanh, lambda Z: np.tanh(np.asarray(Z) / 2), lambda Z: np.asarray(Z) / (1 + np.abs(Z))
    )

    def scores_clipped_to_1(Z):
        """The score itself comes back, cut off at 0 and 1. The sigmoid is a smooth curve: 1
        divided by 1 plus the exponential of -z."""
        return np.clip(Z, 0, 1)

    def cut_to_whole_numbers(Z):
        """Right, but for whole numbers everything is cut to 0: an array made by `zeros_like` holds
        whole numbers where Z does. Make it with `np.zeros(Z.shape)`, or do without."""
        return np.asarray(activations.sigmoid(Z)).astype(np.asarray(Z).dtype)

    def two_exponentials(Z):
        """Two exponentials stand in the denominator, where a 1 and an exponential should: the
        curve is too steep, and large scores give NaN."""
        return np.exp(Z) / (np.exp(Z) + np.exp(-np.asarray(Z)))

    def the_other_way_round(Z):
        """This goes from a probability to its score, the log-odds. The sigmoid goes the other way:
        scores come in, and any number may be one."""
        with np.errstate(all="ignore"):
            return np.log(Z / (1 - np.asarray(Z)))

    def two_forms_mixed(Z):
        """The exponents above and below the fraction bar have different signs, so the result goes
        beyond 1. Two forms of (1.3) are mixed here: keep to one."""
        return np.exp(Z) / (1 + np.exp(-Z))

    two_forms_mixed = spelled(two_forms_mixed, lambda Z: np.exp(-Z) / (1 + np.exp(Z)))

    def form_of_the_negative_for_all(Z):
        """Right for negative scores, but positive ones get the same values as those. For them
        something else stands above the fraction bar: a large score should give nearly 1."""
        E = np.exp(-np.abs(Z))
        return E / (1 + E)

    step_for_sigmoid = spelled(
        step_for_sigmoid,
        lambda Z: np.where(np.asarray(Z) >= 0, 1, 0),
        lambda Z: np.heaviside(Z, 0.5),
        lambda Z: np.asarray(Z) > 0,
        lambda Z: np.asarray(Z) >= 0,
    )

    def logarithm_of_it(Z):
        """This is the logarithm of the sigmoid, which is never above 0. Return the sigmoid
        itself."""
        return -np.logaddexp(0, -np.asarray(Z))

    logarithm_of_it = spelled(logarithm_of_it, lambda Z: np.log(1 / (1 + np.exp(-Z))))

    def one_number(Z):
        """All the scores end in a single number, by a sum or a mean. Each score gets a value of its
        own: the result has the shape of Z."""
        return np.sum(activations.sigmoid(Z))

    one_number = spelled(
        one_number,
        lambda Z: np.mean(activations.sigmoid(Z)),
        lambda Z: 1 / (1 + np.sum(np.exp(-Z))),
    )

    def shape_of_one_score(Z):
        """A single score can be a plain number, which has no `shape`, `size` or `ravel`. `np.exp`
        takes a number or an array of any shape: no loop is needed."""
        A = np.zeros(Z.shape)
        for place in np.ndindex(Z.shape):
            A[place] = 1 / (1 + np.exp(-Z[place]))
        return A

    shape_of_one_score = spelled(
        shape_of_one_score,
        lambda Z: np.array([1 / (1 + np.exp(-z)) for z in Z.ravel()]).reshape(Z.shape),
        lambda Z: np.array([1 / (1 + np.exp(-z)) for z in Z.flatten()]).reshape(Z.shape),
        lambda Z: np.array([1 / (1 + np.exp(-Z.flat[i])) for i in range(Z.size)]),
    )
    length_of_one_score = spelled(
        length_of_one_score,
        lambda Z: np.array([1 / (1 + np.exp(-Z[i])) for i in range(len(Z))]),
        lambda Z: (np.zeros(len(Z)), activations.sigmoid(Z).astype(Z.dtype))[1],
    )


@exercise.right
class Variants:
    def from_the_textbook(Z):
        """This is the formula as it stands. For scores far below 0 the exponential overflows, with
        a warning, and the result is still right, since 1 over infinity is 0."""
        return 1 / (1 + np.exp(-Z))

    def by_sign(Z):
        """Each sign gets the form in which its exponential stays below 1, so nothing can overflow.
        It takes a mask and two lines for that."""
        Z = np.asarray(Z)
        A, positive = np.zeros(Z.shape), Z > 0
        A[positive] = 1 / (1 + np.exp(-Z[positive]))
        A[~positive] = np.exp(Z[~positive]) / (1 + np.exp(Z[~positive]))
        return A

    def by_tanh(Z):
        return 0.5 * (1 + np.tanh(np.asarray(Z) / 2))
