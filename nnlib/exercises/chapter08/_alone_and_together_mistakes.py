"""Wrong answers to "Alone and together"."""

import numpy as np

from nnlib.exercises._helpers import spelled


def _alone(predict, X):
    return np.concatenate([predict(X[n : n + 1]) for n in range(len(X))])


def _cut_at(predict, X, n):
    parts = [predict(part) for part in (X[:n], X[n:]) if len(part)]
    return np.max(np.abs(np.concatenate(parts) - predict(X)))


def _summed_up(how, sentence):
    def summed_up(predict, X):
        return how(_alone(predict, X) - predict(X))

    summed_up.__doc__ = sentence
    return summed_up


def _rounded(digits):
    def rounded(predict, X):
        """The number is rounded, so a small difference turns into 0 or into another one. Return it
        as it is: rounding is for showing."""
        return np.round(np.max(np.abs(_alone(predict, X) - predict(X))), digits)

    return rounded


SIGNED = """The differences keep their signs, so one that is too small goes unseen. Take absolute
values before you look for the largest."""
AVERAGED = """The differences are averaged or added up. One bad sample among a thousand would hardly
show in a mean: take the largest."""


def _one_class_alone(k):
    def one_class_alone(predict, X):
        """Only one class is compared, the same one for every sample. A bug may strike any of them:
        compare the whole rows."""
        return np.max(np.abs(_alone(predict, X)[:, k] - predict(X)[:, k]))

    return one_class_alone


def _against_one(n):
    def all_against_one_sample(predict, X):
        """Each sample alone is compared with the same row of all together. Compare each with
        itself."""
        return np.max(np.abs(_alone(predict, X) - predict(X)[n]))

    return all_against_one_sample


