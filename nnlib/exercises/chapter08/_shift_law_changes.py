"""Wrong answers to "How far from the law?" that measure another change than the largest."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter08._shift_law_mistakes import changes_of


def _if_finite(changes, value):
    return value if np.isfinite(changes).all() else np.inf


def _otherwise(sentence, how):
    """The answer with another number where all is finite."""

    def otherwise(log_softmax, z, shifts):
        changes = changes_of(log_softmax, z, shifts)
        return _if_finite(changes, how(changes))

    otherwise.__doc__ = sentence
    return otherwise


SIGNED = """The changes keep their signs, so a log-probability that falls goes unseen. Take absolute
values first."""
AVERAGED = """The changes are averaged or added up. A law holds everywhere or not at all: take the
largest change."""
RELATIVE = """The change is divided by the log-probability. Wanted is the change itself."""
SQUARED = """The changes are squared, which makes small ones far smaller. Absolute values lose the
sign as well, and keep the size."""
SMALLEST = """The smallest change counts, so a shift or a class for which the law holds makes up for
all the others. Wanted is the largest."""


def _against(sentence, how):
    """The answer with changes that are set against what they are changes of."""

    def against(log_softmax, z, shifts):
        before = log_softmax(z)
        found = [
            how(np.abs(log_softmax(z + c) - before), before, log_softmax(z + c)) for c in shifts
        ]
        return _if_finite(changes_of(log_softmax, z, shifts), np.max(np.abs(found)))

    against.__doc__ = sentence
    return against


class Changes:
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

    def _all_from_the_first(log_softmax, z, shifts):
        changes = changes_of(log_softmax, z, np.cumsum(shifts))
        return _if_finite(changes, np.max(np.abs(changes)))

    shift_upon_shift = spelled(shift_upon_shift, _all_from_the_first)
    del _all_from_the_first

    def shifted_in_place(log_softmax, z, shifts):
        """`z += c` changes the caller's scores, so that each shift starts from where the last one
        has led. `z + c` is a new array."""
        before, largest = log_softmax(z).copy(), 0.0
        for c in shifts:
            z += c
            change = np.abs(log_softmax(z) - before)
            if not np.isfinite(change).all():
                return np.inf
            largest = max(largest, change.max())
        return largest

    def a_table_of_scores(log_softmax, z, shifts):
        """`log_softmax` gets a table with a row for each shift, and it takes one row of scores,
        (K,). Ask it once for each shift."""
        changes = log_softmax(z + shifts[:, np.newaxis]) - log_softmax(z)
        return _if_finite(changes, np.max(np.abs(changes)))

    def all_shifts_at_once(log_softmax, z, shifts):
        """`z + shifts` adds the first shift to the first score, the second to the second. The law
        adds *one* number to all the scores: take the shifts one after the other."""
        changes = log_softmax(z + shifts) - log_softmax(z)
        return _if_finite(changes, np.max(np.abs(changes)))

    def compared_with_the_shift_before(log_softmax, z, shifts):
        """Each shift is compared with the one before it. What two shifts have in common goes unseen
        that way, and the change from one to the other counts instead: compare each with the scores
        as they came, without a shift."""
        log_p = np.array([log_softmax(z + c) for c in (0.0, *shifts)])
        return _if_finite(log_p, np.max(np.abs(np.diff(log_p, axis=0))))

    def largest_against_largest(log_softmax, z, shifts):
        """The largest log-probability with a shift is compared with the largest without one. The
        others may change while it stays: compare entry with entry first."""
        log_p = np.array([log_softmax(z + c).max() for c in (0.0, *shifts)])
        if not np.isfinite(changes_of(log_softmax, z, shifts)).all():
            return np.inf
        return np.max(np.abs(log_p - log_p[0]))

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
        _otherwise(AVERAGED, lambda changes: np.sum(np.abs(changes).max(axis=1))),
        _otherwise(AVERAGED, np.linalg.norm),
        _otherwise(AVERAGED, lambda changes: np.linalg.norm(changes, axis=1).max()),
        _otherwise(AVERAGED, lambda changes: np.sqrt(np.mean(changes**2))),
        _otherwise(AVERAGED, lambda changes: np.max(np.abs(changes.mean(axis=1)))),
        _otherwise(AVERAGED, lambda changes: np.max(np.abs(changes.mean(axis=0)))),
        _otherwise(AVERAGED, np.mean),
        _otherwise(AVERAGED, np.sum),
    )

    def only_the_last_shift(log_softmax, z, shifts):
        """Only the last of the shifts counts. The law has to hold for each of them: keep the
        largest change of all."""
        changes = changes_of(log_softmax, z, shifts)[-1]
        return _if_finite(changes, np.max(np.abs(changes)))

    only_the_last_shift = spelled(
        only_the_last_shift,
        lambda log_softmax, z, shifts: _if_finite(
            changes_of(log_softmax, z, shifts),
            np.max(np.abs(changes_of(log_softmax, z, shifts)[-1])),
        ),
    )

    def only_the_first_shift(log_softmax, z, shifts):
        """Only the first of the shifts is tried. Is there a `return` inside the loop?"""
        changes = changes_of(log_softmax, z, shifts)[0]
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

    def _another_score_each_time(log_softmax, z, shifts):
        units = np.resize(np.eye(len(z)), (len(shifts), len(z)))
        moved = [log_softmax(z + c * unit) for c, unit in zip(shifts, units, strict=True)]
        changes = np.array(moved) - log_softmax(z)
        return _if_finite(changes, np.max(np.abs(changes)))

    one_score_moved = spelled(one_score_moved, _another_score_each_time)
    del _another_score_each_time

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
        """Probabilities are compared, not their logarithms. A change of 1e-9 is nothing to a
        probability, and to the logarithm of one that is 1e-9 it is a lot; and where a logarithm is
        minus infinity the probability is a harmless 0."""
        changes = np.array([np.exp(log_softmax(z + c)) - np.exp(log_softmax(z)) for c in shifts])
        return _if_finite(changes, np.max(np.abs(changes)))

    def _if_logarithms_are_finite(log_softmax, z, shifts):
        changes = np.array([np.exp(log_softmax(z + c)) - np.exp(log_softmax(z)) for c in shifts])
        return _if_finite(changes_of(log_softmax, z, shifts), np.max(np.abs(changes)))

    probabilities_compared = spelled(probabilities_compared, _if_logarithms_are_finite)
    del _if_logarithms_are_finite

    def a_number_for_each_shift(log_softmax, z, shifts):
        """A number for each shift comes back. Wanted is one: the largest."""
        changes = np.abs(changes_of(log_softmax, z, shifts)).max(axis=1)
        return np.where(np.isfinite(changes), changes, np.inf)

    a_number_for_each_shift = spelled(
        a_number_for_each_shift,
        lambda log_softmax, z, shifts: _if_finite(
            changes_of(log_softmax, z, shifts),
            np.abs(changes_of(log_softmax, z, shifts)).max(axis=1),
        ),
        lambda log_softmax, z, shifts: np.abs(changes_of(log_softmax, z, shifts)).max(axis=1),
    )

    def a_verdict(log_softmax, z, shifts):
        """A verdict comes back, true or false. Wanted is a number: how far the law is from
        holding."""
        return bool(np.max(np.abs(changes_of(log_softmax, z, shifts))) < 1e-6)

    def shifts_compared_with_each_other(log_softmax, z, shifts):
        """Shifts are compared with each other. A change is one against the scores as they came,
        without a shift: compare each with those, and with nothing else."""
        log_p = np.array([log_softmax(z + c) for c in shifts])
        return _if_finite(log_p, np.max(np.abs(log_p - log_p[0])))

    def _also_without_a_shift(log_softmax, z, shifts):
        log_p = np.array([log_softmax(z + c) for c in shifts])
        return _if_finite(changes_of(log_softmax, z, shifts), np.max(np.abs(log_p - log_p[0])))

    def _neighbours(log_softmax, z, shifts):
        log_p = np.array([log_softmax(z + c) for c in shifts])
        return _if_finite(log_p, np.max(np.abs(np.diff(log_p, axis=0)), initial=0.0))

    def _neighbours_if_any(log_softmax, z, shifts):
        log_p = np.array([log_softmax(z + c) for c in shifts])
        return np.max(np.abs(np.diff(log_p, axis=0))) if np.isfinite(log_p).all() else np.inf

    def _between_the_extremes(log_softmax, z, shifts):
        log_p = np.array([log_softmax(z + c) for c in (0.0, *shifts)])
        return _if_finite(log_p, np.max(np.ptp(log_p, axis=0)))

    def _between_the_extremes_of_the_shifts(log_softmax, z, shifts):
        log_p = np.array([log_softmax(z + c) for c in shifts])
        return _if_finite(log_p, np.max(np.ptp(log_p, axis=0)))

    shifts_compared_with_each_other = spelled(
        shifts_compared_with_each_other,
        _also_without_a_shift,
        _neighbours,
        _neighbours_if_any,
        _between_the_extremes,
        _between_the_extremes_of_the_shifts,
    )
    del _also_without_a_shift, _neighbours, _neighbours_if_any
    del _between_the_extremes, _between_the_extremes_of_the_shifts

    def zero_whatever_comes(log_softmax, z, shifts):
        """The result is 0 for functions that break the law, too. Measure the one that is handed in,
        not the library's, with each shift against without."""
        return 0.0

    zero_whatever_comes = spelled(
        zero_whatever_comes,
        lambda log_softmax, z, shifts: _if_finite(changes_of(log_softmax, z, shifts), 0.0),
    )

    relative = (
        _against(RELATIVE, lambda change, before, after: change / before),
        _against(RELATIVE, lambda change, before, after: change / after),
        _against(RELATIVE, lambda change, before, after: change / np.abs(before).max()),
    )
    squared = _otherwise(SQUARED, lambda changes: np.max(changes**2))
    smallest = (
        _otherwise(SMALLEST, lambda changes: np.min(np.abs(changes))),
        _otherwise(SMALLEST, lambda changes: np.abs(changes).max(axis=1).min()),
        _otherwise(SMALLEST, lambda changes: np.abs(changes).max(axis=0).min()),
    )

    def first_shift_left_out(log_softmax, z, shifts):
        """One of the shifts is never tried, the first or the last. Does the loop go over all of
        them?"""
        changes = changes_of(log_softmax, z, shifts)[1:]
        return _if_finite(changes, np.max(np.abs(changes), initial=0.0))

    def _last_shift_left_out(log_softmax, z, shifts):
        changes = changes_of(log_softmax, z, shifts)[:-1]
        return _if_finite(changes, np.max(np.abs(changes), initial=0.0))

    first_shift_left_out = spelled(
        first_shift_left_out,
        _last_shift_left_out,
        lambda log_softmax, z, shifts: np.max(np.abs(changes_of(log_softmax, z, shifts[1:]))),
    )
    del _last_shift_left_out

    def shifts_subtracted(log_softmax, z, shifts):
        """The numbers are subtracted from the scores. They should be *added*."""
        changes = np.array([log_softmax(z - c) - log_softmax(z) for c in shifts])
        return _if_finite(changes, np.max(np.abs(changes)))
