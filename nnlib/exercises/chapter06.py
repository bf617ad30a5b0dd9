"""Exercises of chapter 06: the bricks of a network that reads MNIST."""

import numpy as np

from nnlib.functions import losses, penalties
from nnlib.functions.activations import log_softmax, softmax
from nnlib.judge.exercise import Case, Exercise, Lines
from nnlib.networks import layers, optimizers, schedules

count_parameters = Exercise(
    id="06-count-parameters",
    title="Count the parameters",
    minutes=3,
    difficulty=1,
    points=1,
    rtol=1e-9,
    reference=Lines(
        name="n_parameters",
        code="sizes = [784, 100, 200, 10]\n"
        "n_parameters = sum(n_in * n_out + n_out for n_in, n_out in zip(sizes, sizes[1:]))",
    ),
    hints=(
        "Each dense layer has one weight for every pair of input and unit.",
        "And one bias for every unit: n_in * n_out + n_out for each of the three layers.",
        "784 inputs to 100 units, 100 to 200, 200 to 10: add up three such terms.",
    ),
    why="""A dense layer from `n_in` inputs to `n_out` units has a weight matrix of `n_in * n_out`
numbers and `n_out` biases. Five sixths of the network's numbers sit in its first layer, which
meets all the pixels.""",
)


@count_parameters.mistake("The biases are missing: each unit has one besides its weights.")
def forgot_the_biases():
    return 784 * 100 + 100 * 200 + 200 * 10


@count_parameters.mistake("One bias a unit, and the input pixels are not units: they have none.")
def biases_for_the_inputs():
    return 784 * 100 + 784 + 100 * 200 + 100 + 200 * 10 + 200 + 10


@count_parameters.mistake(
    "There is one bias for each input of a layer in this sum. A bias belongs to a unit: one for "
    "each output."
)
def biases_by_input():
    return 784 * 100 + 784 + 100 * 200 + 100 + 200 * 10 + 200


@count_parameters.mistake("These are the units. Count the numbers on the connections between them.")
def counted_units():
    return 784 + 100 + 200 + 10


@count_parameters.mistake(
    "The sizes multiply layer by layer: each pair of neighbours gives one weight matrix, and "
    "the matrices are added up."
)
def multiplied_all():
    return 784 * 100 * 200 * 10


@count_parameters.variant
def counted_one_by_one():
    return 784 * 100 + 100 + 100 * 200 + 200 + 200 * 10 + 10


@count_parameters.variant
def counted_by_numpy():
    return np.sum([785 * 100, 101 * 200, 201 * 10])


def _relu_forward(ReLU, Z):
    return ReLU().forward(Z)


def _relu_backward(ReLU, Z, dA):
    layer, other = ReLU(), ReLU()
    layer.forward(-Z)  # a batch before this one must leave no trace
    layer.backward(2 * dA)
    layer.forward(Z)
    other.forward(1 - Z)  # nor may another layer of the network
    return layer.backward(dA)


def _relu_params(ReLU, Z):
    layer = ReLU()
    layer.forward(Z)
    return np.array(len(layer.params))


relu = Exercise(
    id="06-relu",
    title="The ReLU layer",
    minutes=6,
    difficulty=2,
    points=2,
    reference=layers.ReLU,
    blank=("forward", "backward"),
    hints=(
        "Forward: the larger of the score and 0. Backward: the gradient passes unchanged where "
        "the score was positive, and is 0 elsewhere.",
        "`np.maximum(Z, 0)`; and `self.Z > 0` is an array of True and False, which multiply "
        "like 1 and 0. Backward needs the scores, so forward has to keep them.",
        "forward: `self.Z = Z`, then return the maximum. backward: return dA times a mask.",
    ),
    why="""The slope of ReLU is 1 for positive scores and 0 for the others, so the chain rule
multiplies the incoming gradient by that mask. It has to be decided from what `forward` saw,
which is why the layer keeps it. A famous slip is to keep the *output* and test `>= 0`: that is
true everywhere, and the layer becomes invisible on the way back.""",
)


@relu.cases
def _(rng):
    Z = np.array([[1.0, -2.0, 0.5], [-0.1, 3.0, -4.0]])
    dA = np.array([[10.0, 20.0, 30.0], [40.0, 50.0, 60.0]])
    yield Case("2 rows of 3", {"Z": Z}, _relu_forward, "layer.forward(Z)", "forward")
    back = "layer.backward(dA), after layer.forward(Z)"
    yield Case("2 rows of 3", {"Z": Z, "dA": dA}, _relu_backward, back, "backward")
    Z, dA = rng.normal(size=(4, 3)).round(2), rng.normal(size=(4, 3)).round(2)
    yield Case("4 rows of 3", {"Z": Z}, _relu_forward, "layer.forward(Z)", "forward")
    yield Case("4 rows of 3", {"Z": Z, "dA": dA}, _relu_backward, back, "backward")
    what = "the number of parameters, len(layer.params) as a Layer has it,"
    yield Case("a layer with nothing to learn", {"Z": Z}, _relu_params, what, "forward")
    Z = np.array([[0.0, -1000.0, 1000.0]], dtype=np.float32)
    dA = np.array([[1.0, 2.0, -3.0]], dtype=np.float32)
    yield Case("a batch of one", {"Z": Z}, _relu_forward, "layer.forward(Z)", "forward")
    yield Case("a batch of one", {"Z": Z, "dA": dA}, _relu_backward, back, "backward")


