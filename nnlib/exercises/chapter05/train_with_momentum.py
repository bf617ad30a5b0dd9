"""The training loop, in which every parameter remembers its last step."""

import copy

import numpy as np

from nnlib.by_hand import training
from nnlib.by_hand.training import loss_and_grads, minibatches, momentum_step
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter05._loops import (
    DRAWN,
    ONCE,
    RISES,
    SAME_ORDER,
    SEEDS,
    SMALL_ENOUGH,
    a_step,
    full_ones,
    is_one_order,
    loop_cases,
    loss_of_all,
    once_args,
    order_args,
    shown_once,
    still_args,
    with_momentum,
    zeros,
)
from nnlib.exercises.chapter05._loss_mistakes import other_losses
from nnlib.exercises.chapter05._momentum_arrays import Arrays
from nnlib.exercises.chapter05._momentum_mistakes import Steps
from nnlib.exercises.chapter05._shared import LAYERS, results
from nnlib.judge.exercise import Case, Exercise

_uses = results(5)

exercise = Exercise(
    id="05-train-with-momentum",
    title="The loop with momentum",
    minutes=12,
    difficulty=4,
    points=3,
    reference=training.train_with_momentum,
    hints=(
        "Take your loop from exercise 5.4. What does each array of parameters need beside itself, "
        "and where has it to be made, so that it lives as long as the training?",
        "Put all arrays of `params` into one flat list, W, b, W, b and so on, and make a list of "
        "steps in the same shapes before the loops, all zeros. In each batch every array gets its "
        "own call of `momentum_step`, with its own last step.",
        "In the inner loop flatten the gradients too, go through the three lists together, and "
        "afterwards zip the arrays to pairs again, because `loss_and_grads` wants pairs: every "
        "second array from the first, with every second from the next. (Two lists of pairs, one of "
        "parameters and one of steps, do as well.)",
    ),
    why="""The steps live as long as the parameters do: made once, before the loops, and handed from
batch to batch and from epoch to epoch. Made anew in each epoch they would forget, and made in each
batch there would be no momentum at all. Every array has its own, since each parameter has its own
last step.""",
    promises={
        "one layer": LAYERS["one layer"],
        "two layers": LAYERS["two layers"],
        "all samples in one batch": lambda case: len(case.args["X"]) <= case.args["batch_size"],
        "several batches": lambda case: len(case.args["X"]) > case.args["batch_size"],
        "several epochs": array_where("n_epochs", lambda n: n > 1),
        "no epoch at all": array_where("n_epochs", lambda n: n == 0),
        "a loss that rises": array_where("rate", lambda rate: rate >= 6),
        "momentum 0": array_where("momentum", lambda m: m == 0),
    },
    survivors={
        "0 * W -> 0": "a zero that becomes an array with the first step",
        "0 * b -> 0": "a zero that becomes an array with the first step",
        "np.zeros(W.shape) -> np.zeros(W.shape, dtype=int)": "0 is 0",
        "np.zeros(b.shape) -> np.zeros(b.shape, dtype=int)": "0 is 0",
        "np.zeros_like(part) -> np.zeros_like(part, dtype=int)": "0 is 0",
        "tuple(pair) -> pair": "a pair, whether it is a tuple or a list",
    },
    distractors=(
        "            flat[i], steps[i] = momentum_step("
        "flat[i], 0 * flat[i], slope, rate, momentum)",
    ),
)


def _new_orders(answer, *given):
    """Whether three samples one by one come in other orders in other epochs."""
    *_, momentum, _, n_epochs, _ = given
    return int(not is_one_order(_train_args(answer, given)[0][0][0], n_epochs, momentum))


def _one_by_one(answer, *given):
    """Whether an epoch of three samples one by one ends where one of their orders does."""
    seeds = range(given[-1], given[-1] + SEEDS)  # drawn samples may happen to be all three
    return int(all(not _new_orders(answer, *given[:-1], seed) for seed in seeds))


def _once(answer, *given):
    return shown_once(_train_args(answer, given)[0][0][0])


