"""An epoch as it comes, and on one thread; on an idle machine and on a busy one.

Every contestant runs in a process of its own, which waits until it is asked: so each has the
threads that its library chooses by itself, or the number that its environment fixes. They take
turns, each with the same rows, and a ratio is the median over the rounds of two times of one round.
Where both sides have one thread, it is of the processor's seconds, which neighbours change little.
Threads spin on for a while after their last product, and would take a core from whoever is next:
each comes to rest before that. On the idle machine all take part. Beside one or two processes that
spin, only those do that a learner chooses between.
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
from benchmarks.measuring import ratio
from nnlib._common.threads import VARIABLES
from nnlib.datasets import load_mnist

BATCH_SIZES = (32, 128, 512)
ROWS, EPOCH = 12_800, 50_000  # rows of one turn: full batches of each size
ROUNDS_BUSY = 3  # at most, for what waits for a busy core takes long
REST = 0.15  # seconds; OpenBLAS's threads spin for 0.1
WINDOWS = 3  # a turn takes other rows than the one before, which have left the cache by then
BUSY = {"idle": 0, "one process spins": 1, "two processes spin": 2}
ONE = ", one thread"
OURS, PYTORCH, BARE = "nnlib", "PyTorch", "only the products"
PIECE, ALL = "nnlib, in one piece" + ONE, "nnlib, in one piece, all threads"
BETTER = "the better of one and all threads"
GOALS = {
    "32": {PYTORCH: 0.45, BARE: 1.2},
    "128": {PYTORCH: 0.6, BARE: 1.12},
    "512": {PYTORCH: 0.7, BARE: 1.08},
}
# What each of them trains with, and the number of threads that is fixed; None: as it comes.
WHO = {
    OURS: (partial(contestants.train_nnlib, fused=True), None),
    OURS + ONE: (partial(contestants.train_nnlib, fused=True), 1),
    PIECE: (contestants.train_in_one_piece, 1),
    ALL: (contestants.train_in_one_piece, os.cpu_count()),
    "nnlib, layers": (partial(contestants.train_nnlib, fused=False), None),
    "nnlib, layers" + ONE: (partial(contestants.train_nnlib, fused=False), 1),
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
BESIDE = (OURS, PIECE, ALL, PYTORCH, PYTORCH + ONE)  # on a busy machine


def serve(who):
    """Train whenever a line with a batch size and a window comes in; answer with the seconds.

    They are those of the clock on the wall, and the processor's.
    """
    function, threads = WHO[who]
    if threads and "JAX" in who:  # JAX has no variable for it
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    digits = load_mnist()
    for line in sys.stdin:
        batch_size, window = map(int, line.split())
        rows = slice(window * ROWS, (window + 1) * ROWS)
        wall, processor = time.perf_counter(), time.process_time()
        function(digits.X_train[rows], digits.y_train[rows], batch_size)
        print(time.perf_counter() - wall, time.process_time() - processor, flush=True)


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
            wall, processor = child.stdout.readline().split()
            return float(wall), float(processor)

        yield seconds
        child.stdin.close()


@contextlib.contextmanager
def spinning(n):
    """Keep n processes busy meanwhile; yield them."""
    spin = [sys.executable, "-c", "while True: pass"]
    children = [subprocess.Popen(spin) for _ in range(n)]
    try:
        yield children
    finally:
        for child in children:
            child.kill()
            child.wait()


def cells(rounds, who=WHO):
    """Seconds of an epoch, one number a round: on the wall, and the processor's.

    Both are dicts of dicts of dicts, by load, batch size and contestant.
    """
    with contextlib.ExitStack() as stack:
        ask = {one: stack.enter_context(process(one)) for one in who}
        for one in who:  # the first time, libraries are imported and steps compiled
            for batch_size in BATCH_SIZES:
                ask[one](batch_size, 0)
        wall, processor = {}, {}
        for load, n in BUSY.items():
            taking_part = [one for one in who if n == 0 or one in BESIDE]
            wall[load], processor[load] = (
                {str(b): {one: [] for one in taking_part} for b in BATCH_SIZES} for _ in range(2)
            )
            with spinning(n):
                for batch_size in BATCH_SIZES:
                    for turn in range(min(rounds, ROUNDS_BUSY) if n else rounds):
                        for one in taking_part:
                            time.sleep(REST)
                            seconds = ask[one](batch_size, turn % WINDOWS)
                            for times, taken in zip((wall, processor), seconds, strict=True):
                                times[load][str(batch_size)][one].append(taken * EPOCH / ROWS)
    return wall, processor


def summary(found, processor):
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
        for who in (OURS, "nnlib, layers"):
            shares[batch][who] = {
                against: ratio(
                    processor["idle"][batch][who + ONE], processor["idle"][batch][against]
                )
                if against.endswith(ONE)
                else ratio(row[who], row[against])
                for against in row
                if not against.startswith(OURS)
            }
    better = {
        load: {
            batch: ratio(row[OURS], list(map(min, row[PIECE], row[ALL])))
            for batch, row in rows.items()
        }
        for load, rows in found.items()
    }
    return {"rows": ROWS, "seconds": seconds, "shares": shares, "against the better": better}


def figures(summed_up):
    """A figure for each of the others and each batch size, and for each load and batch size."""
    for batch, shares in summed_up["shares"].items():
        for against, share in shares[OURS].items():
            if not against.endswith(ONE):
                yield {
                    "what": f"one epoch, batches of {batch}",
                    "against": against,
                    "ratio": shares[OURS][against + ONE],
                    "goal": GOALS[batch].get(against, GOALS[batch][PYTORCH]),
                    "layers": shares["nnlib, layers"][against + ONE],
                    "as it comes": share,
                    "layers as it comes": shares["nnlib, layers"][against],
                }
    for load, shares in summed_up["against the better"].items():
        for batch, share in shares.items():
            what = f"as it comes, batches of {batch}, {load}"
            yield {"what": what, "against": BETTER, "ratio": share, "goal": 1.15}


if __name__ == "__main__":
    if sys.argv[1:]:
        serve(sys.argv[1])
    else:
        print(json.dumps(summary(*cells(3)), indent=1))
