"""The most probable class of a sample, and of each of a batch."""

import numpy as np

from nnlib.by_hand import logistic_regression
from nnlib.functions.activations import sigmoid, softmax
from nnlib.functions.preprocessing import one_hot
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="05-logistic-predict",
    title="The most probable class",
    minutes=3,
    difficulty=2,
    points=1,
    reference=logistic_regression.logistic_predict,
    hints=(
        "Two steps: the scores of all classes, then the place of the largest one.",
        "Softmax keeps the order of the scores, so you can do without it here. `np.argmax` "
        "gives the place of the largest entry; which axis holds the classes?",
        "For one sample the scores have the shape (K,), for a batch (N, K). In both the classes "
        "lie along the *last* axis, and NumPy has a number for the last axis.",
    ),
    why="""`X @ W + b` has the classes along its last axis, whether X is one sample or a batch, and
`axis=-1` always means the last one. The largest score has the largest probability, since
softmax divides all entries of a row by the same number and the exponential keeps their order.""",
)


@exercise.cases
def _(rng):
    W, b = rng.normal(size=(4, 3)), np.array([0.0, 3.0, 0.5])
    yield Case("one sample of four features", {"X": rng.normal(size=4), "W": W, "b": b})
    yield Case("a batch: 5 samples, 3 classes", {"X": rng.normal(size=(5, 4)), "W": W, "b": b})
    yield Case("a batch of one", {"X": rng.normal(size=(1, 4)), "W": W, "b": b})
    bias = {"X": np.zeros((2, 4)), "W": W, "b": b}
    yield Case("two samples of zeros: the bias decides", bias)
    X = np.array([[1.0, 0], [0, 1], [2, -1]])
    whole = {"X": X, "W": np.array([[1.0, 5, 2], [4, 0, -3]]), "b": np.array([0.0, -1, 1])}
    yield Case("whole numbers", whole)
    wide = {"X": rng.normal(size=(8, 3)), "W": rng.normal(size=(3, 5)), "b": rng.normal(size=5)}
    yield Case("8 samples, 5 classes", wide)
    yield Case("float32", {name: array.astype(np.float32) for name, array in wide.items()})
    # A sigmoid makes the first row a tie, tanh the second as well, ReLU the third.
    scores = np.array([[40.0, 50, 45], [20, 25, 3], [-3, -1, -2]])
    far = {"X": np.eye(3), "W": scores, "b": np.zeros(3)}
    yield Case("large scores, and scores below 0", far)


@exercise.wrong
class Mistakes:
    def one_answer_for_the_batch(X, W, b):
        """There is one answer for the whole batch. Give one for each *row*: `np.argmax` needs
        to know along which axis the classes lie."""
        return np.argmax(X @ W + b)

    def best_sample_of_each_class(X, W, b):
        """There is one answer for each *class*: the best sample of it. Look along the other
        axis, for the best class of each sample."""
        return np.argmax(X @ W + b, axis=0)

    def only_for_a_batch(X, W, b):
        """Right for a batch, but one sample has the scores (K,) with a single axis, number 0.
        Which number means the last axis, however many there are?"""
        return np.argmax(X @ W + b, axis=1)

    def without_bias(X, W, b):
        """The bias is missing: add it to the scores before you compare them."""
        return np.argmax(X @ W, axis=-1)

    def only_the_scores(X, W, b):
        """These are the scores. Which *place* has the largest one?"""
        return X @ W + b

    def only_the_probabilities(X, W, b):
        """These are probabilities. Which *place* has the largest one?"""
        return softmax(X @ W + b)

    def the_largest_score(X, W, b):
        """This is the largest score itself. The label is its *place*: another function gives
        that."""
        return np.max(X @ W + b, axis=-1)

    def the_largest_probability(X, W, b):
        """This is the largest probability. The label is the place where it stands."""
        return np.max(softmax(X @ W + b), axis=-1)

    def the_least_probable(X, W, b):
        """This is the *least* probable class: look for the largest score."""
        return np.argmin(X @ W + b, axis=-1)

    def one_hot_rows(X, W, b):
        """These are one-hot rows. The label is the *place* of the 1, a number for each sample."""
        return one_hot(np.argmax(X @ W + b, axis=-1), len(b))

    def through_the_sigmoid(X, W, b):
        """Large scores tie here: the sigmoid rounds each of them to 1. Compare the scores
        themselves."""
        return np.argmax(sigmoid(X @ W + b), axis=-1)


@exercise.right
class Variants:
    def through_softmax(X, W, b):
        return softmax(np.dot(X, W) + b).argmax(axis=-1)

    def by_sorting(X, W, b):
        return np.argsort(X @ W + b)[..., -1]

    def in_a_loop(X, W, b):
        if np.ndim(X) == 1:
            return int(np.argmax(X @ W + b))
        return np.array([np.argmax(x @ W + b) for x in X])
