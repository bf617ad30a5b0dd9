"""Independent oracles: other libraries, complex-step derivatives and plain loops agree with the
references of chapters 06 to 08, on all the cases of an exercise."""

import itertools
import math

import numpy as np
import pytest
from scipy import special
from sklearn import metrics
from sklearn.preprocessing import StandardScaler

from nnlib.exercises import find
from nnlib.judge.judge import judge


def derivative(function, x):
    """The gradient of a function of an array, exact to rounding: a tiny imaginary step."""
    x = np.asarray(x, complex)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        moved = x.copy()
        moved[index] += 1e-30j
        gradient[index] = function(moved).imag / 1e-30
    return gradient


def pulled_back(function, x, upstream):
    """What arrives at the input of a function when a gradient comes in at its output."""
    return derivative(lambda x: np.sum(upstream * function(x)), x)


def layer(function):
    """A layer without parameters, from its function alone."""

    class Layer:
        params = grads = {}  # noqa: RUF012

        def forward(self, Z):
            self.Z = Z
            return function(Z)

        def backward(self, dA):
            return pulled_back(function, self.Z, dA)

    return Layer


def relu(Z):
    return np.where(Z.real > 0, Z, 0)


def sigmoid(Z):
    return (1 + np.tanh(Z / 2)) / 2


def log_of_sum(Z):
    largest = Z.real.max(axis=-1, keepdims=True)
    return largest + np.log(np.exp(Z - largest).sum(axis=-1, keepdims=True))


class Dense:
    def __init__(self, n_in, n_out):
        self.W, self.b = np.zeros((n_in, n_out)), np.zeros(n_out)

    def forward(self, X):
        self.X = X
        return np.array(
            [[sum(x * self.W[:, h]) + self.b[h] for h in range(len(self.b))] for x in X]
        )

    def backward(self, dZ):
        self.dW = pulled_back(lambda W: self.X @ W, self.W, dZ)
        self.db = pulled_back(lambda b: np.zeros(dZ.shape) + b, self.b, dZ)
        return pulled_back(lambda X: X @ self.W, self.X, dZ)


def softmax_cross_entropy(Z, y):
    return np.mean(special.logsumexp(Z, axis=1) - np.take_along_axis(Z, y[:, None], 1)[:, 0])


def softmax_cross_entropy_grad(Z, y):
    def loss(Z):
        return -np.mean((Z - log_of_sum(Z))[np.arange(len(y)), y])

    return derivative(loss, Z)


class SGD:
    """Every step written out, as the sum over all the steps before it."""

    def __init__(self, learning_rate=0.1, *, momentum=0.0):
        self.learning_rate, self.momentum, self.past = learning_rate, momentum, []

    def step(self, params, grads):
        self.past.append({name: self.learning_rate * grad for name, grad in grads.items()})
        for name, parameter in params.items():
            for age, step in enumerate(reversed(self.past)):
                parameter -= self.momentum**age * step[name]


def triangular(step, n_steps, peak, rise=0.4):
    return np.interp(step, [0, rise * n_steps, n_steps], [0, peak, 0])


def l1_grad(W, strength):
    return strength * np.array(
        [0 if w == 0 else 1 if w > 0 else -1 for w in W.ravel().tolist()]
    ).reshape(W.shape)


def count_parameters(sizes):
    return sum(1 for D, H in itertools.pairwise(sizes) for _ in range((D + 1) * H))


def to_keras(params):
    """As the layers of Keras hold them: ``model.weights`` chains ``[kernel, bias]`` of each."""
    return list(itertools.chain.from_iterable(params))


def from_keras(weights):
    return list(itertools.batched(weights, 2)) if hasattr(itertools, "batched") else two(weights)


def two(weights):
    arrays = iter(weights)
    return list(zip(arrays, arrays, strict=True))


def mean_loss(losses, sizes):
    return np.mean([loss for loss, size in zip(losses, sizes, strict=True) for _ in range(size)])


def stop_early(losses, patience):
    for n in range(1, len(losses) + 1):
        if all(
            any(past <= loss for past in losses[:i]) for i, loss in waiting(losses, n, patience)
        ):
            return n
    return len(losses)


