"""One more feature, with which a single unit can do XOR: many answers are right."""

import numpy as np

from nnlib.by_hand import perceptron
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, batch
from nnlib.judge.exercise import Case, Exercise

SUMS = (
    "With this feature no unit can do XOR. On the four samples it's a weighted sum of the two "
    "features and a constant, and the unit makes such sums itself. What would the third weight "
    "have to do to the sample (1, 1), and to no other?"
)


PLACES = (
    "The same sample gets different numbers at different places of X. Compute each number from the "
    "sample's own two features, so that it doesn't matter where in X it stands."
)


def form(third_feature, X):
    """The shape of what comes back."""
    return np.array(np.shape(third_feature(X)))


def _by_samples(third_feature, X):
    """The feature's values for (0, 0), (0, 1), (1, 0) and (1, 1), or None if its shape is wrong."""
    places = (2 * X[:, 0] + X[:, 1]).astype(int)  # before the call, which may change X
    f = np.asarray(third_feature(X), dtype=float)
    return [f[places == place] for place in range(4)] if f.shape == places.shape else None


def same_for_the_same(third_feature, X):
    """1 if a sample gets the same number wherever it stands, else 0."""
    corners = _by_samples(third_feature, X)
    return int(corners is not None and not any(np.ptp(f) > 1e-9 for f in corners))


def separates(third_feature, X):
    """1 if some unit with the third feature can do XOR, else 0; NaN if it is no number.

    With a third feature f the four inequalities can be met just if f adds up differently over
    the two samples of one class than over those of the other.
    """
    corners = _by_samples(third_feature, X)
    if corners is None:
        return 0
    neither, second, first, both = (f[0] for f in corners)
    difference = neither + both - first - second
    return int(abs(difference) > 1e-9) if np.isfinite(difference) else np.nan


exercise = Exercise(
    id="02-third-feature",
    title="One more feature",
    minutes=6,
    difficulty=3,
    points=2,
    reference=perceptron.third_feature,
    hints=(
        "The proof adds the inequalities of each class. Do that with a third weight: which sums "
        "of your feature appear on the two sides, and when is there no contradiction any more?",
        "A unit with the weights 1 and 1 and the bias -0.5 is wrong at (1, 1) only. So you "
        "want a feature that is 0 for the three that are right, and not 0 for the fourth.",
        "X is (N, 2), so `X[:, 0]` holds the first features of all samples and `X[:, 1]` the "
        "second ones. Combine them in a way that isn't a weighted sum.",
    ),
    why="""Let f be the third feature and v its weight. Added up, the inequalities of the two 1s say
that w₁ + w₂ + 2b + v (f(0,1) + f(1,0)) is above 0, and those of the two 0s that
w₁ + w₂ + 2b + v (f(0,0) + f(1,1)) isn't. That's a contradiction just if the two sums of f are the
same, as they are for each weighted sum of the two features and a constant. For the product they are
0 and 1: with the weights 1, 1 and -2 and the bias -0.5 all four are right.""",
    promises={
        "a batch": batch("X"),
        "as many samples as features": array_where("X", lambda X: len(X) == 2),
        "samples that come twice": array_where("X", lambda X: len(np.unique(X, axis=0)) < len(X)),
    },
    survivors={
        "(X[:, 0] - X[:, 1]) ** 2 -> 2 ** (X[:, 0] - X[:, 1])": "another feature that will do",
        "X[:, 0] - X[:, 1] -> X[:, 0] + X[:, 1]": "squared, 0, 1, 1 and 4, which no sum gives",
        "X[:, 0] - X[:, 1] -> X[:, 1] - X[:, 0]": "the square is the same",
        **dict.fromkeys(["1 -> 2", "1 -> -2", "0 -> -1"], "any two different numbers will do"),
        **{
            f"np.array(f) -> {other}": "numbers, however they're held"
            for other in ("f", "np.array(f, dtype=int)")
        },
    },
)


@exercise.cases
def _(rng):
    square = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    shape = "One number for each sample is wanted: an array (N,)."
    # Each of these comes at several places, and numbers that repeat by place, in twos, threes or
    # fours, would all have to be the same.
    mixed = square[[1, 3, 0, 2, 0, 1, 2]]
    for label, X in [
        ("the four samples", square),
        ("two samples", square[1:3]),
        ("seven samples", mixed),
    ]:
        yield Case(label, {"X": X}, form, "the form of the feature", otherwise=shape)
    for use, result, X, otherwise in [
        (same_for_the_same, "the number of the same sample", mixed, PLACES),
        (separates, "XOR", square, SUMS),
    ]:
        yield Case("", {"X": X}, use, result, otherwise=otherwise, numbers=False)


