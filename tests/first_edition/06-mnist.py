import json
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np

from nnlib import Layer, Sequential, he, log_softmax, one_hot, softmax, xavier
from nnlib import accuracy, calibration_error, check_network, minibatches, plots, train
from nnlib import l2_grad, mlp_backward, mlp_forward, sigmoid, sigmoid_prime
from nnlib import Dropout, NNClassifier, shift_images, standardize, straighten_images
from nnlib.datasets import load_mnist
from nnlib.exercises import check, hint, progress, solution
from nnlib.widgets import DrawDigit

plt.style.use("nnlib.plots.course")

# %%
digits = load_mnist(dtype=np.float64)
for name, array in digits._asdict().items():
    print(f"{name:8}", array.shape, array.dtype)
print("pixels from", digits.X_train.min(), "to", digits.X_train.max())

# %%
plots.show_images(digits.X_train[:30], [str(label) for label in digits.y_train[:30]])
plt.show()
counts = np.bincount(digits.y_train)
print("how many of each digit:", counts)
share = counts.max() / counts.sum()
print(f"always guessing {counts.argmax()} would be right for {share:.1%}")

# %%
n_parameters = ...  # TODO: about 2 lines

# %%
n_parameters = check("06-count-parameters", n_parameters)

# %%
print(f"{n_parameters:,} numbers to learn from {len(digits.X_train):,} images")

# %%
rng = np.random.default_rng(0)
x, U, V = rng.normal(size=(1, 4)), rng.normal(size=(4, 5)), rng.normal(size=(5, 3))
print("two layers       ", (x @ U) @ V)
print("one layer        ", x @ (U @ V))
print("with ReLU between", np.maximum(x @ U, 0) @ V)

# %%
class ReLU(Layer):
    """Lets positive scores through and stops the others: ``A = max(Z, 0)``."""

    def forward(self, Z):
        """Keep the positive scores, set the others to 0: Z (N, H) to A (N, H)."""
        raise NotImplementedError  # TODO: about 2 lines

    def backward(self, dA):
        """Let dA (N, H) through where the score was positive: return dZ (N, H)."""
        raise NotImplementedError  # TODO: about 1 line

    def __repr__(self):
        return "ReLU()"

# %%
ReLU = check("06-relu", ReLU)

# %%
layer = ReLU()
print("forward ", layer.forward(np.array([[3.0, -1.0, 0.5]])))
print("backward", layer.backward(np.array([[10.0, 10.0, 10.0]])))

# %%
N_by_D, N_by_H = np.ones((5, 3)), np.ones((5, 2))
print("X.T @ dZ has the shape", (N_by_D.T @ N_by_H).shape)
print("dZ.T @ X has the shape", (N_by_H.T @ N_by_D).shape)

# %%
class Dense(Layer):
    """Every input meets every unit: ``Z = X @ W + b``.

    Parameters
    ----------
    n_in, n_out : int
        Number of inputs D and of units H.
    init : callable ``(n_in, n_out, rng) -> array``
        How the weights start; the biases start at 0.
    rng : numpy.random.Generator, RandomState, int or None
        Source of random numbers. Give all layers of a network the same generator:
        with the same integer their weights would start alike.
    dtype : numpy.float32 or numpy.float64
        Type of weights and biases.

    Attributes
    ----------
    W, b : arrays (D, H) and (H,)
        Weights and biases.
    dW, db : arrays (D, H) and (H,)
        Their gradients, after ``backward``.
    """

    param_names = ("W", "b")

    def __init__(self, n_in, n_out, *, init=xavier, rng=None, dtype=np.float64):
        self.W = init(n_in, n_out, rng).astype(dtype)
        self.b = np.zeros(n_out, dtype)

    def forward(self, X):
        """Scores of a batch: ``Z = X @ W + b``, X (N, D) to Z (N, H)."""
        raise NotImplementedError  # TODO: about 2 lines

    def backward(self, dZ):
        """From dZ (N, H): set dW (D, H) and db (H,), return dX (N, D)."""
        raise NotImplementedError  # TODO: about 3 lines

    def __repr__(self):
        return f"Dense({self.W.shape[0]}, {self.W.shape[1]})"

# %%
Dense = check("06-dense", Dense)

