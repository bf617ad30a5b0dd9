"""The temperature that makes a network's probabilities honest, found without a list."""

import numpy as np

from nnlib.by_hand import temperature as by_hand
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter06._fit_temperature_mistakes import Mistakes
from nnlib.exercises.chapter06._fit_temperature_searches import Searches
from nnlib.functions.activations import softmax
from nnlib.functions.losses import softmax_cross_entropy
from nnlib.functions.preprocessing import one_hot
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="06-fit-temperature",
    title="The temperature that fits best",
    minutes=20,
    difficulty=5,
    points=5,
    rtol=1e-6,
    atol=0.0,  # a temperature of 0.01 is asked for to a millionth of itself
    reference=by_hand.fit_temperature,
    hints=(
        "Call 1/T the factor β, so that the scores are β·z. On paper, find the derivative of the "
        "loss of one sample with respect to β: you know the derivative with respect to each score, "
        "and each score is β times something.",
        "The derivative is the sum over the classes of what is said minus the truth, times the "
        "score. Its sign says on which side of the minimum you are. If it's positive, β is too "
        "large, so T is too small.",
        "Keep a lowest and a highest T, try one between them, and let it take the place of one of "
        "the two. Each try halves what is left. The middle of 0.01 and 100 is better taken by "
        "factors: the root of their product, which is 1.",
    ),
    why="""With β = 1/T the loss has the derivative mean(Σ (p − y)·z) with respect to β, by the
chain rule from the gradient that you know. The loss is convex in β, a valley with a single lowest
point, so the sign of the slope at any T says on which side the minimum lies, and halving finds it:
fifty steps leave of an interval of four powers of ten less than rounding can tell.""",
    promises={
        "sure and often wrong": lambda case: case.label == "too sure",
        "too modest": lambda case: case.label == "too modest",
        "two classes": array_where("Z", lambda Z: Z.shape[1] == 2),
        "scores far from 0": array_where("Z", lambda Z: Z.mean() > 50),
        "one that is so sure and wrong that its probability is nearly 0": (
            lambda case: case.label == "one very sure and wrong"
        ),
        "scores of any size": array_where("Z", lambda Z: Z.mean() > 500),
    },
    survivors={
        "0.01 -> -1.01": "the lowest factor; none below 0 is ever best",
        "100.0 -> 101.0": "another bound, far from every answer",
        "3 -> 4": "quarters for thirds",
        **dict.fromkeys(["50 -> 51", "70 -> 71", "90 -> 91"], "one step more"),
        "high / third -> high": "the upper bound in place of the upper third",
        "high = high / third -> high /= third": "a number",
        "low = low * third -> low *= third": "a number",
        "np.mean((softmax(beta * Z) - one_hot(y, Z.shape[1])) * Z) -> "
        "np.sum((softmax(beta * Z) - one_hot(y, Z.shape[1])) * Z)": "only the sign counts",
        "np.mean((softmax(beta * Z) - one_hot(y, Z.shape[1])) * Z) > 0 -> "
        "np.mean((softmax(beta * Z) - one_hot(y, Z.shape[1])) * Z) >= 0": "a slope of just 0",
        "np.sum((softmax(Z / temperature) - Y) * Z) -> "
        "np.mean((softmax(Z / temperature) - Y) * Z)": "only the sign counts",
        "one < two -> one <= two": "two losses that are equal to the last digit",
        "slope > 0 -> slope >= 0": "a slope of just 0",
    },
    distractors=("    if slope < 0:", "    slope = np.sum((softmax(Z) - Y) * Z)"),
)


def _labels(rng, Z, temperature):
    """Labels that are drawn from the softmax of the scores over a temperature."""
    P = softmax(Z / temperature)
    return (P.cumsum(axis=1) > rng.random((len(Z), 1))).argmax(axis=1)


def _roughly(best):
    """A use that calls what is near the best temperature the best, and leaves the rest."""

    def use(fit_temperature, Z, y):
        T = fit_temperature(Z, y)
        plain = type(T) in (float, int) or isinstance(T, np.number | np.ndarray)
        return best if plain and np.size(T) == 1 and abs(float(T) / best - 1) < 0.05 else T

    return use


