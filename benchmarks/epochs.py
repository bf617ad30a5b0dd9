"""How the seconds of an epoch grow with rows and with units, on one thread."""

from functools import partial

from benchmarks.contestants import SIZES, bare_products, train_nnlib, train_tensors
from benchmarks.measuring import interleave, ratio

ROWS = [1_000, 3_000, 10_000, 30_000, 60_000]
UNITS = [10, 30, 100, 300, 1_000]
GROWTH = 1.15
BATCH_SIZE = 32


def growth_in_rows(X, y, rounds):
    """Seconds of an epoch per row, against those of the fewest rows."""

    def repeat(n):
        """As many epochs as make it long enough to time, with data that grow cold between."""
        for _ in range(max(1, 10_000 // n)):
            train_nnlib(X[:n], y[:n], BATCH_SIZE, fused=True)

    seconds = interleave({n: partial(repeat, n) for n in ROWS}, rounds)
    per_row = {n: [s / (n * max(1, 10_000 // n)) for s in seconds[n]] for n in ROWS}
    curve = {n: ratio(per_row[n], per_row[ROWS[0]]) for n in ROWS}
    yield {
        "what": f"seconds a row, {ROWS[0]:,} to {ROWS[-1]:,} rows",
        "against": "growth in a straight line",
        "ratio": max(curve.values()),
        "goal": GROWTH,
        "curve": curve,
    }


def growth_in_units(X, y, rounds):
    """Seconds of an epoch with more and more units in a hidden layer, against the products."""
    calls = {}
    for n in UNITS:
        sizes = (SIZES[0], n, SIZES[-1])
        calls[n, "ours"] = partial(train_nnlib, X, y, BATCH_SIZE, fused=True, sizes=sizes)
        calls[n, "bare"] = partial(bare_products, X, y, BATCH_SIZE, sizes=sizes)
    seconds = interleave(calls, rounds)
    curve = {n: ratio(seconds[n, "ours"], seconds[n, "bare"]) for n in UNITS}
    yield {
        "what": f"growth from {UNITS[0]} to {UNITS[-1]:,} units",
        "against": "growth of the products",
        "ratio": curve[UNITS[-1]] / curve[UNITS[0]],
        "least": 1 / GROWTH,
        "goal": GROWTH,
        "curve": curve,
    }


def tensors(X, y, rounds):
    """Seconds of chapter 07's engine for arrays, against those of the fused step and the layers."""
    calls = {
        "tensors": partial(train_tensors, X, y, BATCH_SIZE),
        **{fused: partial(train_nnlib, X, y, BATCH_SIZE, fused=fused) for fused in (True, False)},
    }
    seconds = interleave(calls, rounds)
    against = {"fused": True, "layers": False}
    return {name: ratio(seconds["tensors"], seconds[fused]) for name, fused in against.items()}