def _train_args(answer, given):
    X, y, *arrays, rate, momentum, batch_size, n_epochs, rng = given
    params = list(zip(arrays[::2], arrays[1::2], strict=True))
    return answer(X, y, params, rate, momentum, batch_size, n_epochs, rng)


def _alike(answer, *given):
    one, two = (_train_args(answer, given)[0][0][0] for _ in range(2))
    return int(np.allclose(one, two))


def _of_all(answer, *given):
    return loss_of_all(_train_args(answer, given), given)


def _differs(answer, *given):
    changed = (*given[:-1], given[-1] + 1)
    one, two = (_train_args(answer, args)[0][0][0] for args in (given, changed))
    return int(not np.allclose(one, two))


@exercise.cases
def _(rng):
    cases = [*loop_cases(rng, _uses, ("momentum", 0.75))]
    yield from cases
    plain = next(case.args for case in cases if case.args["n_epochs"] == 3)
    label, plain = "momentum 0, three epochs", {**plain, "momentum": 0.0}
    yield Case(label, plain, _uses[3], "the weights and biases", "params")
    yield Case(label, plain, _uses[1], "the losses", "losses")
    three, many = order_args(rng, ("momentum", 0.75))
    batch = "A step has to look at the samples of its own batch, and at no others."
    what = "one epoch, a step for each sample"
    args = once_args(rng, ("momentum", 0.0))
    yield Case("24 samples, batches of 4", args, _once, "each sample once", "order", ONCE)
    yield Case("three samples", {**three, "n_epochs": 1}, _one_by_one, what, "order", batch)
    what = "a new order in each epoch"
    yield Case("three samples, one by one", three, _new_orders, what, "order", SAME_ORDER)
    label = "12 samples, batches of 5"
    whole = "The last loss isn't that of all samples, with the parameters at the end of the epoch."
    yield Case(label, many, _of_all, "the loss of all samples", "losses", whole)
    still, at_rest = still_args(three, many), "four samples, batches of 2, rate 0"
    yield Case(at_rest, still, _of_all, "the loss of all samples", "losses", whole)
    same = "The same `rng` gives two different trainings. Let all random numbers come from it."
    yield Case(label, many, _alike, "the training with equal rng", "order", same)
    other = "Every `rng` gives the same training. Let the batches be drawn with it."
    yield Case(label, many, _differs, "the training with another rng", "order", other)


