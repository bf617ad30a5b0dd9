"""When does a cluster pay for a grid search? python -m benchmarks.searching

Every training that is handed to another process costs something beside the training itself.
Here the same nothing is handed over many times, to this machine's processes and to a Dask
cluster of as many workers, once all of them have started; a training of chapter 05 is the
yardstick. Needs the package distributed.
"""

import time

import joblib
from distributed import Client, LocalCluster

from benchmarks.__main__ import interleave
from nnlib import NNClassifier
from nnlib.datasets import load_digits

WORKERS = 2
TASKS = 300


def nothing():
    """A task without work."""


def hand_over(backend):
    """Give out all tasks one by one, and wait for them."""
    with joblib.parallel_config(backend, n_jobs=WORKERS):
        joblib.Parallel(batch_size=1)(joblib.delayed(nothing)() for _ in range(TASKS))


def main():
    """Print what one task costs, and what starting processes costs, in trainings."""
    digits = load_digits()
    X, y = digits.X_train / 16, digits.y_train
    model = NNClassifier(hidden_units=(30,), activation="sigmoid", n_epochs=10)

    start = time.perf_counter()
    hand_over("loky")
    starting = time.perf_counter() - start
    with (
        LocalCluster(
            n_workers=WORKERS, threads_per_worker=1, dashboard_address="127.0.0.1:0"
        ) as cluster,
        Client(cluster),
    ):
        hand_over("dask")  # the first time, its workers import what they need
        training, here, there = interleave(
            lambda: model.fit(X, y), lambda: hand_over("loky"), lambda: hand_over("dask"), rounds=5
        )
    print(f"one training                                    {training:8.2f} s")
    print(f"a task handed over, processes / training        {here / TASKS / training:8.4f}")
    print(f"a task handed over, cluster / training          {there / TASKS / training:8.4f}")
    print(f"a task handed over, cluster / processes         {there / here:8.1f}")
    print(f"starting the processes / training               {starting / training:8.1f}")


if __name__ == "__main__":
    main()
