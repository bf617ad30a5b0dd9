"""The gradient of the mean cross-entropy at the scores."""

import numpy as np

from nnlib.exercises._kinds import batch, batch_of_one, float32, reaches
from nnlib.exercises.chapter06._shared import labelled_scores
from nnlib.functions import losses
from nnlib.functions.activations import log_softmax, softmax
from nnlib.functions.preprocessing import one_hot
from nnlib.judge.exercise import Exercise

exercise = Exercise(
    id="06-cross-entropy-grad",
    title="The gradient of the cross-entropy",
    minutes=4,
    difficulty=3,
    points=2,
    reference=losses.softmax_cross_entropy_grad,
    hints=(
        "What the network said, minus the truth: probabilities minus one-hot labels.",
        "Probabilities minus one-hot labels, divided by N: the loss is a mean over the samples.",
        "`P = softmax(Z)`; then take 1 off at the right class of each row, with the same pair of "
        "index arrays as in the loss; then divide by the number of samples.",
    ),
    why="""The derivative of `-log softmax(z)[y]` is `softmax(z)` with 1 taken off at place y:
each wrong class is pushed down by its probability, the right one is pulled up by what it lacks.
Dividing by N is the gradient of the mean.""",
    promises={
        "a batch": batch("Z"),
        "a batch of one": batch_of_one("Z"),
        "float32": float32("Z"),
        "very large scores": reaches("Z", 1000),
        "very large scores that differ by little": lambda case: (
            (np.abs(case.args["Z"]) >= 1000).all() and np.ptp(case.args["Z"], axis=1).max() <= 1
        ),
        "the first class and the last": lambda case: (
            {0, case.args["Z"].shape[1] - 1} <= {*case.args["y"]}
        ),
    },
)
exercise.cases(labelled_scores)


def _clipped(bound):
    def clipped(Z, y):
        return (softmax(np.clip(Z, -bound, bound)) - np.eye(Z.shape[1])[y]) / len(y)

    clipped.__doc__ = """The scores are clipped, so that two large ones become equal. Softmax
    depends on *differences* of scores: take the largest of each row off instead."""
    return clipped


