"""Three step units that compute XOR, with room for noise."""

import numpy as np

from nnlib.by_hand import stacking
from nnlib.by_hand.perceptron import step_unit
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32
from nnlib.judge.exercise import Case, Exercise

_PAIR = "[_gate(x, [-20, 20], -10), _gate(x, [20, -20], -10)]"

exercise = Exercise(
    id="03-xor-by-hand",
    title="XOR by hand",
    minutes=8,
    difficulty=2,
    points=2,
    reference=stacking.xor_by_hand,
    hints=(
        "Two of the four pairs want a 1. Let one unit find one of them, the second unit the "
        "other, and the third say yes if either of them does.",
        "A unit that says yes to (0, 1) alone: x2 has to push its score up, x1 has to push it "
        "down, and the bias has to keep (0, 0) and (1, 1) at no, by a margin.",
        "`first = step_unit(X, np.array([...]), ...)`, the same for `second`, then a last "
        "`step_unit` for the two side by side, `np.column_stack([first, second])`.",
    ),
    why="""The first unit's score is `x2 - x1 - 0.5`: positive for (0, 1) alone. The second is its
mirror image. The biases put each line halfway between the pairs, so that noise does no harm. The
answers side by side are a new table of samples, with (0, 1), (1, 0) and twice (0, 0) in it, and
there an OR is all that is left to do, which one line can. Many other weights are as right as these.
""",
    promises={
        "the four exact pairs": array_where("X", lambda X: len(np.unique(X, axis=0)) == 4),
        "a batch": batch("X"),
        "a batch of one": batch_of_one("X"),
        "float32": float32("X"),
        "as much noise as there may be": array_where(
            "X", lambda X: np.abs(X - np.round(X)).max() > 0.098
        ),
    },
    survivors={
        "1 -> 2": "a larger weight draws another line between the same pairs",
        **dict.fromkeys(["0.6 -> 1.6", "2 -> 3"], "a line that still leaves room on both sides"),
        **dict.fromkeys(["10 -> 11", "20 -> 21"], "ten times the weights, and room all the same"),
        "A.sum(axis=1) > 1.5 -> A.sum(axis=1) >= 1.5": "a sum of two answers is whole",
        "X @ np.array([[-1, 1], [1, -1]]) > 0.5 -> X @ np.array([[-1, 1], [1, -1]]) >= 0.5": (
            "no score is 0.5: with noise a no reaches 0.2, and a yes 0.8"
        ),
        "np.array([[-1, 1], [1, -1]]) -> [[-1, 1], [1, -1]]": "X @ W takes a list too",
        **{
            f"np.array({weights}) -> np.array({weights}, dtype=int)": "these weights are whole"
            for weights in ("[-1, 1]", "[1, -1]", "[1, 1]", "[[-1, 1], [1, -1]]", _PAIR)
        },
        f"np.array({_PAIR}) -> {_PAIR}": "X @ w takes a list too",
        "np.empty(len(X), dtype=np.int8) -> np.empty(len(X))": "1.0 is a 1",
        "np.empty(len(X), dtype=np.int8) -> np.empty(len(X), dtype=int)": "another size of integer",
        "np.array([-1, 1]) -> [-1, 1]": "X @ w takes a list too",
        "np.array([1, -1]) -> [1, -1]": "X @ w takes a list too",
        "np.array([1, 1]) -> [1, 1]": "X @ w takes a list too",
    },
)

TOO_CLOSE = (
    "Right for the exact pairs, but not with noise: each number may be 0.1 too low or too high. A "
    "step unit has room for that on both sides if its line passes halfway between the pairs that "
    "get a yes and those that get a no."
)


@exercise.cases
def _(rng):
    table = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    yield Case("the four pairs", {"X": table})
    yield Case("a batch of one", {"X": table[3:]})
    yield Case("the pairs in another order", {"X": table[[3, 1, 1, 0, 2]]})
    yield Case("float32", {"X": table[[2, 0, 3]].astype(np.float32)})
    # Just below 0.1: rounding must not put a score of 0 on paper above 0.
    noise = 0.099 * np.array([[1, -1], [-1, 1], [1, 1], [-1, -1]])
    for label, rows in [
        ("each with some noise", [0, 0, 1, 0]),
        ("with other noise", [2, 3, 3, 2]),
        ("with other noise again", [1, 2, 2, 3]),
    ]:
        yield Case(f"the four pairs, {label}", {"X": table + noise[rows]}, otherwise=TOO_CLOSE)
    many = table[rng.integers(4, size=30)] + rng.uniform(-0.1, 0.1, size=(30, 2))
    yield Case("a large batch with noise", {"X": many}, otherwise=TOO_CLOSE)


def _gate(X, w, b):
    return step_unit(X, np.array(w), b)


