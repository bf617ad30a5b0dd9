"""Wrong answers to "Repair the way back through softmax"."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.functions import activations


def _first_classes_alone(K):
    def first_classes_alone(dA, A):
        return A * (dA - (dA[..., :K] * A[..., :K]).sum(axis=-1, keepdims=True))

    first_classes_alone.__doc__ = """Only the first few classes are in the sum. There may be any
    number of them: sum along the whole row."""
    return first_classes_alone


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

    sum_of_dA_alone = spelled(
        sum_of_dA_alone,
        lambda dA, A: dA * A * (1 - A) - A * (np.sum(dA, axis=-1, keepdims=True) - dA),
    )

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

    forgot_the_factor_of_the_sum = spelled(
        forgot_the_factor_of_the_sum,
        lambda dA, A: dA * A * (1 - A) - (np.sum(dA * A, axis=-1, keepdims=True) - dA * A),
    )

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

    divided_by_N = spelled(
        divided_by_N,
        lambda dA, A: A * (dA - (dA * A).sum(axis=-1, keepdims=True)) / len(dA),
    )

    def row_as_a_table(dA, A):
        """A single row comes back as a table, (1, K). The result has the shape of dA: along
        `axis=-1` the same code serves both."""
        dA, A = np.atleast_2d(dA), np.atleast_2d(A)
        return A * (dA - (dA * A).sum(axis=1, keepdims=True))

    row_as_a_table = spelled(
        row_as_a_table,
        lambda dA, A: A * (dA - np.reshape(np.sum(dA * A, axis=-1), (-1, 1))),
    )

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

    def everything_is_zero(dA, A):
        """Everything is 0. The slopes of formula (8.2) that are summed over j without their dA_j
        cancel, in every row: each goes with the gradient of its *own* probability."""
        return dA * A * (1 - np.sum(A, axis=-1, keepdims=True))

    def one_minus_alone(dA, A):
        """This is dA times (1 - A): a factor of the slope is missing, and so are all the terms with
        j different from k."""
        return dA * (1 - A)

    def squared_in_the_second_part(dA, A):
        """In the second part A_k stands twice. In formula (8.2) it's there once, before the whole
        bracket."""
        return A * (dA - A * np.sum(dA * A, axis=-1, keepdims=True))

    def slopes_in_the_sum(dA, A):
        """In the sum each dA_j goes with A_j (1 - A_j), the slope of its own score. By formula
        (8.2) it goes with A_j alone, and A_k stands before it."""
        dZ = dA * A
        return dZ - A * np.sum(dZ * (1 - A), axis=-1, keepdims=True)

    def first_part_without_dA(dA, A):
        """The first part lacks dA_k: it is the probability alone."""
        return A * (1 - np.sum(dA * A, axis=-1, keepdims=True))

    def sum_alone(dA, A):
        """This is the sum of the row's products alone, which is only what you subtract. The result
        has a number for each score."""
        return np.sum(dA * A, axis=-1, keepdims=True)

    sum_alone = spelled(sum_alone, lambda dA, A: np.sum(dA * A, axis=-1))

    def a_column_by_hand(dA, A):
        """Right for a batch. The sum of a single row is a number, which has no axis that
        `[:, None]` could keep: `keepdims=True` leaves the sums of both as they have to be."""
        return A * (dA - np.sum(dA * A, axis=-1)[:, None])

    def gradient_changed(dA, A):
        """The result is right, but on the way dA is changed, which belongs to the caller: `-=` and
        `*=` write into it. Make a new array."""
        dA -= np.sum(dA * A, axis=-1, keepdims=True)
        return A * dA

    def nothing_returned(dA, A):
        """Nothing comes back: the result has to be *returned*, not only computed."""
