"""Labels as rows of the identity matrix."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, single
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
    promises={
        "one label": single("y"),
        "labels": array_where("y", lambda y: y.ndim == 1 and len(y) > 1),
        "a batch of one": array_where("y", lambda y: y.shape == (1,)),
        "labels that do not reach the last class": lambda case: (
            np.max(case.args["y"]) < case.args["n_classes"] - 1
        ),
        "a label twice": array_where("y", lambda y: len(np.unique(y)) < y.size),
        "a result of floats": lambda case: case.use is _filled_with_a_half,
    },
    survivors={
        "0 -> -1": "a table with one row, whose first is its last",
        "np.eye(n_classes, dtype=np.float32) -> np.eye(n_classes)": "floats of either precision",
    },
    why="""The rows of the identity matrix are exactly the one-hot vectors. Indexing an array
with an array of row numbers stacks the rows that they name, so one expression serves a single
label, giving (K,), and N labels, giving (N, K). `n_classes` has to be said: the largest label
of a batch need not be the last class.""",
)


def _filled_with_a_half(one_hot, y, n_classes):
    """A table of whole numbers cannot hold a half, and cuts it to 0."""
    Y = one_hot(y, n_classes)
    if type(Y) is not np.ndarray:
        return Y
    Y = Y.copy()
    Y[...] = 0.5
    return Y


@exercise.cases
def _(rng):
    yield Case("one label", {"y": 2, "n_classes": 4})
    yield Case("three labels", {"y": np.array([1, 0, 2]), "n_classes": 3})
    yield Case("five labels, not all classes", {"y": np.array([0, 2, 2, 1, 0]), "n_classes": 4})
    yield Case("a batch of one", {"y": np.array([3]), "n_classes": 5})
    yield Case("many labels", {"y": rng.integers(0, 10, size=12), "n_classes": 10})
    args = {"y": np.array([1, 0]), "n_classes": 2}
    otherwise = (
        "These are whole numbers. Make it an array of floats: a network's numbers are floats."
    )
    yield Case("kind of number", args, _filled_with_a_half, "the kind of number", "", otherwise)


def _written(Y, y, what):
    """Y with that in the column of each label."""
    np.put_along_axis(Y, np.asarray(y)[..., None], what, axis=-1)
    return Y


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
        """The first axis has one row a class. Make one row a label: N rows of n_classes numbers."""
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

    def whole_numbers(y, n_classes):
        """The ones stand in the right places, but in an array of whole numbers. Make it one of
        floats: a network's numbers are floats, and unsigned ones (`uint8`) even turn 0 - 1 into
        255."""
        return np.eye(n_classes, dtype=int)[y]

    def one_label_as_a_table(y, n_classes):
        """One label comes back as a table with one row. It should be a vector of shape (K,); an
        array of labels gives a table."""
        return np.eye(n_classes)[np.atleast_1d(y)]

    def always_an_axis_too_many(y, n_classes):
        """There is an axis too many in front: brackets around y make a list of it. Index with y
        as it is."""
        return np.eye(n_classes)[[y]]

    def loop_over_one_label(y, n_classes):
        """Works for many labels, but one label cannot be looped over. Indexing the identity
        matrix serves both, without a loop."""
        return np.array([np.eye(n_classes)[label] for label in y])

    def loop_into_whole_numbers(y, n_classes):
        """Two things: one label cannot be looped over; and for many the ones and zeros are
        whole numbers, where floats are wanted. Indexing `np.eye(n_classes)` settles both."""
        return np.array([[int(k == label) for k in range(n_classes)] for label in y])

    def loop_into_a_list(y, n_classes):
        """Two things: one label cannot be looped over; and for many the result is a Python
        list. Indexing the identity matrix gives an array, without a loop."""
        return [np.eye(n_classes)[label] for label in y]

    def whole_rows_of_ones(y, n_classes):
        """`Y[y] = 1` fills whole *rows*, those that the labels name, and a single label has no
        length. Row n gets a single one, at y[n]; the identity matrix holds all such rows."""
        Y = np.zeros((len(y), n_classes))
        Y[y] = 1
        return Y

    def on_its_side_and_only_for_many(y, n_classes):
        """Two things: a single label has no length; and the table lies on its side, where one
        row a label is wanted. The identity matrix, indexed with y, settles both."""
        Y = np.zeros((n_classes, len(y)))
        Y[y, np.arange(len(y))] = 1
        return Y

    def always_ten_classes(y, n_classes):
        """There are always ten columns here. Their number is an argument, n_classes."""
        return np.eye(10)[y]

    def one_column_too_many(y, n_classes):
        """There is one column too many: n_classes counts the classes, and the labels end at
        n_classes - 1."""
        return np.eye(n_classes + 1)[y]

    def if_in_an_array(y, n_classes):
        """`if` asks about one label, but y may hold many. Find an expression that serves both:
        the identity matrix can be indexed with a number and with an array."""
        return np.array([1.0 if k == y else 0.0 for k in range(n_classes)])

    def if_in_a_list(y, n_classes):
        """Two things: the result is a Python list, where an array is wanted; and `if` asks
        about one label, but y may hold many. The identity matrix can be indexed with a number
        and with an array."""
        return [1 if k == y else 0 for k in range(n_classes)]

    def int_of_many(y, n_classes):
        """Works for one label, but `int` makes one number of y, which may hold many. Leave it
        out: the identity matrix can be indexed with an array, too."""
        return np.eye(n_classes)[int(y)]

    def label_times_identity(y, n_classes):
        """The identity matrix is *multiplied* with the label. Use the label as a row number: it
        goes into square brackets."""
        return np.eye(n_classes) * y

    def comparing_only_for_many(y, n_classes):
        """Two things: one label is no array, so it cannot be indexed; and a comparison gives
        True and False, where floats are wanted."""
        return y[:, None] == np.arange(n_classes)

    def counting_too_far(y, n_classes):
        """The ones stand one place too far right, or there is no such place: label 0 belongs to
        column 0, so nothing is to be added."""
        return np.eye(n_classes)[y + 1]

    def squeezed(y, n_classes):
        """Right for one label and for many, but an array with a single label in it has lost its
        axis to `squeeze`. One row a label: (1, K)."""
        return np.eye(n_classes)[np.atleast_1d(y)].squeeze()

    def ones_for_all_labels(y, n_classes):
        """Every row has got the ones of all the labels: a colon or dots in the place of the row
        numbers mean *every* row. Row n gets a single one, at y[n]."""
        Y = np.zeros((*np.shape(y), n_classes))
        Y[..., y] = 1
        return Y

    def as_many_columns_as_labels(y, n_classes):
        """There are as many columns as labels. Their number is an argument, n_classes: one
        column a class."""
        return np.eye(np.size(y))[y]

    def the_label_itself(y, n_classes):
        """The label itself stands in its column, where a 1 should stand: for label 0 the row is
        all zeros."""
        return np.asarray(y)[..., None] * np.eye(n_classes)[y]

    the_label_itself = spelled(
        the_label_itself, lambda y, n_classes: np.eye(n_classes)[y] * np.arange(n_classes)
    )

    def numbers_for_rows(y, n_classes):
        """Single numbers have been taken from the identity matrix. The label is the number of a
        *row*: square brackets with y pick whole rows."""
        return np.take(np.eye(n_classes), y)

    numbers_for_rows = spelled(
        numbers_for_rows,
        lambda y, n_classes: np.eye(n_classes)[y, y],
        lambda y, n_classes: np.eye(n_classes)[0][y],
    )

    def ones_up_to_the_label(y, n_classes):
        """There are ones in the columns before or behind the label's. A row has a single one, in
        the label's own column: compare with `==`."""
        return (np.arange(n_classes) <= np.asarray(y)[..., None]).astype(float)

    ones_up_to_the_label = spelled(
        ones_up_to_the_label,
        lambda y, n_classes: (np.arange(n_classes) >= np.asarray(y)[..., None]).astype(float),
        lambda y, n_classes: (np.arange(n_classes) < np.asarray(y)[..., None]).astype(float),
        lambda y, n_classes: (np.arange(n_classes) > np.asarray(y)[..., None]).astype(float),
    )

    def classes_numbered_anew(y, n_classes):
        """The classes that occur are numbered anew, so a label's column depends on the others.
        Label k always belongs to column k."""
        return np.eye(n_classes)[np.searchsorted(np.unique(y), y)]

    classes_numbered_anew = spelled(
        classes_numbered_anew,
        lambda y, n_classes: np.eye(n_classes)[
            np.unique(y, return_inverse=True)[1].reshape(np.shape(y))
        ],
    )

    def nothing_for_label_0(y, n_classes):
        """Label 0 has got a row of zeros. It is a class like any other: its 1 stands in column
        0."""
        return (np.eye(n_classes) * (np.arange(n_classes) > 0))[y]

    def nothing_for_the_last_class(y, n_classes):
        """The last class has got a row of zeros: the loop over the classes ends too early. It
        goes up to n_classes - 1."""
        return (np.eye(n_classes) * (np.arange(n_classes) < n_classes - 1))[y]

    def zeros_and_ones_exchanged(y, n_classes):
        """Zeros and ones are exchanged: the single 1 belongs to the label, the zeros to all the
        others."""
        return 1 - np.eye(n_classes)[y]

    def item_of_many(y, n_classes):
        """Works for one label, but y may hold many, and they cannot become one number. The
        identity matrix can be indexed with an array, too."""
        Y = np.zeros(n_classes)
        Y[np.asarray(y).item()] = 1
        return Y

    item_of_many = spelled(
        item_of_many, lambda y, n_classes: np.eye(n_classes)[np.asarray(y).item()]
    )

    def counted(y, n_classes):
        """This counts how often each class occurs. For many labels one row each is wanted: (N,
        n_classes)."""
        return np.bincount(np.ravel(y), minlength=n_classes).astype(float)

    counted = spelled(
        counted,
        lambda y, n_classes: np.eye(n_classes)[np.atleast_1d(y)].sum(axis=0),
    )

    def mask_for_the_rows(y, n_classes):
        """A mask picks the rows here, so a single label gives a table with one row, and many
        labels do not fit. The label itself is the row number: index with y."""
        return np.eye(n_classes)[y == np.arange(n_classes)]

    def rows_up_to_the_label(y, n_classes):
        """`:y` takes all rows *before* the label, and cannot take an array. Leave the colon out:
        y is the row number."""
        return np.eye(n_classes)[:y]

    rows_up_to_the_label = spelled(rows_up_to_the_label, lambda y, n_classes: np.eye(n_classes)[y:])

    def last_class_first(y, n_classes):
        """The columns are in reversed order: label 0 belongs to the first column, not to the
        last."""
        return np.eye(n_classes)[:, ::-1][y]

    last_class_first = spelled(
        last_class_first,
        lambda y, n_classes: np.eye(n_classes)[n_classes - 1 - np.asarray(y)],
    )

    def smoothed(y, n_classes):
        """The labels have been smoothed, so that no entry is 0 or 1. Here the row has a single
        1, and zeros."""
        return 0.9 * np.eye(n_classes)[y] + 0.1 / n_classes

    smoothed = spelled(
        smoothed,
        lambda y, n_classes: 0.8 * np.eye(n_classes)[y] + 0.2 / n_classes,
        lambda y, n_classes: 0.98 * np.eye(n_classes)[y] + 0.01,
    )

    def minus_for_the_others(y, n_classes):
        """The other entries are -1. They should be 0."""
        return 2 * np.eye(n_classes)[y] - 1


@exercise.right
class Variants:
    def by_comparing(y, n_classes):
        """Every label is compared with every class at once: a column against a row gives a table of
        True and False."""
        return (np.arange(n_classes) == np.expand_dims(y, -1)).astype(float)

    def into_zeros(y, n_classes):
        """A table of zeros gets one 1 in each row, by two index arrays that go side by side: row 0
        with its label, row 1 with its own, and so on."""
        Y = np.zeros((np.size(y), n_classes))
        Y[np.arange(np.size(y)), y] = 1
        return Y[0] if np.ndim(y) == 0 else Y

    def in_float32(y, n_classes):
        return np.eye(n_classes, dtype=np.float32)[y]
