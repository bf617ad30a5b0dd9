"""Wrong answers to "Negative log-likelihood" that pick probabilities by number, or in a loop."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter01._prices import right


def _in_a_loop(of_one):
    return lambda Y, P: np.mean([-np.log(of_one(y, p)) for y, p in zip(Y, P, strict=True)])


def _labels(Y):
    return np.argmax(Y, axis=-1)


class Slips:
    """Probabilities are picked by number or in a loop, or it is another mean."""

    def loop_over_the_classes_of_one(Y, P):
        """Right for a batch. A single row, though, has no rows to loop over: each *class* is taken
        for one, or NumPy misses an axis. No loop is needed, if axes are counted from the end."""
        return _in_a_loop(lambda y, p: np.sum(y * p))(Y, P)

    loop_over_the_classes_of_one = spelled(
        loop_over_the_classes_of_one,
        _in_a_loop(lambda y, p: p[np.argmax(y)]),
        _in_a_loop(lambda y, p: p[list(y).index(1)]),
        _in_a_loop(lambda y, p: sum(y * p)),
        _in_a_loop(lambda y, p: y @ p),
        _in_a_loop(lambda y, p: p[y == 1][0]),
        _in_a_loop(lambda y, p: p[y == 1]),
    )

    def pairs_only_for_batches(Y, P):
        """Right for a batch, but a single row has no row numbers, so a pair of row and column can't
        find anything in it. What picks one number of each row, and of one row as well?"""
        return -np.mean(np.log(P[np.arange(len(Y)), _labels(Y)]))

    pairs_only_for_batches = spelled(
        pairs_only_for_batches,
        lambda Y, P: -np.mean([np.log(P[i, np.argmax(Y[i])]) for i in range(len(Y))]),
    )

    def columns_of_all_rows(Y, P):
        """Each row is charged for the right classes of *all* rows: a colon, or three dots, takes
        these columns from every row. Pick one number of each, in a way that suits one row too."""
        return -np.mean(np.log(P[:, _labels(Y)]))

    columns_of_all_rows = spelled(
        columns_of_all_rows, lambda Y, P: -np.mean(np.log(P[..., _labels(Y)]))
    )

    def labels_as_row_numbers(Y, P):
        """The labels are used as *row* numbers, so whole rows of P are picked. A label says in
        which column the right class stands."""
        return -np.mean(np.log(P[_labels(Y)]))

    def likelihood(Y, P):
        """This is the likelihood, the product of the right classes' probabilities, or a root of it:
        it grows with better answers. The loss is minus the mean of their logarithms."""
        return np.prod(right(Y, P))

    likelihood = spelled(likelihood, lambda Y, P: np.exp(np.mean(np.log(right(Y, P)))))

    def mean_probability(Y, P):
        """This is the mean probability of the right class, which grows with better answers. The
        loss takes minus the logarithm of each."""
        return np.mean(right(Y, P))

    def probabilities_added_up(Y, P):
        """The probabilities of the right classes are added up, and no logarithm is taken. The loss
        is minus the mean of their logarithms."""
        return np.sum(right(Y, P))

    probabilities_added_up = spelled(probabilities_added_up, lambda Y, P: -np.sum(Y * P))

    def divided_by_K(Y, P):
        """It's divided by the number of *classes*. The mean goes over the samples, one a row."""
        return -np.sum(np.log(right(Y, P))) / P.shape[-1]

    divided_by_K = spelled(divided_by_K, lambda Y, P: -np.sum(np.log(right(Y, P))) / P.shape[1])

    def one_loss_a_row_and_log_of_zero(Y, P):
        """Two things: this is one loss for each row, and a batch has a single one, their mean; and
        a wrong class with the probability 0 gives 0 * log(0), which is NaN."""
        return -np.sum(Y * np.log(P), axis=-1)

    def one_loss_an_entry(Y, P):
        """This is a number for each entry, and NaN where a wrong class has the probability 0. The
        loss is one number: first one of each row, then the mean of their logarithms."""
        return -Y * np.log(P)

    def forgot_the_minus_and_log_of_zero(Y, P):
        """Two things: the loss has the wrong sign; and a wrong class with the probability 0 gives
        0 * log(0), which is NaN."""
        return np.mean(np.sum(Y * np.log(P), axis=-1))

    def perplexity(Y, P):
        """The logarithm has been undone by an exponential. The loss is minus the mean logarithm
        itself."""
        return np.exp(-np.mean(np.log(right(Y, P))))

    def one_over_the_probability(Y, P):
        """This is 1 divided by the probability of the right class. Minus its logarithm is asked
        for."""
        return np.mean(1 / right(Y, P))
