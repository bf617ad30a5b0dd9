"""Exercises of chapter 05: reading digits, and looking at how it goes wrong."""

import itertools

import numpy as np

from nnlib.by_hand import logistic_regression, mlp
from nnlib.functions import metrics
from nnlib.functions.activations import sigmoid, softmax
from nnlib.functions.preprocessing import one_hot
from nnlib.judge.exercise import Case, Exercise


def _pick(place):
    """A use that calls the answer and looks at one of the things that it returns."""

    def use(answer, *args):
        result = answer(*args)
        return None if result is None else result[place]

    return use


_first, _second = _pick(0), _pick(1)


logistic_predict = Exercise(
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


@logistic_predict.cases
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


@logistic_predict.mistake(
    "There is one answer for the whole batch. Give one for each *row*: `np.argmax` needs to know "
    "along which axis the classes lie."
)
def one_answer_for_the_batch(X, W, b):
    return np.argmax(X @ W + b)


@logistic_predict.mistake(
    "There is one answer for each *class*: the best sample of it. Look along the other axis, for "
    "the best class of each sample."
)
def best_sample_of_each_class(X, W, b):
    return np.argmax(X @ W + b, axis=0)


@logistic_predict.mistake(
    "Right for a batch, but one sample has the scores (K,) with a single axis, number 0. Which "
    "number means the last axis, however many there are?"
)
def only_for_a_batch(X, W, b):
    return np.argmax(X @ W + b, axis=1)


@logistic_predict.mistake("The bias is missing: add it to the scores before you compare them.")
def predict_without_bias(X, W, b):
    return np.argmax(X @ W, axis=-1)


@logistic_predict.mistake("These are the scores. Which *place* has the largest one?")
def only_the_scores(X, W, b):
    return X @ W + b


@logistic_predict.mistake("These are probabilities. Which *place* has the largest one?")
def only_the_probabilities(X, W, b):
    return softmax(X @ W + b)


@logistic_predict.mistake(
    "This is the largest score itself. The label is its *place*: another function gives that."
)
def the_largest_score(X, W, b):
    return np.max(X @ W + b, axis=-1)


@logistic_predict.mistake(
    "This is the largest probability. The label is the place where it stands."
)
def the_largest_probability(X, W, b):
    return np.max(softmax(X @ W + b), axis=-1)


@logistic_predict.mistake("This is the *least* probable class: look for the largest score.")
def the_least_probable(X, W, b):
    return np.argmin(X @ W + b, axis=-1)


@logistic_predict.mistake(
    "These are one-hot rows. The label is the *place* of the 1, a number for each sample."
)
def one_hot_rows(X, W, b):
    return one_hot(np.argmax(X @ W + b, axis=-1), len(b))


@logistic_predict.mistake(
    "Large scores tie here: the sigmoid rounds each of them to 1. Compare the scores themselves."
)
def through_the_sigmoid(X, W, b):
    return np.argmax(sigmoid(X @ W + b), axis=-1)


@logistic_predict.variant
def predict_through_softmax(X, W, b):
    return softmax(np.dot(X, W) + b).argmax(axis=-1)


@logistic_predict.variant
def predict_by_sorting(X, W, b):
    return np.argsort(X @ W + b)[..., -1]


@logistic_predict.variant
def predict_in_a_loop(X, W, b):
    if np.ndim(X) == 1:
        return int(np.argmax(X @ W + b))
    return np.array([np.argmax(x @ W + b) for x in X])


logistic_grad = Exercise(
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


@logistic_grad.cases
def _(rng):
    def draw(N, D, K, dtype=np.float64):
        arrays = [rng.normal(size=size).astype(dtype) for size in [(N, D), (D, K), K]]
        return {"X": arrays[0], "y": rng.integers(0, K, size=N), "W": arrays[1], "b": arrays[2]}

    whole = {"X": np.array([[1.0, 0], [0, 2], [1, 1], [3, 0]]), "y": np.array([0, 2, 1, 1])}
    whole |= {"W": np.array([[1.0, 0, -1], [0, 1, 1]]), "b": np.array([0.0, 1, 0])}
    first = {**draw(1, 3, 4), "y": np.array([0])}
    without_last = {**draw(5, 2, 4), "y": np.array([2, 0, 1, 1, 0])}
    rows = [
        ("5 samples, 4 features, 3 classes", draw(5, 4, 3)),
        ("a batch of one", draw(1, 3, 4)),
        ("7 samples, 2 features, 5 classes", draw(7, 2, 5)),
        ("one sample, of the first class", first),
        ("5 samples, none of the last class", without_last),
        ("whole numbers", whole),
        ("float32", draw(4, 3, 2, np.float32)),
    ]
    for label, args in rows:
        yield Case(label, args, _first, "dW", "dW")
        yield Case(label, args, _second, "db", "db")


_grad = logistic_regression.logistic_grad


# Those that differ in the bias alone stand first: dW is what tells the others apart.


@logistic_grad.mistake(
    "dW is right, but db is a *mean* over the samples where dZ is divided by N already: add up."
)
def mean_for_the_bias(X, y, W, b):
    dW, db = _grad(X, y, W, b)
    return dW, db / len(X)


@logistic_grad.mistake(
    "dW is right, but db is a single number. Each class has a bias of its own: add up over the "
    "samples alone."
)
def one_number_for_the_biases(X, y, W, b):
    dW, db = _grad(X, y, W, b)
    return dW, db.sum()


@logistic_grad.mistake(
    "Only one array comes back, and it is dW. There are two gradients: return both, dW and db."
)
def dW_alone(X, y, W, b):
    return _grad(X, y, W, b)[0]


@logistic_grad.mistake(
    "The division by the number of samples is missing: the loss is a *mean* over the batch."
)
def gradient_of_the_sum(X, y, W, b):
    return tuple(len(X) * gradient for gradient in _grad(X, y, W, b))


@logistic_grad.mistake(
    "The results are divided by the number of samples twice. Once, at the scores, is enough."
)
def divided_twice(X, y, W, b):
    return tuple(gradient / len(X) for gradient in _grad(X, y, W, b))


@logistic_grad.mistake("The sign is wrong: what the units said, *minus* the truth.")
def the_truth_minus_the_answer(X, y, W, b):
    dW, db = _grad(X, y, W, b)
    return -dW, -db


@logistic_grad.mistake(
    "This is divided by the number of *classes*. The loss is a mean over the samples."
)
def divided_by_the_classes(X, y, W, b):
    return tuple(gradient * len(X) / len(b) for gradient in _grad(X, y, W, b))


@logistic_grad.mistake(
    "This is divided by the number of *features*. The loss is a mean over the samples."
)
def divided_by_the_features(X, y, W, b):
    return tuple(gradient * len(X) / X.shape[1] for gradient in _grad(X, y, W, b))


@logistic_grad.mistake("The biases are missing in the scores.")
def scores_without_biases(X, y, W, b):
    return _grad(X, y, W, np.zeros(len(b)))


@logistic_grad.mistake(
    "The scores themselves are compared with the truth. Turn them into probabilities first."
)
def scores_for_probabilities(X, y, W, b):
    dZ = (X @ W + b - one_hot(y, len(b))) / len(X)
    return X.T @ dZ, dZ.sum(axis=0)


@logistic_grad.mistake(
    "Each score has gone through a sigmoid on its own. The ten classes share one probability of "
    "1: that takes softmax."
)
def a_sigmoid_for_softmax(X, y, W, b):
    dZ = (sigmoid(X @ W + b) - one_hot(y, len(b))) / len(X)
    return X.T @ dZ, dZ.sum(axis=0)


@logistic_grad.mistake(
    "The truth was never subtracted: these are the gradients of the probabilities alone."
)
def the_truth_forgotten(X, y, W, b):
    dZ = softmax(X @ W + b) / len(X)
    return X.T @ dZ, dZ.sum(axis=0)


@logistic_grad.mistake(
    "db adds up over the classes, which gives a number for each sample. Each class has a bias: "
    "add up over the samples."
)
def bias_of_each_sample(X, y, W, b):
    dZ = (softmax(X @ W + b) - one_hot(y, len(b))) / len(X)
    return X.T @ dZ, dZ.sum(axis=1)


@logistic_grad.mistake(
    "dW is the wrong way round: it has the shape (K, D). A gradient has the shape of what it "
    "belongs to."
)
def transposed(X, y, W, b):
    dW, db = _grad(X, y, W, b)
    return dW.T, db


@logistic_grad.mistake(
    "The one-hot rows are only as wide as the largest label of the batch asks for. A batch need "
    "not hold every class: how many there are, the biases tell."
)
def classes_from_the_labels(X, y, W, b):
    dZ = (softmax(X @ W + b) - one_hot(y, max(y) + 1)) / len(X)
    return X.T @ dZ, dZ.sum(axis=0)


@logistic_grad.mistake(
    "The one-hot rows are ten wide, whatever the number of classes is. The check takes other "
    "numbers than ten: how many there are, the biases tell."
)
def always_ten_classes(X, y, W, b):
    dZ = (softmax(X @ W + b) - one_hot(y, 10)) / len(X)
    return X.T @ dZ, dZ.sum(axis=0)


@logistic_grad.mistake("The two gradients are exchanged: dW comes first, then db.")
def exchanged(X, y, W, b):
    return _grad(X, y, W, b)[::-1]


@logistic_grad.variant
def gradient_by_means(X, y, W, b):
    error = softmax(np.dot(X, W) + b) - one_hot(y, W.shape[1])
    return np.mean(X[:, :, None] * error[:, None, :], axis=0), np.mean(error, axis=0)


@logistic_grad.variant
def gradient_by_subtracting_one(X, y, W, b):
    dZ = softmax(X @ W + b)
    dZ[np.arange(len(y)), y] -= 1
    dZ = dZ / len(X)
    return [(dZ.T @ X).T, np.ones(len(X)) @ dZ]


@logistic_grad.variant
def gradient_into_zeros(X, y, W, b):
    dW, db = np.zeros_like(W), np.zeros_like(b)
    for x, label in zip(X, y, strict=True):
        error = softmax(x @ W + b) - one_hot(label, len(b))
        dW += np.outer(x, error) / len(X)
        db += error / len(X)
    return dW, db


@logistic_grad.variant
def gradient_in_a_loop(X, y, W, b):
    dW, db = np.zeros(W.shape), np.zeros(len(b))
    for x, label in zip(X, y, strict=True):
        error = softmax(x @ W + b) - one_hot(label, len(b))
        dW, db = dW + np.outer(x, error) / len(X), db + error / len(X)
    return dW, db


worst_errors = Exercise(
    id="05-worst-errors",
    title="The worst errors",
    minutes=5,
    difficulty=3,
    points=2,
    reference=metrics.worst_errors,
    hints=(
        "First the probability that each sample gave to its *right* class: one number a sample.",
        "A pair of index arrays picks one entry of each row: row numbers, and beside them the "
        "labels. `np.argsort` gives the places of the entries from the smallest to the largest.",
        "`p_right = P[..., ...]` with `np.arange` for the rows, then sort, then the first `n`.",
    ),
    why="""`P[np.arange(N), y]` picks from row i the entry `y[i]`. The loss of a sample is minus
the logarithm of that number, so the smallest probability has the largest loss, and sorting the
one upwards sorts the other downwards. `np.argsort` gives the places, not the values: with
these you can look up the images, the labels and the answers.""",
)


@worst_errors.cases
def _(rng):
    def draw(N, K, n, dtype=np.float64):
        P = softmax(2 * rng.normal(size=(N, K))).astype(dtype)
        return {"P": P, "y": rng.integers(0, K, size=N), "n": n}

    P = np.array([[0.7, 0.2, 0.1], [0.3, 0.6, 0.1], [0.05, 0.15, 0.8], [0.5, 0.25, 0.25]])
    yield Case("four samples, the two worst", {"P": P, "y": np.array([0, 0, 1, 2]), "n": 2})
    yield Case("6 samples of 4 classes, the 3 worst", draw(6, 4, 3))
    yield Case("a batch of one", draw(1, 5, 1))
    yield Case("all 7 of them", draw(7, 3, 7))
    yield Case("float32", draw(9, 10, 4, np.float32))
    sure = {"P": np.array([[1.0, 0], [0, 1]]), "y": np.array([0, 0]), "n": 2}
    yield Case("right and sure, wrong and sure", sure)


def _p_right(P, y):
    return P[np.arange(len(y)), y]


@worst_errors.mistake("The order is upside down: these are the *best* answers. Worst first.")
def the_best_first(P, y, n):
    return np.argsort(-_p_right(P, y))[:n]


@worst_errors.mistake(
    "You took the end of the order, and there stand the *best* answers: sorting goes upwards, so "
    "the smallest probability, the worst error, comes first."
)
def the_end_of_the_order(P, y, n):
    return np.argsort(_p_right(P, y))[-n:]


@worst_errors.mistake("The right samples, but the least bad of them comes first. The worst should.")
def the_worst_last(P, y, n):
    return np.argsort(_p_right(P, y))[:n][::-1]


@worst_errors.mistake(
    "These are the samples of which the network is least *sure*, whatever the label. A sure answer "
    "can be wrong: look at the probability of the right class."
)
def the_least_sure(P, y, n):
    return np.argsort(np.max(P, axis=1))[:n]


@worst_errors.mistake(
    "These are the probabilities, sorted. Wanted are the *places* of the samples: there is a "
    "sort that gives places."
)
def the_probabilities_sorted(P, y, n):
    return np.sort(_p_right(P, y))[:n]


@worst_errors.mistake("These are losses, sorted. Wanted are the *places* of the samples.")
def the_losses_sorted(P, y, n):
    with np.errstate(divide="ignore"):
        return -np.log(np.sort(_p_right(P, y))[:n])


@worst_errors.mistake("All samples come back. Only the first n of them are wanted.")
def all_of_them(P, y, n):
    return np.argsort(_p_right(P, y))


@worst_errors.mistake(
    "You picked whole columns, one for each label, where one entry of each row is wanted: give the "
    "row numbers too."
)
def whole_columns(P, y, n):
    return np.argsort(P[:, y])[:n]


@worst_errors.mistake(
    "A label picks a whole *row* here, as if it were the number of a sample. It is a column: give "
    "the row numbers first, then the labels."
)
def whole_rows(P, y, n):
    return np.argsort(P[y])[:n]


@worst_errors.mistake(
    "Samples that were read rightly are left out. Where fewer than n are wrong, n still come back: "
    "those with the largest losses, right or wrong."
)
def the_wrong_ones_alone(P, y, n):
    wrong = np.flatnonzero(np.argmax(P, axis=1) != y)
    return wrong[np.argsort(P[wrong, y[wrong]])][:n]


@worst_errors.variant
def worst_by_loss(P, y, n):
    with np.errstate(divide="ignore"):
        losses = -np.log(np.sum(P * one_hot(y, P.shape[1]), axis=1))
    return np.argsort(losses)[::-1][:n]


@worst_errors.variant
def worst_in_a_loop(P, y, n):
    places = sorted(range(len(y)), key=lambda i: P[i, y[i]])
    return np.array(places[:n])


@worst_errors.variant
def worst_by_take(P, y, n):
    p_right = np.take_along_axis(P, y[:, None], axis=1)[:, 0]
    return p_right.argsort()[:n]


confusion_matrix = Exercise(
    id="05-confusion-matrix",
    title="Who is taken for whom",
    minutes=6,
    difficulty=3,
    points=2,
    reference=metrics.confusion_matrix,
    hints=(
        "Start from a square of zeros. Each sample adds 1 in one place: its row is the truth, its "
        "column the answer.",
        "A loop over pairs of label and answer does it; `zip` makes the pairs.",
        "Without a loop: `counts[y, answers] += 1` looks right but counts a pair that comes twice "
        "only once. `np.add.at(array, places, 1)` counts every one; `places` is a pair.",
    ),
    why="""Row i holds the samples that *are* i, column j those that were *called* j; right answers
stand on the diagonal. `counts[y, answers] += 1` reads all places, adds 1 and writes all back:
a pair that occurs three times is written three times with the same number. `np.add.at` adds
one after the other. All entries together are the number of samples, and a class that does not
occur still has its row and column, which is why the number of classes is given.""",
)


@confusion_matrix.cases
def _(rng):
    y, answers = np.array([0, 0, 1, 1, 2]), np.array([0, 1, 1, 1, 0])
    yield Case("5 samples, 3 classes", {"y": y, "answers": answers, "n_classes": 3})
    yield Case("a batch of one", {"y": np.array([1]), "answers": np.array([0]), "n_classes": 2})
    missing = {"y": np.array([0, 2, 2, 0]), "answers": np.array([0, 2, 1, 0]), "n_classes": 5}
    yield Case("classes that never occur", missing)
    y = np.array([0, 1, 1, 1, 2, 3, 3])
    yield Case("all right", {"y": y, "answers": y.copy(), "n_classes": 4})
    many = {"y": rng.integers(0, 4, size=60), "answers": rng.integers(0, 4, size=60)}
    yield Case("60 samples of 4 classes", {**many, "n_classes": 4})


@confusion_matrix.mistake(
    "Rows and columns are exchanged: the row is the truth, the column the answer."
)
def answers_in_the_rows(y, answers, n_classes):
    return metrics.confusion_matrix(answers, y, n_classes)


@confusion_matrix.mistake(
    "A pair that comes more than once is counted once. Every sample should *add* 1 to what its "
    "place holds already. (A sum through arrays of places does not do that either: it writes "
    "each place a single time.)"
)
def each_pair_once(y, answers, n_classes):
    counts = np.zeros((n_classes, n_classes), dtype=int)
    counts[y, answers] += 1
    return counts


@confusion_matrix.mistake(
    "Only the right answers are counted. The interesting ones lie beside the diagonal."
)
def only_the_right_answers(y, answers, n_classes):
    return np.diag(np.diag(metrics.confusion_matrix(y, answers, n_classes)))


@confusion_matrix.mistake(
    "Only the wrong answers are counted. The right ones belong on the diagonal."
)
def only_the_wrong_answers(y, answers, n_classes):
    counts = metrics.confusion_matrix(y, answers, n_classes)
    return counts - np.diag(np.diag(counts))


@confusion_matrix.mistake("These are shares. Wanted are counts: whole numbers of samples.")
def shares_for_counts(y, answers, n_classes):
    return metrics.confusion_matrix(y, answers, n_classes) / len(y)


@confusion_matrix.mistake(
    "These are shares of each row. Wanted are counts; and a class without a sample would divide 0 "
    "by 0."
)
def shares_of_rows(y, answers, n_classes):
    counts = metrics.confusion_matrix(y, answers, n_classes)
    with np.errstate(invalid="ignore"):
        return counts / counts.sum(axis=1, keepdims=True)


@confusion_matrix.mistake(
    "The square is too small when the last classes do not occur. Its size is given: use it."
)
def size_from_the_labels(y, answers, n_classes):
    return metrics.confusion_matrix(y, answers, max(y.max(), answers.max()) + 1)


@confusion_matrix.mistake("The square is still empty: every sample should add 1 somewhere.")
def an_empty_square(y, answers, n_classes):
    return np.zeros((n_classes, n_classes))


@confusion_matrix.mistake(
    "Only the first sample is counted. Every one should add 1: is the result returned too early?"
)
def the_first_sample_alone(y, answers, n_classes):
    return metrics.confusion_matrix(y[:1], answers[:1], n_classes)


@confusion_matrix.variant
def confusion_in_a_loop(y, answers, n_classes):
    counts = np.zeros((n_classes, n_classes))
    for truth, answer in zip(y, answers, strict=True):
        counts[truth, answer] += 1
    return counts


@confusion_matrix.variant
def confusion_by_product(y, answers, n_classes):
    return one_hot(y, n_classes).T @ one_hot(answers, n_classes)


@confusion_matrix.variant
def confusion_by_bincount(y, answers, n_classes):
    pairs = np.bincount(n_classes * y + answers, minlength=n_classes**2)
    return pairs.reshape(n_classes, n_classes)


gradient_norm = Exercise(
    id="05-gradient-norm",
    title="How long is the gradient?",
    minutes=5,
    difficulty=2,
    points=2,
    reference=mlp.gradient_norm,
    hints=(
        "Think of all the gradients, weights and biases of all layers, as one long arrow. How long "
        "is it, by Pythagoras?",
        "Square every entry, add up *everything*, and take one root at the very end.",
        "Go through the pairs of the list in a loop; for each pair add `np.sum(...)` of both "
        "squared arrays to a total.",
    ),
    why="""All entries of all gradients together are one arrow with hundreds of components, and
its length is the root of the sum of their squares. The root comes once: the lengths of the parts do
not add up to the length of the whole, as little as the two short sides of a triangle add up to
the long one.""",
)


def _of_layers(answer, *arrays):
    """Pack arrays into the list of pairs that a network's gradients are."""
    return answer(list(zip(arrays[::2], arrays[1::2], strict=True)))


@gradient_norm.cases
def _(rng):
    def draw(*sizes, dtype=np.float64):
        names = ("dW1", "db1", "dW2", "db2", "dW3", "db3")
        arrays = []
        for D, H in itertools.pairwise(sizes):
            arrays += [rng.normal(size=(D, H)).astype(dtype), rng.normal(size=H).astype(dtype)]
        return dict(zip(names, arrays, strict=False))

    def case(label, arrays):
        pairs = ", ".join(f"(dW{i + 1}, db{i + 1})" for i in range(len(arrays) // 2))
        return Case(label, arrays, _of_layers, f"gradient_norm([{pairs}])")

    small = {"dW1": np.array([[2.0], [1.0]]), "db1": np.array([2.0])}
    yield case("one small layer", small)
    yield case("two layers", draw(4, 3, 2))
    yield case("three layers", draw(3, 5, 2, 4))
    whole = {"dW1": np.array([[1.0, -4], [0, 3]]), "db1": np.array([-1.0, 1])}
    yield case("whole numbers", whole)
    yield case("float32", draw(5, 4, 3, dtype=np.float32))
    zeros = {"dW1": np.zeros((2, 3)), "db1": np.zeros(3)}
    yield case("all zeros", zeros)


def _parts(grads):
    return [part for pair in grads for part in pair]


@gradient_norm.mistake("The biases are missing: each pair holds two gradients.")
def weights_alone(grads):
    return np.sqrt(sum(np.sum(dW**2) for dW, _ in grads))


@gradient_norm.mistake("The weights are missing: each pair holds two gradients.")
def biases_alone(grads):
    return np.sqrt(sum(np.sum(db**2) for _, db in grads))


@gradient_norm.mistake("The root is missing: this is the square of the length.")
def without_the_root(grads):
    return sum(np.sum(part**2) for part in _parts(grads))


@gradient_norm.mistake(
    "The lengths of the parts are added up. Add up the *squares* of everything first, and take one "
    "root at the end."
)
def sum_of_lengths(grads):
    return sum(np.sqrt(np.sum(part**2)) for part in _parts(grads))


@gradient_norm.mistake(
    "The lengths of the layers are added up. Add up the squares of *all* layers, and take one "
    "root at the end."
)
def sum_of_layer_lengths(grads):
    return sum(np.sqrt(np.sum(dW**2) + np.sum(db**2)) for dW, db in grads)


@gradient_norm.mistake(
    "The lengths of the parts are added up, and then comes another root. What adds up are the "
    "*squares* of the lengths."
)
def root_of_the_sum_of_lengths(grads):
    return np.sqrt(sum(np.sqrt(np.sum(part**2)) for part in _parts(grads)))


@gradient_norm.mistake(
    "This is the largest entry, its sign aside. Every entry makes the arrow longer: take them all."
)
def the_largest_size(grads):
    return max(np.max(np.abs(part)) for part in _parts(grads))


@gradient_norm.mistake(
    "This is the largest entry. Every entry makes the arrow longer, negative ones too: take them "
    "all."
)
def the_largest_entry(grads):
    return max(np.max(part) for part in _parts(grads))


@gradient_norm.mistake("Only the first layer is measured. Go through the whole list.")
def first_layer_alone(grads):
    return mlp.gradient_norm(grads[:1])


@gradient_norm.mistake("Only the last layer is measured: earlier ones must stay in the total.")
def last_layer_alone(grads):
    return mlp.gradient_norm(grads[-1:])


@gradient_norm.mistake(
    "This is the root of the *mean* square. The length takes the sum: more entries, longer arrow."
)
def root_of_the_mean(grads):
    return mlp.gradient_norm(grads) / np.sqrt(sum(part.size for part in _parts(grads)))


@gradient_norm.mistake(
    "The biases are counted once for each *row* of the weights: adding the two arrays has spread "
    "them. Sum up each of the two on its own."
)
def biases_spread_over_the_rows(grads):
    return np.sqrt(sum(np.sum(dW**2 + db**2) for dW, db in grads))


@gradient_norm.mistake(
    "Each array is summed up before it is squared, so that signs cancel. Square every entry first."
)
def squares_of_sums(grads):
    return np.sqrt(sum(np.sum(part) ** 2 for part in _parts(grads)))


@gradient_norm.mistake(
    "These are *means* of squares, one of each array. The length takes sums: more entries, longer "
    "arrow."
)
def means_of_parts(grads):
    return np.sqrt(sum(np.mean(part**2) for part in _parts(grads)))


@gradient_norm.mistake(
    "NumPy cannot make one array of this list: its parts have different shapes. Square and add up "
    "each part on its own."
)
def the_list_as_an_array(grads):
    return np.linalg.norm(grads)


@gradient_norm.mistake("The entries are added without being squared, so that signs cancel.")
def sum_of_entries(grads):
    return sum(np.sum(part) for part in _parts(grads))


@gradient_norm.mistake(
    "Absolute values are added up. That is a length too, but walked along the axes: use squares "
    "and a root."
)
def sum_of_sizes(grads):
    return sum(np.sum(np.abs(part)) for part in _parts(grads))


@gradient_norm.variant
def norm_of_one_long_arrow(grads):
    return np.linalg.norm(np.concatenate([np.ravel(part) for part in _parts(grads)]))


@gradient_norm.variant
def norm_in_a_loop(grads):
    total = 0.0
    for dW, db in grads:
        total += float((dW * dW).sum()) + float(db @ db)
    return total**0.5


@gradient_norm.variant
def norm_of_norms(grads):
    return np.linalg.norm([np.linalg.norm(part) for part in _parts(grads)])
