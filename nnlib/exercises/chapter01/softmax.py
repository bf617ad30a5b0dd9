"""Softmax along the last axis, for a row and for a batch, without overflow."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter01._shared import KINDS_OF_ROWS, row_cases
from nnlib.exercises.chapter01._softmax_slips import Slips
from nnlib.functions import activations
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="01-softmax",
    title="Softmax for a batch",
    minutes=8,
    difficulty=3,
    points=2,
    reference=activations.softmax,
    hints=(
        "Above the figure you found what leaves all the probabilities of a row as they are. How "
        "can you use that, so that no exponential is large, whatever the row?",
        "With the row's largest score subtracted, no exponent is above 0. `np.max(Z, axis=-1, "
        "keepdims=True)` is one number a row, kept as a column so that it fits the rows.",
        "Two lines: `E = np.exp(Z - ...)`, then E divided by its row sums. Without `keepdims` the "
        "sums would have the shape (N,).",
    ),
    promises=KINDS_OF_ROWS,
    why="""Subtracting the largest score of a row multiplies numerator and denominator by the
same number, so the probabilities stay what they were, while every exponent is now at most 0.
The axis matters: `axis=-1` means "along each row" for one vector and for a batch alike, and
`keepdims=True` keeps the sums as a column of shape (N, 1), which broadcasting then divides
each row by. Without it the sums have the shape (N,), and NumPy would divide the columns, or
refuse.""",
)


@exercise.cases
def _(rng):
    yield from row_cases(rng)
    yield Case("one row far below 0", {"Z": np.array([-1000.0, -1001.0, -999.0])})


def _clipped(most):
    def clip(Z):
        E = np.exp(np.clip(Z, -most, most))
        return E / np.sum(E, axis=-1, keepdims=True)

    return clip


exercise.wrong(Slips)


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
        """`axis=1` works for a batch, but a single vector has only axis 0. Count from the end:
        `axis=-1` is the last one of either."""
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

    def shifted_by_the_smallest(Z):
        """The row's *smallest* score is subtracted, so a large one stays large, and its
        exponential overflows. Subtract the largest."""
        E = np.exp(Z - np.min(Z, axis=-1, keepdims=True))
        return E / np.sum(E, axis=-1, keepdims=True)

    def shifted_by_1000(Z):
        """The same number is subtracted from all rows, and a row of small scores then has
        exponentials that are all 0, and 0 / 0 is NaN. Subtract from each row its own largest
        score."""
        E = np.exp(Z - 1000)
        return E / np.sum(E, axis=-1, keepdims=True)

    def clipped(Z):
        """Scores beyond a limit are all made equal to it, so 1000 and 999 get the same
        probability. Subtract each row's largest score instead: that changes nothing in the
        result."""
        E = np.exp(np.clip(Z, -500, 500))
        return E / np.sum(E, axis=-1, keepdims=True)

    def smallest_score_wins(Z):
        """The smallest score gets the largest probability: the sign in the exponent is turned.
        It is the score minus the row's maximum."""
        E = np.exp(np.max(Z, axis=-1, keepdims=True) - Z)
        return E / np.sum(E, axis=-1, keepdims=True)

    def divided_by_the_max(Z):
        """The scores are divided by the row's largest. That changes the probabilities, as
        subtracting it does not."""
        E = np.exp(Z / np.max(Z, axis=-1, keepdims=True))
        return E / np.sum(E, axis=-1, keepdims=True)

    def sum_of_the_unshifted(Z):
        """Above the fraction bar the scores are shifted, in the sum they are not, so the rows
        do not sum to 1. Take the exponentials once, and use them in both places."""
        E = np.exp(Z - np.max(Z, axis=-1, keepdims=True))
        return E / np.sum(np.exp(Z), axis=-1, keepdims=True)

    def shifted_without_exponential(Z):
        """The shifted scores themselves are divided by their sum. Take their exponentials
        first: they make every number positive."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return S / np.sum(S, axis=-1, keepdims=True)

    def a_sigmoid_for_each_score(Z):
        """Each score has gone through a sigmoid of its own, so a row does not sum to 1. In
        softmax the classes share: divide each exponential by the sum of its row's."""
        return activations.sigmoid(Z)

    def logarithms(Z):
        """These are the logarithms of the probabilities. Softmax gives the probabilities
        themselves."""
        return activations.log_softmax(Z)

    def nan_painted_over(Z):
        """At 1000 the exponential is infinite, and NaN has been painted over with 0, so a sure
        class gets no probability at all. Subtract each row's largest score first."""
        E = np.exp(Z)
        return np.nan_to_num(E / np.sum(E, axis=-1, keepdims=True))

    def always_a_table(Z):
        """One vector comes back as a table with one row. The result has the shape of Z: with
        `axis=-1` a vector and a batch need no difference."""
        E = np.exp(np.atleast_2d(Z) - np.max(np.atleast_2d(Z), axis=1, keepdims=True))
        return E / np.sum(E, axis=1, keepdims=True)

    def a_list(Z):
        """The result is a Python list. It should be an array of the shape of Z, and with
        `axis=-1` and `keepdims` no loop is needed."""
        return [np.exp(row - np.max(row)) / np.sum(np.exp(row - np.max(row))) for row in Z]

    def cut_to_whole_numbers(Z):
        """Right, but for whole numbers the probabilities are cut to 0: an array made by
        `zeros_like` holds whole numbers where Z does. Make it with `np.zeros(Z.shape)`."""
        return activations.softmax(Z).astype(np.asarray(Z).dtype)

    def divided_by_the_length(Z):
        """The exponentials are divided by how many rows there are (in a vector, how many
        scores). Divide each row by the *sum* of its exponentials."""
        E = np.exp(Z - np.max(Z, axis=-1, keepdims=True))
        return E / len(E)

    def only_for_batches_and_without_max(Z):
        """Two things: a single vector has no axis 1, so say "the last one" with -1; and at 1000
        the exponential is infinite, so subtract each row's largest score first."""
        E = np.exp(Z)
        return E / np.sum(E, axis=1, keepdims=True)

    def down_the_columns_without_max(Z):
        """Two things: the sums run down the columns, over different samples, where each row
        should sum to 1; and at 1000 the exponential is infinite."""
        E = np.exp(Z)
        return E / np.sum(E, axis=0)

    def on_its_side(Z):
        """The table lies on its side: a row for each class. The result has the shape of Z, so
        turn it back."""
        E = np.exp(Z - np.max(Z, axis=-1, keepdims=True))
        return (E / np.sum(E, axis=-1, keepdims=True)).T

    def scaled_down(Z):
        """The scores are divided by 1000, so that nothing overflows, but that changes the
        probabilities. Subtracting each row's largest score does not."""
        E = np.exp(Z / 1000)
        return E / np.sum(E, axis=-1, keepdims=True)

    def all_for_the_largest(Z):
        """The largest score of each row gets everything. Softmax gives every class a share of
        its own."""
        return np.eye(Z.shape[-1])[np.argmax(Z, axis=-1)]

    clipped = spelled(clipped, *map(_clipped, (10, 20, 30, 50, 100, 300, 600, 700, 709)))

    def divided_by_the_mean(Z):
        """Each row sums to the number of classes instead of 1: it is divided by the mean of its
        exponentials, not by their sum."""
        E = np.exp(Z - np.max(Z, axis=-1, keepdims=True))
        return E / np.mean(E, axis=-1, keepdims=True)

    def divided_by_the_largest(Z):
        """Two things: each exponential is divided by the largest of its row, where the sum is
        wanted; and at 1000 the exponential is infinite."""
        E = np.exp(Z)
        return E / np.max(E, axis=-1, keepdims=True)

    def squeezed(Z):
        """Right for several rows, but a batch of one has lost an axis to `squeeze`. The result
        has the shape of Z."""
        return np.squeeze(activations.softmax(Z))

    def maximum_of_each_column(Z):
        """The maximum is taken down the columns, over different samples, so the scores of one
        row are not all shifted alike. Take that of each row, along the last axis."""
        E = np.exp(Z - np.max(Z, axis=0))
        return E / np.sum(E, axis=-1, keepdims=True)

    def base_2(Z):
        """The exponential has another base than e. Softmax takes the natural one, `np.exp`."""
        E = 2.0 ** (Z - np.max(Z, axis=-1, keepdims=True))
        return E / np.sum(E, axis=-1, keepdims=True)

    base_2 = spelled(
        base_2,
        lambda Z: activations.softmax(Z * np.log(10)),
        lambda Z: 2.0**Z / np.sum(2.0**Z, axis=-1, keepdims=True),
    )

    def shares_of_the_sigmoids(Z):
        """The scores go through a sigmoid and are then divided by their sum. Softmax divides
        their exponentials."""
        A = activations.sigmoid(Z)
        return A / np.sum(A, axis=-1, keepdims=True)

    def shares_of_the_squares(Z):
        """The scores are squared, or lose their sign, where they should go into an exponential:
        that makes every number positive, and keeps their order."""
        return Z**2 / np.sum(Z**2, axis=-1, keepdims=True)

    shares_of_the_squares = spelled(
        shares_of_the_squares, lambda Z: np.abs(Z) / np.sum(np.abs(Z), axis=-1, keepdims=True)
    )

    def rounded(Z):
        """The probabilities are rounded, so the rows no longer sum to 1. Return them as they
        are: rounding is for printing."""
        return np.round(activations.softmax(Z), 4)

    rounded = spelled(
        rounded,
        lambda Z: np.round(activations.softmax(Z), 2),
        lambda Z: np.round(activations.softmax(Z), 3),
    )

    def the_guess(Z):
        """This is the place of the largest score. Softmax gives a probability for every class."""
        return np.argmax(Z, axis=-1)

    def only_the_sums(Z):
        """These are the sums of the rows alone. Each exponential is to be divided by the sum of
        its row."""
        return np.sum(np.exp(Z - np.max(Z, axis=-1, keepdims=True)), axis=-1, keepdims=True)

    only_the_sums = spelled(only_the_sums, lambda Z: np.sum(np.exp(Z), axis=-1))

    def kept_from_0(Z):
        """Small probabilities are kept away from 0, so the rows do not sum to 1. Return them as
        they are."""
        return np.maximum(activations.softmax(Z), 1e-3)

    kept_from_0 = spelled(
        kept_from_0,
        lambda Z: np.clip(activations.softmax(Z), 1e-4, 1 - 1e-4),
        lambda Z: np.clip(activations.softmax(Z), 1e-5, 1 - 1e-5),
    )

    def softmax_twice(Z):
        """Softmax is applied twice. Once is enough: its results are probabilities already."""
        return activations.softmax(activations.softmax(Z))

    def a_temperature(Z):
        """The scores are multiplied or divided by a number first, which makes the probabilities
        more alike or less. Take the exponentials of the scores as they are."""
        return activations.softmax(Z / 2)

    a_temperature = spelled(a_temperature, lambda Z: activations.softmax(2 * Z))

    smallest_score_wins = spelled(
        smallest_score_wins,
        lambda Z: activations.softmax(-Z),
        lambda Z: np.exp(-Z) / np.sum(np.exp(-Z), axis=-1, keepdims=True),
    )


@exercise.right
class Variants:
    def by_transposing(Z):
        """Transposing puts the samples last, where broadcasting finds them without `keepdims`. It
        works for a single row as well, and is harder to read."""
        E = np.exp((Z.T - Z.max(axis=-1)).T)
        return (E.T / E.sum(axis=-1)).T

    def into_zeros(Z):
        """One row after the other goes into an array that is ready for it. It is easy to follow,
        and for many rows Python's loop is what takes the time."""
        P = np.zeros(Z.shape)
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
