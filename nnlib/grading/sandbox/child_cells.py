"""The student's cells in the child: their namespace, their time, and lines that cannot run."""

from __future__ import annotations
import __future__

import ast
import builtins
import contextlib
import inspect
import linecache
import locale
import signal
import symtable
import sys
import types
from collections.abc import Callable, Coroutine, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from nnlib.grading.sandbox import standins
else:
    import standins  # lies beside this file

AGAIN = 0.2  # seconds until a cell is stopped once more, if it caught the first
# What a notebook has and the sandbox has not: modules, files and commands, somebody who types,
# other languages than Python's own.
ELSEWHERE = (standins.Absent, OSError, EOFError, locale.Error)
Step = tuple[ast.stmt, types.CodeType]
FUTURES = __future__.annotations.compiler_flag  # an import of it holds for the cells below


class OutOfTime(BaseException):
    """A cell ran until its time was over."""


class Cells:
    """Runs cells, one after the other, in one namespace.

    Parameters
    ----------
    tell : callable ``(int) -> None``
        Told the line of each statement that is begun, but for a cell's first: the parent knows by
        it what to run again of a cell that ended this process.
    """

    def __init__(self, tell: Callable[[int], None] = lambda line: None) -> None:
        self.tell = tell
        self.line = 0  # of the statement that runs
        module = sys.modules["__main__"] = types.ModuleType("__main__")  # dataclasses look there
        self.namespace = vars(module)
        self.namespace["__builtins__"] = builtins
        self.flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        self.recursion = sys.getrecursionlimit()
        self.loop: Any = None  # of asyncio, once a cell has an `await`
        self.is_running = self.is_talking = self.is_late = False

    def run(self, code: str, name: str, seconds: float) -> int | None:
        """Run a cell; the line at which it was stopped, if it took longer than it may."""
        linecache.cache[name] = (len(code), None, code.splitlines(True), name)
        self.is_running, self.line = True, 0
        signal.signal(signal.SIGALRM, self._on_alarm)
        signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
        try:
            try:
                self._execute(code, name)
            finally:
                self.is_running = False
                sys.setrecursionlimit(max(self.recursion, sys.getrecursionlimit()))
                self._give_again()
        except OutOfTime as error:
            return position(error, name) or self.line
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            self.is_late = False
        return None

    @contextlib.contextmanager
    def talking(self) -> Iterator[None]:
        """Let nothing stop the cell within a question to the parent: the parent would answer."""
        self.is_talking = True
        try:
            yield
        finally:
            self.is_talking = False
        if self.is_late:
            raise OutOfTime

    def offer(self, values: dict[str, Any], source: str, names: list[str]) -> None:
        """Put values, and of what a source defines these names, where cells find them.

        That is in the namespace and in the course's library.
        """
        scope = {"__name__": "nnlib", "np": np}  # of its own: what it calls is the course's
        exec(compile(source, "nnlib", "exec", dont_inherit=True), scope)
        offered = values | {name: scope[name] for name in names}
        self.namespace |= offered
        standins.Library.offered |= offered

    def miss(self, names: list[str]) -> None:
        """Let names say, when they are used, that what defines them was not run."""
        self.namespace |= {name: standins.Missing(name) for name in names}

    def _on_alarm(self, *_: object) -> None:
        """Stop the cell that runs, unless it is talking to the parent."""
        self.is_late = self.is_running
        if self.is_running and not self.is_talking:
            raise OutOfTime

    def _execute(self, code: str, name: str) -> None:
        """Run a cell as IPython does, one statement after the other.

        Of lines that use what is not there the others do not suffer.
        """
        steps, error = self._compile(code, name)
        absent: list[Exception] = []
        if any(compiled.co_flags & inspect.CO_COROUTINE for _, compiled in steps):
            self._run_in_loop(self._await_each(steps, absent))
        else:
            for statement, compiled in steps:
                with self._one_step(statement, absent):
                    exec(compiled, self.namespace)
        if error or absent:
            raise error or absent[0]

    def _compile(self, code: str, name: str) -> tuple[list[Step], Exception | None]:
        """Each statement, compiled, and what is wrong with the first that cannot be."""
        tree = compile(code, name, "exec", self.flags | ast.PyCF_ONLY_AST, dont_inherit=True)
        steps: list[Step] = []
        for statement in tree.body:
            module = ast.Module([statement], [])
            try:
                compiled = compile(module, name, "exec", self.flags, dont_inherit=True)
            except Exception as error:
                return steps, error
            self.flags |= compiled.co_flags & FUTURES
            steps.append((statement, compiled))
        return steps, None

    async def _await_each(self, steps: list[Step], absent: list[Exception]) -> None:
        """Run the statements of a cell that has an `await` outside functions."""
        for statement, compiled in steps:
            with self._one_step(statement, absent):
                if compiled.co_flags & inspect.CO_COROUTINE:
                    await eval(compiled, self.namespace)
                else:
                    exec(compiled, self.namespace)

    def _run_in_loop(self, coroutine: Coroutine[Any, Any, None]) -> None:
        import asyncio  # which few need

        if self.loop is None:
            self.loop = asyncio.new_event_loop()
            asyncio.set_event_loop(self.loop)
        try:
            self.loop.run_until_complete(coroutine)
        except OutOfTime:
            self.loop = None  # with all that waits in it
            raise

    @contextlib.contextmanager
    def _one_step(self, statement: ast.stmt, absent: list[Exception]) -> Iterator[None]:
        """Say which statement is begun, and pass over it if it uses what is not there."""
        is_first, self.line = not self.line, statement.lineno
        if not is_first:
            self.tell(self.line)
        try:
            yield
        except ELSEWHERE as error:
            self._mark_as_missing(statement, error)
            absent.append(error)

    def _give_again(self) -> None:
        """Let a stand-in take the place of nothing that the parent has offered."""
        for name, value in standins.Library.offered.items():
            if isinstance(self.namespace.get(name), standins.StandIn):
                self.namespace[name] = value

    def _mark_as_missing(self, statement: ast.stmt, error: Exception) -> None:
        """Let what a statement did not come to assign say so when it is used."""
        missing = standins.Missing(what_is_absent(error))
        table = symtable.symtable(ast.unparse(statement), "cell", "exec")
        for name in [s.get_name() for s in table.get_symbols() if s.is_assigned()]:
            before = self.namespace.get(name)
            if isinstance(before, standins.StandIn) or not callable(before):
                self.namespace[name] = missing


def what_is_absent(error: Exception) -> str:
    """What a line was to use: a module's name, a file's, or what is typed."""
    if isinstance(error, standins.Absent):
        return error.what
    return str(getattr(error, "filename", None) or "what is read from outside")


def position(error: BaseException, name: str) -> int:
    """The line of a cell's own code at which it raised; 0 if it was not in it."""
    step = error.__traceback__
    while step is not None and step.tb_frame.f_code.co_filename != name:
        step = step.tb_next
    return 0 if step is None else step.tb_lineno
