"""The places of the samples with the largest losses."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32
from nnlib.exercises.chapter05._worst_errors_mistakes import OtherOrders, on_label
from nnlib.functions import metrics
from nnlib.functions.activations import softmax
from nnlib.functions.preprocessing import one_hot
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="05-worst-errors",
    title="The worst errors",
    minutes=6,
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
    promises={
        "a batch": batch("P"),
        "a batch of one": batch_of_one("P"),
        "some of the samples": lambda case: case.args["n"] < len(case.args["y"]),
        "all of the samples": lambda case: case.args["n"] == len(case.args["y"]),
        "one sample asked for": lambda case: case.args["n"] == 1,
        "more than are wrong": lambda case: (
            case.args["n"] > np.sum(case.args["P"].argmax(axis=1) != case.args["y"])
        ),
        "ties": lambda case: len({*on_label(case.args["P"], case.args["y"])}) < len(case.args["y"]),
        "probabilities that differ by little": lambda case: (
            1e-6 > np.diff(np.sort(on_label(case.args["P"], case.args["y"]))).min(initial=1) > 0
        ),
        "right and sure": lambda case: on_label(case.args["P"], case.args["y"]).max() == 1,
        "wrong and sure": lambda case: on_label(case.args["P"], case.args["y"]).min() == 0,
        "a wrong class with the probability 0": lambda case: (
            (case.args["P"] == 0).any() and on_label(case.args["P"], case.args["y"]).min() > 0
        ),
        "many samples": array_where("y", lambda y: len(y) > 100),
        "float32": float32("P"),
    },
    survivors={
        "0 -> -1": "there is one column",
        "np.array(places) -> np.array(places, dtype=int)": "they are integers already",
        "np.array(places[:n]) -> np.array(places[:n], dtype=int)": "they are integers already",
        "np.errstate(divide='ignore') -> np.errstate()": "only a warning more",
        "np.log(np.sum(P * one_hot(y, P.shape[1]), axis=1)) -> np.log(np.sum(P * one_hot(y, "
        "P.shape[1]), axis=1) + 0.001)": "the order is the same",
        "np.log(np.sum(P * one_hot(y, P.shape[1]), axis=1)) -> np.sum(P * one_hot(y, "
        "P.shape[1]), axis=1)": "the order is the same",
        "np.sum(P * one_hot(y, P.shape[1]), axis=1) -> np.max(P * one_hot(y, P.shape[1]), "
        "axis=1)": "there is one number in a row beside zeros",
        "np.sum(P * one_hot(y, P.shape[1]), axis=1) -> np.mean(P * one_hot(y, P.shape[1]), "
        "axis=1)": "the order is the same",
    },
)


TOO_NEAR = (
    "Right where the probabilities lie apart, but not where they are nearly equal, such as 0.5001 "
    "and 0.5. Compare them as they are, without rounding them and without cutting them off. "
    "(And for a very small p the difference 1 - p is 1.)"
)
SURE = (
    "Right for other probabilities, but not for those of exactly 0 and 1, where the losses are "
    "infinity and 0. Does one of the samples come back twice, or not at all?"
)
TWICE = (
    "Right where all probabilities differ, but here two samples are equally bad, and something is "
    "wrong with their places. Does one of them come back twice? A search by value finds the first "
    "of them again; `np.argsort` names every place once."
)
NOT_SORTED = (
    "Right for a few samples, but not for 500 of them. The worst should come first, then the next: "
    "`np.argpartition` finds the n worst but leaves them unsorted."
)


def _in_any_order(worst_errors, P, y, n):
    """Where samples are equally bad, any order of them is right."""
    places = worst_errors(P, y, n)
    is_row = type(places) is np.ndarray and places.ndim == 1 and places.dtype.kind in "iuf"
    return np.sort(places) if is_row else places


def _picked(worst_errors, P, y, n):
    """Places are used as indices, which floats cannot be."""
    return y[worst_errors(P, y, n)]


@exercise.cases
def _(rng):
    def draw(N, K, n, dtype=np.float64):
        P = softmax(2 * rng.normal(size=(N, K))).astype(dtype)
        return {"P": P, "y": rng.integers(0, K, size=N), "n": n}

    P = np.array([[0.7, 0.2, 0.1], [0.3, 0.6, 0.1], [0.05, 0.15, 0.8], [0.5, 0.25, 0.25]])
    yield Case("four samples, the two worst", {"P": P, "y": np.array([0, 0, 1, 2]), "n": 2})
    places = {"P": P, "y": np.array([0, 0, 1, 2]), "n": 2}
    yield Case("four samples, the two worst", places, _picked, "y[worst_errors(P, y, n)]")
    nearly = [0.5001, 0.5, 0.5002, 0.4, 3e-9, 2e-9, 4e-9, 0.5003, 3e-17, 2e-17, 4e-17]
    near = {
        "P": np.column_stack([nearly, 1 - np.array(nearly)]),
        "y": np.zeros(11, dtype=int),
        "n": 10,
    }
    yield Case("probabilities near to each other", near, otherwise=TOO_NEAR)
    P = np.array([[0.6, 0.4, 0], [0.1, 0.7, 0.2], [0.2, 0.8, 0]])
    zero = {"P": P, "y": np.array([0, 1, 0]), "n": 2}
    yield Case("wrong classes with the probability 0", zero)
    sure = {"P": np.array([[1.0, 0], [0, 1]]), "y": np.array([0, 0]), "n": 2}
    yield Case("right and sure, wrong and sure", sure)
    wrong = {"P": np.array([[0.0, 1], [1, 0]]), "y": np.array([0, 0]), "n": 2}
    yield Case("wrong and sure, right and sure", wrong, otherwise=SURE)
    equal = np.array([0.5, 0.2, 0.5, 0.9, 0.2, 0.5])
    ties = {"P": np.column_stack([equal, 1 - equal]), "y": np.zeros(6, dtype=int), "n": 2}
    result = "np.sort(worst_errors(P, y, n))"
    yield Case("two equally bad ones", ties, _in_any_order, result, otherwise=TWICE)
    yield Case(
        "three more that are equal", {**ties, "n": 5}, _in_any_order, result, otherwise=TWICE
    )
    yield Case("6 samples of 4 classes, the 3 worst", draw(6, 4, 3))
    yield Case("a batch of one", draw(1, 5, 1))
    yield Case("all 7 of them", draw(7, 3, 7))
    yield Case("float32", draw(9, 10, 4, np.float32))
    yield Case("500 samples, the 300 worst", draw(500, 10, 300), otherwise=NOT_SORTED)


@exercise.wrong
class Mistakes:
    def the_best_first(P, y, n):
        """The order is upside down: these are the *best* answers. Worst first."""
        return np.argsort(-on_label(P, y))[:n]

    def the_end_of_the_order(P, y, n):
        """You took the end of the order, and there stand the *best* answers: sorting goes
        upwards, so the smallest probability, the worst error, comes first."""
        return np.argsort(on_label(P, y))[-n:]

    def the_worst_last(P, y, n):
        """The right samples, but the least bad of them comes first. The worst should."""
        return np.argsort(on_label(P, y))[:n][::-1]

    def the_least_sure(P, y, n):
        """These are the samples of which the network is least *sure*, whatever the label. A
        sure answer can be wrong: look at the probability of the right class."""
        return np.argsort(np.max(P, axis=1))[:n]

    def the_probabilities_sorted(P, y, n):
        """These are the probabilities, sorted. Wanted are the *places* of the samples: there is
        a sort that gives places."""
        return np.sort(on_label(P, y))[:n]

    def the_losses_sorted(P, y, n):
        """These are losses, sorted. Wanted are the *places* of the samples."""
        with np.errstate(divide="ignore"):
            return -np.log(np.sort(on_label(P, y))[:n])

    def all_of_them(P, y, n):
        """All samples come back. Only the first n of them are wanted."""
        return np.argsort(on_label(P, y))

    def whole_columns(P, y, n):
        """You picked whole columns, one for each label, where one entry of each row is wanted:
        give the row numbers too."""
        return np.argsort(P[:, y])[:n]

    def whole_rows(P, y, n):
        """A label picks a whole *row* here, as if it were the number of a sample. It is a
        column: give the row numbers first, then the labels."""
        return np.argsort(P[y])[:n]

    def the_wrong_ones_alone(P, y, n):
        """Samples that the network got right are left out. Where fewer than n are wrong, n still
        come back: those with the largest losses, right or wrong."""
        wrong = np.flatnonzero(np.argmax(P, axis=1) != y)
        return wrong[np.argsort(P[wrong, y[wrong]])][:n]

    def the_most_sure(P, y, n):
        """These are the samples of which the network is *most* sure, right or wrong. Look at the
        probability of the right class: where that is small the loss is large."""
        return np.argsort(-np.max(P, axis=1))[:n]

    def sure_and_wrong(P, y, n):
        """The wrong answers are put in the order of how sure they are. The loss asks for the
        probability of the *right* class, and for that the order may be another."""
        wrong = np.argmax(P, axis=1) != y
        return np.argsort(-np.max(P, axis=1) * wrong)[:n]

    sure_and_wrong = spelled(
        sure_and_wrong,
        lambda P, y, n: np.argsort(-P.max(axis=1) * (P.argmax(axis=1) != y), kind="stable")[:n],
    )

    def places_among_the_wrong(P, y, n):
        """These are places among the wrong answers alone, so they point at other samples of the
        batch. Take all samples: right answers have a loss too."""
        wrong = np.argmax(P, axis=1) != y
        return np.argsort(on_label(P, y)[wrong])[:n]

    def in_the_order_of_the_batch(P, y, n):
        """The right samples, but in the order of the batch. The worst should come first."""
        return np.sort(np.argsort(on_label(P, y), kind="stable")[:n])

    def by_argpartition(P, y, n):
        """The right samples, but not in order: `np.argpartition` finds the n smallest and leaves
        them unsorted. The worst should come first."""
        return np.argpartition(on_label(P, y), n - 1)[:n]

    def the_single_worst(P, y, n):
        """This is the one worst sample. Wanted are the n worst of them."""
        return np.argmin(on_label(P, y))

    def the_next_after_n(P, y, n):
        """This is a single place, the one after the n worst. `[:n]` takes the first n; `[n]` the
        one that follows them."""
        return np.argsort(on_label(P, y))[n]

    def always_ten(P, y, n):
        """Ten samples are taken, whatever n is."""
        return np.argsort(on_label(P, y))[:10]

    def their_labels(P, y, n):
        """These are the *labels* of the worst samples. Wanted are their places in the batch."""
        return y[np.argsort(on_label(P, y))[:n]]

    def their_rows(P, y, n):
        """These are the rows of probabilities of the worst samples. Wanted are their places in
        the batch."""
        return P[np.argsort(on_label(P, y))[:n]]

    def every_row_sorted(P, y, n):
        """Here the classes of each sample are sorted. First make one number of each sample, the
        probability of its right class; then sort the samples by it."""
        return np.argsort(P, axis=1)[:n]

    def labels_for_rows(P, y, n):
        """Rows and columns are exchanged: in `P[..., ...]` the row numbers come first, then the
        labels."""
        return np.argsort(P[y, np.arange(len(y))])[:n]

    def log_of_zero(P, y, n):
        """A wrong class with the probability 0 gives 0 * log(0), which is NaN. Pick out the right
        class's probability first, and take the logarithm of that."""
        with np.errstate(all="ignore"):
            return np.argsort(np.sum(one_hot(y, P.shape[1]) * np.log(P), axis=1))[:n]

    def all_classes(P, y, n):
        """The logarithms of all the probabilities are averaged. Only the right class's counts."""
        with np.errstate(all="ignore"):
            return np.argsort(np.mean(np.log(P), axis=1))[:n]

    def counted_from_one(P, y, n):
        """Every place is one too high: they are counted from 0."""
        return np.argsort(on_label(P, y))[:n] + 1

    def found_again_by_value(P, y, n):
        """Where two samples have the same probability, the first of them is named twice: the
        places are looked up by value. `np.argsort` names every place once."""
        p_right = list(on_label(P, y))
        return np.array([p_right.index(p) for p in sorted(p_right)[:n]])

    def the_best_first_from_the_end(P, y, n):
        """The order is turned round: these are the *best* answers. Sorting goes upwards, and the
        smallest probability is the worst error."""
        return np.argsort(on_label(P, y))[::-1][:n]

    def the_first_that_are_wrong(P, y, n):
        """These are the first wrong answers of the batch, as they come. Sort *all* samples by the
        probability of the right class."""
        return np.flatnonzero(np.argmax(P, axis=1) != y)[:n]

    def a_table_of_all_with_all(P, y, n):
        """`P[:, y]` is a table, with every label's column for *every* sample. One entry of each row
        is wanted: give the row numbers too."""
        return np.argsort(P[:, y], axis=0)[:n, 0]

    def by_the_strongest_wrong_class(P, y, n):
        """The samples are sorted by their strongest *wrong* class. The loss asks for the
        probability of the right one, and for that the order may be another."""
        Q = P.copy()
        Q[np.arange(len(y)), y] = 0
        return np.argsort(-Q.max(axis=1))[:n]

    def by_the_margin(P, y, n):
        """The samples are sorted by how far the right class lies behind the strongest. The loss
        looks at the probability of the right class alone."""
        return np.argsort(on_label(P, y) - P.max(axis=1))[:n]

    by_the_margin = spelled(
        by_the_margin,
        lambda P, y, n: np.argsort(on_label(P, y) - np.max(P - 2 * one_hot(y, P.shape[1]), axis=1))[
            :n
        ],
    )

    def the_smallest_of_each_row(P, y, n):
        """Each sample's *smallest* probability is taken, whichever class that is. The loss asks for
        the probability of the label, `y[i]` in row i."""
        return np.argsort(P.min(axis=1))[:n]

    def without_the_worst(P, y, n):
        """The worst of all is missing: places start at 0, so the first n are `[:n]`."""
        return np.argsort(on_label(P, y))[1 : n + 1]

    def one_too_few(P, y, n):
        """There is one too few. A slice stops *before* its end: the first n are `[:n]`."""
        return np.argsort(on_label(P, y))[: n - 1]

    def one_too_few_from_the_end(P, y, n):
        """There is one too few. A slice stops *before* its end: the first n are `[:n]`."""
        return np.argsort(-on_label(P, y))[-1:-n:-1]

    def one_too_many(P, y, n):
        """There is one too many. A slice stops before its end: the first n are `[:n]`."""
        return np.argsort(on_label(P, y))[: n + 1]

    def weighted_by_the_probability(P, y, n):
        """The logarithm is multiplied by the probability, so that p = 0 counts for nothing. The
        loss of a sample is -log p, and no more."""
        p = on_label(P, y)
        with np.errstate(all="ignore"):
            return np.argsort(-np.where(p > 0, -p * np.log(p), 0))[:n]

    def ranks_for_places(P, y, n):
        """These are ranks: the first says how bad sample 0 is. Wanted is the place of the worst
        first; one `np.argsort` gives that."""
        return np.argsort(np.argsort(on_label(P, y)))[:n]

    def least_probable_classes(P, y, n):
        """These are classes, the least probable of each sample. Make one number of each sample
        first, the probability of its right class; then sort the samples by it."""
        return np.argsort(P, axis=1)[:n, 0]

    def columns_sorted(P, y, n):
        """P itself was sorted, column by column, so its rows are no samples any more. Sort only the
        probabilities of the right classes."""
        P.sort(axis=0)
        return np.argsort(on_label(P, y))[:n]

    def places_as_floats(P, y, n):
        """The places are right, but floats, and a float cannot be used as an index. Is an array
        made with `np.zeros` on the way?"""
        return np.argsort(on_label(P, y))[:n] * 1.0


exercise.wrong(OtherOrders)


@exercise.right
class Variants:
    def by_loss(P, y, n):
        with np.errstate(divide="ignore"):
            losses = -np.log(np.sum(P * one_hot(y, P.shape[1]), axis=1))
        return np.argsort(losses)[::-1][:n]

    def in_a_loop(P, y, n):
        """Python's own `sorted` takes the probability as its key. It reads almost like the task;
        NumPy's sort is the faster one."""
        places = sorted(range(len(y)), key=lambda i: P[i, y[i]])
        return np.array(places[:n])

    def with_take_along_axis(P, y, n):
        p_right = np.take_along_axis(P, y[:, None], 1)[:, 0]
        return p_right.argsort()[:n]

    def each_in_its_place(P, y, n):
        """`argpartition` puts only the first n into their places and leaves the rest unsorted. For
        a few worst of very many samples that is less work than sorting them all."""
        p_right = P[np.arange(len(y)), y]
        return np.argpartition(p_right, range(n))[:n]

    def one_after_the_other(P, y, n):
        p_right, places = on_label(P, y).astype(float), []
        for _ in range(n):
            places.append(np.argmin(p_right))
            p_right[places[-1]] = np.inf
        return np.array(places)
