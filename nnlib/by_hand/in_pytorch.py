"""The training loop of chapter 07 in PyTorch, which is needed only when the function is called.

Its lines stand in the chapter, beside those with the reader's own engine; a test compares.
``python -m benchmarks.in_pytorch`` runs it and writes the log that the chapter shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nnlib._common.types import Array


def train_in_pytorch(
    start: Sequence[Array], X: Any, y: Any, batch_size: int, rate: float, n_epochs: int
) -> list[Array]:
    """Train a network with one hidden layer of sigmoids, its samples always in the same order.

    Parameters
    ----------
    start : list of arrays
        W_h, b_h, W_o, b_o, where the training starts. They stay as they are.
    X : array (N, D)
        Samples.
    y : integer array (N,)
        Labels.
    batch_size : int
    rate : float
        Learning rate.
    n_epochs : int

    Returns
    -------
    list of arrays
        Where it ends, in the order of ``start``.

    Raises
    ------
    ImportError
        If PyTorch is not installed.
    """
    import torch

    W_h, b_h, W_o, b_o = tensors = [torch.tensor(a, requires_grad=True) for a in start]
    optimizer = torch.optim.SGD(tensors, lr=rate)
    X, y = torch.tensor(X), torch.tensor(y)
    for _ in range(n_epochs):
        for i in range(0, len(X), batch_size):
            X_batch, y_batch = X[i : i + batch_size], y[i : i + batch_size]
            Z = torch.sigmoid(X_batch @ W_h + b_h) @ W_o + b_o
            loss = torch.nn.functional.cross_entropy(Z, y_batch)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return [t.detach().numpy() for t in tensors]
