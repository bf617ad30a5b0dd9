"""The parent's side of a child: start it, ask it, and put it away.

``Link.look`` gives what the student has under a name: a number or an array as it is, and for
a function, a class or an object a proxy that can be called and whose attributes can be read
and set, so that the course's checks work on it as on their own.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Self

import numpy as np

from nnlib.grading.sandbox.arguments import ArgumentWriter
from nnlib.grading.sandbox.exceptions import raised
from nnlib.grading.sandbox.protocol import Channel, ProtocolError, Reader, Writer
from nnlib.grading.sandbox.proxies import (
    RemoteFunction,
    RemoteObject,
    of_a_type_named,
    remote,
    remote_class,
)
from nnlib.grading.sandbox.sandboxes import Sandbox
from nnlib.judge.deadline import TimeUp

CALL_SECONDS = 3.0
START_SECONDS = 20.0
GRACE_SECONDS = 2.0  # for a child to stop a cell of its own accord
TOO_LONG = "your code took too long and was stopped"
ENDED = "your code ended the whole program: by an exit, or for want of memory"
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
    sandbox : Sandbox
        How to start one.

    Attributes
    ----------
    how_it_ended : str
        Why it can no longer be asked; empty while it can.
    line : int
        Of the statement that the last cell has come to, as the child says; 0 for its first.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self.process, sock = sandbox.start()
        self.channel = Channel(sock)
        self.how_it_ended = ""
        self.line = 0
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
        self.how_it_ended = self.how_it_ended or "it was put away"

    def run(self, code: str, name: str, seconds: float) -> None:
        """Run a cell; raises what it raised, ``Stopped``, ``TimeUp`` or ``ChildGone``."""
        self.line = 0
        message = {"do": "run", "code": code, "name": name, "seconds": seconds}
        found = self._ask(message, Writer(), seconds + GRACE_SECONDS)
        self.confirm_it_waits()
        if type(found) is dict and type(found.get("stopped")) is int:
            raise Stopped(found["stopped"])

    def offer(
        self,
        things: Mapping[str, Any],
        source: str = "",
        defines: Sequence[str] = (),
        missing: Sequence[str] = (),
    ) -> None:
        """Give the student's cells what they may use.

        Parameters
        ----------
        things : dict
            Values, and functions of ours that they call here, by name.
        source : str
            Python that is run there, for the names in ``defines``.
        defines : list of str
        missing : list of str
            Names that say, when they are used, that they are not there.
        """
        # A plain Writer: what the child does to them later is its own affair.
        writer = Writer(lambda value: self.lend(value) if callable(value) else None)
        names = {name: writer.encode(value) for name, value in things.items()}
        rest = {"source": source, "defines": list(defines), "missing": list(missing)}
        self._ask({"do": "offer", "names": names, **rest}, writer)

    def confirm_it_waits(self) -> None:
        """Hear that it waits for the next question; who said more than was asked is out."""
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
        writer = ArgumentWriter(self)
        message = {"do": "call", "object": number, "method": method}
        message |= {"args": writer.encode(list(args)), "options": writer.encode(options)}
        return self._ask(message, writer)

    def get(self, number: int, name: str) -> Any:
        """Read an attribute."""
        return self._ask({"do": "get", "object": number, "name": name}, Writer())

    def set(self, number: int, name: str, value: Any) -> None:
        """Set an attribute."""
        writer = ArgumentWriter(self)
        message = {"do": "set", "object": number, "name": name, "value": writer.encode(value)}
        self._ask(message, writer)

    def fill(self, number: int, name: str, value: float) -> None:
        """Write a number into all arrays of a dictionary that is an attribute."""
        writer = Writer()
        message = {"do": "fill", "object": number, "name": name, "value": writer.encode(value)}
        self._ask(message, writer)

    def _ask(self, message: dict[str, Any], writer: Writer, seconds: float | None = None) -> Any:
        """Send a request, serve the child's own, and take the answer."""
        if self.how_it_ended:
            raise ChildGone(self.how_it_ended)
        if self.asking:
            raise self._broken("it asked for itself within its own question")
        if not self.channel.is_quiet():
            raise self._broken("it spoke before it was asked")
        self.asking = True
        try:
            return self._converse(message, writer, CALL_SECONDS if seconds is None else seconds)
        finally:
            self.asking = False

    def _converse(self, message: dict[str, Any], writer: Writer, seconds: float) -> Any:
        self.n_requests += 1
        end = time.monotonic() + seconds + (0 if self.started else START_SECONDS)
        with self._broken_off():
            self.channel.send({"id": self.n_requests, **message}, writer.buffers, end)
            answer, reader = self._receive(writer, end)
            while "callback" in answer or "at" in answer:
                if "at" in answer:
                    self._note_line(answer["at"], message)
                else:
                    self._serve(answer, reader, writer, end)
                answer, reader = self._receive(writer, end)
        self.started = True
        if message["do"] == "call" and type(answer.get("printed")) is str:
            sys.stdout.write(answer["printed"][:2000])  # the judge catches it
        return self._take(answer, reader, writer)

    def _note_line(self, line: Any, message: dict[str, Any]) -> None:
        """Keep how far the child says that a cell has come."""
        if type(line) is not int or message["do"] != "run":
            raise ProtocolError("odd news of a line")
        self.line = line

    @contextlib.contextmanager
    def _broken_off(self) -> Iterator[None]:
        """Write down how a conversation ended too early, and raise it as TimeUp or ChildGone."""
        try:
            yield
        except TimeoutError:
            self.how_it_ended = TOO_LONG
            raise TimeUp from None
        except TimeUp:
            self.how_it_ended = TOO_LONG
            raise
        except (EOFError, ConnectionError):
            self.how_it_ended = ENDED
            raise ChildGone(ENDED) from None
        except ProtocolError as error:
            raise self._broken(str(error)) from None

    def _receive(self, writer: Writer, end: float) -> tuple[dict[str, Any], Reader]:
        """The next message that belongs to this request, and what reads its values."""
        answer, data = self.channel.receive(end)
        if isinstance(writer, ArgumentWriter):
            writer.n_referred = 0
        if answer.get("id") != self.n_requests:
            raise ProtocolError("an answer to another question")
        return answer, Reader(data, lambda form: self._resolve(form, writer), of_a_type_named)

    def _take(self, answer: dict[str, Any], reader: Reader, writer: Writer) -> Any:
        """The value of an answer, or the exception that it tells of."""
        try:
            value = None if "error" in answer else reader.decode(answer.get("value"))
            if isinstance(writer, ArgumentWriter):
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
        if isinstance(writer, ArgumentWriter):
            writer.update(question.get("changed"), reader)
        if type(args) is not list or type(options) is not dict:
            raise ProtocolError("odd arguments")
        message, buffers = self._reply_of(self.functions[number], args, options)
        self.channel.send(message, buffers, end)

    def _reply_of(
        self, function: Callable[..., Any], args: list[Any], options: dict[str, Any]
    ) -> tuple[dict[str, Any], list[bytes]]:
        """What a function of ours gives, or that it failed, as a message and its bytes."""
        reply = Writer()
        try:
            if reach(args + list(options.values())) > MAX_REACH:
                raise ValueError("these numbers are too large while the course grades")
            with np.errstate(all="ignore"):
                value = function(*args, **options)
            return {"value": reply.encode(value)}, reply.buffers
        except (TimeUp, ChildGone):
            raise
        except Exception as error:  # the student's arguments made it fail: an error of their own
            text = str(error)[:500]
            return {"error": {"type": type(error).__name__, "message": text}}, []

    def _resolve(self, form: dict[str, Any], writer: Writer) -> Any:
        """A proxy for an object that stayed in the child, or an array that we have sent."""
        if "known" in form and isinstance(writer, ArgumentWriter):
            return writer.sent(form)
        number, kind = form.get("object"), form.get("type")
        if type(number) is not int or type(kind) is not str:
            raise ProtocolError("an odd reference")
        if type(form.get("class")) is str:
            methods, properties = _names(form, "methods"), _names(form, "properties")
            return remote_class(self, number, form["class"][:100], methods, properties)
        if form.get("callable") is True:
            return remote(RemoteFunction, self, number, kind)
        return remote(RemoteObject, self, number, kind)

    def _broken(self, reason: str) -> ChildGone:
        self.how_it_ended = f"your code meddled with the grading: {reason}"
        self.process.kill()
        return ChildGone(self.how_it_ended)


def _names(form: dict[str, Any], key: str) -> list[str]:
    """A list of names, as the child should give it."""
    names = form.get(key)
    if type(names) is not list or not all(type(name) is str for name in names):
        raise ProtocolError("an odd class")
    return names[:200]


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
