import matplotlib.pyplot as plt
import numpy as np
import seaborn as sns

from nnlib import check_gradient, minibatches, mlp_backward, mlp_forward
from nnlib import mlp_init, one_hot, plots, sigmoid, sigmoid_prime, softmax
from nnlib import softmax_cross_entropy, softmax_cross_entropy_grad, standardize
from nnlib.datasets import load_digits
from nnlib.exercises import check, hint, progress, solution
from nnlib.widgets import DigitsBrowser, Knobs

plt.style.use("nnlib.plots.course")
np.set_printoptions(precision=3, suppress=True)

# %%
digits = load_digits()
y, y_test = digits.y_train, digits.y_test
print("training", digits.X_train.shape, "  test", digits.X_test.shape)
print("pixels from", int(digits.X_train.min()), "to", int(digits.X_train.max()))

# %%
plots.show_images(digits.X_train[:20], [str(label) for label in y[:20]])
plt.show()
print("how many of each digit:", np.bincount(y))

# %%
raw = digits.X_train.astype(float)
X, X_test = standardize(raw, raw), standardize(digits.X_test.astype(float), raw)
print(f"means {X.mean():.3f}, spreads up to {X.std(axis=0).max():.3f}")
print("pixels that never change:", np.sum(X.std(axis=0) == 0))

# %%
def logistic_predict(X, W, b):
    """Name the most probable class: the one with the largest score ``X @ W + b``.

    Parameters
    ----------
    X : array (D,) or (N, D)
        One sample, or a batch.
    W : array (D, K)
        Weights, one column a class.
    b : array (K,)
        Biases.

    Returns
    -------
    integer for one sample, integer array (N,) for a batch
    """
    raise NotImplementedError  # TODO: about 1 line

# %%
logistic_predict = check("05-logistic-predict", logistic_predict)

# %%
rng = np.random.default_rng(0)
W, b = rng.uniform(-0.1, 0.1, (64, 10)), rng.uniform(-0.1, 0.1, 10)
print("one:  ", logistic_predict(X[0], W, b), "  label", y[0])
print("batch:", logistic_predict(X[:8], W, b), "  labels", y[:8])

# %%
def start(seed):
    rng = np.random.default_rng(seed)
    return rng.uniform(-0.1, 0.1, (64, 10)), rng.uniform(-0.1, 0.1, 10)


starts = [start(seed) for seed in range(8)]
losses = [softmax_cross_entropy(X @ W + b, y) for W, b in starts]
right = [np.mean(logistic_predict(X, W, b) == y) for W, b in starts]
print(f"loss {min(losses):.2f} to {max(losses):.2f}, mean {np.mean(losses):.2f}")
print(f"accuracy {min(right):.2f} to {max(right):.2f}, mean {np.mean(right):.1f}")

# %%
def logistic_grad(X, y, W, b):
    """Gradient of the mean negative log-likelihood of a batch.

    It begins at the scores with ``dZ = (P - Y) / N``: the probabilities P, minus the
    labels Y as one-hot rows.

    Parameters
    ----------
    X : array (N, D)
        Samples.
    y : integer array (N,)
        Labels from 0 to K - 1.
    W : array (D, K)
        Weights, one column a class.
    b : array (K,)
        Biases.

    Returns
    -------
    dW, db : arrays (D, K) and (K,)
    """
    raise NotImplementedError  # TODO: about 3 lines

# %%
logistic_grad = check("05-logistic-grad", logistic_grad)

# %%
W, b = start(0)
few = X[:6], y[:6]
for name, at, gradient in zip(["W", "b"], [W, b], logistic_grad(*few, W, b)):
    report = check_gradient(
        lambda: softmax_cross_entropy(few[0] @ W + b, few[1]), at, gradient
    )
    print(name, "passed" if report else report)

