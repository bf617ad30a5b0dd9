"""A law of optimizers: under a gradient that stays the same, how long is each step?"""

import numpy as np

from nnlib.by_hand import laws
from nnlib.exercises._helpers import spelled
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="08-step-lengths",
    title="How long is a step?",
    minutes=6,
    difficulty=2,
    points=2,
    reference=laws.step_lengths,
    hints=(
        "A step has a length if you know where it began and where it ended. So keep the place "
        "before you ask for the next one.",
        "In a loop ask `step` for the next place, with a gradient of 1, append how far "
        "that is, and go on from there.",
        "The length is an absolute value: `abs` of the difference. The list becomes an array at "
        "the end, and it has n_steps numbers.",
    ),
    why="""An optimizer may remember: momentum keeps a velocity, Adam two means. So it has to be
asked for one step after the other, each from where the last one has ended, and only once for each
step. The gradient stays 1, because then we know what the lengths should be, and whatever else they
are is the optimizer's own doing.""",
    promises={
        "one step": lambda case: case.args["n_steps"] == 1,
        "several steps": lambda case: case.args["n_steps"] > 2,
        "steps that depend on the place": lambda case: case.label.startswith("weight decay"),
        "an optimizer that remembers": lambda case: case.label.startswith("momentum"),
        "steps uphill": lambda case: case.label.startswith("uphill"),
        "a place that is a number": lambda case: case.label.startswith("looked up"),
        "steps that depend on the gradient": lambda case: case.label.startswith("squared"),
        "a step of length 0": lambda case: case.label == "one step stands still",
    },
    survivors={
        "moved - w -> w - moved": "it is under an absolute value",
        "w - before -> before - w": "it is under an absolute value",
    },
    distractors=("    lengths.append(moved - w)", "    w += moved"),
)


def _plain(answer, n_steps, rate):
    return answer(lambda w, dw: w - rate * dw, n_steps)


def _momentum(answer, n_steps, rate):
    kept = {"v": 0.0}

    def step(w, dw):
        kept["v"] = 0.5 * kept["v"] - rate * dw
        return w + kept["v"]

    return answer(step, n_steps)


def _decay(answer, n_steps, rate):
    return answer(lambda w, dw: w - rate * (dw + w), n_steps)


def _uphill(answer, n_steps, rate):
    return answer(lambda w, dw: w + rate * dw, n_steps)


def _back_and_forth(answer, n_steps, rate):
    kept = {"rate": rate}

    def step(w, dw):
        kept["rate"] *= -2
        return w + kept["rate"] * dw

    return answer(step, n_steps)


def _looked_up(answer, n_steps, rate):
    """At the first place it steps twice as far; the place is looked up, as a number can be."""
    rates = {0.0: 2 * rate}
    return answer(lambda w, dw: w - rates.get(w, rate) * dw, n_steps)


def _squared(answer, n_steps, rate):
    return answer(lambda w, dw: w - rate * (dw + dw**2 + dw**3), n_steps)


def _stands_still_once(answer, n_steps, rate):
    rates = iter([rate, 0.0, *[2 * rate] * 100])
    return answer(lambda w, dw: w - next(rates) * dw, n_steps)


@exercise.cases
def _(rng):
    rate = float(rng.integers(1, 8)) / 8
    for label, use, n_steps in [
        ("plain steps", _plain, 4),
        ("one step", _plain, 1),
        ("momentum", _momentum, 4),
        ("weight decay", _decay, 5),
        ("uphill", _uphill, 3),
        ("squared gradients", _squared, 2),
        ("back and forth", _back_and_forth, 4),
        ("looked up in a table", _looked_up, 3),
        ("one step stands still", _stands_still_once, 4),
    ]:
        args = {"n_steps": n_steps, "rate": rate}
        yield Case(label, args, use, "step_lengths(step, n_steps)")


def _from(start):
    def another_start(step, n_steps):
        places = [start]
        for _ in range(n_steps):
            places.append(step(places[-1], 1.0))
        return np.abs(np.diff(places))

    another_start.__doc__ = """The walk doesn't begin at 0. Where steps depend on the place, as with
    weight decay, other lengths come out."""
    return another_start


def _places(step, n_steps, dw=1.0):
    places = [0.0]
    for _ in range(n_steps):
        places.append(step(places[-1], dw))
    return np.array(places)


