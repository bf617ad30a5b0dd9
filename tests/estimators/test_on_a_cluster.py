"""A grid search on a Dask cluster gives the table of one process, though a worker dies."""

import itertools
import os
import signal

import joblib
import numpy as np
import pytest
from sklearn.model_selection import GridSearchCV, StratifiedKFold

from nnlib import NNClassifier
from nnlib.datasets import load_digits

dask = pytest.importorskip("dask")
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


def search(cuts):
    grid = {"hidden_units": [(5,), (10,)], "learning_rate": [0.01, 0.1, 1.0]}
    model = NNClassifier(activation="sigmoid", momentum=0, n_epochs=10, random_state=0)
    return GridSearchCV(model, grid, cv=cuts)


@pytest.fixture
def cluster():
    with (
        # By default the scheduler soon thins out copies of the same data to a single one.
        dask.config.set({"distributed.scheduler.active-memory-manager.start": False}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0"
        ) as cluster,
    ):
        yield cluster


def test_a_grid_search_gives_the_same_table_though_a_worker_dies(cluster):
    digits = load_digits()
    X, y = digits.X_train / 16, digits.y_train
    cuts = list(StratifiedKFold(3).split(X, y))
    here = search(cuts).fit(X, y)

    killer = KillsAWorker(cluster, n_done=4)
    cluster.scheduler.add_plugin(killer)
    with (
        distributed.Client(cluster),
        # To every worker: joblib gives large arguments to one, and they are lost with it.
        joblib.parallel_config("dask", scatter=[X, y, *itertools.chain(*cuts)]),
    ):
        there = search(cuts).fit(X, y)

    assert killer.lost
    assert killer.lost <= killer.finished
    for name in ["mean_test_score", "std_test_score", "rank_test_score"]:
        np.testing.assert_array_equal(there.cv_results_[name], here.cv_results_[name])
    assert there.cv_results_["params"] == here.cv_results_["params"]
    np.testing.assert_array_equal(there.predict_proba(X), here.predict_proba(X))