# %%
trained = []
for W, b in starts:
    W, b = W.copy(), b.copy()
    for i in range(1501):  # updates 0 to 1500: there the lab stops to look
        dW, db = logistic_grad(X[i : i + 1], y[i : i + 1], W, b)
        W, b = W - 0.01 * dW, b - 0.01 * db
    loss = softmax_cross_entropy(X @ W + b, y)
    train_right = np.mean(logistic_predict(X, W, b) == y)
    test_right = np.mean(logistic_predict(X_test, W, b) == y_test)
    trained.append((loss, train_right, test_right))
for name, values in zip(["train loss", "train right", "test right"], zip(*trained)):
    print(f"{name:12} {min(values):.3f} to {max(values):.3f}")

# %%
n = 0
fig, axes = plt.subplots(1, 3, figsize=(6, 2.2), width_ratios=[1, 2, 2])
plots.show_images(digits.X_test[n : n + 1], ax=axes[0])
for ax, weights, name in zip(axes[1:], [starts[-1], (W, b)], ["before", "after"]):
    p = softmax(X_test[n] @ weights[0] + weights[1])
    plots.plot_probabilities(p, right=y_test[n], ax=ax).set_title(name)
    print(f"{name:6} probability of the right digit {p[y_test[n]]:.3f}")
axes[2].set_ylabel("")
plt.show()

# %%
plots.show_images(
    W.T, [str(k) for k in range(10)], n_columns=5, cmap="RdBu_r", symmetric=True
)
plt.show()
middle = W.reshape(8, 8, 10)[3:5, 3:5].mean(axis=(0, 1))
print("weights of the middle four pixels, by digit:", middle.round(2), sep="\n")

# %%
def scores(params, X):
    return mlp_forward(X, params, sigmoid)[1][-1]


params = mlp_init((64, 10, 10), spread=0.01, rng=2)
print("three digits, ten scores each:", scores(params, X[:3]).shape)

# %%
def grads(params, X, y):
    As, Zs = mlp_forward(X, params, sigmoid)
    dZ = softmax_cross_entropy_grad(Zs[-1], y)
    return mlp_backward(dZ, As, Zs, params, sigmoid_prime)


def descend(params, X, y, rate):
    for (W, b), (dW, db) in zip(params, grads(params, X, y)):
        W -= rate * dW
        b -= rate * db

# %%
print(f"loss {softmax_cross_entropy(scores(params, X), y):.5f}")
print(f"log 10 = {np.log(10):.5f}")

# %%
def accuracy_of(params, X, y):
    return np.mean(scores(params, X).argmax(axis=1) == y)


def one_by_one(params, n_epochs=15, rate=0.1):
    history = {"loss": [], "training": [], "test": []}
    for _ in range(n_epochs):
        for i in range(len(X)):
            descend(params, X[i : i + 1], y[i : i + 1], rate)
        history["loss"].append(softmax_cross_entropy(scores(params, X), y))
        history["training"].append(accuracy_of(params, X, y))
        history["test"].append(accuracy_of(params, X_test, y_test))
    return history

# %%
networks = []
for seed in range(3):
    params = mlp_init((64, 10, 10), spread=0.01, rng=seed)
    networks.append(params)
    history = one_by_one(params)
    end = [history[name][-1] for name in ["loss", "training", "test"]]
    print("start {}  train loss {:.4f}  train {:.3f}  test {:.3f}".format(seed, *end))

# %%
fig, axes = plt.subplots(1, 2, figsize=(6, 2.8))
plots.LossCurveDisplay.from_history(history, ax=axes[0])
plots.LossCurveDisplay.from_history(history, ["training", "test"], ax=axes[1])
axes[0].set(title="The loss keeps falling", ylim=(0, None))
axes[1].set_title("The test lags behind")
plt.show()
print(f"gap in the end: {history['training'][-1] - history['test'][-1]:.1%}")

# %%
def worst_errors(P, y, n):
    """Find the samples whose right class got the smallest probability.

    Parameters
    ----------
    P : array (N, K)
        Probabilities, one row a sample.
    y : integer array (N,)
        Labels from 0 to K - 1.
    n : int
        How many to find.

    Returns
    -------
    integer array (n,)
        Places of these samples in the batch, the worst first.
    """
    raise NotImplementedError  # TODO: about 2 lines

