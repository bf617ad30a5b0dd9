"""The loop over epochs and mini-batches."""

import numpy as np

from nnlib.by_hand import training
from nnlib.by_hand.training import descend, loss_and_grads, minibatches
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter05 import _loops as loops
from nnlib.exercises.chapter05._loss_mistakes import other_losses
from nnlib.exercises.chapter05._shared import LAYERS, moved, results
from nnlib.exercises.chapter05._train_mistakes import HandedBack, trained
from nnlib.exercises.chapter05._train_steps import OtherSteps
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="05-train",
    title="The training loop",
    minutes=15,
    difficulty=4,
    points=3,
    reference=training.train,
    hints=(
        "Two loops, one inside the other: over the epochs, and over the batches of an epoch. Which "
        "of your functions does each of them need?",
        "For a batch it's one step of descent with that batch's samples and labels; the new "
        "`params` are what the next batch starts from. `descend` can take a single step.",
        "From a *number*, `minibatches` would draw the same order each epoch. So make the "
        "generator before the loops: `rng = np.random.default_rng(rng)`. After the inner loop, and "
        "once an epoch, append the loss of all samples.",
    ),
    why="""Every batch moves the parameters, so they live outside of both loops. The generator does
too: it goes on where it was, and each epoch gets an order of its own. The loss of a single batch
jumps up and down with the samples that happen to be in it, which is why the one that is kept is
that of all samples. (In a large training it costs a lot to compute; then one keeps the mean of the
batches' losses.)""",
    promises={
        "one layer": LAYERS["one layer"],
        "two layers": LAYERS["two layers"],
        "all samples in one batch": lambda case: len(case.args["X"]) <= case.args["batch_size"],
        "several batches": lambda case: len(case.args["X"]) > case.args["batch_size"],
        "a smaller last batch": lambda case: len(case.args["X"]) % case.args["batch_size"] > 0,
        "several epochs": array_where("n_epochs", lambda n: n > 1),
        "no epoch at all": array_where("n_epochs", lambda n: n == 0),
        "a loss that rises": array_where("rate", lambda rate: rate >= 6),
    },
    distractors=("        losses.append(loss_and_grads(X, y, params)[0])",),
)


@exercise.cases
def _(rng):
    yield from loops.loop_cases(rng, results(4))
    three, many = loops.order_args(rng)
    batch = "A step has to look at the samples of its own batch, and at no others."
    what = "one epoch, a step for each sample"
    args = loops.once_args(rng)
    yield Case(
        "24 samples, batches of 4", args, loops.once, "each sample once", "order", loops.ONCE
    )
    yield Case("three samples", {**three, "n_epochs": 1}, loops.one_by_one, what, "order", batch)
    what = "a new order in each epoch"
    yield Case("three samples, one by one", three, loops.shuffles, what, "order", loops.SAME_ORDER)
    label = "12 samples, batches of 5"
    whole = "The last loss isn't that of all samples, with the parameters at the end of the epoch."
    yield Case(label, many, loops.of_all, "the loss of all samples", "losses", whole)
    still = loops.still_args(three, many)
    what = "the loss of all samples"
    yield Case("four samples, batches of 2, rate 0", still, loops.of_all, what, "losses", whole)
    same = "The same `rng` gives two different trainings. Let all random numbers come from it."
    yield Case(label, many, loops.repeats, "the training with equal rng", "order", same)
    other = "Every `rng` gives the same training. Let the batches be drawn with it."
    yield Case(label, many, loops.depends, "the training with another rng", "order", other)
    what = "the training with a generator for rng"
    yield Case(label, many, loops.takes_a_generator, what, "order", whole)


def _with(**changed):
    """The answer with one thing changed."""
    return lambda *given: trained(*given, **changed)


