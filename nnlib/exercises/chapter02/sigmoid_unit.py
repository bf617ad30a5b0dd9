"""A unit as a class: its probabilities and its step downhill."""

import numpy as np

from nnlib.by_hand import sigmoid_unit
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32
from nnlib.exercises.chapter02._wrong_steps import WrongSteps
from nnlib.functions.activations import sigmoid
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
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
    atol=1e-9,  # so that a probability of 1e-7 is none of 0
    promises={
        "scores of ±1000": array_where("X", lambda X: {-1000, 1000} <= {*X[:, 0]}),
        "a batch": batch("X"),
        "a batch of one": batch_of_one("X"),
        "a bias": array_where("b", lambda b: b != 0),
        "a small learning rate": array_where("learning_rate", lambda rate: rate < 1),
        "a large learning rate": array_where("learning_rate", lambda rate: rate > 1),
        "float32": float32("X"),
    },
    survivors={
        **dict.fromkeys(
            [
                "self.b = self.b - learning_rate * db -> self.b -= learning_rate * db",
                "self.w = self.w - learning_rate * dw -> self.w -= learning_rate * dw",
                "self.w = self.w - learning_rate * (error @ X) / len(X) -> "
                "self.w -= learning_rate * (error @ X) / len(X)",
            ],
            "the unit has made an array of its own",
        )
    },
    why="""`predict_proba` is the score through the sigmoid. `step` takes both gradients at one
place before it moves anything: were w moved first, the gradient of b would belong to another
point. The gradient points uphill, hence the minus. The learning rate says how far to trust a
slope that is exact only here: too small and learning is slow, too large and the step jumps
over the valley.""",
)


def _probabilities(SigmoidUnit, w, b, X):
    unit = SigmoidUnit(w, b)
    SigmoidUnit(1 - w, 1 - b)  # another unit must leave no trace
    return unit.predict_proba(X)


def _after_steps(name, n_steps=1):
    """A use that takes steps and looks at the unit's weights or bias."""

    def use(SigmoidUnit, w, b, X, y, learning_rate):
        unit = SigmoidUnit(w, b)
        other = SigmoidUnit(1 - w, 1 - b)
        other.step(X, 1 - y, learning_rate)
        for _ in range(n_steps):
            unit.step(X, y, learning_rate)
        return getattr(unit, name)

    return use


@exercise.cases
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
    X = np.array([[1000.0, 1], [-1000, 2], [-12, 2]])
    sure = {"w": np.array([1.0, 0.5]), "b": -1.0, "X": X}
    rows.append(("scores near ±1000", {**sure, "y": np.array([1, 0, 1]), "learning_rate": 0.5}))
    for label, args in rows:
        given = {name: args[name] for name in ("w", "b", "X")}
        yield Case(label, given, _probabilities, "unit.predict_proba(X)", "predict_proba")
        after = "after unit.step(X, y, learning_rate)"
        yield Case(label, args, _after_steps("w"), f"unit.w {after}", "w")
        yield Case(label, args, _after_steps("b"), f"unit.b {after}", "b")
        yield Case(label, args, _after_steps("w", 2), "unit.w after two steps", "w")


_Unit = sigmoid_unit.SigmoidUnit


def _clipped(least):
    class Unit(_Unit):
        def predict_proba(self, X):
            return np.clip(super().predict_proba(X), least, 1 - least)

    return Unit


