"""Staircases for "Any curve you like", and some of the wrong ones."""

import numpy as np

from nnlib.by_hand import curves
from nnlib.exercises._helpers import spelled


def stairs(n, steep, *, first=None, early=0, missing=0):
    """An answer: so many stairs, so steep; both may depend on the tolerance.

    Its output may begin at another height, its edges stand some stairs too early, and the last of
    them be missing.
    """

    def answer(f, tolerance):
        size = int(np.ceil(n(tolerance)))
        levels = f((np.arange(size) + 0.5) / size)
        edges = (np.arange(1, size) - early) / size
        w = np.full(size - 1, float(steep(size)))
        kept = slice(max(size - 1 - missing, 0))
        start = levels[0] if first is None else first
        return w[kept], -w[kept] * edges[kept], np.diff(levels)[kept], start

    return answer


def enough(tolerance):
    """How many stairs are surely enough."""
    return 10 / tolerance


def changed(change):
    """The right layer, changed."""

    def answer(f, tolerance):
        return change(f, *curves.follow_curve(f, tolerance))

    return answer


def blocks(k):
    """An answer with two units a block, whose outermost edges are at 0 and 1."""

    def answer(f, tolerance):
        n = int(np.ceil(k / tolerance))
        heights = f((np.arange(n) + 0.5) / n)
        edges = np.append(np.arange(n), np.arange(1, n + 1)) / n
        w = np.full(2 * n, 40.0 * n)
        return w, -w * edges, np.append(heights, -heights), 0.0

    return answer


STEEPNESS = (10, 20, 40, 100)


class Edges:
    """Edges that are too flat, stand in a wrong place, or are missing."""

    def too_flat_for_their_stairs(f, tolerance):
        """The weights of the hidden units grow with the number of stairs, and are too small all the
        same: each unit rises over many stairs at once. It should rise within one, which takes a
        weight of several times the number of stairs."""
        return stairs(enough, lambda n: n / 2)(f, tolerance)

    too_flat_for_their_stairs = spelled(
        too_flat_for_their_stairs, stairs(enough, lambda n: n / 4), stairs(enough, lambda n: n / 10)
    )

    def without_the_last_edge(f, tolerance):
        """Right but for the last stair, whose edge is missing. Between n stairs are n - 1 edges,
        and each of them needs a unit."""
        return stairs(enough, lambda n: 10 * n, missing=1)(f, tolerance)

    without_the_last_edge = spelled(
        without_the_last_edge,
        *[stairs(enough, lambda n, k=k: k * n, missing=1) for k in STEEPNESS[1:]],
    )

    def edges_a_stair_too_early(f, tolerance):
        """Each edge stands one stair too early. The first edge isn't at 0 but where the first stair
        ends, and there the second one begins."""
        return stairs(enough, lambda n: 10 * n, early=1)(f, tolerance)

    edges_a_stair_too_early = spelled(
        edges_a_stair_too_early,
        *[stairs(enough, lambda n, k=k: k * n, early=1) for k in STEEPNESS[1:]],
    )
