"""Gradient descent on all samples at once, from a start that stays as it is."""

import numpy as np

from nnlib.by_hand import training
from nnlib.by_hand.training import loss_and_grads
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter05._shared import LAYERS, SMALL, WHOLE, moved, network, results
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="05-descend",
    title="Downhill with all samples",
    minutes=10,
    difficulty=3,
    points=3,
    reference=training.descend,
    hints=(
        "A loop over the steps. In each: the loss and the gradients, keep the loss, and move "
        "every weight and every bias against its gradient.",
        "`params` and the gradients are lists in the same order, so `zip` brings each pair "
        "(W, b) together with its pair (dW, db).",
        "Make a *new* list of new pairs in each step, and call it `params` again: so nobody's "
        "arrays are changed, and the next step starts where this one ended.",
    ),
    why="""Each step makes new arrays, so the start that you were given is still there afterwards.
That's worth its price: whoever compares two settings wants them to begin in the same place. The
loss is noted before the step, because that's when it is computed anyway; the first of the list is
therefore the loss of the start.""",
    promises={
        **LAYERS,
        "whole numbers": WHOLE,
        "a single step": array_where("n_steps", lambda n: n == 1),
        "several steps": array_where("n_steps", lambda n: n > 2),
        "no step at all": array_where("n_steps", lambda n: n == 0),
        "a loss that rises": array_where("rate", lambda rate: rate >= 40),
    },
    distractors=("    params = [(W + rate * dW, b + rate * db) for (W, b), (dW, db) in pairs]",),
)
_n_pairs, _losses, _entry, _in_a_row = results(2)


