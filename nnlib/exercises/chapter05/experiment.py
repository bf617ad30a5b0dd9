"""Which networks to train so that two changes can be told apart: a 2×2, and a frozen control."""

import numpy as np

from nnlib.by_hand import training
from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter05._experiment_faults import FAULTS, fault
from nnlib.judge.exercise import Case, Exercise

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
        "np.array([(1, 1), (16, 1), (1, 1 / 256), (16, 1 / 256), (1, 0)]) -> "
        "[(1, 1), (16, 1), (1, 1 / 256), (16, 1 / 256), (1, 0)]": "the list that is asked for",
    },
    why="""Two changes, each made or not, give four networks, and the one with none of them must be
trained too: without it there is nothing to compare with. With all four, each change can be seen
twice, once without and once with the other. In the fifth the hidden weights can't move, because
their rate is multiplied by 0, and all the rest is as published.""",
)


def _first_fault(answer):
    """The number of the first thing that is wrong with the list, 0 if nothing is."""
    found = answer()
    return None if found is None else FAULTS.index(fault(found))


@exercise.cases
def _(rng):
    said = "These networks don't decide it yet. Which question does one of them leave open?"
    yield Case("your networks", {}, _first_fault, "experiment()", otherwise=said, numbers=False)


def _without(*places):
    """The five networks without some of them."""
    return lambda: [pair for i, pair in enumerate(training.experiment()) if i not in places]


