import matplotlib.pyplot as plt
import numpy as np

from nnlib import check_gradient, mlp_init, one_hot, plots, softmax, tanh
from nnlib import relu, relu_prime, sigmoid, sigmoid_prime, softmax_cross_entropy
from nnlib.datasets import four_clusters, xor_table
from nnlib.exercises import check, hint, progress, solution
from nnlib.widgets import GraphStepper

plt.style.use("nnlib.plots.course")
np.set_printoptions(precision=4, suppress=True)

# %%
w, x, b, y = 1.5, 2.0, -3.5, 1.0
z = w * x + b
a = sigmoid(z)
L = (a - y) ** 2 / 2
print(f"z {z:.3f}   a {a:.3f}   L {L:.3f}")

# %%
da = 1 * (a - y)  # the slope of (a - y)² / 2 is a - y
dz = da * a * (1 - a)  # the slope of the sigmoid is a (1 - a)
dw, dx, db = dz * x, dz * w, dz * 1  # w multiplies x, x multiplies w, b is added
print(f"da {da:.3f}   dz {dz:.3f}   dw {dw:.3f}   dx {dx:.3f}   db {db:.3f}")

# %%
def loss_at(w):
    return (sigmoid(w * x + b) - y) ** 2 / 2


print(f"measured dw {(loss_at(w + 1e-5) - loss_at(w - 1e-5)) / 2e-5:.3f}")

# %%
graph = GraphStepper(w, x, b, y)
display(graph)
print("at the start,", graph)

# %%
h = 2.0
for moved in [2.01, 2.001]:
    grown = 3 * moved * moved**2 - 3 * h * h**2
    print(f"h + {moved - h:.3f}: L grows {grown / (moved - h):.2f} times as much")

# %%
w, x = 0.5, 3.0
h = w * x
u, v = sigmoid(h), h**2
print(f"h {h:.3f}   u {u:.3f}   v {v:.3f}   L {u * v:.3f}")

# %%
dw = ...  # TODO: about 5 lines

# %%
dw = check("04-chain", dw)

# %%
for moved in [0.51, 0.501]:
    grown = sigmoid(moved * x) * (moved * x) ** 2 - u * v
    print(f"w + {moved - w:.3f}: {grown / (moved - w):.2f} times as much   dw {dw:.2f}")

# %%
x = np.array([1.0, 2.0, 3.0])
x[1] = 2.0 + 0.5
above = np.sum(x**2)
x[1] = 2.0 - 0.5
print("slope of the middle one:", (above - np.sum(x**2)) / (2 * 0.5))
x[1] = 2.0

# %%
def numerical_gradient(f, x, step=1e-5):
    """Measure the gradient of a function by central differences.

    ``(f(x + step) - f(x - step)) / (2 * step)`` for each entry of ``x`` in turn.

    Parameters
    ----------
    f : callable ``() -> float``
        The loss, as a function of what ``x`` holds now.
    x : float64 array
        Moved in place, entry by entry, and put back.
    step : float
        In float64 the error is smallest near 1e-5.

    Returns
    -------
    array of x's shape
    """
    raise NotImplementedError  # TODO: about 10 lines

# %%
numerical_gradient = check("04-numerical-gradient", numerical_gradient)

# %%
print(numerical_gradient(lambda: np.sum(x**2), x))
table = np.array([[1.0, 2.0], [3.0, 4.0]])
print(numerical_gradient(lambda: table[0, 0] * table[1, 1], table))

# %%
z, steps, one, central = np.array(2.0), 10.0 ** -np.arange(1, 13), [], []
for step in steps:
    one.append(abs((sigmoid(2 + step) - sigmoid(2)) / step - sigmoid_prime(2)))
    slope = numerical_gradient(lambda: sigmoid(z), z, step)
    central.append(abs(slope - sigmoid_prime(2)))
