"""Weights of three step units that compute XOR, with room for noise on every wire."""

import itertools

import numpy as np

from nnlib.by_hand import stacking
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter03._xor_mistakes import Forms
from nnlib.judge.exercise import Case, Exercise

TABLE = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
LABELS = np.array([0, 1, 1, 0])
# Just below 0.1: rounding must not put a score of 0 on paper above 0.
NOISE = 0.099 * np.array(list(itertools.product([-1, 1], repeat=2)))


def _largest(name):
    return array_where(name, lambda a: np.abs(a - np.round(a)).max() > 0.098)


exercise = Exercise(
    id="03-xor-weights",
    title="XOR, with weights from paper",
    minutes=15,
    difficulty=3,
    points=3,
    reference=stacking.xor_weights,
    hints=(
        "Four points are too many for unit 3's line. Which two of them should units 1 and 2 answer "
        "alike, so that they fall on one and the same point of the second plane?",
        "One way: unit 1 says yes to (0, 1) alone. Then x2 has to push its score up and x1 has to "
        "push it down, and the bias has to put the score as far above 0 at (0, 1) as below 0 at "
        "(0, 0) and (1, 1). Unit 2 is its mirror image.",
        "`w1, b1 = np.array([..., ...]), ...`, the same for the other two, and at the end a "
        "`return` of all six. List each unit's scores. If both its inputs are 0.1 off, a score "
        "moves by up to 0.1 * (|w1| + |w2|), with the unit's two weights. So every score has to be "
        "farther from 0 than that.",
    ),
    why="""Unit 1's score is `x2 - x1 - 0.5`: positive for (0, 1) alone, where it is 0.5, and -0.5
at the nearest of the other pairs. Two inputs that are 0.1 off move it by 0.2 at most. Unit 2 is its
mirror image. Their answers are (0, 0), (1, 0), (0, 1) and once more (0, 0), and of these unit 3
has to tell (0, 0) from the other two: an OR, which one line can do. Many other weights are as
right.""",
    promises={
        "the four exact pairs": array_where("X", lambda X: len(np.unique(X, axis=0)) == 4),
        "inputs as far off as they may be": _largest("X"),
        "answers as far off as they may be": _largest("off"),
    },
    survivors={
        **dict.fromkeys(
            ["1 -> 2", "2 -> 3", "3 -> 4", "0.9 -> 1.9"],
            "another line between the same pairs, with enough room",
        ),
        **{
            f"np.array({weights}) -> {other}": "a list of two weights serves as well"
            for weights in ("[-1, 1]", "[1, -1]", "[1, 1]", "[-1, -1]", "[1, -2]", "[2, 2]")
            for other in (weights, f"np.array({weights}, dtype=int)")
        },
    },
)

MIXED_UP = (
    "Unit 3 sees nothing but the answers of units 1 and 2, and they answer alike to a pair that "
    "wants a 1 and to a pair that wants a 0. No weights of unit 3 can tell those two apart: move "
    "the line of unit 1 or of unit 2."
)
XOR_AGAIN = (
    "To unit 3 the four pairs are four different points, and those of label 1 lie opposite each "
    "other. That is XOR once more, and no line divides it: units 1 and 2 have to bring two pairs "
    "together in one point."
)
UNIT_3 = (
    "Units 1 and 2 are good: their answers tell the pairs of label 1 from those of label 0. It is"
    " unit 3 that does not make the right thing of them. Write down, for each of the four pairs, "
    "the two answers and then unit 3's score."
)
TOO_CLOSE = (
    "Right for the exact pairs, but not if an input is 0.1 too high or too low. A line of unit 1 "
    "or 2 passes too near to one of the four points: halfway between those that get a yes and "
    "those that get a no there is the most room."
)
TOO_CLOSE_TO_ANSWERS = (
    "Right, as long as the answers of units 1 and 2 arrive exactly. If one arrives 0.1 too high "
    "or too low, unit 3 errs: its line passes too near to one of the points (a1, a2)."
)


def _step(X, w, b):
    return np.where(X @ np.asarray(w, dtype=float) + b > 0, 1, 0)


def _hidden(six, X):
    w1, b1, w2, b2, _, _ = six
    return np.column_stack([_step(X, w1, b1), _step(X, w2, b2)])


def _sizes(attempt):
    six = attempt()
    return None if six is None else np.array([np.size(part) for part in six])


def _mixed_up(attempt, X):
    """For each pair, 1 if both hidden answers are those of a pair of the other label."""
    if (six := attempt()) is None:
        return None
    A = _hidden(six, X)
    same = (A[:, np.newaxis] == A).all(axis=2)
    return 1 * (same & (LABELS[:, np.newaxis] != LABELS)).any(axis=1)