# %%
worst_errors = check("05-worst-errors", worst_errors)

# %%
P = np.array([[0.7, 0.3], [0.1, 0.9], [0.4, 0.6]])
print("worst two of three zeros:", worst_errors(P, np.array([0, 0, 0]), 2))
P_test = softmax(scores(params, X_test))

# %%
worst = worst_errors(P_test, y_test, 10)
plots.show_images(digits.X_test[worst], list("ABCDEFGHIJ"), n_columns=5)
plt.show()
print("losses", -np.log(P_test[worst, y_test[worst]]).round(1))

# %%
print("digit  ", *"ABCDEFGHIJ")
print("truth  ", *y_test[worst])
print("network", *P_test[worst].argmax(axis=1))

# %%
def confusion_matrix(y, answers, n_classes):
    """Count how often each class was taken for each class.

    Parameters
    ----------
    y : integer array (N,)
        Labels from 0 to K - 1.
    answers : integer array (N,)
        What the classifier said.
    n_classes : int
        Number of classes K.

    Returns
    -------
    array (K, K)
        In row i and column j, how many samples of class i were called j.
    """
    raise NotImplementedError  # TODO: about 3 lines

# %%
confusion_matrix = check("05-confusion-matrix", confusion_matrix)

# %%
print(confusion_matrix(np.array([0, 0, 1, 2]), np.array([0, 1, 1, 0]), 3))

# %%
fig, axes = plt.subplots(1, 2, figsize=(6, 3.2))
both = [("training", X, y), ("test", X_test, y_test)]
look = {"vmax": 0.1, "cmap": "Blues", "cbar": False, "annot_kws": {"size": 7}}
for ax, (name, inputs, truth) in zip(axes, both):
    counts = confusion_matrix(truth, scores(params, inputs).argmax(axis=1), 10)
    shares = counts / counts.sum(axis=1, keepdims=True)
    sns.heatmap(shares, annot=counts, fmt="d", mask=counts == 0, ax=ax, **look)
    ax.set(xlabel="called", ylabel="digit")
    ax.set_title(f"{name}: {np.trace(counts) / len(truth):.1%} right")
    ax.grid(False)
plt.show()
wrong = (counts - np.diag(np.diag(counts))).sum(axis=0)
print(f"wrong in the test: {wrong.sum():.0f}, of these called a 9: {wrong[9]:.0f}")

# %%
for network in networks:
    answers = scores(network, X_test).argmax(axis=1)
    wrong = answers != y_test
    print(f"{wrong.sum():2} wrong, called a 9: {np.sum(answers[wrong] == 9)}")

# %%
browser = DigitsBrowser(digits.X_test, y_test, P_test)
display(browser)
print("at the start:", str(browser).replace(": ", ":\n"))
missed = P_test.argmax(axis=1) != y_test
cheapest = browser.losses[missed].min()
print(f"cheapest mistake {cheapest:.2f}, log 2 = {np.log(2):.2f}")
print("mistakes by class", np.bincount(y_test[missed], minlength=10))

# %%
from sklearn.datasets import load_digits as load_all

pixels, labels = load_all(return_X_y=True)
print("all digits:", pixels.shape)

# %%
in_training = np.random.RandomState(1827).choice(1797, 1257, replace=False)
in_test = np.setdiff1d(np.arange(1797), in_training)
print(len(in_training), "to train,", len(in_test), "to test")

# %%
def their_start():
    rng = np.random.RandomState(2130)
    sizes = [(64, 10), (10, 10)]
    draw = rng.uniform
    return rng, [(draw(-1, 1, size), draw(-1, 1, 10)) for size in sizes]


def their_training(inputs, rate, step=descend):
    rng, params = their_start()
    X, y = inputs[in_training], labels[in_training]
    for _ in range(20_000):
        rows = rng.choice(len(X), 32, replace=False)
        step(params, X[rows], y[rows], rate)
    test = accuracy_of(params, inputs[in_test], labels[in_test])
    return accuracy_of(params, X, y), test

