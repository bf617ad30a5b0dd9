"""What several exercises of the chapter share."""

import itertools

import numpy as np

from nnlib.functions.activations import relu, relu_prime, sigmoid, sigmoid_prime, tanh, tanh_prime


def _params(arrays):
    """Pairs (W, b) of a flat list W_1, b_1, W_2, b_2, …"""
    return list(zip(arrays[::2], arrays[1::2], strict=True))


def _draw_network(rng, N, sizes, dtype=np.float64):
    """X and the parameters W_1, b_1, … of a network, by name."""
    args = {"X": rng.normal(size=(N, sizes[0])).round(1).astype(dtype)}
    for i, (D, H) in enumerate(itertools.pairwise(sizes), 1):
        args[f"W_{i}"] = rng.normal(size=(D, H)).round(1).astype(dtype)
        args[f"b_{i}"] = rng.normal(size=H).round(1).astype(dtype)
    return args


def _networks(rng):
    """(label, arguments, activation, slope) of the networks that both exercises try."""
    whole = {
        "X": np.array([[0.0, 1], [2, -1], [1, 1]]),
        "W_1": np.array([[1.0, -2, 0], [2, 1, -1]]),
        "b_1": np.array([0.0, 1, 1]),
        "W_2": np.array([[1.0, 0], [-1, 2], [3, 1]]),
        "b_2": np.array([-1.0, 2]),
    }
    net = _draw_network
    return [
        ("4 samples, layers 3 → 2 → 5, tanh", net(rng, 4, (3, 2, 5)), tanh, tanh_prime),
        ("3 samples, layers 2 → 4 → 3 → 2, sigmoid", net(rng, 3, (2, 4, 3, 2)), sigmoid,
         sigmoid_prime),
        ("a batch of one, layers 3 → 4 → 2, ReLU", net(rng, 1, (3, 4, 2)), relu, relu_prime),
        ("a single layer 3 → 2", net(rng, 5, (3, 2)), tanh, tanh_prime),
        ("layers of equal size, 3 → 3 → 3", net(rng, 3, (3, 3, 3)), sigmoid, sigmoid_prime),
        ("whole numbers, tanh", whole, tanh, tanh_prime),
        ("float32, layers 4 → 3 → 2, tanh", net(rng, 6, (4, 3, 2), np.float32), tanh, tanh_prime),
    ]  # fmt: skip
