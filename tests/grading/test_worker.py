"""A worker ends with its parent, whatever it is at just then."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from nnlib.grading.worker import begin_worker
from nnlib.judge.trial import _staying

ROOT = Path(__file__).resolve().parents[2]
KILLED = """
from tests.grading.test_worker import start_and_be_killed
if __name__ == "__main__":
    start_and_be_killed()
"""


def try_an_answer(connection):
    """What a worker is at most of the time."""
    begin_worker()
    with _staying():
        connection.send(os.getpid())
        time.sleep(60)


def start_and_be_killed():
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    spawn.Process(target=try_an_answer, args=[theirs]).start()
    print(ours.recv(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_worker_that_tries_an_answer_ends_when_its_parent_is_killed(tmp_path):
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, script], env=environment, stdout=subprocess.PIPE, text=True
    )
    with process.stdout:  # which the worker has too, so that it would not end before
        number = int(process.stdout.readline())
    assert process.wait() == -signal.SIGKILL
    for _ in range(100):
        if not os.path.exists(f"/proc/{number}"):
            return
        time.sleep(0.1)
    os.kill(number, signal.SIGKILL)
    raise AssertionError("it lives on")