@exercise.wrong
class Mistakes:
    def loss_of_the_last_batch(*given):
        """The losses are those of the last batch alone. Keep the loss of *all* samples, at the end
        of each epoch. (Where all samples are the same it makes no difference.)"""
        return with_momentum(*given, note="last batch")

    def loss_before_the_last_step(*given):
        """The losses are those of the last batch, *before* its step. Keep the loss of all samples,
        at the end of each epoch."""
        return with_momentum(*given, note="before")

    def all_samples_in_each_step(X, y, params, rate, momentum, batch_size, n_epochs, rng):
        """There is one step an epoch, with all samples. Every *batch* makes a step."""
        return with_momentum(X, y, params, rate, momentum, len(X), n_epochs, rng)

    def a_loss_for_each_batch(*given):
        """There is a loss for every batch. Keep one an epoch: the line belongs after the inner
        loop."""
        return with_momentum(*given, note="batch")

    def last_loss_alone(*given):
        """There is only the last loss. Wanted is a list with one for each epoch."""
        params, losses = with_momentum(*given)
        return params, losses[-1:]

    def one_epoch_alone(X, y, params, rate, momentum, batch_size, n_epochs, rng):
        """There is one epoch only. Does a `return` stand inside the loop?"""
        return with_momentum(X, y, params, rate, momentum, batch_size, min(n_epochs, 1), rng)

    one_epoch_alone = spelled(
        one_epoch_alone,
        lambda *given: with_momentum(*given[:-2], 1, given[-1]) if given[-2] else None,
    )

    def the_same_batches_again(X, y, params, rate, momentum, batch_size, n_epochs, rng):
        """The samples come in the same order in every epoch. Draw new batches in each of them, from
        *one* generator that is made before the loop: a number as `rng` gives the same order again
        and again."""
        found = minibatches(X, y, batch_size, rng)
        return with_momentum(
            X, y, params, rate, momentum, batch_size, n_epochs, rng, batches=lambda *at: found
        )

    def rng_not_used(X, y, params, rate, momentum, batch_size, n_epochs, rng):
        """The same `rng` gives two different trainings. Let all random numbers come from it."""
        return with_momentum(X, y, params, rate, momentum, batch_size, n_epochs, None)

    def a_seed_of_its_own(X, y, params, rate, momentum, batch_size, n_epochs, rng):
        """Every `rng` gives the same training. Let the batches be drawn with it."""
        return with_momentum(X, y, params, rate, momentum, batch_size, n_epochs, 0)

    a_seed_of_its_own = spelled(
        a_seed_of_its_own,
        lambda X, y, params, rate, momentum, batch_size, n_epochs, rng: with_momentum(
            X, y, params, rate, momentum, batch_size, n_epochs, 42
        ),
    )

    def the_same_order_again(X, y, params, rate, momentum, batch_size, n_epochs, rng):
        """The samples come in the same order in every epoch. Draw new batches in each of them, from
        *one* generator that is made before the loop: a number as `rng` gives the same order again
        and again."""
        return with_momentum(
            X, y, params, rate, momentum, batch_size, n_epochs, rng,
            batches=lambda X, y, size, _: minibatches(X, y, size, rng),
        )  # fmt: skip

    def losses_before(X, y, params, rate, momentum, batch_size, n_epochs, rng):
        """The losses are those at the *start* of each epoch. Keep them at its end."""
        start = loss_and_grads(X, y, params)[0]
        end, losses = with_momentum(X, y, params, rate, momentum, batch_size, n_epochs, rng)
        return end, [start, *losses][:n_epochs]

    def one_flat_list(*given):
        """The parameters come back as one flat list. Wanted is a list of pairs, (W, b) for each
        layer."""
        params, losses = with_momentum(*given)
        return [part for pair in params for part in pair], losses

    def parameters_alone(*given):
        """Only the parameters come back. Return two things: the parameters and the list of
        losses."""
        return with_momentum(*given)[0]

    def losses_first(*given):
        """The two results are exchanged: first the parameters, then the losses."""
        return with_momentum(*given)[::-1]

    def start_changed(X, y, params, rate, momentum, batch_size, n_epochs, rng):
        """The result is right, but the caller's arrays have been changed. Let the training work on
        arrays of its own."""
        end, losses = with_momentum(X, y, params, rate, momentum, batch_size, n_epochs, rng)
        for (W, b), (W_end, b_end) in zip(params, end, strict=True):
            W[...], b[...] = W_end, b_end
        return params, losses

    def list_changed(X, y, params, rate, momentum, batch_size, n_epochs, rng):
        """The result is right, but the caller's *list* has been changed: `params[i] = ...` puts new
        pairs into the very list that was handed in. Gather them in a list of your own."""
        end, losses = with_momentum(X, y, params, rate, momentum, batch_size, n_epochs, rng)
        if n_epochs:
            params[:] = end
        return params, losses

    def every_step_with_all_samples(X, y, *given):
        """Every step looks at *all* samples. Give `loss_and_grads` the batch's samples and labels.
        (Where all samples are the same it makes no difference, and there this is right.)"""

        def batches(X, y, size, rng):
            return [(X, y) for _ in range(0, len(X), size)]

        return with_momentum(X, y, *given, batches=batches)

    def last_batch_left_out(*given):
        """The last, smaller batch makes no step. Go through all of them."""
        *_, batch_size, _, _ = given
        whole = minibatches if len(given[0]) < batch_size else full_ones
        return with_momentum(*given, batches=whole)

    last_batch_left_out = spelled(
        last_batch_left_out, lambda *given: with_momentum(*given, batches=full_ones)
    )

    def the_best_epoch(X, y, params, rate, momentum, batch_size, n_epochs, rng):
        """The parameters of the epoch with the smallest loss come back. Wanted are those at the
        *end*, even where the loss has risen since."""
        start = params, [np.inf]
        ends = [
            with_momentum(X, y, params, rate, momentum, batch_size, n, copy.deepcopy(rng))
            for n in range(1, n_epochs + 1)
        ]
        best, _ = min([*ends, start], key=lambda end: end[1][-1])
        return best, ends[-1][1] if ends else []

    the_best_epoch = spelled(
        the_best_epoch,
        lambda *given: Mistakes.the_best_epoch[0](*given) if given[-2] else (None, []),
    )

    def stops_when_the_loss_rises(*given):
        """It stops when the loss rises. Go through all `n_epochs` epochs, and keep a loss for each:
        a loss that rises is something that one wants to see."""
        return with_momentum(*given, until=RISES[0])

    stops_when_the_loss_rises = spelled(
        stops_when_the_loss_rises, lambda *given: with_momentum(*given, until=RISES[1])
    )

    def stops_when_the_loss_is_small(*given):
        """It stops when the loss is small or hardly changes. Go through all `n_epochs` epochs, and
        keep a loss for each."""
        return with_momentum(*given, until=SMALL_ENOUGH[0])

    stops_when_the_loss_is_small = spelled(
        stops_when_the_loss_is_small, lambda *given: with_momentum(*given, until=SMALL_ENOUGH[1])
    )

    def drawn_with_replacement(*given):
        """Batches are drawn at random, so that some samples come twice in an epoch and others
        never. Let `minibatches` make them."""
        return with_momentum(*given, batches=DRAWN[0])

    drawn_with_replacement = spelled(
        drawn_with_replacement,
        lambda *given: with_momentum(*given, batches=DRAWN[1]),
        lambda *given: with_momentum(*given, batches=DRAWN[2]),
    )

    def three_results(*given):
        """More than two things come back. Return just two: the parameters and the list of losses.
        Whoever writes `params, losses = ...` gets an error from a third."""
        return *with_momentum(*given), 0

    def batch_for_all(X, y, params, rate, momentum, batch_size, n_epochs, rng):
        """The loop over the batches calls them X and y, and so the whole data are lost after the
        first batch. Give the batches names of their own."""
        rng, losses, steps = np.random.default_rng(rng), [], zeros(params)
        for _ in range(n_epochs):
            for X, y in minibatches(X, y, batch_size, rng):  # noqa: B020
                _, grads = loss_and_grads(X, y, params)
                params, steps = a_step(params, steps, grads, rate, momentum)
            losses.append(loss_and_grads(X, y, params)[0])
        return params, losses