@exercise.wrong
class Mistakes:
    def all_samples_in_each_step(X, y, params, rate, *loop):
        """Every step looks at *all* samples. Give it the batch's samples and labels. (Where all
        samples are the same it makes no difference, and there this is right.)"""
        return trained(X, y, params, rate, *loop, step=lambda *at: descend(X, y, at[2], rate, 1)[0])

    def one_step_an_epoch(X, y, params, rate, batch_size, n_epochs, rng):
        """In each epoch only one batch counts. Every *batch* makes a step, which begins where the
        one before has ended."""
        return trained(
            X, y, params, rate, batch_size, n_epochs, rng,
            batches=lambda *at: minibatches(*at)[:1],
        )  # fmt: skip

    one_step_an_epoch = spelled(
        one_step_an_epoch,
        lambda *given: trained(*given, batches=lambda *at: minibatches(*at)[-1:]),
    )  # as it is if each batch begins where the epoch began

    def last_batch_left_out(X, y, params, rate, batch_size, n_epochs, rng):
        """The last, smaller batch makes no step. Go through all of them."""
        return trained(
            X, y, params, rate, batch_size, n_epochs, rng,
            batches=lambda X, y, size, rng: [
                batch for batch in minibatches(X, y, size, rng)
                if len(batch[0]) == size or len(X) < size
            ],
        )  # fmt: skip

    last_batch_left_out = spelled(
        last_batch_left_out,
        lambda X, y, params, rate, batch_size, n_epochs, rng: trained(
            X, y, params, rate, batch_size, n_epochs, rng, batches=loops.full_ones
        ),
    )

    def one_epoch_alone(X, y, params, rate, batch_size, n_epochs, rng):
        """There is one epoch only. Does a `return` stand inside the loop?"""
        return training.train(X, y, params, rate, batch_size, min(n_epochs, 1), rng)

    one_epoch_alone = spelled(
        one_epoch_alone,
        lambda *given: training.train(*given[:-2], 1, given[-1]) if given[-2] else None,
    )

    def epochs_inside_the_batches(X, y, params, rate, batch_size, n_epochs, rng):
        """All steps with one batch are taken before the next batch comes. The epochs are the outer
        loop: each goes once through all batches."""
        losses = []
        for batch in minibatches(X, y, batch_size, rng):
            params, _ = descend(*batch, params, rate, n_epochs)
            losses.append(loss_and_grads(X, y, params)[0])
        return params, losses

    def from_the_start_each_time(X, y, params, rate, batch_size, n_epochs, rng):
        """Every epoch begins at the start again. Let it begin where the last one ended."""
        once = training.train(X, y, params, rate, batch_size, min(n_epochs, 1), rng)
        return once[0], once[1] * n_epochs

    def every_batch_from_the_start(X, y, params, rate, batch_size, n_epochs, rng):
        """Every batch moves the parameters of the *start*, so only the last step counts. Let each
        step begin where the one before has ended."""
        return trained(
            X, y, params, rate, batch_size, n_epochs, rng,
            step=lambda X, y, _: descend(X, y, params, rate, 1)[0],
        )  # fmt: skip

    def _under_another_name(X, y, params, rate, batch_size, n_epochs, rng):
        rng, losses = np.random.default_rng(rng), []
        for _ in range(n_epochs):
            for batch in minibatches(X, y, batch_size, rng):
                new_params, _ = descend(*batch, params, rate, 1)
            losses.append(loss_and_grads(X, y, new_params)[0])
        return new_params, losses

    every_batch_from_the_start = spelled(every_batch_from_the_start, _under_another_name)
    del _under_another_name

    def what_comes_back_is_lost(X, y, params, rate, batch_size, n_epochs, rng):
        """Nothing has moved: `descend` gives back *new* parameters. Keep them in `params`."""
        return trained(
            X, y, params, rate, batch_size, n_epochs, rng, step=lambda X, y, params: params
        )

    def the_same_batches_again(X, y, params, rate, batch_size, n_epochs, rng):
        """The samples come in the same order in every epoch. Draw new batches in each of them, from
        *one* generator that is made before the loop: a number as `rng` gives the same order again
        and again."""
        found = minibatches(X, y, batch_size, rng)
        return trained(X, y, params, rate, batch_size, n_epochs, rng, batches=lambda *at: found)

    def in_the_given_order(X, y, params, rate, batch_size, n_epochs, rng):
        """Every `rng` gives the same training: the samples come in the order in which they stand in
        X. Let `minibatches` shuffle them."""
        starts = range(0, len(X), batch_size)
        found = [(X[s : s + batch_size], y[s : s + batch_size]) for s in starts]
        return trained(X, y, params, rate, batch_size, n_epochs, 0, batches=lambda *at: found)

    def rng_not_used(X, y, params, rate, batch_size, n_epochs, rng):
        """The same `rng` gives two different trainings. Let all random numbers come from it."""
        return training.train(X, y, params, rate, batch_size, n_epochs, None)

    def a_seed_of_its_own(X, y, params, rate, batch_size, n_epochs, rng):
        """Every `rng` gives the same training. Let the batches be drawn with it."""
        return training.train(X, y, params, rate, batch_size, n_epochs, 0)

    a_seed_of_its_own = spelled(a_seed_of_its_own, lambda *given: training.train(*given[:-1], 42))

    def as_many_steps_as_epochs(X, y, params, rate, batch_size, n_epochs, rng):
        """Each batch makes as many steps as there are epochs. One step a batch, and new batches in
        the next epoch."""
        return trained(
            X, y, params, rate, batch_size, n_epochs, rng,
            step=lambda X, y, params: descend(X, y, params, rate, n_epochs)[0],
        )  # fmt: skip

    def steps_by_the_size_of_the_batch(X, y, params, rate, batch_size, n_epochs, rng):
        """Each batch makes as many steps as it has samples. One step a batch: the gradient is a
        mean over its samples already."""
        return trained(
            X, y, params, rate, batch_size, n_epochs, rng,
            step=lambda X, y, params: descend(X, y, params, rate, len(X))[0],
        )  # fmt: skip

    def rate_divided_by_the_batch(X, y, params, rate, batch_size, n_epochs, rng):
        """The steps are shorter by the number of samples of a batch. The gradient is a mean
        already, so the rate stays as it is."""
        return trained(
            X, y, params, rate, batch_size, n_epochs, rng,
            step=lambda X, y, params: descend(X, y, params, rate / len(X), 1)[0],
        )  # fmt: skip

    rate_divided_by_the_batch = spelled(
        rate_divided_by_the_batch,
        lambda X, y, params, rate, size, *rest: trained(X, y, params, rate / size, size, *rest),
    )

    def sums_for_means(X, y, params, rate, batch_size, n_epochs, rng):
        """The steps are longer by the number of samples of a batch, as if their gradients were
        added up. `loss_and_grads` gives the mean, and the rate stays as it is."""
        return trained(
            X, y, params, rate, batch_size, n_epochs, rng,
            step=lambda X, y, params: descend(X, y, params, rate * len(X), 1)[0],
        )  # fmt: skip

    def two_steps_a_batch(X, y, params, rate, batch_size, n_epochs, rng):
        """Each batch makes two steps. One step a batch, and then the next batch."""
        return trained(
            X, y, params, rate, batch_size, n_epochs, rng,
            step=lambda X, y, params: descend(X, y, params, rate, 2)[0],
        )  # fmt: skip

    def biases_stay(X, y, params, rate, batch_size, n_epochs, rng):
        """The weights move and the biases don't. They have gradients too."""

        def step(X, y, params):
            new = descend(X, y, params, rate, 1)[0]
            return [(W, b) for (W, _), (_, b) in zip(new, params, strict=True)]

        return trained(X, y, params, rate, batch_size, n_epochs, rng, step=step)

    def batch_for_all(X, y, params, rate, batch_size, n_epochs, rng):
        """The loop over the batches calls them X and y, and so the whole data are lost after the
        first batch. Give the batches names of their own."""
        rng, losses = np.random.default_rng(rng), []
        for _ in range(n_epochs):
            for X, y in minibatches(X, y, batch_size, rng):  # noqa: B020
                params, _ = descend(X, y, params, rate, 1)
            losses.append(loss_and_grads(X, y, params)[0])
        return params, losses

    def rng_and_a_number(X, y, params, rate, batch_size, n_epochs, rng):
        """A number is added to `rng`, which may be a generator too, and then that fails. Make *one*
        generator before the loop, and draw the batches of all epochs from it."""
        losses = []
        for epoch in range(n_epochs):
            for batch in minibatches(X, y, batch_size, rng + epoch):
                params, _ = descend(*batch, params, rate, 1)
            losses.append(loss_and_grads(X, y, params)[0])
        return params, losses

    def sizes_exchanged(X, y, params, rate, batch_size, n_epochs, rng):
        """`batch_size` and `n_epochs` have changed places."""
        return training.train(X, y, params, rate, n_epochs, batch_size, rng)

    def losses_kept_with_parameters(X, y, params, rate, batch_size, n_epochs, rng):
        """`descend` gives back two things, the parameters and the losses, and here both together
        are called `params`. Take the first."""
        return trained(
            X, y, params, rate, batch_size, n_epochs, rng,
            step=lambda X, y, params: descend(X, y, params, rate, 1),
        )  # fmt: skip

    def drawn_with_replacement(X, y, params, rate, batch_size, n_epochs, rng):
        """Batches are drawn at random, so that some samples come twice in an epoch and others
        never. Let `minibatches` make them."""

        def batches(X, y, size, rng):
            rows = [rng.integers(len(X), size=size) for _ in range(0, len(X), size)]
            return [(X[r], y[r]) for r in rows]

        return trained(X, y, params, rate, batch_size, n_epochs, rng, batches=batches)

    drawn_with_replacement = spelled(
        drawn_with_replacement,
        *(_with(batches=batches) for batches in loops.DRAWN),
    )

    def start_changed(X, y, params, rate, batch_size, n_epochs, rng):
        """The result is right, but the caller's arrays have been changed: `W -= ...` works on the
        very array that was handed in. Make new ones, `W - ...`."""
        end, losses = training.train(X, y, params, rate, batch_size, n_epochs, rng)
        for (W, b), (W_end, b_end) in zip(params, end, strict=True):
            W[...], b[...] = W_end, b_end
        return params, losses

    def list_changed(X, y, params, rate, batch_size, n_epochs, rng):
        """The result is right, but the caller's *list* has been changed: `params[i] = ...` puts new
        pairs into the very list that was handed in. Gather them in a list of your own."""
        end, losses = training.train(X, y, params, rate, batch_size, n_epochs, rng)
        if n_epochs:
            params[:] = end
        return params, losses

    def a_shorter_step_at_the_end(X, y, params, rate, batch_size, n_epochs, rng):
        """The last batch makes too short a step: its gradient is divided by `batch_size`, and it
        holds fewer samples. The gradient that comes from `loss_and_grads` is their mean already."""
        return trained(
            X, y, params, rate, batch_size, n_epochs, rng,
            step=lambda X, y, params: descend(X, y, params, rate * len(X) / batch_size, 1)[0],
        )  # fmt: skip

    def all_gradients_of_one_place(X, y, params, rate, batch_size, n_epochs, rng):
        """All batches of an epoch take their gradients where the *epoch* began. Each step should
        look at the slope where the step before it has led."""
        rng, losses = np.random.default_rng(rng), []
        for _ in range(n_epochs):
            place = params
            for batch in minibatches(X, y, batch_size, rng):
                params = moved(params, loss_and_grads(*batch, place)[1], rate)
            losses.append(loss_and_grads(X, y, params)[0])
        return params, losses


