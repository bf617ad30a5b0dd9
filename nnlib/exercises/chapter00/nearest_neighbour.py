"""The nearest of all known samples: a row of distances, and the label at the smallest."""

import numpy as np

from nnlib.by_hand import centroids, neighbours
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32
from nnlib.judge.exercise import Case, Exercise


def _a_tie(case):
    """Whether two known samples are equally near, with different labels."""
    distances = centroids.squared_distances(case.args["X_new"], case.args["X_known"])
    near = distances == distances.min(axis=1, keepdims=True)
    return any(len({*case.args["y_known"][row].tolist()}) > 1 for row in near)


exercise = Exercise(
    id="00-nearest-neighbour",
    title="A list of all the digits",
    minutes=6,
    difficulty=2,
    points=1,
    reference=neighbours.nearest_neighbour,
    hints=(
        "Your reader compares a batch with ten averages. What if you hand it *all* the known "
        "samples in their place?",
        "The distances then are a table with a row for each new sample and a column for each known "
        "one. Which *column* is the smallest in each row? That says which known sample is nearest, "
        "and not yet what it is.",
        "A list of places in the square brackets of an array picks the entries there. Two lines: "
        "`distances = ...`, and `return y_known[...]`.",
    ),
    promises={
        "a batch": batch("X_new"),
        "a batch of one": batch_of_one("X_new"),
        "as many new samples as known ones": lambda case: (
            len(case.args["X_new"]) == len(case.args["X_known"]) > 1
        ),
        "more new samples than known ones": lambda case: (
            len(case.args["X_new"]) > len(case.args["X_known"])
        ),
        "labels with gaps": array_where("y_known", lambda y: y.max() >= len({*y.tolist()})),
        "two equally near": _a_tie,
        "more than ten known samples": array_where("X_known", lambda X: len(X) > 12),
        "labels above 9": array_where("y_known", lambda y: y.max() > 9),
        "a new sample that is known": lambda case: (
            (case.args["X_new"][:, None] == case.args["X_known"]).all(axis=2).any()
        ),
        "distances far below 1": lambda case: np.ptp(case.args["X_known"]) < 1,
        "numbers below 0": array_where("X_new", lambda X: (X < 0).any()),
        "float32": float32("X_new"),
    },
    survivors={
        "X_known - x -> x - X_known": "the sign of a difference is lost in its square",
        "np.sum((X_known - x) ** 2, axis=1) -> np.mean((X_known - x) ** 2, axis=1)": (
            "each sum is divided by the same number of features"
        ),
        "np.array(answers) -> np.array(answers, dtype=int)": "labels are whole already",
    },
    why="""`squared_distances` doesn't mind whether the rows of its second argument are averages or
single samples. With all the known ones it gives a table (N, R), and the smallest entry of a row
stands in the column of the nearest. That column is a *place* in the list, so the label has to be
looked up: an index array (N,) in the square brackets of `y_known` gives N labels.""",
)


