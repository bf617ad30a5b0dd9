"""Wrong answers to "All the way down": what they're made of, and those with other steps."""

import itertools

import numpy as np

from nnlib.by_hand.perceptron import step_unit
from nnlib.by_hand.sigmoid_unit import sigmoid_unit_grad
from nnlib.exercises._helpers import spelled
from nnlib.functions.activations import sigmoid
from nnlib.functions.losses import binary_cross_entropy


def loss_of(X, y, w, b):
    return binary_cross_entropy(y, sigmoid(X @ w + b))


def loss_of_answers(X, y, w, b):
    with np.errstate(divide="ignore"):
        return binary_cross_entropy(y, step_unit(X, w, b))


def places_of(X, y, w, b, rate, n_steps, *, grad=sigmoid_unit_grad, of_b=1.0):
    """The places of a descent with one thing changed."""
    places = [(w, b)]
    for _ in range(n_steps):
        w, b = places[-1]
        dw, db = grad(X, y, w, b)
        places.append((w - rate * dw, b - of_b * rate * db))
    return places


def told(X, y, places, loss=loss_of):
    return *places[-1], [loss(X, y, *place) for place in places]


def _both_terms_of(X, y, w, b):
    a = sigmoid(X @ w + b)
    return -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))


class Sure:
    """The loss of a unit that is sure is not a number."""

    def log_of_zero(X, y, w, b, learning_rate, n_steps):
        """The steps are right. But the loss multiplies both logarithms, and for a unit that is
        right and perfectly sure one of them is 0 * log(0), which is NaN. Pick the probability of
        the right answer first, as `binary_cross_entropy` does."""
        return told(X, y, places_of(X, y, w, b, learning_rate, n_steps), _both_terms_of)


