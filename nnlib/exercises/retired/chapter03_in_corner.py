"""Labels 1 for the samples whose signs are all a corner's."""

import itertools

import numpy as np

from nnlib.by_hand import stacking
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32
from nnlib.judge.exercise import Case, Exercise


def _zero_at(sign):
    """Cases in which a feature that is 0 decides: all others of its row are in the corner."""

    def is_one(case):
        X, corner = case.args["X"], case.args["corner"]
        only_zeros = ((X * corner > 0) | (X == 0)).all(axis=1, keepdims=True)
        return bool(((X == 0) & (corner == sign) & only_zeros).any())

    return is_one


_IN_A_LOOP = "[int(all((x * c > 0 for x, c in zip(row, corner, strict=True)))) for row in X]"

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
    promises={
        "a batch": batch("X"),
        "a batch of one": batch_of_one("X"),
        "one feature": array_where("X", lambda X: X.shape[1] == 1),
        "two features": array_where("X", lambda X: X.shape[1] == 2),
        "more features": array_where("X", lambda X: X.shape[1] > 2),
        "a 0 where the corner has a 1": _zero_at(1),
        "a 0 where the corner has a -1": _zero_at(-1),
        "a feature just above 0 and one just below": array_where(
            "X", lambda X: (np.abs(X).max(axis=1) > 1).all() and np.abs(X).min() == 1e-12
        ),
        "float32": float32("X"),
    },
    survivors={
        **dict.fromkeys(
            ["X * corner -> X / corner", "x * c -> x / c"],
            "to divide by 1 or -1 is to multiply by it",
        ),
        "((X * corner > 0).sum(axis=1) == len(corner)) * 1 -> "
        "((X * corner > 0).sum(axis=1) == len(corner)) / 1": "1.0 is a 1",
        f"np.array({_IN_A_LOOP}) -> np.array({_IN_A_LOOP}, dtype=int)": "integers already",
        "zip(row, corner, strict=True) -> zip(corner, row, strict=True)": "factors are exchanged",
    },
)


@exercise.cases
def _(rng):
    X = np.array([[-1.1, 0.9], [0.8, -1.2], [-0.7, -1], [1.3, 0.6], [-0.2, 0.1]])
    yield Case("five samples, upper left", {"X": X, "corner": np.array([-1, 1])})
    yield Case("the same five, lower right", {"X": X, "corner": np.array([1, -1])})
    three = {"X": np.array([[2.0, -1, 3], [2, 1, 3], [-2, -1, 3], [2, -1, -3]])}
    yield Case("three features", {**three, "corner": np.array([1, -1, 1])})
    one = {"X": np.array([[2.0], [-3], [0], [-1]]), "corner": np.array([-1])}
    yield Case("a single feature", one)
    yield Case("a batch of one", {"X": np.array([[-2.0, -3.0]]), "corner": np.array([-1, -1])})
    edge = np.array([[0.0, 1.0], [1.0, 0.0], [0.0, 0.0], [0.5, 0.1]])
    yield Case("features of exactly 0", {"X": edge, "corner": np.array([1, 1])})
    yield Case("features of exactly 0, lower left", {"X": -edge, "corner": np.array([-1, -1])})
    near = np.array([[1e-12, 2.0], [-1e-12, 2.0], [2.0, 1e-12], [2.0, -1e-12]])
    yield Case("features just above and just below 0", {"X": near, "corner": np.array([1, 1])})
    signs = np.array(list(itertools.product([-1, 1], repeat=3)))
    eight = (signs * rng.uniform(0.2, 2, size=(8, 3))).round(1)
    yield Case("three features, every corner", {"X": eight, "corner": np.array([1, -1, 1])})
    whole = rng.integers(-3, 4, size=(15, 2)).astype(float)
    yield Case("whole numbers", {"X": whole, "corner": np.array([-1, 1])})
    single = rng.normal(size=(12, 2)).astype(np.float32)
    yield Case("float32", {"X": single, "corner": np.array([1, -1], dtype=np.float32)})