@exercise.cases
def _(rng):
    known = np.array([[0.0, 0.0], [4.0, 0.0], [0.0, 3.0], [4.0, 4.0]])
    labels = np.array([7, 2, 7, 0])
    new = np.array([[3.5, 1.0], [0.5, 2.0], [5.0, 5.0]])
    yield Case("4 known samples, 3 new ones", {"X_known": known, "y_known": labels, "X_new": new})
    one = np.array([[1.0, 2.5]])
    yield Case("a batch of one", {"X_known": known, "y_known": labels, "X_new": one})
    middle = np.array([[2.0, 0.0], [0.0, 1.5]])
    args = {"X_known": known, "y_known": np.array([3, 7, 2, 0]), "X_new": middle}
    yield Case("two equally near", args)
    corner = {"X_known": np.array([[3.0, 3.0], [4.0, 0.0]]), "y_known": np.array([5, 1])}
    yield Case("two known samples", corner | {"X_new": np.array([[0.0, 0.0]])})
    corner = {"X_known": np.array([[3.0, 3.0], [5.0, 0.0]]), "y_known": np.array([5, 1])}
    yield Case("two others", corner | {"X_new": np.array([[0.0, 0.0]])})
    far = np.array([[1.0, 0.0], [0.0, 1.0], [6.0, 5.0]])
    args = {"X_known": far, "y_known": np.array([1, 1, 3]), "X_new": -far}
    yield Case("numbers below 0", args)

    shares = np.array([[0.9, 0.5], [0.1, 0.5], [0.25, 0.125]])
    args = {"X_known": shares, "y_known": np.array([4, 10, 6]), "X_new": 1 - shares}
    yield Case("distances far below 1", args)
    args = {"X_known": known, "y_known": labels, "X_new": known[::-1]}
    yield Case("new samples that are known", args)

    def draw(N, R, D, dtype=np.float64):
        X = rng.permutation(N * D + R * D).reshape(N + R, D).astype(dtype)
        y = rng.permutation(np.arange(R) % 4 * 2)
        return {"X_known": X[:R], "y_known": y, "X_new": X[R:] + dtype(0.25)}

    yield Case("8 new samples, 3 known ones", draw(8, 3, 4))
    yield Case("5 new samples, 5 known ones", draw(5, 5, 3))
    many = draw(6, 15, 3)
    many["X_new"][0], many["y_known"][-1] = many["X_known"][-1] + 0.25, 9  # nobody else's label
    yield Case("15 known samples", many)
    yield Case("float32", draw(4, 9, 6, np.float32))


def _places(X_known, X_new):
    return centroids.squared_distances(X_new, X_known).argmin(axis=1)


right = neighbours.nearest_neighbour


def _by_averages(labels=np.unique, least=1):
    """The nearest average answers; a label that nobody has makes NaN, or 0 with another least."""

    def answer(X_known, y_known, X_new):
        names = labels(y_known)
        masks = names[:, None] == y_known
        with np.errstate(all="ignore"):
            M = masks @ X_known / np.maximum(masks.sum(axis=1), least)[:, None]
        return names[_places(M, X_new)]

    return answer


def _never_reset(X_known, y_known, X_new):
    best, answers = np.inf, []
    for row in centroids.squared_distances(X_new, X_known):
        if row.min() < best:
            best, answer = row.min(), y_known[row.argmin()]
        answers.append(answer)
    return np.array(answers)


