"""The gradients of a sigmoid unit, averaged over a batch."""

import numpy as np

from nnlib.by_hand import perceptron, sigmoid_unit
from nnlib.exercises._helpers import first, second, spelled
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32, square
from nnlib.exercises.chapter02._products import Products, of_the_squared_error
from nnlib.exercises.chapter02._sigmoid_unit_grad_slips import Shares, from_scores
from nnlib.functions.activations import sigmoid
from nnlib.functions.losses import binary_cross_entropy
from nnlib.judge.exercise import Case, Exercise


def _sure_of_both_kinds(case):
    X, y, w, b = case.args.values()
    Z = X @ w + b
    sure, right = np.abs(Z) > 500, (Z > 0) == y
    return (sure & right).any() and (sure & ~right).any()


exercise = Exercise(
    id="02-sigmoid-unit-grad",
    title="The gradient of a sigmoid unit",
    minutes=9,
    difficulty=3,
    points=3,
    reference=sigmoid_unit.sigmoid_unit_grad,
    hints=(
        "Start with the probabilities a, one for each sample. Formula (2.5) then gives the "
        "gradient with respect to the scores, again one number for each sample.",
        "Every sample adds to the gradient of a weight: its own dz times its own feature, summed "
        "over the samples. X is (N, D), dz is (N,), and dw has the shape (D,) of w.",
        "`a = sigmoid(...)`, `dz = (...) / len(y)`, then return `... @ dz` and the sum of dz. "
        "Which form of X has its N next to the @?",
    ),
    promises={
        "a batch": batch("X"),
        "a batch of one": batch_of_one("X"),
        "more samples than features": array_where("X", lambda X: X.shape[0] > X.shape[1]),
        "more features than samples": array_where("X", lambda X: X.shape[0] < X.shape[1]),
        "as many samples as features": square("X"),
        "a single feature": array_where("X", lambda X: X.shape[1] == 1 < X.shape[0]),
        "a bias": array_where("b", lambda b: b != 0),
        "right and sure, wrong and sure": _sure_of_both_kinds,
        "float32": float32("X"),
    },
    survivors={
        "x @ w -> w @ x": "a dot product of two vectors",
    },
    why="""The chain rule once more: a score is `x @ w + b`, so it rises with the slope `x[d]` when
`w[d]` grows, and with the slope 1 when b does. Summed over the samples this is `X.T @ dz` and
`dz.sum()`. The 1/N of the mean is in dz, once; it needs no repeating. The slope of the sigmoid
is not missing: it has cancelled against the slope of the logarithm.""",
)


@exercise.cases
def _(rng):
    def draw(N, D, dtype=np.float64):
        X, w = (rng.normal(size=size).round(1).astype(dtype) for size in [(N, D), D])
        y = np.arange(N) % 2
        return {"X": X, "y": y.astype(dtype) if dtype == np.float32 else y, "w": w, "b": dtype(0.5)}

    rows = [
        ("4 samples of 2 features", draw(4, 2)),  # the chapter's own A has 5 entries
        ("3 samples of 5 features", draw(3, 5)),
        ("3 samples of 3 features", draw(3, 3)),
        ("3 samples of a single feature", draw(3, 1)),
        ("a batch of one", draw(1, 3)),
        ("float32", draw(6, 3, np.float32)),
    ]
    whole = {"X": np.array([[1.0, 0, 2, 1], [0, 3, 1, 0]]), "y": np.array([1, 0])}
    rows.append(("whole numbers", {**whole, "w": np.array([1.0, -1, 0, 2]), "b": -1.0}))
    large = {"X": np.array([[1000.0, 1], [-1000, 2], [1000, 3]]), "y": np.array([1, 1, 0])}
    rows.append(("scores near ±1000", {**large, "w": np.array([1.0, 0.5]), "b": 0.0}))
    no_and_sure = {"X": np.array([[-1000.0, 2.0]]), "y": np.array([1])}
    rows.append(("a score near -1000", {**no_and_sure, "w": np.array([1.0, 0.5]), "b": 0.0}))
    sure = {"X": np.array([[1000.0, 2.0]]), "y": np.array([1])}
    rows.append(("a score near 1000", {**sure, "w": np.array([1.0, 0.5]), "b": 0.0}))
    for label, args in rows:
        yield Case(label, args, first, "dw", "dw")
        yield Case(label, args, second, "db", "db")


