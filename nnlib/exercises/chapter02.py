"""Exercises of chapter 02: a unit with a step, and a unit with a sigmoid."""

import numpy as np

from nnlib.by_hand import perceptron, sigmoid_unit
from nnlib.functions import losses
from nnlib.functions.activations import sigmoid
from nnlib.judge.exercise import Case, Exercise


def _pick(place):
    """A use that calls the answer and looks at one of the things that it returns."""

    def use(answer, *args):
        result = answer(*args)
        return None if result is None else result[place]

    return use


_first, _second = _pick(0), _pick(1)


step_unit = Exercise(
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
    why="""`X @ w` takes the weighted sum along the last axis of X: a number for one sample (D,),
a vector (N,) for a batch (N, D). A comparison of an array gives an array of True and False, and
`np.where` makes numbers of these. A score of exactly 0 lies on the boundary; somebody has to
decide, and here it is a no.""",
)


@step_unit.cases
def _(rng):
    def draw(N, D, dtype=np.float64):
        arrays = [rng.normal(size=size).round(1).astype(dtype) for size in [(N, D), D]]
        return {"X": arrays[0], "w": arrays[1], "b": 0.3}

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


@step_unit.mistake(
    "A sample whose score is exactly 0 gets a 1 here. The unit says 1 only *above* 0."
)
def one_at_zero(X, w, b):
    return np.where(X @ w + b >= 0, 1, 0)


@step_unit.mistake("The bias is missing: add it to every score before you compare.")
def score_without_bias(X, w, b):
    return np.where(X @ w > 0, 1, 0)


@step_unit.mistake("The answers are exchanged: a positive score is a yes, which is 1.")
def the_other_answer(X, w, b):
    return np.where(X @ w + b > 0, 0, 1)


@step_unit.mistake(
    "These are True and False. The labels are numbers: make the answers 1 and 0 as well."
)
def true_and_false(X, w, b):
    return X @ w + b > 0


@step_unit.mistake("These are the scores. One step is left: 1 where the score is above 0, else 0.")
def only_the_scores(X, w, b):
    return X @ w + b


@step_unit.mistake("These are probabilities. The step unit gives no shades: 1 above 0, else 0.")
def a_sigmoid_for_the_step(X, w, b):
    return sigmoid(X @ w + b)


@step_unit.mistake("Your two answers are 1 and -1. In this course the labels are 1 and 0.")
def minus_one_for_no(X, w, b):
    return np.where(X @ w + b > 0, 1, -1)


@step_unit.mistake(
    "Your answers are 1, 0 and -1: you took the sign of the score. Everything that is not above 0 "
    "should give 0."
)
def sign_of_the_score(X, w, b):
    return np.sign(X @ w + b)


@step_unit.mistake(
    "You compare with one half, which is the threshold for a probability. A score has its at 0."
)
def threshold_at_one_half(X, w, b):
    return np.where(X @ w + b > 0.5, 1, 0)


@step_unit.mistake(
    "There is one answer for each *feature*. Multiply and add up over the features, so that each "
    "sample has one score."
)
def products_not_added_up(X, w, b):
    return np.where(X * w + b > 0, 1, 0)


@step_unit.mistake(
    "The product is the wrong way round for a batch. The features have to meet: X (N, D) first, "
    "then w (D,)."
)
def weights_first(X, w, b):
    return np.where(w @ X + b > 0, 1, 0)


@step_unit.mistake(
    "Right for one sample, but a batch has many scores, and `if` can ask about one number only. "
    "Find an expression that answers for all entries of an array."
)
def if_for_a_batch(X, w, b):
    if X @ w + b > 0:
        return 1
    return 0


@step_unit.mistake(
    "Right for one sample, but a batch has many scores, and `int` takes one number only. Find an "
    "expression that turns all entries of an array into 1 or 0."
)
def int_for_a_batch(X, w, b):
    return int(X @ w + b > 0)


@step_unit.variant
def step_by_comparing(X, w, b):
    return (np.dot(X, w) + b > 0).astype(int)


@step_unit.variant
def step_by_sum(X, w, b):
    return 1.0 * (np.sum(X * w, axis=-1) > -b)


@step_unit.variant
def step_with_heaviside(X, w, b):
    return np.heaviside(np.asarray(X @ w + b, dtype=float), 0)


boundary = Exercise(
    id="02-boundary",
    title="Where the line runs",
    minutes=3,
    difficulty=2,
    points=1,
    reference=perceptron.boundary,
    hints=(
        "Take paper. In the equation of the boundary everything is known except x2.",
        "Bring the term with x2 to one side and everything else to the other; then divide by its "
        "weight. Everything that changes sides changes its sign.",
        "The code is one fraction: minus (two terms), divided by one of the weights. Mind the "
        "parentheses.",
    ),
    why="""Solve `w[0] * x1 + w[1] * x2 + b = 0` for `x2`: subtract what does not hold `x2` and
divide by `w[1]`. The result is a straight line with the slope `-w[0] / w[1]` that crosses
`x1 = 0` at `-b / w[1]`. If `w[1]` is 0 the line is vertical, and no height can be given.""",
)