_, ax = plt.subplots()
ax.loglog(steps, one, "s-", label="one side")
ax.loglog(steps, central, "o-", label="both sides")
ax.set(xlabel="step", ylabel="error", title="Neither too long nor too short")
ax.legend()
plt.show()
print(f"at 1e-3: one side {one[2]:.0e}, both sides {central[2]:.0e}")
print("both sides at 1e-5 better than 1e-9:", bool(central[4] < 1e-9))

# %%
for name, gradient in [("2 x", 2 * x), ("x", x), ("a typo", 2 * x + [0, 0, 0.001])]:
    report = check_gradient(lambda: np.sum(x**2), x, gradient, name=name)
    print(f"{name}: passed" if report else report)
print(check_gradient(lambda: 7.0, x, 0 * x, name="nothing"))

# %%
A = np.array([[1.0, 0, 2], [0, 1, 1], [3, 1, 0], [1, 2, 1]])
dZ = np.array([[1.0, -1], [2, 0], [0, 1], [-1, 3]])
marked = {"A.T": np.s_[2, :], "dZ": np.s_[:, 1], "dW": np.s_[2, 1]}
ax = plots.plot_shapes({"A.T": A.T, "dZ": dZ, "dW": A.T @ dZ}, "@=", marked=marked)
ax.set_title("Four samples, four ways, one sum")
plt.show()
ways = [float(A[n, 2] * dZ[n, 1]) for n in range(4)]
print("four ways", ways, "  together", sum(ways))

# %%
W, b = np.array([[1.0, 2], [0, -1], [3, 1]]), np.array([1.0, -2])
rules = {"W": (W, A.T @ dZ), "b": (b, dZ.sum(axis=0)), "A": (A, dZ @ W.T)}
for name, (at, gradient) in rules.items():
    report = check_gradient(lambda: np.sum(dZ * (A @ W + b)), at, gradient, name=name)
    print(name, gradient.shape, "passed" if report else report)

# %%
X, y = xor_table()
Y = y[:, None]  # (4, 1): one row a sample
rng = np.random.default_rng(1)
W_h, W_o = rng.normal(size=(2, 3)), rng.normal(size=(3, 1))
print("X", X.shape, "  W_h", W_h.shape, "  W_o", W_o.shape, "  Y", Y.shape)

# %%
def two_layer_grad(X, Y, W_h, W_o):
    """Gradients of half the sum of the squared errors, ``np.sum((Z_o - Y)**2) / 2``.

    The outputs are ``Z_o = sigmoid(X @ W_h) @ W_o``. The loss is a sum over the samples,
    not a mean: there is no 1/N.

    Parameters
    ----------
    X : array (N, D)
        Samples.
    Y : array (N, K)
        What the outputs should be.
    W_h : array (D, H)
        Weights of the hidden layer.
    W_o : array (H, K)
        Weights of the output layer.

    Returns
    -------
    dW_h : array (D, H)
    dW_o : array (H, K)
    """
    raise NotImplementedError  # TODO: about 5 lines

# %%
two_layer_grad = check("04-two-layer-grad", two_layer_grad)

# %%
def squared_error():
    return np.sum((sigmoid(X @ W_h) @ W_o - Y) ** 2) / 2

# %%
dW_h, dW_o = two_layer_grad(X, Y, W_h, W_o)
for name, at, gradient in [("W_h", W_h, dW_h), ("W_o", W_o, dW_o)]:
    report = check_gradient(squared_error, at, gradient, name=name)
    print(name, gradient.shape, "passed" if report else report)

# %%
def train_xor(slope, n_steps=50_000):
    rng = np.random.RandomState(42)  # NumPy's older generator, as in the published run
    W_h, W_o = rng.uniform(0, 1, (2, 3)), rng.uniform(0, 1, (3, 1))
    sums, losses = [], []
    for step in range(n_steps):
        Z_h = X @ W_h
        A_h = sigmoid(Z_h)
        error = Y - A_h @ W_o  # as published: truth minus output…
        if step % 5000 == 0:
            sums.append(float(error.sum()))
        losses.append(np.sum(error**2) / 2)
        W_o += 0.1 * A_h.T @ error  # … so plus is downhill
        W_h += 0.1 * X.T @ ((error @ W_o.T) * slope(Z_h, A_h))
    return sums, losses, W_h, W_o

