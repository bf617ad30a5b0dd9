"""A hidden layer that follows any curve."""

import numpy as np

from nnlib.by_hand import curves
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter03._curve_mistakes import Edges, blocks, changed, enough, stairs
from nnlib.functions.activations import sigmoid
from nnlib.judge.exercise import Case, Exercise

x = np.linspace(0, 1, 425)  # in no step with the edges of stairs

exercise = Exercise(
    id="03-follow-curve",
    title="Any curve you like",
    minutes=30,
    difficulty=5,
    points=6,
    reference=curves.follow_curve,
    hints=(
        "Draw a curve and a staircase that stays close to it. Each edge of the staircase is one "
        "hidden unit. What is the output before the first edge, and what does one edge add to it?",
        "Stairs of width 1/n: on one of them the curve rises or falls by at most 10/n. So how many "
        "does it take for a tolerance? And a unit is an edge only as long as its rise isn't much "
        "wider than a stair, so its weight has to grow with n as well.",
        "`n = int(np.ceil(...))`, then the heights of the n stairs, from f; the places of the "
        "n - 1 edges; `w = np.full(n - 1, ...)`. A unit's edge is where its score is 0, which "
        "gives b. `w_out` is what each edge adds.",
    ),
    why="""On a stair of width 1/n the curve moves by at most 10/n, so from its height in the middle
by at most 5/n. With n = 10/tolerance that is half of the tolerance, and the other half is left for
the edges, which are no perfect steps. The output starts at the first stair's height, b_out; each
hidden unit, once it's switched on, adds what the next stair is higher, or takes away what it is
lower. A unit with weight w and bias -w s switches on at s. Nothing here depends on what the
curve looks like: that is why one hidden layer is enough for any curve, and why it takes so many
units. (Good edges cost much less than half of the tolerance, so one can do with little more than
half as many stairs. With how few does the check let you pass?)""",
    promises={
        "a constant": lambda case: case.label.startswith("a constant"),
        "a line as steep as may be": lambda case: case.label.startswith("the line 10"),
        "the smallest tolerance": array_where("tolerance", lambda t: t == 0.05),
        "a large tolerance": array_where("tolerance", lambda t: t >= 1),
    },
    survivors={
        **dict.fromkeys(
            [
                *["0 -> 1", "0.1 -> 1.1", "0.5 -> 1.5", "1.1 -> 2.1", "8 -> 9"],
                *["10 -> 11", "10.0 -> 11.0", "1000.0 -> 1001.0", "12 -> 13", "12.0 -> 13.0"],
                *["2 -> 3", "20 -> 21", "20.0 -> 21.0", "4 -> 5", "1501 -> 1502", "500 -> 501"],
                *["10.0 * n -> 10.0 + n", "10.0 * n -> n", "12.0 * n -> 12.0 + n", "12.0 * n -> n"],
                "20.0 * n -> 20.0 + n",
                "np.arange(n) + 0.5 -> np.arange(n)",
                "np.arange(n) + 0.5 -> np.arange(n) - 0.5",
                "np.linspace(0, 1, 1501) -> 0",
                *["n - 1 -> 1", "0.9 * tolerance -> tolerance"],
                "4 * 2 ** np.arange(8) -> 2 ** np.arange(8)",
                "4 * 2 ** np.arange(8) -> 4 + 2 ** np.arange(8)",
                "outputs + heights[0] - f(x) -> f(x) - (outputs + heights[0])",
                "np.abs(outputs + heights[0] - f(x)).max() < 0.9 * tolerance -> "
                "np.abs(outputs + heights[0] - f(x)).max() <= 0.9 * tolerance",
            ],
            "other stairs, and still within the tolerance",
        ),
        **{f"{k} / tolerance -> {k} // tolerance": "no count is cut off" for k in (10, 12, 20)},
        **{
            f"np.ceil({k} / tolerance) -> {k} / tolerance": "int makes it whole, one stair fewer"
            for k in (10, 12)
        },
        **{f"np.array({name}) -> {name}": "a list serves as well" for name in ("b", "w", "w_out")},
        **{f"np.array({name}) -> np.array({name}, dtype=int)": "whole numbers" for name in "bw"},
        **{
            f"np.full({n}, {k} * n) -> np.full({n}, {k} * n, dtype=int)": "whole numbers"
            for n, k in (("2 * n", "20.0"), ("n - 1", "10.0"), ("n - 1", "12.0"))
        },
        "np.clip(np.outer(x, w) + b, -500, 500) -> np.outer(x, w) + b": (
            "an overflow gives infinity, and one divided by it 0"
        ),
        "np.exp(-np.clip(np.outer(x, w) + b, -500, 500)) -> "
        "np.exp(np.clip(-np.clip(np.outer(x, w) + b, -500, 500), -10, 10))": (
            "its own measurement is a little less exact"
        ),
    },
    distractors=("return w, -edges, np.diff(heights), heights[0]",),
)

