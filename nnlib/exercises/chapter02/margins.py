"""How far each sample is from a unit's line, and on which side."""

import numpy as np

from nnlib.by_hand import perceptron
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32, square
from nnlib.exercises.chapter02._margins_slips import Divisors, over, sign_of
from nnlib.judge.exercise import Case, Exercise


def _scores(case):
    return case.args["X"] @ case.args["w"] + case.args["b"]


def _answered(*, above, label):
    """A case with a sample of that label whose score is above 0, or else below."""
    return lambda case: (
        (case.args["y"] == label) & ((_scores(case) > 0) == above) & (_scores(case) != 0)
    ).any()


exercise = Exercise(
    id="02-margins",
    title="How far from the line?",
    minutes=6,
    difficulty=3,
    points=2,
    reference=perceptron.margins,
    hints=(
        "Two questions, one after the other: how far is each sample from the line, with the sign "
        "of its score? And for which label does that sign already say *right* and *wrong*?",
        "The distance is the score divided by the length of w, and `np.linalg.norm` gives a "
        "length. For the label 1 a score above 0 is right; for the label 0 a score below 0 is.",
        "So each sample needs a factor: 1 for the label 1, and -1 for the label 0. `np.where` can "
        "make it, or plain arithmetic: which expression in y is 1 for y = 1 and -1 for y = 0?",
    ),
    why="""The score grows by the length of w with each step of length 1 along the arrow, so the
score divided by that length is the distance from the line, positive on the arrow's side. On that
side the label 1 is right. For the label 0 it's the other way round, and `2 * y - 1`, which is 1 for
y = 1 and -1 for y = 0, turns the sign. The *smallest* of these numbers, the line's margin on
the data, is above 0 exactly if every sample is right and none lies on the
line.""",
    promises={
        "a batch": batch("X"),
        "a batch of one": batch_of_one("X"),
        "a single feature": array_where("w", lambda w: len(w) == 1),
        "three features": array_where("w", lambda w: len(w) == 3),
        "as many samples as features": square("X"),
        "a yes on its side": _answered(above=True, label=1),
        "a yes on the wrong side": _answered(above=False, label=1),
        "a no on its side": _answered(above=False, label=0),
        "a no on the wrong side": _answered(above=True, label=0),
        "a sample on the line": lambda case: (_scores(case) == 0).any(),
        "weights shorter than 1": array_where("w", lambda w: np.linalg.norm(w) < 1),
        "weights that are nearly 0": array_where("w", lambda w: 0 < np.linalg.norm(w) < 1e-9),
        "float32": float32("X"),
    },
    survivors={"np.dot(w, X[n]) -> np.dot(X[n], w)": "a dot product of two vectors"},
)


@exercise.cases
def _(rng):
    w, b = np.array([3.0, -4.0]), 5.0
    four = np.array([[0.0, 0.0], [0.0, 2.5], [1.0, 2.0], [-3.0, 1.0]])
    yield Case("four samples", {"X": four, "y": np.array([1, 1, 0, 0]), "w": w, "b": b})
    yield Case("the other labels", {"X": four, "y": np.array([0, 0, 1, 1]), "w": w, "b": b})
    yield Case("a batch of one", {"X": four[:1], "y": np.array([0]), "w": w, "b": b})
    line = {"X": np.array([[2.0], [-1.0], [5.0]]), "y": np.array([1, 1, 0])}
    yield Case("a single feature", {**line, "w": np.array([-0.5]), "b": 1.0})
    three = np.array([[1.0, 0, 2], [0, 3, 1], [2, 2, 0]])
    w = np.array([0.2, -0.1, 0.2])
    yield Case("three of three", {"X": three, "y": np.array([0, 1, 1]), "w": w, "b": 0.5})
    tiny = {"w": np.array([3e-12, -4e-12]), "b": 5e-12}
    yield Case("a w that is nearly 0", {"X": four, "y": np.array([1, 0, 1, 0]), **tiny})
    X = rng.normal(size=(5, 4)).round(1).astype(np.float32)
    w32 = rng.uniform(0.5, 2, size=4).round(1).astype(np.float32)
    args = {"X": X, "y": np.arange(5) % 2, "w": w32, "b": np.float32(-0.25)}
    yield Case("float32", args)


