"""Wrong answers to "How far from the law?" that take numbers for finite that are not."""

import numpy as np

from nnlib.exercises._helpers import spelled


def changes_of(log_softmax, z, shifts):
    return np.array([log_softmax(z + c) - log_softmax(z) for c in shifts])


def _finite(changes, otherwise=None):
    """The finite ones; if there is none, this number in their place."""
    found = changes[np.isfinite(changes)]
    return found if len(found) or otherwise is None else otherwise


def _a_large_number(number):
    def large_number_returned(log_softmax, z, shifts):
        """Where something isn't finite you return a large number. A tolerance can be larger; the
        docstring says infinity."""
        changes = changes_of(log_softmax, z, shifts)
        return np.max(np.abs(changes)) if np.isfinite(changes).all() else number

    return large_number_returned


def _largest(changes):
    """As a loop finds it, with Python's `max` over the shifts: NaN is passed over."""
    return max([0.0, *(np.abs(change).max() for change in changes)])


class NotFinite:
    def pythons_max(log_softmax, z, shifts):
        """Right while all numbers are finite, but NaN is passed over. `max(largest, nan)` in
        Python is `largest`, because every comparison with NaN is false, and `np.nanmax` leaves it
        out on purpose. Ask first whether all log-probabilities are finite."""
        largest = 0.0
        for c in shifts:
            for change in np.abs(log_softmax(z + c) - log_softmax(z)):
                largest = max(largest, change)
        return largest

    def nan_comes_out(log_softmax, z, shifts):
        """Right while all numbers are finite; otherwise NaN comes out. That isn't larger than any
        tolerance, so `error > tolerance` would never be true: say infinity."""
        return np.max(np.abs(changes_of(log_softmax, z, shifts)))

    pythons_max = spelled(
        pythons_max,
        lambda log_softmax, z, shifts: np.nanmax(
            np.abs(changes_of(log_softmax, z, shifts)), initial=0.0
        ),
        lambda log_softmax, z, shifts: np.max(
            np.nan_to_num(np.abs(changes_of(log_softmax, z, shifts)), posinf=np.inf)
        ),
        lambda log_softmax, z, shifts: (
            np.inf
            if np.isnan(changes_of(log_softmax, z, shifts)).all()
            else np.nanmax(np.abs(changes_of(log_softmax, z, shifts)))
        ),
        lambda log_softmax, z, shifts: np.nanmax(np.abs(changes_of(log_softmax, z, shifts))),
        lambda log_softmax, z, shifts: _largest(changes_of(log_softmax, z, shifts)),
    )

    def the_first_stays(log_softmax, z, shifts):
        """Right while all numbers are finite. Python's `max` keeps NaN if it comes first and passes
        it over if it comes later, because every comparison with NaN is false; and NaN as a result
        is no verdict, for the same reason. Ask first whether all numbers are finite."""
        return max(np.abs(log_softmax(z + c) - log_softmax(z)).max() for c in shifts)

    the_first_stays = spelled(
        the_first_stays,
        lambda log_softmax, z, shifts: max(
            c for row in np.abs(changes_of(log_softmax, z, shifts)) for c in row
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
            else np.max(np.abs(changes_of(log_softmax, z, shifts)))
        ),
        lambda log_softmax, z, shifts: (
            np.inf
            if any(np.isnan(log_softmax(z + c)).any() for c in shifts)
            else _largest(changes_of(log_softmax, z, shifts))
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
        return np.max(np.abs(changes_of(log_softmax, z, shifts)))

    only_the_unshifted_asked = spelled(
        only_the_unshifted_asked,
        lambda log_softmax, z, shifts: (
            max([0.0, *(np.abs(log_softmax(z + c) - log_softmax(z)).max() for c in shifts)])
            if np.isfinite(log_softmax(z)).all()
            else np.inf
        ),
        lambda log_softmax, z, shifts: (
            max(np.abs(change).max() for change in changes_of(log_softmax, z, shifts))
            if np.isfinite(log_softmax(z)).all()
            else np.inf
        ),
    )

    def nan_passed_over(log_softmax, z, shifts):
        """What isn't finite is passed over, and it's just there that the law is broken. A single
        number that isn't finite should make the result infinite."""
        changes = changes_of(log_softmax, z, shifts)
        finite = [row for row in np.abs(changes) if np.isfinite(row).all()]
        return np.max(finite)

    nan_passed_over = spelled(
        nan_passed_over,
        lambda log_softmax, z, shifts: max(
            row.max()
            for row in np.abs(changes_of(log_softmax, z, shifts))
            if np.isfinite(row).all()
        ),
        lambda log_softmax, z, shifts: np.max(_finite(np.abs(changes_of(log_softmax, z, shifts)))),
        lambda log_softmax, z, shifts: np.max(
            _finite(np.abs(changes_of(log_softmax, z, shifts)), np.inf)
        ),
        lambda log_softmax, z, shifts: max(
            [0.0]
            + [
                row.max()
                for row in np.abs(changes_of(log_softmax, z, shifts))
                if np.isfinite(row).all()
            ]
        ),
        lambda log_softmax, z, shifts: max(
            [0.0, *_finite(np.abs(changes_of(log_softmax, z, shifts)))]
        ),
    )

    def infinity_made_finite(log_softmax, z, shifts):
        """`np.nan_to_num` makes a very large, finite number of infinity, and 0 of NaN if you don't
        say otherwise. Ask with `np.isfinite` and say `np.inf`."""
        changes = np.abs(changes_of(log_softmax, z, shifts))
        return np.nan_to_num(changes, nan=np.inf).max()

    infinity_made_finite = spelled(
        infinity_made_finite,
        lambda log_softmax, z, shifts: np.nan_to_num(
            np.abs(changes_of(log_softmax, z, shifts))
        ).max(),
    )

    def nan_returned(log_softmax, z, shifts):
        """Where something isn't finite you return NaN. It isn't larger than any tolerance, so
        `error > tolerance` would never be true: say infinity."""
        changes = changes_of(log_softmax, z, shifts)
        return np.max(np.abs(changes)) if np.isfinite(changes).all() else np.nan

    large_number_returned = tuple(map(_a_large_number, (1e6, 1e9, 1e10, 1e100, 1e300)))

    def any_for_all(log_softmax, z, shifts):
        """It's infinity only if *nothing* is finite. One entry that isn't breaks the law: ask
        whether all of them are."""
        changes = changes_of(log_softmax, z, shifts)
        return np.max(np.abs(changes)) if np.isfinite(changes).any() else np.inf

    any_for_all = spelled(
        any_for_all,
        lambda log_softmax, z, shifts: (
            _largest(changes_of(log_softmax, z, shifts))
            if all(np.isfinite(log_softmax(z + c)).any() for c in (0.0, *shifts))
            else np.inf
        ),
        lambda log_softmax, z, shifts: (
            _largest(changes_of(log_softmax, z, shifts))
            if np.isfinite(changes_of(log_softmax, z, shifts)).any(axis=1).all()
            else np.inf
        ),
    )

    def nan_is_zero(log_softmax, z, shifts):
        """Where something isn't finite the answer is 0, which says that the law holds. It should
        be infinity."""
        changes = changes_of(log_softmax, z, shifts)
        return np.max(np.abs(changes)) if np.isfinite(changes).all() else 0.0
