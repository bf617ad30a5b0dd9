"""The average of each class: one mask after another."""

import numpy as np

from nnlib.by_hand import centroids
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, float32
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="00-class-averages",
    title="Ten averages",
    minutes=9,
    difficulty=3,
    points=2,
    reference=centroids.class_averages,
    hints=(
        "For one class you have done it already. The classes are the numbers from 0 on, and there "
        "are few of them, so a loop over the *classes* is fine.",
        "Each round of the loop makes one average, an array (D,). Collect them in a list.",
        "`np.array([...])` around a list of K arrays of shape (D,) is a table (K, D). Inside the "
        "brackets: `... for k in range(n_classes)`.",
    ),
    promises={
        "ten classes": lambda case: case.args["n_classes"] == 10,
        "another number of classes": lambda case: case.args["n_classes"] == 3,
        "more classes than features": lambda case: case.args["n_classes"] > case.args["X"].shape[1],
        "as many classes as samples": lambda case: case.args["n_classes"] == len(case.args["X"]),
        "a class with a single sample": array_where("y", lambda y: (np.bincount(y) == 1).any()),
        "classes of unequal sizes": array_where("y", lambda y: len({*np.bincount(y)}) > 1),
        "numbers below 0": array_where("X", lambda X: (X < 0).any()),
        "float32": float32("X"),
    },
    why="""For each class k the mask `y == k` keeps the rows of that class, and the mean over
`axis=0` leaves one number a feature. Ten such rows, one under another, are a table (10, 64): the
averages lie in it just as the digits lie in X, one a row. The loop runs over the ten classes and
not over the digits, so it costs next to nothing.""",
)


@exercise.cases
def _(rng):
    X = np.array([[1.0, 2.0, 0.0], [3.0, 4.0, 1.0], [5.0, 0.0, 1.0], [7.0, 2.0, 4.0]])
    two = {"X": X, "y": np.array([0, 1, 1, 1]), "n_classes": 2}
    yield Case("4 samples of 3 features, 2 classes", two)

    def draw(N, D, K, dtype=np.float64):
        y = np.concatenate([np.arange(K), rng.integers(0, K - 1, size=N - K)])
        X = rng.normal(size=(N, D)).round(1).astype(dtype)
        return {"X": X, "y": rng.permutation(y), "n_classes": K}

    yield Case("6 samples of 5 features, 3 classes", draw(6, 5, 3))
    yield Case("12 samples of 3 features, ten classes", draw(12, 3, 10))
    y = np.array([2, 0, 1])
    yield Case("each class once", {"X": np.eye(3), "y": y, "n_classes": 3})
    yield Case("float32", draw(7, 4, 3, np.float32))


def each(average):
    """A wrong answer that does so with the rows of each class."""
    return lambda X, y, n_classes: np.array([average(X[y == k]) for k in range(n_classes)])


