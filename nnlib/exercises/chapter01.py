"""Exercises of chapter 01: sigmoid, softmax, one-hot and the negative log-likelihood."""

import math

import numpy as np

from nnlib.functions import activations, losses, preprocessing
from nnlib.judge.exercise import Case, Exercise


def _score_cases(rng):
    """Scores of every kind, for a function that works entry by entry."""
    yield Case("a single score", {"Z": 2.0})
    yield Case("a vector of four scores", {"Z": np.array([-3.0, -0.5, 0.0, 1.5])})
    yield Case("a batch: 3 rows of 2 scores", {"Z": rng.normal(size=(3, 2)).round(2)})
    yield Case("whole numbers", {"Z": np.array([[-2.0, 0], [1, 3]])})
    yield Case("a batch of float32", {"Z": rng.normal(size=(2, 3)).astype(np.float32)})
    yield Case("very large scores", {"Z": np.array([-1000.0, -30.0, 30.0, 1000.0])})


def _row_cases(rng):
    """Scores for a function that works row by row."""
    yield Case("one row of three scores", {"Z": np.array([1.0, 2.0, 4.0])})
    yield Case("a batch: 2 rows of 3 scores", {"Z": np.array([[1.0, 2.0, 4.0], [0.0, -1.0, 0.5]])})
    yield Case("a batch: 4 rows of 2 scores", {"Z": rng.normal(size=(4, 2)).round(2)})
    yield Case("a batch of one", {"Z": rng.normal(size=(1, 5)).round(2)})
    yield Case("whole numbers", {"Z": np.array([[3.0, 1, 2], [0, 0, 5]])})
    yield Case("a batch of float32", {"Z": rng.normal(size=(2, 3)).astype(np.float32)})
    large = np.array([[1000.0, 999.0, 0.0], [-1000.0, -1001.0, -999.0]])
    yield Case("very large scores", {"Z": large})
    yield Case("one score far above the others", {"Z": np.array([1000.0, 0.0, 0.0, 0.0, 0.0])})


sigmoid = Exercise(
    id="01-sigmoid",
    title="Sigmoid",
    minutes=3,
    difficulty=1,
    points=1,
    reference=activations.sigmoid,
    hints=(
        "Write the formula with `np.exp`, which takes a whole array at once: no loop is needed.",
        "1 divided by (1 plus the exponential of minus the score). Mind the parentheses.",
        "`return 1 / (1 + ...)`: what stands at the dots?",
    ),
    why="""The one-line formula is right, and `np.exp` applies it to every entry of an array
of any shape. For a score of -1000 it computes `exp(1000)`, which overflows to infinity with
a warning; 1 divided by infinity is 0, so the result is right all the same. The library takes
the exponential of `-|z|`, which is never larger than 1, and so avoids even the warning: for
z ≥ 0 it divides 1, for z < 0 it divides `exp(z)`, by the same `1 + exp(-|z|)`.""",
)
sigmoid.cases(_score_cases)


@sigmoid.mistake(
    "The curve is the wrong way round: a large positive score should give nearly 1. "
    "Look at the sign in the exponent."
)
def wrong_sign(Z):
    return 1 / (1 + np.exp(Z))


@sigmoid.mistake(
    "Division comes before addition: `1 / 1 + x` is `(1 / 1) + x`. Put the whole denominator "
    "in parentheses."
)
def missing_parentheses(Z):
    return 1 / 1 + np.exp(-Z)


@sigmoid.mistake(
    "Division comes before addition: `x / x + 1` is `(x / x) + 1`. Put the whole denominator in "
    "parentheses."
)
def missing_parentheses_with_votes(Z):
    return np.exp(Z) / np.exp(Z) + 1


@sigmoid.mistake(
    "Right for small scores, but at 1000 it divides infinity by infinity, which is NaN. "
    "Find a form in which only the denominator can grow."
)
def infinity_by_infinity(Z):
    return np.exp(Z) / (1 + np.exp(Z))


