import matplotlib.pyplot as plt
import numpy as np

from nnlib import SigmoidUnit, accuracy, binary_cross_entropy, boundary, mlp_forward
from nnlib import plots, sigmoid, standardize, step_unit
from nnlib.datasets import four_clusters, xor_table
from nnlib.exercises import check, hint, progress, solution
from nnlib.widgets import TwoHiddenUnits

plt.style.use("nnlib.plots.course")
np.set_printoptions(precision=4, suppress=True)

# %%
X, y = four_clusters(50, rng=0)
upper_left = step_unit(X, np.array([-1, 1]), -1.0)
lower_right = step_unit(X, np.array([1, -1]), -1.0)
for answers in [upper_left, lower_right, upper_left + lower_right]:
    print(f"{answers.sum()} yes   as the labels: {np.mean(answers == y):.0%}")

# %%
answers = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
print("unit 3 says", step_unit(answers, np.array([1, 1]), -0.5))

# %%
def xor_by_hand(X):
    """Exclusive or by three step units: two look at the samples, one at their answers.

    Parameters
    ----------
    X : array (N, 2)
        Pairs of inputs, each of them within 0.1 of 0 or 1.

    Returns
    -------
    int array (N,)
        1 where exactly one of the pair is (about) 1.
    """
    raise NotImplementedError  # TODO: about 4 lines

# %%
xor_by_hand = check("03-xor-by-hand", xor_by_hand)

# %%
X_table, y_table = xor_table()
print("labels", y_table, "  the stack", np.asarray(xor_by_hand(X_table), dtype=int))
noisy = X_table + np.random.default_rng(0).uniform(-0.1, 0.1, X_table.shape)
print("over the wire", np.asarray(xor_by_hand(noisy), dtype=int))

# %%
two_lines = TwoHiddenUnits(X, y)
display(two_lines)
print("at the start:", two_lines)

# %%
some = [0, 25, 50, 75]
print("signs\n", np.sign(X[some]).astype(int), "\nlabels", y[some])

# %%
def in_corner(X, corner):
    """Label the samples that lie in one corner: those with the corner's signs.

    Parameters
    ----------
    X : array (N, D)
        Samples.
    corner : array (D,) of 1 and -1
        Sign of each feature in the corner; with D = 2, (-1, 1) is the upper left.

    Returns
    -------
    int array (N,)
        1 in the corner; 0 elsewhere, and where a feature is 0.
    """
    raise NotImplementedError  # TODO: about 2 lines

# %%
in_corner = check("03-in-corner", in_corner)

# %%
y1 = in_corner(X, np.array([-1, 1]))
y2 = in_corner(X, np.array([1, -1]))
print("unit 1 should find", int(np.sum(y1)), "samples, unit 2", int(np.sum(y2)))
print("together they are class 1:", np.array_equal(y1 + y2, y))

# %%
def train_unit(X, y, n_steps, seed, rate=1.0):
    rng = np.random.default_rng(seed)
    unit = SigmoidUnit(rng.uniform(-1, 1, X.shape[1]), rng.uniform(-1, 1))
    losses = []
    for _ in range(n_steps):
        rows = rng.integers(len(X), size=8)
        unit.step(X[rows], y[rows], learning_rate=rate)
        losses.append(binary_cross_entropy(y, unit.predict_proba(X)))
    return unit, np.array(losses)

# %%
unit1, losses1 = train_unit(X, y1, n_steps=100, seed=1)
print(f"unit 1   loss {losses1[-1]:.3f}   right {accuracy(unit1, X, y1):.0%}")

# %%
unit2, losses2 = train_unit(X, y2, n_steps=100, seed=2)
print(f"unit 2   loss {losses2[-1]:.3f}   right {accuracy(unit2, X, y2):.0%}")

# %%
A = np.column_stack([unit1.predict_proba(X), unit2.predict_proba(X)])
names = ["lower left", "upper right", "upper left", "lower right"]
signs = np.array([[-1, -1], [1, 1], [-1, 1], [1, -1]])
for name, corner in zip(names, signs):
    inside = in_corner(X, corner) == 1
    print(f"{name:12} mean (a1, a2) {A[inside].mean(axis=0).round(2)}")

# %%
_, (left, right) = plt.subplots(1, 2, figsize=(6, 3.3))
plots.plot_classes(X, y, ax=left).set(title="what units 1, 2 see")
left.set(xlim=(-2, 2), ylim=(-2, 2), xticks=[-2, 0, 2], yticks=[-2, 0, 2])
x1 = np.array([-2.0, 2.0])
for unit in [unit1, unit2]:
    left.plot(x1, boundary(x1, unit.w, unit.b), color="black", linewidth=1.5)
