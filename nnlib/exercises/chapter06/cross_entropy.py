"""The mean cross-entropy, from scores and labels."""

import numpy as np

from nnlib.exercises.chapter06._shared import labelled_scores
from nnlib.functions import losses
from nnlib.functions.activations import log_softmax, softmax
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
)
exercise.cases(labelled_scores)


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


@exercise.right
class Variants:
    def with_one_hot(Z, y):
        return -np.sum(np.eye(Z.shape[1])[y] * log_softmax(Z)) / len(Z)

    def with_take_along_axis(Z, y):
        return float(-np.take_along_axis(log_softmax(Z), y[:, None], axis=1).mean())