# %%
layer = Dense(2, 1)
layer.W, layer.b = np.array([[1.0], [-1.0]]), np.array([0.5])
print("Z ", layer.forward(np.array([[1.0, 0.0], [0.0, 1.0], [2.0, 2.0]])).ravel())
layer.backward(np.ones((3, 1)))
print("dW", layer.dW.ravel(), " db", layer.db)

# %%
L = np.array([[10, 11, 12], [20, 21, 22]])
y = np.array([2, 0])
print(L[np.arange(2), y])

# %%
def softmax_cross_entropy(Z, y):
    """Mean negative log-likelihood of the right classes, from scores.

    The same number as ``nll(one_hot(y, K), softmax(Z))``, but finite for any scores.

    Parameters
    ----------
    Z : array (N, K)
        Scores, one row a sample.
    y : integer array (N,)
        Labels from 0 to K - 1.

    Returns
    -------
    float
    """
    raise NotImplementedError  # TODO: about 2 lines

# %%
softmax_cross_entropy = check("06-cross-entropy", softmax_cross_entropy)

# %%
print(f"{softmax_cross_entropy(np.zeros((4, 10)), np.array([3, 1, 4, 1])):.4f}")

# %%
def softmax_cross_entropy_grad(Z, y):
    """Gradient of ``softmax_cross_entropy`` with respect to the scores.

    What the network said, minus the truth, for a loss that is a mean over the batch.

    Parameters
    ----------
    Z : array (N, K)
        Scores, one row a sample.
    y : integer array (N,)
        Labels from 0 to K - 1.

    Returns
    -------
    array (N, K)
    """
    raise NotImplementedError  # TODO: about 3 lines

# %%
softmax_cross_entropy_grad = check("06-cross-entropy-grad", softmax_cross_entropy_grad)

# %%
Z = np.array([[2.0, 1.0, 0.0]])
print("probabilities", softmax(Z).round(3))
print("gradient     ", softmax_cross_entropy_grad(Z, np.array([1])).round(3))

# %%
layers = [Dense(5, 4, rng=0), ReLU(), Dense(4, 3, rng=1)]
A = np.random.default_rng(2).normal(size=(6, 5))
for layer in layers:
    A = layer.forward(A)
dA = softmax_cross_entropy_grad(A, np.array([0, 1, 2, 0, 1, 2]))
for layer in reversed(layers):
    dA = layer.backward(dA)
print("scores", A.shape, " gradient of the input", dA.shape)

# %%
rng = np.random.default_rng(1)
small = Sequential([Dense(5, 4, rng=rng), ReLU(), Dense(4, 3, rng=rng)])
X, y = rng.normal(size=(6, 5)), rng.integers(0, 3, size=6)
functions = {"loss": softmax_cross_entropy, "loss_grad": softmax_cross_entropy_grad}
for result in check_network(small, X, y, **functions):
    print(result.name, "passed" if result.error < 1e-6 else result.reason)

# %%
class BrokenReLU(ReLU):
    def forward(self, Z):
        self.output = np.maximum(Z, 0)
        return self.output

    def backward(self, dA):
        return dA * (self.output >= 0)  # always true


broken = Sequential([small.layers[0], BrokenReLU(), small.layers[2]])
for result in check_network(broken, X, y, **functions):
    print(result.name, "passed" if result else "FAILED")

# %%
class SGD:
    """Stochastic gradient descent: a small step downhill after every batch.

    An optimiser belongs to one network.

    With momentum, each parameter keeps a velocity, a fading sum of past steps, so
    that it gathers speed where the gradients agree. The learning rate multiplies each
    gradient as it enters the velocity.

    Parameters
    ----------
    learning_rate : float
        Length of a step, per unit of gradient.
    momentum : float in [0, 1)
        How much of the last velocity is kept; 0 is plain gradient descent.

    References
    ----------
    Polyak, "Some methods of speeding up the convergence of iteration methods", 1964.
    """

    def __init__(self, learning_rate=0.1, *, momentum=0.0):
        # Python's own floats leave float32 parameters float32; NumPy's float64 does not.
        self.learning_rate = float(learning_rate)
        self.momentum = float(momentum)
        self.velocity = {}

    def step(self, params, grads):
        """Move every parameter, in place, one step against its gradient.

        Parameters
        ----------
        params, grads : dict of str to array
            Parameters and their gradients, under the same names.
        """
        raise NotImplementedError  # TODO: about 4 lines

# %%
SGD = check("06-sgd", SGD)

