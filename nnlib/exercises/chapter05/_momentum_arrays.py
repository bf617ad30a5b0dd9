"""Wrong answers to "The loop with momentum" that mix up its arrays: flat lists, pairs, steps."""

import itertools

from nnlib.by_hand.training import minibatches, momentum_step
from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter05._loops import a_step, with_momentum


def _flat(pairs):
    return [part for pair in pairs for part in pair]


def _on_flat(move):
    """A step on flat lists: ``move(flat, steps, grads, rate, momentum)`` changes the first two."""

    def step(params, steps, grads, rate, momentum):
        flat, flat_steps = _flat(params), _flat(steps)
        move(flat, flat_steps, _flat(grads), rate, momentum)
        return _pairs(flat), _pairs(flat_steps)

    return step


def _pairs(flat):
    return list(zip(flat[::2], flat[1::2], strict=True))


def _paired(pairs_of):
    """The loop that makes pairs of the flat list in another way."""

    def answer(*given):
        def step(params, steps, grads, rate, momentum):
            new, steps = a_step(params, steps, grads, rate, momentum)
            return pairs_of(_flat(new)), steps

        return with_momentum(*given, step=step)

    return answer


class Arrays:
    """Mistakes in which array goes where."""

    def results_exchanged(*given):
        """`momentum_step` gives back the parameter first and its step after it. Here each is taken
        for the other."""

        def move(flat, steps, grads, rate, momentum):
            for i in range(len(flat)):
                steps[i], flat[i] = momentum_step(flat[i], steps[i], grads[i], rate, momentum)

        return with_momentum(*given, step=_on_flat(move))

    def step_and_gradient_exchanged(*given):
        """`momentum_step` takes the last step first and the gradient after it; here they have
        changed places."""

        def move(flat, steps, grads, rate, momentum):
            for i in range(len(flat)):
                flat[i], steps[i] = momentum_step(flat[i], grads[i], steps[i], rate, momentum)

        return with_momentum(*given, step=_on_flat(move))

    def half_of_the_arrays(*given):
        """Only the first half of the arrays moves. A flat list holds *two* for each layer, W and b,
        so it's twice as long as `params`."""

        def move(flat, steps, grads, rate, momentum):
            for i in range(len(flat) // 2):
                flat[i], steps[i] = momentum_step(flat[i], steps[i], grads[i], rate, momentum)

        return with_momentum(*given, step=_on_flat(move))

    def last_layer_alone(*given):
        """Only the last layer has moved. Go through all the pairs."""

        def step(params, steps, grads, rate, momentum):
            new, new_steps = a_step(params, steps, grads, rate, momentum)
            return [*params[:-1], new[-1]], new_steps

        return with_momentum(*given, step=step)

    def weights_stay(*given):
        """The biases move and the weights don't. They have gradients, and steps, too."""

        def step(params, steps, grads, rate, momentum):
            new, new_steps = a_step(params, steps, grads, rate, momentum)
            return [(W, b) for (W, _), (_, b) in zip(params, new, strict=True)], new_steps

        return with_momentum(*given, step=step)

    def gradients_backwards(*given):
        """In one line arrays of two layers meet, which have different shapes. Every array needs its
        own gradient, and a last step of its own."""

        def step(params, steps, grads, rate, momentum):
            return a_step(params, steps, grads[::-1], rate, momentum)

        return with_momentum(*given, step=step)

    def one_step_an_epoch(*given):
        """There is one step an epoch. Every *batch* makes a step: go through all of them."""
        return with_momentum(*given, batches=lambda *at: minibatches(*at)[:1])

    one_step_an_epoch = spelled(
        one_step_an_epoch,
        lambda *given: with_momentum(*given, batches=lambda *at: minibatches(*at)[-1:]),
    )

    def too_short_a_list(*given):
        """One list is shorter than another (IndexError). Is there a last step for every W and for
        every b, and a gradient?"""

        def move(flat, steps, grads, rate, momentum):
            steps = [0.0]
            for i in range(len(flat)):
                flat[i], steps[i] = momentum_step(flat[i], steps[i], grads[i], rate, momentum)

        return with_momentum(*given, step=_on_flat(move))

    def zeros_of_one_shape(*given):
        """A bias's last step has the shape of the weights. Every array needs a last step of its
        own, which begins as zeros in its own shape and is handed to no other array."""

        def move(flat, steps, grads, rate, momentum):
            v = 0
            for i in range(len(flat)):
                flat[i], v = momentum_step(flat[i], v, grads[i], rate, momentum)

        return with_momentum(*given, step=_on_flat(move))

    def neighbours_for_pairs(*given):
        """With one layer this is right, and with two there are too many pairs: each array but the
        first and the last stands in two of them. A layer's pair begins at every *second* place of
        the flat list."""
        return _paired(lambda flat: list(itertools.pairwise(flat)))(*given)

    def biases_first(*given):
        """In each pair the bias comes first. `loss_and_grads` wants (W, b): the weights stand at
        the places 0, 2, 4 and so on."""
        return _paired(lambda flat: list(zip(flat[1::2], flat[::2], strict=True)))(*given)

    def zip_used_up(*given):
        """A `zip` has no length, and one can go through it only once. Make a list of it,
        `list(zip(...))`."""
        return _paired(lambda flat: zip(flat[::2], flat[1::2], strict=True))(*given)

    def all_gradients_at_the_start(X, y, params, *rest):
        """All gradients are taken where the *training* began: the arrays move, and `params` still
        holds the old pairs. Make the pairs anew after each batch, and call them `params`."""
        end, losses = with_momentum(X, y, params, *rest, look=lambda *_: params)
        if rest[-2]:
            now = end
        return now, losses

    all_gradients_at_the_start = spelled(
        all_gradients_at_the_start,
        lambda X, y, params, *rest: with_momentum(X, y, params, *rest, look=lambda *_: params),
    )

    def as_they_came(X, y, params, *rest):
        """The losses change, and the parameters come back as they were given: the new pairs have
        another name. Call them `params`, in every batch."""
        _, losses = with_momentum(X, y, params, *rest, look=lambda *_: params)
        return params, losses

    def halves_for_pairs(*given):
        """With one layer this is right, and with two the arrays get mixed up. In the flat list of
        `params` stand W, b, W, b. Do the flat gradients stand in the same order, and is each pair
        an array and the one behind it?"""

        def step(params, steps, grads, rate, momentum):
            new, new_steps = a_step(params, steps, grads, rate, momentum)
            flat = [part for pair in new for part in pair]
            half = len(flat) // 2
            return list(zip(flat[:half], flat[half:], strict=True)), new_steps

        return with_momentum(*given, step=step)
