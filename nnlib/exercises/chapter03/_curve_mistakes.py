"""Staircases for "Any curve you like", and some of the wrong ones."""

import numpy as np

from nnlib.by_hand import curves
from nnlib.exercises._helpers import spelled


def stairs(n, steep, *, first=None, early=0, missing=0, at=0.5, turn=None):
    """An answer: so many stairs, so steep; both may depend on the tolerance.

    Its output may begin at another height, its edges stand some stairs too early, and the last of
    them be missing. Heights are taken where `at` says, from 0, a stair's left end, to 1. `turn`
    makes the output's weights and bias of the heights.
    """

    def answer(f, tolerance):
        size = int(np.ceil(n(tolerance)))
        levels = f((np.arange(size) + at) / size)
        edges = (np.arange(1, size) - early) / size
        w = np.full(size - 1, float(steep(size)))
        kept = slice(max(size - 1 - missing, 0))
        start = levels[0] if first is None else first
        w_out = np.diff(levels)
        if turn is not None:
            w_out, start = turn(levels)
        return w[kept], -w[kept] * edges[kept], w_out[kept], start

    return answer


def enough(tolerance):
    """How many stairs are surely enough."""
    return 10 / tolerance


def several(name, counts=(enough, lambda tolerance: 20 / tolerance), **how):
    """Answers with several numbers of stairs that are enough, and several steepnesses."""
    steepness = (lambda n: 10 * n, lambda n: 20 * n, lambda n: 100 * n)
    return spelled(name, *[stairs(count, steep, **how) for count in counts for steep in steepness])


def changed(change):
    """The right layer, changed."""

    def answer(f, tolerance):
        return change(f, *curves.follow_curve(f, tolerance))

    return answer


def with_a_unit_at_0(turn):
    """An answer that has an edge at 0 as well, and takes the output's weights and bias so."""

    def answer(f, tolerance):
        n = int(np.ceil(10 / tolerance))
        w = np.full(n, 20.0 * n)
        return w, -w * np.arange(n) / n, *turn(f((np.arange(n) + 0.5) / n))

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


class Edges:
    """Edges that are too flat, stand in a wrong place, or are missing."""

    def too_flat_for_their_stairs(f, tolerance):
        """The weights of the hidden units grow with the number of stairs, and are too small all the
        same: each unit rises over many stairs at once. It should rise within one, which takes a
        weight of several times the number of stairs."""
        return stairs(enough, lambda n: n / 2)(f, tolerance)

    too_flat_for_their_stairs = spelled(
        too_flat_for_their_stairs,
        *[
            stairs(lambda t, c=c: c / t, lambda n, k=k: k * n)
            for c in (10, 20)
            for k in (0.25, 0.1)
        ],
    )

    def flat_units(f, tolerance):
        """The hidden units are far too flat: their weights are small numbers, so each of them
        rises over the whole width, and no edge is to be seen. A steep unit has a large weight."""
        return stairs(enough, lambda n: 1)(f, tolerance)

    flat_units = spelled(flat_units, *[stairs(enough, lambda n, w=w: w) for w in (0.5, 2, 5)])

    def a_fixed_steepness(f, tolerance):
        """With a smaller tolerance there are more stairs, but the units are no steeper than before,
        and each rises over many of them: the weights have to grow with the number of stairs."""
        return stairs(enough, lambda n: 30)(f, tolerance)

    a_fixed_steepness = spelled(
        a_fixed_steepness,
        *[
            stairs(lambda t, c=c: c / t, lambda n, w=w: w)
            for c in (10, 20, 40)
            for w in (10, 20, 40, 50, 100)
        ],
    )

    def without_the_last_edge(f, tolerance):
        """Right but for the last stair, whose edge is missing. Between n stairs are n - 1 edges,
        and each of them needs a unit."""
        return stairs(enough, lambda n: 10 * n, missing=1)(f, tolerance)

    without_the_last_edge = several(without_the_last_edge, [enough], missing=1)

    def edges_a_stair_too_early(f, tolerance):
        """Each edge stands one stair too early. The first edge isn't at 0 but where the first stair
        ends, and there the second one begins."""
        return stairs(enough, lambda n: 10 * n, early=1)(f, tolerance)

    edges_a_stair_too_early = several(edges_a_stair_too_early, [enough], early=1)

    def edges_a_stair_too_late(f, tolerance):
        """Each edge stands one stair too late. Where the first stair ends, at 1/n, is the edge to
        the second one."""
        return stairs(enough, lambda n: 10 * n, early=-1)(f, tolerance)

    edges_a_stair_too_late = several(edges_a_stair_too_late, [enough], early=-1)

    def switched_on_from_the_start(f, tolerance):
        """All hidden units are switched on from the start, or very near to it, so the output is
        the curve's *last* height nearly everywhere. A unit switches on where w x + b is 0: for an
        edge at s, and a large w, what does b have to be?"""
        w, b, w_out, b_out = curves.follow_curve(f, tolerance)
        return w, -b, w_out, b_out

    switched_on_from_the_start = spelled(
        switched_on_from_the_start,
        changed(lambda f, w, b, w_out, b_out: (w, b / w, w_out, b_out)),
        changed(lambda f, w, b, w_out, b_out: (w, -b / w, w_out, b_out)),
        changed(lambda f, w, b, w_out, b_out: (w, 0 * b, w_out, b_out)),
    )

    def mirrored(f, tolerance):
        """The curve comes out mirrored, left and right exchanged: the weights of the hidden units
        are negative, so each is switched on at the left and off at the right of its edge."""
        w, b, w_out, b_out = curves.follow_curve(f, tolerance)
        return -w, -b, w_out, b_out

    def half_on_at_the_start(f, tolerance):
        """The curve is followed, but not at x = 0: a unit whose edge is exactly there is only half
        on. Let b_out be the first height, or put that edge well before 0."""
        return with_a_unit_at_0(lambda h: (np.diff(h, prepend=0), 0.0))(f, tolerance)

    def half_on_at_both_ends(f, tolerance):
        """The curve is followed everywhere but at x = 0 and x = 1: there stand the outermost edges,
        and a unit is only half on at its own edge. Move these two farther out."""
        return blocks(10)(f, tolerance)

    half_on_at_both_ends = spelled(half_on_at_both_ends, blocks(12), blocks(15), blocks(19))

    def edges_at_heights(f, tolerance):
        """The units switch on where x is one of the *heights*. An edge is a place on the way from 0
        to 1, between two stairs, whatever the curve does there."""
        w, b, w_out, b_out = curves.follow_curve(f, tolerance)
        return w, -w * f(-b / w), w_out, b_out


