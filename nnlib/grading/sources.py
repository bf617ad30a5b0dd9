"""Where submissions lie: in a folder, or in the zip that an LMS exports.

A zip is read entry by entry and never unpacked, so that its names cannot lead anywhere.
"""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Protocol

from nnlib._common.types import FilePath
from nnlib.grading.notebook import DAMAGED, GONE, LOCKED, MAX_NOTEBOOK

MAX_ENTRIES = 20_000


class SubmissionsError(ValueError):
    """The submissions or the roster cannot be read; the message says why."""


class Source(Protocol):
    """Where submissions lie.

    Attributes
    ----------
    name : str
        Of the folder or the zip.
    """

    name: str

    def paths(self) -> list[str]:
        """Every file's name, sorted."""

    def read(self, path: str) -> bytes:
        """The bytes of a file, or of its beginning if it is larger than is read."""


class Folder:
    """Submissions in a folder."""

    def __init__(self, root: FilePath) -> None:
        self.root = Path(root)
        self.name = self.root.absolute().name

    def paths(self) -> list[str]:
        """Every file under the folder; links and hidden files are left out."""
        found = []
        for folder, folders, files in os.walk(self.root):
            folders[:] = [name for name in folders if not name.startswith((".", "__MACOSX"))]
            for name in files:
                path = Path(folder, name)
                is_file = path.is_file() and not path.is_symlink()  # a pipe would never end
                if is_file and not name.startswith("."):
                    found.append(path.relative_to(self.root).as_posix())
        return sorted(found)

    def read(self, path: str) -> bytes:
        """The bytes of a notebook; no more than one too many."""
        try:
            with open(self.root / path, "rb") as file:
                return file.read(MAX_NOTEBOOK + 1)
        except OSError:
            return GONE


class OneFile(Folder):
    """A single notebook."""

    def __init__(self, path: FilePath) -> None:
        super().__init__(Path(path).parent)
        self.file = Path(path).name

    def paths(self) -> list[str]:
        """The notebook's name."""
        return [self.file]


class Zip:
    """Submissions in a zip."""

    def __init__(self, path: FilePath) -> None:
        self.path = path
        self.name = Path(path).stem
        try:
            with zipfile.ZipFile(path) as archive:
                self.entries = archive.infolist()
        except (zipfile.BadZipFile, OSError) as error:
            raise SubmissionsError(f"{path} is no zip that can be read: {error}") from error
        if len(self.entries) > MAX_ENTRIES:
            raise SubmissionsError(
                f"{path} has {len(self.entries)} entries, expected at most {MAX_ENTRIES}"
            )
        self.entry_of = {_name_in_zip(entry): entry for entry in self.entries}

    def paths(self) -> list[str]:
        """Every file in the zip; links and names that lead out of it are left out."""
        found = []
        for name, entry in self.entry_of.items():
            path = PurePosixPath(name)
            is_link = stat.S_ISLNK(entry.external_attr >> 16)
            if entry.is_dir() or is_link or path.is_absolute() or ".." in path.parts:
                continue
            if any(part.startswith((".", "__MACOSX")) for part in path.parts):
                continue
            if "\\" not in name:
                found.append(name)
        return sorted(found)

    def read(self, path: str) -> bytes:
        """The bytes of a notebook; no more than one too many, however far they unpack."""
        with zipfile.ZipFile(self.path) as archive:
            try:
                with archive.open(self.entry_of[path]) as file:
                    return file.read(MAX_NOTEBOOK + 1)
            except (RuntimeError, NotImplementedError):  # a password, another program's packing
                return LOCKED
            except Exception:  # each way of packing has errors of its own
                return DAMAGED


def _name_in_zip(entry: zipfile.ZipInfo) -> str:
    """The name of an entry. macOS writes UTF-8 and does not say so; Python then reads CP437."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def open_source(path: FilePath) -> Source:
    """A folder, a zip or a notebook; SubmissionsError if it is none."""
    if os.path.isdir(path):
        return Folder(path)
    if os.path.isfile(path):
        return OneFile(path) if is_notebook(os.fspath(path)) else Zip(path)
    raise SubmissionsError(f"there is no folder, zip or notebook {str(path)!r}")


def listed(names: Sequence[str], most: int = 5) -> str:
    """The first names, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def is_notebook(path: str) -> bool:
    """True if a file's name says that it is a notebook, ``.IPYNB`` included."""
    return path.lower().endswith(".ipynb")
