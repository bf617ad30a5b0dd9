"""Seconds until 99 and 99.2 of 100 test digits are read: python -m benchmarks.to99

Chapter 06's last recipe, taken with the fused step and on whatever threads the library chooses. The
rule for the number of epochs, written down before anything was run: the fewest of those tried with
which each of three seeds reads so much of the validation digits, after learning from the other
50 000; if none is enough, the most. (16 and 24 joined the lists when 12 were not enough for 99 %.)
``--validate`` tries them. Without it, each training is timed once, straightening included, on all
60 000 digits, and then looks at the test digits. Writes benchmarks/to99.json.
"""

import argparse
import json
import time
from pathlib import Path

from benchmarks.measuring import load, machine
from benchmarks.mnist99 import SEEDS, fit, write_log
from nnlib import accuracy, straighten_images
from nnlib.datasets import load_mnist

RESULTS = Path(__file__).with_name("to99.json")
TRIED = {0.99: (8, 10, 12, 16), 0.992: (16, 24)}  # epochs, the fewest first


def validate():
    """For each goal and number of epochs, until one is enough: each seed's validation accuracy."""
    digits = load_mnist()
    X_train, X_val = straighten_images(digits.X_train), straighten_images(digits.X_val)
    found = {}
    for goal, epochs in TRIED.items():
        found[str(goal)] = {}
        for n_epochs in epochs:
            right = []
            for seed in SEEDS:
                network, _, _ = fit(X_train, digits.y_train, seed, n_epochs, fused=True)
                right.append(accuracy(network, X_val, digits.y_val))
            found[str(goal)][str(n_epochs)] = right
            print(goal, n_epochs, right, flush=True)
            if min(right) >= goal:
                break
    return found


def chosen(validation):
    """The number of epochs for each goal, by the rule; the largest tried, if none is enough."""
    return {
        goal: next(
            (n for n, right in tried.items() if min(right) >= float(goal)), max(tried, key=int)
        )
        for goal, tried in validation.items()
    }


def timed(validation):
    """For each goal: epochs, seconds and the accuracy on the test digits."""
    digits, found = load_mnist(n_validation=0), {}
    for goal, n_epochs in chosen(validation).items():
        start = time.perf_counter()
        upright = straighten_images(digits.X_train)
        network, _, _ = fit(upright, digits.y_train, SEEDS[0], int(n_epochs), fused=True)
        seconds = time.perf_counter() - start
        right = accuracy(network, straighten_images(digits.X_test), digits.y_test)
        found[goal] = {"epochs": int(n_epochs), "seconds": round(seconds, 1), "accuracy": right}
        print(goal, found[goal], flush=True)
    return found


def main(argv=None):
    """Run the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.to99", description="Time the way to 99 and to 99.2 percent."
    )
    parser.add_argument("--validate", action="store_true", help="choose the numbers of epochs")
    parser.add_argument("--log", type=Path, default=RESULTS, help="where to write (%(default)s)")
    options = parser.parse_args(argv)
    if options.validate:
        write_log(options.log, "validation", validate())
        return
    validation, before = json.loads(options.log.read_text(encoding="utf-8"))["validation"], load()
    facts = {"machine": machine("as they come", ["numpy"]), "trainings": timed(validation)}
    write_log(options.log, "test", {**facts, "load": [before, load()]})


if __name__ == "__main__":
    main()
