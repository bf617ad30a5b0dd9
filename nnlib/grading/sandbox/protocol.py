"""What parent and child say to each other: JSON and raw bytes, nothing that can run.

A message is two lengths, that of its JSON and that of its arrays' bytes, then the JSON, then
the bytes. Everything is bounded before it is read.
The child's side holds a student's code, so the parent believes nothing: an array is taken for
what its bytes are, and anything that is not a plain number, text, list, dictionary or array
comes over as its type's name and no more.

The child runs this same file, with nothing but Python and NumPy beside it.
"""

from __future__ import annotations

import json
import math
import struct
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import socket

MAX_JSON = 1_000_000  # bytes
MAX_BYTES = 16_000_000  # of a message's arrays
MAX_ITEMS = 10_000  # entries of all lists and dictionaries of a message
MAX_DEPTH = 6
MAX_TEXT = 20_000  # characters
DTYPES = {f"{kind}{size}" for kind in "iu" for size in (1, 2, 4, 8)} | {
    "b1", "f2", "f4", "f8", "c8", "c16"
}  # fmt: skip


class ProtocolError(Exception):
    """The other side broke the rules."""


class Opaque:
    """Stands for a value that did not come over: only its type's name did."""

    def __init__(self, name: str) -> None:
        self.name = name


class Writer:
    """Turns values into JSON, and collects the arrays' bytes.

    Parameters
    ----------
    refer : callable ``(value) -> dict or None``, optional
        Gives a reference for a value that is to stay on this side, such as a function.
    known : callable ``(array) -> dict or None``, optional
        Gives a reference for an array that the other side has already.
    """

    def __init__(
        self,
        refer: Callable[[Any], dict[str, Any] | None] = lambda value: None,
        known: Callable[[Any], dict[str, Any] | None] = lambda array: None,
    ) -> None:
        self.refer = refer
        self.known = known
        self.buffers: list[bytes] = []
        self.n_bytes = 0
        self.n_items = 0

    def encode(self, value: Any, depth: int = 0) -> Any:
        """The JSON form of a value."""
        self.n_items += 1
        if self.n_items > MAX_ITEMS or depth > MAX_DEPTH:
            return {"opaque": type(value).__name__[:100]}
        kind = type(value)
        if value is None or kind is bool:
            return value
        if value is Ellipsis:  # an answer that was never written
            return {"ellipsis": ""}
        if kind is int:
            return {"int": str(value)} if value.bit_length() <= 1000 else {"opaque": "int"}
        if kind is float:
            return {"float": value.hex()}
        if kind is str:
            return value if len(value) <= MAX_TEXT else {"opaque": "str"}
        if kind is np.ndarray or (isinstance(value, np.generic) and kind.__module__ == "numpy"):
            return self.known(value) or self._array(value)
        if is_generator(value):
            return {"generator": state_of(value)}
        if isinstance(value, list | tuple):
            items = [self.encode(item, depth + 1) for item in value]
            return {"list" if isinstance(value, list) else "tuple": items}
        if kind is dict and all(map(is_key, value)):
            entries = [[self.key(k), self.encode(v, depth + 1)] for k, v in value.items()]
            return {"dict": entries}
        return self.refer(value) or {"opaque": _type_name(kind)}

    def key(self, key: Any) -> Any:
        """A dictionary's key: a text as it is, a number or a tuple in its form, else its text."""
        return self.encode(key) if type(key) is not str and is_key(key) else str(key)

    def _array(self, value: Any) -> dict[str, Any]:
        array = np.asarray(value)
        dtype = array.dtype.str[1:]
        if dtype not in DTYPES or self.n_bytes + array.nbytes > MAX_BYTES:
            name = (
                f"array of {array.dtype}" if dtype not in DTYPES else "array too large to look at"
            )
            return {"opaque": name[:100]}
        data = np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<")).tobytes()
        self.buffers.append(data)
        self.n_bytes += len(data)
        return {
            "array": dtype,
            "shape": list(array.shape),
            "scalar": not isinstance(value, np.ndarray),
            "by_columns": array.flags.fnc,  # a transposed array: its ravel() is a copy there too
        }


