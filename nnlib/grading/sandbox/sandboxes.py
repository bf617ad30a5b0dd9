"""Where a student's code runs; choosing.py takes the strongest that this machine allows.

Bubblewrap    no network, no file but Python's and NumPy's, nothing to write to, processes
              of its own; with pyseccomp no new processes
Landlocked    Landlock and seccomp within one process: no file but Python's and NumPy's,
              no network, no signals, no new processes
Unconfined    an ordinary process with limits, for students that are trusted

Each also bounds memory, processor time, file size and open files, and every one speaks with
its parent through one socket alone.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nnlib._common.threads import VARIABLES
from nnlib.grading.sandbox.allowed import (
    HERE,
    SYSTEM,
    child_files,
    installed_packages,
    is_shown,
    is_under,
    numpy_files,
    numpy_folder,
    python_command,
    readable,
)
from nnlib.grading.sandbox.landlock_child import seccomp_filter

ENVIRONMENT = {**dict.fromkeys(VARIABLES, "1"), "PYTHONDONTWRITEBYTECODE": "1"}


class SandboxError(Exception):
    """There is no sandbox on this machine."""


class Sandbox(ABC):
    """A way to start a child.

    Attributes
    ----------
    name : str
        For the report.
    """

    name: str

    def start(self) -> tuple[subprocess.Popen[bytes], socket.socket]:
        """Start a child.

        Returns
        -------
        process : subprocess.Popen
        sock : socket.socket
            The parent's end.
        """
        ours, theirs = socket.socketpair()
        with theirs, self._open_files() as files:
            fds = [theirs.fileno(), *files]
            process = subprocess.Popen(
                self._command(*fds),
                pass_fds=fds,
                env=ENVIRONMENT,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        return process, ours

    @contextlib.contextmanager
    def _open_files(self) -> Iterator[list[int]]:
        """Open the files that the child's command takes by number; none, as a rule."""
        yield []

    @abstractmethod
    def _command(self, *fds: int) -> list[str]:
        """The child's command line; it takes the socket's number, then those of the open files."""


class Unconfined(Sandbox):
    """An ordinary process with limits."""

    name = "none, the students are trusted"

    def _command(self, *fds: int) -> list[str]:
        return python_command(fds[0], HERE, numpy_folder().parent)


class Bubblewrap(Sandbox):
    """Namespaces of its own, by bubblewrap."""

    def __init__(self) -> None:
        found = shutil.which("bwrap")  # a child has no PATH
        if found is None:
            raise SandboxError("there is no bwrap on the PATH")
        self.program = found
        self.filter = _seccomp_program()
        if self.filter is None and os.geteuid() == 0:
            raise SandboxError("root's processes have no limit: pip install pyseccomp")
        self.name = "bubblewrap" + (" with seccomp" if self.filter else "")

    @contextlib.contextmanager
    def _open_files(self) -> Iterator[list[int]]:
        if self.filter is None:
            yield []
            return
        with tempfile.TemporaryFile() as file:
            file.write(self.filter)
            file.seek(0)
            yield [file.fileno()]

    def _command(self, *fds: int) -> list[str]:
        fd, *filters = fds
        command = [self.program, "--unshare-all", "--die-with-parent", "--new-session"]
        command += ["--cap-drop", "ALL", "--hostname", "sandbox"]
        for path in [*SYSTEM, sys.base_prefix]:
            command += _shown(path)
        for path in installed_packages():
            if os.path.isdir(path) and is_shown(path):
                command += ["--tmpfs", path, "--remount-ro", path]
        for file in numpy_files():
            command += ["--ro-bind", str(file), f"/grading/site/{file.name}"]
        for file in child_files():
            command += ["--ro-bind", str(file), f"/grading/{file.name}"]
        command += ["--proc", "/proc", "--dev", "/dev", "--dir", "/tmp", "--chdir", "/tmp"]
        for path in ["/proc", "/dev", "/"]:  # root could write to /proc/sys
            command += ["--remount-ro", path]
        for number in filters:
            command += ["--seccomp", str(number)]
        return [*command, "--", *python_command(fd, "/grading", "/grading/site")]


class Landlocked(Sandbox):
    """One process that gives up its own rights, by Landlock and seccomp."""

    name = "Landlock with seccomp"

    def _command(self, *fds: int) -> list[str]:
        python = python_command(fds[0], HERE, numpy_folder().parent)
        folders = {str(Path(module.__file__).parent.parent) for module in _import_confiners()}
        folders.add(str(numpy_folder().parent))
        facts = {"read": readable(), "packages": sorted(folders)}
        python[-1] = (
            f"import sys; sys.path.insert(0, {str(HERE)!r}); import landlock_child; "
            f"landlock_child.confine({json.dumps(facts)!r}); {python[-1]}"
        )
        return python


def _shown(path: str) -> list[str]:
    """Arguments of bubblewrap that show a path as it is: a folder, or a link to one."""
    if os.path.islink(path):
        return ["--symlink", os.readlink(path), path]
    if not os.path.exists(path) or (path == sys.base_prefix and is_under(path, SYSTEM)):
        return []
    return ["--ro-bind", path, path]


def _import_confiners() -> tuple[Any, Any]:
    import landlock
    import pyseccomp

    return landlock, pyseccomp


def _seccomp_program() -> bytes | None:
    """The filter as bubblewrap takes it; None without pyseccomp or libseccomp."""
    try:
        import pyseccomp
    except (ImportError, RuntimeError, OSError):
        return None
    with tempfile.TemporaryFile() as file:
        seccomp_filter(pyseccomp).export_bpf(file)
        file.seek(0)
        return file.read()
