"""The logarithm of softmax, without ever taking that of 0."""

import numpy as np

from nnlib.exercises.chapter01._shared import row_cases
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
