"""Batches: a few samples at a time, in an order that is new in every epoch."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from nnlib._common.rng import as_rng
from nnlib._common.types import Array, Rng, Seed


def minibatches(
    X: Array,
    y: Array,
    batch_size: int,
    rng: Seed = None,
    *,
    drop_last: bool = False,
    reuse: bool = False,
) -> Iterator[tuple[Array, Array]]:
    """Shuffle the samples once and yield them batch by batch.

    Parameters
    ----------
    X : array (N, D)
        Samples.
    y : array (N,)
        Labels.
    batch_size : int
        Samples in a batch; the last batch may be smaller.
    rng : numpy.random.Generator, RandomState, int or None
        Source of the shuffle.
    drop_last : bool
        Leave out a last batch that is smaller.
    reuse : bool
        Write each batch over the one before, which saves time. Copy what you want to keep.

    Yields
    ------
    X_batch : array (B, D)
        The next samples; B is ``batch_size``, or less in the last batch.
    y_batch : array (B,)
        Their labels.
    """
    order = as_rng(rng).permutation(len(X))
    stop = len(X) - len(X) % batch_size if drop_last else len(X)
    kept = np.empty((batch_size, *X.shape[1:]), X.dtype) if reuse else None
    for start in range(0, stop, batch_size):
        rows = order[start : start + batch_size]
        # With mode="clip" take writes into the array at once, by way of no other.
        X_batch = (
            X.take(rows, axis=0, out=kept[: len(rows)], mode="clip")
            if kept is not None
            else X[rows]
        )
        yield X_batch, y[rows]


class Batches:
    """The samples of a training in mini-batches, shuffled anew in every pass over them.

    Nothing is checked here: ``train`` has checked the data before.

    Parameters
    ----------
    X : float array (N, D)
        Samples.
    y : integer array (N,)
        Labels.
    batch_size : int
        Samples in a batch; if it is larger than N, a batch holds all N.
    rng : numpy.random.Generator, RandomState, int or None
        Source of the shuffles.
    drop_last, reuse : bool
        As in ``minibatches``.
    augment : callable ``(X_batch, rng) -> X_batch``, optional
        Changes each batch.
    """

    def __init__(
        self,
        X: Array,
        y: Array,
        batch_size: int,
        rng: Seed = None,
        *,
        drop_last: bool = False,
        reuse: bool = False,
        augment: Callable[[Array, Rng], Array] | None = None,
    ) -> None:
        self.X, self.y, self.batch_size = X, y, min(int(batch_size), len(X))
        self.rng, self.drop_last, self.reuse = as_rng(rng), drop_last, reuse
        self.augment = augment

    def __len__(self) -> int:
        whole, left = divmod(len(self.X), self.batch_size)
        return whole + (left > 0 and not self.drop_last)

    def __iter__(self) -> Iterator[tuple[Array, Array]]:
        options = {"drop_last": self.drop_last, "reuse": self.reuse}
        batches = minibatches(self.X, self.y, self.batch_size, self.rng, **options)
        if (augment := self.augment) is None:
            return batches
        return ((augment(X, self.rng), y) for X, y in batches)
