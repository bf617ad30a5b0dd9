"""A dense layer, forward and backward."""

import numpy as np

from nnlib.exercises._helpers import draw_arrays
from nnlib.judge.exercise import Case, Exercise
from nnlib.networks import layers

exercise = Exercise(
    id="06-dense",
    title="The dense layer",
    minutes=8,
    difficulty=4,
    points=4,
    reference=layers.Dense,
    blank=("forward", "backward"),
    hints=(
        "Write down the shapes: X (N, D), W (D, H), Z and dZ (N, H). Each gradient has the shape "
        "of what it belongs to, and there is only one way to multiply to get it.",
        "The bias of a unit is added to every sample's score, so its gradient is a sum over the "
        "samples. An input goes into all the units of its row, each time times a weight: a "
        "product of dZ (N, H) and the weights that has the shape (N, D).",
        "forward keeps X (`self.X = X`). backward: `self.dW = ... @ dZ`, `self.db = ...`, and "
        "`return dZ @ ...`.",
    ),
    why="""Every weight `W[d, h]` meets every sample: it multiplies `X[n, d]` and goes into
`Z[n, h]`, so its gradient is the sum over n of `X[n, d] * dZ[n, h]`, which is `X.T @ dZ`. The
bias of unit h is added to every sample's score, so its gradient is the plain sum down the
column. The input `X[n, d]` goes into all the units of its row, hence `dZ @ W.T`. No 1/N
appears: it came in with the loss, once, and is already inside dZ.""",
)


def _forward(Dense, W, b, X):
    layer = Dense(*W.shape)
    layer.W, layer.b = W, b
    return layer.forward(X)


def _backward(name):
    """A use that runs forward and backward and looks at one of the three gradients."""

    def use(Dense, W, b, X, dZ):
        layer, other = Dense(*W.shape), Dense(*W.shape)
        layer.W, layer.b = W, b
        layer.forward(2 * X)  # a batch before this one must leave no trace
        layer.backward(3 * dZ)
        layer.forward(X)
        other.forward(X + 1)  # nor may another layer of the network
        dX = layer.backward(dZ)
        return dX if name == "dX" else getattr(layer, name)

    return use


@exercise.cases
def _(rng):
    def draw(N, D, H, dtype=np.float64):
        return draw_arrays(rng, dtype, W=(D, H), b=H, X=(N, D), dZ=(N, H))

    after = "after layer.forward(X) and layer.backward(dZ)"
    for label, args in [
        ("3 samples, 2 inputs, 4 units", draw(3, 2, 4)),
        ("a batch of one, 3 inputs, 2 units", draw(1, 3, 2)),
        ("5 samples, 4 inputs, 3 units, float32", draw(5, 4, 3, np.float32)),
    ]:
        forward = {name: args[name] for name in ("W", "b", "X")}
        yield Case(label, forward, _forward, "layer.forward(X)", "forward")
        yield Case(label, args, _backward("dW"), f"layer.dW {after}", "dW")
        yield Case(label, args, _backward("db"), f"layer.db {after}", "db")
        back = "layer.backward(dZ), after layer.forward(X),"
        yield Case(label, args, _backward("dX"), back, "dX")


@exercise.wrong
class Mistakes:
    class forgot_the_bias(layers.Dense):
        """The bias is forgotten: add b to every row."""

        def forward(self, X):
            self.X = X
            return X @ self.W

    class weights_first(layers.Dense):
        """The product is the wrong way round. Rows are samples: X (N, D) times W (D, H) gives
        (N, H)."""

        def forward(self, X):
            self.X = X
            return self.W @ X + self.b

    class transposed_weights(layers.Dense):
        """W has the shape (D, H) already, one column a unit; transposed it does not fit X."""

        def forward(self, X):
            self.X = X
            return X @ self.W.T + self.b

    class transposed_dW(layers.Dense):
        """Your dW is transposed: it has the shape (H, D). The gradient of W has W's own shape,
        (D, H)."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            self.dW = dZ.T @ self.X
            return dX

    class divided_by_N(layers.Dense):
        """dW is divided by the number of samples. The loss is already a mean, so its 1/N is
        inside dZ; a second one makes the steps too small."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            self.dW = self.X.T @ dZ / len(dZ)
            return dX

    class divided_by_D(layers.Dense):
        """dW is divided by the number of inputs. No such factor belongs there: dW is a plain
        sum over the samples."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            self.dW = self.X.T @ dZ / self.X.shape[1]
            return dX

    class mean_for_db(layers.Dense):
        """db is a mean over the samples; it should be their sum. The 1/N of the loss is inside
        dZ."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            self.db = dZ.mean(axis=0)
            return dX

    class db_without_sum(layers.Dense):
        """db is dZ itself, one row a sample. Every sample adds to the same bias: sum over the
        samples."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            self.db = dZ
            return dX

    class db_along_the_units(layers.Dense):
        """db sums over the units. Sum over the samples: one number a unit is wanted."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            self.db = dZ.sum(axis=1)
            return dX

    class db_with_keepdims(layers.Dense):
        """db has the shape (1, H), the bias has (H,). Without keepdims the sum has the bias's
        shape."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            self.db = dZ.sum(axis=0, keepdims=True)
            return dX

    class batches_added_up(layers.Dense):
        """A gradient of an earlier batch is still in there: it is added to, batch after batch.
        Each `backward` should give the gradients of its own batch alone."""

        def backward(self, dZ):
            dW, db = getattr(self, "dW", 0), getattr(self, "db", 0)
            dX = super().backward(dZ)
            self.dW, self.db = dW + self.dW, db + self.db
            return dX

    class forgot_to_return_dX(layers.Dense):
        """backward returns nothing: the layer before needs dX to go on."""

        def backward(self, dZ):
            super().backward(dZ)

    class forgot_the_transpose(layers.Dense):
        """W is not transposed on the way back: dZ (N, H) times Wᵀ (H, D) gives dX (N, D)."""

        def backward(self, dZ):
            super().backward(dZ)
            return dZ @ self.W


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
        def forward(self, X):
            self.X = X
            return np.einsum("nd,dh->nh", X, self.W) + self.b

        def backward(self, dZ):
            self.dW = np.einsum("nd,nh->dh", self.X, dZ)
            self.db = np.einsum("nh->h", dZ)
            return np.einsum("nh,dh->nd", dZ, self.W)
