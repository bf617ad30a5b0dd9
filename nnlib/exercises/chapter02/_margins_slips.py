"""Wrong answers to "How far from the line?" that divide by something else than w's length."""

import numpy as np

from nnlib.exercises._helpers import spelled


def sign_of(y):
    return np.where(y == 1, 1, -1)


def over(length):
    """Scores with the right sign, over something else than the length of w."""
    return lambda X, y, w, b: sign_of(y) * (X @ w + b) / length(X, w, b)


class Divisors:
    """Scores over another number, or over many."""

    def squared_length(X, y, w, b):
        """This is divided by the *square* of w's length. The length itself is the root of the sum
        of squares, `np.linalg.norm(w)`."""
        return over(lambda X, w, b: w @ w)(X, y, w, b)

    squared_length = spelled(squared_length, lambda X, y, w, b: (X @ w + b) / (w @ w))

    def sum_of_the_weights(X, y, w, b):
        """The divisor isn't the length of w. Square its entries, add them up and take the root:
        `np.linalg.norm(w)` does all of it."""
        return over(lambda X, w, b: np.sum(np.abs(w)))(X, y, w, b)

    sum_of_the_weights = spelled(
        sum_of_the_weights,
        over(lambda X, w, b: np.abs(np.sum(w))),
        over(lambda X, w, b: np.sum(w)),
        over(lambda X, w, b: np.max(np.abs(w))),
        over(lambda X, w, b: np.sqrt(np.abs(np.sum(w)))),
        over(lambda X, w, b: np.sqrt(np.sum(np.abs(w)))),
        over(lambda X, w, b: np.sqrt(np.mean(w**2))),
        over(lambda X, w, b: np.std(w)),
        over(lambda X, w, b: np.sqrt(np.sum(w))),
    )

    def number_of_weights(X, y, w, b):
        """This is divided by how *many* weights there are. Wanted is the length of the arrow w,
        `np.linalg.norm(w)`."""
        return over(lambda X, w, b: len(w))(X, y, w, b)

    def length_of_the_samples(X, y, w, b):
        """This is divided by the length of the sample. How fast the score grows is a matter of the
        weights: divide by the length of w."""
        return over(lambda X, w, b: np.linalg.norm(X, axis=1))(X, y, w, b)

    def length_of_all_samples(X, y, w, b):
        """This is divided by the length of X, all samples in one. How fast the score grows is a
        matter of the weights: divide by the length of w."""
        return over(lambda X, w, b: np.linalg.norm(X))(X, y, w, b)

    def both_lengths(X, y, w, b):
        """This is divided by the lengths of w *and* of the sample. Only that of w says how fast
        the score grows."""
        return over(lambda X, w, b: np.linalg.norm(w) * np.linalg.norm(X, axis=1))(X, y, w, b)

    def length_with_the_bias(X, y, w, b):
        """The bias counts as a weight in the length. It moves the line, but a step along w changes
        the score by the length of w alone."""
        return over(lambda X, w, b: np.sqrt(w @ w + b**2))(X, y, w, b)

    def length_plus_a_tiny_number(X, y, w, b):
        """A tiny number is added to the length, which shows where the length is tiny itself. It's
        never 0, so divide by it as it is."""
        return over(lambda X, w, b: np.linalg.norm(w) + 1e-8)(X, y, w, b)

    length_plus_a_tiny_number = spelled(
        length_plus_a_tiny_number,
        *[over(lambda X, w, b, t=t: np.linalg.norm(w) + t) for t in (1e-6, 1e-7, 1e-9, 1e-10)],
        *[over(lambda X, w, b, t=t: np.linalg.norm(w) + t) for t in (1e-12, 1e-15)],
        *[over(lambda X, w, b, t=t: max(np.linalg.norm(w), t)) for t in (1e-6, 1e-8, 1e-10)],
    )

    def divided_by_each_weight(X, y, w, b):
        """The scores are divided by w itself, which holds a number for each feature. Its length is
        a single one: `np.linalg.norm(w)`."""
        return over(lambda X, w, b: w)(X, y, w, b)

    divided_by_each_weight = spelled(
        divided_by_each_weight,
        over(lambda X, w, b: np.abs(w)),
        over(lambda X, w, b: w**2),
        over(lambda X, w, b: np.sqrt(w**2)),
        lambda X, y, w, b: (X @ w + b) / w,
        lambda X, y, w, b: (X @ w + b) / np.abs(w),
    )

    def axis_1_of_the_weights(X, y, w, b):
        """w is one row of weights and has no axis 1. The length is that of all of w: leave `axis`
        out."""
        return over(lambda X, w, b: np.linalg.norm(w, axis=1))(X, y, w, b)

    axis_1_of_the_weights = spelled(
        axis_1_of_the_weights, over(lambda X, w, b: np.sqrt(np.sum(w**2, axis=1)))
    )

    both_lengths = spelled(
        both_lengths,
        over(
            lambda X, w, b: np.linalg.norm(w) * np.where(X.any(axis=1), np.sqrt((X**2).sum(1)), 1)
        ),
    )
