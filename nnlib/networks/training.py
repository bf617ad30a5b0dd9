"""Training: show a batch, measure the loss, step downhill, and again.

for every epoch
    for every mini-batch
        X = augment(X, rng)                    changed copies, if you like
        Z = network.forward(X)                 scores
        network.backward(loss_grad(Z, y))      gradients
        optimizer.step(params, grads)          a small step
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib._common.progress_bar import progress_bar
from nnlib._common.rng import as_rng
from nnlib._common.types import (
    Array,
    History,
    Loss,
    LossGrad,
    Number,
    Optimizer,
    Rng,
    Seed,
)
from nnlib._common.validation import positive_int, samples_and_labels
from nnlib.functions.losses import softmax_cross_entropy, softmax_cross_entropy_grad
from nnlib.functions.metrics import accuracy
from nnlib.networks.fused import FusedStep
from nnlib.networks.sequential import Sequential


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
        Write each batch over the one before, which saves time; look at one at a time.

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


def train(
    network: Sequential,
    X: ArrayLike,
    y: ArrayLike,
    *,
    optimizer: Optimizer,
    n_epochs: int = 10,
    batch_size: int = 32,
    loss: Loss = softmax_cross_entropy,
    loss_grad: LossGrad = softmax_cross_entropy_grad,
    schedule: Callable[[int, int], float] | None = None,
    augment: Callable[[Array, Rng], Array] | None = None,
    watch: Mapping[str, tuple[ArrayLike, ArrayLike]] | None = None,
    on_epoch: Callable[[History], bool | None] | None = None,
    drop_last: bool = False,
    fused: bool = False,
    rng: Seed = None,
    progress: bool = False,
) -> History:
    """Train a network by mini-batch gradient descent.

    Interrupting it (Ctrl-C) keeps what the network has learned so far.

    Parameters
    ----------
    network : Sequential
        Changed in place.
    X : array (N, D)
        Samples; float32 stays float32, everything else becomes float64.
    y : integer array (N,)
        Labels from 0 to K - 1.
    optimizer : SGD, or any object with ``step(params, grads)``
    n_epochs : int
        How often every sample is shown.
    batch_size : int
        Samples for each step.
    loss, loss_grad : callables ``(Z, y)``
        The loss of a batch and its gradient with respect to the scores.
    schedule : callable ``(step, n_steps) -> float``, optional
        Learning rate of each step, in place of the optimiser's own.
    augment : callable ``(X_batch, rng) -> X_batch``, optional
        Changes each batch before the network sees it, such as ``shift_images``.
    watch : dict of str to (X, y), optional
        Data whose accuracy is measured after every epoch.
    on_epoch : callable ``(history) -> bool or None``, optional
        Gets the history so far after every epoch, such as ``plots.LivePlot()``; if it
        returns True, the training ends early.
    drop_last : bool
        Leave out an epoch's last batch if it is smaller than the others.
    fused : bool
        Take each step with ``FusedStep``: the same numbers up to rounding, in about half
        the time. For dense layers with ReLU between them, softmax cross-entropy and SGD.
    rng : numpy.random.Generator, RandomState, int or None
        Source of the shuffles.
    progress : bool
        Show a progress bar.

    Returns
    -------
    dict of str to list of float
        For each epoch: ``"loss"``, the mean over its batches, and one accuracy for
        each name in ``watch``.

    Raises
    ------
    ValueError
        If sizes or types do not fit, or ``fused`` cannot do what is asked.
    """
    X, y = samples_and_labels("train", X, y)
    watched = _check_watch(watch)
    if on_epoch is not None and (isinstance(on_epoch, type) or not callable(on_epoch)):
        raise ValueError(
            "on_epoch must be a function of the history, or an object such as LivePlot() "
            f"with its parentheses, got {on_epoch!r}"
        )
    positive_int("n_epochs", n_epochs)
    batch_size = min(positive_int("batch_size", batch_size), len(X))
    for data in [(X, y), *watched.values()]:
        _check_fit(network, *data)
    if fused:
        if (loss, loss_grad) != (softmax_cross_entropy, softmax_cross_entropy_grad):
            raise ValueError("fused training takes nnlib's softmax_cross_entropy, got another loss")
        take_step = FusedStep(network, optimizer)
    else:
        take_step = partial(_step, network, optimizer, loss, loss_grad)
    rng = as_rng(rng)
    n_batches = len(X) // batch_size if drop_last else -(-len(X) // batch_size)
    history: History = {"loss": [], **{name: [] for name in watched}}
    step = 0
    with progress_bar(progress, total=n_epochs * n_batches, unit="batch") as bar:
        try:
            for _ in range(n_epochs):
                batch_losses: list[Any] = []
                network.training = True
                batches = minibatches(X, y, batch_size, rng, drop_last=drop_last, reuse=fused)
                for X_batch, y_batch in batches:
                    if augment is not None:
                        X_batch = augment(X_batch, rng)
                    if schedule is not None:
                        rate = float(schedule(step, n_epochs * n_batches))
                        optimizer.learning_rate = rate  # type: ignore[attr-defined]  # now it must
                    batch_losses.append(take_step(X_batch, y_batch))
                    step += 1
                    bar.update()
                network.training = False
                results = {name: accuracy(network, *data) for name, data in watched.items()}
                results["loss"] = float(np.mean(batch_losses))
                for name, value in results.items():
                    history[name].append(value)
                bar.set_postfix({name: f"{value:.3f}" for name, value in results.items()})
                if on_epoch is not None and on_epoch(history) is True:
                    break
        except KeyboardInterrupt:
            warnings.warn(
                f"training interrupted in epoch {len(history['loss']) + 1} of {n_epochs}; "
                "the network keeps what it has learned",
                stacklevel=2,
            )
        finally:
            network.training = False
    return history


def _check_watch(
    watch: Mapping[str, tuple[ArrayLike, ArrayLike]] | None,
) -> dict[str, tuple[Array, Array]]:
    """Return what is watched as arrays, or raise ValueError."""
    watched = {}
    if watch is not None and not isinstance(watch, Mapping):
        raise ValueError(
            f"watch must be a dict from names to pairs (X, y), got a {type(watch).__name__}"
        )
    for name, data in (watch or {}).items():
        if name == "loss":
            raise ValueError('watch: the name "loss" is taken by the loss itself, choose another')
        if not (isinstance(data, (tuple, list)) and len(data) == 2):
            raise ValueError(f"watch[{name!r}] must be a pair (X, y), got a {type(data).__name__}")
        watched[name] = samples_and_labels(f"watch[{name!r}]", *data)
    return watched


def _step(
    network: Sequential, optimizer: Optimizer, loss: Loss, loss_grad: LossGrad, X: Array, y: Array
) -> Number:
    """Forward, backward and a step downhill; return the loss before it."""
    Z = network.forward(X)
    value = loss(Z, y)
    # A float64 gradient would make a float32 network compute in float64.
    network.backward(loss_grad(Z, y).astype(Z.dtype, copy=False))
    optimizer.step(network.params, network.grads)
    return value


def _check_fit(network: Sequential, X: Array, y: Array) -> None:
    """Run one sample through the network, so that a misfit is named before training."""
    try:
        Z = network.forward(X[:1])
    except ValueError as error:
        raise ValueError(
            f"the network does not take samples of {X.shape[1]} features: {error}"
        ) from error
    if Z.ndim != 2 or y.max() >= Z.shape[1]:
        raise ValueError(
            f"the network gives scores of shape {Z.shape}, expected (1, K) with K of at least "
            f"{y.max() + 1}, since the labels go up to {y.max()}"
        )