CONSTANT = (
    "Not even a constant curve is followed. What is the output at x = 0, and what should an edge "
    "add here? A unit whose edge is exactly at 0 is half on there. (In each fifth of the way, 1 "
    "means too high and -1 too low.)"
)
GENTLE = (
    "A constant is followed, and a gentle slope is not. Take three stairs on paper: where does "
    "each hidden unit switch on, and what does it add to the output?"
)
STEEP = (
    "A gentle slope is followed, and a steep one is not. On one of your stairs this curve rises "
    "by more than the tolerance, or the units are not steep enough to be edges of such narrow "
    "stairs."
)
LARGE = "The tolerance is large: how many stairs are there, rounded up, and how steep are they?"
MANY = (
    "The network is allowed at most 40 / tolerance hidden units, and has more. (The number is how "
    "many too many.) How wide may a stair be, where the curve is as steep as it can be?"
)
FINE = (
    "A large tolerance is kept, and a small one is not: with the tolerance the stairs have to "
    "become narrower, and the units steeper."
)


def _strays(f):
    """A use: for each fifth of the way, 1 or -1 if the network is somewhere too high or too low."""

    def use(attempt, tolerance):
        if (layer := attempt(f, tolerance)) is None:
            return None
        w, b, w_out, b_out = layer
        outputs = sigmoid(np.outer(x, w) + b) @ np.asarray(w_out) + b_out
        if np.shape(outputs) != x.shape:
            return outputs
        off = (outputs - f(x)) / tolerance
        worst = [part[np.abs(part).argmax()] for part in np.split(off, 5)]
        return np.array([0 if abs(most) <= 1 + 1e-9 else np.sign(most) for most in worst])

    return use


def _too_many(f):
    """A use: how many hidden units there are above what is allowed."""

    def use(attempt, tolerance):
        layer = attempt(f, tolerance)
        return None if layer is None else max(0, np.size(layer[0]) - round(40 / tolerance))

    return use


def _sizes(f):
    """A use: whether the three arrays have one number for each unit, and the bias is a number."""

    def use(attempt, tolerance):
        if (layer := attempt(f, tolerance)) is None:
            return None
        w, b, w_out, b_out = layer
        return np.array([np.ndim(w), np.ndim(b), np.ndim(w_out), np.size(b_out)])

    return use


