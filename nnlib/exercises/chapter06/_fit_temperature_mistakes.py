"""Wrong answers to "The temperature that fits best"."""

import numpy as np

from nnlib.by_hand import temperature as by_hand
from nnlib.exercises._helpers import spelled
from nnlib.functions.activations import log_softmax, softmax
from nnlib.functions.preprocessing import one_hot


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
        slope (a loss is always above 0, and the accuracy is the same at all temperatures), has it
        the labels in it, and is softmax taken along each row?"""
        return 100.0

    always_the_same_way = spelled(
        always_the_same_way,
        lambda Z, y: 0.01,
        lambda Z, y: _halved(lambda T: np.sum(softmax(Z / T) * Z)),
    )

    def slope_without_temperature(Z, y):
        """This stands at a bound. Does the slope depend on the temperature that's being tried, and
        the right way? The scores have to be *divided* by it."""
        return 100.0 if by_hand.fit_temperature(Z, y) > 1 else 0.01

    def always_one(Z, y):
        """This is 1, the temperature of a network that's left as it is, and the first try between
        0.01 and 100. Did the search end there, by a `return` inside the loop?"""
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
        """This is right to a tenth. A millionth of its value is wanted: close in on it."""
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
        *[  # from 1 to 100 is another mistake, as no temperature in a case is higher
            lambda Z, y, high=high: np.clip(by_hand.fit_temperature(Z, y), 1.0, high)
            for high in (2.0, 5.0, 10.0)
        ],
    )

    def rounded(Z, y):
        """The temperature is rounded, and by more than a millionth of its value, a small one most
        of all: return it as it is."""
        return round(float(by_hand.fit_temperature(Z, y)), 2)

    rounded = spelled(
        rounded,
        *[lambda Z, y, n=n: round(float(by_hand.fit_temperature(Z, y)), n) for n in (3, 4, 5, 6)],
        lambda Z, y: float(f"{by_hand.fit_temperature(Z, y):.6g}"),
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
