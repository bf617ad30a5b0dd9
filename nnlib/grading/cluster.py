"""Grade on a Dask cluster: the same work, on its workers. Needs the package distributed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any


def cluster_executors(address: str) -> Callable[[], _ClosesClient]:
    """What makes executors over a cluster.

    Dask gives the work of a worker that died to another one.

    Parameters
    ----------
    address : str
        Of the scheduler: ``"tcp://10.0.0.1:8786"``.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise ValueError("--dask needs a package more: pip install nnlib[dask]") from error

    def make() -> _ClosesClient:
        client = Client(address, set_as_default=False)
        executor = client.get_executor(pure=False)
        return _ClosesClient(executor, client)

    return make


class _ClosesClient:
    """An executor that takes its client with it."""

    def __init__(self, executor: Executor, client: Any) -> None:
        self.executor, self.client = executor, client

    def __enter__(self) -> Executor:
        return self.executor

    def __exit__(self, *details: object) -> None:
        try:
            self.executor.shutdown(wait=False)
        finally:
            self.client.close()
