"""The parent's side of a child: start it, ask it, and put it away.

``Link.look`` gives what the student has under a name: a number or an array as it is, and for
a function, a class or an object a proxy that can be called and whose attributes can be read
and set, so that the course's checks work on it as on their own.
"""

from __future__ import annotations

import builtins
import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Self

import numpy as np

from nnlib.grading.protocol import Channel, ProtocolError, Reader, Writer, pair
from nnlib.grading.sandbox import Trusting
from nnlib.judge.deadline import TimeUp

CALL_SECONDS = 3.0
START_SECONDS = 20.0
GRACE_SECONDS = 2.0  # for a child to stop a cell of its own accord
TOO_LONG = "your code took too long and was stopped"
MAX_REACH = 5_000_000  # numbers that a function of ours may be made to produce


class ChildGone(RuntimeError):
    """The child ended, or did what it must not."""


class Stopped(TimeUp):
    """A cell took too long and was stopped at a line; the child lives.

    Parameters
    ----------
    line : int
        As the child says.
    """

    def __init__(self, line: int) -> None:
        super().__init__(TOO_LONG)
        self.line = line


class Link:
    """A child and the socket to it.

    Parameters
    ----------
    sandbox : Trusting, Bubblewrap or Landlocked
        How to start one.

    Attributes
    ----------
    fate : str
        Why it can no longer be asked; empty while it can.
    """

    def __init__(self, sandbox: Trusting) -> None:
        self.process, sock = sandbox.start()
        self.channel = Channel(sock)
        self.fate = ""
        self.functions: list[Callable[..., Any]] = []  # ours, which the child may call
        self.n_requests = 0
        self.started = False
        self.asking = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child, and whatever it has started where the sandbox allows that."""
        self.channel.sock.close()
        if self.process.returncode is None:  # else its number may be another's by now
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)  # it leads a session of its own
        self.process.wait()
        self.fate = self.fate or "it was put away"

    def run(self, code: str, name: str, seconds: float) -> None:
        """Run a cell; raises what it raised, ``Stopped``, ``TimeUp`` or ``ChildGone``."""
        message = {"do": "run", "code": code, "name": name, "seconds": seconds}
        found = self._ask(message, Writer(), seconds + GRACE_SECONDS)
        self.settle()
        if type(found) is dict and type(found.get("stopped")) is int:
            raise Stopped(found["stopped"])

    def offer(self, things: Mapping[str, Any], sources: Mapping[str, str] | None = None) -> None:
        """Give the student's cells functions, values and sources of classes of ours by name."""
        # A Writer and not Sent: what it does to them later is its own affair.
        writer = Writer(lambda value: self.lend(value) if callable(value) else None)
        names = {name: writer.encode(value) for name, value in things.items()}
        self._ask({"do": "offer", "names": names, "sources": dict(sources or {})}, writer)

    def settle(self) -> None:
        """Hear that it waits for the next question; whoever said more than he was asked is out."""
        self._ask({"do": "look", "name": ""}, Writer())

    def look(self, name: str) -> Any:
        """What the student has under a name; ``None`` if nothing."""
        found = self._ask({"do": "look", "name": name}, Writer())
        if type(found) is not dict:
            raise self._broken("an odd answer")
        return found.get("found")

    def lend(self, function: Callable[..., Any]) -> dict[str, Any]:
        """A reference by which the child can call a function of ours."""
        self.functions.append(function)
        return {"parent": len(self.functions) - 1}

    def call(self, number: int, method: str, args: Sequence[Any], options: dict[str, Any]) -> Any:
        """Call an object of the child's, or a method of it."""
        writer = Sent(self)
        message = {"do": "call", "object": number, "method": method}
        message |= {"args": writer.encode(list(args)), "options": writer.encode(options)}
        return self._ask(message, writer)

    def get(self, number: int, name: str) -> Any:
        """Read an attribute."""
        return self._ask({"do": "get", "object": number, "name": name}, Writer())

    def set(self, number: int, name: str, value: Any) -> None:
        """Set an attribute."""
        writer = Sent(self)
        message = {"do": "set", "object": number, "name": name, "value": writer.encode(value)}
        self._ask(message, writer)

    def _ask(self, message: dict[str, Any], writer: Writer, seconds: float = CALL_SECONDS) -> Any:
        """Send a request, serve the child's own, and take the answer."""
        if self.fate:
            raise ChildGone(self.fate)
        if self.asking:
            raise self._broken("it asked for itself within its own question")
        if not self.channel.is_quiet():
            raise self._broken("it spoke before it was asked")
        self.asking = True
        try:
            return self._converse(message, writer, seconds)
        finally:
            self.asking = False

    def _converse(self, message: dict[str, Any], writer: Writer, seconds: float) -> Any:
        self.n_requests += 1
        seconds += 0 if self.started else START_SECONDS
        end = time.monotonic() + seconds
        try:
            self.channel.send({"id": self.n_requests, **message}, writer.buffers, end)
            while True:
                answer, data = self.channel.receive(end)
                if answer.get("id") != self.n_requests:
                    raise ProtocolError("an answer to another question")
                reader = Reader(data, self._resolve, stand_in)
                if "callback" not in answer:
                    break
                self._serve(answer, reader, writer, end)
        except TimeoutError:
            self.fate = TOO_LONG
            raise TimeUp from None
        except TimeUp:
            self.fate = TOO_LONG
            raise
        except (EOFError, ConnectionError):
            self.fate = "your code ended the whole program: by an exit, or for want of memory"
            raise ChildGone(self.fate) from None
        except ProtocolError as error:
            raise self._broken(str(error)) from None
        self.started = True
        if message["do"] == "call" and type(answer.get("printed")) is str:
            sys.stdout.write(answer["printed"][:2000])  # the judge catches it
        return self._take(answer, reader, writer)

    def _take(self, answer: dict[str, Any], reader: Reader, writer: Writer) -> Any:
        """The value of an answer, or the exception that it tells of."""
        try:
            value = None if "error" in answer else reader.decode(answer.get("value"))
            if isinstance(writer, Sent):
                writer.update(answer.get("changed"), reader)
        except ProtocolError as error:
            raise self._broken(str(error)) from None
        if "error" in answer:
            raise raised(answer["error"])
        return value

    def _serve(self, question: dict[str, Any], reader: Reader, writer: Writer, end: float) -> None:
        """Run a function of ours for the child."""
        number = question["callback"]
        if type(number) is not int or not 0 <= number < len(self.functions):
            raise ProtocolError("a question about a function that nobody lent")
        args, options = reader.decode(question.get("args")), reader.decode(question.get("options"))
        if isinstance(writer, Sent):
            writer.update(question.get("changed"), reader)
        if type(args) is not list or type(options) is not dict:
            raise ProtocolError("odd arguments")
        reply = Writer()
        try:
            if reach(args + list(options.values())) > MAX_REACH:
                raise ValueError("these numbers are too large while the course grades")
            with np.errstate(all="ignore"):
                value = self.functions[number](*args, **options)
            message = {"value": reply.encode(value)}
        except (TimeUp, ChildGone):
            raise
        except Exception as error:  # the student's arguments made it fail: her own error
            text = str(error)[:500]
            message, reply = {"error": {"type": type(error).__name__, "message": text}}, Writer()
        self.channel.send(message, reply.buffers, end)

    def _resolve(self, form: dict[str, Any]) -> Any:
        """A proxy for an object that stayed in the child."""
        number, kind = form.get("object"), form.get("type")
        if type(number) is not int or type(kind) is not str:
            raise ProtocolError("an odd reference")
        if type(form.get("class")) is str:
            methods = form.get("methods")
            if type(methods) is not list or not all(type(name) is str for name in methods):
                raise ProtocolError("an odd class")
            return remote_class(self, number, form["class"][:100], methods[:200])
        if form.get("callable") is True:
            return remote(RemoteFunction, self, number, kind)
        return remote(RemoteObject, self, number, kind)

    def _broken(self, reason: str) -> ChildGone:
        self.fate = f"your code meddled with the grading: {reason}"
        self.process.kill()
        return ChildGone(self.fate)


