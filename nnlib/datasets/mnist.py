"""MNIST: 70 000 handwritten digits of 28 x 28 pixels, shipped with this package.

By Yann LeCun, Corinna Cortes and Christopher Burges; CC BY-SA 3.0, see mnist/LICENSE.
"""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import numpy as np
from numpy.typing import DTypeLike

from nnlib._common.types import Array, FilePath
from nnlib._common.validation import int_between
from nnlib.datasets.idx import Readable, read_open_idx
from nnlib.datasets.split import Split

FOLDER = Path(__file__).parent / "mnist"
# SHA-256 of the uncompressed files.
SHA256 = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}


def load_mnist(
    *, n_validation: int = 10_000, dtype: DTypeLike = np.float32, folder: FilePath = FOLDER
) -> Split:
    """Load MNIST's 60 000 training and 10 000 test digits.

    Parameters
    ----------
    n_validation : int
        How many of the training digits, the last ones, to set aside for validation;
        0 gives all 60 000 for training.
    dtype : numpy.float32, numpy.float64 or numpy.uint8
        Floats are scaled to [0, 1]; uint8 gives the pixels as stored, 0 to 255.
    folder : path
        Folder that holds the four files, compressed with gzip.

    Returns
    -------
    Split
        X in rows of 784 pixels, y integers from 0 to 9.

    Raises
    ------
    ValueError
        If a file is not the published one, or an option is out of range.
    """
    int_between("n_validation", n_validation, 0, 59_999)
    if dtype not in (np.float32, np.float64, np.uint8, "float32", "float64", "uint8"):
        raise ValueError(f"dtype must be float32, float64 or uint8, got {dtype!r}")
    X_train, y_train, X_test, y_test = (_read_verified(Path(folder), name) for name in SHA256)
    X_train, X_test = _as_rows(X_train, dtype), _as_rows(X_test, dtype)
    n = len(X_train) - n_validation
    return Split(X_train[:n], y_train[:n], X_train[n:], y_train[n:], X_test, y_test)


class _Hashed:
    """An open file that keeps the SHA-256 of all that was read from it."""

    def __init__(self, file: Readable) -> None:
        self.file = file
        self.sha256 = hashlib.sha256()

    def read(self, n_bytes: int) -> bytes:
        data = self.file.read(n_bytes)
        self.sha256.update(data)
        return data


def _read_verified(folder: Path, name: str) -> Array:
    """Read one of the four files, whose bytes must be the published ones."""
    path = folder / f"{name}.gz"
    with gzip.open(path) as opened:
        file = _Hashed(opened)
        values = read_open_idx(file, path)
    digest = file.sha256.hexdigest()
    if digest != SHA256[name]:
        raise ValueError(
            f"{path}: not the published file, its SHA-256 is {digest}, expected {SHA256[name]}"
        )
    return values.astype(np.int64) if values.ndim == 1 else values


def _as_rows(images: Array, dtype: DTypeLike) -> Array:
    """Lay each image out as one row, and scale floats to [0, 1]."""
    rows = images.reshape(len(images), -1).astype(dtype)
    if rows.dtype != np.uint8:
        rows /= 255
    return rows
