"""The start and the rate that stand for dividing the inputs."""

import numpy as np

from nnlib.by_hand import training
from nnlib.exercises._helpers import first, second, spelled
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter05._shared import MORE_THAN_TWO, beyond_two
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="05-as-if-divided",
    title="What dividing by 16 really does",
    minutes=20,
    difficulty=4,
    points=3,
    reference=training.as_if_divided,
    hints=(
        "The start first. A hidden score is a sum of inputs times weights. If the inputs are c "
        "times as large as the other network's, how must the weights be, for the same scores?",
        "Now one step. The gradient of these weights is `X.T @ dZ`, and both networks have the "
        "same dZ. How many times as large is it as the other network's?",
        "After the step the second network's weights must again be the same fraction of the "
        "first's as at the start. So how far may they move, compared with the first network's? "
        "And how much larger is the gradient that moves them?",
    ),
    why="""For the same scores the weights have to be c times smaller, since the inputs are c times
larger. To keep it so, each step has to be c times shorter than the other network's. But the
gradient is c times *longer*, because the inputs stand in it too. So the rate has to make up for
both factors, for the shorter way and for the longer gradient, and is divided by c twice.""",
    promises={
        "c above 1": array_where("c", lambda c: c > 1),
        "c below 1": array_where("c", lambda c: c < 1),
        "c = 1, where nothing changes": array_where("c", lambda c: c == 1),
    },
    atol=0.0,
)


@exercise.cases
def _(rng):
    small = {"W_h": np.array([[4.0, -2], [0, 8]]), "rate": 0.4}
    drawn = {"W_h": rng.normal(size=(5, 3)).round(2), "rate": 0.01}
    for label, args in [
        ("whole numbers, c = 2", {**small, "c": 2.0}),
        ("c = 16", {**drawn, "c": 16.0}),
        ("c = 0.5", {**small, "c": 0.5}),
        ("c = 1", {**drawn, "c": 1.0}),
    ]:
        yield Case(label, args, first, "the weights", "weights")
        yield Case(label, args, second, "their rate", "rate")
    what, said = "the results beyond two", MORE_THAN_TWO
    yield Case(label, args, _beyond, what, "rate", said, numbers=False)


def _beyond(answer, *given):
    return beyond_two(answer(*given))


def _powers(of_weights, of_rate, sentence):
    """The answer with other powers of c."""

    def powers(W_h, rate, c):
        return W_h * c**of_weights, rate * c**of_rate

    powers.__doc__ = sentence
    return powers


TOO_LARGE = """The weights are multiplied by c. The inputs are already c times as large as the
    other network's, so for the same scores the weights have to be *smaller*."""
AS_THEY_WERE = """The weights are as they were, so the scores at the start are c times too large.
    The inputs are c times as large as the other network's."""
TWICE = """The weights are divided by c twice. One factor is in the inputs, and one has to be taken
    out."""
ONCE = """The start is right. In the first step the gradient is c times as long as the other
    network's, since it holds the inputs, and there the rate makes up for it. But these weights are
    also c times *smaller* than the other's, so they have to move less far."""
SAME_RATE = """The start is right, and after the first step the scores differ: compare how long the
    two networks' gradients are, and how far their weights have to move."""
LARGER = """The start is right. But the rate has to be *smaller* than the other network's: the
    gradient is longer here, and the weights have to move less far."""
THRICE = """The start is right, and the rate is too small: c comes in once through the gradient, and
    once because these weights are smaller. There's no third place."""


@exercise.wrong
class Mistakes:
    weights_multiplied = tuple(_powers(1, power, TOO_LARGE) for power in (-2, -1, 0, 1, 2))
    weights_kept = tuple(_powers(0, power, AS_THEY_WERE) for power in (-3, -2, -1, 0, 1))
    weights_divided_twice = tuple(_powers(-2, power, TWICE) for power in (-2, -1, 0))
    rate_divided_once = _powers(-1, -1, ONCE)
    rate_kept = _powers(-1, 0, SAME_RATE)
    rate_multiplied = tuple(_powers(-1, power, LARGER) for power in (1, 2))
    rate_divided_thrice = tuple(_powers(-1, power, THRICE) for power in (-3, -4))
    by_a_root = _powers(-1, -0.5, SAME_RATE)

    def always_sixteen(W_h, rate, c):
        """The inputs are taken to be divided by 16. Use the argument `c`: it may be any number."""
        return W_h / 16, rate / 256

    always_sixteen = spelled(
        always_sixteen,
        lambda W_h, rate, c: (W_h / c, rate / 256),
        lambda W_h, rate, c: (W_h / 16, rate / c**2),
    )

    def rounded_down(W_h, rate, c):
        """`//` rounds down. The weights are numbers with decimals: divide with `/`."""
        return W_h // c, rate / c**2

    def c_made_whole(W_h, rate, c):
        """c is cut to a whole number, and 0.5 becomes 0. It's a number with decimals: leave it as
        it is."""
        c = int(c)
        return W_h / c, rate / c**2

    def subtracted(W_h, rate, c):
        """c is subtracted. A factor can only be undone by a factor."""
        return W_h - c, rate / c**2

    subtracted = spelled(subtracted, lambda W_h, rate, c: (W_h / c, rate - c**2))

    def rate_first(W_h, rate, c):
        """The two results are exchanged: first the weights, then their rate."""
        return rate / c**2, W_h / c

    def weights_alone(W_h, rate, c):
        """Only the weights come back. Return two things: the weights and their rate."""
        return W_h / c

    def rate_alone(W_h, rate, c):
        """Only the rate comes back. Return two things: the weights and their rate."""
        return rate / c**2

    def factors_for_results(W_h, rate, c):
        """These are the two factors. Return the weights themselves and the rate itself."""
        return 1 / c, 1 / c**2

    factors_for_results = spelled(factors_for_results, lambda W_h, rate, c: (c, c**2))

    def half_the_rate(W_h, rate, c):
        """The rate is divided by twice c, where it should be by c twice."""
        return W_h / c, rate / (2 * c)

    def start_changed(W_h, rate, c):
        """The result is right, but the caller's weights have been changed. Make a new array."""
        W_h /= c
        return W_h, rate / c**2

    def three_results(W_h, rate, c):
        """More than two things come back. Return just two, the weights and their rate: whoever
        writes `W, rate = ...` gets an error from a third."""
        return W_h / c, rate / c**2, rate

    def by_the_root(W_h, rate, c):
        """The weights are divided by the *root* of c. The inputs are c times as large, so for the
        same scores a root isn't enough."""
        return W_h / np.sqrt(c), rate / c

    by_the_root = spelled(
        by_the_root,
        lambda W_h, rate, c: (W_h / np.sqrt(c), rate / c**2),
        lambda W_h, rate, c: (W_h / np.sqrt(c), rate),
    )

    def never_below_one(W_h, rate, c):
        """Right for c above 1. Below 1 it isn't a mistake: then the inputs are smaller than the
        other network's, and the same reasoning holds."""
        c = max(c, 1)
        return W_h / c, rate / c**2

    def a_rate_for_each_weight(W_h, rate, c):
        """The numbers are right, but the rate is a whole table, one for each weight. It's a single
        number."""
        return W_h / c, np.full_like(W_h, rate / c**2)


@exercise.right
class Variants:
    def in_two_divisions(W_h, rate, c):
        """The two reasons stand apart here: one division for the longer gradient, and one because
        these weights have to move less far."""
        for_the_gradient = rate / c
        return W_h * (1 / c), for_the_gradient / c

    def by_powers(W_h, rate, c):
        return W_h * c**-1.0, rate * c**-2.0