@relu.mistake(
    "The gradient passes everywhere. If you test the *output* of ReLU with `>= 0`, that is "
    "always true: test whether the score was positive."
)
class mask_from_the_output(layers.ReLU):
    def backward(self, dA):
        return dA * (np.maximum(self.Z, 0) >= 0)


@relu.mistake(
    "At a score of exactly 0 the gradient passes. Only positive scores should let it through: "
    "a unit that gave 0 must not learn from a change that it did not pass on."
)
class open_at_zero(layers.ReLU):
    def backward(self, dA):
        return dA * (self.Z >= 0)


@relu.mistake(
    "This is the mask alone. The chain rule multiplies it by the gradient that comes in, dA."
)
class forgot_the_incoming_gradient(layers.ReLU):
    def backward(self, dA):
        return (self.Z > 0) * 1.0


@relu.mistake(
    "ReLU is applied to the gradient. What decides is the sign of the score Z that forward saw, "
    "not the sign of dA."
)
class relu_of_the_gradient(layers.ReLU):
    def backward(self, dA):
        return np.maximum(dA, 0)


@relu.mistake(
    "The gradient is multiplied by the output. The slope of ReLU where it is open is 1, whatever "
    "the score."
)
class times_the_output(layers.ReLU):
    def backward(self, dA):
        return dA * np.maximum(self.Z, 0)


@relu.mistake("This is the absolute value: negative scores should become 0.")
class absolute_value(layers.ReLU):
    def forward(self, Z):
        self.Z = Z
        return np.abs(Z)


@relu.mistake("The wrong side is kept: positive scores pass, negative ones become 0.")
class the_other_side(layers.ReLU):
    def forward(self, Z):
        self.Z = Z
        return np.minimum(Z, 0)


@relu.mistake(
    "The result is right, but the caller's array was overwritten, which is what `Z[Z < 0] = 0` "
    "does. Make a new array."
)
class scores_overwritten(layers.ReLU):
    def forward(self, Z):
        self.Z = Z.copy()
        Z[Z < 0] = 0
        return Z


@relu.mistake(
    "The result is right, but the caller's gradient was overwritten, which is what "
    "`dA[…] = 0` does. Make a new array."
)
class gradient_overwritten(layers.ReLU):
    def backward(self, dA):
        dA[self.Z <= 0] = 0
        return dA


@relu.variant
class relu_with_where(layers.ReLU):
    def forward(self, Z):
        self.Z = Z
        return np.where(Z > 0, Z, 0)

    def backward(self, dA):
        return np.where(self.Z > 0, dA, 0)


@relu.variant
class relu_that_keeps_its_output(layers.ReLU):
    def forward(self, Z):
        self.A = Z * (Z > 0)
        return self.A

    def backward(self, dA):
        return dA * (self.A > 0)


@relu.variant
class relu_with_a_float_mask(layers.ReLU):
    def forward(self, Z):
        self.mask = (Z > 0).astype(float)
        return Z * self.mask

    def backward(self, dA):
        dZ = np.array(dA, copy=True)
        dZ[self.mask == 0] = 0
        return dZ


def _dense_forward(Dense, W, b, X):
    layer = Dense(*W.shape)
    layer.W, layer.b = W, b
    return layer.forward(X)


def _dense_backward(name):
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


_dense_dX, _dense_dW, _dense_db = (_dense_backward(name) for name in ("dX", "dW", "db"))

