"""Wrong answers to "Repair the judge" that change what is said where something was measured."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter08._relative_errors_mistakes import relative_errors
from nnlib.networks import gradient_check

_errors = gradient_check.relative_errors


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


class SomethingMeasured:
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

    def floor_taken_out(gradient, measured):
        """Where an entry is 0 in both, this is 0 / 0. The found code divides by a thousandth of the
        largest measured entry there: keep that."""
        if not np.any(measured):
            return np.full(np.shape(measured), np.inf)
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

    def rows_refused(gradient, measured):
        """A row of zeros is refused, although other rows were measured. The task asks about the
        whole array."""
        errors = relative_errors(gradient, measured)
        return np.where(np.any(measured, axis=-1, keepdims=True), errors, np.inf)

    rows_refused = spelled(
        rows_refused,
        lambda gradient, measured: np.where(
            np.any(measured, axis=1, keepdims=True), relative_errors(gradient, measured), np.inf
        ),
    )

    def if_of_an_array(gradient, measured):
        """`if` wants a single True or False, and a question to an array has an answer for each of
        its entries. Is it *any* of them that you mean, or *all*?"""
        if measured == 0:
            return np.full(np.shape(measured), np.inf)
        return _errors(gradient, measured)

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

    def asked_the_wrong_way(gradient, measured):
        """The question is the wrong way round: real measurements are refused, and zeros pass.
        `np.any` is true where something was measured."""
        if np.any(measured):
            return np.full(measured.shape, np.inf)
        return 1.0 * (gradient != 0)

    asked_the_wrong_way = spelled(
        asked_the_wrong_way,
        lambda gradient, measured: (
            np.full(measured.shape, np.inf)
            if np.any(measured)
            else relative_errors(gradient, measured)
        ),
        lambda gradient, measured: np.full(measured.shape, np.inf) if np.any(measured) else None,
    )

    def no_floor_left(gradient, measured):
        """The floor is gone: where both numbers are tiny, noise counts as an error of 1. Leave the
        last line as it was; only the zeros needed a repair."""
        if not np.any(measured):
            return np.full(measured.shape, np.inf)
        size = np.maximum(np.abs(gradient), np.abs(measured))
        return np.abs(gradient - measured) / np.maximum(size, 1e-300)

    another_floor = tuple(map(_another_floor, (0.1, 0.01, 1e-4, 1e-6)))

    def floor_of_both(gradient, measured):
        """The floor goes by the entries of the *gradient* now, or by those of both arrays, so
        errors have changed where something was measured. Leave it as it was: only what was measured
        counts."""
        if not np.any(measured):
            return np.full(np.shape(measured), np.inf)
        size = np.maximum(np.abs(gradient), np.abs(measured))
        return np.abs(gradient - measured) / np.maximum(size, 1e-3 * np.max(size))
