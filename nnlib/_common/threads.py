"""How many threads a calculation takes: one of BLAS's, unless the environment says how many.

The matrices of these networks are small. Several BLAS threads wait for one another at each
product, and they spin while they wait: beside a browser or another notebook they take many times as
long as one thread alone, and on an idle machine they gain little. So what trains, predicts or
checks runs on one. Whoever wants another number sets one of ``VARIABLES`` before Python starts.
"""

from __future__ import annotations

import contextlib
import functools
import os
from collections.abc import Iterator
from typing import Any

# Each BLAS reads one of its own.
VARIABLES = (
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)


def is_fixed() -> bool:
    """Say whether the environment fixes the number of threads."""
    return any(os.environ.get(name) for name in VARIABLES)


def n_cores() -> int:
    """Count the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """Let BLAS compute on one thread, as a context or as a decorator.

    Afterwards it has as many as the caller had set. If the environment fixes a number, that one
    stays. The setting holds for the whole process, other Python threads among it.
    """
    if is_fixed():
        yield
    else:
        with _libraries().limit(limits=1, user_api="blas"):
            yield


@functools.cache
def _libraries() -> Any:
    """The BLAS that NumPy has loaded; looked for once, for that takes milliseconds."""
    from threadpoolctl import ThreadpoolController  # here, so that `import nnlib` stays quick

    return ThreadpoolController()
