"""Independent oracles for chapter 09: SciPy, loops over single numbers, complex steps."""

import itertools

import numpy as np
import pytest
from scipy import signal

from nnlib.exercises import REGISTRY, find
from nnlib.judge.judge import judge


def derivative(function, x):
    """The gradient of a function of an array, exact to rounding: a tiny imaginary step."""
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        moved = x.astype(complex)
        moved[index] += 1e-30j
        gradient[index] = function(moved).imag / 1e-30
    return gradient


def convolve(image, kernel):
    return signal.correlate2d(image, kernel, mode="valid")


def places(side, size, stride):
    return (side - size) // stride + 1


def patches(X, size, stride=1):
    """Number by number."""
    N, high, wide, C = X.shape
    down, right = places(high, size, stride), places(wide, size, stride)
    P = np.zeros((N, down, right, size * size * C), X.dtype)
    for n, i, j, u, v, c in itertools.product(*map(range, (N, down, right, size, size, C))):
        P[n, i, j, (u * size + v) * C + c] = X[n, i * stride + u, j * stride + v, c]
    return P


def add_patches(P, shape, size, stride=1):
    """The derivative of what cutting patches out gives, weighted with P."""
    return derivative(lambda X: np.sum(patches(X, size, stride) * P), np.zeros(shape))


def scores(X, W, b, size, stride, padding):
    """With SciPy, kernel by kernel; its correlation would conjugate complex weights."""
    X = np.pad(X, [(0, 0), (padding, padding), (padding, padding), (0, 0)])
    W = W.reshape(size, size, X.shape[3], -1)
    Z = [
        [
            sum(
                signal.convolve2d(x[:, :, c], W[::-1, ::-1, c, k], mode="valid")
                for c in range(X.shape[3])
            )
            for k in range(W.shape[3])
        ]
        for x in X
    ]
    return np.moveaxis(np.array(Z), 1, 3)[:, ::stride, ::stride] + b


class Conv2d:
    def __init__(self, n_in, n_out, size, *, stride=1, padding=0):
        self.options = size, stride, padding
        self.W, self.b = np.zeros((size * size * n_in, n_out)), np.zeros(n_out)

    def forward(self, X):
        self.X = X
        return scores(X, self.W, self.b, *self.options)

    def backward(self, dZ):
        X, W, b = self.X, self.W, self.b
        self.dW = derivative(lambda W: np.sum(dZ * scores(X, W, b, *self.options)), W)
        self.db = dZ.reshape(-1, len(b)).sum(axis=0)
        return derivative(lambda X: np.sum(dZ * scores(X, W, b, *self.options)), X)


class MaxPool2d:
    def __init__(self, size):
        self.size = size

    def places(self, shape):
        return itertools.product(
            range(shape[0]),
            range(shape[1] // self.size),
            range(shape[2] // self.size),
            range(shape[3]),
        )

    def square(self, n, i, j, c):
        size = self.size
        return [(n, i * size + u, j * size + v, c) for u in range(size) for v in range(size)]

    def forward(self, X):
        self.X = X
        N, high, wide, C = X.shape
        A = np.zeros((N, high // self.size, wide // self.size, C))
        for place in self.places(X.shape):
            A[place] = max(X[pixel] for pixel in self.square(*place))
        return A

    def backward(self, dA):
        dX = np.zeros(self.X.shape)
        for place in self.places(self.X.shape):
            dX[max(self.square(*place), key=lambda pixel: self.X[pixel])] += dA[place]
        return dX


def kernels_back(W, size):
    """From what comes back to an image of two pixels more, one score at a time."""
    C, K = len(W) // size**2, W.shape[1]
    side = 2 * size - 1  # of the images, whose middle pixel goes into all scores
    back = np.zeros((size, size, K, C))
    for i, j, k in itertools.product(range(size), range(size), range(K)):
        dZ = np.zeros((1, size, size, K))
        dZ[0, i, j, k] = 1
        X = np.zeros((1, side, side, C))
        dX = derivative(lambda X, dZ=dZ: np.sum(patches(X, size) @ W * dZ), X)
        back[i, j, k] = dX[0, size - 1, size - 1]
    return back.reshape(-1, C)


ORACLES = {
    "09-convolve": convolve,
    "09-patches": patches,
    "09-add-patches": add_patches,
    "09-conv2d": Conv2d,
    "09-max-pool2d": MaxPool2d,
    "09-kernels-back": kernels_back,
}


@pytest.mark.parametrize("exercise_id", ORACLES)
def test_the_reference_says_what_the_oracle_says(exercise_id):
    seconds = 20  # a derivative by single steps is slow
    verdict = judge(find(exercise_id), ORACLES[exercise_id], seconds=seconds)
    assert verdict.status == "correct", str(verdict)


def test_every_exercise_of_the_chapter_has_its_oracle():
    assert set(ORACLES) == {exercise_id for exercise_id in REGISTRY if exercise_id[:2] == "09"}