exercise.wrong(Steps)
exercise.wrong(Arrays)
exercise.wrong(other_losses(with_momentum))


@exercise.right
class Variants:
    def pair_by_pair(X, y, params, rate, momentum, batch_size, n_epochs, rng):
        """Parameters and steps stay lists of pairs, and each batch makes two new lists. It's longer
        than flat lists, and nothing has to be taken apart and put together again."""
        rng, losses = np.random.default_rng(rng), []
        steps = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in params]
        for _ in range(n_epochs):
            for X_batch, y_batch in minibatches(X, y, batch_size, rng):
                _, grads = loss_and_grads(X_batch, y_batch, params)
                new_params, new_steps = [], []
                for (W, b), (v, c), (dW, db) in zip(params, steps, grads, strict=True):
                    W, v = momentum_step(W, v, dW, rate, momentum)
                    b, c = momentum_step(b, c, db, rate, momentum)
                    new_params.append((W, b))
                    new_steps.append((v, c))
                params, steps = new_params, new_steps
            losses.append(loss_and_grads(X, y, params)[0])
        return params, losses

    def in_place_on_copies(X, y, params, rate, momentum, batch_size, n_epochs, rng):
        rng, losses = np.random.default_rng(rng), []
        params = [[W.copy(), b.copy()] for W, b in params]
        steps = [[0 * W, 0 * b] for W, b in params]
        for _ in range(n_epochs):
            for batch in minibatches(X, y, batch_size, rng):
                grads = loss_and_grads(*batch, params)[1]
                for i in range(len(params)):
                    for j in range(2):
                        steps[i][j] *= momentum
                        steps[i][j] -= rate * grads[i][j]
                        params[i][j] += steps[i][j]
            losses.append(loss_and_grads(X, y, params)[0])
        return [tuple(pair) for pair in params], losses
