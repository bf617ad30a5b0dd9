"""What the votes of the nearest are wrongly made of, and when they tie."""

import numpy as np


def votes(distances, labels, k):
    return labels[np.argsort(distances, axis=1)[:, :k]]


def most(votes):
    return np.array([np.bincount(row).argmax() for row in votes])


def weighed(weight):
    """The k nearest vote, each with a weight that its distance gives."""

    def vote(distances, labels, k):
        order = np.argsort(distances, axis=1)[:, :k]
        rows = zip(distances, order, strict=True)
        return np.array([np.bincount(labels[o], weight(d[o])).argmax() for d, o in rows])

    return vote


def of_ten(distances, labels, k):
    """The counts of ten labels in each row, whatever others there are."""
    return (votes(distances, labels, k)[:, :, None] == np.arange(10)).sum(axis=1)


def a_tie(case):
    """Whether two labels share the most votes, and the nearest one has the larger of them."""
    for row in votes(**case.args):
        counts = np.bincount(row)
        if (counts == counts.max()).sum() > 1 and row[0] != counts.argmax():
            return True
    return False
