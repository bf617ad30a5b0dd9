"""A letter with a dent, by six half-planes and one last unit that weighs them."""

import numpy as np

from nnlib.by_hand import stacking
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where
from nnlib.judge.exercise import Case, Exercise

SHARES = np.linspace(0.04, 0.96, 24)  # of a rectangle's sides, so that no point is on an edge

WEIGHTS = (  # in the answer and in the variants
    "[[1, -1, 0, 0, -1, 0], [0, 0, 1, -1, 0, -1]]",
    "[[1, -1, 0, 0, 1, 0], [0, 0, 1, -1, 0, 1]]",
    "[[1, 0, -1, 0, -1, 0], [0, 1, 0, -1, 0, -1]]",
    "[[-1, 1, 0, 0, 1, 0], [0, 0, -1, 1, 0, 1]]",
    "[2, 2, 2, 2, 1, 1]",
    "[2, 2, 2, 2, -1, -1]",
    "[3, 3, 3, 3, 1, 1]",
    "[-2, -2, -2, -2, -1, -1]",
)
BIASES = (
    "[1, 1, 1, 1, edge, edge]",
    "[1, 1, 1, 1, 1 - thick, 1 - thick]",
    "[-1, -1, -1, -1, -edge, -edge]",
)

exercise = Exercise(
    id="03-letter-units",
    title="An L behind six fences",
    minutes=15,
    difficulty=4,
    points=3,
    reference=stacking.letter_units,
    hints=(
        "Write six answers, yes or no, into each part of the picture: the corner where the arms "
        "meet, the two arms, the dent, and just outside each side of the square.",
        "Where an outer side says no, nothing may make up for it; of the two sides of the dent one "
        "yes is enough. Let a side of the dent weigh 1 and an outer side v. What's the smallest "
        "sum inside the L, and what's the largest in the dent, and outside of the square? For "
        "which v does a bias fit between them?",
        "`W = ...` with four columns for the square and two for the dent, whose sides are at "
        "`thick - 1`; `w_out = ...` with one weight for the four and another for the two; and a "
        "bias between the smallest sum inside the L and the largest one outside.",
    ),
    why="""All six lines are needed, but not all six yeses. With the weight 2 for each outer side
and 1 for each side of the dent, the sum is 8 + 2 in the corner and 8 + 1 in the arms. In the dent
it's 8, and outside of the square at most 6 + 2, because there an outer side says no and costs 2,
which is all that the two sides of the dent can bring in. So a bias between -9 and -8 does it. The
dent needs no second hidden layer, because the last unit need not ask for all six.""",
    promises={
        "thin arms": lambda case: case.args["thick"] < 0.6,
        "thick arms": lambda case: case.args["thick"] > 1.2,
        "the arms of the picture": array_where("thick", lambda t: t == 0.8),
    },
    survivors={
        "1 -> 2": "a side of the dent may count for more, if an outer side still outweighs both",
        "2 -> 3": "an outer side may object more than it has to",
        **{
            f"np.array({numbers}) -> {other}": "a list or whole numbers serve as well"
            for numbers in (*WEIGHTS, *BIASES)
            for other in (numbers, f"np.array({numbers}, dtype=int)")
            if numbers in WEIGHTS or other == numbers
        },
    },
    distractors=("b = np.array([1, 1, 1, 1, thick, thick])",),
)


def _filled(left, right, low, high):
    """Points of a rectangle."""
    x1, x2 = np.meshgrid(left + (right - left) * SHARES, low + (high - low) * SHARES)
    return np.column_stack([x1.ravel(), x2.ravel()])


def _sizes(attempt, thick):
    if (four := attempt(thick)) is None:
        return None
    W, b, w_out, b_out = four
    return np.array([*np.shape(W), *np.shape(b), *np.shape(w_out), np.size(b_out)])


def _yeses(*parts):
    """A use: how many percent of each part of the picture get a yes. A part is a function of the
    place of the dent's sides."""

    def use(attempt, thick):
        if (four := attempt(thick)) is None:
            return None
        W, b, w_out, b_out = (np.asarray(part, dtype=float) for part in four)
        found = []
        for part in parts:
            A = np.where(_filled(*part(thick - 1)) @ W + b > 0, 1, 0)
            found.append(np.round(100 * np.mean(A @ w_out + b_out > 0)))
        return np.array(found)

    return use


