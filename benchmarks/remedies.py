"""What each remedy is worth alone, and all of them together: python -m benchmarks.remedies

The same network learns from 10 000 digits with each remedy and five seeds, and is asked for the
10 000 validation digits after the last epoch. Writes nnlib/logs/remedies.json, which chapter 06
shows. It takes a few minutes.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from benchmarks.mnist99 import write_log
from nnlib import (
    SGD,
    Adam,
    Dense,
    Dropout,
    ReLU,
    Sequential,
    accuracy,
    he,
    l2_grad,
    shift_images,
    straighten_images,
    train,
    triangular,
)
from nnlib.datasets import load_mnist

LOG = Path(__file__).resolve().parents[1] / "nnlib" / "logs" / "remedies.json"
N_TRAIN, WIDTH, BATCH_SIZE, EPOCHS = 10_000, 200, 64, 15
RATE, PEAK, RISE, DROPOUT, DECAY = 0.1, 0.1, 0.3, 0.2, 1e-4
SEEDS = [0, 1, 2, 3, 4]
REMEDIES = {
    "none": set(),
    "Adam": {"adam"},
    "momentum, and a rate that falls": {"falls"},
    "weight decay": {"decay"},
    "dropout": {"dropout"},
    "straightened": {"straight"},
    "shifted": {"shift"},
    "the last five together": {"falls", "decay", "dropout", "straight", "shift"},
}


class WithDecay:
    """An optimizer before whose step the gradient of an L2 penalty is added to every weight's."""

    def __init__(self, optimizer, strength):
        self.optimizer, self.strength = optimizer, strength

    @property
    def learning_rate(self):
        """The optimizer's own, which a schedule sets."""
        return self.optimizer.learning_rate

    @learning_rate.setter
    def learning_rate(self, value):
        self.optimizer.learning_rate = value

    def step(self, params, grads):
        """Take the optimizer's step with the penalized gradients; biases go without."""
        penalized = {
            name: grad + l2_grad(params[name], self.strength) if grad.ndim == 2 else grad
            for name, grad in grads.items()
        }
        self.optimizer.step(params, penalized)


def new_network(rng, dropout):
    """Two hidden layers, each followed by dropout if it is asked for."""
    layers = []
    for n_in in (784, WIDTH):
        layers += [Dense(n_in, WIDTH, init=he, rng=rng, dtype=np.float32), ReLU()]
        layers += [Dropout(DROPOUT, rng=rng)] * dropout
    return Sequential([*layers, Dense(WIDTH, 10, init=he, rng=rng, dtype=np.float32)])


def fit(X, y, remedies, seed, n_epochs):
    """Train a network with some remedies."""
    rng = np.random.default_rng(seed)
    network = new_network(rng, "dropout" in remedies)
    optimizer = Adam(0.001) if "adam" in remedies else SGD(RATE)
    options = {}
    if "falls" in remedies:
        optimizer.momentum = 0.9
        options["schedule"] = lambda step, n_steps: triangular(step, n_steps, PEAK, RISE)
    if "decay" in remedies:
        optimizer = WithDecay(optimizer, DECAY)
    if "shift" in remedies:
        options["augment"] = shift_images
    train(
        network, X, y,
        optimizer=optimizer, n_epochs=n_epochs, batch_size=BATCH_SIZE, rng=rng, **options,
    )  # fmt: skip
    return network


def measure(n_epochs=EPOCHS, seeds=SEEDS, remedies=REMEDIES):
    """Accuracy on training and validation digits for each remedy, a list with a number a seed."""
    digits = load_mnist()
    X, X_val, y = digits.X_train[:N_TRAIN], digits.X_val, digits.y_train[:N_TRAIN]
    upright, upright_val = straighten_images(X), straighten_images(X_val)
    found = {}
    for name, used in remedies.items():
        here, there = (upright, upright_val) if "straight" in used else (X, X_val)
        networks = [fit(here, y, used, seed, n_epochs) for seed in seeds]
        found[name] = {
            "training": [accuracy(network, here, y) for network in networks],
            "validation": [accuracy(network, there, digits.y_val) for network in networks],
        }
        shares = np.array(found[name]["validation"])
        print(f"{name:32} {shares.mean():.2%} +- {shares.std(ddof=1):.2%}", flush=True)
    return found


def main(argv=None):
    """Run the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.remedies",
        description="Train with each remedy alone, and with all of them, five times each.",
    )
    parser.add_argument("--epochs", type=int, default=EPOCHS, help=f"({EPOCHS})")
    parser.add_argument("--seeds", type=int, nargs="*", default=SEEDS, help=f"({SEEDS})")
    parser.add_argument("--log", type=Path, default=LOG, help="where to write (%(default)s)")
    options = parser.parse_args(argv)
    facts = {"epochs": options.epochs, "seeds": options.seeds, "digits": N_TRAIN}
    write_log(options.log, "facts", facts)
    write_log(options.log, "accuracy", measure(options.epochs, options.seeds))
    print(json.dumps(facts))


if __name__ == "__main__":
    main()
