"""The mean cross-entropy of two classes, sure answers included."""

import math

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, float32
from nnlib.exercises.chapter02._binary_cross_entropy_slips import OtherPrices
from nnlib.exercises.chapter02._prices import (
    TINY,
    at_most,
    clipped_at,
    labels,
    plus,
    right,
    two_terms,
)
from nnlib.functions import losses
from nnlib.judge.exercise import Case, Exercise


def _some_sample(label, probability):
    """A case with a sample of that label and that probability."""
    return lambda case: ((case.args["y"] == label) & (case.args["a"] == probability)).any()


exercise = Exercise(
    id="02-binary-cross-entropy",
    title="Binary cross-entropy",
    minutes=5,
    difficulty=2,
    points=2,
    reference=losses.binary_cross_entropy,
    hints=(
        "What probability did the unit give to the *right* answer? That is `a` for label 1; and "
        "for label 0?",
        "Pick the right probability of each sample first (`np.where` chooses between two arrays), "
        "then take logarithms: a logarithm that nobody needs may be that of 0.",
        "`a_right = np.where(..., a, ...)`, then minus the mean of its logarithm.",
    ),
    why="""A label of 1 leaves `log(a)` of the formula, a label of 0 leaves `log(1 - a)`: always
the logarithm of the probability of the right answer, so this is the negative log-likelihood
for two classes. Written out as `y * log(a) + (1 - y) * log(1 - a)` it computes both logarithms,
and for a unit that is right and perfectly sure one of them is `0 * log(0)`, NaN. Many
programs put a tiny number (1e-10) inside the logarithms instead. It keeps NaN away too, but then a
sure mistake costs only 23, and where probabilities are clipped, the slope is lost.""",
    promises={
        "several samples": array_where("a", lambda a: len(a) > 1),
        "a batch of one": array_where("a", lambda a: len(a) == 1),
        "float32": float32("a"),
        "a batch so large that the product of its probabilities is 0": lambda case: (
            np.prod(q := right(**case.args)) == 0 < q.min()
        ),
        "a yes, right and sure": _some_sample(1, 1),
        "a no, right and sure": _some_sample(0, 0),
        "a yes, wrong and sure": _some_sample(1, 0),
        "a no, wrong and sure": _some_sample(0, 1),
    },
    survivors={
        "np.asarray(y) -> np.asarray(y, dtype=int)": "labels are 0 and 1",
        "y - a -> a - y": "the distance is the same",
        "np.mean(np.log(np.where(y == 1, a, 1 - a)), axis=-1) -> "
        "np.mean(np.log(np.where(y == 1, a, 1 - a)))": "a vector has one axis",
    },
)


@exercise.cases
def _(rng):
    yield Case("one yes, one no", {"y": np.array([1, 0]), "a": np.array([0.9, 0.2])})
    yield Case("a batch of one", {"y": np.array([0]), "a": np.array([0.7])})
    y = np.array([1, 0, 0, 1, 0])
    yield Case("five samples", {"y": y, "a": rng.uniform(0.05, 0.95, size=5).round(2)})
    a32 = rng.uniform(0.1, 0.9, size=4).astype(np.float32)
    yield Case("float32", {"y": np.array([1, 1, 0, 0], dtype=np.float32), "a": a32})
    sure = {"y": np.array([1, 0, 1]), "a": np.array([1.0, 0.0, 0.5])}
    yield Case("right and perfectly sure", sure)
    many = {"y": np.tile([1, 0], 100), "a": np.tile([0.01, 0.99], 100)}
    yield Case("200 samples", many)
    both = {"y": np.array([0, 1]), "a": np.array([0.0, 1.0])}
    yield Case("a no and a yes, right and perfectly sure", both)
    for label, args in {
        "a yes, wrong and perfectly sure": {"y": np.array([1, 0]), "a": np.array([0.0, 0.5])},
        "a no, wrong and perfectly sure": {"y": np.array([0, 1]), "a": np.array([1.0, 0.5])},
    }.items():
        yield Case(label, args, otherwise="A unit that is wrong and perfectly sure pays infinity.")


