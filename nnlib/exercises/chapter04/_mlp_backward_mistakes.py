"""More wrong answers to the backward pass of a network of any depth."""

import numpy as np

from nnlib.by_hand import mlp
from nnlib.exercises._helpers import spelled


def _down(dZ, As, Zs, params, slope, *, step, down_to=1):
    """The answer with another step down."""
    grads = []
    for i in reversed(range(len(params))):
        grads.append((As[i].T @ dZ, dZ.sum(axis=0)))
        if i >= down_to:
            dZ = step(dZ @ params[i][0].T, i)
    return grads[::-1]


def _own(dZ, As, Zs, params, slope, *, weights=None, bias=None):
    """The answer with other gradients of a layer's own."""
    grads = []
    for i in reversed(range(len(params))):
        dW = weights(As[i], dZ) if weights else As[i].T @ dZ
        grads.append((dW, bias(dZ) if bias else dZ.sum(axis=0)))
        if i > 0:
            dZ = (dZ @ params[i][0].T) * slope(Zs[i - 1])
    return grads[::-1]


def _taking_from(*lists):
    """Right gradients, and some of the lists that were given are shorter by then."""

    def lists_taken_apart(dZ, As, Zs, params, slope):
        """The gradients are right, but `pop` takes the arrays out of the caller's lists. Read each
        entry by its index, or go through `reversed(...)` of a list."""
        grads = mlp.mlp_backward(dZ, list(As), list(Zs), list(params), slope)
        for which in lists:
            (As, Zs, params)[which].pop()
        return grads

    return lists_taken_apart


def _down_before(*, both):
    """dZ goes down before the layer's own gradients, or one of them, are computed."""

    def handed_down_too_early(dZ, As, Zs, params, slope):
        """dZ has gone down to the layer below before all of this layer's own gradients were
        computed with it. First dW and db, then the step down."""
        grads = []
        for i in reversed(range(len(params))):
            dW = As[i].T @ dZ
            if i > 0:
                dZ = (dZ @ params[i][0].T) * slope(Zs[i - 1])
            dW = As[i].T @ dZ if both else dW
            grads.append((dW, dZ.sum(axis=0)))
        return grads[::-1]

    return handed_down_too_early


def _two_layers(last):
    """A backward pass through the first layer and another one."""

    def backward(dZ, As, Zs, params, slope):
        dZ_1 = (dZ @ params[last][0].T) * slope(Zs[0])
        return [(As[0].T @ dZ_1, dZ_1.sum(axis=0)), (As[1].T @ dZ, dZ.sum(axis=0))]

    return backward


def _two_pairs(*given):
    (_, _), (_, _) = given[3]
    return mlp.mlp_backward(*given)


weights_that_do_not_meet = tuple(
    lambda *given, weights=weights: _own(*given, weights=weights)
    for weights in (
        lambda A, dZ: dZ @ A,
        lambda A, dZ: dZ @ A.T,
        lambda A, dZ: A @ dZ.T,
        lambda A, dZ: A.T @ dZ.T,
    )
)


def _through(product):
    def down(dZ, As, Zs, params, slope):
        grads = []
        for i in reversed(range(len(params))):
            grads.append((As[i].T @ dZ, dZ.sum(axis=0)))
            if i > 0:
                dZ = product(dZ, params[i][0]) * slope(Zs[i - 1])
        return grads[::-1]

    return down


steps_that_do_not_meet = tuple(
    map(_through, (lambda dZ, W: W @ dZ, lambda dZ, W: W.T @ dZ, lambda dZ, W: W @ dZ.T))
)


def slope_transposed_in_a_product(*given):
    """The slope in a matrix product, with its shape turned so that it may fit."""
    slope, Zs = given[-1], given[2]
    return _down(*given, step=lambda dA, i: dA @ slope(Zs[i - 1]).T)