def _under(dw):
    def another_gradient(step, n_steps):
        return np.abs(np.diff(_places(step, n_steps, dw)))

    another_gradient.__doc__ = """The gradient isn't 1. The law is asked for a gradient of 1 in
    every step."""
    return another_gradient


@exercise.wrong
class Mistakes:
    def always_from_zero(step, n_steps):
        """Every step begins at 0. Each should begin where the one before has ended."""
        return np.array([abs(step(0.0, 1.0)) for _ in range(n_steps)])

    def with_their_signs(step, n_steps):
        """The lengths have a sign. A length is never below 0: take the absolute value."""
        return np.diff(_places(step, n_steps))

    with_their_signs = spelled(
        with_their_signs, lambda step, n_steps: -np.diff(_places(step, n_steps))
    )

    def places(step, n_steps):
        """These are the places, or how far they are from the start. Wanted is how far each *step*
        goes: from the place before it."""
        return _places(step, n_steps)[1:]

    places = spelled(
        places,
        lambda step, n_steps: np.abs(_places(step, n_steps)[1:]),
        lambda step, n_steps: _places(step, n_steps)[:-1],
    )

    def one_number(step, n_steps):
        """A single number comes back, a sum or a mean. Each step has a length of its own."""
        return np.sum(np.abs(np.diff(_places(step, n_steps))))

    one_number = spelled(
        one_number, lambda step, n_steps: np.mean(np.abs(np.diff(_places(step, n_steps))))
    )

    def the_start_too(step, n_steps):
        """There is one number too many: n_steps steps have n_steps + 1 places between them."""
        return np.abs(_places(step, n_steps))

    the_start_too = spelled(
        the_start_too, lambda step, n_steps: np.abs(np.diff(_places(step, n_steps + 1)))
    )

    def one_step_short(step, n_steps):
        """There is one number too few: take n_steps steps."""
        return np.abs(np.diff(_places(step, n_steps)))[:-1]

    one_step_short = spelled(
        one_step_short, lambda step, n_steps: np.abs(np.diff(_places(step, n_steps)))[1:]
    )

    def asked_twice(step, n_steps):
        """`step` is asked twice for each step, once for the length and once for the place. What
        remembers has then gone two steps. Ask once, and keep the answer."""
        w, lengths = 0.0, []
        for _ in range(n_steps):
            lengths.append(abs(step(w, 1.0) - w))
            w = step(w, 1.0)
        return np.array(lengths)

    def all_zero(step, n_steps):
        """Every length is 0. Hand in a gradient of 1, and keep the place before the step until you
        have taken the difference."""
        return np.zeros(n_steps)

    def the_place_in_an_array(step, n_steps):
        """The place is handed over in an array, and `step` takes a number: it may look the place up
        in a table, or change it where it lies. Begin with 0.0."""
        w, lengths = np.array(0.0), []
        for _ in range(n_steps):
            moved = np.array(step(w, 1.0))
            lengths.append(abs(moved - w))
            w = moved
        return np.array(lengths)

    def only_the_first(step, n_steps):
        """Only the first length comes back. Is there a `return` inside the loop?"""
        return np.array([abs(step(0.0, 1.0))])

    def place_added(step, n_steps):
        """`step` returns the new *place*. It replaces the old one; here it's added to it."""
        w, lengths = 0.0, []
        for _ in range(n_steps):
            moved = step(w, 1.0)
            lengths.append(abs(moved - w))
            w += moved
        return np.array(lengths)

    def on_from_the_length(step, n_steps):
        """Only the first length is sure to be right. After that the length is handed to `step`,
        which takes the *place*: keep the two apart."""
        w, lengths = 0.0, []
        for _ in range(n_steps):
            w = abs(step(w, 1.0) - w)
            lengths.append(w)
        return np.array(lengths)

    def farther_from_zero(step, n_steps):
        """This is how much farther from 0 each step leads. A step back has a length as well: take
        the absolute value of the difference, not the difference of absolute values."""
        return np.diff(np.abs(_places(step, n_steps)))

    farther_from_zero = spelled(
        farther_from_zero,
        lambda step, n_steps: np.abs(np.diff(np.abs(_places(step, n_steps)))),
    )

    def gradient_that_changes(step, n_steps):
        """The gradient changes from step to step. The law is about a gradient that is 1 all the
        time."""
        places = [0.0]
        for k in range(n_steps):
            places.append(step(places[-1], k + 1.0))
        return np.abs(np.diff(places))

    def _fed_back(step, n_steps):
        w, dw, lengths = 0.0, 1.0, []
        for _ in range(n_steps):
            moved = step(w, dw)
            dw = moved - w
            lengths.append(abs(dw))
            w = moved
        return np.array(lengths)

    gradient_that_changes = spelled(gradient_that_changes, _fed_back)
    del _fed_back

    def arguments_exchanged(step, n_steps):
        """Place and gradient are exchanged: `step` takes the place first."""
        w, lengths = 0.0, []
        for _ in range(n_steps):
            moved = step(1.0, w)
            lengths.append(abs(moved - w))
            w = moved
        return np.array(lengths)

    def only_the_last(step, n_steps):
        """Only the last length comes back. Each step has one."""
        return np.abs(np.diff(_places(step, n_steps)))[-1]

    def all_the_way(step, n_steps):
        """The lengths are added up: how far all steps go together. Each step has its own."""
        return np.cumsum(np.abs(np.diff(_places(step, n_steps))))

    def a_list(step, n_steps):
        """A list comes back, and an array is wanted: `np.array` makes one of it."""
        return list(np.abs(np.diff(_places(step, n_steps))))

    def squared_lengths(step, n_steps):
        """The lengths are squared."""
        return np.diff(_places(step, n_steps)) ** 2

    def in_first_steps(step, n_steps):
        """The lengths are counted in first steps, so the first is always 1. Wanted are the
        lengths themselves."""
        lengths = np.abs(np.diff(_places(step, n_steps)))
        return lengths / lengths[0]

    def one_step_before_the_first(step, n_steps):
        """One step is taken before the measuring begins, so the first length is missing. The walk
        begins at 0, and the first call of `step` gives the first length."""
        places = [step(0.0, 1.0)]
        for _ in range(n_steps):
            places.append(step(places[-1], 1.0))
        return np.abs(np.diff(places))

    def one_direction_counts(step, n_steps):
        """Steps in one of the two directions count as 0. However a step goes, it has a length: take
        the absolute value of what you cut off at 0."""
        return np.maximum(np.diff(_places(step, n_steps)), 0)

    one_direction_counts = spelled(
        one_direction_counts,
        lambda step, n_steps: np.maximum(-np.diff(_places(step, n_steps)), 0),
    )

    def begun_again_for_each(step, n_steps):
        """For each length the walk begins again at 0, and `step` is called far too often. What
        remembers doesn't forget in between: walk once, and keep a length at every step."""
        return np.array([np.abs(np.diff(_places(step, n + 1)))[-1] for n in range(n_steps)])

    def stops_where_it_stands(step, n_steps):
        """The loop ends as soon as a step has a length of 0. The next one may move again, and
        `n_steps` lengths are wanted in any case."""
        w, lengths = 0.0, []
        for _ in range(n_steps):
            moved = step(w, 1.0)
            lengths.append(abs(moved - w))
            if moved == w:
                break
            w = moved
        return np.array(lengths)

    def zeros_left_out(step, n_steps):
        """Steps of length 0 are left out. A step that goes nowhere is one of the `n_steps`, and its
        length is 0."""
        lengths = np.abs(np.diff(_places(step, n_steps)))
        return lengths[lengths > 0]

    another_start = tuple(map(_from, (1.0, -1.0, 5.0, 10.0, 0.5)))
    another_gradient = tuple(map(_under, (-1.0, 0.5, 2.0, 0.1, 10.0)))


@exercise.right
class Variants:
    def by_differences(step, n_steps):
        """All places are kept, and `np.diff` takes the difference of neighbours at the end. It
        reads well, and keeps a list that the loop doesn't need."""
        places = [0.0]
        for _ in range(n_steps):
            places.append(step(places[-1], 1.0))
        return np.abs(np.diff(places))

    def into_zeros(step, n_steps):
        """The array is made first and filled step by step. Without a list, the number of steps has
        to be known, as it is here."""
        w, lengths = 0.0, np.zeros(n_steps)
        for k in range(n_steps):
            before = w
            w = step(w, 1.0)
            lengths[k] = np.abs(w - before)
        return lengths
