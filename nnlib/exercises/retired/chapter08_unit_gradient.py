"""A repair: the unit's gradient is divided by its features."""

import numpy as np

from nnlib.by_hand import sigmoid_unit
from nnlib.exercises._helpers import first, second
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32, reaches
from nnlib.functions.activations import sigmoid
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="08-unit-gradient",
    title="Repair the unit's gradient",
    minutes=3,
    difficulty=2,
    points=2,
    reference=sigmoid_unit.sigmoid_unit_grad,
    hints=(
        "The direction is right and the length is wrong: look for a division, or for one that is "
        "missing.",
        "You have seen by which factor it is wrong with 6 samples of 3 features. Which two numbers "
        "have that quotient, and are equal for 3 samples of 3 features?",
        "The loss is a mean. A mean over what? Both dw and db inherit their 1/N from one place.",
    ),
    why="""The loss is a mean over the samples, so its gradient carries `1/N`. The found
code divides by `len(w)`, the number of features. With N = D nobody can see the difference;
otherwise every step is N/D times as long as the learning rate says. On 60 samples of 2
features that is 30 times, which a careful choice of the learning rate hides, until the batch
changes.""",
    promises={
        "a batch": batch("X"),
        "a batch of one": batch_of_one("X"),
        "float32": float32("X"),
        "scores far from 0": reaches("w", 1000),
        "more samples than features": array_where("X", lambda X: len(X) > X.shape[1]),
        "fewer samples than features": array_where("X", lambda X: len(X) < X.shape[1]),
    },
    survivors={
        "x @ w -> w @ x": "the order of the two does not matter",
    },
)


@exercise.cases
def _(rng):
    def draw(N, D, dtype=np.float64):
        X, w = (rng.normal(size=size).round(1).astype(dtype) for size in [(N, D), D])
        return {"X": X, "y": np.arange(N) % 2, "w": w, "b": dtype(0.5)}

    whole = {"X": np.array([[1.0, 0, 2], [0, 3, 1]]), "y": np.array([1, 0])}
    far = np.array([1000.0, -1000.0])
    rows = [
        ("whole numbers", {**whole, "w": np.array([1.0, -1, 0]), "b": -1.0}),
        ("6 samples of 3 features", draw(6, 3)),
        ("2 samples of 5 features", draw(2, 5)),
        ("a batch of one", draw(1, 4)),
        ("as many samples as features", draw(3, 3)),
        ("float32", draw(7, 2, np.float32)),
        ("scores far from 0", {"X": np.eye(2), "y": np.ones(2, int), "w": far, "b": 0.0}),
    ]
    for label, args in rows:
        yield Case(label, args, first, "dw")
        yield Case(label, args, second, "db")


@exercise.broken(
    "With as many samples as features it is right. Otherwise the whole gradient is too long or too "
    "short by one and the same factor."
)
def sigmoid_unit_grad(X, y, w, b):
    """Gradients of the binary cross-entropy of a sigmoid unit.

    Parameters
    ----------
    X : array (N, D)
        Samples.
    y : array (N,) of 0 and 1
        Labels.
    w : array (D,)
        Weights.
    b : float
        Bias.

    Returns
    -------
    dw : array (D,)
    db : float
    """
    A = sigmoid(X @ w + b)  # (N,)
    dZ = (A - y) / len(w)  # (N,)
    return X.T @ dZ, dZ.sum()


def _divided(X, y, w, b, dw_by, db_by):
    """The gradient with these divisors for its two parts."""
    error = sigmoid(X @ w + b) - y
    return X.T @ error / dw_by, error.sum() / db_by


FIXED = (2, 3, 4, 5, 6, 8, 10, 100)


def _wrong_divisor(what, divisor):
    def wrong_divisor(X, y, w, b):
        error = (sigmoid(X @ w + b) - y) / divisor(X, y)
        return X.T @ error, error.sum()

    wrong_divisor.__doc__ = f"""The division is by {what}. The mean is over the samples: how many
    rows has X?"""
    return wrong_divisor


