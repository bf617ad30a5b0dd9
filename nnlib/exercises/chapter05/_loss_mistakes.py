"""Wrong answers to both training loops that note other losses, or in another form."""

import numpy as np

from nnlib.by_hand.mlp import mlp_forward
from nnlib.by_hand.training import loss_and_grads
from nnlib.exercises._helpers import spelled
from nnlib.functions.activations import sigmoid


def loss_of(X, y, params):
    return loss_and_grads(X, y, params)[0]


def other_losses(loop):
    """The mistakes of a training loop, which takes ``note=``: what is noted of an epoch's steps,
    each of them the batch, and the parameters before and after."""

    def kept(keep):
        def answer(*given):
            params, losses = loop(*given)
            return params, keep(losses)

        return answer

    class OtherLosses:
        """Mistakes in what is noted."""

        def losses_of_the_batches(*given):
            """There is a loss for every batch. Keep one an epoch: after the inner loop, and of all
            samples."""
            return loop(*given, note=lambda steps: [loss_of(*at, start) for at, start, _ in steps])

        def own_loss_of_each_batch(*given):
            """There is a loss for every batch. Keep one an epoch: after the inner loop, and of all
            samples."""
            return loop(*given, note=lambda steps: [loss_of(*at, end) for at, _, end in steps])

        def mean_of_the_batches(*given):
            """The losses are means over the batches, each measured before its step. Keep the loss
            of all samples, at the end of each epoch."""

            def mean(steps):
                return [np.mean([loss_of(*at, start) for at, start, _ in steps])]

            return loop(*given, note=mean)

        def sum_of_the_batches(*given):
            """The losses are sums over the batches, so more batches make a larger loss. Keep the
            loss of all samples, at the end of each epoch."""

            def total(steps):
                return [np.sum([loss_of(*at, start) for at, start, _ in steps])]

            return loop(*given, note=total)

        def one_loss_at_the_very_end(*given):
            """There is one loss, at the very end. Wanted is one for each epoch: the line belongs
            inside the outer loop."""
            params, _ = loop(*given)
            return params, [loss_of(*given[:2], params)]

        def loss_with_its_gradients(*given):
            """The list holds pairs of a loss and its gradients. Keep the loss alone:
            `loss_and_grads` gives back two things."""
            X, y = given[:2]
            return loop(*given, note=lambda steps: [loss_and_grads(X, y, steps[-1][2])])

        def accuracies(*given):
            """The list holds accuracies, the fraction of right answers. What is asked for is the
            *loss* of all samples, which still says something where the answers stay the same."""
            X, y = given[:2]

            def accuracy(steps):
                Z = mlp_forward(X, steps[-1][2], sigmoid)[1][-1]
                return [np.mean(Z.argmax(axis=1) == y)]

            return loop(*given, note=accuracy)

        def mean_of_the_batches_at_the_end(*given):
            """The losses are means over the *batches*, so the samples of a smaller last batch count
            for more than the others. Take the loss of all samples at once."""

            def mean(steps):
                return [np.mean([loss_of(*at, steps[-1][2]) for at, *_ in steps])]

            return loop(*given, note=mean)

        def start_noted_too(*given):
            """There is one loss more than there are epochs: that of the start is noted too. The
            list begins with the loss at the end of the first epoch."""
            end, losses = loop(*given)
            return end, [loss_of(*given[:3]), *losses]

        def a_number_for_the_losses(*given):
            """The second result is a single loss. Wanted is a list with one for each epoch."""
            return kept(lambda losses: losses[-1])(*given)

        a_number_for_the_losses = spelled(
            a_number_for_the_losses,
            kept(lambda losses: losses[-1] if losses else losses),
            kept(lambda losses: losses[-1] if losses else None),
            lambda *given: (end := loop(*given)[0], loss_of(*given[:2], end)),
        )

        def mean_loss(*given):
            """The second result is the mean of the losses. Wanted is a list with one for each
            epoch."""
            return kept(lambda losses: np.mean(losses) if losses else 0.0)(*given)

        def losses_backwards(*given):
            """The losses are in reverse order: the first should be that of the first epoch."""
            return kept(lambda losses: losses[::-1])(*given)

        def one_epoch_too_few(*given):
            """There is one epoch too few: `range(n_epochs)` has n_epochs entries."""
            return loop(*given[:-2], max(given[-2] - 1, 0), given[-1])

        def one_epoch_too_many(*given):
            """There is one epoch too many: `range(n_epochs)` has n_epochs entries."""
            return loop(*given[:-2], given[-2] + 1, given[-1])

    return OtherLosses
