"""A dense layer, forward and backward."""

import numpy as np

from nnlib.exercises._helpers import draw_arrays
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32
from nnlib.exercises.chapter06._dense_kept_mistakes import Kept
from nnlib.exercises.chapter06._dense_mistakes import Mistakes
from nnlib.judge.exercise import Case, Exercise
from nnlib.networks import layers

exercise = Exercise(
    id="06-dense",
    title="The dense layer",
    minutes=8,
    difficulty=2,
    points=4,
    reference=layers.Dense,
    blank=("forward", "backward"),
    hints=(
        "Write down the shapes: X (N, D), W (D, H), Z and dZ (N, H). Each gradient has the shape "
        "of what it belongs to, and there is only one way to multiply to get it.",
        "The bias of a unit is added to every sample's score, so its gradient is a sum over the "
        "samples. Each input feeds every unit, through a weight of its own: a product of "
        "dZ (N, H) and the weights, with the shape (N, D).",
        "forward keeps X (`self.X = X`). backward: `self.dW = ... @ dZ`, `self.db = ...`, and "
        "`return dZ @ ...`.",
    ),
    why="""Every weight `W[d, h]` meets every sample: it multiplies `X[n, d]` and goes into
`Z[n, h]`, so its gradient is the sum over n of `X[n, d] * dZ[n, h]`, which is `X.T @ dZ`. The
bias of unit h is added to every sample's score, so its gradient is the plain sum down the
column. The input `X[n, d]` goes into all the units of its row, hence `dZ @ W.T`. No 1/N
appears: it came in with the loss, once, and is already inside dZ.""",
    promises={
        "a batch": batch("X"),
        "a batch of one": batch_of_one("X"),
        "a single unit": array_where("b", lambda b: len(b) == 1),
        "float32": float32("X"),
    },
)


def _forward(Dense, W, b, X):
    layer = Dense(*W.shape)
    layer.W, layer.b = W, b
    return layer.forward(X)


def _backward(name):
    """A use that runs forward and backward and looks at one of the three gradients."""

    def use(Dense, W, b, X, dZ):
        layer, other = Dense(*W.shape), Dense(*W.shape)
        layer.W, layer.b = W.copy(), b.copy()  # its own, wherever it lives
        # A batch before this one, of another size, must leave no trace.
        layer.forward(np.concatenate([2 * X, X]))
        layer.backward(np.concatenate([3 * dZ, dZ]))
        layer.forward(X)
        other.forward(X + 1)  # nor may another layer of the network
        dX = layer.backward(dZ)
        return dX if name == "dX" else getattr(layer, name)

    return use


@exercise.cases
def _(rng):
    def draw(N, D, H, dtype=np.float64):
        return draw_arrays(rng, dtype, W=(D, H), b=H, X=(N, D), dZ=(N, H))

    whole = {
        "W": np.array([[1.0, 0, -1, 2], [2, 1, 0, -1]]),
        "b": np.array([1.0, 0, -2, 3]),
        "X": np.array([[1.0, 2], [0, 1], [3, -1]]),
        "dZ": np.array([[1.0, 0, 2, 0], [0, 1, 0, -1], [1, 1, 0, 2]]),
    }
    after = "after layer.forward(X) and layer.backward(dZ)"
    for label, args in [
        ("3 samples, 2 inputs, 4 units", whole),
        ("4 samples, 3 inputs, 1 unit", draw(4, 3, 1)),
        ("a batch of one, 3 inputs, 2 units", draw(1, 3, 2)),
        ("5 samples, 4 inputs, 3 units, float32", draw(5, 4, 3, np.float32)),
    ]:
        forward = {name: args[name] for name in ("W", "b", "X")}
        yield Case(label, forward, _forward, "layer.forward(X)", "forward")
        yield Case(label, args, _backward("dW"), f"layer.dW {after}", "dW")
        yield Case(label, args, _backward("db"), f"layer.db {after}", "db")
        back = "layer.backward(dZ), after layer.forward(X),"
        yield Case(label, args, _backward("dX"), back, "dX")


exercise.wrong(Mistakes)
exercise.wrong(Kept)


@exercise.right
class Variants:
    class with_dot(layers.Dense):
        def forward(self, X):
            self.X = X
            return np.dot(X, self.W) + self.b

        def backward(self, dZ):
            self.dW = np.dot(self.X.T, dZ)
            self.db = np.sum(dZ, 0)
            return np.dot(dZ, self.W.T)

    class with_einsum(layers.Dense):
        """`einsum` names the axes: n for samples, d for inputs, h for units. What is not named
        behind the arrow is summed over, so there is no transposing to get wrong."""

        def forward(self, X):
            self.X = X
            return np.einsum("nd,dh->nh", X, self.W) + self.b

        def backward(self, dZ):
            self.dW = np.einsum("nd,nh->dh", self.X, dZ)
            self.db = np.einsum("nh->h", dZ)
            return np.einsum("nh,dh->nd", dZ, self.W)

    class sample_by_sample(layers.Dense):
        """Each sample adds its outer product to dW. That is the sum which `X.T @ dZ` hides, and a
        loop in Python is a slow way to take it."""

        def forward(self, X):
            self.X = X
            return np.array([x @ self.W + self.b for x in X])

        def backward(self, dZ):
            self.dW, self.db = np.zeros(self.W.shape), np.zeros(self.b.shape)
            for x, dz in zip(self.X, dZ, strict=True):
                self.dW += np.outer(x, dz)
                self.db += dz
            return (self.W @ dZ.T).T