exercise.wrong(HandedBack)
exercise.wrong(other_losses(trained))
exercise.wrong(OtherSteps)


@exercise.right
class Variants:
    def step_by_step(X, y, params, rate, batch_size, n_epochs, rng):
        """The step is written out here, so nothing is computed that isn't needed, and the loop
        shows all that happens in a training."""
        rng = np.random.default_rng(rng)
        losses = []
        for _ in range(n_epochs):
            for X_batch, y_batch in minibatches(X, y, batch_size, rng):
                _, grads = loss_and_grads(X_batch, y_batch, params)
                params = [
                    (W - rate * dW, b - rate * db)
                    for (W, b), (dW, db) in zip(params, grads, strict=True)
                ]
            loss, _ = loss_and_grads(X, y, params)
            losses.append(loss)
        return params, losses

    def own_batches(X, y, params, rate, batch_size, n_epochs, rng):
        rng, losses = np.random.default_rng(rng), np.zeros(n_epochs)
        for epoch in range(n_epochs):
            order = rng.permutation(len(X))
            for start in range(0, len(X), batch_size):
                rows = order[start : start + batch_size]
                params = descend(X[rows], y[rows], params, rate, 1)[0]
            losses[epoch] = loss_and_grads(X, y, params)[0]
        return params, losses
