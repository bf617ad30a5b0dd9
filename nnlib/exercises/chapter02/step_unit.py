"""A unit that answers 1 or 0, for a sample and for a batch."""

import numpy as np

from nnlib.by_hand import perceptron
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32, single
from nnlib.functions.activations import sigmoid
from nnlib.judge.exercise import Case, Exercise


def _scores(X, w, b):
    return X @ w + b


exercise = Exercise(
    id="02-step-unit",
    title="The step unit",
    minutes=3,
    difficulty=1,
    points=1,
    reference=perceptron.step_unit,
    hints=(
        "Two steps: the scores of all samples in one expression, then a 1 or a 0 for each.",
        "`X @ w` multiplies every row of X with the weights and adds up; the bias comes on top. "
        "It works for one sample and for a batch.",
        "`Z = ...`, then `np.where(...)`: the condition, the value where it holds, the value "
        "where it does not.",
    ),
    promises={
        "one sample": single("X", ndim=1),
        "a batch": batch("X"),
        "a batch of one": batch_of_one("X"),
        "a single feature": array_where("w", lambda w: len(w) == 1),
        "four features": array_where("w", lambda w: len(w) == 4),
        "a score of exactly 0": lambda case: (_scores(**case.args) == 0).any(),
        "a bias that decides": lambda case: (
            (_scores(**case.args) > 0) != (_scores(**{**case.args, "b": 0}) > 0)
        ).any(),
        "float32": float32("X"),
    },
    why="""`X @ w` takes the weighted sum along the last axis of X: a number for one sample (D,),
a vector (N,) for a batch (N, D). A comparison of an array gives an array of True and False, and
`np.where` makes numbers of these. A score of exactly 0 lies on the boundary; somebody has to
decide, and here it is a no.""",
)


@exercise.cases
def _(rng):
    def draw(N, D, dtype=np.float64):
        arrays = [rng.normal(size=size).round(1).astype(dtype) for size in [(N, D), D]]
        return {"X": arrays[0], "w": arrays[1], "b": 0.305}  # so no score is near 0

    w, b = np.array([1.0, -2.0, 0.5]), 0.25
    one = {"X": np.array([1.0, 0.0, -1.0]), "w": w, "b": b}
    yield Case("one sample of three features", one)
    some = [[1, 1, 0], [1, 0, 0], [0, 0, -1], [0, 0.25, 0], [-0.25, 0, 0], [0, 1, 4]]
    batch = {"X": np.array(some, dtype=float), "w": w, "b": b}
    yield Case("a batch: 6 samples of 3 features", batch)
    yield Case("a batch of one", {"X": np.array([[0.5, -0.5]]), "w": np.ones(2), "b": -1.0})
    yield Case("a score of exactly 0", {"X": np.array([[2.0], [3.0]]), "w": np.ones(1), "b": -2.0})
    whole = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1], [2, 0]])
    yield Case("whole numbers", {"X": whole, "w": np.array([2.0, 1]), "b": -2.0})
    yield Case("a batch of float32", draw(5, 4, np.float32))
    yield Case("a large batch", draw(40, 2))


