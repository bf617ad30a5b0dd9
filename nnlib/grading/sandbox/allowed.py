"""What a child may have of this machine: Python, NumPy, its own files, memory and time.

Packages that are installed beside NumPy are hidden, for nnlib and its answers may be among them.
"""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from nnlib._common.types import FilePath

HERE = Path(__file__).resolve().parent
CHILD_FILES = [
    "child.py",
    "child_cells.py",
    "child_start.py",
    "child_values.py",
    "protocol.py",
    "standins.py",
]
MEMORY = 3_000_000_000  # bytes of address space; NumPy alone maps half a gigabyte
CPU_SECONDS = 120
START = (
    "import sys; sys.path.insert(0, {here!r}); import child_start; "
    "child_start.main({fd}, {memory}, {seconds}, {site!r})"
)
SYSTEM = ["/usr", "/lib", "/lib64", "/lib32", "/bin", "/etc/ld.so.cache"]


def python_command(fd: int, here: FilePath, site: FilePath) -> list[str]:
    """The command line that starts a child.

    Parameters
    ----------
    fd : int
        The child's end of the socket.
    here, site : path
        The folders that the child's files and NumPy lie in, as the child sees them.
    """
    code = START.format(here=str(here), fd=fd, memory=MEMORY, seconds=CPU_SECONDS, site=str(site))
    return [_base_python(), "-I", "-S", "-c", code]


def _base_python() -> str:
    """The interpreter that the virtual environment was made from."""
    return os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable)


def child_files() -> list[Path]:
    """The files that run in the child."""
    return [HERE / name for name in CHILD_FILES]


def numpy_folder() -> Path:
    """The folder of the package NumPy."""
    return Path(np.__file__).resolve().parent


def numpy_files() -> list[Path]:
    """NumPy, and the libraries that its wheel brings."""
    folder = numpy_folder()
    return [path for path in (folder, folder.parent / "numpy.libs") if path.exists()]


@functools.cache
def installed_packages() -> list[str]:
    """Folders of packages that a child must not see: nnlib may be among them."""
    found = "[*site.getsitepackages(), site.getusersitepackages()]"
    code = f"import json, site; print(json.dumps({found}))"
    done = subprocess.run([_base_python(), "-I", "-c", code], capture_output=True, check=True)
    return [*json.loads(done.stdout), "/usr/lib/python3/dist-packages"]


def is_shown(path: str) -> bool:
    """True if a path lies in a folder that bubblewrap shows as a whole."""
    return is_under(path, [*SYSTEM, sys.base_prefix])


def is_under(path: str, folders: Iterable[str]) -> bool:
    """True if a path lies in one of the folders."""
    path = os.path.realpath(path)
    return any(path.startswith(os.path.realpath(folder) + os.sep) for folder in folders)


def without_hidden(folder: str, hidden: set[str]) -> list[str]:
    """A folder, or, if something in it is hidden, its other entries."""
    if folder in hidden or not os.path.isdir(folder):
        return []
    if not any(path.startswith(folder + os.sep) for path in hidden):
        return [folder]
    found = []
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            found += without_hidden(entry.path, hidden)
        elif entry.is_file():
            found.append(entry.path)
    return found


def readable() -> list[str]:
    """Files and folders that a child confined by Landlock may read: Python's and NumPy's."""
    packages = {os.path.realpath(path) for path in installed_packages()}
    found = [str(path) for path in [*numpy_files(), *child_files()]]
    for folder in ["/lib", "/lib64", "/usr/lib", sys.base_prefix]:
        found += without_hidden(os.path.realpath(folder), packages)
    return sorted({path for path in [*found, "/etc/ld.so.cache", "/dev/urandom"]})