# %%
_, ax = plt.subplots()
for momentum in [0.0, 0.8]:
    optimizer, w, path = SGD(0.01, momentum=momentum), {"w": np.array([1.0])}, [1.0]
    for _ in range(60):
        optimizer.step(w, {"w": 2 * w["w"]})
        path.append(w["w"].item())
    ax.plot(path, label=f"momentum {momentum}")
    print(f"momentum {momentum}: lowest {min(path):6.3f}, in the end {path[-1]:6.3f}")
ax.set(xlabel="step", ylabel="w", title="Momentum gathers speed, and overshoots")
ax.legend()
plt.show()

# %%
def train_one_epoch(network, optimizer, X, y, rng):
    for X_batch, y_batch in minibatches(X, y, batch_size=32, rng=rng, drop_last=True):
        Z = network.forward(X_batch)
        network.backward(softmax_cross_entropy_grad(Z, y_batch))
        optimizer.step(network.params, network.grads)

# %%
def new_network(rng):
    first, second = Dense(784, 100, rng=rng), Dense(100, 200, rng=rng)
    return Sequential([first, ReLU(), second, ReLU(), Dense(200, 10, rng=rng)])


network = new_network(np.random.default_rng(0))
print(f"before: {accuracy(network, digits.X_val, digits.y_val):.0%} right")
rng = np.random.default_rng(0)
train_one_epoch(network, SGD(0.1), digits.X_train, digits.y_train, rng)
print(f"after:  {accuracy(network, digits.X_val, digits.y_val):.0%} right")

# %%
rng = np.random.RandomState(42)
network = new_network(rng)
watch = {
    "training": (digits.X_train, digits.y_train),
    "validation": (digits.X_val, digits.y_val),
}
options = {"n_epochs": 25, "drop_last": True, "rng": rng, "optimizer": SGD(0.1)}
options |= {"watch": watch, "progress": True, **functions}
options["on_epoch"] = plots.LivePlot(n_epochs=25)
history = train(network, digits.X_train, digits.y_train, **options)
print(f"training accuracy   {history['training'][-1]:.4f}")
print(f"validation accuracy {history['validation'][-1]:.4f}")

# %%
plots.LossCurveDisplay.from_history(history, ["training", "validation"])
plt.title("Perfect on what it has seen, 98 % on what it has not")
plt.show()
gap = history["training"][-1] - history["validation"][-1]
print(f"gap between the curves: {gap:.1%}")

# %%
P = network.predict_proba(digits.X_val)
p_right = P[np.arange(len(P)), digits.y_val]
worst = np.argsort(p_right)[:10]
titles = [f"{digits.y_val[n]}, said {P[n].argmax()}" for n in worst]
plots.show_images(digits.X_val[worst], titles, n_columns=5)
plt.show()
print(f"wrong: {(P.argmax(axis=1) != digits.y_val).sum()} of {len(P)}")
print(f"mean certainty in these ten wrong answers: {P[worst].max(axis=1).mean():.0%}")

# %%
one_of_each = [np.argmax(digits.y_val == k) for k in range(10)]
paper = DrawDigit(network, digits.X_val[one_of_each], digits.y_val[one_of_each])
display(paper)
print("at the start", paper)
same = paper.predict_proba(digits.X_val).argmax(axis=1) == P.argmax(axis=1)
print(f"weights as whole numbers: the same answer to {same.mean():.1%} of the digits")

# %%
plots.ReliabilityDisplay.from_predictions(digits.y_val, P)
plt.title("Below the line: more certain than right")
plt.show()
sure, right = P.max(axis=1), P.argmax(axis=1) == digits.y_val
for low, high in [(0.5, 0.9), (0.9, 0.99), (0.99, 1.01)]:
    among = (sure >= low) & (sure < high)
    print(f"sure {low} to {min(high, 1)}: {among.sum():4} answers, ", end="")
    print(f"{sure[among].mean():.1%} sure, {right[among].mean():.1%} right")
print(f"mean gap over all answers: {calibration_error(P, digits.y_val):.1%}")

# %%
import warnings

from sklearn.neural_network import MLPClassifier

both = {"momentum": 0.9, "batch_size": 32}
ours = {"hidden_units": (50,), "learning_rate": 0.05, "n_epochs": 12, **both}
theirs = {"hidden_layer_sizes": (50,), "learning_rate_init": 0.05, **both}
theirs |= {"solver": "sgd", "alpha": 0, "nesterovs_momentum": False}
theirs |= {"max_iter": 12, "n_iter_no_change": 12}  # no end before the 12th epoch
warnings.filterwarnings("ignore", "Stochastic Optimizer: Maximum")  # nor a warning

