"""A list that is gone on with, digit by digit."""

import numpy as np

from nnlib.by_hand import writing
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter10._go_on_slips import Slips, behind
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="10-go-on",
    title="Let it write",
    minutes=8,
    difficulty=2,
    points=2,
    reference=writing.go_on,
    hints=(
        "A loop that runs n_more times. In each round: which digits may the network see, at which "
        "of their places does it say what comes after the list, and what becomes of its answer?",
        "`digits[:, -window:]` are the last ones of each list, or all of them if there are fewer. "
        "The last place is the one whose next digit isn't there yet: `scores[:, -1]`, (N, 10).",
        "`.argmax(axis=1)` gives one digit for each list, (N,). To be joined on it needs the "
        "shape (N, 1): `np.concatenate([digits, new[:, np.newaxis]], axis=1)`.",
    ),
    why="""What has been written is read again in the next round, which is all there is to it: a
network that has only ever learned to predict *one* digit writes as many as one likes. A mistake is
read again as well: it stands in the window for a while, and whatever follows is built on it. The
window cuts what the network sees, and not the list that is kept.""",
    distractors=("    next_digits = scores[:, 0].argmax(axis=1)",),
    survivors={
        "-1 -> 1": "of a table, the last axis is the second",
        "max(0, i - window) -> max(i - window, 0)": "the larger of two, in either order",
    },
    promises={
        "a list shorter than the window": lambda case: _n(case) < case.args["window"],
        "a list longer than the window": lambda case: _n(case) > case.args["window"],
        "one list": array_where("digits", lambda a: len(a) == 1),
        "several lists": array_where("digits", lambda a: len(a) > 1),
        "what was written as an index": lambda case: case.use is _looked_up,
        "nothing to write": lambda case: case.args["n_more"] == 0,
    },
)


def _n(case):
    return np.shape(case.args["digits"])[1]


TABLE = np.arange(10) / 10


def _scores_of(digits):
    """Scores that depend on all digits that are seen, and on how many there are."""
    digits, n = np.arange(10)[digits], digits.shape[1]  # an embedding takes integers only
    seen = np.cumsum(digits * (3 + np.arange(n)), axis=1) + np.arange(n)  # (N, n)
    return -2.0 - (3 * np.arange(10) - seen[:, :, np.newaxis]) % 10 / 4


def _written(go_on, digits, n_more, window):
    return go_on(_scores_of, digits, n_more, window)


def _looked_up(go_on, digits, n_more, window):
    """The entries of a table at what was written: an embedding takes integers only."""
    written = go_on(_scores_of, digits, n_more, window)
    return None if written is None else TABLE[written]


@exercise.cases
def _(rng):
    for label, digits, n_more, window in [
        ("one list, one digit", [[3, 1, 4]], 1, 5),
        ("two lists, three digits", [[3, 1, 4], [2, 7, 1]], 3, 8),
        ("the window is full before the end", [[1, 1]], 6, 4),
        ("lists longer than the window", rng.integers(10, size=(3, 7)), 4, 5),
        ("a window of a single digit", rng.integers(10, size=(2, 3)), 4, 1),
        ("nothing to write", [[2, 5, 8], [1, 0, 1]], 0, 4),
        ("ten lists of ten", rng.integers(10, size=(10, 10)), 10, 11),
    ]:
        args = {"digits": np.array(digits), "n_more": n_more, "window": window}
        yield Case(label, args, _written, "go_on(scores_of, digits, n_more, window)", "digits")
    result = "table[go_on(scores_of, digits, n_more, window)], for an embedding's table"
    args = {"digits": np.array([[3, 1, 4], [2, 7, 1]]), "n_more": 3, "window": 8}
    yield Case("what was written, as an index", args, _looked_up, result, "digits")


def _from_all_scores(scores_of, digits, n_more, window, chosen):
    """The new digit is the largest of ten numbers that are made of the scores of all places."""
    for _ in range(n_more):
        digits = behind(digits, chosen(scores_of(digits[:, -window:])).argmax(axis=1))
    return digits