def _points(attempt, X):
    """How many different pairs of hidden answers there are; three, whatever the right weights."""
    six = attempt()
    return None if six is None else len(np.unique(_hidden(six, X), axis=0))


def _answers(attempt, X, off=0.0):
    """What unit 3 answers, if the hidden answers arrive so far off."""
    if (six := attempt()) is None:
        return None
    *_, w3, b3 = six
    return _step(_hidden(six, X) + off, w3, b3)


@exercise.cases
def _(rng):
    yield Case("", {}, _sizes, "the form of xor_weights()")
    yield Case("", {"X": TABLE}, _mixed_up, "pairs mixed up", otherwise=MIXED_UP)
    yield Case("", {"X": TABLE}, _points, "points unit 3 sees", otherwise=XOR_AGAIN)
    options = {"use": _answers, "result": "unit 3's answer"}
    yield Case("the four exact pairs", {"X": TABLE}, otherwise=UNIT_3, **options)
    for pair in TABLE:
        x = f"({pair[0]:.0f}, {pair[1]:.0f})"
        X = np.tile(pair, (4, 1))
        inputs = {"X": X + NOISE}
        yield Case(f"the pair {x}, each input a little off", inputs, otherwise=TOO_CLOSE, **options)
        label = f"the pair {x}, each answer of units 1 and 2 a little off"
        yield Case(label, {"X": X, "off": NOISE}, otherwise=TOO_CLOSE_TO_ANSWERS, **options)


def _units(first, second, third):
    """A function that returns the three units, each (w1, w2, b)."""
    six = [part for *w, b in (first, second, third) for part in (np.array(w), b)]
    return lambda: tuple(six)


ONLY_01, ONLY_10, OR = (-1, 1, -0.5), (1, -1, -0.5), (1, 1, -0.5)
AND, NAND, NOR = (1, 1, -1.5), (-1, -1, 1.5), (-1, -1, 0.5)


