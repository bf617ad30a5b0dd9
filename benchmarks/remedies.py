"""What each remedy is worth alone, and together with the others: python -m benchmarks.remedies

The same network learns from 10 000 digits in each way and with five seeds, and is asked for the
10 000 validation digits after the last epoch. Before that, each way to step gets the best of a few
learning rates, found with two other seeds, since a rate that suits one may spoil another; weight
decay and dropout get the best of a few strengths likewise. Writes nnlib/logs/remedies.json, which
chapter 06 shows. It takes some minutes.
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
N_TRAIN, WIDTH, WIDER, BATCH_SIZE, EPOCHS = 10_000, 200, 512, 64, 15
RISE, MOMENTUM = 0.3, 0.9
SEEDS, SEEDS_TO_CHOOSE = [0, 1, 2, 3, 4], [10, 11]
PLAIN, STEPS = "plain steps", "momentum, and a rate that falls"
FOUR = {"decay", "dropout", "straight", "shift"}
REMEDIES = {
    PLAIN: set(),
    "a rate that falls": {"falls"},
    "momentum": {"momentum"},
    STEPS: {"falls", "momentum"},
    "Adam": {"adam"},
    "weight decay": {"falls", "momentum", "decay"},
    "dropout": {"falls", "momentum", "dropout"},
    "straightened": {"falls", "momentum", "straight"},
    "shifted": {"falls", "momentum", "shift"},
    "the last four together": {"falls", "momentum", *FOUR},
    "all but weight decay": {"falls", "momentum", *FOUR} - {"decay"},
    "all but dropout": {"falls", "momentum", *FOUR} - {"dropout"},
    "all but straightening": {"falls", "momentum", *FOUR} - {"straight"},
    "all but shifting": {"falls", "momentum", *FOUR} - {"shift"},
    "straightened and shifted": {"falls", "momentum", "straight", "shift"},
    "a rate that only falls": {"only falls", "momentum"},
    "a rate that only rises": {"only rises", "momentum"},
    "512 units": {"falls", "momentum", "wide"},
}
# For each way to step the learning rate is chosen, the peak if it falls, and for weight decay and
# dropout their strengths. All remedies step with momentum and a rate that falls.
CHOICES = {
    PLAIN: [0.03, 0.1, 0.3, 1.0],
    "a rate that falls": [0.1, 0.3, 0.6],
    "momentum": [0.003, 0.01, 0.03, 0.1],
    STEPS: [0.01, 0.03, 0.1, 0.3],
    "Adam": [0.0003, 0.001, 0.003],
    "weight decay": [0.0001, 0.001, 0.01],
    "dropout": [0.2, 0.35, 0.5],
    "a rate that only falls": [0.01, 0.03, 0.1, 0.3],
    "a rate that only rises": [0.01, 0.03, 0.1, 0.3],
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


def new_network(rng, dropout=0.0, width=WIDTH):
    """Two hidden layers, each followed by dropout if its rate is not 0."""
    layers = []
    for n_in in (784, width):
        layers += [Dense(n_in, width, init=he, rng=rng, dtype=np.float32), ReLU()]
        layers += [Dropout(dropout, rng=rng)] * bool(dropout)
    return Sequential([*layers, Dense(width, 10, init=he, rng=rng, dtype=np.float32)])


def fit(X, y, remedies, seed, n_epochs, rate, decay=0.0, dropout=0.0):
    """Train a network with some remedies, at a learning rate, which is the peak if it falls."""
    rng = np.random.default_rng(seed)
    network = new_network(rng, dropout, WIDER if "wide" in remedies else WIDTH)
    optimizer = Adam(rate) if "adam" in remedies else SGD(rate)
    options = {}
    if "momentum" in remedies:
        optimizer.momentum = MOMENTUM
    if "falls" in remedies:
        options["schedule"] = lambda step, n_steps: triangular(step, n_steps, rate, RISE)
    if "only falls" in remedies:
        options["schedule"] = lambda step, n_steps: rate * (1 - step / n_steps)
    if "only rises" in remedies:
        options["schedule"] = lambda step, n_steps: rate * min(step / n_steps / RISE, 1)
    if "decay" in remedies:
        optimizer = WithDecay(optimizer, decay)
    if "shift" in remedies:
        options["augment"] = shift_images
    train(
        network, X, y,
        optimizer=optimizer, n_epochs=n_epochs, batch_size=BATCH_SIZE, rng=rng, **options,
    )  # fmt: skip
    return network


def settings(name, chosen):
    """Rate and strengths for a remedy, by name, from what has been chosen so far."""
    used = REMEDIES[name]
    strengths = {"decay": "weight decay", "dropout": "dropout"}
    steps = name if name in chosen and not used & FOUR else STEPS  # also for the wider one
    return {"rate": chosen[steps]} | {
        option: chosen[row] for option, row in strengths.items() if option in used
    }


def measure(n_epochs=EPOCHS, seeds=SEEDS, choices=CHOICES):
    """Choose rates and strengths, then measure each remedy.

    Return what was chosen and the accuracies that it was chosen by; and for each remedy the
    accuracies on training and on validation digits, a number a seed.
    """
    digits = load_mnist()
    X, X_val, y = digits.X_train[:N_TRAIN], digits.X_val, digits.y_train[:N_TRAIN]
    upright, upright_val = straighten_images(X), straighten_images(X_val)

    def trained(name, seeds, chosen):
        here, there = (upright, upright_val) if "straight" in REMEDIES[name] else (X, X_val)
        options = settings(name, chosen)
        networks = [fit(here, y, REMEDIES[name], seed, n_epochs, **options) for seed in seeds]
        return {
            "training": [accuracy(network, here, y) for network in networks],
            "validation": [accuracy(network, there, digits.y_val) for network in networks],
        }

    chosen, tried, found = {}, {}, {}
    for name, values in choices.items():
        shares = {}
        for value in values:
            right = trained(name, SEEDS_TO_CHOOSE, {**chosen, name: value})["validation"]
            shares[value] = round(float(np.mean(right)), 5)
        tried[name] = {str(value): share for value, share in shares.items()}
        chosen[name] = max(shares, key=shares.get)
        print(f"{name:32} {tried[name]}", flush=True)
    for name in REMEDIES:
        found[name] = trained(name, seeds, chosen)
        shares = np.array(found[name]["validation"])
        print(f"{name:32} {shares.mean():.2%} +- {shares.std(ddof=1):.2%}", flush=True)
    return {"chosen": chosen, "tried": tried}, found


def main(argv=None):
    """Run the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.remedies",
        description="Train with each remedy alone, with all and with all but one, five times each.",
    )
    parser.add_argument("--epochs", type=int, default=EPOCHS, help=f"({EPOCHS})")
    parser.add_argument("--seeds", type=int, nargs="*", default=SEEDS, help=f"({SEEDS})")
    parser.add_argument("--log", type=Path, default=LOG, help="where to write (%(default)s)")
    options = parser.parse_args(argv)
    facts = {"epochs": options.epochs, "seeds": options.seeds, "digits": N_TRAIN}
    write_log(options.log, "facts", facts)
    choice, found = measure(options.epochs, options.seeds)
    write_log(options.log, "choice", choice)
    write_log(options.log, "accuracy", found)
    print(json.dumps(facts))


if __name__ == "__main__":
    main()
