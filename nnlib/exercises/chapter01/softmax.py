"""Softmax along the last axis, for a row and for a batch, without overflow."""

import numpy as np

from nnlib.exercises.chapter01._shared import row_cases
from nnlib.functions import activations
from nnlib.judge.exercise import Exercise

exercise = Exercise(
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
exercise.cases(row_cases)


@exercise.wrong
class Mistakes:
    def forgot_the_max(Z):
        """Right for small scores, but at 1000 the exponential is infinite, and infinity divided
        by infinity is NaN. Make the scores smaller first, without changing the result."""
        E = np.exp(Z)
        return E / np.sum(E, axis=-1, keepdims=True)

    def formula_of_one_row(Z):
        """Two things: every row should sum to 1 by itself, and here the whole batch does; and
        at 1000 the exponential is infinite, which gives NaN."""
        return np.exp(Z) / np.sum(np.exp(Z))

    def one_sum_for_the_batch(Z):
        """Every row should sum to 1 by itself; here the whole batch does. Sum along the rows
        only."""
        E = np.exp(Z - np.max(Z))
        return E / np.sum(E)

    def row_maxima_but_one_sum(Z):
        """Each row is divided by the sum of the whole batch. Give the sum an axis too: every
        row should sum to 1 by itself."""
        E = np.exp(Z - np.max(Z, axis=-1, keepdims=True))
        return E / np.sum(E)

    def mean_for_max(Z):
        """The row's mean is subtracted, not its maximum. A score far above the mean still
        overflows."""
        E = np.exp(Z - np.mean(Z, axis=-1, keepdims=True))
        return E / np.sum(E, axis=-1, keepdims=True)

    def sums_down_the_columns(Z):
        """You divide by sums down the columns, over different samples. A sample's scores stand
        in a row: sum along the last axis."""
        E = np.exp(Z - np.max(Z, axis=0))
        return E / np.sum(E, axis=0)

    def row_maxima_but_column_sums(Z):
        """The row maxima are right, but you divide by sums down the columns, over different
        samples. Sum along the last axis, too."""
        E = np.exp(Z - np.max(Z, axis=-1, keepdims=True))
        return E / np.sum(E, axis=0)

    def without_keepdims_nor_max(Z):
        """The row sums have lost their axis: they have the shape (N,), which does not line up
        with (N, K). Keep them as a column of shape (N, 1). And a score of 1000 overflows."""
        return np.exp(Z) / np.sum(np.exp(Z), axis=-1)

    def without_keepdims(Z):
        """The row maxima or the row sums have lost their axis: they have the shape (N,), which
        does not line up with (N, K). Keep them as a column of shape (N, 1)."""
        E = np.exp(Z - np.max(Z, axis=-1, keepdims=True))
        return E / np.sum(E, axis=-1)

    def only_for_batches(Z):
        """`axis=1` works for a batch, but a single vector has only axis 0. Which axis number
        means "the last one", whatever their number?"""
        E = np.exp(Z - np.max(Z, axis=1, keepdims=True))
        return E / np.sum(E, axis=1, keepdims=True)

    def one_max_for_the_batch(Z):
        """The maximum is taken over the whole batch. Next to a row with scores near 1000, a row
        of small scores then becomes all zeros, and 0 / 0 is NaN. Each row needs its own
        maximum."""
        E = np.exp(Z - np.max(Z))
        return E / np.sum(E, axis=-1, keepdims=True)

    def forgot_to_divide(Z):
        """These numbers are positive, but they do not sum to 1. Divide each row by its own sum."""
        return np.exp(Z - np.max(Z, axis=-1, keepdims=True))

    def forgot_the_exponential(Z):
        """The scores themselves are divided by their sum. Take exponentials first: they make
        every number positive."""
        return Z / np.sum(Z, axis=-1, keepdims=True)

    def changed_in_place(Z):
        """The result is right, but the caller's scores were overwritten, which is what `Z -= …`
        does. Give the difference a name of its own."""
        Z -= np.max(Z, axis=-1, keepdims=True)
        E = np.exp(Z)
        return E / np.sum(E, axis=-1, keepdims=True)


@exercise.right
class Variants:
    def by_transposing(Z):
        E = np.exp((Z.T - Z.max(axis=-1)).T)
        return (E.T / E.sum(axis=-1)).T

    def into_zeros(Z):
        P = np.zeros_like(Z)
        for index in np.ndindex(Z.shape[:-1]):
            E = np.exp(Z[index] - Z[index].max())
            P[index] = E / E.sum()
        return P

    def by_logarithms(Z):
        return np.exp(activations.log_softmax(Z))

    def with_einsum(Z):
        E = np.exp(Z - np.max(Z, -1)[..., None])
        return np.einsum("...k,...->...k", E, 1 / np.einsum("...k->...", E))

    def row_by_row(Z):
        rows = [np.exp(row - max(row)) for row in np.atleast_2d(np.asarray(Z).tolist())]
        return np.array([row / row.sum() for row in rows]).reshape(np.shape(Z))
