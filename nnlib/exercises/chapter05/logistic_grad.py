"""The gradients of a layer of softmax units, averaged over a batch."""

import numpy as np

from nnlib.by_hand import logistic_regression
from nnlib.exercises._helpers import first, second
from nnlib.functions.activations import sigmoid, softmax
from nnlib.functions.preprocessing import one_hot
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="05-logistic-grad",
    title="The gradient of ten units",
    minutes=6,
    difficulty=3,
    points=3,
    reference=logistic_regression.logistic_grad,
    hints=(
        "Three steps: the probabilities, the gradient at the scores, and from that both results.",
        "The labels are plain numbers; `one_hot` turns them into rows, and `len(b)` says how many "
        "classes there are. Divide by the number of samples once, at the scores.",
        "`dZ` has the shape (N, K). dW needs (D, K) and X is (N, D): which product fits? db needs "
        "(K,): each bias goes into all samples, so add up over them.",
    ),
    why="""The gradient at the scores is what the units said minus the truth, divided by N. A
weight multiplies one feature of every sample, so its gradient adds up feature times `dZ` over the
samples, which is the product `X.T @ dZ`. A bias is a weight whose input is always 1, so its
gradient is the plain sum over the samples. The division by N comes once, in dZ, and both
inherit it.""",
)


@exercise.cases
def _(rng):
    def draw(N, D, K, dtype=np.float64):
        arrays = [rng.normal(size=size).astype(dtype) for size in [(N, D), (D, K), K]]
        return {"X": arrays[0], "y": rng.integers(0, K, size=N), "W": arrays[1], "b": arrays[2]}

    whole = {"X": np.array([[1.0, 0], [0, 2], [1, 1], [3, 0]]), "y": np.array([0, 2, 1, 1])}
    whole |= {"W": np.array([[1.0, 0, -1], [0, 1, 1]]), "b": np.array([0.0, 1, 0])}
    of_the_first = {**draw(1, 3, 4), "y": np.array([0])}
    without_last = {**draw(5, 2, 4), "y": np.array([2, 0, 1, 1, 0])}
    rows = [
        ("5 samples, 4 features, 3 classes", draw(5, 4, 3)),
        ("a batch of one", draw(1, 3, 4)),
        ("7 samples, 2 features, 5 classes", draw(7, 2, 5)),
        ("one sample, of the first class", of_the_first),
        ("5 samples, none of the last class", without_last),
        ("whole numbers", whole),
        ("float32", draw(4, 3, 2, np.float32)),
    ]
    for label, args in rows:
        yield Case(label, args, first, "dW", "dW")
        yield Case(label, args, second, "db", "db")


_grad = logistic_regression.logistic_grad