@sigmoid.mistake(
    "`math.exp` takes one number at a time. NumPy's own exponential takes a whole array."
)
def math_exp(Z):
    return 1 / (1 + math.exp(-Z))


@sigmoid.mistake(
    "This is tanh, which runs from -1 to 1. The sigmoid runs from 0 to 1 and is 0.5 at 0."
)
def tanh(Z):
    return np.tanh(Z)


@sigmoid.mistake("The exponential of -z goes under the fraction bar together with the 1.")
def forgot_the_one(Z):
    return 1 / np.exp(-Z)


@sigmoid.variant
def textbook_sigmoid(Z):
    return 1 / (1 + np.exp(-Z))


@sigmoid.variant
def sigmoid_of_either_sign(Z):
    Z = np.asarray(Z)
    A, positive = np.zeros_like(Z), Z > 0
    A[positive] = 1 / (1 + np.exp(-Z[positive]))
    A[~positive] = np.exp(Z[~positive]) / (1 + np.exp(Z[~positive]))
    return A


@sigmoid.variant
def sigmoid_by_tanh(Z):
    return 0.5 * (1 + np.tanh(np.asarray(Z) / 2))


sigmoid_prime = Exercise(
    id="01-sigmoid-prime",
    title="The slope of the sigmoid",
    minutes=4,
    difficulty=2,
    points=1,
    reference=activations.sigmoid_prime,
    hints=(
        "You have a `sigmoid` already. The slope can be written with it alone.",
        "slope = a (1 - a), where a is the sigmoid of the score.",
        "First line: `A = sigmoid(Z)`. The second line needs only A.",
    ),
    why="""Differentiate `(1 + exp(-z))**(-1)`: the chain rule gives
`exp(-z) / (1 + exp(-z))**2`, which is `a * (1 - a)`. Computing `A` first and reusing it costs
one exponential instead of two. The slope belongs to the *score*: feeding the activation in
(`sigmoid_prime(sigmoid(z))`) gives a number that looks reasonable and is wrong.""",
)
sigmoid_prime.cases(_score_cases)


@sigmoid_prime.mistake(
    "This takes the sigmoid twice: the slope is wanted at the score z, not at the activation. "
    "Take the sigmoid of Z once, then use a (1 - a)."
)
def slope_at_the_activation(Z):
    return activations.sigmoid_prime(activations.sigmoid(Z))


@sigmoid_prime.mistake(
    "This is z (1 - z), as if Z were already an activation. Z holds scores: first turn them "
    "into activations."
)
def scores_taken_for_activations(Z):
    return Z * (1 - Z)


@sigmoid_prime.mistake(
    "This is 0 at every score, as `a * 1 - a` is: multiplication comes before subtraction. Are "
    "parentheses missing?"
)
def slope_without_parentheses(Z):
    return activations.sigmoid(Z) * 1 - activations.sigmoid(Z)


@sigmoid_prime.mistake("This is the slope of tanh. The sigmoid's is a (1 - a), without a square.")
def slope_of_tanh(Z):
    return 1 - activations.sigmoid(Z) ** 2


@sigmoid_prime.mistake("This is the sigmoid itself; one factor of its slope is missing.")
def forgot_a_factor(Z):
    return activations.sigmoid(Z)


@sigmoid_prime.mistake("The slope of a rising curve is positive; yours has the wrong sign.")
def negative_slope(Z):
    return -activations.sigmoid_prime(Z)


@sigmoid_prime.mistake(
    "Right for small scores, but at -1000 it divides infinity by infinity, which is NaN. Use "
    "the other form of the slope, a (1 - a): it needs the sigmoid only."
)
def slope_that_overflows(Z):
    E = np.exp(-np.asarray(Z))
    return E / (1 + E) ** 2


