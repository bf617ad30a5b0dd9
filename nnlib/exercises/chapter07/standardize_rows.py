"""Standardized rows as one box."""

import numpy as np

from nnlib.autodiff.tensor import Standardizing, Tensor
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter07._standardize_rows_mistakes import Mistakes
from nnlib.exercises.chapter07._standardize_rows_slips import Slips
from nnlib.exercises.chapter07._tensors import boxed, cases, drawn
from nnlib.judge.exercise import Exercise

exercise = Exercise(
    id="07-standardize-rows",
    title="Standardizing as one box",
    minutes=20,
    difficulty=5,
    points=4,
    reference=Standardizing,
    blank=("standardize",),
    rtol=1e-8,
    atol=1e-10,
    hints=(
        "Take one row x of K entries, with mean m, standard deviation s, and y = (x - m) / s. "
        "A single x_k reaches every y_i through m and s, and y_k directly as well.",
        "If x_k grows by a little, m grows by 1/K of it. By how much does s grow? Differentiate "
        "s² = mean of (x - m)²; that m moves makes no difference there, since the deviations add "
        "up to 0. With y_i = (x_i - m) / s: what does all that do to y_i?",
        "s grows by y_k / K of what x_k grows by. Each of the three ways ends with a division by "
        "s: the direct one brings G_k, the one through m minus the mean of the row's G, and the "
        "one through s minus y_k times another mean. Of what?",
    ),
    why="""Directly, G comes back, divided by s. Through the mean every entry pushes every other
down, so the mean of the row's G is taken off. Through the standard deviation each entry pushes in
proportion to its own y, so off comes the part of G that points along y. What is left is exactly
the part of G that standardizing doesn't undo: adding a constant to a row, or stretching it,
changes nothing in the result, and so nothing may come back for that.""",
    distractors=(
        "    return G - level - along * Y",
        "    along = G.mean(axis=-1, keepdims=True)",
    ),
    survivors={"0 -> -1": "the only column of a table that was made for the product"},
    promises={
        "one row": array_where("a", lambda a: a.ndim == 1),
        "several rows": array_where("a", lambda a: a.ndim == 2),
        "three axes": array_where("a", lambda a: a.ndim == 3),
        "as many rows as columns": array_where("a", lambda a: a.shape == (3, 3)),
        "large numbers that lie close together": array_where("a", lambda a: a.min() > 1e5),
        "a small standard deviation": array_where("a", lambda a: a.std() < 0.1),
    },
)


def _make(Boxes, a):
    return boxed(Boxes, a).standardize()


@exercise.cases
def _(rng):
    row = np.array([1.0, 2.0, 3.0, 6.0])
    for label, a, G in [
        ("one row, one entry counts", row, np.array([1.0, 0.0, 0.0, 0.0])),
        ("one row", row, np.array([1.0, -2.0, 0.5, 3.0])),
        ("two rows", np.array([row, -row]), drawn(rng, 2, 4)),
        ("as many rows as columns", drawn(rng, 3, 3), drawn(rng, 3, 3)),
        ("three axes", drawn(rng, 2, 2, 5), drawn(rng, 2, 2, 5)),
        ("a small standard deviation", 0.01 * row, drawn(rng, 4)),
        ("numbers around a million", 1e6 + 0.7 * row, np.array([1.0, -2.0, 0.5, 3.0])),
    ]:
        yield from cases(label, {"a": a, "G": G}, _make, "a.standardize()", "standardize")


exercise.wrong(Mistakes)
exercise.wrong(Slips)


@exercise.right
class Variants:
    class through_the_middle(Standardizing):
        """Step by step, as the engine would go: through the quotient to the deviations and to s,
        through the root and the squares, and through the mean. It's longer, and every line is a
        rule that you know."""

        def standardize(self):
            X, K = self.data, self.data.shape[-1]
            D = X - np.mean(X, axis=-1, keepdims=True)
            s = np.sqrt(np.mean(D**2, axis=-1, keepdims=True))

            def rule(G):
                ds = -np.sum(G * D, axis=-1, keepdims=True) / s**2
                dD = G / s + ds * D / (K * s)
                return dD - np.sum(dD, axis=-1, keepdims=True) / K

            return Tensor(D / s, (self,), (rule,), "standardize")

    class as_a_projection(Standardizing):
        """The directions that are taken off, the constant one and y itself, stand side by side in a
        table, and one product takes both off: geometry in place of algebra."""

        def standardize(self):
            X = self.data
            std = np.std(X, axis=-1, keepdims=True)
            Y = (X - np.mean(X, axis=-1, keepdims=True)) / std
            off = np.stack([np.ones_like(Y), Y], axis=-1)  # (…, K, 2)

            def rule(G):
                onto = off.mT @ G[..., np.newaxis]  # (…, 2, 1)
                return (G - (off @ onto)[..., 0] / X.shape[-1]) / std

            return Tensor(Y, (self,), (rule,), "standardize")