class Mistakes:
    signed = (
        _summed_up(np.max, SIGNED),
        _summed_up(lambda d: abs(np.max(d)), SIGNED),
        _summed_up(lambda d: -np.min(d), SIGNED),
    )
    averaged = (
        _summed_up(lambda d: np.mean(np.abs(d)), AVERAGED),
        _summed_up(lambda d: np.sum(np.abs(d)), AVERAGED),
        _summed_up(lambda d: np.mean(np.abs(d).max(axis=1)), AVERAGED),
        _summed_up(lambda d: np.abs(d).sum(axis=1).max(), AVERAGED),
        _summed_up(lambda d: np.sqrt(np.mean(d**2)), AVERAGED),
        _summed_up(np.linalg.norm, AVERAGED),
        _summed_up(lambda d: np.abs(d).max(axis=0).mean(), AVERAGED),
        _summed_up(lambda d: np.abs(d).sum(axis=1).max() / 2, AVERAGED),
        _summed_up(lambda d: np.abs(d).mean(axis=1).max(), AVERAGED),
    )

    def always_zero(predict, X):
        """This is always 0. Signed differences of probabilities add up to 0, and a call that is
        compared with itself agrees. Compare single samples with all together, and take absolute
        values."""
        return np.sum(_alone(predict, X) - predict(X))

    always_zero = spelled(
        always_zero,
        lambda predict, X: np.max(np.abs(predict(X) - predict(X))),
        lambda predict, X: np.mean(_alone(predict, X) - predict(X)),
        lambda predict, X: abs(np.sum(_alone(predict, X) - predict(X))),
        lambda predict, X: abs(np.mean(_alone(predict, X) - predict(X))),
    )

    def a_row_for_a_batch(predict, X):
        """`X[n]` is a row of shape (D,), and `predict` takes tables. A slice, `X[n : n + 1]`, is a
        batch of one."""
        alone = np.array([predict(x) for x in X])
        return np.max(np.abs(alone - predict(X)))

    a_row_for_a_batch = spelled(
        a_row_for_a_batch,
        lambda predict, X: np.max(np.abs(np.concatenate([predict(x) for x in X]) - predict(X))),
    )

    def only_the_first(predict, X):
        """Only the first sample is asked alone. A bug may strike any of them: ask each."""
        return np.max(np.abs(predict(X[:1]) - predict(X)[:1]))

    def only_the_last(predict, X):
        """Only the last sample counts: what the loop computes is overwritten each time. Keep the
        largest of all."""
        return np.max(np.abs(predict(X[-1:]) - predict(X)[-1:]))

    def first_left_out(predict, X):
        """The first sample is never asked alone: `range(1, …)` begins with the second."""
        apart = np.abs(_alone(predict, X) - predict(X))[1:]
        return np.max(apart, initial=0.0)

    first_left_out = spelled(
        first_left_out,
        lambda predict, X: np.max(
            np.abs(
                np.concatenate([predict(X[n : n + 1]) for n in range(1, len(X))]) - predict(X)[1:]
            )
        ),
    )

    def an_axis_too_many(predict, X):
        """Each answer of `predict` is a table of one row, and `np.array` stacks them to (N, 1, K).
        Against (N, K) that makes every sample meet every other: `np.concatenate` puts rows
        together."""
        alone = np.array([predict(X[n : n + 1]) for n in range(len(X))])
        return np.max(np.abs(alone - predict(X)))

    def largest_against_largest(predict, X):
        """The largest probability alone is compared with the largest together. They may belong to
        two samples: compare entry with entry first."""
        return abs(_alone(predict, X).max() - predict(X).max())

    def relative(predict, X):
        """The difference is divided by the probability. Wanted is the difference itself."""
        together = predict(X)
        return np.max(np.abs(_alone(predict, X) - together) / together)

    def first_against_everyone(predict, X):
        """The first sample alone is compared with all the others. Compare each with itself."""
        return np.max(np.abs(predict(X[:1]) - predict(X)))

    def only_the_answers(predict, X):
        """Only the answers are compared, the classes with the largest probability. Probabilities
        can move far without another class winning: compare them."""
        differ = _alone(predict, X).argmax(axis=1) != predict(X).argmax(axis=1)
        return float(np.any(differ))

    only_the_answers = spelled(
        only_the_answers,
        lambda predict, X: np.mean(_alone(predict, X).argmax(axis=1) != predict(X).argmax(axis=1)),
        lambda predict, X: np.max(
            np.abs(_alone(predict, X).argmax(axis=1) - predict(X).argmax(axis=1))
        ),
    )

    def only_the_confidence(predict, X):
        """Only the largest probability of each row is compared. It can stay where it is while
        another class gets it."""
        return np.max(np.abs(_alone(predict, X).max(axis=1) - predict(X).max(axis=1)))

    def only_the_class_that_wins(predict, X):
        """Of each row only one entry is compared, that of the class with the largest probability.
        The others may move while it stays: compare all of them."""
        n, k = np.arange(len(X)), predict(X).argmax(axis=1)
        return np.max(np.abs(_alone(predict, X)[n, k] - predict(X)[n, k]))

    def a_number_for_each(predict, X):
        """A number for each sample comes back. Wanted is one for all of them: the largest."""
        return np.abs(_alone(predict, X) - predict(X)).max(axis=1)

    a_number_for_each = spelled(
        a_number_for_each,
        lambda predict, X: list(np.abs(_alone(predict, X) - predict(X)).max(axis=1)),
    )

    def the_table(predict, X):
        """The whole table of differences comes back. Wanted is one number: the largest."""
        return np.abs(_alone(predict, X) - predict(X))

    def batches_of_growing_size(predict, X):
        """The n-th sample comes with all those before it: the batches grow. Each should come
        alone."""
        alone = np.concatenate([predict(X[: n + 1])[-1:] for n in range(len(X))])
        return np.max(np.abs(alone - predict(X)))

    batches_of_growing_size = spelled(
        batches_of_growing_size,
        lambda predict, X: max(
            np.abs(predict(X[:n])[-1] - predict(X)[n - 1]).max() for n in range(2, len(X) + 1)
        ),
    )

    def in_halves(predict, X):
        """The samples come in two halves. Each should come alone."""
        return _cut_at(predict, X, (len(X) + 1) // 2)

    in_halves = spelled(in_halves, lambda predict, X: _cut_at(predict, X, max(len(X) // 2, 1)))

    def one_left_out(predict, X):
        """The last sample is never asked alone. `range(len(X))` goes up to the last one."""
        alone = [predict(X[n : n + 1]) for n in range(len(X) - 1)]
        return max([0.0, *(np.abs(P - predict(X)[n]).max() for n, P in enumerate(alone))])

    def verdict_for_a_number(predict, X):
        """A verdict comes back, true or false. Wanted is the largest difference itself, a number
        that says how far the law is from holding."""
        return np.allclose(_alone(predict, X), predict(X))

    verdict_for_a_number = spelled(
        verdict_for_a_number,
        lambda predict, X: float(not np.allclose(_alone(predict, X), predict(X))),
    )

    def in_pairs(predict, X):
        """Each sample comes with a neighbour, in a batch of two. The slice is one too long: a batch
        of one ends where the next sample begins."""
        alone = np.array([predict(X[n : n + 2])[0] for n in range(len(X))])
        return np.max(np.abs(alone - predict(X)))

    def among_copies(predict, X):
        """Each sample comes among copies of itself, so its batch is as large as the other. Alone
        means a batch of one."""
        alone = [predict(np.repeat(X[[n]], len(X), axis=0))[0] for n in range(len(X))]
        return np.max(np.abs(np.array(alone) - predict(X)))

    def in_another_order(predict, X):
        """All samples come together both times, only in another order. What would the program say
        of a sample that comes without any others?"""
        return np.max(np.abs(predict(X[::-1])[::-1] - predict(X)))

    def squared(predict, X):
        """The largest difference comes back squared, which makes a small one far smaller: 0.01
        becomes 0.0001. Absolute values lose the sign as well, and keep the size."""
        return np.max((_alone(predict, X) - predict(X)) ** 2)

    def length_of_a_row(predict, X):
        """The differences of a whole row are combined, into the length of the row. Wanted is the
        largest difference of a *single* probability."""
        return np.linalg.norm(_alone(predict, X) - predict(X), axis=1).max()

    rounded = tuple(map(_rounded, (1, 2, 3, 4)))

    one_class_alone = tuple(map(_one_class_alone, (0, 1, -1)))
    all_against_one_sample = tuple(map(_against_one, (0, -1)))

    def a_number_for_each_class(predict, X):
        """A number for each class comes back. Wanted is one for all of them: the largest."""
        return np.abs(_alone(predict, X) - predict(X)).max(axis=0)

    def a_column_for_a_sample(predict, X):
        """`X[:, n : n + 1]` is a column: one number of each sample. A sample is a row."""
        alone = [predict(X[:, n : n + 1]) for n in range(X.shape[1])]
        return np.max(np.abs(np.concatenate(alone, axis=1) - predict(X)))

    def the_smallest(predict, X):
        """The smallest difference counts, so one sample, or one class, for which the law holds
        makes up for all the others. Wanted is the largest."""
        return np.min(np.abs(_alone(predict, X) - predict(X)))

    the_smallest = spelled(
        the_smallest,
        lambda predict, X: np.abs(_alone(predict, X) - predict(X)).max(axis=1).min(),
    )

    def as_many_as_features(predict, X):
        """The loop goes over as many samples as there are *features*. How many rows does X have?"""
        n = min(len(X), X.shape[1])
        return np.max(np.abs(_alone(predict, X[:n]) - predict(X)[:n]))

    as_many_as_features = spelled(
        as_many_as_features,
        lambda predict, X: np.max(
            np.abs(np.concatenate([predict(X[n : n + 1]) for n in range(X.shape[1])]) - predict(X))
        ),
        lambda predict, X: max(
            np.abs(predict(X[n : n + 1])[0] - predict(X)[n]).max() for n in range(X.shape[1])
        ),
    )

    def on_to_the_end(predict, X):
        """Each sample comes with all those behind it: the slice goes on to the end. Each should
        come alone."""
        alone = np.array([predict(X[n:])[0] for n in range(len(X))])
        return np.max(np.abs(alone - predict(X)))

    def all_but_one(predict, X):
        """Of all the samples one is left out, and the *others* come together. Wanted is that one,
        without the others."""
        together, largest = predict(X), 0.0
        for n in range(len(X)) if len(X) > 1 else ():
            rest = predict(np.delete(X, n, axis=0))
            largest = max(largest, np.abs(rest - np.delete(together, n, axis=0)).max())
        return largest

    def nothing_returned(predict, X):
        """Nothing comes back: the number has to be *returned*, not only computed or printed."""
