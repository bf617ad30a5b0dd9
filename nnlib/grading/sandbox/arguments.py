"""Arguments of a call: what the child changed in place is changed here too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from nnlib.grading.sandbox.protocol import ProtocolError, Reader, Writer, pair
from nnlib.grading.sandbox.proxies import RemoteFunction, RemoteObject

if TYPE_CHECKING:
    from nnlib.grading.sandbox.link import Link


class ArgumentWriter(Writer):
    """A writer that remembers arrays and dictionaries, to change them as the child did."""

    def __init__(self, link: Link) -> None:
        super().__init__(self._refer)
        self.link = link
        self.arrays: list[np.ndarray] = []
        self.dicts: list[dict[str, Any]] = []

    def encode(self, value: Any, depth: int = 0) -> Any:
        """The JSON form of a value."""
        if type(value) is np.ndarray:
            self.arrays.append(value)
        elif type(value) is dict:
            self.dicts.append(value)
        return super().encode(value, depth)

    def _refer(self, value: Any) -> dict[str, Any] | None:
        if isinstance(value, RemoteObject | RemoteFunction):
            return {"object": value.__dict__["_number"]}
        if isinstance(value, type) and issubclass(value, RemoteObject):
            return {"object": value._class_number}
        return self.link.lend(value) if callable(value) else None

    def update(self, changed: Any, reader: Reader) -> None:
        """Do to our arrays and dictionaries what the child did to its copies."""
        if type(changed) is not dict:
            raise ProtocolError("no word of what changed")
        for number, form in _entries(changed.get("arrays"), len(self.arrays)):
            array, now = self.arrays[number], reader.decode(form)
            if type(now) is not np.ndarray or (now.shape, now.dtype) != (array.shape, array.dtype):
                raise ProtocolError("an argument that changed its shape")
            array[...] = now
        for number, entries in _entries(changed.get("dicts"), len(self.dicts)):
            now = {}
            for key, form in map(pair, entries if type(entries) is list else ()):
                known: Any = form.get("known") if type(form) is dict else None
                is_ours = type(known) is int and 0 <= known < len(self.arrays)
                now[key] = self.arrays[known] if is_ours else reader.decode(form)
            self.dicts[number].clear()
            self.dicts[number].update(now)


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
