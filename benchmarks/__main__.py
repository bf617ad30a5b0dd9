"""Measure speed: python -m benchmarks

Training is given as a ratio of two medians from this one run, with both sides interleaved,
so that a busy machine slows both; checks in milliseconds, to hold against the 50 that a
learner does not notice. Results also go to benchmarks/results.json.
"""

import itertools
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import numpy as np

from nnlib import SGD, Dense, ReLU, Sequential, minibatches, train, xavier
from nnlib.datasets import load_mnist
from nnlib.exercises import REGISTRY
from nnlib.exercises.judging import judge

ROUNDS = 3
SIZES = [784, 100, 200, 10]
RESULTS = Path(__file__).with_name("results.json")


def interleave(*functions, rounds=ROUNDS):
    """Run each function once a round; return the median seconds of each."""
    seconds = [[] for _ in functions]
    for _ in range(rounds):
        for taken, function in zip(seconds, functions, strict=True):
            start = time.perf_counter()
            function()
            taken.append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in seconds]


def train_nnlib(X, y, batch_size):
    """One epoch of the chapter's layers network, float32, plain SGD."""
    options = {"init": xavier, "rng": np.random.default_rng(0), "dtype": np.float32}
    dense = [Dense(*pair, **options) for pair in itertools.pairwise(SIZES)]
    network = Sequential([dense[0], ReLU(), dense[1], ReLU(), dense[2]])
    train(network, X, y, optimizer=SGD(0.1), n_epochs=1, batch_size=batch_size, rng=0)


def train_sklearn(X, y, batch_size):
    """One epoch of scikit-learn's MLPClassifier with the same sizes and settings."""
    import warnings

    from sklearn.neural_network import MLPClassifier

    model = MLPClassifier(
        SIZES[1:-1],
        solver="sgd",
        momentum=0,
        alpha=0,
        learning_rate_init=0.1,
        batch_size=batch_size,
        max_iter=1,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that one epoch is not enough
        model.fit(X, y)


def bare_products(X, y, batch_size):
    """Only the eight matrix products of each step."""
    rng = np.random.default_rng(0)
    pairs = list(itertools.pairwise(SIZES))
    weights = [rng.normal(size=pair).astype(np.float32) for pair in pairs]
    for A, _ in minibatches(X, y, batch_size, 0):
        activations = [A]
        for W in weights:
            activations.append(activations[-1] @ W)
        dZ = activations[-1]
        for i in reversed(range(len(weights))):
            _ = activations[i].T @ dZ
            if i:
                dZ = dZ @ weights[i].T


def measure_training():
    """Epoch times as ratios, for three batch sizes."""
    digits = load_mnist()
    data = digits.X_train, digits.y_train
    for batch_size in [32, 128, 512]:
        ours, theirs, bare = interleave(
            *(partial(f, *data, batch_size) for f in (train_nnlib, train_sklearn, bare_products))
        )
        yield f"epoch, batch {batch_size}: nnlib / scikit-learn", ours / theirs
        yield f"epoch, batch {batch_size}: nnlib / bare products", ours / bare


def measure_checks():
    """Milliseconds of each exercise's check, right and wrong: the worst of them."""
    for exercise in REGISTRY.values():
        attempts = [exercise.answer(), *(mistake.wrong for mistake in exercise.mistakes)]
        if exercise.kind == "variable":
            attempts = [exercise.answer(), *(mistake.wrong() for mistake in exercise.mistakes)]
        seconds = interleave(*(partial(judge, exercise, attempt) for attempt in attempts))
        yield f"check {exercise.id}: slowest verdict, ms", 1000 * max(seconds)


def measure_imports():
    """How much longer than NumPy the library takes to import, each in a new process."""
    run = partial(subprocess.run, check=True)
    numpy, ours = interleave(
        *(partial(run, [sys.executable, "-c", f"import {name}"]) for name in ("numpy", "nnlib")),
        rounds=9,
    )
    yield "import nnlib / import numpy", ours / numpy


def main():
    """Print and save every figure."""
    machine = {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "machine": platform.machine(),
        "cores": os.cpu_count(),
    }
    print(", ".join(f"{name} {value}" for name, value in machine.items()))
    figures = {}
    for measure in (measure_imports, measure_training, measure_checks):
        for name, value in measure():
            figures[name] = round(value, 3)
            print(f"{name:55} {value:8.2f}", flush=True)
    text = json.dumps({"machine": machine, "figures": figures}, indent=1)
    RESULTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