# %%
print("training {:.4f}, test {:.4f}".format(*their_training(pixels, 0.01)))

# %%
def output_first(params, X, y, rate):
    As, Zs = mlp_forward(X, params, sigmoid)
    dZ = softmax_cross_entropy_grad(Zs[-1], y)
    W, b = params[1]  # the output layer moves first …
    W -= rate * As[1].T @ dZ
    b -= rate * dZ.sum(axis=0)
    hidden = mlp_backward(dZ, As, Zs, params, sigmoid_prime)[:1]  # … then back
    for (W, b), (dW, db) in zip(params, hidden):
        W -= rate * dW
        b -= rate * db


train, test = their_training(pixels, 0.01, output_first)
print(f"training {train:.4f}, test {test:.4f} (rounded {test:.0%})")

# %%
scaled = {
    "raw": pixels,
    "standardized": standardize(pixels, pixels[in_training]),
    "divided by 16": pixels / 16,
}
fig, axes = plt.subplots(1, 3, figsize=(6, 2.4), sharey=True)
_, [(W_h, b_h), _] = their_start()
for ax, (name, inputs) in zip(axes, scaled.items()):
    Z = inputs[in_training] @ W_h + b_h
    ax.hist(sigmoid(Z).ravel(), bins=25, range=(0, 1), color="#0072B2")
    ax.set(title=name, xlabel="activation")
    flat = np.mean(sigmoid_prime(Z) < 0.01)
    print(f"{name:13}  scores spread {Z.std():5.1f}   slope below 0.01: {flat:5.1%}")
axes[0].set_ylabel("how many")
plt.show()

# %%
for z in np.array([0.0, 3.0, 10.0, 43.0]):
    print(f"score {z:4}   activation {sigmoid(z):.5f}   slope {sigmoid_prime(z):.2g}")

# %%
for name in scaled:
    for rate in [0.01, 0.1]:
        train, test = their_training(scaled[name], rate)
        print(f"{name:13} rate {rate:4}  train {train:.1%} test {test:.1%}")

# %%
def gradient_norm(grads):
    """Length of the gradient: the root of the sum of all squared entries.

    Parameters
    ----------
    grads : list of (dW, db)
        Gradients of each layer, as ``mlp_backward`` gives them.

    Returns
    -------
    float
    """
    raise NotImplementedError  # TODO: about 1 line

# %%
gradient_norm = check("05-gradient-norm", gradient_norm)

# %%
print(gradient_norm([(np.array([[2.0, 1.0]]), np.array([2.0]))]))
print(f"our network's: {gradient_norm(grads(params, X, y)):.3f}")

# %%
def run(sizes=(64, 10, 10), data=(X, y), step=descend, *,
        rate=1.0, batch_size=32, spread=0.1, n_epochs=15):
    rng = np.random.default_rng(0)
    params = mlp_init(sizes, spread=spread, rng=rng)
    losses, lengths = [], []
    for _ in range(n_epochs):
        for batch in minibatches(*data, batch_size, rng):
            step(params, *batch, rate)
        losses.append(softmax_cross_entropy(scores(params, data[0]), data[1]))
        lengths.append(gradient_norm(grads(params, *data)))
    return params, losses, lengths

# %%
fig, axes = plt.subplots(1, 2, figsize=(6, 3))
for size, style in zip([1, 8, 32, 128, 1527], ["-", "--", "-.", ":", "-"]):
    _, losses, lengths = run(rate=0.1, batch_size=size)
    axes[0].plot(range(1, 16), losses, style, label=str(size))
    axes[1].plot(range(1, 16), lengths, style)
    n_steps = 15 * int(np.ceil(len(X) / size))
    print(f"{size:4} at a time   {n_steps:5} steps   ", end="")
    print(f"loss {losses[-1]:.3f}   gradient {lengths[-1]:.2f}")
