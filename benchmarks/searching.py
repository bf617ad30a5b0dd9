"""When to share a grid search: python -m benchmarks.searching

The search of the page about grid search, in that page's own cells, on one core, on processes of
this machine (just started, or there already) and on a Dask cluster of as many workers here. And
what it costs to hand over a task: the same nothing, many times. Results go to
benchmarks/searching.json, of which bookbuild/performance.py makes a part of the page of
speed. Needs the package distributed.
"""

import json
import statistics
import time
from pathlib import Path

import joblib
from joblib.externals.loky import get_reusable_executor
from sklearn.base import clone

from benchmarks.measuring import interleave, load, machine, ratio, rounded

RESULTS = Path(__file__).with_name("searching.json")
PAGE = RESULTS.parent.parent / "book" / "grid-search.ipynb"
WORKERS, TASKS, ROUNDS = 2, 300, 5
STARTED = "processes of this machine, started for it"
OWN = "processes of this machine, there already"
CLUSTER = "a Dask cluster on this machine"


def search_cells():
    """The code of the page's search, from its imports to the cell for a cluster."""
    cells = json.loads(PAGE.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    (first,) = (i for i, cell in enumerate(code) if "import GridSearchCV" in cell)
    (last,) = (i for i, cell in enumerate(code) if cell.startswith("address = None"))
    return code[first : last + 1]


def searched():
    """The page's names, after its search ran on all cores."""
    names = {}
    for cell in search_cells()[:-1]:
        exec(cell, names)
    return names


def nothing():
    """A task without work."""


def hand_over(backend):
    """Give out all tasks one by one, and wait for them."""
    with joblib.parallel_config(backend, n_jobs=WORKERS):
        joblib.Parallel(batch_size=1)(joblib.delayed(nothing)() for _ in range(TASKS))


def seconds_of(names):
    """What each way takes, one number a round."""
    search, raw, y = clone(names["search"]), names["raw"], names["y"]

    def fit(backend="loky", n_jobs=WORKERS):
        with joblib.parallel_config(backend):
            search.set_params(n_jobs=n_jobs).fit(raw, y)

    def just_started():
        get_reusable_executor().shutdown(wait=True)
        start = time.perf_counter()
        fit()
        return time.perf_counter() - start

    ways = {
        "alone": lambda: fit(n_jobs=1),
        STARTED: just_started,
        OWN: fit,
        CLUSTER: lambda: fit("dask"),
        "to " + OWN: lambda: hand_over("loky"),
        "to " + CLUSTER: lambda: hand_over("dask"),
    }
    interleave(ways, 1)  # the first time, the workers import what they need
    return interleave(ways, ROUNDS, clock=time.perf_counter)


def main():
    """Measure, and write the results."""
    from distributed import Client, LocalCluster

    names, load_before = searched(), load()
    options = {"n_workers": WORKERS, "threads_per_worker": 1, "dashboard_address": "127.0.0.1:0"}
    with LocalCluster(**options) as cluster, Client(cluster):
        seconds = seconds_of(names)
    alone = seconds["alone"]
    done = names["search"]
    trainings = len(done.cv_results_["params"]) * done.n_splits_
    starting = statistics.median(a - b for a, b in zip(seconds[STARTED], seconds[OWN], strict=True))
    results = {
        "machine": machine(1, ["numpy", "scikit-learn", "distributed"]),
        "load": [load_before, load()],
        "rounds": ROUNDS,
        "workers": WORKERS,
        "trainings": trainings,
        "seconds": statistics.median(alone),  # of all trainings, one after another
        "starting": starting,  # the processes, in seconds
        "shares": {way: ratio(seconds[way], alone) for way in (STARTED, OWN, CLUSTER)},
        # One task against one training: the search trains once more, on all parts.
        "handing over": {
            way: ratio(seconds["to " + way], alone) / TASKS * (trainings + 1)
            for way in (OWN, CLUSTER)
        },
    }
    text = json.dumps(rounded(results), indent=1, ensure_ascii=False)
    RESULTS.write_text(text + "\n", encoding="utf-8", newline="\n")
    print(text)


if __name__ == "__main__":
    main()
