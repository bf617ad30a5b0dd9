"""The answers of chapters 03 to 05 agree with answers that others have written, or with loops."""

import cmath
import functools
import graphlib
import itertools
import math
import operator
import random

import numpy as np
import pytest
import scipy.spatial
from sklearn.metrics import confusion_matrix as confusion_matrix_of

from nnlib.exercises import REGISTRY
from nnlib.functions import activations

jax = pytest.importorskip("jax", reason="JAX is not installed: pip install -e '.[keras]'")
jnp = jax.numpy

HIDDEN = {
    activations.sigmoid_prime: jax.nn.sigmoid,
    activations.tanh_prime: jnp.tanh,
    activations.relu_prime: jax.nn.relu,
}


def xor_weights():
    either, not_both, both_of_them = ((1, 1), -0.5), ((-1, -1), 1.5), ((1, 1), -1.5)
    return *either, *not_both, *both_of_them


def disc_units(n, radius):
    corners = radius / math.cos(math.pi / n) * np.exp(2j * np.pi * np.arange(n) / n)
    hull = scipy.spatial.ConvexHull(np.column_stack([corners.real, corners.imag]))
    outwards, offsets = hull.equations[:, :2], hull.equations[:, 2]  # above 0 outside
    return outwards.T, offsets, np.full(n, -1.0), 0.5


def letter_units(thick):
    """A yes for each line that a point has crossed to the far side; less than two may count."""
    lines = [(-1, 0, -1), (1, 0, -1), (0, -1, -1), (0, 1, -1), (1, 0, 1 - thick), (0, 1, 1 - thick)]
    *W, b = np.array(lines, dtype=float).T
    return np.array(W), b, np.array([-4, -4, -4, -4, -2, -2]), 3


def follow_curve(f, tolerance):
    n = math.floor(15 / tolerance)
    stairs = [(k / n, f(np.array([k / n]))[0]) for k in range(n)]
    jumps = [new[1] - old[1] for old, new in itertools.pairwise(stairs)]
    edges = [(old[0] + new[0]) / 2 for old, new in itertools.pairwise(stairs)]
    return np.full(n - 1, 30 * n), np.array([-30 * n * s for s in edges]), jumps, stairs[0][1]


def hidden_blame(p, y, w_out):
    """By the probability of the right class, in plain Python: -log of it falls with the score of
    that class at the rate of what it lacks to 1."""
    rows = []
    for p_n, y_n in zip(p.tolist(), y.tolist(), strict=True):
        lacks = 1 - (p_n if y_n else 1 - p_n)
        rows.append([-lacks * w if y_n else lacks * w for w in w_out.tolist()])
    return np.array(rows)


def scores(X, W, b):
    units = list(zip(W.T.tolist(), b.tolist(), strict=True))
    rows = [[sum(map(float.__mul__, x, w)) + bias for w, bias in units] for x in X.tolist()]
    return np.array(rows, dtype=X.dtype)


@jax.jit
def fold_standardize(w, b, mean, spread):
    def score(a):
        return jnp.dot((a - mean) / spread, w) + b

    return jax.value_and_grad(score)(jnp.zeros(len(w)))[::-1]


@jax.jit
def merge_layers(W1, b1, W2, b2):
    def both(x):
        return (x @ W1 + b1) @ W2 + b2

    zero = jnp.zeros(len(W1))
    return jax.jacobian(both)(zero).T, both(zero)


class Remembering:
    """Numbers with local gradients that are found by differences, or with a complex step."""

    def __init__(self, data=0.0, parents=(), local_gradients=(), operation="", name=""):
        self.data, self.parents, self.local_gradients = data, parents, local_gradients
        self.operation, self.name, self.grad = operation, name, 0.0

    def __add__(self, other):
        return self.linear(operator.add, other)

    def __mul__(self, other):
        return self.linear(operator.mul, other)

    def linear(self, do, other):
        other = other if isinstance(other, Remembering) else Remembering(other)
        a, b = self.data, other.data
        slopes = do(a + 1, b) - do(a, b), do(a, b + 1) - do(a, b)
        return Remembering(do(a, b), (self, other), slopes)

    __radd__, __rmul__ = __add__, __mul__

    def smooth(self, f):
        step = f(self.data + 1e-30j)
        return Remembering(step.real, (self,), (step.imag * 1e30,))

    def __pow__(self, n):
        return self.smooth(lambda x: x**n)

    def exp(self):
        return self.smooth(cmath.exp)

    def log(self):
        return self.smooth(cmath.log)

    def tanh(self):
        return self.smooth(cmath.tanh)

    def sigmoid(self):
        return self.smooth(lambda x: (1 + cmath.tanh(x / 2)) / 2)

    def relu(self):
        return Remembering(max(self.data, 0.0), (self,), (1.0 * (self.data > 0),))

    def max(self, other):
        other = other if isinstance(other, Remembering) else Remembering(other)
        wins = 1.0 * (self.data > other.data)
        return Remembering(max(self.data, other.data), (self, other), (wins, 1 - wins))