plots.plot_classes(A, y, ax=right).set(title="what unit 3 sees")
right.plot([-0.1, 0.6], [0.6, -0.1], "--", color="black", linewidth=1.5)
right.set(xlabel="activation a1", ylabel="activation a2")
right.set(xlim=(-0.1, 1.1), ylim=(-0.1, 1.1), xticks=[0, 1], yticks=[0, 1])
plt.show()
print(f"right, by the dashed line: {np.mean((A.sum(axis=1) > 0.5) == y):.0%}")

# %%
S = standardize(A, A)
raw, losses_raw = train_unit(A, y, n_steps=20_000, seed=3)
unit3, losses3 = train_unit(S, y, n_steps=20_000, seed=3)
print(f"as they are    right {accuracy(raw, A, y):.0%}   loss {losses_raw[-1]:.4f}")
print(f"standardized   right {accuracy(unit3, S, y):.0%}   loss {losses3[-1]:.4f}")

# %%
def steps_to(losses, target):
    return np.argmax(losses < target) + 1


for target in [0.1, 0.01, 0.001]:
    slow, fast = steps_to(losses_raw, target), steps_to(losses3, target)
    print(f"loss {target:5}: {slow:5} steps; standardized {fast:4}")

# %%
_, ax = plt.subplots()
steps = np.arange(1, len(losses3) + 1)
ax.loglog(steps, losses_raw, label="as they are")
ax.loglog(steps, losses3, "--", label="standardized")
ax.legend()
ax.set(xlabel="step", ylabel="loss", title="The same unit, in a seventh of the steps")
plt.show()
print(f"loss after 100 steps: {losses_raw[99]:.3f} and {losses3[99]:.3f}")

# %%
for rate in [1, 7, 20]:
    _, losses = train_unit(A, y, n_steps=2000, seed=3, rate=rate)
    print(f"as they are, rate {rate:2}   loss 0.01: {steps_to(losses, 0.01):4} steps")

# %%
mean, spread = A.mean(axis=0), A.std(axis=0)
print("means     ", mean)
print("spreads   ", spread)

# %%
for factor in [0.1, 1, 10]:
    B = factor * A
    _, plain = train_unit(B, y, n_steps=100, seed=3)
    _, standard = train_unit(standardize(B, B), y, n_steps=100, seed=3)
    print(f"A times {factor:3}: loss {plain[-1]:.3f}; standardized {standard[-1]:.3f}")

# %%
short, losses_short = train_unit(S, y, n_steps=20, seed=3)
print(f"20 steps: right {accuracy(short, S, y):.0%}   loss {losses_short[-1]:.3f}")

# %%
def stack(points):
    hidden = [unit.predict_proba(points) for unit in [unit1, unit2]]
    return unit3.predict_proba(standardize(np.column_stack(hidden), A))


print(f"right {np.mean((stack(X) > 0.5) == y):.0%}")
print("the middle of the plane:", stack(np.array([[0.0, 0.0]])))

# %%
fig, axes = plt.subplots(1, 3, figsize=(6.5, 3.2), sharey=True)
maps = [("unit 1", unit1.predict_proba, y1), ("unit 2", unit2.predict_proba, y2)]
for ax, (title, probability, labels) in zip(axes, [*maps, ("the stack", stack, y)]):
    plots.plot_probability_map(probability, X, labels, ax=ax).set_title(title)
    ax.label_outer()
shades = axes[0].collections[0]
bar = fig.colorbar(shades, ax=axes, location="bottom", shrink=0.6)
bar.set_label("probability of label 1")
plt.show()
sure = np.maximum(stack(X), 1 - stack(X))
print(f"the stack is at least {sure.min():.3f} sure of every sample")

# %%
W = np.column_stack([unit1.w, unit2.w])
b = np.array([unit1.b, unit2.b])
print("W, one column a unit\n", W)
print("b", b, "  shapes", W.shape, b.shape)

# %%
def hidden_layer(X, W, b):
    """Activations of a whole row of sigmoid units.

    Parameters
    ----------
    X : array (N, D)
        Samples.
    W : array (D, H)
        Weights, one column a unit.
    b : array (H,)
        Biases, one for each unit.

    Returns
    -------
    A : array (N, H)
        One row a sample, one column a unit.
    """
    raise NotImplementedError  # TODO: about 2 lines

# %%
hidden_layer = check("03-hidden-layer", hidden_layer)

# %%
print("one sample ", hidden_layer(X[:1], W, b))
print("unit by unit", A[:1])
print("all of them the same:", np.allclose(hidden_layer(X, W, b), A))

# %%
def fold_standardize(w, b, mean, spread):
    """Let a unit that learned from standardized inputs take the raw ones.

    Find new weights and a new bias such that for every input a
    ``a @ new_w + new_b`` is the old score ``((a - mean) / spread) @ w + b``.

    Parameters
    ----------
    w : array (D,)
        Weights for standardized inputs.
    b : float
        Bias for standardized inputs.
    mean, spread : arrays (D,)
        What each input is shifted and divided by; no spread is 0.

    Returns
    -------
    new_w : array (D,)
    new_b : float
    """
    raise NotImplementedError  # TODO: about 2 lines

