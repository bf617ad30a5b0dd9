"""Wrong answers to "The temperature that fits best" whose search is at fault."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter06._fit_temperature_mistakes import _halved, _softened
from nnlib.functions.activations import log_softmax, softmax
from nnlib.functions.preprocessing import one_hot


def _root(low, high):
    return np.sqrt(low * high)


def _mean(low, high):
    return (low + high) / 2


def _halving(steps=60, nearest=0.0, middle=_root, end=None):
    """A search by halves that ends after some steps, or when its bounds are that near.

    What it gives is the last try, or what ``end`` makes of the bounds.
    """

    def search(Z, y):
        low, high, Y = 0.01, 100.0, one_hot(y, Z.shape[1])
        for _ in range(steps):
            if high - low <= nearest:
                break
            tried = middle(low, high)
            slope = np.sum((softmax(Z / tried) - Y) * Z)
            low, high = (tried, high) if slope > 0 else (low, tried)
        return end(low, high) if end else tried

    return search


def _refined(low, high, n, times):
    """The best of a list, and of a finer list around it, and so on."""

    def search(Z, y):
        first, last = low, high
        for _ in range(times):
            tries = np.linspace(first, last, n)
            k = int(np.flatnonzero(tries == _listed(tries)(Z, y))[0])
            first, last = tries[max(k - 1, 0)], tries[min(k + 1, n - 1)]
        return (first + last) / 2

    return search


def _downhill(rate, *, bounded=True, of_the_factor=False):
    """A hundred steps down the slope, of the temperature or of the factor 1/T."""

    def search(Z, y):
        Y, x = one_hot(y, Z.shape[1]), 1.0
        with np.errstate(all="ignore"):
            for _ in range(100):
                T = 1 / x if of_the_factor else x
                slope = np.mean(np.sum((softmax(Z / T) - Y) * Z, axis=1))
                x -= rate * (slope if of_the_factor else -slope / T**2)
                x = min(max(x, 0.01), 100.0) if bounded else x
            return 1 / x if of_the_factor else x

    return search


def _newton(steps):
    """Newton's steps for the factor 1/T, from 1 on."""

    def search(Z, y):
        Y, beta = one_hot(y, Z.shape[1]), 1.0
        with np.errstate(all="ignore"):
            for _ in range(steps):
                P = softmax(beta * Z)
                mean = np.sum(P * Z, axis=1, keepdims=True)
                beta -= np.sum((P - Y) * Z) / np.sum(P * (Z - mean) ** 2)
            return 1 / beta

    return search


def _by_differences(before, after):
    """The sign of the slope from the losses a fixed way before and after a temperature."""

    def search(Z, y):
        low, high, n = 0.01, 100.0, np.arange(len(y))
        for _ in range(60):
            tried = np.sqrt(low * high)
            one, two = (log_softmax(Z / (tried + d))[n, y].mean() for d in (-before, after))
            low, high = (tried, high) if two > one else (low, tried)
        return tried

    return search


def _listed(temperatures):
    """The temperature in a list that has the lowest loss."""

    def search(Z, y):
        logs = _softened(Z, temperatures, log_softmax)[:, np.arange(len(y)), y]
        return temperatures[np.argmin(-logs.mean(axis=1))]

    return search


