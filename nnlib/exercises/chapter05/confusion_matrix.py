"""How many samples of each class were called each class."""

import numpy as np

from nnlib.exercises._kinds import array_where
from nnlib.functions import metrics
from nnlib.functions.preprocessing import one_hot
from nnlib.judge.exercise import Case, Exercise


def _pairs(case):
    return list(zip(case.args["y"].tolist(), case.args["answers"].tolist(), strict=True))


exercise = Exercise(
    id="05-confusion-matrix",
    title="Who is taken for whom",
    minutes=4,
    difficulty=3,
    points=2,
    reference=metrics.confusion_matrix,
    hints=(
        "Start from a square of zeros. Each sample adds 1 in one place: its row is the truth, its "
        "column the answer.",
        "A loop over pairs of label and answer does it; `zip` makes the pairs.",
        "Without a loop, beware: `counts[y, answers] += 1` counts a pair that comes "
        "twice only once. `np.add.at(array, places, 1)` counts every one; `places` is a pair.",
    ),
    why="""Row i holds the samples that *are* i, column j those that were *called* j; right answers
stand on the diagonal. `counts[y, answers] += 1` reads all places, adds 1 and writes all back:
a pair that occurs three times is written three times with the same number. `np.add.at` adds
one after the other. All entries together are the number of samples, and a class that does not
occur still has its row and column, which is why the number of classes is given.""",
    promises={
        "one sample": array_where("y", lambda y: len(y) == 1),
        "a pair that comes twice": lambda case: len({*_pairs(case)}) < len(case.args["y"]),
        "wrong answers, and not as many each way": lambda case: (
            not np.array_equal(np.sort(case.args["y"]), np.sort(case.args["answers"]))
        ),
        "a class without samples": lambda case: (
            len({*case.args["y"]} | {*case.args["answers"]}) < case.args["n_classes"]
        ),
        "no sample of the last class": lambda case: (
            max(*case.args["y"], *case.args["answers"]) < case.args["n_classes"] - 1
        ),
        "more than 255 of a kind": lambda case: _pairs(case).count(_pairs(case)[0]) > 255,
        "fewer samples than classes": lambda case: len(case.args["y"]) < case.args["n_classes"],
    },
    survivors={
        "np.zeros((n_classes, n_classes), dtype=int) -> np.zeros((n_classes, n_classes))": (
            "counts are right as floats too, as a loop over np.zeros gives them"
        ),
        "(y == i) & (answers == j) -> (answers == j) & (y == i)": (
            "the order of the two does not matter"
        ),
        "np.array([[np.sum((y == i) & (answers == j)) for j in places] for i in places]) -> "
        "np.array([[np.sum((y == i) & (answers == j)) for j in places] for i in places], "
        "dtype=int)": "they are integers already",
        "np.zeros((n_classes, n_classes)) -> np.zeros((n_classes, n_classes), dtype=int)": (
            "counts are integers"
        ),
    },
)


OVERFLOW = (
    "Right for small counts, but not for 300 samples of one kind: the numbers of your table are "
    "too small for that. In `uint8` 255 and 1 is 0 again. Use `dtype=int`."
)


KEPT = (
    "The first call is right, and a second one is not. Does the table begin with zeros, each time? "
    "One that's made outside of the function still has the counts of the call before, and "
    "`np.empty` takes whatever stands in the memory."
)


def _second_call(confusion_matrix, y, answers, n_classes):
    confusion_matrix(y.copy(), answers.copy(), n_classes)
    return confusion_matrix(y, answers, n_classes)


