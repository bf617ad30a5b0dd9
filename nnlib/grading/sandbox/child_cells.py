"""The student's cells in the child: their namespace, their time, and lines that cannot run."""

from __future__ import annotations

import ast
import builtins
import contextlib
import itertools
import linecache
import signal
import symtable
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nnlib.grading.sandbox import standins
else:
    import standins  # lies beside this file

AGAIN = 0.2  # seconds until a cell is stopped once more, if it caught the first
FUTURE = "__future__"


class OutOfTime(BaseException):
    """A cell ran until its time was over."""


class Cells:
    """Runs cells, one after the other, in one namespace."""

    def __init__(self) -> None:
        self.namespace: dict[str, Any] = {"__name__": "__main__", "__builtins__": builtins}
        self.recursion = sys.getrecursionlimit()
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
            return position(error, name)[0]
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

    def offer(self, values: dict[str, Any], sources: dict[str, str]) -> None:
        """Put values and what sources define into the namespace, and into the course's library."""
        offered = dict(values)
        self.namespace |= offered
        for name, source in sources.items():
            exec(source, self.namespace)
            offered[name] = self.namespace[name]
        standins.Library.offered |= offered

    def _on_alarm(self, *_: object) -> None:
        """Stop the cell that runs, unless it is talking to the parent."""
        self.is_late = self.is_running
        if self.is_running and not self.is_talking:
            raise OutOfTime

    def _execute(self, code: str, name: str) -> None:
        """Run a cell; of lines that use what is not there the others do not suffer."""
        try:
            exec(compile(code, name, "exec"), self.namespace)
        except standins.Absent as error:
            self._pass_over(error, ast.parse(code), name)
            raise

    def _pass_over(self, error: standins.Absent, tree: ast.Module, name: str) -> None:
        """Run the statements below the one that failed, and pass over others of the kind."""
        reached = position(error, name)
        rest = [s for s in tree.body if (s.end_lineno or 0, s.end_col_offset or 0) > reached]
        future = [s for s in tree.body if isinstance(s, ast.ImportFrom) and s.module == FUTURE]
        self._mark_as_missing(rest[0], error)
        for statement in rest[1:]:
            try:
                exec(compile(ast.Module([*future, statement], []), name, "exec"), self.namespace)
            except standins.Absent as another:
                self._mark_as_missing(statement, another)

    def _give_again(self) -> None:
        """Let a stand-in take the place of nothing that the parent has offered."""
        for name, value in standins.Library.offered.items():
            if isinstance(self.namespace.get(name), standins.StandIn):
                self.namespace[name] = value

    def _mark_as_missing(self, statement: ast.stmt, error: standins.Absent) -> None:
        """Let what a statement did not come to assign say so when it is used."""
        missing = standins.Missing(error.what)
        table = symtable.symtable(ast.unparse(statement), "cell", "exec")
        for name in [s.get_name() for s in table.get_symbols() if s.is_assigned()]:
            if not callable(self.namespace.get(name)):
                self.namespace[name] = missing


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
