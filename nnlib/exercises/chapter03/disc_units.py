"""A disc, fenced in by half-planes."""

import numpy as np

from nnlib.by_hand import stacking
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where
from nnlib.judge.exercise import Case, Exercise

AROUND = 2 * np.pi * (np.arange(360) + 0.5) / 360
CIRCLE = np.column_stack([np.cos(AROUND), np.sin(AROUND)])
MOST = (0.7, 0.75, 0.8, 0.85, 0.95, 0.98, 0.99)  # shares of n that pass for all of them

exercise = Exercise(
    id="03-disc-units",
    title="A disc behind n fences",
    minutes=15,
    difficulty=4,
    points=4,
    reference=stacking.disc_units,
    hints=(
        "Begin with a triangle, n = 3, on paper. Each unit says yes on the inner side of one "
        "fence, which touches the disc; a point is inside if all of them say yes.",
        "Take the one fence that touches the disc at (radius, 0), with weights of length 1. Which "
        "sign has the first weight, if the unit says yes on the inner side, and what's the score "
        "in the middle, where x is 0? For another fence only the direction of the weights changes.",
        "`angles = ...` (n of them, evenly all round), `W = ...` from their cosines and sines, "
        "`b = np.full(n, ...)`. The last unit has to say yes to n yeses and no to n - 1.",
    ),
    why="""With weights of length 1, a score is a distance: `radius - x @ u` is how far a point is
from the fence that touches the disc in the direction u, counted inwards. So W holds the directions
with a minus, and each bias is the radius. The last unit is an AND of n: the sum of n yeses is n, of
one less n - 1, and its bias puts the line halfway between the two. The corners of the polygon are
`radius / cos(pi / n)` from the middle, which is twice the radius for a triangle and hardly more
than the radius itself for many sides.""",
    promises={
        "a triangle": lambda case: case.args["n"] == 3,
        "an even number of sides": lambda case: case.args["n"] % 2 == 0,
        "many sides": lambda case: case.args["n"] >= 20,
        "more than a hundred sides": lambda case: case.args["n"] > 100,
        "a radius of 1": lambda case: case.args["radius"] == 1,
        "a smaller radius": array_where("radius", lambda r: r < 1),
        "a larger radius": array_where("radius", lambda r: r > 1),
    },
    survivors={
        **dict.fromkeys(
            [
                "-np.array([np.cos(angles), np.sin(angles)]) -> "
                "np.array([np.cos(angles), np.sin(angles)])",
                *["0.3 -> -1.3", "0.3 -> 1.3"],
                "2 * np.pi * np.arange(n) / n + 0.3 -> 2 * np.pi * np.arange(n) / n",
                "2 * np.pi * np.arange(n) / n + 0.3 -> 2 * np.pi * np.arange(n) / n - 0.3",
            ],
            "the same polygon, turned",
        ),
        "np.array([np.cos(angles), np.sin(angles)]) -> [np.cos(angles), np.sin(angles)]": (
            "a list of two rows serves as well"
        ),
        "W[0, k] -> W[:, k]": "the second row is overwritten after that",
    },
)


def _sizes(attempt, n, radius):
    if (four := attempt(n, radius)) is None:
        return None
    W, b, w_out, b_out = four
    return np.array([*np.shape(W), *np.shape(b), *np.shape(w_out), np.size(b_out)])


def _wrong_on(share_of_limits, label):
    """A use that counts points of wrong answers, on rings of these shares of a radius."""

    def use(attempt, n, radius):
        if (four := attempt(n, radius)) is None:
            return None
        W, b, w_out, b_out = four
        edge = radius if label == 1 else radius / np.cos(np.pi / n)
        X = np.vstack([share * edge * CIRCLE for share in share_of_limits])
        A = np.where(X @ W + b > 0, 1, 0)
        answers = np.where(A @ w_out + b_out > 0, 1, 0)
        return np.round(100 * np.mean(answers != label))

    return use


