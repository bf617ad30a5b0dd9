"""Which sandbox this machine allows: each is tried out before it is trusted."""

from __future__ import annotations

import contextlib
import functools
import subprocess

from nnlib.grading.sandbox.link import Link
from nnlib.grading.sandbox.sandboxes import (
    Bubblewrap,
    Landlocked,
    Sandbox,
    SandboxError,
    Unconfined,
)

CALCULATION = """
import threading
import numpy as np
np.linalg.svd(np.eye(3))
thread = threading.Thread(target=print)
thread.start()
thread.join()
"""


def choose_sandbox(*, trust: bool = False) -> Sandbox:
    """The strongest sandbox that works here.

    Parameters
    ----------
    trust : bool
        Go on without one if there is none.

    Raises
    ------
    SandboxError
        If none works and the students are not trusted.
    """
    reasons = []
    for kind in (Bubblewrap, Landlocked):
        try:
            sandbox = kind()
            try_out(sandbox)
            return sandbox
        except (SandboxError, OSError, ImportError) as error:
            reasons.append(f"{kind.__name__}: {error}")
    if trust:
        return Unconfined()
    raise SandboxError(
        "no sandbox works on this machine (" + "; ".join(reasons) + "). Install bubblewrap "
        "(Debian: apt install bubblewrap), or pip install nnlib[grading] on a kernel with "
        "Landlock. If you trust your students, say --trust-students."
    )


@functools.cache
def sandbox_of_this_process(trust: bool) -> Sandbox:
    """What ``choose_sandbox`` gives, tried out once in a process and kept for all it grades."""
    return choose_sandbox(trust=trust)


def try_out(sandbox: Sandbox) -> None:
    """Start a child and hang up, and another that calculates and must not read this file."""
    process, sock = sandbox.start()
    sock.close()
    try:
        code = process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise SandboxError("it does not come to an end") from None
    if code != 0:
        raise SandboxError(f"it ends with exit code {code}")
    with Link(sandbox) as link:
        try:
            link.run(CALCULATION, "a calculation", 20)
        except BaseException as error:
            raise SandboxError(f"a calculation fails in it: {error}") from None
        with contextlib.suppress(OSError):
            link.run(f"open({__file__!r})", "a theft", 20)
            raise SandboxError("the course's answers can be read in it")
