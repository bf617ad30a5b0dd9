"""Exercises of chapter 08: code that runs, learns, and is wrong.

Its exercises are repairs. What the learner is given is the function or class under
``@….broken``; the chapter shows what it does as ``found.Sigmoid`` and so on.
"""

import numpy as np

from nnlib.by_hand import sigmoid_unit
from nnlib.functions import activations, preprocessing
from nnlib.functions.activations import sigmoid, sigmoid_prime
from nnlib.functions.losses import softmax_cross_entropy_grad
from nnlib.judge.exercise import Case, Exercise
from nnlib.networks import gradient_check, layers, optimizers
from nnlib.networks.layers import Layer
from nnlib.networks.sequential import Sequential


def _sigmoid_forward(Sigmoid, Z):
    return Sigmoid().forward(Z)


def _sigmoid_backward(Sigmoid, Z, dA):
    layer, other = Sigmoid(), Sigmoid()
    layer.forward(-Z)  # a batch before this one must leave no trace
    layer.backward(2 * dA)
    layer.forward(Z)
    other.forward(1 - Z)  # nor may another layer of the network
    return layer.backward(dA)


repair_sigmoid = Exercise(
    id="08-sigmoid-layer",
    title="Repair the sigmoid layer",
    minutes=4,
    difficulty=2,
    points=2,
    reference=layers.Sigmoid,
    blank=("backward",),
    hints=(
        "The check has cleared everything behind this layer, and `forward` gives the right "
        "activations. One line is left.",
        "`sigmoid_prime` is right: read in its docstring *where* it takes the slope. Which array "
        "does the layer hand to it?",
        "Two ways out: keep the scores too, or write the slope with the activations alone. From "
        "chapter 01 you know that the slope is a (1 - a), with a the sigmoid of z.",
    ),
    why="""`sigmoid_prime` wants scores; the layer gave it activations, which have been
through the sigmoid once already. The slope at the score is `A * (1 - A)`, so no second call
is needed. What was computed instead lies between 0.197 and 0.25 for every score: positive, so
the steps still went downhill, and nearly constant, so no unit ever seemed saturated.""",
)


@repair_sigmoid.cases
def _(rng):
    def draw(N, H, dtype=np.float64):
        return {"Z": (2 * rng.normal(size=(N, H))).round(1).astype(dtype)}, {
            "dA": rng.normal(size=(N, H)).round(1).astype(dtype)
        }

    Z, dA = np.array([[0.0, 2.0, -6.0], [6.0, -1.0, 0.5]]), np.array([[1.0, 1, 1], [2, -3, 4]])
    whole = {"Z": np.array([[0.0, 1], [-2, 3], [4, -5]])}, {"dA": np.array([[1.0, 2]] * 3)}
    rows = [
        ("2 rows of 3", {"Z": Z}, {"dA": dA}),
        ("4 rows of 2", *draw(4, 2)),
        ("a batch of one", *draw(1, 5)),
        ("whole numbers", *whole),
        ("float32", *draw(3, 4, np.float32)),
    ]
    for label, scores, gradient in rows:
        back = "layer.backward(dA), after layer.forward(Z),"
        yield Case(label, {**scores, **gradient}, _sigmoid_backward, back)
        yield Case(label, scores, _sigmoid_forward, "layer.forward(Z)")


@repair_sigmoid.broken(
    "Where the score is far from 0 the sigmoid is flat, and the gradient should nearly vanish. "
    "Here about a fifth of it comes through, however large the score."
)
class Sigmoid(Layer):
    """Squashes scores into (0, 1)."""

    def forward(self, Z):
        """Apply the sigmoid, entry by entry."""
        self.A = sigmoid(Z)
        return self.A

    def backward(self, dA):
        """Multiply by the slope of the sigmoid at the scores."""
        return dA * sigmoid_prime(self.A)


@repair_sigmoid.mistake(
    "This is the slope alone. The chain rule multiplies it by dA, which came in."
)
class slope_alone(layers.Sigmoid):
    def backward(self, dA):
        return self.A * (1 - self.A)


@repair_sigmoid.mistake(
    "The gradient is multiplied by the activation. What is wanted is the slope there: how much the "
    "activation changes with the score."
)
class times_the_activation(layers.Sigmoid):
    def backward(self, dA):
        return dA * self.A


@repair_sigmoid.mistake("Half of the slope is missing: at a score of 0 it should be 1/4, not 1/2.")
class one_minus_alone(layers.Sigmoid):
    def backward(self, dA):
        return dA * (1 - self.A)


@repair_sigmoid.mistake(
    "This is the slope of tanh, 1 - a². The sigmoid has another one, and at a score of 0 it is 1/4."
)
class slope_of_tanh(layers.Sigmoid):
    def backward(self, dA):
        return dA * (1 - self.A**2)


@repair_sigmoid.mistake(
    "The gradient is multiplied by the sigmoid of the activation. A second squashing is no slope: "
    "the slope is how much the activation changes with the score."
)
class squashed_again(layers.Sigmoid):
    def backward(self, dA):
        return dA * sigmoid(self.A)


@repair_sigmoid.mistake(
    "The slope is taken at the incoming gradient. It belongs to the scores that `forward` saw."
)
class slope_at_the_gradient(layers.Sigmoid):
    def backward(self, dA):
        return dA * sigmoid_prime(dA)


@repair_sigmoid.mistake(
    "The slope is multiplied in twice: one factor a (1 - a) is the whole of it."
)
class slope_twice(layers.Sigmoid):
    def backward(self, dA):
        return dA * (self.A * (1 - self.A)) ** 2


@repair_sigmoid.mistake(
    "`backward` looks for the scores, and nobody has kept them. Let `forward` put them away, as it "
    "does with the activations."
)
class scores_not_kept(layers.Sigmoid):
    def backward(self, dA):
        return dA * sigmoid_prime(self.Z)


@repair_sigmoid.mistake(
    "Now `forward` lets the scores out. Its result, the activations, was right: only what the "
    "layer remembers may change."
)
class forward_gives_scores(layers.Sigmoid):
    def forward(self, Z):
        self.A = sigmoid(Z)
        return Z


@repair_sigmoid.variant
class sigmoid_that_keeps_its_scores(layers.Sigmoid):
    def forward(self, Z):
        self.Z = Z
        return sigmoid(Z)

    def backward(self, dA):
        return dA * sigmoid_prime(self.Z)


@repair_sigmoid.variant
class sigmoid_with_a_square(layers.Sigmoid):
    def forward(self, Z):
        self.A = 1 / (1 + np.exp(-Z))
        return self.A

    def backward(self, dA):
        return np.multiply(self.A - self.A**2, dA)


def _dw(grad, *args):
    result = grad(*args)
    return None if result is None else result[0]


def _db(grad, *args):
    result = grad(*args)
    return None if result is None else result[1]


