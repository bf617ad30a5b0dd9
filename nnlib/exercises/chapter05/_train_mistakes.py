"""Wrong answers to "The training loop" that note or hand back something else."""

import numpy as np

from nnlib.by_hand import training
from nnlib.by_hand.training import descend, loss_and_grads, minibatches


def trained(X, y, params, rate, batch_size, n_epochs, rng, *, batches=None, note=None, step=None):
    """The answer with one thing changed."""
    rng, losses = np.random.default_rng(rng), []
    for _ in range(n_epochs):
        found = (batches or minibatches)(X, y, batch_size, rng)
        for batch in found:
            params = (step or (lambda *at: descend(*at, rate, 1)[0]))(*batch, params)
        if note:
            losses += note(found, params)
        else:
            losses.append(loss_and_grads(X, y, params)[0])
    return params, losses


class HandedBack:
    """Mistakes in what comes back: the losses, and the parameters at the end."""

    def a_loss_for_each_batch(X, y, params, rate, batch_size, n_epochs, rng):
        """There is a loss for every batch. Keep one an epoch: after the inner loop, and of all
        samples."""
        rng, losses = np.random.default_rng(rng), []
        for _ in range(n_epochs):
            for batch in minibatches(X, y, batch_size, rng):
                params, loss = descend(*batch, params, rate, 1)
                losses += loss
        return params, losses

    def all_losses_inside(X, y, params, rate, batch_size, n_epochs, rng):
        """There is a loss for every batch. Keep one an epoch: the line belongs after the inner
        loop."""
        rng, losses = np.random.default_rng(rng), []
        for _ in range(n_epochs):
            for batch in minibatches(X, y, batch_size, rng):
                params, _ = descend(*batch, params, rate, 1)
                losses.append(loss_and_grads(X, y, params)[0])
        return params, losses

    def loss_before_the_last_step(X, y, params, rate, batch_size, n_epochs, rng):
        """The losses are those that `descend` gave back: of one batch, and *before* its step. Keep
        the loss of all samples, at the end of each epoch."""
        rng, losses = np.random.default_rng(rng), []
        for _ in range(n_epochs):
            for batch in minibatches(X, y, batch_size, rng):
                params, loss = descend(*batch, params, rate, 1)
            losses += loss
        return params, losses

    def mean_of_the_batches(X, y, params, rate, batch_size, n_epochs, rng):
        """The losses are means over the batches, each measured before its step. Keep the loss of
        all samples, at the end of each epoch."""
        rng, losses = np.random.default_rng(rng), []
        for _ in range(n_epochs):
            found = []
            for batch in minibatches(X, y, batch_size, rng):
                params, loss = descend(*batch, params, rate, 1)
                found += loss
            losses.append(np.mean(found))
        return params, losses

    def loss_at_the_start_of_the_epoch(X, y, params, rate, batch_size, n_epochs, rng):
        """The losses are those at the *start* of each epoch. Keep them at its end."""
        rng, losses = np.random.default_rng(rng), []
        for _ in range(n_epochs):
            losses.append(loss_and_grads(X, y, params)[0])
            for batch in minibatches(X, y, batch_size, rng):
                params, _ = descend(*batch, params, rate, 1)
        return params, losses

    def last_loss_alone(X, y, params, rate, batch_size, n_epochs, rng):
        """There is only the last loss. Wanted is a list with one for each epoch."""
        params, losses = training.train(X, y, params, rate, batch_size, n_epochs, rng)
        return params, losses[-1:]

    def own_loss_of_each_batch(X, y, params, rate, batch_size, n_epochs, rng):
        """There is a loss for every batch. Keep one an epoch: after the inner loop, and of all
        samples."""
        rng, losses = np.random.default_rng(rng), []
        for _ in range(n_epochs):
            for batch in minibatches(X, y, batch_size, rng):
                params, _ = descend(*batch, params, rate, 1)
                losses.append(loss_and_grads(*batch, params)[0])
        return params, losses

    def one_loss_at_the_very_end(X, y, params, rate, batch_size, n_epochs, rng):
        """There is one loss, at the very end. Wanted is one for each epoch: the line belongs inside
        the outer loop."""
        params, _ = training.train(X, y, params, rate, batch_size, n_epochs, rng)
        return params, [loss_and_grads(X, y, params)[0]]

    def loss_of_the_last_batch(X, y, params, rate, batch_size, n_epochs, rng):
        """The losses are those of the last batch alone. Keep the loss of *all* samples, at the end
        of each epoch. (Where all samples are the same it makes no difference.)"""
        return trained(
            X, y, params, rate, batch_size, n_epochs, rng,
            note=lambda found, params: [loss_and_grads(*found[-1], params)[0]],
        )  # fmt: skip

    def loss_with_its_gradients(X, y, params, rate, batch_size, n_epochs, rng):
        """The list holds pairs of a loss and its gradients. Keep the loss alone: `loss_and_grads`
        gives back two things."""
        return trained(
            X, y, params, rate, batch_size, n_epochs, rng,
            note=lambda found, params: [loss_and_grads(X, y, params)],
        )  # fmt: skip

    def parameters_alone(X, y, params, rate, batch_size, n_epochs, rng):
        """Only the parameters come back. Return two things: the parameters and the list of
        losses."""
        return training.train(X, y, params, rate, batch_size, n_epochs, rng)[0]

    def losses_first(X, y, params, rate, batch_size, n_epochs, rng):
        """The two results are exchanged: first the parameters, then the losses."""
        return training.train(X, y, params, rate, batch_size, n_epochs, rng)[::-1]

    def mean_of_the_batches_at_the_end(X, y, params, rate, batch_size, n_epochs, rng):
        """The losses are means over the *batches*, so the samples of a smaller last batch count for
        more than the others. Take the loss of all samples at once."""
        return trained(
            X, y, params, rate, batch_size, n_epochs, rng,
            note=lambda found, params: [np.mean([loss_and_grads(*at, params)[0] for at in found])],
        )  # fmt: skip

    def the_best_epoch(X, y, params, rate, batch_size, n_epochs, rng):
        """The parameters of the epoch with the smallest loss come back. Wanted are those at the
        *end*, even where the loss has risen since."""
        rng, losses, best = np.random.default_rng(rng), [], params
        for _ in range(n_epochs):
            params, (loss,) = training.train(X, y, params, rate, batch_size, 1, rng)
            losses.append(loss)
            best = params if loss <= min(losses) else best
        return best, losses

    def start_noted_too(X, y, params, rate, batch_size, n_epochs, rng):
        """There is one loss more than there are epochs: that of the start is noted too. The list
        begins with the loss at the end of the first epoch."""
        end, losses = training.train(X, y, params, rate, batch_size, n_epochs, rng)
        return end, [loss_and_grads(X, y, params)[0], *losses]
