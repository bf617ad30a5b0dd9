"""Independent oracles of chapter 06's own exercises: SciPy, scikit-learn and sums written out."""

import numpy as np
import pytest
from scipy import integrate, ndimage, optimize, special, stats
from sklearn.linear_model import LinearRegression

from nnlib.exercises import find
from nnlib.judge.judge import judge


class Sequential:
    """The first layer, and a network of the others."""

    def __init__(self, layers):
        self.layers = list(layers)
        self.rest = Sequential(self.layers[1:]) if len(self.layers) > 1 else None

    def forward(self, X):
        output = self.layers[0].forward(X)
        return output if self.rest is None else self.rest.forward(output)

    def backward(self, dZ):
        return self.layers[0].backward(dZ if self.rest is None else self.rest.backward(dZ))

    def collected(self, what):
        pairs = [(i, getattr(layer, what)) for i, layer in enumerate(self.layers)]
        return {".".join([str(i), name]): found[name] for i, found in pairs for name in found}

    @property
    def params(self):
        return self.collected("params")

    @property
    def grads(self):
        return self.collected("grads")


def relu_start(n_in):
    """From the mean square that ReLU leaves of normal scores."""
    left, _ = integrate.quad(lambda z: z**2 * stats.norm.pdf(z), 0, np.inf)
    return (n_in * left) ** -0.5


class Adam:
    """Both means as sums over all gradients so far, with weights that add up to 1."""

    def __init__(self, learning_rate=0.001, *, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate, self.past = learning_rate, []
        self.options = beta1, beta2, epsilon

    def step(self, params, grads):
        beta1, beta2, epsilon = self.options
        self.past.append({name: np.array(grad) for name, grad in grads.items()})
        ages = np.arange(len(self.past))[::-1]
        for name, parameter in params.items():
            past = np.array([grads[name] for grads in self.past])
            mean = np.average(past, axis=0, weights=beta1**ages)
            square = np.average(past**2, axis=0, weights=beta2**ages)
            parameter -= self.learning_rate * mean / (np.sqrt(square) + epsilon)


class Dropout:
    """Units drawn by SciPy, with the layer's own generator."""

    training = False

    def __init__(self, rate=0.5, *, rng=None):
        self.rate, self.rng = rate, np.random.default_rng(rng)

    def forward(self, A):
        keep = 1 - self.rate if self.training else 1.0
        on = stats.bernoulli.rvs(keep, size=A.shape, random_state=self.rng)
        self.factor = on.astype(A.dtype) / keep
        return np.multiply(self.factor, A)

    def backward(self, dA):
        return np.multiply(self.factor, dA)


def shift_each(images, down, right):
    moves = zip(images, down, right, strict=True)
    return np.array([ndimage.shift(a, (d, r), order=0, mode="nearest") for a, d, r in moves])


def slants(images):
    rows = np.repeat(np.arange(images.shape[1])[:, None], images.shape[2], axis=1)
    found = []
    for image in images:
        if np.count_nonzero(image.sum(axis=1)) < 2:
            found.append(0.0)
            continue
        model = LinearRegression()
        model.fit(rows.reshape(-1, 1), np.ravel(rows.T), sample_weight=image.ravel())
        found.append(model.coef_[0])
    return np.array(found)


def fit_temperature(Z, y):
    def loss(log_temperature):
        scores = Z / np.exp(log_temperature)
        return np.mean(special.logsumexp(scores, axis=1) - scores[np.arange(len(y)), y])

    bounds, options = (np.log(0.01), np.log(100)), {"xatol": 1e-9}
    return np.exp(optimize.minimize_scalar(loss, bounds=bounds, options=options).x)


ORACLES = {
    "06-sequential": Sequential,
    "06-relu-start": relu_start,
    "06-adam": Adam,
    "06-dropout": Dropout,
    "06-shift-each": shift_each,
    "06-slants": slants,
    "06-fit-temperature": fit_temperature,
}


@pytest.mark.parametrize("exercise_id", ORACLES)
def test_an_oracle_agrees_with_the_reference_on_every_case(exercise_id):
    for seed in range(3):
        verdict = judge(find(exercise_id), ORACLES[exercise_id], seed=seed)
        assert verdict.status == "correct", str(verdict)