repair_unit = Exercise(
    id="08-unit-gradient",
    title="Repair the unit's gradient",
    minutes=3,
    difficulty=2,
    points=2,
    reference=sigmoid_unit.sigmoid_unit_grad,
    hints=(
        "The direction is right and the length is wrong: look for a division, or for one that is "
        "missing.",
        "You have seen by which factor it is wrong with 6 samples of 3 features. Which two numbers "
        "have that quotient, and are equal for 3 samples of 3 features?",
        "The loss is a mean. A mean over what? Both dw and db inherit their 1/N from one place.",
    ),
    why="""The loss is a mean over the samples, so its gradient carries `1/N`. The found
code divides by `len(w)`, the number of features. With N = D nobody can see the difference;
otherwise every step is N/D times as long as the learning rate says. On 60 samples of 2
features that is 30 times, which a careful choice of the learning rate hides, until the batch
changes.""",
)


@repair_unit.cases
def _(rng):
    def draw(N, D, dtype=np.float64):
        X, w = (rng.normal(size=size).round(1).astype(dtype) for size in [(N, D), D])
        return {"X": X, "y": np.arange(N) % 2, "w": w, "b": dtype(0.5)}

    rows = [
        ("6 samples of 3 features", draw(6, 3)),
        ("2 samples of 5 features", draw(2, 5)),
        ("a batch of one", draw(1, 4)),
        ("as many samples as features", draw(3, 3)),
        ("float32", draw(7, 2, np.float32)),
    ]
    whole = {"X": np.array([[1.0, 0, 2], [0, 3, 1]]), "y": np.array([1, 0])}
    rows.append(("whole numbers", {**whole, "w": np.array([1.0, -1, 0]), "b": -1.0}))
    for label, args in rows:
        yield Case(label, args, _dw, "dw")
        yield Case(label, args, _db, "db")


@repair_unit.broken(
    "With as many samples as features it is right. Otherwise the whole gradient is too long or too "
    "short by one and the same factor."
)
def sigmoid_unit_grad(X, y, w, b):
    """Gradients of the binary cross-entropy of a sigmoid unit.

    Parameters
    ----------
    X : array (N, D)
        Samples.
    y : array (N,) of 0 and 1
        Labels.
    w : array (D,)
        Weights.
    b : float
        Bias.

    Returns
    -------
    dw : array (D,)
    db : float
    """
    A = sigmoid(X @ w + b)  # (N,)
    dZ = (A - y) / len(w)  # (N,)
    return X.T @ dZ, dZ.sum()


def _unit_with(divide_dw, divide_db):
    """The gradient with other divisors for its two parts."""

    def grad(X, y, w, b):
        error = sigmoid(X @ w + b) - y
        return X.T @ error / divide_dw(*X.shape), error.sum() / divide_db(*X.shape)

    return grad


def _mistaken_unit(name, sentence, divide_dw, divide_db):
    grad = _unit_with(divide_dw, divide_db)
    grad.__name__ = name
    repair_unit.mistake(sentence)(grad)


_mistaken_unit(
    "only_dw_repaired",
    "dw is right now, db is not: it is still wrong by the old factor.",
    lambda N, D: N,
    lambda N, D: D,
)
_mistaken_unit(
    "only_db_repaired",
    "db is right now, dw is not: it is still wrong by the old factor.",
    lambda N, D: D,
    lambda N, D: N,
)
_mistaken_unit(
    "not_divided",
    "The wrong division is gone, but a mean needs one: for N samples this is N times too long.",
    lambda N, D: 1,
    lambda N, D: 1,
)
_mistaken_unit(
    "divided_by_both",
    "Now both numbers divide, that of the features and that of the samples. One of them should.",
    lambda N, D: N * D,
    lambda N, D: N * D,
)
_mistaken_unit(
    "factor_inverted",
    "The factor has moved to the other side: for N samples the gradient is a mean, not longer.",
    lambda N, D: 1 / N,
    lambda N, D: 1 / N,
)
_mistaken_unit(
    "divided_twice",
    "The number of samples divides twice. Once is enough.",
    lambda N, D: N**2,
    lambda N, D: N**2,
)
_mistaken_unit(
    "mean_of_a_mean",
    "dw is right, but db is divided by the number of samples twice.",
    lambda N, D: N,
    lambda N, D: N**2,
)


@repair_unit.mistake("The sign is turned round: this gradient points downhill.")
def downhill(X, y, w, b):
    dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, w, b)
    return -dw, -db


@repair_unit.variant
def unit_gradient_by_means(X, y, w, b):
    error = sigmoid(X @ w + b) - y
    return np.mean(X * error[:, None], axis=0), np.mean(error)


@repair_unit.variant
def unit_gradient_into_zeros(X, y, w, b):
    dw, db = np.zeros_like(w), 0.0
    for x, label in zip(X, y, strict=True):
        dz = (sigmoid(x @ w + b) - label) / len(X)
        dw += dz * x
        db += dz
    return dw, db


@repair_unit.variant
def unit_gradient_with_shape(X, y, w, b):
    N, _ = X.shape
    dZ = (1 / (1 + np.exp(-(np.dot(X, w) + b))) - y) / N
    return dZ @ X, float(sum(dZ))


repair_softmax = Exercise(
    id="08-softmax-backward",
    title="Repair the way back through softmax",
    minutes=7,
    difficulty=4,
    points=3,
    reference=activations.softmax_backward,
    hints=(
        "The found code has the terms with j = k of formula (8.1) and none of the others. "
        "Each score changes all the probabilities of its row.",
        "By the chain rule the gradient of score k is the sum over j of dA_j times formula (8.1). "
        "Split it: the part with [j = k] is a single term, and in the other part A_k can be taken "
        "out of the sum.",
        "What is left is A times a difference: dA itself, minus one number for each row, which is "
        "the sum of a product. `axis=-1` and `keepdims=True` serve a row and a batch.",
    ),
    why="""The chain rule sums over all paths: score k reaches the loss through every
probability of its row. With formula (8.1), `sum_j dA_j A_j ([j = k] - A_k)` is `A_k (dA_k -
sum_j dA_j A_j)`. The number that is subtracted is the mean of dA, weighted with the
probabilities, and it makes each row sum to 0: to push all scores up together changes nothing.
The element-wise slope `A * (1 - A)` is the diagonal of that matrix, right for the sigmoid,
where each output has a score of its own.""",
)


@repair_softmax.cases
def _(rng):
    def draw(*shape, dtype=np.float64):
        dA = rng.normal(size=shape).round(1).astype(dtype)
        return {"dA": dA, "A": activations.softmax(rng.normal(size=shape)).astype(dtype)}

    yield Case("2 rows of 3", draw(2, 3))
    yield Case("5 rows of 4", draw(5, 4))
    yield Case("one row", draw(3))
    yield Case("a batch of one", draw(1, 4))
    whole = {"dA": np.array([[0.0, -1, 0], [2, 0, 1]]), "A": np.array([[0.2, 0.5, 0.3]] * 2)}
    yield Case("a dA of whole numbers", whole)
    yield Case("float32", draw(4, 2, dtype=np.float32))


