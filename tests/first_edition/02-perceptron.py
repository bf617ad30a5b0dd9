import matplotlib.pyplot as plt
import numpy as np

from nnlib import accuracy, check_gradient, numerical_gradient, plots, sigmoid
from nnlib.datasets import four_clusters, separable, xor_table
from nnlib.exercises import check, hint, progress, solution
from nnlib.widgets import LineOverPoints

plt.style.use("nnlib.plots.course")
np.set_printoptions(precision=4, suppress=True)

# %%
X, y = separable(60, gap=0.4, rng=4)
plots.plot_classes(X, y).legend(loc="center left", bbox_to_anchor=(1, 0.5))
plt.title("A slanting gap keeps the classes apart")
plt.show()
print("X", X.shape, "  y", y.shape, "  of each class", np.bincount(y))

# %%
x = np.array([1.0, 2.0])
z = x @ np.array([0.5, -1.0]) + 0.25
print("score", z, "  so the answer is", 1 if z > 0 else 0)

# %%
def step_unit(X, w, b):
    """Answer 1 where the score ``X @ w + b`` is above 0, else 0.

    Parameters
    ----------
    X : array (D,) or (N, D)
        One sample, or a batch with one row a sample.
    w : array (D,)
        Weights, one for each feature.
    b : float
        Bias.

    Returns
    -------
    int, or int array (N,)
    """
    raise NotImplementedError  # TODO: about 2 lines

# %%
step_unit = check("02-step-unit", step_unit)

# %%
print(step_unit(x, np.array([0.5, -1.0]), 0.25))
w, b = np.array([1.0, -1.0]), 0.0
print(step_unit(X[6:11], w, b), " labels", y[6:11])
print(f"right on all 60: {np.mean(step_unit(X, w, b) == y):.1%}")

# %%
w, b = np.array([3.0, 4.0]), -2.0
right_angle = np.array([-4.0, 3.0]) / 5
same_way = np.array([3.0, 4.0]) / 5
print("steps   right angle to w   w's direction")
for steps in [0, 1, 2]:
    z = (x + steps * right_angle) @ w + b
    z_same = (x + steps * same_way) @ w + b
    print(f"{steps:5}   {z:16.1f}   {z_same:13.1f}")

# %%
def boundary(x1, w, b):
    """Height of the line on which a unit with two inputs has the score 0.

    Solves ``w[0] * x1 + w[1] * x2 + b = 0`` for x2.

    Parameters
    ----------
    x1 : float or array (M,)
        First feature.
    w : array (2,)
        Weights; the second is not 0.
    b : float
        Bias.

    Returns
    -------
    float or array (M,)
        Second feature of the points of the line.
    """
    raise NotImplementedError  # TODO: about 1 line

# %%
boundary = check("02-boundary", boundary)

# %%
x1 = np.array([-2.0, 0.0, 2.0])
x2 = boundary(x1, w, b)
print("heights", x2)
Z = np.column_stack([x1, x2]) @ w + b
print("size of the scores there", np.abs(Z).round(12))

# %%
w, b = np.array([1.0, -1.0]), 0.0
plots.plot_decision(lambda points: step_unit(points, w, b), X, y)
plt.title("The first guess cuts through both classes")
plt.show()
print("heights", boundary(x1, w, b), " slope", -w[0] / w[1])

# %%
w, b = np.array([0.5, -1.0]), 0.25
print("score before", x @ w + b)
print("score after ", x @ (w + x) + (b + 1), "  rise", x @ x + 1)

# %%
def rosenblatt_update(w, b, x, y):
    """Learn from one sample: ``w + (y - answer) * x`` and ``b + (y - answer)``.

    Parameters
    ----------
    w : array (D,)
        Weights.
    b : float
        Bias.
    x : array (D,)
        One sample.
    y : int
        Its label, 0 or 1.

    Returns
    -------
    new_w : array (D,)
    new_b : float
    """
    raise NotImplementedError  # TODO: about 2 lines

# %%
rosenblatt_update = check("02-rosenblatt-update", rosenblatt_update)

