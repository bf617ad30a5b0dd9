"""Wrong answers to "All the way down": what they're made of, and those with other steps."""

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
