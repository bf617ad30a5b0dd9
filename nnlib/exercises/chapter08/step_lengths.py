"""A law of optimizers: under a gradient that stays the same, how long is each step?"""

import numpy as np

from nnlib.by_hand import laws
from nnlib.exercises.chapter08._step_lengths_mistakes import Mistakes
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


exercise.wrong(Mistakes)


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
