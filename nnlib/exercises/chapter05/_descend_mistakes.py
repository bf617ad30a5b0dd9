"""Wrong answers to "Downhill with all samples" that note or hand back something else."""

import numpy as np

from nnlib.by_hand import training
from nnlib.by_hand.training import loss_and_grads
from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter05._shared import MOVES, moved


def descended(X, y, params, rate, n_steps, *, move=moved, after=False, keep=None):
    """The answer with one thing changed."""
    losses = []
    for _ in range(n_steps):
        loss, grads = loss_and_grads(X, y, params)
        new = move(params, grads, rate)
        if after:
            loss = loss_and_grads(X, y, new)[0]
        losses.append(loss)
        params = new
    return params, (keep(losses) if keep else losses)


def _last_of_all(X, y, params, rate, n_steps):
    for _ in range(n_steps):
        loss, grads = loss_and_grads(X, y, params)
        params = moved(params, grads, rate)
    return params, loss


def _best_seen(X, y, params, rate, n_steps, best):
    """The place of the lowest loss before a step, ``best`` if there is none; that loss, the end."""
    lowest, losses = np.inf, []
    for _ in range(n_steps):
        loss, grads = loss_and_grads(X, y, params)
        losses.append(loss)
        if loss < lowest:
            best, lowest = params, loss
        params = moved(params, grads, rate)
    return best, lowest, params, losses


def _best_of_none(X, y, params, rate, n_steps):
    best, _, _, losses = _best_seen(X, y, params, rate, n_steps, None)
    return list(best), losses  # of nothing there is no list


def never_carried_on(X, y, params, rate, n_steps):
    losses = []
    for _ in range(n_steps):
        loss, grads = loss_and_grads(X, y, params)
        losses.append(loss)
        new = moved(params, grads, rate)
    return new, losses


def stopped(X, y, params, rate, n_steps, small, change, *, noted=True):
    """The answer, which stops at a small loss or a small change, with or without that one."""
    losses = []
    for _ in range(n_steps):
        loss, grads = loss_and_grads(X, y, params)
        losses.append(loss)
        if loss < small or (len(losses) > 1 and abs(loss - losses[-2]) < change):
            return params, (losses if noted else losses[:-1])
        params = moved(params, grads, rate)
    return params, losses


def stopped_by_a_rise(X, y, params, rate, n_steps):
    losses = []
    for _ in range(n_steps):
        loss, grads = loss_and_grads(X, y, params)
        losses.append(loss)
        if len(losses) > 1 and losses[-1] >= losses[-2]:
            break
        params = moved(params, grads, rate)
    return params, losses


def ever_slower(X, y, params, rate, n_steps):
    losses = []
    for step in range(n_steps):
        loss, grads = loss_and_grads(X, y, params)
        losses.append(loss)
        rate = rate / (step + 1)
        params = moved(params, grads, rate)
    return params, losses


def grown(X, y, params, rate, n_steps):
    new, losses = [], []
    for _ in range(n_steps):
        loss, grads = loss_and_grads(X, y, params)
        losses.append(loss)
        new += moved(params, grads, rate)
    return new, losses


