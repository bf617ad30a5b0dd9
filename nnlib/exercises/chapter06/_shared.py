"""What several exercises of the chapter share."""

import numpy as np

from nnlib.judge.exercise import Case


def labelled_scores(rng):
    """Scores and labels of batches of several sizes."""
    Z = np.array([[2.0, 0.0, 1.0], [0.0, 1.0, 3.0]])
    yield Case("2 samples, 3 classes", {"Z": Z, "y": np.array([0, 1])})
    Z = rng.normal(size=(5, 4)).round(2)
    yield Case("5 samples, 4 classes", {"Z": Z, "y": np.array([3, 0, 1, 1, 2])})
    yield Case("a batch of one", {"Z": np.array([[1.0, 3.0, 0.0]]), "y": np.array([2])})
    Z = rng.normal(size=(3, 10)).astype(np.float32)
    yield Case("float32", {"Z": Z, "y": rng.integers(0, 10, size=3)})
    Z = np.array([[1000.0, -1000.0], [0.0, 1000.0]])
    yield Case("sure, and once wrong", {"Z": Z, "y": np.array([1, 1])})
    yield Case("sure and right", {"Z": np.array([[0.0, 30.0, -30.0]]), "y": np.array([1])})
    Z = np.array([[1000.0, 1001.0], [-1000.0, -1001.0]])
    yield Case("far from 0, and near to each other", {"Z": Z, "y": np.array([0, 1])})