# %%
w, b, total = np.zeros(2), 0.0, 0
for sweep in range(1, 11):
    mistakes = 0
    for sample, label in zip(X, y):
        mistakes += int(step_unit(sample, w, b) != label)
        w, b = rosenblatt_update(w, b, sample, label)
    total += mistakes
    print(f"sweep {sweep}   mistakes {mistakes}   w {w}   b {float(b)}")
    if mistakes == 0:
        break
print("mistakes in all", total)

# %%
ax = plots.plot_decision(lambda points: step_unit(points, w, b), X, y)
ax.plot([-2, 2], boundary(np.array([-2, 2]), w, b), "--", color="#009E73")
ax.set_title("All right, but only just")
plt.show()
nearest = np.min(np.abs(X @ w + b)) / np.linalg.norm(w)
print(f"right {np.mean(step_unit(X, w, b) == y):.1%}, nearest point {nearest:.3f}")

# %%
w, b = np.array([1.0, -1.0]), 0.0
gradient = numerical_gradient(lambda: np.mean(step_unit(X, w, b) != y), w)
print(f"wrong {np.mean(step_unit(X, w, b) != y):.1%}, gradient {gradient}")

# %%
A = sigmoid(X[6:11] @ w + b)
print("probabilities", A)
print("above a half ", (A > 0.5).astype(int), "  step", step_unit(X[6:11], w, b))

# %%
def binary_cross_entropy(y, p):
    """Mean loss of a yes-or-no answer: ``-mean(y*log(p) + (1 - y)*log(1 - p))``.

    Parameters
    ----------
    y : array of 0 and 1, usually (N,)
        Labels.
    p : array of y's shape
        Probabilities of label 1.

    Returns
    -------
    float
        Infinite where a label was given the probability 0.
    """
    raise NotImplementedError  # TODO: about 2 lines

# %%
binary_cross_entropy = check("02-binary-cross-entropy", binary_cross_entropy)

# %%
t = np.array([1, 0])
print(f"one half      {binary_cross_entropy(t, np.array([0.5, 0.5])):.3f}")
print(f"sure, right   {binary_cross_entropy(t, np.array([0.99, 0.01])):.3f}")
print(f"sure, wrong   {binary_cross_entropy(t, np.array([0.01, 0.99])):.3f}")
print(f"our 60 points {binary_cross_entropy(y, sigmoid(X @ w + b)):.3f}")

# %%
line = LineOverPoints(X, y, w=w, b=b)
display(line)
print("at the start:", line)

# %%
z, t = np.array([2.0, -1.0, 0.5]), np.array([1, 1, 0])
measured = numerical_gradient(lambda: binary_cross_entropy(t, sigmoid(z)), z)
print("measured at z", measured)
print("(a - y) / N  ", (sigmoid(z) - t) / 3)

# %%
a = sigmoid(z)
measured = numerical_gradient(lambda: binary_cross_entropy(t, a), a)
print("measured at a", measured)
print("formula (2.5)", (a - t) / (a * (1 - a)) / 3)

# %%
def sigmoid_unit_grad(X, y, w, b):
    """Gradients of the binary cross-entropy of a sigmoid unit.

    With A the probabilities of label 1, the gradient with respect to the scores is
    ``(A - y) / N``.

    Parameters
    ----------
    X : array (N, D)
        Samples.
    y : array (N,) of 0 and 1
        Labels.
    w : array (D,)
        Weights.
    b : float
        Bias.

    Returns
    -------
    dw : array (D,)
    db : float
    """
    raise NotImplementedError  # TODO: about 3 lines

# %%
sigmoid_unit_grad = check("02-sigmoid-unit-grad", sigmoid_unit_grad)

# %%
w, b = np.array([1.0, -1.0]), np.array(0.0)
dw, db = sigmoid_unit_grad(X, y, w, b)
print("dw", dw, "  db", f"{db:.4f}")
for name, at, gradient in [("w", w, dw), ("b", b, db)]:
    report = check_gradient(
        lambda: binary_cross_entropy(y, sigmoid(X @ w + b)), at, gradient, name=name
    )
    print(name, "passed" if report else report)