def waiting(losses, n, patience):
    """The last epochs of n, as many as the patience; the first epoch is never one of them."""
    if n <= patience:
        return [(0, losses[0])]  # which no loss before it equals
    return [(i, losses[i]) for i in range(n - patience, n)]


def run_layers(X, weights, activations):
    functions = {
        "linear": lambda Z: Z,
        "sigmoid": special.expit,
        "tanh": np.tanh,
        "relu": lambda Z: Z.clip(min=0),
        "softmax": lambda Z: special.softmax(Z, axis=1),
    }
    for i, name in enumerate(activations):
        X = functions[name](np.einsum("nd,dh->nh", X, weights[2 * i]) + weights[2 * i + 1])
    return X


def sigmoid_unit_grad(X, y, w, b):
    def loss(w, b):
        Z = X @ w + b
        M = np.maximum(Z.real, 0)  # so that nothing overflows
        return np.mean(M + np.log(np.exp(Z - M) + np.exp(-M)) - y * Z)

    return derivative(lambda w: loss(w, b), w), float(derivative(lambda b: loss(w, b), b))


def softmax_backward(dA, A):
    return pulled_back(lambda Z: np.exp(Z - log_of_sum(Z)), np.log(np.asarray(A, float)), dA)


def log_softmax(Z):
    return special.log_softmax(Z, axis=-1)