class Heights:
    """What an edge adds, and where the output begins."""

    def heights_for_weights(f, tolerance):
        """The weights of the output are the *heights* of the stairs. Every unit that is switched
        on stays on, so the heights pile up: each unit should add only what its stair is higher
        than the one before."""
        return with_a_unit_at_0(lambda h: (h, 0.0))(f, tolerance)

    heights_for_weights = spelled(
        heights_for_weights,
        with_a_unit_at_0(lambda h: (h, h[0])),
        *several(lambda: 0, turn=lambda h: (h[1:], h[0]))[1:],
        *several(lambda: 0, turn=lambda h: (h[:-1], h[0]))[1:],
        *several(lambda: 0, turn=lambda h: (h[1:], 0.0))[1:],
    )

    def over_the_start(f, tolerance):
        """Each edge adds how high its stair is over the *start*. The units before it stay switched
        on, so it should add only what is new since the stair before."""
        return stairs(enough, lambda n: 10 * n, turn=lambda h: (h[1:] - h[0], h[0]))(f, tolerance)

    def first_height_twice(f, tolerance):
        """The first height is counted twice: b_out brings it in, and the first unit adds it again.
        One of the two is enough."""
        return with_a_unit_at_0(lambda h: (np.diff(h, prepend=0), h[0]))(f, tolerance)

    def no_output_bias(f, tolerance):
        """The curve's shape is right, its start is not: with no unit on, the output is b_out."""
        w, b, w_out, _ = curves.follow_curve(f, tolerance)
        return w, b, w_out, 0.0

    no_output_bias = several(no_output_bias, first=0.0)

    def output_bias_at_the_end(f, tolerance):
        """b_out is the curve's last height. Where no unit is switched on, at the left, the output
        should be its first."""
        w, b, w_out, _ = curves.follow_curve(f, tolerance)
        return w, b, w_out, f(np.array([1.0]))[0]

    def output_bias_in_the_middle(f, tolerance):
        """b_out is a height from the middle of the curve, or the mean of all. Where no unit is
        switched on, at the left, the output should be the first height."""
        return stairs(enough, lambda n: 10 * n, turn=lambda h: (np.diff(h), h.mean()))(f, tolerance)

    def falls_missed(f, tolerance):
        """Rising curves are followed, falling ones are not: what an edge adds may be negative."""
        w, b, w_out, b_out = curves.follow_curve(f, tolerance)
        return w, b, np.abs(w_out), b_out

    falls_missed = spelled(
        falls_missed, changed(lambda f, w, b, w_out, b_out: (w, b, np.maximum(w_out, 0), b_out))
    )

    def upside_down(f, tolerance):
        """The curve comes out upside down: an edge adds the new height minus the old one."""
        w, b, w_out, b_out = curves.follow_curve(f, tolerance)
        return w, b, -w_out, b_out

    def slopes_for_weights(f, tolerance):
        """The output's weights are slopes. An edge adds a *difference* of heights, undivided."""
        w, b, w_out, b_out = curves.follow_curve(f, tolerance)
        return w, b, w_out * (len(w) + 1), b_out

    def asked_beyond_the_ends(f, tolerance):
        """The curve is asked for a height where it isn't defined: it is there from 0 to 1 alone. Is
        an input in stairs that still has to be divided by their number, or is one before the first
        stair or behind the last?"""
        return stairs(enough, lambda n: 10 * n, at=-2)(f, tolerance)


