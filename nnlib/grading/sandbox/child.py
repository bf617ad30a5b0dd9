"""The process in which a student's code runs. It knows no answers, and nobody believes it.

It runs in a sandbox that holds this folder, Python and NumPy, and does what the parent asks
over a socket: run the student's cells, call a function of hers with arrays, read or set an
attribute. sandbox.py says how it is started.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import io
import itertools
import linecache
import os
import signal
import symtable
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

MAX_PRINTED = 2000
AGAIN = 0.2  # seconds until a cell is stopped once more, if it caught the first
FUTURE = "__future__"


def limit(memory: int, seconds: int) -> None:
    """Bound what this process may take, for good."""
    import resource

    for what, bound in [
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 1_000_000),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_NPROC, 64),
        (resource.RLIMIT_CORE, 0),
    ]:
        with contextlib.suppress(ValueError):  # it is lower already
            resource.setrlimit(what, (bound, bound))


def end_with_parent() -> None:
    """Be killed when the parent is; where that cannot be had, hanging up has to do."""
    import ctypes

    with contextlib.suppress(Exception):
        ctypes.CDLL(None).prctl(1, 9)  # PR_SET_PDEATHSIG, SIGKILL


class FirstCharacters(io.StringIO):
    """A stream that keeps the first characters and drops the rest."""

    def write(self, text: str) -> int:
        room = MAX_PRINTED - self.tell()
        if room > 0:
            super().write(text[:room])
        return len(text)


class OutOfTime(BaseException):
    """A cell ran until its time was over."""


def defaults(np: Any) -> Callable[[], AbstractContextManager[None]]:
    """A context in which NumPy and Python are set as now, whatever the cells will have set."""
    errstate, printoptions, options = np.errstate, np.printoptions, np.get_printoptions()

    @contextlib.contextmanager
    def as_at_first() -> Iterator[None]:
        with errstate(all="ignore"), printoptions(**options), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield

    return as_at_first


class Child:
    """Answers the parent's requests, one after the other."""

    def __init__(self, channel: Any, protocol: Any, standins: Any, np: Any) -> None:
        self.channel = channel
        self.protocol = protocol
        self.standins = standins
        self.as_at_first = defaults(np)
        self.recursion = sys.getrecursionlimit()
        self.is_running = self.is_talking = self.is_late = False
        self.namespace = {"__name__": "__main__", "__builtins__": builtins}
        self.objects: list[Any] = []  # what the parent holds a handle of
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
        args = Arguments(self, data)
        writer = self.protocol.Writer(self.refer)
        printed = FirstCharacters()
        answer: dict[str, Any] = {"id": self.request}
        is_try = message["do"] in ("call", "get", "set")
        settings = self.as_at_first() if is_try else contextlib.nullcontext()
        redirect = contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed)
        try:
            with redirect[0], redirect[1], settings:
                value = getattr(self, "do_" + message["do"])(message, args)
            answer["value"] = writer.encode(value)
            answer["changed"] = args.changes(writer)
        except BaseException as error:  # SystemExit and KeyboardInterrupt among them
            writer = self.protocol.Writer(self.refer)
            answer |= {"error": describe(error), "changed": args.changes(writer)}
        answer["printed"] = printed.getvalue()
        self.channel.send(answer, writer.buffers)

    def do_run(self, message: dict[str, Any], args: Arguments) -> dict[str, int]:
        """Run a cell of the student's; where it was stopped, if it took longer than it may."""
        code, name = message["code"], message["name"]
        linecache.cache[name] = (len(code), None, code.splitlines(True), name)
        self.is_running = True
        signal.signal(signal.SIGALRM, self.ring)
        signal.setitimer(signal.ITIMER_REAL, message["seconds"], AGAIN)
        try:
            try:
                self.execute(code, name)
            finally:
                self.is_running = False
                sys.setrecursionlimit(max(self.recursion, sys.getrecursionlimit()))
                self.give_again()
        except OutOfTime as error:
            return {"stopped": position(error, name)[0]}
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            self.is_late = False
        return {}

    def ring(self, *_: object) -> None:
        """Stop the cell that runs, but not within a question to the parent: it would answer."""
        self.is_late = self.is_running
        if self.is_running and not self.is_talking:
            raise OutOfTime

    def execute(self, code: str, name: str) -> None:
        """Run a cell; of lines that use what is not there the others do not suffer."""
        try:
            exec(compile(code, name, "exec"), self.namespace)
        except self.standins.Absent as error:
            self.pass_over(error, ast.parse(code), name)
            raise

    def pass_over(self, error: Any, tree: ast.Module, name: str) -> None:
        """Run the statements below the one that failed, and pass over others of the kind."""
        reached = position(error, name)
        rest = [s for s in tree.body if (s.end_lineno, s.end_col_offset) > reached]
        future = [s for s in tree.body if isinstance(s, ast.ImportFrom) and s.module == FUTURE]
        self.poison(rest[0], error)
        for statement in rest[1:]:
            try:
                exec(compile(ast.Module([*future, statement], []), name, "exec"), self.namespace)
            except self.standins.Absent as another:
                self.poison(statement, another)

    def give_again(self) -> None:
        """Let a stand-in take the place of nothing that the parent has offered."""
        for name, value in self.standins.Library.offered.items():
            if isinstance(self.namespace.get(name), self.standins.StandIn):
                self.namespace[name] = value

    def poison(self, statement: ast.stmt, error: Any) -> None:
        """Let what a statement did not come to assign say so when it is used."""
        missing = self.standins.Missing(error.what)
        table = symtable.symtable(ast.unparse(statement), "cell", "exec")
        for name in [s.get_name() for s in table.get_symbols() if s.is_assigned()]:
            if not callable(self.namespace.get(name)):
                self.namespace[name] = missing

    def do_offer(self, message: dict[str, Any], args: Arguments) -> None:
        """Put names into the namespace: functions that live in the parent, and values."""
        offered = {name: args.decode(form) for name, form in message["names"].items()}
        self.namespace |= offered
        for name, source in message["sources"].items():
            exec(source, self.namespace)
            offered[name] = self.namespace[name]
        self.standins.Library.offered |= offered

    def do_look(self, message: dict[str, Any], args: Arguments) -> dict[str, Any]:
        """What the student has under a name."""
        return (
            {"found": self.namespace[message["name"]]} if message["name"] in self.namespace else {}
        )

    def do_call(self, message: dict[str, Any], args: Arguments) -> Any:
        """Call an object of the student's."""
        target = self.objects[message["object"]]
        if message["method"]:
            target = getattr(target, message["method"])
        arguments, options = args.decode(message["args"]), args.decode(message["options"])
        return target(*arguments, **options)

    def do_get(self, message: dict[str, Any], args: Arguments) -> Any:
        """Read an attribute."""
        return getattr(self.objects[message["object"]], message["name"])

    def do_set(self, message: dict[str, Any], args: Arguments) -> None:
        """Set an attribute."""
        setattr(self.objects[message["object"]], message["name"], args.decode(message["value"]))

    def refer(self, value: Any) -> dict[str, Any] | None:
        """A handle for an object that stays here."""
        self.keep(value)
        kind = type(value)
        facts: dict[str, Any] = {"object": len(self.objects), "type": str(kind.__name__)[:100]}
        if isinstance(value, type):
            facts["class"] = str(value.__name__)[:100]
            facts["methods"] = methods(value)
        elif callable(value):
            facts["callable"] = True
        elif kind.__module__ != "__main__":
            return None
        self.objects.append(value)
        return facts

    def keep(self, value: Any) -> None:
        """Let no stand-in out."""
        if isinstance(value, self.standins.StandIn):
            raise self.standins.Absent(object.__getattribute__(value, "_name"))
        if isinstance(value, self.standins.Library):
            raise self.standins.Absent(value.__name__)

    def call_parent(
        self, number: int, arguments: tuple[Any, ...], options: dict[str, Any], args: Arguments
    ) -> Any:
        """Ask the parent to run a function of its own, and wait for the result."""
        writer = self.protocol.Writer(self.keep)
        message = {
            "id": self.request,
            "callback": number,
            "args": writer.encode(list(arguments)),
            "options": writer.encode(options),
            "changed": args.changes(writer),
        }
        self.is_talking = True
        try:
            self.channel.send(message, writer.buffers)
            message, data = self.channel.receive()
        finally:
            self.is_talking = False
        if self.is_late:
            raise OutOfTime
        if "error" in message:
            raise getattr(builtins, message["error"]["type"], RuntimeError)(
                message["error"]["message"]
            )
        return Arguments(self, data).decode(message["value"])