@boundary.cases
def _(rng):
    yield Case("one point", {"x1": 2.0, "w": np.array([1.0, -4.0]), "b": 0.5})
    three = {"x1": np.array([-1.0, 0.0, 2.0]), "w": np.array([3.0, 2]), "b": -1.0}
    yield Case("three points", three)
    whole = {"x1": np.array([0.0, 1, 5, 7]), "w": np.array([2.0, 4]), "b": 3.0}
    yield Case("whole numbers", whole)
    yield Case("an array of one point", {"x1": np.array([1.5]), "w": np.array([-2.0, 3]), "b": 2.0})
    w = rng.uniform(0.5, 2, size=2).astype(np.float32)
    x1 = rng.normal(size=5).astype(np.float32)
    yield Case("float32", {"x1": x1, "w": w, "b": np.float32(-0.7)})


@boundary.mistake("The sign is wrong: what changes sides in the equation changes its sign.")
def boundary_upside_down(x1, w, b):
    return (w[0] * x1 + b) / w[1]


@boundary.mistake("The bias is missing, so your line runs through the origin.")
def boundary_without_bias(x1, w, b):
    return -w[0] * x1 / w[1]


@boundary.mistake(
    "The bias has the wrong sign: *both* terms change sides. A pair of parentheses helps."
)
def bias_kept_its_sign(x1, w, b):
    return (-w[0] * x1 + b) / w[1]


@boundary.mistake("The two weights are exchanged: this solves for x1. Solve for x2.")
def boundary_of_the_other_feature(x1, w, b):
    return -(w[1] * x1 + b) / w[0]


@boundary.mistake("The division is missing: the weight of x2 still stands in front of it.")
def boundary_not_divided(x1, w, b):
    return -(w[0] * x1 + b)


@boundary.mistake(
    "Only the last term is divided. Division comes before addition: put the whole numerator in "
    "parentheses."
)
def only_the_bias_divided(x1, w, b):
    return -w[0] * x1 - b / w[1]


@boundary.mistake(
    "Two slips: the bias has changed sides but not its sign, and only the bias is divided. Put the "
    "whole numerator in parentheses."
)
def bias_kept_its_sign_and_alone_divided(x1, w, b):
    return -w[0] * x1 + b / w[1]


@boundary.mistake("The bias is not divided: the weight of x2 divides everything on the other side.")
def only_the_feature_divided(x1, w, b):
    return -w[0] * x1 / w[1] - b


@boundary.mistake("Your result is 0 on the line: this is half of the equation, not its solution.")
def boundary_slope_only(x1, w, b):
    return w[0] * x1 + b


@boundary.variant
def boundary_by_slope_and_intercept(x1, w, b):
    slope, intercept = -w[0] / w[1], -b / w[1]
    return slope * x1 + intercept


@boundary.variant
def boundary_unpacked(x1, w, b):
    u, v = w
    return np.divide(np.subtract(-b, np.multiply(u, x1)), v)


rosenblatt_update = Exercise(
    id="02-rosenblatt-update",
    title="Rosenblatt's rule",
    minutes=5,
    difficulty=2,
    points=2,
    reference=perceptron.rosenblatt_update,
    hints=(
        "First ask the unit for its answer to x. How far is it from the label? That difference is "
        "1, 0 or -1.",
        "Both new values are the old one plus something; for a right answer that something is 0, "
        "so no `if` is needed.",
        "`error = y - ...`, then return two things, separated by a comma: the weights plus error "
        "times x, and the bias plus ... (its input is always 1).",
    ),
    why="""The error `y - answer` is 1 for a missed yes, -1 for a false yes and 0 for a right
answer, so one line covers the three. Adding `x` to the weights and 1 to the bias raises this
sample's score by `x @ x + 1`, subtracting lowers it by as much: always towards the right answer.
`w + error * x` makes a new array; `w += error * x` would change the caller's.""",
)