@exercise.cases
def _(rng):
    draws = [(3, 1.0), (4, 1.0), (3, 2.0), (6, 0.5), (24, 1.0), (7, round(rng.uniform(2, 4), 1))]
    draws.append((150, 1.0))
    for n, radius in draws:
        args = {"n": n, "radius": radius}
        sides = f"{n} sides around a disc of radius {radius:g}"
        yield Case(sides, args, _sizes, "the form of disc_units()", otherwise=FORM)
    for n, radius in draws:
        args = {"n": n, "radius": radius}
        sides = f"{n} sides around a disc of radius {radius:g}"
        inside, outside = _wrong_on([0, 0.3, 0.7, 0.97], 1), _wrong_on([1.0001, 1.03, 1.5, 4], 0)
        yield Case(sides, args, inside, "% wrong inside", otherwise=INSIDE)
        yield Case(sides, args, outside, "% wrong outside", otherwise=OUTSIDE)


FORM = (
    "W has the shape (2, n), b and w_out have n numbers each, and b_out is one number. (The numbers"
    " are how many rows and columns W has, and then how many numbers the other three have.)"
)
INSIDE = (
    "Some points of the disc get a no. Take the disc that it was tried on and follow one of them: "
    "which of the units says no to it, and should it?"
)
OUTSIDE = (
    "The disc is right, but points outside of the fences get a yes. Take the disc that it was tried"
    " on and follow one of them: is there a unit that says no to it, and is a single no enough for "
    "the last unit?"
)


def _fences(n, radius, *, turn=0.0, all_round=2 * np.pi, sign=-1):
    angles = all_round * np.arange(n) / n + turn
    return sign * np.array([np.cos(angles), np.sin(angles)])


def _closed(n):
    """Fences at angles from 0 to 2π, both with one."""
    angles = np.linspace(0, 2 * np.pi, n + 1)
    return -np.array([np.cos(angles), np.sin(angles)])


def _with(**changed):
    """The right four, with some of them exchanged."""

    def answer(n, radius):
        W, b, w_out, b_out = stacking.disc_units(n, radius)
        four = {"W": W, "b": b, "w_out": w_out, "b_out": b_out}
        four |= {name: new(n, radius) for name, new in changed.items()}
        return tuple(four.values())

    return answer


