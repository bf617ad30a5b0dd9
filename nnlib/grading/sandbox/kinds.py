"""Where a student's code runs; choice.py takes the strongest that this machine allows.

bubblewrap    no network, no file but Python's and NumPy's, nothing to write to, processes
              of its own; with pyseccomp no new processes
landlock      Landlock and seccomp within one process: no file but Python's and NumPy's,
              no network, no signals, no new processes
none          an ordinary process with limits, for students that are trusted

Each also bounds memory, processor time, file size and open files, and every one speaks with
its parent through one socket alone.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from nnlib._common.types import FilePath
from nnlib.grading.confine import seccomp_filter

HERE = Path(__file__).resolve().parent
CHILD_FILES = ["child.py", "protocol.py", "standins.py"]
MEMORY = 3_000_000_000  # bytes of address space; NumPy alone maps half a gigabyte
CPU_SECONDS = 120
START = (
    "import sys; sys.path.insert(0, {here!r}); import child; "
    "child.main({fd}, {memory}, {seconds}, {site!r})"
)
ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
SYSTEM = ["/usr", "/lib", "/lib64", "/lib32", "/bin", "/etc/ld.so.cache"]


class SandboxError(Exception):
    """There is no sandbox on this machine."""


class Trusting:
    """An ordinary process with limits."""

    name = "none, the students are trusted"

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
        """Files that the child's command takes by number."""
        yield []

    def _command(self, fd: int) -> list[str]:
        return _python(fd, HERE, _numpy_folder().parent)


class Bubblewrap(Trusting):
    """Namespaces of its own, by bubblewrap."""

    def __init__(self) -> None:
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

    def _command(self, fd: int, filter_fd: int | None = None) -> list[str]:
        command = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session"]
        command += ["--cap-drop", "ALL", "--hostname", "sandbox"]
        for path in [*SYSTEM, sys.base_prefix]:
            command += _shown(path)
        for path in _installed_packages():
            if os.path.isdir(path) and _is_shown(path):
                command += ["--tmpfs", path, "--remount-ro", path]
        for path in _numpy_files():
            command += ["--ro-bind", str(path), f"/grading/site/{path.name}"]
        for name in CHILD_FILES:
            command += ["--ro-bind", str(HERE / name), f"/grading/{name}"]
        command += ["--proc", "/proc", "--dev", "/dev", "--dir", "/tmp", "--chdir", "/tmp"]
        for path in ["/proc", "/dev", "/"]:  # root could write to /proc/sys
            command += ["--remount-ro", path]
        if filter_fd is not None:
            command += ["--seccomp", str(filter_fd)]
        return [*command, "--", *_python(fd, "/grading", "/grading/site")]


class Landlocked(Trusting):
    """One process that gives up its own rights, by Landlock and seccomp."""

    name = "Landlock with seccomp"

    def _command(self, fd: int) -> list[str]:
        python = _python(fd, HERE, _numpy_folder().parent)
        folders = {str(Path(module.__file__).parent.parent) for module in _import_confiners()}
        folders.add(str(_numpy_folder().parent))
        facts = {"read": self._readable(), "packages": sorted(folders)}
        python[-1] = (
            f"import sys; sys.path.insert(0, {str(HERE)!r}); import confine; "
            f"confine.confine({json.dumps(facts)!r}); {python[-1]}"
        )
        return python

    def _readable(self) -> list[str]:
        """Files and folders that the child may read: Python's and NumPy's."""
        packages = {os.path.realpath(path) for path in _installed_packages()}
        found = [str(path) for path in _numpy_files()]
        found += [str(HERE / name) for name in CHILD_FILES]
        for folder in ["/lib", "/lib64", "/usr/lib", sys.base_prefix]:
            found += _without(os.path.realpath(folder), packages)
        return sorted({path for path in [*found, "/etc/ld.so.cache", "/dev/urandom"]})


def _python(fd: int, here: FilePath, site: FilePath) -> list[str]:
    """The command line of a child without a sandbox."""
    code = START.format(here=str(here), fd=fd, memory=MEMORY, seconds=CPU_SECONDS, site=str(site))
    return [_base_python(), "-I", "-S", "-c", code]


def _base_python() -> str:
    """The interpreter that the virtual environment was made from."""
    return os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable)


def _numpy_folder() -> Path:
    return Path(np.__file__).resolve().parent


def _numpy_files() -> list[Path]:
    """NumPy, and the libraries that its wheel brings."""
    folder = _numpy_folder()
    return [path for path in (folder, folder.parent / "numpy.libs") if path.exists()]


@functools.cache
def _installed_packages() -> list[str]:
    """Folders of packages that a child must not see: nnlib may be among them."""
    found = "[*site.getsitepackages(), site.getusersitepackages()]"
    code = f"import json, site; print(json.dumps({found}))"
    done = subprocess.run([_base_python(), "-I", "-c", code], capture_output=True, check=True)
    return [*json.loads(done.stdout), "/usr/lib/python3/dist-packages"]


def _shown(path: str) -> list[str]:
    """Arguments of bubblewrap that show a path as it is: a folder, or a link to one."""
    if os.path.islink(path):
        return ["--symlink", os.readlink(path), path]
    if not os.path.exists(path) or (path == sys.base_prefix and _under(path, SYSTEM)):
        return []
    return ["--ro-bind", path, path]


def _is_shown(path: str) -> bool:
    return _under(path, [*SYSTEM, sys.base_prefix])


def _under(path: str, folders: Iterable[str]) -> bool:
    path = os.path.realpath(path)
    return any(path.startswith(os.path.realpath(folder) + os.sep) for folder in folders)


def _without(folder: str, hidden: set[str]) -> list[str]:
    """A folder, or, if something in it is hidden, its other entries."""
    if folder in hidden or not os.path.isdir(folder):
        return []
    if not any(path.startswith(folder + os.sep) for path in hidden):
        return [folder]
    found = []
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            found += _without(entry.path, hidden)
        elif entry.is_file():
            found.append(entry.path)
    return found


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