# %%
X, y = digits.X_train[:5000], digits.y_train[:5000]
val = digits.X_val, digits.y_val
_, axes = plt.subplots(1, 2, figsize=(6, 3.2), sharey=True)
for ax, Model, options in zip(axes, [NNClassifier, MLPClassifier], [ours, theirs]):
    models = [Model(**options, random_state=seed).fit(X, y) for seed in range(4)]
    plots.ReliabilityDisplay.from_estimator(models[0], *val, ax=ax)
    ax.label_outer()
    right = np.mean([model.score(*val) for model in models])
    gaps = [calibration_error(m.predict_proba(val[0]), val[1]) for m in models]
    print(f"{Model.__name__:13} {right:.0%} right", end="")
    print(f"; mean gap {np.mean(gaps):.1%}, of each", *(f"{gap:.1%}" for gap in gaps))
plt.show()

# %%
early = NNClassifier(**ours, early_stopping=True, patience=12, random_state=0).fit(X, y)
plots.LossCurveDisplay.from_estimator(early)
plt.title("The loss of the digits held back soon stalls")
plt.show()
print(f"lowest after epoch {np.argmin(early.validation_loss_curve_) + 1}")

# %%
gap = calibration_error(early.predict_proba(val[0]), val[1])
print(f"{early.score(*val):.0%} right; gap {gap:.1%}")

# %%
def triangular(step, n_steps, peak, rise=0.4):
    """Rise from 0 to ``peak``, then fall back to 0, in straight lines.

    A small start lets random weights settle, the peak makes the way, and the fall
    to 0 lets the noise of the batches die out.

    Parameters
    ----------
    step : int
        This step, from 0 to ``n_steps``.
    n_steps : int
        Number of steps in the whole training.
    peak : float
        The largest learning rate.
    rise : float in (0, 1)
        Share of the steps that is spent rising.

    Returns
    -------
    float

    References
    ----------
    Smith and Topin, "Super-convergence: very fast training of neural networks
    using large learning rates", 2018.
    """
    raise NotImplementedError  # TODO: about 4 lines

# %%
triangular = check("06-schedule", triangular)

# %%
rates = [triangular(step, 1000, peak=0.35, rise=0.2) for step in range(1001)]
_, ax = plt.subplots(figsize=(6, 2.4))
ax.plot(rates)
ax.set(xlabel="step", ylabel="learning rate")
ax.set_title("Up for 20 % of the steps, then down to 0")
plt.show()
print(f"largest rate {max(rates):.2f}, at step {np.argmax(rates)}")

# %%
digits = load_mnist(n_validation=0)
mean = digits.X_train.mean(axis=0)
X_train, X_test = digits.X_train - mean, digits.X_test - mean
print(X_train.shape, X_train.dtype)

# %%
rng = np.random.default_rng(0)
options = {"init": he, "rng": rng, "dtype": np.float32}
fast = Sequential([Dense(784, 800, **options), ReLU(), Dense(800, 10, **options)])
history = train(
    fast,
    X_train,
    digits.y_train,
    optimizer=SGD(momentum=0.9),
    n_epochs=8,
    batch_size=128,
    schedule=lambda step, n_steps: triangular(step, n_steps, 0.35, 0.2),
    rng=rng,
    progress=True,
    **functions,
)

# %%
score = accuracy(fast, X_test, digits.y_test)
first = accuracy(network, digits.X_test, digits.y_test)
print(f"test accuracy above 98.4 %: {score > 0.984}; first recipe {first:.2%}")
print(f"loss in the first epoch {history['loss'][0]:.1f}")
print(f"in the last below 0.01: {history['loss'][-1] < 0.01}")

# %%
W = fast.layers[0].W
plots.show_images(W.T[:20], cmap="RdBu_r", symmetric=True)
plt.show()
start = np.abs(he(784, 800, rng=0)).mean()
middle = np.abs(W.reshape(28, 28, -1)[8:20, 8:20]).mean()
edge = np.abs(W.reshape(28, 28, -1)[:2]).mean()
print(f"mean size: start {start:.2f}, top edge {edge:.2f}, middle {middle:.2f}")

# %%
from nnlib import layers, optimizers


