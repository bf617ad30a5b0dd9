"""Independent oracles for the engine of chapter 07: complex steps, plain loops, and all ways one by
one agree with the references on all the cases of an exercise."""

import itertools

import numpy as np
import pytest

from nnlib.autodiff.tensor import Tensor
from nnlib.exercises import REGISTRY, find
from nnlib.judge.judge import judge
from tests.exercises import test_oracles_06, test_oracles_06_08
from tests.exercises.test_oracles_06_08 import log_of_sum, pulled_back, relu


def box(function, *tensors):
    """A tensor whose rules are complex-step derivatives of a function of arrays."""
    arrays = [t.data for t in tensors]

    def rule_of(k):
        def alone(x):
            return function(*arrays[:k], x, *arrays[k + 1 :])

        return lambda G: pulled_back(alone, arrays[k], G)

    rules = tuple(map(rule_of, range(len(tensors))))
    return Tensor(np.real(function(*arrays)), tensors, rules)


class Engine(Tensor):
    def __add__(self, other):
        return box(np.add, self, Tensor.as_tensor(other))

    def __mul__(self, other):
        return box(np.multiply, self, Tensor.as_tensor(other))

    __radd__, __rmul__ = __add__, __mul__


def undo_broadcasting(G, shape):
    return pulled_back(lambda b: np.zeros(G.shape) + b, np.zeros(shape), G)


def backward(order):
    def gradient(t):
        """Each way to the end by itself; nothing is kept."""
        total = np.ones_like(t.data) if t is order[-1] else np.zeros_like(t.data)
        for child in order:
            for parent, rule in zip(child.parents, child.rules, strict=True):
                if parent is t:
                    total = total + undo_broadcasting(rule(gradient(child)), t.data.shape)
        return total

    for t in order:
        t.grad = gradient(t)


def accumulate(order):
    kept = {t: t.grad for t in order if not t.parents}
    backward(order)
    for t in kept:
        t.grad = kept[t] + t.grad


class Elementwise:
    def __truediv__(self, other):
        return box(np.divide, self, Tensor.as_tensor(other))

    def __rtruediv__(self, other):
        return box(np.divide, Tensor.as_tensor(other), self)

    def exp(self):
        return box(np.exp, self)

    def log(self):
        return box(np.log, self)

    def relu(self):
        return box(relu, self)


class MatrixProduct:
    def __matmul__(self, other):
        return box(np.matmul, self, Tensor.as_tensor(other))


class Reductions:
    def sum(self, axis=None, keepdims=False):
        return box(lambda a: a.sum(axis=axis, keepdims=keepdims), self)

    def max(self, axis=None, keepdims=False):
        shape = self.data.shape
        axes = range(len(shape)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
        axes = {i % len(shape) for i in axes}
        data = self.data.max(axis=axis, keepdims=keepdims)

        def rule(G):
            back, G = np.zeros(shape), G.reshape(self.data.max(axis=axis, keepdims=True).shape)
            for place in np.ndindex(G.shape):
                spans = [range(n) if i in axes else [place[i]] for i, n in enumerate(shape)]
                rivals = list(itertools.product(*spans))
                largest = max(self.data[rival] for rival in rivals)
                winners = [rival for rival in rivals if self.data[rival] == largest]
                for winner in winners:
                    back[winner] += G[place] / len(winners)
            return back

        return Tensor(data, (self,), (rule,))


class Softmaxes:
    def log_softmax(self):
        return box(lambda z: z - log_of_sum(z), self)


class Entries:
    def pick(self, where):
        return box(lambda a: a[where], self)

    __getitem__ = pick


def standardized(x):
    deviations = x - x.mean(axis=-1, keepdims=True)
    return deviations / np.sqrt((deviations**2).mean(axis=-1, keepdims=True))


class Standardizing:
    def standardize(self):
        return box(standardized, self)


ORACLES = {
    "07-tensor": Engine,
    "07-undo-broadcasting": undo_broadcasting,
    "07-backward": backward,
    "07-accumulate": accumulate,
    "07-elementwise": Elementwise,
    "07-matrix-product": MatrixProduct,
    "07-reductions": Reductions,
    "07-log-softmax": Softmaxes,
    "07-pick": Entries,
    "07-standardize-rows": Standardizing,
}


@pytest.mark.parametrize("exercise_id", ORACLES)
def test_an_oracle_agrees_with_the_reference_on_every_case(exercise_id):
    for seed in range(3):
        verdict = judge(find(exercise_id), ORACLES[exercise_id], seed=seed)
        assert verdict.status == "correct", str(verdict)


def test_every_exercise_of_chapters_06_to_08_has_an_oracle():
    asked = {exercise_id for exercise_id in REGISTRY if exercise_id[:2] in ("06", "07", "08")}
    assert asked <= {*ORACLES, *test_oracles_06.ORACLES, *test_oracles_06_08.ORACLES}
