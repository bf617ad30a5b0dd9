import os

os.environ["KERAS_BACKEND"] = "jax"  # read at its import
os.environ["JAX_PLATFORMS"] = "cpu"
try:
    import jax
    import keras

    print("Keras computes with", keras.config.backend())
except ImportError:
    from nnlib.exercises.optional import pass_over

    pass_over("Keras", "keras", "jax")
    print("Keras or JAX is missing: run  %pip install keras jax  in a cell")
    print("and restart the kernel. Or go on: what needs them is passed over.")

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.neural_network import MLPClassifier

from nnlib import ACTIVATIONS, likelihood, mlp_backward, mlp_forward
from nnlib import mlp_init, nll, one_hot, plots, standardize
from nnlib import sigmoid, sigmoid_prime, softmax
from nnlib import softmax_cross_entropy, softmax_cross_entropy_grad
from nnlib.datasets import load_digits
from nnlib.exercises import check, hint, progress, solution

plt.style.use("nnlib.plots.course")

# %%
def digits_model(**options):
    """64-10-10; options go to both dense layers."""
    Dense = keras.layers.Dense
    layers = [keras.Input((64,)), Dense(10, "sigmoid", **options)]
    return keras.Sequential([*layers, Dense(10, **options)])


# %%
model = digits_model()
blank = model.predict(np.zeros((2, 64)), verbose=0)
print("scores of two blank images:", blank.shape)

# %%
def count_parameters(sizes):
    """Count the weights and biases of a network of dense layers.

    Parameters
    ----------
    sizes : list of int
        Numbers of inputs, of units in each hidden layer, and of outputs.

    Returns
    -------
    int
    """
    raise NotImplementedError  # TODO: about 4 lines

# %%
count_parameters = check("07-count-parameters", count_parameters)

# %%
print("you  ", count_parameters([64, 10, 10]))
print("Keras", model.count_params())

# %%
params = mlp_init([64, 10, 10], spread=0.5, rng=0)
print("ours ", [(W.shape, b.shape) for W, b in params])
print("Keras", [w.shape for w in model.get_weights()])
print("named", [w.name for w in model.weights])

# %%
def to_keras(params):
    """Write a network's parameters as the flat list that Keras takes.

    Parameters
    ----------
    params : list of (W, b)
        Weights (D, H) and biases (H,) of each layer.

    Returns
    -------
    list of arrays
        W, b of the first layer, W, b of the second, and so on, as
        ``model.set_weights`` takes them.
    """
    raise NotImplementedError  # TODO: about 4 lines

# %%
to_keras = check("07-to-keras", to_keras)

# %%
model.set_weights(to_keras(params))
kernel, bias = model.layers[0].get_weights()
print("kernel", kernel.shape, kernel.dtype)
print("the same numbers:", np.allclose(kernel, params[0][0]))

# %%
def from_keras(weights):
    """Read a flat list of Keras as pairs, one for each layer.

    Parameters
    ----------
    weights : list of arrays
        What ``model.get_weights()`` gives for dense layers: W, b, W, b, …

    Returns
    -------
    list of (W, b)
    """
    raise NotImplementedError  # TODO: about 1 line

# %%
from_keras = check("07-from-keras", from_keras)

# %%
def largest_difference(one, other):
    """Between two lists of arrays, entry by entry."""
    return max(np.abs(a - b).max() for a, b in zip(one, other))


def bound(difference):
    """The first of these bounds that it keeps."""
    bounds = [1e-12, 1e-5, 1e-2, np.inf]
    return next(b for b in bounds if difference < b)

# %%
back = from_keras(model.get_weights())
print("layers:", len(back))
difference = largest_difference(to_keras(back), to_keras(params))
print("difference below", bound(difference))

# %%
digits = load_digits()
y_train, y_test = digits.y_train, digits.y_test
X_train = standardize(digits.X_train, digits.X_train)
X_test = standardize(digits.X_test, digits.X_train)
print("training", X_train.shape, "  test", X_test.shape)

# %%
def scores(params, X):
    return mlp_forward(X, params, sigmoid)[1][-1]  # of As, Zs: the last Z


# %%
Z = scores(params, X_train)
Z_keras = model.predict(X_train, verbose=0)
print(f"scores {Z.shape}, the largest is {np.abs(Z).max():.1f}")
print("difference below", bound(np.abs(Z_keras - Z).max()))

# %%
W_h, b_h, W_o, b_o = to_keras(params)
model.set_weights([W_h, b_h, W_o.T, b_o])
wrong = model.predict(X_train, verbose=0)
print("no complaint")
print(f"largest difference {np.abs(wrong - Z).max():.0f}")
model.set_weights(to_keras(params))

