"""The mean negative log-likelihood of one-hot labels."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32, holds, single
from nnlib.exercises.chapter01._nll_slips import Slips
from nnlib.exercises.chapter01._prices import (
    FINITE,
    at_most,
    clipped_at,
    exchanged,
    hits,
    over_all,
    plus,
    right,
)
from nnlib.functions import losses
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="01-nll",
    title="Negative log-likelihood",
    minutes=8,
    difficulty=2,
    points=2,
    reference=losses.nll,
    hints=(
        "Only one probability of each row counts: the one of the right class. The one-hot "
        "labels Y can pick it out.",
        "What does a product of `Y` and `P` leave of a row? Make one number of that before the "
        "logarithm comes, so that it never meets the 0 of a wrong class.",
        "`Y * P` keeps the right probability of each row and sets the others to 0, so the sum "
        "along the row is that one number. Then minus the mean of the logarithms.",
    ),
    why="""Picking the right probability *before* the logarithm matters: the form
`-sum(Y * log(P))` meets `0 * log(0)` as soon as some wrong class has the probability 0, and
that is NaN. The mean over the rows makes the loss of a batch comparable with the loss of one
sample, whatever the size of the batch; `np.mean` of a single number is that number, so one
row needs no special case.""",
    promises={
        "one row": single("P", ndim=1),
        "a batch": batch("P"),
        "a batch of one": batch_of_one("P"),
        "float32": float32("P"),
        "a wrong class with the probability 0": holds("P", 0),
        "a batch so large that the product of its probabilities is 0": array_where(
            "P", lambda P: P.ndim == 2 and np.prod(P[:, 0]) == 0 < P.min()
        ),
        "wrong and perfectly sure": lambda case: (case.args["Y"] * case.args["P"] == 0).all(),
    },
    survivors={
        "np.sum(np.multiply(Y, P), axis=-1) -> np.max(np.multiply(Y, P), axis=-1)": (
            "a row of Y * P has one entry that is not 0, so its sum is its maximum"
        ),
        "np.asarray(Y) -> np.asarray(Y, dtype=int)": "labels are 0 and 1",
    },
)


@exercise.cases
def _(rng):
    row = {"Y": np.array([0.0, 1.0, 0.0]), "P": np.array([0.2, 0.7, 0.1])}
    yield Case("one row", row)
    two = {"Y": np.array([[1.0, 0], [0, 1]]), "P": np.array([[0.9, 0.1], [0.8, 0.2]])}
    yield Case("two rows", two)
    P = rng.dirichlet(np.ones(4), size=3)
    yield Case("three rows", {"Y": np.eye(4)[[3, 0, 2]], "P": P})
    yield Case("a batch of one", {"Y": np.eye(3)[[1]], "P": np.array([[0.25, 0.5, 0.25]])})
    P32 = rng.dirichlet(np.ones(3), size=5).astype(np.float32)
    yield Case("float32", {"Y": np.eye(3, dtype=np.float32)[[0, 1, 2, 1, 0]], "P": P32})
    sure = {"Y": np.array([1.0, 0.0, 0.0]), "P": np.array([0.99, 0.01, 0.0])}
    yield Case("a wrong class with the probability 0", sure)
    P = np.array([[0.001, 0.999], [0.001, 0.999]])
    yield Case("nearly sure, once wrong and once right", {"Y": np.eye(2), "P": P})
    many = {"Y": np.tile([1.0, 0.0], (200, 1)), "P": np.tile([0.01, 0.99], (200, 1))}
    yield Case("a batch of 200", many)
    wrong = {"Y": np.array([0.0, 1.0]), "P": np.array([1.0, 0.0])}
    otherwise = "The right class has the probability 0 here: the loss is infinite."
    yield Case("wrong and perfectly sure", wrong, otherwise=otherwise)


exercise.wrong(Slips)


@exercise.wrong
class Mistakes:
    def sum_for_mean(Y, P):
        """This is the sum over the batch; the loss is its mean."""
        return -np.sum(np.log(np.sum(Y * P, axis=-1)))

    def forgot_the_minus(Y, P):
        """The loss has the wrong sign: logarithms of probabilities are negative, a loss is not."""
        return np.mean(np.log(np.sum(Y * P, axis=-1)))

    def mean_over_all_entries(Y, P):
        """The mean is taken over all N x K entries. The zeros of the wrong classes do not
        count: take one number a row, and the mean over the rows."""
        return -np.mean(Y * np.log(P + 1e-12))

    def mean_over_all_entries_and_log_of_zero(Y, P):
        """The mean is taken over all N x K entries, and the zeros of the wrong classes make it
        too small. And a wrong class with the probability 0 gives 0 * log(0), which is NaN.
        First make one number of each row, the right class's probability."""
        return -np.mean(Y * np.log(P))

    def divided_by_the_length_and_log_of_zero(Y, P):
        """A single row is divided by its number of classes, which is its length: find a mean
        that serves both. And a wrong class with the probability 0 gives 0 * log(0), which is
        NaN."""
        return -np.sum(Y * np.log(P)) / len(Y)

    def sum_for_mean_and_log_of_zero(Y, P):
        """This is the sum over the batch; the loss is its mean. And a wrong class with the
        probability 0 gives 0 * log(0), which is NaN."""
        return -np.sum(Y * np.log(P))

    def log_of_zero(Y, P):
        """A wrong class with the probability 0 gives 0 * log(0), which is NaN. Pick out the
        right class's probability first, and take the logarithm of that."""
        return -np.mean(np.sum(Y * np.log(P), axis=-1))

    def log_of_the_product(Y, P):
        """The product of Y and P is 0 for every wrong class, and the logarithm of 0 is minus
        infinity. Make one number of each row first, then take its logarithm."""
        return -np.mean(np.log(Y * P))

    def mean_over_all_classes(Y, P):
        """The logarithms of all the probabilities are averaged. Only the right class's counts,
        and Y says which that is."""
        return -np.mean(np.log(P))

    def one_hot_as_column_numbers(Y, P):
        """Y stands where column numbers are wanted. It holds no labels here, but one-hot rows,
        of P's shape."""
        return -np.mean(np.log(P[np.arange(len(Y)), Y]))

    def divided_by_the_length(Y, P):
        """Right for a batch, but a single row is divided by its number of classes, which is its
        length. Find a mean that serves both."""
        return -np.sum(np.log(np.sum(Y * P, axis=-1))) / len(Y)

    def only_for_batches(Y, P):
        """`axis=1` works for a batch, but a single row has only axis 0. Count from the end:
        `axis=-1` is the last one of either. (Row numbers beside column numbers need a batch,
        too: pick in another way then.)"""
        return -np.mean(np.log(np.sum(Y * P, axis=1)))

    def one_loss_a_row(Y, P):
        """This is one loss for each row. The loss of the batch is a single number: their mean."""
        return -np.log(np.sum(Y * P, axis=-1))

    def log_of_the_mean(Y, P):
        """This is the logarithm of the mean probability. Take the logarithm of each row first,
        so that one terrible answer cannot hide among good ones."""
        return -np.log(np.mean(np.sum(Y * P, axis=-1)))

    def log_of_the_sum(Y, P):
        """The right probabilities of all rows are added before the logarithm. Take one number a
        row, its logarithm, and then the mean over the rows."""
        return -np.log(np.sum(Y * P))

    def log_to_base_10(Y, P):
        """The logarithm has another base than e. The loss takes the natural one, `np.log`."""
        return -np.mean(np.log10(np.sum(Y * P, axis=-1)))

    def forgot_the_logarithm(Y, P):
        """The logarithm is missing: this is minus the mean probability of the right class."""
        return -np.mean(np.sum(Y * P, axis=-1))

    def sum_down_the_columns(Y, P):
        """The sum runs down the columns, over different samples. Each sample is a row: sum
        along the last axis."""
        return -np.mean(np.log(np.sum(Y * P, axis=0)))

    def largest_probability(Y, P):
        """Each row is charged for its *largest* probability, whatever the truth. The right
        class's counts, and Y says which that is."""
        return -np.mean(np.log(np.max(P, axis=-1)))

    def squared_error(Y, P):
        """This is the squared error. It never charges much, however sure the mistake: take the
        logarithm of the right class's probability."""
        return np.mean((Y - P) ** 2)

    def both_terms(Y, P):
        """This charges for the wrong classes as well, by 1 - p. Here only the right class's
        probability counts, one number for each row."""
        return -np.mean(Y * np.log(P) + (1 - Y) * np.log(1 - P))

    def labels_and_probabilities_exchanged(Y, P):
        """Labels and probabilities have changed places: the logarithm is that of the
        probabilities, and Y picks."""
        return -np.mean(np.sum(P * np.log(Y), axis=-1))

    def one_minus_the_probability(Y, P):
        """This is 1 minus the mean probability of the right class, which never exceeds 1. The
        loss takes minus the logarithm."""
        return np.mean(1 - np.sum(Y * P, axis=-1))

    def log_of_the_wrong(Y, P):
        """The logarithm is that of 1 minus the right class's probability, so a good answer
        costs most. Take that of the probability itself."""
        return -np.mean(np.log(1 - np.sum(Y * P, axis=-1)))

    def one_loss_each_by_a_mask(Y, P):
        """This is an array with one loss for each row. The loss is a single number: their mean,
        also for one row."""
        return -np.log(P[Y == 1])

    def mean_over_what_is_a_number(Y, P):
        """NaN is left out of the mean, but so are no zeros: the wrong classes still count in
        it. Make one number of each row first, the right class's probability."""
        return -np.nanmean(Y * np.log(P))

    def largest_of_the_batch(Y, P):
        """One probability stands for the whole batch, the largest. Take one for each row: the
        maximum or sum goes along the last axis."""
        return -np.log(np.max(Y * P))

    def clipped(Y, P):
        """The probabilities are kept away from 0 and 1 by so much that it shows in the loss: a
        mistake that is surer than that costs no more. Take them as they
        are: with the right class's 0 the loss is infinite."""
        return -np.mean(np.log(np.clip(np.sum(Y * P, axis=-1), 0.01, 0.99)))

    def not_so_tiny_a_number(Y, P):
        """The number that is added inside the logarithm is so large that it shows in the loss.
        Add none: where the right class has the probability 0, the loss is infinite."""
        return -np.mean(np.log(np.sum(Y * P, axis=-1) + 0.001))

    def nothing_for_a_sure_mistake(Y, P):
        """A network that gave its right class the probability 0 pays nothing here, and should
        pay most of all. Leave that 0 as it is: minus its logarithm is infinity."""
        p_right = np.sum(Y * P, axis=-1)
        return -np.mean(np.log(np.where(p_right == 0, 1, p_right)))

    log_to_base_10 = spelled(log_to_base_10, lambda Y, P: -np.mean(np.log2(right(Y, P))))
    clipped = spelled(
        clipped,
        *map(clipped_at, (0.1, 0.05, 0.005, 1e-3, 1e-4, 1e-5, 1e-6)),
        *map(at_most, (1, 5, 10)),
    )
    not_so_tiny_a_number = spelled(not_so_tiny_a_number, *map(plus, (0.1, 0.01, 1e-4, 1e-5, 1e-6)))

    def of_the_product(Y, P):
        """The probabilities of all rows are multiplied before the logarithm is taken. In a large
        batch the product is too small for a computer, which rounds it to 0. Take the logarithm
        of each, and then the mean."""
        return -np.log(np.prod(right(Y, P))) / np.size(right(Y, P))

    def of_the_product_by_the_length(Y, P):
        """Two things: the product of many probabilities is too small for a computer, which rounds
        it to 0, so take the logarithm of each; and a single row is divided by its number of
        classes, which is its length."""
        return -np.log(np.prod(right(Y, P))) / len(P)

    def wrong_classes_and_log_of_zero(Y, P):
        """This charges for the wrong classes as well, by 1 - p, as for ten separate questions of
        yes or no. Here only the right class's probability counts. And where a probability is 0 or
        1, 0 * log(0) gives NaN."""
        return -np.mean(np.sum(Y * np.log(P) + (1 - Y) * np.log(1 - P), axis=-1))

    wrong_classes_and_log_of_zero = spelled(
        wrong_classes_and_log_of_zero,
        lambda Y, P: -np.sum(Y * np.log(P) + (1 - Y) * np.log(1 - P)),
        lambda Y, P: -np.sum(Y * np.log(P) + (1 - Y) * np.log(1 - P)) / len(Y),
    )

    def wrong_classes_charged_too(Y, P):
        """This charges for the wrong classes as well, by 1 - p, and adds it all up. Here only
        the right class's probability counts."""
        return -np.mean(np.sum(np.log(np.where(Y == 1, P, 1 - P)), axis=-1))

    wrong_classes_charged_too = spelled(
        wrong_classes_charged_too, lambda Y, P: -np.mean(np.log(np.where(Y == 1, P, 1 - P)))
    )

    def one_hot_as_row_numbers(Y, P):
        """The zeros and ones of Y are used as row numbers, so rows 0 and 1 of P are picked again
        and again. Y says where the right classes stand: multiply, or make it a mask."""
        return -np.mean(np.log(P[Y.astype(int)]))

    def logarithm_of_1_plus(Y, P):
        """A 1 is added inside the logarithm. The loss takes the logarithm of the probability
        itself."""
        return -np.mean(np.log1p(right(Y, P)))

    def softmax_again(Y, P):
        """P has gone through softmax once more. It holds probabilities already."""
        E = np.exp(P)
        return -np.mean(np.log(right(Y, E / np.sum(E, axis=-1, keepdims=True))))

    def changed_in_place(Y, P):
        """The result is right, but the caller's probabilities have been changed. Work on a new
        array: `Y * P` makes one, and `P[…] = …` does not."""
        P[Y == 0] = 1
        return -np.mean(np.sum(np.log(P), axis=-1))

    def changed_in_place_by_a_product(Y, P):
        """The caller's probabilities have been changed: `P *= Y` writes into P. `Y * P` makes a
        new array."""
        P *= Y
        return -np.mean(np.log(np.sum(P, axis=-1)))

    labels_and_probabilities_exchanged = spelled(
        labels_and_probabilities_exchanged,
        *map(exchanged, (1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15)),
    )

    def first_row_only(Y, P):
        """Only one row counts: `np.argmax` without an axis finds one place in the whole table.
        Give it an axis, and take the mean over the rows."""
        return -np.log(P.flat[np.argmax(Y)])

    def label_of_the_guess(Y, P):
        """This asks how often the largest probability is the right class's. The loss takes minus
        the logarithm of the right class's probability."""
        return np.mean(hits(Y, P))

    label_of_the_guess = spelled(label_of_the_guess, lambda Y, P: np.mean(~hits(Y, P)))

    def nan_painted_over(Y, P):
        """0 * log(0) is not a number, and it has been painted over: the loss is then 0, or a
        mistake costs nothing. Pick the right class's probability first."""
        return np.nan_to_num(-np.mean(np.sum(Y * np.log(P), axis=-1)))

    def squared_logarithm(Y, P):
        """The logarithms are squared before the mean. To make the loss positive, put a minus in
        front of the mean."""
        return np.mean(np.log(right(Y, P)) ** 2)

    def rounded(Y, P):
        """The loss is rounded. Return it as it is: rounding is for printing."""
        return np.round(-np.mean(np.log(right(Y, P))), 4)

    rounded = spelled(
        rounded,
        lambda Y, P: np.round(-np.mean(np.log(right(Y, P))), 2),
        lambda Y, P: np.round(-np.mean(np.log(right(Y, P))), 3),
    )

    mean_over_all_entries = spelled(
        mean_over_all_entries,
        lambda Y, P: -np.sum(np.log(right(Y, P))) / np.size(P),
        *map(over_all, (1e-7, 1e-8, 1e-9, 1e-10, 1e-15, 1e-300)),
    )

    def sum_of_all_logarithms(Y, P):
        """The logarithms of a whole row are added up, right class and wrong ones alike, and Y
        plays no part in it. Only the right class's counts."""
        return -np.mean(np.sum(np.log(P), axis=-1))

    def smallest_probability(Y, P):
        """Each row is charged for its smallest probability, whatever the truth. The right
        class's counts, and Y says which that is."""
        return -np.mean(np.log(np.min(P, axis=-1)))

    def first_class_for_all(Y, P):
        """Every row is charged for the same class. The right one differs from row to row, and Y
        says which it is."""
        return -np.mean(np.log(P[..., 0]))

    squared_error = spelled(
        squared_error,
        lambda Y, P: np.mean(np.sum((Y - P) ** 2, axis=-1)),
        lambda Y, P: np.sum((Y - P) ** 2),
    )

    def entropy(Y, P):
        """This says how unsure the network is, and Y plays no part in it. Only the right class's
        probability counts."""
        return -np.mean(np.sum(P * np.log(P + 1e-12), axis=-1))

    def largest_loss(Y, P):
        """This is the loss of one row, the worst or the middle one. The loss of the batch is the
        mean over all of them."""
        return -np.min(np.log(right(Y, P)))

    largest_loss = spelled(largest_loss, lambda Y, P: -np.median(np.log(right(Y, P))))

    def only_large(Y, P):
        """Right, but where the right class has the probability 0 the loss is only large, and it's
        infinite. Let the logarithm meet that 0, with nothing clipped, added or replaced."""
        return FINITE[0](Y, P)

    only_large = spelled(only_large, *FINITE)


@exercise.right
class Variants:
    def by_argmax(Y, P):
        """The place of each row's 1 is the label again, and labels pick the probabilities."""
        Y, P = np.atleast_2d(Y), np.atleast_2d(P)
        return float(-np.log(P[np.arange(len(Y)), Y.argmax(axis=1)]).mean())

    def by_a_mask(Y, P):
        """The mask picks one probability from each row, so the logarithms of all the others are
        never taken. No 0 among them can do harm."""
        return -np.mean(np.log(np.asarray(P)[np.asarray(Y) == 1]))
