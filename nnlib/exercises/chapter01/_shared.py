"""What several exercises of the chapter share."""

import numpy as np

from nnlib.exercises._kinds import batch, batch_of_one, float32, holds, single, whole
from nnlib.judge.exercise import Case


def _between_0_and_1(Z):
    """Whether all scores could be activations, which they are not."""
    return (Z > 0).all() and (Z < 1).all()


KINDS_OF_SCORES = {
    "a single score": single("Z"),
    "a vector": single("Z", ndim=1),
    "a batch": batch("Z"),
    "three axes": single("Z", ndim=3),
    "a score of 0": holds("Z", 0),
    "scores between 0 and 1": lambda case: _between_0_and_1(np.asarray(case.args["Z"])),
    "very large scores": lambda case: holds("Z", 1000)(case) and holds("Z", -1000)(case),
    "float32": float32("Z"),
    "whole numbers": whole("Z"),
}

KINDS_OF_ROWS = {
    "one row": single("Z", ndim=1),
    "a batch": batch("Z"),
    "a batch of one": batch_of_one("Z"),
    "scores of 1000": holds("Z", 1000),
    "scores of -1000": holds("Z", -1000),
    "equal scores": lambda case: (np.diff(np.sort(case.args["Z"])) == 0).any(),
    "float32": float32("Z"),
    "whole numbers": whole("Z"),
}


def score_cases(rng):
    """Scores of every kind, for a function that works entry by entry."""
    yield Case("a single score", {"Z": 2.0})
    yield Case("a vector of four scores", {"Z": np.array([-3.0, -0.5, 0.0, 1.5])})
    yield Case("a batch: 3 rows of 2 scores", {"Z": rng.normal(size=(3, 2)).round(2)})
    yield Case("whole numbers", {"Z": np.array([[-2, 0], [1, 3]])})
    yield Case("a batch of float32", {"Z": rng.normal(size=(2, 3)).astype(np.float32)})
    yield Case("three axes", {"Z": np.array([[[1.0, -1.0]], [[0.5, 2.0]]])})
    yield Case("scores between 0 and 1", {"Z": np.array([0.25, 0.75])})
    yield Case("very large scores", {"Z": np.array([-1000.0, -30.0, -12.0, 30.0, 1000.0])})


def row_cases(rng):
    """Scores for a function that works row by row."""
    yield Case("one row of three scores", {"Z": np.array([1.0, 2.0, 4.0])})
    yield Case("a batch: 2 rows of 3 scores", {"Z": np.array([[1.0, 2.0, 4.0], [0.0, -1.0, 0.5]])})
    yield Case("a batch: 4 rows of 2 scores", {"Z": rng.normal(size=(4, 2)).round(2)})
    yield Case("a batch of one", {"Z": rng.normal(size=(1, 5)).round(2)})
    yield Case("whole numbers", {"Z": np.array([[3, 1, 2], [0, 0, 5]])})
    yield Case("a batch of float32", {"Z": rng.normal(size=(2, 3)).astype(np.float32)})
    large = np.array([[1000.0, 999.0, 0.0], [-1000.0, -1001.0, -999.0]])
    yield Case("very large scores", {"Z": large})
    yield Case("one score far above the others", {"Z": np.array([1000.0, 0.0, 0.0, 0.0, 0.0])})
