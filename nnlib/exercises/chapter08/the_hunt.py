"""The hunt: a program of sixty lines with three bugs, of which the check tells how many are left.

Its laws stand in ``_laws.py``, its pool of bugs in ``_bugs.py``. The check counts laws that are
broken, so it need not know which bugs were drawn."""

import numpy as np

from nnlib.by_hand import reader
from nnlib.exercises.chapter08 import _laws
from nnlib.exercises.chapter08._bugs import POOL, as_class, named, planted
from nnlib.judge.exercise import Case, Exercise
from nnlib.judge.sentences import difference
from nnlib.judge.trial import try_case

# The notebook's bugs are chosen: lines that a reader may pass over, and no attribute that is left
# without a use. What `plant` plants is drawn.
CHOSEN = ("every_label_of_the_batch", "rate_fades", "guard_in_pixels")

exercise = Exercise(
    id="08-the-hunt",
    title="The hunt",
    minutes=35,
    difficulty=5,
    points=10,
    budget=12,
    reference=reader.Reader,
    blank=(
        "start",
        "draw",
        "scale",
        "batches",
        "forward",
        "log_softmax",
        "loss",
        "gradients",
        "step",
        "predict_proba",
        "score",
    ),
    hints=(
        "In the notebook's own program *slopes* shows got and measured apart in all four arrays, "
        "as with suspect C. So the gradient was wrong before it met the first of them.",
        "In the notebook's own program *steps* is broken as well. Divide a step that is shown by "
        "the one that the rule gives: the factor says which two lines to read.",
        "The third bug of the notebook's own program breaks one of the last two laws in the last "
        "box of the chart.",
    ),
    why="""Alone in the program, each of the three bugs breaks one law and no other. In the
notebook's own program `dZ_o[:, y] -= 1` subtracts 1 in every row at the labels of the whole batch.
A row of gradients should sum to 0, and with all ten labels in a batch it sums to -9, so all scores
are pushed up. The push goes on to the hidden layer, where activations and weights drive each other
on, and the loss rises without end. That is the loud bug. A loss that rises looks like steps that
are too long, but who measures the steps finds that they are too short, by a factor of the momentum:
that is the second bug, a true one, and while the first is there its repair changes nothing that you
would see in the log. Nothing in the log would ever have told of the third. The guard against a
division by 0 takes in every pixel that varies by less than 1, and how many these are depends on
the units.""",
    promises={law: lambda case, law=law: case.group == law for law in {b.law for b in POOL}},
    survivors={
        "1 -> 2": "a pixel that never changes is 0, whatever it is divided by",
        "1 -> -2": "a pixel that never changes is 0, whatever it is divided by",
        "dZ_o /= len(y) -> dZ_o = dZ_o / len(y)": "the same numbers in a new array",
        "self.Z_h > 0 -> self.Z_h >= 0": "no score is exactly 0, and there both are right",
        "np.sqrt(2 / n_in) -> np.sqrt(2 / n_in + 0.001)": "a start that is a trifle wider",
        "np.log(np.exp(Z).sum(axis=1, keepdims=True)) -> "
        "np.maximum(np.log(np.exp(Z).sum(axis=1, keepdims=True)), -10)": "the sum is 1 or more",
        "np.log(np.sum(E, axis=1)) -> np.maximum(np.log(np.sum(E, axis=1)), -10)": (
            "the sum is 1 or more"
        ),
    },
)