class Reader:
    """Turns JSON and bytes back into values.

    Parameters
    ----------
    data : bytes
        All the arrays of the message, one after the other.
    resolve : callable ``(dict) -> value``, optional
        Finds what a reference stands for.
    stand_in : callable ``(name) -> object``
        Makes something for a value of which only the type's name came over.
    """

    def __init__(
        self,
        data: bytes,
        resolve: Callable[[dict[str, Any]], Any] | None = None,
        stand_in: Callable[[str], Any] = Opaque,
    ) -> None:
        self.data = memoryview(data)
        self.resolve = resolve
        self.stand_in = stand_in
        self.n_items = 0

    def decode(self, form: Any, depth: int = 0) -> Any:
        """The value of a JSON form; ProtocolError if it is not one."""
        self.n_items += 1
        if self.n_items > MAX_ITEMS or depth > MAX_DEPTH:
            raise ProtocolError("a value with too many parts")
        if form is None or type(form) in (bool, str):
            return form
        if type(form) is not dict or not form:
            raise ProtocolError(f"a {type(form).__name__} where a value should be")
        if "array" in form:
            return self._array(form)
        kind, content = next(iter(form.items()))
        if kind in ("int", "float") and type(content) is str:
            return self._number(kind, content)
        if kind == "opaque" and type(content) is str:
            return self.stand_in(content[:100])
        if kind == "ellipsis":
            return Ellipsis
        if kind == "generator":
            return generator(content)
        if kind in ("list", "tuple") and type(content) is list:
            items = [self.decode(item, depth + 1) for item in content]
            return items if kind == "list" else tuple(items)
        if kind == "dict" and type(content) is list:
            return {self.key(k): self.decode(item, depth + 1) for k, item in map(pair, content)}
        if self.resolve is not None:
            return self.resolve(form)
        raise ProtocolError(f"no such kind of value: {str(kind)[:50]}")

    def key(self, form: Any) -> Any:
        """The key that a text or a form stands for; ProtocolError if it cannot be one."""
        key = form if type(form) is str else self.decode(form, MAX_DEPTH - 1)
        if not is_key(key):
            raise ProtocolError("a dictionary with an odd key")
        return key

    def _number(self, kind: str, content: str) -> int | float:
        try:
            return int(content[:400]) if kind == "int" else float.fromhex(content[:100])
        except (ValueError, OverflowError) as error:
            raise ProtocolError(f"not a number: {content[:50]!r}") from error

    def _array(self, form: dict[str, Any]) -> Any:
        dtype, shape = form["array"], form.get("shape")
        if type(dtype) is not str or dtype not in DTYPES:
            raise ProtocolError("an array with an odd type")
        if type(shape) is not list or len(shape) > 16:
            raise ProtocolError("an array with an odd shape")
        if not all(type(n) is int and 0 <= n <= MAX_BYTES for n in shape):
            raise ProtocolError("an array with an odd shape")
        dtype = np.dtype("<" + dtype)
        n_bytes = dtype.itemsize * math.prod(shape)
        if dtype.itemsize * math.prod(n or 1 for n in shape) > MAX_BYTES:  # NumPy minds it too
            raise ProtocolError("an array with an odd shape")
        if n_bytes > len(self.data):
            raise ProtocolError("an array that is larger than its bytes")
        data, self.data = self.data[:n_bytes], self.data[n_bytes:]
        array = np.frombuffer(data, dtype).reshape(shape).astype(dtype.newbyteorder("="))
        if form.get("by_columns") is True:
            return np.asfortranarray(array)
        return array[()] if form.get("scalar") is True and array.ndim == 0 else array


def is_generator(value: Any) -> bool:
    """True for a generator of random numbers as ``np.random.default_rng`` makes it."""
    return type(value) is np.random.Generator and type(value.bit_generator) is np.random.PCG64


