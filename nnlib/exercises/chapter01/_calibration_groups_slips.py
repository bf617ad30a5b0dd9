"""Wrong answers to "Does it keep its word?", and what most of them are made of."""

import numpy as np

from nnlib.exercises._helpers import spelled


def columns(says, is_right):
    return np.array([says, is_right]).T


def in_order(order, confidence, right, n_groups):
    """The table for places in this order."""
    groups = np.array_split(order, n_groups)
    return np.array([[confidence[g].mean(), right[g].mean()] for g in groups])


def means(values, n_groups):
    return np.array([part.mean() for part in np.array_split(values, n_groups)])


def _by_width(lowest, highest, empty, side="right", last=True):
    """Bins of equal width from lowest to highest, as other books draw them.

    ``side`` says on which side of an edge an answer counts that lies on it, and ``last`` whether
    the one at the end that would fall out is kept.
    """

    def table(confidence, right, n_groups):
        low = confidence.min() if lowest is None else lowest
        high = confidence.max() if highest is None else highest
        edges = np.linspace(low, high, n_groups + 1)
        place = np.searchsorted(edges, confidence, side=side) - 1
        place = np.clip(place, 0, n_groups - 1) if last else place
        rows = []
        for k in range(n_groups):
            inside = place == k
            if inside.any():
                rows.append([confidence[inside].mean(), right[inside].mean()])
            elif empty is not None:
                rows.append([empty, empty])
        return np.array(rows)

    return table


_WIDTHS = [
    _by_width(low, high, empty, side, last)
    for low, high in [(0, 1), (None, 1), (None, None)]
    for empty in (None, np.nan, 0.0)
    for side in ("left", "right")
    for last in (True, False)
]


def _in_pieces(size):
    """The sorted answers, cut into pieces of a size."""

    def table(confidence, right, n_groups):
        order, n = np.argsort(confidence), size(len(confidence), n_groups)
        pieces = [order[i : i + n] for i in range(0, len(order), n)]
        return np.array([[confidence[g].mean(), right[g].mean()] for g in pieces])

    return table


def _sums_divided(by, both):
    """Means of groups that are sums divided by one number, in both columns or in the second."""

    def table(confidence, right, n_groups):
        rows = in_order(np.argsort(confidence), confidence, right, n_groups)
        sizes = np.array([len(g) for g in np.array_split(confidence, n_groups)])
        factor = sizes / by(len(confidence), n_groups)
        return rows * columns(factor if both else np.ones(n_groups), factor)

    return table


class Slips:
    """Groups of another size, values that aren't looked up, arrays sorted where they are."""

    def of_equal_width(confidence, right, n_groups):
        """These groups have equal *widths*, so some have many answers and others few or none.
        Here each should have the same number of answers, but for one."""
        return _by_width(0, 1, np.nan)(confidence, right, n_groups)

    of_equal_width = spelled(of_equal_width, *_WIDTHS)

    def only_if_evenly(confidence, right, n_groups):
        """This fails where the answers can't be divided evenly. NumPy has a function that cuts
        them all the same, and lets the first groups have one more."""
        groups = np.argsort(confidence).reshape(n_groups, -1)
        return columns(confidence[groups].mean(axis=1), right[groups].mean(axis=1))

    only_if_evenly = spelled(
        only_if_evenly,
        lambda c, right, n: in_order(np.array(np.split(np.argsort(c), n)).ravel(), c, right, n),
        lambda c, right, n: in_order(np.argsort(c).reshape(n, len(c) // n).ravel(), c, right, n),
        lambda c, right, n: in_order(np.argsort(c).reshape(-1, len(c) // n).ravel(), c, right, n),
        lambda c, right, n: in_order(np.arange(len(np.reshape(c, (n, -1)).ravel())), c, right, n),
    )

    def sizes_rounded_up(confidence, right, n_groups):
        """Where the answers can't be divided evenly, the size of a group is rounded up, and the
        last group gets too few. The sizes should differ by 1 at most."""
        return _in_pieces(lambda N, n: -(-N // n))(confidence, right, n_groups)

    def a_group_too_many(confidence, right, n_groups):
        """Where the answers can't be divided evenly, the rest becomes a group of its own, one too
        many. The first groups should have one more instead."""
        return _in_pieces(lambda N, n: N // n)(confidence, right, n_groups)

    def divided_by_one_size(confidence, right, n_groups):
        """The sums of all groups are divided by one and the same number, and where the answers
        can't be divided evenly, the groups differ in size. Divide each by its own."""
        return _sums_divided(lambda N, n: N // n, True)(confidence, right, n_groups)

    divided_by_one_size = spelled(
        divided_by_one_size,
        _sums_divided(lambda N, n: N // n, False),
        *(_sums_divided(lambda N, n: N / n, both) for both in (True, False)),
    )

    def means_of_places(confidence, right, n_groups):
        """The first column is the mean of *places*. Look them up in `confidence`."""
        groups = np.array_split(np.argsort(confidence), n_groups)
        return np.array([[g.mean(), right[g].mean()] for g in groups])

    def confidences_for_places(confidence, right, n_groups):
        """Confidences can't be used as places. `np.sort` gives the values in order; which function
        gives the *places* in order?"""
        return in_order(np.sort(confidence), confidence, right, n_groups)

    confidences_for_places = spelled(
        confidences_for_places,
        lambda confidence, right, n_groups: in_order(confidence, confidence, right, n_groups),
    )

    def only_the_confidence_sorted_in_place(confidence, right, n_groups):
        """Two things: `.sort()` has changed the caller's confidences; and `right` has stayed as it
        was, so the two no longer speak of the same answers. Sort *places*, with `np.argsort`."""
        confidence.sort()
        return columns(means(confidence, n_groups), means(right, n_groups))

    def both_sorted_in_place(confidence, right, n_groups):
        """Two things: `.sort()` has changed the caller's arrays; and each is sorted by itself, so
        they no longer speak of the same answers. Sort the *places*, with `np.argsort`."""
        confidence.sort()
        right.sort()
        return columns(means(confidence, n_groups), means(right, n_groups))

    def a_table_of_whole_numbers(confidence, right, n_groups):
        """Everything is cut to whole numbers: the table was made for such. `np.zeros((n_groups,
        2))` holds fractions too."""
        return in_order(np.argsort(confidence), confidence, right, n_groups).astype(int)

    def one_mean_for_both(confidence, right, n_groups):
        """There's a single number for each group, in which confidences and right answers are
        averaged together. Take the mean of each column by itself."""
        return in_order(np.argsort(confidence), confidence, right, n_groups).mean(axis=1)
