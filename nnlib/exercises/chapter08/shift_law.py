"""A law of log-softmax: one number added to all scores changes nothing."""

import numpy as np

from nnlib.by_hand import laws
from nnlib.exercises.chapter08._shift_law_changes import Changes
from nnlib.exercises.chapter08._shift_law_mistakes import NotFinite
from nnlib.functions.activations import log_softmax
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="08-shift-law",
    title="How far from the law?",
    minutes=12,
    difficulty=3,
    points=3,
    reference=laws.shift_law,
    hints=(
        "First write it for numbers that behave: for each shift the largest absolute change, and "
        "of those the largest.",
        "Then try what your function says where the log-probabilities become infinite or NaN. "
        "Infinity minus infinity is NaN, and `max(0.0, np.nan)` is 0.0: Python asks whether NaN is "
        "larger, and that is never true.",
        "`np.isfinite` says of each entry whether it is a proper number. Ask it about everything "
        "that you have computed, before you look for the largest, and return `np.inf` if a single "
        "entry is not.",
    ),
    why="""Comparisons with NaN are false, whichever way round, so NaN slips through every check
that asks *is it too large?* and through Python's `max`. That's why the question has to be asked the
other way: are these finite numbers at all? Only then is it worth asking how large they are.""",
    promises={
        "a law that holds": lambda case: case.label == "as it should be",
        "a law that is broken a little": lambda case: case.label == "temperature",
        "infinite log-probabilities": lambda case: case.label.startswith("overflow"),
        "infinite without a shift": lambda case: case.label == "a probability of 0",
        "NaN without a shift": lambda case: case.label == "NaN without a shift",
        "a single shift": lambda case: len(case.args["shifts"]) == 1,
        "a shift that comes first": lambda case: case.args["shifts"][0] == 2000,
        "a shift that comes last": lambda case: case.args["shifts"][-1] == 2000,
        "NaN in one place alone": lambda case: case.label == "NaN for one class",
        "NaN in the first place": lambda case: case.label == "NaN for one class at once",
        "changes of both signs": lambda case: case.label == "up and down",
    },
    survivors={
        "log_softmax(z + c) - before -> before - log_softmax(z + c)": (
            "it is under an absolute value"
        ),
        "after - before -> before - after": "it is under an absolute value",
        "table - log_softmax(z) -> log_softmax(z) - table": "it is under an absolute value",
        "max(largest, np.max(np.abs(after - before))) -> "
        "max(np.max(np.abs(after - before)), largest)": "both are finite there",
        "0.0 -> -1.0": "there is at least one shift, whose change is 0 or more",
        "largest < np.inf -> largest <= np.inf": "infinity comes out of it all the same",
        "np.array([log_softmax(z + c) for c in shifts]) -> [log_softmax(z + c) for c in shifts]": (
            "the subtraction makes an array of the list"
        ),
    },
    distractors=(
        "changes = [log_softmax(z + c) - before for c in shifts]",
        "return np.mean(changes)",
    ),
)


def _right(answer, z, shifts):
    return answer(log_softmax, z, shifts)


def _naive(answer, z, shifts):
    return answer(lambda z: z - np.log(np.exp(z).sum()), z, shifts)


def _by_softmax(answer, z, shifts):
    return answer(lambda z: np.log(np.exp(z) / np.exp(z).sum()), z, shifts)


def _temperature(answer, z, shifts):
    """A bug that grows with the scores."""
    return answer(lambda z: log_softmax(z / (1 + np.abs(z).mean())), z, shifts)


def _falls(answer, z, shifts):
    return answer(lambda z: log_softmax(z) - np.abs(z.sum()) / 8, z, shifts)


def _up_and_down(answer, z, shifts):
    """One log-probability rises with a shift that is above 0, and falls with one below."""

    def found(z):
        log_p = log_softmax(z)
        log_p[0] += z.mean() / 4
        return log_p

    return answer(found, z, shifts)


def _no_chance(answer, z, shifts):
    """The last class has a probability of 0, whatever comes."""

    def found(z):
        log_p = log_softmax(z)
        log_p[-1] = -np.inf
        return log_p

    return answer(found, z, shifts)


def _one_class(answer, z, shifts):
    """The law is broken a little, and for one class beyond all bounds."""

    def found(z):
        log_p = log_softmax(z / (1 + np.abs(z).mean()))
        log_p[0] = np.nan if np.abs(z).max() > 500 else log_p[0]
        return log_p

    return answer(found, z, shifts)


@exercise.cases
def _(rng):
    def draw(*shifts):
        return {"z": rng.normal(size=3).round(1), "shifts": np.array(shifts, float)}

    after = "shift_law(log_softmax, z, shifts)"
    whole = {"z": np.array([2.0, 1.0, 0.0]), "shifts": np.array([10.0, 1000.0])}
    high = {"z": np.array([2002.0, 2001.0, 2000.0]), "shifts": np.array([-2000.0, -2001.0])}
    for label, use, args in [
        ("scores of 2, 1 and 0", _right, whole),
        ("as it should be", _right, draw(10, -700, 1000)),
        ("temperature", _temperature, {**whole, "shifts": np.array([2.0, -3.0, 1.0])}),
        ("lower with every shift", _falls, draw(4, -30, -7)),
        ("up and down", _up_and_down, {**whole, "shifts": np.array([2.0, -2.0, 1.0])}),
        ("overflow, the last shift", _naive, draw(10, 2000)),
        ("overflow, the first shift", _naive, draw(2000, 10)),
        ("overflow below", _naive, draw(-2000, 1)),
        ("overflow of a quotient", _by_softmax, draw(1, 2000, 3)),
        ("a probability of 0", _no_chance, draw(1, 2)),
        ("NaN for one class", _one_class, draw(1, 1000, 2)),
        ("NaN for one class at once", _one_class, draw(1000, 2)),
        ("NaN without a shift", _by_softmax, high),
        ("one shift", _temperature, draw(5)),
    ]:
        yield Case(label, args, use, after)


exercise.wrong(NotFinite)
exercise.wrong(Changes)


@exercise.right
class Variants:
    def shift_by_shift(log_softmax, z, shifts):
        """A loop can stop at the first number that isn't finite, because nothing that comes later
        can make up for it."""
        before, largest = log_softmax(z), 0.0
        for c in shifts:
            after = log_softmax(z + c)
            if not np.all(np.isfinite(after)) or not np.all(np.isfinite(before)):
                return np.inf
            largest = max(largest, np.max(np.abs(after - before)))
        return largest

    def turned_round(log_softmax, z, shifts):
        """The question is asked the other way round: *is it below infinity?* is false for NaN as
        well, so a single comparison catches both."""
        table = np.array([log_softmax(z + c) for c in shifts])
        largest = np.abs(table - log_softmax(z)).max()
        return largest if largest < np.inf else np.inf