@sigmoid_prime.variant
def slope_by_symmetry(Z):
    return activations.sigmoid(Z) * activations.sigmoid(-np.asarray(Z))


@sigmoid_prime.variant
def slope_from_the_formula(Z):
    E = np.exp(-np.abs(Z))
    return E / (1 + E) ** 2


softmax = Exercise(
    id="01-softmax",
    title="Softmax for a batch",
    minutes=8,
    difficulty=3,
    points=2,
    reference=activations.softmax,
    hints=(
        "Subtract from each row its largest score before you take exponentials: that changes "
        "nothing in the result, and no exponential can overflow any more.",
        "`np.max(Z, axis=-1, keepdims=True)` is one number a row, kept as a column so that it "
        "can be subtracted from the rows.",
        "Two lines: `E = np.exp(Z - ...)`, then E divided by its row sums, with the same axis "
        "and keepdims.",
    ),
    why="""Subtracting the largest score of a row multiplies numerator and denominator by the
same number, so the probabilities stay what they were, while every exponent is now at most 0.
The axis matters: `axis=-1` means "along each row" for one vector and for a batch alike, and
`keepdims=True` keeps the sums as a column of shape (N, 1), which broadcasting then divides
each row by. Without it the sums have the shape (N,), and NumPy would divide the columns, or
refuse.""",
)
softmax.cases(_row_cases)


@softmax.mistake(
    "Right for small scores, but at 1000 the exponential is infinite, and infinity divided by "
    "infinity is NaN. Make the scores smaller first, without changing the result."
)
def forgot_the_max(Z):
    E = np.exp(Z)
    return E / np.sum(E, axis=-1, keepdims=True)


@softmax.mistake(
    "Two things: every row should sum to 1 by itself, and here the whole batch does; and at 1000 "
    "the exponential is infinite, which gives NaN."
)
def formula_of_one_row(Z):
    return np.exp(Z) / np.sum(np.exp(Z))


@softmax.mistake(
    "Every row should sum to 1 by itself; here the whole batch does. Sum along the rows only."
)
def one_sum_for_the_batch(Z):
    E = np.exp(Z - np.max(Z))
    return E / np.sum(E)


@softmax.mistake(
    "Each row is divided by the sum of the whole batch. Give the sum an axis too: every row "
    "should sum to 1 by itself."
)
def row_maxima_but_one_sum(Z):
    E = np.exp(Z - np.max(Z, axis=-1, keepdims=True))
    return E / np.sum(E)


@softmax.mistake(
    "The row's mean is subtracted, not its maximum. A score far above the mean still overflows."
)
def mean_for_max(Z):
    E = np.exp(Z - np.mean(Z, axis=-1, keepdims=True))
    return E / np.sum(E, axis=-1, keepdims=True)


@softmax.mistake(
    "You divide by sums down the columns, over different samples. A sample's scores stand in a "
    "row: sum along the last axis."
)
def sums_down_the_columns(Z):
    E = np.exp(Z - np.max(Z, axis=0))
    return E / np.sum(E, axis=0)


@softmax.mistake(
    "The row maxima are right, but you divide by sums down the columns, over different samples. "
    "Sum along the last axis, too."
)
def row_maxima_but_column_sums(Z):
    E = np.exp(Z - np.max(Z, axis=-1, keepdims=True))
    return E / np.sum(E, axis=0)


@softmax.mistake(
    "The row sums have lost their axis: they have the shape (N,), which does not line up with "
    "(N, K). Keep them as a column of shape (N, 1). And a score of 1000 overflows."
)
def without_keepdims_nor_max(Z):
    return np.exp(Z) / np.sum(np.exp(Z), axis=-1)


@softmax.mistake(
    "The row maxima or the row sums have lost their axis: they have the shape (N,), which does "
    "not line up with (N, K). Keep them as a column of shape (N, 1)."
)
def without_keepdims(Z):
    E = np.exp(Z - np.max(Z, axis=-1, keepdims=True))
    return E / np.sum(E, axis=-1)


