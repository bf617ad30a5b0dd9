"""Twenty-five epochs, looked at after each of them: python -m benchmarks.twenty_five

The network 784-100-200-10 of a published notebook, with its settings and its seed, and then with
two other seeds. After every epoch the validation digits say how often the network is right, how
sure it is, and how far the two are apart. Writes nnlib/logs/twenty_five.json, which chapter 06
shows: there its own training stops earlier. It takes two minutes.
"""

import argparse
import itertools
from pathlib import Path

import numpy as np

from benchmarks.mnist99 import write_log
from nnlib import SGD, Dense, ReLU, Sequential, accuracy, calibration_error, train
from nnlib.datasets import load_mnist

LOG = Path(__file__).resolve().parents[1] / "nnlib" / "logs" / "twenty_five.json"
SIZES, RATE, BATCH_SIZE, EPOCHS = [784, 100, 200, 10], 0.1, 32, 25
SEEDS = [42, 43, 44]  # the first is the published one
SEEN = 10_000  # training digits on which the accuracy is measured after every epoch


def fit(seed, n_epochs, digits):
    """Train once; return what was measured after each epoch, and the accuracies at the end."""
    rng = np.random.RandomState(seed)
    layers = []
    for n_in, n_out in itertools.pairwise(SIZES):
        layers += [ReLU()] * bool(layers) + [Dense(n_in, n_out, rng=rng)]
    network = Sequential(layers)
    sure = {"confidence": [], "calibration error": []}

    def look(history):
        P = network.predict_proba(digits.X_val)
        sure["confidence"].append(float(P.max(axis=1).mean()))
        sure["calibration error"].append(calibration_error(P, digits.y_val))

    history = train(
        network, digits.X_train, digits.y_train,
        n_epochs=n_epochs, batch_size=BATCH_SIZE, drop_last=True, optimizer=SGD(RATE), rng=rng,
        watch={
            "training": (digits.X_train[:SEEN], digits.y_train[:SEEN]),
            "validation": (digits.X_val, digits.y_val),
        },
        on_epoch=look,
    )  # fmt: skip
    curves = {
        name: [round(float(value), 5) for value in values]
        for name, values in (history | sure).items()
    }
    end = {
        "training": accuracy(network, digits.X_train, digits.y_train),
        "validation": history["validation"][-1],
    }
    return {"curves": curves, "end": end}


def main(argv=None):
    """Run the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.twenty_five",
        description="Train for 25 epochs with three seeds, and look after each epoch.",
    )
    parser.add_argument("--epochs", type=int, default=EPOCHS, help=f"({EPOCHS})")
    parser.add_argument("--seeds", type=int, nargs="*", default=SEEDS, help=f"({SEEDS})")
    parser.add_argument("--log", type=Path, default=LOG, help="where to write (%(default)s)")
    options = parser.parse_args(argv)
    digits = load_mnist(dtype=np.float64)
    for seed in options.seeds:
        found = fit(seed, options.epochs, digits)
        write_log(options.log, f"seed {seed}", found)
        print(f"seed {seed}: {found['end']}", flush=True)


if __name__ == "__main__":
    main()