@rosenblatt_update.cases
def _(rng):
    w, x = np.array([0.5, -1.0]), np.array([1.0, 2.0])
    whole = {"w": np.array([3.0, -1, 2, 0]), "b": -1.0, "x": np.array([1.0, 0, 2, 1]), "y": 0}
    # Without the bias the next two are answered right; each score is near 0, for thresholds.
    small = {"w": np.array([1.0, -1.0]), "b": 0.55, "x": np.array([0.5, 1.0]), "y": 0}
    rows = [
        ("a yes that the unit calls no", {"w": w, "b": 0.25, "x": x, "y": 1}),
        ("a no that the unit calls yes", {"w": -w, "b": 0.25, "x": x, "y": 0}),
        ("a yes that it calls yes", {"w": -w, "b": 0.25, "x": x, "y": 1}),
        ("a no that it calls no", {"w": w, "b": 0.25, "x": x, "y": 0}),
        ("weights and bias 0, a yes", {"w": np.zeros(3), "b": 0.0, "x": np.ones(3) * 2, "y": 1}),
        ("weights and bias 0, a no", {"w": np.zeros(3), "b": 0.0, "x": np.ones(3) * 2, "y": 0}),
        ("whole numbers", whole),
        ("a no that its bias makes the unit call yes", small),
        ("a yes that its bias makes it call no", {**small, "w": -small["w"], "b": -0.55, "y": 1}),
    ]
    # Here an error taken after the weights have moved is still the right one.
    short = {"w": np.array([2.0, 1.0]), "b": 2.0, "x": np.array([0.5, -0.5]), "y": 0}
    rows.append(("a no that the unit calls yes even after the step", short))
    w32, x32 = (rng.uniform(0.5, 2, size=4).astype(np.float32) for _ in range(2))
    rows.append(("float32", {"w": w32, "b": np.float32(0.5), "x": x32, "y": 0}))
    for label, args in rows:
        yield Case(label, args, _first, "the new w", "w")
        yield Case(label, args, _second, "the new b", "b")


@rosenblatt_update.mistake(
    "The step goes the wrong way. A missed yes needs a *higher* score: label minus answer."
)
def away_from_the_answer(w, b, x, y):
    error = perceptron.step_unit(x, w, b) - y
    return w + error * x, b + error


@rosenblatt_update.mistake(
    "The weights move although the answer was right. Rosenblatt's unit learns from its mistakes "
    "only: what is the difference of label and answer when both are the same?"
)
def learns_from_every_sample(w, b, x, y):
    return w + (2 * y - 1) * x, b + (2 * y - 1)


@rosenblatt_update.mistake(
    "A no that the unit calls yes changes nothing here. There the error is -1: the sample has to "
    "be subtracted."
)
def learns_from_a_missed_yes_only(w, b, x, y):
    error = max(y - int(perceptron.step_unit(x, w, b)), 0)
    return w + error * x, b + error


@rosenblatt_update.mistake(
    "Every mistake *adds* the sample here. A no that the unit calls yes has the error -1: there "
    "the sample has to be subtracted."
)
def adds_at_every_mistake(w, b, x, y):
    error = abs(y - int(perceptron.step_unit(x, w, b)))
    return w + error * x, b + error


@rosenblatt_update.mistake(
    "The bias is missing in the decision: the unit's answer is 1 where `x @ w + b` is above 0, and "
    "here it depends on `x @ w` alone."
)
def decides_without_the_bias(w, b, x, y):
    error = y - (1 if x @ w > 0 else 0)
    return w + error * x, b + error


@rosenblatt_update.mistake(
    "A score of exactly 0 is called a yes here. The unit answers 1 only *above* 0, as in "
    "`step_unit`."
)
def yes_at_zero(w, b, x, y):
    error = y - (1 if x @ w + b >= 0 else 0)
    return w + error * x, b + error


@rosenblatt_update.mistake(
    "A score a little above 0 is called a no here. The threshold of a score is 0; one half is that "
    "of a probability."
)
def no_just_above_zero(w, b, x, y):
    error = y - (1 if x @ w + b > 0.5 else 0)
    return w + error * x, b + error


@rosenblatt_update.mistake(
    "The error is taken from the score itself. Turn the score into an answer, 0 or 1, first."
)
def error_of_the_score(w, b, x, y):
    error = y - (x @ w + b)
    return w + error * x, b + error


@rosenblatt_update.mistake(
    "The error is taken from a probability. Rosenblatt's unit knows no shades: it answers 0 or 1."
)
def error_of_the_probability(w, b, x, y):
    error = y - sigmoid(x @ w + b)
    return w + error * x, b + error


@rosenblatt_update.mistake(
    "The weights move by the error alone. Each weight moves by error times *its own feature*."
)
def error_without_the_sample(w, b, x, y):
    error = y - perceptron.step_unit(x, w, b)
    return w + error, b + error


@rosenblatt_update.mistake(
    "The label multiplies the sample; it is the *error*, label minus answer, that should."
)
def label_for_error(w, b, x, y):
    return w + y * x, b + y


@rosenblatt_update.mistake(
    "The weights are right, but the bias comes back as it was: it has to learn as well."
)
def bias_never_learns(w, b, x, y):
    error = y - perceptron.step_unit(x, w, b)
    return w + error * x, b


@rosenblatt_update.mistake(
    "The weights are right, but the bias moves by an error taken *after* the weights had moved. "
    "Compute the error once, before anything moves."
)
def error_of_two_places(w, b, x, y):
    w = w + (y - perceptron.step_unit(x, w, b)) * x
    return w, b + (y - perceptron.step_unit(x, w, b))


