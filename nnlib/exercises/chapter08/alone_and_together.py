"""A law of classifiers: what is said of a sample doesn't depend on the samples beside it."""

import numpy as np

from nnlib.by_hand import laws
from nnlib.exercises._kinds import array_where, batch_of_one
from nnlib.exercises.chapter08._alone_and_together_mistakes import Mistakes
from nnlib.functions.activations import softmax
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="08-alone-and-together",
    title="Alone and together",
    minutes=8,
    difficulty=3,
    points=3,
    reference=laws.alone_and_together,
    hints=(
        "Two tables of probabilities, both (N, K): one from a single call with all samples, the "
        "other from N calls with one sample each. Then one number that is 0 only if they agree "
        "everywhere.",
        "`predict` wants a table, also for a single sample: `X[n]` is a row (D,), and a slice "
        "keeps the axis.",
        "Put the N answers of one row each together with `np.concatenate`. For the number take the "
        "absolute differences, so that none can cancel another, and of these the largest, so that "
        "one bad sample among a thousand still shows.",
    ),
    why="""`X[n : n + 1]` is a batch of one, with the shape (1, D) that `predict` expects. The
largest absolute difference is the right summary for a law, because a law holds for every sample or
it doesn't hold: in a mean a single bad sample among a thousand would hide, and signed differences
of probabilities even add up to 0 in every row.""",
    promises={
        "company that matters": lambda case: case.label.startswith("scaled"),
        "a class that stays": lambda case: case.label.startswith("all classes but"),
        "company that doesn't": lambda case: case.label == "every sample for itself",
        "one sample that is told otherwise": lambda case: "last" in case.label,
        "the same answers with other probabilities": lambda case: "surer" in case.label,
        "a single sample": batch_of_one("X"),
        "as many samples as classes": array_where("X", lambda X: len(X) == 3),
    },
    survivors={
        "alone - together -> together - alone": "it is under an absolute value",
        "predict(X) - alone -> alone - predict(X)": "it is under an absolute value",
        "predict(X[[n]])[0] - row -> row - predict(X[[n]])[0]": "it is under an absolute value",
        "max(largest, apart.max()) -> max(apart.max(), largest)": "the same maximum",
        "0.0 -> -1.0": "there is at least one sample, whose difference is 0 or more",
        "0 -> -1": "a batch of one has one row, the first and the last",
    },
)


def _itself(answer, X, W):
    return answer(lambda X: softmax(X @ W), X)


def _by_the_mean(answer, X, W):
    return answer(lambda X: softmax((X - X.mean(axis=0)) @ W), X)


def _by_the_largest(answer, X, W):
    return answer(lambda X: softmax(X @ W / (1 + np.abs(X).max())), X)


def _one_of_them(answer, X, W, place):
    """Of a batch one sample is told something else."""

    def predict(X):
        P = softmax(X @ W)
        if len(P) > 1:
            P[place] = np.roll(P[place], 1)
        return P

    return answer(predict, X)


def _surer(answer, X, W):
    return answer(lambda X: softmax(X @ W * len(X)), X)


def _leans(answer, X, W, by):
    def predict(X):
        P = softmax(X @ W)
        others = np.full(P.shape[1] - 1, 1 / (P.shape[1] - 1))
        return P + by * (len(P) > 1) * np.array([1, *-others])

    return answer(predict, X)


def _in_pairs(answer, X, W, by):
    """In company the first class stays as it is, and of the other four two gain what two lose."""

    def predict(X):
        return softmax(X @ W) + by * (len(X) > 1) * np.array([0, 1, -1, 1, -1])

    return answer(predict, X)


@exercise.cases
def _(rng):
    def draw(N, D=2, K=3):
        return {"X": rng.normal(size=(N, D)).round(1), "W": rng.normal(size=(D, K)).round(1)}

    after = "alone_and_together(predict, X)"
    never = {"X": np.eye(2), "W": np.array([[0.0, 2.0, 1.0], [0.0, 1.0, 2.0]]), "by": 0.25}
    for label, use, args in [
        ("every sample for itself", _itself, draw(4)),
        ("scaled by the mean of the batch", _by_the_mean, draw(5)),
        ("scaled by its largest number", _by_the_largest, draw(4, 3, 2)),
        ("as many samples as classes, scaled by the mean", _by_the_mean, draw(3, 3, 3)),
        ("only the last one is told otherwise", _one_of_them, {**draw(6), "place": -1}),
        ("only the first one is told otherwise", _one_of_them, {**draw(4), "place": 0}),
        ("surer in company", _surer, draw(4)),
        ("the first class gains in company", _leans, {**draw(3, 2, 4), "by": 0.25}),
        ("the first class loses in company", _leans, {**draw(3, 2, 4), "by": -0.25}),
        ("a class that never wins gains in company", _leans, never),
        ("all classes but the first move in company", _in_pairs, {**draw(3, 2, 5), "by": 0.125}),
        ("a single sample", _by_the_mean, draw(1)),
    ]:
        yield Case(label, args, use, after)


exercise.wrong(Mistakes)


@exercise.right
class Variants:
    def sample_by_sample(predict, X):
        """Each sample is compared on its own, and the largest difference so far is kept. It needs
        no second table."""
        together, largest = predict(X), 0.0
        for n, row in enumerate(together):
            apart = np.abs(predict(X[[n]])[0] - row)
            largest = max(largest, apart.max())
        return largest

    def in_a_stack(predict, X):
        """`X[:, np.newaxis]` is a stack of N batches of one, and a loop over it yields them with
        the right shape."""
        alone = np.vstack([predict(batch) for batch in X[:, np.newaxis]])
        return np.abs(predict(X) - alone).max()
