"""A unit that answers 1 or 0, for a sample and for a batch."""

import numpy as np

from nnlib.by_hand import perceptron
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32, single, square
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
        "as many samples as features": square("X"),
        "a score just above 0": lambda case: (
            ((z := _scores(**case.args)) > 0).any() and (np.min(z, initial=1, where=z > 0) < 1e-19)
        ),
        "float32": float32("X"),
    },
    survivors={
        "np.asarray(X @ w + b, dtype=float) -> np.asarray(X @ w + b)": "float as the arguments are"
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
    near = {
        "X": np.array([[1e-12], [-1e-12], [0.05], [1e-20], [-1e-20]]),
        "w": np.ones(1),
        "b": 0.0,
    }
    yield Case("scores just above and just below 0", near)
    three = np.array([[1.0, 0, 0], [0, 1, 0], [1, 1, 2]])
    yield Case("as many samples as features", {"X": three, "w": w, "b": b})
    whole = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1], [2, 0]])
    yield Case("whole numbers", {"X": whole, "w": np.array([2.0, 1]), "b": -2.0})
    yield Case("a batch of float32", draw(5, 4, np.float32))
    yield Case("a large batch", draw(40, 2))


def _above(least):
    return lambda X, w, b: np.where(X @ w + b > least, 1, 0)


