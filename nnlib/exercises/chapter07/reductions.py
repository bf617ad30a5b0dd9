"""Sum and maximum along axes, and their way back."""

import numpy as np

from nnlib.autodiff.tensor import Reductions, Tensor
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter07._reductions_mistakes import Mistakes
from nnlib.exercises.chapter07._reductions_slips import Slips
from nnlib.exercises.chapter07._shares_mistakes import Shares
from nnlib.exercises.chapter07._tensors import A, boxed, cases, drawn
from nnlib.judge.exercise import Exercise

SUM = "self.data.sum(axis=axis, keepdims=True) -> "
SHAPE = "only its shape is used"
FEW = 4  # cases that are looked at from all sides

exercise = Exercise(
    id="07-reductions",
    title="Sum and maximum",
    minutes=18,
    difficulty=4,
    points=4,
    reference=Reductions,
    blank=("sum", "max"),
    rtol=1e-8,
    atol=1e-10,
    hints=(
        "A sum is broadcasting backwards: on the way back each entry that was added gets what "
        "arrived at the sum. And the max is chapter 04's: it routes.",
        "Without keepdims the axis is gone from G. Give it back first: compute the result *with* "
        "keepdims too, and G reshaped to that shape lines up with the data again.",
        "For the max, compare `self.data` with its largest entries, keepdims on, for a table "
        "of True and False. Divided by how many are True along the axis, with keepdims again, "
        "it says who gets how much.",
    ),
    why="""Both rules begin alike: G gets back the axes that the result has lost, and then it lines
up with the data by broadcasting. For the sum every entry gets what arrived at its sum. For the
maximum only those that were largest get something, in equal parts if there are several, as JAX
does it. Whoever forgets the reshaping gets an error if lucky, and for a square table a wrong
gradient without a word.""",
    distractors=("    return G.reshape(top.shape) * wins",),
    survivors={
        "G + np.zeros(self.data.shape) -> G - np.zeros(self.data.shape)": "zeros either way",
        "np.zeros(self.data.shape) -> np.zeros(self.data.shape, dtype=int)": "added to floats",
        SUM + "self.data.max(axis=axis, keepdims=True)": SHAPE,
        SUM + "self.data.mean(axis=axis, keepdims=True)": SHAPE,
        "self._lined_up(G, axis, keepdims) * np.ones_like(self.data) -> "
        "self._lined_up(G, axis, keepdims) / np.ones_like(self.data)": "divided by ones",
        "np.equal(self.data, top) -> np.equal(top, self.data)": "the same in other words",
        "wins = wins / np.sum(wins, axis=axis, keepdims=True) -> "
        "wins /= np.sum(wins, axis=axis, keepdims=True)": "the same in other words",
    },
    promises={
        "all entries": lambda case: case.label.startswith("all"),
        "an axis": lambda case: "axis" in case.label,
        "the last axis counted from the end": lambda case: "axis -1" in case.label,
        "several axes": lambda case: "axes" in case.label,
        "keepdims": lambda case: "keepdims" in case.label,
        "as many rows as columns": array_where("a", lambda a: a.shape == (3, 3)),
        "three axes": array_where("a", lambda a: a.ndim == 3),
        "long decimals": lambda case: case.label.startswith("long decimals"),
        "ties, for the max": lambda case: case.label.startswith("ties"),
        "ties at 0": lambda case: case.label.startswith("ties at 0"),
        "ties along several axes": lambda case: case.label.startswith("ties in several"),
        "several axes in any order": lambda case: case.label.endswith("the axes 2 and 0"),
        "several axes counted from the end": lambda case: case.label.endswith("the axes -2 and -1"),
        "nothing but entries below 0": array_where("a", lambda a: a.max() < 0),
        "entries that are nearly equal": lambda case: case.label.startswith("nearly"),
    },
)


def _reduced(method, axis, keepdims):
    def make(Boxes, a):
        box = getattr(boxed(Boxes, a), method)
        if keepdims:
            return box(axis=axis, keepdims=True)
        return box() if axis is None else box(axis=axis)

    return make