@exercise.wrong
class Mistakes:
    def inclusive_or(X):
        """This is OR: the pair (1, 1) gets a 1. In an *exclusive* or, both at once is a no."""
        return _gate(X, [1, 1], -0.5)

    def conjunction(X):
        """This is AND: only (1, 1) gets a 1. If your first two units find the right pairs, the
        last one should say yes when *either* of them does."""
        return _gate(X, [1, 1], -1.5)

    def not_both(X):
        """This is NAND: the pair (0, 0) gets a 1 as well. Yes is for exactly one 1 in the pair."""
        return _gate(X, [-1, -1], 1.5)

    def whether_they_are_the_same(X):
        """Every answer is exchanged: you say yes where the two inputs are the same."""
        return 1 - stacking.xor_by_hand(X)

    def only_the_second(X):
        """Only (0, 1) gets a 1. Half of the work is done: (1, 0) needs a unit of its own, and
        the last unit has to listen to both."""
        return _gate(X, [-1, 1], -0.5)

    def only_the_first(X):
        """Only (1, 0) gets a 1. Half of the work is done: (0, 1) needs a unit of its own, and
        the last unit has to listen to both."""
        return _gate(X, [1, -1], -0.5)

    def never(X):
        """Every answer is 0. Try your units one at a time: does each of the first two say yes
        to some pair (a score of exactly 0 is a no), and is the last one content with what they
        say?"""
        return np.zeros(len(X), dtype=int)

    def lines_through_the_pairs_to_find(X):
        """The exact pairs all get a 0, and yet some noisy ones get a 1: a line runs through the
        very pairs that should get a yes, and a score of exactly 0 is a no."""
        A = np.column_stack([_gate(X, [-1, 1], -1), _gate(X, [1, -1], -1)])
        return _gate(A, [1, 1], -0.5)

    def always(X):
        """Every answer is 1. Which unit should be able to say no, and does not?"""
        return np.ones(len(X), dtype=int)

    def the_table_itself(X):
        """Your answer is the table of four answers, whatever X holds. X may have any number of
        rows, in any order: let the units look at it."""
        return np.array([0, 1, 1, 0])

    def whether_they_differ_at_all(X):
        """Right for exact pairs. But two equal inputs arrive a little different, and your
        answer to (0.1, -0.1) is yes. A unit whose line runs halfway between the pairs, not
        through them, has room for noise on both sides."""
        return np.where(X[:, 0] != X[:, 1], 1, 0)

    def compared_to_true_and_false(X):
        """You say True where the two inputs differ at all, and for (0.1, -0.1) that is wrong.
        Let step units decide, with lines that leave room for noise: they answer 1 and 0."""
        return X[:, 0] != X[:, 1]

    def two_answers(X):
        """These are two answers for each sample, those of the first two units. A third unit has
        to make one of them."""
        return np.column_stack([_gate(X, [-1, 1], -0.5), _gate(X, [1, -1], -0.5)])

    def true_and_false(X):
        """These are True and False. The labels are numbers: make the answers 1 and 0 as well."""
        return stacking.xor_by_hand(X) == 1

    def their_distance(X):
        """This is the distance between the two inputs. For exact pairs it is 0 or 1, but with
        noise it is a number such as 0.2 or 0.8. The answers should be 1 and 0, which is what a
        step unit makes of its score."""
        return np.abs(X[:, 0] - X[:, 1])

    def whether_the_sum_is_one(X):
        """You ask whether the two inputs add up to *exactly* 1, and with noise they hardly ever
        do. A step unit asks whether its score is above a bound, and that leaves room."""
        return np.where(X[:, 0] + X[:, 1] == 1, 1, 0)

    def true_where_the_sum_is_one(X):
        """These are True and False, for whether the two inputs add up to *exactly* 1, and with
        noise they hardly ever do. A step unit asks whether its score is above a bound, and it
        answers 1 and 0."""
        return X[:, 0] + X[:, 1] == 1

    def the_odd_sum(X):
        """This is the remainder of the sum, divided by 2. For exact pairs that is 0 or 1, but
        noise stays in it: the answers should be 1 and 0 whatever the noise."""
        return (X[:, 0] + X[:, 1]) % 2

    def inputs_cut_to_integers(X):
        """The inputs are cut off to integers, and 0.9 becomes 0. Let step units decide, with
        lines that leave room on both sides."""
        whole = X.astype(int)
        return whole[:, 0] ^ whole[:, 1]

    def sum_cut_to_an_integer(X):
        """The sum of the two inputs is cut off to an integer: 0.9 becomes 0, and 1.8 becomes 1.
        Let step units decide, with lines that leave room on both sides."""
        return (X[:, 0] + X[:, 1]).astype(int) % 2

    def logical_xor_of_numbers(X):
        """Every input that is not exactly 0 counts as True here, so 0.1 does. Let step units
        decide, with lines that leave room on both sides."""
        return np.logical_xor(X[:, 0], X[:, 1]).astype(int)

    def logical_xor_in_true_and_false(X):
        """These are True and False, and every input that is not exactly 0 counts as True, even
        0.1. Let step units decide: they answer 1 and 0, and their lines can leave room."""
        return np.logical_xor(X[:, 0], X[:, 1])

    def the_two_answers_subtracted(X):
        """One answer is subtracted from the other, so that it counts as -1. A yes of either unit
        is a yes."""
        return _gate(X, [1, -1], -0.5) - _gate(X, [-1, 1], -0.5)

    def minus_one_for_no(X):
        """Your no is -1. The labels are 1 and 0."""
        return np.where(stacking.xor_by_hand(X) == 1, 1, -1)

    def one_unit_above_the_other(X):
        """The shapes do not meet at the last unit. The answers of the first two stand in two
        *rows*; a sample is a row, so put them side by side, as columns."""
        A = np.array([_gate(X, [-1, 1], -0.5), _gate(X, [1, -1], -0.5)])
        return _gate(A, [1, 1], -0.5)

    def answers_in_a_column(X):
        """The answers stand in a column, (N, 1). One number for each sample is wanted, (N,)."""
        return stacking.xor_by_hand(X)[:, np.newaxis]

    the_two_answers_subtracted = spelled(
        the_two_answers_subtracted, lambda X: _gate(X, [-1, 1], -0.5) - _gate(X, [1, -1], -0.5)
    )

    def inputs_rounded_in_place(X):
        """The result is right, but the caller's pairs have been changed. Look at X without
        writing into it: a step unit needs no rounding."""
        np.round(X, out=X)
        return (X[:, 0] != X[:, 1]).astype(int)

    def everything_above_0(X):
        """Right for the exact pairs, but every input above 0 counts as a 1, and a 0 may arrive
        as 0.1. Ask whether it is above one half, which leaves room on both sides."""
        return np.logical_xor(X[:, 0] > 0, X[:, 1] > 0).astype(int)

    everything_above_0 = spelled(
        everything_above_0, lambda X: (np.sign(X[:, 0]) != np.sign(X[:, 1])).astype(int)
    )

    def a_formula_of_numbers(X):
        """This formula gives 0 or 1 for the exact pairs, but with noise it gives numbers such as
        0.2 or 0.8. The answers should be 1 and 0, which is what a step unit makes of its score."""
        return X[:, 0] + X[:, 1] - 2 * X[:, 0] * X[:, 1]

    a_formula_of_numbers = spelled(
        a_formula_of_numbers,
        lambda X: X[:, 0] * (1 - X[:, 1]) + X[:, 1] * (1 - X[:, 0]),
        lambda X: (X[:, 0] - X[:, 1]) ** 2,
        lambda X: np.maximum(X[:, 0], X[:, 1]) - np.minimum(X[:, 0], X[:, 1]) ** 2,
    )

    def no_answer_yet(X):
        """This is the difference or the sum of the two inputs, and not yet an answer of 1 or 0.
        Send a score through a step unit."""
        return X[:, 0] - X[:, 1]

    no_answer_yet = spelled(no_answer_yet, lambda X: X[:, 1] - X[:, 0], lambda X: X[:, 0] + X[:, 1])

    def squeezed(X):
        """Right for several pairs, but a batch of one has lost its axis to `squeeze`. N pairs
        give N answers, also if N is 1."""
        return np.squeeze(stacking.xor_by_hand(X))

    def a_list(X):
        """The result is a Python list. It should be an array of shape (N,): `step_unit` makes
        one of a whole batch, without a loop."""
        return [int(answer) for answer in stacking.xor_by_hand(X)]

    def first_pair_only(X):
        """Only one pair has got an answer. Every row of X wants one: a step unit takes the whole
        batch at once."""
        return stacking.xor_by_hand(X)[0]

    def a_sigmoid_at_the_end(X):
        """The answers are shades between 0 and 1. A step unit answers 1 or 0."""
        a = _gate(X, [-1, 1], -0.5) + _gate(X, [1, -1], -0.5)
        return 1 / (1 + np.exp(-(a - 0.5)))