@exercise.wrong
class Mistakes:
    def the_first_class_only(X, y, n_classes):
        """Only the average of class 0 came back. A `return` inside a loop ends it in the first
        round: collect the averages, and return them after the loop."""
        return X[y == 0].mean(axis=0)

    the_first_class_only = spelled(
        the_first_class_only, lambda X, y, n_classes: X[y == 0].mean(axis=0)[np.newaxis]
    )

    def the_last_class_only(X, y, n_classes):
        """Only the average of the last class came back: each round of the loop has replaced the
        one before. Collect them in a list."""
        return X[y == n_classes - 1].mean(axis=0)

    def the_three_only(X, y, n_classes):
        """Only the threes have been averaged. Every class from 0 to n_classes - 1 wants a row of
        its own."""
        return X[y == 3].mean(axis=0)

    def all_samples(X, y, n_classes):
        """Every row is the average of *all* samples: the mask is missing."""
        return np.array([X.mean(axis=0) for k in range(n_classes)])

    def one_number_a_class(X, y, n_classes):
        """There is one number for each class, the mean of all its entries. Give the mean an axis,
        so that one number for each feature is left."""
        return each(np.mean)(X, y, n_classes)

    def one_number_a_sample(X, y, n_classes):
        """The mean runs along the rows, so there is one number for each sample. Which axis should
        disappear, so that the features are left?"""
        return each(lambda rows: rows.mean(axis=1))(X, y, n_classes)

    def by_the_average_size(X, y, n_classes):
        """Each sum is divided by the *average* number of samples in a class. Classes differ in
        size: divide by how many samples this class has."""
        return each(lambda rows: rows.sum(axis=0) * n_classes / len(y))(X, y, n_classes)

    def in_order_of_appearance(X, y, n_classes):
        """The rows come in the order in which the classes first appear in y. Row k should belong
        to class k, so count the classes from 0 on."""
        return np.array([X[y == k].mean(axis=0) for k in dict.fromkeys(y.tolist())])

    def the_last_sample_for_the_sum(X, y, n_classes):
        """`M[y] += X` writes to each row once, so only the last sample of each class is left in
        it. A mask and a mean for each class add up all of them."""
        M = np.zeros((n_classes, X.shape[1]))
        M[y] += X
        return M / np.bincount(y, minlength=n_classes)[:, np.newaxis]

    def cut_into_equal_parts(X, y, n_classes):
        """The samples are sorted by class and then cut into parts of equal size. Classes differ in
        size: let the labels say which rows belong to a class."""
        parts = np.array_split(X[np.argsort(y, kind="stable")], n_classes)
        return np.array([part.mean(axis=0) for part in parts])

    def sums(X, y, n_classes):
        """These are the sums of the classes. An average divides by how many there are."""
        return each(lambda rows: rows.sum(axis=0))(X, y, n_classes)

    def divided_by_all(X, y, n_classes):
        """The sum of each class is divided by the number of *all* samples. Divide by how many
        belong to the class."""
        return each(lambda rows: rows.sum(axis=0) / len(X))(X, y, n_classes)

    divided_by_all = spelled(
        divided_by_all,
        lambda X, y, n_classes: np.array(
            [(X * (y == k)[:, None]).mean(axis=0) for k in range(n_classes)]
        ),
    )

    def divided_by_the_classes(X, y, n_classes):
        """The sum of each class is divided by the number of classes. Divide by how many samples
        belong to the class."""
        return each(lambda rows: rows.sum(axis=0) / n_classes)(X, y, n_classes)

    def in_columns(X, y, n_classes):
        """The averages are right, but they stand in columns, as (D, K). Here each is a row: (K,
        D)."""
        return each(lambda rows: rows.mean(axis=0))(X, y, n_classes).T

    def counting_from_1(X, y, n_classes):
        """The classes are counted from 1. They run from 0 to n_classes - 1, as `range` does by
        itself."""
        with np.errstate(all="ignore"):
            return np.array([X[y == k].sum(0) / (y == k).sum() for k in range(1, n_classes + 1)])

    def class_0_left_out(X, y, n_classes):
        """The average of class 0 is missing. The classes run from 0 to n_classes - 1."""
        return centroids.class_averages(X, y, n_classes)[1:]

    def the_last_class_left_out(X, y, n_classes):
        """The average of the last class is missing. `range(n_classes)` stops at n_classes - 1 by
        itself."""
        return centroids.class_averages(X, y, n_classes)[:-1]

    def the_last_row_left_at_0(X, y, n_classes):
        """The last row is still full of zeros: the loop ends before it. `range(n_classes)` stops at
        n_classes - 1 by itself."""
        M = centroids.class_averages(X, y, n_classes)
        M[-1] = 0
        return M

    def the_first_row_left_at_0(X, y, n_classes):
        """The first row is still full of zeros: the loop begins behind it. The classes are counted
        from 0, as `range` does by itself."""
        M = centroids.class_averages(X, y, n_classes)
        M[0] = 0
        return M

    def always_ten(X, y, n_classes):
        """There are always ten rows. How many classes there are is said by n_classes."""
        with np.errstate(all="ignore"):
            return np.array([X[y == k].sum(axis=0) / (y == k).sum() for k in range(10)])

    always_ten = spelled(
        always_ten,
        lambda X, y, n_classes: np.array(
            [X[y == k].sum(axis=0) / max((y == k).sum(), 1) for k in range(10)]
        ),
    )

    def sample_number_k(X, y, n_classes):
        """Row k holds sample number k, whatever its class. The samples of class k are the rows
        where y is k."""
        return X[:n_classes]

    def the_class_of_sample_k(X, y, n_classes):
        """Row k belongs to the class that *sample* number k happens to have, since `y[k]` is the
        label of that sample. Row k should belong to class k: compare y with k itself."""
        return np.array([X[y == y[k]].mean(axis=0) for k in range(n_classes)])

    def mean_of_sample_k(X, y, n_classes):
        """`X[k]` is sample number k, a single one, and its mean is one number. The samples of
        class k are the rows where y is k: `X[y == k]`."""
        return np.array([X[k].mean(axis=0) for k in range(n_classes)])

    def a_generator(X, y, n_classes):
        """Round brackets make a generator, which holds no numbers yet. With square brackets you
        get a list, and `np.array` makes a table of it."""
        return np.array(X[y == k].mean(axis=0) for k in range(n_classes))

    a_generator = spelled(
        a_generator, lambda X, y, n_classes: (X[y == k].mean(axis=0) for k in range(n_classes))
    )

    def first_of_each_class(X, y, n_classes):
        """Row k is a single sample of class k. Average over all of them."""
        return each(lambda rows: rows[0])(X, y, n_classes)

    def medians(X, y, n_classes):
        """These are the medians of the classes. The average is the mean."""
        return each(lambda rows: np.median(rows, axis=0))(X, y, n_classes)

    def largest(X, y, n_classes):
        """This is the largest value that each feature has in a class. The average is the mean."""
        return each(lambda rows: rows.max(axis=0))(X, y, n_classes)

    def a_list(X, y, n_classes):
        """This is a Python list. A table (K, D) is wanted, which `np.array` makes of a list of the
        K averages, each with D numbers."""
        return [X[y == k].mean(axis=0) for k in range(n_classes)]

    def into_whole_numbers(X, y, n_classes):
        """The averages have lost what stands behind the point: they went into an array of whole
        numbers. Make it one of floats."""
        return each(lambda rows: rows.mean(axis=0))(X, y, n_classes).astype(int)

    def one_row_for_each_sample(X, y, n_classes):
        """There is a row for each *sample*, its class's average. One row for each class is
        wanted, in the order of the classes."""
        return np.array([X[y == k].mean(axis=0) for k in y])

    def ink_only(X, y, n_classes):
        """Each feature is averaged over those samples only where it isn't 0. A 0 counts like any
        other number."""
        return each(lambda rows: rows.sum(axis=0) / np.maximum((rows != 0).sum(axis=0), 1))(
            X, y, n_classes
        )

    def in_one_line(X, y, n_classes):
        """All the averages stand in one long row. One row for each class is wanted: (K, D)."""
        return np.concatenate([X[y == k].mean(axis=0) for k in range(n_classes)])

    def the_standard_deviations(X, y, n_classes):
        """This says how much each feature varies within a class. The average is the mean."""
        return each(lambda rows: rows.std(axis=0))(X, y, n_classes)

    def by_labels_as_rows(X, y, n_classes):
        """The labels are used as row numbers here. Compare them with k to get a mask, which keeps
        the rows of class k."""
        return np.array([X[y].mean(axis=0) for _ in range(n_classes)])

    def always_64_features(X, y, n_classes):
        """The table is made for 64 features, or for ten classes, whatever comes. `X.shape[1]` says
        how many features there are, and n_classes how many classes."""
        M = np.zeros((n_classes, 64))
        for k in range(n_classes):
            M[k] = X[y == k].mean(axis=0)
        return M

    def threes_in_every_row(X, y, n_classes):
        """Every row is made of the same class, since the mask asks for one fixed number. In round
        k of the loop it should ask for k."""
        with np.errstate(all="ignore"):
            three = X[y == 3].sum(axis=0) / (y == 3).sum()
        return np.array([three for k in range(n_classes)])

    threes_in_every_row = spelled(
        threes_in_every_row, lambda X, y, n_classes: np.array([X[y == 0].mean(axis=0)] * n_classes)
    )

    def rounded(X, y, n_classes):
        """The averages have been rounded. Leave them as they are, with all their decimals."""
        return each(lambda rows: rows.mean(axis=0).round())(X, y, n_classes)

    def backwards(X, y, n_classes):
        """The classes come in reversed order. Class 0 belongs in row 0."""
        return each(lambda rows: rows.mean(axis=0))(X, y, n_classes)[::-1]

    def halving_in_a_loop(X, y, n_classes):
        """The mean of the old average and the next sample is taken again and again, so the last
        samples count most. Add up all of a class, and divide once."""
        M = np.zeros((n_classes, X.shape[1]))
        for x, k in zip(X, y, strict=True):
            M[k] = (M[k] + x) / 2
        return M

    def labels_as_row_numbers_one_by_one(X, y, n_classes):
        """Row k is a single sample, with the *label* of sample k for its row number. The samples of
        class k are the rows where y is k, and all of them are averaged."""
        return np.array([X[y[k]] for k in range(n_classes)])

    def an_axis_kept(X, y, n_classes):
        """The averages are right, but each is a table of one row, so there is an axis too many: (K,
        1, D). Leave `keepdims` out."""
        return each(lambda rows: rows.mean(axis=0, keepdims=True))(X, y, n_classes)

    def not_averaged(X, y, n_classes):
        """The samples have been sorted into their classes, and not averaged. Take the mean of each
        class's rows."""
        return each(lambda rows: rows)(X, y, n_classes)

    def one_class_too_many(X, y, n_classes):
        """There is one row too many, of a class that nobody belongs to. `range(n_classes)` stops at
        n_classes - 1 by itself."""
        with np.errstate(all="ignore"):
            return np.array([X[y == k].sum(0) / (y == k).sum() for k in range(n_classes + 1)])


@exercise.right
class Variants:
    def into_a_list(X, y, n_classes):
        """A list that grows in a loop does the same as a list in one line. `np.stack` and
        `np.array` both put its rows one under another."""
        averages = []
        for k in range(n_classes):
            averages.append(X[y == k].mean(axis=0))
        return np.stack(averages)

    def into_zeros(X, y, n_classes):
        """Here the table is made first and filled row by row, so nothing has to be put together
        at the end; mind that zeros are float64 unless one says otherwise."""
        M = np.zeros((n_classes, X.shape[1]))
        for k in range(n_classes):
            M[k] = X[y == k].mean(axis=0)
        return M

    def by_a_product(X, y, n_classes):
        """Without any loop, by means that come later in the chapter: `np.newaxis` makes a table
        (K, N) of masks, and its product `@` with X adds up the samples of each class. Each row is
        divided by how many there were."""
        masks = np.arange(n_classes)[:, np.newaxis] == y
        return masks @ X / masks.sum(axis=1, keepdims=True)
