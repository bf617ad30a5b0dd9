"""Wrong answers to "The loop with momentum" that take or remember other steps."""

import numpy as np

from nnlib.by_hand import training
from nnlib.by_hand.training import loss_and_grads, minibatches, momentum_step
from nnlib.exercises.chapter05._loops import a_step, with_momentum, zeros


def _each(move):
    """All parameters moved alike: ``move(w, v, dw, rate, momentum)`` gives w and v."""

    def step(params, steps, grads, rate, momentum):
        new, new_steps = [], []
        for pair, last, slopes in zip(params, steps, grads, strict=True):
            found = [move(*at, rate, momentum) for at in zip(pair, last, slopes, strict=True)]
            new.append(tuple(w for w, _ in found))
            new_steps.append(tuple(v for _, v in found))
        return new, new_steps

    return step


class Steps:
    """Mistakes in the steps, and in what is remembered of them."""

    def forgets_in_each_epoch(*given):
        """The steps are set to zero in every epoch, so each epoch forgets the one before. Make
        them once, before both loops."""
        return with_momentum(*given, forget="epoch")

    def forgets_in_each_batch(*given):
        """This is plain descent: in every batch the last steps are zeros. Make them once, before
        both loops, and keep what `momentum_step` gives back."""
        return with_momentum(*given, forget="batch")

    def momentum_not_used(X, y, params, rate, momentum, batch_size, n_epochs, rng):
        """This is plain descent: in every batch the last steps are zeros. Make them once, before
        both loops, and keep what `momentum_step` gives back."""
        return training.train(X, y, params, rate, batch_size, n_epochs, rng)

    def biases_without(*given):
        """The weights are right, and the biases learn without momentum. They remember their last
        step too."""

        def step(params, steps, grads, rate, momentum):
            new, new_steps = a_step(params, steps, grads, rate, momentum)
            plain = [
                (W, b - rate * db)
                for (W, _), (_, b), (_, db) in zip(new, params, grads, strict=True)
            ]
            return plain, new_steps

        return with_momentum(*given, step=step)

    def biases_stay(*given):
        """The biases haven't moved. They have gradients, and steps, too."""

        def step(params, steps, grads, rate, momentum):
            new, new_steps = a_step(params, steps, grads, rate, momentum)
            return [(W, b) for (W, _), (_, b) in zip(new, params, strict=True)], new_steps

        return with_momentum(*given, step=step)

    def steps_begin_as_the_parameters(*given):
        """The first step keeps a fraction of the *parameters*, because the list of steps begins as
        `params`. Begin with zeros of the same shapes."""
        return with_momentum(*given, begin=list)

    def one_step_for_all(*given):
        """In one line arrays of two layers meet, which have different shapes. Every array needs its
        own gradient, and a last step of its own."""

        def step(params, steps, grads, rate, momentum):
            new, (v, c) = [], steps[0]
            for (W, b), (dW, db) in zip(params, grads, strict=True):
                (W, v), (b, c) = (
                    momentum_step(W, v, dW, rate, momentum),
                    momentum_step(b, c, db, rate, momentum),
                )
                new.append((W, b))
            return new, [(v, c)]

        return with_momentum(*given, step=step, begin=lambda params: [(0, 0)])

    def uphill(*given):
        """The parameters move uphill. Has the gradient got a second minus before it went into
        `momentum_step`?"""

        def step(params, steps, grads, rate, momentum):
            return a_step(params, steps, grads, -rate, momentum)

        return with_momentum(*given, step=step)

    def momentum_and_rate_exchanged(*given):
        """`momentum_step` takes the rate first and the momentum after it; here they have changed
        places."""

        def step(params, steps, grads, rate, momentum):
            return a_step(params, steps, grads, momentum, rate)

        return with_momentum(*given, step=step)

    def gradient_once_more(*given):
        """Each batch moves the parameters twice, once with momentum and once by plain descent.
        `momentum_step` moves them already."""

        def step(params, steps, grads, rate, momentum):
            new, new_steps = a_step(params, steps, grads, rate, momentum)
            moved = [
                (W - rate * dW, b - rate * db) for (W, b), (dW, db) in zip(new, grads, strict=True)
            ]
            return moved, new_steps

        return with_momentum(*given, step=step)

    def pairs_of_the_epoch(X, y, params, rate, momentum, batch_size, n_epochs, rng):
        """All batches of an epoch take their gradients where the *epoch* began: the arrays have
        moved, and `params` still holds the old pairs. Make the pairs anew after each batch."""
        rng, losses, steps = np.random.default_rng(rng), [], zeros(params)
        for _ in range(n_epochs):
            place = params
            for batch in minibatches(X, y, batch_size, rng):
                grads = loss_and_grads(*batch, place)[1]
                params, steps = a_step(params, steps, grads, rate, momentum)
            losses.append(loss_and_grads(X, y, params)[0])
        return params, losses

    def always_nine_tenths(X, y, params, rate, momentum, batch_size, n_epochs, rng):
        """The momentum is fixed inside the function. Use the argument `momentum`."""
        return with_momentum(X, y, params, rate, 0.9, batch_size, n_epochs, rng)

    def nothing_moves(X, y, params, rate, momentum, batch_size, n_epochs, rng):
        """Nothing has moved: `momentum_step` gives back *new* arrays. Put them into `params`."""
        return with_momentum(
            X, y, params, rate, momentum, batch_size, n_epochs, rng,
            step=lambda params, steps, grads, rate, momentum: (params, steps),
        )  # fmt: skip

    def steps_not_kept(X, y, params, rate, momentum, batch_size, n_epochs, rng):
        """This is plain descent: in every batch the last steps are zeros. Make them once, before
        both loops, and keep what `momentum_step` gives back."""

        def step(params, steps, grads, rate, momentum):
            return a_step(params, steps, grads, rate, momentum)[0], steps

        return with_momentum(X, y, params, rate, momentum, batch_size, n_epochs, rng, step=step)

    def the_other_share(X, y, params, rate, momentum, batch_size, n_epochs, rng):
        """The fraction 1 - m is kept of each step. `momentum_step` takes the momentum itself."""
        return with_momentum(X, y, params, rate, 1 - momentum, batch_size, n_epochs, rng)

    def a_smaller_rate(X, y, params, rate, momentum, batch_size, n_epochs, rng):
        """The rate is multiplied by 1 - m. The whole step of plain descent is added to what is
        kept."""
        return with_momentum(
            X, y, params, rate * (1 - momentum), momentum, batch_size, n_epochs, rng
        )

    def kept_part_subtracted(*given):
        """What is kept of the last step is *subtracted*, so the step turns round. `momentum_step`
        adds it."""
        turned = _each(lambda w, v, dw, rate, m: momentum_step(w, v, dw, rate, -m))
        return with_momentum(*given, step=turned)

    def plain_step_remembered(*given):
        """Each array remembers only the step of plain descent. It has to remember the *whole* step
        by which it moved, with what that one had kept."""
        step = _each(lambda w, v, dw, rate, m: (w + m * v - rate * dw, -rate * dw))
        return with_momentum(*given, step=step)

    def by_the_old_step(*given):
        """The parameters move by the step of the batch before. Make the new step first, and move by
        that: `momentum_step` does both."""
        step = _each(lambda w, v, dw, rate, m: (w + v, m * v - rate * dw))
        return with_momentum(*given, step=step)

    def looking_ahead(X, y, params, rate, momentum, *rest):
        """The gradient is taken where the kept part of the last step would lead. (There is such a
        method, Nesterov's; it isn't asked for here.) Take it where the parameters are."""

        def ahead(params, steps):
            pairs = zip(params, steps, strict=True)
            return [(W + momentum * v, b + momentum * c) for (W, b), (v, c) in pairs]

        return with_momentum(X, y, params, rate, momentum, *rest, look=ahead)

    def begins_with_ones(*given):
        """The last steps begin with ones, though nothing has moved before the first batch. Begin
        with zeros of the same shapes."""

        def ones(params):
            return [(np.ones_like(W), np.ones_like(b)) for W, b in params]

        return with_momentum(*given, begin=ones)

    def two_layers_alone(X, y, params, *rest):
        """This is written for exactly two layers. There may be one or five: go through the pairs in
        a loop."""
        (_, _), (_, _) = params
        return with_momentum(X, y, params, *rest)

    def zero_taken_for_none(X, y, params, rate, momentum, *rest):
        """With momentum 0 the training takes another momentum. 0 is a value like others, though
        Python's `or` and `if momentum:` take it for nothing: use the argument as it is."""
        return with_momentum(X, y, params, rate, momentum or 0.9, *rest)

    def begins_with_a_step(X, y, params, rate, *rest):
        """The last steps begin as a step of descent, though nothing has moved before the first
        batch. Begin with zeros."""

        def begin(params):
            grads = loss_and_grads(X, y, params)[1]
            return [(-rate * dW, -rate * db) for dW, db in grads]

        return with_momentum(X, y, params, rate, *rest, begin=begin)