@repair_softmax.broken(
    "Each row of the result should sum to 0, since adding the same number to all scores changes no "
    "probability. Here the sums are not 0."
)
def softmax_backward(dA, A):
    """Carry a gradient back through softmax.

    Parameters
    ----------
    dA : array (K,) or (N, K)
        Gradient of the loss with respect to the probabilities.
    A : array of dA's shape
        The probabilities, ``softmax(Z)``.

    Returns
    -------
    array of dA's shape
        Gradient of the loss with respect to the scores.
    """
    slope = A * (1 - A)
    return dA * slope


@repair_softmax.mistake(
    "Something is summed over the whole batch. The rows are different samples and know nothing of "
    "each other."
)
def sum_over_the_batch(dA, A):
    return A * (dA - np.sum(dA * A))


@repair_softmax.mistake(
    "The sum runs down the columns, over the samples. It should run along each row, over classes."
)
def sum_over_the_samples(dA, A):
    return A * (dA - np.sum(dA * A, axis=0, keepdims=True))


@repair_softmax.mistake(
    "The shapes do not fit: the sums of the rows have to stay a column to be subtracted from rows."
)
def sum_without_keepdims(dA, A):
    return A * (dA - np.sum(dA * A, axis=-1))


@repair_softmax.mistake(
    "The sum that you subtract leaves the probabilities out: each dA_j counts with its own A_j."
)
def sum_of_dA_alone(dA, A):
    return A * (dA - np.sum(dA, axis=-1, keepdims=True))


@repair_softmax.mistake("You subtract a mean of products; the formula has their sum.")
def mean_of_products(dA, A):
    return A * (dA - np.mean(dA * A, axis=-1, keepdims=True))


@repair_softmax.mistake(
    "Both parts are there, but the second has the wrong sign: formula (8.1) has a minus."
)
def parts_added(dA, A):
    return A * (dA + np.sum(dA * A, axis=-1, keepdims=True))


@repair_softmax.mistake(
    "The result's own probability is missing: all of it is multiplied by A_k, the first part too."
)
def forgot_the_factor(dA, A):
    return dA - np.sum(dA * A, axis=-1, keepdims=True)


@repair_softmax.mistake(
    "The second part lacks a factor: in formula (8.1) it is multiplied by A_k, too."
)
def forgot_the_factor_of_the_sum(dA, A):
    return A * dA - np.sum(dA * A, axis=-1, keepdims=True)


@repair_softmax.mistake(
    "The term with j = k is taken off twice: once in A (1 - A), and once more in the sum."
)
def diagonal_taken_off_twice(dA, A):
    return dA * A * (1 - A) - A * np.sum(dA * A, axis=-1, keepdims=True)


@repair_softmax.mistake(
    "The rows sum to 0, but only because their mean was taken off. Follow the chain rule: each "
    "entry has a path through every probability of its row."
)
def rows_made_to_sum_to_zero(dA, A):
    dZ = dA * A * (1 - A)
    return dZ - dZ.mean(axis=-1, keepdims=True)


@repair_softmax.mistake(
    "This is the part with j different from k alone, or has lost its first part: dA_k is missing."
)
def without_the_diagonal(dA, A):
    return -A * np.sum(dA * A, axis=-1, keepdims=True)


@repair_softmax.mistake(
    "The sign is turned round: every entry is right but for its sign, so the steps go uphill."
)
def softmax_uphill(dA, A):
    return A * (np.sum(dA * A, axis=-1, keepdims=True) - dA)


@repair_softmax.mistake(
    "Each row of the result should sum to 0, and yours do not. What you take off dA is its plain "
    "mean; in a mean that fits the formula each dA_j counts with its probability."
)
def mean_of_dA(dA, A):
    return A * (dA - np.mean(dA, axis=-1, keepdims=True))


@repair_softmax.mistake(
    "Each row of the result should sum to 0, and yours do not. What you take off is the square of "
    "the probability alone; formula (8.1) still has to be multiplied by dA_j and summed over j."
)
def square_taken_off(dA, A):
    return dA * A - A * A


@repair_softmax.mistake(
    "This builds one table for the whole batch; a batch needs one for each row. Or do the sum over "
    "j on paper first: then no table is left to build."
)
def one_table_for_the_batch(dA, A):
    return dA @ (np.diag(A) - np.outer(A, A))


@repair_softmax.mistake(
    "This builds one table, which serves a single row; a batch needs one for each of its rows. "
    "With the sum over j done on paper first no table is left to build."
)
def one_table_from_the_left(dA, A):
    return (np.diag(A) - np.outer(A, A)) @ dA


@repair_softmax.mistake(
    "With `np.diag` this builds the table of a single row. A batch wants a table for each row, or "
    "none at all, if the sum over j is done on paper first."
)
def one_table_by_axes(dA, A):
    return dA @ (np.diag(A) - A[:, None] * A[None, :])


@repair_softmax.variant
def softmax_backward_by_matrices(dA, A):
    J = np.eye(A.shape[-1]) * A[..., None] - A[..., :, None] * A[..., None, :]
    return np.einsum("...jk,...j->...k", J, dA)


@repair_softmax.variant
def softmax_backward_into_zeros(dA, A):
    dZ = np.zeros_like(dA)
    for index in np.ndindex(dA.shape):
        *row, _ = index
        dZ[index] = A[index] * (dA[index] - A[tuple(row)] @ dA[tuple(row)])
    return dZ


@repair_softmax.variant
def softmax_backward_with_the_diagonal_apart(dA, A):
    others = np.sum(dA * A, axis=-1, keepdims=True) - dA * A
    return dA * A * (1 - A) - A * others


@repair_softmax.variant
def softmax_backward_in_a_loop(dA, A):
    rows = [a * d - a * (a @ d) for a, d in zip(np.atleast_2d(A), np.atleast_2d(dA), strict=True)]
    return np.reshape(rows, A.shape)


repair_log_softmax = Exercise(
    id="08-log-softmax",
    title="Repair the log-softmax",
    minutes=4,
    difficulty=3,
    points=2,
    reference=activations.log_softmax,
    hints=(
        "Which step fails first for a score of 1000? Run the function's one line piece by piece, "
        "from the inside out.",
        "Use the law itself: the result does not change when the same number is taken off every "
        "score of a row. Which number makes all the exponentials harmless?",
        "Take the row's largest score off first, and go on with the shifted scores in *both* "
        "places. `keepdims=True` keeps the maxima a column.",
    ),
    why="""`exp(1000)` is infinite in floating point, although the logarithm that is taken
afterwards would be 1000. With the largest score of each row taken off, every exponent is at
most 0 and one of them is 0, so the sum lies between 1 and K: it can neither overflow nor
vanish. The law that was broken, that a common shift changes nothing, is also the cure. In
float32 the first infinity comes at a score of 89 already.""",
)