@exercise.wrong
class Mistakes:
    def places_for_labels(X_known, y_known, X_new):
        """These are the *places* of the nearest samples in the list. Look up which labels stand
        there."""
        return _places(X_known, X_new)

    def samples_for_labels(X_known, y_known, X_new):
        """These are the nearest samples themselves. What is wanted is what they are, their
        labels."""
        return X_known[_places(X_known, X_new)]

    def smallest_distances(X_known, y_known, X_new):
        """This is *how far* the nearest sample is. Which one is it, and what is its label?"""
        return centroids.squared_distances(X_new, X_known).min(axis=1)

    def all_distances(X_known, y_known, X_new):
        """These are the distances from all the known samples. Which is the smallest in each row,
        and what is the label there?"""
        return centroids.squared_distances(X_new, X_known)

    def farthest(X_known, y_known, X_new):
        """These are the labels of the *farthest* samples: the largest distance wins here."""
        return y_known[centroids.squared_distances(X_new, X_known).argmax(axis=1)]

    def along_the_new(X_known, y_known, X_new):
        """The smallest is looked for among the *new* samples. Each of these wants the nearest of
        the known ones: which axis holds those?"""
        return y_known[_places(X_new, X_known)]

    def one_for_all(X_known, y_known, X_new):
        """The smallest of *all* distances was taken, so there is one answer for the whole batch.
        Each new sample wants its own: give `argmin` an axis."""
        return y_known[centroids.squared_distances(X_new, X_known).argmin() % len(y_known)]

    one_for_all = spelled(
        one_for_all,
        lambda X_known, y_known, X_new: y_known[
            centroids.squared_distances(X_new, X_known).argmin()
        ],
    )

    def by_averages(X_known, y_known, X_new):
        """The known samples have been averaged, class by class, and the nearest average answers.
        Here each single one of them stays in the list."""
        return _by_averages()(X_known, y_known, X_new)

    by_averages = spelled(
        by_averages,
        _by_averages(lambda y: np.arange(10), 0),
        _by_averages(lambda y: np.arange(10)),
        _by_averages(lambda y: np.arange(y.max() + 1), 0),
        _by_averages(lambda y: np.arange(y.max() + 1)),
    )

    def place_of_the_average(X_known, y_known, X_new):
        """The known samples have been averaged, class by class, and this is the *place* of the
        nearest average. Here each single sample stays in the list, and its label is wanted."""
        labels = np.unique(y_known)
        return np.searchsorted(labels, _by_averages()(X_known, y_known, X_new))

    def never_reset(X_known, y_known, X_new):
        """The smallest distance so far is kept from one new sample to the next, so a later sample
        gets an answer of its own only if it's nearer still. Begin anew for each."""
        return _never_reset(X_known, y_known, X_new)

    def more_than_one_axis(X_known, y_known, X_new):
        """`y_known` is a single row of labels, and its brackets are given two axes: a table of True
        and False, or rows and columns. One place for each new sample is enough, that of the
        smallest distance."""
        distances = centroids.squared_distances(X_new, X_known)
        return y_known[distances == distances.min()]

    def all_labels_in_order(X_known, y_known, X_new):
        """These are the labels of *all* the known samples, in order of their distance. Only the
        nearest one answers."""
        return y_known[centroids.squared_distances(X_new, X_known).argsort(axis=1, kind="stable")]

    def known_for_new(X_known, y_known, X_new):
        """The known samples are compared with themselves. It's the new ones that want an
        answer."""
        return right(X_known, y_known, X_known)

    def absolute_differences(X_known, y_known, X_new):
        """Another sample is nearest here, since absolute differences are added up. Use the squared
        distances."""
        return y_known[np.abs(X_new[:, None] - X_known).sum(axis=2).argmin(axis=1)]

    def not_squared(X_known, y_known, X_new):
        """The differences are added up as they are, so that those above 0 and those below cancel.
        Use the squared distances."""
        return y_known[(X_new[:, None] - X_known).sum(axis=2).argmin(axis=1)]

    not_squared = spelled(
        not_squared,
        lambda X_known, y_known, X_new: y_known[
            np.abs((X_new[:, None] - X_known).sum(axis=2)).argmin(axis=1)
        ],
        lambda X_known, y_known, X_new: y_known[
            (X_known - X_new[:, None]).sum(axis=2).argmin(axis=1)
        ],
    )

    def largest_product(X_known, y_known, X_new):
        """The largest dot product wins here. A known sample with large numbers then wins too often:
        take the smallest squared distance."""
        return y_known[(X_new @ X_known.T).argmax(axis=1)]

    def the_last_of_several(X_known, y_known, X_new):
        """Where two known samples are equally near, the last of them answers. The first one was
        asked for, which `argmin` gives by itself."""
        return y_known[len(y_known) - 1 - _places(X_known[::-1], X_new)]

    def the_first_sample_only(X_known, y_known, X_new):
        """Only the first new sample has been answered, and each wants an answer. (A `return` inside
        a loop ends it in the first round: collect the answers, and return them after the loop.)"""
        return right(X_known, y_known, X_new)[0]

    the_first_sample_only = spelled(
        the_first_sample_only,
        lambda X_known, y_known, X_new: right(X_known, y_known, X_new)[:1],
    )

    def the_last_sample_only(X_known, y_known, X_new):
        """Only the last new sample's answer came back: each round of the loop has replaced the one
        before. Collect them."""
        return right(X_known, y_known, X_new)[-1]

    def a_list(X_known, y_known, X_new):
        """This is a Python list. An array (N,) is wanted, which `np.array` makes of a list of N
        labels."""
        return list(right(X_known, y_known, X_new))

    def all_but_itself(X_known, y_known, X_new):
        """A known sample at distance 0 is passed over. If a new sample is one of the known ones,
        that's the nearest there is."""
        distances = centroids.squared_distances(X_new, X_known)
        return y_known[np.where(distances == 0, np.inf, distances).argmin(axis=1)]

    def whole_distances(X_known, y_known, X_new):
        """The distances have become integers on the way, so near ones look equally near."""
        return y_known[centroids.squared_distances(X_new, X_known).astype(int).argmin(axis=1)]

    def some_of_the_known(X_known, y_known, X_new):
        """Not every known sample has been looked at: the nearest may be one of the others."""
        return right(X_known[:-1], y_known[:-1], X_new)

    some_of_the_known = spelled(
        some_of_the_known,
        lambda X_known, y_known, X_new: right(X_known[:10], y_known[:10], X_new),
    )

    def a_digit_of_the_label(X_known, y_known, X_new):
        """Labels may be any integers, above 9 as well: return them as they stand in `y_known`."""
        return right(X_known, y_known, X_new) % 10

    def largest_difference(X_known, y_known, X_new):
        """Only the largest difference counts here. Use the squared distances, in which all of
        them are added up."""
        return y_known[np.abs(X_new[:, None] - X_known).max(axis=2).argmin(axis=1)]

    def votes(X_known, y_known, X_new):
        """Several of the nearest vote here. The nearest one alone answers."""
        three = centroids.squared_distances(X_new, X_known).argsort(axis=1)[:, :3]
        return np.array([np.bincount(row).argmax() for row in y_known[three]])

    def the_second_nearest(X_known, y_known, X_new):
        """The *second* nearest answers. Counting starts at 0, also in a sorted row."""
        return y_known[
            centroids.squared_distances(X_new, X_known).argsort(axis=1, kind="stable")[:, 1]
        ]

    def sorted_labels(X_known, y_known, X_new):
        """The labels have been sorted, so they no longer stand in the order of the samples."""
        return np.sort(y_known)[_places(X_known, X_new)]

    def distances_for_places(X_known, y_known, X_new):
        """The smallest *distance* stands in the brackets of `y_known`. The place of the smallest is
        what picks a label: `argmin`."""
        return y_known[centroids.squared_distances(X_new, X_known).min(axis=1)]

    distances_for_places = spelled(
        distances_for_places,
        lambda X_known, y_known, X_new: y_known[
            centroids.squared_distances(X_new, X_known).min(axis=1).astype(int)
        ],
    )

    def smallest_label_of_several(X_known, y_known, X_new):
        """Where several known samples are equally near, the smallest *label* answers. The first of
        the samples was asked for."""
        distances = centroids.squared_distances(X_new, X_known)
        near = distances == distances.min(axis=1, keepdims=True)
        return np.array([y_known[row].min() for row in near])

    def reshaped(X_known, y_known, X_new):
        """The table of distances lies on its side and has been given the other shape. `reshape`
        reads on row by row; `.T` exchanges rows and columns."""
        table = centroids.squared_distances(X_known, X_new)
        return y_known[table.reshape(len(X_new), len(X_known)).argmin(axis=1)]

    def squeezed(X_known, y_known, X_new):
        """Right for several samples, but a batch of one comes back as a plain number: `squeeze` has
        removed its axis as well. The result has the shape (N,)."""
        return right(X_known, y_known, X_new).squeeze()

    def in_a_column(X_known, y_known, X_new):
        """The answers are right, but stand in a column, (N, 1). One axis is enough: (N,)."""
        return right(X_known, y_known, X_new).reshape(-1, 1)


@exercise.right
class Variants:
    def one_after_another(X_known, y_known, X_new):
        """One new sample after the other needs no table of all the distances, only a row of it at a
        time."""
        nearest = [np.argmin(np.sum((X_known - x) ** 2, axis=1)) for x in X_new]
        return y_known[nearest]

    def in_a_loop(X_known, y_known, X_new):
        answers = []
        for x in X_new:
            to_each = np.sum((X_known - x) ** 2, axis=1)
            answers.append(y_known[np.argmin(to_each)])
        return np.array(answers)
