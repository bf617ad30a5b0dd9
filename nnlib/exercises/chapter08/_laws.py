"""The laws that a reader of digits has to keep, each measured by a number that should be 0.

Each is measured with numbers of its own, whatever the rest of the program does with them: a bug
breaks its own law and no other, so that laws that are broken count the bugs that are left.
"""

import numpy as np

from nnlib.networks.gradient_check import numerical_gradient

NAMES = ("W_h", "b_h", "W_o", "b_o")


def made(Reader, X, K, parts=(), **options):
    """A reader that has started, with these weights in place of its own."""
    reader = Reader(**options)
    reader.start(X, K)
    for name, part in zip(NAMES, parts, strict=False):
        setattr(reader, name, part.copy())
    return reader


def slopes(Reader, X, y, *parts):
    """How far each gradient is from the measured one, the largest of which counts as 1."""
    reader = Reader(n_hidden=len(parts[1]))
    for name, part in zip(NAMES, parts, strict=True):
        setattr(reader, name, part.copy())
    apart = []
    for name, got in zip(NAMES, reader.gradients(X, y), strict=True):
        measured = measure_slopes(reader, name, X, y)
        apart.append(np.abs(got - measured).max() / np.abs(measured).max())
    return np.round(apart, 5)


def measure_slopes(reader, name, X, y):
    """The gradient of the loss with respect to the part of that name, by central differences."""
    part = np.array(getattr(reader, name))

    def loss():
        setattr(reader, name, part)
        return float(reader.loss(X, y))

    slopes = numerical_gradient(loss, part)
    setattr(reader, name, part)
    return slopes


def shift(Reader, Z):
    """The log-probabilities of rows of scores, of any size."""
    return Reader().log_softmax(Z)


def alone(Reader, X, X_new, K, *parts):
    """How far log-probabilities of single samples are from those of the same samples together."""
    reader = made(Reader, X, K, parts, n_hidden=len(parts[1]))

    def say(X):  # not by predict_proba, which may forget to scale, and so hide what scaling does
        return reader.log_softmax(reader.forward(reader.scale(X)))

    single = np.concatenate([say(x[np.newaxis]) for x in X_new])
    return np.round(np.abs(single - say(X_new)).max(), 5)


def units(Reader, X, X_new, K, *parts):
    """How far probabilities move if all pixels are counted in other units."""
    first, *others = [
        made(Reader, factor * X, K, parts, n_hidden=len(parts[1])).predict_proba(factor * X_new)
        for factor in (1, 8, 2**-14)  # the last so small that a guard of 1e-4 takes all pixels in
    ]
    return np.round(max(np.abs(other - first).max() for other in others), 3)


def described(Reader, X, K, *parts):
    """Whether training samples are around 0 once they are scaled, larger where they were larger,
    and of a size of about 1, in each pixel or in all together; what is said of samples that aren't
    scaled; how far that is from the probabilities, for those that are."""
    reader = made(Reader, X, K, parts, n_hidden=len(parts[1]))

    def say(X):
        return np.exp(reader.log_softmax(reader.forward(X)))

    scaled = reader.scale(X)
    middle, size = np.round(scaled.mean(axis=0), 5), np.sqrt(np.mean(np.square(scaled)))
    along = np.sign(np.round(np.sum(scaled * (X - X.mean(axis=0)), axis=0), 5))
    as_one = np.round(np.abs(say(scaled) - reader.predict_proba(X)).max(), 5)
    return np.concatenate([middle, along, np.ravel(say(X)), [as_one, 0.5 < size < 2]])


def trained_in_units(Reader, X, y, X_new):
    """The same after a training in the one unit and in the other."""
    both = []
    for factor in (1, 8):
        reader = Reader(n_hidden=4, rate=0.01, batch_size=5, seed=1)
        reader.fit(factor * X, y, 1)
        both.append(reader.predict_proba(factor * X_new))
    return np.round(np.abs(both[0] - both[1]).max(), 5)


def start(Reader, X, K, n_hidden):
    """Whether signals keep their size, shrink or grow, in each layer; how many units differ."""
    reader = made(Reader, X, K, n_hidden=n_hidden)
    sizes = [np.mean(np.square(reader.W_h)), np.mean(np.square(reader.W_o))]
    grown = [size * n / 2 for size, n in zip(sizes, (X.shape[1], n_hidden), strict=True)]
    grown = [np.sign(g - 1) if abs(g - 1) > 0.15 else 0 for g in grown]
    differ = len(np.unique(np.array(reader.W_h), axis=1).T)
    biases = np.any(reader.b_h) or np.any(reader.b_o)
    return np.array([*grown, differ, biases], dtype=float)


def repeat(Reader, X, y, K):
    """Whether two runs of one seed agree, and those of two seeds do not; whether a reader that
    starts once more begins as it did the first time."""
    orders = []
    for seed in (0, 0, 1):
        reader = made(Reader, X, K, n_hidden=3, batch_size=4, seed=seed)
        orders.append(np.concatenate([X_batch for X_batch, _ in reader.batches(X, y)]))
    same = [np.array_equal(orders[0], other) for other in orders[1:]]
    reader, ends = made(Reader, X, K, n_hidden=3, seed=1), []
    for _ in range(2):
        reader.start(X, K)
        reader.step(tuple(np.ones(np.shape(getattr(reader, name))) for name in NAMES))
        ends.append(np.array(reader.W_o))
    return np.array([*same, np.array_equal(*ends)], dtype=float)


def batches(Reader, X, y, batch_size):
    """Samples that never come in an epoch, come again, or with another's label; sizes; order."""
    reader = made(Reader, X, 2, batch_size=batch_size, seed=1)
    epochs = [list(reader.batches(X, y)) for _ in range(2)]
    numbers = [np.concatenate([X_batch[:, 0] for X_batch, _ in one]).astype(int) for one in epochs]
    labels = np.concatenate([y_batch for _, y_batch in epochs[0]])
    come = np.bincount(numbers[0], minlength=len(X))
    wrong = np.sum(labels != y[numbers[0]]) if len(labels) == len(numbers[0]) else len(X)
    in_order = [np.array_equal(numbers[0], other) for other in (numbers[1], np.arange(len(X)))]
    largest = max(len(X_batch) for X_batch, _ in epochs[0])
    counts = [np.sum(come == 0), np.sum(come > 1), wrong, *in_order, largest]
    return np.array(counts, dtype=float)


def steps(Reader, X, K, rate, momentum, *gradients):
    """Three steps of each part under gradients that stay the same, one after the other."""
    reader = made(Reader, X, K, n_hidden=len(gradients[1]), rate=rate, momentum=momentum)
    moved = []
    for _ in range(3):
        before = [np.array(getattr(reader, name)) for name in NAMES]
        reader.step(tuple(gradients))
        moved += [np.ravel(getattr(reader, n) - b) for n, b in zip(NAMES, before, strict=True)]
    return np.concatenate(moved)


def score(Reader, X, X_new, K, *parts):
    """The score where every third label is another than the answer."""
    reader = made(Reader, X, K, parts, n_hidden=len(parts[1]))
    y = reader.predict_proba(X_new).argmax(axis=1)
    y[::3] = (y[::3] + 1) % K
    return np.round(reader.score(X_new, y), 5)
