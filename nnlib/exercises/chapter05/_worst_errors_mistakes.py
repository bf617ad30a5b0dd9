"""Wrong answers to "The worst errors" that sort by something else."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.functions.preprocessing import one_hot


def on_label(P, y):
    return P[np.arange(len(y)), y]


def _squared(P, y):
    return np.sum((P - one_hot(y, P.shape[1])) ** 2, axis=1)


def _on_logs(P, y, n):
    with np.errstate(divide="ignore"):
        P[:] = -np.log(P)
    return np.argsort(P[np.arange(len(y)), y])[::-1][:n]


class OtherOrders:
    """Mistakes in what is sorted, and in what is made of it."""

    def by_one_minus_p(P, y, n):
        """Right but for the very worst: 1 - p is exactly 1 for every p below about 1e-16, so these
        samples can't be told apart any more. Sort by p itself."""
        return np.argsort(1 - on_label(P, y), kind="stable")[::-1][:n]

    by_one_minus_p = spelled(
        by_one_minus_p,
        lambda P, y, n: np.argsort(1 - on_label(P, y))[::-1][:n],
        lambda P, y, n: np.argsort(-(1 - on_label(P, y)))[:n],
        lambda P, y, n: np.argsort(on_label(P, y) - 1, kind="stable")[:n],
    )

    def places_with_losses(P, y, n):
        """The places come back with their losses beside them. Only the places are wanted."""
        with np.errstate(divide="ignore"):
            places = np.argsort(on_label(P, y))[:n]
            return places, -np.log(on_label(P, y)[places])

    def by_the_last_class(P, y, n):
        """Every sample is judged by its *last* class. The right class is another for each sample:
        `y[i]` in row i."""
        return np.argsort(P[:, -1])[:n]

    def most_undecided(P, y, n):
        """These are the samples on which the network is most undecided, whatever the label. A sure
        answer can be wrong: look at the probability of the right class."""
        return np.argsort(np.sum(P * np.log(np.maximum(P, 1e-300)), axis=1))[:n]

    most_undecided = spelled(
        most_undecided,
        lambda P, y, n: np.argsort(-np.sum(P * np.log(P + 1e-12), axis=1))[::-1][:n],
        lambda P, y, n: np.argsort(np.sum(P * np.log(P + 1e-12), axis=1))[:n],
        lambda P, y, n: np.argsort(-np.sum(P * np.log(P), axis=1))[::-1][:n],
    )

    def by_squared_errors(P, y, n):
        """The samples are sorted by their squared error. The loss of this chapter looks only at
        the probability of the right class."""
        return np.argsort(-_squared(P, y), kind="stable")[:n]

    by_squared_errors = spelled(
        by_squared_errors,
        lambda P, y, n: np.argsort(-_squared(P, y))[:n],
        lambda P, y, n: np.argsort(_squared(P, y))[::-1][:n],
    )

    def the_first_ones_alone(P, y, n):
        """Only the first n samples are looked at. Sort *all* of them, and take n of the places
        afterwards."""
        return np.argsort(P[np.arange(n), y[:n]])

    def the_column_before(P, y, n):
        """The probability of the class *before* the label is taken. Labels start at 0, and so do
        the columns of P."""
        return np.argsort(P[np.arange(len(y)), y - 1])[:n]

    def P_changed(P, y, n):
        """The places are right, and the caller's P has other numbers now: `P[...] = ...` and
        `P -= ...` write into the very array that was handed in. Make a new one."""
        P[:] = P / 2
        return np.argsort(on_label(P, y))[:n]

    P_changed = spelled(P_changed, lambda P, y, n: _on_logs(P, y, n))

    def in_a_list(P, y, n):
        """What comes back is a list. Wanted is an array of places: `np.array` makes one of a
        list."""
        return on_label(P, y).argsort()[:n].tolist()

    def misread_first(P, y, n):
        """The misread samples are sorted by how sure the *wrong* answer is. The loss asks for the
        probability of the right class, and for that the order may be another."""
        right = np.argmax(P, axis=1) == y
        return np.lexsort((-np.max(P, axis=1), right))[:n]