@rosenblatt_update.mistake(
    "The old bias is lost: what is returned is only its change. Add the change to the old value."
)
def only_the_change_of_the_bias(w, b, x, y):
    error = y - perceptron.step_unit(x, w, b)
    return w + error * x, error


@rosenblatt_update.mistake(
    "The old weights are lost: what is returned is only their change. Add it to the old values."
)
def only_the_change(w, b, x, y):
    error = y - perceptron.step_unit(x, w, b)
    return error * x, error


@rosenblatt_update.mistake(
    "Only the weights come back. Return two things, the new weights and the new bias."
)
def only_the_weights(w, b, x, y):
    return w + (y - perceptron.step_unit(x, w, b)) * x


@rosenblatt_update.mistake(
    "The result is right, but the caller's weights were overwritten, which is what `w += …` does. "
    "Make a new array."
)
def weights_overwritten(w, b, x, y):
    error = y - perceptron.step_unit(x, w, b)
    np.add(w, error * x, out=w, casting="unsafe")
    return w, b + error


@rosenblatt_update.variant
def rosenblatt_with_ifs(w, b, x, y):
    answer = 1 if np.dot(x, w) + b > 0 else 0
    if answer == y:
        return w, b
    return (w + x, b + 1) if y == 1 else (w - x, b - 1)


@rosenblatt_update.variant
def rosenblatt_with_the_error_twice(w, b, x, y):
    return w + (y - perceptron.step_unit(x, w, b)) * x, b + (y - perceptron.step_unit(x, w, b))


@rosenblatt_update.variant
def rosenblatt_as_a_list(w, b, x, y):
    w = w.copy()
    error = float(y - perceptron.step_unit(x, w, b))
    w = w + np.multiply(error, x)
    return [w, b + error]


binary_cross_entropy = Exercise(
    id="02-binary-cross-entropy",
    title="Binary cross-entropy",
    minutes=5,
    difficulty=3,
    points=2,
    reference=losses.binary_cross_entropy,
    hints=(
        "What probability did the unit give to the *right* answer? That is p for label 1; and "
        "for label 0?",
        "Pick the right probability of each sample first (`np.where` chooses between two arrays), "
        "then take logarithms: a logarithm that nobody needs may be that of 0.",
        "`p_right = np.where(..., p, ...)`, then minus the mean of its logarithm.",
    ),
    why="""A label of 1 leaves `log(p)` of the formula, a label of 0 leaves `log(1 - p)`: always
the logarithm of the probability of the right answer, so this is the negative log-likelihood
for two classes. Written out as `y * log(p) + (1 - y) * log(1 - p)` it computes both logarithms,
and for a unit that is right and perfectly sure one of them is `0 * log(0)`, NaN. The other cure
is a tiny number inside the logarithms (1e-10), which also makes the price of a sure mistake
finite, at the cost of a gradient that is no longer exact there.""",
    # A tiny number inside the logarithm (1e-8) is a legal choice, and shifts the loss by it.
    atol=1e-6,
)


@binary_cross_entropy.cases
def _(rng):
    yield Case("one yes, one no", {"y": np.array([1, 0]), "p": np.array([0.9, 0.2])})
    yield Case("a batch of one", {"y": np.array([0]), "p": np.array([0.7])})
    y = np.array([1, 0, 0, 1, 0])
    yield Case("five samples", {"y": y, "p": rng.uniform(0.05, 0.95, size=5).round(2)})
    p32 = rng.uniform(0.1, 0.9, size=4).astype(np.float32)
    yield Case("float32", {"y": np.array([1, 1, 0, 0], dtype=np.float32), "p": p32})
    sure = {"y": np.array([1, 0, 1]), "p": np.array([1.0, 0.0, 0.5])}
    yield Case("right and perfectly sure", sure)
    both = {"y": np.array([0, 1]), "p": np.array([0.0, 1.0])}
    yield Case("a no and a yes, right and perfectly sure", both)


def _two_terms(y, p):
    return y * np.log(p) + (1 - y) * np.log(1 - p)


@binary_cross_entropy.mistake(
    "Right in general, but a unit that is right and perfectly sure gives 0 * log(0), which is NaN. "
    "Pick the probability of the right answer first, and take only its logarithm."
)
def log_of_zero(y, p):
    return -np.mean(_two_terms(y, p))


@binary_cross_entropy.mistake("This is the sum over the samples; the loss is their mean.")
def sum_for_mean(y, p):
    return -np.sum(np.log(np.where(y == 1, p, 1 - p)))


@binary_cross_entropy.mistake(
    "This is the sum over the samples, where the mean is wanted; and a unit that is right and "
    "perfectly sure gives 0 * log(0), which is NaN."
)
def sum_with_log_of_zero(y, p):
    return -np.sum(_two_terms(y, p))


@binary_cross_entropy.mistake(
    "The sign is wrong: logarithms of probabilities are negative, a loss is not."
)
def forgot_the_minus(y, p):
    return np.mean(np.log(np.where(y == 1, p, 1 - p)))