def methods(kind: type) -> list[str]:
    """The methods that the student's own classes define."""
    own = [c for c in kind.__mro__ if c.__module__ == "__main__" and not c.__dict__.get("_given")]
    found = {name for c in own for name, value in vars(c).items() if callable(value)}
    return sorted(str(name)[:100] for name in found)[:200]


class Arguments:
    """The values of one request, remembered, so that changes to them can be told."""

    def __init__(self, child: Child, data: bytes) -> None:
        import numpy as np

        self.np = np
        self.child = child
        self.reader = child.protocol.Reader(data, self.resolve)
        self.arrays: list[Any] = []  # (array, its bytes and its shape before)
        self.dicts: list[Any] = []  # (dictionary, its entries before)

    def decode(self, form: Any) -> Any:
        """The value of a form."""
        value = self.reader.decode(form)
        self.remember(value)
        return value

    def remember(self, value: Any) -> None:
        """Note every array and dictionary of a value, in order."""
        if isinstance(value, self.np.ndarray):
            self.arrays.append([value, value.tobytes(), value.shape])
        elif isinstance(value, dict):
            self.dicts.append([value, dict(value)])
            value = list(value.values())
        if isinstance(value, list | tuple):
            for item in value:
                self.remember(item)

    def resolve(self, form: Any) -> Any:
        """A function of the parent's, or an object of ours that it holds a handle of."""
        if "parent" in form:
            number = form["parent"]

            def function(*arguments: Any, **options: Any) -> Any:
                return self.child.call_parent(number, arguments, options, self)

            return function
        return self.child.objects[form["object"]]

    def changes(self, writer: Any) -> dict[str, list[Any]]:
        """What is no longer as it came: arrays by number, dictionaries by number."""
        arrays, dicts = [], []
        for i, (array, before, shape) in enumerate(self.arrays):
            now = array.tobytes()
            if now != before:
                self.arrays[i][1] = now
                same = array.reshape(shape) if len(now) == len(before) else array
                arrays.append([i, writer.encode(same)])
        known = {id(array): i for i, (array, *_) in enumerate(self.arrays)}
        for i, (dictionary, before) in enumerate(self.dicts):
            same = list(dictionary) == list(before)
            if not same or any(dictionary[key] is not before[key] for key in before):
                entries = [
                    [str(key), {"known": known[id(v)]} if id(v) in known else writer.encode(v)]
                    for key, v in dictionary.items()
                ]
                dicts.append([i, entries])
        return {"arrays": arrays, "dicts": dicts}