for ax, name in zip(axes, ["loss", "length of the gradient"]):
    ax.set(xlabel="epoch", ylabel=name, ylim=(0, None))
axes[0].set_title("Small batches go further")
axes[1].set_title("Flat, steep, flat")
fig.legend(loc="outside lower center", ncols=5, title="batch size")
plt.show()

# %%
for size, rate in [(32, 0.1), (32, 1.0), (128, 1.0), (128, 4.0)]:
    params, losses, _ = run(rate=rate, batch_size=size)
    print(f"batches of {size:3}, rate {rate}:  loss {losses[-1]:.3f}")

# %%
_, ax = plt.subplots()
for rate, style in zip([0.01, 1.0, 100.0], [":", "-", "--"]):
    losses = run(rate=rate)[1]
    ax.semilogy(range(1, 16), losses, style, label=f"rate {rate:g}")
    good, bad = losses[-1] < 0.1, losses[-1] > np.log(10)
    print(f"rate {rate:6}  loss below 0.1: {good!s:5}  worse than guessing: {bad}")
ax.set(xlabel="epoch", ylabel="loss", title="Too small creeps, too large jumps")
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
plt.show()

# %%
for width in [1, 2, 3, 5, 10, 30, 100]:
    params, losses, _ = run((64, width, 10))
    right = accuracy_of(params, X, y), accuracy_of(params, X_test, y_test)
    print(f"{width:3} units  loss {losses[-1]:.3f}", end="  ")
    print("train {:.1%}  test {:.1%}".format(*right))

# %%
params, losses, _ = run(spread=0.0, n_epochs=3)
W_h = params[0][0]
apart = np.abs(W_h - W_h[:, :1]).max()
print("largest difference between two units below 1e-6:", apart < 1e-6)
print(f"loss {losses[-1]:.3f}  train {accuracy_of(params, X, y):.1%}")

# %%
for n in [1, 2, 4, 6, 8, 10]:
    params, losses, _ = run(spread=0.0, n_epochs=n)
    W_h = params[0][0]
    apart = np.abs(W_h - W_h[:, :1]).max()
    print(f"{n:2} epochs   units differ by {apart:.0e}   loss {losses[-1]:.2f}")

# %%
for sizes in [(64, 10, 10), (64, 10, 10, 10), (64, 10, 10, 10, 10)]:
    for spread in [0.1, 1.0]:
        _, losses, _ = run(sizes, spread=spread)
        layers = len(sizes) - 2
        print(f"{layers} hidden, start within {spread}:   loss {losses[-1]:.3f}")

# %%
deep = mlp_init((64, 10, 10, 10, 10), spread=0.1, rng=0)
for i, pair in enumerate(grads(deep, X, y), start=1):
    print(f"layer {i}: length of the gradient {gradient_norm([pair]):.0e}")

# %%
import joblib
from sklearn.model_selection import GridSearchCV, StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from nnlib import NNClassifier

# %%
knobs = {"activation": "sigmoid", "momentum": 0, "n_epochs": 8, "random_state": 2}
reader = make_pipeline(StandardScaler(), NNClassifier(**knobs))
widths, rates = [(5,), (30,)], [0.01, 0.1, 1.0]
grid = {"nnclassifier__hidden_units": widths, "nnclassifier__learning_rate": rates}

# %%
search = GridSearchCV(reader, grid, cv=3, n_jobs=-1).fit(raw, y)
table = search.cv_results_["mean_test_score"].reshape(2, 3)
print("         rate", *(f"{rate:6}" for rate in rates))
for (width,), row in zip(widths, table):
    print(f"{width:4} units   ", *(f"{share:6.0%}" for share in row))

# %%
share = search.score(digits.X_test, y_test)
print(f"the winner, asked about the test digits once: {share:.0%}")