@exercise.cases
def _(rng):
    square, deep = drawn(rng, 3, 3), drawn(rng, 2, 4, 3)
    ties = np.array([[1.0, 5.0, 5.0], [2.0, 2.0, 2.0]])
    zeros = np.array([[0.0, -1.0, 0.0], [-2.0, 0.0, 0.0]])
    across = np.array([[5.0, 5.0, 1.0], [5.0, 2.0, 0.0]])
    towers = np.array([[[5.0, 5.0], [1.0, 2.0]], [[0.0, 5.0], [3.0, 3.0]]])
    nearly = np.array([[1.0, 1.0 + 1e-9, 0.5], [2.0, -1.0, 2.0 - 1e-10]])
    below = np.array([[-1.0, -2.0, -0.5], [-3.0, -4.0, -5.0]])
    for method in ("sum", "max"):
        found = [
            ("all entries", A, None, False),
            ("axis 0", A, 0, False),
            ("axis 1", A, 1, False),
            ("axis 1, keepdims", A, 1, True),
            ("axis 0, keepdims", A, 0, True),
            ("axis -1", A, -1, False),
            ("all entries, keepdims", A, None, True),
            ("a square table, axis 1", square, 1, False),
            ("a square table, axis 0", square, 0, False),
            ("three axes, axis 1", deep, 1, False),
            ("three axes, the axes 0 and 2", deep, (0, 2), False),
            ("three axes, axis -1, keepdims", deep, -1, True),
            ("three axes, the axes 2 and 0", deep, (2, 0), False),
            ("three axes, the axes -2 and -1", deep, (-2, -1), False),
            ("long decimals, axis 0", A / 3, 0, False),
        ]
        if method == "max":
            found += [
                ("ties, axis 1", ties, 1, False),
                ("ties, all entries", ties, None, False),
                ("ties at 0, axis 1", zeros, 1, False),
                ("ties in several rows, all entries", across, None, False),
                ("ties in several tables, the axes 0 and 2", towers, (0, 2), False),
                ("nearly ties, axis 1", nearly, 1, False),
                ("entries below 0, axis 1", below, 1, False),
                ("entries below 0, all entries", below, None, False),
            ]
        for n, (label, a, axis, keepdims) in enumerate(found):
            shape = getattr(a, method)(axis=axis, keepdims=keepdims).shape
            G = drawn(rng, *shape) if shape else np.array(4.0)
            options = "" if axis is None else f"axis={axis}"
            options += ", keepdims=True" if keepdims else ""
            said = f"a.{method}({options.lstrip(', ')})"
            given = {"a": a, "G": G}
            looks = list(cases(label, given, _reduced(method, axis, keepdims), said, method))
            # What is kept, and whether a rule changes G, is the same wherever it is looked at.
            yield from looks if n < FEW or label.startswith("ties, ") else looks[1:3]


exercise.wrong(Mistakes)
exercise.wrong(Shares)
exercise.wrong(Slips)


@exercise.right
class Variants:
    class with_expand_dims(Reductions):
        """`np.expand_dims` puts the lost axes back where they were. It has to know whether any were
        lost; the reshaping to a shape that is known needn't."""

        def _lined_up(self, G, axis, keepdims):
            return G if keepdims or axis is None else np.expand_dims(G, axis)

        def sum(self, axis=None, keepdims=False):
            data = np.sum(self.data, axis=axis, keepdims=keepdims)

            def rule(G):
                return self._lined_up(G, axis, keepdims) * np.ones_like(self.data)

            return Tensor(data, (self,), (rule,), "sum")

        def max(self, axis=None, keepdims=False):
            data = np.max(self.data, axis=axis, keepdims=keepdims)

            def rule(G):
                wins = self.data == self._lined_up(data, axis, keepdims)
                n = wins.sum(axis=axis, keepdims=True)
                return np.where(wins, self._lined_up(G, axis, keepdims) / n, 0)

            return Tensor(data, (self,), (rule,), "max")

    class in_two_boxes(Reductions):
        """Each is made of two boxes: the first keeps its axes, so that its rule needs no reshaping,
        and the second only takes the axes away. Two easy rules in place of one."""

        def sum(self, axis=None, keepdims=False):
            data = np.sum(self.data, axis=axis, keepdims=True)
            kept = Tensor(data, (self,), (lambda G: G + np.zeros(self.data.shape),), "sum")
            return kept if keepdims else self._without(kept, axis)

        def max(self, axis=None, keepdims=False):
            top = np.max(self.data, axis=axis, keepdims=True)
            wins = np.equal(self.data, top).astype(float)
            wins = wins / np.sum(wins, axis=axis, keepdims=True)
            kept = Tensor(top, (self,), (lambda G: wins * G,), "max")
            return kept if keepdims else self._without(kept, axis)

        def _without(self, kept, axis):
            data, shape = np.squeeze(kept.data, axis=axis), kept.data.shape
            return Tensor(data, (kept,), (lambda G: np.reshape(G, shape),), "squeeze")