@softmax.mistake(
    "`axis=1` works for a batch, but a single vector has only axis 0. Which axis number means "
    '"the last one", whatever their number?'
)
def only_for_batches(Z):
    E = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return E / np.sum(E, axis=1, keepdims=True)


@softmax.mistake(
    "The maximum is taken over the whole batch. Next to a row with scores near 1000, a row of "
    "small scores then becomes all zeros, and 0 / 0 is NaN. Each row needs its own maximum."
)
def one_max_for_the_batch(Z):
    E = np.exp(Z - np.max(Z))
    return E / np.sum(E, axis=-1, keepdims=True)


@softmax.mistake(
    "These numbers are positive, but they do not sum to 1. Divide each row by its own sum."
)
def forgot_to_divide(Z):
    return np.exp(Z - np.max(Z, axis=-1, keepdims=True))


@softmax.mistake(
    "The scores themselves are divided by their sum. Take exponentials first: they make every "
    "number positive."
)
def forgot_the_exponential(Z):
    return Z / np.sum(Z, axis=-1, keepdims=True)


@softmax.mistake(
    "The result is right, but the caller's scores were overwritten, which is what `Z -= …` does. "
    "Give the difference a name of its own."
)
def changed_in_place(Z):
    Z -= np.max(Z, axis=-1, keepdims=True)
    E = np.exp(Z)
    return E / np.sum(E, axis=-1, keepdims=True)


@softmax.variant
def softmax_by_transposing(Z):
    E = np.exp((Z.T - Z.max(axis=-1)).T)
    return (E.T / E.sum(axis=-1)).T


@softmax.variant
def softmax_into_zeros(Z):
    P = np.zeros_like(Z)
    for index in np.ndindex(Z.shape[:-1]):
        E = np.exp(Z[index] - Z[index].max())
        P[index] = E / E.sum()
    return P


@softmax.variant
def softmax_by_logarithms(Z):
    return np.exp(activations.log_softmax(Z))


@softmax.variant
def softmax_with_einsum(Z):
    E = np.exp(Z - np.max(Z, -1)[..., None])
    return np.einsum("...k,...->...k", E, 1 / np.einsum("...k->...", E))


@softmax.variant
def softmax_row_by_row(Z):
    rows = [np.exp(row - max(row)) for row in np.atleast_2d(np.asarray(Z).tolist())]
    return np.array([row / row.sum() for row in rows]).reshape(np.shape(Z))


one_hot = Exercise(
    id="01-one-hot",
    title="One-hot labels",
    minutes=5,
    difficulty=2,
    points=1,
    reference=preprocessing.one_hot,
    hints=(
        "Row k of the K x K identity matrix is the one-hot vector of label k.",
        "`np.eye(n_classes)` is that matrix; indexing it with a label picks a row, indexing it "
        "with an array of labels picks a row for each.",
        "One line: the identity matrix, indexed with y.",
    ),
    why="""The rows of the identity matrix are exactly the one-hot vectors. Indexing an array
with an array of row numbers stacks the rows that they name, so one expression serves a single
label, giving (K,), and N labels, giving (N, K). `n_classes` has to be said: the largest label
of a batch need not be the last class.""",
)


@one_hot.cases
def _(rng):
    yield Case("one label", {"y": 2, "n_classes": 4})
    yield Case("three labels", {"y": np.array([1, 0, 2]), "n_classes": 3})
    yield Case("five labels, not all classes", {"y": np.array([0, 2, 2, 1, 0]), "n_classes": 4})
    yield Case("a batch of one", {"y": np.array([3]), "n_classes": 5})
    yield Case("many labels", {"y": rng.integers(0, 10, size=12), "n_classes": 10})


@one_hot.mistake(
    "The number of columns follows the labels that happen to be in the batch. It should always "
    "be n_classes."
)
def columns_from_the_labels(y, n_classes):
    return np.eye(np.max(y) + 1)[y]


