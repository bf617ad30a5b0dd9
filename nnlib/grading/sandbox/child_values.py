"""What crosses from the child: arguments and their changes, handles of objects, exceptions."""

from __future__ import annotations

import linecache
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from nnlib.grading.sandbox import protocol, standins
else:  # they lie beside this file
    import protocol
    import standins


class Arguments:
    """The values of one request, remembered, so that changes to them can be told.

    Parameters
    ----------
    data : bytes
        Of the request's arrays.
    resolve : callable ``(form, arguments) -> value``
        Finds what a reference stands for.
    """

    def __init__(self, data: bytes, resolve: Callable[[dict[str, Any], Arguments], object]) -> None:
        self.reader = protocol.Reader(data, lambda form: resolve(form, self))
        self.arrays: list[Any] = []  # (array, its bytes and its shape before)
        self.dicts: list[Any] = []  # (dictionary, its entries before)

    def decode(self, form: Any) -> Any:
        """The value of a form."""
        value = self.reader.decode(form)
        self._remember(value)
        return value

    def _remember(self, value: Any) -> None:
        """Note every array and dictionary of a value, in order."""
        if isinstance(value, np.ndarray):
            self.arrays.append([value, value.tobytes(), value.shape])
        elif isinstance(value, dict):
            self.dicts.append([value, dict(value)])
            value = list(value.values())
        if isinstance(value, list | tuple):
            for item in value:
                self._remember(item)

    def changes(self, writer: protocol.Writer) -> dict[str, list[Any]]:
        """What is no longer as it came: arrays by number, dictionaries by number."""
        return {"arrays": self._changed_arrays(writer), "dicts": self._changed_dicts(writer)}

    def _changed_arrays(self, writer: protocol.Writer) -> list[Any]:
        arrays = []
        for i, (array, before, shape) in enumerate(self.arrays):
            now = array.tobytes()
            if now != before:
                self.arrays[i][1] = now
                same = array.reshape(shape) if len(now) == len(before) else array
                arrays.append([i, writer.encode(same)])
        return arrays

    def _changed_dicts(self, writer: protocol.Writer) -> list[Any]:
        dicts = []
        known = {id(array): i for i, (array, *_) in enumerate(self.arrays)}
        for i, (dictionary, before) in enumerate(self.dicts):
            same = list(dictionary) == list(before)
            if not same or any(dictionary[key] is not before[key] for key in before):
                entries = [
                    [str(key), {"known": known[id(v)]} if id(v) in known else writer.encode(v)]
                    for key, v in dictionary.items()
                ]
                dicts.append([i, entries])
        return dicts


class Handles:
    """Objects that stay in the child, and of which the parent holds numbers."""

    def __init__(self) -> None:
        self.objects: list[Any] = []

    def __getitem__(self, number: int) -> Any:
        return self.objects[number]

    def refer(self, value: Any) -> dict[str, Any] | None:
        """A handle for an object that stays here."""
        keep_in(value)
        kind = type(value)
        facts: dict[str, Any] = {"object": len(self.objects), "type": str(kind.__name__)[:100]}
        if isinstance(value, type):
            facts["class"] = str(value.__name__)[:100]
            facts["methods"] = methods(value)
        elif callable(value):
            facts["callable"] = True
        elif kind.__module__ not in ("__main__", "nnlib"):  # the student's own, or offered
            return None
        self.objects.append(value)
        return facts


def keep_in(value: Any) -> None:
    """Let no stand-in out."""
    if isinstance(value, standins.StandIn):
        raise standins.Absent(object.__getattribute__(value, "_name"))
    if isinstance(value, standins.Library):
        raise standins.Absent(value.__name__)


def methods(kind: type) -> list[str]:
    """The methods that the student's own classes define."""
    own = [c for c in kind.__mro__ if c.__module__ == "__main__"]
    found = {name for c in own for name, value in vars(c).items() if callable(value)}
    return sorted(str(name)[:100] for name in found)[:200]


def describe(error: BaseException) -> dict[str, Any]:
    """An exception as type, text, and the student's own line."""
    text, (line, number, function) = _text(error), _own_line(error)
    if isinstance(error, SyntaxError) and str(error.filename).startswith("cell "):
        text, line, number = str(error.msg)[:2000], str(error.text or "").strip(), error.lineno or 0
    facts: dict[str, Any] = {
        "type": type(error).__name__[:100],
        "message": text,
        "function": function,
        "bases": [base.__name__[:100] for base in type(error).__mro__][:20],
        "line": f"line {number}: {line}"[:500] if line else "",
    }
    if isinstance(error, NameError | AttributeError):
        facts["name"] = str(error.name or "")[:100]
    if isinstance(error, AttributeError):
        facts["owner"] = type(error.obj).__name__[:100]
    return facts


def _text(error: BaseException) -> str:
    try:
        return str(error)[:2000]
    except Exception:
        return ""


def _own_line(error: BaseException) -> tuple[str, int, str]:
    """The last line of the student's own that an exception passed, its number and function."""
    line, number, function = "", 0, ""
    for frame, line_number in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename.startswith("cell "):
            line = linecache.getline(frame.f_code.co_filename, line_number).strip()
            number = line_number
            function = frame.f_code.co_name
    return line, number, function