@exercise.wrong
class Mistakes:
    def forgot_the_mean(Z, y):
        """The 1/N is missing. The loss is a mean over the samples, and so is its gradient."""
        return softmax(Z) - np.eye(Z.shape[1])[y]

    def truth_minus_guess(Z, y):
        """The sign is turned round: this points downhill. The gradient is what the network
        said, minus the truth."""
        return (np.eye(Z.shape[1])[y] - softmax(Z)) / len(y)

    def divided_by_K(Z, y):
        """It is divided by the number of classes. The loss is a mean over samples: divide by N."""
        return (softmax(Z) - np.eye(Z.shape[1])[y]) / Z.shape[1]

    def divided_by_N_and_K(Z, y):
        """It is divided by N x K entries. The loss is a mean over N samples."""
        return (softmax(Z) - np.eye(Z.shape[1])[y]) / Z.size

    def divided_only_the_labels(Z, y):
        """Only the labels are divided by N. The mean divides the whole row, the probabilities
        too."""
        return softmax(Z) - np.eye(Z.shape[1])[y] / len(y)

    def forgot_softmax(Z, y):
        """Softmax is missing: the labels are taken off the raw scores."""
        return (Z - np.eye(Z.shape[1])[y]) / len(y)

    def ones_in_whole_columns(Z, y):
        """`P[:, y] -= 1` changes whole columns, for every sample. Only one entry of each row:
        give the row numbers too."""
        P = softmax(Z)
        P[:, y] -= 1
        return P / len(y)

    def ones_in_whole_rows(Z, y):
        """`P[y] -= 1` changes whole rows, the y-th ones. Only one entry of each row: row
        numbers and labels."""
        P = softmax(Z)
        P[y] -= 1
        return P / len(y)

    def only_the_right_class(Z, y):
        """The gradient is there for the right class of each row only. The wrong ones have one too:
        their probabilities."""
        dZ = (softmax(Z) - 1) / len(y)
        return dZ * np.eye(Z.shape[1])[y]

    def one_entry_a_row(Z, y):
        """This is one entry a row, that of the right class. Every score has a gradient: the shape
        is Z's own."""
        return (softmax(Z)[np.arange(len(y)), y] - 1) / len(y)

    def divided_only_the_right_class(Z, y):
        """Only the entry of the right class is divided by N. The mean divides the whole row."""
        P, Y = softmax(Z), np.eye(Z.shape[1])[y]
        return np.where(Y == 1, (P - 1) / len(y), P)

    def divided_twice(Z, y):
        """The number of samples divides twice. Once is enough: the loss is a mean."""
        return (softmax(Z) - np.eye(Z.shape[1])[y]) / len(y) ** 2

    def forgot_the_labels(Z, y):
        """These are the probabilities, divided by N. The labels are missing: 1 is taken off at the
        right class of each row."""
        return softmax(Z) / len(y)

    def log_softmax_for_softmax(Z, y):
        """The labels are taken off the *logarithms* of the probabilities. The formula has the
        probabilities themselves."""
        return (log_softmax(Z) - np.eye(Z.shape[1])[y]) / len(y)

    def at_the_probabilities(Z, y):
        """This is the gradient with respect to the probabilities, -1/p at the right class. Go on
        through softmax, to the scores: little is left then."""
        return -np.eye(Z.shape[1])[y] / softmax(Z) / len(y)

    def slope_of_sigmoid(Z, y):
        """A factor P (1 - P) too many: it is what a sigmoid and the squared error would give. With
        the cross-entropy the slope has cancelled."""
        P = softmax(Z)
        return (P - np.eye(Z.shape[1])[y]) * P * (1 - P) / len(y)

    def mean_over_the_samples(Z, y):
        """The rows are averaged into a single one. Each sample keeps its own row of gradients; the
        mean of the loss only divides it by N."""
        return np.mean(softmax(Z) - np.eye(Z.shape[1])[y], axis=0)

    def labels_themselves(Z, y):
        """The labels are taken off as numbers, and do not fit. Write them one-hot, or take 1 off at
        the right places."""
        return (softmax(Z) - y) / len(y)

    def labels_of_rows(Z, y):
        """Each row's label itself is taken off all its probabilities. Only the right class loses
        something, and that is 1: write the labels one-hot."""
        return (softmax(Z) - y[:, None]) / len(y)

    def ten_classes(Z, y):
        """The number of classes is fixed at 10. Z says how many there are: `Z.shape[1]`."""
        return (softmax(Z) - one_hot(y, 10)) / len(y)

    def softmax_over_the_samples(Z, y):
        """The exponentials are divided by their sum over the samples. The probabilities of a
        *sample* add up to 1: sum along its row."""
        return (softmax(Z.T).T - np.eye(Z.shape[1])[y]) / len(y)

    def one_sum_for_the_batch(Z, y):
        """The exponentials are divided by the sum over the whole batch. Each sample's probabilities
        add up to 1: sum along its row."""
        E = np.exp(Z - Z.max())
        return (E / E.sum() - np.eye(Z.shape[1])[y]) / len(y)

    def exponentials_that_overflow(Z, y):
        """For large scores the exponential overflows, and infinity over infinity is not a number.
        `softmax` of chapter 01 takes the largest score of each row off first."""
        P = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
        return (P - np.eye(Z.shape[1])[y]) / len(y)

    def one_maximum_for_the_batch(Z, y):
        """The largest score of the whole *batch* is taken off, so in a row far below it all the
        exponentials are 0. Each row has a largest score of its own."""
        E = np.exp(Z - Z.max())
        return (E / E.sum(axis=1, keepdims=True) - np.eye(Z.shape[1])[y]) / len(y)

    def divided_too_early(Z, y):
        """The probabilities are divided by N before 1 is taken off, so that 1 is not divided.
        Divide at the end, the whole row."""
        return softmax(Z) / len(y) - np.eye(Z.shape[1])[y]

    def classes_from_the_labels(Z, y):
        """The number of classes is taken from the labels. Where the last class does not occur in
        the batch, that is too few: `Z.shape[1]` says how many there are."""
        return (softmax(Z) - one_hot(y, y.max() + 1)) / len(y)

    def one_dimension_gone(Z, y):
        """`squeeze` takes axes of size one away, so a batch of one is no batch any more. The
        gradient has the shape of Z."""
        return np.squeeze((softmax(Z) - np.eye(Z.shape[1])[y]) / len(y))

    def labels_counted_from_one(Z, y):
        """1 is taken off one class too low. Labels are counted from 0, as places are."""
        return (softmax(Z) - np.eye(Z.shape[1])[y - 1]) / len(y)

    def answers_for_labels(Z, y):
        """1 is taken off at the class that the network finds most probable. The truth is in y, and
        only there."""
        return (softmax(Z) - np.eye(Z.shape[1])[Z.argmax(axis=1)]) / len(y)

    def scores_shifted_in_place(Z, y):
        """The result is right, but the caller's scores have changed: `-=` writes into Z. `Z - ...`
        makes a new array."""
        Z -= Z.max(axis=1, keepdims=True)
        return (softmax(Z) - np.eye(Z.shape[1])[y]) / len(y)

    clipped = tuple(map(_clipped, (10, 20, 30, 50, 100, 500, 700)))


@exercise.right
class Variants:
    def with_one_hot(Z, y):
        """The formula word for word: probabilities minus a one-hot table, over N. The table and the
        difference are two more arrays of N × K numbers."""
        return (softmax(Z) - np.eye(Z.shape[1])[y]) / len(Z)

    def by_comparing(Z, y):
        P = np.exp(log_softmax(Z))
        return (P - (np.arange(Z.shape[1]) == y[:, None])) * (1 / Z.shape[0])

    def in_a_loop(Z, y):
        """One row after the other, which shows that each row's gradient depends on that row alone.
        For a batch of any size the loop in Python is what takes the time."""
        dZ = np.zeros(Z.shape)
        for n, label in enumerate(y):
            dZ[n] = softmax(Z[n])
            dZ[n, label] -= 1
        return dZ / len(dZ)