@one_hot.mistake(
    "Two things: a single label has no method `max`; and the number of columns should always be "
    "n_classes, whichever labels happen to be there."
)
def columns_from_the_method_max(y, n_classes):
    return np.eye(y.max() + 1)[y]


@one_hot.mistake(
    "Two things: a single label has no length; and the number of columns should always be "
    "n_classes, however many labels there are."
)
def columns_from_the_length(y, n_classes):
    return np.eye(len(y))[y]


@one_hot.mistake("The table lies on its side: one row a label is wanted, one column a class.")
def transposed(y, n_classes):
    return np.eye(n_classes)[y].T


@one_hot.mistake(
    "All labels ended up in one row. Each label needs a row of its own: shape (N, n_classes)."
)
def one_row_for_all(y, n_classes):
    Y = np.zeros(n_classes)
    Y[y] = 1
    return Y


@one_hot.mistake(
    "The first axis has one row a class. Make one row a label: N rows of n_classes numbers."
)
def forgot_to_pick_rows(y, n_classes):
    return np.eye(n_classes)


@one_hot.mistake(
    "`Y[:, y] = 1` writes whole columns: every row gets a one for every label. Row n gets a "
    "single one, at y[n]."
)
def ones_in_whole_columns(y, n_classes):
    Y = np.zeros((len(y), n_classes))
    Y[:, y] = 1
    return Y


@one_hot.mistake("The ones stand one place too far left: label 0 belongs to column 0.")
def counting_from_one(y, n_classes):
    return np.eye(n_classes)[y - 1]


@one_hot.mistake(
    "Works for many labels, but not for one: a single label has no length. Find an expression "
    "that serves both."
)
def only_for_many(y, n_classes):
    Y = np.zeros((len(y), n_classes))
    Y[np.arange(len(y)), y] = 1
    return Y


@one_hot.mistake("These are True and False. Networks compute with numbers: turn them into floats.")
def true_and_false(y, n_classes):
    return np.arange(n_classes) == np.expand_dims(y, -1)


@one_hot.variant
def one_hot_by_comparing(y, n_classes):
    return (np.arange(n_classes) == np.expand_dims(y, -1)).astype(float)


@one_hot.variant
def one_hot_with_zeros(y, n_classes):
    Y = np.zeros((np.size(y), n_classes), dtype=int)
    Y[np.arange(np.size(y)), y] = 1
    return Y[0] if np.ndim(y) == 0 else Y


@one_hot.variant
def one_hot_float32(y, n_classes):
    return np.eye(n_classes, dtype=np.float32)[y]


nll = Exercise(
    id="01-nll",
    title="Negative log-likelihood",
    minutes=8,
    difficulty=3,
    points=2,
    reference=losses.nll,
    hints=(
        "Only one probability of each row counts: the one of the right class. The one-hot "
        "labels Y can pick it out.",
        "Y * P keeps the right probability of each row and sets the others to 0; the sum along "
        "the row is then that one number. Take the logarithm after that.",
        "`p_right = np.sum(..., axis=-1)`, then minus the mean of its logarithm.",
    ),
    why="""Picking the right probability *before* the logarithm matters: the form
`-sum(Y * log(P))` meets `0 * log(0)` as soon as some wrong class has the probability 0, and
that is NaN. The mean over the rows makes the loss of a batch comparable with the loss of one
sample, whatever the size of the batch; `np.mean` of a single number is that number, so one
row needs no special case.""",
    # A tiny number inside the logarithm (1e-8) is a legal choice, and shifts the loss by it.
    rtol=1e-5,
    atol=1e-6,
)