@exercise.wrong
class Mistakes:
    def at_the_first_place(scores_of, digits, n_more, window):
        """The new digit is taken from the scores at the *first* place: that's what the network
        expects behind the first digit. What comes behind the list, it says at the last one."""
        for _ in range(n_more):
            digits = behind(digits, scores_of(digits[:, -window:])[:, 0].argmax(axis=1))
        return digits

    def no_window(scores_of, digits, n_more, window):
        """Right as long as a list fits into the window. Behind that the network must not get the
        whole list, only the last `window` digits."""
        for _ in range(n_more):
            digits = behind(digits, scores_of(digits)[:, -1].argmax(axis=1))
        return digits

    def the_first_window(scores_of, digits, n_more, window):
        """The network sees the *first* digits of a list, `[:, :window]`, so when the window is
        full, it always sees the same. Give it the last ones."""
        for _ in range(n_more):
            digits = behind(digits, scores_of(digits[:, :window])[:, -1].argmax(axis=1))
        return digits

    def window_without_the_last(scores_of, digits, n_more, window):
        """The window ends one digit too early: the last digit is what the network should go on
        from. `-window:` has nothing behind the colon."""
        for _ in range(n_more):
            seen = digits[:, -window - 1 : -1]
            digits = behind(digits, scores_of(seen)[:, -1].argmax(axis=1))
        return digits

    def a_window_of_one_less(scores_of, digits, n_more, window):
        """The window is too short or too long by one digit. `digits[:, -window:]` are exactly
        `window` of them."""
        for _ in range(n_more):
            seen = digits[:, -max(window - 1, 1) :]
            digits = behind(digits, scores_of(seen)[:, -1].argmax(axis=1))
        return digits

    def a_window_of_one_more(scores_of, digits, n_more, window):
        for _ in range(n_more):
            seen = digits[:, -(window + 1) :]
            digits = behind(digits, scores_of(seen)[:, -1].argmax(axis=1))
        return digits

    def a_window_counted_from_its_end(scores_of, digits, n_more, window):
        for _ in range(n_more):
            seen = digits[:, -window + 1 :]
            digits = behind(digits, scores_of(seen)[:, -1].argmax(axis=1))
        return digits

    def a_window_with_a_start(scores_of, digits, n_more, window):
        for _ in range(n_more):
            seen = digits[:, max(digits.shape[1] - window + 1, 0) :]
            digits = behind(digits, scores_of(seen)[:, -1].argmax(axis=1))
        return digits

    a_window_of_one_less = spelled(
        a_window_of_one_less,
        a_window_of_one_more,
        a_window_counted_from_its_end,
        a_window_with_a_start,
    )
    del a_window_of_one_more, a_window_counted_from_its_end, a_window_with_a_start

    def cut_once(scores_of, digits, n_more, window):
        """What the network sees is cut to the window once, before the loop, and grows with each
        new digit. Take the last `window` digits anew in every round."""
        seen = digits[:, -window:]
        for _ in range(n_more):
            new = scores_of(seen)[:, -1].argmax(axis=1)
            seen, digits = behind(seen, new), behind(digits, new)
        return digits

    def the_last_digit_alone(scores_of, digits, n_more, window):
        """The network sees nothing but the last digit of each list. It predicts from all that
        stands in its window, so give it the last `window` digits."""
        for _ in range(n_more):
            digits = behind(digits, scores_of(digits[:, -1:])[:, -1].argmax(axis=1))
        return digits

    def the_windows_last_place(scores_of, digits, n_more, window):
        """The new digit is taken from place `window - 1`, which is the last one only when the
        window is full. A shorter list has fewer places, and then your code raises an IndexError:
        the last place is `-1`, however many there are."""
        for _ in range(n_more):
            scores = scores_of(digits[:, -window:])
            digits = behind(digits, scores[:, window - 1].argmax(axis=1))
        return digits

    def the_window_alone(scores_of, digits, n_more, window):
        """The list itself has been cut to the window, so what stood before is lost. Cut only what
        the network sees."""
        for _ in range(n_more):
            digits = digits[:, -window:]
            digits = behind(digits, scores_of(digits)[:, -1].argmax(axis=1))
        return digits

    def in_floats(scores_of, digits, n_more, window):
        """These are the right digits, but as floats, and an embedding's table takes no float as an
        index. What `np.zeros` makes holds floats, unless it gets a `dtype`."""
        return writing.go_on(scores_of, digits, n_more, window).astype(float)

    def never_read_again(scores_of, digits, n_more, window):
        """The same digit is written again and again: what has been written isn't put behind the
        list *before* the network predicts again."""
        new = scores_of(digits[:, -window:])[:, -1].argmax(axis=1)
        return np.concatenate([digits, np.repeat(new[:, np.newaxis], n_more, axis=1)], axis=1)

    def one_too_few(scores_of, digits, n_more, window):
        """There's one digit too few or too many. The loop has n_more rounds."""
        return writing.go_on(scores_of, digits, max(n_more - 1, 0), window)

    def one_too_many(scores_of, digits, n_more, window):
        return writing.go_on(scores_of, digits, n_more + 1, window)

    one_too_few = spelled(one_too_few, one_too_many)
    del one_too_many

    def up_to_n_more(scores_of, digits, n_more, window):
        """The lists end when they have n_more digits in all. They should get n_more *new* ones."""
        return writing.go_on(scores_of, digits, max(n_more - digits.shape[1], 0), window)

    def the_smallest(scores_of, digits, n_more, window):
        """It's the digit with the *smallest* score that is written. `argmax`, not `argmin`."""
        for _ in range(n_more):
            digits = behind(digits, scores_of(digits[:, -window:])[:, -1].argmin(axis=1))
        return digits

    def put_in_front(scores_of, digits, n_more, window):
        """The new digit is put in front of the list. It belongs behind it."""
        for _ in range(n_more):
            new = scores_of(digits[:, -window:])[:, -1].argmax(axis=1)
            digits = np.concatenate([new[:, np.newaxis], digits], axis=1)
        return digits

    def the_first_lists_digit(scores_of, digits, n_more, window):
        """All lists get the digit of the first one. Every list has scores of its own, so `argmax`
        needs its `axis`."""
        for _ in range(n_more):
            new = scores_of(digits[:, -window:])[0, -1].argmax()
            digits = behind(digits, np.full(len(digits), new))
        return digits

    def all_places_written(scores_of, digits, n_more, window):
        """What is predicted at *every* place is put behind the list. Only the last place's digit
        isn't there yet."""
        for _ in range(n_more):
            new = scores_of(digits[:, -window:]).argmax(axis=2)
            digits = np.concatenate([digits, new], axis=1)
        return digits

    def all_places_until_it_is_enough(scores_of, digits, n_more, window):
        n = digits.shape[1] + n_more
        while digits.shape[1] < n:
            new = scores_of(digits[:, -window:]).argmax(axis=2)
            digits = np.concatenate([digits, new], axis=1)
        return digits[:, :n]

    all_places_written = spelled(all_places_written, all_places_until_it_is_enough)
    del all_places_until_it_is_enough

    def over_the_places(scores_of, digits, n_more, window):
        """`argmax` runs over the places and not over the ten scores. Take the last place first,
        and then the largest of its ten scores."""
        for _ in range(n_more):
            new = scores_of(digits[:, -window:]).argmax(axis=1)[:, -1]
            digits = behind(digits, new)
        return digits

    def all_in_one_round(scores_of, digits, n_more, window):
        """All new digits come out of a single round, from the last `n_more` places. These places
        say what follows digits that are there already. Only the last one is new, so go round again
        for each further digit."""
        new = scores_of(digits[:, -window:]).argmax(axis=2)[:, -n_more:]
        return np.concatenate([digits, new], axis=1)

    def at_the_last_but_one(scores_of, digits, n_more, window):
        """The new digit is what the network expects *in place of* the last digit: it's taken from
        the last place but one, or the network doesn't see the last digit, as a slice that ends at
        -1 leaves that out. What comes behind the list, it says at the last place of all."""
        for _ in range(n_more):
            digits = behind(digits, scores_of(digits[:, -window:])[:, -2].argmax(axis=1))
        return digits

    at_the_last_but_one = spelled(
        at_the_last_but_one,
        lambda scores_of, digits, n_more, window: _from_all_scores(
            scores_of, digits, n_more, window, lambda scores: scores[:, -2:][:, 0]
        ),
    )

    def over_all_places(scores_of, digits, n_more, window):
        """The scores of all places are thrown together. Each place has a prediction of its own, and
        only the last place's is about what comes behind the list."""
        return _from_all_scores(
            scores_of, digits, n_more, window, lambda scores: scores.mean(axis=1)
        )

    over_all_places = spelled(
        over_all_places,
        lambda scores_of, digits, n_more, window: _from_all_scores(
            scores_of, digits, n_more, window, lambda scores: scores.max(axis=1)
        ),
    )

    def filled_up_with_zeros(scores_of, digits, n_more, window):
        """Right once the window is full. Before, zeros have been put in front of the list, and to
        the network a 0 is a digit like any other. It takes a shorter list as it is."""
        for _ in range(n_more):
            seen = digits[:, -window:]
            zeros = np.zeros((len(seen), window - seen.shape[1]), dtype=int)
            seen = np.concatenate([zeros, seen], axis=1)
            digits = behind(digits, scores_of(seen)[:, -1].argmax(axis=1))
        return digits


exercise.wrong(Slips)


@exercise.right
class Variants:
    def room_before(scores_of, digits, n_more, window):
        """All places are made before the loop, and filled one after the other. Then nothing is
        copied, but one has to count where the window begins."""
        N, n = digits.shape
        written = np.zeros((N, n + n_more), dtype=int)
        written[:, :n] = digits
        for i in range(n, n + n_more):
            scores = scores_of(written[:, max(0, i - window) : i])
            written[:, i] = scores[:, -1].argmax(axis=1)
        return written

    def stacked(scores_of, digits, n_more, window):
        for _ in range(n_more):
            best = scores_of(digits[:, -window:])[:, -1].argmax(axis=-1)
            digits = np.column_stack([digits, best])
        return digits
