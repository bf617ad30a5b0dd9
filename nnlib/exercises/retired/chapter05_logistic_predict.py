"""The most probable class of a sample, and of each of a batch."""

import numpy as np

from nnlib.by_hand import logistic_regression
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32, reaches, single
from nnlib.functions.activations import sigmoid, softmax
from nnlib.functions.preprocessing import one_hot
from nnlib.judge.exercise import Case, Exercise


def _scores(case):
    return case.args["X"] @ case.args["W"] + case.args["b"]


def _best(Z):
    return np.argmax(Z, axis=-1)


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
    promises={
        "one sample": single("X", ndim=1),
        "a batch": batch("X"),
        "a batch of one": batch_of_one("X"),
        "a bias that decides": lambda case: (
            case.args["X"].ndim == 2
            and not np.array_equal(_best(case.args["X"] @ case.args["W"]), _best(_scores(case)))
        ),
        "a bias that decides on one sample": lambda case: (
            case.args["X"].ndim == 1
            and _best(case.args["X"] @ case.args["W"]) != _best(_scores(case))
        ),
        "two classes": array_where("b", lambda b: len(b) == 2),
        "scores that differ by little": lambda case: np.ptp(_scores(case), axis=-1).max() < 1,
        "a row of scores below 0": lambda case: (
            _scores(case).ndim == 2 and (_scores(case) < 0).all(axis=1).any()
        ),
        "very large scores": reaches("W", 1000),
        "float32": float32("X"),
    },
    survivors={
        "0 -> -1": "the first of one label is the last",
        "np.array([np.argmax(x @ W + b) for x in X]) -> np.array([np.argmax(x @ W + b) for x "
        "in X], dtype=int)": "they are integers already",
        "np.max(Z, axis=-1, keepdims=True) -> np.max(Z, keepdims=True)": (
            "a smallest difference is where it is, from whatever number it is taken"
        ),
        "np.max(Z, axis=-1, keepdims=True) -> np.mean(Z, axis=-1, keepdims=True)": (
            "a smallest difference is where it is, from whatever number it is taken"
        ),
        "np.max(Z, axis=-1, keepdims=True) -> np.sum(Z, axis=-1, keepdims=True)": (
            "a smallest difference is where it is, from whatever number it is taken"
        ),
        "softmax(np.dot(X, W) + b) -> np.dot(X, W) + b": "softmax keeps the order",
    },
)


def _picked(logistic_predict, X, W, b):
    """Labels are used as indices, which floats cannot be."""
    return b[logistic_predict(X, W, b)]


@exercise.cases
def _(rng):
    whole = {"W": np.array([[1.0, 5, 2], [4, 0, -3]]), "b": np.array([0.0, -1, 1])}
    one = {"X": np.array([0.0, 1]), **whole, "b": np.array([-3.0, 2, 4])}
    yield Case("one sample of two features", one)
    more = {"X": np.array([1.0, 2]), **whole, "b": np.array([1.0, 3, -1])}
    yield Case("one sample whose bias decides nothing", more)
    X = np.array([[1.0, 0], [0, 1], [2, -1]])
    yield Case("a batch: 3 samples, 3 classes", {"X": X, **whole})
    two = {"X": np.array([[1.0, 2], [3, 1]]), "W": np.array([[1.0, 0], [0, 1]])}
    yield Case("two classes: the bias decides", {**two, "b": np.array([0.0, 3])})
    result = "b[logistic_predict(X, W, b)]"
    yield Case("a batch: 3 samples, 3 classes", {"X": X, **whole}, _picked, result)
    near = {"X": np.eye(3), "W": np.array([[0.1, 0.3, 0.2], [0.5, 0.6, 0.9], [0.401, 0.3, 0.403]])}
    yield Case("scores near to each other", {**near, "b": np.zeros(3)})
    W, b = rng.normal(size=(4, 3)), np.array([0.0, 3.0, 0.5])
    yield Case("one sample of four features", {"X": rng.normal(size=4), "W": W, "b": b})
    yield Case("a batch of one", {"X": rng.normal(size=(1, 4)), "W": W, "b": b})
    bias = {"X": np.zeros((2, 4)), "W": W, "b": b}
    yield Case("two samples of zeros: the bias decides", bias)
    wide = {"X": rng.normal(size=(8, 3)), "W": rng.normal(size=(3, 5)), "b": rng.normal(size=5)}
    yield Case("8 samples, 5 classes", wide)
    yield Case("float32", {name: array.astype(np.float32) for name, array in wide.items()})
    # A sigmoid makes the first row a tie, tanh the second as well, ReLU the third, a cut to
    # integers the last; of the fourth the last score is the largest one without its sign.
    scores = np.array([[40.0, 50, 45], [20, 25, 3], [-3, -1, -2], [-1, -2, -3], [0.2, 2.1, 2.9]])
    far = {"X": np.eye(5), "W": scores, "b": np.zeros(3)}
    yield Case("large scores, and scores below 0", far)
    very = {"X": np.eye(2), "W": np.array([[-800.0, 900, 1000], [-1000, -900, -950]])}
    yield Case("very large scores", {**very, "b": np.zeros(3)})