@nll.cases
def _(rng):
    row = {"Y": np.array([0.0, 1.0, 0.0]), "P": np.array([0.2, 0.7, 0.1])}
    yield Case("one row", row)
    two = {"Y": np.array([[1.0, 0], [0, 1]]), "P": np.array([[0.9, 0.1], [0.8, 0.2]])}
    yield Case("two rows", two)
    P = rng.dirichlet(np.ones(4), size=3)
    yield Case("three rows", {"Y": np.eye(4)[[3, 0, 2]], "P": P})
    yield Case("a batch of one", {"Y": np.eye(3)[[1]], "P": np.array([[0.25, 0.5, 0.25]])})
    P32 = rng.dirichlet(np.ones(3), size=5).astype(np.float32)
    yield Case("float32", {"Y": np.eye(3, dtype=np.float32)[[0, 1, 2, 1, 0]], "P": P32})
    sure = {"Y": np.array([1.0, 0.0, 0.0]), "P": np.array([0.99, 0.01, 0.0])}
    yield Case("a wrong class with the probability 0", sure)


@nll.mistake("This is the sum over the batch; the loss is its mean.")
def sum_for_mean(Y, P):
    return -np.sum(np.log(np.sum(Y * P, axis=-1)))


@nll.mistake(
    "The loss has the wrong sign: logarithms of probabilities are negative, a loss is not."
)
def forgot_the_minus(Y, P):
    return np.mean(np.log(np.sum(Y * P, axis=-1)))


@nll.mistake(
    "The mean is taken over all N x K entries. The zeros of the wrong classes do not count: "
    "take one number a row, and the mean over the rows."
)
def mean_over_all_entries(Y, P):
    return -np.mean(Y * np.log(P + 1e-12))


@nll.mistake(
    "The mean is taken over all N x K entries, and the zeros of the wrong classes make it too "
    "small. And a wrong class with the probability 0 gives 0 * log(0), which is NaN. First make "
    "one number of each row, the right class's probability."
)
def mean_over_all_entries_and_log_of_zero(Y, P):
    return -np.mean(Y * np.log(P))


@nll.mistake(
    "A single row is divided by its number of classes, which is its length: find a mean that "
    "serves both. And a wrong class with the probability 0 gives 0 * log(0), which is NaN."
)
def divided_by_the_length_and_log_of_zero(Y, P):
    return -np.sum(Y * np.log(P)) / len(Y)


@nll.mistake(
    "This is the sum over the batch; the loss is its mean. And a wrong class with the probability "
    "0 gives 0 * log(0), which is NaN."
)
def sum_for_mean_and_log_of_zero(Y, P):
    return -np.sum(Y * np.log(P))


@nll.mistake(
    "A wrong class with the probability 0 gives 0 * log(0), which is NaN. Pick out the right "
    "class's probability first, and take the logarithm of that."
)
def log_of_zero(Y, P):
    return -np.mean(np.sum(Y * np.log(P), axis=-1))


@nll.mistake(
    "The product of Y and P is 0 for every wrong class, and the logarithm of 0 is minus infinity. "
    "Make one number of each row first, then take its logarithm."
)
def log_of_the_product(Y, P):
    return -np.mean(np.log(Y * P))


@nll.mistake(
    "The logarithms of all the probabilities are averaged. Only the right class's counts, and Y "
    "says which that is."
)
def mean_over_all_classes(Y, P):
    return -np.mean(np.log(P))


@nll.mistake(
    "Y stands where column numbers are wanted. It holds no labels here, but one-hot rows, of P's "
    "shape."
)
def one_hot_as_column_numbers(Y, P):
    return -np.mean(np.log(P[np.arange(len(Y)), Y]))


@nll.mistake(
    "Right for a batch, but a single row is divided by its number of classes, which is its "
    "length. Find a mean that serves both."
)
def divided_by_the_length(Y, P):
    return -np.sum(np.log(np.sum(Y * P, axis=-1))) / len(Y)


@nll.mistake(
    "`axis=1` works for a batch, but a single row has only axis 0. Which axis number means "
    '"the last one", whatever their number?'
)
def nll_only_for_batches(Y, P):
    return -np.mean(np.log(np.sum(Y * P, axis=1)))


