"""What a worker does: grade one student's notebooks, in this process or in one of a cluster."""

from __future__ import annotations

import functools
import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nnlib.grading.grade import grade
from nnlib.grading.record import Result
from nnlib.grading.sandbox import Sandbox, choosing
from nnlib.grading.sandbox.ahead import Ahead

_one_at_a_time = threading.Lock()  # a cluster's worker may have several threads
_is_ours_alone = threading.Event()  # this process does nothing but grade, and ends with the class


@dataclass
class Graded:
    """What came of one student's notebooks.

    Attributes
    ----------
    result : Result
        The best one.
    number : int
        Of the notebook that it is of.
    sandbox : str
        Name of the sandbox that all were graded in.
    """

    result: Result
    number: int
    sandbox: str


def begin_worker() -> None:
    """Leave Ctrl-C to the parent, and end when it is gone: nobody would take the results."""
    _is_ours_alone.set()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent: Any = multiprocessing.parent_process()
    leave = os._exit  # this very function: while an answer is tried, the name refuses to end us
    threading.Thread(target=lambda: (parent.join(), leave(1)), daemon=True).start()


def work(files: Sequence[bytes], chapter: str, seed: int, trust: bool) -> Graded:
    """Grade one student's notebooks."""
    with _one_at_a_time:
        sandbox = _sandbox(trust)
        results = [grade(data, chapter, seed, sandbox) for data in files]
    number = max(range(len(files)), key=lambda i: (*_rank(results[i]), i))
    return Graded(results[number], number, sandbox.name)


def _sandbox(trust: bool) -> Sandbox:
    """This process's sandbox; with a child in reserve, if there is time to put it away."""
    ahead = _ahead if _is_ours_alone.is_set() else choosing.sandbox_of_this_process
    return ahead(trust)


@functools.cache
def _ahead(trust: bool) -> Sandbox:
    return Ahead(choosing.sandbox_of_this_process(trust))


def _rank(result: Result) -> tuple[float, int]:
    """Points, then how many exercises were attempted."""
    attempted = sum(mark.status != "not attempted" for mark in result.marks)
    return result.points, attempted
