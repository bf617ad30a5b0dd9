"""A unit as a class: its probabilities and its step downhill."""

import numpy as np

from nnlib.by_hand import sigmoid_unit
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
        """The weights are as they were before the step. A new value that stands in a variable
        of its own is lost when the method ends: keep it in the unit."""

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