# %%
address = None  # such as "tcp://head-node:8786"
if address:
    from distributed import Client  # %pip install distributed

    cuts = list(StratifiedKFold(3).split(raw, y))
    copies = [raw, y, *(part for cut in cuts for part in cut)]
    with Client(address) as client, joblib.parallel_config("dask", scatter=copies):
        client.amm.stop()  # it would thin out the copies
        search = GridSearchCV(reader, grid, cv=cuts).fit(raw, y)
    shares = search.cv_results_["mean_test_score"].reshape(2, 3)
    print("the same table:", np.allclose(shares, table))

# %%
def roll(momentum, rate=0.04, n_steps=40):
    rng = np.random.default_rng(3)
    w, v, path = np.array([-9.0, 1.5]), np.zeros(2), []
    for _ in range(n_steps):
        path.append(w)
        slope = w * [0.5, 20] + rng.normal(0, 1.0, 2)
        v = momentum * v - rate * slope
        w = w + v
    return np.array(path)

# %%
_, ax = plt.subplots()
u, v = np.meshgrid(np.linspace(-10, 4, 200), np.linspace(-2.5, 2.5, 200))
levels = [0.3, 1, 3, 6, 12, 20, 32, 50]
ax.contour(u, v, 0.25 * u**2 + 10 * v**2, levels, colors="#bbbbbb", linewidths=1)
for m, style in [(0.0, "o-"), (0.8, "^-")]:
    path = roll(m)
    ax.plot(*path.T, style, markersize=4, linewidth=1.2, label=f"momentum {m}")
    distance = np.linalg.norm(path[-1])
    print(f"momentum {m}: after 40 steps {distance:.1f} from the middle")
ax.plot(0, 0, "k+", markersize=14)
ax.set(xlabel="parameter 1", ylabel="parameter 2")
ax.set_title("Momentum runs along the valley")
ax.legend(loc="lower right")
plt.show()

# %%
for m in [0.8, 0.9]:
    print(f"1 + {m} + {m**2:.2f} + … = {np.sum(m ** np.arange(1000)):.1f}")
print("plain, rate 0.2: parameter 2 reads", roll(0.0, rate=0.2)[:4, 1].round(1))

# %%
def with_momentum(sizes=(64, 10, 10)):
    velocity = mlp_init(sizes, spread=0.0)  # all 0

    def roll_on(params, X, y, rate):
        for pair, pace, slope in zip(params, velocity, grads(params, X, y)):
            for parameter, v, gradient in zip(pair, pace, slope):
                v *= 0.9
                v -= rate * gradient
                parameter += v

    return roll_on

# %%
losses = run(step=with_momentum(), rate=0.1)[1]
print(f"rate 0.1, momentum 0.9:  loss {losses[-1]:.3f}")
for rate in [0.1, 1.0]:
    print(f"rate {rate}, no momentum:   loss {run(rate=rate)[1][-1]:.3f}")

# %%
from nnlib import SGD, Dense, Sequential, Sigmoid, train  # chapter 06 makes them


def fit(learning_rate, width, momentum):
    rng = np.random.default_rng(0)
    layers = [Dense(64, width, rng=rng), Sigmoid(), Dense(width, 10, rng=rng)]
    options = {"optimizer": SGD(learning_rate, momentum=momentum), "n_epochs": 15}
    options["watch"] = {"training": (X, y), "test": (X_test, y_test)}
    return train(Sequential(layers), X, y, rng=rng, **options)


knobs = Knobs(fit, learning_rate=0.1)
display(knobs)
print("at the start:", str(knobs).replace(": ", ":\n"))

# %%
def on_their_split(name, *sizes, **knobs):
    inputs = scaled[name]
    data = inputs[in_training], labels[in_training]
    params = run(*sizes, data=data, **knobs)[0]
    return accuracy_of(params, inputs[in_test], labels[in_test])


print(f"test {on_their_split('standardized', (64, 10, 10)):.1%}")

# %%
print(f"test {on_their_split('standardized', (64, 30, 10), n_epochs=40):.1%}")

# %%
# What it shows is different for everyone, so nothing of it is stored here.
progress()
