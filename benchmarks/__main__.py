"""Measure speed: python -m benchmarks

Every figure is a ratio of two things measured in this one run (measuring.py says how);
results go to benchmarks/results.json, of which bookbuild/performance.py makes a page.
"""

import argparse
import importlib.util
import json
import sys
import time
from pathlib import Path

from threadpoolctl import threadpool_limits

from benchmarks import checks, epochs, processes, to98
from benchmarks.measuring import load, machine, rounded
from nnlib.datasets import load_mnist

RESULTS = Path(__file__).with_name("results.json")
ROUNDS, ROUNDS_98 = 7, 3  # a training to 98 % takes long


def figures(rounds, threads):
    """Yield every figure, from the quickest to measure to the slowest."""
    # Several threads wait and compute at once: their processor seconds say nothing.
    clock = time.process_time if threads == 1 else time.perf_counter
    yield from processes.imports(2 * rounds + 1, threads)
    yield from processes.memory(threads)
    digits = load_mnist()
    yield from epochs.against_others(digits, rounds, clock)
    yield from epochs.growth_in_units(digits.X_train[:5_000], digits.y_train[:5_000], rounds, clock)
    digits = load_mnist(n_validation=0)
    yield from epochs.growth_in_rows(digits.X_train, digits.y_train, rounds, clock)
    yield from to98.seconds_to_98(digits, ROUNDS_98, clock)


def main(argv=None):
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure speed.")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="(%(default)s)")
    parser.add_argument("--threads", type=int, default=1, help="of every side (%(default)s)")
    parser.add_argument("--out", type=Path, default=RESULTS, help="(%(default)s)")
    options = parser.parse_args(argv)
    if importlib.util.find_spec("torch") is None:
        sys.exit("PyTorch, the other side, is missing: install nnlib's extra [bench]")
    import torch

    torch.set_num_threads(options.threads)
    start, load_before = time.perf_counter(), load()
    facts = machine(options.threads)
    print(", ".join(f"{name} {value}" for name, value in facts.items()), flush=True)
    found = []
    with threadpool_limits(options.threads):
        for figure in figures(options.rounds, options.threads):
            found.append(rounded(figure))
            print(
                "{what:45} / {against:28} {ratio:6.2f}  (goal {goal})".format(**figure), flush=True
            )
        checked = rounded(checks.slowest_checks(3, time.process_time))
    print("slowest check of an exercise, ms: {worst:.1f} ({slowest})".format(**checked))
    results = {
        "machine": facts,
        "clock": "processor" if options.threads == 1 else "wall",
        "rounds": options.rounds,
        "rounds98": ROUNDS_98,
        "epochs98": to98.EPOCHS,
        "load": [load_before, load()],
        "seconds": round(time.perf_counter() - start),
        "figures": found,
        "checks": checked,
    }
    text = json.dumps(results, indent=1, ensure_ascii=False)
    options.out.write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
