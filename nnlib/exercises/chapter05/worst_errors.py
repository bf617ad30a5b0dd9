"""The places of the samples with the largest losses."""

import numpy as np

from nnlib.functions import metrics
from nnlib.functions.activations import softmax
from nnlib.functions.preprocessing import one_hot
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="05-worst-errors",
    title="The worst errors",
    minutes=5,
    difficulty=3,
    points=2,
    reference=metrics.worst_errors,
    hints=(
        "First the probability that each sample gave to its *right* class: one number a sample.",
        "A pair of index arrays picks one entry of each row: row numbers, and beside them the "
        "labels. `np.argsort` gives the places of the entries from the smallest to the largest.",
        "`p_right = P[..., ...]` with `np.arange` for the rows, then sort, then the first `n`.",
    ),
    why="""`P[np.arange(N), y]` picks from row i the entry `y[i]`. The loss of a sample is minus
the logarithm of that number, so the smallest probability has the largest loss, and sorting the
one upwards sorts the other downwards. `np.argsort` gives the places, not the values: with
these you can look up the images, the labels and the answers.""",
)


@exercise.cases
def _(rng):
    def draw(N, K, n, dtype=np.float64):
        P = softmax(2 * rng.normal(size=(N, K))).astype(dtype)
        return {"P": P, "y": rng.integers(0, K, size=N), "n": n}

    P = np.array([[0.7, 0.2, 0.1], [0.3, 0.6, 0.1], [0.05, 0.15, 0.8], [0.5, 0.25, 0.25]])
    yield Case("four samples, the two worst", {"P": P, "y": np.array([0, 0, 1, 2]), "n": 2})
    yield Case("6 samples of 4 classes, the 3 worst", draw(6, 4, 3))
    yield Case("a batch of one", draw(1, 5, 1))
    yield Case("all 7 of them", draw(7, 3, 7))
    yield Case("float32", draw(9, 10, 4, np.float32))
    sure = {"P": np.array([[1.0, 0], [0, 1]]), "y": np.array([0, 0]), "n": 2}
    yield Case("right and sure, wrong and sure", sure)


def _p_right(P, y):
    return P[np.arange(len(y)), y]


@exercise.wrong
class Mistakes:
    def the_best_first(P, y, n):
        """The order is upside down: these are the *best* answers. Worst first."""
        return np.argsort(-_p_right(P, y))[:n]

    def the_end_of_the_order(P, y, n):
        """You took the end of the order, and there stand the *best* answers: sorting goes
        upwards, so the smallest probability, the worst error, comes first."""
        return np.argsort(_p_right(P, y))[-n:]

    def the_worst_last(P, y, n):
        """The right samples, but the least bad of them comes first. The worst should."""
        return np.argsort(_p_right(P, y))[:n][::-1]

    def the_least_sure(P, y, n):
        """These are the samples of which the network is least *sure*, whatever the label. A
        sure answer can be wrong: look at the probability of the right class."""
        return np.argsort(np.max(P, axis=1))[:n]

    def the_probabilities_sorted(P, y, n):
        """These are the probabilities, sorted. Wanted are the *places* of the samples: there is
        a sort that gives places."""
        return np.sort(_p_right(P, y))[:n]

    def the_losses_sorted(P, y, n):
        """These are losses, sorted. Wanted are the *places* of the samples."""
        with np.errstate(divide="ignore"):
            return -np.log(np.sort(_p_right(P, y))[:n])

    def all_of_them(P, y, n):
        """All samples come back. Only the first n of them are wanted."""
        return np.argsort(_p_right(P, y))

    def whole_columns(P, y, n):
        """You picked whole columns, one for each label, where one entry of each row is wanted:
        give the row numbers too."""
        return np.argsort(P[:, y])[:n]

    def whole_rows(P, y, n):
        """A label picks a whole *row* here, as if it were the number of a sample. It is a
        column: give the row numbers first, then the labels."""
        return np.argsort(P[y])[:n]

    def the_wrong_ones_alone(P, y, n):
        """Samples that were read rightly are left out. Where fewer than n are wrong, n still
        come back: those with the largest losses, right or wrong."""
        wrong = np.flatnonzero(np.argmax(P, axis=1) != y)
        return wrong[np.argsort(P[wrong, y[wrong]])][:n]


@exercise.right
class Variants:
    def by_loss(P, y, n):
        with np.errstate(divide="ignore"):
            losses = -np.log(np.sum(P * one_hot(y, P.shape[1]), axis=1))
        return np.argsort(losses)[::-1][:n]

    def in_a_loop(P, y, n):
        places = sorted(range(len(y)), key=lambda i: P[i, y[i]])
        return np.array(places[:n])

    def with_take_along_axis(P, y, n):
        p_right = np.take_along_axis(P, y[:, None], axis=1)[:, 0]
        return p_right.argsort()[:n]
