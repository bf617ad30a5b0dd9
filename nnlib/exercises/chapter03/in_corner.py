"""Labels 1 for the samples whose signs are all a corner's."""

import itertools

import numpy as np

from nnlib.by_hand import stacking
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="03-in-corner",
    title="Labels for one corner",
    minutes=4,
    difficulty=2,
    points=1,
    reference=stacking.in_corner,
    hints=(
        "A feature has the same sign as the corner's when their product is positive. Do that for "
        "all features of all samples at once.",
        "You get a mask of shape (N, D). A sample lies in the corner if its *whole row* is True: "
        "`np.all` with an axis.",
        "`same_sign = ... > 0`, then `np.where(np.all(..., axis=...), ..., ...)`.",
    ),
    why="""A product is positive just when both factors have the same sign, and broadcasting
multiplies every row of X with the corner. `np.all(…, axis=1)` asks for all features of a row, so
one answer for each sample is left. A feature of exactly 0 has no sign; its product is 0, which is
not above 0.""",
    survivors={"X * corner -> X / corner": "to divide by 1 or -1 is to multiply by it"},
)


@exercise.cases
def _(rng):
    X = np.array([[-1.1, 0.9], [0.8, -1.2], [-0.7, -1], [1.3, 0.6], [-0.2, 0.1]])
    yield Case("five samples, upper left", {"X": X, "corner": np.array([-1, 1])})
    yield Case("the same five, lower right", {"X": X, "corner": np.array([1, -1])})
    signs = np.array(list(itertools.product([-1, 1], repeat=3)))
    eight = (signs * rng.uniform(0.2, 2, size=(8, 3))).round(1)
    yield Case("three features", {"X": eight, "corner": np.array([1, -1, 1])})
    yield Case("a batch of one", {"X": np.array([[-2.0, -3.0]]), "corner": np.array([-1, -1])})
    edge = np.array([[0.0, 1.0], [1.0, 0.0], [0.0, 0.0], [0.5, 0.1]])
    yield Case("features of exactly 0", {"X": edge, "corner": np.array([1, 1])})
    whole = rng.integers(-3, 4, size=(15, 2)).astype(float)
    yield Case("whole numbers", {"X": whole, "corner": np.array([-1, 1])})
    single = rng.normal(size=(12, 2)).astype(np.float32)
    yield Case("float32", {"X": single, "corner": np.array([1, -1], dtype=np.float32)})


@exercise.wrong
class Mistakes:
    def true_and_false(X, corner):
        """These are True and False. The labels of this course are numbers: make them 1 and 0."""
        return np.all(X * corner > 0, axis=1)

    def any_sign(X, corner):
        """One right sign is enough here. A sample lies in the corner when *all* of its features
        have the corner's sign."""
        return np.where(np.any(X * corner > 0, axis=1), 1, 0)

    def along_the_samples(X, corner):
        """There is one label for each *feature*. Ask along the other axis, so that each sample
        keeps one."""
        return np.where(np.all(X * corner > 0, axis=0), 1, 0)

    def a_label_for_every_feature(X, corner):
        """These are labels for every feature of every sample. One step is left: a sample counts
        when all of its row does."""
        return np.where(X * corner > 0, 1, 0)

    def signs_compared(X, corner):
        """This is True or False for every *feature* of every sample: the signs, compared. One
        step is left before the labels: a sample counts when all of its row does."""
        return X * corner > 0

    def a_mask_along_the_samples(X, corner):
        """There is one True or False for each *feature*, and there should be a label for each
        sample. Ask along the other axis, and make numbers of the answers."""
        return np.all(X * corner > 0, axis=0)

    def the_edge_too(X, corner):
        """A feature of exactly 0 counts as being in the corner. It has no sign, so it should
        not."""
        return np.where(np.all(X * corner >= 0, axis=1), 1, 0)

    def outside_the_corner(X, corner):
        """The labels are exchanged: 1 is for the samples *in* the corner."""
        return np.where(np.all(X * corner > 0, axis=1), 0, 1)

    def the_opposite_corner(X, corner):
        """This labels the opposite corner, where every sign is the other one."""
        return np.where(np.all(X * corner < 0, axis=1), 1, 0)

    def product_of_the_features(X, corner):
        """Two corners at once get a 1. The product of all features of a row cannot tell a
        corner from the opposite one: compare feature by feature."""
        return np.where(np.prod(X, axis=1) * np.prod(corner) > 0, 1, 0)

    def sum_over_the_features(X, corner):
        """The products of a row are added up before you ask for the sign. A large feature then
        outvotes the others: ask every feature first."""
        return np.where(X @ corner > 0, 1, 0)

    def the_upper_right_always(X, corner):
        """The corner is not looked at: you ask for positive features, whatever it is."""
        return np.where(np.all(X > 0, axis=1), 1, 0)

    def the_first_feature_only(X, corner):
        """Only the first feature is looked at. All of them have to have the right sign."""
        return np.where(X[:, 0] * corner[0] > 0, 1, 0)

    def the_first_two_features_only(X, corner):
        """Only the first two features are looked at. Samples may have three, or any other
        number: compare whole rows."""
        return np.where((X[:, 0] * corner[0] > 0) & (X[:, 1] * corner[1] > 0), 1, 0)

    def on_the_very_corner(X, corner):
        """You ask whether the features *are* 1 or -1. Only their signs have to be the corner's."""
        return np.where(np.all(np.equal(X, corner), axis=1), 1, 0)


@exercise.right
class Variants:
    def by_signs(X, corner):
        return np.all(np.sign(X) == corner, axis=1).astype(int)

    def by_the_smallest(X, corner):
        return 1.0 * (np.min(X * corner, axis=1) > 0)

    def in_a_loop(X, corner):
        return np.array(
            [int(all(x * c > 0 for x, c in zip(row, corner, strict=True))) for row in X]
        )
