"""An epoch as it comes, and on one thread; on an idle machine and on a busy one.

Every contestant runs in a process of its own, which waits until it is asked: so each has the
threads that its library chooses by itself, or the number that its environment fixes. They take
turns, each with the same rows, and a ratio is the median over the rounds of two times of one round.
On the idle machine all take part. Beside one or two processes that spin, only those do that a
learner chooses between.
"""

import contextlib
import json
import os
import statistics
import subprocess
import sys
import time
from functools import partial

from benchmarks import contestants
from benchmarks.measuring import interleave, ratio
from nnlib._common.threads import VARIABLES
from nnlib.datasets import load_mnist

BATCH_SIZES = (32, 128, 512)
ROWS, EPOCH = 12_800, 50_000  # rows of one turn: full batches of each size
WINDOWS = 3  # a turn takes other rows than the one before, which have left the cache by then
BUSY = {"idle": 0, "one process spins": 1, "two processes spin": 2}
ONE = ", one thread"
OURS, PYTORCH, BARE = "nnlib", "PyTorch", "only the products"
ALL = "nnlib, all threads"
# What each of them trains with, and the number of threads that is fixed; None: as it comes.
WHO = {
    OURS: (partial(contestants.train_nnlib, fused=True), None),
    OURS + ONE: (partial(contestants.train_nnlib, fused=True), 1),
    "nnlib, in one piece" + ONE: (contestants.train_in_one_piece, 1),
    ALL: (contestants.train_in_one_piece, os.cpu_count()),
    "nnlib, layers": (partial(contestants.train_nnlib, fused=False), None),
    "nnlib, layers" + ONE: (partial(contestants.train_nnlib, fused=False), 1),
    "nnlib, tensors" + ONE: (contestants.train_tensors, 1),
    PYTORCH: (contestants.train_torch, None),
    PYTORCH + ONE: (contestants.train_torch, 1),
    "torch.compile": (contestants.train_compiled, None),
    "torch.compile" + ONE: (contestants.train_compiled, 1),
    "JAX, jitted": (contestants.train_jax, None),
    "JAX, jitted" + ONE: (contestants.train_jax, 1),
    "scikit-learn": (contestants.train_sklearn, None),
    "scikit-learn" + ONE: (contestants.train_sklearn, 1),
    BARE: (contestants.bare_products, None),
    BARE + ONE: (contestants.bare_products, 1),
}
BESIDE = (OURS, "nnlib, in one piece" + ONE, ALL, PYTORCH, PYTORCH + ONE)  # on a busy machine


def serve(who):
    """Train whenever a line with a batch size and a window comes in; answer with the seconds."""
    function, threads = WHO[who]
    if threads and "JAX" in who:  # JAX has no variable for it
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    digits = load_mnist()
    for line in sys.stdin:
        batch_size, window = map(int, line.split())
        rows = slice(window * ROWS, (window + 1) * ROWS)
        start = time.perf_counter()
        function(digits.X_train[rows], digits.y_train[rows], batch_size)
        print(time.perf_counter() - start, flush=True)


@contextlib.contextmanager
def process(who):
    """A contestant's process, as a function that has it train and returns its seconds."""
    threads = WHO[who][1]
    environment = {k: v for k, v in os.environ.items() if k not in VARIABLES}
    if threads:
        environment |= dict.fromkeys(VARIABLES, str(threads))
    command = [sys.executable, "-m", "benchmarks.as_it_comes", who]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environment, **pipes) as child:

        def seconds(batch_size, window):
            print(batch_size, window, file=child.stdin, flush=True)
            return float(child.stdout.readline())

        yield seconds
        child.stdin.close()


@contextlib.contextmanager
def spinning(n):
    """Keep n processes busy meanwhile."""
    spin = [sys.executable, "-c", "while True: pass"]
    children = [subprocess.Popen(spin) for _ in range(n)]
    try:
        yield
    finally:
        for child in children:
            child.kill()
            child.wait()


def cells(rounds, who=WHO):
    """Seconds of an epoch, one number a round: a dict of dicts by load, batch size and who."""
    with contextlib.ExitStack() as stack:
        ask = {one: stack.enter_context(process(one)) for one in who}
        for one in who:  # the first time, libraries are imported and steps compiled
            for batch_size in BATCH_SIZES:
                ask[one](batch_size, 0)
        found = {}
        for load, n in BUSY.items():
            found[load] = {}
            taking_part = [one for one in who if n == 0 or one in BESIDE]
            with spinning(n):
                for batch_size in BATCH_SIZES:
                    windows = {one: iter(k % WINDOWS for k in range(rounds)) for one in who}
                    calls = {
                        one: lambda one=one, b=batch_size, w=windows: (
                            ask[one](b, next(w[one])) * EPOCH / ROWS
                        )
                        for one in taking_part
                    }
                    found[load][str(batch_size)] = interleave(calls, rounds)
    return found


def summary(found):
    """What goes into the results: medians of the seconds, and our share of each other's."""
    seconds = {
        load: {
            batch: {one: statistics.median(times) for one, times in row.items()}
            for batch, row in rows.items()
        }
        for load, rows in found.items()
    }
    shares = {}
    for batch, row in found["idle"].items():
        shares[batch] = {}
        for against in row:
            ours = OURS + ONE if against.endswith(ONE) else OURS
            if not against.startswith(OURS):
                shares[batch][against] = ratio(row[ours], row[against])
    best = {}
    for load, rows in found.items():
        best[load] = {}
        for batch, row in rows.items():
            pairs = zip(row["nnlib, in one piece" + ONE], row[ALL], strict=True)
            best[load][batch] = ratio(row[OURS], [min(pair) for pair in pairs])
    return {"rows": ROWS, "seconds": seconds, "shares": shares, "against the better": best}


if __name__ == "__main__":
    if sys.argv[1:]:
        serve(sys.argv[1])
    else:
        print(json.dumps(summary(cells(3)), indent=1))
