"""What several exercises of the chapter share."""

import numpy as np

from nnlib.exercises._helpers import draw_arrays, draw_layers
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32
from nnlib.functions.activations import relu, relu_prime, sigmoid, sigmoid_prime, tanh, tanh_prime


def _net(rng, N, sizes, dtype=np.float64):
    """X and the parameters W_1, b_1, … of a network, by name."""
    return draw_arrays(rng, dtype, X=(N, sizes[0])) | draw_layers(rng, sizes, dtype)


PROMISES = {
    "a batch": batch("X"),
    "a batch of one": batch_of_one("X"),
    "one layer": lambda case: "W_2" not in case.args,
    "two layers": lambda case: "W_2" in case.args and "W_3" not in case.args,
    "three layers": lambda case: "W_3" in case.args,
    "layers of equal size": array_where("W_1", lambda W: W.shape[0] == W.shape[1]),
    "a layer of one unit": array_where("b_2", lambda b: len(b) == 1),
    "float32": float32("X"),
}


AGAIN = (
    "A second call gives more than the first: the list still holds what came before. It is made "
    "once, outside the function or after the `=` of an argument; make a new one in every call."
)


def entries(result):
    """How many arrays are in the lists that come back; of anything else, 0."""
    if not isinstance(result, list | tuple):
        return 0
    return sum(len(one) if isinstance(one, list | tuple) else 1 for one in result)


def networks(rng):
    """(label, arguments, activation, slope) of the networks that both exercises try."""
    whole = {
        "X": np.array([[0.0, 1], [2, -1], [1, 1]]),
        "W_1": np.array([[1.0, -2, 0], [2, 1, -1]]),
        "b_1": np.array([0.0, 1, 1]),
        "W_2": np.array([[1.0, 0], [-1, 2], [3, 1]]),
        "b_2": np.array([-1.0, 2]),
    }
    return [
        ("whole numbers, tanh", whole, tanh, tanh_prime),
        ("3 samples, layers 2 → 4 → 3 → 2, sigmoid", _net(rng, 3, (2, 4, 3, 2)), sigmoid,
         sigmoid_prime),
        ("a batch of one, layers 3 → 4 → 2, ReLU", _net(rng, 1, (3, 4, 2)), relu, relu_prime),
        ("a single layer 3 → 2", _net(rng, 5, (3, 2)), tanh, tanh_prime),
        ("layers of equal size, 3 → 3 → 3 → 3", _net(rng, 3, (3, 3, 3, 3)), sigmoid, sigmoid_prime),
        ("float32, layers 4 → 3 → 1, tanh", _net(rng, 6, (4, 3, 1), np.float32), tanh, tanh_prime),
    ]  # fmt: skip