def _above(least):
    return lambda X, corner: np.where(np.all(X * corner > least, axis=1), 1, 0)


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

    the_first_two_features_only = spelled(
        the_first_two_features_only,
        lambda X, corner: np.where(np.all(X[:, :2] * corner[:2] > 0, axis=1), 1, 0),
    )

    def on_the_very_corner(X, corner):
        """You ask whether the features *are* 1 or -1. Only their signs have to be the corner's."""
        return np.where(np.all(np.equal(X, corner), axis=1), 1, 0)

    def zero_counts_as_negative(X, corner):
        """A feature of exactly 0 counts as negative: `X > 0` is False for both. It has no sign,
        so its sample is in no corner."""
        return np.where(np.all((X > 0) == np.greater(corner, 0), axis=1), 1, 0)

    def zero_counts_as_positive(X, corner):
        """A feature of exactly 0 counts as positive: `X >= 0` is True for both, and `X < 0`
        False. It has no sign, so its sample is in no corner."""
        return np.where(np.all((X >= 0) == np.greater(corner, 0), axis=1), 1, 0)

    def every_product_that_is_not_zero(X, corner):
        """`np.all` of the products themselves asks whether none of them is 0. Ask whether each
        is *above* 0 first."""
        return np.where(np.all(X * corner, axis=1), 1, 0)

    def one_label_for_the_batch(X, corner):
        """This is one label for the whole batch. `np.all` needs to know along which axis to
        ask, so that each sample keeps an answer."""
        return np.where(np.all(X * corner > 0), 1, 0)

    def one_answer_for_the_batch(X, corner):
        """This is one True or False for the whole batch. `np.all` needs to know along which axis
        to ask; and the labels are numbers, 1 and 0."""
        return np.all(X * corner > 0)

    def how_many_signs(X, corner):
        """This is how many features of each sample have the right sign. A label is 1 where all
        of them have it, and 0 elsewhere."""
        return np.sum(X * corner > 0, axis=1)

    def which_part_of_the_signs(X, corner):
        """This is the fraction of each sample's features that have the right sign. A label is 1
        where all of them have it, and 0 elsewhere."""
        return np.mean(X * corner > 0, axis=1)

    def most_of_the_signs(X, corner):
        """A sample counts here when more of its features have the right sign than the wrong
        one. *All* of them have to have it."""
        return np.where(np.sign(X) @ corner > 0, 1, 0)

    def two_right_signs(X, corner):
        """Two right signs are asked for, however many features there are. Compare with the
        number of features, or ask for all of them."""
        return np.where(np.sign(X) @ corner == 2, 1, 0)

    def the_smallest_product(X, corner):
        """This is the smallest product of each sample. One step is left: the label is 1 where
        it is above 0."""
        return np.min(X * corner, axis=1)

    def the_samples_themselves(X, corner):
        """These are the samples in the corner. Wanted is a label for *every* sample: 1 for
        these, 0 for the others."""
        return X[np.all(X * corner > 0, axis=1)]

    def their_places(X, corner):
        """These are the places of the samples in the corner. Wanted is a label for *every*
        sample: 1 for these, 0 for the others."""
        return np.flatnonzero(np.all(X * corner > 0, axis=1))

    def minus_one_elsewhere(X, corner):
        """Outside the corner your label is -1. It should be 0."""
        return np.where(np.all(X * corner > 0, axis=1), 1, -1)

    def labels_in_a_column(X, corner):
        """The labels stand in a column, (N, 1). One number for each sample is wanted, (N,)."""
        return np.where(np.all(X * corner > 0, axis=1, keepdims=True), 1, 0)

    def a_python_and(X, corner):
        """`and` takes a single True or False on each side, and here stand arrays. `np.all` asks
        for all features of a row, however many there are."""
        return np.where(X[:, 0] * corner[0] > 0 and X[:, 1] * corner[1] > 0, 1, 0)

    def near_the_very_corner(X, corner):
        """You ask whether the features are *near* 1 or -1. Only their signs have to be the
        corner's, large or small as they may be."""
        return np.where(np.all(np.round(X) == corner, axis=1), 1, 0)

    def sums_of_signs_compared(X, corner):
        """The signs are added up before they are compared, so that a corner can't be told from
        others with as many negative signs. Compare feature by feature."""
        return np.where(np.sign(X).sum(axis=1) == np.sum(corner), 1, 0)

    most_of_the_signs = spelled(
        most_of_the_signs,
        lambda X, corner: np.where(np.mean(X * corner > 0, axis=1) > 0.5, 1, 0),
    )
    two_right_signs = spelled(
        two_right_signs, lambda X, corner: np.where(np.sum(X * corner > 0, axis=1) == 2, 1, 0)
    )
    near_the_very_corner = spelled(
        near_the_very_corner,
        lambda X, corner: np.where(np.all(np.abs(X - corner) < 1, axis=1), 1, 0),
        lambda X, corner: np.where(np.all(np.abs(X - corner) < 0.5, axis=1), 1, 0),
    )
    zero_counts_as_positive = spelled(
        zero_counts_as_positive,
        lambda X, corner: np.where(np.all((X < 0) == np.less(corner, 0), axis=1), 1, 0),
    )

    def sign_bits_compared(X, corner):
        """A feature of exactly 0 counts as in the corner: the sign *bit* of 0.0 is that of a
        positive number. It has no sign, so its sample is in no corner."""
        return np.where(np.all(np.signbit(X) == np.signbit(corner), axis=1), 1, 0)

    def squeezed(X, corner):
        """Right for several samples, but a batch of one has lost its axis to `squeeze`. N
        samples have N labels, also if N is 1."""
        return np.squeeze(np.where(np.all(X * corner > 0, axis=1), 1, 0))

    def samples_overwritten(X, corner):
        """The labels are right, but the caller's samples have been changed, which is what `X *=
        corner` does. `X * corner` makes a new array."""
        X *= corner
        return np.where(np.all(X > 0, axis=1), 1, 0)

    def features_cut_to_whole_numbers(X, corner):
        """The features are cut to whole numbers, so 0.5 becomes 0 and has no sign any more. Ask
        for the sign of the feature itself."""
        return np.where(np.all(X.astype(int) * corner > 0, axis=1), 1, 0)

    def outside_the_opposite_corner(X, corner):
        """This labels all samples that are not in the *opposite* corner. A sample counts when
        each of its features has the corner's sign."""
        return np.where(np.all(X * corner < 0, axis=1), 0, 1)

    def just_above_0(X, corner):
        """A small feature counts as if it were 0. Every number but 0 itself has a sign, however
        small: compare with 0."""
        return _above(1e-3)(X, corner)

    just_above_0 = spelled(
        just_above_0,
        *map(_above, (1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10)),
    )

    def large_features_only(X, corner):
        """A feature has to be larger than some bound here to count. Only its sign matters:
        compare with 0."""
        return _above(0.5)(X, corner)

    large_features_only = spelled(large_features_only, *map(_above, (0.1, 1)))

    def last_feature_only(X, corner):
        """Only one feature decides. All of them have to have the right sign."""
        return np.where(X[:, -1] * corner[-1] > 0, 1, 0)

    def a_list(X, corner):
        """The result is a Python list. It should be an array of shape (N,): `np.all` with an
        axis gives one, without a loop."""
        return [int(np.all(x * corner > 0)) for x in X]

    def signs_added_up(X, corner):
        """These are sums or products of a row, not labels. A label is 1 where all features have
        the corner's sign, and 0 elsewhere."""
        return X @ corner

    signs_added_up = spelled(
        signs_added_up,
        lambda X, corner: np.prod(X * corner, axis=1),
        lambda X, corner: np.sign(X) @ corner,
    )

    def compared_with_the_corner(X, corner):
        """The features themselves are compared with the corner, or added to it. Only the signs
        have to agree: a product is positive where they do."""
        return np.where(np.all(corner < X, axis=1), 1, 0)

    compared_with_the_corner = spelled(
        compared_with_the_corner,
        lambda X, corner: np.where(np.all(corner <= X, axis=1), 1, 0),
        lambda X, corner: np.where(np.all(X + corner > 0, axis=1), 1, 0),
    )

    def how_many_samples(X, corner):
        """This is how many samples lie in the corner. Each sample is to have a label of its own,
        1 or 0."""
        return np.sum(np.all(X * corner > 0, axis=1))


@exercise.right
class Variants:
    def by_signs(X, corner):
        return np.all(np.sign(X) == corner, axis=1).astype(int)

    def by_the_smallest(X, corner):
        """A sample is in the corner if its *smallest* product with the corner's signs is above 0,
        for then all of them are."""
        return 1.0 * (np.min(X * corner, axis=1) > 0)

    def in_a_loop(X, corner):
        """The loop asks sample by sample and can stop at the first input on the wrong side. For
        many samples NumPy is faster all the same, since it loops in compiled code."""
        return np.array(
            [int(all(x * c > 0 for x, c in zip(row, corner, strict=True))) for row in X]
        )

    def by_counting(X, corner):
        return ((X * corner > 0).sum(axis=1) == len(corner)) * 1

    def by_what_is_outside(X, corner):
        return 1 - np.any(X * corner <= 0, axis=1)