@exercise.wrong
class Mistakes:
    def one_unit_is_enough(n, radius):
        """The disc is right, and everything else gets a yes too: the last unit is content with one
        yes, or with none. A point is inside only if *all* n units say so."""
        return _with(b_out=lambda n, r: -0.5)(n, radius)

    one_unit_is_enough = spelled(
        one_unit_is_enough, _with(b_out=lambda n, r: 0.0), _with(b_out=lambda n, r: n - 0.5)
    )

    def n_minus_one_are_enough(n, radius):
        """The disc is right, but the last unit says yes with one no among its inputs as well. n -
        1 yeses should leave its score at 0 or below."""
        return _with(b_out=lambda n, r: 1.5 - n)(n, radius)

    def no_to_everything(n, radius):
        """Everything gets a no, even the middle. Take n = 3 and radius 1, and follow the middle:
        what do the three units answer there, did you want them to, and is the last unit's score
        then above 0? (A score of exactly 0 is a no.)"""
        return _with(b_out=lambda n, r: -float(n))(n, radius)

    no_to_everything = spelled(
        no_to_everything,
        _with(b_out=lambda n, r: -n - 0.5),
        _with(w_out=lambda n, r: np.full(n, 1 / n)),
        _with(b=lambda n, r: np.zeros(n)),
        _with(b=lambda n, r: np.full(n, -r)),
        _with(W=lambda n, r: _fences(n, r, sign=1), b=lambda n, r: np.full(n, -r)),
        _with(
            W=lambda n, r: _fences(n, r, sign=1),
            b=lambda n, r: np.full(n, -r),
            w_out=lambda n, r: -np.ones(n),
            b_out=lambda n, r: 0.0,
        ),
    )

    def last_unit_for_three(n, radius):
        """A triangle is right. With more sides the last unit is content with too few yeses: its
        bias has to follow n."""
        return _with(b_out=lambda n, r: -2.5)(n, radius)

    def radius_of_one(n, radius):
        """Right for a radius of 1. For other discs the fences stay where they were: a fence is as
        far from the middle as its bias is large, divided by the length of its weights."""
        return _with(b=lambda n, r: np.ones(n))(n, radius)

    radius_of_one = spelled(radius_of_one, _with(W=lambda n, r: r * _fences(n, r)))

    def in_degrees(n, radius):
        """Angles in degrees have been given to `np.cos` and `np.sin`, which take radians: the
        whole turn is 2π, not 360. So the fences do not stand evenly around the disc."""
        return _with(W=lambda n, r: _fences(n, r, all_round=360.0))(n, radius)

    def a_radian_apart(n, radius):
        """Each fence is one radian further than the one before, whatever n is. They have to stand
        evenly around the disc: the whole turn, 2π, in n equal parts."""
        angles = np.arange(n)
        return _with(W=lambda n, r: -np.array([np.cos(angles), np.sin(angles)]))(n, radius)

    def cosines_twice(n, radius):
        """Both rows of W hold cosines, so all fences lie the same way. A direction has the cosine
        of its angle in the first row, and the sine in the second."""
        return _with(W=lambda n, r: _fences(n, r)[[0, 0]])(n, radius)

    cosines_twice = spelled(cosines_twice, _with(W=lambda n, r: _fences(n, r)[[1, 1]]))

    def most_of_them_are_enough(n, radius):
        """With few sides it's right. The bias of the last unit is a fixed part of n, and with many
        sides n - 1 yeses are more than that: even a single no should count."""
        return _with(b_out=lambda n, r: -0.9 * n)(n, radius)

    most_of_them_are_enough = spelled(
        most_of_them_are_enough, *[_with(b_out=lambda n, r, k=k: -k * n) for k in MOST]
    )

    def content_with_half(n, radius):
        """The disc is right, and so is too much besides: the last unit is content with a part of
        the n yeses, such as half of them. A single no among them should count."""
        return _with(b_out=lambda n, r: -0.5 * n)(n, radius)

    content_with_half = spelled(
        content_with_half,
        *[_with(b_out=lambda n, r, k=k: -k * n) for k in (0.4, 0.6)],
        *[_with(b_out=lambda n, r, k=k: k - n / 2) for k in (0.5, -0.5)],
        _with(b_out=lambda n, r: -(n // 2)),
    )

    def n_minus_two_are_enough(n, radius):
        """The disc is right, but the last unit says yes with two noes among its inputs as well. n -
        1 yeses should already leave its score at 0 or below."""
        return _with(b_out=lambda n, r: 2.5 - n)(n, radius)

    def half_way_round(n, radius):
        """The fences stand on one half of the circle only, so the other side is open: the whole
        turn is 2π, not π."""
        return _with(W=lambda n, r: _fences(n, r, all_round=np.pi))(n, radius)

    def first_and_last_the_same(n, radius):
        """Two fences stand in the same place, since the angles 0 and 2π are the same direction,
        and so one is missing: there is a gap. `np.linspace` includes its end unless it is told not
        to."""
        angles = np.linspace(0, 2 * np.pi, n)
        return _with(W=lambda n, r: -np.array([np.cos(angles), np.sin(angles)]))(n, radius)

    def a_row_for_each_unit(n, radius):
        """W has a row for each unit. In this course a unit is a *column* of W: (2, n)."""
        return _with(W=lambda n, r: _fences(n, r).T)(n, radius)

    def one_bias_for_all(n, radius):
        """b is a single number. The units have the same bias, but each of them has one: an array
        of n numbers, `np.full(n, …)`."""
        return _with(b=lambda n, r: r)(n, radius)

    def one_weight_for_all(n, radius):
        """w_out is a single number. The last unit has a weight for each of the n answers."""
        return _with(w_out=lambda n, r: 1.0)(n, radius)

    def always_three(n, radius):
        """There are three units, whatever n. A triangle is right; now let the number of angles
        follow n."""
        return stacking.disc_units(3, radius)

    def inside_and_outside_exchanged(n, radius):
        """The answers are the wrong way round: the disc gets a no, and what is outside a yes."""
        W, b, w_out, b_out = stacking.disc_units(n, radius)
        return W, b, -w_out, -b_out

    def too_wide(n, radius):
        """The corners of your polygon are farther out than they may be: the fences do not touch
        the disc. Each of them stands at the distance `radius` from the middle."""
        return _with(b=lambda n, r: np.full(n, r / np.cos(np.pi / n)))(n, radius)

    too_wide = spelled(
        too_wide,
        *[_with(b=lambda n, r, k=k: np.full(n, k * r)) for k in (1.5, 2, 3)],
        *[_with(b=lambda n, r, k=k: np.full(n, r + k)) for k in (0.5, 1)],
    )

    def corners_on_the_circle(n, radius):
        """The polygon is *inside* the disc, with its corners on the circle, so the edge of the
        disc is cut off between them. Put it around the disc: the fences touch it."""
        return _with(b=lambda n, r: np.full(n, r * np.cos(np.pi / n)))(n, radius)

    def too_narrow(n, radius):
        """The fences cut into the disc: they stand nearer to the middle than `radius`. A fence is
        as far from there as its bias is large, divided by the length of its weights."""
        return _with(W=lambda n, r: 2 * _fences(n, r))(n, radius)

    too_narrow = spelled(
        too_narrow,
        *[_with(W=lambda n, r, k=k: k * _fences(n, r)) for k in (3, 5, 10, 100)],
        _with(W=lambda n, r: n * _fences(n, r)),
        _with(b=lambda n, r: np.full(n, r / n)),
        _with(b=lambda n, r: np.full(n, 0.9 * r)),
    )

    def cut_off_at_the_point(n, radius):
        """Right for a radius that is a whole number. Of others, what stands behind the point is
        lost: is b an array of integers?"""
        return _with(b=lambda n, r: np.full(n, int(r)))(n, radius)

    def one_too_many(n, radius):
        """There are n + 1 units, and n are wanted. If the angles go from 0 to 2π with both ends,
        the first direction comes again at the end."""
        return stacking.disc_units(n + 1, radius)

    one_too_many = spelled(
        one_too_many,
        *[
            lambda n, r, k=k: (_closed(n), np.full(n + 1, r), np.ones(n + 1), k - n)
            for k in (0.5, -0.5)
        ],
        lambda n, r: (_closed(n), *stacking.disc_units(n, r)[1:]),
    )

    def one_too_few(n, radius):
        """There are n - 1 units, and n are wanted, one for each direction."""
        return _closed(n)[:, 1:-1], np.full(n - 1, radius), np.ones(n - 1), 1.5 - n

    one_too_few = spelled(
        one_too_few,
        lambda n, r: (_fences(n, r)[:, 1:], np.full(n - 1, r), np.ones(n - 1), 1.5 - n),
        lambda n, r: (_fences(n - 1, r), np.full(n - 1, r), np.ones(n - 1), 1.5 - n),
    )

    def three_of_four(n, radius):
        """Three things come back. Four are wanted, in this order: W, b, w_out and b_out."""
        return stacking.disc_units(n, radius)[:3]

    def squared(n, radius):
        """The bias is the *square* of the radius. That is right for a radius of 1 only: with
        weights of length 1 a score is a distance, not its square."""
        return _with(b=lambda n, r: np.full(n, r**2))(n, radius)

    def upright_and_level_only(n, radius):
        """The weights are zeros and ones only, so the fences stand upright and level. For a square
        that is right, but n directions lie evenly all round."""
        k = np.arange(n) % 4
        W = -np.array([[1, 0, -1, 0], [0, 1, 0, -1]])[:, k].astype(float)
        return _with(W=lambda n, r: W)(n, radius)


@exercise.right
class Variants:
    def turned(n, radius):
        """The same polygon, turned a little: nothing in the task says where its corners are."""
        angles = 2 * np.pi * np.arange(n) / n + 0.3
        W = np.array([np.cos(angles), np.sin(angles)])
        return W, np.full(n, radius), np.ones(n), 0.5 - n

    def with_a_loop(n, radius):
        """Here a loop sets the two weights of each fence. The cosine of a whole array does without
        it, and says the same in one line."""
        W = np.zeros((2, n))
        for k in range(n):
            W[0, k] = np.cos(2 * np.pi * k / n)
            W[1, k] = np.sin(2 * np.pi * k / n)
        return W, np.full(n, float(radius)), np.ones(n), -(n - 1.0)

    def noes_counted(n, radius):
        """Each hidden unit says yes *outside* of its fence, and the last one says yes if nobody
        does: no bias depends on n any more."""
        angles = 2 * np.pi * np.arange(n) / n
        W = np.array([np.cos(angles), np.sin(angles)])
        return W, np.full(n, -radius), -np.ones(n), 0.5

    def longer_weights(n, radius):
        W, b, w_out, b_out = stacking.disc_units(n, radius)
        return 3 * W, 3 * b, w_out / n, b_out / n
