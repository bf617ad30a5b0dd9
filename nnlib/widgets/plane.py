"""Figures over points of two classes in the plane."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from nnlib._common.validation import samples_and_labels
from nnlib.widgets.playable import Playable


class Plane(Playable):
    """Points and labels, sent to the page as bytes."""

    _X = traitlets.Bytes().tag(sync=True)  # float32 (N, 2), row by row
    _y = traitlets.Bytes().tag(sync=True)  # uint8 (N,)
    limit = traitlets.Float(2.5).tag(sync=True)

    def __init__(self, X: ArrayLike, y: ArrayLike, *, limit: float, **settings: Any) -> None:
        X, y = samples_and_labels(type(self).__name__, X, y)
        if X.shape[1] != 2 or y.max() > 1:
            raise ValueError(
                "a plane needs two features and the labels 0 and 1, "
                f"got X of shape {X.shape} and labels up to {y.max()}"
            )
        if not (0 < limit < np.inf):
            raise ValueError(f"limit must be a positive number, got {limit!r}")
        self.X, self.y = X, y
        points, labels = X.astype("<f4").tobytes(), y.astype(np.uint8).tobytes()
        super().__init__(_X=points, _y=labels, limit=float(limit), **settings)
