"""Inputs made ready for a network: every feature on the same scale."""

import numpy as np


def standardize(X, X_train):
    """Shift and scale each column, to mean 0 and spread 1 in the training data.

    z = (x - mean) / spread, with the mean and the standard deviation that the
    column has in X_train. A column that is constant in X_train has no spread to
    divide by and is only shifted.

    Parameters
    ----------
    X : array (N, D)
        The samples to be standardized: the training samples, or any others.
    X_train : array (M, D)
        The training samples, from which means and spreads are taken.

    Returns
    -------
    array (N, D)
    """
    mean = np.mean(X_train, axis=0)  # (D,)
    spread = np.std(X_train, axis=0)  # (D,)
    return (X - mean) / np.where(spread > 0, spread, 1)
