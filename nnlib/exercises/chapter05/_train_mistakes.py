"""Wrong answers to "The training loop" that note or hand back something else."""

import numpy as np

from nnlib.by_hand import training
from nnlib.by_hand.training import descend, minibatches
from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter05 import _loops as loops
from nnlib.exercises.chapter05._loss_mistakes import loss_of


def trained(X, y, params, rate, batch_size, n_epochs, rng, *, batches=None, note=None, step=None):
    """The answer with one thing changed.

    What is noted of an epoch is made of its steps: the batch, and the parameters before and after.
    """
    rng, losses = np.random.default_rng(rng), []
    for _ in range(n_epochs):
        steps = []
        for batch in (batches or minibatches)(X, y, batch_size, rng):
            before = params
            params = (step or (lambda *at: descend(*at, rate, 1)[0]))(*batch, params)
            steps.append((batch, before, params))
        losses += note(steps) if note else [loss_of(X, y, params)]
    return params, losses


def _stopped(enough, *, noted=True):
    """The answer, which stops once the losses are such; with the last one noted, or not."""

    def train(X, y, params, rate, batch_size, n_epochs, rng):
        rng, losses = np.random.default_rng(rng), []
        for _ in range(n_epochs):
            params, (loss,) = training.train(X, y, params, rate, batch_size, 1, rng)
            losses.append(loss)
            if enough(losses):
                return params, (losses if noted else losses[:-1])
        return params, losses

    return train


class HandedBack:
    """Mistakes in what comes back: the losses, and the parameters at the end."""

    def all_losses_inside(X, y, params, rate, batch_size, n_epochs, rng):
        """There is a loss for every batch. Keep one an epoch: the line belongs after the inner
        loop."""
        return trained(
            X, y, params, rate, batch_size, n_epochs, rng,
            note=lambda steps: [loss_of(X, y, after) for *_, after in steps],
        )  # fmt: skip

    def loss_before_the_last_step(X, y, params, rate, batch_size, n_epochs, rng):
        """The losses are those of the last batch, *before* its step. Keep the loss of all samples,
        at the end of each epoch."""
        return trained(
            X, y, params, rate, batch_size, n_epochs, rng,
            note=lambda steps: [loss_of(*steps[-1][0], steps[-1][1])],
        )  # fmt: skip

    def loss_at_the_start_of_the_epoch(X, y, params, rate, batch_size, n_epochs, rng):
        """The losses are those at the *start* of each epoch. Keep them at its end."""
        return trained(
            X, y, params, rate, batch_size, n_epochs, rng,
            note=lambda steps: [loss_of(X, y, steps[0][1])],
        )  # fmt: skip

    def last_loss_alone(X, y, params, rate, batch_size, n_epochs, rng):
        """There is only the last loss. Wanted is a list with one for each epoch."""
        params, losses = training.train(X, y, params, rate, batch_size, n_epochs, rng)
        return params, losses[-1:]

    def loss_of_the_last_batch(X, y, params, rate, batch_size, n_epochs, rng):
        """The losses are those of the last batch alone. Keep the loss of *all* samples, at the end
        of each epoch. (Where all samples are the same it makes no difference.)"""
        return trained(
            X, y, params, rate, batch_size, n_epochs, rng,
            note=lambda steps: [loss_of(*steps[-1][0], steps[-1][2])],
        )  # fmt: skip

    def parameters_alone(X, y, params, rate, batch_size, n_epochs, rng):
        """Only the parameters come back. Return two things: the parameters and the list of
        losses."""
        return training.train(X, y, params, rate, batch_size, n_epochs, rng)[0]

    def losses_first(X, y, params, rate, batch_size, n_epochs, rng):
        """The two results are exchanged: first the parameters, then the losses."""
        return training.train(X, y, params, rate, batch_size, n_epochs, rng)[::-1]

    def the_best_epoch(X, y, params, rate, batch_size, n_epochs, rng):
        """The parameters of the epoch with the smallest loss come back. Wanted are those at the
        *end*, even where the loss has risen since."""
        rng, losses, best = np.random.default_rng(rng), [], params
        for _ in range(n_epochs):
            params, (loss,) = training.train(X, y, params, rate, batch_size, 1, rng)
            losses.append(loss)
            best = params if loss <= min(losses) else best
        return best, losses

    def best_of_none(X, y, params, rate, batch_size, n_epochs, rng):
        rng, losses, best = np.random.default_rng(rng), [], None
        for _ in range(n_epochs):
            params, (loss,) = training.train(X, y, params, rate, batch_size, 1, rng)
            losses.append(loss)
            best = (loss, params) if loss <= min(losses) else best
        return best[1], losses

    the_best_epoch = spelled(the_best_epoch, best_of_none)
    del best_of_none

    def stops_when_the_loss_rises(*given):
        """It stops when the loss rises. Go through all `n_epochs` epochs, and keep a loss for each:
        a loss that rises is something that one wants to see."""
        return _stopped(loops.RISES[0])(*given)

    stops_when_the_loss_rises = spelled(
        stops_when_the_loss_rises, _stopped(loops.RISES[0], noted=False), _stopped(loops.RISES[1])
    )

    def stops_when_the_loss_is_small(*given):
        """It stops when the loss is small or hardly changes. Go through all `n_epochs` epochs, and
        keep a loss for each."""
        return _stopped(loops.SMALL_ENOUGH[0])(*given)

    stops_when_the_loss_is_small = spelled(
        stops_when_the_loss_is_small,
        _stopped(loops.SMALL_ENOUGH[0], noted=False),
        _stopped(loops.SMALL_ENOUGH[1]),
    )

    def three_results(*given):
        """More than two things come back. Return just two: the parameters and the list of losses.
        Whoever writes `params, losses = ...` gets an error from a third."""
        return *training.train(*given), 0
