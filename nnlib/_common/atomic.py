"""Files that are whole or not there."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from nnlib._common.types import FilePath


@contextlib.contextmanager
def replacing(path: FilePath, *, binary: bool = False) -> Iterator[IO[Any]]:
    """Write a file that takes the place of an old one, in one step, when it is whole.

    An interruption or an error leaves the old file as it was, and nothing beside it.

    Parameters
    ----------
    path : str or path
    binary : bool
        Whether bytes are written, or text in UTF-8.

    Yields
    ------
    file object, open for writing
    """
    path = Path(path)
    # Beside the file, since a rename is atomic only within one file system.
    scratch = path.with_name(f".{path.name}.{os.getpid()}.part")
    # What UTF-8 cannot write, half a pair of surrogates, is escaped: in JSON as JSON wants it.
    text = {"encoding": "utf-8", "errors": "backslashreplace", "newline": ""}
    options: dict[str, Any] = {} if binary else text
    try:
        with open(scratch, "wb" if binary else "w", **options) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(scratch, path)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise


def write_atomically(path: FilePath, text: str) -> None:
    """Replace a file's text in one step."""
    with replacing(path) as file:
        file.write(text)
