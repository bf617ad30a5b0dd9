"""Which networks to train so that two changes can be told apart: a 2×2, and a frozen control."""

import numpy as np

from nnlib.by_hand import training
from nnlib.exercises._helpers import spelled
from nnlib.judge.exercise import Case, Exercise

MOST = 8

exercise = Exercise(
    id="05-experiment",
    title="Five networks that decide",
    minutes=10,
    difficulty=3,
    points=2,
    reference=training.experiment,
    hints=(
        "Exercise 5.8 has told you by what numbers dividing by 16 changes the start and the rate. "
        "Here the divisor divides the one, and the factor multiplies the other. What do the two "
        "numbers have to be for a network in which nothing is changed?",
        "There are two changes, and each is made or isn't. How many combinations is that? Each of "
        "them is one of the networks.",
        "The story says that the hidden weights stay as they were drawn. At which `factor` do they "
        "stay for certain, with the start as published?",
    ),
    survivors={
        **dict.fromkeys(["1 -> 2", "4 -> 5", "64 -> 65"], "a network beyond the five"),
        **dict.fromkeys(["256 -> 257", "256.0 -> 257.0"], "within one percent, as 0.0039 is"),
    },
    why="""Two changes, each made or not, give four networks, and the one with none of them must be
trained too: without it there is nothing to compare with. With all four, each change can be seen
twice, once without and once with the other. In the fifth the hidden weights can't move, because
their rate is multiplied by 0, and all the rest is as published.""",
)


def _pairs(answer):
    """What came back as a list of pairs of numbers, or an error that says what is wanted."""
    found = answer()
    if not isinstance(found, list | tuple):
        raise TypeError(f"a list of pairs is wanted, not a {type(found).__name__}")
    return [tuple(pair) if isinstance(pair, list | tuple) else (pair,) for pair in found]


def _numbers(pair):
    fit = [isinstance(n, int | float | np.number) and not isinstance(n, bool) for n in pair]
    return len(pair) == 2 and all(fit) and bool(np.all(np.isfinite(np.array(pair, float))))


def _no_pairs(answer):
    return sum(not _numbers(pair) for pair in _pairs(answer))


def _too_many(answer):
    return max(len(_pairs(answer)) - MOST, 0)


def _where(is_so):
    """How many of the pairs are so; what is no pair of numbers isn't counted."""

    def use(answer):
        return sum(bool(is_so(*pair)) for pair in _pairs(answer) if _numbers(pair))

    return use


def _holds(divisor, factor):
    """1 if this network is among them; else a number that tells one list from another."""

    def use(answer):
        found = [pair for pair in _pairs(answer) if _numbers(pair)]
        if any(np.allclose(pair, (divisor, factor), rtol=0.01, atol=0) for pair in found):
            return 1.0
        return 1 + sum(7 * first + 3 * abs(second) ** 0.5 + 5 for first, second in found)

    return use


NO_PAIR = (
    "Something in the list is no pair of numbers. Each network is a pair: by what its hidden "
    "weights are divided at the start, and the factor at their learning rate."
)
MANY = f"These are more than {MOST} networks. Five are enough for the questions that are asked."
DIVIDED_BY = "`divisor` is what the start is *divided* by, so it has to be above 0. Nothing is 1."
UPHILL = "The factor multiplies the learning rate. Below 0 the hidden weights would go uphill."
TESTS = [
    (
        (1, 1),
        "the published network",
        "One network is missing with which all others have to be compared. How do you write down "
        "that nothing is changed?",
    ),
    (
        (16, 1),
        "the smaller start alone",
        "No network has the start of exercise 5.8 and nothing else changed. What do you divide the "
        "start by, and what leaves the rate as it is?",
    ),
    (
        (1, 1 / 256),
        "the slower rate alone",
        "No network has the rate of exercise 5.8 and nothing else changed. By which factor is the "
        "rate multiplied there, and what leaves the start as it is?",
    ),
    (
        (16, 1 / 256),
        "both changes",
        "Both changes together are missing. That's what dividing the pixels by 16 does, so it "
        "shows whether the two explain it.",
    ),
    (
        (1, 0),
        "the frozen hidden weights",
        "Nothing shows yet whether the published network's hidden weights learn at all. The story "
        "says that it makes no difference to forbid it. Which factor forbids it?",
    ),
]