@binary_cross_entropy.mistake(
    "The sign is wrong, a loss is not negative; and a unit that is right and perfectly sure gives "
    "0 * log(0), which is NaN."
)
def forgot_the_minus_with_log_of_zero(y, p):
    return np.mean(_two_terms(y, p))


@binary_cross_entropy.mistake(
    "The minus reaches only the samples with label 1; those with label 0 lower the loss. It "
    "belongs in front of both."
)
def minus_for_half(y, p):
    return np.mean(-y * np.log(p) + (1 - y) * np.log(1 - p))


@binary_cross_entropy.mistake(
    "Samples with label 0 cost nothing here. For them the right answer has the probability 1 - p."
)
def only_the_yes(y, p):
    return -np.mean(np.where(y == 1, np.log(p), 0))


@binary_cross_entropy.mistake(
    "Samples with label 0 cost nothing here, though for them the right answer has the probability "
    "1 - p; and where such a sample has p = 0 you compute 0 * log(0), which is NaN."
)
def only_the_yes_with_log_of_zero(y, p):
    return -np.mean(y * np.log(p))


@binary_cross_entropy.mistake(
    "Every sample is charged for its probability of *yes*. Where the label is 0, the right answer "
    "has the probability 1 - p."
)
def yes_for_all(y, p):
    return -np.mean(np.log(p))


@binary_cross_entropy.mistake(
    "The two probabilities are exchanged: label 1 should be charged by p, label 0 by 1 - p."
)
def the_wrong_answer_charged(y, p):
    return -np.mean(np.log(np.where(y == 1, 1 - p, p)))


@binary_cross_entropy.mistake(
    "Labels and probabilities are exchanged: the logarithm is that of the probabilities."
)
def logarithm_of_the_labels(y, p):
    return -np.mean(p * np.log(y) + (1 - p) * np.log(1 - y))


@binary_cross_entropy.mistake(
    "This is one loss for each sample. The loss of the batch is a single number: their mean."
)
def one_loss_a_sample(y, p):
    return -np.log(np.where(y == 1, p, 1 - p))


@binary_cross_entropy.mistake(
    "This is one loss for each sample, where their mean is wanted; and a unit that is right and "
    "perfectly sure gives 0 * log(0), which is NaN."
)
def one_loss_a_sample_with_log_of_zero(y, p):
    return -_two_terms(y, p)


@binary_cross_entropy.mistake(
    "Plain Python's `if`, `and`, `min` and `max` ask about one number, but y and p hold many. Find "
    "an expression that does its work for all entries at once."
)
def if_for_all_labels(y, p):
    return np.mean(-np.log(p if y == 1 else 1 - p))


@binary_cross_entropy.mistake(
    "Plain Python's `if`, `and`, `min` and `max` ask about one number, but y and p hold many: find "
    "an expression that does its work for all entries at once. Then take the mean."
)
def if_for_all_labels_without_mean(y, p):
    return -np.log(p if y == 1 else 1 - p)


@binary_cross_entropy.mistake(
    "This is the logarithm of the mean probability. Take the logarithm of each first, so that one "
    "terrible answer cannot hide among good ones."
)
def log_of_the_mean(y, p):
    return -np.log(np.mean(np.where(y == 1, p, 1 - p)))


@binary_cross_entropy.mistake(
    "This is the squared error. It never charges more than 1, however sure the mistake."
)
def squared_error(y, p):
    return np.mean((y - p) ** 2)


@binary_cross_entropy.mistake("The logarithm is not the natural one, `np.log`; it has base 10.")
def log_to_base_10(y, p):
    return -np.mean(np.log10(np.where(y == 1, p, 1 - p)))


@binary_cross_entropy.mistake("The logarithm is not the natural one, `np.log`; it has base 2.")
def log_to_base_2(y, p):
    return -np.mean(np.log2(np.where(y == 1, p, 1 - p)))


@binary_cross_entropy.variant
def entropy_with_epsilon(y, p):
    return -np.mean(y * np.log(p + 1e-10) + (1 - y) * np.log(1 - p + 1e-10))


@binary_cross_entropy.variant
def entropy_with_clip(y, p):
    p = np.clip(p, 1e-12, 1 - 1e-7)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@binary_cross_entropy.variant
def entropy_sum_over_length(y, p):
    return -np.sum(np.log(np.where(y == 1, p, 1 - p))) / len(y)


@binary_cross_entropy.variant
def entropy_in_a_loop(y, p):
    total = 0
    for i in range(len(y)):
        if y[i] == 1:
            total -= np.log(p[i])
        else:
            total -= np.log(1 - p[i])
    return total / len(y)


@binary_cross_entropy.variant
def entropy_along_the_last_axis(y, p):
    return -np.mean(np.log(np.where(y == 1, p, 1 - p)), axis=-1)


@binary_cross_entropy.variant
def entropy_by_distance(y, p):
    return float(-np.log(1 - np.abs(y - p)).mean())


