"""The logarithm of softmax, without ever taking that of 0."""

import numpy as np

from nnlib.exercises.chapter01._shared import KINDS_OF_ROWS, row_cases
from nnlib.functions import activations
from nnlib.judge.exercise import Exercise

exercise = Exercise(
    id="01-log-softmax",
    title="Log-softmax",
    minutes=6,
    difficulty=3,
    points=2,
    reference=activations.log_softmax,
    hints=(
        "The logarithm of a quotient is a difference: log(exp(z) / sum) = z - log(sum).",
        "Subtract each row's maximum first, as in softmax. Then the sum lies between 1 and K, "
        "and its logarithm is harmless.",
        "`S = Z - ...` (the row maxima), then `return S - np.log(...)` (the row sums of exp(S)).",
    ),
    promises=KINDS_OF_ROWS,
    why="""Softmax rounds a very improbable class to exactly 0, and the logarithm of 0 is
minus infinity. Working with the logarithm from the start never goes through that 0: after
the shift the sum holds at least one `exp(0) = 1`, so its logarithm is between 0 and log(K),
and the result is simply the shifted score minus that.""",
)
exercise.cases(row_cases)


@exercise.wrong
class Mistakes:
    def log_of_softmax(Z):
        """Softmax has rounded a small probability to 0 before you take the logarithm, so the
        result is minus infinity. Take the logarithm of the formula on paper first: what does
        the quotient become?"""
        return np.log(activations.softmax(Z))

    def without_max(Z):
        """Right for small scores, but exp(1000) is infinite. Subtract each row's maximum first."""
        return Z - np.log(np.sum(np.exp(Z), axis=-1, keepdims=True))

    def shifted_only_once(Z):
        """The maximum is subtracted inside the sum only; the score in front keeps it. Shift the
        scores once, and use the shifted ones in both places."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return Z - np.log(np.sum(np.exp(S), axis=-1, keepdims=True))

    def unshifted_sum(Z):
        """The shifted scores stand in front, but the sum takes the exponentials of the
        unshifted ones. Use the shifted scores in both places."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return S - np.log(np.sum(np.exp(Z), axis=-1, keepdims=True))

    def one_max_for_the_batch(Z):
        """The maximum is taken over the whole batch. Next to a row with scores near 1000, a row
        of small scores then has the sum 0, whose logarithm is infinite. Each row needs its own
        maximum."""
        S = Z - np.max(Z)
        return S - np.log(np.sum(np.exp(S), axis=-1, keepdims=True))

    def only_for_batches(Z):
        """`axis=1` works for a batch, but a single vector has only axis 0. Which axis number
        means "the last one", whatever their number?"""
        S = Z - np.max(Z, axis=1, keepdims=True)
        return S - np.log(np.sum(np.exp(S), axis=1, keepdims=True))

    def forgot_the_log(Z):
        """The logarithm of the sum is missing: you subtract the sum itself."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return S - np.sum(np.exp(S), axis=-1, keepdims=True)

    def one_sum_for_the_batch(Z):
        """One sum serves the whole batch. Each row needs a sum of its own: along the last axis,
        with keepdims."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return S - np.log(np.sum(np.exp(S)))

    def one_max_and_one_sum(Z):
        """One maximum and one sum serve the whole batch. Each row needs its own: along the last
        axis, with keepdims."""
        S = Z - np.max(Z)
        return S - np.log(np.sum(np.exp(S)))

    def one_sum_without_max(Z):
        """Two things: one sum serves the whole batch, where each row needs its own; and
        exp(1000) is infinite, so subtract each row's maximum first."""
        return Z - np.log(np.sum(np.exp(Z)))

    def log_sum_added(Z):
        """The logarithm of the sum is added. The logarithm of a quotient is a difference."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return S + np.log(np.sum(np.exp(S), axis=-1, keepdims=True))

    def softmax_itself(Z):
        """These are the probabilities, not their logarithms."""
        return activations.softmax(Z)

    def minus_log_softmax(Z):
        """The sign is wrong: logarithms of probabilities are at most 0."""
        return -activations.log_softmax(Z)

    def without_keepdims(Z):
        """The row maxima or the row sums have lost their axis: they have the shape (N,), which
        does not line up with (N, K). Keep them as a column of shape (N, 1)."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return S - np.log(np.sum(np.exp(S), axis=-1))

    def down_the_columns(Z):
        """Maxima and sums run down the columns, over different samples. A sample's scores stand
        in a row: go along the last axis."""
        S = Z - np.max(Z, axis=0)
        return S - np.log(np.sum(np.exp(S), axis=0))

    def tiny_number_added(Z):
        """A tiny number inside the logarithm keeps it finite, but wrong: a class 1000 below the
        best should have about -1000. Take the logarithm of the formula on paper first."""
        return np.log(activations.softmax(Z) + 1e-12)

    def clipped(Z):
        """The probabilities are kept away from 0, which keeps the logarithm finite, but wrong:
        a class 1000 below the best should have about -1000. Take the logarithm on paper first.
        """
        return np.log(np.clip(activations.softmax(Z), 1e-15, 1))

    def infinity_painted_over(Z):
        """Minus infinity is painted over with an enormous number; a class 1000 below the best
        should have about -1000. Take the logarithm of the formula on paper first."""
        return np.nan_to_num(np.log(activations.softmax(Z)))

    def log_of_a_quotient_without_max(Z):
        """Right for small scores, but exp(1000) is infinite, and infinity by infinity is NaN.
        Take the logarithm on paper first, and subtract each row's maximum."""
        E = np.exp(Z)
        return np.log(E / np.sum(E, axis=-1, keepdims=True))

    def sum_of_the_logs(Z):
        """The logarithms of the exponentials are added up, which gives the sum of the scores.
        Add the exponentials first, then take the logarithm of the sum."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return S - np.sum(np.log(np.exp(S)), axis=-1, keepdims=True)

    def mean_for_max(Z):
        """The row's mean is subtracted, not its maximum. A score far above the mean still
        overflows."""
        S = Z - np.mean(Z, axis=-1, keepdims=True)
        return S - np.log(np.sum(np.exp(S), axis=-1, keepdims=True))

    def log_to_base_10(Z):
        """The logarithm to base 10 is used here. Take the natural one, `np.log`, which undoes
        `np.exp`."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return S - np.log10(np.sum(np.exp(S), axis=-1, keepdims=True))

    def one_added(Z):
        """There is a 1 too many inside the logarithm. The sum of the exponentials is at least 1
        by itself."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return S - np.log(1 + np.sum(np.exp(S), axis=-1, keepdims=True))

    def only_the_log_of_the_sum(Z):
        """This is the logarithm of the row's sum alone. Subtract it from the shifted scores."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return np.log(np.sum(np.exp(S), axis=-1, keepdims=True))

    def only_the_shift(Z):
        """These are the shifted scores. One step is left: subtract the logarithm of each row's
        sum of exponentials."""
        return Z - np.max(Z, axis=-1, keepdims=True)

    def divided_by_the_log(Z):
        """The shifted scores are divided by the logarithm of the sum. The logarithm of a
        quotient is a *difference*."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return S / np.log(np.sum(np.exp(S), axis=-1, keepdims=True))

    def changed_in_place(Z):
        """The result is right, but the caller's scores were overwritten, which is what `Z -= …`
        does. Give the difference a name of its own."""
        Z -= np.max(Z, axis=-1, keepdims=True)
        return Z - np.log(np.sum(np.exp(Z), axis=-1, keepdims=True))

    def without_keepdims_nor_max(Z):
        """Two things: the row sums have lost their axis, so they do not line up with the rows
        (keep them as a column of shape (N, 1)); and exp(1000) is infinite."""
        return Z - np.log(np.sum(np.exp(Z), axis=-1))

    def a_less_tiny_number_added(Z):
        """A small number inside the logarithm keeps it finite, but wrong: very improbable
        classes all get the same. Take the logarithm of the formula on paper first."""
        return np.log(activations.softmax(Z) + 1e-8)


@exercise.right
class Variants:
    def with_logaddexp(Z):
        return Z - np.logaddexp.reduce(Z, axis=-1, keepdims=True)

    def of_a_copy(Z):
        L = Z.copy()
        L -= L.max(axis=-1, keepdims=True)
        L -= np.log(np.exp(L).sum(axis=-1, keepdims=True))
        return L

    def by_log_sum_exp(Z):
        m = np.max(Z, axis=-1, keepdims=True)
        return Z - (m + np.log(np.exp(Z - m).sum(axis=-1, keepdims=True)))
