"""The activations of a row of sigmoid units."""

import numpy as np

from nnlib.by_hand import stacking
from nnlib.exercises._helpers import draw_arrays, spelled
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32
from nnlib.functions.activations import sigmoid, sigmoid_prime, softmax
from nnlib.judge.exercise import Case, Exercise


def _scores(X, W, b):
    return X @ W + b


exercise = Exercise(
    id="03-hidden-layer",
    title="A row of units",
    minutes=3,
    difficulty=1,
    points=1,
    reference=stacking.hidden_layer,
    hints=(
        "Chapter 02's unit, with a matrix where the vector of weights was. What are the shapes?",
        "X is (N, D) and W is (D, H), so their product has one row a sample and one column a "
        "unit. The biases are added to every row.",
        "`Z = ... @ ... + ...`, then what makes an activation of a score.",
    ),
    why="""`X @ W` takes the dot product of every sample with every unit's column, (N, D) by (D, H)
to (N, H). Broadcasting adds the biases (H,) to each row, one for each column. The sigmoid works
on each entry by itself, so that no unit knows of its neighbours.""",
    atol=1e-14,  # as in 01-sigmoid
    promises={
        "scores of ±1000": lambda case: np.abs(_scores(**case.args)).max() >= 1000,
        "a batch": batch("X"),
        "a batch of one": batch_of_one("X"),
        "a single feature": array_where("X", lambda X: X.shape[1] == 1),
        "a single unit": array_where("b", lambda b: len(b) == 1),
        "several units": array_where("b", lambda b: len(b) > 1),
        "units that are very sure": lambda case: _scores(**case.args).max() > 10,
        "units that are very sure of a no": lambda case: _scores(**case.args).min() < -10,
        "float32": float32("X"),
    },
)


@exercise.cases
def _(rng):
    def draw(N, D, H, dtype=np.float64):
        return draw_arrays(rng, dtype, X=(N, D), W=(D, H), b=H)

    def whole(**arrays):
        return {name: np.array(values, dtype=float) for name, values in arrays.items()}

    small = whole(X=[[1, 0, 2], [0, -1, 1]], W=[[1, 0], [2, -1], [0, 1]], b=[-1, 1])
    yield Case("whole numbers", small)
    sure = whole(X=[[4, 1], [-4, 0], [0, 5]], W=[[3, -3], [0, 2]], b=[-1, 1])
    far = (
        "Right for scores near 0, but not for those far out, as far as 13 here. Does your sigmoid "
        "hold for every score, and is nothing cut off before it?"
    )
    yield Case("whole numbers, and scores far from 0", sure, otherwise=far)
    very = whole(X=[[1000, 1], [-1000, 0]], W=[[1, -1], [0, 2]], b=[0, 1])
    yield Case("scores near ±1000", very)
    one = whole(X=[[0], [2], [-1]], W=[[1, -2]], b=[0, 3])
    yield Case("a single feature", one)
    yield Case("4 samples, 2 features, 3 units", draw(4, 2, 3))
    yield Case("a batch of one", draw(1, 3, 2))
    yield Case("a single unit", draw(5, 2, 1))
    yield Case("as many samples as units", draw(3, 3, 3))
    yield Case("float32", draw(3, 4, 2, np.float32))


def _cut_scores(most):
    return lambda X, W, b: sigmoid(np.clip(X @ W + b, -most, most))


def _cut(least):
    return lambda X, W, b: np.clip(sigmoid(X @ W + b), least, 1 - least)