class Searches:
    def stops_too_soon(Z, y):
        """The search goes the right way and ends too soon, before a millionth of the value is
        certain. Give it more steps; for a small temperature the bounds have to come nearer to each
        other than for a large one."""
        return _halving(20)(Z, y)

    stops_too_soon = spelled(
        stops_too_soon,
        *[_halving(steps) for steps in (10, 12, 15)],
        *[_halving(steps, end=_root) for steps in (10, 15, 20)],
        *[
            _halving(steps, middle=_mean, end=end)
            for steps in (10, 20, 30)
            for end in (None, _mean, _root)
        ],
        *[
            _halving(nearest=nearest, middle=middle, end=end)
            for nearest in (1e-2, 1e-3, 1e-4, 1e-5, 1e-6)
            for middle, end in [
                (_root, None),
                (_root, _root),
                (_mean, None),
                (_mean, _mean),
                (_mean, _root),
            ]
        ],
    )

    def from_a_list(Z, y):
        """This comes from a list of temperatures, and between two of the list lie others. Halve the
        interval instead: each try leaves half of what was left."""
        return _listed(np.geomspace(0.01, 100, 1000))(Z, y)

    from_a_list = spelled(
        from_a_list,
        *[_listed(np.geomspace(0.01, 100, n)) for n in (100, 200, 500, 2000)],
        _listed(np.linspace(0.01, 100, 1000)),
    )

    def from_a_short_list(Z, y):
        """This comes from a list, or from a search, that ends too soon on either side: the best
        temperature may be as small as 0.01 and as large as 100. Begin with these two, and halve."""
        return _listed(np.arange(0.5, 5, 0.01))(Z, y)

    from_a_short_list = spelled(
        from_a_short_list,
        *[_listed(np.arange(0.5, end, step)) for end in (3, 5) for step in (0.1, 0.05)],
        *[_listed(np.linspace(0.5, 5, n)) for n in (46, 50, 100)],
        *[_listed(np.arange(0.1, end, 0.01)) for end in (5, 10)],
        _listed(np.linspace(0.1, 10, 200)),
        *[_listed(np.geomspace(0.1, 10, n)) for n in (50, 100)],
        *[_refined(0.5, 5, n, times) for n in (50, 100) for times in (2, 3)],
    )

    def steps_of_a_fixed_rate(Z, y):
        """Steps downhill with a fixed rate have not arrived everywhere, or have jumped over: where
        the slope is small they're tiny, and where it's large, far too long. Its *sign* is enough:
        halve the interval."""
        return _downhill(0.1)(Z, y)

    steps_of_a_fixed_rate = spelled(
        steps_of_a_fixed_rate,
        _downhill(0.01),
        _downhill(1.0),
        _downhill(0.1, bounded=False),
        *[_downhill(rate, of_the_factor=True) for rate in (0.01, 0.1, 1.0)],
    )

    def steps_that_nothing_holds(Z, y):
        """Newton's steps, from slope and curvature, jump far away where the curvature is small, and
        nothing brings them back. Keep each try between two bounds that close in."""
        return _newton(5)(Z, y)

    steps_that_nothing_holds = spelled(
        steps_that_nothing_holds, *[_newton(steps) for steps in (10, 20)]
    )

    def slope_by_a_fixed_step(Z, y):
        """The slope is taken from two losses at temperatures a fixed way apart, and for a small
        temperature that way is long. Find the derivative on paper: it needs no step."""
        return _by_differences(1e-3, 1e-3)(Z, y)

    slope_by_a_fixed_step = spelled(
        slope_by_a_fixed_step,
        *[_by_differences(0, step) for step in (1e-2, 1e-3, 1e-4)],
        _by_differences(1e-4, 1e-4),
    )

    def softmax_of_the_whole_table(Z, y):
        """The exponentials are divided by the sum over all the samples and classes. The
        probabilities of each *row* sum to 1."""
        Y = one_hot(y, Z.shape[1])
        return _halved(lambda T: np.sum((softmax(Z.ravel() / T).reshape(Z.shape) - Y) * Z))

    def spread_of_the_scores(Z, y):
        """This is how widely the scores are spread, and the labels have no part in it. Look for the
        temperature at which the loss is lowest."""
        return np.std(Z)

    spread_of_the_scores = spelled(spread_of_the_scores, lambda Z, y: np.std(Z, axis=1).mean())

    def one_for_all_networks(Z, y):
        """This is the same temperature whatever the scores and labels are. Each network has its
        own: look for the one at which the loss is lowest."""
        return 1.6

    one_for_all_networks = spelled(
        one_for_all_networks, lambda Z, y: 1.5, lambda Z, y: 2.0, lambda Z, y: 1.7
    )

    def as_many_classes_as_labels(Z, y):
        """The shapes don't fit where the last class doesn't occur in `y`. How many classes there
        are is seen in the scores: `Z.shape[1]`."""
        np.sum((softmax(Z) - np.eye(y.max() + 1)[y]) * Z)
        return _halving()(Z, y)