@exercise.cases
def _(rng):
    def draw(*shape):
        return rng.normal(size=shape).round(2)

    def weights(D, H, K):
        parts = [draw(D, H), draw(H), draw(H, K), draw(K)]
        return dict(zip(_laws.NAMES, parts, strict=True))

    D, H, K = 5, 4, 3
    X, y = draw(7, D), np.arange(7) % K
    yield Case("7 samples", {"X": X, "y": y, **weights(D, H, K)}, _laws.slopes, group="slopes")
    far = weights(D, 6, K)
    far["W_o"] *= 10
    X_far = draw(2, D)
    Z_h = X_far @ far["W_h"] + far["b_h"]
    wrong = np.argmin(np.maximum(Z_h, 0) @ far["W_o"] + far["b_o"], axis=1)  # sure of another class
    yield Case("sure and wrong", {"X": X_far, "y": wrong, **far}, _laws.slopes, group="slopes")

    rows = np.array([[2.0, 1.0, 0.0], [-1.0, 0.5, 3.0]])
    apart = rows + np.array([[2000.0], [-1000.0]])
    wide = np.array([[0.0, 2000.0, -1000.0], [0.0, 20.0, 0.0]])
    for label, Z in [("small", rows), ("apart", apart), ("wide", wide), ("one", rows[:1])]:
        yield Case(label, {"Z": Z}, _laws.shift, group="shift")

    # The last pixel never changes, as many at the rim of an image.
    def pixels(n):
        return np.column_stack([draw(n, D - 1), np.full(n, 2.0)])

    given = {"X": pixels(9), "X_new": pixels(6), "K": K, **weights(D, H, K)}
    yield Case("in other units", given, _laws.units, group="units")
    sure = {**weights(D, H, K), "W_o": 10 * draw(H, K)}
    said = {"X": pixels(9), "K": K, **sure}
    yield Case("scaled and said", said, _laws.described, group="units")
    trained = {"X": pixels(12), "y": np.arange(12) % K, "X_new": pixels(6)}
    yield Case("trained in them", trained, _laws.trained_in_units, group="units")

    yield Case("60 pixels", {"X": draw(9, 60), "K": 50, "n_hidden": 70}, _laws.start, group="start")
    own = {"X": np.column_stack([np.arange(10), draw(10)]), "y": (7 * np.arange(10) + 3) % 10}
    yield Case("seed 0", {**own, "K": 10}, _laws.repeat, group="repeat")
    for size in (4, 5):
        yield Case(
            f"batches of {size}", {**own, "batch_size": size}, _laws.batches, group="batches"
        )

    options = {"rate": 0.5, "momentum": 0.25}
    gradients = {f"d{name}": part for name, part in weights(D, H, K).items()}
    args = {"X": X, "K": K, **options, **gradients}
    yield Case("three steps", args, _laws.steps, group="steps")
    args = {**args, "momentum": 0.0}
    yield Case("three steps without momentum", args, _laws.steps, group="steps")

    # Each pair of units votes for two classes, softly: all of them win somewhere, none is sure.
    V, votes = draw(D, K), np.eye(K)[[0, 1, 2, 1, 2, 0]] / 8
    unsure = dict(
        zip(_laws.NAMES, (np.hstack([V, -V]), np.zeros(6), votes, np.zeros(K)), strict=True)
    )
    # Far from 0, where somebody who scales them once more would see other numbers.
    new = {"X": 3 * pixels(9) + 20, "X_new": 3 * pixels(60) + 20, "K": K}
    yield Case("60 digits", {**new, **unsure}, _laws.score, group="score")

    # Where a pixel that never changes is divided by 0, that is a matter of units alone.
    changing = {**given, "X": draw(9, D), "X_new": draw(6, D)}
    yield Case("alone", changing, _laws.alone, group="alone")


def reader_with(*bugs):
    """The notebook's program with these of its bugs alone: 1 is the loud one, 2 and 3 are quiet."""
    return as_class(planted(named(*[CHOSEN[bug - 1] for bug in bugs])))


def laws(program):
    """The laws that a program breaks, as the check finds them."""
    outcomes = [
        (c, try_case(reader.Reader, c), try_case(program, c)) for c in exercise.draw_cases()
    ]
    return sorted({c.group for c, want, came in outcomes if difference(exercise, c, want, came)})


PROGRAM = planted(named(*CHOSEN))
Reader = as_class(PROGRAM)
exercise.broken("Bugs left: 3.", PROGRAM)(Reader)


def _with(bug):
    """The reference with one bug; it earns that bug's story."""
    wrong = as_class(planted([bug]))
    wrong.__name__, wrong.__doc__ = bug.name, bug.story
    return wrong


exercise.wrong(type("Mistakes", (), {bug.name: _with(bug) for bug in POOL}))


@exercise.right
class Variants:
    class by_columns(reader.Reader):
        """Probabilities come first and their logarithm last, so that the exponentials are taken
        once; the mask is the slope of the ReLU, written with `np.where`."""

        def log_softmax(self, Z):
            E = np.exp(Z - np.max(Z, axis=1)[:, np.newaxis])
            largest = np.max(Z, axis=1)[:, np.newaxis]
            return Z - largest - np.log(np.sum(E, axis=1))[:, np.newaxis]

        def gradients(self, X, y):
            P = np.exp(self.log_softmax(self.forward(X)))
            dZ_o = (P - np.eye(P.shape[1])[y]) / len(X)
            dZ_h = np.where(self.Z_h > 0, dZ_o @ self.W_o.T, 0.0)
            return X.T @ dZ_h, np.sum(dZ_h, axis=0), self.A_h.T @ dZ_o, np.sum(dZ_o, axis=0)

    class with_a_list_of_rows(reader.Reader):
        """Row numbers are cut into batches, and samples and labels are picked by them, so that
        none can lose the other. In `step` each array is changed through its slice `[...]`."""

        def batches(self, X, y):
            order = self.rng.permutation(len(X))
            cuts = [order[i : i + self.batch_size] for i in range(0, len(X), self.batch_size)]
            return [(X[rows], y[rows]) for rows in cuts]

        def step(self, gradients):
            weights = [self.W_h, self.b_h, self.W_o, self.b_o]
            for k, (W, dW) in enumerate(zip(weights, gradients, strict=True)):
                v = self.velocities[k] = self.momentum * self.velocities[k] - self.rate * dW
                W[...] = W + v