class HandedBack:
    """Mistakes in what comes back: the losses, and the parameters at the end."""

    def losses_after_the_steps(X, y, params, rate, n_steps):
        """The losses are those *after* each step. Note each loss before its step, so that the first
        one tells about the start."""
        return descended(X, y, params, rate, n_steps, after=True)

    def last_loss_alone(X, y, params, rate, n_steps):
        """There is only the last loss. Wanted is a list with one for each step."""
        return descended(X, y, params, rate, n_steps, keep=lambda losses: losses[-1:])

    def a_number_for_the_losses(X, y, params, rate, n_steps):
        """The second result is a single loss. Wanted is a list with one for each step."""
        return descended(X, y, params, rate, n_steps, keep=lambda losses: losses[-1])

    a_number_for_the_losses = spelled(
        a_number_for_the_losses,
        lambda X, y, params, rate, n_steps: descended(
            X, y, params, rate, n_steps, keep=lambda losses: losses[-1] if losses else losses
        ),
        lambda X, y, params, rate, n_steps: descended(
            X, y, params, rate, n_steps, keep=lambda losses: losses[-1] if losses else None
        ),
        _last_of_all,
    )

    def one_loss_more(X, y, params, rate, n_steps):
        """There is one loss more than there are steps. Leave the one at the very end away."""
        end, losses = training.descend(X, y, params, rate, n_steps)
        return end, [*losses, loss_and_grads(X, y, end)[0]]

    def losses_with_gradients(X, y, params, rate, n_steps):
        """The list holds pairs of a loss and its gradients. Keep the loss alone: `loss_and_grads`
        gives back two things."""
        losses = []
        for _ in range(n_steps):
            found = loss_and_grads(X, y, params)
            losses.append(found)
            params = moved(params, found[1], rate)
        return params, losses

    def losses_first(X, y, params, rate, n_steps):
        """The two results are exchanged: first the parameters, then the losses."""
        return training.descend(X, y, params, rate, n_steps)[::-1]

    losses_first = spelled(
        losses_first,
        lambda X, y, params, rate, n_steps: descended(
            X, y, params, rate, n_steps, keep=lambda losses: list(map(float, losses))
        )[::-1],
    )

    def parameters_alone(X, y, params, rate, n_steps):
        """Only the parameters come back. Return two things: the parameters and the list of
        losses."""
        return training.descend(X, y, params, rate, n_steps)[0]

    def losses_backwards(X, y, params, rate, n_steps):
        """The losses are in reverse order: the first should be that of the start."""
        return descended(X, y, params, rate, n_steps, keep=lambda losses: losses[::-1])

    def mean_loss(X, y, params, rate, n_steps):
        """The second result is the mean of the losses. Wanted is a list with one for each step."""
        return descended(
            X, y, params, rate, n_steps,
            keep=lambda losses: np.mean(losses) if losses else 0.0,
        )  # fmt: skip

    def gradients_for_parameters(X, y, params, rate, n_steps):
        """The *gradients* come back. Wanted are the parameters after the steps."""
        end, losses = training.descend(X, y, params, rate, n_steps)
        return loss_and_grads(X, y, end)[1], losses

    def a_list_of_arrays(X, y, params, rate, n_steps):
        """The parameters come back as one flat list. Wanted is a list of pairs, (W, b) for each
        layer."""
        end, losses = training.descend(X, y, params, rate, n_steps)
        return [part for pair in end for part in pair], losses

    def before_the_last_step(X, y, params, rate, n_steps):
        """The losses are right, and the parameters are those *before* the last step. Return them as
        they are after it."""
        end, _ = training.descend(X, y, params, rate, max(n_steps - 1, 0))
        return end, training.descend(X, y, params, rate, n_steps)[1]

    def the_best_place(X, y, params, rate, n_steps):
        """The parameters of the smallest loss come back. Wanted are those at the *end*, even where
        the last steps went up: whoever calls wants to see that."""
        best, lowest, end, losses = _best_seen(X, y, params, rate, n_steps, params)
        return (end if loss_and_grads(X, y, end)[0] < lowest else best), losses

    def a_place_before_a_step(X, y, params, rate, n_steps):
        best, _, _, losses = _best_seen(X, y, params, rate, n_steps, params)
        return best, losses

    def the_best_place_after_a_step(X, y, params, rate, n_steps):
        best, lowest, losses = params, np.inf, []
        for _ in range(n_steps):
            loss, grads = loss_and_grads(X, y, params)
            losses.append(loss)
            params = moved(params, grads, rate)
            loss = loss_and_grads(X, y, params)[0]
            if loss < lowest:
                best, lowest = params, loss
        return best, losses

    the_best_place = spelled(
        the_best_place, the_best_place_after_a_step, a_place_before_a_step, _best_of_none
    )
    del the_best_place_after_a_step, a_place_before_a_step

    def no_step_forgotten(X, y, params, rate, n_steps):
        """With 0 steps the loop never runs, and what should come back has no value yet. What is the
        end of no steps? Give that a value before the loop."""
        losses = []
        for _ in range(n_steps):
            loss, grads = loss_and_grads(X, y, params)
            losses.append(loss)
            params = end = moved(params, grads, rate)
        return end, losses

    def three_results(X, y, params, rate, n_steps):
        """More than two things come back. Return just two: the parameters and the list of losses.
        Whoever writes `params, losses = ...` gets an error from a third."""
        return *training.descend(X, y, params, rate, n_steps), rate


class OtherSteps:
    """Mistakes in the step."""

    def biases_without_the_rate(*given):
        """The biases move without the learning rate. Multiply their gradients by it too."""
        return descended(*given, move=MOVES["biases without the rate"])

    def weights_without_the_rate(*given):
        """The weights move without the learning rate. Multiply their gradients by it too."""
        return descended(*given, move=MOVES["weights without the rate"])

    def weights_stay(*given):
        """The biases are right and the weights haven't moved. They have gradients too."""
        return descended(*given, move=MOVES["weights stay"])

    def pairs_exchanged(*given):
        """The two parts of each pair are exchanged: first the weights, then the biases."""
        return descended(*given, move=MOVES["exchanged"])

    def pairs_exchanged_at_the_end(*given):
        """The two parts of each pair are exchanged: first the weights, then the biases."""
        end, losses = training.descend(*given)
        return [(b, W) for W, b in end], losses

    def taken_off_the_start(X, y, params, rate, n_steps):
        """Each gradient is subtracted from the parameters of the *start*, so all steps but the last
        are lost. Subtract it from those of now."""
        return descended(
            X, y, params, rate, n_steps, move=lambda _, grads, rate: moved(params, grads, rate)
        )