@nll.mistake("This is one loss for each row. The loss of the batch is a single number: their mean.")
def one_loss_a_row(Y, P):
    return -np.log(np.sum(Y * P, axis=-1))


@nll.mistake(
    "This is the logarithm of the mean probability. Take the logarithm of each row first, so "
    "that one terrible answer cannot hide among good ones."
)
def log_of_the_mean(Y, P):
    return -np.log(np.mean(np.sum(Y * P, axis=-1)))


@nll.mistake(
    "The right probabilities of all rows are added before the logarithm. Take one number a row, "
    "its logarithm, and then the mean over the rows."
)
def log_of_the_sum(Y, P):
    return -np.log(np.sum(Y * P))


@nll.mistake("The logarithm to base 10 is used here; the loss takes the natural one, `np.log`.")
def log_to_base_10(Y, P):
    return -np.mean(np.log10(np.sum(Y * P, axis=-1)))


@nll.mistake("The logarithm is missing: this is minus the mean probability of the right class.")
def forgot_the_logarithm(Y, P):
    return -np.mean(np.sum(Y * P, axis=-1))


@nll.mistake(
    "The sum runs down the columns, over different samples. Each sample is a row: sum along "
    "the last axis."
)
def sum_down_the_columns(Y, P):
    return -np.mean(np.log(np.sum(Y * P, axis=0)))


@nll.variant
def nll_with_epsilon(Y, P):
    return -np.mean(np.sum(Y * np.log(P + 1e-8), axis=-1))


@nll.variant
def nll_by_argmax(Y, P):
    Y, P = np.atleast_2d(Y), np.atleast_2d(P)
    return float(-np.log(P[np.arange(len(Y)), Y.argmax(axis=1)]).mean())


@nll.variant
def nll_with_einsum(Y, P):
    return -np.log(np.einsum("...k,...k->...", np.asarray(Y, float), P)).mean()


@nll.variant
def nll_by_mask(Y, P):
    return -np.mean(np.log(np.asarray(P)[np.asarray(Y) == 1]))


log_softmax = Exercise(
    id="01-log-softmax",
    title="Log-softmax",
    minutes=6,
    difficulty=3,
    points=2,
    reference=activations.log_softmax,
    hints=(
        "The logarithm of a quotient is a difference: log(exp(z) / sum) = z - log(sum).",
        "Subtract each row's maximum first, as in softmax. Then the sum lies between 1 and K, "
        "and its logarithm is harmless.",
        "`S = Z - ...` (the row maxima), then `return S - np.log(...)` (the row sums of exp(S)).",
    ),
    why="""Softmax rounds a very improbable class to exactly 0, and the logarithm of 0 is
minus infinity. Working with the logarithm from the start never goes through that 0: after
the shift the sum holds at least one `exp(0) = 1`, so its logarithm is between 0 and log(K),
and the result is simply the shifted score minus that.""",
)
log_softmax.cases(_row_cases)


@log_softmax.mistake(
    "Softmax has rounded a small probability to 0 before you take the logarithm, so the result "
    "is minus infinity. Take the logarithm of the formula on paper first: what does the "
    "quotient become?"
)
def log_of_softmax(Z):
    return np.log(activations.softmax(Z))


@log_softmax.mistake(
    "Right for small scores, but exp(1000) is infinite. Subtract each row's maximum first."
)
def log_softmax_without_max(Z):
    return Z - np.log(np.sum(np.exp(Z), axis=-1, keepdims=True))


@log_softmax.mistake(
    "The maximum is subtracted inside the sum only; the score in front keeps it. Shift the "
    "scores once, and use the shifted ones in both places."
)
def shifted_only_once(Z):
    S = Z - np.max(Z, axis=-1, keepdims=True)
    return Z - np.log(np.sum(np.exp(S), axis=-1, keepdims=True))


