"""Data in three parts: for training, validation and test."""

from typing import NamedTuple

import numpy as np


class Split(NamedTuple):
    """Samples X (N, D) and labels y (N,) for training, validation and test."""

    X_train: np.ndarray
    y_train: np.ndarray
    X_val: np.ndarray
    y_val: np.ndarray
    X_test: np.ndarray
    y_test: np.ndarray