@exercise.wrong
class Mistakes:
    def only_the_scores(X, W, b):
        """These are the scores. One step is left: the sigmoid makes activations."""
        return X @ W + b

    def without_biases(X, W, b):
        """The biases are missing: add them to the scores, before the sigmoid."""
        return sigmoid(X @ W)

    def biases_after_the_sigmoid(X, W, b):
        """The biases come too late. They belong to the scores, so add them *before* the
        sigmoid."""
        return sigmoid(X @ W) + b

    def biases_subtracted(X, W, b):
        """The biases are subtracted. In this course a bias is added to the score."""
        return sigmoid(X @ W - b)

    def a_softmax(X, W, b):
        """Each row sums to 1: that is softmax, in which the units compete. Here each unit
        answers for itself, so use the sigmoid."""
        return softmax(X @ W + b)

    def a_step(X, W, b):
        """These are answers of 0 and 1. The units of this layer say how sure they are: use the
        sigmoid."""
        return np.where(X @ W + b > 0, 1, 0)

    def sigmoid_of_the_sigmoid(X, W, b):
        """The sigmoid is applied twice. Once is enough."""
        return sigmoid(sigmoid(X @ W + b))

    def one_row_a_unit(X, W, b):
        """Your result has one row a *unit*. It should have one row a sample and one column a
        unit."""
        return sigmoid(X @ W + b).T

    def transposed_the_weights(X, W, b):
        """The shapes do not meet. A unit is a *column* of W already, so W needs no transposing."""
        return sigmoid(X @ W.T + b)

    def weights_before_samples(X, W, b):
        """The shapes do not meet: a sample is a row of X, a unit a column of W, so X comes
        first."""
        return sigmoid(W @ X + b)

    def biases_in_a_column(X, W, b):
        """The biases stand in a column, one for each *sample*. They belong to the units, the
        columns of the scores: add them as they come, to every row."""
        return sigmoid(X @ W + b[:, np.newaxis])

    def entry_by_entry(X, W, b):
        """The product is the entry-by-entry one. Each score is a sum over the features: a
        matrix product."""
        return sigmoid(X * W + b)

    def sigmoid_of_the_samples(X, W, b):
        """The sigmoid is applied to the samples, before the product. First come the scores, and
        the sigmoid makes activations of *them*."""
        return sigmoid(X) @ W + b

    def sigmoid_of_the_biases(X, W, b):
        """The sigmoid is applied to the biases alone. It takes the whole score, product and
        bias together."""
        return X @ W + sigmoid(b)

    def a_tanh(X, W, b):
        """This is tanh, which goes from -1 to 1. These units have the sigmoid, from 0 to 1."""
        return np.tanh(X @ W + b)

    def a_relu(X, W, b):
        """The scores below 0 are set to 0, and the others are as they were. These units have
        the sigmoid."""
        return np.maximum(X @ W + b, 0)

    def slope_of_the_sigmoid(X, W, b):
        """This is the *slope* of the sigmoid. Going forward it is the sigmoid itself."""
        return sigmoid_prime(X @ W + b)

    def without_the_minus(X, W, b):
        """Your units fall where they should rise: the minus in the exponent of the sigmoid is
        missing, or the activation has been subtracted from 1."""
        return 1 / (1 + np.exp(X @ W + b))

    def one_over_one_first(X, W, b):
        """`1 / 1 + np.exp(...)` divides 1 by 1 and then adds. The sum below the line needs
        parentheses."""
        return 1 / 1 + np.exp(-(X @ W + b))

    def rounded_to_a_yes_or_no(X, W, b):
        """Activations are counted from one half on as 1, and as 0 below. The units of this
        layer say how sure they are: keep the activation as it is."""
        return np.where(sigmoid(X @ W + b) >= 0.5, 1, 0)

    def the_last_unit_alone(X, W, b):
        """Only the last unit's activations come back. If you go through the units in a loop,
        each has to be kept: they are the columns of the result."""
        return sigmoid(X @ W[:, -1] + b[-1])

    def the_first_sample_alone(X, W, b):
        """Only the first sample has activations. X is a batch: the result has a row for each of
        its rows."""
        return sigmoid(X[0] @ W + b)

    def one_bias_for_all(X, W, b):
        """Every unit gets the first unit's bias. Each has its own: b as a whole is added to
        every row."""
        return sigmoid(X @ W + b[0])

    def all_biases_for_all(X, W, b):
        """The biases are added up before they meet the scores. Each unit has its own: b as a
        whole is added to every row."""
        return sigmoid(X @ W + np.sum(b))

    def biases_added_to_the_weights(X, W, b):
        """The biases are added to the weights, before the product. They are added to the
        scores, after it."""
        return sigmoid(X @ (W + b))

    def biases_added_to_the_samples(X, W, b):
        """The biases are added to the samples, before the product. There is one for each
        *unit*, not for each feature: add them to the scores, after it."""
        return sigmoid((X + b) @ W)

    def turned_without_the_biases(X, W, b):
        """With both matrices transposed the scores have a row for each *unit*, and the biases
        no longer fit. X @ W as they come gives a row for each sample."""
        return sigmoid(W.T @ X.T + b)

    def mean_of_the_units(X, W, b):
        """This is one number for each sample, the mean of its activations. Keep them all: one
        column for each unit."""
        return np.mean(sigmoid(X @ W + b), axis=1)

    def several_things(X, W, b):
        """Several things come back. Return the activations alone: nobody asks for the scores
        here."""
        return X @ W + b, sigmoid(X @ W + b)

    one_bias_for_all = spelled(
        one_bias_for_all,
        lambda X, W, b: sigmoid(X @ W + b[-1]),
        lambda X, W, b: sigmoid(X @ W + np.mean(b)),
    )

    def infinity_by_infinity(X, W, b):
        """Right for small scores, but near 1000 this divides infinity by infinity, which is NaN.
        Use the `sigmoid` of chapter 01."""
        E = np.exp(X @ W + b)
        return E / (1 + E)

    def cut_off(X, W, b):
        """Right for scores near 0, but not for those far out: is nothing cut off before the
        sigmoid, or after it? Leave the scores and the activations as they are."""
        return _cut_scores(10)(X, W, b)

    cut_off = spelled(
        cut_off,
        *map(_cut_scores, (1, 2, 3, 4, 5, 6, 8, 15, 20, 25, 30)),
        *map(_cut, (0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-10, 1e-12)),
    )

    def squeezed(X, W, b):
        """A batch of one, or a single unit, has lost its axis to `squeeze`. The result always
        has the shape (N, H)."""
        return np.squeeze(sigmoid(X @ W + b))

    def room_for_the_features(X, W, b):
        """There are as many columns as *features*. The result has one for each unit: W (D, H)
        has H columns."""
        A = np.zeros((len(X), W.shape[0]))
        for h in range(W.shape[1]):
            A[:, h] = sigmoid(X @ W[:, h] + b[h])
        return A

    def two_units_only(X, W, b):
        """There are always two columns: the units are named one by one. W holds any number of
        them, and `X @ W` takes them all."""
        return np.column_stack([sigmoid(X @ W[:, h] + b[h]) for h in (0, 1)])

    two_units_only = spelled(
        two_units_only,
        lambda X, W, b: np.column_stack([sigmoid(X @ W[:, 0] + b[0]), sigmoid(X @ W[:, 1] + b[1])]),
    )

    def mean_over_the_features(X, W, b):
        """The weighted features are averaged. A score is their sum: do not divide by the number
        of features."""
        return sigmoid(X @ W / X.shape[1] + b)

    mean_over_the_features = spelled(
        mean_over_the_features, lambda X, W, b: sigmoid((X @ W + b) / X.shape[1])
    )

    def biases_once_a_feature(X, W, b):
        """The bias is added once for each feature, inside the sum. Add it once, to the finished
        sum."""
        return sigmoid(X @ W + X.shape[1] * b)

    def the_first_unit_alone(X, W, b):
        """Only the first unit's activations came back. A `return` inside a loop ends it in the
        first round; `X @ W` needs no loop."""
        return sigmoid(X @ W[:, :1] + b[0])

    the_first_unit_alone = spelled(
        the_first_unit_alone, lambda X, W, b: sigmoid(X @ W[:, 0] + b[0])
    )

    def scores_scaled(X, W, b):
        """The scores are multiplied or divided by something before the sigmoid, which changes
        every activation. Take them as they are."""
        Z = X @ W + b
        return sigmoid(Z / np.abs(Z).max())

    scores_scaled = spelled(
        scores_scaled,
        lambda X, W, b: sigmoid((X @ W + b) / len(X)),
        lambda X, W, b: sigmoid((X @ W + b) / 2),
        lambda X, W, b: sigmoid(2 * (X @ W + b)),
    )

    def a_list_of_rows(X, W, b):
        """The result is a Python list of rows. It should be an array (N, H), and the matrix
        product of the whole batch gives one without a loop."""
        return [sigmoid(x @ W + b) for x in X]

    def an_exponential(X, W, b):
        """These are exponentials of the scores. The sigmoid is 1 divided by 1 plus the
        exponential of minus the score."""
        return np.exp(X @ W + b)

    an_exponential = spelled(an_exponential, lambda X, W, b: np.exp(-(X @ W + b)))

    def biases_multiplied(X, W, b):
        """The biases are multiplied with the weighted sums. They are added."""
        return sigmoid((X @ W) * b)

    def rounded(X, W, b):
        """The activations are rounded. Return them as they are: rounding is for printing."""
        return np.round(sigmoid(X @ W + b), 2)

    rounded = spelled(
        rounded,
        lambda X, W, b: np.round(sigmoid(X @ W + b), 3),
        lambda X, W, b: np.round(sigmoid(X @ W + b), 4),
    )


@exercise.right
class Variants:
    def unit_by_unit(X, W, b):
        """Each unit is computed as in chapter 02 and the columns are set side by side. The matrix
        product does the same for all of them at once."""
        return np.stack([sigmoid(np.dot(X, W[:, k]) + b[k]) for k in range(len(b))], axis=1)

    def bias_as_a_weight_of_one(X, W, b):
        """A column of ones joins the inputs and the biases become one more row of weights: a bias
        is the weight of an input that is always 1."""
        ones = np.ones((len(X), 1))
        return 1 / (1 + np.exp(-np.hstack([X, ones]) @ np.vstack([W, b])))

    def by_tanh(X, W, b):
        return (1 + np.tanh(np.einsum("nd,dh->nh", X, W) / 2 + b / 2)) / 2

    def number_by_number(X, W, b):
        A = np.zeros((len(X), len(b)))
        for n, x in enumerate(X):
            for k in range(len(b)):
                A[n, k] = sigmoid(sum(x * W[:, k]) + b[k])
        return A
