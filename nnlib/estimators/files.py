"""A fitted model as a file: NumPy's .npz, with the facts beside the arrays as JSON.

Nothing in such a file is ever run: it holds numbers and text only, and an array of objects
in it is refused by NumPy.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from typing import Any

import numpy as np

from nnlib._common.atomic import replacing
from nnlib._common.types import Arrays, FilePath

FORMAT = "nnlib model"
VERSION = 1  # raise it when an older library could not read what is written here


def write_model(path: FilePath, facts: dict[str, Any], arrays: Arrays) -> None:
    """Write a model to a file, which holds either what it held before or all of the model.

    Parameters
    ----------
    path : str or path
    facts : dict
        What JSON can hold, and NumPy's numbers.
    arrays : dict of str to array

    Raises
    ------
    ValueError
        If one of the facts is of another kind.
    """
    facts = {"format": FORMAT, "version": VERSION, **facts}
    try:
        text = json.dumps(facts, default=_plain)
    except TypeError as error:
        raise ValueError(f"the model holds what a file cannot keep: {error}") from error
    with replacing(path, binary=True) as file:
        content: dict[str, Any] = {"facts": np.frombuffer(text.encode(), np.uint8), **arrays}
        np.savez(file, **content)


def read_model(path: FilePath, class_name: str) -> tuple[dict[str, Any], Arrays]:
    """Read what ``write_model`` wrote.

    Parameters
    ----------
    path : str or path
    class_name : str
        Name of the class that the model must have.

    Returns
    -------
    facts, arrays : dicts

    Raises
    ------
    ValueError
        With a sentence, if the file is no such model.
    """
    with open(path, "rb") as file:
        if file.read(2) != b"PK":
            raise ValueError(f"{path} is no model: it is not an .npz file")
        file.seek(0)
        try:
            with np.load(file) as content:
                arrays = {name: content[name] for name in content.files}
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError) as error:
            raise ValueError(f"{path} is damaged or was cut off: {error}") from error
    try:
        facts = json.loads(arrays.pop("facts").tobytes())
        is_model = facts["format"] == FORMAT
        version = int(facts["version"])
        held = facts["class"]
    except (KeyError, TypeError, ValueError):
        is_model = False
    if not is_model:
        raise ValueError(f"{path} is no model: it is an .npz file of something else")
    if version > VERSION:
        raise ValueError(
            f"{path} was written by a newer nnlib (file version {version}, this one reads "
            f"up to {VERSION}): update nnlib"
        )
    if held != class_name:
        raise ValueError(f"{path} holds a {held}, not a {class_name}: use {held}.load")
    return facts, arrays


def _plain(value: object) -> object:
    """NumPy's numbers and arrays as Python's, for JSON."""
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    raise TypeError(f"{value!r} of type {type(value).__name__}")