def position(error: BaseException, name: str) -> tuple[int, int]:
    """Line and column of a cell's own code at which it raised."""
    step = error.__traceback__
    while step is not None and step.tb_frame.f_code.co_filename != name:
        step = step.tb_next
    if step is None:
        return 0, 0
    positions = step.tb_frame.f_code.co_positions()
    _, _, column, _ = next(itertools.islice(positions, step.tb_lasti // 2, None))
    return step.tb_lineno, column or 0


def describe(error: BaseException) -> dict[str, Any]:
    """An exception as type, text, and the student's own line."""
    try:
        text = str(error)[:2000]
    except Exception:
        text = ""
    line = function = ""
    number = 0
    for frame, line_number in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename.startswith("cell "):
            line = linecache.getline(frame.f_code.co_filename, line_number).strip()
            number = line_number
            function = frame.f_code.co_name
    if isinstance(error, SyntaxError) and str(error.filename).startswith("cell "):
        text, line, number = str(error.msg)[:2000], str(error.text or "").strip(), error.lineno or 0
    facts: dict[str, Any] = {
        "type": type(error).__name__[:100],
        "message": text,
        "function": function,
    }
    facts["bases"] = [base.__name__[:100] for base in type(error).__mro__][:20]
    facts["line"] = f"line {number}: {line}"[:500] if line else ""
    if isinstance(error, NameError | AttributeError):
        facts["name"] = str(error.name or "")[:100]
    if isinstance(error, AttributeError):
        facts["owner"] = type(error.obj).__name__[:100]
    return facts


def main(fd: int, memory: int, seconds: int, site: str) -> None:
    """Set up and serve.

    Parameters
    ----------
    fd : int
        The socket to the parent.
    memory, seconds : int
        Bytes of address space, and of processor time, that are allowed.
    site : str
        The folder that NumPy lies in.
    """
    limit(memory, seconds)
    end_with_parent()
    sys.path.insert(0, site)
    import socket

    import numpy as np
    import protocol  # type: ignore[import-not-found]  # lies beside this file
    import standins  # type: ignore[import-not-found]

    sys.path.remove(os.path.dirname(__file__))
    sys.path.remove(site)  # which may hold more than NumPy
    sys.meta_path.append(standins.Finder())
    np.seterr(all="ignore")
    warnings.simplefilter("ignore")
    Child(protocol.Channel(socket.socket(fileno=fd)), protocol, standins, np).serve()
