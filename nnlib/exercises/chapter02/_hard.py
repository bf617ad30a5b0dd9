"""A data set that was handed in, and what Rosenblatt's rule does with it."""

import functools

import numpy as np

NEVER = (
    "The rule hasn't stopped within 100 000 mistakes. Does any line separate your two classes? If "
    "one does, it has less room than it need have: give it a little more."
)
GOAL, MOST = 1000, 100_000  # mistakes that are asked for, and that the check waits for
VISITS = 1_000_000  # samples that it shows at most


def data(answer):
    """What was handed in, as plain arrays; ValueError if it isn't of the right form."""
    X, y = answer()
    return np.asarray(X, dtype=float), np.asarray(y)


@functools.lru_cache(maxsize=64)
def run(rows, labels):
    """How many mistakes the rule makes, and whether it stops; in plain numbers, for speed."""
    w, b, mistakes, visits = [0.0] * len(rows[0]), 0.0, 0, 0
    while mistakes < MOST and visits < VISITS:
        before = mistakes
        for x, label in zip(rows, labels, strict=True):
            score = b
            for weight, value in zip(w, x, strict=True):
                score += weight * value
            if (score > 0) != (label == 1):
                mistakes += 1
                sign = 1 if label == 1 else -1
                w = [weight + sign * value for weight, value in zip(w, x, strict=True)]
                b += sign
        visits += len(rows)
        if mistakes == before:
            return mistakes, True
    return mistakes, False


def trained(answer):
    X, y = data(answer)
    if X.ndim != 2 or y.shape != X.shape[:1] or not X.size or len(X) > 1000:
        return 0, False
    return run(tuple(map(tuple, X.tolist())), tuple(y.tolist()))


def shapes(answer):
    X, y = data(answer)
    return np.array([X.ndim, y.ndim, int(X.shape[:1] == y.shape[:1])])


def beyond_ten(answer):
    return max(len(data(answer)[0]) - 10, 0)


def too_long(answer):
    X = data(answer)[0]
    lengths = np.sqrt(np.sum(X**2, axis=tuple(range(1, X.ndim))))
    return int(np.sum(~(lengths <= 1 + 1e-9)))


def no_labels(answer):
    return int(np.sum(~np.isin(data(answer)[1], (0, 1))))


def stops(answer):
    return int(trained(answer)[1])


def mistakes(answer):
    return min(trained(answer)[0], GOAL)
