"""A unit as a class: its probabilities and its step downhill."""

import numpy as np

from nnlib.by_hand import sigmoid_unit
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32
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
    promises={
        "a batch": batch("X"),
        "a batch of one": batch_of_one("X"),
        "a bias": array_where("b", lambda b: b != 0),
        "a small learning rate": array_where("learning_rate", lambda rate: rate < 1),
        "a large learning rate": array_where("learning_rate", lambda rate: rate > 1),
        "float32": float32("X"),
    },
    why="""`predict_proba` is the score through the sigmoid. `step` takes both gradients at one
place before it moves anything: were w moved first, the gradient of b would belong to another
point. The gradient points uphill, hence the minus. The learning rate says how far to trust a
slope that is exact only here: too small and learning is slow, too large and the step jumps
over the valley.""",
)


def _probabilities(SigmoidUnit, w, b, X):
    return SigmoidUnit(w, b).predict_proba(X)


def _after_steps(name, n_steps=1):
    """A use that takes steps and looks at the unit's weights or bias."""

    def use(SigmoidUnit, w, b, X, y, learning_rate):
        unit = SigmoidUnit(w, b)
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
    for label, args in rows:
        given = {name: args[name] for name in ("w", "b", "X")}
        yield Case(label, given, _probabilities, "unit.predict_proba(X)", "predict_proba")
        after = "after unit.step(X, y, learning_rate)"
        yield Case(label, args, _after_steps("w"), f"unit.w {after}", "w")
        yield Case(label, args, _after_steps("b"), f"unit.b {after}", "b")
        yield Case(label, args, _after_steps("w", 2), "unit.w after two steps", "w")


_Unit = sigmoid_unit.SigmoidUnit


@exercise.wrong
class Mistakes:
    class bias_without_a_learning_rate(_Unit):
        """The weights move rightly, but the learning rate is missing at the bias: its whole
        gradient is subtracted."""

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.w, self.b = self.w - learning_rate * dw, self.b - db

    class bias_uphill(_Unit):
        """The weights move rightly, but the bias walks uphill: its step goes *against* its
        gradient, too."""

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.w, self.b = self.w - learning_rate * dw, self.b + learning_rate * db

    class step_for_the_bias(_Unit):
        """The weights move rightly, but the old bias is lost: it is replaced by its step, which
        should be added to it."""

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.w, self.b = self.w - learning_rate * dw, -learning_rate * db

    class bias_divided_again(_Unit):
        """The weights move rightly, but the step of the bias is divided by the number of
        samples. Its gradient is a mean already."""

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.w, self.b = self.w - learning_rate * dw, self.b - learning_rate * db / len(X)

    class bias_by_the_sum(_Unit):
        """The weights move rightly, but the step of the bias is N times too long: its gradient
        is a mean over the samples."""

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.w, self.b = self.w - learning_rate * dw, self.b - learning_rate * db * len(X)

    class bias_stays(_Unit):
        """The weights learn, but the bias stays where it was. It has a gradient too."""

        def step(self, X, y, learning_rate):
            b = self.b
            super().step(X, y, learning_rate)
            self.b = b

    class gradient_of_two_places(_Unit):
        """The bias moves by a gradient taken *after* the weights had moved. Take both gradients
        first, then move."""

        def step(self, X, y, learning_rate):
            dw, _ = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.w = self.w - learning_rate * dw
            _, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.b = self.b - learning_rate * db

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

    class uphill(_Unit):
        """The unit walks uphill, and its loss grows: the step goes *against* the gradient."""

        def step(self, X, y, learning_rate):
            super().step(X, y, -learning_rate)

    class without_a_learning_rate(_Unit):
        """The learning rate is missing: the whole gradient is subtracted."""

        def step(self, X, y, learning_rate):
            super().step(X, y, 1)

    class nothing_kept(_Unit):
        """The weights are as they were before the step. They have to learn, too; and a new value
        that stands in a variable of its own is lost when the method ends: keep it in the unit.
        """

        def step(self, X, y, learning_rate):
            pass

    class step_for_place(_Unit):
        """The old weights are lost: they are replaced by the step. The step is *added* to where
        the unit was."""

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.w, self.b = -learning_rate * dw, -learning_rate * db

    class divided_again(_Unit):
        """The step is divided by the number of samples, but the gradient is a mean already."""

        def step(self, X, y, learning_rate):
            super().step(X, y, learning_rate / len(X))

    class step_of_the_sum(_Unit):
        """The step is N times too long: the loss is a mean over the samples, so its gradient is
        one too."""

        def step(self, X, y, learning_rate):
            super().step(X, y, learning_rate * len(X))

    class a_fixed_rate(_Unit):
        """The step does not ask for its learning rate: it is always 0.1. Use the argument."""

        def step(self, X, y, learning_rate):
            super().step(X, y, 0.1)

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

    class gradients_exchanged(_Unit):
        """The two gradients are exchanged: `sigmoid_unit_grad` returns dw first, then db."""

        def step(self, X, y, learning_rate):
            db, dw = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.w, self.b = self.w - learning_rate * dw, self.b - learning_rate * db

    class rate_at_the_weights(_Unit):
        """The learning rate multiplies the old weights. It belongs to the gradient: old weights
        minus rate times gradient."""

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.w, self.b = self.w * learning_rate - dw, self.b * learning_rate - db

    class rate_of_everything(_Unit):
        """The learning rate multiplies the old weights as well. Only the gradient is multiplied
        by it: mind the parentheses."""

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.w, self.b = learning_rate * (self.w - dw), learning_rate * (self.b - db)

    class error_of_the_answers(_Unit):
        """The step takes its error from the answers 0 and 1, as Rosenblatt's rule does. Use
        `sigmoid_unit_grad`, which takes the probabilities."""

        def step(self, X, y, learning_rate):
            error = self.predict(X) - y
            self.w = self.w - learning_rate * X.T @ error / len(X)
            self.b = self.b - learning_rate * error.mean()

    class sample_by_sample(_Unit):
        """A step is taken for each sample in turn. One step of formula (2.8) uses the gradient
        of the whole batch, once."""

        def step(self, X, y, learning_rate):
            for n in range(len(X)):
                super().step(X[n : n + 1], y[n : n + 1], learning_rate)

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

    class forgot_self(_Unit):
        """The unit's own weights are `self.w` and `self.b`. Without `self.` Python looks for a
        variable w outside of the unit."""

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, w, b)  # noqa: F821
            self.w, self.b = self.w - learning_rate * dw, self.b - learning_rate * db

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

    class gradient_for_place(_Unit):
        """The weights have become the gradient itself. A step subtracts rate times gradient
        from the old weights."""

        def step(self, X, y, learning_rate):
            self.w, self.b = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)

    class gradient_of_b_for_all(_Unit):
        """The weights move by the gradient of the bias. Each weight has a gradient of its own:
        dw."""

        def step(self, X, y, learning_rate):
            _, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.w, self.b = self.w - learning_rate * db, self.b - learning_rate * db

    class learns_from_its_own_answers(_Unit):
        """The unit compares itself with its own answers. The labels y are what it learns from."""

        def step(self, X, y, learning_rate):
            super().step(X, self.predict(X), learning_rate)

    class bias_first(_Unit):
        """The weights move by a gradient taken *after* the bias had moved. Take both gradients
        first, then move."""

        def step(self, X, y, learning_rate):
            _, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.b = self.b - learning_rate * db
            dw, _ = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.w = self.w - learning_rate * dw


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
