"""What a new process pays: seconds of an import and of a first check, and memory of a training."""

import os
import statistics
import subprocess
import sys
from functools import partial
from pathlib import Path

from benchmarks.measuring import interleave, ratio
from nnlib._common.threads import VARIABLES

IMPORT = """
import time
start = time.process_time()
import {name}
print(time.process_time() - start)
"""
CHECK = """
import time
start = time.perf_counter()
from nnlib.exercises import check
from nnlib.functions.activations import softmax

def mine(Z):
    return softmax(Z)

check("01-softmax", mine)
print(time.perf_counter() - start)
"""
# The peak of /proc is this process's own; getrusage's would be the parent's too.
MEMORY = """
def peak():
    facts = dict(line.split(":", 1) for line in open("/proc/self/status"))
    return 1024 * int(facts["VmHWM"].split()[0])

import numpy as np
from benchmarks.contestants import train_nnlib
from nnlib.datasets import load_mnist

rng = np.random.default_rng(0)
train_nnlib(rng.random((64, 784), dtype=np.float32), np.arange(64) % 10, 32, fused={fused})
before = peak()
digits = load_mnist(n_validation=0)
train_nnlib(digits.X_train, digits.y_train, 32, fused={fused})
print((peak() - before) / (digits.X_train.nbytes + digits.X_test.nbytes))
"""


def run(code):
    """The number that a new process, on one thread, prints last."""
    command = [sys.executable, "-c", code]
    environment = {**os.environ, **dict.fromkeys(VARIABLES, "1"), "NNLIB_PROGRESS": ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout.splitlines()[-1])


def first_check(rounds):
    """Seconds on the wall from a cold start: the import of ``check``, and the first verdict."""
    yield {
        "what": "the first check in a new process",
        "against": "a second",
        "ratio": statistics.median(run(CHECK) for _ in range(rounds)),
        "goal": 0.6,
    }


def imports(rounds):
    """Processor seconds of ``import nnlib``, against ``import numpy``."""
    calls = {name: partial(run, IMPORT.format(name=name)) for name in ("nnlib", "numpy")}
    seconds = interleave(calls, rounds)
    yield {
        "what": "import nnlib",
        "against": "import numpy",
        "ratio": ratio(seconds["nnlib"], seconds["numpy"]),
        "goal": 1.2,
    }


def memory():
    """Memory that loading MNIST and training on it take, against its float32 pixels."""
    if not Path("/proc/self/status").exists():
        return
    fused, layers = (run(MEMORY.format(fused=fused)) for fused in (True, False))
    yield {
        "what": "memory to load MNIST and train on it",
        "against": "its pixels in float32",
        "ratio": fused,
        "goal": 2.2,
        "layers": layers,
    }