@exercise.cases
def _(rng):
    flat = round(rng.uniform(2, 9), 1)
    height = round(rng.uniform(0.2, 0.8), 2)
    place = 0.35  # elsewhere other stairs would be just fine enough
    rows = [
        (f"a constant, {flat}", lambda x: flat + 0 * x, 0.1, CONSTANT),
        ("the line x", lambda x: 1.0 * x, 0.2, GENTLE),
        ("the line 3 - x", lambda x: 3.0 - x, 0.2, GENTLE),
        ("the line 10 x - 5", lambda x: 10.0 * x - 5, 0.2, STEEP),
        ("the line 10 - 10 x", lambda x: 10.0 - 10 * x, 0.2, STEEP),
        ("a wave, sin(10 x)", lambda x: np.sin(10 * x), 0.1, STEEP),
        ("the line 10 x", lambda x: 10.0 * x, 1.0, LARGE),
        ("the line 10 x", lambda x: 10.0 * x, 2.6, LARGE),  # 1.9 stairs are two, and not one
        ("the line 10 x", lambda x: 10.0 * x, 0.05, FINE),
        (f"a bend at {place}", lambda x: height + 8 * np.abs(x - place), 0.05, FINE),
    ]
    label, f, tolerance, _ = rows[1]
    yield Case(label, {"tolerance": tolerance}, _sizes(f), "the form of follow_curve()")
    for label, f, tolerance, otherwise in rows:
        args = {"tolerance": tolerance}
        yield Case(label, args, _strays(f), "the network's height", otherwise=otherwise)
    for label, f, tolerance, _ in rows[3:]:
        args = {"tolerance": tolerance}
        yield Case(label, args, _too_many(f), "units too many", otherwise=MANY)


exercise.wrong(Edges)


@exercise.wrong
class Mistakes:
    def heights_for_weights(f, tolerance):
        """The weights of the output are the *heights* of the stairs. Every unit that is switched
        on stays on, so the heights pile up: each unit should add only what its stair is higher
        than the one before."""
        n = int(10 / tolerance)
        edges = np.arange(n) / n
        w = np.full(n, 10.0 * n)
        return w, -w * edges, f(edges), 0.0

    heights_for_weights = spelled(
        heights_for_weights, changed(lambda f, w, b, w_out, b_out: (w, b, f(-b / w), b_out))
    )

    def no_output_bias(f, tolerance):
        """The curve's shape is right, its start is not: with no unit on, the output is b_out."""
        w, b, w_out, _ = curves.follow_curve(f, tolerance)
        return w, b, w_out, 0.0

    no_output_bias = spelled(
        no_output_bias, *[stairs(enough, lambda n, k=k: k * n, first=0.0) for k in (20, 40, 100)]
    )

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

    def flat_units(f, tolerance):
        """The hidden units are far too flat: their weights are small numbers, so each of them
        rises over the whole width, and no edge is to be seen. A steep unit has a large weight."""
        return stairs(enough, lambda n: 1)(f, tolerance)

    flat_units = spelled(flat_units, stairs(enough, lambda n: 0.5), stairs(enough, lambda n: 2))

    def slope_forgotten(f, tolerance):
        """Gentle curves are followed. Where one is steep, a stair as wide as the tolerance is too
        wide: there the curve rises ten times as far as the stair is wide."""
        return stairs(lambda t: 1 / t, lambda n: 10 * n)(f, tolerance)

    slope_forgotten = spelled(
        slope_forgotten,
        stairs(lambda t: 1 / t, lambda n: 20 * n),
        *[stairs(lambda t: 1 / t, lambda n, k=k: k * n) for k in (40, 50, 100)],
        stairs(lambda t: 1 / t, lambda n: 1000),
        stairs(lambda t: 1 / t + 1, lambda n: 10 * n),
        stairs(lambda t: 2 / t, lambda n: 10 * n),
    )

    def always_as_many(f, tolerance):
        """Large tolerances are kept. For a small one there are too few units: their number is the
        same whatever the tolerance."""
        return stairs(lambda t: 30, lambda n: 10 * n)(f, tolerance)

    always_as_many = spelled(
        always_as_many,
        stairs(lambda t: 30, lambda n: 1000),
        stairs(lambda t: 30, lambda n: 100 * n),
        stairs(lambda t: 40, lambda n: 10 * n),
        *[stairs(lambda t, n=n: n, lambda n: 40 * n) for n in (20, 30, 50)],
    )

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

    def output_bias_at_the_end(f, tolerance):
        """b_out is the curve's last height. Where no unit is switched on, at the left, the output
        should be its first."""
        w, b, w_out, _ = curves.follow_curve(f, tolerance)
        return w, b, w_out, f(np.array([1.0]))[0]

    def mirrored(f, tolerance):
        """The curve comes out mirrored, left and right exchanged: the weights of the hidden units
        are negative, so each is switched on at the left and off at the right of its edge."""
        w, b, w_out, b_out = curves.follow_curve(f, tolerance)
        return -w, -b, w_out, b_out

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

    def too_many(f, tolerance):
        """The network has the same number of hidden units for every tolerance, which is more than
        it may have for a large one. Let their number follow the tolerance: how wide may a stair be,
        if the curve is as steep as it can be?"""
        return stairs(lambda t: 1000, lambda n: 10 * n)(f, tolerance)

    too_many = spelled(
        too_many,
        *[stairs(lambda t, n=n: n, lambda n: 20 * n) for n in (150, 200, 500)],
    )

    def half_on_at_the_start(f, tolerance):
        """The curve is followed, but not at x = 0: a unit whose edge is exactly there is only half
        on. Let b_out be the first height, or put that edge well before 0."""
        n = int(np.ceil(10 / tolerance))
        heights = f((np.arange(n) + 0.5) / n)
        w = np.full(n, 20.0 * n)
        return w, -w * np.arange(n) / n, np.diff(heights, prepend=0), 0.0

    def half_on_at_both_ends(f, tolerance):
        """The curve is followed everywhere but at x = 0 and x = 1: there stand the outermost edges,
        and a unit is only half on at its own edge. Move these two farther out."""
        return blocks(10)(f, tolerance)

    half_on_at_both_ends = spelled(half_on_at_both_ends, blocks(12), blocks(15), blocks(19))

    def heights_returned(f, tolerance):
        """These are heights of the curve. Return the network's four: w, b, w_out and b_out."""
        return f(np.linspace(0, 1, 101))

    def a_fixed_steepness(f, tolerance):
        """Large tolerances are kept. For a small one the stairs are narrow enough, but the units
        are as flat as before, and reach over many: their weights grow with the number of stairs."""
        return stairs(enough, lambda n: 30)(f, tolerance)

    a_fixed_steepness = spelled(a_fixed_steepness, stairs(enough, lambda n: 50))


