"""Kinds of input that an exercise may promise: functions that tell whether a case is of that kind.

promises={"a batch of one": batch_of_one("Z"), "very large scores": reaches("Z", 1000)}
"""

import numpy as np


def array_where(name, is_so):
    """A case in which the argument of that name is there and, as an array, is so."""
    return lambda case: name in case.args and bool(is_so(np.asarray(case.args[name])))


def single(name, ndim=0):
    """A case with one thing in place of a batch: a number, or with ndim=1 a row."""
    return array_where(name, lambda a: a.ndim == ndim)


def batch(name):
    """A case with several rows."""
    return array_where(name, lambda a: a.ndim >= 2 and len(a) > 1)


def batch_of_one(name):
    """A case with a batch that has one row."""
    return array_where(name, lambda a: a.ndim >= 2 and len(a) == 1)


def float32(name):
    """A case in which that argument is of single precision."""
    return array_where(name, lambda a: a.dtype == np.float32)


def whole(name):
    """A case in which that argument holds integers, as ``[3, 0]`` makes them."""
    return array_where(name, lambda a: a.ndim > 0 and a.dtype.kind == "i")


def reaches(name, size):
    """A case in which that argument has an entry at least so large, its sign aside."""
    return array_where(name, lambda a: a.size and np.abs(a).max() >= size)


def holds(name, value):
    """A case in which that argument has an entry of that value."""
    return array_where(name, lambda a: (a == value).any())


def square(name):
    """A case with as many rows as columns, where shapes that do not belong together fit."""
    return array_where(name, lambda a: a.ndim == 2 and a.shape[0] == a.shape[1] > 1)


def not_in_a_row(name):
    """A case in which that argument is a view, such as a transposed array, for which
    ``ravel`` and ``reshape(-1)`` give copies."""
    return array_where(name, lambda a: not a.flags.c_contiguous)
