"""What crosses from the child: arguments and their changes, handles of objects, exceptions."""

from __future__ import annotations

import linecache
import os
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from nnlib.grading.sandbox import protocol, standins
else:  # they lie beside this file
    import protocol
    import standins


MORE = 1000  # entries beyond those that a list had: that it has grown can be told by fewer


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
        self.lists: list[Any] = []  # (list, its entries before)
        self.generators: list[Any] = []  # (generator of random numbers, its state before)

    def decode(self, form: Any) -> Any:
        """The value of a form."""
        value = self.reader.decode(form)
        self._remember(value)
        return value

    def _remember(self, value: Any) -> None:
        """Note every array, dictionary, list and generator of a value, in order."""
        if isinstance(value, np.ndarray):
            self.arrays.append([value, value.tobytes(), value.shape])
        elif isinstance(value, dict):
            self.dicts.append([value, dict(value)])
            value = list(value.values())
        elif isinstance(value, list):
            self.lists.append([value, list(value)])
        elif protocol.is_generator(value):
            self.generators.append([value, protocol.state_of(value)])
        if isinstance(value, list | tuple):
            for item in value:
                self._remember(item)

    def known(self, value: Any) -> dict[str, Any] | None:
        """A reference to an array that came with the request, for one that is that very array."""
        for i, (array, *_) in enumerate(self.arrays):
            if value is array:
                return {"known": i}
        return None

    def changes(self, writer: protocol.Writer) -> dict[str, list[Any]]:
        """What is no longer as it came, by its number: arrays, dictionaries, lists, generators."""
        return {
            "arrays": self._changed_arrays(writer),
            "dicts": self._changed_dicts(writer),
            "lists": self._changed_lists(writer),
            "generators": self._moved_generators(),
        }

    def _changed_arrays(self, writer: protocol.Writer) -> list[Any]:
        arrays = []
        for i, (array, before, shape) in enumerate(self.arrays):
            now = array.tobytes()
            if now != before:
                self.arrays[i][1] = now
                same = array.reshape(shape) if len(now) == len(before) else array.view()
                arrays.append([i, writer.encode(same)])
        return arrays

    def _changed_dicts(self, writer: protocol.Writer) -> list[Any]:
        dicts = []
        for i, (dictionary, before) in enumerate(self.dicts):
            same = list(dictionary) == list(before)
            if not same or any(dictionary[key] is not before[key] for key in before):
                dicts.append(
                    [i, [[writer.key(k), writer.encode(v)] for k, v in dictionary.items()]]
                )
        return dicts

    def _changed_lists(self, writer: protocol.Writer) -> list[Any]:
        """Lists with other entries: each entry's old place, or what is new in it."""
        lists = []
        for i, (now, before) in enumerate(self.lists):
            if len(now) == len(before) and all(a is b for a, b in zip(now, before, strict=True)):
                continue
            places = {id(entry): place for place, entry in enumerate(before)}
            forms = [
                {"kept": places[id(entry)]} if id(entry) in places else writer.encode(entry)
                for entry in now[: len(before) + MORE]
            ]
            lists.append([i, forms])
            self.lists[i][1] = now[: len(before) + MORE]
        return lists

    def _moved_generators(self) -> list[Any]:
        moved = []
        for i, (generator, before) in enumerate(self.generators):
            now = protocol.state_of(generator)
            if now != before:
                self.generators[i][1] = now
                moved.append([i, now])
        return moved


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
            facts["methods"], facts["properties"] = methods(value)
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


def methods(kind: type) -> tuple[list[str], list[str]]:
    """The methods and the properties that the student's own classes define."""
    own = [c for c in kind.__mro__ if c.__module__ == "__main__"]
    named = [(str(name)[:100], value) for c in own for name, value in vars(c).items()]
    found = {name for name, value in named if callable(value)}
    read = {name for name, value in named if isinstance(value, property)}
    return sorted(found)[:200], sorted(read)[:200]


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
    """The student's last line that an exception passed, its number, and the last method there."""
    line, number, function, method = "", 0, "", ""
    ours = os.path.dirname(__file__), os.path.dirname(np.__file__)
    for frame, line_number in traceback.walk_tb(error.__traceback__):
        code = frame.f_code
        if code.co_filename.startswith("cell "):
            line = linecache.getline(code.co_filename, line_number).strip()
            number = line_number
            function = code.co_name
        if code.co_varnames[:1] == ("self",) and not code.co_filename.startswith(ours):
            method = code.co_name
    is_unwritten = isinstance(error, NotImplementedError)  # then it says which function that is
    return line, number, function if is_unwritten else method
