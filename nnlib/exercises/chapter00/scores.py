"""The scores of a layer: a matrix product and a broadcast bias."""

import numpy as np

from nnlib.by_hand import rows
from nnlib.exercises._helpers import draw_arrays
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="00-scores",
    title="A layer's scores",
    minutes=3,
    difficulty=1,
    points=1,
    reference=rows.scores,
    hints=(
        "Each unit weighs the features of a sample and adds them up: that is a dot product, and "
        "all of them together are a matrix product.",
        "X has the shape (N, D), W has (D, K): in this order the inner sizes agree. The biases "
        "(K,) line up with the columns of the result by themselves.",
        "One line: a matrix product, plus b.",
    ),
    why="""The matrix product of (N, D) and (D, K) has the shape (N, K): entry (n, k) is the dot
product of sample n with the weights of unit k. The biases (K,) are one for each unit, that is for
each column, and broadcasting adds them to every row. Nothing in the line depends on the number of
samples.""",
)


@exercise.cases
def _(rng):
    X = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 3.0]])
    W = np.array([[1.0, 0.0], [2.0, 1.0], [0.5, -1.0]])
    yield Case("2 samples, 3 features, 2 units", {"X": X, "W": W, "b": np.array([10.0, 20.0])})

    def draw(N, D, K, dtype=np.float64):
        return draw_arrays(rng, dtype, X=(N, D), W=(D, K), b=K)

    yield Case("4 samples, 2 features, 3 units", draw(4, 2, 3))
    yield Case("all sizes 3", draw(3, 3, 3))
    yield Case("a batch of one", draw(1, 4, 2))
    whole = {"X": np.array([[1.0, 2]]), "W": np.array([[3.0], [4]]), "b": np.array([-1.0])}
    yield Case("whole numbers, and a single unit", whole)
    yield Case("float32", draw(5, 3, 4, np.float32))


@exercise.wrong
class Mistakes:
    def forgot_the_biases(X, W, b):
        """The biases are missing: each unit adds its own to the weighted sum."""
        return X @ W

    def product_of_entries(X, W, b):
        """Entries are multiplied with entries here. Samples meet units in a matrix product,
        whose sign is another one."""
        return X * W + b

    def wrong_order(X, W, b):
        """The factors stand in the wrong order. Rows of samples come first: the inner sizes of
        (N, D) and (D, K) agree."""
        return W @ X + b

    def transposed_weights(X, W, b):
        """The weights are transposed. They have the shape (D, K) already, which fits behind (N,
        D)."""
        return X @ W.T + b

    def units_in_rows(X, W, b):
        """The result lies on its side: a row for each unit. A row for each sample is wanted,
        (N, K)."""
        return (X @ W + b).T

    def biases_as_a_column(X, W, b):
        """The biases are added to the samples' rows, as a column. There is one bias for each
        unit, that is for each column of the result: as (K,) they line up by themselves."""
        return X @ W + b[:, np.newaxis]

    def biases_inside(X, W, b):
        """The biases are added to the weights before the product, so that each is weighed by
        the features. Add them after it."""
        return X @ (W + b)

    def biases_subtracted(X, W, b):
        """The biases are subtracted. By convention a layer adds them."""
        return X @ W - b


@exercise.right
class Variants:
    def with_dot(X, W, b):
        return np.dot(X, W) + b

    def with_einsum(X, W, b):
        return np.einsum("nd,dk->nk", X, W) + b

    def with_a_column_of_ones(X, W, b):
        ones = np.ones((len(X), 1), dtype=X.dtype)
        return np.hstack([ones, X]) @ np.vstack([b, W])