exercise.wrong(OtherPrices)


@exercise.wrong
class Mistakes:
    def log_of_zero(y, a):
        """Right in general, but a unit that is right and perfectly sure gives 0 * log(0), which
        is NaN. Pick the probability of the right answer first, and take only its logarithm."""
        return -np.mean(two_terms(y, a))

    def sum_for_mean(y, a):
        """This is the sum over the samples; the loss is their mean."""
        return -np.sum(np.log(np.where(y == 1, a, 1 - a)))

    sum_for_mean = spelled(sum_for_mean, lambda y, a: np.sum(np.log(right(y, a))))

    def sum_with_log_of_zero(y, a):
        """This is the sum over the samples, where the mean is wanted; and a unit that is right
        and perfectly sure gives 0 * log(0), which is NaN."""
        return -np.sum(two_terms(y, a))

    def forgot_the_minus(y, a):
        """The sign is wrong: logarithms of probabilities are negative, a loss is not."""
        return np.mean(np.log(np.where(y == 1, a, 1 - a)))

    def forgot_the_minus_with_log_of_zero(y, a):
        """The sign is wrong, a loss is not negative; and a unit that is right and perfectly
        sure gives 0 * log(0), which is NaN."""
        return np.mean(two_terms(y, a))

    def minus_for_half(y, a):
        """The minus reaches only the samples with label 1; those with label 0 lower the loss.
        It belongs in front of both."""
        return np.mean(-y * np.log(a) + (1 - y) * np.log(1 - a))

    def only_the_yes(y, a):
        """Samples with label 0 cost nothing here. For them the right answer has the probability
        `1 - a`."""
        return -np.mean(np.where(y == 1, np.log(a), 0))

    def only_the_yes_with_log_of_zero(y, a):
        """Samples with label 0 cost nothing here, though for them the right answer has the
        probability `1 - a`; and where such a sample has `a` = 0 you compute 0 * log(0), which is
        NaN."""
        return -np.mean(y * np.log(a))

    def yes_for_all(y, a):
        """Every sample is charged for its probability of *yes*. Where the label is 0, the right
        answer has the probability `1 - a`."""
        return -np.mean(np.log(a))

    def the_wrong_answer_charged(y, a):
        """The two probabilities are exchanged: label 1 should be charged by `a`, label 0 by
        `1 - a`."""
        return -np.mean(np.log(np.where(y == 1, 1 - a, a)))

    def logarithm_of_the_labels(y, a):
        """Labels and probabilities are exchanged: the logarithm is that of the probabilities."""
        return -np.mean(a * np.log(y) + (1 - a) * np.log(1 - y))

    def one_loss_a_sample(y, a):
        """This is one loss for each sample. The loss of the batch is a single number: their
        mean."""
        return -np.log(np.where(y == 1, a, 1 - a))

    one_loss_a_sample = spelled(one_loss_a_sample, lambda y, a: np.log(right(y, a)))

    def one_loss_a_sample_with_log_of_zero(y, a):
        """This is one loss for each sample, where their mean is wanted; and a unit that is
        right and perfectly sure gives 0 * log(0), which is NaN."""
        return -two_terms(y, a)

    def if_for_all_labels(y, a):
        """Plain Python's `if`, `and`, `min` and `max` ask about one number, but y and `a` hold
        many. Find an expression that does its work for all entries at once."""
        return np.mean(-np.log(a if y == 1 else 1 - a))

    def if_for_all_labels_without_mean(y, a):
        """Plain Python's `if`, `and`, `min` and `max` ask about one number, but y and `a` hold
        many: find an expression that does its work for all entries at once. Then take the mean.
        """
        return -np.log(a if y == 1 else 1 - a)

    def log_of_the_mean(y, a):
        """This is the logarithm of the mean probability. Take the logarithm of each first, so
        that one terrible answer cannot hide among good ones."""
        return -np.log(np.mean(np.where(y == 1, a, 1 - a)))

    def sure_answers_left_out(y, a):
        """Samples that give NaN are left out of the mean, so it is divided by too few. A right
        and sure answer costs 0, and counts. Pick the probability of the right answer first."""
        return -np.nanmean(two_terms(y, a))

    def nan_to_zero(y, a):
        """One NaN makes the whole mean NaN, and you make 0 of that, for good samples and bad ones
        alike. Pick the probability of the right answer first: then no NaN comes up."""
        return np.nan_to_num(-np.mean(two_terms(y, a)))

    def sure_mistakes_left_out(y, a):
        """Sure mistakes are left out, so they cost nothing, and should cost most of all. Leave
        their probability at 0: minus its logarithm is infinity."""
        a_right = np.where(y == 1, a, 1 - a)
        return -np.mean(np.log(a_right[a_right > 0]))

    def nothing_for_a_sure_mistake(y, a):
        """A unit that is wrong and perfectly sure pays nothing here, and should pay most of
        all. Leave its probability of the right answer at 0: minus its logarithm is infinity."""
        a_right = np.where(y == 1, a, 1 - a)
        return -np.mean(np.log(np.where(a_right == 0, 1, a_right)))

    def math_log_of_zero(y, a):
        """Right, but for a unit that is wrong and perfectly sure: `math.log` takes no 0, and
        raises an error. NumPy's `np.log` gives minus infinity there, which is what the loss
        wants."""
        return -sum(math.log(q if t == 1 else 1 - q) for t, q in zip(y, a, strict=True)) / len(y)

    def clipped(y, a):
        """The probabilities are kept away from 0 and 1 by so much that it shows in the loss: a
        sure and right unit pays, or a sure mistake is cheap. Take them as they are: a sure mistake
        pays infinity."""
        a = np.clip(a, 0.01, 0.99)
        return -np.mean(two_terms(y, a))

    def not_so_tiny_a_number(y, a):
        """The number that is added inside the logarithms is so large that it shows in the loss.
        Add none: a unit that is wrong and perfectly sure pays infinity."""
        return -np.mean(y * np.log(a + 1e-3) + (1 - y) * np.log(1 - a + 1e-3))

    def minus_for_one_of_the_terms(y, a):
        """The samples with label 0 lower the loss, because the minus reaches only one of the two
        terms. It belongs in front of both, that is of their *sum*."""
        return -np.mean(y * np.log(a + 1e-10) - (1 - y) * np.log(1 - a + 1e-10))

    minus_for_one_of_the_terms = spelled(
        minus_for_one_of_the_terms,
        lambda y, a: np.mean(np.where(y == 1, -np.log(a), np.log(1 - a))),
        *[
            lambda y, a, tiny=tiny: -np.mean(y * np.log(a + tiny) - (1 - y) * np.log(1 - a + tiny))
            for tiny in (1e-7, 1e-8, 1e-9, 1e-12, 1e-15)
        ],
    )

    def likelier_answer(y, a):
        """Every sample is charged for the answer that the unit finds likelier, right or wrong.
        The label decides: `a` for label 1, `1 - a` for label 0."""
        return -np.mean(np.log(np.where(a > 0.5, a, 1 - a)))

    def minus_p(y, a):
        """For label 0 the logarithm of *minus* `a` is taken, which is NaN. There the right answer
        has the probability `1 - a`."""
        return -np.mean(np.log(np.where(y == 1, a, -a)))

    def p_minus_one(y, a):
        """For label 0 the logarithm of `a - 1` is taken, a negative number, which is NaN. The
        right answer has the probability `1 - a` there."""
        return -np.mean(np.log(np.where(y == 1, a, a - 1)))

    def changed_in_place(y, a):
        """The result is right, but the caller's probabilities were overwritten. Work on a copy,
        or pick the probability of the right answer into a new array."""
        a[a == 0], a[a == 1] = 1e-12, 1 - 1e-12
        return -np.mean(two_terms(y, a))

    clipped = spelled(
        clipped,
        *map(clipped_at, (0.1, 0.05, 1e-3, 1e-4, 1e-5, 1e-6, 2e-6)),
        *map(at_most, (1, 5, -np.log(1e-3), 10)),
    )
    not_so_tiny_a_number = spelled(not_so_tiny_a_number, *map(plus, (0.1, 0.01, 1e-4, 1e-5, 1e-6)))
    yes_for_all = spelled(
        yes_for_all,
        *[lambda y, a, tiny=tiny: -np.mean(np.log(a + tiny)) for tiny in (1e-9, 1e-12)],
    )
    the_wrong_answer_charged = spelled(
        the_wrong_answer_charged,
        lambda y, a: plus(1e-12)(1 - y, a),
        lambda y, a: plus(1e-9)(1 - y, a),
    )
    logarithm_of_the_labels = spelled(
        logarithm_of_the_labels,
        *map(labels, (1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15)),
        lambda y, a: -np.mean(np.log(np.where(a == 1, y, 1 - y))),
    )

    def changed_to_the_right_ones(y, a):
        """The result is right, but the caller's probabilities were overwritten: `a[…] = …`
        writes into `a`. `np.where` makes a new array."""
        a[y == 0] = 1 - a[y == 0]
        return -np.mean(np.log(a))

    def sure_answers_cost_nothing(y, a):
        """Samples with the probability 0 or 1 are left out, right or wrong. Each of them counts:
        a right one costs nothing, and a wrong one most of all."""
        unsure = (a > 0) & (a < 1)
        return -np.sum(two_terms(y[unsure], a[unsure])) / max(np.sum(unsure), 1)

    def a_term_for_each(y, a):
        """The logarithms of `a` and of `1 - a` both count for every sample. The label says which of
        the two does."""
        return -np.mean(np.log(a) + np.log(1 - a))

    def rounded(y, a):
        """The loss is rounded. Return it as it is: rounding is for printing."""
        return np.round(-np.mean(np.log(right(y, a))), 4)

    rounded = spelled(
        rounded,
        lambda y, a: np.round(-np.mean(np.log(right(y, a))), 2),
        lambda y, a: np.round(-np.mean(np.log(right(y, a))), 3),
    )

    def only_the_no(y, a):
        """Samples with label 1 cost nothing here. For them the right answer has the probability
        `a`."""
        return -np.mean(np.where(y == 0, np.log(1 - a), 0))

    only_the_no = spelled(only_the_no, lambda y, a: -np.mean((1 - y) * np.log(1 - a + 1e-12)))

    def only_large(y, a):
        """Right, but a unit that is wrong and perfectly sure pays only much, and should pay
        infinity. Let the logarithm meet that 0, with nothing clipped, added or replaced."""
        return plus(1e-10)(y, a)

    only_large = spelled(
        only_large,
        *map(plus, (1e-300, *TINY)),
        *map(clipped_at, TINY),
        lambda y, a: np.nan_to_num(-np.mean(np.log(right(y, a)))),
        lambda y, a: -np.mean(np.nan_to_num([y * np.log(a), (1 - y) * np.log(1 - a)])) * 2,
        lambda y, a: -np.mean(np.nan_to_num(two_terms(y, a))),
    )


@exercise.right
class Variants:
    def sum_over_length(y, a):
        return -np.sum(np.log(np.where(y == 1, a, 1 - a))) / len(y)

    def in_a_loop(y, a):
        """One sample at a time takes only the logarithm that it needs, like `np.where` on the
        probabilities, but far slower for a large batch."""
        total = 0
        for i in range(len(y)):
            if y[i] == 1:
                total -= np.log(a[i])
            else:
                total -= np.log(1 - a[i])
        return total / len(y)

    def along_the_last_axis(y, a):
        return -np.mean(np.log(np.where(y == 1, a, 1 - a)), axis=-1)

    def by_distance(y, a):
        """The probability of the right answer is 1 minus the distance of a from the label, for
        both labels: no choice is needed."""
        return float(-np.log(1 - np.abs(y - a)).mean())
