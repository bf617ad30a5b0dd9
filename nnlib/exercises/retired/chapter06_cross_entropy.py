"""The mean cross-entropy, from scores and labels."""

import numpy as np

from nnlib.exercises._kinds import batch, batch_of_one, float32, reaches
from nnlib.exercises.chapter06._shared import labelled_scores
from nnlib.functions import losses
from nnlib.functions.activations import log_softmax, softmax
from nnlib.functions.preprocessing import one_hot
from nnlib.judge.exercise import Exercise

exercise = Exercise(
    id="06-cross-entropy",
    title="Cross-entropy from scores",
    minutes=6,
    difficulty=3,
    points=2,
    reference=losses.softmax_cross_entropy,
    hints=(
        "`log_softmax(Z)` gives the logarithms of all the probabilities. Each sample needs only "
        "the one of its own label.",
        "`L[np.arange(N), y]` picks from row 0 the entry y[0], from row 1 the entry y[1], and so "
        "on.",
        "`log_P = log_softmax(Z)`, then minus the mean of the picked entries.",
    ),
    why="""The pair of index arrays `np.arange(N), y` picks one entry from each row, without
building one-hot labels. Starting from the scores and using `log_softmax` keeps the loss
finite however sure and wrong the network is; `log(softmax(Z))` would give infinity.""",
    promises={
        "a batch": batch("Z"),
        "a batch of one": batch_of_one("Z"),
        "float32": float32("Z"),
        "very large scores": reaches("Z", 1000),
        "the first class and the last": lambda case: (
            {0, case.args["Z"].shape[1] - 1} <= {*case.args["y"]}
        ),
    },
    survivors={
        "np.log(np.exp(Z - largest[:, None]).sum(axis=1)) -> np.maximum(np.log(np.exp(Z - "
        "largest[:, None]).sum(axis=1)), -10)": "a 1 is in the sum, so its logarithm is at least 0",
    },
)
exercise.cases(labelled_scores)


def _tiny_number(tiny):
    """The mistake of that size."""

    def tiny_number(Z, y):
        return -np.mean(np.log(softmax(Z)[np.arange(len(y)), y] + tiny))

    tiny_number.__doc__ = f"""Where the network is sure and wrong, the loss is that of the
        probability {tiny:g}: a tiny number, or a bound, hides the infinity and changes the answer.
        `log_softmax` needs no such help."""
    return tiny_number


@exercise.wrong
class Mistakes:
    def sum_for_mean(Z, y):
        """This is the sum over the batch; the loss is its mean."""
        return -np.sum(log_softmax(Z)[np.arange(len(y)), y])

    def forgot_the_minus(Z, y):
        """The loss has the wrong sign: it should never be negative."""
        return np.mean(log_softmax(Z)[np.arange(len(y)), y])

    def picked_columns(Z, y):
        """`L[:, y]` picks whole columns, N of them. One entry a row is wanted: give the row
        numbers too."""
        return -np.mean(log_softmax(Z)[:, y])

    def labels_left_out(Z, y):
        """This is the mean over all the classes, right and wrong alike: the labels play no part
        in it."""
        return -np.mean(log_softmax(Z))

    def picked_rows(Z, y):
        """`L[y]` picks rows. One entry a row is wanted: row numbers and labels."""
        return -np.mean(log_softmax(Z)[y])

    def log_of_softmax(Z, y):
        """The loss is infinite where the network is sure and wrong: softmax has rounded a
        probability to 0. `log_softmax` never goes through that 0."""
        return -np.mean(np.log(softmax(Z)[np.arange(len(y)), y]))

    def mean_over_all_entries(Z, y):
        """The mean is taken over all N x K entries. Only one entry of each row counts: divide
        by N."""
        return -np.mean(log_softmax(Z) * np.eye(Z.shape[1])[y])

    def forgot_log_softmax(Z, y):
        """The scores are used as if they were logarithms of probabilities. `log_softmax` first."""
        return -np.mean(Z[np.arange(len(y)), y])

    def forgot_the_logarithm(Z, y):
        """The probabilities of the right classes are averaged themselves. Their logarithms are
        wanted."""
        return -np.mean(softmax(Z)[np.arange(len(y)), y])

    def one_loss_a_sample(Z, y):
        """This is one loss for each sample. The loss of the batch is their mean."""
        return -log_softmax(Z)[np.arange(len(y)), y]

    tiny_number = tuple(map(_tiny_number, (1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15)))

    def divided_by_K(Z, y):
        """The sum is divided by the number of classes. The loss is a mean over samples: divide by
        N."""
        return -np.sum(log_softmax(Z)[np.arange(len(y)), y]) / Z.shape[1]

    def classes_added_up(Z, y):
        """The logarithms of all the classes are added up, right and wrong alike: the labels play no
        part in it."""
        return -np.mean(np.sum(log_softmax(Z), axis=1))

    def columns_added_up(Z, y):
        """`L[:, y]` picks whole columns, N of them, and all their entries are added up. One entry a
        row is wanted: give the row numbers too."""
        return -np.sum(log_softmax(Z)[:, y]) / len(y)

    def largest_probability(Z, y):
        """The probability of the network's own answer counts here, the largest of each row. The one
        of the label is wanted, right or wrong."""
        return -np.mean(np.max(log_softmax(Z), axis=1))

    def logarithm_twice(Z, y):
        """The logarithm is taken twice: `log_softmax` has taken it already, and its numbers are not
        positive."""
        return -np.mean(np.log(log_softmax(Z)[np.arange(len(y)), y]))

    def softmax_twice(Z, y):
        """The scores go through softmax twice. `log_softmax` starts from the scores themselves."""
        return -np.mean(log_softmax(softmax(Z))[np.arange(len(y)), y])

    def one_minus_the_probability(Z, y):
        """This is what the right classes' probabilities lack to 1, on average. Their logarithms are
        wanted."""
        return 1 - np.mean(softmax(Z)[np.arange(len(y)), y])

    def labels_as_factors(Z, y):
        """The labels are multiplied in as if they were numbers of something. They say which column
        counts: pick it, or write them one-hot first."""
        return -np.mean(np.sum(y * log_softmax(Z), axis=1))

    def labels_as_factors_of_rows(Z, y):
        """Each row is multiplied by its label, so class 2 counts twice and class 0 never. A label
        says which column counts: pick it, or write it one-hot first."""
        return -np.mean(y[:, None] * log_softmax(Z))

    def ten_classes(Z, y):
        """The number of classes is fixed at 10. Z says how many there are: `Z.shape[1]`."""
        return -np.mean(np.sum(one_hot(y, 10) * log_softmax(Z), axis=1))


@exercise.right
class Variants:
    def with_one_hot(Z, y):
        """The product with a one-hot table leaves one term of each row's sum. It is the formula as
        it stands in books, at the price of a second table of N × K numbers."""
        return -np.sum(np.eye(Z.shape[1])[y] * log_softmax(Z)) / len(Z)

    def with_take_along_axis(Z, y):
        return float(-np.take_along_axis(log_softmax(Z), y[:, None], 1).mean())

    def in_a_loop(Z, y):
        total = 0
        for z, label in zip(Z, y, strict=True):
            total -= log_softmax(z)[label]
        return total / len(y)

    def by_log_sum_exp(Z, y):
        """Only one log-probability of each row is ever computed: the logarithm of the row's sum,
        minus the right score. It is as safe from overflow as log_softmax, since the largest score
        is taken out first."""
        largest = Z.max(axis=1)
        log_sum = largest + np.log(np.exp(Z - largest[:, None]).sum(axis=1))
        return (log_sum - Z[np.arange(len(y)), y]).mean()
