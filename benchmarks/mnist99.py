"""99 of 100 test digits with NumPy alone: OPENBLAS_NUM_THREADS=2 python -m benchmarks.mnist99

With --validate, trains on 50 000 digits with three seeds and looks at the 10 000
validation digits after every epoch: so the settings below were chosen. Without it,
trains once on all 60 000 and measures the 10 000 test digits, once, at the end. Each
writes its part of nnlib/logs/mnist99.json, which chapter 06 shows.
"""

import argparse
import json
import os
import time
from pathlib import Path

import numpy as np

from nnlib import (
    SGD,
    Dense,
    Dropout,
    ReLU,
    Sequential,
    accuracy,
    he,
    shift_images,
    straighten_images,
    train,
    triangular,
)
from nnlib.datasets import load_mnist

LOG = Path(__file__).resolve().parents[1] / "nnlib" / "logs" / "mnist99.json"
WIDTH, DROPOUT, BATCH_SIZE, PEAK, RISE, EPOCHS = 512, 0.2, 128, 0.1, 0.3, 20
SEEDS = [0, 1, 2]


def new_network(rng):
    """Two hidden layers, each followed by dropout."""
    options = {"init": he, "rng": rng, "dtype": np.float32}
    first, second = Dense(784, WIDTH, **options), Dense(WIDTH, WIDTH, **options)
    hidden = [first, ReLU(), Dropout(DROPOUT, rng=rng), second, ReLU(), Dropout(DROPOUT, rng=rng)]
    return Sequential([*hidden, Dense(WIDTH, 10, **options)])


def fit(X, y, seed, n_epochs, watch=None, *, augment=shift_images, fused=False):
    """Train a new network on straightened digits; return it, its history and seconds."""
    rng = np.random.default_rng(seed)
    network = new_network(rng)
    start = time.perf_counter()
    history = train(
        network,
        X,
        y,
        optimizer=SGD(momentum=0.9),
        n_epochs=n_epochs,
        batch_size=BATCH_SIZE,
        schedule=lambda step, n_steps: triangular(step, n_steps, PEAK, RISE),
        augment=augment,
        watch=watch,
        rng=rng,
        progress=True,
        fused=fused,
    )
    return network, history, time.perf_counter() - start


def validate(n_epochs):
    """Train on 50 000 digits with each seed; watch the validation digits."""
    digits = load_mnist()
    X_train, X_val = straighten_images(digits.X_train), straighten_images(digits.X_val)
    watch = {"validation": (X_val, digits.y_val)}
    curves = {}
    for seed in SEEDS:
        _, history, seconds = fit(X_train, digits.y_train, seed, n_epochs, watch)
        curves[f"seed {seed}"] = history["validation"]
        print(f"seed {seed}: validation {history['validation'][-1]:.4f} ({seconds:.0f} s)")
    return {"epochs": n_epochs, "accuracy": curves}


def test(n_epochs):
    """Train on all 60 000 digits; measure the test digits once."""
    digits = load_mnist(n_validation=0)
    start = time.perf_counter()
    X_train, X_test = straighten_images(digits.X_train), straighten_images(digits.X_test)
    straightening = time.perf_counter() - start
    network, history, seconds = fit(X_train, digits.y_train, SEEDS[0], n_epochs)
    score = accuracy(network, X_test, digits.y_test)
    seconds += straightening
    print(f"test {score:.4f} ({seconds:.0f} s)")
    threads = os.environ.get("OPENBLAS_NUM_THREADS", "all")
    facts = {"epochs": n_epochs, "seconds": round(seconds), "threads": threads}
    return {**facts, "loss": [round(loss, 4) for loss in history["loss"]], "accuracy": score}


def write_log(path, part, facts):
    """Put one part into the log, in one step, so that an interruption leaves the old one."""
    log = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    scratch = path.with_suffix(".tmp")
    text = json.dumps({**log, part: facts}, indent=1)
    scratch.write_text(text + "\n", encoding="utf-8", newline="\n")
    os.replace(scratch, path)


def main(argv=None):
    """Run the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.mnist99",
        description="Train until 99 of 100 test digits are read, in about a minute.",
    )
    parser.add_argument("--validate", action="store_true", help="look at validation digits only")
    parser.add_argument("--epochs", type=int, default=EPOCHS, help=f"({EPOCHS})")
    parser.add_argument("--log", type=Path, default=LOG, help="where to write (%(default)s)")
    options = parser.parse_args(argv)
    run, part = (validate, "validation") if options.validate else (test, "test")
    write_log(options.log, part, run(options.epochs))


if __name__ == "__main__":
    main()
