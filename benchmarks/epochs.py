"""Seconds of an epoch, against others, and how they grow."""

from functools import partial

from benchmarks.contestants import SIZES, bare_products, train_nnlib, train_sklearn, train_torch
from benchmarks.measuring import compared, interleave, ratio

# Batch size, and at most how much of each other's time an epoch may take.
GOALS = {
    32: {"PyTorch": 0.4, "scikit-learn": 0.4, "only the products": 1.6},
    128: {"PyTorch": 0.7, "only the products": 1.4},
    512: {"PyTorch": 0.7, "only the products": 1.4},
}
OTHERS = {
    "PyTorch": train_torch,
    "scikit-learn": train_sklearn,
    "only the products": bare_products,
}
ROWS = [1_000, 3_000, 10_000, 30_000, 60_000]
UNITS = [10, 30, 100, 300, 1_000]
GROWTH = 1.15
BATCH_SIZE = 32


def against_others(digits, rounds, clock):
    """For each batch size: seconds of everyone, and our share of theirs."""
    for batch_size, goals in GOALS.items():
        functions = {
            "nnlib, fused": partial(train_nnlib, fused=True),
            "nnlib, layers": partial(train_nnlib, fused=False),
            **{name: OTHERS[name] for name in goals},
        }
        calls = {
            name: partial(function, digits.X_train, digits.y_train, batch_size)
            for name, function in functions.items()
        }
        seconds = interleave(calls, rounds, clock=clock)
        for name, goal in goals.items():
            yield compared(f"one epoch, batches of {batch_size}", name, goal, seconds)


def growth_in_rows(X, y, rounds, clock):
    """Seconds of an epoch per row, against those of the fewest rows."""

    def repeat(n):
        """As many epochs as make it long enough to time, with data that grow cold between."""
        for _ in range(max(1, 10_000 // n)):
            train_nnlib(X[:n], y[:n], BATCH_SIZE, fused=True)

    seconds = interleave({n: partial(repeat, n) for n in ROWS}, rounds, clock=clock)
    per_row = {n: [s / (n * max(1, 10_000 // n)) for s in seconds[n]] for n in ROWS}
    curve = {n: ratio(per_row[n], per_row[ROWS[0]]) for n in ROWS}
    yield {
        "what": f"seconds a row, {ROWS[0]:,} to {ROWS[-1]:,} rows",
        "against": "growth in a straight line",
        "ratio": max(curve.values()),
        "goal": GROWTH,
        "curve": curve,
    }


def growth_in_units(X, y, rounds, clock):
    """Seconds of an epoch with more and more units in a hidden layer, against the products."""
    calls = {}
    for n in UNITS:
        sizes = (SIZES[0], n, SIZES[-1])
        calls[n, "ours"] = partial(train_nnlib, X, y, BATCH_SIZE, fused=True, sizes=sizes)
        calls[n, "bare"] = partial(bare_products, X, y, BATCH_SIZE, sizes=sizes)
    seconds = interleave(calls, rounds, clock=clock)
    curve = {n: ratio(seconds[n, "ours"], seconds[n, "bare"]) for n in UNITS}
    yield {
        "what": f"growth from {UNITS[0]} to {UNITS[-1]:,} units",
        "against": "growth of the products",
        "ratio": curve[UNITS[-1]] / curve[UNITS[0]],
        "least": 1 / GROWTH,
        "goal": GROWTH,
        "curve": curve,
    }
