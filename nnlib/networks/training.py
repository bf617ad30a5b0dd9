"""Training: show a batch, measure the loss, step downhill, and again.

    for every epoch
        for every mini-batch
            X = augment(X, rng)                    changed copies, if you like
            Z = network.forward(X)                 scores
            network.backward(loss_grad(Z, y))      gradients
            optimizer.step(params, grads)          a small step

``Batches`` are the mini-batches, a ``Step`` is what is done with each, and ``run_epochs`` is
the loop. ``train`` is the door: it checks what it is given, once, and then runs the loop.
"""

from __future__ import annotations

import copy
import itertools
import warnings
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib._common.progress_bar import progress_bar
from nnlib._common.threads import one_thread
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
from nnlib.networks.batches import Batches
from nnlib.networks.fused import FusedStep
from nnlib.networks.sequential import Sequential

TakeStep = Callable[[Array, Array], Number]
Pairs = Mapping[str, tuple[Array, Array]]


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

    Interrupting it (Ctrl-C) keeps what the network has learned so far. Meanwhile BLAS runs on one
    thread, unless a variable of the environment such as ``OPENBLAS_NUM_THREADS`` says how many;
    afterwards it has as many as before.

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
        Learning rate of each step, in place of the optimizer's own.
    augment : callable ``(X_batch, rng) -> X_batch``, optional
        Changes each batch before the network sees it, such as ``shift_images``.
    watch : dict of str to (X, y), optional
        Data on which the accuracy is measured after every epoch.
    on_epoch : callable ``(history) -> bool or None``, optional
        Gets the history so far after every epoch, such as ``plots.LivePlot()``; if it
        returns True, the training ends early.
    drop_last : bool
        Leave out an epoch's last batch if it is smaller than the others.
    fused : bool
        Take each step with ``FusedStep``: the same numbers up to rounding, in about half
        the time, and large batches on two cores. It takes dense layers with ReLU, and perhaps
        dropout, between them, softmax cross-entropy and SGD.
    rng : numpy.random.Generator, RandomState, int or None
        Source of the shuffles and of ``augment``.
    progress : bool
        Whether to show a progress bar.

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
    _check_on_epoch(on_epoch)
    n_epochs = positive_int("n_epochs", n_epochs)
    positive_int("batch_size", batch_size)
    for data in [(X, y), *watched.values()]:
        _check_fit(network, *data)
    if not fused:
        take_step: TakeStep = Step(network, optimizer, loss, loss_grad)
    elif (loss, loss_grad) == (softmax_cross_entropy, softmax_cross_entropy_grad):
        take_step = FusedStep(network, optimizer)
    else:
        raise ValueError("fused training takes nnlib's softmax_cross_entropy, got another loss")
    batches = Batches(X, y, batch_size, rng, drop_last=drop_last, reuse=fused, augment=augment)
    if schedule is not None:
        take_step = _scheduled(take_step, optimizer, schedule, n_epochs * len(batches))
    return run_epochs(
        network, take_step, batches, n_epochs, watch=watched, on_epoch=on_epoch, progress=progress
    )


class Step:
    """A step of gradient descent: forward, backward, and the optimizer's step downhill.

    Parameters
    ----------
    network : Sequential
        Changed in place.
    optimizer : SGD, or any object with ``step(params, grads)``
    loss, loss_grad : callables ``(Z, y)``
        The loss of a batch and its gradient with respect to the scores.
    """

    def __init__(
        self, network: Sequential, optimizer: Optimizer, loss: Loss, loss_grad: LossGrad
    ) -> None:
        self.network, self.optimizer = network, optimizer
        self.loss, self.loss_grad = loss, loss_grad

    def __call__(self, X: Array, y: Array) -> Number:
        """Take one step with a batch, X (N, D) and y (N,); return its loss before the step."""
        Z = self.network.forward(X)
        value = self.loss(Z, y)
        # A float64 gradient would make a float32 network compute in float64.
        self.network.backward(self.loss_grad(Z, y).astype(Z.dtype, copy=False))
        self.optimizer.step(self.network.params, self.network.grads)
        return value