# %%
class SigmoidUnit:
    """One unit with a sigmoid, trained by gradient descent.

    Parameters
    ----------
    w : array (D,)
        Weights to start from.
    b : float
        Bias to start from.
    """

    def __init__(self, w, b=0.0):
        self.w = np.array(w, dtype=float)  # a copy: training must not move the caller's
        self.b = float(b)

    def predict_proba(self, X):
        """Probability of label 1, ``sigmoid(X @ w + b)``: X (N, D) to A (N,)."""
        raise NotImplementedError  # TODO: about 1 line

    def predict(self, X):
        """Label of each sample: 1 where its score is above 0, X (N, D) to (N,)."""
        return np.where(X @ self.w + self.b > 0, 1, 0)

    def step(self, X, y, learning_rate):
        """Move ``w`` and ``b`` one step downhill: each minus rate times gradient."""
        raise NotImplementedError  # TODO: about 3 lines

# %%
SigmoidUnit = check("02-sigmoid-unit", SigmoidUnit)

# %%
unit = SigmoidUnit([1.0, -1.0])
print(f"before {binary_cross_entropy(y, unit.predict_proba(X)):.3f}   w {unit.w}")
unit.step(X, y, learning_rate=0.1)
print(f"after  {binary_cross_entropy(y, unit.predict_proba(X)):.3f}   w {unit.w}")

# %%
unit, losses, kept = SigmoidUnit([1.0, -1.0]), [], {}
for i in range(1001):
    if i in (0, 10, 100, 1000):
        kept[i] = SigmoidUnit(unit.w, unit.b)
    losses.append(binary_cross_entropy(y, unit.predict_proba(X)))
    unit.step(X, y, learning_rate=0.1)

# %%
_, ax = plt.subplots()
ax.plot(losses)
ax.axhline(np.log(2), color="#666666", linestyle=":", linewidth=1.2)
ax.annotate("knowing nothing", (1000, np.log(2)), ha="right", va="bottom")
ax.set(xlabel="step", ylabel="loss", ylim=(0, None))
ax.set_title("Steep at first, then ever gentler")
plt.show()
print({i: round(float(losses[i]), 3) for i in kept})

# %%
fig, axes = plt.subplots(2, 2, figsize=(6, 6), sharex=True, sharey=True)
for ax, (i, copy) in zip(axes.flat, kept.items()):
    plots.plot_decision(copy.predict_proba, X, y, ax=ax)
    ax.set_title(f"after {i} steps: {accuracy(copy, X, y):.0%}")
    ax.label_outer()
plt.show()
for i, copy in kept.items():
    worst = np.min((2 * y - 1) * (X @ copy.w + copy.b)) / np.linalg.norm(copy.w)
    print(f"{i:4} steps   right {accuracy(copy, X, y):6.1%}   worst point {worst:6.3f}")

# %%
X_xor, y_xor = xor_table()
print("samples", X_xor.tolist(), "  labels", y_xor)
w, b, mistakes = np.zeros(2), 0.0, np.zeros(100, dtype=int)
for sweep in range(100):
    for sample, label in zip(X_xor, y_xor):
        mistakes[sweep] += int(step_unit(sample, w, b) != label)
        w, b = rosenblatt_update(w, b, sample, label)
print("first sweeps", mistakes[:6], "  last", mistakes[-3:])

# %%
unit = SigmoidUnit([1.0, -1.0], 0.5)
for i in range(2001):
    if i in (0, 10, 100, 2000):
        loss = binary_cross_entropy(y_xor, unit.predict_proba(X_xor))
        print(f"{i:4} steps   loss {loss:.3f}   {unit.predict_proba(X_xor).round(3)}")
    unit.step(X_xor, y_xor, learning_rate=1.0)

# %%
rng = np.random.default_rng(0)
W, B = rng.normal(size=(2, 100_000)), rng.normal(size=100_000)
n_right = np.sum((X_xor @ W + B > 0) == y_xor[:, np.newaxis], axis=0)
for n, lines in enumerate(np.bincount(n_right, minlength=5)):
    print(f"{n} of 4 right: {lines:6} lines")

# %%
X_four, y_four = four_clusters(50, rng=0)
unit = SigmoidUnit([1.0, -1.0], 0.5)
for _ in range(2000):
    unit.step(X_four, y_four, learning_rate=1.0)
