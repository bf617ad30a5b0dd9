"""More wrong answers to the forward and the backward pass of a network of any depth."""

import numpy as np

from nnlib.by_hand import mlp
from nnlib.exercises._helpers import spelled


def scores_of_the_samples(X, params, activation):
    """The inputs are right, and the scores are computed from X all the same."""
    As, Zs, A = [], [], X
    for W, b in params:
        As.append(A)
        Zs.append(X @ W + b)
        A = activation(Zs[-1])
    return As, Zs


def shifted_by_biases(X, params, activation):
    """The biases are added to the activation, and the scores have none."""
    As, Zs, A = [], [], X
    for W, b in params:
        As.append(A)
        Zs.append(A @ W)
        A = activation(Zs[-1]) + b
    return As, Zs


def first_and_last(X, params, activation):
    """Two layers, whatever is between them."""
    (W_1, b_1), (W_2, b_2) = params[0], params[-1]
    Z = X @ W_1 + b_1
    return [X, activation(Z)], [Z, activation(Z) @ W_2 + b_2]


class Forward:
    """Wrong layers, and wrong things that come back."""

    def nothing_back(X, params, activation):
        """Nothing comes back: `return` both lists, As and Zs, after the loop."""
        mlp.mlp_forward(X, params, activation)

    def last_activation_and_scores(X, params, activation):
        """Two arrays come back, the last activation and the last scores. Return two *lists*, with
        an entry for every layer."""
        Z = mlp.mlp_forward(X, params, activation)[1][-1]
        return activation(Z), Z

    def last_layer_before_the_first(X, params, activation):
        """The layers are taken in the wrong order. In the forward pass the first pair of `params`
        comes first; only the backward pass begins at the last one."""
        return mlp.mlp_forward(X, params[::-1], activation)

    def activation_of_the_input(X, params, activation):
        """The next layer gets the activation of this layer's *input*. It should get the activation
        of this layer's scores."""
        As, Zs, A = [], [], X
        for W, b in params:
            As.append(A)
            Zs.append(A @ W + b)
            A = activation(A)
        return As, Zs

    def without_the_last_activation(X, params, activation):
        """Between the last two layers there is no activation. Only the very last scores have none
        behind them: is the condition one layer off?"""
        As, Zs, A = [], [], X
        for i, (W, b) in enumerate(params):
            As.append(A)
            Zs.append(A @ W + b)
            A = activation(Zs[-1]) if i < len(params) - 2 else Zs[-1]
        return As, Zs

    def biases_in_a_column(X, params, activation):
        """The biases were made a column, one for each *sample*. There's one for each unit, so `b`
        as it is, a row, fits the scores."""
        As, Zs, A = [], [], X
        for W, b in params:
            As.append(A)
            Zs.append(A @ W + b[:, None])
            A = activation(Zs[-1])
        return As, Zs


def _down(dZ, As, Zs, params, slope, *, step, down_to=1):
    """The answer with another step down."""
    grads = []
    for i in reversed(range(len(params))):
        grads.append((As[i].T @ dZ, dZ.sum(axis=0)))
        if i >= down_to:
            dZ = step(dZ @ params[i][0].T, i)
    return grads[::-1]


def _two_layers(last):
    """A backward pass through the first layer and another one."""

    def backward(dZ, As, Zs, params, slope):
        dZ_1 = (dZ @ params[last][0].T) * slope(Zs[0])
        return [(As[0].T @ dZ_1, dZ_1.sum(axis=0)), (As[1].T @ dZ, dZ.sum(axis=0))]

    return backward


class Backward:
    """Wrong steps down, and wrong things that come back."""

    def slope_of_the_gradient_for_the_product(dZ, As, Zs, params, slope):
        """The slope was taken *of* the gradient that comes back, `slope(dZ @ W.T)`. The gradient is
        multiplied, entry by entry, by the slope at the scores below."""
        return _down(dZ, As, Zs, params, slope, step=lambda dA, i: slope(dA))

    def ended_a_layer_too_early(dZ, As, Zs, params, slope):
        """dZ stops changing one layer too early: the first layer gets the dZ of the second. From
        the second layer, `i == 1`, there is still a step down to the first."""
        step = lambda dA, i: dA * slope(Zs[i - 1])  # noqa: E731
        return _down(dZ, As, Zs, params, slope, step=step, down_to=2)

    def without_the_first_slope(dZ, As, Zs, params, slope):
        """The slope is missing on the last step down, from the second layer to the first. There's
        an activation between these two as well: is the condition one layer off?"""
        step = lambda dA, i: dA * slope(Zs[i - 1]) if i > 1 else dA  # noqa: E731
        return _down(dZ, As, Zs, params, slope, step=step)

    def scores_for_the_inputs(dZ, As, Zs, params, slope):
        """dW is computed with the scores of the layer below. What a layer gets is their
        *activation*, and the list As holds it: `As[i]`."""
        return mlp.mlp_backward(dZ, [As[0], *Zs[:-1]], Zs, params, slope)

    def two_layers_for_any_number(dZ, As, Zs, params, slope):
        """This is written for two layers. A network has as many as `params` has pairs: go through
        them in a loop, from the last to the first."""
        dZ_1 = (dZ @ params[-1][0].T) * slope(Zs[0])
        return [(As[0].T @ dZ_1, dZ_1.sum(axis=0)), (As[-1].T @ dZ, dZ.sum(axis=0))]

    two_layers_for_any_number = spelled(two_layers_for_any_number, _two_layers(1), _two_layers(-1))

    def moved_parameters(dZ, As, Zs, params, slope):
        """What comes back is the parameters after a step. Return the gradients alone; the step
        comes later, elsewhere."""
        grads = mlp.mlp_backward(dZ, As, Zs, params, slope)
        return [(W - dW, b - db) for (W, b), (dW, db) in zip(params, grads, strict=True)]

    def minus_the_gradients(dZ, As, Zs, params, slope):
        """The sign is wrong. The gradient points uphill; the minus of the descent comes later, in
        the step."""
        grads = mlp.mlp_backward(dZ, As, Zs, params, slope)
        return [(-dW, -db) for dW, db in grads]

    def slope_added(dZ, As, Zs, params, slope):
        """The slope is added to the gradient that comes back. Upstream and local gradient are
        multiplied."""
        return _down(dZ, As, Zs, params, slope, step=lambda dA, i: dA + slope(Zs[i - 1]))

    def slope_before_the_weights(dZ, As, Zs, params, slope):
        """The slope at a layer's own scores meets dZ before dZ has gone through its weights. On the
        way down the weights come first, and then the slope at the scores *below*, `Zs[i - 1]`."""
        grads = []
        for i in reversed(range(len(params))):
            grads.append((As[i].T @ dZ, dZ.sum(axis=0)))
            dZ = (dZ * slope(Zs[i])) @ params[i][0].T
        return grads[::-1]

    def a_table_for_each_bias(dZ, As, Zs, params, slope):
        """db has the shape of dW: every row of it is the same. A layer has one bias a unit."""
        grads = mlp.mlp_backward(dZ, As, Zs, params, slope)
        return [(dW, np.ones((len(dW), 1)) * db) for dW, db in grads]

    def bias_squeezed(dZ, As, Zs, params, slope):
        """A layer of one unit has one bias, of the shape (1,), and so should its db be. `squeeze`
        makes a plain number of it."""
        grads = mlp.mlp_backward(dZ, As, Zs, params, slope)
        return [(dW, np.squeeze(db)) for dW, db in grads]