class Sent(Writer):
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


class RemoteFunction:
    """A function in the child."""

    _link: Link
    _number: int

    def __call__(self, *args: Any, **options: Any) -> Any:
        return self._link.call(self._number, "", args, options)


class RemoteObject:
    """An object in the child: its methods, and its attributes."""

    _class_number: int

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._link.get(self._number, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._link.set(self._number, name, value)


def reach(values: Iterable[Any]) -> int:
    """About how many numbers a function of ours might have to make of its arguments."""
    sizes = [1]
    product = 1
    for value in values:
        if isinstance(value, int | np.integer):
            product *= max(abs(int(value)), 1)
        elif isinstance(value, list | tuple):
            product *= reach(value)
        elif isinstance(value, np.ndarray):
            sizes.append(value.size)
            if value.dtype.kind in "iu" and value.size == 1:
                product *= max(abs(int(value.item())), 1)
    return product * max(sizes)


def remote(base: type, link: Link, number: int, kind: str) -> Any:
    """A proxy for an object or a function of the child's, by the name of its type."""
    body = {"__module__": "builtins"}  # for a message that tells it
    proxy: Any = object.__new__(type(printable(kind[:100]), (base,), body))
    proxy.__dict__.update(_link=link, _number=number)
    return proxy


def remote_class(link: Link, number: int, name: str, methods: list[str]) -> type:
    """A proxy for a class of the child's: calling it makes an object there.

    Its methods stand in it by name, so that a check can see which were written.
    """

    def construct(cls: type, *args: Any, **options: Any) -> Any:
        made = link.call(number, "", args, options)
        if not isinstance(made, RemoteObject):
            return made
        proxy: Any = object.__new__(cls)
        proxy.__dict__.update(made.__dict__)
        return proxy

    def forward(method: str) -> Callable[..., Any]:
        def call(self: RemoteObject, *args: Any, **options: Any) -> Any:
            return self._link.call(self._number, method, args, options)

        return call

    body = {"__new__": construct, "_class_number": number}
    own = [m for m in methods if not (m.startswith("__") and m.endswith("__"))]
    body |= {method: forward(method) for method in own}
    return type(printable(name), (RemoteObject,), body)


def stand_in(name: str) -> Any:
    """An object whose type has that name, for a message that tells it."""
    if name.startswith("array of object"):
        return np.empty(0, object)
    return type(printable(name), (), {"__module__": "builtins"})()


def printable(name: str) -> str:
    """A name that a type can have."""
    return "".join(c for c in name if c.isprintable()) or "object"


def raised(facts: Any) -> Any:
    """The exception that the child tells of, with the student's own line."""
    if type(facts) is not dict:
        facts = {}
    text = {key: value for key, value in facts.items() if type(value) is str}
    bases = facts.get("bases")
    names = [n for n in bases if type(n) is str] if type(bases) is list else []
    base = next((b for b in map(_builtin_exception, names) if b is not None), RuntimeError)
    name = printable(text.get("type", "Error")[:100])
    message = text.get("message", "")[:2000]
    error: Any
    if issubclass(base, AttributeError):
        owner = stand_in(text.get("owner", "object")[:100])
        error = AttributeError(message, name=text.get("name", ""), obj=owner)
    elif issubclass(base, NameError):
        error = NameError(message, name=text.get("name") or None)
    else:
        kind = base if base.__name__ == name else type(name, (base,), {})
        if issubclass(base, KeyError):
            message = message.strip("'")  # it quotes its message, and will again
        with contextlib.suppress(TypeError):
            error = kind(message)
            error.own_line = text.get("line", "")[:500], text.get("function", "")[:100]
            return error
        error = RuntimeError(f"{name}: {message}")
    error.own_line = text.get("line", "")[:500], text.get("function", "")[:100]
    return error


def _builtin_exception(name: str) -> type[BaseException] | None:
    """A built-in exception that stands for the student's own; none that would stop the grading."""
    kind = getattr(builtins, name, None)
    if not isinstance(kind, type) or not issubclass(kind, BaseException):
        return None
    if issubclass(kind, KeyboardInterrupt | GeneratorExit) or kind is BaseException:
        return None
    return kind
