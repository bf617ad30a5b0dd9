"""The IDX format, in which MNIST was published: a few header bytes, then the numbers.

    bytes 0-1   zero
    byte  2     type of the numbers (8 means unsigned bytes)
    byte  3     number of dimensions
    then        size of each dimension, 4 bytes each
    then        the numbers, row after row

All numbers are big-endian: the most significant byte comes first.
"""

from __future__ import annotations

import gzip
import math
import struct
import zlib
from pathlib import Path
from typing import Protocol

import numpy as np

from nnlib._common.types import Array, FilePath

DTYPES = {0x08: ">u1", 0x09: ">i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}
CHUNK = 1 << 20  # bytes read at a time


class Readable(Protocol):
    """Anything that bytes can be read from, such as an open file."""

    def read(self, n_bytes: int, /) -> bytes: ...


def read_idx(path: FilePath) -> Array:
    """Read an IDX file, plain or compressed with gzip (by its name, ``….gz``).

    Memory stays in proportion to what the file really holds: a header that claims
    more is found out before anything of that size is made.

    Parameters
    ----------
    path : str or path

    Returns
    -------
    array
        In the machine's own byte order; its shape and dtype as the header says.

    Raises
    ------
    ValueError
        If the file is not IDX, is cut short or goes on too long, or is not gzip
        though it is named so. The message names the file and the fault.
    """
    path = Path(path)
    with gzip.open(path) if path.suffix == ".gz" else open(path, "rb") as file:
        return read_open_idx(file, path)


def read_open_idx(file: Readable, path: FilePath) -> Array:
    """Read IDX from a file that is open, to its end; ``path`` is what an error calls it."""
    try:
        dtype, shape = _read_header(path, file)
        n_bytes = math.prod(shape) * dtype.itemsize
        data = _read_at_most(file, n_bytes + 1)  # one more tells a file that goes on
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ValueError(f"{path}: a damaged gzip file, or not gzip at all: {error}") from error
    if len(data) < n_bytes:
        claim = f"{n_bytes} bytes of data (shape {shape}, {dtype.itemsize} bytes each)"
        raise ValueError(f"{path}: the header claims {claim}, the file holds {len(data)}")
    if len(data) > n_bytes:
        raise ValueError(f"{path}: the file goes on after the {n_bytes} bytes of data it claims")
    try:
        return np.frombuffer(data, dtype).reshape(shape).astype(dtype.newbyteorder("="))
    except ValueError as error:  # no data, and sizes that no array can have
        raise ValueError(f"{path}: no array has the shape {shape}: {error}") from error


def _read_header(path: FilePath, file: Readable) -> tuple[np.dtype, tuple[int, ...]]:
    """Read the dtype and the shape, or raise ValueError."""
    magic = file.read(4)
    if len(magic) < 4:
        raise ValueError(f"{path}: {len(magic)} bytes long, an IDX file has a header of at least 4")
    if magic[:2] != b"\0\0":
        raise ValueError(f"{path}: not an IDX file, it starts with {magic!r}, expected two zeros")
    if magic[2] not in DTYPES:
        known = ", ".join(f"0x{code:02x}" for code in DTYPES)
        raise ValueError(f"{path}: unknown type code 0x{magic[2]:02x}, expected one of {known}")
    n_dims = magic[3]
    if not 1 <= n_dims <= 32:  # NumPy allows up to 64; no IDX file has more than 4
        raise ValueError(f"{path}: the header claims {n_dims} dimensions, expected 1 to 32")
    sizes = file.read(4 * n_dims)
    if len(sizes) < 4 * n_dims:
        raise ValueError(f"{path}: the header ends before the sizes of its {n_dims} dimensions")
    return np.dtype(DTYPES[magic[2]]), struct.unpack(f">{n_dims}I", sizes)


def _read_at_most(file: Readable, n_bytes: int) -> bytearray:
    """Read up to n_bytes, a chunk at a time, so that a false claim reserves nothing."""
    data = bytearray()
    while len(data) < n_bytes and (chunk := file.read(min(CHUNK, n_bytes - len(data)))):
        data += chunk
    return data
