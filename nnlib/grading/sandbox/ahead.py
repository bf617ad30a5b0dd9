"""Children that are started before they are asked for.

A child takes longer to start than most notebooks take to run. So the next one starts on
another core while the present one works.
"""

from __future__ import annotations

import socket
import subprocess

from nnlib.grading.sandbox.sandboxes import Sandbox

Child = tuple[subprocess.Popen[bytes], socket.socket]


class Ahead(Sandbox):
    """A sandbox with one child in reserve, for a process that grades many notebooks.

    The one in reserve ends with the process that holds it, for its socket closes then.

    Parameters
    ----------
    sandbox : Sandbox

    Attributes
    ----------
    name : str
        The sandbox's own.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.name = sandbox.name
        self.reserve: Child | None = None

    def start(self) -> Child:
        """Give the child in reserve, or start one, and start the next; as ``Sandbox.start``."""
        child = self.reserve or self.sandbox.start()
        self.reserve = None
        if child[0].poll() is not None:  # somebody has ended it while it waited
            child[1].close()
            child = self.sandbox.start()
        self.reserve = self.sandbox.start()
        return child

    def _command(self, *fds: int) -> list[str]:
        return self.sandbox._command(*fds)