sigmoid_unit_grad = Exercise(
    id="02-sigmoid-unit-grad",
    title="The gradient of a sigmoid unit",
    minutes=7,
    difficulty=3,
    points=3,
    reference=sigmoid_unit.sigmoid_unit_grad,
    hints=(
        "Start with the probabilities A, one for each sample. Formula (2.6) then gives the "
        "gradient with respect to the scores, again one number for each sample.",
        "Every sample adds to the gradient of a weight: its own dZ times its own feature, summed "
        "over the samples. X is (N, D), dZ is (N,), and dw has the shape (D,) of w.",
        "`A = sigmoid(...)`, `dZ = (...) / len(y)`, then return `... @ dZ` and the sum of dZ. "
        "Which form of X has its N next to the @?",
    ),
    why="""The chain rule once more: a score is `x @ w + b`, so it rises with the slope `x[d]` when
`w[d]` grows, and with the slope 1 when b does. Summed over the samples this is `X.T @ dZ` and
`dZ.sum()`. The 1/N of the mean is in dZ, once; it needs no repeating. The slope of the sigmoid
is not missing: it has cancelled against the slope of the logarithm.""",
)


@sigmoid_unit_grad.cases
def _(rng):
    def draw(N, D, dtype=np.float64):
        X, w = (rng.normal(size=size).round(1).astype(dtype) for size in [(N, D), D])
        y = np.arange(N) % 2
        return {"X": X, "y": y.astype(dtype) if dtype == np.float32 else y, "w": w, "b": dtype(0.5)}

    rows = [
        ("4 samples of 2 features", draw(4, 2)),  # the chapter's own A has 5 entries
        ("3 samples of 5 features", draw(3, 5)),
        ("a batch of one", draw(1, 3)),
        ("float32", draw(6, 3, np.float32)),
    ]
    whole = {"X": np.array([[1.0, 0, 2, 1], [0, 3, 1, 0]]), "y": np.array([1, 0])}
    rows.append(("whole numbers", {**whole, "w": np.array([1.0, -1, 0, 2]), "b": -1.0}))
    large = {"X": np.array([[1000.0, 1], [-1000, 2], [1000, 3]]), "y": np.array([1, 1, 0])}
    rows.append(("scores near ±1000", {**large, "w": np.array([1.0, 0.5]), "b": 0.0}))
    for label, args in rows:
        yield Case(label, args, _first, "dw", "dw")
        yield Case(label, args, _second, "db", "db")


def _from_scores(X, dZ):
    return X.T @ dZ, dZ.sum()


# These differ in db alone, and stand first: once dw is right, they fit db better than the rest.


@sigmoid_unit_grad.mistake(
    "dw is right, but db is divided by N a second time. The 1/N is in dZ already: take the sum."
)
def mean_for_db(X, y, w, b):
    dZ = (sigmoid(X @ w + b) - y) / len(y)
    return X.T @ dZ, dZ.mean()


@sigmoid_unit_grad.mistake("dw is right, but db lacks its 1/N: it is N times too large.")
def sum_for_db(X, y, w, b):
    error = sigmoid(X @ w + b) - y
    return X.T @ error / len(y), error.sum()


@sigmoid_unit_grad.mistake(
    "The gradient is N times too large: the loss is a mean over the samples, so its gradient "
    "carries a 1/N."
)
def forgot_the_mean(X, y, w, b):
    return _from_scores(X, sigmoid(X @ w + b) - y)


@sigmoid_unit_grad.mistake(
    "The gradient is divided by the number of features. The mean is taken over the *samples*: "
    "divide by their number."
)
def divided_by_the_features(X, y, w, b):
    return _from_scores(X, (sigmoid(X @ w + b) - y) / X.shape[1])


@sigmoid_unit_grad.mistake(
    "The gradient is divided by the number of entries of X, samples times features. The mean is "
    "taken over the *samples*: divide by their number."
)
def divided_by_all_entries(X, y, w, b):
    return _from_scores(X, (sigmoid(X @ w + b) - y) / X.size)


@sigmoid_unit_grad.mistake(
    "The gradient is divided by the number of samples twice. Once is enough: if dZ has its 1/N, "
    "what follows is a plain sum."
)
def divided_twice(X, y, w, b):
    return _from_scores(X, (sigmoid(X @ w + b) - y) / len(y) ** 2)


@sigmoid_unit_grad.mistake(
    "Only the labels are divided by N: a division comes before a subtraction. Put the difference "
    "in parentheses."
)
def only_the_labels_divided(X, y, w, b):
    return _from_scores(X, sigmoid(X @ w + b) - y / len(y))


@sigmoid_unit_grad.mistake(
    "The sign is wrong: the gradient points uphill, so it is probability minus label. The minus "
    "of the descent comes later, in the step."
)
def label_minus_probability(X, y, w, b):
    return _from_scores(X, (y - sigmoid(X @ w + b)) / len(y))


