"""The temperature that makes a network's probabilities honest, found without a list."""

import numpy as np

from nnlib.by_hand import temperature as by_hand
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where
from nnlib.functions.activations import log_softmax, softmax
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
    "This is near the lowest point, but not right to six digits. From a list comes only what is in "
    "it, and a search that stops early leaves the rest unknown: close in on the lowest point, "
    "until rounding is all that is left."
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


def _loss(Z, y, temperature):
    return -np.mean(log_softmax(Z / temperature)[np.arange(len(y)), y])


def _lowest(f, low=0.01, high=100.0):
    """The temperature where a function with one valley is lowest.

    ``f`` takes many temperatures at once: one at a time, a check would take a second.
    """
    grid = np.linspace(np.log(low), np.log(high), 50)
    for _ in range(7):
        best = np.argmin(f(np.exp(grid)))
        grid = np.linspace(grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)], 31)
    return np.exp(grid[len(grid) // 2])


def _softened(Z, temperatures, softmax=softmax):
    """The softmax of the scores over each of the temperatures, or its logarithm: (T, N, K)."""
    scores = Z / temperatures[:, np.newaxis, np.newaxis]
    return softmax(scores.reshape(-1, Z.shape[1])).reshape(scores.shape)


def _clipped(Z, y, least):
    """The negative log-likelihood of probabilities that are kept away from 0."""

    def loss(temperatures):
        given = _softened(Z, temperatures)[:, np.arange(len(y)), y]
        return -np.mean(np.log(np.maximum(given, least)), axis=1)

    return loss


def _raised(Z, y, plus):
    """The negative log-likelihood of probabilities to which a small number is added."""

    def loss(temperatures):
        given = _softened(Z, temperatures)[:, np.arange(len(y)), y]
        return -np.mean(np.log(given + plus), axis=1)

    return loss


def _overflowing(Z, y, T):
    """The slope with exponentials of the scores as they are."""
    with np.errstate(all="ignore"):
        E = np.exp(Z / T)
        return np.sum((E / E.sum(axis=1, keepdims=True) - one_hot(y, Z.shape[1])) * Z)


def _halved(slope):
    """Where a slope with respect to 1/T changes its sign, or the bound that it leads to."""
    low, high = 0.01, 100.0
    for _ in range(60):
        middle = np.sqrt(low * high)
        low, high = (middle, high) if slope(middle) > 0 else (low, middle)
    return middle


@exercise.wrong
class Mistakes:
    def the_factor(Z, y):
        """This is 1/T, the factor by which the scores are multiplied. The temperature divides
        them."""
        return 1 / by_hand.fit_temperature(Z, y)

    def the_wrong_way(Z, y):
        """Each try moves away from the minimum, until it stands at a bound. Where the slope with
        respect to 1/T is positive, 1/T should be smaller, so T larger."""
        return 0.01 if by_hand.fit_temperature(Z, y) > 1 else 100.0

    def always_the_same_way(Z, y):
        """This stands at one of the bounds: nothing ever called the search back. Is what you ask a
        slope (a loss is always above 0, and the accuracy is the same at all temperatures), and has
        it the labels in it?"""
        return 100.0

    always_the_same_way = spelled(
        always_the_same_way,
        lambda Z, y: 0.01,
        lambda Z, y: _halved(lambda T: np.sum(softmax(Z / T) * Z)),
    )

    def slope_without_temperature(Z, y):
        """The slope doesn't depend on the temperature that's being tried, so all the tries say the
        same. Divide the scores by it."""
        return 100.0 if by_hand.fit_temperature(Z, y) > 1 else 0.01

    def always_one(Z, y):
        """This is 1, the temperature of a network that's left as it is."""
        return 1.0

    def whole_numbers(Z, y):
        """Only whole numbers were tried. The temperature may lie between them, or below 1."""
        return float(min(range(1, 41), key=lambda t: _loss(Z, y, t)))

    def never_below_one(Z, y):
        """Only temperatures from 1 on were tried. A network may be too modest, too, and then a
        temperature below 1 makes it surer."""
        return max(1.0, by_hand.fit_temperature(Z, y))

    def never_above_one(Z, y):
        """Only temperatures up to 1 were tried. A network that's too sure needs more than that."""
        return min(1.0, by_hand.fit_temperature(Z, y))

    def tenths(Z, y):
        """This is right to a tenth. Six digits are wanted: close in on it."""
        grid = np.arange(0.1, 10, 0.1)
        return grid[np.argmin([_loss(Z, y, t) for t in grid])]

    def squared_error(Z, y):
        """Here the squared error between probabilities and labels is smallest, not the negative
        log-likelihood."""
        Y = one_hot(y, Z.shape[1])
        return _lowest(lambda t: np.mean((_softened(Z, t) - Y) ** 2, axis=(1, 2)))

    def from_probabilities(Z, y):
        """Softmax was applied to the probabilities. The temperature divides the *scores*."""
        P, n = softmax(Z), np.arange(len(y))
        return _lowest(lambda t: -np.mean(_softened(P, t, log_softmax)[:, n, y], axis=1))

    def own_answers(Z, y):
        """The labels play no part: the answers of the network itself were taken for the truth, and
        of those it can't be sure enough."""
        return by_hand.fit_temperature(Z, Z.argmax(axis=1))

    def mean_confidence(Z, y):
        """Here the mean confidence is the accuracy. That's close to it, but what is wanted is the
        lowest negative log-likelihood."""
        right = np.mean(Z.argmax(axis=1) == y)
        return _lowest(lambda t: abs(_softened(Z, t).max(axis=2).mean(axis=1) - right))

    def scores_of_the_label(Z, y):
        """Only the label's own term was taken into the slope. All the classes have one."""
        n = np.arange(len(y))
        return _halved(lambda T: np.sum((softmax(Z / T)[n, y] - 1) * Z[n, y]))

    def the_lowest_loss(Z, y):
        """This is the lowest loss itself. Wanted is the temperature at which it is reached."""
        return _loss(Z, y, by_hand.fit_temperature(Z, y))

    def the_logarithm(Z, y):
        """This is the logarithm of the temperature. If you search among logarithms, take the
        exponential in the end."""
        return np.log(by_hand.fit_temperature(Z, y))

    def the_squared_temperature(Z, y):
        """This is the square of the temperature. Does each try divide by its root?"""
        return by_hand.fit_temperature(Z, y) ** 2

    def mean_over_each_class(Z, y):
        """Every class counts alike here, however many samples it has. The loss is a mean over the
        *samples*."""
        weight = 1 / np.bincount(y)[y]

        def loss(temperatures):
            logs = _softened(Z, temperatures, log_softmax)[:, np.arange(len(y)), y]
            return np.sum(-logs * weight, axis=1)

        return _lowest(loss)

    def bounds_too_near(Z, y):
        """Right where the best temperature lies between your bounds, and it may lie beyond them.
        Begin with 0.01 and 100."""
        return np.clip(by_hand.fit_temperature(Z, y), 0.1, 10.0)

    bounds_too_near = spelled(
        bounds_too_near,
        *[
            lambda Z, y, low=low, high=high: np.clip(by_hand.fit_temperature(Z, y), low, high)
            for low in (0.1, 0.5)
            for high in (2.0, 5.0, 10.0, 100.0)
        ],
    )

    def rounded(Z, y):
        """The temperature is rounded. A small one loses most of its digits by that: return it as it
        is."""
        return round(float(by_hand.fit_temperature(Z, y)), 2)

    rounded = spelled(
        rounded,
        *[lambda Z, y, n=n: round(float(by_hand.fit_temperature(Z, y)), n) for n in (3, 4)],
    )

    def softmax_over_the_samples(Z, y):
        """Softmax runs over the samples here. The probabilities of each *row* sum to 1: it's
        `axis=1` that is summed over."""
        Y = one_hot(y, Z.shape[1])
        return _halved(lambda T: np.sum((softmax(Z.T / T).T - Y) * Z))

    def too_large_for_exp(Z, y):
        """With large scores `np.exp` overflows, and the slope is nan, which is never above 0.
        Subtract each row's largest score first, or use the chapter's `softmax`, which does."""
        return _halved(lambda T: _overflowing(Z, y, T))

    too_large_for_exp = spelled(
        too_large_for_exp, lambda Z, y: _halved(lambda T: not _overflowing(Z, y, T) < 0)
    )

    def probabilities_kept_away_from_0(Z, y):
        """Probabilities are kept away from 0, so a network that's sure and wrong pays no more for
        being surer. Take the logarithm of softmax as one formula, for scores of any size."""
        return _lowest(_clipped(Z, y, 1e-12))

    probabilities_kept_away_from_0 = spelled(
        probabilities_kept_away_from_0,
        *[lambda Z, y, least=least: _lowest(_clipped(Z, y, least)) for least in (1e-10, 1e-15)],
        *[lambda Z, y, plus=plus: _lowest(_raised(Z, y, plus)) for plus in (1e-10, 1e-12, 1e-15)],
    )

    def every_label_for_every_sample(Z, y):
        """`[:, y]` takes the columns of *all* the labels in every row. Each sample has one label of
        its own, so each row number goes with one column number."""
        return _halved(lambda T: np.sum(softmax(Z / T) * Z) - np.sum(Z[:, y].mean(axis=1)))

    def factor_of_the_score_missing(Z, y):
        """What is said minus the truth sums to 0 in every row, so the sign of this sum is chance.
        By the chain rule each difference is multiplied by its score before they are added up."""
        return _halved(lambda T: np.sum(softmax(Z / T) - one_hot(y, Z.shape[1])))

    factor_of_the_score_missing = spelled(
        factor_of_the_score_missing,
        lambda Z, y: _halved(lambda T: np.mean(softmax(Z / T) - one_hot(y, Z.shape[1]))),
    )

    def the_bounds(Z, y):
        """Two numbers came back. Wanted is one, the temperature between them."""
        return 0.01, 100.0


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