@repair_log_softmax.cases
def _(rng):
    yield Case("2 rows of 3", {"Z": np.array([[1.0, 2.0, 3.0], [0.5, 0.0, -0.5]])})
    yield Case("5 rows of 4", {"Z": rng.normal(size=(5, 4)).round(1)})
    yield Case("large scores", {"Z": np.array([[1000.0, 1001.0], [-1000.0, -1001.0]])})
    yield Case("sure", {"Z": np.array([[3000.0, -2000.0, 0.0]])})
    yield Case("one row", {"Z": np.array([0.0, 800.0, 799.0, 10.0])})
    yield Case("whole numbers", {"Z": np.array([[0.0, 1, 2], [900, 0, 1]])})
    Z = (50 * rng.normal(size=(3, 5))).astype(np.float32)
    yield Case("float32", {"Z": Z + np.float32(100)})


@repair_log_softmax.broken(
    "Small scores are right. Large ones give infinity or NaN, although the right answer is an "
    "ordinary number."
)
def log_softmax(Z):
    """Logarithm of softmax: ``z_k - log(sum_j exp(z_j))``.

    Parameters
    ----------
    Z : array (K,) or (N, K)
        Scores, one row a sample.

    Returns
    -------
    array of Z's shape
        Numbers of at most 0.
    """
    return Z - np.log(np.exp(Z).sum(axis=-1, keepdims=True))


@repair_log_softmax.mistake(
    "One number is taken off the whole batch. A row far below it still loses all its exponentials: "
    "each row needs a number of its own."
)
def one_shift_for_the_batch(Z):
    S = Z - np.max(Z)
    return S - np.log(np.exp(S).sum(axis=-1, keepdims=True))


@repair_log_softmax.mistake(
    "It overflows no more, but everything is off by the number that you took off: the shift stands "
    "in one place and is missing in the other."
)
def shifted_in_one_place(Z):
    S = Z - np.max(Z, axis=-1, keepdims=True)
    return Z - np.log(np.exp(S).sum(axis=-1, keepdims=True))


@repair_log_softmax.mistake(
    "The largest score is taken off in one place and is missing in the other. It is also that of "
    "the whole batch: each row needs a number of its own."
)
def one_shift_in_one_place(Z):
    return Z - np.log(np.exp(Z - np.max(Z)).sum(axis=-1, keepdims=True))


@repair_log_softmax.mistake(
    "A probability that is too small for floating point is rounded to 0 before its logarithm is "
    "taken. Take the logarithm of the *sum*, which cannot vanish."
)
def log_after_softmax(Z):
    return np.log(activations.softmax(Z))


def _tiny_number(tiny):
    """A mistake: a tiny number keeps the logarithm from a probability of 0."""

    def wrong(Z):
        return np.log(activations.softmax(Z) + tiny)

    wrong.__name__ = f"tiny_number_{tiny:g}".replace("-", "_")
    repair_log_softmax.mistake(
        f"Your result never falls below the logarithm of {tiny:g}: a tiny number, or a bound, "
        "hides the infinity and changes the answer. No such help is needed."
    )(wrong)


for _tiny in [1e-12, 1e-7, 1e-8, 1e-9, 1e-10, 1e-15, 1e-16, 1e-300]:
    _tiny_number(_tiny)


def _scores_clipped(bound):
    """A mistake: scores are bounded before their exponentials are taken."""

    def wrong(Z):
        Z = np.clip(Z, -bound, bound)
        return Z - np.log(np.exp(Z).sum(axis=-1, keepdims=True))

    wrong.__name__ = f"scores_clipped_at_{bound}"
    repair_log_softmax.mistake(
        f"Scores are cut off at {bound}. Two large scores then look alike, and their difference, "
        "which is the answer, is gone."
    )(wrong)


for _bound in [500, 50, 80, 88, 100, 700, 709]:
    _scores_clipped(_bound)


@repair_log_softmax.mistake(
    "It is a mean that you take off. In a row with one very large score that one is still far "
    "above it, and its exponential still overflows."
)
def shifted_by_the_mean(Z):
    S = Z - np.mean(Z, axis=-1, keepdims=True)
    return S - np.log(np.exp(S).sum(axis=-1, keepdims=True))


@repair_log_softmax.mistake(
    "The maxima are taken down the columns. The law is about the scores of one *row*."
)
def maximum_of_the_columns(Z):
    S = Z - np.max(Z, axis=0, keepdims=True)
    return S - np.log(np.exp(S).sum(axis=-1, keepdims=True))


@repair_log_softmax.mistake(
    "The smallest score is taken off. That makes all the others larger than 0, not smaller."
)
def shifted_by_the_minimum(Z):
    S = Z - np.min(Z, axis=-1, keepdims=True)
    return S - np.log(np.exp(S).sum(axis=-1, keepdims=True))


@repair_log_softmax.variant
def log_softmax_with_logaddexp(Z):
    return Z - np.logaddexp.reduce(np.asarray(Z, dtype=float), axis=-1, keepdims=True)


@repair_log_softmax.variant
def log_softmax_of_a_copy(Z):
    L = Z.copy()
    L -= L.max(axis=-1, keepdims=True)
    L -= np.log(np.exp(L).sum(axis=-1, keepdims=True))
    return L


@repair_log_softmax.variant
def log_softmax_that_adds_the_maximum_back(Z):
    largest = Z.max(axis=-1, keepdims=True)
    return Z - (largest + np.log(np.sum(np.exp(Z - largest), axis=-1, keepdims=True)))


def _after_steps(Adam, W, dW, learning_rate, beta1, beta2, epsilon):
    """Take a step with each of the gradients dW; W and a second parameter, b, both move."""
    optimizer = Adam(learning_rate, beta1=beta1, beta2=beta2, epsilon=epsilon)
    params = {"W": W.copy(), "b": W[0].copy()}
    W, b = params.values()  # the network's own arrays
    for gradient in dW:
        optimizer.step(params, {"W": gradient, "b": 3 * gradient[0]})
    return np.vstack([W, b])


repair_adam = Exercise(
    id="08-adam",
    title="Repair Adam",
    minutes=7,
    difficulty=4,
    points=3,
    reference=optimizers.Adam,
    blank=("step",),
    hints=(
        "Work the first two steps out on paper, for a gradient that is always 1. What is m after "
        "the first step, what after the second, and what should stand in its place?",
        "After the first step m is 1 - beta1; after the second it is 1 - beta1 squared. You have "
        "seen the numbers for ten steps. What will it be after t steps?",
        "Only the line of m_hat and v_hat is wrong. Both divisors depend on how many steps have "
        "been taken, which the class counts in `self.t` and never reads.",
    ),
    why="""A running mean that starts at 0 has, after t steps with a constant gradient g,
reached `(1 - beta**t) * g`. Divided by `1 - beta**t` it is g at once. The found code divides
by `1 - beta`, which is right for the first step only. Later both means are too large, m by up
to 10 and the root of v by up to 31.6, so the steps swell to twice their length and then
shrink to a third of it. The gradients are all right: no check of gradients can see it.""",
)


