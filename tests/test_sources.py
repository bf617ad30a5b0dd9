"""The library repeats what was published."""

import numpy as np
import pytest

from nnlib import (
    SGD,
    Dense,
    ReLU,
    Sequential,
    accuracy,
    binary_cross_entropy,
    sigmoid,
    train,
    xavier,
)
from nnlib.datasets import load_mnist


@pytest.mark.slow
def test_the_layers_network_of_the_published_notebook_is_repeated_digit_for_digit():
    data = load_mnist(dtype=np.float64)
    rng = np.random.RandomState(42)  # one legacy generator, for the weights and the shuffles
    network = Sequential(
        [
            Dense(784, 100, init=xavier, rng=rng),
            ReLU(),
            Dense(100, 200, init=xavier, rng=rng),
            ReLU(),
            Dense(200, 10, init=xavier, rng=rng),
        ]
    )
    train(
        network,
        data.X_train,
        data.y_train,
        optimizer=SGD(0.1),
        n_epochs=25,
        batch_size=32,
        drop_last=True,
        rng=rng,
    )
    assert accuracy(network, data.X_train, data.y_train) == 1.0
    assert accuracy(network, data.X_val, data.y_val) == 0.9809  # 9 809 of 10 000


def test_the_five_bit_demonstration_is_repeated_digit_for_digit():
    rng = np.random.RandomState(42)  # the bits first, then hidden and output weights
    X = (rng.uniform(size=(500, 5)) > 0.5).astype(int)
    W_h, W_o = rng.uniform(-1, 1, (5, 10)), rng.uniform(-1, 1, (10, 5))
    epochs = []
    for _ in range(10):
        losses = []
        for x, t in zip(X, X ^ 1, strict=True):
            H = sigmoid(x @ W_h)
            A = sigmoid(H @ W_o)
            losses.append(binary_cross_entropy(t, A))
            dZ_h = (W_o @ (A - t)) * H * (1 - H)
            W_o -= 0.1 * np.outer(H, A - t)
            W_h -= 0.1 * np.outer(x, dZ_h)
        epochs.append(f"{np.mean(losses):.8f}")
    published = [0.41375321, 0.13942819, 0.07611117, 0.05151639, 0.03867311]
    published += [0.03084649, 0.02559992, 0.02184708, 0.01903371, 0.01684861]
    assert epochs == [f"{loss:.8f}" for loss in published]
    X_new = (rng.uniform(size=(5000, 5)) > 0.5).astype(int)
    np.testing.assert_array_equal(sigmoid(sigmoid(X_new @ W_h) @ W_o) > 0.5, X_new ^ 1)
