"""Which promise a data set breaks first, of those that "Make Rosenblatt's rule work" makes."""

import numpy as np

from nnlib.exercises.chapter02._hard import GOAL, run

LEAST = 0.1  # how far samples of different labels have to be from each other


def shapes(answer):
    """The axes of X and of y, and whether X has as many rows as y; none if only one thing came."""
    handed_in = answer()
    if handed_in is None:
        return None
    if isinstance(handed_in, np.ndarray) or len(handed_in) != 2:
        return np.zeros(3, dtype=int)
    X, y = map(np.asarray, handed_in)
    return np.array([X.ndim, y.ndim, int(X.shape[:1] == y.shape[:1])])


def fault(answer):
    """The first promise that a data set breaks, in a word; "" if it keeps all, or has no form."""
    if (form := shapes(answer)) is None or (form != (2, 1, 1)).any():
        return ""
    X, y = answer()
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    apart = np.sqrt(np.sum((X[:, np.newaxis] - X) ** 2, axis=-1))
    if len(X) > 10:
        return "many"
    if not (np.sqrt(np.sum(X**2, axis=1)) <= 1 + 1e-9).all():
        return "long"
    if not np.isin(y, (0, 1)).all():
        return "labels"
    if ((y[:, np.newaxis] != y) & (apart < LEAST - 1e-9)).any():
        return "close"
    mistakes, stopped = run(tuple(map(tuple, X.tolist())), tuple(y.tolist()))
    if not stopped:
        return "never"
    if mistakes >= GOAL:
        return ""
    if len(set(y.tolist())) == 1:
        return "one class"
    if len(X) == 2:
        return "two"
    return "at once" if mistakes <= 12 else "soon" if mistakes < 100 else "late"


def has(*words):
    """A use: 1 if a data set has one of these faults, and has it first, else 0."""

    def use(answer):
        return None if answer() is None else int(fault(answer) in words)

    return use