# %%
def published(Z_h, A_h):
    return sigmoid_prime(A_h)

# %%
sums, losses, W_h, W_o = train_xor(published)
for i, digits in enumerate([9, 9, 9, 9, 9, 9, 6, 2, 1]):
    print(f"step {5000 * i:5}   sum of errors {sums[i]:.{digits}g}")
answer = sigmoid(np.array([0, 1]) @ W_h) @ W_o
print("the answer to (0, 1):", round(answer.item()))

# %%
rng = np.random.RandomState(42)
W_h, W_o = rng.uniform(0, 1, (2, 3)), rng.uniform(0, 1, (3, 1))
A_h = sigmoid(X @ W_h)
dZ_o = A_h @ W_o - Y
theirs = X.T @ ((dZ_o @ W_o.T) * sigmoid_prime(A_h))

# %%
ours = two_layer_grad(X, Y, W_h, W_o)[0]
rows = [("W_h, theirs", W_h, theirs), ("W_h, ours", W_h, ours)]
for name, at, gradient in [*rows, ("W_o, theirs", W_o, A_h.T @ dZ_o)]:
    report = check_gradient(squared_error, at, gradient)
    print(f"{name}:", "passed" if report else f"FAILED, error {report.error:.1g}")

# %%
def right(Z_h, A_h):
    return sigmoid_prime(Z_h)

# %%
sums_right, losses_right, W_right, _ = train_xor(right)
for i, s in enumerate(sums_right):
    print(f"step {5000 * i:5}   sum of errors {s:.8f}")

# %%
for slope in [published, right]:
    _, _, W_h, W_o = train_xor(slope, n_steps=5000)
    print(f"{slope.__name__:9}", (sigmoid(X @ W_h) @ W_o).ravel().round(2))

# %%
_, ax = plt.subplots()
ax.semilogy(losses_right, label="right slope")
ax.semilogy(losses, label="wrong slope")
ax.set(xlabel="step", ylabel="loss", title="23 000 steps of knowing nothing")
ax.legend()
plt.show()
for name, values in [("right", losses_right), ("wrong", losses)]:
    first = np.argmax(np.less(values, 0.01))
    print(f"{name}: loss {values[5000]:.3f} at step 5000, below 0.01 from {first}")

# %%
for z in [0.0, 2.0, 6.0]:
    a = sigmoid(z)
    print(f"score {z}   right {sigmoid_prime(z):.4f}   wrong {sigmoid_prime(a):.4f}")

# %%
def many_starts(slope, n_steps=50_000):
    rng = np.random.default_rng(0)
    W_h, W_o = rng.uniform(0, 1, (100, 2, 3)), rng.uniform(0, 1, (100, 3, 1))
    losses = []
    for step in range(n_steps + 1):
        Z_h = X @ W_h
        A_h = sigmoid(Z_h)
        dZ_o = A_h @ W_o - Y
        if step % 100 == 0:
            losses.append(np.sum(dZ_o**2, axis=(1, 2)) / 2)
        dZ_h = (dZ_o @ W_o.mT) * slope(Z_h, A_h)
        W_h, W_o = W_h - 0.1 * X.T @ dZ_h, W_o - 0.1 * A_h.mT @ dZ_o
    return np.array(losses)  # a row every 100 steps

# %%
runs = {"right": many_starts(right), "wrong": many_starts(published)}
_, ax = plt.subplots()
for (name, values), place in zip(runs.items(), [(2350, 50), (28_000, 50)]):
    learned = np.sum(values < 0.01, axis=1)
    ax.semilogx(100 * np.arange(len(learned)), learned)
    ax.text(*place, f"{name} slope")
    half, every = 100 * np.argmax(learned >= 50), 100 * np.argmax(learned == 100)
    print(f"{name}: {learned[100]} by step 10000, half by {half}, all by {every}")