def topological_order(value):
    parents, waiting = {}, [value]
    for v in waiting:
        if v not in parents:
            parents[v] = v.parents
            waiting += v.parents
    return list(graphlib.TopologicalSorter(parents).static_order())


def backward(order):
    def along_every_way(v, end):
        if v is end:
            return 1.0
        return sum(
            local * along_every_way(child, end)
            for child in order
            for parent, local in zip(child.parents, child.local_gradients, strict=True)
            if parent is v
        )

    for v in order:
        v.grad = along_every_way(v, order[-1])


def numerical_gradient(f, x, step=1e-5):
    start = x.copy()

    def loss_with(place, value):
        x.flat[place] = value
        loss = f()
        x[...] = start
        return loss

    numbers = list(enumerate(start.flat))
    slopes = [(loss_with(i, v + step) - loss_with(i, v - step)) / (2 * step) for i, v in numbers]
    return np.array(slopes).reshape(x.shape)


def mlp_forward(X, params, activation):
    As, Zs = [], []
    for W, b in params:
        As.append(X if not Zs else activation(Zs[-1]))
        Zs.append(scores(As[-1], W, b))
    return As, Zs


@functools.partial(jax.jit, static_argnames="slope")
def mlp_backward(dZ, As, Zs, params, slope):
    def forward(params):
        Z = None
        for W, b in params:
            Z = (As[0] if Z is None else HIDDEN[slope](Z)) @ W + b
        return Z

    return jax.vjp(forward, params)[1](jnp.asarray(dZ, dtype=jnp.float32))[0]


@jax.jit
def loss_and_grads(X, y, params):
    def loss(params):
        A = X
        for W, b in params[:-1]:
            A = jax.nn.sigmoid(A @ W + b)
        Z = A @ params[-1][0] + params[-1][1]
        return -jnp.mean(jax.nn.log_softmax(Z)[jnp.arange(len(y)), y])

    return jax.value_and_grad(loss)(params)


def minibatches(X, y, batch_size, rng):
    left, batches = [*zip(X.tolist(), y.tolist(), strict=True)], []
    number = int(np.random.default_rng(rng).integers(2**32))  # a generator moves on by that
    random.Random(number).shuffle(left)
    while left:
        batches.append(tuple(map(np.array, zip(*left[:batch_size], strict=True))))
        left = left[batch_size:]
    return batches


def cross_entropy(X, y, params):
    """The loss of a network with sigmoids; its parameters may be complex."""
    *hidden, (W_o, b_o) = params
    for W, b in hidden:
        X = (1 + np.tanh((X @ W + b) / 2)) / 2
    Z = X @ W_o + b_o
    M = Z.real.max(axis=1, keepdims=True)
    logs = Z - M - np.log(np.exp(Z - M).sum(axis=1, keepdims=True))
    return -np.mean([row[label] for row, label in zip(logs, y, strict=True)])


def slopes(X, y, params):
    """Exact to rounding, by a tiny imaginary step in each parameter."""
    moved = [[np.array(part, complex) for part in pair] for pair in params]
    found = []
    for part in itertools.chain.from_iterable(moved):
        found.append(np.zeros(part.shape))
        for index in np.ndindex(part.shape):
            part[index] += 1e-30j
            found[-1][index] = cross_entropy(X, y, moved).imag / 1e-30
            part[index] -= 1e-30j
    return found


def by_small_steps(X, y, params, rate, momentum, batch_size, n_epochs, rng):
    """Each step of a training as a sum over all the gradients so far."""
    rng, losses, past = np.random.default_rng(rng), [], []
    for _ in range(n_epochs):
        for batch in minibatches(X, y, batch_size, rng):
            past.append(slopes(*batch, params))
            fading = [rate * momentum**age for age in range(len(past))][::-1]
            steps = [sum(map(operator.mul, fading, grads)) for grads in zip(*past, strict=True)]
            parts = zip(itertools.chain.from_iterable(params), steps, strict=True)
            moved = [part - step for part, step in parts]
            params = list(zip(moved[::2], moved[1::2], strict=True))
        losses.append(cross_entropy(X, y, params))
    return params, losses


