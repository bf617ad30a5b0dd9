"""How fast a convolution is: python -m benchmarks.convolutions

The two convolutions of chapter 09's network, forward and backward with the gradient of their input,
beside PyTorch's and beside the bare products of their patches, all on one thread and in one run.
Results go to benchmarks/convolutions.json, of which bookbuild/performance.py makes a part of the
page of speed. PyTorch, nnlib's extra [bench], may be missing; then its column is.
"""

import importlib.util
import json
import statistics
import time
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks.measuring import PACKAGES, interleave, load, machine, ratio, rounded
from nnlib import Conv2d

RESULTS = Path(__file__).with_name("convolutions.json")
# Channels in and out, and pixels along a side of what comes in.
LAYERS = {"the first, 1 to 16 channels": (1, 16, 28), "the second, 16 to 32": (16, 32, 12)}
SIZE, BATCH_SIZES, ROUNDS, REPEATS, GOAL = 5, (32, 64), 15, 10, 2.0
BARE, THEIRS = "only the products", "PyTorch"
HAS_TORCH = importlib.util.find_spec("torch") is not None


def contestants(n_in, n_out, side, batch_size):
    """A call for each: forward, and backward to the weights and the input."""
    rng = np.random.default_rng(0)
    layer = Conv2d(n_in, n_out, SIZE, rng=rng, dtype=np.float32)
    X = rng.normal(size=(batch_size, side, side, n_in)).astype(np.float32)
    dZ = rng.normal(size=layer.forward(X).shape).astype(np.float32)
    rows, d_rows = layer.rows.copy(), dZ.reshape(-1, n_out)
    kept = np.empty_like(d_rows), np.empty_like(layer.W), np.empty_like(rows)

    def ours():
        layer.forward(X)
        layer.backward(dZ)

    def bare():
        np.matmul(rows, layer.W, out=kept[0])
        np.matmul(rows.T, d_rows, out=kept[1])
        np.matmul(d_rows, layer.W.T, out=kept[2])

    calls = {"nnlib": ours, BARE: bare}
    return {**calls, THEIRS: theirs(n_in, n_out, X, dZ)} if HAS_TORCH else calls


def theirs(n_in, n_out, X, dZ):
    """The same in PyTorch, with its axes in its order."""
    import torch

    torch.set_num_threads(1)
    layer = torch.nn.Conv2d(n_in, n_out, SIZE)
    X, dZ = (torch.from_numpy(a.transpose(0, 3, 1, 2).copy()) for a in (X, dZ))
    X.requires_grad_()

    def call():
        layer.zero_grad()
        X.grad = None
        layer(X).backward(dZ)

    return call


def repeated(call):
    """A single call is too short to be timed."""

    def calls():
        for _ in range(REPEATS):
            call()

    return calls


def main():
    """Measure, print and save."""
    load_before, found = load(), []
    with threadpool_limits(1):
        for batch_size in BATCH_SIZES:
            for what, sizes in LAYERS.items():
                calls = contestants(*sizes, batch_size)
                calls = {name: repeated(call) for name, call in calls.items()}
                interleave(calls, 1)  # the first time, memory is still to be had
                seconds = interleave(calls, ROUNDS, clock=time.process_time)
                milliseconds = 1000 * statistics.median(seconds["nnlib"]) / REPEATS
                others = [name for name in (BARE, THEIRS) if name in seconds]
                ratios = {name: ratio(seconds["nnlib"], seconds[name]) for name in others}
                layer = {"what": what, "batch size": batch_size, "milliseconds": milliseconds}
                found.append(rounded({**layer, "ratios": ratios}))
                print(found[-1], flush=True)
    packages = PACKAGES if HAS_TORCH else ["numpy"]
    results = {"machine": machine(1, packages), "load": [load_before, load()], "rounds": ROUNDS}
    text = json.dumps({**results, "goal": GOAL, "layers": found}, indent=1)
    RESULTS.write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