def _near_ones_tie(rounded):
    def near_ones_tie(X, W, b):
        return np.argmax(rounded(X @ W + b), axis=-1)

    near_ones_tie.__doc__ = """Numbers are rounded before they are compared, so that near ones tie.
    Compare the scores as they are."""
    return near_ones_tie


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

    def one_hot_rows_of_integers(X, W, b):
        """These are one-hot rows. The label is the *place* of the 1, a number for each sample."""
        return one_hot(np.argmax(X @ W + b, axis=-1), len(b)).astype(int)

    def through_the_sigmoid(X, W, b):
        """Large scores tie here: the sigmoid rounds each of them to 1. Compare the scores
        themselves."""
        return np.argmax(sigmoid(X @ W + b), axis=-1)

    def through_tanh(X, W, b):
        """Large scores tie here: tanh rounds each of them to 1, and those far below 0 to -1.
        Compare the scores themselves."""
        return np.argmax(np.tanh(X @ W + b), axis=-1)

    def through_relu(X, W, b):
        """Where all scores are below 0 they tie here: ReLU makes a 0 of each. Compare the scores
        themselves."""
        return np.argmax(np.maximum(X @ W + b, 0), axis=-1)

    def through_exponentials(X, W, b):
        """For very large scores the exponential overflows, and for those far below 0 it gives
        nothing but zeros. Compare the scores themselves, or use `softmax`."""
        with np.errstate(all="ignore"):
            E = np.exp(X @ W + b)
            return np.argmax(E / np.sum(E, axis=-1, keepdims=True), axis=-1)

    def above_one_half(X, W, b):
        """The probabilities are rounded, or compared with one half, and where none of the classes
        reaches it they all tie. The largest probability wins, however small it is."""
        return np.argmax(softmax(X @ W + b) > 0.5, axis=-1)

    def the_size_of_the_scores(X, W, b):
        """The signs of the scores are lost, so that one far below 0 wins. The largest score is
        the one furthest *up*."""
        return np.argmax(np.abs(X @ W + b), axis=-1)

    def bias_subtracted(X, W, b):
        """The bias is subtracted. In this course it is added to the score."""
        return np.argmax(X @ W - b, axis=-1)

    def bias_after_softmax(X, W, b):
        """The bias comes too late: it is added to the probabilities. It belongs to the scores."""
        return np.argmax(softmax(X @ W) + b, axis=-1)

    def counted_from_one(X, W, b):
        """Every answer is one too high: classes are counted from 0, as places are."""
        return np.argmax(X @ W + b, axis=-1) + 1

    def scores_cut_to_integers(X, W, b):
        """The scores are cut off to integers before they are compared, so that near ones tie.
        Compare them as they are."""
        return np.argmax((X @ W + b).astype(int), axis=-1)

    def the_whole_order(X, W, b):
        """This is the order of all classes. Only the most probable one is wanted."""
        return np.argsort(X @ W + b, axis=-1)

    def the_last_row_of_the_order(X, W, b):
        """Right for one sample, but `[-1]` takes the last *row* of a batch's order. The last
        entry of each row is `[..., -1]`."""
        return np.argsort(X @ W + b)[-1]

    def a_loop_over_one_sample(X, W, b):
        """A loop over X goes through the samples of a batch. Where X is *one* sample, it goes
        through its features. X @ W + b serves both, without a loop."""
        return np.array([np.argmax(x @ W + b) for x in X])

    def always_an_array(X, W, b):
        """Right for a batch, but for one sample an array with a single label comes back. One
        sample gives one label, a number."""
        return np.argmax(np.atleast_2d(X) @ W + b, axis=1)

    def labels_in_a_column(X, W, b):
        """The labels stand in a column, or in a row of their own for one sample: the axis of the
        classes is still there. Leave out `keepdims`."""
        return np.argmax(X @ W + b, axis=-1, keepdims=True)

    def where_it_is(X, W, b):
        """`np.where` gives rows and columns of all places. `np.argmax` gives the one number that
        is wanted."""
        Z = X @ W + b
        return np.where(np.max(Z, axis=-1, keepdims=True) <= Z)

    def the_first_sample_alone(X, W, b):
        """`X[0]` is the first sample of a batch; where X is *one* sample, it is its first feature.
        Use X as it comes: X @ W + b serves both."""
        return np.argmax(X[0] @ W + b)

    def weights_before_samples(X, W, b):
        """The shapes do not meet: a sample is a row of X and a class is a column of W, so X comes
        first."""
        return np.argmax(W @ X + b, axis=-1)

    def weights_transposed(X, W, b):
        """The shapes do not meet: X is (N, D) and W is (D, K), so W needs no transposing."""
        return np.argmax(X @ W.T + b, axis=-1)

    def softmax_over_the_samples(X, W, b):
        """The exponentials are divided by their sum over the *samples*, and after that another
        class may be the largest. Each sample is judged by its own scores."""
        Z = X @ W + b
        e = np.exp(Z - Z.max())
        return np.argmax(e / e.sum(axis=0), axis=-1)

    def a_batch_of_one_is_a_sample(X, W, b):
        """Where the batch has one sample, a plain number comes back. A batch of one gives an array
        with one label; only a sample (D,) gives a number. (`squeeze` takes such an axis away.)"""
        labels = np.argmax(np.atleast_2d(X) @ W + b, axis=1)
        return labels[0] if len(labels) == 1 else labels

    def the_first_samples_label(X, W, b):
        """Every sample gets the label of the first one. Each row of scores has its own largest."""
        labels = np.argmax(X @ W + b, axis=-1)
        return np.full(len(X), labels[0]) if X.ndim == 2 else labels

    def columns_for_samples(X, W, b):
        """`W.T @ X` serves one sample. In a batch the samples are the *rows* of X, so X comes
        first: that serves both."""
        return np.argmax(W.T @ X + b, axis=-1)

    def labels_as_floats(X, W, b):
        """The labels are right, but floats, and a float cannot be used as an index. A label is a
        whole number: is an array made with `np.zeros` or a division on the way?"""
        return np.argmax(X @ W + b, axis=-1) * 1.0

    near_ones_tie = (
        *(_near_ones_tie(lambda Z, d=digits: np.round(Z, d)) for digits in (1, 2)),
        *(_near_ones_tie(lambda Z, d=digits: np.round(softmax(Z), d)) for digits in (1, 2)),
    )


@exercise.right
class Variants:
    def through_softmax(X, W, b):
        """The probabilities come first here. Softmax leaves the order of the scores as it is, so
        the answer is the same, and the exponentials were computed for nothing."""
        return softmax(np.dot(X, W) + b).argmax(axis=-1)

    def by_sorting(X, W, b):
        return np.argsort(X @ W + b)[..., -1]

    def in_a_loop(X, W, b):
        """One sample is answered after the other, which is easy to read and slow for many: Python
        runs the loop, and each turn is a small product of its own."""
        if np.ndim(X) == 1:
            return int(np.argmax(X @ W + b))
        return np.array([np.argmax(x @ W + b) for x in X])

    def one_row_at_most(X, W, b):
        labels = np.argmax(np.atleast_2d(X) @ W + b, axis=1)
        return labels[0] if X.ndim == 1 else labels

    def the_first_that_is_largest(X, W, b):
        Z = np.einsum("...d,dk->...k", X, W) + b
        return np.argmin(np.max(Z, axis=-1, keepdims=True) - Z, axis=-1)
