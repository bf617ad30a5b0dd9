"""Wrong answers to "The logarithm, straight from the scores": other terms, loops over rows."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.functions.activations import log_softmax


def _largest(Z):
    return np.max(Z, axis=-1, keepdims=True)


def _log_sums(S):
    return np.log(np.sum(np.exp(S), axis=-1, keepdims=True))


def _row(S, total=np.sum):
    return S - np.log(total(np.exp(S)))


def _by_index(table, place):
    """A loop over the rows by number, with a place in Z for each."""

    def wrong(Z):
        L = table(Z)
        for i in range(len(Z)):
            L[place(i)] = log_softmax(Z[place(i)])
        return L

    return wrong


def _shifted_above(limit):
    def wrong(Z):
        S = Z - _largest(Z) if np.max(Z) > limit else Z
        return S - _log_sums(S)

    return wrong


class Slips:
    """A term is another one, or a loop wants rows."""

    def sum_of_the_logs(Z):
        """What is subtracted is the sum of the scores, as if the logarithm could be taken into the
        sum of the exponentials. No rule allows that: log(a + b) isn't log(a) + log(b)."""
        S = Z - _largest(Z)
        return S - np.sum(S, axis=-1, keepdims=True)

    sum_of_the_logs = spelled(
        sum_of_the_logs,
        lambda Z: Z - np.sum(Z, axis=-1, keepdims=True),
        lambda Z: Z - _largest(Z) - np.sum(Z, axis=-1, keepdims=True),
        *(
            lambda Z, m=m: Z - m(Z) - np.sum(np.log(np.exp(Z - m(Z))), axis=-1, keepdims=True)
            for m in (_largest, lambda Z: 0)
        ),
    )

    def maximum_added(Z):
        """The maximum is *added* to the scores in front. Under the exponential it has been taken
        off: do the same to both."""
        return Z + _largest(Z) - _log_sums(Z - _largest(Z))

    def loop_over_the_scores_of_one(Z):
        """Right for a batch. One vector, though, has no rows to loop over: each *score* is then
        taken for a row, or NumPy misses an axis. With `axis=-1` no loop is needed."""
        return np.array([_row(z - np.max(z)) for z in Z])

    loop_over_the_scores_of_one = spelled(
        loop_over_the_scores_of_one,
        _by_index(np.zeros_like, lambda i: i),
        _by_index(lambda Z: np.zeros(Z.shape), lambda i: (i, slice(None))),
        _by_index(np.zeros_like, lambda i: (i, slice(None))),
        lambda Z: np.array([_row(z - max(z)) for z in Z]),
        lambda Z: np.array([_row(z - np.max(z), sum) for z in Z]),
    )

    def loop_without_max(Z):
        """Two things: one vector has no rows to loop over, so each *score* is taken for one; and
        exp(1000) is infinite, so subtract each row's maximum first."""
        return np.array([_row(z) for z in Z])

    def largest_without_its_sign(Z):
        """Right but for a row far below 0: all its exponentials become 0, and the logarithm of
        their sum is minus infinity. Subtract the row's largest score as it is, with its sign, and
        however small it is."""
        S = Z - np.max(np.abs(Z), axis=-1, keepdims=True)
        return S - _log_sums(S)

    largest_without_its_sign = spelled(
        largest_without_its_sign, *map(_shifted_above, (0, 10, 50, 100, 300, 500, 700, 709))
    )

    def pythons_max(Z):
        """Right for one vector. In a batch, Python's own `max` compares whole rows with one
        another, which it can't. NumPy's takes an axis."""
        return _row(Z - max(Z))

    def cut_to_whole_numbers(Z):
        """Right, but for whole numbers the results are cut: an array made by `zeros_like` holds
        whole numbers where Z does. Make it with `np.zeros(Z.shape)`, or do without."""
        return log_softmax(Z).astype(Z.dtype)

    def rounded(Z):
        """The results are rounded. Return them as they are: rounding is for printing."""
        return np.round(log_softmax(Z), 4)

    rounded = spelled(rounded, *(lambda Z, n=n: np.round(log_softmax(Z), n) for n in (2, 3)))

    def exponential_forgotten(Z):
        """The logarithm is taken of a sum of scores. What stands below the fraction bar is the sum
        of their *exponentials*."""
        S = Z - _largest(Z)
        return S - np.log(np.sum(S, axis=-1, keepdims=True))

    exponential_forgotten = spelled(
        exponential_forgotten, lambda Z: Z - np.log(np.sum(Z, axis=-1, keepdims=True))
    )

    def exponential_in_front(Z):
        """An exponential stands in front. What does its logarithm make of it?"""
        S = Z - _largest(Z)
        return np.exp(S) - _log_sums(S)

    exponential_in_front = spelled(exponential_in_front, lambda Z: np.exp(Z) - _log_sums(Z))

    def no_logarithm(Z):
        """No logarithm has been taken: the sum of the exponentials is subtracted from each of them.
        Take that of the quotient, first on paper."""
        E = np.exp(Z - _largest(Z))
        return E - np.sum(E, axis=-1, keepdims=True)

    no_logarithm = spelled(
        no_logarithm, lambda Z: np.exp(Z) - np.sum(np.exp(Z), axis=-1, keepdims=True)
    )

    def without_the_log_nor_max(Z):
        """Two things: the logarithm of the sum is missing, the sum itself is subtracted; and
        exp(1000) is infinite."""
        return Z - np.sum(np.exp(Z), axis=-1, keepdims=True)

    def maximum_for_the_log(Z):
        """Only the largest score of the row counts here, and the others stand in the sum below the
        fraction bar, too. Subtract the logarithm of the *sum*."""
        return Z - np.log(np.max(np.exp(Z), axis=-1, keepdims=True))

    def the_logs_of_softmax_twice(Z):
        """Softmax is applied twice, the second time to probabilities. Once is enough."""
        E = np.exp(Z - _largest(Z))
        return log_softmax(E / np.sum(E, axis=-1, keepdims=True))