def _by_way_of_the_probability(tiny):
    def wrong(X, y, w, b):
        a = sigmoid(X @ w + b)
        return from_scores(X, (a - y) / (a * (1 - a) + tiny) * a * (1 - a) / len(y))

    return wrong


def _measured(step):
    def wrong(X, y, w, b):
        def loss(w, b):
            return binary_cross_entropy(y, sigmoid(X @ w + b))

        moves = step * np.eye(len(w))
        dw = [(loss(w + move, b) - loss(w - move, b)) / (2 * step) for move in moves]
        return np.array(dw), (loss(w, b + step) - loss(w, b - step)) / (2 * step)

    return wrong


exercise.wrong(Products)
exercise.wrong(Shares)


@exercise.wrong
class Mistakes:
    def sign_of_db(X, y, w, b):
        """dw is right, but db has the wrong sign: it is the sum of the same dz, probability
        minus label."""
        dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, w, b)
        return dw, -db

    def label_minus_probability(X, y, w, b):
        """The sign of dw is wrong: the gradient points uphill, so it is probability minus label.
        The minus of the descent comes later, in the step."""
        return from_scores(X, (y - sigmoid(X @ w + b)) / len(y))

    def slope_of_the_sigmoid_too(X, y, w, b):
        """There is a factor a (1 - a) too many: this would be the gradient of the squared
        error, or of half of it. In the cross-entropy this slope has cancelled."""
        a = sigmoid(X @ w + b)
        return from_scores(X, (a - y) * a * (1 - a) / len(y))

    slope_of_the_sigmoid_too = spelled(slope_of_the_sigmoid_too, of_the_squared_error)

    def probability_for_score(X, y, w, b):
        """This carries the gradient with respect to the *probability* straight to the weights.
        On the way lies the sigmoid, whose slope has to be multiplied in; then a lot cancels."""
        a = sigmoid(X @ w + b)
        with np.errstate(divide="ignore", invalid="ignore"):
            return from_scores(X, (a - y) / (a * (1 - a)) / len(y))

    def forgot_the_sigmoid(X, y, w, b):
        """The labels are compared with the scores. Send the scores through the sigmoid first."""
        return from_scores(X, (X @ w + b - y) / len(y))

    def step_for_sigmoid(X, y, w, b):
        """The labels are compared with answers of 0 and 1, as in Rosenblatt's rule. Here the
        unit gives probabilities."""
        return from_scores(X, (perceptron.step_unit(X, w, b) - y) / len(y))

    def forgot_the_bias(X, y, w, b):
        """The bias is missing in the score, so the probabilities are wrong."""
        return from_scores(X, (sigmoid(X @ w) - y) / len(y))

    def forgot_to_transpose(X, y, w, b):
        """The shapes do not meet: X is (N, D) and dz is (N,). For a result of shape (D,) the
        samples have to stand side by side: that is `X.T` and dz, or dz and X."""
        dz = (sigmoid(X @ w + b) - y) / len(y)
        return X @ dz, dz.sum()

    forgot_to_transpose = spelled(
        forgot_to_transpose,
        lambda X, y, w, b: (np.dot(X, dz := (sigmoid(X @ w + b) - y) / len(y)), dz.sum()),
        lambda X, y, w, b: ((dz := (sigmoid(X @ w + b) - y) / len(y)) @ X.T, dz.sum()),
    )

    def weights_first(X, y, w, b):
        """The scores have their product the wrong way round. The features have to meet: X (N, D)
        first, then w (D,)."""
        return from_scores(X, (sigmoid(w @ X + b) - y) / len(y))

    def samples_times_the_errors(X, y, w, b):
        """`*` multiplies entry by entry, and X (N, D) doesn't fit dz (N,) there. A product with `@`
        adds up over the samples as well: what has to stand before it?"""
        dz = (sigmoid(X @ w + b) - y) / len(y)
        return (X * dz).sum(axis=0), dz.sum()

    samples_times_the_errors = spelled(
        samples_times_the_errors,
        lambda X, y, w, b: (X * (dz := (sigmoid(X @ w + b) - y) / len(y)), dz.sum()),
        lambda X, y, w, b: (np.mean(X * (e := sigmoid(X @ w + b) - y), axis=0), e.mean()),
    )

    def one_gradient_a_sample(X, y, w, b):
        """dw has numbers for every sample: `*` multiplies, but does not add up. All samples pull
        on the same weights: sum over them, as `@` does."""
        dz = (sigmoid(X @ w + b) - y) / len(y)
        return X * dz[:, None], dz.sum()

    one_gradient_a_sample = spelled(
        one_gradient_a_sample,
        lambda X, y, w, b: (X.T * (dz := (sigmoid(X @ w + b) - y) / len(y)), dz.sum()),
        *[
            lambda X, y, w, b, n=n, t=t: (X * (z := (sigmoid(X @ w + b) - y) / n(y))[:, None], t(z))
            for n, t in [(len, np.array), (np.ndim, np.sum), (np.ndim, np.array)]
        ],
    )

    def db_not_summed(X, y, w, b):
        """db has an entry for every sample. All samples share one bias: sum over them."""
        dz = (sigmoid(X @ w + b) - y) / len(y)
        return X.T @ dz, dz

    def db_first(X, y, w, b):
        """The two results come in the wrong order: first dw, then db."""
        return sigmoid_unit.sigmoid_unit_grad(X, y, w, b)[::-1]

    def only_dw(X, y, w, b):
        """Only one array comes back. Return two things, dw and db, separated by a comma."""
        return sigmoid_unit.sigmoid_unit_grad(X, y, w, b)[0]

    def added_up_over_the_features(X, y, w, b):
        """dw is a single number: its entries have been added up. Each weight has a slope of its
        own."""
        dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, w, b)
        return dw.sum(), db

    def the_step_already(X, y, w, b):
        """These are weights and bias after a step. Return the gradients themselves; the step is
        a later task."""
        dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, w, b)
        return w - dw, b - db

    def sizes_of_the_errors(X, y, w, b):
        """The errors have lost their signs. Probability minus label is negative for a missed
        yes, and has to be."""
        return from_scores(X, np.abs(sigmoid(X @ w + b) - y) / len(y))

    def errors_squared(X, y, w, b):
        """The errors are squared, as in a loss. The gradient with respect to the score is
        probability minus label, without a square."""
        return from_scores(X, (sigmoid(X @ w + b) - y) ** 2 / len(y))

    def a_factor_of_two(X, y, w, b):
        """dw is twice as large as it should be. A factor of 2 comes of a square, and the cross-
        entropy has none."""
        return from_scores(X, 2 * (sigmoid(X @ w + b) - y) / len(y))

    def by_way_of_the_probability(X, y, w, b):
        """On paper the slope of the sigmoid cancels. Here it is divided by and multiplied with,
        and where the unit is quite sure it is 0, and 0 / 0 is NaN. Cancel it first: `a - y`."""
        a = sigmoid(X @ w + b)
        return from_scores(X, (a - y) / (a * (1 - a)) * a * (1 - a) / len(y))

    def means_multiplied(X, y, w, b):
        """The mean feature is multiplied with the mean error. Multiply within each sample
        first, then take the mean of the products."""
        error = np.mean(sigmoid(X @ w + b) - y)
        return np.mean(X, axis=0) * error, error

    def as_a_column(X, y, w, b):
        """dw is a column of shape (D, 1). It should have the shape of w, (D,)."""
        dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, w, b)
        return dw.reshape(-1, 1), db

    def last_sample_only(X, y, w, b):
        """Only the last sample counts: each one overwrites what the ones before have given. Add
        up with `+=`."""
        error = sigmoid(X[-1] @ w + b) - y[-1]
        return error * X[-1] / len(X), error / len(X)

    def probabilities_for_errors(X, y, w, b):
        """dw is made of the probabilities, and y plays no part in it. It takes dz, probability
        minus label, divided by N."""
        a = sigmoid(X @ w + b)
        return X.T @ a, (a - y).mean()

    def sign_of_the_bias(X, y, w, b):
        """The bias has the wrong sign: it's added to the score. (If you write the sigmoid out, the
        minus in `-X @ w + b` turns only the product.)"""
        return from_scores(X, (sigmoid(X @ w - b) - y) / len(y))

    def infinity_by_infinity(X, y, w, b):
        """Right for small scores, but near 1000 your sigmoid divides infinity by infinity,
        which is NaN. Use the chapter's `sigmoid`."""
        E = np.exp(X @ w + b)
        return from_scores(X, (E / (1 + E) - y) / len(y))

    def wrong_sign_and_no_mean(X, y, w, b):
        """Two things: the sign of dw is wrong, it is probability minus label; and dw is N times
        too large, since the loss is a mean over the samples."""
        return from_scores(X, y - sigmoid(X @ w + b))

    def a_tiny_number_in_the_denominator(X, y, w, b):
        """On paper the slope of the sigmoid cancels. Here it is divided by, with a tiny number
        added, and multiplied with, so a unit that is wrong and sure learns nothing. Cancel it
        first: `a - y`."""
        return _by_way_of_the_probability(1e-10)(X, y, w, b)

    a_tiny_number_in_the_denominator = spelled(
        a_tiny_number_in_the_denominator,
        *map(_by_way_of_the_probability, (1e-7, 1e-8, 1e-9, 1e-12, 1e-15)),
    )

    def summed_over_the_features(X, y, w, b):
        """dw has an entry for each sample: it is summed over the features. Each weight is to
        have one, so sum over the samples."""
        _, db = sigmoid_unit.sigmoid_unit_grad(X, y, w, b)
        return np.sum(X * (sigmoid(X @ w + b) - y)[:, None] / len(y), axis=1), db

    def db_as_an_array(X, y, w, b):
        """dw is right, but db is an array with one number in it. The bias is a number, and so is
        its gradient."""
        dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, w, b)
        return dw, np.array([db])

    def features_overwritten(X, y, w, b):
        """The result is right, but the caller's samples have been changed, which is what `X *=
        …` does. `X * …` makes a new array."""
        dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, w, b)
        X *= ((sigmoid(X @ w + b) - y) / len(y))[:, None]
        return dw, db

    def squeezed(X, y, w, b):
        """Right for several features, but with a single one dw has lost its axis to `squeeze`.
        It has the shape of w, (D,)."""
        dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, w, b)
        return np.squeeze(dw), db

    def measured(X, y, w, b):
        """The gradient is measured by small steps of the loss. Where the unit is wrong and quite
        sure, the loss is infinite and gives no slope. Use the formula: `a - y` is right there as
        well."""
        return _measured(1e-5)(X, y, w, b)

    measured = spelled(measured, *map(_measured, (1e-3, 1e-4, 1e-6, 1e-7)))

    def db_the_sum_of_dw(X, y, w, b):
        """dw is right, but db is made of dw. It is the sum of dz: the input of the bias is 1 for
        every sample."""
        dw, _ = sigmoid_unit.sigmoid_unit_grad(X, y, w, b)
        return dw, dw.sum()

    def only_mistakes_count(X, y, w, b):
        """Samples that the unit answers rightly count nothing here, as in Rosenblatt's rule.
        Every sample pulls, by probability minus label."""
        a = sigmoid(X @ w + b)
        return from_scores(X, np.where((a > 0.5) == (y == 1), 0, a - y) / len(y))

    def clipped(X, y, w, b):
        """The probabilities are kept away from 0 and 1, so a quite sure unit has a wrong
        gradient. Take them as they are: no logarithm is needed here."""
        return from_scores(X, (np.clip(sigmoid(X @ w + b), 0.01, 0.99) - y) / len(y))

    clipped = spelled(
        clipped,
        lambda X, y, w, b: from_scores(
            X, (np.clip(sigmoid(X @ w + b), 1e-3, 1 - 1e-3) - y) / len(y)
        ),
    )


@exercise.right
class Variants:
    def by_means(X, y, w, b):
        """Means over the samples instead of a product: it shows each sample's pull, in a table
        of shape (N, D) that `X.T @ dz` never makes."""
        error = sigmoid(X @ w + b) - y
        return np.mean(X * error[:, None], axis=0), np.mean(error)

    def into_zeros(X, y, w, b):
        dw, db = np.zeros_like(w), 0.0
        for x, label in zip(X, y, strict=True):
            error = sigmoid(x @ w + b) - label
            dw += error * x / len(X)
            db += error / len(X)
        return dw, db

    def from_the_textbook(X, y, w, b):
        """A vector may stand on either side: `error @ X` needs no transposed X."""
        error = sigmoid(np.dot(X, w) + b) - y
        return np.dot(error, X) / X.shape[0], float(np.sum(error) / X.shape[0])