@repair_adam.cases
def _(rng):
    def draw(T, D, H, dtype=np.float64, **options):
        W = rng.normal(size=(D, H)).round(1).astype(dtype)
        dW = rng.uniform(0.5, 3, size=(T, D, H)).round(1).astype(dtype)
        dW *= rng.choice([-1, 1], size=dW.shape).astype(dtype)
        usual = {"learning_rate": 0.1, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
        return {"W": W, "dW": dW, **usual, **options}

    def case(label, args):
        steps = "1 step" if len(args["dW"]) == 1 else f"{len(args['dW'])} steps"
        return Case(label, args, _after_steps, f"W, with b under it, after {steps},")

    yield case("a constant gradient", {**draw(3, 2, 3), "dW": np.ones((3, 2, 3))})
    yield case("one step", draw(1, 2, 2))
    yield case("four steps", draw(4, 3, 2))
    yield case("other options", draw(3, 1, 4, beta1=0.5, beta2=0.75, epsilon=0.5))
    whole = np.array([[[1.0, -2]], [[3, 0]]])
    yield case("whole gradients, and one that is 0", {**draw(2, 1, 2), "dW": whole})
    yield case("float32", draw(2, 2, 4, np.float32))


@repair_adam.broken(
    "The first step is right. From the second on the steps have the wrong length: while the "
    "gradient stays the same, so should they."
)
class Adam:
    """Steps of like size for every parameter: the mean gradient over its usual size.

    Parameters
    ----------
    learning_rate : float
        Length of a step while the gradient does not change.
    beta1, beta2 : float in [0, 1)
        How much of the two running means is kept.
    epsilon : float
        Keeps a gradient of 0 from dividing by 0.
    """

    def __init__(self, learning_rate=0.001, *, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate = float(learning_rate)
        self.beta1, self.beta2, self.epsilon = float(beta1), float(beta2), float(epsilon)
        self.m, self.v, self.t = {}, {}, 0

    def step(self, params, grads):
        """Move every parameter, in place, one step."""
        self.t += 1
        for name, parameter in params.items():
            g, m, v = grads[name], self.m.get(name, 0), self.v.get(name, 0)
            self.m[name] = m = self.beta1 * m + (1 - self.beta1) * g
            self.v[name] = v = self.beta2 * v + (1 - self.beta2) * g**2
            m_hat, v_hat = m / (1 - self.beta1), v / (1 - self.beta2)
            parameter -= self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)


class _OtherAdam(optimizers.Adam):
    """Adam with other divisors for its two means."""

    def divisors(self):
        return 1 - self.beta1**self.t, 1 - self.beta2**self.t

    def move(self, parameter, m_hat, v_hat):
        parameter -= self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)

    def step(self, params, grads):
        self.t += 1
        for name, parameter in params.items():
            g, m, v = grads[name], self.m.get(name, 0), self.v.get(name, 0)
            self.m[name] = m = self.beta1 * m + (1 - self.beta1) * g
            self.v[name] = v = self.beta2 * v + (1 - self.beta2) * g**2
            for_m, for_v = self.divisors()
            self.move(parameter, m / for_m, v / for_v)


@repair_adam.mistake(
    "Only the first mean is corrected by the number of steps. The second starts at 0 as well."
)
class only_m_corrected(_OtherAdam):
    def divisors(self):
        return 1 - self.beta1**self.t, 1 - self.beta2


@repair_adam.mistake(
    "Only the second mean is corrected by the number of steps. The first starts at 0 as well."
)
class only_v_corrected(_OtherAdam):
    def divisors(self):
        return 1 - self.beta1, 1 - self.beta2**self.t


@repair_adam.mistake("Neither mean is corrected now, and even the first step has the wrong length.")
class nothing_corrected(_OtherAdam):
    def divisors(self):
        return 1, 1


@repair_adam.mistake(
    "beta is multiplied by the number of steps. Look at the ten values of m again: they do not "
    "grow in equal steps."
)
class times_for_power(_OtherAdam):
    def divisors(self):
        return 1 - self.beta1 * self.t, 1 - self.beta2 * self.t


@repair_adam.mistake(
    "The first step's divisor is multiplied by the number of steps. The ten values of m do not "
    "grow in equal steps."
)
class times_the_first_divisor(_OtherAdam):
    def divisors(self):
        return self.t * (1 - self.beta1), self.t * (1 - self.beta2)


@repair_adam.mistake(
    "The power is taken of the whole difference. Only beta is multiplied by itself from step to "
    "step; the 1 stays outside."
)
class power_of_the_difference(_OtherAdam):
    def divisors(self):
        return (1 - self.beta1) ** self.t, (1 - self.beta2) ** self.t


@repair_adam.mistake(
    "The divisor is 0 in the first step: a number to the power 0 is 1. Steps are counted from 1."
)
class counted_from_zero(_OtherAdam):
    def divisors(self):
        return 1 - self.beta1 ** (self.t - 1), 1 - self.beta2 ** (self.t - 1)


@repair_adam.mistake(
    "The count of steps is one too high, from the first step on: the first step should have the "
    "number 1."
)
class counted_from_two(_OtherAdam):
    def divisors(self):
        return 1 - self.beta1 ** (self.t + 1), 1 - self.beta2 ** (self.t + 1)


@repair_adam.mistake(
    "The steps are counted once for each parameter. All the parameters move in the same step: "
    "count it once."
)
class counts_each_parameter(_OtherAdam):
    def divisors(self):
        result = super().divisors()
        self.t += 1
        return result

    def step(self, params, grads):
        super().step(params, grads)
        self.t -= 1


@repair_adam.mistake("The two divisors are exchanged: beta1 belongs to m, beta2 to v.")
class divisors_exchanged(_OtherAdam):
    def divisors(self):
        return super().divisors()[::-1]


@repair_adam.mistake(
    "Both means are corrected with beta1. The second one fades with beta2, so it has reached less "
    "of its full value by then."
)
class beta1_in_both(_OtherAdam):
    def divisors(self):
        return 1 - self.beta1**self.t, 1 - self.beta1**self.t


class _KeepsCorrected(optimizers.Adam):
    """Adam that goes on with corrected means: of the names in kept."""

    kept = ()

    def step(self, params, grads):
        super().step(params, grads)
        for name in params:
            if "m" in self.kept:
                self.m[name] = self.m[name] / (1 - self.beta1**self.t)
            if "v" in self.kept:
                self.v[name] = self.v[name] / (1 - self.beta2**self.t)


@repair_adam.mistake(
    "The first mean is corrected and then kept, so the next step corrects it once more. Keep the "
    "uncorrected one in `self.m`."
)
class corrected_m_kept(_KeepsCorrected):
    kept = ("m",)


@repair_adam.mistake(
    "The corrected means are kept, so the next step corrects them once more. Keep the uncorrected "
    "ones in `self.m` and `self.v`."
)
class corrected_means_kept(_KeepsCorrected):
    kept = ("m", "v")