@exercise.wrong
class Mistakes:
    def only_dw_repaired(X, y, w, b):
        """dw is right now, db is not: it is still wrong by the old factor."""
        return _divided(X, y, w, b, len(X), len(w))

    def only_db_repaired(X, y, w, b):
        """db is right now, dw is not: it is still wrong by the old factor."""
        return _divided(X, y, w, b, len(w), len(X))

    def not_divided(X, y, w, b):
        """The wrong division is gone, but a mean needs one: for N samples this is N times too
        long."""
        return _divided(X, y, w, b, 1, 1)

    def divided_by_both(X, y, w, b):
        """Now both numbers divide, that of the features and that of the samples. One of them
        should."""
        return _divided(X, y, w, b, X.size, X.size)

    def factor_inverted(X, y, w, b):
        """The factor has moved to the other side: for N samples the gradient is a mean, not
        longer."""
        return _divided(X, y, w, b, 1 / len(X), 1 / len(X))

    def divided_twice(X, y, w, b):
        """The number of samples divides twice. Once is enough."""
        return _divided(X, y, w, b, len(X) ** 2, len(X) ** 2)

    def mean_of_a_mean(X, y, w, b):
        """dw is right, but db is divided by the number of samples twice."""
        return _divided(X, y, w, b, len(X), len(X) ** 2)

    def downhill(X, y, w, b):
        """The sign is turned round: this gradient points downhill."""
        dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, w, b)
        return -dw, -db

    def db_not_divided(X, y, w, b):
        """dw is right. In db the division is missing: the bias's gradient is a mean as well."""
        return _divided(X, y, w, b, len(X), 1)

    def dw_not_divided(X, y, w, b):
        """In dw a division is missing: the gradient of a mean loss is a mean as well."""
        return _divided(X, y, w, b, 1, len(X))

    def dw_divided_twice(X, y, w, b):
        """dw is divided by the number of samples twice. Once is enough."""
        return _divided(X, y, w, b, len(X) ** 2, len(X))

    def one_sample_fewer(X, y, w, b):
        """The division is by one less than the number of samples. That belongs to a variance; a
        mean divides by N."""
        return _divided(X, y, w, b, max(len(X) - 1, 1), max(len(X) - 1, 1))

    def twice_as_long(X, y, w, b):
        """Everything is twice as long as it should be. A factor of 2 comes with a squared error,
        and the loss here is the cross-entropy."""
        return _divided(X, y, w, b, len(X) / 2, len(X) / 2)

    def slope_of_sigmoid(X, y, w, b):
        """A factor A (1 - A) has come in. It belongs to the squared error; with the cross-entropy
        it has cancelled, and the found code is right there."""
        A = sigmoid(X @ w + b)
        dZ = (A - y) * A * (1 - A) / len(X)
        return X.T @ dZ, dZ.sum()

    def db_not_added_up(X, y, w, b):
        """db is one number for each sample. They all move the same bias: add them up."""
        dZ = (sigmoid(X @ w + b) - y) / len(X)
        return X.T @ dZ, dZ

    def dw_alone(X, y, w, b):
        """Only one thing comes back. Return both, dw and db."""
        return sigmoid_unit.sigmoid_unit_grad(X, y, w, b)[0]

    def without_transpose(X, y, w, b):
        """X is not transposed in dw, and the shapes do not fit: that product was right in the found
        code."""
        dZ = (sigmoid(X @ w + b) - y) / len(X)
        return X @ dZ, dZ.sum()

    def without_sigmoid(X, y, w, b):
        """The sigmoid is gone: the labels are taken off the scores. That line was right in the
        found code."""
        dZ = (X @ w + b - y) / len(X)
        return X.T @ dZ, dZ.sum()

    def answers_for_probabilities(X, y, w, b):
        """The unit's answers, 0 or 1, stand where its probabilities belong. That line was right in
        the found code."""
        dZ = ((X @ w + b > 0) - y) / len(X)
        return X.T @ dZ, dZ.sum()

    def means_of_the_samples(X, y, w, b):
        """dw has a number for each sample: the mean runs over the features. It should run over the
        samples, and leave a number for each weight."""
        error = sigmoid(X @ w + b) - y
        return np.mean(X.T * error, axis=0), error.mean()

    def without_bias(X, y, w, b):
        """The bias is missing in the score."""
        return sigmoid_unit.sigmoid_unit_grad(X, y, w, 0.0)

    def one_fewer_and_nothing(X, y, w, b):
        """The division is by one less than the number of samples, which for a single one is 0. A
        mean divides by N."""
        error = (sigmoid(X @ w + b) - y) / (len(X) - 1)
        return X.T @ error, error.sum()

    def db_in_an_array(X, y, w, b):
        """db is an array with one number in it. The bias is a number, and so is its gradient: leave
        out `keepdims`."""
        dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, w, b)
        return dw, np.array([db])

    def db_first(X, y, w, b):
        """The two gradients come in the wrong order: first dw, then db."""
        return sigmoid_unit.sigmoid_unit_grad(X, y, w, b)[::-1]

    def only_the_labels_divided(X, y, w, b):
        """Only the labels are divided: division comes before subtraction. Put the difference into
        parentheses."""
        error = sigmoid(X @ w + b) - y / len(X)
        return X.T @ error, error.sum()

    def floor_division(X, y, w, b):
        """`//` cuts the digits after the point off, so every error becomes 0 or -1. Divide with
        `/`."""
        error = (sigmoid(X @ w + b) - y) // len(X)
        return X.T @ error, error.sum()

    def exponentials_that_overflow(X, y, w, b):
        """Far from 0 the exponential overflows, and infinity over infinity is not a number.
        `sigmoid` was right: only the divisor needs a repair."""
        e = np.exp(X @ w + b)
        error = (e / (1 + e) - y) / len(X)
        return X.T @ error, error.sum()

    def step_taken(X, y, w, b):
        """The gradient is right, but the step was taken too, in the caller's w. Hand the gradient
        back; the step comes later."""
        dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, w, b)
        w -= 0.1 * dw
        return dw, db

    wrong_divisor = (
        _wrong_divisor("the number of ones among the labels", lambda X, y: np.sum(y)),
        _wrong_divisor("the number of different labels", lambda X, y: len(np.unique(y))),
        _wrong_divisor("the longer side of X", lambda X, y: max(X.shape)),
        *(_wrong_divisor("the same number, whatever comes in", lambda X, y, n=n: n) for n in FIXED),
    )


@exercise.right
class Variants:
    def by_means(X, y, w, b):
        """`X * error[:, None]` holds the gradient of every single sample as a row, and the mean
        over the rows is that of the batch. The product with X does both at once and needs no such
        table."""
        error = sigmoid(X @ w + b) - y
        return np.mean(X * error[:, None], axis=0), np.mean(error)

    def into_zeros(X, y, w, b):
        """Each sample adds its part, already divided by N. It is the definition spelled out, and
        slow for many samples."""
        dw, db = np.zeros_like(w), 0.0
        for x, label in zip(X, y, strict=True):
            dz = (sigmoid(x @ w + b) - label) / len(X)
            dw += dz * x
            db += dz
        return dw, db

    def with_shape(X, y, w, b):
        N, _ = X.shape
        dZ = (1 / (1 + np.exp(-(np.dot(X, w) + b))) - y) / N
        return dZ @ X, float(sum(dZ))