@exercise.right
class Variants:
    def or_but_not_and(X):
        either, both = _gate(X, [1, 1], -0.5), _gate(X, [1, 1], -1.5)
        return _gate(np.column_stack([either, both]), [1, -2], -0.5)

    def or_and_nand(X):
        A = np.stack([_gate(X, [2, 2], -1), _gate(X, [-1, -1], 1.5)], axis=1)
        return (A.sum(axis=1) > 1.5).astype(float)

    def with_just_enough_room(X):
        A = np.column_stack([_gate(X, [-1, 1], -0.2), _gate(X, [3, -3], -0.6)])
        return _gate(A, [1, 1], -0.5)

    def both_columns_at_once(X):
        A = X @ np.array([[-1, 1], [1, -1]]) > 0.5
        return np.where(A @ np.ones(2) > 0, 1, 0)

    def two_answers_added(X):
        return _gate(X, [-1, 1], -0.5) + _gate(X, [1, -1], -0.5)

    def neither_nor_both(X):
        A = np.stack([_gate(X, [-1, -1], 0.5), _gate(X, [1, 1], -1.5)], axis=1)
        return _gate(A, [-1, -1], 0.5)

    def sample_by_sample(X):
        answers = np.empty(len(X), dtype=np.int8)
        for i, x in enumerate(X):
            a = np.array([_gate(x, [-20, 20], -10), _gate(x, [20, -20], -10)])
            answers[i] = _gate(a, [1, 1], -0.5)
        return answers