@repair_adam.mistake(
    "The network's own arrays have not moved: `parameter = parameter - …` makes a new array that "
    "the network never sees."
)
class moved_a_copy(_OtherAdam):
    def move(self, parameter, m_hat, v_hat):
        pass


@repair_adam.mistake(
    "The square root is gone: the step has to be divided by a size, not by its square."
)
class without_the_root(_OtherAdam):
    def move(self, parameter, m_hat, v_hat):
        parameter -= self.learning_rate * m_hat / (v_hat + self.epsilon)


@repair_adam.mistake("The steps go uphill: the sign of the last line has changed.")
class adam_uphill(_OtherAdam):
    def move(self, parameter, m_hat, v_hat):
        parameter += self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)


@repair_adam.variant
class adam_with_the_corrections_in_its_rate(optimizers.Adam):
    def step(self, params, grads):
        self.t = self.t + 1
        for_m, for_v = 1 - self.beta1**self.t, 1 - self.beta2**self.t
        for name in params:
            g = np.asarray(grads[name])
            self.m[name] = g * (1 - self.beta1) + self.m.get(name, 0.0) * self.beta1
            self.v[name] = g * g * (1 - self.beta2) + self.v.get(name, 0.0) * self.beta2
            size = np.sqrt(self.v[name] / for_v) + self.epsilon
            params[name] -= (self.learning_rate / for_m * self.m[name] / size).astype(
                params[name].dtype
            )


@repair_adam.variant
class adam_with_its_means_in_place(optimizers.Adam):
    def step(self, params, grads):
        self.t += 1
        for name, parameter in params.items():
            g = grads[name]
            m = self.m.setdefault(name, np.zeros_like(g))
            v = self.v.setdefault(name, np.zeros_like(g))
            m += (1 - self.beta1) * (g - m)
            v += (1 - self.beta2) * (g**2 - v)
            m_hat, v_hat = m / (1 - self.beta1**self.t), v / (1 - self.beta2**self.t)
            parameter -= self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)


@repair_adam.variant
class adam_that_keeps_powers(optimizers.Adam):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.power1 = self.power2 = 1.0

    def step(self, params, grads):
        self.power1 *= self.beta1
        self.power2 *= self.beta2
        for name, parameter in params.items():
            m, v = self.m.get(name, 0), self.v.get(name, 0)
            self.m[name] = m = m + (1 - self.beta1) * (grads[name] - m)
            self.v[name] = v = v + (1 - self.beta2) * (np.square(grads[name]) - v)
            m_hat, v_hat = m / (1 - self.power1), v / (1 - self.power2)
            parameter -= self.learning_rate * m_hat / (v_hat**0.5 + self.epsilon)


repair_standardize = Exercise(
    id="08-standardize",
    title="Repair the ruler",
    minutes=4,
    difficulty=2,
    points=2,
    reference=preprocessing.standardize,
    hints=(
        "One argument of the function is never read. A good editor underlines it.",
        "What has a sample's place on the scale to do with the other samples that happen to come "
        "with it? The scale was fixed when the network was trained.",
        "The last line is right. Three lines take their numbers from the wrong array.",
    ),
    why="""Mean and spread are learned from the training samples, like the weights, and
then belong to the network. With the test batch's own mean and spread each prediction depends
on its neighbours, and a batch of one becomes all zeros. On the whole test set the two rulers
nearly agree, since it is large and drawn like the training set: so the accuracy shows
nothing.""",
)


@repair_standardize.cases
def _(rng):
    def draw(N, M, D, dtype=np.float64):
        X, X_train = (rng.normal(2, 3, size=(n, D)).round(1).astype(dtype) for n in (N, M))
        return {"X": X, "X_train": X_train}

    yield Case("4 samples, 7 to train", draw(4, 7, 3))
    yield Case("a batch of one", draw(1, 5, 2))
    one = draw(3, 4, 2)
    one["X_train"][:, 1] = 2.0
    yield Case("a feature that is constant in the training", one)
    two = draw(5, 6, 2)
    two["X"][:, 0] = 1.0
    yield Case("a feature that is constant in the test", two)
    X_train = np.array([[0.0, 1], [2, 5], [7, 3]])
    yield Case("whole numbers", {"X": np.array([[1.0, 2], [4, 0]]), "X_train": X_train})
    small = {name: 0.01 * array for name, array in draw(3, 5, 2).items()}
    yield Case("features on a small scale", small)
    yield Case("float32", draw(2, 6, 4, np.float32))
    rounded = draw(2, 3, 2)
    rounded["X_train"][:, 1] = 0.1  # 0.1 + 0.1 + 0.1 is not 3 * 0.1
    little = draw(2, 4, 2)
    little["X_train"][:, 1] = [2.0, 2.0, 2.0001, 2.0]
    # A group of their own: other mistakes are told whatever the guard asks.
    group = "constant or not"
    yield Case("a feature that is 0.1 in every training sample", rounded, group=group)
    yield Case("a feature that varies only a little", little, group=group)


@repair_standardize.broken(
    "A sample's result changes with the company that it comes in, and a batch of one becomes all "
    "zeros."
)
def standardize(X, X_train):
    """Shift and scale each column, to mean 0 and spread 1 in the training data.

    A column that is constant in X_train has no spread to divide by and is only shifted.

    Parameters
    ----------
    X : array (N, D)
        The samples to be standardized: the training samples, or any others.
    X_train : array (M, D)
        The training samples, from which means and spreads are taken.

    Returns
    -------
    array (N, D)
    """
    mean = np.mean(X, axis=0)  # (D,)
    spread = np.std(X, axis=0)  # (D,)
    varies = np.max(X, axis=0) > np.min(X, axis=0)  # (D,)
    return (X - mean) / np.where(varies, spread, 1)


def _scaled(X, mean, spread):
    with np.errstate(divide="ignore", invalid="ignore"):
        return (X - mean) / spread


def _or_one(spread):
    return np.where(spread > 0, spread, 1)


# The first: with 0.1, not to ask at all gives the same.
@repair_standardize.mistake(
    "Right but for a rounding error: where every training sample has 0.1, the spread is tiny "
    "instead of 0, and divides. The found code asked for the largest and the smallest: keep that."
)
def divided_by_a_rounding_error(X, X_train):
    return _scaled(X, X_train.mean(axis=0), _or_one(X_train.std(axis=0)))


@repair_standardize.mistake(
    "A feature that does vary in the training, if only a little and in a single sample, is taken "
    "for constant, and so is not scaled. The found code asked for the largest and the smallest: "
    "keep that, of the right samples."
)
def small_spread_for_constant(X, X_train):
    spread = X_train.std(axis=0)
    return _scaled(X, X_train.mean(axis=0), np.where(spread < 1e-3, 1, spread))


@repair_standardize.mistake(
    "The means are the training's now, but the spreads still come from the batch itself."
)
def own_spread(X, X_train):
    return _scaled(X, X_train.mean(axis=0), _or_one(X.std(axis=0)))


