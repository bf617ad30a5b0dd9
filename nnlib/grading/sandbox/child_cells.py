"""The student's cells in the child: their namespace, their time, and lines that cannot run."""

from __future__ import annotations
import __future__

import ast
import builtins
import contextlib
import inspect
import itertools
import linecache
import locale
import signal
import symtable
import sys
import types
from collections.abc import Iterator
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
FUTURES = __future__.annotations.compiler_flag  # an import of it holds for the cells below


class OutOfTime(BaseException):
    """A cell ran until its time was over.

    Attributes
    ----------
    line : int
        At which an ``await`` was waiting; 0 if none was.
    """

    line = 0


class Cells:
    """Runs cells, one after the other, in one namespace."""

    def __init__(self) -> None:
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
        self.is_running = True
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
            return error.line or position(error, name)[0]
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
        """Run a cell; of lines that use what is not there the others do not suffer."""
        try:
            self._exec(code, name)
        except ELSEWHERE as error:
            self._pass_over(error, ast.parse(code), name)
            raise

    def _exec(self, code: str | ast.Module, name: str) -> None:
        """Run code as IPython does: with `await` outside functions, too."""
        compiled = compile(code, name, "exec", self.flags, dont_inherit=True)
        self.flags |= compiled.co_flags & FUTURES
        if compiled.co_flags & inspect.CO_COROUTINE:
            import asyncio  # which few need

            if self.loop is None:
                self.loop = asyncio.new_event_loop()
                asyncio.set_event_loop(self.loop)
            coroutine = eval(compiled, self.namespace)
            try:
                self.loop.run_until_complete(coroutine)
            except OutOfTime as error:
                self.loop = None  # with all that waits in it
                if coroutine.cr_frame is not None:
                    error.line = coroutine.cr_frame.f_lineno
                raise
        else:
            exec(compiled, self.namespace)

    def _pass_over(self, error: Exception, tree: ast.Module, name: str) -> None:
        """Run the statements below the one that failed, and pass over others of the kind."""
        reached = position(error, name)
        rest = [s for s in tree.body if (s.end_lineno or 0, s.end_col_offset or 0) > reached]
        self._mark_as_missing(rest[0], error)
        for statement in rest[1:]:
            try:
                self._exec(ast.Module([statement], []), name)
            except ELSEWHERE as another:
                self._mark_as_missing(statement, another)

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