ax.axvline(np.argmax(np.less(losses, 0.01)), color="#666666", linestyle=":")
ax.text(22_000, 86, "published run", ha="right")
ax.set(xlabel="step", ylabel="networks below 0.01", xlim=(1000, 60_000))
ax.set_title("All learn, with the wrong slope ten times later")
plt.show()

# %%
for name, values in runs.items():
    early, late = (np.sum(values[i] < 1e-8) for i in (100, 500))
    print(f"{name}: {early} below 1e-8 by step 10000, {late} by 50000")
print("seed 42, slopes of the hidden units, a row a sample")
print(sigmoid_prime(X @ W_right).round(2))

# %%
params = mlp_init((2, 4, 3, 2), spread=1, rng=1)
for i, (W, b) in enumerate(params):
    print(f"layer {i + 1}: W {W.shape}, b {b.shape}")

# %%
def mlp_forward(X, params, activation):
    """Run a batch through every layer, and keep what the way back will need.

    For each layer ``Z = A @ W + b``, with A its input; the next layer's input is
    ``activation(Z)``.

    Parameters
    ----------
    X : array (N, D)
        Samples.
    params : list of (W, b)
        Weights and biases of each layer.
    activation : callable
        What a hidden layer makes of its scores: ``sigmoid``, ``tanh``, ``relu``.

    Returns
    -------
    As : list of arrays
        The input of each layer; the first is X.
    Zs : list of arrays
        The scores of each layer; the last are the network's own.
    """
    raise NotImplementedError  # TODO: about 6 lines

# %%
mlp_forward = check("04-mlp-forward", mlp_forward)

# %%
samples = np.array([[1.0, -1.0], [0.5, 2.0], [0.0, 0.0]])
As, Zs = mlp_forward(samples, params, tanh)
print("inputs of the layers", [A.shape for A in As])
print("scores of the layers", [Z.shape for Z in Zs])
print("probabilities of the last sample", softmax(Zs[-1])[2])

# %%
Z, labels = np.array([[2.0, 1.0, 0.0], [0.0, 1.0, -1.0]]), np.array([1, 0])
measured = numerical_gradient(lambda: softmax_cross_entropy(Z, labels), Z)
print("measured", *measured, sep="\n")
print("(P - Y) / N", *(softmax(Z) - one_hot(labels, 3)) / 2, sep="\n")

# %%
z = np.array([-2.0, -0.5, 0.5, 2.0])
print("tanh ", tanh(z))
print("slope", (tanh(z + 1e-5) - tanh(z - 1e-5)) / 2e-5)
print("relu ", relu(z), "  slope", relu_prime(z))

# %%
def tanh_prime(Z):
    """Slope of tanh at the scores: ``1 - tanh(Z)**2``.

    Parameters
    ----------
    Z : array of any shape
        Scores, not activations.

    Returns
    -------
    array of Z's shape
    """
    raise NotImplementedError  # TODO: about 1 line

# %%
tanh_prime = check("04-tanh-prime", tanh_prime)

# %%
print("layer   its input   its weights   scores below")
for i in reversed(range(len(params))):
    below = f"Zs[{i - 1}]" if i > 0 else "none"
    print(f"{i + 1:5}   As[{i}]       params[{i}][0]  {below}")

# %%
def mlp_backward(dZ, As, Zs, params, slope):
    """Carry the gradient of the last scores back through every layer.

    Layer by layer, from the last: ``dW = A.T @ dZ``, ``db`` the column sums of dZ, and
    for the layer below ``dZ = (dZ @ W.T) * slope(Z)``.

    Parameters
    ----------
    dZ : array (N, K)
        Gradient of the loss with respect to the last scores.
    As, Zs : lists of arrays
        What ``mlp_forward`` gave.
    params : list of (W, b)
        Weights and biases of each layer.
    slope : callable
        Derivative of the activation at the scores: ``sigmoid_prime`` and its kin.

    Returns
    -------
    list of (dW, db)
        Gradients in the order and shapes of ``params``.
    """
    raise NotImplementedError  # TODO: about 6 lines

