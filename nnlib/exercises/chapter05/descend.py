"""Gradient descent on all samples at once, from a start that stays as it is."""

import numpy as np

from nnlib.by_hand import training
from nnlib.by_hand.training import loss_and_grads
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter05._descend_mistakes import (
    HandedBack,
    OtherSteps,
    descended,
    ever_slower,
    grown,
    never_carried_on,
    stopped,
    stopped_by_a_rise,
)
from nnlib.exercises.chapter05._shared import (
    LAYERS,
    LEARNED,
    MORE_THAN_TWO,
    SMALL,
    WHOLE,
    moved,
    network,
    results,
)
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
_n_pairs, _losses, _entry, _in_a_row, _beyond = results(2)


@exercise.cases
def _(rng):
    one = {name: SMALL[name] for name in ("X", "y", "W_1", "b_1")}
    rows = [
        ("one layer, one step", one, 0.5, 1),
        ("two layers, one step", SMALL, 1.0, 1),
        ("steps that are too long, so that the loss rises", one, 40.0, 5),
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
            yield Case(label, given, _in_a_row, "the weights and biases", "params")
        yield Case(label, given, _losses, "the losses", "losses")
    given = {**LEARNED, "rate": 0.5, "n_steps": 3}
    yield Case("a start that knows its samples already", given, _losses, "the losses", "losses")
    what, said = "the results beyond two", MORE_THAN_TWO
    yield Case("two samples", given, _beyond, what, "losses", said, numbers=False)


@exercise.wrong
class Mistakes:
    def uphill(X, y, params, rate, n_steps):
        """The steps go *up*hill. The gradient points to where the loss grows, so subtract it."""
        return descended(X, y, params, -rate, n_steps)

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
        return descended(X, y, params, rate, n_steps, move=lambda params, grads, rate: params)

    def biases_stay(X, y, params, rate, n_steps):
        """The weights are right and the biases haven't moved. They have gradients too."""
        return descended(
            X, y, params, rate, n_steps,
            move=lambda params, grads, rate: [
                (W, b) for (W, _), (_, b) in zip(moved(params, grads, rate), params, strict=True)
            ],
        )  # fmt: skip

    def last_layer_alone(X, y, params, rate, n_steps):
        """Only the last layer has moved. Go through all the pairs."""
        return descended(
            X, y, params, rate, n_steps,
            move=lambda params, grads, rate: [*params[:-1], moved(params, grads, rate)[-1]],
        )  # fmt: skip

    def first_layer_alone(X, y, params, rate, n_steps):
        """Only the first layer has moved. Go through all the pairs."""
        return descended(
            X, y, params, rate, n_steps,
            move=lambda params, grads, rate: [moved(params, grads, rate)[0], *params[1:]],
        )  # fmt: skip

    def without_the_rate(X, y, params, rate, n_steps):
        """The learning rate isn't used: each step is as long as the gradient itself."""
        return descended(X, y, params, 1.0, n_steps)

    def rate_divided_by_n(X, y, params, rate, n_steps):
        """The steps are N times too short, with N the number of samples. The loss is a mean
        already, and so are its gradients."""
        return descended(X, y, params, rate / len(X), n_steps)

    def the_same_gradient(X, y, params, rate, n_steps):
        """The gradient is computed once, at the start. After each step you are somewhere else, and
        the slope is another: compute it anew in every step."""
        loss, grads = loss_and_grads(X, y, params)
        for _ in range(n_steps):
            params = moved(params, grads, rate)
        return params, [loss] * n_steps

    the_same_gradient = spelled(
        the_same_gradient,
        lambda X, y, params, rate, n_steps: descended(
            X, y, params, rate, n_steps,
            move=lambda at, _, rate: moved(at, loss_and_grads(X, y, params)[1], rate),
        ),
    )  # fmt: skip

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
        never_carried_on,
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

    def one_step_too_many(X, y, params, rate, n_steps):
        """There is one step too many."""
        return training.descend(X, y, params, rate, n_steps + 1)

    def one_step_too_few(X, y, params, rate, n_steps):
        """There is one step too few: `range(n_steps)` has n_steps entries."""
        return training.descend(X, y, params, rate, max(n_steps - 1, 0))

    one_step_too_few = spelled(
        one_step_too_few,
        lambda X, y, params, rate, n_steps: (
            training.descend(X, y, params, rate, n_steps - 1)[0],
            training.descend(X, y, params, rate, max(n_steps, 1))[1],
        ),
    )

    def stops_when_the_loss_is_small(X, y, params, rate, n_steps):
        """It stops when the loss is small or hardly changes. Take all the steps that are asked for,
        and note a loss for each."""
        return stopped(X, y, params, rate, n_steps, 1e-3, 0)

    stops_when_the_loss_is_small = spelled(
        stops_when_the_loss_is_small,
        lambda *given: stopped(*given, 0, 1e-6),
        lambda *given: stopped(*given, 1e-3, 0, noted=False),
        lambda *given: stopped(*given, 0, 1e-6, noted=False),
    )

    def always_a_hundred(X, y, params, rate, n_steps):
        """The number of steps is fixed inside the function. Use the argument `n_steps`."""
        return training.descend(X, y, params, rate, 100)

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

    stops_when_the_loss_rises = spelled(stops_when_the_loss_rises, stopped_by_a_rise)

    def biases_uphill(X, y, params, rate, n_steps):
        """The weights go downhill and the biases uphill. Subtract the gradient from both."""
        return descended(
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

    a_rate_that_falls = spelled(a_rate_that_falls, ever_slower)

    def times_the_gradient(X, y, params, rate, n_steps):
        """The parameters are *multiplied* by something of the gradient. Subtract rate times
        gradient from each."""
        return descended(
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

    def the_last_ones_of_a_list(X, y, params, rate, n_steps):
        new, losses = [], []
        for _ in range(n_steps):
            loss, grads = loss_and_grads(X, y, params)
            losses.append(loss)
            new += moved(params, grads, rate)
            params = new[-len(grads) :]
        return new, losses

    a_list_that_grows = spelled(a_list_that_grows, the_last_ones_of_a_list, grown)
    del the_last_ones_of_a_list

    def two_layers_alone(X, y, params, rate, n_steps):
        """This is written for exactly two layers. There may be one or five: go through the pairs in
        a loop."""
        (_, _), (_, _) = params
        return training.descend(X, y, params, rate, n_steps)

    def a_step_for_each_sample(X, y, params, rate, n_steps):
        """Every sample makes a step of its own. Here a step looks at all of them at once: ask for
        the gradients of the whole batch, which are their mean already."""
        losses = []
        for _ in range(n_steps):
            losses.append(loss_and_grads(X, y, params)[0])
            for n in range(len(X)):
                params = training.descend(X[n : n + 1], y[n : n + 1], params, rate, 1)[0]
        return params, losses

    def gradients_backwards(X, y, params, rate, n_steps):
        """The first layer gets the last one's gradient. `loss_and_grads` gives the gradients in the
        order of `params` already, so don't turn either list round."""
        return descended(
            X, y, params, rate, n_steps,
            move=lambda params, grads, rate: moved(params, grads[::-1], rate),
        )  # fmt: skip


exercise.wrong(HandedBack)
exercise.wrong(OtherSteps)


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