@repair_standardize.mistake(
    "The spreads are the training's now, but the means still come from the batch itself."
)
def own_mean(X, X_train):
    return _scaled(X, X.mean(axis=0), _or_one(X_train.std(axis=0)))


@repair_standardize.mistake(
    "Both sets together make the ruler here. Then the test samples still have a say in it: only "
    "the training samples should."
)
def pooled(X, X_train):
    both = np.concatenate([X, X_train])
    return _scaled(X, both.mean(axis=0), _or_one(both.std(axis=0)))


@repair_standardize.mistake(
    "These are the training samples, standardized. The ruler is theirs, the samples are X."
)
def training_samples_back(X, X_train):
    return _scaled(X_train, X_train.mean(axis=0), _or_one(X_train.std(axis=0)))


@repair_standardize.mistake("There is one mean for all the features. Each column has its own.")
def one_mean_for_all(X, X_train):
    return _scaled(X, X_train.mean(), X_train.std())


@repair_standardize.mistake(
    "A feature that is constant in the training has a spread of 0, and dividing by it gives "
    "infinity or NaN. The found code was careful there: keep that."
)
def divided_by_zero(X, X_train):
    return _scaled(X, X_train.mean(axis=0), X_train.std(axis=0))


def _tiny_spread(tiny):
    """A mistake: a tiny number in the divisor, in the place of a guard."""

    def wrong(X, X_train):
        return _scaled(X, X_train.mean(axis=0), X_train.std(axis=0) + tiny)

    wrong.__name__ = f"tiny_spread_{tiny:g}".replace("-", "_")
    repair_standardize.mistake(
        f"A feature that is constant in the training is divided by {tiny:g}, and what differs a "
        "little becomes gigantic. Such a feature should only be shifted."
    )(wrong)


_tiny_spread(1e-7)
_tiny_spread(1e-8)
_tiny_spread(1e-12)


@repair_standardize.mistake(
    "The guard looks at the wrong samples: a spread divides that comes from the training, so what "
    "matters is which features vary *there*."
)
def guarded_by_the_other_spread(X, X_train):
    spread = X_train.std(axis=0)
    return _scaled(X, X_train.mean(axis=0), np.where(X.std(axis=0) > 0, spread, 1))


@repair_standardize.mistake("The variance divides here, which is the square of the spread.")
def divided_by_the_variance(X, X_train):
    return _scaled(X, X_train.mean(axis=0), _or_one(X_train.var(axis=0)))


@repair_standardize.mistake("The samples are scaled, but not shifted by the training's means.")
def not_shifted(X, X_train):
    return _scaled(X, 0, _or_one(X_train.std(axis=0)))


@repair_standardize.variant
def standardize_by_hand(X, X_train):
    shifted = X_train - X_train.mean(axis=0)
    spread = np.sqrt((shifted**2).mean(axis=0))
    constant = np.all(X_train == X_train[0], axis=0)
    return (X - X_train.mean(axis=0)) / np.where(constant, 1, spread)


@repair_standardize.variant
def standardize_in_place_of_a_copy(X, X_train):
    spread = np.std(X_train, axis=0)
    spread[np.ptp(X_train, axis=0) == 0] = 1
    return np.divide(np.subtract(X, np.mean(X_train, axis=0)), spread)


@repair_standardize.variant
def standardize_into_zeros(X, X_train):
    Z = np.zeros_like(X)
    for d in range(X.shape[1]):
        x = X_train[:, d]
        Z[:, d] = (X[:, d] - x.mean()) / (x.std() if x.max() > x.min() else 1)
    return Z


@repair_standardize.variant
def standardize_with_a_tiny_bound(X, X_train):
    spread = X_train.std(axis=0)
    return (X - X_train.mean(axis=0)) / np.where(spread < 1e-8, 1, spread)


repair_errors = Exercise(
    id="08-relative-errors",
    title="Repair the judge",
    minutes=6,
    difficulty=3,
    points=3,
    reference=gradient_check.relative_errors,
    hints=(
        "Put two arrays of zeros in and follow them down to the last line. What is compared with "
        "what?",
        "An error of 0 says that both agree. What would you want a judge to say who was shown "
        "nothing? No tolerance may let it through.",
        "Ask first, before any division, whether anything but zeros was measured (`np.any`). If "
        "not, return an array of that shape full of `np.inf` (`np.full` makes one).",
    ),
    why="""A measured gradient of nothing but zeros means that the loss does not depend on
these numbers here: a dead unit, weights of 0 behind it, the wrong array. Whatever `backward`
says, nothing was compared, and "no difference found" must not count as agreement. Single
zeros are another matter: as long as some entry was measured, the others may well be 0. The
tiny number that kept the division from failing kept the question from being asked.""",
)


@repair_errors.cases
def _(rng):
    def draw(*shape, wrong=1.0, dtype=np.float64):
        measured = rng.uniform(0.5, 2, size=shape).round(1) * rng.choice([-1, 1], size=shape)
        return {"gradient": (wrong * measured).astype(dtype), "measured": measured.astype(dtype)}

    yield Case("zero against zero", {"gradient": np.zeros((2, 3)), "measured": np.zeros((2, 3))})
    yield Case("right", draw(3, 2))
    yield Case("a fifth too small", draw(2, 4, wrong=0.8))
    something = {"gradient": np.array([1.0, -2.0, 0.0]), "measured": np.zeros(3)}
    yield Case("only zeros measured", something)
    yield Case("a gradient of zeros", draw(3, 3, wrong=0.0))
    column = draw(4, 2, wrong=2.0)
    column["gradient"][:, 0] = column["measured"][:, 0] = 0
    yield Case("one unit dead, the other wrong", column)
    balanced = np.array([[1.0, -1.0], [2.0, -2.0]])
    yield Case("a sum of 0", {"gradient": balanced * 1.5, "measured": balanced})
    below = np.array([-1.0, 0.0, -2.0])
    yield Case("no entry above 0", {"gradient": below * 0.5, "measured": below})
    tiny = np.array([[2e-9, -1e-9, 3e-9]])
    yield Case("small everywhere", {"gradient": tiny * 0.75, "measured": tiny})
    small = np.array([[-3.0, 2e-4], [1e-9, 1.0]])
    yield Case("entries of unequal size", {"gradient": small * 1.5, "measured": small})
    yield Case("the wrong sign", draw(1, 5, wrong=-1.0))
    whole = {"gradient": np.array([2.0, 0, 3]), "measured": np.array([2.0, 0, -4])}
    yield Case("whole numbers", whole)
    yield Case("one number", {"gradient": np.zeros(1), "measured": np.zeros(1)})
    yield Case("float32", draw(2, 3, wrong=1.25, dtype=np.float32))


