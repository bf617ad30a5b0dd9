"""What the check of mini-batches looks at; a sample's number is its first feature."""

import itertools

import numpy as np

ANEW = (
    "Another `rng` gives the same order. Shuffle with the generator that "
    "`np.random.default_rng(rng)` makes."
)
GLOBAL = (
    "The same `rng` gives two different orders. Shuffle with the generator that "
    "`np.random.default_rng(rng)` makes, so that a run can be repeated."
)
NUMBER_ONLY = (
    "With a number for `rng` it works, and with a generator it doesn't. "
    "`np.random.default_rng(rng)` takes either."
)
STANDS = (
    "A generator that is asked twice gives the same order twice, so all epochs would be alike. "
    "Draw from the very generator that came, which then moves on."
)
NEIGHBOURS = (
    "Samples that stood together in X are together in a batch again: only the *batches* come in a "
    "random order. Shuffle the samples first, and cut afterwards."
)
OVERLAP = (
    "The batches overlap: each begins one place after the one before. Let the starts go up in "
    "steps of `batch_size`."
)
FOLLOWS = (
    "Each batch goes on in X where the one before it ended. Shuffle the samples first, and cut "
    "afterwards."
)
INSIDE = (
    "Each batch is shuffled on its own, so the same samples meet in every epoch. Shuffle all "
    "samples first, and cut afterwards."
)


def batches_of(answer, X, y, batch_size, rng):
    """The batches; a sample's number is its first feature."""
    result = answer(X.copy(), y.copy(), batch_size, rng)
    len(result)  # which a generator has not
    return [(np.asarray(X_batch), np.asarray(y_batch)) for X_batch, y_batch in result]


def order_of(answer, *given):
    return np.concatenate([X_batch[:, 0] for X_batch, _ in batches_of(answer, *given)])


def how_many(answer, X, y, batch_size, rng):
    result = answer(X, y, batch_size, rng)
    return None if result is None else np.array(len(result))


def sizes(answer, *given):
    return np.array([len(X_batch) for X_batch, _ in batches_of(answer, *given)])


def label_sizes(answer, *given):
    return np.array([len(y_batch) for _, y_batch in batches_of(answer, *given)])


def features(answer, *given):
    return np.array(batches_of(answer, *given)[0][0].shape[1:])


def everyone(answer, *given):
    return int(np.array_equal(np.sort(order_of(answer, *given)), np.arange(len(given[0]))))


def labels(answer, *given):
    """Whether each sample has its own label."""
    batches = batches_of(answer, *given)
    numbers = np.concatenate([X_batch[:, 0] for X_batch, _ in batches]).astype(int)
    labels = np.concatenate([y_batch for _, y_batch in batches])
    return int(np.array_equal(labels, given[1][numbers]))


def overlap(answer, *given):
    """Whether most batches share all but one of their samples with the batch before."""
    batches = [{*X_batch[:, 0]} for X_batch, _ in batches_of(answer, *given)]
    shared = [len(one & two) == len(two) - 1 for one, two in itertools.pairwise(batches)]
    return int(np.mean(shared) > 1 / 2)


def shuffled(answer, *given):
    return int(np.any(order_of(answer, *given) != np.arange(len(given[0]))))


def repeats(answer, *given):
    return int(np.array_equal(order_of(answer, *given), order_of(answer, *given)))


def depends(answer, X, y, batch_size, rng):
    one = order_of(answer, X, y, batch_size, rng)
    return int(not np.array_equal(one, order_of(answer, X, y, batch_size, rng + 1)))


def mixed(answer, *given):
    """Whether most batches hold samples that did not stand in a row, neither one way nor round."""
    numbers = [np.sort(X_batch[:, 0]) for X_batch, _ in batches_of(answer, *given)]
    return int(np.mean([np.any(np.diff(n) != 1) for n in numbers]) > 2 / 3)


def follow(answer, *given):
    """Whether most batches go on where the one before ended."""
    numbers = [X_batch[:, 0] for X_batch, _ in batches_of(answer, *given)]
    pairs = itertools.pairwise(numbers)
    return int(np.mean([one.max() + 1 == two.min() for one, two in pairs]) > 2 / 3)


def label_shape(answer, *given):
    return np.array(batches_of(answer, *given)[0][1].shape)


def label_kind(answer, *given):
    """Whether the labels are still whole numbers, with which one can pick."""
    return int(all(y_batch.dtype.kind in "iu" for _, y_batch in batches_of(answer, *given)))


def takes_a_generator(answer, *given):
    """Whether a generator will do, and a shuffle takes the place of another."""
    order = order_of(answer, *given[:-1], np.random.default_rng(given[-1]))
    return int(np.array_equal(np.sort(order), np.arange(len(given[0]))))


def moves_on(answer, *given):
    """Whether the same generator, asked twice, gives two orders."""
    rng = np.random.default_rng(given[-1])
    one, two = (order_of(answer, *given[:-1], rng) for _ in range(2))
    return int(not np.array_equal(one, two))


def wander(answer, *given):
    """Whether the batches don't go up through the samples, one after the other."""
    lowest = [X_batch[:, 0].min() for X_batch, _ in batches_of(answer, *given)]
    return int(np.any(np.diff(lowest) < 0))
