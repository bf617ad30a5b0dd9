"""A law of log-softmax: one number added to all scores changes nothing."""

import numpy as np

from nnlib.by_hand import laws
from nnlib.exercises._helpers import spelled
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


def _no_chance(answer, z, shifts):
    """The last class has a probability of 0, whatever comes."""

    def found(z):
        log_p = log_softmax(z)
        log_p[-1] = -np.inf
        return log_p

    return answer(found, z, shifts)


def _one_class(answer, z, shifts):
    def found(z):
        log_p = log_softmax(z)
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
        ("temperature", _temperature, draw(2, -3, 1)),
        ("lower with every shift", _falls, draw(4, -30, 7)),
        ("overflow, the last shift", _naive, draw(10, 2000)),
        ("overflow, the first shift", _naive, draw(2000, 10)),
        ("overflow below", _naive, draw(-2000, 1)),
        ("overflow of a quotient", _by_softmax, draw(1, 2000, 3)),
        ("a probability of 0", _no_chance, draw(1, 2)),
        ("NaN for one class", _one_class, draw(1, 1000, 2)),
        ("NaN without a shift", _by_softmax, high),
        ("one shift", _temperature, draw(5)),
    ]:
        yield Case(label, args, use, after)


def _changes(log_softmax, z, shifts):
    return np.array([log_softmax(z + c) - log_softmax(z) for c in shifts])


def _if_finite(changes, value):
    return value if np.isfinite(changes).all() else np.inf


def _otherwise(sentence, how):
    """The answer with another number where all is finite."""

    def otherwise(log_softmax, z, shifts):
        changes = _changes(log_softmax, z, shifts)
        return _if_finite(changes, how(changes))

    otherwise.__doc__ = sentence
    return otherwise


def _a_large_number(number):
    def large_number_returned(log_softmax, z, shifts):
        """Where something isn't finite you return a large number. A tolerance can be larger; the
        docstring says infinity."""
        changes = _changes(log_softmax, z, shifts)
        return np.max(np.abs(changes)) if np.isfinite(changes).all() else number

    return large_number_returned


SIGNED = """The changes keep their signs, so a log-probability that falls goes unseen. Take absolute
values first."""
AVERAGED = """The changes are averaged or added up. A law holds everywhere or not at all: take the
largest change."""