_letter = _yeses(
    lambda edge: (-1, edge, -1, edge),
    lambda edge: (-1, edge, edge, 1),
    lambda edge: (edge, 1, -1, edge),
)
_dent = _yeses(lambda edge: (edge, 1, edge, 1))
_outside = _yeses(
    lambda edge: (-3, -1, -3, 3),
    lambda edge: (1, 3, -3, 3),
    lambda edge: (-3, 3, -3, -1),
    lambda edge: (-3, 3, 1, 3),
)

FORM = (
    "W has the shape (2, 6), b and w_out have six numbers each, and b_out is one number. (The "
    "numbers are how many rows and columns W has, and then how many numbers the other three have.)"
)
LETTER = (
    "Some points of the L get a no. (The numbers are the percent of yeses in the corner where the "
    "arms meet, in the upright arm and in the lying one.) Take one of these points: which of the "
    "six say yes to it, and what does the last unit make of that?"
)
DENT = (
    "The L is right, and points of the dent get a yes as well. Which of the six say no there, and "
    "is that enough for the last unit to say no?"
)
OUTSIDE = (
    "The L and its dent are right, and points outside of the square get a yes. (The numbers are "
    "the percent of yeses to the left, to the right, below and above.) Who says no there, and who "
    "makes up for it?"
)


@exercise.cases
def _(rng):
    arms = [0.8, 0.5, 1.5, round(rng.uniform(0.2, 0.4), 2), round(rng.uniform(1.1, 1.4), 2)]
    yield Case("", {"thick": 0.8}, _sizes, "the form of letter_units()", otherwise=FORM)
    for thick in arms:
        args = {"thick": thick}
        how = f"arms {thick:g} thick"
        yield Case(how, args, _letter, "% yes in the L", otherwise=LETTER)
        yield Case(how, args, _dent, "% yes in the dent", otherwise=DENT)
        yield Case(how, args, _outside, "% yes outside", otherwise=OUTSIDE)


def _with(**changed):
    """The right four, with some of them exchanged."""

    def answer(thick):
        W, b, w_out, b_out = stacking.letter_units(thick)
        four = {"W": W, "b": b, "w_out": w_out, "b_out": b_out}
        four |= {name: new(thick) for name, new in changed.items()}
        return tuple(four.values())

    return answer


def _weighed(outer, dent, b_out):
    """The right six fences, with these weights in the last unit, and this bias."""
    w_out = np.array([outer] * 4 + [dent] * 2)
    return _with(w_out=lambda thick: w_out, b_out=lambda thick: b_out)


def _sides(place):
    """The right weights, with the sides of the dent elsewhere."""
    return _with(b=lambda thick: np.array([1, 1, 1, 1, place(thick), place(thick)]))


TURNED = np.array([[1, -1, 0, 0, 1, 0], [0, 0, 1, -1, 0, 1]])  # the sides of the dent the other way