def descend(X, y, params, rate, n_steps):
    start = cross_entropy(X, y, params)
    end, losses = by_small_steps(X, y, params, rate, 0.0, len(X), n_steps, 0)
    return end, [start, *losses][:n_steps]


def train(X, y, params, rate, batch_size, n_epochs, rng):
    return by_small_steps(X, y, params, rate, 0.0, batch_size, n_epochs, rng)


def as_if_divided(W_h, rate, c):
    rng = np.random.default_rng(0)
    D = len(W_h)
    X, dZ = rng.normal(size=(D, D)), rng.normal(size=(D, W_h.shape[1]))
    start = np.linalg.solve(X, X / c @ W_h)
    wanted = np.linalg.solve(X, X / c @ (rate * (X / c).T @ dZ))  # how far these weights move
    return start, np.sum(wanted * (X.T @ dZ)) / np.sum((X.T @ dZ) ** 2)


def momentum_step(w, v, dw, rate, momentum):
    """Number by number."""
    numbers = zip(*(a.ravel().tolist() for a in (w, v, dw)), strict=True)
    steps = [(number, momentum * last - rate * slope) for number, last, slope in numbers]
    new = [number + step for number, step in steps]
    return np.reshape(new, w.shape), np.reshape([step for _, step in steps], w.shape)


def experiment():
    made = itertools.product([False, True], repeat=2)
    return [(16**start, 256**-rate) for start, rate in made] + [(1, 0.0)]


def chosen_settings():
    names = ("hidden", "bound", "rate", "momentum", "batch_size", "n_epochs")
    return dict(zip(names, (30, 0.1, 0.25, 0.9, 32, 10), strict=True))


def worst_errors(P, y, n):
    p_right = [row[label] for row, label in zip(P.tolist(), y.tolist(), strict=True)]
    return np.array(sorted(range(len(y)), key=p_right.__getitem__)[:n])


def confusion_matrix(y, answers, n_classes):
    return confusion_matrix_of(y, answers, labels=range(n_classes))


ORACLES = {
    "03-xor-weights": xor_weights,
    "03-fold-standardize": fold_standardize,
    "03-merge-layers": merge_layers,
    "03-disc-units": disc_units,
    "03-letter-units": letter_units,
    "03-follow-curve": follow_curve,
    "03-hidden-blame": hidden_blame,
    "04-value": Remembering,
    "04-topological-order": topological_order,
    "04-backward": backward,
    "04-more-boxes": Remembering,
    "04-numerical-gradient": numerical_gradient,
    "04-mlp-forward": mlp_forward,
    "04-mlp-backward": mlp_backward,
    "05-loss-and-grads": loss_and_grads,
    "05-descend": descend,
    "05-minibatches": minibatches,
    "05-train": train,
    "05-worst-errors": worst_errors,
    "05-confusion-matrix": confusion_matrix,
    "05-as-if-divided": as_if_divided,
    "05-experiment": experiment,
    "05-momentum-step": momentum_step,
    "05-train-with-momentum": by_small_steps,
    "05-ninety-seven": chosen_settings,
}
BY_JAX = {  # which computes in float32
    "03-fold-standardize",
    "03-merge-layers",
    "04-mlp-backward",
    "05-loss-and-grads",
}


def test_every_exercise_of_these_chapters_has_an_oracle():
    assert sorted(ORACLES) == sorted(i for i in REGISTRY if i[:2] in ("03", "04", "05"))


@pytest.mark.parametrize("exercise_id", ORACLES)
def test_the_answer_agrees_with_its_oracle_on_every_case(exercise_id):
    exercise, oracle = REGISTRY[exercise_id], ORACLES[exercise_id]
    oracle = oracle() if exercise.kind == "variable" else oracle
    for seed in range(2 if exercise_id in BY_JAX else 5):  # JAX compiles every size
        for case in exercise.draw_cases(seed):
            want = case.use(oracle, *case.args.values())
            got = case.use(exercise.answer(), *case.args.values())
            single = any(getattr(arg, "dtype", "") == np.float32 for arg in case.args.values())
            single |= exercise_id in BY_JAX
            tolerance = {"rtol": 1e-4, "atol": 2e-5} if single else {"rtol": 1e-9, "atol": 1e-12}
            np.testing.assert_allclose(got, want, **tolerance, err_msg=case.label)
