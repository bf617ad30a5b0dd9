"""The library repeats what was published."""

import numpy as np
import pytest

from nnlib import SGD, Dense, ReLU, Sequential, accuracy, train, xavier
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
