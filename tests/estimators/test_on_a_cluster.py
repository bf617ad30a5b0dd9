"""The page's grid search: one core, all cores and a cluster of which a worker dies agree."""

import os
import signal

import numpy as np
import pytest
from joblib.externals.loky import get_reusable_executor
from sklearn.base import clone

from benchmarks import searching
from benchmarks.searching import search_cells

distributed = pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.slow,
    # Tornado and a worker that is killed leave sockets and loops to be collected.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


class KillsAWorker(distributed.SchedulerPlugin):
    """Kills a worker at work as soon as a number of tasks are done."""

    def __init__(self, cluster, n_done):
        self.cluster, self.n_done = cluster, n_done
        self.done = 0
        self.lost = set()  # keys of the tasks that the worker was at when it was killed
        self.finished = set()

    def transition(self, key, start, finish, **details):
        if start != "processing" or finish != "memory":
            return
        self.done += 1
        self.finished.add(key)
        busy = [state for state in self.cluster.scheduler.workers.values() if state.processing]
        if self.done >= self.n_done and busy and not self.lost:
            self.lost = {task.key for task in busy[0].processing}
            os.kill(self.cluster.workers[busy[0].name].process.process.pid, signal.SIGKILL)


@pytest.fixture
def cluster():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0"
    ) as cluster:
        yield cluster


@pytest.fixture
def page(monkeypatch):
    """The page's names, after its search on all cores of this machine, with few epochs."""
    cells = search_cells()
    assert sum('"n_epochs": 8' in cell for cell in cells) == 1
    fewer = [cell.replace('"n_epochs": 8', '"n_epochs": 2') for cell in cells]
    monkeypatch.setattr(searching, "search_cells", lambda: fewer)
    yield searching.searched()
    get_reusable_executor().shutdown(wait=True)


def test_one_core_all_cores_and_a_cluster_whose_worker_dies_give_one_table(page, cluster, capsys):
    all_cores = page["search"]
    one_core = clone(all_cores).set_params(n_jobs=1).fit(page["raw"], page["y"])
    killer = KillsAWorker(cluster, n_done=4)
    cluster.scheduler.add_plugin(killer)
    capsys.readouterr()
    exec(
        search_cells()[-1].replace("address = None", f"address = {cluster.scheduler_address!r}", 1),
        page,
    )

    assert killer.lost
    assert killer.lost <= killer.finished
    assert capsys.readouterr().out == "the same table: True\n"
    assert page["search"] is not all_cores
    for search in (all_cores, page["search"]):
        assert search.cv_results_["params"] == one_core.cv_results_["params"]
        for name in ["mean_test_score", "std_test_score", "rank_test_score"]:
            np.testing.assert_array_equal(search.cv_results_[name], one_core.cv_results_[name])
        np.testing.assert_array_equal(
            search.predict_proba(page["raw"]), one_core.predict_proba(page["raw"])
        )


def test_without_a_cluster_the_pages_cell_needs_nothing_and_says_nothing(capsys):
    exec(search_cells()[-1], {})
    assert capsys.readouterr().out == ""