@exercise.cases
def _(rng):
    one = {name: SMALL[name] for name in ("X", "y", "W_1", "b_1")}
    rows = [
        ("one layer, one step", one, 0.5, 1),
        ("two layers, one step", SMALL, 1.0, 1),
        ("steps that are too long, so that the loss rises", one, 40.0, 4),
        ("two layers, four steps", SMALL, 0.5, 4),
        ("no step", SMALL, 0.5, 0),
        ("three layers, three steps", network(rng, 6, (3, 4, 2, 5)), 0.3, 3),
    ]
    for row, (label, args, rate, n_steps) in enumerate(rows):
        given = {**args, "rate": rate, "n_steps": n_steps}
        if row < 2:
            yield Case(label, given, _n_pairs, "the number of pairs", "params")
        if row < 3:  # the rest is looked at as a whole: every look is a descent
            for i in reversed(range((len(args) - 2) // 2)):
                yield Case(label, given, _entry(i, 0), f"W of layer {i + 1}", "params")
                yield Case(label, given, _entry(i, 1), f"b of layer {i + 1}", "params")
        else:
            yield Case(label, given, _in_a_row, "all weights and biases", "params")
        yield Case(label, given, _losses, "the losses", "losses")


def _descend(X, y, params, rate, n_steps, *, move=moved, after=False, keep=None):
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


@exercise.wrong
class Mistakes:
    def uphill(X, y, params, rate, n_steps):
        """The steps go *up*hill. The gradient points to where the loss grows, so subtract it."""
        return _descend(X, y, params, -rate, n_steps)

    def start_changed(X, y, params, rate, n_steps):
        """The result is right, but the caller's arrays have been changed: `W -= ...` works on the
        very array that was handed in. Make new ones, `W - ...`."""
        losses = []
        for _ in range(n_steps):
            loss, grads = loss_and_grads(X, y, params)
            losses.append(loss)
            for (W, b), (dW, db) in zip(params, grads, strict=True):
                W -= rate * dW
                b -= rate * db
        return params, losses

    def list_changed(X, y, params, rate, n_steps):
        """The result is right, but the caller's *list* has been changed: `params[i] = ...` puts new
        pairs into the very list that was handed in. Gather them in a list of your own."""
        end, losses = training.descend(X, y, params, rate, n_steps)
        if n_steps:
            params[:] = end
        return params, losses

    def nothing_moves(X, y, params, rate, n_steps):
        """Nothing has moved. Inside the loop over the pairs, `W = W - ...` gives the *name* W a new
        array, and the list still holds the old one. Put the new arrays into a new list."""
        return _descend(X, y, params, rate, n_steps, move=lambda params, grads, rate: params)

    def biases_stay(X, y, params, rate, n_steps):
        """The weights are right and the biases haven't moved. They have gradients too."""
        return _descend(
            X, y, params, rate, n_steps,
            move=lambda params, grads, rate: [
                (W, b) for (W, _), (_, b) in zip(moved(params, grads, rate), params, strict=True)
            ],
        )  # fmt: skip

    def last_layer_alone(X, y, params, rate, n_steps):
        """Only the last layer has moved. Go through all the pairs."""
        return _descend(
            X, y, params, rate, n_steps,
            move=lambda params, grads, rate: [*params[:-1], moved(params, grads, rate)[-1]],
        )  # fmt: skip

    def first_layer_alone(X, y, params, rate, n_steps):
        """Only the first layer has moved. Go through all the pairs."""
        return _descend(
            X, y, params, rate, n_steps,
            move=lambda params, grads, rate: [moved(params, grads, rate)[0], *params[1:]],
        )  # fmt: skip

    def without_the_rate(X, y, params, rate, n_steps):
        """The learning rate isn't used: each step is as long as the gradient itself."""
        return _descend(X, y, params, 1.0, n_steps)

    def rate_divided_by_n(X, y, params, rate, n_steps):
        """The steps are N times too short, with N the number of samples. The loss is a mean
        already, and so are its gradients."""
        return _descend(X, y, params, rate / len(X), n_steps)

    def losses_after_the_steps(X, y, params, rate, n_steps):
        """The losses are those *after* each step. Note each loss before its step, so that the first
        one tells about the start."""
        return _descend(X, y, params, rate, n_steps, after=True)

    def last_loss_alone(X, y, params, rate, n_steps):
        """There is only the last loss. Wanted is a list with one for each step."""
        return _descend(X, y, params, rate, n_steps, keep=lambda losses: losses[-1:])

    def a_number_for_the_losses(X, y, params, rate, n_steps):
        """The second result is a single loss. Wanted is a list with one for each step."""
        return _descend(X, y, params, rate, n_steps, keep=lambda losses: losses[-1])

    a_number_for_the_losses = spelled(
        a_number_for_the_losses,
        lambda X, y, params, rate, n_steps: _descend(
            X, y, params, rate, n_steps, keep=lambda losses: losses[-1] if losses else losses
        ),
    )

    def one_loss_more(X, y, params, rate, n_steps):
        """There is one loss more than there are steps. Leave the one at the very end away."""
        end, losses = training.descend(X, y, params, rate, n_steps)
        return end, [*losses, loss_and_grads(X, y, end)[0]]

    def the_same_gradient(X, y, params, rate, n_steps):
        """The gradient is computed once, at the start. After each step you are somewhere else, and
        the slope is another: compute it anew in every step."""
        loss, grads = loss_and_grads(X, y, params)
        for _ in range(n_steps):
            params = moved(params, grads, rate)
        return params, [loss] * n_steps

    def from_the_start_each_time(X, y, params, rate, n_steps):
        """Every step begins at the start again, so all of them end at the same place. Let the next
        step begin where the last one ended."""
        loss, grads = loss_and_grads(X, y, params)
        return moved(params, grads, rate) if n_steps else params, [loss] * n_steps

    from_the_start_each_time = spelled(
        from_the_start_each_time,
        lambda X, y, params, rate, n_steps: (
            moved(params, loss_and_grads(X, y, params)[1], rate) if n_steps else [],
            [loss_and_grads(X, y, params)[0]] * n_steps,
        ),
    )

    def one_step_alone(X, y, params, rate, n_steps):
        """There is one step only. Does a `return` stand inside the loop?"""
        return training.descend(X, y, params, rate, min(n_steps, 1))

    one_step_alone = spelled(
        one_step_alone,
        lambda X, y, params, rate, n_steps: (
            training.descend(X, y, params, rate, 1) if n_steps else None
        ),
    )

    def one_sample_a_step(X, y, params, rate, n_steps):
        """Each step looks at a single sample. Here every step is to look at all of them."""
        losses = []
        for step in range(n_steps):
            n = step % len(X)
            loss, grads = loss_and_grads(X[n : n + 1], y[n : n + 1], params)
            losses.append(loss)
            params = moved(params, grads, rate)
        return params, losses

    def losses_with_gradients(X, y, params, rate, n_steps):
        """The list holds pairs of a loss and its gradients. Keep the loss alone: `loss_and_grads`
        gives back two things."""
        losses = []
        for _ in range(n_steps):
            found = loss_and_grads(X, y, params)
            losses.append(found)
            params = moved(params, found[1], rate)
        return params, losses

    def one_step_too_many(X, y, params, rate, n_steps):
        """There is one step too many."""
        return training.descend(X, y, params, rate, n_steps + 1)

    def one_step_too_few(X, y, params, rate, n_steps):
        """There is one step too few: `range(n_steps)` has n_steps entries."""
        return training.descend(X, y, params, rate, max(n_steps - 1, 0))

    def always_a_hundred(X, y, params, rate, n_steps):
        """The number of steps is fixed inside the function. Use the argument `n_steps`."""
        return training.descend(X, y, params, rate, 100)

    def losses_first(X, y, params, rate, n_steps):
        """The two results are exchanged: first the parameters, then the losses."""
        return training.descend(X, y, params, rate, n_steps)[::-1]

    def parameters_alone(X, y, params, rate, n_steps):
        """Only the parameters come back. Return two things: the parameters and the list of
        losses."""
        return training.descend(X, y, params, rate, n_steps)[0]

    def stops_when_the_loss_rises(X, y, params, rate, n_steps):
        """It stops when the loss rises. Take all the steps that are asked for, and note each loss:
        a loss that rises is something that one wants to see."""
        losses = []
        for _ in range(n_steps):
            loss, grads = loss_and_grads(X, y, params)
            if losses and loss > losses[-1]:
                break
            losses.append(loss)
            params = moved(params, grads, rate)
        return params, losses

    def biases_uphill(X, y, params, rate, n_steps):
        """The weights go downhill and the biases uphill. Subtract the gradient from both."""
        return _descend(
            X, y, params, rate, n_steps,
            move=lambda params, grads, rate: [
                (W - rate * dW, b + rate * db)
                for (W, b), (dW, db) in zip(params, grads, strict=True)
            ],
        )  # fmt: skip

    def layer_after_layer(X, y, params, rate, n_steps):
        """The gradients are computed anew after each layer has moved. Compute all of them first,
        and then move all layers."""
        params, losses = list(params), []
        for _ in range(n_steps):
            losses.append(loss_and_grads(X, y, params)[0])
            for i in range(len(params)):
                grads = loss_and_grads(X, y, params)[1]
                params[i] = moved(params, grads, rate)[i]
        return params, losses

    def a_rate_that_falls(X, y, params, rate, n_steps):
        """The steps get shorter and shorter. The rate stays what it is."""
        losses = []
        for step in range(n_steps):
            loss, grads = loss_and_grads(X, y, params)
            losses.append(loss)
            params = moved(params, grads, rate / (step + 1))
        return params, losses

    def times_the_gradient(X, y, params, rate, n_steps):
        """The parameters are *multiplied* by something of the gradient. Subtract rate times
        gradient from each."""
        return _descend(
            X, y, params, rate, n_steps,
            move=lambda params, grads, rate: [
                (W * (1 - rate * dW), b * (1 - rate * db))
                for (W, b), (dW, db) in zip(params, grads, strict=True)
            ],
        )  # fmt: skip

    def a_list_that_grows(X, y, params, rate, n_steps):
        """The new list grows from step to step: it's made before the loop. Make it anew in every
        step."""
        new, losses = [], []
        for _ in range(n_steps):
            loss, grads = loss_and_grads(X, y, params)
            losses.append(loss)
            new.extend(
                (W - rate * dW, b - rate * db)
                for (W, b), (dW, db) in zip(params, grads, strict=False)
            )
            params = new
        return params, losses

    def losses_backwards(X, y, params, rate, n_steps):
        """The losses are in reverse order: the first should be that of the start."""
        return _descend(X, y, params, rate, n_steps, keep=lambda losses: losses[::-1])

    def mean_loss(X, y, params, rate, n_steps):
        """The second result is the mean of the losses. Wanted is a list with one for each step."""
        return _descend(
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


@exercise.right
class Variants:
    def on_copies(X, y, params, rate, n_steps):
        """Everything is copied once, and then moved in place. So only one set of arrays is made,
        however many steps there are."""
        params = [(W.copy(), b.copy()) for W, b in params]
        losses = []
        for _ in range(n_steps):
            loss, grads = loss_and_grads(X, y, params)
            losses.append(loss)
            for (W, b), (dW, db) in zip(params, grads, strict=True):
                W -= rate * dW
                b -= rate * db
        return params, losses

    def by_number(X, y, params, rate, n_steps):
        losses, params = np.zeros(n_steps), list(params)
        for step in range(n_steps):
            losses[step], grads = loss_and_grads(X, y, params)
            for i in range(len(params)):
                W, b = params[i]
                params[i] = W - rate * grads[i][0], b - rate * grads[i][1]
        return params, losses