@exercise.wrong
class Mistakes:
    def unit_3_says_always_yes():
        """Units 1 and 2 tell the pairs apart, but unit 3 says yes to all four. For which of their
        answers should its score stay below 0? (A unit that is to need 0.5 before it says yes has
        the bias -0.5, not 0.5.)"""
        return _units((-1, 1, 0.5), (1, -1, 0.5), (1, 1, 0.5))()

    unit_3_says_always_yes = spelled(
        unit_3_says_always_yes,
        _units(OR, NAND, OR),
        _units(ONLY_01, ONLY_10, (1, 1, 0.5)),
        _units(ONLY_01, ONLY_10, NAND),
    )

    def unit_3_waits_for_both():
        """Unit 3 says no to all four pairs. Units 1 and 2 tell them apart, so write their two
        answers beside (0, 1) and (1, 0): what is unit 3's score there, and which sign or number
        keeps it from being above 0?"""
        return _units(ONLY_01, ONLY_10, AND)()

    unit_3_waits_for_both = spelled(
        unit_3_waits_for_both,
        _units(ONLY_01, ONLY_10, (1, 1, -2)),
        _units(ONLY_10, ONLY_01, AND),
        _units(OR, AND, (-1, 1, -0.5)),
    )

    def unit_3_just_misses():
        """Unit 3 never says yes to the exact pairs: where one of the others says yes, its score is
        exactly 0, and a score of 0 is a no. Give it some room."""
        return _units(ONLY_01, ONLY_10, (1, 1, -1))()

    unit_3_just_misses = spelled(
        unit_3_just_misses,
        _units(ONLY_01, ONLY_10, (0.5, 0.5, -0.5)),
        _units(OR, NAND, (1, 1, -2)),
        _units(OR, NAND, (0.5, 0.5, -1)),
    )

    def unit_3_without_a_bias():
        """Right for exact answers, but unit 3's line runs through the point (0, 0) of its own
        plane, or too close to it, where it should say no. If both answers arrive 0.1 off, it
        says yes there: its bias has to leave more room."""
        return _units(ONLY_01, ONLY_10, (1, 1, 0))()

    unit_3_without_a_bias = spelled(
        unit_3_without_a_bias,
        _units(OR, AND, (1, -1, 0)),
        _units(OR, AND, (1, -1, -0.1)),
        _units(ONLY_01, ONLY_10, (1, 1, -0.1)),
        _units(ONLY_01, ONLY_10, (1, 1, -0.15)),
    )

    def unit_3_with_too_much_of_a_bias():
        """Right for exact answers, but where unit 3 should say yes, its score is hardly above 0. If
        both answers arrive 0.1 off, that's a no: halfway between its yes and its no there is the
        most room."""
        return _units(ONLY_01, ONLY_10, (1, 1, -0.9))()

    unit_3_with_too_much_of_a_bias = spelled(
        unit_3_with_too_much_of_a_bias,
        *[_units(*pair, (1, 1, -0.85)) for pair in ((ONLY_01, ONLY_10), (ONLY_10, ONLY_01))],
        *[_units(*pair, (1, -1, -0.9)) for pair in ((OR, AND), (NAND, NOR))],
    )

    def lines_through_the_pairs_to_find():
        """Units 1 and 2 say no to all four pairs. At the pairs that they should find their scores
        are exactly 0, and a score of 0 is a no: move the lines away, towards the middle."""
        return _units((-1, 1, -1), (1, -1, -1), OR)()

    def lines_through_the_other_pairs():
        """Right for the exact pairs. But the lines of units 1 and 2 run through the points (0, 0)
        and (1, 1), or too close to them, which should get a no, so a little noise makes it a yes.
        A bias moves a line off a point."""
        return _units((-1, 1, 0), (1, -1, 0), OR)()

    lines_through_the_other_pairs = spelled(
        lines_through_the_other_pairs,
        _units((-1, 1, 0), (1, -1, 0), (1, 1, 0)),
        _units((-1, 1, 0), (1, -1, 0), (2, 2, -1)),
    )

    def a_line_near_0_0():
        """Right for the exact pairs, but a line of unit 1 or 2 passes too near to (0, 0). Each
        input may be 0.1 off, and its weight makes more of that: how far is the score from 0?"""
        return _units((1, 1, -0.1), AND, (1, -1, -0.5))()

    a_line_near_0_0 = spelled(
        a_line_near_0_0,
        _units((1, 1, 0), AND, (1, -1, -0.5)),
        _units((1, 1, -0.1), NAND, (1, 1, -1.5)),
        _units((1, 1, 0), NAND, (1, 1, -1.5)),
    )

    def a_line_near_1_1():
        """Right for the exact pairs, but a line of unit 1 or 2 passes too near to (1, 1). Each
        input may be 0.1 off, and its weight makes more of that: how far is the score from 0?"""
        return _units(OR, (1, 1, -1.9), (1, -1, -0.5))()

    a_line_near_1_1 = spelled(
        a_line_near_1_1,
        _units(OR, (-1, -1, 1.9), (1, 1, -1.5)),
        _units(OR, (-1, -1, 2), (1, 1, -1.5)),
    )

    def a_line_near_the_pairs_to_find():
        """Right for the exact pairs, but a line of unit 1 or 2 passes too near to (0, 1) or to
        (1, 0). Halfway between the pairs that get a yes and those that get a no there is the most
        room."""
        return _units((-1, 1, -0.9), (1, -1, -0.9), OR)()

    a_line_near_the_pairs_to_find = spelled(
        a_line_near_the_pairs_to_find,
        *[_units((-1, 1, -0.9), (1, -1, -0.5), OR), _units((-1, 1, -0.5), (1, -1, -0.9), OR)],
        *[_units((1, 1, -0.9), AND, (1, -1, -0.5)), _units(OR, (1, 1, -1.1), (1, -1, -0.5))],
        *[_units((1, 1, -0.9), NAND, AND), _units(OR, (-1, -1, 1.1), AND)],
        *[_units((1, 1, -0.9), (1, 1, -1.1), (1, -1, -0.5))],
        *[_units((1, 1, -0.9), (-1, -1, 1.1), AND)],
    )

    def nothing_found_but_1_1():
        """Units 1 and 2 answer (0, 1) and (1, 0) as they answer (0, 0), so unit 3 cannot tell them
        from it. Write down the scores of units 1 and 2 at (0, 1): which should be above 0? A score
        of exactly 0 is a no."""
        return _units((1, 1, -1), (1, 1, -2), (1, -1, -1))()

    nothing_found_but_1_1 = spelled(
        nothing_found_but_1_1,
        *[
            _units((1, 1, -1), second, third)
            for second in ((1, 1, -2), AND, NAND, (-1, -1, 2))
            for third in ((1, -1, -0.5), (1, -1, 0), (1, 1, -1), (1, 1, -2), OR, AND)
        ],
    )

    def inclusive_or():
        """Units 1 and 2 tell the pairs apart, but unit 3 says yes to (1, 1) as well. Which of
        the two answers is another one there than at (0, 1)? To that one unit 3 has to listen.
        (Weights may be negative.)"""
        return _units(OR, AND, OR)()

    inclusive_or = spelled(
        inclusive_or,
        _units(AND, OR, OR),
        _units(OR, AND, (1, 0, -0.5)),
        _units(OR, NAND, (1, 0, -0.5)),
    )

    def unit_3_finds_1_1_alone():
        """Units 1 and 2 tell the pairs apart, but unit 3 says yes to (1, 1) alone. Which answers
        does it hear there, which at (0, 1), and which weights make the second score the larger?"""
        return _units(OR, AND, AND)()

    def zero_told_from_the_rest():
        """Units 1 and 2 tell (0, 0) from the other pairs, and no more: (1, 1) looks like (0, 1) to
        unit 3. Does one of the two say no to all four, perhaps for the sign of its bias?"""
        return _units(OR, (-1, -1, -1.5), AND)()

    zero_told_from_the_rest = spelled(
        zero_told_from_the_rest, _units(OR, (1, 1, -2), AND), _units(OR, (1, 1, -2.5), AND)
    )

    def no_unit_but_an_or():
        """This is OR: all three units ask whether there is a 1 at all. For an *exclusive* or
        somebody has to notice that (1, 1) holds too many."""
        return _units(OR, OR, OR)()

    no_unit_but_an_or = spelled(no_unit_but_an_or, _units(OR, OR, AND))

    def whether_they_are_the_same():
        """Every answer is the wrong way round: unit 3 says yes to (0, 0) and (1, 1). Its line lies
        well; only the side that gets the yes is the wrong one."""
        return _units(ONLY_01, ONLY_10, (-1, -1, 0.5))()

    whether_they_are_the_same = spelled(
        whether_they_are_the_same, _units(OR, NAND, NAND), _units(OR, AND, (-1, 2, 0.5))
    )

    def one_counted_against_the_other():
        """One of the pairs (0, 1) and (1, 0) gets no yes from unit 3. Does it count one of the two
        answers against the other, or not at all?"""
        return _units(ONLY_01, ONLY_10, (1, -1, -0.5))()

    one_counted_against_the_other = spelled(
        one_counted_against_the_other,
        _units(ONLY_01, ONLY_10, (-1, 1, -0.5)),
        _units(ONLY_01, ONLY_10, (1, 0, -0.5)),
        _units(ONLY_01, ONLY_10, (0, 1, -0.5)),
    )

    def the_same_unit_twice():
        """Units 1 and 2 have the same line, so the second one adds nothing. Only one of the pairs
        of label 1 is found: the other one wants a unit of its own."""
        return _units(ONLY_01, ONLY_01, OR)()

    the_same_unit_twice = spelled(the_same_unit_twice, _units(ONLY_10, ONLY_10, OR))

    def nothing_yet():
        """Units 1 and 2 say the same to all four pairs, and unit 3 says no. Are the weights still
        0, or is a score exactly 0 where it should be above? A score of 0 is a no."""
        return _units((0, 0, 0), (0, 0, 0), (0, 0, 0))()

    nothing_yet = spelled(nothing_yet, _units((-1, 1, -1), (1, -1, -1), (1, 1, -1)))

    def inputs_handed_on():
        """Unit 1 repeats the first input and unit 2 the second one, so unit 3 sees what they see:
        XOR as it was, which no single unit can do. Let them ask about *both* inputs."""
        return _units((1, 0, -0.5), (0, 1, -0.5), OR)()

    inputs_handed_on = spelled(
        inputs_handed_on,
        _units((1, 0, -0.5), (0, 1, -0.5), AND),
        _units((1, 0, -0.5), (0, 1, -0.5), (1, -1, -0.5)),
        _units((1, 0, -0.5), (0, 1, -0.5), (-1, 1, -0.5)),
        _units((1, 0, -0.5), (0, 1, -0.5), (1, 1, -1)),
        _units((1, 0, -0.5), (0, 1, -0.5), NAND),
    )


exercise.wrong(Forms)


@exercise.right
class Variants:
    def or_but_not_and():
        """Here unit 1 asks for *at least* one 1 and unit 2 for *two*, whose answer counts against
        the first one's: the two lines are parallel, and the yes lies in the stripe between
        them."""
        return np.array([1, 1]), -0.5, np.array([1, 1]), -1.5, np.array([1, -2]), -0.5

    def or_and_nand():
        """The same stripe, but here the arrows of the two lines point towards each other, and both
        weights of unit 3 are positive. What does it ask about their answers?"""
        return np.array([2, 2]), -1, np.array([-1, -1]), 1.5, np.array([1, 1]), -1.5

    def with_lists():
        return [-1, 1], -0.3, [3, -3], -0.9, [1, 1], -0.25

    def neither_nor_both():
        """Units 1 and 2 find the pairs of label 0, and unit 3 says yes if neither of them does."""
        return np.array([-1, -1]), 0.5, np.array([1, 1]), -1.5, np.array([-1, -1]), 0.5