def one_epoch(fused):
    rng = np.random.default_rng(0)
    options = {"init": he, "rng": rng, "dtype": np.float32}
    first, last = layers.Dense(784, 100, **options), layers.Dense(100, 10, **options)
    network = Sequential([first, layers.ReLU(), last])
    options = {"optimizer": optimizers.SGD(0.1), "n_epochs": 1, "rng": rng}
    train(network, X_train, digits.y_train, **options, fused=fused)
    return network

# %%
plain, fused = one_epoch(fused=False), one_epoch(fused=True)
agree = np.mean(plain.predict(X_test) == fused.predict(X_test))
print(f"the same answer to more than 99 of 100 test digits: {agree > 0.99}")

# %%
def l1_grad(W, strength):
    """Gradient of the L1 penalty, ``strength * sum(|W|)``.

    Each weight is pulled towards 0 with the same force, however small it is; a
    weight of exactly 0 is not pulled.

    Parameters
    ----------
    W : array of any shape
        Weights.
    strength : float
        How much a weight of size 1 costs.

    Returns
    -------
    array of W's shape
    """
    raise NotImplementedError  # TODO: about 1 line

# %%
l1_grad = check("06-l1-grad", l1_grad)

# %%
w = np.array([2.0, 0.1, 0.0, -0.5])
print("L2:", l2_grad(w, 0.5))
print("L1:", l1_grad(w, 0.5))

# %%
raw = load_mnist(n_validation=0, dtype=np.uint8)
order = np.random.RandomState(42).permutation(60_000)
X, y = raw.X_train[order].astype(float), raw.y_train[order]
few, y_few, rest, y_rest = X[:500], y[:500], X[500:], y[500:]
print("to learn from", few.shape, " to be judged on", rest.shape)

# %%
def fit_few(X, n_hidden, n_epochs, penalty_grad, strength, start=1):
    rng = np.random.RandomState(42)
    shapes = (n_hidden, 785), (10, n_hidden + 1)  # the first column is the bias
    drawn = [rng.uniform(-start, start, shape) for shape in shapes]
    params = [(w[:, 1:].T.copy(), w[:, 0].copy()) for w in drawn]
    X_parts, Y_parts = np.split(X, 25), np.split(one_hot(y_few, 10), 25)
    for _ in range(n_epochs):
        for X_part, Y_part in zip(X_parts, Y_parts):
            As, Zs = mlp_forward(X_part, params, sigmoid)
            dZ = sigmoid(Zs[-1]) - Y_part
            grads = mlp_backward(dZ, As, Zs, params, sigmoid_prime)
            for (W, b), (dW, db) in zip(params, grads):
                W -= 0.001 * (dW + penalty_grad(W, strength))
                b -= 0.001 * db
    return params

# %%
def few_scores(params, X):
    return mlp_forward(X, params, sigmoid)[1][-1]


def few_accuracy(params, X, y):
    return np.mean(few_scores(params, X).argmax(axis=1) == y)

# %%
on_raw = fit_few(few, 50, 300, l2_grad, 0.5)
print(f"on the 500 {few_accuracy(on_raw, few, y_few):.2%}")
print(f"on the rest {few_accuracy(on_raw, rest, y_rest):.2%}")

# %%
hidden = mlp_forward(few, on_raw, sigmoid)[1][0]
print(f"largest score of a hidden unit: {np.abs(hidden).max():.0f}")
print(f"scores beyond 10 in size: {np.mean(np.abs(hidden) > 10):.0%}")

# %%
few_std, rest_std = standardize(few, few), standardize(rest, few)
on_std = fit_few(few_std, 50, 300, l2_grad, 0.5)
print(f"with the mean of the 500 {few_accuracy(on_std, rest_std, y_rest):.2%}")
own = standardize(rest, rest)
print(f"with the judged digits' own {few_accuracy(on_std, own, y_rest):.2%}")

# %%
wide_raw = fit_few(few, 250, 500, l2_grad, 0.5)
print(f"250 units, raw {few_accuracy(wide_raw, rest, y_rest):.2%}")
wide_std = fit_few(few_std, 250, 500, l2_grad, 0.5)
print(f"both, the mean of the 500 {few_accuracy(wide_std, rest_std, y_rest):.2%}")
print(f"both, the judged digits' own {few_accuracy(wide_std, own, y_rest):.2%}")