@exercise.wrong
class Mistakes:
    def a_weighted_sum(X):
        """With this feature no unit can do XOR. On the four samples it's a weighted sum of the two
        features and a constant, and the unit makes such sums itself. What would the third weight
        have to do to the sample (1, 1), and to no other?"""
        return X[:, 0] + X[:, 1]

    a_weighted_sum = spelled(
        a_weighted_sum,
        lambda X: X[:, 0] - X[:, 1],
        lambda X: X.mean(axis=1),
        lambda X: np.ones(len(X)),
        lambda X: np.zeros(len(X)),
        lambda X: X[:, 0],
        lambda X: 1 - X[:, 1],
        lambda X: X[:, 0] ** 2 + X[:, 1] ** 2,  # on 0 and 1 a square changes nothing
        lambda X: 2 * X[:, 0] + X[:, 1] - 1,
    )

    def in_a_column(X):
        """The feature stands in a column, (N, 1). One number for each sample, (N,), is wanted."""
        return X[:, :1] * X[:, 1:]

    in_a_column = spelled(in_a_column, lambda X: X.prod(axis=1, keepdims=True))

    def all_three(X):
        """All three features come back. Return the third alone: the next cell puts it beside the
        other two."""
        return np.column_stack([X, X[:, 0] * X[:, 1]])

    def for_each_feature(X):
        """There is one number for each *feature*: samples have been put together. `X[0]` is the
        first row, and axis 0 runs over the samples; `X[:, 0]` is the first feature of all of
        them."""
        return X[0] * X[1]

    for_each_feature = spelled(for_each_feature, lambda X: X.max(axis=0))

    def one_number_for_the_batch(X):
        """A single number comes back for the whole batch. Each sample needs one of its own."""
        return X[:, 0] @ X[:, 1]

    one_number_for_the_batch = spelled(
        one_number_for_the_batch, lambda X: X.prod(), lambda X: np.sum(X[:, 0] * X[:, 1])
    )

    def plain_and(X):
        """Plain Python's `and`, `or`, `not` and `if` ask about one value, but here there are many.
        Find an operator that takes whole arrays."""
        return X[:, 0] and X[:, 1]

    plain_and = spelled(plain_and, lambda X: X[:, 0] != X[:, 1] and 1)

    def by_place(X):
        """The numbers depend on the *place* of a sample in X, or on chance: the same sample gets
        different ones. In another batch other samples stand there. Compute each number from the
        sample's own two features."""
        return np.resize([0, 1, 1, 0], len(X))

    by_place = spelled(
        by_place,
        lambda X: np.arange(len(X)),  # on the four samples in the table's order a sum
        lambda X: (np.arange(len(X)) == 0) * 1,
    )

    def four_numbers(X):
        """These four numbers come back whatever X holds, also where it holds two samples or
        seven. Compute one for each sample, from the sample's own two features."""
        return np.array([0, 0, 0, 1])

    four_numbers = spelled(four_numbers, lambda X: np.array([0, 1, 2, 3]))

    def one_for_each_entry(X):
        """Two numbers come back for each sample, an array (N, 2). Wanted is a single one, made of
        both features."""
        return X**2

    def bits_of_floats(X):
        """`&`, `|`, `^` and `~` take whole numbers or True and False, and X holds floats. Compare
        first, or calculate with the numbers as they are."""
        return X[:, 0] & X[:, 1]

    bits_of_floats = spelled(
        bits_of_floats,
        lambda X: X[:, 0] | X[:, 1],
        lambda X: X[:, 0] ^ X[:, 1],
        lambda X: ~X[:, 0],
    )

    def a_third_column(X):
        """X has two columns, with the numbers 0 and 1, and there is none with a higher number: the
        third feature is what you are to compute."""
        return X[:, 0] * X[:, 2]

    def no_number(X):
        """Some of the numbers are infinite or NaN, as a division by 0 or the logarithm of 0 gives
        them. A unit can do nothing with those."""
        return X[:, 0] / X[:, 1]

    def samples_overwritten(X):
        """The feature is right, but the caller's samples have been changed, which is what
        `X[:, 0] *= …` does. Without the `=`, a new array is made."""
        X[:, 0] *= X[:, 1]
        return X[:, 0]


@exercise.right
class Variants:
    def squared_difference(X):
        """The square of the difference is XOR itself, so the third weight alone decides."""
        return (X[:, 0] - X[:, 1]) ** 2

    def in_a_loop(X):
        """One sample at a time, and an `if`: longer, and it says aloud what is special about
        (1, 1)."""
        f = []
        for x in X:
            if x[0] == 1 and x[1] == 1:
                f.append(1)
            else:
                f.append(0)
        return np.array(f)
