"""What the wrong answers to the binary cross-entropy are made of."""

import numpy as np


def right(y, a):
    """The probability of each sample's right answer."""
    return np.where(y == 1, a, 1 - a)


TINY = (2**-52, *(10.0**-n for n in range(7, 17)))


def two_terms(y, a):
    return y * np.log(a) + (1 - y) * np.log(1 - a)


def clipped_at(least):
    return lambda y, a: -np.mean(two_terms(y, np.clip(a, least, 1 - least)))


def plus(tiny):
    return lambda y, a: -np.mean(y * np.log(a + tiny) + (1 - y) * np.log(1 - a + tiny))


def at_most(most):
    return lambda y, a: -np.mean(np.maximum(np.log(right(y, a)), -most))


def labels(tiny):
    return lambda y, a: -np.mean(a * np.log(y + tiny) + (1 - a) * np.log(1 - y + tiny))