@exercise.cases
def _(rng):
    label = "your networks"
    yield Case(label, {}, _no_pairs, "what is no pair", otherwise=NO_PAIR, numbers=False)
    yield Case(label, {}, _too_many, "the networks too many", otherwise=MANY, numbers=False)
    start = _where(lambda divisor, factor: divisor <= 0)
    yield Case(label, {}, start, "starts that can't be", otherwise=DIVIDED_BY, numbers=False)
    rate = _where(lambda divisor, factor: factor < 0)
    yield Case(label, {}, rate, "rates that can't be", otherwise=UPHILL, numbers=False)
    for pair, what, sentence in TESTS:
        yield Case(label, {}, _holds(*pair), what, otherwise=sentence, numbers=False)


def _without(*places):
    """The five networks without some of them."""
    return lambda: [pair for i, pair in enumerate(training.experiment()) if i not in places]


def _with(first, second, frozen=0):
    """The same design with other numbers for the two changes."""
    return lambda: [(1, 1), (first, 1), (1, second), (first, second), (1, frozen)]


@exercise.wrong
class Mistakes:
    def without_the_published():
        """The published network itself isn't among them: divisor 1, factor 1. Without it there's
        nothing to compare the others with, since only the one start was published."""
        return training.experiment()[1:]

    def one_change_at_a_time():
        """Each change alone is there, and both together aren't. That's what dividing the pixels
        does, so without it you can't tell whether the two explain it."""
        return [pair for i, pair in enumerate(training.experiment()) if i != 3]

    one_change_at_a_time = spelled(one_change_at_a_time, _without(3, 4))

    def nothing_frozen():
        """The four networks of the two changes are there. What's missing is the test of the story:
        a network whose hidden weights *can't* move."""
        return training.experiment()[:4]

    def faster_for_slower():
        """With 256 the hidden weights learn 256 times *faster*. `factor` is the factor at their
        rate, so it has to be below 1."""
        return [(1, 1), (16, 1), (1, 256), (16, 256), (1, 0)]

    def larger_for_smaller():
        """With 1/16 the start becomes 16 times *larger*: `divisor` is what it is divided by."""
        return [(1, 1), (1 / 16, 1), (1, 1 / 256), (1 / 16, 1 / 256), (1, 0)]

    def rate_divided_once():
        """The rate is divided by 16. In exercise 5.8 it's divided twice: once for the longer
        gradient, and once because the weights are smaller."""
        return [(1, 1), (16, 1), (1, 1 / 16), (16, 1 / 16), (1, 0)]

    def divided_without_a_rest():
        """Where the rate should be slower it's 0 here, so these hidden weights don't learn at all.
        `1 // 256` drops what is behind the point: divide with `/`."""
        return [(1, 1), (16, 1), (1, 1 // 256), (16, 1 // 256), (1, 0)]

    def exchanged():
        """In each pair the two numbers have changed places: first what the start is divided by,
        then the factor at the rate."""
        return [pair[::-1] for pair in training.experiment()]

    def frozen_by_the_start():
        """A start can't be divided by 0. Frozen weights are weights whose *rate* is 0."""
        return [*training.experiment()[:4], (0, 1)]

    def frozen_and_small():
        """The frozen network has the smaller start as well. Then two things are changed at once,
        and the story is about the *published* start."""
        return [*training.experiment()[:4], (16, 0)]

    def both_only():
        """Here both changes are made at once, so nobody can tell which of them it was. That's the
        trouble with dividing the pixels."""
        return [(1, 1), (16, 1 / 256)]

    both_only = spelled(both_only, lambda: [(1, 1), (16, 1 / 256), (1, 0)])

    def changes_for_networks():
        """These are the numbers of the changes. Wanted are networks: a *pair* of numbers for each,
        in a list."""
        return [1, 16, 1 / 256, 0]

    changes_for_networks = spelled(changes_for_networks, lambda: (16, 1 / 256))

    def too_many():
        """These are more than eight networks. Five of them answer what is asked, and each costs
        time."""
        return [(divisor, factor) for divisor in (1, 4, 16) for factor in (1, 1 / 16, 1 / 256, 0)]


@exercise.right
class Variants:
    def in_two_loops():
        """Two loops make all combinations of the changes, made or not. The frozen network stands
        apart, because it tests another sentence of the story."""
        found = [(divisor, factor) for divisor in (1, 16) for factor in (1, 1 / 256)]
        return [*found, (1, 0)]

    def with_curiosity():
        return [(1, 1), (1, 0), (4, 1), (16, 1), (64, 1), (1, 1 / 256), (16, 1 / 256.0)]