# %%
fold_standardize = check("03-fold-standardize", fold_standardize)

# %%
w_out, b_out = fold_standardize(unit3.w, unit3.b, mean, spread)
print("as it learned", unit3.w, f"{unit3.b:.2f}")
print("folded       ", w_out, f"{b_out:.2f}")
z_out = hidden_layer(X, W, b) @ w_out + b_out
print("the stack's answers:", np.allclose(sigmoid(z_out), stack(X)))
print("its line meets the axes at", np.round(-b_out / w_out, 2))

# %%
params = [(W, b), (w_out.reshape(2, 1), np.array([b_out]))]
print("shapes ", [(weights.shape, biases.shape) for weights, biases in params])
print("numbers", sum(weights.size + biases.size for weights, biases in params))
inputs, scores = mlp_forward(X, params, sigmoid)
z_out = scores[-1][:, 0]
print(f"right   {np.mean((z_out > 0) == y):.0%}")

# %%
Z = X @ W + b
for name, A_or_Z in [("with", sigmoid(Z)), ("without", Z)]:
    z_out = A_or_Z @ w_out + b_out
    n_yes, right = np.sum(z_out > 0), np.mean((z_out > 0) == y)
    print(f"{name:7} the sigmoid: {n_yes:2} yes, {right:.0%} right")
print(f"scores without it: from {z_out.min():.0f} to {z_out.max():.0f}")

# %%
rng, shares = np.random.default_rng(0), []
for _ in range(1000):
    Z = X @ rng.uniform(-1, 1, (2, 10)) + rng.uniform(-1, 1, 10)
    z_out = Z @ rng.uniform(-1, 1, 10) + rng.uniform(-1, 1)
    shares.append(np.mean((z_out > 0) == y))
print(f"best of {len(shares)} linear stacks: {max(shares):.0%}")

# %%
def merge_layers(W1, b1, W2, b2):
    """One linear layer that does what two in a row do.

    For every X, ``X @ W + b`` is ``(X @ W1 + b1) @ W2 + b2``.

    Parameters
    ----------
    W1, b1 : arrays (D, H) and (H,)
        The first layer.
    W2, b2 : arrays (H, K) and (K,)
        The second, which takes the first one's scores as they are.

    Returns
    -------
    W : array (D, K)
    b : array (K,)
    """
    raise NotImplementedError  # TODO: about 1 line

# %%
merge_layers = check("03-merge-layers", merge_layers)

# %%
sizes = [(2, 10), (10, 10), (10, 1)]
layers = [(rng.normal(size=size), rng.normal(size=size[1])) for size in sizes]
Z = X
for W_k, b_k in layers:
    Z = Z @ W_k + b_k
one_W, one_b = merge_layers(*merge_layers(*layers[0], *layers[1]), *layers[2])
print("shapes of the one", one_W.shape, one_b.shape)
print("same scores:", np.allclose(X @ one_W + one_b, Z))
print("numbers in the three:", sum(W_k.size + b_k.size for W_k, b_k in layers))

# %%
def random_network(rng):
    W, b = rng.uniform(-1, 1, (2, 10)), rng.uniform(-1, 1, 10)
    w_out, b_out = rng.uniform(-1, 1, 10), rng.uniform(-1, 1)
    return sigmoid(hidden_layer(X, W, b) @ w_out + b_out)


p = random_network(np.random.default_rng(0))
answers = np.where(p > 0.5, 1, 0)
print("different answers:", len(np.unique(answers)))
print(f"class {answers[0]}: {np.mean(answers == answers[0]):.0%} of the samples")
print(f"right: {np.mean(answers == y):.0%}")

# %%
_, ax = plt.subplots()
bins, names = np.linspace(0, 1, 41), ["class 0", "class 1"]
ax.hist([p[y == 0], p[y == 1]], bins, stacked=True, label=names)
ax.axvline(0.5, color="#666666", linestyle=":")
ax.annotate("threshold", (0.49, ax.get_ylim()[1]), ha="right", va="top")
ax.set(xlabel="output", ylabel="samples", xlim=(0, 1))
ax.set_title("Untrained: one answer for all")
ax.legend(loc="upper left")
plt.show()
print(f"outputs from {p.min():.3f} to {p.max():.3f}")

# %%
rng = np.random.default_rng(1)
answers = np.array([random_network(rng) > 0.5 for _ in range(1000)])
one_class = np.all(answers == answers[:, :1], axis=1)
print(f"one answer for all: {one_class.sum()} of 1000 networks")
print(f"the best of the 1000: {np.mean(answers == y, axis=1).max():.0%} right")

# %%
# What it shows is different for everyone, so nothing of it is stored here.
progress()