@sigmoid_unit_grad.mistake(
    "There is a factor a (1 - a) too many: this would be the gradient of half the squared error. "
    "In the cross-entropy this slope has cancelled."
)
def slope_of_the_sigmoid_too(X, y, w, b):
    A = sigmoid(X @ w + b)
    return _from_scores(X, (A - y) * A * (1 - A) / len(y))


@sigmoid_unit_grad.mistake(
    "This carries the gradient with respect to the *probability* straight to the weights. On the "
    "way lies the sigmoid, whose slope has to be multiplied in; then a lot cancels."
)
def probability_for_score(X, y, w, b):
    A = sigmoid(X @ w + b)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _from_scores(X, (A - y) / (A * (1 - A)) / len(y))


@sigmoid_unit_grad.mistake(
    "The labels are compared with the scores. Send the scores through the sigmoid first."
)
def forgot_the_sigmoid(X, y, w, b):
    return _from_scores(X, (X @ w + b - y) / len(y))


@sigmoid_unit_grad.mistake(
    "The labels are compared with answers of 0 and 1, as in Rosenblatt's rule. Here the unit "
    "gives probabilities."
)
def step_for_sigmoid(X, y, w, b):
    return _from_scores(X, (perceptron.step_unit(X, w, b) - y) / len(y))


@sigmoid_unit_grad.mistake("The bias is missing in the score, so the probabilities are wrong.")
def forgot_the_bias(X, y, w, b):
    return _from_scores(X, (sigmoid(X @ w) - y) / len(y))


@sigmoid_unit_grad.mistake(
    "The shapes do not meet: X is (N, D) and dZ is (N,). For a result of shape (D,) the samples "
    "have to stand next to the product sign."
)
def forgot_to_transpose(X, y, w, b):
    dZ = (sigmoid(X @ w + b) - y) / len(y)
    return X @ dZ, dZ.sum()


@sigmoid_unit_grad.mistake(
    "dw has a row for every sample. All samples pull on the same weights: sum over them."
)
def one_gradient_a_sample(X, y, w, b):
    dZ = (sigmoid(X @ w + b) - y) / len(y)
    return X * dZ[:, None], dZ.sum()


@sigmoid_unit_grad.mistake(
    "db has an entry for every sample. All samples share one bias: sum over them."
)
def db_not_summed(X, y, w, b):
    dZ = (sigmoid(X @ w + b) - y) / len(y)
    return X.T @ dZ, dZ


@sigmoid_unit_grad.mistake("The two results come in the wrong order: first dw, then db.")
def db_first(X, y, w, b):
    return sigmoid_unit.sigmoid_unit_grad(X, y, w, b)[::-1]


@sigmoid_unit_grad.variant
def gradient_by_means(X, y, w, b):
    error = sigmoid(X @ w + b) - y
    return np.mean(X * error[:, None], axis=0), np.mean(error)


@sigmoid_unit_grad.variant
def gradient_into_zeros(X, y, w, b):
    dw, db = np.zeros_like(w), 0.0
    for x, label in zip(X, y, strict=True):
        error = sigmoid(x @ w + b) - label
        dw += error * x / len(X)
        db += error / len(X)
    return dw, db


@sigmoid_unit_grad.variant
def gradient_by_the_long_chain(X, y, w, b):
    error = 1 / (1 + np.exp(-(np.dot(X, w) + b))) - y
    return np.dot(error, X) / X.shape[0], float(np.sum(error) / X.shape[0])


@sigmoid_unit_grad.variant
def gradient_in_a_loop(X, y, w, b):
    dw, db = np.zeros(X.shape[1]), 0.0
    for x, label in zip(X, y, strict=True):
        error = sigmoid(x @ w + b) - label
        dw, db = dw + error * x / len(X), db + error / len(X)
    return dw, db


def _unit_probabilities(SigmoidUnit, w, b, X):
    return SigmoidUnit(w, b).predict_proba(X)


def _unit_after(name, n_steps=1):
    """A use that takes steps and looks at the unit's weights or bias."""

    def use(SigmoidUnit, w, b, X, y, learning_rate):
        unit = SigmoidUnit(w, b)
        for _ in range(n_steps):
            unit.step(X, y, learning_rate)
        return getattr(unit, name)

    return use


_unit_w, _unit_b, _unit_w_2 = _unit_after("w"), _unit_after("b"), _unit_after("w", 2)

unit = Exercise(
    id="02-sigmoid-unit",
    title="A unit that learns",
    minutes=6,
    difficulty=3,
    points=3,
    reference=sigmoid_unit.SigmoidUnit,
    blank=("predict_proba", "step"),
    hints=(
        "The unit's own weights and bias are `self.w` and `self.b`. Everything else you have "
        "written already.",
        "`step` asks for both gradients first, with the weights as they are now, and only then "
        "moves: each of the two minus the learning rate times its gradient.",
        "`dw, db = sigmoid_unit_grad(...)`, then `self.w = self.w - ...` and the same for the "
        "bias. Nothing needs to be returned.",
    ),
    why="""`predict_proba` is the score through the sigmoid. `step` takes both gradients at one
place before it moves anything: were w moved first, the gradient of b would belong to another
point. The gradient points uphill, hence the minus. The learning rate says how far to trust a
slope that is exact only here: too small and learning is slow, too large and the step jumps
over the valley.""",
)


