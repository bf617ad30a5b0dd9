"""A repair: the way back through softmax is that of a sigmoid."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import batch, batch_of_one, float32, single
from nnlib.functions import activations
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="08-softmax-backward",
    title="Repair the way back through softmax",
    minutes=14,
    difficulty=4,
    points=3,
    reference=activations.softmax_backward,
    hints=(
        "The found code has the terms with j = k of formula (8.2) and none of the others. "
        "Each score changes all the probabilities of its row.",
        "By the chain rule the gradient of score k is the sum over j of dA_j times formula (8.2). "
        "Split it: the part with [j = k] is a single term, and in the other part A_k can be taken "
        "out of the sum.",
        "What is left is A times a difference: dA itself, minus one number for each row, which is "
        "the sum of a product. `axis=-1` and `keepdims=True` serve a row and a batch.",
    ),
    why="""The chain rule sums over all paths: score k reaches the loss through every
probability of its row. With formula (8.2), `sum_j dA_j A_j ([j = k] - A_k)` is `A_k (dA_k -
sum_j dA_j A_j)`. The number that is subtracted is the mean of dA, weighted with the
probabilities, and it makes each row sum to 0: to push all scores up together changes nothing.
The element-wise slope `A * (1 - A)` is the diagonal of that matrix, right for the sigmoid,
where each output has a score of its own.""",
    promises={
        "a row": single("A", ndim=1),
        "a batch": batch("A"),
        "a batch of one": batch_of_one("A"),
        "float32": float32("A"),
    },
    survivors={
        "A[..., None] -> A[:, None]": "the table of slopes is symmetric",
        "A[tuple(row)] @ dA[tuple(row)] -> dA[tuple(row)] @ A[tuple(row)]": (
            "the order of the two does not matter"
        ),
        "a @ d -> d @ a": "the order of the two does not matter",
    },
)


@exercise.cases
def _(rng):
    def draw(*shape, dtype=np.float64):
        dA = rng.normal(size=shape).round(1).astype(dtype)
        return {"dA": dA, "A": activations.softmax(rng.normal(size=shape)).astype(dtype)}

    whole = {"dA": np.array([[0.0, -1, 0], [2, 0, 1]]), "A": np.array([[0.2, 0.5, 0.3]] * 2)}
    yield Case("a dA of whole numbers", whole)
    yield Case("2 rows of 3", draw(2, 3))
    yield Case("5 rows of 4", draw(5, 4))
    yield Case("one row", draw(3))
    yield Case("a batch of one", draw(1, 4))
    yield Case("float32", draw(4, 2, dtype=np.float32))


@exercise.broken(
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


def _first_classes_alone(K):
    def first_classes_alone(dA, A):
        return A * (dA - (dA[..., :K] * A[..., :K]).sum(axis=-1, keepdims=True))

    first_classes_alone.__doc__ = """Only the first few classes are in the sum. There may be any
    number of them: sum along the whole row."""
    return first_classes_alone


@exercise.wrong
class Mistakes:
    def sum_over_the_batch(dA, A):
        """Something is summed over the whole batch. The rows are different samples and know
        nothing of each other."""
        return A * (dA - np.sum(dA * A))

    def sum_over_the_samples(dA, A):
        """The sum runs down the columns, over the samples. It should run along each row, over
        classes."""
        return A * (dA - np.sum(dA * A, axis=0, keepdims=True))

    def sum_without_keepdims(dA, A):
        """The shapes do not fit: the sums of the rows have to stay a column to be subtracted
        from rows."""
        return A * (dA - np.sum(dA * A, axis=-1))

    def sum_of_dA_alone(dA, A):
        """The sum that you subtract leaves the probabilities out: each dA_j counts with its own
        A_j."""
        return A * (dA - np.sum(dA, axis=-1, keepdims=True))

    def sum_times_the_own_probability(dA, A):
        """The sum is that of dA alone, multiplied by A_k afterwards. In the sum each dA_j goes with
        its *own* probability A_j, so that one belongs inside."""
        return A * (dA - np.sum(dA, axis=-1, keepdims=True) * A)

    def mean_of_products(dA, A):
        """You subtract a mean of products; the formula has their sum."""
        return A * (dA - np.mean(dA * A, axis=-1, keepdims=True))

    def parts_added(dA, A):
        """Both parts are there, but the second has the wrong sign: formula (8.2) has a minus."""
        return A * (dA + np.sum(dA * A, axis=-1, keepdims=True))

    def forgot_the_factor(dA, A):
        """The result's own probability is missing: all of it is multiplied by A_k, the first
        part too."""
        return dA - np.sum(dA * A, axis=-1, keepdims=True)

    def forgot_the_factor_of_the_sum(dA, A):
        """The second part lacks a factor: in formula (8.2) it is multiplied by A_k, too."""
        return A * dA - np.sum(dA * A, axis=-1, keepdims=True)

    def diagonal_taken_off_twice(dA, A):
        """The term with j = k is taken off twice: once in A (1 - A), and once more in the sum."""
        return dA * A * (1 - A) - A * np.sum(dA * A, axis=-1, keepdims=True)

    def rows_made_to_sum_to_zero(dA, A):
        """The rows sum to 0, but only because their mean was taken off. Follow the chain rule:
        each entry has a path through every probability of its row."""
        dZ = dA * A * (1 - A)
        return dZ - dZ.mean(axis=-1, keepdims=True)

    def sum_of_the_row_taken_off(dA, A):
        """From each entry the sum of its row is taken off, and after that the rows still don't sum
        to 0. Follow the chain rule: each entry has a path through every probability of its row."""
        dZ = dA * A * (1 - A)
        return dZ - dZ.sum(axis=-1, keepdims=True)

    def without_the_diagonal(dA, A):
        """This is the part with j different from k alone, or has lost its first part: dA_k is
        missing."""
        return -A * np.sum(dA * A, axis=-1, keepdims=True)

    def uphill(dA, A):
        """The sign is turned round: every entry is right but for its sign, so the steps go
        uphill."""
        return A * (np.sum(dA * A, axis=-1, keepdims=True) - dA)

    def mean_of_dA(dA, A):
        """Each row of the result should sum to 0, and yours do not. What you take off dA is its
        plain mean; in a mean that fits the formula each dA_j counts with its probability."""
        return A * (dA - np.mean(dA, axis=-1, keepdims=True))

    def square_taken_off(dA, A):
        """Each row of the result should sum to 0, and yours do not. What you take off is the
        square of the probability alone; formula (8.2) still has to be multiplied by dA_j and
        summed over j."""
        return dA * A - A * A

    def one_table_for_the_batch(dA, A):
        """This builds one table for the whole batch; a batch needs one for each row. Or do the
        sum over j on paper first: then no table is left to build."""
        return dA @ (np.diag(A) - np.outer(A, A))

    def table_of_the_first_row(dA, A):
        """The table of the first row is used for all of them. Each row has probabilities of its
        own, so it needs its own table. Or do the sum over j on paper first: then there's none."""
        a = np.atleast_2d(A)[0]
        return dA @ (np.diag(a) - np.outer(a, a))

    def one_table_from_the_left(dA, A):
        """This builds one table, which serves a single row; a batch needs one for each of its
        rows. With the sum over j done on paper first no table is left to build."""
        return (np.diag(A) - np.outer(A, A)) @ dA

    def one_table_by_axes(dA, A):
        """With `np.diag` this builds the table of a single row. A batch wants a table for each
        row, or none at all, if the sum over j is done on paper first."""
        return dA @ (np.diag(A) - A[:, None] * A[None, :])

    def batches_only(dA, A):
        """`axis=1` works for a batch, but a single row has only axis 0. Which axis number means
        "the last one", whatever their number?"""
        return A * (dA - np.sum(dA * A, axis=1, keepdims=True))

    def batches_only_in_a_loop(dA, A):
        """Right for a batch. The loop takes a single row apart into numbers, and a number has no
        table: find a way that serves both."""
        dZ = np.zeros_like(dA)
        for n in range(len(dA)):
            dZ[n] = (np.diag(A[n]) - np.outer(A[n], A[n])) @ dA[n]
        return dZ

    def every_row_with_every_row(dA, A):
        """`dA @ A.T` multiplies every row with every other. Wanted is each row's own sum of
        products."""
        return A * (dA - dA @ A.T)

    def first_part_alone(dA, A):
        """Each row of the result should sum to 0, and yours do not: this is the first part of
        formula (8.2) alone, and the minus is missing with all that stands behind it."""
        return dA * A

    def sum_of_the_probabilities(dA, A):
        """What you subtract is the sum of the probabilities, which is 1 in every row. In formula
        (8.2) each of them is multiplied by its dA_j first."""
        return A * (dA - np.sum(A, axis=-1, keepdims=True))

    def slope_and_sum(dA, A):
        """A factor (1 - A) too many: it has the terms with j = k in it, and the sum has them
        already."""
        return A * (1 - A) * (dA - np.sum(dA * A, axis=-1, keepdims=True))

    def slope_alone(dA, A):
        """dA plays no part in this. The chain rule multiplies every slope by what comes in."""
        return A * (1 - A)

    def largest_product(dA, A):
        """You subtract the largest product of the row; the formula has the sum of all of them."""
        return A * (dA - np.max(dA * A, axis=-1, keepdims=True))

    def squares_summed(dA, A):
        """The sum is of the squared probabilities, and dA_k stands outside of it. In the sum each
        dA_j goes with its own A_j: it cannot be taken out."""
        return dA * (A - np.sum(A * A, axis=-1, keepdims=True))

    def only_the_other_scores(dA, A):
        """Only the slopes between *different* scores are there. A score's own slope, a (1 - a),
        counts too: it was right in the found code."""
        return -A * ((dA * A).sum(axis=-1, keepdims=True) - dA * A)

    def rule_of_the_cross_entropy(dA, A):
        """This is the short form for the cross-entropy, probabilities minus labels. Here dA may be
        any gradient."""
        return A - (dA != 0)

    rule_of_the_cross_entropy = spelled(rule_of_the_cross_entropy, lambda dA, A: A - dA)

    def others_added(dA, A):
        """The terms with j different from k are added. A probability *falls* when another score
        rises, so their slopes are negative: formula (8.2) has a minus there."""
        others = np.sum(dA * A, axis=-1, keepdims=True) - dA * A
        return dA * A * (1 - A) + A * others

    def forgot_the_factor_of_the_first_part(dA, A):
        """The first part lacks a factor. In formula (8.2) A_k stands before the whole bracket, so
        it multiplies dA_k too."""
        return dA - A * np.sum(dA * A, axis=-1, keepdims=True)

    def own_term_left_out(dA, A):
        """The sum leaves out the term with j = k. In formula (8.2) only [j = k] is for that one
        alone; the part after the minus is there for every j."""
        return A * (dA - (np.sum(dA * A, axis=-1, keepdims=True) - dA * A))

    def sum_taken_for_one(dA, A):
        """The sum of the products is taken for -1, which holds for one special dA. Compute it: dA
        may be any gradient."""
        return A + dA * A

    def divided_by_N(dA, A):
        """There is a division by the number of samples in it. The 1/N came in with the loss and is
        inside dA."""
        dZ = A * (dA - (dA * A).sum(axis=-1, keepdims=True))
        return dZ / np.atleast_2d(dA).shape[0]

    def row_as_a_table(dA, A):
        """A single row comes back as a table, (1, K). The result has the shape of dA: along
        `axis=-1` the same code serves both."""
        dA, A = np.atleast_2d(dA), np.atleast_2d(A)
        return A * (dA - (dA * A).sum(axis=1, keepdims=True))

    def one_dimension_gone(dA, A):
        """`squeeze` takes axes of size one away, so a batch of one is no batch any more. The result
        has the shape of dA."""
        return np.squeeze(A * (dA - (dA * A).sum(axis=-1, keepdims=True)))

    def probability_squared_in_the_sum(dA, A):
        """In the sum each part has the probability twice. It is dA times A, once; the factor in
        front brings the other."""
        return A * (dA - (dA * A**2).sum(axis=-1, keepdims=True))

    def softmax_once_more(dA, A):
        """Softmax was applied to the probabilities. A is `softmax(Z)` already."""
        A = activations.softmax(A)
        return A * (dA - (dA * A).sum(axis=-1, keepdims=True))

    def matrix_product_for_the_sum(dA, A):
        """`@` multiplies rows by columns, which fits one row at most. In a batch each row has its
        *own* sum: multiply entry by entry, then sum along the row."""
        return A * (dA - dA @ A)

    first_classes_alone = tuple(map(_first_classes_alone, (2, 3)))


@exercise.right
class Variants:
    def by_matrices(dA, A):
        """Here the whole table of derivatives is made for each row, K × K numbers, and multiplied
        by the gradient. It is the derivation as it stands on paper; the short form never makes the
        table."""
        J = np.eye(A.shape[-1]) * A[..., None] - A[..., :, None] * A[..., None, :]
        return np.einsum("...jk,...j->...k", J, dA)

    def into_zeros(dA, A):
        dZ = np.zeros_like(dA)
        for index in np.ndindex(dA.shape):
            *row, _ = index
            dZ[index] = A[index] * (dA[index] - A[tuple(row)] @ dA[tuple(row)])
        return dZ

    def with_the_diagonal_apart(dA, A):
        others = np.sum(dA * A, axis=-1, keepdims=True) - dA * A
        return dA * A * (1 - A) - A * others

    def in_a_loop(dA, A):
        """One row after the other: each row's gradient needs that row of A and of dA and no
        other."""
        rows = [
            a * d - a * (a @ d) for a, d in zip(np.atleast_2d(A), np.atleast_2d(dA), strict=True)
        ]
        return np.reshape(rows, A.shape)
