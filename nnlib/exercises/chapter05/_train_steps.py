"""Wrong answers to "The training loop" that take other steps."""

import numpy as np

from nnlib.by_hand import training
from nnlib.by_hand.training import descend, loss_and_grads, minibatches
from nnlib.exercises.chapter05._shared import MOVES, moved
from nnlib.exercises.chapter05._train_mistakes import trained


def _moving(move):
    """The loop whose steps move the parameters so: ``move(params, grads, rate)``."""

    def train(X, y, params, rate, *rest):
        def step(X, y, params):
            return move(params, loss_and_grads(X, y, params)[1], rate)

        return trained(X, y, params, rate, *rest, step=step)

    return train


def _taken_off(X, y, params, rate, batch_size, n_epochs, rng, *, of_epoch):
    rng, losses, first = np.random.default_rng(rng), [], params
    for _ in range(n_epochs):
        first = params if of_epoch else first
        for batch in minibatches(X, y, batch_size, rng):
            params = moved(first, loss_and_grads(*batch, params)[1], rate)
        losses.append(loss_and_grads(X, y, params)[0])
    return params, losses


class OtherSteps:
    """Mistakes in the step of a batch."""

    def uphill(*given):
        """The steps go *up*hill. The gradient points to where the loss grows, so subtract it."""
        return _moving(MOVES["uphill"])(*given)

    def biases_uphill(*given):
        """The weights go downhill and the biases uphill. Subtract the gradient from both."""
        return _moving(MOVES["biases uphill"])(*given)

    def biases_without_the_rate(*given):
        """The biases move without the learning rate. Multiply their gradients by it too."""
        return _moving(MOVES["biases without the rate"])(*given)

    def weights_without_the_rate(*given):
        """The weights move without the learning rate. Multiply their gradients by it too."""
        return _moving(MOVES["weights without the rate"])(*given)

    def without_the_rate(*given):
        """The learning rate isn't used: each step is as long as the gradient itself."""
        return _moving(MOVES["without the rate"])(*given)

    def weights_stay(*given):
        """The biases move and the weights don't. They have gradients too."""
        return _moving(MOVES["weights stay"])(*given)

    def last_layer_alone(*given):
        """Only the last layer has moved. Go through all the pairs."""
        return _moving(MOVES["last layer"])(*given)

    def first_layer_alone(*given):
        """Only the first layer has moved. Go through all the pairs."""
        return _moving(MOVES["first layer"])(*given)

    def gradients_backwards(*given):
        """The first layer gets the last one's gradient. `loss_and_grads` gives the gradients in the
        order of `params` already, so don't turn either list round."""
        return _moving(MOVES["backwards"])(*given)

    def pairs_exchanged(*given):
        """The two parts of each pair are exchanged: first the weights, then the biases."""
        return _moving(MOVES["exchanged"])(*given)

    def rate_divided_by_all(X, y, params, rate, *rest):
        """The steps are shorter by the number of all samples. The gradient is a mean already, so
        the rate stays as it is."""
        return trained(X, y, params, rate / len(X), *rest)

    def taken_off_the_epochs_start(*given):
        """Each batch's gradient is subtracted from the parameters with which the *epoch* began, so
        only the last batch counts. Subtract it from those of now."""
        return _taken_off(*given, of_epoch=True)

    def taken_off_the_start(*given):
        """Each gradient is subtracted from the parameters with which the *training* began, so all
        steps but the last are lost. Subtract it from those of now."""
        return _taken_off(*given, of_epoch=False)

    def a_step_to_measure(X, y, params, rate, batch_size, n_epochs, rng):
        """At the end of each epoch there is a further step, with all samples: `descend` moves the
        parameters even where it's only to tell the loss. `loss_and_grads` tells it and moves
        nothing."""
        rng, losses = np.random.default_rng(rng), []
        for _ in range(n_epochs):
            params, _ = training.train(X, y, params, rate, batch_size, 1, rng)
            params, (loss,) = descend(X, y, params, rate, 1)
            losses.append(loss)
        return params, losses

    def a_rate_that_falls(X, y, params, rate, batch_size, n_epochs, rng):
        """The steps get shorter from epoch to epoch. The rate stays what it is."""
        rng, losses = np.random.default_rng(rng), []
        for epoch in range(n_epochs):
            falling = rate / (epoch + 1)
            params, (loss,) = training.train(X, y, params, falling, batch_size, 1, rng)
            losses.append(loss)
        return params, losses