# %%
Loss = keras.losses.SparseCategoricalCrossentropy
loss, forgetful = Loss(from_logits=True), Loss()
ours = softmax_cross_entropy(Z, y_train)
in_keras = float(loss(y_train, Z))
of_right = Z[np.arange(len(Z)), y_train]
print(f"ours {ours:.3f}  Keras {in_keras:.3f}")
print("difference below", bound(abs(in_keras - ours)))
print(f"from_logits forgotten {float(forgetful(y_train, Z)):.3f}")
print(f"right class below 0   {np.mean(of_right < 0):.0%}")

# %%
slope = jax.grad(jax.nn.sigmoid)  # a function again
print(f"JAX  {float(slope(0.3)):.4f}")
print(f"ours {sigmoid_prime(0.3):.4f}")

# %%
def keras_loss(weights):
    Z, _ = model.stateless_call(weights, [], X_train)
    return loss(y_train, Z)


# %%
automatic = jax.grad(keras_loss)(to_keras(params))
print([g.shape for g in automatic])

# %%
def gradients(params, X, y):
    As, Zs = mlp_forward(X, params, sigmoid)
    dZ = softmax_cross_entropy_grad(Zs[-1], y)
    return mlp_backward(dZ, As, Zs, params, sigmoid_prime)


# %%
by_hand = to_keras(gradients(params, X_train, y_train))
print(f"largest entry {max(np.abs(g).max() for g in by_hand):.2f}")
print("difference below", bound(largest_difference(automatic, by_hand)))

# %%
jax.config.update("jax_enable_x64", True)  # off until told
model_64 = digits_model(dtype="float64")
loss_64 = Loss(from_logits=True, dtype="float64")


def keras_loss_64(weights):
    Z, _ = model_64.stateless_call(weights, [], X_train)
    return loss_64(y_train, Z)

# %%
automatic = jax.grad(keras_loss_64)(to_keras(params))
difference = largest_difference(automatic, by_hand)
print(automatic[0].dtype, " difference below", bound(difference))
jax.config.update("jax_enable_x64", False)

# %%
def one_step(params, X, y, rate):
    new = []
    for (W, b), (dW, db) in zip(params, gradients(params, X, y)):
        new.append((W - rate * dW, b - rate * db))
    return new


# %%
start = mlp_init([64, 10, 10], rng=1)  # small, to learn from
ours = to_keras(one_step(start, X_train[:32], y_train[:32], 0.5))

# %%
model.set_weights(to_keras(start))
SGD = keras.optimizers.SGD
model.compile(SGD(0.5), loss, metrics=["accuracy"])
model.train_on_batch(X_train[:32], y_train[:32])
difference = largest_difference(model.get_weights(), ours)
print("difference below", bound(difference))

# %%
def one_epoch(params, X, y, batch_size, rate):
    for i in range(0, len(X), batch_size):
        batch = slice(i, i + batch_size)
        params = one_step(params, X[batch], y[batch], rate)
    return params


# %%
p, kept = start, []
for _ in range(15):
    p = one_epoch(p, X_train, y_train, 32, 0.5)
    kept.append(p)