@exercise.cases
def _(rng):
    y, answers = np.array([0, 0, 1, 1, 2]), np.array([0, 1, 1, 1, 0])
    yield Case("5 samples, 3 classes", {"y": y, "answers": answers, "n_classes": 3})
    again = {"y": y, "answers": answers, "n_classes": 3}
    result = "confusion_matrix(y, answers, n_classes), called again,"
    yield Case("5 samples, 3 classes", again, _second_call, result, otherwise=KEPT)
    yield Case("a batch of one", {"y": np.array([1]), "answers": np.array([0]), "n_classes": 2})
    missing = {"y": np.array([0, 2, 2, 0]), "answers": np.array([0, 2, 1, 0]), "n_classes": 5}
    yield Case("classes that never occur", missing)
    y = np.array([0, 1, 1, 1, 2, 3, 3])
    yield Case("all right", {"y": y, "answers": y.copy(), "n_classes": 4})
    y, answers = np.repeat([0, 1, 1], [300, 3, 2]), np.repeat([0, 0, 1], [300, 3, 2])
    big = {"y": y, "answers": answers, "n_classes": 2}
    yield Case("305 samples of 2 classes", big, otherwise=OVERFLOW)
    many = {"y": rng.integers(0, 4, size=60), "answers": rng.integers(0, 4, size=60)}
    yield Case("60 samples of 4 classes", {**many, "n_classes": 4})


def _small_counts(dtype):
    def small_counts(y, answers, n_classes):
        counts = np.zeros((n_classes, n_classes), dtype=dtype)
        np.add.at(counts, (y, answers), 1)
        return counts

    small_counts.__doc__ = OVERFLOW
    return small_counts


