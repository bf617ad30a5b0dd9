"""What one executor works off: it takes no more at a time than fits into memory."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field

from nnlib.grading.notebook import MAX_NOTEBOOK
from nnlib.grading.roster import Student
from nnlib.grading.worker import Graded

IN_FLIGHT = 8  # submissions that are read but not graded yet
MOST_BYTES = 2 * MAX_NOTEBOOK  # of theirs together, after which no more are read

Report = Callable[[Student], object]


@dataclass
class Shift:
    """What one executor works off.

    Attributes
    ----------
    executor : Executor
    trust : bool
    report : callable
        Told of each student that is done.
    waiting : list of Student
        The next one is the last.
    running : dict
        Student, paths and digest of each submission that is being graded.
    n_bytes : dict
        How large each of these is.
    suspects : list of Student
        Those that the executor died on.
    """

    executor: Executor
    trust: bool
    report: Report
    waiting: list[Student]
    running: dict[Future[Graded], tuple[Student, list[str], str]] = field(default_factory=dict)
    n_bytes: dict[Future[Graded], int] = field(default_factory=dict)
    suspects: list[Student] = field(default_factory=list)

    def has_room(self) -> bool:
        """True if one more submission may be read."""
        return len(self.running) < IN_FLIGHT and sum(self.n_bytes.values()) < MOST_BYTES
