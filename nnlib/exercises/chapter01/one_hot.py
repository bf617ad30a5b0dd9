"""Labels as rows of the identity matrix."""

import numpy as np

from nnlib.functions import preprocessing
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="01-one-hot",
    title="One-hot labels",
    minutes=5,
    difficulty=2,
    points=1,
    reference=preprocessing.one_hot,
    hints=(
        "Row k of the K x K identity matrix is the one-hot vector of label k.",
        "`np.eye(n_classes)` is that matrix; indexing it with a label picks a row, indexing it "
        "with an array of labels picks a row for each.",
        "One line: the identity matrix, indexed with y.",
    ),
    why="""The rows of the identity matrix are exactly the one-hot vectors. Indexing an array
with an array of row numbers stacks the rows that they name, so one expression serves a single
label, giving (K,), and N labels, giving (N, K). `n_classes` has to be said: the largest label
of a batch need not be the last class.""",
)


@exercise.cases
def _(rng):
    yield Case("one label", {"y": 2, "n_classes": 4})
    yield Case("three labels", {"y": np.array([1, 0, 2]), "n_classes": 3})
    yield Case("five labels, not all classes", {"y": np.array([0, 2, 2, 1, 0]), "n_classes": 4})
    yield Case("a batch of one", {"y": np.array([3]), "n_classes": 5})
    yield Case("many labels", {"y": rng.integers(0, 10, size=12), "n_classes": 10})


@exercise.wrong
class Mistakes:
    def columns_from_the_labels(y, n_classes):
        """The number of columns follows the labels that happen to be in the batch. It should
        always be n_classes."""
        return np.eye(np.max(y) + 1)[y]

    def columns_from_the_method_max(y, n_classes):
        """Two things: a single label has no method `max`; and the number of columns should
        always be n_classes, whichever labels happen to be there."""
        return np.eye(y.max() + 1)[y]

    def columns_from_the_length(y, n_classes):
        """Two things: a single label has no length; and the number of columns should always be
        n_classes, however many labels there are."""
        return np.eye(len(y))[y]

    def transposed(y, n_classes):
        """The table lies on its side: one row a label is wanted, one column a class."""
        return np.eye(n_classes)[y].T

    def one_row_for_all(y, n_classes):
        """All labels ended up in one row. Each label needs a row of its own: shape (N,
        n_classes)."""
        Y = np.zeros(n_classes)
        Y[y] = 1
        return Y

    def forgot_to_pick_rows(y, n_classes):
        """The first axis has one row a class. Make one row a label: N rows of n_classes
        numbers."""
        return np.eye(n_classes)

    def ones_in_whole_columns(y, n_classes):
        """`Y[:, y] = 1` writes whole columns: every row gets a one for every label. Row n gets
        a single one, at y[n]."""
        Y = np.zeros((len(y), n_classes))
        Y[:, y] = 1
        return Y

    def counting_from_one(y, n_classes):
        """The ones stand one place too far left: label 0 belongs to column 0."""
        return np.eye(n_classes)[y - 1]

    def only_for_many(y, n_classes):
        """Works for many labels, but not for one: a single label has no length. Find an
        expression that serves both."""
        Y = np.zeros((len(y), n_classes))
        Y[np.arange(len(y)), y] = 1
        return Y

    def true_and_false(y, n_classes):
        """These are True and False. Networks compute with numbers: turn them into floats."""
        return np.arange(n_classes) == np.expand_dims(y, -1)


@exercise.right
class Variants:
    def by_comparing(y, n_classes):
        return (np.arange(n_classes) == np.expand_dims(y, -1)).astype(float)

    def into_zeros(y, n_classes):
        Y = np.zeros((np.size(y), n_classes), dtype=int)
        Y[np.arange(np.size(y)), y] = 1
        return Y[0] if np.ndim(y) == 0 else Y

    def in_float32(y, n_classes):
        return np.eye(n_classes, dtype=np.float32)[y]