@exercise.wrong
class Mistakes:
    def all_six(thick):
        """Only the corner where the arms meet gets a yes: the last unit wants all six, and in an
        arm one side of the dent says no. Of these two, one yes has to be enough, and the score has
        to be above 0 with it: exactly 0 is a no."""
        return _weighed(1, 1, -5.5)(thick)

    all_six = spelled(all_six, _weighed(2, 1, -9.0), _weighed(2, 1, -9.5), _weighed(1, 1, -5.0))

    def five_of_six(thick):
        """The L and its dent are right, and just outside of the square there's a yes too: an outer
        side says no there, and the other five make up for it. Add up those five: with the bias that
        has to be 0 or less. Either the bias is too near to 0, or an outer side counts for too
        little beside a side of the dent."""
        return _weighed(1, 1, -4.5)(thick)

    five_of_six = spelled(
        five_of_six,
        _weighed(2, 2, -8.5),
        _weighed(1, 1, -4.0),
        _weighed(1, 2, -5.5),
        _weighed(1.5, 1, -6.25),
    )

    def content_with_too_little(thick):
        """The dent gets a yes, and so do places outside of the square. With the weights 2 and 1 the
        last unit hears 8 in the dent, and up to 8 outside: its bias has to keep that at 0 or
        below."""
        return _weighed(2, 1, -7.5)(thick)

    content_with_too_little = spelled(
        content_with_too_little, _weighed(1, 1, -3.5), _weighed(2, 1, -7.0)
    )

    def no_to_everything(thick):
        """Everything gets a no, even the corner where the arms meet. Do all six say yes there, as
        you want them to? And if they do, add up what the last unit hears: with its bias, is that
        above 0?"""
        return _weighed(2, 1, -10.0)(thick)

    no_to_everything = spelled(
        no_to_everything,
        _weighed(2, 1, -10.5),
        _weighed(1, 1, -6.0),
        _weighed(1, 1, -8.5),
        _weighed(1, 1, -6.5),
        _weighed(1, 0.5, -8.5),
        *[_with(b=lambda thick, k=k: np.array([k] * 4 + [thick - 1] * 2)) for k in (-1, 0)],
        _with(b=lambda thick: -stacking.letter_units(thick)[1]),
        _with(b=lambda thick: np.zeros(6)),
        _with(W=lambda thick: -stacking.letter_units(thick)[0], b=lambda thick: np.full(6, -1.0)),
    )

    def yes_to_everything(thick):
        """Everything gets a yes, the dent and all that is outside too: the last unit is content
        with one or two yeses, or with none. How many noes may there be?"""
        return _weighed(1, 1, -0.5)(thick)

    yes_to_everything = spelled(
        yes_to_everything,
        *[_weighed(1, 1, bias) for bias in (-1.5, 0.0, 0.5, 5.5)],
        *[_weighed(2, 1, bias) for bias in (-0.5, 0.0, 8.5)],
    )

    def one_arm_alone(thick):
        """The corner and one of the arms get a yes, the other arm gets a no. In each arm one side
        of the dent says yes: does the last unit listen to both sides?"""
        return _with(w_out=lambda thick: np.array([2, 2, 2, 2, 1, 0]))(thick)

    one_arm_alone = spelled(
        one_arm_alone,
        _with(w_out=lambda thick: np.array([2, 2, 2, 2, 0, 1])),
        *[
            lambda thick, w=w: (*stacking.letter_units(thick)[:2], np.array(w), -4.5)
            for w in ([1, 1, 1, 1, 1, 0], [1, 1, 1, 1, 0, 1])
        ],
    )

    def open_on_the_left_and_below(thick):
        """The places to the left of the square and below get a yes. Which weights and biases make
        a unit say no to the left of -1, and another one below it?"""
        return _with(W=lambda thick: np.array([[-1, -1, 0, 0, -1, 0], [0, 0, -1, -1, 0, -1]]))(
            thick
        )

    open_on_the_left_and_below = spelled(
        open_on_the_left_and_below,
        lambda thick: (
            *stacking.letter_units(thick)[:2],
            np.array([0, 2, 0, 2, 1, 1]),
            -4.5,
        ),
    )

    def twice_as_thick(thick):
        """The arms are twice as thick as they should be. Their inner sides are `thick` away from
        the left and lower edges, at -1, with nothing doubled."""
        return _sides(lambda thick: 2 * thick - 1)(thick)

    def four_fences(thick):
        """There are four hidden units, as for the square. Six are wanted: two more for the sides of
        the dent."""
        W, b, _, _ = stacking.letter_units(thick)
        return W[:, :4], b[:4], np.ones(4), -3.5

    four_fences = spelled(
        four_fences,
        *[
            lambda thick, k=k: (*(part[..., :4] for part in stacking.letter_units(thick)[:3]), k)
            for k in (-7.5, -7, -6.5)
        ],
        lambda thick: (stacking.letter_units(thick)[0][:, :4], np.ones(4), np.ones(4), -3),
    )

    def three_of_four(thick):
        """Three things come back. Four are wanted, in this order: W, b, w_out and b_out."""
        return stacking.letter_units(thick)[:3]

    def the_whole_square(thick):
        """This is the whole square, with its dent filled: the two sides of the dent make no
        difference to the last unit."""
        return _weighed(1, 0, -3.5)(thick)

    the_whole_square = spelled(
        the_whole_square, _weighed(3, 1, -11.5), _weighed(3, 1, -11.0), _weighed(4, 1, -15.5)
    )

    def places_for_thicknesses(thick):
        """The sides of the dent stand at `thick`, counted from the middle. The arms are that thick
        from the *edges* of the square, which are at -1."""
        return _sides(lambda thick: thick)(thick)

    def arms_of_the_picture(thick):
        """Right for arms that are 0.8 thick. The sides of the dent have to move with `thick`."""
        return _sides(lambda thick: -0.2)(thick)

    def dent_through_the_middle(thick):
        """The sides of the dent go through the middle of the square, whatever `thick` is. That's
        right for arms of thickness 1 alone. Count their places from the edges, at -1; and if you
        have, look at b: an array of integers cuts `thick - 1` off to 0."""
        return _sides(lambda thick: 0.0)(thick)

    def square_from_0_on(thick):
        """The left and the lower side of the square stand at 0. Its corners are at -1 and 1: a side
        at -1 has the bias 1 as well, as the two others have."""
        edge = thick - 1
        return _with(b=lambda thick: np.array([0, 1, 0, 1, edge, edge]))(thick)

    def the_dent_is_thick(thick):
        """It's the *dent* that has become `thick` wide. Its sides are `thick` away from the
        left and lower edges of the square, not from the right and upper ones."""
        return _sides(lambda thick: 1 - thick)(thick)

    def sides_of_the_dent_turned(thick):
        """The dent gets a yes, and the corner where the arms meet a no: the two sides of the dent
        say yes on the wrong side."""
        return _with(
            W=lambda thick: TURNED,
            b=lambda thick: np.array([1, 1, 1, 1, 1 - thick, 1 - thick]),
        )(thick)

    def dent_in_another_corner(thick):
        """This L is turned upside down: its dent is at the lower left. It belongs to the upper
        right."""
        return _with(
            W=lambda thick: TURNED,
            b=lambda thick: np.array([1, 1, 1, 1, thick - 1, thick - 1]),
        )(thick)

    def dent_on_one_of_the_other_sides(thick):
        """The dent lies at the upper left or at the lower right, because one of its two sides is
        turned round. It belongs to the upper right."""
        return _with(W=lambda thick: np.array([[1, -1, 0, 0, 1, 0], [0, 0, 1, -1, 0, -1]]))(thick)

    dent_on_one_of_the_other_sides = spelled(
        dent_on_one_of_the_other_sides,
        _with(W=lambda thick: np.array([[1, -1, 0, 0, -1, 0], [0, 0, 1, -1, 0, 1]])),
    )

    def half_as_thick(thick):
        """The arms are half as thick as they should be. Their inner sides are `thick` away from
        the left and lower edges, at -1, with nothing halved."""
        return _sides(lambda thick: thick / 2 - 1)(thick)

    def open_at_the_ends(thick):
        """The right and the upper side of the square play no part, so the arms go on without an
        end. Each of the four outer sides has to be able to say no."""
        w_out = np.array([2, 0, 2, 0, 1, 1])
        return _with(w_out=lambda thick: w_out, b_out=lambda thick: -4.5)(thick)

    def inside_and_outside_exchanged(thick):
        """The answers are the wrong way round: the L gets a no, and all the rest a yes."""
        W, b, w_out, b_out = stacking.letter_units(thick)
        return W, b, -w_out, -b_out

    def a_row_for_each_unit(thick):
        """W has a row for each unit. In this course a unit is a *column* of W: (2, 6)."""
        return _with(W=lambda thick: stacking.letter_units(thick)[0].T)(thick)

    def eight_fences(thick):
        """There are eight hidden units, four for each arm. That's a fine L with one more layer
        behind them; here six have to do, one for each side."""
        edge = thick - 1
        W = np.array([[1, -1, 0, 0, 1, -1, 0, 0], [0, 0, 1, -1, 0, 0, 1, -1]])
        return W, np.array([1, edge, 1, 1, 1, 1, 1, edge]), np.ones(8), -3.5


@exercise.right
class Variants:
    def dent_counted_against(thick):
        """Here the last two units say yes on the *dent's* side of their lines, and count against
        the answer: one such yes is forgiven, two aren't."""
        W = np.array([[1, -1, 0, 0, 1, 0], [0, 0, 1, -1, 0, 1]])
        b = np.array([1, 1, 1, 1, 1 - thick, 1 - thick])
        return W, b, np.array([2, 2, 2, 2, -1, -1]), -6.5

    def three_to_one(thick):
        edge = thick - 1
        W = np.array([[1, 0, -1, 0, -1, 0], [0, 1, 0, -1, 0, -1]])
        b = np.array([1, 1, 1, 1, edge, edge])
        return W, b, np.array([3, 3, 3, 3, 1, 1]), -12.5

    def noes_counted(thick):
        """All six say yes on the *far* side of their lines, so nothing has to add up: the last unit
        says yes as long as there's less than 2 of objections."""
        edge = thick - 1
        W = np.array([[-1, 1, 0, 0, 1, 0], [0, 0, -1, 1, 0, 1]])
        b = np.array([-1, -1, -1, -1, -edge, -edge])
        return W, b, np.array([-2, -2, -2, -2, -1, -1]), 1.5