@exercise.wrong
class Mistakes:
    def pythons_max(log_softmax, z, shifts):
        """Right while all numbers are finite, but NaN is passed over. `max(largest, nan)` in
        Python is `largest`, because every comparison with NaN is false, and `np.nanmax` leaves it
        out on purpose. Ask first whether all numbers are finite."""
        largest = 0.0
        for c in shifts:
            for change in np.abs(log_softmax(z + c) - log_softmax(z)):
                largest = max(largest, change)
        return largest

    def nan_comes_out(log_softmax, z, shifts):
        """Right while all numbers are finite; otherwise NaN comes out. That isn't larger than any
        tolerance, so `error > tolerance` would never be true: say infinity."""
        return np.max(np.abs(_changes(log_softmax, z, shifts)))

    pythons_max = spelled(
        pythons_max,
        lambda log_softmax, z, shifts: max(
            np.abs(log_softmax(z + c) - log_softmax(z)).max() for c in shifts
        ),
        lambda log_softmax, z, shifts: max(
            c for row in np.abs(_changes(log_softmax, z, shifts)) for c in row
        ),
        lambda log_softmax, z, shifts: np.nanmax(
            np.abs(_changes(log_softmax, z, shifts)), initial=0.0
        ),
        lambda log_softmax, z, shifts: np.max(
            np.nan_to_num(np.abs(_changes(log_softmax, z, shifts)), posinf=np.inf)
        ),
    )

    def only_infinity(log_softmax, z, shifts):
        """You ask for infinity, and NaN isn't infinite: infinity minus infinity is NaN, and some
        code gives NaN at once. `np.isfinite` is false for both."""
        largest = 0.0
        for c in shifts:
            after = log_softmax(z + c)
            if np.isinf(after).any():
                return np.inf
            largest = max(largest, np.abs(after - log_softmax(z)).max())
        return largest

    def only_shifted_ones_asked(log_softmax, z, shifts):
        """You ask of the log-probabilities *with* a shift whether they're finite. Without one they
        may not be either, and then every change is NaN: ask about both, or about the changes."""
        largest = 0.0
        for c in shifts:
            after = log_softmax(z + c)
            if not np.isfinite(after).all():
                return np.inf
            largest = np.maximum(largest, np.abs(after - log_softmax(z)).max())
        return largest

    only_shifted_ones_asked = spelled(
        only_shifted_ones_asked,
        lambda log_softmax, z, shifts: (
            max([0.0, *(np.abs(log_softmax(z + c) - log_softmax(z)).max() for c in shifts)])
            if all(np.isfinite(log_softmax(z + c)).all() for c in shifts)
            else np.inf
        ),
    )

    def only_the_unshifted_asked(log_softmax, z, shifts):
        """You ask of the log-probabilities *without* a shift whether they're finite. It's with one
        that most code fails: ask about both, or about the changes."""
        if not np.isfinite(log_softmax(z)).all():
            return np.inf
        return np.max(np.abs(_changes(log_softmax, z, shifts)))

    only_the_unshifted_asked = spelled(
        only_the_unshifted_asked,
        lambda log_softmax, z, shifts: (
            max([0.0, *(np.abs(log_softmax(z + c) - log_softmax(z)).max() for c in shifts)])
            if np.isfinite(log_softmax(z)).all()
            else np.inf
        ),
    )

    def shift_upon_shift(log_softmax, z, shifts):
        """Each shift is added to scores that are shifted already. Every shift starts from z."""
        largest = 0.0
        for c in shifts:
            moved = z + c
            change = np.abs(log_softmax(moved) - log_softmax(z))
            z = moved
            if not np.isfinite(change).all():
                return np.inf
            largest = max(largest, change.max())
        return largest

    def nan_passed_over(log_softmax, z, shifts):
        """Shifts after which something isn't finite are passed over, the very ones that break the
        law. They should make it infinite."""
        changes = _changes(log_softmax, z, shifts)
        finite = [row for row in np.abs(changes) if np.isfinite(row).all()]
        return np.max(finite)

    nan_passed_over = spelled(
        nan_passed_over,
        lambda log_softmax, z, shifts: max(
            row.max() for row in np.abs(_changes(log_softmax, z, shifts)) if np.isfinite(row).all()
        ),
    )

    def infinity_made_finite(log_softmax, z, shifts):
        """`np.nan_to_num` makes a very large, finite number of infinity too. Ask with `np.isfinite`
        and say `np.inf`."""
        changes = np.abs(_changes(log_softmax, z, shifts))
        return np.nan_to_num(changes, nan=np.inf).max()

    def nan_returned(log_softmax, z, shifts):
        """Where something isn't finite you return NaN. It isn't larger than any tolerance, so
        `error > tolerance` would never be true: say infinity."""
        changes = _changes(log_softmax, z, shifts)
        return np.max(np.abs(changes)) if np.isfinite(changes).all() else np.nan

    large_number_returned = tuple(map(_a_large_number, (1e6, 1e9, 1e10, 1e100, 1e300)))

    def any_for_all(log_softmax, z, shifts):
        """It's infinity only if *nothing* is finite. One entry that isn't breaks the law: ask
        whether all of them are."""
        changes = _changes(log_softmax, z, shifts)
        return np.max(np.abs(changes)) if np.isfinite(changes).any() else np.inf

    signed = (
        _otherwise(SIGNED, np.max),
        _otherwise(SIGNED, lambda changes: abs(np.max(changes))),
    )
    averaged = (
        _otherwise(AVERAGED, lambda changes: np.mean(np.abs(changes))),
        _otherwise(AVERAGED, lambda changes: np.sum(np.abs(changes))),
        _otherwise(AVERAGED, lambda changes: np.max(np.abs(changes).mean(axis=1))),
        _otherwise(AVERAGED, lambda changes: np.max(np.abs(changes).sum(axis=1))),
        _otherwise(AVERAGED, lambda changes: np.mean(np.abs(changes).max(axis=1))),
    )

    def only_the_last_shift(log_softmax, z, shifts):
        """Only the last of the shifts counts. The law has to hold for each of them: keep the
        largest change of all."""
        changes = _changes(log_softmax, z, shifts)[-1]
        return _if_finite(changes, np.max(np.abs(changes)))

    def only_the_first_shift(log_softmax, z, shifts):
        """Only the first of the shifts is tried. Is there a `return` inside the loop?"""
        changes = _changes(log_softmax, z, shifts)[0]
        return _if_finite(changes, np.max(np.abs(changes)))

    def compared_with_the_scores(log_softmax, z, shifts):
        """The log-probabilities are compared with the scores. Compare those with a shift and those
        without one."""
        changes = np.array([log_softmax(z + c) - z for c in shifts])
        return _if_finite(changes, np.max(np.abs(changes)))

    def one_score_moved(log_softmax, z, shifts):
        """Only one score is moved. The law speaks of one number that is added to *all* of them."""
        unit = np.eye(len(z))[0]
        changes = np.array([log_softmax(z + c * unit) - log_softmax(z) for c in shifts])
        return _if_finite(changes, np.max(np.abs(changes)))

    def shift_not_taken_off(log_softmax, z, shifts):
        """The shift is subtracted from the log-probabilities. They should not change at all when
        it is added to the scores."""
        changes = np.array([log_softmax(z + c) - c - log_softmax(z) for c in shifts])
        return _if_finite(changes, np.max(np.abs(changes)))

    def scores_multiplied(log_softmax, z, shifts):
        """The scores are multiplied by the numbers. They should be *added*."""
        changes = np.array([log_softmax(z * c) - log_softmax(z) for c in shifts])
        return _if_finite(changes, np.max(np.abs(changes)))

    def probabilities_compared(log_softmax, z, shifts):
        """Probabilities are compared, not their logarithms. Where a logarithm is minus infinity
        the probability is a harmless 0."""
        changes = np.array([np.exp(log_softmax(z + c)) - np.exp(log_softmax(z)) for c in shifts])
        return _if_finite(changes, np.max(np.abs(changes)))

    def a_number_for_each_shift(log_softmax, z, shifts):
        """A number for each shift comes back. Wanted is one: the largest."""
        changes = np.abs(_changes(log_softmax, z, shifts)).max(axis=1)
        return np.where(np.isfinite(changes), changes, np.inf)

    def a_verdict(log_softmax, z, shifts):
        """A verdict comes back, true or false. Wanted is a number: how far the law is from
        holding."""
        return bool(np.max(np.abs(_changes(log_softmax, z, shifts))) < 1e-6)

    def nan_is_zero(log_softmax, z, shifts):
        """Where something isn't finite the answer is 0, which says that the law holds. It should
        be infinity."""
        changes = _changes(log_softmax, z, shifts)
        return np.max(np.abs(changes)) if np.isfinite(changes).all() else 0.0


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