class Steps:
    """Too many steps, or too few of them."""

    def one_step_too_many(X, y, w, b, learning_rate, n_steps):
        """There is one step too many. `n_steps` of them are taken, and only the *losses* are one
        more."""
        return told(X, y, places_of(X, y, w, b, learning_rate, n_steps + 1))

    def _as_many_losses(X, y, w, b, learning_rate, n_steps):
        places = places_of(X, y, w, b, learning_rate, n_steps + 1)
        return *places[-1], [loss_of(X, y, *place) for place in places[:-1]]

    one_step_too_many, _as_many_losses = spelled(one_step_too_many, _as_many_losses), ()

    def one_step_in_any_case(X, y, w, b, learning_rate, n_steps):
        """One step is taken even where none was asked for. With n_steps 0 the start comes back, and
        its loss: ask whether there's a step left *before* it is taken."""
        return told(X, y, places_of(X, y, w, b, learning_rate, max(n_steps, 1)))

    def one_step_too_few(X, y, w, b, learning_rate, n_steps):
        """There is one step too few. `range(n)` makes n rounds, and `range(1, n)` one less."""
        return told(X, y, places_of(X, y, w, b, learning_rate, max(n_steps - 1, 0)))

    def a_single_step(X, y, w, b, learning_rate, n_steps):
        """It ends after the first step. Does the `return` stand inside the loop?"""
        return told(X, y, places_of(X, y, w, b, learning_rate, min(n_steps, 1)))

    def _returned_in_the_loop(X, y, w, b, learning_rate, n_steps):
        return told(X, y, places_of(X, y, w, b, learning_rate, 1)) if n_steps else None

    a_single_step, _returned_in_the_loop = spelled(a_single_step, _returned_in_the_loop), ()

    def moved_one_after_the_other(X, y, w, b, learning_rate, n_steps):
        """One of the two has moved already when the gradient of the other is computed, so they
        belong to different places. Ask for both gradients first, then move."""
        places = [(w, b)]
        for _ in range(n_steps):
            w, b = places[-1]
            moved = w - learning_rate * sigmoid_unit_grad(X, y, w, b)[0]
            places.append((moved, b - learning_rate * sigmoid_unit_grad(X, y, moved, b)[1]))
        return told(X, y, places)

    def _bias_first(X, y, w, b, learning_rate, n_steps):
        places = [(w, b)]
        for _ in range(n_steps):
            w, b = places[-1]
            moved = b - learning_rate * sigmoid_unit_grad(X, y, w, b)[1]
            places.append((w - learning_rate * sigmoid_unit_grad(X, y, w, moved)[0], moved))
        return told(X, y, places)

    moved_one_after_the_other = spelled(moved_one_after_the_other, _bias_first)
    _bias_first = ()

    def one_sample_a_step(X, y, w, b, learning_rate, n_steps):
        """The weights move by the gradient of a single sample. Here every step uses all of them:
        give X and y as they are to `sigmoid_unit_grad`."""
        return told(X, y, _by_single_samples(X, y, w, b, learning_rate, n_steps))

    def _all_in_turn(X, y, w, b, learning_rate, n_steps):
        places = _by_single_samples(X, y, w, b, learning_rate, n_steps * len(X))
        return told(X, y, places[:: len(X)])

    def _each_noted(X, y, w, b, learning_rate, n_steps):
        return told(X, y, _by_single_samples(X, y, w, b, learning_rate, n_steps * len(X)))

    def _always_the_first(X, y, w, b, learning_rate, n_steps):
        return told(X, y, places_of(X[:1], y[:1], w, b, learning_rate, n_steps))

    one_sample_a_step = spelled(one_sample_a_step, _all_in_turn, _each_noted, _always_the_first)
    _all_in_turn = _each_noted = _always_the_first = ()

    def weights_uphill(X, y, w, b, learning_rate, n_steps):
        """The bias goes down and the weights go up: their gradient is added. Subtract both."""
        return told(X, y, places_of(X, y, w, b, -learning_rate, n_steps, of_b=-1.0))

    def rate_at_the_bias_alone(X, y, w, b, learning_rate, n_steps):
        """The learning rate is missing at the weights, which move by their whole gradient."""
        return told(X, y, places_of(X, y, w, b, 1.0, n_steps, of_b=learning_rate))

    def only_the_change(X, y, w, b, learning_rate, n_steps):
        """After a step the old weights are lost: the new ones are nothing but the change. Subtract
        it *from* the old ones."""
        places = [(w, b)]
        for _ in range(n_steps):
            dw, db = sigmoid_unit_grad(X, y, *places[-1])
            places.append((-learning_rate * dw, -learning_rate * db))
        return told(X, y, places)

    def _with_its_sign(X, y, w, b, learning_rate, n_steps):
        places = [(w, b)]
        for _ in range(n_steps):
            dw, db = sigmoid_unit_grad(X, y, *places[-1])
            places.append((learning_rate * dw, learning_rate * db))
        return told(X, y, places)

    only_the_change, _with_its_sign = spelled(only_the_change, _with_its_sign), ()

    def gradients_exchanged(X, y, w, b, learning_rate, n_steps):
        """The two gradients have changed places: the first one that `sigmoid_unit_grad` returns is
        for the weights, the second for the bias."""
        return told(X, y, places_of(X, y, w, b, learning_rate, n_steps, grad=_exchanged))


def _exchanged(X, y, w, b):
    return sigmoid_unit_grad(X, y, w, b)[::-1]


def _by_single_samples(X, y, w, b, rate, n_steps):
    """The places of a descent whose steps go by a sample each, in turn."""
    places = [(w, b)]
    for step in range(n_steps):
        n = step % len(X)
        places.append(places_of(X[n : n + 1], y[n : n + 1], *places[-1], rate, 1)[-1])
    return places


def _with(price):
    """The steps are right, and what is noted of each place is something else."""

    def wrong(X, y, w, b, learning_rate, n_steps):
        return told(X, y, places_of(X, y, w, b, learning_rate, n_steps), price)

    return wrong


