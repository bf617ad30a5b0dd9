"""The mean cross-entropy of two classes, sure answers included."""

import numpy as np

from nnlib.functions import losses
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="02-binary-cross-entropy",
    title="Binary cross-entropy",
    minutes=5,
    difficulty=3,
    points=2,
    reference=losses.binary_cross_entropy,
    hints=(
        "What probability did the unit give to the *right* answer? That is p for label 1; and "
        "for label 0?",
        "Pick the right probability of each sample first (`np.where` chooses between two arrays), "
        "then take logarithms: a logarithm that nobody needs may be that of 0.",
        "`p_right = np.where(..., p, ...)`, then minus the mean of its logarithm.",
    ),
    why="""A label of 1 leaves `log(p)` of the formula, a label of 0 leaves `log(1 - p)`: always
the logarithm of the probability of the right answer, so this is the negative log-likelihood
for two classes. Written out as `y * log(p) + (1 - y) * log(1 - p)` it computes both logarithms,
and for a unit that is right and perfectly sure one of them is `0 * log(0)`, NaN. The other cure
is a tiny number inside the logarithms (1e-10), which also makes the price of a sure mistake
finite, at the cost of a gradient that is no longer exact there.""",
    # A tiny number inside the logarithm (1e-8) is a legal choice, and shifts the loss by it.
    atol=1e-6,
    survivors={"np.asarray(y) -> y": "the same for arrays, and the task promises arrays"},
)


@exercise.cases
def _(rng):
    yield Case("one yes, one no", {"y": np.array([1, 0]), "p": np.array([0.9, 0.2])})
    yield Case("a batch of one", {"y": np.array([0]), "p": np.array([0.7])})
    y = np.array([1, 0, 0, 1, 0])
    yield Case("five samples", {"y": y, "p": rng.uniform(0.05, 0.95, size=5).round(2)})
    p32 = rng.uniform(0.1, 0.9, size=4).astype(np.float32)
    yield Case("float32", {"y": np.array([1, 1, 0, 0], dtype=np.float32), "p": p32})
    sure = {"y": np.array([1, 0, 1]), "p": np.array([1.0, 0.0, 0.5])}
    yield Case("right and perfectly sure", sure)
    both = {"y": np.array([0, 1]), "p": np.array([0.0, 1.0])}
    yield Case("a no and a yes, right and perfectly sure", both)


def _two_terms(y, p):
    return y * np.log(p) + (1 - y) * np.log(1 - p)


@exercise.wrong
class Mistakes:
    def log_of_zero(y, p):
        """Right in general, but a unit that is right and perfectly sure gives 0 * log(0), which
        is NaN. Pick the probability of the right answer first, and take only its logarithm."""
        return -np.mean(_two_terms(y, p))

    def sum_for_mean(y, p):
        """This is the sum over the samples; the loss is their mean."""
        return -np.sum(np.log(np.where(y == 1, p, 1 - p)))

    def sum_with_log_of_zero(y, p):
        """This is the sum over the samples, where the mean is wanted; and a unit that is right
        and perfectly sure gives 0 * log(0), which is NaN."""
        return -np.sum(_two_terms(y, p))

    def forgot_the_minus(y, p):
        """The sign is wrong: logarithms of probabilities are negative, a loss is not."""
        return np.mean(np.log(np.where(y == 1, p, 1 - p)))

    def forgot_the_minus_with_log_of_zero(y, p):
        """The sign is wrong, a loss is not negative; and a unit that is right and perfectly
        sure gives 0 * log(0), which is NaN."""
        return np.mean(_two_terms(y, p))

    def minus_for_half(y, p):
        """The minus reaches only the samples with label 1; those with label 0 lower the loss.
        It belongs in front of both."""
        return np.mean(-y * np.log(p) + (1 - y) * np.log(1 - p))

    def only_the_yes(y, p):
        """Samples with label 0 cost nothing here. For them the right answer has the probability
        1 - p."""
        return -np.mean(np.where(y == 1, np.log(p), 0))

    def only_the_yes_with_log_of_zero(y, p):
        """Samples with label 0 cost nothing here, though for them the right answer has the
        probability 1 - p; and where such a sample has p = 0 you compute 0 * log(0), which is
        NaN."""
        return -np.mean(y * np.log(p))

    def yes_for_all(y, p):
        """Every sample is charged for its probability of *yes*. Where the label is 0, the right
        answer has the probability 1 - p."""
        return -np.mean(np.log(p))

    def the_wrong_answer_charged(y, p):
        """The two probabilities are exchanged: label 1 should be charged by p, label 0 by 1 -
        p."""
        return -np.mean(np.log(np.where(y == 1, 1 - p, p)))

    def logarithm_of_the_labels(y, p):
        """Labels and probabilities are exchanged: the logarithm is that of the probabilities."""
        return -np.mean(p * np.log(y) + (1 - p) * np.log(1 - y))

    def one_loss_a_sample(y, p):
        """This is one loss for each sample. The loss of the batch is a single number: their
        mean."""
        return -np.log(np.where(y == 1, p, 1 - p))

    def one_loss_a_sample_with_log_of_zero(y, p):
        """This is one loss for each sample, where their mean is wanted; and a unit that is
        right and perfectly sure gives 0 * log(0), which is NaN."""
        return -_two_terms(y, p)

    def if_for_all_labels(y, p):
        """Plain Python's `if`, `and`, `min` and `max` ask about one number, but y and p hold
        many. Find an expression that does its work for all entries at once."""
        return np.mean(-np.log(p if y == 1 else 1 - p))

    def if_for_all_labels_without_mean(y, p):
        """Plain Python's `if`, `and`, `min` and `max` ask about one number, but y and p hold
        many: find an expression that does its work for all entries at once. Then take the mean.
        """
        return -np.log(p if y == 1 else 1 - p)

    def log_of_the_mean(y, p):
        """This is the logarithm of the mean probability. Take the logarithm of each first, so
        that one terrible answer cannot hide among good ones."""
        return -np.log(np.mean(np.where(y == 1, p, 1 - p)))

    def squared_error(y, p):
        """This is the squared error. It never charges more than 1, however sure the mistake."""
        return np.mean((y - p) ** 2)

    def log_to_base_10(y, p):
        """The logarithm is not the natural one, `np.log`; it has base 10."""
        return -np.mean(np.log10(np.where(y == 1, p, 1 - p)))

    def log_to_base_2(y, p):
        """The logarithm is not the natural one, `np.log`; it has base 2."""
        return -np.mean(np.log2(np.where(y == 1, p, 1 - p)))


@exercise.right
class Variants:
    def with_epsilon(y, p):
        return -np.mean(y * np.log(p + 1e-10) + (1 - y) * np.log(1 - p + 1e-10))

    def with_clip(y, p):
        p = np.clip(p, 1e-12, 1 - 1e-7)
        return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

    def sum_over_length(y, p):
        return -np.sum(np.log(np.where(y == 1, p, 1 - p))) / len(y)

    def in_a_loop(y, p):
        total = 0
        for i in range(len(y)):
            if y[i] == 1:
                total -= np.log(p[i])
            else:
                total -= np.log(1 - p[i])
        return total / len(y)

    def along_the_last_axis(y, p):
        return -np.mean(np.log(np.where(y == 1, p, 1 - p)), axis=-1)

    def by_distance(y, p):
        return float(-np.log(1 - np.abs(y - p)).mean())