def state_of(value: np.random.Generator) -> list[str]:
    """The numbers that say what a generator will give next."""
    state: Any = value.bit_generator.state
    inner = state["state"]["state"], state["state"]["inc"]
    return [str(number) for number in (*inner, state["has_uint32"], state["uinteger"])]


def generator(numbers: Any) -> np.random.Generator:
    """A generator in the state of these numbers; ProtocolError if they are none."""
    limits = 2**128, 2**128, 2, 2**32
    if type(numbers) is not list or len(numbers) != len(limits):
        raise ProtocolError("an odd generator")
    if not all(type(n) is str and n.isascii() and n.isdigit() and len(n) < 40 for n in numbers):
        raise ProtocolError("an odd generator")
    state, inc, has_half, half = map(int, numbers)
    if any(n >= limit for n, limit in zip((state, inc, has_half, half), limits, strict=True)):
        raise ProtocolError("an odd generator")
    bits = np.random.PCG64(0)
    whole: Any = {"bit_generator": "PCG64", "state": {"state": state, "inc": inc}}
    bits.state = whole | {"has_uint32": has_half, "uinteger": half}
    return np.random.Generator(bits)


def is_key(key: Any) -> bool:
    """True for what crosses as a key of a dictionary: a text, a number, a tuple of these."""
    if type(key) is tuple:
        return all(type(part) is not tuple and is_key(part) for part in key)
    return type(key) is str or (type(key) is int and abs(key) < 2**53)


def pair(entry: Any) -> list[Any]:
    """An entry of a dictionary: its key, or the form of it, and the form of its value."""
    if type(entry) is list and len(entry) == 2 and type(entry[0]) in (str, dict):
        return entry
    raise ProtocolError("a dictionary with an odd entry")


def _type_name(kind: type) -> str:
    name = str(getattr(kind, "__qualname__", "object"))
    module = str(getattr(kind, "__module__", ""))
    return (name if module in ("builtins", "__main__") else f"{module}.{name}")[:100]


class Channel:
    """One end of a socket: whole messages, each by a deadline.

    Parameters
    ----------
    sock : socket.socket
    """

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock

    def send(
        self, message: dict[str, Any], buffers: Sequence[bytes] = (), end: float | None = None
    ) -> None:
        """Send a message, a JSON-able dictionary and the bytes of its arrays."""
        text = json.dumps(message).encode()
        head = struct.pack("<II", len(text), sum(map(len, buffers)))
        self._limit(end)
        self.sock.sendall(b"".join([head, text, *buffers]))

    def receive(self, end: float | None = None) -> tuple[dict[str, Any], bytes]:
        """The next message and its bytes.

        Raises
        ------
        TimeoutError
            If it is not there, as a whole, by ``end`` (``time.monotonic()``).
        EOFError
            If the other side is gone.
        ProtocolError
            If it is too large or no JSON.
        """
        n_text, n_bytes = struct.unpack("<II", self._read(8, end))
        if n_text > MAX_JSON or n_bytes > MAX_BYTES:
            raise ProtocolError(f"a message of {n_text} + {n_bytes} bytes")
        text, data = self._read(n_text, end), self._read(n_bytes, end)
        try:
            message = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ProtocolError("a message that is no JSON") from error
        if type(message) is not dict:
            raise ProtocolError("a message that is no object")
        return message, data

    def is_quiet(self) -> bool:
        """True if nothing waits to be read: nobody spoke out of turn."""
        self.sock.settimeout(0)
        try:
            return not self.sock.recv(1, 2)  # 2 is MSG_PEEK; an empty answer is the end
        except (BlockingIOError, ConnectionError):
            return True

    def _read(self, n: int, end: float | None) -> bytes:
        parts = []
        while n > 0:
            self._limit(end)
            part = self.sock.recv(min(n, 1 << 20))
            if not part:
                raise EOFError("the other side is gone")
            parts.append(part)
            n -= len(part)
        return b"".join(parts)

    def _limit(self, end: float | None) -> None:
        if end is None:
            self.sock.settimeout(None)
        elif (left := end - time.monotonic()) > 0:
            self.sock.settimeout(left)
        else:
            raise TimeoutError("no answer in time")