@unit.cases
def _(rng):
    def draw(N, D, dtype=np.float64):
        X, w = (rng.normal(size=size).round(1).astype(dtype) for size in [(N, D), D])
        return {"w": w, "b": 0.5, "X": X, "y": np.arange(N) % 2, "learning_rate": 0.25}

    rows = [
        ("4 samples of 3 features", draw(4, 3)),  # the chapter's own w has 2 entries
        ("a batch of one", draw(1, 2)),
        ("3 samples of 4 features, float32", draw(3, 4, np.float32)),
    ]
    X = np.array([[1.0, 0], [2, 1], [0, 3], [1, 1]])
    whole = {"w": np.array([1.0, -1]), "b": -1.0, "X": X}
    rows.append(("whole numbers", {**whole, "y": np.array([0, 1, 1, 0]), "learning_rate": 2.0}))
    for label, args in rows:
        given = {name: args[name] for name in ("w", "b", "X")}
        yield Case(label, given, _unit_probabilities, "unit.predict_proba(X)", "predict_proba")
        after = "after unit.step(X, y, learning_rate)"
        yield Case(label, args, _unit_w, f"unit.w {after}", "w")
        yield Case(label, args, _unit_b, f"unit.b {after}", "b")
        yield Case(label, args, _unit_w_2, "unit.w after two steps", "w")


_Unit = sigmoid_unit.SigmoidUnit


# The two that differ in the bias alone stand first, for the same reason as above.


@unit.mistake("The weights learn, but the bias stays where it was. It has a gradient too.")
class bias_stays(_Unit):
    def step(self, X, y, learning_rate):
        b = self.b
        super().step(X, y, learning_rate)
        self.b = b


@unit.mistake(
    "The bias moves by a gradient taken *after* the weights had moved. Take both gradients first, "
    "then move."
)
class gradient_of_two_places(_Unit):
    def step(self, X, y, learning_rate):
        self.w = self.w - learning_rate * sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)[0]
        self.b = self.b - learning_rate * sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)[1]


@unit.mistake("The bias is missing in the score.")
class unit_without_bias(_Unit):
    def predict_proba(self, X):
        return sigmoid(X @ self.w)


@unit.mistake("These are scores. Send them through the sigmoid to get probabilities.")
class unit_that_gives_scores(_Unit):
    def predict_proba(self, X):
        return X @ self.w + self.b


@unit.mistake("These are labels, 0 and 1. Probabilities are wanted: take the sigmoid.")
class unit_that_gives_labels(_Unit):
    def predict_proba(self, X):
        return self.predict(X)


@unit.mistake("The unit walks uphill, and its loss grows: the step goes *against* the gradient.")
class uphill(_Unit):
    def step(self, X, y, learning_rate):
        super().step(X, y, -learning_rate)


@unit.mistake("The learning rate is missing: the whole gradient is subtracted.")
class without_a_learning_rate(_Unit):
    def step(self, X, y, learning_rate):
        super().step(X, y, 1)


@unit.mistake(
    "The weights are as they were before the step. A new value that stands in a variable of its "
    "own is lost when the method ends: keep it in the unit."
)
class nothing_kept(_Unit):
    def step(self, X, y, learning_rate):
        pass


@unit.mistake(
    "The old weights are lost: they are replaced by the step. The step is *added* to where the "
    "unit was."
)
class step_for_place(_Unit):
    def step(self, X, y, learning_rate):
        dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
        self.w, self.b = -learning_rate * dw, -learning_rate * db


@unit.mistake("The step is divided by the number of samples, but the gradient is a mean already.")
class divided_again(_Unit):
    def step(self, X, y, learning_rate):
        super().step(X, y, learning_rate / len(X))


@unit.mistake(
    "The step is N times too long: the loss is a mean over the samples, so its gradient is one too."
)
class step_of_the_sum(_Unit):
    def step(self, X, y, learning_rate):
        super().step(X, y, learning_rate * len(X))


@unit.variant
class unit_in_place(_Unit):
    def predict_proba(self, X):
        return 1 / (1 + np.exp(-(np.dot(X, self.w) + self.b)))

    def step(self, X, y, learning_rate):
        dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
        self.w -= learning_rate * dw
        self.b -= learning_rate * db


@unit.variant
class unit_without_the_function(_Unit):
    def step(self, X, y, learning_rate):
        error = self.predict_proba(X) - y
        self.b -= learning_rate * error.mean()
        self.w = self.w - learning_rate * (error @ X) / len(X)
        return self
