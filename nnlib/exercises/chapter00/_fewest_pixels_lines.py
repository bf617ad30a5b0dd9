"""The usual lines for the fewest pixels, one of which is wrong."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter00 import _fewest_pixels as ways


def by_lines(
    *,
    z=lambda x, W, b: x @ W + b,
    slopes=lambda W, j, k: W[:, j] - W[:, k],
    targets=lambda slope, x: np.where(slope > 0, 16, 0),
    order=lambda gains, slope: np.sort(gains)[::-1],
    lead=lambda Z, b, j, k: Z[k] - Z[j],
    count=lambda gains, lead: np.sum(np.cumsum(gains) <= lead) + 1,
    classes=lambda K: range(K),
    pick=min,
):
    """The usual lines one after another, one of which is wrong: gains below 0 are added up, too."""

    def wrong(x, W, b):
        Z = z(x, W, b)
        k = Z.argmax()
        numbers = []
        for j in classes(W.shape[1]):
            if j == k:
                continue
            slope = slopes(W, j, k)
            gains = order(slope * (targets(slope, x) - x), slope)
            numbers.append(count(gains, lead(Z, b, j, k)))
        return pick(numbers)

    return wrong


def in_order_of_slopes(key):
    """The usual lines, where the gains come in the order of that key of their slopes."""
    return by_lines(order=lambda gains, slope: gains[key(slope)])


class Lines:
    """One line of the usual ones does something else."""

    def places_for_gains(x, W, b):
        """Places are added up, not gains: that's what `argsort` gives. They belong in the brackets
        behind the gains."""
        return by_lines(order=lambda gains, slope: np.argsort(gains)[::-1])(x, W, b)

    def slopes_turned(x, W, b):
        """The slopes have the wrong sign: where they're above 0, ink helps k here. What counts is
        by how much *more* a pixel helps j than it helps k."""
        return by_lines(slopes=lambda W, j, k: W[:, k] - W[:, j])(x, W, b)

    slopes_turned = spelled(
        slopes_turned,
        ways.by_counting(slopes=lambda W, j, k: W[:, k] - W[:, j]),
        lambda x, W, b: ways.greedy(x, W, b, lambda j, k: W[:, k] - W[:, j]),
    )

    def the_first_class_left_out(x, W, b):
        """Class 0 is never tried. Classes are counted from 0, as `range` does by itself."""
        return by_lines(classes=lambda K: range(1, K))(x, W, b)

    def the_last_class_left_out(x, W, b):
        """The last class is never tried. `range(K)` stops at K - 1 by itself."""
        return by_lines(classes=lambda K: range(K - 1))(x, W, b)

    def no_running_sums(x, W, b):
        """Single gains are compared with the lead. But the gains of several pixels add up: what has
        to be above the lead is their sum so far."""
        return by_lines(count=lambda gains, lead: np.sum(gains <= lead) + 1)(x, W, b)

    def lead_of_the_biases(x, W, b):
        """The lead is made of the biases alone. It's the difference of two *scores*, and those are
        `x @ W + b`."""
        return by_lines(lead=lambda Z, b, j, k: b[k] - b[j])(x, W, b)

    lead_of_the_biases = spelled(lead_of_the_biases, ways.biases_only)

    def first_above_from_0(x, W, b):
        """`argmax` of a comparison is a place, counted from 0: so one pixel is missing. And where
        none of the sums is above the lead, it's 0 as well, as if nothing had to be done."""
        return by_lines(count=lambda gains, lead: np.argmax(np.cumsum(gains) > lead))(x, W, b)

    def all_sums_added(x, W, b):
        """The number of sums *above* the lead came back. The pixels wanted are those whose sums are
        not above it yet, and one more."""
        return by_lines(count=lambda gains, lead: np.sum(np.cumsum(gains) > lead))(x, W, b)
