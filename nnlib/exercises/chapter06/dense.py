"""A dense layer, forward and backward."""

import numpy as np

from nnlib.exercises._helpers import draw_arrays
from nnlib.exercises._kinds import batch, batch_of_one, float32
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
    promises={
        "a batch": batch("X"),
        "a batch of one": batch_of_one("X"),
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

    whole = {
        "W": np.array([[1.0, 0, -1, 2], [2, 1, 0, -1]]),
        "b": np.array([1.0, 0, -2, 3]),
        "X": np.array([[1.0, 2], [0, 1], [3, -1]]),
        "dZ": np.array([[1.0, 0, 2, 0], [0, 1, 0, -1], [1, 1, 0, 2]]),
    }
    after = "after layer.forward(X) and layer.backward(dZ)"
    for label, args in [
        ("3 samples, 2 inputs, 4 units", whole),
        ("4 samples, 3 inputs, 2 units", draw(4, 3, 2)),
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
        """A product does not fit: dZ (N, H) is multiplied by something that has not H rows. In dX
        that is Wᵀ (H, D), which gives (N, D); in dW dZ comes second."""

        def backward(self, dZ):
            super().backward(dZ)
            return dZ @ self.W

    class entry_by_entry(layers.Dense):
        """`*` multiplies entry by entry. Each score is a sum of products, over all the inputs: the
        matrix product is `@`."""

        def forward(self, X):
            self.X = X
            return X * self.W + self.b

    class dW_entry_by_entry(layers.Dense):
        """In dW the product is `*`, entry by entry. Every weight sums over the samples, so it wants
        the matrix product, `@`."""

        def backward(self, dZ):
            self.dW = self.X.T * dZ
            self.db = dZ.sum(axis=0)
            return dZ @ self.W.T

    class dX_entry_by_entry(layers.Dense):
        """In dX the product is `*`, entry by entry. Every input sums over the units that it goes
        into, so it wants the matrix product, `@`."""

        def backward(self, dZ):
            self.dW = self.X.T @ dZ
            self.db = dZ.sum(axis=0)
            return dZ * self.W.T

    class something_before_dZ(layers.Dense):
        """A product does not fit: something with D columns is multiplied by dZ, which has N rows.
        In dW that is Xᵀ (D, N); in dX (N, D) dZ comes first."""

        def backward(self, dZ):
            self.dW = self.X @ dZ

    class signs_turned_round(layers.Dense):
        """dW has the wrong sign. A gradient points uphill; the minus comes later, when the
        optimiser takes its step."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            self.dW = -self.dW
            return dX

    class db_a_single_number(layers.Dense):
        """db is a single number: without an axis the sum runs over the units as well. Every unit
        has a bias of its own: sum over the samples only."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            self.db = dZ.sum()
            return dX

    class db_of_ones(layers.Dense):
        """db is 1 for every unit, whatever comes in. That is the slope alone: the chain rule
        multiplies it by dZ, and every sample adds its part."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            self.db = np.ones(len(self.b))
            return dX

    class transposed_dX(layers.Dense):
        """dX is transposed: it has the shape (D, N). Rows are samples: dZ (N, H) times Wᵀ (H, D)
        gives (N, D)."""

        def backward(self, dZ):
            super().backward(dZ)
            return self.W @ dZ.T

    class returns_everything(layers.Dense):
        """backward returns several things. dW and db are kept in `self`; what is returned is dX
        alone, for the layer before."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            return self.dW, self.db, dX

    class moves_its_weights(layers.Dense):
        """The weights have moved during `backward`. A layer computes gradients only; the step is
        the optimiser's."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            self.W -= 0.1 * self.dW
            return dX

    class moves_weights_and_biases(layers.Dense):
        """Weights and biases have moved during `backward`. A layer computes gradients only; the
        step is the optimiser's."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            self.W -= 0.1 * self.dW
            self.b -= 0.1 * self.db
            return dX


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

    class sample_by_sample(layers.Dense):
        def forward(self, X):
            self.X = X
            return np.array([x @ self.W + self.b for x in X])

        def backward(self, dZ):
            self.dW, self.db = np.zeros(self.W.shape), np.zeros(self.b.shape)
            for x, dz in zip(self.X, dZ, strict=True):
                self.dW += np.outer(x, dz)
                self.db += dz
            return (self.W @ dZ.T).T