exercise.wrong(Divisors)


@exercise.wrong
class Mistakes:
    def sign_of_the_score(X, y, w, b):
        """The distances are right, but each has the sign of its *score*. A sample with the label 0
        is on its own side where its score is below 0."""
        return (X @ w + b) / np.linalg.norm(w)

    def without_a_sign(X, y, w, b):
        """The distances are right, but none of them is below 0, also where the sample lies on the
        wrong side."""
        return np.abs(X @ w + b) / np.linalg.norm(w)

    def the_other_sign(X, y, w, b):
        """Every sign is exchanged: *above* 0 is for samples on their own side."""
        return -sign_of(y) * (X @ w + b) / np.linalg.norm(w)

    the_other_sign = spelled(the_other_sign, lambda X, y, w, b: -sign_of(y) * (X @ w + b))

    def sign_turned_where_wrong(X, y, w, b):
        """The sign is turned where the answer is wrong, but the distance had a sign already, that
        of the score. Multiply by 1 or -1 for the *label*, and a wrong answer comes out below 0 by
        itself."""
        distance = (X @ w + b) / np.linalg.norm(w)
        return np.where(perceptron.step_unit(X, w, b) == y, distance, -distance)

    def length_of_two_weights(X, y, w, b):
        """The length of w is made of its first two entries. It has as many as there are features:
        square and add up all of them."""
        return over(lambda X, w, b: np.sqrt(w[0] ** 2 + w[1] ** 2))(X, y, w, b)

    def not_divided(X, y, w, b):
        """These are scores with the right signs. A score grows by the length of w with each step,
        so one division is left."""
        return sign_of(y) * (X @ w + b)

    def label_for_sign(X, y, w, b):
        """Samples with the label 0 all get a 0: the score is multiplied by the label itself. They
        need a factor of -1."""
        return y * (X @ w + b) / np.linalg.norm(w)

    label_for_sign = spelled(label_for_sign, lambda X, y, w, b: y * (X @ w + b))

    def neither_sign_nor_length(X, y, w, b):
        """These are the scores. Two things are left: divide by the length of w, and turn the sign
        where the label is 0."""
        return X @ w + b

    def without_bias(X, y, w, b):
        """The bias is missing: it's a part of the score."""
        return sign_of(y) * (X @ w) / np.linalg.norm(w)

    without_bias = spelled(
        without_bias,
        lambda X, y, w, b: X @ w / np.linalg.norm(w),
        lambda X, y, w, b: sign_of(y) * (X @ w),
        lambda X, y, w, b: np.abs(X @ w) / np.linalg.norm(w),
    )

    def bias_not_divided(X, y, w, b):
        """The bias isn't divided. The *whole* score is: put it in parentheses."""
        return sign_of(y) * (X @ w / np.linalg.norm(w) + b)

    def only_the_bias_divided(X, y, w, b):
        """Only the bias is divided: `/` comes before `+`. Put the score in parentheses."""
        return sign_of(y) * (X @ w + b / np.linalg.norm(w))

    def bias_outside_the_sign(X, y, w, b):
        """The sign multiplies `X @ w` alone, and the bias is left as it is. It belongs to the
        score: put that in parentheses."""
        return (sign_of(y) * (X @ w) + b) / np.linalg.norm(w)

    def half_of_it(X, y, w, b):
        """Every distance is half of what it should be: y - 1/2 is a half or minus a half. The
        factor that gives the sign is 1 or -1."""
        return (y - 0.5) * (X @ w + b) / np.linalg.norm(w)

    def label_minus_score(X, y, w, b):
        """The label is subtracted from the score here. All it should do is turn the sign: the
        distance counts as it is for the label 1 and with a minus for the label 0."""
        return (y - (X @ w + b)) / np.linalg.norm(w)

    def only_the_smallest(X, y, w, b):
        """This is a single number for all samples. Each has a distance of its own: the smallest of
        them is picked later."""
        return np.min(sign_of(y) * (X @ w + b)) / np.linalg.norm(w)

    only_the_smallest = spelled(
        only_the_smallest,
        lambda X, y, w, b: np.mean(sign_of(y) * (X @ w + b)) / np.linalg.norm(w),
        lambda X, y, w, b: np.sum(sign_of(y) * (X @ w + b)) / np.linalg.norm(w),
        lambda X, y, w, b: np.min(np.abs(X @ w + b)) / np.linalg.norm(w),
    )

    def right_or_wrong(X, y, w, b):
        """This says on which side each sample lies, but not how far: the size of the score is
        lost."""
        return sign_of(y) * np.sign(X @ w + b)

    right_or_wrong = spelled(
        right_or_wrong, lambda X, y, w, b: np.where((X @ w + b > 0) == (y == 1), 1.0, -1.0)
    )

    def zero_on_the_wrong_side(X, y, w, b):
        """Samples on the wrong side get a 0. They have a distance too: it counts below 0, and says
        how far wrong they are."""
        return np.maximum(sign_of(y) * (X @ w + b) / np.linalg.norm(w), 0)

    zero_on_the_wrong_side = spelled(
        zero_on_the_wrong_side,
        lambda X, y, w, b: np.where(
            (X @ w + b > 0) == (y == 1), np.abs(X @ w + b) / np.linalg.norm(w), 0.0
        ),
    )

    def minus_1_to_a_power(X, y, w, b):
        """Every score has its sign turned, whatever the label. If you wrote `-1 ** n`: Python
        reads -(1 ** n), which is always -1. `(-1) ** n` is what you mean."""
        return -(X @ w + b) / np.linalg.norm(w)

    def only_no_counts(X, y, w, b):
        """Samples with the label 1 are wrong: their factor is 1, so that a score above 0 stays
        above 0."""
        return (y - 1) * (X @ w + b) / np.linalg.norm(w)

    def not_added_up(X, y, w, b):
        """The products of features and weights aren't added up, so no sample has a score. `X @ w`
        multiplies and adds."""
        return sign_of(y)[:, None] * (X * w + b) / np.linalg.norm(w)

    def as_a_column(X, y, w, b):
        """The distances stand in a column, of shape (N, 1). One number a sample has the shape
        (N,): leave w as it is."""
        return (sign_of(y) * (X @ w + b) / np.linalg.norm(w))[:, None]

    def in_a_list(X, y, w, b):
        """The distances are right, but stand in a Python list. Make an array of it, or leave the
        loop out: `X @ w` gives all scores at once."""
        return [sign_of(t) * (x @ w + b) / np.linalg.norm(w) for x, t in zip(X, y, strict=True)]

    in_a_list = spelled(
        in_a_list, lambda X, y, w, b: list(sign_of(y) * (X @ w + b) / np.linalg.norm(w))
    )

    def rounded(X, y, w, b):
        """The distances are rounded. Return them as they are: rounding is for printing."""
        return np.round(sign_of(y) * (X @ w + b) / np.linalg.norm(w), 1)

    rounded = spelled(
        rounded,
        lambda X, y, w, b: np.round(sign_of(y) * (X @ w + b) / np.linalg.norm(w), 2),
        lambda X, y, w, b: np.round(sign_of(y) * (X @ w + b) / np.linalg.norm(w), 3),
    )

    def bias_subtracted(X, y, w, b):
        """The bias has the wrong sign: it's added to the score."""
        return sign_of(y) * (X @ w - b) / np.linalg.norm(w)

    def multiplied_by_the_length(X, y, w, b):
        """This is multiplied by the length of w. A longer w makes scores larger with the line in
        place, so *divide* by it."""
        return sign_of(y) * (X @ w + b) * np.linalg.norm(w)

    def if_for_all(X, y, w, b):
        """Plain Python's `if` asks about one label, but y holds many. Find an expression that
        gives the sign for all of them at once."""
        d = (X @ w + b) / np.linalg.norm(w)
        if y == 1:
            return d
        return -d

    def weights_overwritten(X, y, w, b):
        """The result is right, but the caller's weights have been changed, which is what `w /= …`
        does. `w / …` makes a new array."""
        b = b / np.linalg.norm(w)
        w /= np.linalg.norm(w)
        return sign_of(y) * (X @ w + b)

    def sizes_of_the_scores(X, y, w, b):
        """These are the sizes of the scores, none of them below 0. Two things are left: divide by
        the length of w, and let a sample on the wrong side count below 0."""
        return np.abs(X @ w + b)

    def zero_on_the_own_side(X, y, w, b):
        """Samples on their own side get a 0. They have a distance too, above 0: only the *sign*
        depends on the side, and on the label."""
        return np.minimum(sign_of(y) * (X @ w + b) / np.linalg.norm(w), 0)

    zero_on_the_own_side = spelled(
        zero_on_the_own_side,
        lambda X, y, w, b: (
            np.abs(y - perceptron.step_unit(X, w, b)) * np.abs(X @ w + b) / np.linalg.norm(w)
        ),
        lambda X, y, w, b: (y - perceptron.step_unit(X, w, b)) * (X @ w + b),
    )

    def twice_the_label_added(X, y, w, b):
        """Twice the label is *added*, and the distance subtracted from it: in `2 * y - 1 * …` the
        product comes first. Put what makes the sign in parentheses."""
        return 2 * y - (X @ w + b) / np.linalg.norm(w)

    twice_the_label_added = spelled(twice_the_label_added, lambda X, y, w, b: 2 * y - (X @ w + b))

    def signs_for_the_samples(X, y, w, b):
        """The signs multiply X, before there are scores: one sign for each sample doesn't fit the
        features. Compute the scores in parentheses, then give each of them its sign."""
        return (sign_of(y) * X @ w + b) / np.linalg.norm(w)

    signs_for_the_samples = spelled(
        signs_for_the_samples,
        lambda X, y, w, b: sign_of(y) * X @ w + b / np.linalg.norm(w),
        lambda X, y, w, b: sign_of(y) * X @ w / np.linalg.norm(w),
    )

    def weights_first(X, y, w, b):
        """The product is the wrong way round. The features have to meet: X (N, D) first, then
        w (D,)."""
        return sign_of(y) * (w @ X + b) / np.linalg.norm(w)

    def labels_overwritten(X, y, w, b):
        """The result is right, but the caller's labels have been changed, which is what
        `y[y == 0] = -1` does. Make the signs in a new array."""
        y[y == 0] = -1
        return y * (X @ w + b) / np.linalg.norm(w)


@exercise.right
class Variants:
    def with_where(X, y, w, b):
        """`np.where` picks the distance or its negative by the label: longer, and it reads like
        the sentence."""
        distance = (X @ w + b) / np.sqrt(w @ w)
        return np.where(y == 1, distance, -distance)

    def in_a_loop(X, y, w, b):
        """One sample at a time: easier to follow, but Python does what NumPy could do, some
        hundred times slower for a large batch."""
        distances = []
        for n in range(len(X)):
            distance = (np.dot(w, X[n]) + b) / np.linalg.norm(w)
            distances.append(distance if y[n] == 1 else -distance)
        return np.array(distances)

    def with_w_of_length_1(X, y, w, b):
        """w and b are divided first, so that the scores *are* distances. The line is the same,
        and a division of D + 1 numbers takes the place of one of N."""
        length = np.sum(w**2) ** 0.5
        return np.where(y > 0, 1, -1) * (X @ (w / length) + b / length)
