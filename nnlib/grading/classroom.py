"""Grade a class: many submissions, on any executor, and nothing lost on the way.

Each result is written to a file of its own as it comes. The gradebook is made from these
files, so an interrupted run goes on where it stopped, and memory does not grow with the class.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import multiprocessing
import os
import secrets
import signal
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import nnlib
from nnlib._common.atomic import write_atomically
from nnlib._common.types import FilePath
from nnlib.grading import choice, sandbox
from nnlib.grading.grade import Result, chapter_exercises, grade
from nnlib.grading.report import feedback_page, write_reports
from nnlib.grading.submissions import Folder, Student, Zip, is_notebook

IN_FLIGHT = 8  # submissions that are read but not graded yet
MOST_READ = 100  # of one student's notebooks, from the last by name
MOST_GRADED = 5
_one_at_a_time = threading.Lock()  # a cluster's worker may have several threads


def begin_worker() -> None:
    """Leave Ctrl-C to the parent, and end when it is gone: nobody would take the results."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent: Any = multiprocessing.parent_process()
    threading.Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()


def work(files: Sequence[bytes], chapter: str, seed: int, trust: bool) -> dict[str, Any]:
    """Grade one student's notebooks in a worker; the best result as plain data, and its number."""
    with _one_at_a_time:
        box = choice.chosen(trust)
        results = [grade(data, chapter, seed, box) for data in files]
    number = max(range(len(files)), key=lambda i: (*_rank(results[i]), i))
    return dataclasses.asdict(results[number]) | {"sandbox": box.name, "number": number}


def _rank(result: Result) -> tuple[float, int]:
    """Points, then how many exercises were attempted."""
    attempted = sum(mark.status != "not attempted" for mark in result.marks)
    return sum(mark.points for mark in result.marks), attempted


def _digest(files: dict[str, bytes]) -> str:
    return hashlib.sha256(b"".join(files.values())).hexdigest()


def _facts(student: Student) -> dict[str, str]:
    return {key: getattr(student, key) for key in ("key", "name", "id", "lms_id")}


