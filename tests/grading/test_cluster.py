"""On a Dask cluster every submission is graded, and counted once, though a worker dies."""

import json
import os
import signal
import threading
import time

import pytest

from nnlib.grading.classroom import Classroom
from nnlib.grading.cluster import cluster_executors
from nnlib.grading.roster import find_students
from nnlib.grading.sources import Folder
from tests.grading.classmates import full, right, submission

pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.slow,
    # Tornado and a worker that is killed leave sockets and loops to be collected.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
ANSWERS = right()


@pytest.fixture
def cluster(sandbox):
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=2, processes=True, dashboard_address="127.0.0.1:0"
    ) as cluster:
        yield cluster


def workers_of(cluster):
    return [worker.process.process.pid for worker in cluster.workers.values()]


def test_every_submission_is_graded_once_though_a_worker_dies(cluster, tmp_path):
    folder = tmp_path / "class"
    folder.mkdir()
    for i in range(24):
        first = f"import time\ntime.sleep(0.4)  # {i}"
        (folder / f"s{i:02}.ipynb").write_bytes(submission(ANSWERS, first=first))
    source = Folder(folder)
    room = Classroom(source, find_students(source), "01", tmp_path / "out")
    done, killed = [], []

    def report(student):
        done.append(student.key)
        if len(done) == 4:
            killed.append(workers_of(cluster)[0])
            os.kill(killed[0], signal.SIGKILL)

    room.grade(cluster_executors(cluster.scheduler_address), report=report)
    room.write()
    assert killed
    assert sorted(done) == [f"s{i:02}" for i in range(24)]
    facts = json.loads((tmp_path / "out" / "grades.json").read_text("utf-8"))
    earned = {
        record["student"]["name"]: sum(mark["points"] for mark in record["result"]["marks"])
        for record in facts["students"]
    }
    assert earned == {f"s{i:02}": sum(full().values()) for i in range(24)}
    assert len(list((tmp_path / "out" / "results").iterdir())) == 24


def test_the_command_takes_a_cluster(cluster, tmp_path, capsys):
    from nnlib.grading.__main__ import main

    folder = tmp_path / "class"
    folder.mkdir()
    for name in ("ann", "bob"):
        (folder / f"{name}.ipynb").write_bytes(submission(ANSWERS, first=f"# {name}"))
    options = [str(folder), "--chapter", "01", "--out", str(tmp_path / "out")]
    assert main([*options, "--dask", cluster.scheduler_address]) == 0
    total = sum(full().values())
    assert f"2 graded, on average {total} of {total} points" in capsys.readouterr().out


def test_without_the_package_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(ValueError, match="pip install nnlib"):
        cluster_executors("tcp://127.0.0.1:1")


def test_threads_are_left_as_they_were(cluster):
    before = threading.active_count()
    with cluster_executors(cluster.scheduler_address)() as executor:
        assert executor.submit(pow, 2, 3).result() == 8
    for _ in range(50):
        if threading.active_count() <= before:
            return
        time.sleep(0.1)
    assert threading.active_count() <= before + 1
