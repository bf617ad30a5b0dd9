"""More wrong answers to the forward pass of a network of any depth."""

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


def _layers(X, params, *, score, step, keep=lambda A: A):
    """A forward pass with other scores, and with another step to the next input."""
    As, Zs, A = [], [], X
    for i, (W, b) in enumerate(params):
        As.append(keep(A))
        Zs.append(score(A, W, b))
        A = step(Zs[-1], b, i, len(params))
    return As, Zs


def _plain(A, W, b):
    return A @ W + b


class Forward:
    """Wrong layers, and wrong things that come back."""

    def activation_only_at_the_end(X, params, activation):
        """The activation stands behind the last layer and nowhere else. It's the other way round:
        it stands between the layers, and the last scores stay as they are."""
        As, Zs = mlp.mlp_forward(X, params, lambda Z: Z)
        return As, [*Zs[:-1], activation(Zs[-1])]

    def activation_only_at_the_end_unseen(X, params, activation):
        As, Zs, A = [], [], X
        for i, (W, b) in enumerate(params):
            As.append(A)
            A = activation(A @ W + b) if i == len(params) - 1 else A @ W + b
            Zs.append(A)
        return As, Zs

    def biases_twice(X, params, activation):
        """The biases are in the scores twice. Either they are added two times, or `+=` has changed
        the very array that you had put into Zs."""
        return _layers(
            X,
            params,
            score=lambda A, W, b: A @ W + b + b,
            step=lambda Z, b, i, n: activation(Z),
        )

    def biases_twice_in_what_is_kept(X, params, activation):
        return _layers(
            X,
            params,
            score=lambda A, W, b: A @ W + b + b,
            step=lambda Z, b, i, n: activation(Z - b),
        )

    def divided_by_the_samples(X, params, activation):
        """The scores are divided by the number of samples. Each sample has scores of its own, and
        nothing is averaged in the forward pass."""
        return _layers(
            X,
            params,
            score=lambda A, W, b: A @ W / len(X) + b,
            step=lambda Z, b, i, n: activation(Z),
        )

    def all_divided_by_the_samples(X, params, activation):
        return _layers(
            X,
            params,
            score=lambda A, W, b: (A @ W + b) / len(X),
            step=lambda Z, b, i, n: activation(Z),
        )

    def scores_for_the_inputs(X, params, activation):
        """Zs is right, and As holds the scores of the layer below. What a layer gets is their
        activation: keep that in As."""
        _, Zs = mlp.mlp_forward(X, params, activation)
        return [X, *Zs[:-1]], Zs

    def lists_in_one_array(X, params, activation):
        """The layers' arrays don't fit into a single one, since they have different shapes. Return
        the two lists as they are."""
        As, Zs = mlp.mlp_forward(X, params, activation)
        return np.array(As), np.array(Zs)

    def all_in_one_array(X, params, activation):
        return np.array(mlp.mlp_forward(X, params, activation))

    def scores_in_one_array(X, params, activation):
        As, Zs = mlp.mlp_forward(X, params, activation)
        return As, np.array(Zs)

    def b_for_w(X, params, activation):
        """In the loop W and b stand in each other's place. Each pair of `params` is (W, b)."""
        return mlp.mlp_forward(X, [(b, W) for W, b in params], activation)

    def activated_twice(X, params, activation):
        """The activation is applied twice between two layers: to the scores, and to what came of
        it once more."""
        return mlp.mlp_forward(X, params, lambda Z: activation(activation(Z)))

    def first_activation_missing(X, params, activation):
        """Behind the first layer there is no activation. There is one between *any* two layers:
        only the last scores stay as they are."""
        return _layers(X, params, score=_plain, step=lambda Z, b, i, n: activation(Z) if i else Z)

    def a_layer_more(X, params, activation):
        """An index lies behind the end of a list. There are `len(params)` layers, counted from 0,
        and As and Zs have an entry for each that is there already: `append` adds one."""
        return params[len(params)]

    activation_only_at_the_end = spelled(
        activation_only_at_the_end, activation_only_at_the_end_unseen
    )
    biases_twice = spelled(biases_twice, biases_twice_in_what_is_kept)
    divided_by_the_samples = spelled(divided_by_the_samples, all_divided_by_the_samples)
    lists_in_one_array = spelled(lists_in_one_array, all_in_one_array, scores_in_one_array)
    del activation_only_at_the_end_unseen, biases_twice_in_what_is_kept
    del all_divided_by_the_samples, all_in_one_array, scores_in_one_array

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