class Classroom:
    """A class's submissions to a chapter, and the folder that holds their grades.

    Parameters
    ----------
    source : Folder or Zip
    students : list of Student
    chapter : str
    out : path
        Folder of the report; made if it is not there.
    resume : bool
        Keep what an earlier run has graded. A folder that holds a run is refused without it.

    Attributes
    ----------
    ignored : list of str
        Files that are no notebooks.
    seed : int
        For what is graded now. It is the run's only if the run begins here: students may know
        that of an earlier one from its pages, and could write an answer for it.
    """

    def __init__(
        self,
        source: Folder | Zip,
        students: list[Student],
        chapter: str,
        out: FilePath,
        *,
        resume: bool = False,
    ) -> None:
        self.source = source
        self.students = students
        self.chapter = chapter
        self.exercises = chapter_exercises(chapter)
        self.ignored = [path for path in source.paths() if not is_notebook(path)]
        self.out = Path(out)
        self.results = self.out / "results"
        self.pages = self.out / "feedback"
        self.seed = secrets.randbits(32)
        self.run: dict[str, Any] = {
            "seed": self.seed,
            "version": nnlib.__version__,
            "sandbox": "",
        }
        if (self.out / "run.json").is_file():
            before = json.loads((self.out / "run.json").read_text(encoding="utf-8"))
            if before.get("chapter") != chapter:
                raise ValueError(
                    f"{out} holds grades of chapter {before.get('chapter')}, not of {chapter}: "
                    "name another folder"
                )
            if not resume:
                raise ValueError(
                    f"{out} holds grades already, and pages with their seed may be handed out: "
                    "--resume grades what is new or changed, --only one student again; or name "
                    "another folder"
                )
            self.run |= {"seed": before["seed"], "sandbox": before["sandbox"]}
        for folder in (self.out, self.results, self.pages):
            folder.mkdir(parents=True, exist_ok=True)
        self._write_run()
        self.resume = resume
        self.n_fresh = 0  # graded now, with another seed than the run's
        self.outdated: set[str] = set()  # keys of those whose grade is of other notebooks

    def _write_run(self) -> None:
        text = json.dumps({"chapter": self.chapter, **self.run})
        write_atomically(self.out / "run.json", text + "\n")

    def grade(
        self,
        executor_for: Callable[[], AbstractContextManager[Executor]],
        *,
        trust: bool = False,
        only: Sequence[str] | None = None,
        again: bool = False,
        report: Callable[[Student], object] = lambda student: None,
    ) -> None:
        """Grade every submission that is not graded yet.

        Parameters
        ----------
        executor_for : callable ``() -> concurrent.futures.Executor``
            Called again if an executor breaks down because a worker of it died.
        trust : bool
            Go on without a sandbox where there is none.
        only : list of str, optional
            Keys of students; the others keep what they have.
        again : bool
            Grade even what is graded already.
        report : callable
            Told of each student that is done.
        """
        todo = [s for s in self.students if s.paths and (only is None or s.key in only)]
        self.keep = self.resume and not again
        self.outdated = {s.key for s in self.students if s.paths and self._has_changed(s)}
        while todo:
            with executor_for() as executor:
                suspects, todo = self._work_off(todo, executor, trust, report)
            for student in suspects:  # one of them ended a worker: each gets one for itself
                with executor_for() as executor:
                    again, _ = self._work_off([student], executor, trust, report)
                if again:
                    died = "the grader's own process died on it"
                    self._save(student, student.paths[-1:], "", died)
                    report(student)

    def _work_off(
        self,
        students: Sequence[Student],
        executor: Executor,
        trust: bool,
        report: Callable[[Student], object],
    ) -> tuple[list[Student], list[Student]]:
        """Grade with one executor; give back those that it died on, and those after them."""
        waiting = list(reversed(students))
        left: list[Student] = []
        running: dict[Future[Any], tuple[Student, list[str], str]] = {}
        try:
            self._keep_busy(waiting, running, left, executor, trust, report)
        finally:
            for future in running:  # interrupted: what has begun may end
                future.cancel()
        return left, waiting[::-1]

    def _keep_busy(
        self,
        waiting: list[Student],
        running: dict[Future[Any], tuple[Student, list[str], str]],
        left: list[Student],
        executor: Executor,
        trust: bool,
        report: Callable[[Student], object],
    ) -> None:
        while waiting or running:
            while waiting and len(running) < IN_FLIGHT and not left:
                student = waiting.pop()
                files = self._files_of(student)
                digest = _digest(files)
                if self.keep and self._is_done(student, digest):
                    report(student)
                    continue
                try:
                    data = list(files.values())
                    seed = self._seed_for(student, digest)
                    future = executor.submit(work, data, self.chapter, seed, trust)
                except BrokenExecutor:
                    left.append(student)
                else:
                    running[future] = student, list(files), digest
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                student, paths, digest = running.pop(future)
                try:
                    result = future.result()
                except BrokenExecutor:
                    left.append(student)
                    continue
                except sandbox.SandboxError:
                    raise
                except Exception as error:  # none of it may end the class's grading
                    result = f"the grader itself failed on it: {type(error).__name__}: {error}"
                self._save(student, paths, digest, result)
                report(student)
            if left and not running:
                return

    def _is_done(self, student: Student, digest: str) -> bool:
        record = self._read(student)
        return record is not None and record["digest"] == digest

    def _has_changed(self, student: Student) -> bool:
        """True if what she handed in is not what she has a grade for."""
        record = self._read(student)
        if record is None or not record["result"]:
            return False
        return not self._is_done(student, _digest(self._files_of(student)))

    def _seed_for(self, student: Student, digest: str) -> int:
        """The seed with which just these notebooks were graded before, or one that nobody knows."""
        record = self._read(student)
        if record is not None and record["result"] and record["digest"] == digest:
            seed: int = record["result"]["seed"]
            return seed
        return self.seed

    def _files_of(self, student: Student) -> dict[str, bytes]:
        """The notebooks to grade, by path: those with a check of the chapter's, if there are any.

        No more are read, and fewer kept, than an honest student can have.
        """
        if len(student.paths) == 1:
            return {student.paths[0]: self.source.read(student.paths[0])}
        calls = [f'check(\\"{exercise.id}\\"'.encode() for exercise in self.exercises]
        found: dict[str, bytes] = {}
        for path in reversed(student.paths[-MOST_READ:]):
            data = self.source.read(path)
            if any(call in data for call in calls) and len(found) < MOST_GRADED:
                found[path] = data
        if not found:
            found = {path: self.source.read(path) for path in student.paths[-MOST_GRADED:]}
        return dict(sorted(found.items()))

    def _save(
        self, student: Student, paths: list[str], digest: str, result: dict[str, Any] | str
    ) -> None:
        """Write down a result, or, as a text, why there is none."""
        failure, result = (result, None) if isinstance(result, str) else ("", result)
        flags = student.flags + (result["flags"] if result else [failure])
        facts = _facts(student) | {"path": paths[-1]}
        if result:
            self.run["sandbox"] = result.pop("sandbox")
            facts["path"] = paths[result.pop("number")]
            if len(student.paths) > 1:
                n = f"{len(student.paths)} notebooks were handed in, {len(paths)} graded"
                flags = [f"{n}: {facts['path']} counts", *flags]
        digest = digest if result else ""  # to be graded again
        record = {"student": facts, "digest": digest, "flags": flags, "result": result}
        text = json.dumps(record, ensure_ascii=False)
        write_atomically(self.results / f"{student.key}.json", text + "\n")
        self.outdated.discard(student.key)
        if result:
            self.n_fresh += result["seed"] == self.seed != self.run["seed"]
            page = feedback_page(self.chapter, record, self.run)
            write_atomically(self.pages / f"{student.key}.html", page)

    def _read(self, student: Student) -> dict[str, Any] | None:
        path = self.results / f"{student.key}.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None

    def records(self) -> Iterator[dict[str, Any]]:
        """What is known of each student, one after the other.

        ``waits`` says why the points of one are not known; it is empty if they are.
        """
        twins = self._twins()
        for student in self.students:
            record: Any = self._read(student) if student.paths else None
            if record is None:
                waits = "not graded yet" if student.paths else student.waits
                flags = student.flags + ["not graded yet"] * bool(student.paths)
                facts = _facts(student) | {"path": ""}
                record = {"student": facts, "flags": flags, "result": None, "waits": waits}
            elif student.key in self.outdated:
                waits = "the grade is of other notebooks, those that are there now are not graded"
                record |= {"flags": [waits, *record["flags"]], "waits": waits}
            else:
                record["waits"] = "" if record["result"] else record["flags"][-1]
                if others := twins.get(student.key):
                    record["flags"].append(f"the same answers as {', '.join(others)}")
            yield record

    def _twins(self) -> dict[str, list[str]]:
        """For each student, the others with the same answers."""
        same = defaultdict(list)
        for student in self.students:
            record = self._read(student) if student.paths else None
            if record and record["result"] and record["result"]["fingerprint"]:
                same[record["result"]["fingerprint"]].append(student)
        return {
            student.key: [other.name for other in group if other is not student]
            for group in same.values()
            for student in group
        }

    def write(self, lms: str | None = None) -> None:
        """Write the gradebook from what is graded so far."""
        self._write_run()
        write_reports(self.out, self.chapter, self.exercises, self.records, self.run, lms)

    def waiting(self) -> list[tuple[str, str]]:
        """Students whose points are not known: name and why."""
        return [(r["student"]["name"], r["waits"]) for r in self.records() if r["waits"]]

    def look_at(self) -> list[tuple[str, str]]:
        """Students with something that needs a person: name and what it is."""
        return [(r["student"]["name"], flag) for r in self.records() for flag in r["flags"]]
