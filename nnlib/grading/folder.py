"""The folder of a report: what is graded so far, a file for each student.

Each result is written to a file of its own as it comes. The gradebook is made from these
files, so an interrupted run goes on where it stopped, and memory does not grow with the class.
"""

from __future__ import annotations

import json
from pathlib import Path

from nnlib._common.atomic import write_atomically
from nnlib._common.types import FilePath
from nnlib.grading.fields import LaterVersionError, RecordError
from nnlib.grading.record import Record, Run


def options_before(path: FilePath) -> dict[str, str]:
    """What the last command into a folder was told; nothing if there was none, or it is lost."""
    try:
        return Run.read(Path(path) / "run.json").options
    except (RecordError, OSError):
        return {}


class ReportFolder:
    """A folder with the results of a run, which is begun there or goes on.

    Parameters
    ----------
    path : path
        Made if it is not there.
    run : Run
        What is begun, or goes on: then with the seed and the sandbox of the run that it holds.
    resume : bool
        Go on with what an earlier run has graded. A folder that holds one is refused without it.

    Attributes
    ----------
    run : Run
        The one that the folder holds.
    damaged : set of str
        Files that were not what was written there; what they are of is graded again.
    has_lost_run : bool
        True if one of them told of the run: nobody knows of what the results are then.
    """

    def __init__(self, path: FilePath, run: Run, *, resume: bool) -> None:
        self.path = Path(path)
        self.run = run
        self.damaged: set[str] = set()
        self.has_lost_run = False
        if (self.path / "run.json").is_file():
            self._go_on(resume)
        for folder in (self.path, self.path / "results", self.path / "feedback"):
            folder.mkdir(parents=True, exist_ok=True)
        self.write_run()

    def _go_on(self, resume: bool) -> None:
        try:
            before = Run.read(self.path / "run.json")
        except RecordError:
            if not resume:
                raise
            self.damaged.add(str(self.path / "run.json"))
            self.has_lost_run = True
            return
        if before.chapter != self.run.chapter:
            raise ValueError(
                f"{self.path} holds grades of chapter {before.chapter}, not of "
                f"{self.run.chapter}: name another folder"
            )
        if not resume:
            raise ValueError(
                f"{self.path} holds grades already, and pages with their seed may be handed out: "
                "--resume grades what is new or changed, --only one student again; or name "
                "another folder"
            )
        self.run.seed, self.run.sandbox = before.seed, before.sandbox

    def write_run(self) -> None:
        """Write ``run.json``."""
        write_atomically(self.path / "run.json", json.dumps(self.run.to_json()) + "\n")

    def read(self, key: str) -> Record | None:
        """The record of a student, if there is one that is not damaged.

        RecordError names a file that a later nnlib has written.
        """
        path = self._result(key)
        if not path.is_file():
            return None
        try:
            return Record.read(path)
        except LaterVersionError:
            raise
        except RecordError:
            self.damaged.add(str(path))
            return None

    def save(self, record: Record) -> None:
        """Write a record."""
        text = json.dumps(record.to_json(), ensure_ascii=False)
        write_atomically(self._result(record.student.key), text + "\n")

    def write_page(self, key: str, page: str) -> None:
        """Write a student's page."""
        write_atomically(self.path / "feedback" / f"{key}.html", page)

    def _result(self, key: str) -> Path:
        return self.path / "results" / f"{key}.json"