@exercise.wrong
class Mistakes:
    def one_at_zero(X, w, b):
        """A sample whose score is exactly 0 gets a 1 here. The unit says 1 only *above* 0."""
        return np.where(X @ w + b >= 0, 1, 0)

    def without_bias(X, w, b):
        """The bias is missing: add it to every score before you compare."""
        return np.where(X @ w > 0, 1, 0)

    def the_other_answer(X, w, b):
        """The answers are exchanged: a positive score is a yes, which is 1."""
        return np.where(X @ w + b > 0, 0, 1)

    def true_and_false(X, w, b):
        """These are True and False. The labels are numbers: make the answers 1 and 0 as well."""
        return X @ w + b > 0

    def only_the_scores(X, w, b):
        """These are the scores. One step is left: 1 where the score is above 0, else 0."""
        return X @ w + b

    def a_sigmoid_for_the_step(X, w, b):
        """These are probabilities. The step unit gives no shades: 1 above 0, else 0."""
        return sigmoid(X @ w + b)

    def minus_one_for_no(X, w, b):
        """Your two answers are 1 and -1. In this course the labels are 1 and 0."""
        return np.where(X @ w + b > 0, 1, -1)

    def sign_of_the_score(X, w, b):
        """Your answers are 1, 0 and -1: you took the sign of the score. Everything that is not
        above 0 should give 0."""
        return np.sign(X @ w + b)

    def threshold_at_one_half(X, w, b):
        """You compare with one half, which is the threshold for a probability. The threshold for
        a score is 0."""
        return np.where(X @ w + b > 0.5, 1, 0)

    def products_not_added_up(X, w, b):
        """There is one answer for each *feature*. Multiply and add up over the features, so
        that each sample has one score."""
        return np.where(X * w + b > 0, 1, 0)

    def weights_first(X, w, b):
        """The product is the wrong way round for a batch. The features have to meet: X (N, D)
        first, then w (D,)."""
        return np.where(w @ X + b > 0, 1, 0)

    def if_for_a_batch(X, w, b):
        """Right for one sample, but a batch has many scores, and `if` can ask about one number
        only. Find an expression that answers for all entries of an array."""
        if X @ w + b > 0:
            return 1
        return 0

    def int_for_a_batch(X, w, b):
        """Right for one sample, but a batch has many scores, and `int` takes one number only.
        Find an expression that turns all entries of an array into 1 or 0."""
        return int(X @ w + b > 0)

    def bias_on_the_wrong_side(X, w, b):
        """The bias has the wrong sign: it is added to the score. (In `X @ w > b` it is
        subtracted; on that side it would be -b.)"""
        return np.where(X @ w - b > 0, 1, 0)

    def first_two_columns(X, w, b):
        """The columns are named one by one, so this serves a batch of two features only. A
        matrix product adds up over any number of features, for one sample as well."""
        return np.where(w[0] * X[:, 0] + w[1] * X[:, 1] + b > 0, 1, 0)

    def first_two_entries(X, w, b):
        """The features are named one by one: this serves one sample of two features only. A
        matrix product adds up over any number of features, for a batch as well."""
        return np.where(w[0] * X[0] + w[1] * X[1] + b > 0, 1, 0)

    def loop_into_a_list(X, w, b):
        """Two things: one sample is no batch to loop over; and for a batch the result is a
        Python list. `X @ w` serves both, without a loop."""
        return [1 if x @ w + b > 0 else 0 for x in X]

    def loop_over_one_sample(X, w, b):
        """Right for a batch, but in one sample the loop takes each *feature* for a sample. `X @
        w` serves both, without a loop."""
        return np.array([1 if x @ w + b > 0 else 0 for x in X])

    def relu_for_the_step(X, w, b):
        """Positive scores come back as they are. The step unit answers 1 there, however large
        the score."""
        return np.maximum(X @ w + b, 0)

    def one_answer_for_the_batch(X, w, b):
        """There is one answer for the whole batch: all samples have been added up. Add up over
        the features only, so that each sample has a score."""
        return np.where(np.sum(X * w) + b > 0, 1, 0)

    def yes_below_zero(X, w, b):
        """A *negative* score is called a yes here. The unit says 1 above 0."""
        return np.where(X @ w + b < 0, 1, 0)

    def a_bias_for_each_feature(X, w, b):
        """The bias is added once for each feature. It belongs to the sum: add it once."""
        return np.where(np.sum(X * w + b, axis=-1) > 0, 1, 0)

    def half_at_zero(X, w, b):
        """A sample whose score is exactly 0 gets one half here. The unit says 1 above 0 and 0
        everywhere else."""
        return np.heaviside(X @ w + b, 0.5)

    def axis_1_for_one_sample(X, w, b):
        """`axis=1` serves a batch, but one sample has only axis 0. `axis=-1` is the last axis
        of either, and `X @ w` adds up along it by itself."""
        return np.where(np.sum(X * w, axis=1) + b > 0, 1, 0)

    def sums_down_the_columns(X, w, b):
        """The sum runs down the columns, over different samples, so there is one answer for
        each feature. Add up along the last axis; `X @ w` does it."""
        return np.where(np.sum(X * w, axis=0) + b > 0, 1, 0)

    def all_at_once(X, w, b):
        """This is a single True or False for all samples. Each sample gets an answer of its
        own, a 1 or a 0."""
        return (X @ w + b > 0).all()

    def bias_inside(X, w, b):
        """The bias is added to the weights before the product, so that the features weigh it.
        Add it to the sum."""
        return np.where(X @ (w + b) > 0, 1, 0)

    def weights_first_with_dot(X, w, b):
        """The product is the wrong way round for a batch: `np.dot(X, w)`, so that the features
        of (N, D) and (D,) meet."""
        return np.where(np.dot(w, X) + b > 0, 1, 0)


@exercise.right
class Variants:
    def by_comparing(X, w, b):
        return (np.dot(X, w) + b > 0).astype(int)

    def by_sum(X, w, b):
        return 1.0 * (np.sum(X * w, axis=-1) > -b)

    def with_heaviside(X, w, b):
        return np.heaviside(np.asarray(X @ w + b, dtype=float), 0)