class Adam:
    """The two means written out, as weighted means of all the gradients so far."""

    def __init__(self, learning_rate=0.001, *, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.rate, self.betas, self.epsilon = learning_rate, (beta1, beta2), epsilon
        self.past = []

    def step(self, params, grads):
        self.past.append({name: np.array(grad, float) for name, grad in grads.items()})
        ages = np.arange(len(self.past))[::-1]
        for name, parameter in params.items():
            past = [step[name] for step in self.past]
            mean, square = (
                np.average(np.power(past, power), axis=0, weights=beta**ages)
                for power, beta in zip((1, 2), self.betas, strict=True)
            )
            parameter -= self.rate * mean / (np.sqrt(square) + self.epsilon)


def standardize(X, X_train):
    return StandardScaler().fit(X_train.astype(float)).transform(X)


def relative_errors(gradient, measured):
    largest = max(abs(m) for m in measured.ravel().tolist())
    errors = np.full(gradient.shape, np.inf)
    for index in np.ndindex(gradient.shape) if largest else ():
        g, m = float(gradient[index]), float(measured[index])
        errors[index] = abs(g - m) / max(abs(g), abs(m), largest / 1000)
    return errors


def step_lengths(step, n_steps):
    places = list(itertools.accumulate(range(n_steps), lambda w, _: step(w, 1.0), initial=0.0))
    return np.array([abs(b - a) for a, b in itertools.pairwise(places)])


def alone_and_together(predict, X):
    together = predict(X).tolist()
    apart = [
        abs(one - other)
        for n, row in enumerate(together)
        for one, other in zip(predict(X[[n], :])[0].tolist(), row, strict=True)
    ]
    return sorted(apart)[-1]


def shift_law(log_softmax, z, shifts):
    before = log_softmax(z).tolist()
    largest = 0.0
    for c in shifts.tolist():
        for a, b in zip(log_softmax(z + c).tolist(), before, strict=True):
            change = abs(a - b)
            if not change < math.inf:  # NaN too
                return math.inf
            largest = change if change > largest else largest
    return largest


class Reader:
    """The same program, its gradients by complex steps and its softmax by SciPy."""

    def __init__(self, n_hidden=32, rate=0.05, momentum=0.9, batch_size=32, seed=0):
        self.n_hidden, self.batch_size, self.seed = n_hidden, batch_size, seed
        self.rate, self.momentum = rate, momentum

    def start(self, X, n_classes):
        self.rng = np.random.default_rng(self.seed)
        self.scaler = StandardScaler().fit(X)
        sizes = [X.shape[1], self.n_hidden, n_classes]
        self.W_h, self.W_o = itertools.starmap(self.draw, itertools.pairwise(sizes))
        self.b_h, self.b_o = np.zeros(self.n_hidden), np.zeros(n_classes)
        self.past = []

    def draw(self, n_in, n_out):
        return self.rng.normal(0, np.sqrt(2 / n_in), (n_in, n_out))

    def scale(self, X):
        return self.scaler.transform(X)

    def batches(self, X, y):
        rows = self.rng.permutation(len(y))
        n = -(-len(y) // self.batch_size)
        cuts = np.split(rows, [self.batch_size * k for k in range(1, n)])
        return [(X[rows], y[rows]) for rows in cuts]

    def forward(self, X):
        return self._scores(X, self.W_h, self.b_h, self.W_o, self.b_o)

    def _scores(self, X, W_h, b_h, W_o, b_o):
        return relu(X @ W_h + b_h) @ W_o + b_o

    def log_softmax(self, Z):
        return special.log_softmax(Z, axis=1)

    def _loss(self, X, y, *parts):
        Z = self._scores(X, *parts)
        return np.mean(log_of_sum(Z)[:, 0] - Z[np.arange(len(y)), y])

    def loss(self, X, y):
        return self._loss(X, y, self.W_h, self.b_h, self.W_o, self.b_o)

    def gradients(self, X, y):
        parts = [self.W_h, self.b_h, self.W_o, self.b_o]

        def with_part(k, part):
            return self._loss(X, y, *parts[:k], part, *parts[k + 1 :])

        return tuple(
            derivative(lambda part, k=k: with_part(k, part), part) for k, part in enumerate(parts)
        )

    def step(self, gradients):
        self.past.append(gradients)
        for k, name in enumerate(["W_h", "b_h", "W_o", "b_o"]):
            fading = [self.momentum**age * past[k] for age, past in enumerate(self.past[::-1])]
            setattr(self, name, getattr(self, name) - self.rate * sum(fading))

    def fit(self, X, y, n_epochs=10, others=()):
        self.start(X, y.max() + 1)
        for _ in range(n_epochs):
            for X_batch, y_batch in self.batches(self.scale(X), y):
                self.step(self.gradients(X_batch, y_batch))

    def predict_proba(self, X):
        return special.softmax(self.forward(self.scale(X)), axis=1)

    def score(self, X, y):
        return metrics.accuracy_score(y, self.predict_proba(X).argmax(axis=1))


ORACLES = {
    "06-count-parameters": count_parameters([784, 100, 200, 10]),
    "06-relu": layer(relu),
    "06-dense": Dense,
    "06-cross-entropy": softmax_cross_entropy,
    "06-cross-entropy-grad": softmax_cross_entropy_grad,
    "06-sgd": SGD,
    "06-schedule": triangular,
    "06-l1-grad": l1_grad,
    "07-count-parameters": count_parameters,
    "07-to-keras": to_keras,
    "07-from-keras": from_keras,
    "07-mean-loss": mean_loss,
    "07-stop-early": stop_early,
    "07-run-layers": run_layers,
    "08-sigmoid-layer": layer(sigmoid),
    "08-step-lengths": step_lengths,
    "08-alone-and-together": alone_and_together,
    "08-shift-law": shift_law,
    "08-the-hunt": Reader,
    "08-unit-gradient": sigmoid_unit_grad,
    "08-softmax-backward": softmax_backward,
    "08-log-softmax": log_softmax,
    "08-adam": Adam,
    "08-standardize": standardize,
    "08-relative-errors": relative_errors,
}


@pytest.mark.parametrize("exercise_id", ORACLES)
def test_an_oracle_agrees_with_the_reference_on_every_case(exercise_id):
    for seed in range(3):
        verdict = judge(find(exercise_id), ORACLES[exercise_id], seed=seed)
        assert verdict.status == "correct", str(verdict)


def test_the_cross_entropy_is_scikit_learns_log_loss():
    reference = find("06-cross-entropy").reference
    Z, y = np.random.default_rng(6).normal(size=(20, 4)), np.arange(20) % 4
    assert reference(Z, y) == pytest.approx(metrics.log_loss(y, special.softmax(Z, axis=1)))