def run_epochs(
    network: Sequential,
    take_step: TakeStep,
    batches: Batches,
    n_epochs: int,
    *,
    watch: Pairs | None = None,
    on_epoch: Callable[[History], bool | None] | None = None,
    progress: bool = False,
) -> History:
    """Run the loop of ``train``, for data and options that have been checked already.

    Parameters
    ----------
    network : Sequential
        Changed in place.
    take_step : callable ``(X, y) -> loss``
        What is done with each batch: a ``Step``, or a ``FusedStep``.
    batches : Batches
        The data.
    n_epochs, watch, on_epoch, progress
        As in ``train``; ``watch`` holds arrays.

    Returns
    -------
    dict of str to list of float
        As ``train`` returns it.
    """
    watch = watch or {}
    history: History = {"loss": [], **{name: [] for name in watch}}
    total = n_epochs * len(batches)
    with one_thread(), progress_bar(progress, total=total, unit="batch") as bar:
        try:
            for _ in range(n_epochs):
                network.training = True
                losses: list[Any] = []
                for X, y in batches:
                    losses.append(take_step(X, y))
                    bar.update()
                network.training = False
                results = _record(history, losses, network, watch)
                bar.set_postfix({name: f"{value:.3f}" for name, value in results.items()})
                if on_epoch is not None and on_epoch(history) is True:
                    break
        except KeyboardInterrupt:
            warnings.warn(
                f"training interrupted in epoch {len(history['loss']) + 1} of {n_epochs}; "
                "the network keeps what it has learned",
                stacklevel=3,  # whoever called train
            )
        finally:
            network.training = False
    return history


def _record(
    history: History, losses: list[Any], network: Sequential, watch: Pairs
) -> dict[str, float]:
    """Write an epoch's mean loss and accuracies into the history, and return them."""
    results = {name: accuracy(network, *data) for name, data in watch.items()}
    results["loss"] = float(np.mean(losses))
    for name, value in results.items():
        history[name].append(value)
    return results


def _scheduled(
    take_step: TakeStep,
    optimizer: Optimizer,
    schedule: Callable[[int, int], float],
    n_steps: int,
) -> TakeStep:
    """Return the same step, before which the optimizer gets the schedule's learning rate."""
    count = itertools.count()

    def set_rate_and_step(X: Array, y: Array) -> Number:
        rate = float(schedule(next(count), n_steps))
        optimizer.learning_rate = rate  # type: ignore[attr-defined]  # now it must
        return take_step(X, y)

    return set_rate_and_step


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


def _check_on_epoch(on_epoch: object) -> None:
    """Raise ValueError unless it is None or can be called, and is no class."""
    if on_epoch is not None and (isinstance(on_epoch, type) or not callable(on_epoch)):
        raise ValueError(
            "on_epoch must be a function of the history, or an object such as LivePlot() "
            f"with its parentheses, got {on_epoch!r}"
        )


def _check_fit(network: Sequential, X: Array, y: Array) -> None:
    """Name a misfit before training: one sample runs through a copy of the network.

    The copy shares the weights. What its layers keep for ``backward`` goes with it, and since
    it is not in training, ``Dropout`` draws no random number.
    """
    trial = copy.copy(network)
    trial.layers = [copy.copy(layer) for layer in network.layers]
    trial.training = False
    try:
        Z = trial.forward(X[:1])
    except ValueError as error:
        raise ValueError(
            f"the network does not take samples of {X.shape[1]} features: {error}"
        ) from error
    if Z.ndim != 2 or y.max() >= Z.shape[1]:
        raise ValueError(
            f"the network gives scores of shape {Z.shape}, expected (1, K) with K of at least "
            f"{y.max() + 1}, since the labels go up to {y.max()}"
        )