n_batches = -(-len(X_train) // 32)  # rounded up
print("epochs:", len(kept), "  steps:", len(kept) * n_batches)

# %%
model.set_weights(to_keras(start))
same = {"batch_size": 32, "epochs": 15, "shuffle": False, "verbose": 0}
watch = {"validation_data": (X_test, y_test)}
history = model.fit(X_train, y_train, **same, **watch).history
print("Keras recorded", sorted(history))
difference = largest_difference(model.get_weights(), to_keras(kept[-1]))
print("weights: below 1e-4:", difference < 1e-4)

# %%
def loss_of(params, X, y):
    return softmax_cross_entropy(scores(params, X), y)


test_losses = [loss_of(p, X_test, y_test) for p in kept]

# %%
fig, ax = plt.subplots()
x, in_keras = np.arange(1, 16), np.array(history["val_loss"])
ax.plot(x, test_losses, label="ours")
ax.plot(x, in_keras, "o", fillstyle="none", label="Keras")
ax.set(xlabel="epoch", ylabel="test loss", ylim=(0, None))
ax.set_title("Keras walks our path")
ax.legend()
plt.show()
print(f"ours after epoch 15: {test_losses[-1]:.3f}")
print("largest gap below", bound(np.abs(in_keras - test_losses).max()))

# %%
sets = {"train": (X_train, y_train), "test": (X_test, y_test)}
for name, (X, y) in sets.items():
    Z = scores(kept[-1], X)
    print(f"{name:5}  ours  {np.mean(Z.argmax(axis=1) == y):.1%}")
    found = model.evaluate(X, y, verbose=0, return_dict=True)
    print(f"       Keras {found['accuracy']:.1%}")

# %%
print(f"ours, in the end {loss_of(kept[-1], X_train, y_train):.3f}")
print(f"recorded by fit  {history['loss'][-1]:.3f}")

# %%
p, losses, sizes = start, [], []
for i in range(0, len(X_train), 32):
    X, y = X_train[i : i + 32], y_train[i : i + 32]
    losses.append(loss_of(p, X, y))  # before its step
    sizes.append(len(y))
    p = one_step(p, X, y, 0.5)

# %%
losses, sizes = np.array(losses), np.array(sizes)
print(len(sizes), "batches, the first of", sizes[0])
print("samples, the last of", sizes[-1])

# %%
def mean_loss(losses, sizes):
    """Mean loss of all samples, from the mean losses of their batches.

    Parameters
    ----------
    losses : array (B,)
        Mean loss of each batch.
    sizes : integer array (B,)
        Number of samples in each batch.

    Returns
    -------
    float
    """
    raise NotImplementedError  # TODO: about 1 line

# %%
mean_loss = check("07-mean-loss", mean_loss)

# %%
means = {"formula (7.1)": mean_loss(losses, sizes)}
means["plain mean   "] = losses.mean()
for name, value in means.items():
    equal = abs(value - history["loss"][0]) < 1e-5
    print(f"{name}  {value:.3f}  as recorded: {equal}")

# %%
for name, (X, y) in sets.items():
    found = model.evaluate(X, y, verbose=0, return_dict=True)
    in_keras, p = found["loss"], from_keras(model.get_weights())
    Z = scores(p, X)
    by_nll = nll(one_hot(y, 10), softmax(Z))
    print(f"{name:5} mean NLL {by_nll:.3f}  Keras {in_keras:.3f}")
    ours = np.array([by_nll, softmax_cross_entropy(Z, y)])
    print("  difference below", bound(np.abs(ours - in_keras).max()))

# %%
P = softmax(scores(kept[-1], X_test))
chances = likelihood(P, y_test)
two = [42, chances.argmin()]
titles = [f"sample {n}" for n in two]
ax = plt.subplots(figsize=(4, 2.3))[1]
plots.show_images(digits.X_test[two], titles, ax=ax)
plt.show()
print("of", len(chances), "test digits")

# %%
fig, axes = plt.subplots(1, 2, sharey=True)
for ax, n, title in zip(axes, two, titles):
    plots.plot_probabilities(P[n], right=y_test[n], ax=ax)
    ax.set(title=title, ylabel="probability" if n == 42 else "")
    print(f"{title}: label {y_test[n]}, likelihood {chances[n]:.2f}")
plt.show()

# %%
P_start = softmax(scores(start, X_test))
before = likelihood(P_start, y_test)[42]
print(f"untrained  likelihood of sample 42: {before:.2f}")
by_nll, by_hand = nll(one_hot(y_test, 10), P), -np.log(chances).mean()
print("formula (7.2) is the NLL:", np.isclose(by_hand, by_nll))

# %%
P_keras = softmax(model.predict(X_test, verbose=0))
after = likelihood(P_keras, y_test)[42]
print(f"in Keras   likelihood of sample 42: {after:.2f}")

# %%
split = load_digits(n_validation=227)
X_fit = standardize(split.X_train, split.X_train)
X_val = standardize(split.X_val, split.X_train)
y_fit, y_val = split.y_train, split.y_val
print("to fit", X_fit.shape, "  to validate", X_val.shape)

# %%
def fifty_epochs(batch_size, rate):
    rng, p, losses = np.random.default_rng(1), start, []
    for _ in range(50):
        n = rng.permutation(len(X_fit))
        p = one_epoch(p, X_fit[n], y_fit[n], batch_size, rate)
        losses.append([loss_of(p, X_fit, y_fit), loss_of(p, X_val, y_val)])
    return np.transpose(losses)

# %%
curves = {}
for batch_size, rate in [(32, 0.1), (32, 0.5), (1, 0.1)]:
    title = f"batch {batch_size}, rate {rate}"
    curves[title] = fifty_epochs(batch_size, rate)
    steps = 50 * -(-len(X_fit) // batch_size)  # rounded up
    print(title, " steps:", steps)

# %%
fig, axes = plt.subplots(1, 3, sharey=True)
for ax, (title, (fit, val)) in zip(axes, curves.items()):
    ax.plot(np.arange(1, 51), fit, label="training")
    ax.plot(np.arange(1, 51), val, "--", label="validation")
    ax.plot(val.argmin() + 1, val.min(), "k.")
    ax.set(xlabel="epoch", ylim=(0, 0.6))
    ax.set_title(title, fontsize=9)
    print(f"{title:18} training {fit[-1]:.2f} validation {val[-1]:.2f}")
axes[0].set_ylabel("loss")
axes[1].legend()
plt.show()

# %%
def stop_early(losses, patience):
    """Say after how many epochs early stopping ends a training.

    It ends as soon as ``patience`` epochs in a row have brought no new lowest loss.

    Parameters
    ----------
    losses : list of float or array (E,)
        Validation loss after each epoch, from the first to the last planned.
    patience : int
        Epochs in a row without a new lowest loss that it bears, at least 1.

    Returns
    -------
    int
        Number of epochs, at most E.
    """
    raise NotImplementedError  # TODO: about 8 lines

# %%
stop_early = check("07-stop-early", stop_early)

# %%
print(stop_early([5.0, 4.0, 2.0, 3.0, 2.5, 2.2, 2.1], patience=2))
val = curves["batch 1, rate 0.1"][1]
for patience in [1, 3, 5]:
    n = stop_early(val, patience)
    low = val[:n].min()
    print(f"patience {patience}: {n:2} epochs, lowest {low:.2f}", end=", ")
    print(f"the last {val[n - 1] - low:.2f} higher")
print(f"all 50 epochs:         lowest {val.min():.2f}")

# %%
for patience in [1, 3, 5]:
    rule = keras.callbacks.EarlyStopping("val_loss", patience=patience)
    rule.set_model(model)
    rule.on_train_begin()
    model.stop_training, n = False, 0
    while n < len(val) and not model.stop_training:
        rule.on_epoch_end(n, {"val_loss": val[n]})
        n += 1
    print(f"patience {patience}: Keras stops after {n}", end=", ")
    print("as you do:", n == stop_early(val, patience))

# %%
optimizers = {"SGD": SGD(0.1), "momentum": SGD(0.1, momentum=0.9)}
optimizers["Adam"] = keras.optimizers.Adam(0.01)
for name, optimizer in optimizers.items():
    model.set_weights(to_keras(start))
    model.compile(optimizer, loss)
    model.fit(X_fit, y_fit, **same)
    found = model.evaluate(X_val, y_val, verbose=0, return_dict=True)
    print(f"{name:8}  validation loss {found['loss']:.2f}")

# %%
names, sizes = ["relu", "tanh", "softmax"], [64, 24, 16, 10]
weights = to_keras(mlp_init(sizes, spread=0.3, rng=1))
print("arrays", [w.shape for w in weights])
print("known", sorted(ACTIVATIONS))
print("relu of -1 and 2:", ACTIVATIONS["relu"](np.array([-1.0, 2.0])))

# %%
def run_layers(X, weights, activations):
    """Run a batch through dense layers, each with its own activation.

    Parameters
    ----------
    X : array (N, D)
        Samples.
    weights : list of arrays
        In Keras's order: W, b of the first layer, W, b of the second, and so on.
    activations : list of str
        One name for each layer; ``ACTIVATIONS`` holds the function of each name.

    Returns
    -------
    array (N, K)
        What the last layer's activation gives.
    """
    raise NotImplementedError  # TODO: about 5 lines

# %%
run_layers = check("07-run-layers", run_layers)

# %%
P = run_layers(X_test, weights, names)
print(P.shape, "rows add up to 1:", np.allclose(P.sum(axis=1), 1))

# %%
layers = [keras.Input((64,))]
for n, name in zip(sizes[1:], names):
    layers.append(keras.layers.Dense(n, activation=name))
described = keras.Sequential(layers)
described.set_weights(weights)
P_keras = described.predict(X_test, verbose=0)
print("difference below", bound(np.abs(P_keras - P).max()))

# %%
third = MLPClassifier(
    hidden_layer_sizes=(10,), activation="logistic",
    solver="sgd", alpha=0, momentum=0, learning_rate_init=0.5,
    batch_size=32, shuffle=False, random_state=0,
)

# %%
X, y = X_train[:32], y_train[:32]
third.partial_fit(X, y, classes=np.arange(10))
third.coefs_ = [W.copy() for W, _ in start]
third.intercepts_ = [b.copy() for _, b in start]
print([W.shape for W in third.coefs_])
print([b.shape for b in third.intercepts_])

# %%
difference = np.abs(third.predict_proba(X_test) - P_start).max()
print("start: difference below", bound(difference))

# %%
for _ in range(15):
    third.partial_fit(X_train, y_train)
P = softmax(scores(kept[-1], X_test))
difference = np.abs(third.predict_proba(X_test) - P).max()
print("end: difference below", bound(difference))
print(f"test accuracy {third.score(X_test, y_test):.1%}")

# %%
# What it shows is different for everyone, so nothing of it is stored here.
progress()
