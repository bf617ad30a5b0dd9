"""How many samples of each class were called each class."""

import numpy as np

from nnlib.functions import metrics
from nnlib.functions.preprocessing import one_hot
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="05-confusion-matrix",
    title="Who is taken for whom",
    minutes=6,
    difficulty=3,
    points=2,
    reference=metrics.confusion_matrix,
    hints=(
        "Start from a square of zeros. Each sample adds 1 in one place: its row is the truth, its "
        "column the answer.",
        "A loop over pairs of label and answer does it; `zip` makes the pairs.",
        "Without a loop: `counts[y, answers] += 1` looks right but counts a pair that comes twice "
        "only once. `np.add.at(array, places, 1)` counts every one; `places` is a pair.",
    ),
    why="""Row i holds the samples that *are* i, column j those that were *called* j; right answers
stand on the diagonal. `counts[y, answers] += 1` reads all places, adds 1 and writes all back:
a pair that occurs three times is written three times with the same number. `np.add.at` adds
one after the other. All entries together are the number of samples, and a class that does not
occur still has its row and column, which is why the number of classes is given.""",
    survivors={
        "np.zeros((n_classes, n_classes), dtype=int) -> np.zeros((n_classes, n_classes))": (
            "counts are right as floats too, as a loop over np.zeros gives them"
        ),
    },
)


@exercise.cases
def _(rng):
    y, answers = np.array([0, 0, 1, 1, 2]), np.array([0, 1, 1, 1, 0])
    yield Case("5 samples, 3 classes", {"y": y, "answers": answers, "n_classes": 3})
    yield Case("a batch of one", {"y": np.array([1]), "answers": np.array([0]), "n_classes": 2})
    missing = {"y": np.array([0, 2, 2, 0]), "answers": np.array([0, 2, 1, 0]), "n_classes": 5}
    yield Case("classes that never occur", missing)
    y = np.array([0, 1, 1, 1, 2, 3, 3])
    yield Case("all right", {"y": y, "answers": y.copy(), "n_classes": 4})
    many = {"y": rng.integers(0, 4, size=60), "answers": rng.integers(0, 4, size=60)}
    yield Case("60 samples of 4 classes", {**many, "n_classes": 4})


@exercise.wrong
class Mistakes:
    def answers_in_the_rows(y, answers, n_classes):
        """Rows and columns are exchanged: the row is the truth, the column the answer."""
        return metrics.confusion_matrix(answers, y, n_classes)

    def each_pair_once(y, answers, n_classes):
        """A pair that comes more than once is counted once. Every sample should *add* 1 to what
        its place holds already. (A sum through arrays of places does not do that either: it
        writes each place a single time.)"""
        counts = np.zeros((n_classes, n_classes), dtype=int)
        counts[y, answers] += 1
        return counts

    def only_the_right_answers(y, answers, n_classes):
        """Only the right answers are counted. The interesting ones lie beside the diagonal."""
        return np.diag(np.diag(metrics.confusion_matrix(y, answers, n_classes)))

    def only_the_wrong_answers(y, answers, n_classes):
        """Only the wrong answers are counted. The right ones belong on the diagonal."""
        counts = metrics.confusion_matrix(y, answers, n_classes)
        return counts - np.diag(np.diag(counts))

    def shares_for_counts(y, answers, n_classes):
        """These are shares. Wanted are counts: whole numbers of samples."""
        return metrics.confusion_matrix(y, answers, n_classes) / len(y)

    def shares_of_rows(y, answers, n_classes):
        """These are shares of each row. Wanted are counts; and a class without a sample would
        divide 0 by 0."""
        counts = metrics.confusion_matrix(y, answers, n_classes)
        with np.errstate(invalid="ignore"):
            return counts / counts.sum(axis=1, keepdims=True)

    def size_from_the_labels(y, answers, n_classes):
        """The square is too small when the last classes do not occur. Its size is given: use
        it."""
        return metrics.confusion_matrix(y, answers, max(y.max(), answers.max()) + 1)

    def an_empty_square(y, answers, n_classes):
        """The square is still empty: every sample should add 1 somewhere."""
        return np.zeros((n_classes, n_classes))

    def the_first_sample_alone(y, answers, n_classes):
        """Only the first sample is counted. Every one should add 1: is the result returned too
        early?"""
        return metrics.confusion_matrix(y[:1], answers[:1], n_classes)


@exercise.right
class Variants:
    def in_a_loop(y, answers, n_classes):
        counts = np.zeros((n_classes, n_classes))
        for truth, answer in zip(y, answers, strict=True):
            counts[truth, answer] += 1
        return counts

    def by_a_product(y, answers, n_classes):
        return one_hot(y, n_classes).T @ one_hot(answers, n_classes)

    def with_bincount(y, answers, n_classes):
        pairs = np.bincount(n_classes * y + answers, minlength=n_classes**2)
        return pairs.reshape(n_classes, n_classes)