dense = Exercise(
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


@dense.cases
def _(rng):
    def draw(N, D, H, dtype=np.float64):
        shapes = {"W": (D, H), "b": (H,), "X": (N, D), "dZ": (N, H)}
        return {name: rng.normal(size=s).round(1).astype(dtype) for name, s in shapes.items()}

    after = "after layer.forward(X) and layer.backward(dZ)"
    for label, args in [
        ("3 samples, 2 inputs, 4 units", draw(3, 2, 4)),
        ("a batch of one, 3 inputs, 2 units", draw(1, 3, 2)),
        ("5 samples, 4 inputs, 3 units, float32", draw(5, 4, 3, np.float32)),
    ]:
        forward = {name: args[name] for name in ("W", "b", "X")}
        yield Case(label, forward, _dense_forward, "layer.forward(X)", "forward")
        yield Case(label, args, _dense_dW, f"layer.dW {after}", "dW")
        yield Case(label, args, _dense_db, f"layer.db {after}", "db")
        back = "layer.backward(dZ), after layer.forward(X),"
        yield Case(label, args, _dense_dX, back, "dX")


@dense.mistake("The bias is forgotten: add b to every row.")
class forgot_the_bias(layers.Dense):
    def forward(self, X):
        self.X = X
        return X @ self.W


@dense.mistake(
    "The product is the wrong way round. Rows are samples: X (N, D) times W (D, H) gives (N, H)."
)
class weights_first(layers.Dense):
    def forward(self, X):
        self.X = X
        return self.W @ X + self.b


@dense.mistake("W has the shape (D, H) already, one column a unit; transposed it does not fit X.")
class transposed_weights(layers.Dense):
    def forward(self, X):
        self.X = X
        return X @ self.W.T + self.b


@dense.mistake(
    "Your dW is transposed: it has the shape (H, D). The gradient of W has W's own shape, (D, H)."
)
class transposed_dW(layers.Dense):
    def backward(self, dZ):
        dX = super().backward(dZ)
        self.dW = dZ.T @ self.X
        return dX


@dense.mistake(
    "dW is divided by the number of samples. The loss is already a mean, so its 1/N is inside "
    "dZ; a second one makes the steps too small."
)
class divided_by_N(layers.Dense):
    def backward(self, dZ):
        dX = super().backward(dZ)
        self.dW = self.X.T @ dZ / len(dZ)
        return dX


@dense.mistake(
    "dW is divided by the number of inputs. No such factor belongs there: dW is a plain sum over "
    "the samples."
)
class divided_by_D(layers.Dense):
    def backward(self, dZ):
        dX = super().backward(dZ)
        self.dW = self.X.T @ dZ / self.X.shape[1]
        return dX


@dense.mistake(
    "db is a mean over the samples; it should be their sum. The 1/N of the loss is inside dZ."
)
class mean_for_db(layers.Dense):
    def backward(self, dZ):
        dX = super().backward(dZ)
        self.db = dZ.mean(axis=0)
        return dX


@dense.mistake(
    "db is dZ itself, one row a sample. Every sample adds to the same bias: sum over the samples."
)
class db_without_sum(layers.Dense):
    def backward(self, dZ):
        dX = super().backward(dZ)
        self.db = dZ
        return dX


@dense.mistake("db sums over the units. Sum over the samples: one number a unit is wanted.")
class db_along_the_units(layers.Dense):
    def backward(self, dZ):
        dX = super().backward(dZ)
        self.db = dZ.sum(axis=1)
        return dX


@dense.mistake(
    "db has the shape (1, H), the bias has (H,). Without keepdims the sum has the bias's shape."
)
class db_with_keepdims(layers.Dense):
    def backward(self, dZ):
        dX = super().backward(dZ)
        self.db = dZ.sum(axis=0, keepdims=True)
        return dX


@dense.mistake(
    "A gradient of an earlier batch is still in there: it is added to, batch after batch. Each "
    "`backward` should give the gradients of its own batch alone."
)
class batches_added_up(layers.Dense):
    def backward(self, dZ):
        dW, db = getattr(self, "dW", 0), getattr(self, "db", 0)
        dX = super().backward(dZ)
        self.dW, self.db = dW + self.dW, db + self.db
        return dX


@dense.mistake("backward returns nothing: the layer before needs dX to go on.")
class forgot_to_return_dX(layers.Dense):
    def backward(self, dZ):
        super().backward(dZ)


@dense.mistake("W is not transposed on the way back: dZ (N, H) times Wᵀ (H, D) gives dX (N, D).")
class forgot_the_transpose(layers.Dense):
    def backward(self, dZ):
        super().backward(dZ)
        return dZ @ self.W


@dense.variant
class dense_with_dot(layers.Dense):
    def forward(self, X):
        self.X = X
        return np.dot(X, self.W) + self.b

    def backward(self, dZ):
        self.dW = np.dot(self.X.T, dZ)
        self.db = np.sum(dZ, 0)
        return np.dot(dZ, self.W.T)


@dense.variant
class dense_with_einsum(layers.Dense):
    def forward(self, X):
        self.X = X
        return np.einsum("nd,dh->nh", X, self.W) + self.b

    def backward(self, dZ):
        self.dW = np.einsum("nd,nh->dh", self.X, dZ)
        self.db = np.einsum("nh->h", dZ)
        return np.einsum("nh,dh->nd", dZ, self.W)


def _labelled_scores(rng):
    """Scores and labels of batches of several sizes."""
    Z = np.array([[2.0, 0.0, 1.0], [0.0, 1.0, 3.0]])
    yield Case("2 samples, 3 classes", {"Z": Z, "y": np.array([0, 1])})
    Z = rng.normal(size=(5, 4)).round(2)
    yield Case("5 samples, 4 classes", {"Z": Z, "y": np.array([3, 0, 1, 1, 2])})
    yield Case("a batch of one", {"Z": np.array([[1.0, 3.0, 0.0]]), "y": np.array([2])})
    Z = rng.normal(size=(3, 10)).astype(np.float32)
    yield Case("float32", {"Z": Z, "y": rng.integers(0, 10, size=3)})
    Z = np.array([[1000.0, -1000.0], [0.0, 1000.0]])
    yield Case("sure, and once wrong", {"Z": Z, "y": np.array([1, 1])})


cross_entropy = Exercise(
    id="06-cross-entropy",
    title="Cross-entropy from scores",
    minutes=6,
    difficulty=3,
    points=2,
    reference=losses.softmax_cross_entropy,
    hints=(
        "`log_softmax(Z)` gives the logarithms of all the probabilities. Each sample needs only "
        "the one of its own label.",
        "`L[np.arange(N), y]` picks from row 0 the entry y[0], from row 1 the entry y[1], and so "
        "on.",
        "`log_P = log_softmax(Z)`, then minus the mean of the picked entries.",
    ),
    why="""The pair of index arrays `np.arange(N), y` picks one entry from each row, without
building one-hot labels. Starting from the scores and using `log_softmax` keeps the loss
finite however sure and wrong the network is; `log(softmax(Z))` would give infinity.""",
)


cross_entropy.cases(_labelled_scores)


@cross_entropy.mistake("This is the sum over the batch; the loss is its mean.")
def sum_for_mean(Z, y):
    return -np.sum(log_softmax(Z)[np.arange(len(y)), y])


@cross_entropy.mistake("The loss has the wrong sign: it should never be negative.")
def forgot_the_minus(Z, y):
    return np.mean(log_softmax(Z)[np.arange(len(y)), y])


@cross_entropy.mistake(
    "`L[:, y]` picks whole columns, N of them. One entry a row is wanted: give the row numbers too."
)
def picked_columns(Z, y):
    return -np.mean(log_softmax(Z)[:, y])


@cross_entropy.mistake(
    "This is the mean over all the classes, right and wrong alike: the labels play no part in it."
)
def labels_left_out(Z, y):
    return -np.mean(log_softmax(Z))


@cross_entropy.mistake("`L[y]` picks rows. One entry a row is wanted: row numbers and labels.")
def picked_rows(Z, y):
    return -np.mean(log_softmax(Z)[y])


@cross_entropy.mistake(
    "The loss is infinite where the network is sure and wrong: softmax has rounded a probability "
    "to 0. `log_softmax` never goes through that 0."
)
def log_of_softmax(Z, y):
    return -np.mean(np.log(softmax(Z)[np.arange(len(y)), y]))


@cross_entropy.mistake(
    "The mean is taken over all N x K entries. Only one entry of each row counts: divide by N."
)
def mean_over_all_entries(Z, y):
    return -np.mean(log_softmax(Z) * np.eye(Z.shape[1])[y])


@cross_entropy.mistake(
    "The scores are used as if they were logarithms of probabilities. `log_softmax` first."
)
def forgot_log_softmax(Z, y):
    return -np.mean(Z[np.arange(len(y)), y])


@cross_entropy.mistake(
    "The probabilities of the right classes are averaged themselves. Their logarithms are wanted."
)
def forgot_the_logarithm(Z, y):
    return -np.mean(softmax(Z)[np.arange(len(y)), y])


@cross_entropy.mistake("This is one loss for each sample. The loss of the batch is their mean.")
def one_loss_a_sample(Z, y):
    return -log_softmax(Z)[np.arange(len(y)), y]


@cross_entropy.variant
def cross_entropy_one_hot(Z, y):
    return -np.sum(np.eye(Z.shape[1])[y] * log_softmax(Z)) / len(Z)


@cross_entropy.variant
def cross_entropy_take(Z, y):
    return float(-np.take_along_axis(log_softmax(Z), y[:, None], axis=1).mean())


cross_entropy_grad = Exercise(
    id="06-cross-entropy-grad",
    title="The gradient of the cross-entropy",
    minutes=4,
    difficulty=3,
    points=2,
    reference=losses.softmax_cross_entropy_grad,
    hints=(
        "What the network said, minus the truth: probabilities minus one-hot labels.",
        "Probabilities minus one-hot labels, divided by N: the loss is a mean over the samples.",
        "`P = softmax(Z)`; then take 1 off at the right class of each row, with the same pair of "
        "index arrays as in the loss; then divide by the number of samples.",
    ),
    why="""The derivative of `-log softmax(z)[y]` is `softmax(z)` with 1 taken off at place y:
each wrong class is pushed down by its probability, the right one is pulled up by what it lacks.
Dividing by N is the gradient of the mean, and the only place in the course where a 1/N enters
a gradient.""",
)


cross_entropy_grad.cases(_labelled_scores)


@cross_entropy_grad.mistake(
    "The 1/N is missing. The loss is a mean over the samples, and so is its gradient."
)
def forgot_the_mean(Z, y):
    return softmax(Z) - np.eye(Z.shape[1])[y]


@cross_entropy_grad.mistake(
    "The sign is turned round: this points downhill. The gradient is what the network said, "
    "minus the truth."
)
def truth_minus_guess(Z, y):
    return (np.eye(Z.shape[1])[y] - softmax(Z)) / len(y)


@cross_entropy_grad.mistake(
    "It is divided by the number of classes. The loss is a mean over samples: divide by N."
)
def divided_by_K(Z, y):
    return (softmax(Z) - np.eye(Z.shape[1])[y]) / Z.shape[1]


@cross_entropy_grad.mistake("It is divided by N x K entries. The loss is a mean over N samples.")
def divided_by_N_and_K(Z, y):
    return (softmax(Z) - np.eye(Z.shape[1])[y]) / Z.size


@cross_entropy_grad.mistake(
    "Only the labels are divided by N. The mean divides the whole row, the probabilities too."
)
def divided_only_the_labels(Z, y):
    return softmax(Z) - np.eye(Z.shape[1])[y] / len(y)


@cross_entropy_grad.mistake("Softmax is missing: the labels are taken off the raw scores.")
def forgot_softmax(Z, y):
    return (Z - np.eye(Z.shape[1])[y]) / len(y)


@cross_entropy_grad.mistake(
    "`P[:, y] -= 1` changes whole columns, for every sample. Only one entry of each row: give "
    "the row numbers too."
)
def ones_in_whole_columns(Z, y):
    P = softmax(Z)
    P[:, y] -= 1
    return P / len(y)


@cross_entropy_grad.mistake(
    "`P[y] -= 1` changes whole rows, the y-th ones. Only one entry of each row: row numbers and "
    "labels."
)
def ones_in_whole_rows(Z, y):
    P = softmax(Z)
    P[y] -= 1
    return P / len(y)


@cross_entropy_grad.variant
def grad_one_hot(Z, y):
    return (softmax(Z) - np.eye(Z.shape[1])[y]) / len(Z)


@cross_entropy_grad.variant
def grad_by_comparing(Z, y):
    P = np.exp(log_softmax(Z))
    return (P - (np.arange(Z.shape[1]) == y[:, None])) * (1 / Z.shape[0])


def _steps(n_steps):
    """A use that takes a few steps with an optimiser and looks at the parameter."""

    def use(SGD, W, dW, learning_rate, momentum):
        optimizer = SGD(learning_rate, momentum=momentum)
        params = {"W": W.copy()}
        for k in range(n_steps):
            optimizer.step(params, {"W": dW * (k + 1)})
        return params["W"]

    return use


def _two_parameters(SGD, W, dW, b, db):
    optimizer = SGD(0.1, momentum=0.5)
    params = {"W": W.copy(), "b": b.copy()}
    for _ in range(2):
        optimizer.step(params, {"W": dW, "b": db})
    return np.concatenate([params["W"].ravel(), params["b"]])


def _changing_rate(SGD, W, dW):
    optimizer = SGD(0.5, momentum=0.5)
    params = {"W": W.copy()}
    optimizer.step(params, {"W": dW})
    optimizer.learning_rate = 0.1
    optimizer.step(params, {"W": dW})
    return params["W"]


def _network_moves(SGD, W, dW):
    own = W.copy()  # the network's own array, which must be the one that moves
    SGD(0.5).step({"W": own}, {"W": dW})
    return own


_one_step, _three_steps = _steps(1), _steps(3)

sgd = Exercise(
    id="06-sgd",
    title="A step downhill, with momentum",
    minutes=10,
    difficulty=3,
    points=3,
    reference=optimizers.SGD,
    blank=("step",),
    hints=(
        "For each parameter: look up its velocity (zeros the first time), renew it, keep it, and "
        "add it to the parameter.",
        "The new velocity is momentum times the old one, minus the learning rate times the "
        "gradient. `self.velocity` is a dict in which each parameter has its own.",
        "Loop over `params.items()`. `self.velocity.get(name, 0)` is the old velocity, or 0 the "
        "first time. Store the new one, then move the parameter in place with `+=`.",
    ),
    why="""The velocity is a running sum of past steps in which each older step counts `momentum`
times less, so steps that agree add up and steps that disagree cancel. `parameter += v` changes
the array that the network holds; `parameter = parameter + v` would make a new array that the
network never sees.""",
)


@sgd.cases
def _(rng):
    W, dW = np.array([[1.0, -2.0, 0.5]]), np.array([[10.0, 0.0, -20.0]])
    plain = {"W": W, "dW": dW, "learning_rate": 0.1, "momentum": 0.0}
    yield Case("one step", plain, _one_step, "W after a step", "plain")
    move = "the network's own W after a step"
    yield Case("one step", {"W": W, "dW": dW}, _network_moves, move, "plain")
    W, dW = rng.normal(size=(2, 3)).round(1), rng.normal(size=(2, 3)).round(1)
    rates = {"learning_rate": 0.5, "momentum": 0.0}
    yield Case("three steps", {"W": W, "dW": dW, **rates}, _three_steps, "W after 3 steps", "plain")
    rates = {"learning_rate": 0.5, "momentum": 0.9}
    what = "W after 3 steps with momentum"
    yield Case("three steps", {"W": W, "dW": dW, **rates}, _three_steps, what, "momentum")
    pair = {"W": W, "dW": dW, "b": np.array([1.0, 2.0, 3.0]), "db": np.array([1.0, 0.0, -1.0])}
    what = "W after 2 steps, the second with learning rate 0.1,"
    yield Case("a rate that changes", {"W": W, "dW": dW}, _changing_rate, what, "momentum")
    what = "W and b after 2 steps"
    yield Case("two parameters", pair, _two_parameters, what, "momentum")


@sgd.mistake(
    "This climbs: the step must go against the gradient. Count the minus signs: if the velocity "
    "already points downhill, it is added to the parameter."
)
class uphill(optimizers.SGD):
    def step(self, params, grads):
        super().step(params, {name: -grad for name, grad in grads.items()})


@sgd.mistake(
    "The network's own array never moves. (`parameter = parameter + v` would do that: it makes a "
    "new array, which the network never sees.) Change the array itself, in place."
)
class new_array(optimizers.SGD):
    def step(self, params, grads):
        super().step({name: parameter.copy() for name, parameter in params.items()}, grads)


@sgd.mistake(
    "Right without momentum, but with it the steps before this one leave no trace. Their velocity "
    "has to be kept in `self.velocity` and to enter the next step."
)
class forgot_the_velocity(optimizers.SGD):
    def step(self, params, grads):
        self.velocity = {}
        super().step(params, grads)


@sgd.mistake(
    "The step uses the old velocity, from before this gradient. Renew the velocity first, then "
    "move by the new one."
)
class moved_by_the_old_velocity(optimizers.SGD):
    def step(self, params, grads):
        for name, parameter in params.items():
            v = self.velocity.get(name, np.zeros_like(parameter))
            self.velocity[name] = self.momentum * v - self.learning_rate * grads[name]
            parameter += v


@sgd.mistake(
    "The dictionary holds a new array afterwards, but the network keeps its own, which has not "
    "moved. Change the array itself, in place."
)
class new_array_in_the_dict(optimizers.SGD):
    def step(self, params, grads):
        moved = {name: parameter.copy() for name, parameter in params.items()}
        super().step(moved, grads)
        params.update(moved)


@sgd.mistake(
    "The learning rate multiplies the whole velocity, past steps included, as some libraries do "
    "it. Here each gradient is multiplied by the rate of its own step, on entering the velocity."
)
class rate_times_velocity(optimizers.SGD):
    def step(self, params, grads):
        for name, parameter in params.items():
            self.velocity[name] = self.momentum * self.velocity.get(name, 0) + grads[name]
            parameter -= self.learning_rate * self.velocity[name]


@sgd.mistake(
    "Only one of the parameters has moved. The line that moves a parameter belongs inside the loop."
)
class only_the_last(optimizers.SGD):
    def step(self, params, grads):
        kept = {name: parameter.copy() for name, parameter in list(params.items())[:-1]}
        super().step(params, grads)
        for name, parameter in kept.items():
            params[name][...] = parameter


@sgd.mistake("There is no velocity of that name yet (KeyError). What is it before the first step?")
class no_velocity_yet(optimizers.SGD):
    def step(self, params, grads):
        for name in params:
            self.velocity[name] = self.momentum * self.velocity[name]


@sgd.mistake("The learning rate is missing: the whole gradient is subtracted.")
class forgot_the_learning_rate(optimizers.SGD):
    def step(self, params, grads):
        for name, parameter in params.items():
            v = self.velocity.get(name, 0) * self.momentum - grads[name]
            self.velocity[name] = v
            parameter += v


@sgd.mistake("The old velocity is kept whole. Multiply it by the momentum, so that old steps fade.")
class velocity_never_fades(optimizers.SGD):
    def step(self, params, grads):
        for name, parameter in params.items():
            self.velocity[name] = self.velocity.get(name, 0) - self.learning_rate * grads[name]
            parameter += self.velocity[name]


@sgd.mistake(
    "The gradient is weighted by (1 - momentum), a form that some libraries use. Here the whole "
    "gradient goes in: v = momentum * v - learning_rate * gradient."
)
class averaged_momentum(optimizers.SGD):
    def step(self, params, grads):
        scale = 1 - self.momentum
        super().step(params, {name: scale * grad for name, grad in grads.items()})


@sgd.variant
class sgd_with_subtract(optimizers.SGD):
    def step(self, params, grads):
        for name in params:
            if name not in self.velocity:
                self.velocity[name] = np.zeros(params[name].shape)
            self.velocity[name] = self.momentum * self.velocity[name] + (
                self.learning_rate * grads[name]
            )
            np.subtract(params[name], self.velocity[name], out=params[name])


@sgd.variant
class sgd_that_assigns_into_the_array(optimizers.SGD):
    def step(self, params, grads):
        for name, parameter in params.items():
            v = self.momentum * self.velocity.get(name, 0) - self.learning_rate * grads[name]
            self.velocity[name] = v
            parameter[...] = parameter + v


triangular = Exercise(
    id="06-schedule",
    title="A learning rate that rises and falls",
    minutes=6,
    difficulty=2,
    points=1,
    reference=schedules.triangular,
    hints=(
        "First find which share of the training is done: `step / n_steps`, from 0 to 1.",
        "While it is smaller than `rise`, the rate grows in proportion, and reaches the peak when "
        "done = rise. After that it falls in proportion to what is left, 1 - done.",
        "Rising: `peak * done / rise`. Falling: peak times (what is left) / (what was left at the "
        "peak).",
    ),
    why="""Both branches are straight lines through the same point: at `done = rise` the first
gives `peak * 1`, the second `peak * (1 - rise) / (1 - rise)`. Writing the schedule with the
share that is done, and not with step numbers, makes it the same for every length of
training.""",
)


def _without_rise(triangular, step, n_steps, peak):
    return triangular(step, n_steps, peak=peak)


@triangular.cases
def _(rng):
    def case(label, step, n_steps, peak, rise):
        args = {"step": step, "n_steps": n_steps, "peak": peak, "rise": rise}
        return Case(label, args)

    yield case("at the start", 0, 100, 0.5, 0.3)
    yield case("half-way up", 15, 100, 0.5, 0.3)
    yield case("at the peak", 30, 100, 0.5, 0.3)
    yield case("on the way down", 65, 100, 0.5, 0.3)
    yield case("at the end", 100, 100, 0.5, 0.3)
    yield case("a short rise", 1, 8, 0.1, 0.25)
    yield case("a peak between two steps", 2, 10, 1.0, 0.25)
    plain = {"step": 10, "n_steps": 100, "peak": 0.5}
    yield Case(
        "without rise, peak by its name", plain, _without_rise, "triangular(10, 100, peak=0.5)"
    )
    yield case("late in a long training", int(rng.integers(700, 900)), 1000, 0.2, 0.4)
    yield case("early in a long training", int(rng.integers(100, 300)), 1000, 0.2, 0.4)


@triangular.mistake(
    "It jumps down at the peak, and ends below 0. The fall should start from `peak` itself and end "
    "at exactly 0."
)
def falls_too_steeply(step, n_steps, peak, rise=0.4):
    done = step / n_steps
    return peak * done / rise if done < rise else peak * (1 - done / (1 - rise))


@triangular.mistake(
    "It jumps down at the peak: the fall should start from `peak` itself. What share of the "
    "training is left there?"
)
def jumps_after_the_peak(step, n_steps, peak, rise=0.4):
    done = step / n_steps
    return peak * done / rise if done < rise else peak * (1 - done)


@triangular.mistake(
    "While it rises, it climbs over the whole training. It should reach the peak when the share "
    "`rise` is done."
)
def rises_too_slowly(step, n_steps, peak, rise=0.4):
    done = step / n_steps
    return peak * done if done < rise else peak * (1 - done) / (1 - rise)


@triangular.mistake("The argument `rise` has no effect: the share that is spent rising is fixed.")
def fixed_rise(step, n_steps, peak, rise=0.4):
    return schedules.triangular(step, n_steps, peak)


@triangular.mistake("It is right but for the height: it should reach `peak`, and it reaches 1.")
def forgot_the_peak(step, n_steps, peak, rise=0.4):
    return schedules.triangular(step, n_steps, 1.0, rise)


@triangular.mistake(
    "`//` divides and drops what is behind the point, so the share done is 0 until the very end. "
    "Divide with `/`."
)
def whole_division(step, n_steps, peak, rise=0.4):
    return schedules.triangular(step // n_steps, 1, peak, rise)


@triangular.mistake("It rises, but never falls again after the peak.")
def never_falls(step, n_steps, peak, rise=0.4):
    return peak * min(step / n_steps / rise, 1)


@triangular.mistake("It only falls: the first part, in which it rises from 0, is missing.")
def never_rises(step, n_steps, peak, rise=0.4):
    return peak * (1 - step / n_steps)


@triangular.mistake(
    "`rise` is a share between 0 and 1, but it is compared with the step number. Divide the step "
    "by n_steps first."
)
def compared_with_step(step, n_steps, peak, rise=0.4):
    return peak * step / rise if step < rise else peak * (1 - step / n_steps) / (1 - rise)


@triangular.mistake(
    "It starts to fall after the first step: `rise` is taken as a number of steps. It is a share "
    "of all the steps."
)
def rise_taken_as_steps(step, n_steps, peak, rise=0.4):
    return peak * step / rise if step < rise else peak * (n_steps - step) / (n_steps - rise)


@triangular.mistake(
    "It is right where the peak falls on a whole step. It may lie between two steps: leave "
    "`rise * n_steps` unrounded, or work with the share that is done."
)
def peak_on_a_whole_step(step, n_steps, peak, rise=0.4):
    top = int(rise * n_steps)
    return peak * step / top if step < top else peak * (n_steps - step) / (n_steps - top)


@triangular.mistake(
    "The two lines are right, but they meet at a rounded step. The peak may lie between two "
    "steps: compare the shares, without rounding."
)
def lines_change_on_a_whole_step(step, n_steps, peak, rise=0.4):
    done = step / n_steps
    return peak * done / rise if step < int(rise * n_steps) else peak * (1 - done) / (1 - rise)


@triangular.variant
def triangular_as_minimum(step, n_steps, peak, rise=0.4):
    done = step / n_steps
    return peak * min(done / rise, (1 - done) / (1 - rise))


@triangular.variant
def triangular_by_interpolation(step, n_steps, peak, rise=0.4):
    return np.interp(step / n_steps, [0, rise, 1], [0, peak, 0])


l1_grad = Exercise(
    id="06-l1-grad",
    title="The gradient of the L1 penalty",
    minutes=4,
    difficulty=2,
    points=1,
    reference=penalties.l1_grad,
    hints=(
        "The penalty grows by the strength for every 1 that a weight moves away from 0, whether "
        "the weight is large or small. Only the direction matters.",
        "The slope of |w| is 1 where w is positive, -1 where it is negative; at 0 take 0.",
        "NumPy has a function that gives 1, -1 or 0 by the sign of each entry.",
    ),
    why="""The slope of |w| is the sign of w, so each weight is pulled towards 0 with the same
force, however small it already is. That is why L1 takes weights all the way to 0, and L2, whose
pull fades with the weight, does not. At 0 itself |w| has no slope; 0 is the choice that leaves
such a weight in peace.""",
)


@l1_grad.cases
def _(rng):
    W = np.array([[2.0, -0.5, 0.0], [-3.0, 0.25, 1.0]])
    yield Case("2 x 3 weights, one of them 0", {"W": W, "strength": 0.5})
    yield Case("5 x 4 weights", {"W": rng.normal(size=(5, 4)).round(2), "strength": 0.1})
    yield Case("a single row", {"W": np.array([[-0.001, 1000.0]]), "strength": 2.0})
    yield Case("a vector", {"W": np.array([0.3, -0.3, 0.0]), "strength": 1.5})
    yield Case("no penalty", {"W": np.array([[1.5, -2.5]]), "strength": 0.0})
    whole = np.array([[2.0, 0], [-4, 7], [1, -1]])
    yield Case("whole numbers", {"W": whole, "strength": 0.25})
    W = rng.normal(size=(3, 2)).astype(np.float32)
    yield Case("float32", {"W": W, "strength": 0.5})


@l1_grad.mistake(
    "This is the gradient of L2: it fades as a weight gets small. The slope of |w| is the same "
    "however small w is."
)
def l1_taken_as_l2(W, strength):
    return strength * W


@l1_grad.mistake(
    "This is the gradient of the plain sum of squares: the sizes |w| are wanted, and their slope "
    "does not grow with w."
)
def slope_of_the_square(W, strength):
    return 2 * strength * W


@l1_grad.mistake(
    "These are the sizes of the weights, times the strength: the penalty's own terms. Its "
    "gradient is wanted."
)
def sizes_themselves(W, strength):
    return strength * np.abs(W)


@l1_grad.mistake("This is the penalty, one number. Its gradient has one number for each weight.")
def the_penalty_itself(W, strength):
    return strength * np.sum(np.abs(W))


@l1_grad.mistake("The strength is missing: a stronger penalty must pull harder.")
def forgot_the_strength(W, strength):
    return np.sign(W)


@l1_grad.mistake(
    "The sign is turned round. The gradient points to where the penalty grows, away from 0; the "
    "step goes against it later."
)
def towards_zero(W, strength):
    return -strength * np.sign(W)


@l1_grad.mistake(
    "Every weight gets the same number, negative ones too: for those the penalty grows when they "
    "become *smaller*, so their slope is negative."
)
def same_for_all(W, strength):
    return strength * np.ones_like(W, dtype=float)


@l1_grad.mistake(
    "A weight of exactly 0 is treated as a negative one. Three cases are wanted: it should get 0."
)
def minus_at_zero(W, strength):
    return strength * np.where(W > 0, 1.0, -1.0)


@l1_grad.mistake(
    "A weight of exactly 0 is treated as a positive one. Three cases are wanted: it should get 0."
)
def plus_at_zero(W, strength):
    return strength * np.where(W < 0, -1.0, 1.0)


@l1_grad.mistake(
    "The mean over the weights is taken. The penalty is a sum, so no number of weights divides."
)
def mean_for_sum(W, strength):
    return strength * np.sign(W) / np.size(W)


@l1_grad.variant
def l1_grad_by_masks(W, strength):
    return strength * ((W > 0) * 1.0 - (W < 0) * 1.0)


@l1_grad.variant
def l1_grad_into_zeros(W, strength):
    dW = np.zeros_like(W)
    dW[W > 0] = strength
    dW[W < 0] = -strength
    return dW


@l1_grad.variant
def l1_grad_of_the_signs(W, strength):
    dW = np.sign(W)
    dW *= strength
    return dW


@l1_grad.variant
def l1_grad_by_where(W, strength):
    return np.where(W > 0, strength, np.where(W < 0, -strength, 0.0))


@l1_grad.variant
def l1_grad_by_dividing(W, strength):
    return strength * (W / np.where(W == 0, 1, np.abs(W)))