@exercise.wrong
class Mistakes:
    def one_at_zero(X, w, b):
        """A sample whose score is exactly 0 gets a 1 here. The unit says 1 only *above* 0."""
        return np.where(X @ w + b >= 0, 1, 0)

    def without_bias(X, w, b):
        """The bias is missing: add it to every score before you compare."""
        return np.where(X @ w > 0, 1, 0)

    without_bias = spelled(
        without_bias,
        lambda X, w, b: np.where(X @ w >= 0, 1, 0),
        lambda X, w, b: np.where(sigmoid(X @ w) > 0.5, 1, 0),
        lambda X, w, b: X @ w > 0,
        lambda X, w, b: np.sign(X @ w),
        lambda X, w, b: np.where(X @ w > 0, 1, -1),
        lambda X, w, b: sigmoid(X @ w),
    )

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

    minus_one_for_no = spelled(minus_one_for_no, lambda X, w, b: np.where(X @ w + b >= 0, 1, -1))

    def sign_of_the_score(X, w, b):
        """Your answers are 1, 0 and -1: you took the sign of the score. Everything that is not
        above 0 should give 0."""
        return np.sign(X @ w + b)

    def threshold_at_one_half(X, w, b):
        """You compare with some number above 0, such as one half, which is the threshold for a
        probability (to round a number does so as well). The threshold for a score is 0."""
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
        """The features are named one by one, so this serves two of them only. A matrix product
        adds up over any number of features, for one sample and for a batch."""
        return np.where(w[0] * X[:, 0] + w[1] * X[:, 1] + b > 0, 1, 0)

    first_two_columns = spelled(
        first_two_columns,
        lambda X, w, b: np.where(w[0] * X[0] + w[1] * X[1] + b > 0, 1, 0),
        lambda X, w, b: np.where(w[0] * X[..., 0] + w[1] * X[..., 1] + b > 0, 1, 0),
    )

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
        """The bias counts as often as there are features: it is added to each product, or the
        products are averaged before it is added. It belongs to their sum: add it once."""
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

    all_at_once = spelled(all_at_once, lambda X, w, b: (X @ w + b > 0).any())

    def bias_inside(X, w, b):
        """The bias is added to the weights before the product, so that the features weigh it.
        Add it to the sum."""
        return np.where(X @ (w + b) > 0, 1, 0)

    threshold_at_one_half = spelled(threshold_at_one_half, *map(_above, (0.1, 0.2, 0.3, 1, 2)))

    def just_above_0(X, w, b):
        """A score that is above 0 by very little is called a no. Any number above 0 is a yes,
        however small: compare with 0 itself."""
        return _above(1e-6)(X, w, b)

    just_above_0 = spelled(
        just_above_0,
        *map(_above, (1e-3, 1e-4, 1e-5, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16)),
        lambda X, w, b: np.where(sigmoid(X @ w + b) > 0.5, 1, 0),
        lambda X, w, b: np.where(np.isclose(X @ w + b, 0), 0, X @ w + b > 0).astype(int),
    )

    def always_an_array(X, w, b):
        """One sample comes back as an array with one answer in it. It should give a single 0 or
        1, and a batch an array: `X @ w` makes the difference by itself."""
        return np.where(np.atleast_2d(X) @ w + b > 0, 1, 0)

    def squeezed(X, w, b):
        """Right for several samples, but a batch of one has lost its axis to `squeeze`. N
        samples give N answers, also if N is 1."""
        return np.squeeze(np.where(X @ w + b > 0, 1, 0))

    def scores_cut_to_whole_numbers(X, w, b):
        """The scores are cut or rounded to whole numbers before the comparison, so 0.25 counts
        as 0. Compare the score itself with 0."""
        return np.where(np.asarray(X @ w + b).astype(int) > 0, 1, 0)

    scores_cut_to_whole_numbers = spelled(
        scores_cut_to_whole_numbers,
        lambda X, w, b: np.where((X @ w + b) // 1 > 0, 1, 0),
    )

    def features_overwritten(X, w, b):
        """The answers are right, but the caller's samples have been changed, which is what `X *=
        w` does. `X * w` makes a new array."""
        X *= w
        return np.where(np.sum(X, axis=-1) + b > 0, 1, 0)

    def all_but_zero(X, w, b):
        """Every score that is not 0 is called a yes, a negative one as well: that is what True
        means for a number. Ask whether it is *above* 0."""
        return np.where(X @ w + b, 1, 0)

    all_but_zero = spelled(
        all_but_zero,
        lambda X, w, b: np.where(X @ w + b != 0, 1, 0),
        lambda X, w, b: np.asarray(X @ w + b).astype(bool),
    )

    def as_a_column(X, w, b):
        """The answers of a batch stand in a column, of shape (N, 1). With w as it is, (D,), the
        product has the shape (N,)."""
        return np.where(X @ w.reshape(-1, 1) + b > 0, 1, 0)

    def told_by_the_length(X, w, b):
        """Samples and features are told apart by their number, and a batch may have as many rows
        as features. `X @ w` serves one sample and a batch alike: no question is needed."""
        if len(X) == len(w):
            return np.where(np.sum(X * w) + b > 0, 1, 0)
        return np.where(X @ w + b > 0, 1, 0)

    def answers_and_shades(X, w, b):
        """These are answers and shades mixed. The unit says 1 above 0 and 0 everywhere else."""
        return np.clip(X @ w + b, 0, 1)

    def without_the_weights(X, w, b):
        """The weights play no part: the features are added up as they are. Each is multiplied by
        its weight first."""
        return np.where(np.sum(X, axis=-1) + b > 0, 1, 0)

    def rounded_scores(X, w, b):
        """These are scores made whole, and not answers. The unit says 1 above 0 and 0 everywhere
        else: compare each score with 0."""
        return np.round(X @ w + b)

    rounded_scores = spelled(
        rounded_scores,
        lambda X, w, b: np.asarray(X @ w + b).astype(int),
        lambda X, w, b: np.ceil(X @ w + b),
    )

    def how_many_yes(X, w, b):
        """This is how many samples get a yes. Each sample is to have an answer of its own, 1 or
        0."""
        return np.sum(np.where(X @ w + b > 0, 1, 0))


@exercise.right
class Variants:
    def by_comparing(X, w, b):
        """A comparison gives True and False, and `astype(int)` makes 1 and 0 of them: no choice
        between two values is needed."""
        return (np.dot(X, w) + b > 0).astype(int)

    def by_sum(X, w, b):
        """`X @ w` spelled out: multiply each feature by its weight (broadcasting), then add up
        along the last axis. It makes a table of all products on the way."""
        return 1.0 * (np.sum(X * w, axis=-1) > -b)

    def with_heaviside(X, w, b):
        """NumPy knows the step by the name of Oliver Heaviside; its second argument says what a
        score of exactly 0 gets."""
        return np.heaviside(np.asarray(X @ w + b, dtype=float), 0)
