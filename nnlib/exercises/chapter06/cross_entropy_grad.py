"""The gradient of the mean cross-entropy at the scores."""

import numpy as np

from nnlib.exercises.chapter06._shared import labelled_scores
from nnlib.functions import losses
from nnlib.functions.activations import log_softmax, softmax
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
Dividing by N is the gradient of the mean, and the only place in the course where a 1/N enters
a gradient.""",
    survivors={
        "dZ[np.arange(len(y)), y] -= 1 -> "
        "dZ[np.arange(len(y)), y] = dZ[np.arange(len(y)), y] - 1": "the same in other words",
    },
)
exercise.cases(labelled_scores)


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


@exercise.right
class Variants:
    def with_one_hot(Z, y):
        return (softmax(Z) - np.eye(Z.shape[1])[y]) / len(Z)

    def by_comparing(Z, y):
        P = np.exp(log_softmax(Z))
        return (P - (np.arange(Z.shape[1]) == y[:, None])) * (1 / Z.shape[0])
