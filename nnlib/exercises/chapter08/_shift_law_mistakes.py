"""Wrong answers to "How far from the law?"."""

import numpy as np

from nnlib.exercises._helpers import spelled


def _changes(log_softmax, z, shifts):
    return np.array([log_softmax(z + c) - log_softmax(z) for c in shifts])


def _finite(changes, otherwise=None):
    """The finite ones; if there is none, this number in their place."""
    found = changes[np.isfinite(changes)]
    return found if len(found) or otherwise is None else otherwise


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


def _largest(changes):
    """As a loop finds it, with Python's `max` over the shifts: NaN is passed over."""
    return max([0.0, *(np.abs(change).max() for change in changes)])


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
        lambda log_softmax, z, shifts: np.nanmax(
            np.abs(_changes(log_softmax, z, shifts)), initial=0.0
        ),
        lambda log_softmax, z, shifts: np.max(
            np.nan_to_num(np.abs(_changes(log_softmax, z, shifts)), posinf=np.inf)
        ),
        lambda log_softmax, z, shifts: (
            np.inf
            if np.isnan(_changes(log_softmax, z, shifts)).all()
            else np.nanmax(np.abs(_changes(log_softmax, z, shifts)))
        ),
    )

    def the_first_stays(log_softmax, z, shifts):
        """Right while all numbers are finite. Python's `max` keeps NaN if it comes first and passes
        it over if it comes later, because every comparison with NaN is false; and NaN as a result
        is no verdict, for the same reason. Ask first whether all numbers are finite."""
        return max(np.abs(log_softmax(z + c) - log_softmax(z)).max() for c in shifts)

    the_first_stays = spelled(
        the_first_stays,
        lambda log_softmax, z, shifts: max(
            c for row in np.abs(_changes(log_softmax, z, shifts)) for c in row
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

    def only_nan(log_softmax, z, shifts):
        """You ask the log-probabilities for NaN, and minus infinity isn't NaN, but no finite
        number either. `np.isfinite` is false for both."""
        after = np.array([log_softmax(z + c) for c in shifts])
        if np.isnan(log_softmax(z)).any() or np.isnan(after).any():
            return np.inf
        return _largest(after - log_softmax(z))

    only_nan = spelled(
        only_nan,
        lambda log_softmax, z, shifts: (
            np.inf
            if any(np.isnan(log_softmax(z + c)).any() for c in (0.0, *shifts))
            else np.max(np.abs(_changes(log_softmax, z, shifts)))
        ),
        lambda log_softmax, z, shifts: (
            np.inf
            if any(np.isnan(log_softmax(z + c)).any() for c in shifts)
            else _largest(_changes(log_softmax, z, shifts))
        ),
    )

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

    def _all_from_the_first(log_softmax, z, shifts):
        changes = _changes(log_softmax, z, np.cumsum(shifts))
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
        if not np.isfinite(_changes(log_softmax, z, shifts)).all():
            return np.inf
        return np.max(np.abs(log_p - log_p[0]))

    def nan_passed_over(log_softmax, z, shifts):
        """What isn't finite is passed over, and it's just there that the law is broken. A single
        number that isn't finite should make the result infinite."""
        changes = _changes(log_softmax, z, shifts)
        finite = [row for row in np.abs(changes) if np.isfinite(row).all()]
        return np.max(finite)

    nan_passed_over = spelled(
        nan_passed_over,
        lambda log_softmax, z, shifts: max(
            row.max() for row in np.abs(_changes(log_softmax, z, shifts)) if np.isfinite(row).all()
        ),
        lambda log_softmax, z, shifts: np.max(_finite(np.abs(_changes(log_softmax, z, shifts)))),
        lambda log_softmax, z, shifts: np.max(
            _finite(np.abs(_changes(log_softmax, z, shifts)), np.inf)
        ),
    )

    def infinity_made_finite(log_softmax, z, shifts):
        """`np.nan_to_num` makes a very large, finite number of infinity, and 0 of NaN if you don't
        say otherwise. Ask with `np.isfinite` and say `np.inf`."""
        changes = np.abs(_changes(log_softmax, z, shifts))
        return np.nan_to_num(changes, nan=np.inf).max()

    infinity_made_finite = spelled(
        infinity_made_finite,
        lambda log_softmax, z, shifts: np.nan_to_num(
            np.abs(_changes(log_softmax, z, shifts))
        ).max(),
    )

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

    any_for_all = spelled(
        any_for_all,
        lambda log_softmax, z, shifts: (
            _largest(_changes(log_softmax, z, shifts))
            if all(np.isfinite(log_softmax(z + c)).any() for c in (0.0, *shifts))
            else np.inf
        ),
        lambda log_softmax, z, shifts: (
            _largest(_changes(log_softmax, z, shifts))
            if np.isfinite(_changes(log_softmax, z, shifts)).any(axis=1).all()
            else np.inf
        ),
    )

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

    only_the_last_shift = spelled(
        only_the_last_shift,
        lambda log_softmax, z, shifts: _if_finite(
            _changes(log_softmax, z, shifts),
            np.max(np.abs(_changes(log_softmax, z, shifts)[-1])),
        ),
    )

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
        return _if_finite(_changes(log_softmax, z, shifts), np.max(np.abs(changes)))

    probabilities_compared = spelled(probabilities_compared, _if_logarithms_are_finite)
    del _if_logarithms_are_finite

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
