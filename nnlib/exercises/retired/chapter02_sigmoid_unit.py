"""A unit as a class: its probabilities and its step downhill."""

import numpy as np

from nnlib.by_hand import sigmoid_unit
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32
from nnlib.exercises.retired._chapter02_units import (
    Plain,
    at_rates,
    cut_off,
    moving,
    saying,
    sigmoid_unit_grad,
)
from nnlib.functions.activations import sigmoid
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="02-sigmoid-unit",
    title="A unit that learns",
    minutes=6,
    difficulty=2,
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
        f"{change} = {change} - {step} -> {change} -= {step}": "the unit has an array of its own"
        for change, step in [
            ("self.b", "learning_rate * db"),
            ("self.w", "learning_rate * dw"),
            ("self.w", "learning_rate * (error @ X) / len(X)"),
        ]
    },
    why="""`predict_proba` is the score through the sigmoid. `step` takes both gradients at one
place before it moves anything: were w moved first, the gradient of b would belong to another
point. The gradient points uphill, hence the minus. The learning rate says how far to trust a
slope that is exact only where the unit stands.""",
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
        yield Case(label, args, _after_steps("w", 2), "the second step", "the second step")


@exercise.wrong
class Mistakes:
    class without_bias(saying(lambda unit, X: sigmoid(X @ unit.w))):
        """The bias is missing in the score."""

    class gives_scores(saying(lambda unit, X: X @ unit.w + unit.b)):
        """These are scores. Send them through the sigmoid to get probabilities."""

    class gives_labels(saying(lambda unit, X: unit.predict(X))):
        """These are labels, 0 and 1. Probabilities are wanted: take the sigmoid."""

    class products_not_added_up(saying(lambda unit, X: sigmoid(X * unit.w + unit.b))):
        """There is a probability for each *feature*: `*` multiplies, but does not add up. `@`
        gives each sample one score."""

    class one_for_the_batch(saying(lambda unit, X: np.mean(sigmoid(X @ unit.w + unit.b)))):
        """This is a single number for the whole batch. Each sample has a probability of its
        own: leave the mean out."""

    class two_columns(Plain):
        """There are two columns, for no and for yes, as in some libraries. Here the probability
        of label 1 is wanted alone, one number for each sample."""

        def predict_proba(self, X):
            A = super().predict_proba(X)
            return np.column_stack([1 - A, A])

    class probability_of_no(saying(lambda unit, X: sigmoid(-X @ unit.w - unit.b))):
        """These are the probabilities of label 0. The unit gives those of label 1,
        `sigmoid(score)`."""

    class weights_first(saying(lambda unit, X: sigmoid(unit.w @ X + unit.b))):
        """The product is the wrong way round. The features have to meet: X (N, D) first, then w
        (D,)."""

    class forgot_self_in_the_score(Plain):
        """The unit's own weights are `self.w` and `self.b`, in `predict_proba` too. Without
        `self.` Python looks for a variable w outside of the unit."""

        def predict_proba(self, X):
            return sigmoid(X @ w + b)  # noqa: F821

    class sign_of_the_bias(saying(lambda unit, X: 1 / (1 + np.exp(-X @ unit.w + unit.b)))):
        """The bias has the wrong sign in the exponent: `-X @ w + b` turns only the product. Put
        the score in parentheses, then the minus in front."""

    class unit_keeps_the_callers_weights(Plain):
        """The result is right, but the caller's weights have been changed: the unit keeps the
        caller's array and moves it. `np.array` in `__init__` makes a copy of its own."""

        def __init__(self, w, b=0.0):
            self.w, self.b = np.asarray(w, dtype=float), float(b)

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit_grad(X, y, self.w, self.b)
            self.w -= learning_rate * dw
            self.b -= learning_rate * db

    class a_column(saying(lambda unit, X: sigmoid(X @ unit.w + unit.b)[:, None])):
        """The probabilities stand in a column, of shape (N, 1). With w as it is, (D,), the
        product has the shape (N,)."""

    class shared_by_all_units(Plain):
        """Two units share their weights, so the last one that was made or trained decides for
        both. Keep them in the object, `self.w`, not in the class."""

        def __init__(self, w, b=0.0):
            type(self).w, type(self).b = np.array(w, dtype=float), float(b)

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit_grad(X, y, self.w, self.b)
            type(self).w, type(self).b = self.w - learning_rate * dw, self.b - learning_rate * db

    class clipped(cut_off(1e-3)):
        """The probabilities are kept away from 0 and 1, or the scores are. Return the sigmoid of
        the score as it is."""

    clipped = spelled(clipped, *map(cut_off, (0.1, 0.01, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8)))

    class infinity_by_infinity(Plain):
        """Right for small scores, but near 1000 this divides infinity by infinity, which is NaN.
        Use the chapter's `sigmoid`."""

        def predict_proba(self, X):
            E = np.exp(X @ self.w + self.b)
            return E / (1 + E)

    class bias_without_a_learning_rate(moving(lambda w, b, dw, db, r: (w - r * dw, b - db))):
        """The weights move rightly, but the learning rate is missing at the bias: its whole
        gradient is subtracted."""

    class bias_uphill(moving(lambda w, b, dw, db, r: (w - r * dw, b + r * db))):
        """The weights move rightly, but the bias walks uphill: its step goes *against* its
        gradient, too."""

    class step_for_the_bias(moving(lambda w, b, dw, db, r: (w - r * dw, -r * db))):
        """The weights move rightly, but the old bias is lost: it is replaced by its step, which
        should be added to it."""

    class bias_divided_again(at_rates(lambda rate, N: rate, lambda rate, N: rate / N)):
        """The weights move rightly, but the step of the bias is divided by the number of
        samples. Its gradient is a mean already."""

    class bias_by_the_sum(at_rates(lambda rate, N: rate, lambda rate, N: rate * N)):
        """The weights move rightly, but the step of the bias is N times too long: its gradient
        is a mean over the samples."""

    class bias_stays(moving(lambda w, b, dw, db, r: (w - r * dw, b))):
        """The weights learn, but the bias stays where it was. It has a gradient too."""

    class weights_uphill(moving(lambda w, b, dw, db, r: (w + r * dw, b - r * db))):
        """The bias moves rightly, but the weights walk uphill: their step goes *against* their
        gradient, too."""

    class weights_stay(moving(lambda w, b, dw, db, r: (w, b - r * db))):
        """The bias learns, but the weights are as they were before the step. What stands in a
        variable of the method is lost when it ends: keep it in `self.w`."""

    class weights_divided_again(at_rates(lambda rate, N: rate / N, lambda rate, N: rate)):
        """The bias moves rightly, but the step of the weights is divided by the number of samples.
        Their gradient is a mean already."""

    class gradient_of_two_places(Plain):
        """The bias moves by a gradient taken *after* the weights had moved. Take both gradients
        first, then move."""

        def step(self, X, y, learning_rate):
            dw, _ = sigmoid_unit_grad(X, y, self.w, self.b)
            self.w = self.w - learning_rate * dw
            _, db = sigmoid_unit_grad(X, y, self.w, self.b)
            self.b = self.b - learning_rate * db

    class uphill(at_rates(lambda rate, N: -rate)):
        """The unit walks uphill, and its loss grows: the step goes *against* the gradient."""

    class without_a_learning_rate(at_rates(lambda rate, N: 1)):
        """The learning rate is missing: the whole gradient is subtracted."""

    class nothing_kept(moving(lambda w, b, dw, db, r: (w, b))):
        """The weights are as they were before the step. They have to learn, too; and a new value
        that stands in a variable is lost when the method ends: keep it in the unit."""

    class step_for_place(moving(lambda w, b, dw, db, r: (-r * dw, -r * db))):
        """The old weights are lost: they are replaced by the step. The step is *added* to where
        the unit was."""

    class divided_again(at_rates(lambda rate, N: rate / N)):
        """The step is divided by the number of samples, but the gradient is a mean already."""

    class step_of_the_sum(at_rates(lambda rate, N: rate * N)):
        """The step is N times too long: the loss is a mean over the samples, so its gradient is
        one too."""

    class a_fixed_rate(at_rates(lambda rate, N: 0.1)):
        """The step does not ask for its learning rate: it is always 0.1. Use the argument."""

    class gradients_exchanged(moving(lambda w, b, dw, db, r: (w - r * db, b - r * dw))):
        """The two gradients are exchanged: `sigmoid_unit_grad` returns dw first, then db."""

    class rate_at_the_weights(moving(lambda w, b, dw, db, r: (w * r - dw, b * r - db))):
        """The learning rate multiplies the old weights. It belongs to the gradient: old weights
        minus rate times gradient."""

    class rate_of_everything(moving(lambda w, b, dw, db, r: (r * (w - dw), r * (b - db)))):
        """The learning rate multiplies the old weights as well. Only the gradient is multiplied
        by it: mind the parentheses."""

    class error_of_the_answers(Plain):
        """The step takes its error from the answers 0 and 1, as Rosenblatt's rule does. Use
        `sigmoid_unit_grad`, which takes the probabilities."""

        def step(self, X, y, learning_rate):
            error = self.predict(X) - y
            self.w = self.w - learning_rate * X.T @ error / len(X)
            self.b = self.b - learning_rate * error.mean()

    class sample_by_sample(Plain):
        """A step is taken for each sample in turn. One step of formula (2.7) uses the gradient
        of the whole batch, once."""

        def step(self, X, y, learning_rate):
            for n in range(len(X)):
                super().step(X[n : n + 1], y[n : n + 1], learning_rate)

    class forgot_self(Plain):
        """The unit's own weights are `self.w` and `self.b`. Without `self.` Python looks for a
        variable w outside of the unit."""

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit_grad(X, y, w, b)  # noqa: F821
            self.w, self.b = self.w - learning_rate * dw, self.b - learning_rate * db

    class gradient_for_place(moving(lambda w, b, dw, db, r: (dw, db))):
        """The weights have become the gradient itself. A step subtracts rate times gradient
        from the old weights."""

    class gradient_of_b_for_all(moving(lambda w, b, dw, db, r: (w - r * db, b - r * db))):
        """The weights move by the gradient of the bias. Each weight has a gradient of its own:
        dw."""

    class learns_from_its_own_answers(Plain):
        """The unit compares itself with its own answers. The labels y are what it learns from."""

        def step(self, X, y, learning_rate):
            super().step(X, self.predict(X), learning_rate)

    class bias_first(Plain):
        """The weights move by a gradient taken *after* the bias had moved. Take both gradients
        first, then move."""

        def step(self, X, y, learning_rate):
            _, db = sigmoid_unit_grad(X, y, self.w, self.b)
            self.b = self.b - learning_rate * db
            dw, _ = sigmoid_unit_grad(X, y, self.w, self.b)
            self.w = self.w - learning_rate * dw

    class gradients_pile_up(Plain):
        """The first step is right and the second too long: the gradients of earlier steps are
        added to it. Each step takes the gradient at the place where the unit is then, and no
        other."""

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit_grad(X, y, self.w, self.b)
            self.dw = getattr(self, "dw", 0) + dw
            self.db = getattr(self, "db", 0) + db
            self.w, self.b = self.w - learning_rate * self.dw, self.b - learning_rate * self.db

    class gradient_of_the_start(Plain):
        """The first step is right, but the second takes the gradient, or the probabilities, of
        the first again. Compute them anew in each step, with the weights as they are then."""

        def step(self, X, y, learning_rate):
            self.start = getattr(self, "start", (self.w, self.b))
            dw, db = sigmoid_unit_grad(X, y, *self.start)
            self.w, self.b = self.w - learning_rate * dw, self.b - learning_rate * db

    class rate_that_shrinks(Plain):
        """The first step is right, but the second is shorter than its learning rate says.
        Formula (2.7) takes the rate as it is, in every step."""

        def step(self, X, y, learning_rate):
            self.n_steps = getattr(self, "n_steps", 0) + 1
            super().step(X, y, learning_rate / self.n_steps)


@exercise.right
class Variants:
    class in_place(Plain):
        """`-=` makes no new array in each step. It's safe because `__init__` made a copy."""

        def predict_proba(self, X):
            return sigmoid(np.dot(X, self.w) + self.b)

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit_grad(X, y, self.w, self.b)
            self.w -= learning_rate * dw
            self.b -= learning_rate * db

    class without_the_function(Plain):
        """Written out: the probabilities are taken once, so it doesn't matter what moves first."""

        def step(self, X, y, learning_rate):
            error = self.predict_proba(X) - y
            self.b -= learning_rate * error.mean()
            self.w = self.w - learning_rate * (error @ X) / len(X)
            return self
