"""Wrong answers to "Repair the judge"."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.networks import gradient_check


def relative_errors(gradient, measured):
    """Compare two gradients, entry by entry.

    ``|gradient - measured|`` divided by the larger of the two, or by a thousandth of
    the largest measured entry where both are smaller (there the measurement itself is
    only noise).

    Parameters
    ----------
    gradient, measured : arrays of one shape

    Returns
    -------
    array of that shape
    """
    size = np.maximum(np.abs(gradient), np.abs(measured))
    floor = 1e-3 * np.max(np.abs(measured)) + 1e-300  # never divide by 0
    return np.abs(gradient - measured) / np.maximum(size, floor)


_errors = gradient_check.relative_errors


def _a_large_number(number):
    def large_number_for_nothing(gradient, measured):
        """Where only zeros were measured the error is some large number. A tolerance can be larger;
        the task asks for infinity."""
        if not np.any(measured):
            return np.full(np.shape(measured), number)
        return _errors(gradient, measured)

    return large_number_for_nothing


def _another_floor(factor):
    def another_floor(gradient, measured):
        """The floor is another than in the found code, so errors have changed where something was
        measured. Leave it as it was, a thousandth of the largest measured entry."""
        if not np.any(measured):
            return np.full(np.shape(measured), np.inf)
        size = np.maximum(np.abs(gradient), np.abs(measured))
        floor = factor * np.max(np.abs(measured)) + 1e-300
        return np.abs(gradient - measured) / np.maximum(size, floor)

    return another_floor


class Mistakes:
    def not_a_number(gradient, measured):
        """Zero against zero gives NaN now. A comparison with NaN is never true, so it would
        pass with `error > tolerance` and fail with `error <= tolerance`: say infinity, and mean
        it."""
        if np.any(measured) or np.any(gradient):
            return _errors(gradient, measured)
        return np.full(np.shape(measured), np.nan)

    def one_infinity(gradient, measured):
        """A single number comes back when only zeros were measured. Give each entry its own, in
        the shape of the gradient, as in all the other cases."""
        return _errors(gradient, measured) if np.any(measured) else np.inf

    def only_if_both_are_zero(gradient, measured):
        """Zeros against zeros are refused, but not a gradient that says something where only
        zeros were measured. There nothing was compared either."""
        if np.any(gradient) or np.any(measured):
            return relative_errors(gradient, measured)
        return np.full(np.shape(measured), np.inf)

    def asks_the_gradient(gradient, measured):
        """You ask whether the *gradient* is all zeros. A gradient of zeros is a plain mistake,
        with an error of 1, if something was measured. Ask about the measurement."""
        if not np.any(gradient):
            return np.full(np.shape(measured), np.inf)
        return relative_errors(gradient, measured)

    def every_zero_refused(gradient, measured):
        """A single entry that is 0 makes trouble now, although others were measured. One dead
        unit among living ones is no reason to refuse: ask whether *all* is 0."""
        return np.where(measured == 0, np.inf, relative_errors(gradient, measured))

    def all_for_any(gradient, measured):
        """The whole array is refused because some entry of the measurement is 0. It should be
        refused only if all of them are."""
        if np.all(measured):
            return relative_errors(gradient, measured)
        return np.full(np.shape(measured), np.inf)

    def one_for_nothing(gradient, measured):
        """Where only zeros were measured the error is 1 now. That fails against a small
        tolerance, but 1 also means that a gradient of 0 was wrong: infinity says that there was
        no comparison."""
        return _errors(gradient, measured) if np.any(measured) else np.ones(np.shape(measured))

    def zero_for_nothing(gradient, measured):
        """Where only zeros were measured the error is 0 now: that is what two equal gradients
        get, and every tolerance lets it pass."""
        return _errors(gradient, measured) if np.any(measured) else np.zeros(np.shape(measured))

    def asks_the_sum(gradient, measured):
        """A measurement of 1 and -1 is refused, because its *sum* is 0. Behind a softmax each
        row of the gradient sums to 0 and is none the worse for it: ask about the entries."""
        if np.sum(measured) == 0:
            return np.full(np.shape(measured), np.inf)
        return _errors(gradient, measured)

    def small_is_nothing(gradient, measured):
        """A gradient that is small everywhere is refused, although it was measured. Relative
        errors are there to compare small numbers too: only plain zeros are nothing."""
        if np.allclose(measured, 0):
            return np.full(np.shape(measured), np.inf)
        return _errors(gradient, measured)

    def negative_is_nothing(gradient, measured):
        """Negative numbers are taken for nothing: a measurement without an entry above 0, or
        above a small bound, is refused. The sign does not matter here."""
        if np.all(measured < 1e-7):
            return np.full(np.shape(measured), np.inf)
        return _errors(gradient, measured)

    def _none_above_zero(gradient, measured):
        if not np.any(measured > 0):
            return np.full(np.shape(measured), np.inf)
        return _errors(gradient, measured)

    negative_is_nothing = spelled(negative_is_nothing, _none_above_zero)
    del _none_above_zero

    def asks_the_largest(gradient, measured):
        """A measurement is refused if its largest entry is 0, even if others are negative. Look
        at the sizes, not at the signs."""
        if np.max(measured) == 0:
            return np.full(np.shape(measured), np.inf)
        return _errors(gradient, measured)

    def plain_differences(gradient, measured):
        """These are plain differences. A gradient that is small everywhere would always pass:
        divide by its size, as the found code does."""
        return np.abs(gradient - measured) if np.any(measured) else _errors(gradient, measured)

    def nan_for_nothing(gradient, measured):
        """Where only zeros were measured the error is NaN now. A comparison with NaN is never true,
        so it depends on how one asks whether it passes: say infinity, and mean it."""
        return (
            np.full(np.shape(measured), np.nan)
            if not np.any(measured)
            else _errors(gradient, measured)
        )

    def minus_infinity(gradient, measured):
        """Where only zeros were measured the error is minus infinity, which is below every
        tolerance and passes."""
        return (
            np.full(np.shape(measured), -np.inf)
            if not np.any(measured)
            else _errors(gradient, measured)
        )

    large_number_for_nothing = tuple(map(_a_large_number, (1e3, 1e6, 1e9, 1e10, 1e12, 1e300)))

    def very_small_is_nothing(gradient, measured):
        """A gradient that is very small everywhere is refused, although it was measured. Only plain
        zeros are nothing: ask for exactly 0."""
        if np.max(np.abs(measured)) < 1e-12:
            return np.full(np.shape(measured), np.inf)
        return _errors(gradient, measured)

    def asks_the_squares(gradient, measured):
        """You ask whether the squares, or the norm, are 0. The square of a very small number is too
        small for a float and becomes 0, although something was measured. Ask about the entries."""
        if np.sum(measured**2) == 0:
            return np.full(np.shape(measured), np.inf)
        return _errors(gradient, measured)

    def asks_both(gradient, measured):
        """A *gradient* of zeros is refused as well. It is a plain mistake, with an error of 1, if
        something was measured: ask about the measurement alone."""
        if np.any(gradient) and np.any(measured):
            return _errors(gradient, measured)
        return np.full(np.shape(measured), np.inf)

    def pairs_of_zeros_refused(gradient, measured):
        """Where both entries are 0 the error is infinite now, even if others were measured; and a
        gradient that says something is not refused where only zeros were measured. Ask whether
        *all* of the measurement is 0."""
        nothing = (np.asarray(gradient) == 0) & (np.asarray(measured) == 0)
        return np.where(nothing, np.inf, relative_errors(gradient, measured))

    def equal_is_refused(gradient, measured):
        """Two gradients that are equal are refused, right ones too. Equal is good, as long as
        something was measured."""
        if np.all(gradient == measured):
            return np.full(np.shape(measured), np.inf)
        return relative_errors(gradient, measured)

    def tiny_number_taken_out(gradient, measured):
        """The tiny number is gone, so zero against zero is 0 / 0 now, which is NaN, and passes or
        fails as one asks. Ask first whether anything was measured."""
        size = np.maximum(np.abs(gradient), np.abs(measured))
        return np.abs(gradient - measured) / np.maximum(size, 1e-3 * np.max(np.abs(measured)))

    def floor_taken_out(gradient, measured):
        """Where an entry is 0 in both, this is 0 / 0. The found code divides by a thousandth of the
        largest measured entry there: keep that."""
        if not np.any(measured):
            return np.full(np.shape(measured), np.inf)
        size = np.maximum(np.abs(gradient), np.abs(measured))
        return np.abs(gradient - measured) / size

    def nothing_below_the_size(gradient, measured):
        """Nothing keeps the divisor above 0 any more, so zero against zero is 0 / 0, which is NaN,
        even for a single entry. The found lines may stay as they are: before them, ask whether
        anything was measured."""
        size = np.maximum(np.abs(gradient), np.abs(measured))
        return np.abs(gradient - measured) / size

    def divided_by_the_measured(gradient, measured):
        """Only the measured entry divides now. The found code divides by the larger of the two, so
        that no error can be above 2, and by no less than a thousandth of the largest: keep that."""
        if not np.any(measured):
            return np.full(np.shape(measured), np.inf)
        return np.abs(gradient - measured) / np.abs(measured)

    def _with_the_floor(gradient, measured):
        if not np.any(measured):
            return np.full(np.shape(measured), np.inf)
        floor = 1e-3 * np.max(np.abs(measured)) + 1e-300
        return np.abs(gradient - measured) / np.maximum(np.abs(measured), floor)

    divided_by_the_measured = spelled(divided_by_the_measured, _with_the_floor)
    del _with_the_floor

    def columns_refused(gradient, measured):
        """A unit whose column is all zeros is refused, although others were measured. The task asks
        about the whole array."""
        errors = relative_errors(gradient, measured)
        return np.where(np.any(measured, axis=0), errors, np.inf)

    def one_infinity_a_row(gradient, measured):
        """The array of infinities has one axis only. It should have the gradient's own shape."""
        return (
            np.full(len(gradient), np.inf) if not np.any(measured) else _errors(gradient, measured)
        )

    def false_for_nothing(gradient, measured):
        """A single False comes back when only zeros were measured. Errors are numbers: an array of
        infinities is wanted."""
        return _errors(gradient, measured) if np.any(measured) else False

    def list_of_infinities(gradient, measured):
        """A list comes back when only zeros were measured. Make an array, of the gradient's
        shape."""
        return _errors(gradient, measured) if np.any(measured) else [np.inf] * len(gradient)

    def all_below_zero_is_nothing(gradient, measured):
        """A measurement of nothing but numbers below 0 counts as nothing. A slope may well be
        negative; nothing is measured only where every number is 0."""
        if np.max(measured) < 0 or not np.any(measured):
            return np.full(measured.shape, np.inf)
        return _errors(gradient, measured)

    def first_row_decides(gradient, measured):
        """Only the first row, or the first number, is asked. Zeros there are ordinary, a dead unit
        for example; nothing is measured only where *all* are 0."""
        if not np.any(measured[0]):
            return np.full(measured.shape, np.inf)
        return _errors(gradient, measured)

    def first_number_infinite(gradient, measured):
        """Only the first error is infinite where nothing was measured. None of the numbers was
        compared, so all of the errors are."""
        if np.any(measured):
            return _errors(gradient, measured)
        errors = 1.0 * (gradient != 0)
        errors.flat[0] = np.inf
        return errors

    def asked_the_wrong_way(gradient, measured):
        """The question is the wrong way round: real measurements are refused, and zeros pass.
        `np.any` is true where something was measured."""
        if np.any(measured):
            return np.full(measured.shape, np.inf)
        return 1.0 * (gradient != 0)

    def divided_by_zero_for_nothing(gradient, measured):
        """Zero divided by zero is NaN, not infinity. Where nothing was measured give the infinities
        yourself."""
        if not np.any(measured):
            return np.abs(gradient) / np.zeros(measured.shape)
        return _errors(gradient, measured)

    def no_floor_left(gradient, measured):
        """The floor is gone: where both numbers are tiny, noise counts as an error of 1. Leave the
        last line as it was; only the zeros needed a repair."""
        if not np.any(measured):
            return np.full(measured.shape, np.inf)
        size = np.maximum(np.abs(gradient), np.abs(measured))
        return np.abs(gradient - measured) / np.maximum(size, 1e-300)

    def infinities_written_into_the_gradient(gradient, measured):
        """The infinities were written into the caller's gradient. Make an array for them:
        `np.full(...)`."""
        if not np.any(measured):
            gradient[...] = np.inf
            return gradient
        return _errors(gradient, measured)

    def infinity_added(gradient, measured):
        """Infinity is *added* to the errors. NaN plus infinity is still NaN, so a gradient with NaN
        in it gets through where nothing was measured. Whatever stands in the gradient, the errors
        there are infinite."""
        errors = relative_errors(gradient, measured)
        return errors if np.any(measured) else errors + np.inf

    infinity_added = spelled(
        infinity_added,
        lambda gradient, measured: (
            np.where(np.isnan(gradient), np.nan, np.inf)
            if not np.any(measured)
            else _errors(gradient, measured)
        ),
    )

    def only_where_both_agree(gradient, measured):
        """Where only zeros were measured, the error is infinite for a gradient of 0 alone; any
        other entry keeps its error of 1, which a tolerance of 1 lets through. None of them was
        compared with anything."""
        errors = relative_errors(gradient, measured)
        return errors if np.any(measured) else np.where(errors == 0, np.inf, errors)

    def an_exception(gradient, measured):
        """Where nothing was measured an exception is raised, and whoever asked gets no errors at
        all. Return an array: each of its entries has to fail with any tolerance."""
        if not np.any(measured):
            raise ValueError("nothing was measured")
        return _errors(gradient, measured)

    another_floor = tuple(map(_another_floor, (0.1, 0.01, 1e-4, 1e-6)))

    def floor_of_both(gradient, measured):
        """The floor is a thousandth of the largest entry of *both* arrays now, so errors have
        changed where something was measured. Leave it as it was: only what was measured counts."""
        if not np.any(measured):
            return np.full(np.shape(measured), np.inf)
        size = np.maximum(np.abs(gradient), np.abs(measured))
        return np.abs(gradient - measured) / np.maximum(size, 1e-3 * np.max(size))