class Counts:
    """Numbers of stairs."""

    def slope_forgotten(f, tolerance):
        """Gentle curves are followed. Where one is steep, the stairs are too wide: on a stair of
        width 1/n the curve may rise by 10/n. If its height is taken in the middle, half of that is
        the most that it's off by; if it's taken at an end, all of it."""
        return stairs(lambda t: 1 / t, lambda n: 10 * n)(f, tolerance)

    slope_forgotten = spelled(
        slope_forgotten,
        *[stairs(lambda t, c=c: c / t, lambda n: 100 * n) for c in (1, 1.5, 2, 2.5, 3, 4, 4.5)],
        *[
            stairs(lambda t, c=c: c / t, lambda n, k=k: k * n, at=0)
            for c in (1, 2, 4, 5, 6, 8, 9)
            for k in (10, 100)
        ],
        *[
            stairs(lambda t, c=c: int(c / t), lambda n: 100 * n, at=at)
            for c in (3, 4, 5, 6, 8)
            for at in (0, 0.5)
            if c < 5 + at or not at
        ],
        stairs(lambda t: 1 / t + 1, lambda n: 10 * n),
        stairs(lambda t: 2 / t, lambda n: 10 * n),
    )

    def always_as_many(f, tolerance):
        """For a small tolerance there are too few units: their number is the same whatever the
        tolerance."""
        return stairs(lambda t: 30, lambda n: 10 * n)(f, tolerance)

    always_as_many = spelled(
        always_as_many,
        *[
            stairs(lambda t, n=n: n, lambda n, k=k: k * n)
            for n in (10, 20, 40, 50)
            for k in (10, 100)
        ],
        stairs(lambda t: 100, lambda n: 10 * n),
    )

    def fewer_for_a_smaller_tolerance(f, tolerance):
        """The smaller the tolerance, the fewer the stairs. It takes more of them, since on a narrow
        stair the curve cannot move far: divide by the tolerance."""
        return stairs(lambda t: 10 * t + 1, lambda n: 100 * n)(f, tolerance)

    fewer_for_a_smaller_tolerance = spelled(
        fewer_for_a_smaller_tolerance,
        *[stairs(lambda t, c=c: c * t, lambda n: 10 * n) for c in (10, 20, 40)],
    )

    def too_many(f, tolerance):
        """The network has the same number of hidden units for every tolerance, which is more than
        it may have for a large one. Let their number follow the tolerance: how wide may a stair be,
        if the curve is as steep as it can be?"""
        return stairs(lambda t: 200, lambda n: 20 * n)(f, tolerance)

    too_many = spelled(
        too_many,
        *[stairs(lambda t, n=n: n, lambda n: 100 * n) for n in (100, 150, 500)],
    )

    def more_than_allowed(f, tolerance):
        """Near enough to every curve, but with more than 40 / tolerance hidden units each time. On
        a stair of width 1/n the curve moves by no more than 10/n: how many stairs does that
        take?"""
        return stairs(lambda t: 100 / t, lambda n: 10 * n)(f, tolerance)

    more_than_allowed = spelled(
        more_than_allowed,
        stairs(lambda t: 50 / t, lambda n: 10 * n),
        stairs(lambda t: 1000, lambda n: 10 * n),
    )


class Forms:
    """What comes back has another form."""

    def one_weight_for_all(f, tolerance):
        """w is a single number. Each hidden unit has a weight of its own, even if all are equal:
        `np.full(…, …)`."""
        w, b, w_out, b_out = curves.follow_curve(f, tolerance)
        return w[0], b, w_out, b_out

    def columns(f, tolerance):
        """The weights of the hidden units have two axes. They have one input, so one number for
        each unit is enough: (H,)."""
        w, b, w_out, b_out = curves.follow_curve(f, tolerance)
        return w[np.newaxis], b, w_out, b_out

    columns = spelled(
        columns, changed(lambda f, w, b, w_out, b_out: (w[:, np.newaxis], b, w_out, b_out))
    )

    def heights_returned(f, tolerance):
        """These are heights of the curve. Return the network's four: w, b, w_out and b_out."""
        return f(np.linspace(0, 1, 101))

    def three_of_four(f, tolerance):
        """Three things come back. Four are wanted, in this order: w, b, w_out and b_out."""
        return curves.follow_curve(f, tolerance)[:3]
