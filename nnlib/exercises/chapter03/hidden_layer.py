"""The activations of a row of sigmoid units."""

import numpy as np

from nnlib.by_hand import stacking
from nnlib.exercises._helpers import draw_arrays
from nnlib.functions.activations import sigmoid, softmax
from nnlib.judge.exercise import Case, Exercise

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
)


@exercise.cases
def _(rng):
    def draw(N, D, H, dtype=np.float64):
        return draw_arrays(rng, dtype, X=(N, D), W=(D, H), b=H)

    yield Case("4 samples, 2 features, 3 units", draw(4, 2, 3))
    yield Case("a batch of one", draw(1, 3, 2))
    yield Case("a single unit", draw(5, 2, 1))
    yield Case("as many samples as units", draw(3, 3, 3))
    yield Case("float32", draw(3, 4, 2, np.float32))
    whole = {"X": [[1, 0, 2], [0, -1, 1]], "W": [[1, 0], [2, -1], [0, 1]], "b": [-1, 1]}
    yield Case("whole numbers", {name: np.array(v, dtype=float) for name, v in whole.items()})


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


@exercise.right
class Variants:
    def unit_by_unit(X, W, b):
        return np.stack([sigmoid(np.dot(X, W[:, k]) + b[k]) for k in range(len(b))], axis=1)

    def bias_as_a_weight_of_one(X, W, b):
        ones = np.ones((len(X), 1))
        return 1 / (1 + np.exp(-np.hstack([X, ones]) @ np.vstack([W, b])))
