"""The browser that prints, films and tests, and a place for what it looks at."""

import shutil
import socket

FLAGS = ["--no-sandbox", "--disable-gpu"]


def chromium():
    """The program, or None: the same engine without a window's machinery needs half the time."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


def free_port():
    """A port of this machine at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
