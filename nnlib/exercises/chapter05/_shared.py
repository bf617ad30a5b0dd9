"""What several exercises of the chapter share."""

import numpy as np

from nnlib.exercises._helpers import draw_arrays, draw_layers, pairs_of
from nnlib.exercises._kinds import array_where

SMALL = {
    "X": np.array([[1.0, 0], [0, 2], [-1, 1], [2, 1]]),
    "y": np.array([0, 1, 1, 2]),
    "W_1": np.array([[1.0, -1, 0], [0, 2, 1]]),
    "b_1": np.array([0.0, 1, -1]),
    "W_2": np.array([[1.0, 0, -1], [-1, 1, 0], [0, 2, 1]]),
    "b_2": np.array([0.0, -1, 1]),
}
LAYERS = {
    "one layer": lambda case: "W_2" not in case.args,
    "two layers": lambda case: "W_2" in case.args and "W_3" not in case.args,
    "three layers": lambda case: "W_3" in case.args,
}
WHOLE = array_where("X", lambda X: (X.round() == X).all())


def network(rng, N, sizes):
    """Samples, labels and the parameters of a network, by name."""
    X = draw_arrays(rng, X=(N, sizes[0]))
    return X | {"y": rng.integers(0, sizes[-1], size=N)} | draw_layers(rng, sizes)


def packed(args, *rest):
    """What a use takes, in the order of the arguments: X, y, W_1, b_1, … and then the rest."""
    return {**args, **dict(rest)}


def split(given, n_rest):
    """X, y, the list of pairs, and the last arguments, of what a use is given."""
    X, y, *others = given
    arrays, rest = (others[:-n_rest], others[-n_rest:]) if n_rest else (others, [])
    return X, y, pairs_of(arrays), *rest


MORE_THAN_TWO = (
    "More than two things come back. Return just the two that are asked for: whoever writes "
    "`a, b = ...` gets an error from a third."
)


def beyond_two(result):
    """Whether more comes back than the two results that are wanted."""
    return None if result is None else int(isinstance(result, tuple | list) and len(result) > 2)


def results(n_rest):
    """Uses that call an answer with X, y, params and the rest: one for how many pairs come back,
    one for the losses, one that picks a weight or a bias, one for all of them in a row, which
    spares a training for each, and one for whether there is a third result."""

    def call(answer, given):
        X, y, params, *rest = split(given, n_rest)
        return answer(X, y, params, *rest)

    def n_pairs(answer, *given):
        result = call(answer, given)
        return None if result is None else np.array(len(result[0]))

    def losses(answer, *given):
        result = call(answer, given)
        return None if result is None else np.asarray(result[1], dtype=float)

    def entry(layer, which):
        def use(answer, *given):
            result = call(answer, given)
            return None if result is None else result[0][layer][which]

        return use

    def in_a_row(answer, *given):
        result = call(answer, given)
        return None if result is None else flat(result[0])

    def beyond(answer, *given):
        return beyond_two(call(answer, given))

    return n_pairs, losses, entry, in_a_row, beyond


def flat(pairs):
    """All numbers of a list of pairs in one array."""
    return np.concatenate([np.ravel(part) for pair in pairs for part in pair])


LEARNED = {
    "X": np.array([[1.0, 0], [0, 1]]),
    "y": np.array([0, 1]),
    "W_1": np.array([[16.0, 0], [0, 16]]),
    "b_1": np.zeros(2),
}


def moved(params, grads, rate):
    """Each parameter, a step downhill."""
    return [(W - rate * dW, b - rate * db) for (W, b), (dW, db) in zip(params, grads, strict=True)]


def _each(move_W, move_b):
    """All pairs moved so: each takes a parameter, its gradient and the rate."""

    def move(params, grads, rate):
        pairs = zip(params, grads, strict=True)
        return [(move_W(W, dW, rate), move_b(b, db, rate)) for (W, b), (dW, db) in pairs]

    return move


def _down(w, dw, rate):
    return w - rate * dw


def _up(w, dw, rate):
    return w + rate * dw


def _plain(w, dw, rate):
    return w - dw


def _still(w, dw, rate):
    return w


MOVES = {  # wrong ways to take a step
    "uphill": _each(_up, _up),
    "biases uphill": _each(_down, _up),
    "biases without the rate": _each(_down, _plain),
    "weights without the rate": _each(_plain, _down),
    "without the rate": _each(_plain, _plain),
    "weights stay": _each(_still, _down),
    "last layer": lambda params, grads, rate: [*params[:-1], moved(params, grads, rate)[-1]],
    "first layer": lambda params, grads, rate: [moved(params, grads, rate)[0], *params[1:]],
    "backwards": lambda params, grads, rate: moved(params, grads[::-1], rate),
    "exchanged": lambda params, grads, rate: [(b, W) for W, b in moved(params, grads, rate)],
}
