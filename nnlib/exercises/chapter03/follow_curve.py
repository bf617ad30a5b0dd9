"""A hidden layer that follows any curve."""

import numpy as np

from nnlib.by_hand import curves
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter03._curve_mistakes import Counts, Edges, Forms, Heights
from nnlib.functions.activations import sigmoid
from nnlib.judge.exercise import Case, Exercise

x = np.linspace(0, 1, 425)  # in no step with the edges of stairs
TROUBLE = "what tells apart why it strays"

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
                *["0 -> 1", "0.1 -> 1.1", "1.1 -> 2.1", "8 -> 9"],
                *["10 -> 11", "10.0 -> 11.0", "1000.0 -> 1001.0", "12 -> 13", "12.0 -> 13.0"],
                *["2 -> 3", "20 -> 21", "20.0 -> 21.0", "4 -> 5", "1501 -> 1502", "500 -> 501"],
                *["10.0 * n -> 10.0 + n", "10.0 * n -> n", "12.0 * n -> 12.0 + n", "12.0 * n -> n"],
                "20.0 * n -> 20.0 + n",
                "np.arange(n) + 0.5 -> np.arange(n)",
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
    "stairs. (The first number is 1 where the network is somewhere too high, the second where it "
    "is somewhere too low.)"
)
WAVE = (
    "Straight lines are followed, and a curve that rises and falls is not. What does an edge add "
    "where the curve falls? (In each fifth of the way, 1 means too high and -1 too low.)"
)
LARGE = "The tolerance is large: how many stairs are there, rounded up, and how steep are they?"
MANY = (
    "The network is allowed at most 40 / tolerance hidden units, and has more. How wide may a "
    "stair be, where the curve is as steep as it can be?"
)
FINE = (
    "A large tolerance is kept, and a small one is not: with the tolerance the stairs have to "
    "become narrower, and the units steeper."
)


def _within(curve):
    """A curve that is there from 0 to 1 alone: elsewhere its heights are NaN."""
    return lambda x: np.where((x >= -1e-9) & (x <= 1 + 1e-9), curve(x), np.nan)[()]


def _off(f, layer, tolerance):
    """How far the network is from the curve, in tolerances, at each x."""
    w, b, w_out, b_out = layer
    outputs = sigmoid(np.outer(x, w) + b) @ np.asarray(w_out) + b_out
    return (outputs - f(x)) / tolerance if np.shape(outputs) == x.shape else outputs


def _strays(f, tell):
    """A use: what is to be told of how far the network is too high or too low."""

    def use(attempt, tolerance):
        if (layer := attempt(f, tolerance)) is None:
            return None
        off = _off(f, layer, tolerance)
        return tell(off) if np.shape(off) == x.shape else off

    return use


def _in_fifths(off):
    """For each fifth of the way, 1 or -1 if the network is somewhere too high or too low."""
    worst = [part[np.abs(part).argmax()] for part in np.split(off, 5)]
    return np.array([0 if abs(most) <= 1 + 1e-9 else np.sign(most) for most in worst])


def _in_all(off):
    """Whether it is too high somewhere, and whether it is too low somewhere."""
    if np.isnan(off).any():
        return np.full(2, np.nan)
    return np.array([off.max() > 1 + 1e-9, off.min() < -1 - 1e-9]).astype(int)


def _too_many(f):
    """A use: 1 if there are more hidden units than are allowed."""

    def use(attempt, tolerance):
        layer = attempt(f, tolerance)
        return None if layer is None else int(np.size(layer[0]) > round(40 / tolerance))

    return use


def _kind_of_trouble(f, large):
    """A use: zeros if the network keeps to the curve; else what tells apart why it strays.

    They are: how far it rises in all; whether the number of units grows from a large tolerance to
    a small one, and their steepness; and whether they are steep enough for so many stairs, and
    enough of them.
    """

    def use(attempt, small):
        layers = [attempt(f, tolerance) for tolerance in (large, small)]
        if layers[0] is None or layers[1] is None:
            return None
        off = [_off(f, *pair) for pair in zip(layers, (large, small), strict=True)]
        if np.shape(off) != (2, len(x)) or np.abs(off).max() <= 1 + 1e-9 or np.isnan(off).any():
            return np.zeros(5)
        rise = (off[1][-1] - off[1][0]) * small / (f(1.0) - f(0.0)) + 1
        steepness = [np.abs(layer[0]).max(initial=0) for layer in layers]
        units = [np.size(layer[0]) for layer in layers]
        return np.array(
            [
                np.digitize(rise, [-0.3, 0.3, 1.5]) + 1,
                2 + np.sign(units[1] - units[0]),
                1 + (steepness[1] > steepness[0]),
                1 + (steepness[1] > 4 * units[1]),
                1 + (units[1] > 9.5 / small),
            ]
        )

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
        (f"a constant, {flat}", lambda x: flat + 0 * x, 0.1, CONSTANT, _in_fifths),
        ("the line x", lambda x: 1.0 * x, 0.2, GENTLE, _in_fifths),
        ("the line 3 - x", lambda x: 3.0 - x, 0.2, GENTLE, _in_fifths),
        ("the line 10 x - 5", lambda x: 10.0 * x - 5, 0.2, STEEP, _in_all),
        ("the line 10 - 10 x", lambda x: 10.0 - 10 * x, 0.2, STEEP, _in_all),
        ("a wave, sin(10 x)", lambda x: np.sin(10 * x), 0.1, WAVE, _in_fifths),
        ("the line 10 x", lambda x: 10.0 * x, 1.0, LARGE, _in_all),
        ("the line 10 x", lambda x: 10.0 * x, 2.6, LARGE, _in_all),  # 1.9 stairs are two, not one
        ("the line 10 x", lambda x: 10.0 * x, 0.05, FINE, _in_all),
        (f"a bend at {place}", lambda x: height + 8 * np.abs(x - place), 0.05, FINE, _in_all),
    ]
    rows = [(label, _within(curve), *rest) for label, curve, *rest in rows]
    label, f, tolerance, *_ = rows[1]
    yield Case(label, {"tolerance": tolerance}, _sizes(f), "the form of follow_curve()")
    for label, f, tolerance, otherwise, tell in rows:
        args = {"tolerance": tolerance}
        yield Case(label, args, _strays(f, tell), "the network's height", otherwise=otherwise)
    for label, f, tolerance, *_ in rows[3:]:
        args = {"tolerance": tolerance}
        yield Case(label, args, _too_many(f), "units too many", otherwise=MANY)
    label, f, tolerance, *_ = rows[8]
    yield Case(label, {"tolerance": tolerance}, _kind_of_trouble(f, 1.0), TROUBLE, otherwise=FINE)


for group in (Edges, Heights, Counts, Forms):
    exercise.wrong(group)


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