# %%
mlp_backward = check("04-mlp-backward", mlp_backward)

# %%
X_four, y_four = four_clusters(50, rng=0)
Y_four = one_hot(y_four, 2)
kinds = {"sigmoid": (sigmoid, sigmoid_prime), "tanh": (tanh, tanh_prime)}
kinds["ReLU"] = (relu, relu_prime)
print(X_four.shape, Y_four.shape, list(kinds))

# %%
def gradients(params, f, slope):
    As, Zs = mlp_forward(X_four, params, f)
    dZ = (softmax(Zs[-1]) - Y_four) / len(Y_four)
    return mlp_backward(dZ, As, Zs, params, slope)

# %%
def loss(params, f):
    return softmax_cross_entropy(mlp_forward(X_four, params, f)[1][-1], y_four)

# %%
for name, (f, slope) in kinds.items():
    reports = []
    for pair, gradient_pair in zip(params, gradients(params, f, slope)):
        for at, gradient in zip(pair, gradient_pair):
            reports.append(check_gradient(lambda: loss(params, f), at, gradient))
    print(f"{name:8} {sum(map(bool, reports))} of {len(reports)} arrays pass")

# %%
def trap(Z):
    return sigmoid_prime(sigmoid(Z))

# %%
for i, pairs in enumerate(zip(params, gradients(params, sigmoid, trap)), 1):
    (W, b), (dW, db) = pairs
    report = check_gradient(lambda: loss(params, sigmoid), W, dW)
    print(f"layer {i}: {'passed' if report else f'FAILED, error {report.error:.0%}'}")

# %%
def fit(f, slope, seed=0, n_steps=10_000):
    params = mlp_init((2, 3, 2), spread=1, rng=seed)
    for _ in range(n_steps):
        pairs = zip(params, gradients(params, f, slope))
        params = [(W - 0.1 * dW, b - 0.1 * db) for (W, b), (dW, db) in pairs]
    return params

# %%
def share_right(params, f):
    return np.mean(mlp_forward(X_four, params, f)[1][-1].argmax(axis=1) == y_four)

# %%
trained = {name: fit(f, slope) for name, (f, slope) in kinds.items()}
for name, (f, _) in kinds.items():
    params = trained[name]
    print(f"{name:8} right {share_right(params, f):.1%}   loss {loss(params, f):.3f}")

# %%
fig, axes = plt.subplots(2, 3, figsize=(6, 3.9), height_ratios=[2, 3])
z = np.linspace(-4, 4, 201)
for (name, (f, _)), (above, below) in zip(kinds.items(), axes.T):
    above.plot(z, f(z))
    above.set(title=name, xlabel="score z")
    plots.plot_decision(
        lambda points: softmax(mlp_forward(points, trained[name], f)[1][-1])[:, 1],
        X_four, y_four, ax=below,
    )
    for w, c in zip(trained[name][0][0].T, trained[name][0][1]):
        below.axline((0, -c / w[1]), slope=-w[0] / w[1], color="black", linestyle=":")
    below.set(ylabel="" if name != "sigmoid" else "feature x2")
plt.show()
print("hidden units:", {name: len(params[0][1]) for name, params in trained.items()})

# %%
starts = [fit(relu, relu_prime, seed, n_steps=3000) for seed in range(6)]
print("right:", *[f"{share_right(params, relu):.0%}" for params in starts])

# %%
awake = mlp_forward(X_four, starts[4], relu)[1][0] > 0
for i in range(0, 100, 25):
    corner = X_four[i : i + 25].mean(axis=0).round()
    share = awake[i : i + 25].mean(axis=0)
    print(f"corner {corner}   class {y_four[i]}   awake {share}")

# %%
# What it shows is different for everyone, so nothing of it is stored here.
progress()