@exercise.wrong
class Mistakes:
    class without_bias(_Unit):
        """The bias is missing in the score."""

        def predict_proba(self, X):
            return sigmoid(X @ self.w)

    class gives_scores(_Unit):
        """These are scores. Send them through the sigmoid to get probabilities."""

        def predict_proba(self, X):
            return X @ self.w + self.b

    class gives_labels(_Unit):
        """These are labels, 0 and 1. Probabilities are wanted: take the sigmoid."""

        def predict_proba(self, X):
            return self.predict(X)

    class products_not_added_up(_Unit):
        """There is a probability for each *feature*: `*` multiplies, but does not add up. `@`
        gives each sample one score."""

        def predict_proba(self, X):
            return sigmoid(X * self.w + self.b)

    class one_for_the_batch(_Unit):
        """This is a single number for the whole batch. Each sample has a probability of its
        own: leave the mean out."""

        def predict_proba(self, X):
            return np.mean(super().predict_proba(X))

    class two_columns(_Unit):
        """There are two columns, for no and for yes, as in some libraries. Here the probability
        of label 1 is wanted alone, one number for each sample."""

        def predict_proba(self, X):
            A = super().predict_proba(X)
            return np.column_stack([1 - A, A])

    class probability_of_no(_Unit):
        """These are the probabilities of label 0. The unit gives those of label 1,
        `sigmoid(score)`."""

        def predict_proba(self, X):
            return 1 - super().predict_proba(X)

    class weights_first(_Unit):
        """The product is the wrong way round. The features have to meet: X (N, D) first, then w
        (D,)."""

        def predict_proba(self, X):
            return sigmoid(self.w @ X + self.b)

    class forgot_self_in_the_score(_Unit):
        """The unit's own weights are `self.w` and `self.b`, in `predict_proba` too. Without
        `self.` Python looks for a variable w outside of the unit."""

        def predict_proba(self, X):
            return sigmoid(X @ w + b)  # noqa: F821

    class sign_of_the_bias(_Unit):
        """The bias has the wrong sign in the exponent: `-X @ w + b` turns only the product. Put
        the score in parentheses, then the minus in front."""

        def predict_proba(self, X):
            return 1 / (1 + np.exp(-X @ self.w + self.b))

    class unit_keeps_the_callers_weights(_Unit):
        """The result is right, but the caller's weights have been changed: the unit keeps the
        caller's array and moves it. `np.array` in `__init__` makes a copy of its own."""

        def __init__(self, w, b=0.0):
            self.w, self.b = np.asarray(w, dtype=float), float(b)

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.w -= learning_rate * dw
            self.b -= learning_rate * db

    class a_column(_Unit):
        """The probabilities stand in a column, of shape (N, 1). With w as it is, (D,), the
        product has the shape (N,)."""

        def predict_proba(self, X):
            return super().predict_proba(X)[:, None]

    class shared_by_all_units(_Unit):
        """Two units share their weights, so the last one that was made or trained decides for
        both. Keep them in the object, `self.w`, not in the class."""

        def __init__(self, w, b=0.0):
            type(self).w, type(self).b = np.array(w, dtype=float), float(b)

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            type(self).w, type(self).b = self.w - learning_rate * dw, self.b - learning_rate * db

    class starts_without_bias(_Unit):
        """The bias to start from is lost: the unit starts at 0. `__init__` is given as it should
        be."""

        def __init__(self, w, b=0.0):
            super().__init__(w)

    class starts_at_zero(_Unit):
        """The weights to start from are lost: the unit starts at 0. `__init__` is given as it
        should be."""

        def __init__(self, w, b=0.0):
            super().__init__(0 * np.array(w), b)

    class clipped(_Unit):
        """The probabilities are kept away from 0 and 1, or the scores are. Return the sigmoid of
        the score as it is."""

        def predict_proba(self, X):
            return np.clip(super().predict_proba(X), 1e-3, 1 - 1e-3)

    clipped = spelled(clipped, *map(_clipped, (0.1, 0.01, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8)))

    class infinity_by_infinity(_Unit):
        """Right for small scores, but near 1000 this divides infinity by infinity, which is NaN.
        Use the chapter's `sigmoid`."""

        def predict_proba(self, X):
            E = np.exp(X @ self.w + self.b)
            return E / (1 + E)

    class tanh_for_sigmoid(_Unit):
        """This is tanh, which runs from -1 to 1. A probability runs from 0 to 1: take the
        sigmoid."""

        def predict_proba(self, X):
            return np.tanh(X @ self.w + self.b)

    class shares_over_the_batch(_Unit):
        """The probabilities sum to 1 over the batch, as shares. Each sample has one of its own:
        the sigmoid of its score."""

        def predict_proba(self, X):
            E = np.exp(X @ self.w + self.b - np.max(X @ self.w + self.b))
            return E / np.sum(E)


exercise.wrong(WrongSteps)


@exercise.right
class Variants:
    class in_place(_Unit):
        def predict_proba(self, X):
            return 1 / (1 + np.exp(-(np.dot(X, self.w) + self.b)))

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.w -= learning_rate * dw
            self.b -= learning_rate * db

    class without_the_function(_Unit):
        def step(self, X, y, learning_rate):
            error = self.predict_proba(X) - y
            self.b -= learning_rate * error.mean()
            self.w = self.w - learning_rate * (error @ X) / len(X)
            return self