@exercise.wrong
class Mistakes:
    def mean_for_the_bias(X, y, W, b):
        """dW is right, but db is a *mean* over the samples where dZ is divided by N already:
        add up."""
        dW, db = _grad(X, y, W, b)
        return dW, db / len(X)

    def one_number_for_the_biases(X, y, W, b):
        """dW is right, but db is a single number. Each class has a bias of its own: add up over
        the samples alone."""
        dW, db = _grad(X, y, W, b)
        return dW, db.sum()

    def dW_alone(X, y, W, b):
        """Only one array comes back, and it is dW. There are two gradients: return both, dW and
        db."""
        return _grad(X, y, W, b)[0]

    def gradient_of_the_sum(X, y, W, b):
        """The division by the number of samples is missing: the loss is a *mean* over the
        batch."""
        return tuple(len(X) * gradient for gradient in _grad(X, y, W, b))

    def divided_twice(X, y, W, b):
        """The results are divided by the number of samples twice. Once, at the scores, is
        enough."""
        return tuple(gradient / len(X) for gradient in _grad(X, y, W, b))

    def the_truth_minus_the_answer(X, y, W, b):
        """The sign is wrong: what the units said, *minus* the truth."""
        dW, db = _grad(X, y, W, b)
        return -dW, -db

    def divided_by_the_classes(X, y, W, b):
        """This is divided by the number of *classes*. The loss is a mean over the samples."""
        return tuple(gradient * len(X) / len(b) for gradient in _grad(X, y, W, b))

    def divided_by_the_features(X, y, W, b):
        """This is divided by the number of *features*. The loss is a mean over the samples."""
        return tuple(gradient * len(X) / X.shape[1] for gradient in _grad(X, y, W, b))

    def scores_without_biases(X, y, W, b):
        """The biases are missing in the scores."""
        return _grad(X, y, W, np.zeros(len(b)))

    def scores_for_probabilities(X, y, W, b):
        """The scores themselves are compared with the truth. Turn them into probabilities
        first."""
        dZ = (X @ W + b - one_hot(y, len(b))) / len(X)
        return X.T @ dZ, dZ.sum(axis=0)

    def a_sigmoid_for_softmax(X, y, W, b):
        """Each score has gone through a sigmoid on its own. The ten classes share one
        probability of 1: that takes softmax."""
        dZ = (sigmoid(X @ W + b) - one_hot(y, len(b))) / len(X)
        return X.T @ dZ, dZ.sum(axis=0)

    def the_truth_forgotten(X, y, W, b):
        """The truth was never subtracted: these are the gradients of the probabilities alone."""
        dZ = softmax(X @ W + b) / len(X)
        return X.T @ dZ, dZ.sum(axis=0)

    def bias_of_each_sample(X, y, W, b):
        """db adds up over the classes, which gives a number for each sample. Each class has a
        bias: add up over the samples."""
        dZ = (softmax(X @ W + b) - one_hot(y, len(b))) / len(X)
        return X.T @ dZ, dZ.sum(axis=1)

    def transposed(X, y, W, b):
        """dW is the wrong way round: it has the shape (K, D). A gradient has the shape of what
        it belongs to."""
        dW, db = _grad(X, y, W, b)
        return dW.T, db

    def classes_from_the_labels(X, y, W, b):
        """The one-hot rows are only as wide as the largest label of the batch asks for. A batch
        need not hold every class: how many there are, the biases tell."""
        dZ = (softmax(X @ W + b) - one_hot(y, max(y) + 1)) / len(X)
        return X.T @ dZ, dZ.sum(axis=0)

    def always_ten_classes(X, y, W, b):
        """The one-hot rows are ten wide, whatever the number of classes is. The check takes
        other numbers than ten: how many there are, the biases tell."""
        dZ = (softmax(X @ W + b) - one_hot(y, 10)) / len(X)
        return X.T @ dZ, dZ.sum(axis=0)

    def exchanged(X, y, W, b):
        """The two gradients are exchanged: dW comes first, then db."""
        return _grad(X, y, W, b)[::-1]


@exercise.right
class Variants:
    def by_means(X, y, W, b):
        error = softmax(np.dot(X, W) + b) - one_hot(y, W.shape[1])
        return np.mean(X[:, :, None] * error[:, None, :], axis=0), np.mean(error, axis=0)

    def by_subtracting_one(X, y, W, b):
        dZ = softmax(X @ W + b)
        dZ[np.arange(len(y)), y] -= 1
        dZ = dZ / len(X)
        return [(dZ.T @ X).T, np.ones(len(X)) @ dZ]

    def into_zeros(X, y, W, b):
        dW, db = np.zeros_like(W), np.zeros_like(b)
        for x, label in zip(X, y, strict=True):
            error = softmax(x @ W + b) - one_hot(label, len(b))
            dW += np.outer(x, error) / len(X)
            db += error / len(X)
        return dW, db

    def in_a_loop(X, y, W, b):
        dW, db = np.zeros(W.shape), np.zeros(len(b))
        for x, label in zip(X, y, strict=True):
            error = softmax(x @ W + b) - one_hot(label, len(b))
            dW, db = dW + np.outer(x, error) / len(X), db + error / len(X)
        return dW, db