class Backward:
    """Wrong steps down, and wrong things that come back."""

    def weights_moved_on_the_way(dZ, As, Zs, params, slope):
        """The weights are moved before the gradient has passed through them, and they are the
        caller's. Compute all gradients first; the step comes later, elsewhere."""
        grads = []
        for i in reversed(range(len(params))):
            W, b = params[i]
            grads.append((As[i].T @ dZ, dZ.sum(axis=0)))
            W -= 0.1 * grads[-1][0]
            b -= 0.1 * grads[-1][1]
            if i > 0:
                dZ = (dZ @ W.T) * slope(Zs[i - 1])
        return grads[::-1]

    def from_the_first_to_the_last(dZ, As, Zs, params, slope):
        """The loop goes from the first layer to the last. The dZ that you are given belongs to
        the *last* scores, so that is where the backward pass begins."""
        grads = []
        for i in range(len(params)):
            grads.append((As[i].T @ dZ, dZ.sum(axis=0)))
            if i > 0:
                dZ = (dZ @ params[i][0].T) * slope(Zs[i - 1])
        return grads

    lists_taken_apart = tuple(
        _taking_from(*lists) for lists in [(0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2)]
    )
    handed_down_too_early = _down_before(both=True), _down_before(both=False)

    def slope_times_dz_first(dZ, As, Zs, params, slope):
        """`*` and `@` are worked out from left to right, so the slope meets dZ before the weights
        do, and their shapes don't fit. Put parentheses around `dZ @ W.T`."""
        grads = []
        for i in reversed(range(len(params))):
            grads.append((As[i].T @ dZ, dZ.sum(axis=0)))
            if i > 0:
                dZ = slope(Zs[i - 1]) * dZ @ params[i][0].T
        return grads[::-1]

    def one_samples_bias(*given):
        """db is the dZ of a single sample. All samples share one bias: add up over the rows."""
        return _own(*given, bias=lambda dZ: dZ[0])

    def the_last_samples_bias(*given):
        return _own(*given, bias=lambda dZ: dZ[-1])

    def behind_the_end(dZ, As, Zs, params, slope):
        """An index lies behind the end of a list. `grads[i] = ...` needs a place that is there
        already: append, and turn the list round at the end. And As, Zs and params are counted from
        0, so the last layer is `len(params) - 1`."""
        return As[len(params)]

    def slope_at_the_end_in_place(dZ, As, Zs, params, slope):
        """`dZ *= ...` changes the caller's dZ, and before anything else it's multiplied by the
        slope at the last scores. No activation follows them: the dZ that you are given belongs to
        the scores already."""
        dZ *= slope(Zs[-1])
        return mlp.mlp_backward(dZ, As, Zs, params, slope)

    def weights_entry_by_entry(*given):
        """dW is an entry-by-entry product. A weight meets every sample, and the samples are added
        up, so it's a matrix product, `@`, of the layer's input and dZ."""
        return _own(*given, weights=lambda A, dZ: A.T * dZ)

    def weights_entry_by_entry_as_it_is(*given):
        return _own(*given, weights=lambda A, dZ: A * dZ)

    def squared_slope(dZ, As, Zs, params, slope):
        """The slope is multiplied in twice on every step down. Once is enough: upstream times
        local."""
        return _down(dZ, As, Zs, params, slope, step=lambda dA, i: dA * slope(Zs[i - 1]) ** 2)

    def bias_largest(*given):
        """db is the largest of the samples' dZ. All samples share one bias: add up over the
        rows."""
        return _own(*given, bias=lambda dZ: dZ.max(axis=0))

    one_samples_bias = spelled(one_samples_bias, the_last_samples_bias)
    weights_entry_by_entry = spelled(weights_entry_by_entry, weights_entry_by_entry_as_it_is)
    del the_last_samples_bias, weights_entry_by_entry_as_it_is

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

    two_layers_for_any_number = spelled(
        two_layers_for_any_number, _two_layers(1), _two_layers(-1), _two_pairs
    )

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
