"""Wrong answers to "Repair the judge" that say something else where nothing was measured."""

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


def _if_nothing(how):
    """The right answer but for what comes back where nothing was measured."""

    def if_nothing(gradient, measured):
        if np.any(measured):
            return _errors(gradient, measured)
        return how(gradient, relative_errors(gradient, measured))

    return if_nothing


def _a_number(number):
    return _if_nothing(lambda gradient, errors: np.full(errors.shape, number))


def _a_number_added(number):
    return _if_nothing(lambda gradient, errors: errors + number)


def _another_tiny_number(number):
    def another_tiny_number(gradient, measured):
        """A larger number in place of 1e-300 doesn't help: zero against zero is an error of 0 as
        before, and where all numbers are small, mistakes get small with them. Ask first whether
        anything was measured."""
        size = np.maximum(np.abs(gradient), np.abs(measured))
        floor = 1e-3 * np.max(np.abs(measured)) + number
        return np.abs(gradient - measured) / np.maximum(size, floor)

    return another_tiny_number


class NothingMeasured:
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

    def one_for_nothing(gradient, measured):
        """Where only zeros were measured the error is 1 now. That fails against a small
        tolerance, but 1 also means that a gradient of 0 was wrong: infinity says that there was
        no comparison."""
        return _errors(gradient, measured) if np.any(measured) else np.ones(np.shape(measured))

    def zero_for_nothing(gradient, measured):
        """Where only zeros were measured the error is 0 now: that is what two equal gradients
        get, and every tolerance lets it pass."""
        return _errors(gradient, measured) if np.any(measured) else np.zeros(np.shape(measured))

    zero_for_nothing = spelled(zero_for_nothing, _if_nothing(lambda gradient, _: gradient * 0.0))

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

    def number_for_nothing(gradient, measured):
        """Where only zeros were measured the error is a finite number. A tolerance can be larger;
        the task asks for infinity."""
        return (
            relative_errors(gradient, measured)
            if np.any(measured)
            else np.full(measured.shape, 1e3)
        )

    number_for_nothing = spelled(
        number_for_nothing,
        *map(_a_number, (0.5, 2.0, 10.0, 100.0, 999.0, 1e4, 1e6, 1e9, 1e10, 1e12, 1e300)),
        *map(_a_number, (-1.0, np.finfo(float).max)),
        *map(_a_number_added, (1.0, 1e3, 1e6)),
    )

    def tiny_number_taken_out(gradient, measured):
        """The tiny number is gone, so zero against zero is 0 / 0 now, which is NaN, and passes or
        fails as one asks. Ask first whether anything was measured."""
        size = np.maximum(np.abs(gradient), np.abs(measured))
        return np.abs(gradient - measured) / np.maximum(size, 1e-3 * np.max(np.abs(measured)))

    def nothing_below_the_size(gradient, measured):
        """Nothing keeps the divisor above 0 any more, so zero against zero is 0 / 0, which is NaN,
        even for a single entry. The found lines may stay as they are: before them, ask whether
        anything was measured."""
        size = np.maximum(np.abs(gradient), np.abs(measured))
        return np.abs(gradient - measured) / size

    def one_infinity_a_row(gradient, measured):
        """The array of infinities has one axis only. It should have the gradient's own shape."""
        return (
            np.full(len(gradient), np.inf) if not np.any(measured) else _errors(gradient, measured)
        )

    one_infinity_a_row = spelled(
        one_infinity_a_row,
        _if_nothing(lambda gradient, _: np.full(gradient.size, np.inf)),
        _if_nothing(lambda gradient, _: np.array([np.inf])),
        _if_nothing(lambda gradient, _: np.full(gradient.shape[-1], np.inf)),
    )

    def text_for_infinity(gradient, measured):
        """A text comes back where only zeros were measured. Infinity is a number, `np.inf`, larger
        than all others."""
        return (
            np.full(measured.shape, "inf") if not np.any(measured) else _errors(gradient, measured)
        )

    def nothing_returned(gradient, measured):
        """Where only zeros were measured nothing comes back. There, too, an array is wanted."""
        return _errors(gradient, measured) if np.any(measured) else None

    def false_for_nothing(gradient, measured):
        """A single False comes back when only zeros were measured. Errors are numbers: an array of
        infinities is wanted."""
        return _errors(gradient, measured) if np.any(measured) else False

    def list_of_infinities(gradient, measured):
        """A list comes back when only zeros were measured. Make an array, of the gradient's
        shape."""
        return _errors(gradient, measured) if np.any(measured) else [np.inf] * len(gradient)

    def first_number_infinite(gradient, measured):
        """Only the first error is infinite where nothing was measured. None of the numbers was
        compared, so all of the errors are."""
        if np.any(measured):
            return _errors(gradient, measured)
        errors = 1.0 * (gradient != 0)
        errors.flat[0] = np.inf
        return errors

    def _first_of_the_found(gradient, measured):
        errors = relative_errors(gradient, measured)
        if not np.any(measured):
            errors.flat[0] = np.inf
        return errors

    first_number_infinite = spelled(first_number_infinite, _first_of_the_found)
    del _first_of_the_found

    def divided_by_zero_for_nothing(gradient, measured):
        """Zero divided by zero, or multiplied by infinity, is NaN. Where nothing was measured give
        the infinities yourself."""
        if not np.any(measured):
            return np.abs(gradient) / np.zeros(measured.shape)
        return _errors(gradient, measured)

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

    only_where_both_agree = spelled(
        only_where_both_agree,
        _if_nothing(lambda gradient, _: np.where(gradient == 0, np.inf, 1.0)),
    )

    def an_exception(gradient, measured):
        """Where nothing was measured an exception is raised, and whoever asked gets no errors at
        all. Return an array: each of its entries has to fail with any tolerance."""
        if not np.any(measured):
            raise ValueError("nothing was measured")
        return _errors(gradient, measured)

    another_tiny_number = tuple(
        map(_another_tiny_number, (1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-3, 1.0))
    )
