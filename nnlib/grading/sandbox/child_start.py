"""Set up the child's process: bound what it may take, find its files and NumPy, serve.

allowed.py says how it is started. The limits stand before anything else is imported.
"""

from __future__ import annotations

import contextlib
import os
import sys
import warnings


def main(fd: int, memory: int, seconds: int, site: str) -> None:
    """Set up and serve.

    Parameters
    ----------
    fd : int
        The socket to the parent.
    memory, seconds : int
        Bytes of address space, and of processor time, that are allowed.
    site : str
        The folder that NumPy lies in.
    """
    limit(memory, seconds)
    end_with_parent()
    sys.path.insert(1, site)  # behind the folder of the child's own files
    import socket

    import child  # type: ignore[import-not-found]  # lies beside this file
    import numpy as np
    import protocol  # type: ignore[import-not-found]
    import standins  # type: ignore[import-not-found]

    sys.path.remove(os.path.dirname(__file__))
    sys.path.remove(site)  # which may hold more than NumPy
    sys.meta_path.append(standins.Finder())
    np.seterr(all="ignore")
    warnings.simplefilter("ignore")
    child.Child(protocol.Channel(socket.socket(fileno=fd))).serve()


def limit(memory: int, seconds: int) -> None:
    """Bound what this process may take, for good."""
    import resource

    for what, bound in [
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 1_000_000),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_NPROC, 64),
        (resource.RLIMIT_CORE, 0),
    ]:
        with contextlib.suppress(ValueError):  # it is lower already
            resource.setrlimit(what, (bound, bound))


def end_with_parent() -> None:
    """Be killed when the parent is; where that cannot be had, hanging up has to do."""
    import ctypes

    with contextlib.suppress(Exception):
        ctypes.CDLL(None).prctl(1, 9)  # PR_SET_PDEATHSIG, SIGKILL
