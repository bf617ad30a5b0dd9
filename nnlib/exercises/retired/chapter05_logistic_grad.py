"""The gradients of a layer of softmax units, averaged over a batch."""

import numpy as np

from nnlib.by_hand import logistic_regression
from nnlib.exercises._helpers import first, second
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32, reaches
from nnlib.functions.activations import sigmoid, softmax
from nnlib.functions.preprocessing import one_hot
from nnlib.judge.exercise import Case, Exercise


def _p_right(X, y, W, b):
    return softmax(X @ W + b)[np.arange(len(y)), y]


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
    promises={
        "a batch": batch("X"),
        "a batch of one": batch_of_one("X"),
        "two classes": array_where("b", lambda b: len(b) == 2),
        "more classes": array_where("b", lambda b: len(b) > 2),
        "a class without samples": lambda case: len({*case.args["y"]}) < len(case.args["b"]),
        "no sample of the last class": lambda case: max(case.args["y"]) < len(case.args["b"]) - 1,
        "a label that comes twice": lambda case: len({*case.args["y"]}) < len(case.args["y"]),
        "right and sure": lambda case: _p_right(**case.args).max() > 0.9999,
        "wrong and sure": lambda case: _p_right(**case.args).min() < 0.0001,
        "very large scores": reaches("W", 1000),
        "float32": float32("X"),
    },
    survivors={
        "dZ = dZ / len(X) -> dZ /= len(X)": "dZ is an array of its own",
        "np.zeros(W.shape) -> np.zeros(W.shape, dtype=int)": "the first sum makes floats of it",
        "np.zeros(len(b)) -> np.zeros(len(b), dtype=int)": "the first sum makes floats of it",
    },
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
    W = np.array([[1000.0, 0, -1000], [-800, -1000, 0]])
    sure = {"X": np.eye(3, 2), "y": np.array([0, 0, 1]), "W": W, "b": np.zeros(3)}
    rows = [
        ("whole numbers", whole),
        ("5 samples, 4 features, 3 classes", draw(5, 4, 3)),
        ("a batch of one", draw(1, 3, 4)),
        ("7 samples, 2 features, 5 classes", draw(7, 2, 5)),
        ("one sample, of the first class", of_the_first),
        ("5 samples, none of the last class", without_last),
        ("float32", draw(4, 3, 2, np.float32)),
        ("very large scores: right and sure, wrong and sure", sure),
    ]
    for label, args in rows:
        yield Case(label, args, first, "dW", "dW")
        yield Case(label, args, second, "db", "db")


_grad = logistic_regression.logistic_grad


def _from_scores(X, dZ):
    return X.T @ dZ, dZ.sum(axis=0)


TINY = """A tiny number in the probabilities leaves a gradient where the answer is right and sure.
No logarithm is taken here, so nothing needs to be kept away from 0."""


def _clipped(tiny):
    def clipped(X, y, W, b):
        P = np.clip(softmax(X @ W + b), tiny, 1 - tiny)
        return _from_scores(X, (P - one_hot(y, len(b))) / len(X))

    clipped.__doc__ = TINY
    return clipped