@exercise.right
class Variants:
    def with_a_loop(f, tolerance):
        n = int(20 / tolerance)
        w, b, w_out = [], [], []
        for k in range(1, n):
            w.append(1000.0 * n)
            b.append(-1000.0 * k)
            w_out.append(f(k / n) - f((k - 1) / n))
        return np.array(w), np.array(b), np.array(w_out), f(0.0)

    def more_until_it_fits(f, tolerance):
        """This one tries: it doubles the number of stairs until a measurement says that the
        network is close enough. A gentle curve then needs fewer units, where the formula always
        takes as many as the steepest one."""
        x = np.linspace(0, 1, 1501)
        for n in 4 * 2 ** np.arange(8):
            edges = np.arange(1, n) / n
            heights = f((np.arange(n) + 0.5) / n)
            w = np.full(n - 1, 12.0 * n)
            b = -w * edges
            outputs = 1 / (1 + np.exp(-np.clip(np.outer(x, w) + b, -500, 500))) @ np.diff(heights)
            if np.abs(outputs + heights[0] - f(x)).max() < 0.9 * tolerance:
                return w, b, np.diff(heights), heights[0]

    def bumps(f, tolerance):
        """Bumps in place of stairs: two units make one, up at its left edge and down again at its
        right. It takes twice as many units, and each bump can be set without a look at the
        others."""
        n = int(np.ceil(12 / tolerance))
        heights = f((np.arange(n) + 0.5) / n)
        w = np.full(2 * n, 20.0 * n)
        left, right = np.arange(n) / n, (np.arange(n) + 1) / n
        left[0], right[-1] = -0.1, 1.1
        edges = np.concatenate([left, right])
        return w, -w * edges, np.concatenate([heights, -heights]), 0.0
