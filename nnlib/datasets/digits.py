"""The 8x8 digits that come with scikit-learn: small enough to train in a second."""

from __future__ import annotations

import numpy as np

from nnlib._common.validation import int_between
from nnlib.datasets.split import Split


def load_digits(*, n_validation: int = 0, test_size: float = 0.15, random_state: int = 37) -> Split:
    """Load the 1 797 handwritten digits of 8 x 8 pixels.

    Parameters
    ----------
    n_validation : int
        How many of the training samples to set aside for validation.
    test_size : float or int
        Share or number of the samples that are set aside for the test.
    random_state : int
        Seed of the split; the default gives 1 527 and 270 samples.

    Returns
    -------
    Split
        X float32 with pixels from 0 to 16, in rows of 64; y integers from 0 to 9.

    References
    ----------
    Alpaydin and Kaynak, "Optical recognition of handwritten digits", UCI machine
    learning repository, 1998; as shipped by scikit-learn.
    """
    from sklearn.datasets import load_digits as sklearn_digits
    from sklearn.model_selection import train_test_split

    X, y = sklearn_digits(return_X_y=True)
    X_train, X_test, y_train, y_test = train_test_split(
        X.astype(np.float32), y, test_size=test_size, random_state=random_state
    )
    n = len(X_train) - int_between("n_validation", n_validation, 0, len(X_train) - 1)
    return Split(X_train[:n], y_train[:n], X_train[n:], y_train[n:], X_test, y_test)
