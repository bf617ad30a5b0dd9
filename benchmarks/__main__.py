"""Measure speed: python -m benchmarks

Every figure is a ratio of two things measured in this one run (measuring.py says how);
results go to benchmarks/results.json, of which bookbuild/performance.py makes a page. What was
hoped for is told here, and not to the learner.
"""

import argparse
import importlib.util
import json
import os
import sys
import time
from pathlib import Path

from threadpoolctl import threadpool_limits

from benchmarks import as_it_comes, checks, epochs, processes, to98
from benchmarks.measuring import goal, load, machine, met, rounded
from nnlib._common.threads import VARIABLES
from nnlib.datasets import load_mnist

RESULTS = Path(__file__).with_name("results.json")
ROUNDS, ROUNDS_98 = 4, 3  # a training to 98 % takes long


def on_one_thread(rounds):
    """Yield the figures that are measured on one thread, from the quickest to the slowest."""
    yield from processes.imports(2 * rounds + 1)
    yield from processes.first_check(rounds)
    yield from processes.memory()
    digits = load_mnist(n_validation=0)
    yield from epochs.growth_in_units(digits.X_train[:5_000], digits.y_train[:5_000], rounds)
    yield from epochs.growth_in_rows(digits.X_train, digits.y_train, rounds)
    yield from to98.seconds_to_98(digits, ROUNDS_98)


def main(argv=None):
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure speed.")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="(%(default)s)")
    parser.add_argument("--out", type=Path, default=RESULTS, help="(%(default)s)")
    options = parser.parse_args(argv)
    if importlib.util.find_spec("torch") is None:
        sys.exit("PyTorch, the other side, is missing: install nnlib's extra [bench]")
    import torch

    torch.set_num_threads(1)
    start, load_before, figures = time.perf_counter(), load(), []
    facts = machine("as they come, and one")
    print(", ".join(f"{name} {value}" for name, value in facts.items()), flush=True)

    def note(figure):
        figures.append(rounded(figure))
        said = "{what:45} / {against:34} {ratio:6.2f}".format(**figure)
        print(said, f"({goal(figure)}: {'met' if met(figure) else 'missed'})", flush=True)

    found = as_it_comes.summary(*as_it_comes.cells(options.rounds))
    for figure in as_it_comes.figures(found):
        note(figure)
    # The fused step would take a second thread for large batches.
    os.environ.update(dict.fromkeys(VARIABLES, "1"))
    with threadpool_limits(1):
        for figure in on_one_thread(options.rounds):
            note(figure)
        digits = load_mnist()
        tensors = epochs.tensors(digits.X_train[:2_560], digits.y_train[:2_560], options.rounds)
        checked = rounded(checks.slowest_checks(2, time.process_time))
    print("tensors against fused {fused:.1f}, against layers {layers:.1f}".format(**tensors))
    print("slowest check of an exercise, ms: {worst:.1f} ({slowest})".format(**checked))
    results = {
        "machine": facts,
        "rounds": options.rounds,
        "rounds98": ROUNDS_98,
        "epochs98": to98.EPOCHS,
        "load": [load_before, load()],
        "seconds": round(time.perf_counter() - start),
        "epochs": rounded(found),
        "figures": figures,
        "tensors": rounded(tensors),
        "checks": checked,
    }
    text = json.dumps(results, indent=1, ensure_ascii=False)
    options.out.write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
