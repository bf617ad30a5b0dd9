"""Arguments of a call: what the child changed in place is changed here too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from nnlib.grading.sandbox.protocol import (
    MAX_BYTES,
    ProtocolError,
    Reader,
    Writer,
    generator,
    is_generator,
    pair,
)
from nnlib.grading.sandbox.proxies import RemoteFunction, RemoteObject

if TYPE_CHECKING:
    from nnlib.grading.sandbox.link import Link


class ArgumentWriter(Writer):
    """A writer that remembers what can be changed, to change it as the child did."""

    def __init__(self, link: Link) -> None:
        super().__init__(self._refer)
        self.link = link
        self.arrays: list[np.ndarray] = []
        self.dicts: list[dict[str, Any]] = []
        self.lists: list[list[Any]] = []
        self.generators: list[np.random.Generator] = []
        self.n_referred = 0  # bytes of the arrays that the child's message has referred to

    def encode(self, value: Any, depth: int = 0) -> Any:
        """The JSON form of a value."""
        if type(value) is np.ndarray:
            self.arrays.append(value)
        elif type(value) is dict:
            self.dicts.append(value)
        elif isinstance(value, list):
            self.lists.append(value)
        elif is_generator(value):
            self.generators.append(value)
        return super().encode(value, depth)

    def _refer(self, value: Any) -> dict[str, Any] | None:
        if isinstance(value, RemoteObject | RemoteFunction):
            return {"object": value.__dict__["_number"]}
        if isinstance(value, type) and issubclass(value, RemoteObject):
            return {"object": value._class_number}
        return self.link.lend(value) if callable(value) else None

    def update(self, changed: Any, reader: Reader) -> None:
        """Do to our arrays, dictionaries, lists and generators what the child did to its copies."""
        if type(changed) is not dict:
            raise ProtocolError("no word of what changed")
        for number, form in _entries(changed.get("arrays"), len(self.arrays)):
            array, now = self.arrays[number], reader.decode(form)
            if type(now) is not np.ndarray or (now.shape, now.dtype) != (array.shape, array.dtype):
                raise ProtocolError("an argument that changed its shape")
            array[...] = now
        for number, entries in _entries(changed.get("dicts"), len(self.dicts)):
            forms = list(map(pair, entries)) if type(entries) is list else []
            new = {reader.key(key): reader.decode(form) for key, form in forms}
            self.dicts[number].clear()
            self.dicts[number].update(new)
        for number, forms in _entries(changed.get("lists", []), len(self.lists)):
            if type(forms) is not list:
                raise ProtocolError("a list that became something else")
            ours = self.lists[number]
            ours[:] = [_entry(form, ours, reader) for form in forms]
        for number, state in _entries(changed.get("generators", []), len(self.generators)):
            moved: Any = generator(state).bit_generator
            self.generators[number].bit_generator.state = moved.state

    def sent(self, form: dict[str, Any]) -> Any:
        """The array of ours that the child refers to, or ProtocolError."""
        number = form["known"]
        if type(number) is not int or not 0 <= number < len(self.arrays):
            raise ProtocolError("an array that was not sent")
        array = self.arrays[number]
        self.n_referred += array.nbytes
        if self.n_referred > MAX_BYTES:
            raise ProtocolError("more arrays than a message may hold")
        return array


def _entry(form: Any, ours: list[Any], reader: Reader) -> Any:
    """An entry of a list: one that it had before, by its old place, or what a form holds."""
    if type(form) is not dict or "kept" not in form:
        return reader.decode(form)
    place = form["kept"]
    if type(place) is not int or not 0 <= place < len(ours):
        raise ProtocolError("an entry that the list never had")
    return ours[place]


def _entries(pairs: Any, n: int) -> Iterator[tuple[int, Any]]:
    """Pairs of a number below n and something, or ProtocolError."""
    if type(pairs) is not list:
        raise ProtocolError("no list of changes")
    for change in pairs:
        if type(change) is not list or len(change) != 2 or type(change[0]) is not int:
            raise ProtocolError("an odd change")
        if not 0 <= change[0] < n:
            raise ProtocolError("a change of what was not sent")
        yield change[0], change[1]
