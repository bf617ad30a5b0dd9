"""The scores of a layer: a matrix product and a broadcast bias."""

import numpy as np

from nnlib.by_hand import rows
from nnlib.exercises._helpers import draw_arrays, spelled
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32, square
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
    promises={
        "a batch": batch("X"),
        "a batch of one": batch_of_one("X"),
        "all sizes the same": lambda case: square("X")(case) and square("W")(case),
        "a single unit": array_where("b", lambda b: len(b) == 1),
        "float32": float32("X"),
    },
    survivors={
        "np.ones((len(X), 1), dtype=X.dtype) -> np.ones((len(X), 1))": (
            "the same numbers in double precision, which is right, too"
        ),
    },
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
    yield Case("a single unit", whole)
    yield Case("float32", draw(5, 3, 4, np.float32))


def _for_the_last(X, W, b):
    Z = X @ W
    Z[-1] = Z[-1] + b
    return Z


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

    def units_in_rows_then_biases(X, W, b):
        """The product lies on its side, a row for each unit, when the biases are added. With
        samples in rows, as in `X @ W`, the biases line up with the columns by themselves."""
        return (X @ W).T + b

    def added_up(X, W, b):
        """All scores have been added up to a single number. Every sample has a score for each
        unit: (N, K)."""
        return np.sum(X @ W + b)

    def units_added_up(X, W, b):
        """The scores of each sample have been added up. Each unit keeps its own score: the
        result is (N, K)."""
        return np.sum(X @ W + b, axis=1)

    units_added_up = spelled(units_added_up, lambda X, W, b: np.sum(X @ W, axis=1) + b)

    def through_a_relu(X, W, b):
        """Negative scores have become 0. A score may be negative: return it as it is."""
        return np.maximum(X @ W + b, 0)

    def through_a_sigmoid(X, W, b):
        """The scores have gone through a sigmoid. The task asks for the scores themselves."""
        return 1 / (1 + np.exp(-(X @ W + b)))

    def the_guesses(X, W, b):
        """These are guesses, the unit with the largest score of each sample. The task asks for
        the scores themselves."""
        return np.argmax(X @ W + b, axis=1)

    def one_bias_for_all(X, W, b):
        """Every unit gets the same bias. Add b as it is: one bias for each column."""
        return X @ W + b[0]

    def sum_of_the_biases(X, W, b):
        """Every unit gets the sum of all the biases. Add b as it is: one bias for each column."""
        return X @ W + np.sum(b)

    def first_sample_only(X, W, b):
        """Only the first sample's scores came back. A whole batch goes through at once: `X @
        W`. (In a loop, a `return` ends it in the first round.)"""
        return X[0] @ W + b

    def biases_multiplied(X, W, b):
        """The biases are multiplied with the weighted sums. They are added."""
        return X @ W * b

    def a_mean_over_the_samples(X, W, b):
        """The scores are divided by the number of samples. A score belongs to one sample alone:
        nothing is averaged."""
        return (X @ W + b) / len(X)

    def biases_at_the_features(X, W, b):
        """The biases are added to the features, before the product. There is one for each
        *unit*: add them to the product."""
        return (X + b) @ W

    def transposed_samples(X, W, b):
        """X is transposed here. As (N, D) it fits in front of (D, K) already: the inner sizes
        agree."""
        return X.T @ W + b

    def transposed_weights_first(X, W, b):
        """The factors stand in the wrong order: `W.T` (K, D) does not meet X (N, D). Samples
        come first, and W (D, K) fits behind them as it is."""
        return W.T @ X + b

    def a_list_of_rows(X, W, b):
        """The result is a Python list of rows. It should be an array (N, K), and the matrix
        product of the whole batch gives one without a loop."""
        return [x @ W + b for x in X]

    def weighted_sums_subtracted(X, W, b):
        """The weighted sums are subtracted from the biases. Both are added."""
        return b - X @ W

    def averaged_over_the_samples(X, W, b):
        """The scores have been averaged over the samples. Each sample keeps its own: the result
        is (N, K)."""
        return np.mean(X @ W + b, axis=0)

    def the_largest_scores(X, W, b):
        """Only the largest score of each sample came back. Every unit's score is wanted: (N,
        K)."""
        return np.max(X @ W + b, axis=1)

    one_bias_for_all = spelled(
        one_bias_for_all, lambda X, W, b: X @ W + np.mean(b), lambda X, W, b: X @ W + b[-1]
    )

    def biases_for_the_first_sample(X, W, b):
        """Only one sample gets the biases. Every row of the product does: `+ b` adds them to all
        rows at once."""
        Z = X @ W
        Z[0] = Z[0] + b
        return Z

    biases_for_the_first_sample = spelled(biases_for_the_first_sample, _for_the_last)

    def squeezed(X, W, b):
        """Right for several samples and units, but a batch of one or a single unit has lost its
        axis to `squeeze`. The result always has the shape (N, K)."""
        return np.squeeze(X @ W + b)

    def mean_over_the_features(X, W, b):
        """The weighted features are averaged. A score is their sum: do not divide by the number
        of features."""
        return X @ W / X.shape[1] + b

    mean_over_the_features = spelled(
        mean_over_the_features, lambda X, W, b: (X @ W + b) / X.shape[1]
    )

    def samples_added_up(X, W, b):
        """The scores have been added up over the samples. Each sample keeps its own: the result
        is (N, K)."""
        return np.sum(X @ W, axis=0) + b

    samples_added_up = spelled(samples_added_up, lambda X, W, b: np.sum(X @ W + b, axis=0))

    def biases_once_a_feature(X, W, b):
        """The bias is added once for each feature, inside the sum. Add it once, to the finished
        sum."""
        return X @ W + X.shape[1] * b

    def a_feature_left_out(X, W, b):
        """A feature is missing from the sums, the first or the last. The dot product takes all
        D."""
        return X[:, :-1] @ W[:-1] + b

    a_feature_left_out = spelled(a_feature_left_out, lambda X, W, b: X[:, 1:] @ W[1:] + b)

    def carried_on(X, W, b):
        """A row holds the sum of all rows up to it: the running sum is not started anew for each
        sample. Start each sample at the biases."""
        return np.cumsum(X @ W, axis=0) + b

    carried_on = spelled(carried_on, lambda X, W, b: np.cumsum(X @ W + b, axis=0))

    def carried_on_in_b(X, W, b):
        """The scores are added up in b itself, so each sample starts from the one before, and
        the caller's biases change. Make a new array for each sample's scores: `x @ W + b`."""
        rows = []
        for x in X:
            b += x @ W
            rows.append(b.copy())
        return np.array(rows)

    def b_changed(X, W, b):
        """The scores were added to the caller's biases: `b += …` changes b itself, for all who
        use it. Write the sum as a new array."""
        b += (X @ W)[0]
        return b

    def features_not_added_up(X, W, b):
        """The weighted features have not been added up: there is an axis for them, (N, D, K). A
        score is their sum; `@` multiplies and adds up in one go."""
        return X[:, :, np.newaxis] * W + b

    features_not_added_up = spelled(features_not_added_up, lambda X, W, b: X[:, :, np.newaxis] * W)

    def through_a_tanh(X, W, b):
        """The scores have gone through tanh. The task asks for the scores themselves."""
        return np.tanh(X @ W + b)

    def through_a_softmax(X, W, b):
        """The scores have become shares or exponentials. The task asks for the scores
        themselves."""
        E = np.exp(X @ W + b)
        return E / np.sum(E, axis=1, keepdims=True)

    through_a_softmax = spelled(through_a_softmax, lambda X, W, b: np.exp(X @ W + b))

    def biases_twice(X, W, b):
        """The biases are added twice. Once is enough."""
        return X @ W + 2 * b

    def answers_of_a_step(X, W, b):
        """These are answers, 1 where a score is above 0. The task asks for the scores
        themselves."""
        return np.where(X @ W + b > 0, 1, 0)

    def biases_divided(X, W, b):
        """The biases are multiplied or divided by the number of samples. Each unit's bias is
        added to each of its scores as it is."""
        return X @ W + b / len(X)

    biases_divided = spelled(biases_divided, lambda X, W, b: X @ W + len(X) * b)


@exercise.right
class Variants:
    def with_dot(X, W, b):
        """For two tables `np.dot` and `@` are the same product."""
        return np.dot(X, W) + b

    def with_einsum(X, W, b):
        """`einsum` names the axes: what stands on the left only, the d, is multiplied and
        added up."""
        return np.einsum("nd,dk->nk", X, W) + b

    def with_a_column_of_ones(X, W, b):
        """The bias as one more weight, for a feature that is always 1. Some books write
        every layer so."""
        ones = np.ones((len(X), 1), dtype=X.dtype)
        return np.hstack([ones, X]) @ np.vstack([b, W])
