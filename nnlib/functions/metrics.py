"""How good a classifier is and where it fails: accuracy, worst errors, confusions."""

from __future__ import annotations

import numpy as np

from nnlib._common.types import Array, Predictor


def accuracy(network: Predictor, X: Array, y: Array) -> float:
    """Compute the accuracy: the share of the samples whose predicted class is the right one.

    Parameters
    ----------
    network : object with ``predict``
    X : array (N, D)
        Samples.
    y : integer array (N,)
        Labels.

    Returns
    -------
    float from 0 to 1
    """
    return float(np.mean(network.predict(X) == y))


def worst_errors(P: Array, y: Array, n: int) -> Array:
    """Find the samples whose right class got the smallest probability.

    Parameters
    ----------
    P : array (N, K)
        Probabilities, one row a sample.
    y : integer array (N,)
        Labels from 0 to K - 1.
    n : int
        How many to find.

    Returns
    -------
    integer array (n,)
        Places of these samples in the batch, the worst first.
    """
    p_right = P[np.arange(len(y)), y]  # (N,)
    return np.argsort(p_right)[:n]


def confusion_matrix(y: Array, answers: Array, n_classes: int) -> Array:
    """Count how often each class was taken for each class.

    Parameters
    ----------
    y : integer array (N,)
        Labels from 0 to K - 1.
    answers : integer array (N,)
        What the classifier said.
    n_classes : int
        Number of classes K.

    Returns
    -------
    array (K, K)
        In row i and column j, how many samples of class i were called j.
    """
    counts = np.zeros((n_classes, n_classes), dtype=int)
    np.add.at(counts, (y, answers), 1)
    return counts
