"""Grade on a Dask cluster: the same work, on its workers. Needs the package distributed."""


def cluster_executors(address):
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

    def make():
        client = Client(address, set_as_default=False)
        executor = client.get_executor(pure=False)
        return _ClosesClient(executor, client)

    return make


class _ClosesClient:
    """An executor that takes its client with it."""

    def __init__(self, executor, client):
        self.executor, self.client = executor, client

    def __enter__(self):
        return self.executor

    def __exit__(self, *details):
        try:
            self.executor.shutdown(wait=False)
        finally:
            self.client.close()
