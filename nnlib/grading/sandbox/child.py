"""The process in which a student's code runs. It knows no answers, and nobody believes it.

It runs in a sandbox that holds this file, those that it imports, Python and NumPy, and does what
the parent asks over a socket: run the student's cells, call a function of theirs with arrays, read
or set an attribute. child_start.py sets it up, allowed.py says how it is started.
"""

from __future__ import annotations

import builtins
import contextlib
import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from nnlib.grading.sandbox import child_cells, child_values, protocol
    from nnlib.grading.sandbox.child_values import Arguments
else:  # they lie beside this file
    import child_cells
    import child_values
    import protocol
    from child_values import Arguments

MAX_PRINTED = 2000
UNFILLED = 2.0**100
LARGEST = 1_000_000  # numbers of an array that it is put into


class FirstCharacters(io.StringIO):
    """A stream that keeps the first characters and drops the rest."""

    def write(self, text: str) -> int:
        room = MAX_PRINTED - self.tell()
        if room > 0:
            super().write(text[:room])
        return len(text)


def defaults() -> Callable[[], AbstractContextManager[None]]:
    """A context in which NumPy and Python are set as now, whatever the cells will have set."""
    errstate, printoptions, options = np.errstate, np.printoptions, np.get_printoptions()

    @contextlib.contextmanager
    def as_at_first() -> Iterator[None]:
        with errstate(all="ignore"), printoptions(**options), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with nothing_by_luck():
                yield

    return as_at_first


@contextlib.contextmanager
def nothing_by_luck() -> Iterator[None]:
    """Let `np.empty` hold no number that is right, as the notebook's own check does."""

    def marked(make: Callable[..., Any]) -> Callable[..., Any]:
        def made(*args: Any, **options: Any) -> Any:
            array = make(*args, **options)
            if array.dtype.kind in "iufc" and array.size <= LARGEST:  # memory is taken by that
                whole = array.dtype.kind in "iu"
                array.fill(np.iinfo(array.dtype).max if whole else UNFILLED)
            return array

        return made

    kept = {name: getattr(np, name) for name in ("empty", "empty_like")}
    for name, make in kept.items():
        setattr(np, name, marked(make))
    try:
        yield
    finally:
        for name, make in kept.items():
            setattr(np, name, make)


class Child:
    """Answers the parent's requests, one after the other."""

    def __init__(self, channel: protocol.Channel) -> None:
        self.channel = channel
        self.as_at_first = defaults()
        self.cells = child_cells.Cells(self.tell_line)
        self.handles = child_values.Handles()
        self.request = 0

    def serve(self) -> None:
        """Work until the parent hangs up."""
        while True:
            try:
                message, data = self.channel.receive()
            except EOFError:
                return
            self.request = message["id"]
            self.answer(message, data)

    def answer(self, message: dict[str, Any], data: bytes) -> None:
        """Do what was asked and say what came of it."""
        args = Arguments(data, self.resolve)
        writer = protocol.Writer(self.handles.refer, args.known)
        printed = FirstCharacters()
        answer: dict[str, Any] = {"id": self.request}
        is_try = message["do"] in ("call", "get", "set", "fill")
        settings = self.as_at_first() if is_try else contextlib.nullcontext()
        redirect = contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed)
        try:
            with redirect[0], redirect[1], settings:
                value = getattr(self, "do_" + message["do"])(message, args)
            answer["value"] = writer.encode(value)
            answer["changed"] = args.changes(writer)
        except BaseException as error:  # SystemExit and KeyboardInterrupt among them
            writer = protocol.Writer(self.handles.refer, args.known)
            answer |= {"error": child_values.describe(error), "changed": args.changes(writer)}
        answer["printed"] = printed.getvalue()
        self.channel.send(answer, writer.buffers)

    def do_run(self, message: dict[str, Any], args: Arguments) -> dict[str, int]:
        """Run a cell of the student's; where it was stopped, if it took longer than it may."""
        line = self.cells.run(message["code"], message["name"], message["seconds"])
        return {} if line is None else {"stopped": line}

    def tell_line(self, line: int) -> None:
        """Say which line of a cell is begun; nobody answers."""
        with self.cells.talking():
            self.channel.send({"id": self.request, "at": line}, [])

    def do_offer(self, message: dict[str, Any], args: Arguments) -> None:
        """Put names into the namespace: functions that live in the parent, values, and so on."""
        values = {name: args.decode(form) for name, form in message["names"].items()}
        self.cells.offer(values, message["source"], message["defines"])
        self.cells.miss(message["missing"])

    def do_look(self, message: dict[str, Any], args: Arguments) -> dict[str, Any]:
        """What the student has under a name."""
        name, namespace = message["name"], self.cells.namespace
        return {"found": namespace[name]} if name in namespace else {}

    def do_call(self, message: dict[str, Any], args: Arguments) -> Any:
        """Call an object of the student's."""
        target = self.handles[message["object"]]
        if message["method"]:
            target = getattr(target, message["method"])
        arguments, options = args.decode(message["args"]), args.decode(message["options"])
        return target(*arguments, **options)

    def do_get(self, message: dict[str, Any], args: Arguments) -> Any:
        """Read an attribute."""
        return getattr(self.handles[message["object"]], message["name"])

    def do_set(self, message: dict[str, Any], args: Arguments) -> None:
        """Set an attribute."""
        setattr(self.handles[message["object"]], message["name"], args.decode(message["value"]))

    def do_fill(self, message: dict[str, Any], args: Arguments) -> None:
        """Write a number into all arrays of a dictionary that is an attribute."""
        found = getattr(self.handles[message["object"]], message["name"])
        for array in found.values() if isinstance(found, dict) else ():
            array[...] = args.decode(message["value"])

    def resolve(self, form: dict[str, Any], args: Arguments) -> Any:
        """A function of the parent's, or an object of ours that it holds a handle of."""
        if "parent" in form:
            number = form["parent"]

            def function(*arguments: Any, **options: Any) -> Any:
                return self.call_parent(number, arguments, options, args)

            return function
        return self.handles[form["object"]]

    def call_parent(
        self, number: int, arguments: tuple[Any, ...], options: dict[str, Any], args: Arguments
    ) -> Any:
        """Ask the parent to run a function of its own, and wait for the result."""
        writer = protocol.Writer(child_values.keep_in, args.known)
        message = {
            "id": self.request,
            "callback": number,
            "args": writer.encode(list(arguments)),
            "options": writer.encode(options),
            "changed": args.changes(writer),
        }
        with self.cells.talking():
            self.channel.send(message, writer.buffers)
            message, data = self.channel.receive()
        if "error" in message:
            raise getattr(builtins, message["error"]["type"], RuntimeError)(
                message["error"]["message"]
            )
        return Arguments(data, self.resolve).decode(message["value"])