def _added(tiny):
    def added(X, y, W, b):
        return _from_scores(X, (softmax(X @ W + b) + tiny - one_hot(y, len(b))) / len(X))

    added.__doc__ = TINY
    return added


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

    def sum_for_the_bias(X, y, W, b):
        """dW is right, but db is not divided by the number of samples. Divide once, at the
        scores, and both results inherit it."""
        dW, db = _grad(X, y, W, b)
        return dW, db * len(X)

    def sum_for_the_weights(X, y, W, b):
        """db is right, but dW is not divided by the number of samples. Divide once, at the
        scores, and both results inherit it."""
        dW, db = _grad(X, y, W, b)
        return len(X) * dW, db

    def gradient_of_the_sum(X, y, W, b):
        """dW is not divided by the number of samples: the loss is a *mean* over the batch. Divide
        once, at the scores, and both results inherit it."""
        return tuple(len(X) * gradient for gradient in _grad(X, y, W, b))

    def divided_twice(X, y, W, b):
        """dW is divided by the number of samples twice. Once, at the scores, is enough for both
        results."""
        return tuple(gradient / len(X) for gradient in _grad(X, y, W, b))

    def the_truth_minus_the_answer(X, y, W, b):
        """The sign is wrong: what the units said, *minus* the truth."""
        dW, db = _grad(X, y, W, b)
        return -dW, -db

    def divided_by_the_classes(X, y, W, b):
        """dW is divided by the number of *classes*. The loss is a mean over the samples."""
        return tuple(gradient * len(X) / len(b) for gradient in _grad(X, y, W, b))

    def divided_by_the_features(X, y, W, b):
        """dW is divided by the number of *features*. The loss is a mean over the samples."""
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

    def bias_in_a_row(X, y, W, b):
        """dW is right, but db is a table with a single row, (1, K). The bias has the shape (K,),
        and so must its gradient."""
        dW, db = _grad(X, y, W, b)
        return dW, db[np.newaxis]

    def bias_not_summed(X, y, W, b):
        """dW is right, but db has a row for every sample. All samples share one bias: add up
        over them."""
        dW, _ = _grad(X, y, W, b)
        return dW, (softmax(X @ W + b) - one_hot(y, len(b))) / len(X)

    def db_alone(X, y, W, b):
        """Only one array comes back, and it is db. There are two gradients: return both, dW and
        db."""
        return _grad(X, y, W, b)[1]

    def gradient_of_the_scores(X, y, W, b):
        """This is dZ, the gradient of the scores. One step is left: from it come dW and db, and
        both of them are returned."""
        return (softmax(X @ W + b) - one_hot(y, len(b))) / len(X)

    def exponentials_that_overflow(X, y, W, b):
        """For very large scores the exponential overflows, and infinity over infinity is not a
        number. The `softmax` of chapter 01 takes each row's largest score away first."""
        with np.errstate(all="ignore"):
            E = np.exp(X @ W + b)
            return _from_scores(X, (E / E.sum(axis=1, keepdims=True) - one_hot(y, len(b))) / len(X))

    def one_maximum_for_the_batch(X, y, W, b):
        """The largest score of the whole *batch* is taken away before the exponential. In a row
        far below it nothing but zeros is left, and 0 over 0 is not a number. Each row has a
        largest score of its own."""
        with np.errstate(all="ignore"):
            Z = X @ W + b
            E = np.exp(Z - np.max(Z))
            return _from_scores(X, (E / E.sum(axis=1, keepdims=True) - one_hot(y, len(b))) / len(X))

    def one_sum_for_the_batch(X, y, W, b):
        """The exponentials are divided by their sum over the whole batch. Each row of
        probabilities sums to 1 by itself, as `softmax` does it."""
        with np.errstate(all="ignore"):
            E = np.exp(X @ W + b)
            return _from_scores(X, (E / np.sum(E) - one_hot(y, len(b))) / len(X))

    def the_labels_alone_divided(X, y, W, b):
        """Only the labels are divided by the number of samples: `P - Y / N`. The difference is
        divided, so it needs parentheses."""
        return _from_scores(X, softmax(X @ W + b) - one_hot(y, len(b)) / len(X))

    def divided_by_all_entries(X, y, W, b):
        """dW is divided by the number of all entries of dZ. The loss is a mean over the samples,
        so it is divided by their number alone."""
        return tuple(gradient / len(b) for gradient in _grad(X, y, W, b))

    def twice_the_error(X, y, W, b):
        """dW is twice too large. With the negative log-likelihood the gradient begins with P - Y
        itself; the 2 belongs to a squared error."""
        return tuple(2 * gradient for gradient in _grad(X, y, W, b))

    def with_a_slope(X, y, W, b):
        """There is a slope `P * (1 - P)` in it. With softmax and the negative log-likelihood it
        has cancelled already: P - Y is all of the gradient at the scores."""
        P = softmax(X @ W + b)
        return _from_scores(X, (P - one_hot(y, len(b))) * P * (1 - P) / len(X))

    def right_classes_alone(X, y, W, b):
        """Only the right class of each sample has a gradient. The others have one too: their
        probability, which should come down."""
        Y = one_hot(y, len(b))
        return _from_scores(X, (softmax(X @ W + b) - Y) * Y / len(X))

    def answers_for_probabilities(X, y, W, b):
        """The probabilities were turned into answers, 1 for the most probable class. The gradient
        needs the probabilities themselves: how sure the units are."""
        P = softmax(X @ W + b)
        answers = one_hot(np.argmax(P, axis=1), len(b))
        return _from_scores(X, (answers - one_hot(y, len(b))) / len(X))

    def labels_as_numbers(X, y, W, b):
        """The label's *number* is subtracted from every probability. Subtract 1 at the right class
        alone: `one_hot` makes such rows of the labels."""
        return _from_scores(X, (softmax(X @ W + b) - y[:, np.newaxis]) / len(X))

    def labels_in_a_row(X, y, W, b):
        """The labels are plain numbers, (N,), and the probabilities are (N, K): they do not meet.
        `one_hot` makes a row of each label."""
        return _from_scores(X, (softmax(X @ W + b) - y) / len(X))

    def whole_columns(X, y, W, b):
        """`dZ[:, y]` picks whole *columns*, so that 1 is subtracted from every sample there. One
        entry of each row is wanted: give the row numbers too."""
        dZ = softmax(X @ W + b)
        dZ[:, y] -= 1
        return _from_scores(X, dZ / len(X))

    def classes_of_the_batch(X, y, W, b):
        """The one-hot rows are as wide as there are different labels in the batch. A batch need
        not hold every class: how many there are, the biases tell."""
        return _from_scores(X, (softmax(X @ W + b) - one_hot(y, len(np.unique(y)))) / len(X))

    def the_last_sample_alone(X, y, W, b):
        """Only the last sample's gradients come back. If you go through the samples in a loop,
        add each one's to those before."""
        dW, db = _grad(X[-1:], y[-1:], W, b)
        return dW / len(X), db / len(X)

    def samples_not_transposed(X, y, W, b):
        """The shapes do not meet at dW: X is (N, D), dZ is (N, K), and dW should be (D, K). The
        samples have to meet, so one of the two is transposed."""
        return X @ softmax(X @ W + b), None

    def entry_by_entry(X, y, W, b):
        """X and dZ meet in an entry-by-entry product. dW adds up over the samples: a matrix
        product, with X transposed."""
        return X * softmax(X @ W + b), None

    def softmax_over_the_samples(X, y, W, b):
        """The probabilities of each *class* add up to 1 over the batch. Softmax belongs to a
        sample: in each row they add up to 1."""
        P = softmax((X @ W + b).T).T
        return _from_scores(X, (P - one_hot(y, len(b))) / len(X))

    def one_hot_by_the_different_labels(X, y, W, b):
        """The one-hot rows have columns only for the labels that occur in the batch. There is one
        for each class, as in b."""
        Y = (y[:, None] == np.unique(y)).astype(float)
        return _from_scores(X, (softmax(X @ W + b) - Y) / len(X))

    def step_taken(X, y, W, b):
        """The gradient is right, but the step was taken too, in the caller's W and b. Hand the
        gradient back; the step comes later."""
        dW, db = _grad(X, y, W, b)
        W -= dW
        b -= db
        return dW, db

    clipped = tuple(map(_clipped, (1e-2, 1e-3, 1e-4, 1e-5, 1e-6)))
    added = tuple(map(_added, (1e-2, 1e-3, 1e-4, 1e-5, 1e-6)))


@exercise.right
class Variants:
    def by_means(X, y, W, b):
        """`X[:, :, None] * error[:, None, :]` holds an outer product for each sample, N × D × K
        numbers, before their mean is taken. The matrix product arrives at the same sum without that
        table."""
        error = softmax(np.dot(X, W) + b) - one_hot(y, W.shape[1])
        return np.mean(X[:, :, None] * error[:, None, :], axis=0), np.mean(error, axis=0)

    def by_subtracting_one(X, y, W, b):
        """Subtracting 1 at the place of each label does what subtracting a one-hot table does,
        without making the table."""
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

    def by_hand(X, y, W, b):
        Z = X @ W + b
        P = np.exp(Z - Z.max(axis=1, keepdims=True))
        P /= P.sum(axis=1, keepdims=True)
        dZ = (P - (np.arange(len(b)) == y[:, None])) / y.size
        both = np.einsum("nd,nk->dk", np.hstack([X, np.ones((len(X), 1))]), dZ)
        return both[:-1], both[-1]