loss = binary_cross_entropy(y_four, unit.predict_proba(X_four))
print(f"loss {loss:.3f}   right {accuracy(unit, X_four, y_four):.0%} of {len(X_four)}")

# %%
W, B = rng.normal(size=(2, 5000)), rng.normal(size=5000)
right = np.mean((X_four @ W + B > 0) == y_four[:, np.newaxis], axis=0)
best = SigmoidUnit(W[:, right.argmax()], B[right.argmax()])
_, axes = plt.subplots(1, 2, sharey=True)
for ax, model, title in zip(axes, [unit, best], ["trained", "best of 5000 lines"]):
    plots.plot_decision(model.predict_proba, X_four, y_four, ax=ax)
    ax.set_title(f"{title}: {accuracy(model, X_four, y_four):.0%}")
    ax.label_outer()
plt.show()
print(f"trained {accuracy(unit, X_four, y_four):.0%}, best line {right.max():.0%}")

# %%
rng = np.random.RandomState(42)  # NumPy's older generator, to repeat a published run


def draw_bits(n):
    return (rng.uniform(size=(n, 5)) > 0.5).astype(int)


X_bits = draw_bits(500)
Y_bits = X_bits ^ 1
W_h, W_o = rng.uniform(-1, 1, (5, 10)), rng.uniform(-1, 1, (10, 5))
print(X_bits[0], "->", Y_bits[0])

# %%
averages = []
for epoch in range(10):
    prices = []
    for x, t in zip(X_bits, Y_bits):
        H = sigmoid(x @ W_h)
        A = sigmoid(H @ W_o)
        prices.append(binary_cross_entropy(t, A))
        dZ_o = A - t
        dZ_h = (W_o @ dZ_o) * H * (1 - H)
        W_o -= 0.1 * np.outer(H, dZ_o)
        W_h -= 0.1 * np.outer(x, dZ_h)
    averages.append(np.mean(prices))
print("\n".join(f"epoch {i:2}   loss {a:.8f}" for i, a in enumerate(averages, 1)))

# %%
X_new = draw_bits(5000)
A = sigmoid(sigmoid(X_new @ W_h) @ W_o)
all_five = np.all((A > 0.5) == (X_new ^ 1), axis=1)
print(f"samples with all five bits right: {all_five.sum()} of {len(X_new)}")

# %%
print("0 ^ 1 =", 0 ^ 1, "  1 ^ 1 =", 1 ^ 1)
print("target is 1 - x:", np.array_equal(Y_bits, 1 - X_bits))
for name, bits in [("training", X_bits), ("new", X_new)]:
    print(f"{name:8} {len(bits):4} samples, {len(np.unique(bits, axis=0))} different")

# %%
units, averages = [SigmoidUnit(np.zeros(5)) for _ in range(5)], []
for epoch in range(10):
    prices = []
    for x, t in zip(X_bits, Y_bits):
        for k, unit in enumerate(units):
            p = unit.predict_proba(x[np.newaxis])
            prices.append(binary_cross_entropy(t[[k]], p))
            unit.step(x[np.newaxis], t[[k]], learning_rate=0.1)
    averages.append(np.mean(prices))
print(f"loss in epoch 1: {averages[0]:.3f}, in epoch 10: {averages[-1]:.3f}")

# %%
P = np.column_stack([unit.predict(X_new) for unit in units])
all_five = np.all(P == (X_new ^ 1), axis=1)
print(f"samples with all five bits right: {all_five.sum()} of {len(X_new)}")
print("weights, one row a unit, and biases")
for unit in units:
    print(np.round(unit.w, 1), f"{unit.b:.1f}")

# %%
unit = SigmoidUnit(np.zeros(5))
for _ in range(2000):
    unit.step(X_bits, X_bits[:, 0] ^ X_bits[:, 1], learning_rate=1.0)
p = accuracy(unit, X_new, X_new[:, 0] ^ X_new[:, 1])
print(f"XOR of the first two bits: {p:.0%} right")

# %%
# What it shows is different for everyone, so nothing of it is stored here.
progress()