NEAR = (
    "This is near the lowest point, but not right to a millionth of its value. From a list comes "
    "only what is in it, and a search that stops early leaves the rest unknown: close in on the "
    "lowest point, until rounding is all that is left."
)
FAR = (
    "The loss isn't lowest at this temperature. Compute it there, and for a T that's slightly "
    "larger and slightly smaller: in which direction does it fall? Either your search was led the "
    "other way, or it stopped too soon, or it has never tried what lies there."
)

SURE = (
    "Right in the other cases, and not where one sample is very sure and wrong, so that the best "
    "temperature is near 15. Does your loss see how wrong it is, or are probabilities kept away "
    "from 0? And does your search come as far as that?"
)


def _both(cases):
    """Each case twice: whether it comes near, and then whether it is exact."""
    for case in cases:
        best = by_hand.fit_temperature(*case.args.values())
        yield Case(case.label, case.args, _roughly(best), "fit_temperature(Z, y)", otherwise=FAR)
    for case in cases:
        yield Case(case.label, case.args, otherwise=NEAR)


@exercise.cases
def _(rng):
    cases = list(_drawn(rng))
    yield from _both(cases)
    # Rounding hides the last digits of so large scores.
    Z, y = next(case for case in cases if case.label == "too modest").args.values()
    raised = 1000.0 * np.arange(1, len(Z) + 1)[:, np.newaxis]
    far, best = {"Z": Z + raised, "y": y}, by_hand.fit_temperature(Z, y)
    what = "fit_temperature(Z, y)"
    yield Case("too modest, thousands higher", far, _roughly(best), what, otherwise=FAR)
    Z, y = np.zeros((141, 2)), np.zeros(141, int)
    Z[:140, 0], Z[140, 0], y[140] = 20, 600, 1
    sure, best = {"Z": Z, "y": y}, by_hand.fit_temperature(Z, y)
    yield Case("one very sure and wrong", sure, _roughly(best), what, otherwise=SURE)


def _drawn(rng):
    Z = np.array([[2.0, 0], [2, 0], [2, 0], [2, 0]])
    yield Case("three of four right", {"Z": Z, "y": np.array([0, 0, 0, 1])})
    for score in (0.012, 0.034):  # the best temperatures are 0.0109 and 0.0309
        Z = np.array([[score, 0]] * 4)
        yield Case(f"scores of {score}", {"Z": Z, "y": np.array([0, 0, 0, 1])})
    Z = np.array([[6.0, 0, 1], [0, 8, 2], [5, 1, 0], [0, 2, 7]])
    yield Case("too sure", {"Z": Z, "y": np.array([0, 1, 1, 2])})
    Z = np.array([[0.3, 0, 0], [0, 0.2, 0.1], [0, 0.1, 0.4], [0.2, 0.1, 0]])
    yield Case("too modest", {"Z": Z, "y": np.array([0, 1, 2, 1])})
    Z = np.array([[-3.0, -1, -2], [2, -1, 0], [1, -3, -1], [-1, 1, -2]])
    yield Case("a label with a score below 0", {"Z": Z, "y": np.array([0, 0, 0, 1])})
    Z = (3 * rng.normal(size=(40, 4))).round(1)
    Z[0], y = [9, 0, 0, 0], _labels(rng, Z, 2.5)
    y[0] = 1
    yield Case("40 samples", {"Z": Z, "y": y})
    yield Case("scores around 100", {"Z": Z + 100, "y": y})


exercise.wrong(Mistakes)
exercise.wrong(Searches)


@exercise.right
class Variants:
    def by_thirds(Z, y):
        """No derivative at all: of two temperatures between the bounds, the one with the lower loss
        stays inside. That works for any valley; but near its floor the loss hardly changes, so
        rounding hides the last digits."""
        low, high = 0.01, 100.0
        for _ in range(90):
            third = (high / low) ** (1 / 3)
            one, two = (
                softmax_cross_entropy(Z / (low * third), y),
                softmax_cross_entropy(Z / (high / third), y),
            )
            if one < two:
                high = high / third
            else:
                low = low * third
        return low

    def by_halves_of_the_factor(Z, y):
        """Here the interval of the factor 1/T is halved, in equal parts. It's the same idea, with a
        few steps more, since the middle of 0.01 and 100 is 50, far from where the answer lies."""
        low, high = 0.01, 100.0
        for _ in range(70):
            beta = (low + high) / 2
            if np.mean((softmax(beta * Z) - one_hot(y, Z.shape[1])) * Z) > 0:
                high = beta
            else:
                low = beta
        return 1 / beta