@exercise.wrong
class Mistakes:
    def answers_in_the_rows(y, answers, n_classes):
        """Rows and columns are exchanged: the row is the truth, the column the answer."""
        return metrics.confusion_matrix(answers, y, n_classes)

    def each_pair_once(y, answers, n_classes):
        """A pair that comes more than once is counted once. Every sample should *add* 1 to what
        its place holds already. `= 1` does not add, and `counts[y, answers] += 1` writes each
        place a single time, however often it is named."""
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

    def shares_of_rows_with_a_guard(y, answers, n_classes):
        """These are shares of each row. Wanted are counts: whole numbers of samples."""
        counts = metrics.confusion_matrix(y, answers, n_classes)
        return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)

    def percent_of_rows(y, answers, n_classes):
        """These are percent of each row. Wanted are counts: whole numbers of samples."""
        counts = metrics.confusion_matrix(y, answers, n_classes)
        with np.errstate(invalid="ignore"):
            return 100 * counts / counts.sum(axis=1, keepdims=True)

    def without_the_last_class(y, answers, n_classes):
        """The last class is left out: its row and its column hold zeros. `range(n_classes)` goes up
        to n_classes - 1 by itself."""
        counts = metrics.confusion_matrix(y, answers, n_classes)
        counts[-1], counts[:, -1] = 0, 0
        return counts

    def without_the_first_class(y, answers, n_classes):
        """Class 0 is left out: its row and its column hold zeros. The classes are counted from
        0."""
        counts = metrics.confusion_matrix(y, answers, n_classes)
        counts[0], counts[:, 0] = 0, 0
        return counts

    def in_a_list(y, answers, n_classes):
        """What comes back is a list. Wanted is a square array: `np.array` makes one of a list of
        rows."""
        return metrics.confusion_matrix(y, answers, n_classes).tolist()

    def answers_as_rows(y, answers, n_classes):
        """`answers` is taken for a table of probabilities. It holds the answers themselves, one
        class for each sample."""
        return metrics.confusion_matrix(y, answers.argmax(axis=1), n_classes)

    def shares_of_columns(y, answers, n_classes):
        """These are shares of each column. Wanted are counts; and a class that was never an
        answer would divide 0 by 0."""
        counts = metrics.confusion_matrix(y, answers, n_classes)
        with np.errstate(invalid="ignore"):
            return counts / counts.sum(axis=0, keepdims=True)

    def percentages(y, answers, n_classes):
        """These are percentages. Wanted are counts: whole numbers of samples."""
        return 100 * metrics.confusion_matrix(y, answers, n_classes) / len(y)

    def whether_there_are_any(y, answers, n_classes):
        """This is True where a pair occurs at all. Wanted is how *often* it does."""
        return metrics.confusion_matrix(y, answers, n_classes) > 0

    def always_ten_classes(y, answers, n_classes):
        """The square has ten rows and columns, whatever the number of classes is: it is given,
        use it."""
        return metrics.confusion_matrix(y, answers, 10)

    def a_row_for_every_sample(y, answers, n_classes):
        """The square has a row and a column for every *sample*. It should have one for every
        class."""
        return metrics.confusion_matrix(y, answers, len(y))

    def samples_by_samples(y, answers, n_classes):
        """This compares every sample with every other: the product has a row and a column for
        each *sample*. Transpose the first of the two, so that the samples meet."""
        return one_hot(y, n_classes) @ one_hot(answers, n_classes).T

    def size_from_the_different_labels(y, answers, n_classes):
        """The square is as large as there are different labels. Not every class need occur: its
        size is given, use it."""
        n = len(np.unique(y))
        counts = np.zeros((n, n))
        for truth, answer in zip(y, answers, strict=True):
            counts[truth, answer] += 1
        return counts

    def every_label_with_every_answer(y, answers, n_classes):
        """Every label is paired with every answer: two loops, one inside the other, do that. A
        label belongs to *its* answer; `zip` pairs them."""
        counts = np.zeros((n_classes, n_classes))
        for truth in y:
            for answer in answers:
                counts[truth, answer] += 1
        return counts

    def as_many_samples_as_classes(y, answers, n_classes):
        """As many samples are counted as there are classes. Go through all of them: their number
        is `len(y)`."""
        counts = np.zeros((n_classes, n_classes))
        for i in range(n_classes):
            counts[y[i], answers[i]] += 1
        return counts

    def one_row_many_times(y, answers, n_classes):
        """All rows are the same: `[[0] * n] * n` is one row under several names. `np.zeros` makes
        a square with rows of their own."""
        counts = [[0] * n_classes] * n_classes
        for truth, answer in zip(y, answers, strict=True):
            counts[truth][answer] += 1
        return np.array(counts)

    def started_with_ones(y, answers, n_classes):
        """Every count is one too high: start from a square of zeros."""
        return metrics.confusion_matrix(y, answers, n_classes) + 1

    def whole_rows(y, answers, n_classes):
        """1 is added to whole *rows*: a list of places names rows alone. A pair of arrays,
        `(y, answers)`, names rows and columns."""
        counts = np.zeros((n_classes, n_classes))
        np.add.at(counts, [y, answers], 1)
        return counts

    def the_right_ones_as_a_number(y, answers, n_classes):
        """This is how many answers are right, a single number. Wanted is a square of counts, for
        each class and each answer."""
        return np.sum(y == answers)

    def how_often_each_answer(y, answers, n_classes):
        """This counts each answer, whatever the truth was. Wanted is a square: for each class,
        how often it got each answer."""
        return np.bincount(answers, minlength=n_classes)

    def how_often_each_label(y, answers, n_classes):
        """This counts each label, whatever the answer was. Wanted is a square: for each class,
        how often it got each answer."""
        return np.bincount(y, minlength=n_classes)

    def either_for_both(y, answers, n_classes):
        """Samples are counted whose label is i *or* whose answer is j. It should be both:
        `&`."""
        is_i, is_j = one_hot(y, n_classes), one_hot(answers, n_classes)
        return np.array([[np.sum((i > 0) | (j > 0)) for j in is_j.T] for i in is_i.T])

    def labels_counted_from_one(y, answers, n_classes):
        """1 is taken from the labels, but they start at 0 already: -1 then fetches the last row."""
        return metrics.confusion_matrix(y - 1, answers - 1, n_classes)

    def both_ways_together(y, answers, n_classes):
        """A mix-up is counted in both directions, so the table is symmetric. A 3 taken for a 5 is
        not a 5 taken for a 3."""
        counts = metrics.confusion_matrix(y, answers, n_classes)
        return counts + counts.T - np.diag(np.diag(counts))

    def table_and_its_transpose(y, answers, n_classes):
        """Each sample is counted twice, in its place and in the one across the diagonal."""
        counts = metrics.confusion_matrix(y, answers, n_classes)
        return counts + counts.T

    def as_many_samples_as_classes_at_most(y, answers, n_classes):
        """The loop ends after as many samples as there are classes. It should go through *all* the
        samples."""
        return metrics.confusion_matrix(y[:n_classes], answers[:n_classes], n_classes)

    def without_the_last_sample(y, answers, n_classes):
        """The last sample is not counted. `range(len(y))` goes to the last one by itself."""
        return metrics.confusion_matrix(y[:-1], answers[:-1], n_classes)

    def without_the_first_sample(y, answers, n_classes):
        """The first sample is not counted: places start at 0."""
        return metrics.confusion_matrix(y[1:], answers[1:], n_classes)

    def whole_rows_many_times(y, answers, n_classes):
        """The answers are not in the table: each sample adds 1 to a whole row. Its place needs two
        numbers, the label and the answer."""
        counts = np.zeros((n_classes, n_classes), dtype=int)
        np.add.at(counts, y, 1)
        return counts

    def bins_of_its_own(y, answers, n_classes):
        """A histogram chooses its own bins, from the smallest to the largest number that occurs.
        Where a class is missing they shift. Every class has its row, whatever occurs."""
        return np.histogram2d(y, answers, bins=n_classes)[0]

    def pairs_without_a_minimum(y, answers, n_classes):
        """`bincount` ends at the largest number that occurs, so the counts of the last pairs are
        missing. `minlength` makes room for all of them."""
        return np.bincount(y * n_classes + answers).reshape(n_classes, n_classes)

    def pairs_by_tens(y, answers, n_classes):
        """The pairs are numbered as if every class had ten places, so with another number of
        classes they end up elsewhere. A row of the square has `n_classes` places."""
        counts = np.bincount(10 * y + answers, minlength=100)[: n_classes**2]
        return counts.reshape(n_classes, n_classes)

    def with_totals(y, answers, n_classes):
        """The table has a row and a column too many. Only the counts are wanted, without totals."""
        counts = metrics.confusion_matrix(y, answers, n_classes)
        counts = np.vstack([counts, counts.sum(axis=0)])
        return np.column_stack([counts, counts.sum(axis=1)])

    small_counts = tuple(map(_small_counts, (np.uint8, np.int8)))

    def symmetric(y, answers, n_classes):
        """A 0 that was called 1 and a 1 that was called 0 are thrown together. They're two
        mistakes, in two places: the row is the truth, the column the answer."""
        counts = metrics.confusion_matrix(y, answers, n_classes)
        return (counts + counts.T) // 2

    def above_the_diagonal(y, answers, n_classes):
        """Below the diagonal there's nothing: a 0 that was called 1 and a 1 that was called 0 are
        counted in one place. They're two mistakes, in two places."""
        low, high = np.minimum(y, answers), np.maximum(y, answers)
        return metrics.confusion_matrix(low, high, n_classes)

    def one_class_more(y, answers, n_classes):
        """The table has a row and a column too many: the classes are 0 to n_classes - 1."""
        return metrics.confusion_matrix(y, answers, n_classes + 1)


@exercise.right
class Variants:
    def in_a_loop(y, answers, n_classes):
        counts = np.zeros((n_classes, n_classes))
        for truth, answer in zip(y, answers, strict=True):
            counts[truth, answer] += 1
        return counts

    def by_a_product(y, answers, n_classes):
        """This is a product of two one-hot tables: at (i, j) it adds up a 1 for each sample of
        class i that was answered with j. It is one line, and it holds two tables of N × K numbers
        to count N pairs."""
        return one_hot(y, n_classes).T @ one_hot(answers, n_classes)

    def with_bincount(y, answers, n_classes):
        """Every pair of label and answer gets a number of its own, and `bincount` counts these in a
        single pass. The table takes its shape at the end."""
        pairs = np.bincount(n_classes * y + answers, minlength=n_classes**2)
        return pairs.reshape(n_classes, n_classes)

    def class_by_class(y, answers, n_classes):
        places = range(n_classes)
        return np.array([[np.sum((y == i) & (answers == j)) for j in places] for i in places])

    def row_by_row(y, answers, n_classes):
        rows = [np.bincount(answers[y == i], minlength=n_classes) for i in range(n_classes)]
        return np.stack(rows).astype(np.int32)