@repair_errors.broken(
    "Zero against zero gives an error of 0, which is called a pass: but nothing was compared."
)
def relative_errors(gradient, measured):
    """Compare two gradients, entry by entry.

    ``|gradient - measured|`` divided by the larger of the two, or by a thousandth of
    the largest measured entry where both are smaller (there the measurement itself is
    only noise).

    Parameters
    ----------
    gradient, measured : arrays of one shape

    Returns
    -------
    array of that shape
    """
    size = np.maximum(np.abs(gradient), np.abs(measured))
    floor = 1e-3 * np.max(np.abs(measured)) + 1e-300  # never divide by 0
    return np.abs(gradient - measured) / np.maximum(size, floor)


_errors = gradient_check.relative_errors


@repair_errors.mistake(
    "Zero against zero gives NaN now. A comparison with NaN is never true, so it would pass with "
    "`error > tolerance` and fail with `error <= tolerance`: say infinity, and mean it."
)
def not_a_number(gradient, measured):
    if np.any(measured) or np.any(gradient):
        return _errors(gradient, measured)
    return np.full(np.shape(measured), np.nan)


@repair_errors.mistake(
    "A single number comes back when only zeros were measured. Give each entry its own, in the "
    "shape of the gradient, as in all the other cases."
)
def one_infinity(gradient, measured):
    return _errors(gradient, measured) if np.any(measured) else np.inf


@repair_errors.mistake(
    "Zeros against zeros are refused, but not a gradient that says something where only zeros were "
    "measured. There nothing was compared either."
)
def only_if_both_are_zero(gradient, measured):
    if np.any(gradient) or np.any(measured):
        return relative_errors(gradient, measured)
    return np.full(np.shape(measured), np.inf)


@repair_errors.mistake(
    "You ask whether the *gradient* is all zeros. A gradient of zeros is a plain mistake, with an "
    "error of 1, if something was measured. Ask about the measurement."
)
def asks_the_gradient(gradient, measured):
    if not np.any(gradient):
        return np.full(np.shape(measured), np.inf)
    return relative_errors(gradient, measured)


@repair_errors.mistake(
    "A single entry that is 0 makes trouble now, although others were measured. One dead unit "
    "among living ones is no reason to refuse: ask whether *all* is 0."
)
def every_zero_refused(gradient, measured):
    return np.where(measured == 0, np.inf, relative_errors(gradient, measured))


@repair_errors.mistake(
    "The whole array is refused because some entry of the measurement is 0. It should be refused "
    "only if all of them are."
)
def all_for_any(gradient, measured):
    if np.all(measured):
        return relative_errors(gradient, measured)
    return np.full(np.shape(measured), np.inf)


@repair_errors.mistake(
    "Where only zeros were measured the error is 1 now. That fails against a small tolerance, but "
    "1 also means that a gradient of 0 was wrong: infinity says that there was no comparison."
)
def one_for_nothing(gradient, measured):
    return _errors(gradient, measured) if np.any(measured) else np.ones(np.shape(measured))


@repair_errors.mistake(
    "Where only zeros were measured the error is 0 now: that is what two equal gradients get, and "
    "every tolerance lets it pass."
)
def zero_for_nothing(gradient, measured):
    return _errors(gradient, measured) if np.any(measured) else np.zeros(np.shape(measured))


@repair_errors.mistake(
    "A measurement of 1 and -1 is refused, because its *sum* is 0. Behind a softmax each row "
    "of the gradient sums to 0 and is none the worse for it: ask about the entries."
)
def asks_the_sum(gradient, measured):
    if np.sum(measured) == 0:
        return np.full(np.shape(measured), np.inf)
    return _errors(gradient, measured)


@repair_errors.mistake(
    "A gradient that is small everywhere is refused, although it was measured. Relative errors are "
    "there to compare small numbers too: only plain zeros are nothing."
)
def small_is_nothing(gradient, measured):
    if np.allclose(measured, 0):
        return np.full(np.shape(measured), np.inf)
    return _errors(gradient, measured)


@repair_errors.mistake(
    "Negative numbers are taken for nothing: a measurement without an entry above 0, or above a "
    "small bound, is refused. The sign does not matter here."
)
def negative_is_nothing(gradient, measured):
    if np.all(measured < 1e-7):
        return np.full(np.shape(measured), np.inf)
    return _errors(gradient, measured)


@repair_errors.mistake(
    "A measurement is refused if its largest entry is 0, even if others are negative. Look at the "
    "sizes, not at the signs."
)
def asks_the_largest(gradient, measured):
    if np.max(measured) == 0:
        return np.full(np.shape(measured), np.inf)
    return _errors(gradient, measured)


@repair_errors.mistake(
    "These are plain differences. A gradient that is small everywhere would always pass: divide by "
    "its size, as the found code does."
)
def plain_differences(gradient, measured):
    return np.abs(gradient - measured) if np.any(measured) else _errors(gradient, measured)


@repair_errors.variant
def errors_with_a_count(gradient, measured):
    if np.count_nonzero(measured) == 0:
        return np.ones(np.shape(measured)) * np.inf
    largest = np.abs(measured).max()
    size = np.maximum(np.maximum(np.abs(gradient), np.abs(measured)), largest / 1000)
    return np.abs(np.subtract(gradient, measured)) / size


@repair_errors.variant
def errors_into_zeros(gradient, measured):
    errors = np.zeros_like(gradient)
    errors[...] = _errors(gradient, measured) if np.any(measured) else np.inf
    return errors


@repair_errors.variant
def errors_by_the_length(gradient, measured):
    if np.linalg.norm(measured) == 0:
        return np.full_like(gradient, np.inf, dtype=float)
    return _errors(gradient, measured)


@repair_errors.variant
def errors_replaced_in_the_end(gradient, measured):
    errors = np.array(relative_errors(gradient, measured), dtype=float)
    if np.max(np.abs(measured)) == 0:
        errors[...] = np.inf
    return errors


class _SlopeOfAnother(layers.Tanh):
    def backward(self, dA):
        return dA * (1 - self.A)


class _MeanForBias(layers.Dense):
    def backward(self, dZ):
        dX = super().backward(dZ)
        self.db = dZ.mean(axis=0)
        return dX


class _Transposed(layers.Dense):
    def backward(self, dZ):
        dX = super().backward(dZ)
        self.dW = self.dW.T
        return dX


def suspect(letter):
    """One of the chapter's four broken networks, A to D, for ``check_network``.

    To read this function is to read the answers of an exercise.

    Returns
    -------
    network : Sequential
        Dense, Tanh, Dense, Tanh, Dense: 3 inputs, 4 and 4 hidden units, 2 classes.
    loss_grad : callable ``(Z, y)``
    """
    rng = np.random.default_rng(8)
    dense = _MeanForBias if letter == "B" else layers.Dense
    tanh = _SlopeOfAnother if letter == "D" else layers.Tanh
    middle = _Transposed if letter == "A" else dense
    parts = [dense(3, 4, rng=rng), layers.Tanh(), middle(4, 4, rng=rng), tanh()]
    network = Sequential([*parts, dense(4, 2, rng=rng)])

    def summed(Z, y):
        return softmax_cross_entropy_grad(Z, y) * len(y)

    return network, summed if letter == "C" else softmax_cross_entropy_grad