class Notes:
    """The weights and the bias are right, and the losses are not."""

    def loss_without_the_bias(X, y, w, b, learning_rate, n_steps):
        """w and b are right, but the losses are those of a unit without its bias, which belongs to
        the score."""
        price = _with(lambda X, y, w, b: binary_cross_entropy(y, sigmoid(X @ w)))
        return price(X, y, w, b, learning_rate, n_steps)

    def loss_of_the_scores(X, y, w, b, learning_rate, n_steps):
        """w and b are right, but the losses are taken of the scores. The loss wants probabilities:
        send the scores through the sigmoid first."""
        price = _with(lambda X, y, w, b: binary_cross_entropy(y, X @ w + b))
        return price(X, y, w, b, learning_rate, n_steps)

    loss_of_the_scores = spelled(
        loss_of_the_scores, _with(lambda X, y, w, b: binary_cross_entropy(y, X @ w))
    )

    def labels_for_probabilities(X, y, w, b, learning_rate, n_steps):
        """w and b are right, but the two arguments of the loss have changed places: first the
        labels, then the probabilities."""
        price = _with(lambda X, y, w, b: binary_cross_entropy(sigmoid(X @ w + b), y))
        return price(X, y, w, b, learning_rate, n_steps)

    def minus_the_losses(X, y, w, b, learning_rate, n_steps):
        """w and b are right, but the losses have the wrong sign: `binary_cross_entropy` has its
        minus already."""
        return _with(lambda *at: -loss_of(*at))(X, y, w, b, learning_rate, n_steps)

    def loss_divided_again(X, y, w, b, learning_rate, n_steps):
        """w and b are right, but the losses are divided by the number of samples once more. Each is
        a mean already."""
        return _with(lambda *at: loss_of(*at) / len(at[1]))(X, y, w, b, learning_rate, n_steps)

    def loss_through_two_sigmoids(X, y, w, b, learning_rate, n_steps):
        """w and b are right, but for the losses the scores go through the sigmoid twice."""
        price = _with(lambda X, y, w, b: binary_cross_entropy(y, sigmoid(sigmoid(X @ w + b))))
        return price(X, y, w, b, learning_rate, n_steps)

    def only_start_and_end(X, y, w, b, learning_rate, n_steps):
        """Only two losses come back, those of the start and of the end. Note one after every
        step."""
        places = places_of(X, y, w, b, learning_rate, n_steps)
        return *told(X, y, places)[:2], [loss_of(X, y, w, b), loss_of(X, y, *places[-1])]

    def probabilities_for_losses(X, y, w, b, learning_rate, n_steps):
        """w and b are right, but what is noted are probabilities, one for each sample. Note the
        loss: `binary_cross_entropy` makes one number of them and the labels."""
        price = _with(lambda X, y, w, b: sigmoid(X @ w + b))
        return price(X, y, w, b, learning_rate, n_steps)

    def loss_for_each_sample(X, y, w, b, learning_rate, n_steps):
        """w and b are right, but for every place one loss for each sample is noted. Wanted is their
        mean."""
        price = _with(lambda X, y, w, b: -np.log(np.abs(1 - y - sigmoid(X @ w + b))))
        return price(X, y, w, b, learning_rate, n_steps)

    def loss_before_the_bias_moved(X, y, w, b, learning_rate, n_steps):
        """w and b are right, but each loss belongs to a place where only one of the two has moved.
        Note it after both."""
        places = places_of(X, y, w, b, learning_rate, n_steps)
        halfway = [(new[0], old[1]) for old, new in itertools.pairwise(places)]
        return *places[-1], [loss_of(X, y, *place) for place in [places[0], *halfway]]

    def _before_the_weights(X, y, w, b, learning_rate, n_steps):
        places = places_of(X, y, w, b, learning_rate, n_steps)
        halfway = [(old[0], new[1]) for old, new in itertools.pairwise(places)]
        return *places[-1], [loss_of(X, y, *place) for place in [places[0], *halfway]]

    loss_before_the_bias_moved = spelled(loss_before_the_bias_moved, _before_the_weights)
    _before_the_weights = ()