@exercise.wrong
class Mistakes:
    def not_a_list():
        """What comes back is no list. Wanted is a list of pairs: one pair of numbers, in round
        brackets, for each network."""
        return {1: 1, 16: 1 / 256}

    def changes_for_networks():
        """The list holds single numbers. Wanted are networks: a *pair* of numbers for each, in a
        list."""
        return [1, 16, 1 / 256, 0]

    def columns_for_pairs():
        """One list holds all divisors and another all factors. Wanted are networks: a *pair* for
        each, with its own divisor and its own factor."""
        return [1, 16, 1, 16, 1], [1, 1, 1 / 256, 1 / 256, 0]

    def no_pairs():
        """Something in the list is no pair of numbers. Each network is a pair: by what its hidden
        weights are divided at the start, and the factor at their learning rate."""
        return [(*pair, 1) for pair in training.experiment()]

    def infinite():
        """One of the numbers isn't finite, so that network can't be trained. What multiplies a rate
        so that nothing moves?"""
        return [*training.experiment()[:4], (1, np.inf)]

    def too_many():
        """These are more than eight networks. Five of them answer what is asked, and each costs
        time."""
        return [(divisor, factor) for divisor in (1, 4, 16) for factor in (1, 1 / 16, 1 / 256, 0)]

    def frozen_by_the_start():
        """A start can't be divided by 0. Frozen weights are weights whose *rate* is 0."""
        return [*training.experiment()[:4], (0, 1)]

    def divided_by_nothing():
        """`divisor` is what the start is *divided* by, so it has to be above 0. A start that is
        divided by 1 stays as it is."""
        return [(0, 1), (16, 1), (0, 1 / 256), (16, 1 / 256), (0, 0)]

    def uphill():
        """The factor multiplies the learning rate. Below 0 the hidden weights would go uphill."""
        return [(1, 1), (16, 1), (1, -256), (16, -256), (1, 0)]

    def exchanged():
        """In each pair the two numbers have changed places: first what the start is divided by,
        then the factor at the rate."""
        return [pair[::-1] for pair in training.experiment()]

    def rates_for_factors():
        """The rate is changed in every one of these networks. The second number is no rate but a
        *factor* that multiplies it: with 1 the rate stays as published."""
        return [(1, 0.01), (16, 0.01), (1, 0.01 / 256), (16, 0.01 / 256), (1, 0)]

    def starts_for_divisors():
        """The start is changed in every one of these networks. The first number is what the start
        is *divided* by: with 1 it stays as published."""
        return [(16, 1), (256, 1), (16, 1 / 256), (16, 0)]

    def faster_for_slower():
        """With a factor above 1 the hidden weights learn *faster*. The factor multiplies their
        rate, so for a slower one it has to be below 1."""
        return [(1, 1), (16, 1), (1, 256), (16, 256), (1, 0)]

    def larger_for_smaller():
        """With a divisor below 1 the start becomes *larger*: `divisor` is what it is divided by."""
        return [(1, 1), (1 / 16, 1), (1, 1 / 256), (1 / 16, 1 / 256), (1, 0)]

    def each_others_number():
        """The start is divided by 256 here, and the rate by 16. Which of the two does exercise 5.8
        divide once, and which twice?"""
        return [(1, 1), (256, 1), (1, 1 / 16), (256, 1 / 16), (1, 0)]

    def rate_divided_once():
        """The rate is divided by 16. In exercise 5.8 it's divided twice: once for the longer
        gradient, and once because the weights are smaller."""
        return [(1, 1), (16, 1), (1, 1 / 16), (16, 1 / 16), (1, 0)]

    def divided_without_a_rest():
        """Where the rate should be slower it's 0 here, so these hidden weights don't learn at all.
        (`1 // 256` drops what is behind the point: divide with `/`.)"""
        return [(1, 1), (16, 1), (1, 1 // 256), (16, 1 // 256), (1, 0)]

    def without_the_published():
        """The published network itself isn't among them: divisor 1, factor 1. Without it there's
        nothing to compare the others with, since only the one start was published."""
        return training.experiment()[1:]

    def neither_change():
        """No network has just the start of exercise 5.8, or just its rate, or both. By what is each
        of the two divided there?"""
        return [(1, 1), (2, 1), (1, 0.5), (2, 0.5), (1, 0)]

    def both_only():
        """Here both changes are made at once, so nobody can tell which of them it was. That's the
        trouble with dividing the pixels."""
        return [(1, 1), (16, 1 / 256)]

    def without_the_smaller_start():
        """No network has the start of exercise 5.8 and nothing else changed. What do you divide the
        start by, and what leaves the rate as it is?"""
        return [pair for i, pair in enumerate(training.experiment()) if i != 1]

    def without_the_slower_rate():
        """No network has the rate of exercise 5.8 and nothing else changed. By which factor is the
        rate multiplied there, and what leaves the start as it is?"""
        return [pair for i, pair in enumerate(training.experiment()) if i != 2]

    def one_change_at_a_time():
        """Each change alone is there, and both together aren't. That's what dividing the pixels
        does, so without it you can't tell whether the two explain it."""
        return [pair for i, pair in enumerate(training.experiment()) if i != 3]

    one_change_at_a_time = spelled(one_change_at_a_time, _without(3, 4))

    def frozen_and_small():
        """The frozen network has the smaller start as well. Then two things are changed at once,
        and the story is about the *published* start."""
        return [*training.experiment()[:4], (16, 0)]

    def nearly_frozen():
        """One network's hidden weights learn so slowly that they're nearly frozen, and still they
        move. The story says that they stay as they were drawn: which factor makes sure of it?"""
        return [*training.experiment()[:4], (1, 0.001)]

    def nothing_frozen():
        """The four networks of the two changes are there. What's missing is the test of the story:
        a network whose hidden weights *can't* move."""
        return training.experiment()[:4]


@exercise.right
class Variants:
    def in_two_loops():
        """Two loops make all combinations of the changes, made or not. The frozen network stands
        apart, because it tests another sentence of the story."""
        found = [(divisor, factor) for divisor in (1, 16) for factor in (1, 1 / 256)]
        return [*found, (1, 0)]

    def with_curiosity():
        return [(1, 1), (1, 0), (4, 1), (16, 1), (64, 1), (1, 1 / 256), (16, 1 / 256.0)]

    def in_an_array():
        return np.array([(1, 1), (16, 1), (1, 1 / 256), (16, 1 / 256), (1, 0)])
