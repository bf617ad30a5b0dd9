"""The slope of tanh, at the scores."""

import numpy as np

from nnlib.functions import activations
from nnlib.functions.activations import sigmoid_prime
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
)


@exercise.cases
def _(rng):
    yield Case("a table, 2 rows of 3", {"Z": np.array([[0.0, 0.5, -2.0], [1.0, -0.3, 3.0]])})
    yield Case("one score", {"Z": np.array(0.7)})
    yield Case("a batch of one", {"Z": rng.normal(size=(1, 4)).round(2)})
    yield Case("whole numbers", {"Z": np.array([-2.0, -1, 0, 1, 2])})
    yield Case("float32", {"Z": rng.normal(size=(3, 2)).astype(np.float32)})
    yield Case("very large scores", {"Z": np.array([-1000.0, 0.0, 1000.0])})


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


@exercise.right
class Variants:
    def by_factors(Z):
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