# %%
_, axes = plt.subplots(1, 3, figsize=(6, 2.4), sharex=True)
penalties = {"none": (l2_grad, 0), "L2": (l2_grad, 0.5), "L1": (l1_grad, 0.1)}
for ax, (name, (penalty_grad, strength)) in zip(axes, penalties.items()):
    params = fit_few(few_std, 50, 300, penalty_grad, strength)
    W = params[0][0]
    ax.hist(W.ravel(), bins=np.linspace(-1, 1, 101))
    ax.set(title=name, xlabel="weight", yticks=[])
    near_0, score = np.mean(np.abs(W) < 0.001), few_accuracy(params, rest_std, y_rest)
    print(f"{name:4} {near_0:4.0%} of the weights within 0.001 of 0; {score:.1%} right")
plt.show()

# %%
small_start = fit_few(few_std, 50, 300, l2_grad, 0, start=0.1)
print(f"no penalty, small start: {few_accuracy(small_start, rest_std, y_rest):.1%}")

# %%
Z = few_scores(on_raw, rest)
of_outputs, of_scores = softmax(sigmoid(Z)), softmax(Z)
sure = sigmoid(Z).max(axis=1).argmax()
print("its outputs      ", sigmoid(Z[sure]).round(2))
print("softmax of them  ", of_outputs[sure].round(3))
low, high = np.quantile(of_outputs.max(axis=1), [0.05, 0.95])
print(f"nine of ten winners get {low:.2f} to {high:.2f}, none above", end=" ")
print(f"{of_outputs.max():.2f}")

# %%
is_right = Z.argmax(axis=1) == y_rest
shown = [is_right.argmax(), (~is_right).argmax()]
_, axes = plt.subplots(2, 2, figsize=(6, 4), width_ratios=[1, 3])
for n, (image, bars) in zip(shown, axes):
    plots.show_images(rest[[n]], ax=image)
    plots.plot_probabilities(of_scores[n], right=y_rest[n], ax=bars)
    bars.set_title(f"a {y_rest[n]}, read as {Z[n].argmax()}")
plt.show()
for name, P in [("outputs", of_outputs), ("scores", of_scores)]:
    print(f"softmax of {name:7}: the winner gets {P.max(axis=1).mean():.2f} on average")
print(f"and is right in {is_right.mean():.0%} of the cases")

# %%
ones = digits.X_train[digits.y_train == 1]
upright = straighten_images(ones)
plots.show_images(np.vstack([ones[:10], upright[:10]]))
plt.show()
spread, after = ones.std(axis=0).mean(), upright.std(axis=0).mean()
print(f"spread of a pixel among all the ones: {spread:.2f}, then {after:.2f}")

# %%
copies = shift_images(np.repeat(digits.X_train[:1], 9, axis=0), rng=0)
distance = np.linalg.norm(copies - digits.X_train[0], axis=1)
plots.show_images(copies, [f"{d:.1f}" for d in distance], n_columns=9)
plt.show()
print("distance to the original:", distance.round(1))
others = np.linalg.norm(digits.X_train[1:] - digits.X_train[0], axis=1)
print(f"nearest of all the others: {others.min():.1f}")

# %%
layer, A = Dropout(0.5, rng=0), np.ones((1, 8))
layer.training = True
print("while it learns", layer.forward(A))
print("its gradient   ", layer.backward(A))

# %%
layer.training = False
print("when it answers", layer.forward(A))

# %%
def careful_network(rng):
    options = {"init": he, "rng": rng, "dtype": np.float32}
    first, second = Dense(784, 512, **options), Dense(512, 512, **options)
    below = [first, ReLU(), Dropout(0.2, rng=rng)]
    above = [second, ReLU(), Dropout(0.2, rng=rng)]
    return Sequential([*below, *above, Dense(512, 10, **options)])


print(*careful_network(np.random.default_rng(0)).layers, sep="\n")

# %%
record = json.loads(files("nnlib").joinpath("logs/mnist99.json").read_text())
curves = record["validation"]["accuracy"]
plots.LossCurveDisplay(curves, ylabel="validation accuracy").plot(legend="best")
plt.title("Three seeds, one result")
plt.show()
for seed, curve in curves.items():
    print(f"{seed}: {curve[-1]:.2%} of the validation digits")

# %%
test = record["test"]
print(f"test accuracy {test['accuracy']:.2%} after {test['epochs']} epochs")

# %%
# What it shows is different for everyone, so nothing of it is stored here.
progress()
