"""Wrong answers to "Softmax for a batch": loops over rows, and what keeps exponentials small."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.functions.activations import softmax


def _sums(E):
    return np.sum(E, axis=-1, keepdims=True)


def _by_index(table, place):
    """A loop over the rows by number, with a place in Z for each."""

    def wrong(Z):
        P = table(Z)
        for i in range(len(Z)):
            P[place(i)] = softmax(Z[place(i)])
        return P

    return wrong


def _columns_by_index(Z):
    P = np.zeros(Z.shape)
    for i in range(Z.shape[0]):
        for k in range(Z.shape[1]):
            P[i, k] = np.exp(Z[i, k] - Z[i].max()) / np.exp(Z[i] - Z[i].max()).sum()
    return P


def _shifted_above(limit):
    def wrong(Z):
        S = Z - np.max(Z, axis=-1, keepdims=True) if np.max(Z) > limit else Z
        return np.exp(S) / _sums(np.exp(S))

    return wrong


def _plus(tiny):
    return lambda Z: np.exp(Z) / (_sums(np.exp(Z)) + tiny)


class Slips:
    """Loops that want rows, and other ways to keep exponentials small."""

    def loop_over_the_scores_of_one(Z):
        """Right for a batch. One vector, though, has no rows to loop over: each *score* is then
        taken for a row, or NumPy misses an axis. With `axis=-1` no loop is needed."""
        P = np.zeros(Z.shape)
        for i in range(len(Z)):
            E = np.exp(Z[i] - np.max(Z[i]))
            P[i] = E / np.sum(E)
        return P

    loop_over_the_scores_of_one = spelled(
        loop_over_the_scores_of_one,
        _by_index(np.zeros_like, lambda i: i),
        _by_index(lambda Z: np.zeros(Z.shape), lambda i: (i, slice(None))),
        _by_index(np.zeros_like, lambda i: (i, slice(None))),
        _columns_by_index,
        lambda Z: np.array([np.exp(z - max(z)) / sum(np.exp(z - max(z))) for z in Z]),
        lambda Z: np.array([np.exp(z - np.max(z)) / sum(np.exp(z - np.max(z))) for z in Z]),
    )

    def loop_without_max(Z):
        """Two things: one vector has no rows to loop over, so each *score* is taken for one; and at
        1000 the exponential is infinite, which gives NaN."""
        return np.array([np.exp(z) / np.sum(np.exp(z)) for z in Z])

    loop_without_max = spelled(
        loop_without_max, lambda Z: np.array([np.exp(z) / sum(np.exp(z)) for z in Z])
    )

    def largest_without_its_sign(Z):
        """Right but for a row far below 0: all its exponentials become 0, and 0 / 0 is NaN.
        Subtract the row's largest score as it is, with its sign, and however small it is."""
        E = np.exp(Z - np.max(np.abs(Z), axis=-1, keepdims=True))
        return E / _sums(E)

    largest_without_its_sign = spelled(
        largest_without_its_sign, *map(_shifted_above, (0, 10, 50, 100, 300, 500, 700, 709))
    )

    def tiny_number_added(Z):
        """At 1000 the exponential is infinite, which gives NaN; and a row far below 0 gets nothing
        but zeros, since a tiny number stands beside the sum. Subtract each row's largest score:
        then neither happens."""
        return _plus(1e-8)(Z)

    tiny_number_added = spelled(
        tiny_number_added, *map(_plus, (1e-6, 1e-7, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16))
    )

    def one_added(Z):
        """A 1 stands beside the sum below the fraction bar, as in the sigmoid, so the rows don't
        sum to 1. Divide by the sum of the row's exponentials alone."""
        E = np.exp(Z - np.max(Z, axis=-1, keepdims=True))
        return E / (1 + _sums(E))

    one_added = spelled(
        one_added,
        lambda Z: np.exp(Z) / (1 + _sums(np.exp(Z))),
        lambda Z: np.exp(Z) / (1 + np.exp(Z)),
    )

    def pythons_max(Z):
        """Right for one vector. In a batch, Python's own `max` compares whole rows with one
        another, which it can't. NumPy's takes an axis."""
        E = np.exp(Z - max(Z))
        return E / sum(E)

    pythons_max = spelled(
        pythons_max,
        lambda Z: np.exp(Z - max(Z)) / np.sum(np.exp(Z - max(Z))),
        lambda Z: np.exp(Z - max(Z)) / _sums(np.exp(Z - max(Z))),
    )

    def exponentials_written_into_Z(Z):
        """The exponentials are written into the caller's array. That changes it, and where it holds
        whole numbers, cuts them. Give them a name of their own."""
        Z[...] = np.exp(Z - np.max(Z, axis=-1, keepdims=True))
        return Z / _sums(Z)

    def divided_by_their_length(Z):
        """The squares of the numbers in a row sum to 1 here, and the numbers themselves should.
        Divide by their sum."""
        E = np.exp(Z - np.max(Z, axis=-1, keepdims=True))
        return E / np.sqrt(_sums(E**2))

    divided_by_their_length = spelled(
        divided_by_their_length,
        lambda Z: Z / np.linalg.norm(Z, axis=-1, keepdims=True),
    )