@log_softmax.mistake(
    "The shifted scores stand in front, but the sum takes the exponentials of the unshifted ones. "
    "Use the shifted scores in both places."
)
def unshifted_sum(Z):
    S = Z - np.max(Z, axis=-1, keepdims=True)
    return S - np.log(np.sum(np.exp(Z), axis=-1, keepdims=True))


@log_softmax.mistake(
    "The maximum is taken over the whole batch. Next to a row with scores near 1000, a row of "
    "small scores then has the sum 0, whose logarithm is infinite. Each row needs its own maximum."
)
def one_max_for_the_log_batch(Z):
    S = Z - np.max(Z)
    return S - np.log(np.sum(np.exp(S), axis=-1, keepdims=True))


@log_softmax.mistake(
    "`axis=1` works for a batch, but a single vector has only axis 0. Which axis number means "
    '"the last one", whatever their number?'
)
def log_softmax_only_for_batches(Z):
    S = Z - np.max(Z, axis=1, keepdims=True)
    return S - np.log(np.sum(np.exp(S), axis=1, keepdims=True))


@log_softmax.mistake("The logarithm of the sum is missing: you subtract the sum itself.")
def forgot_the_log(Z):
    S = Z - np.max(Z, axis=-1, keepdims=True)
    return S - np.sum(np.exp(S), axis=-1, keepdims=True)


@log_softmax.mistake(
    "One sum serves the whole batch. Each row needs a sum of its own: along the last axis, with "
    "keepdims."
)
def one_log_sum_for_the_batch(Z):
    S = Z - np.max(Z, axis=-1, keepdims=True)
    return S - np.log(np.sum(np.exp(S)))


@log_softmax.mistake(
    "One maximum and one sum serve the whole batch. Each row needs its own: along the last axis, "
    "with keepdims."
)
def one_max_and_one_log_sum(Z):
    S = Z - np.max(Z)
    return S - np.log(np.sum(np.exp(S)))


@log_softmax.mistake(
    "Two things: one sum serves the whole batch, where each row needs its own; and exp(1000) is "
    "infinite, so subtract each row's maximum first."
)
def one_log_sum_without_max(Z):
    return Z - np.log(np.sum(np.exp(Z)))


@log_softmax.mistake(
    "The logarithm of the sum is added. The logarithm of a quotient is a difference."
)
def log_sum_added(Z):
    S = Z - np.max(Z, axis=-1, keepdims=True)
    return S + np.log(np.sum(np.exp(S), axis=-1, keepdims=True))


@log_softmax.mistake("These are the probabilities, not their logarithms.")
def softmax_itself(Z):
    return activations.softmax(Z)


@log_softmax.mistake("The sign is wrong: logarithms of probabilities are at most 0.")
def minus_log_softmax(Z):
    return -activations.log_softmax(Z)


@log_softmax.mistake(
    "The row maxima or the row sums have lost their axis: they have the shape (N,), which does "
    "not line up with (N, K). Keep them as a column of shape (N, 1)."
)
def log_sums_without_keepdims(Z):
    S = Z - np.max(Z, axis=-1, keepdims=True)
    return S - np.log(np.sum(np.exp(S), axis=-1))


@log_softmax.variant
def log_softmax_with_logaddexp(Z):
    return Z - np.logaddexp.reduce(Z, axis=-1, keepdims=True)


@log_softmax.variant
def log_softmax_of_a_copy(Z):
    L = Z.copy()
    L -= L.max(axis=-1, keepdims=True)
    L -= np.log(np.exp(L).sum(axis=-1, keepdims=True))
    return L


@log_softmax.variant
def log_softmax_by_log_sum_exp(Z):
    m = np.max(Z, axis=-1, keepdims=True)
    return Z - (m + np.log(np.exp(Z - m).sum(axis=-1, keepdims=True)))
