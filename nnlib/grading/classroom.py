"""Grade a class: many submissions, on any executor, and nothing lost on the way."""

from __future__ import annotations

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

import nnlib
from nnlib._common.types import FilePath
from nnlib.grading.folder import ReportFolder
from nnlib.grading.grade import DISPUTED, chapter_exercises
from nnlib.grading.notebook import MAX_NOTEBOOK
from nnlib.grading.record import Record, Run
from nnlib.grading.report import write_reports
from nnlib.grading.roster import Student
from nnlib.grading.sandbox import SandboxError
from nnlib.grading.sources import Source, is_notebook, listed
from nnlib.grading.worker import Graded, work

IN_FLIGHT = 8  # submissions that are read but not graded yet
MOST_BYTES = 2 * MAX_NOTEBOOK  # of theirs together, after which no more are read
MOST_READ = 100  # of one student's notebooks, from the last by name
MOST_GRADED = 5
DIED = "the grader's own process died on it"
SAME = "the same answers as {}"
OUTDATED = "the grade is of other notebooks, those that are there now are not graded"

Report = Callable[[Student], object]


@dataclass
class _Shift:
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


def _digest(files: dict[str, bytes]) -> str:
    return hashlib.sha256(b"".join(files.values())).hexdigest()


class Classroom:
    """A class's submissions to a chapter, and the folder that holds their grades.

    Parameters
    ----------
    source : Source
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
    n_fresh : int
        How many are graded now, with another seed than the run's.
    """

    def __init__(
        self,
        source: Source,
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
        self.seed = secrets.randbits(32)
        run = Run(chapter, self.seed, nnlib.__version__)
        self.folder = ReportFolder(out, run, resume=resume)
        self.resume = resume
        self.n_fresh = 0
        self.outdated: set[str] = set()  # keys of those whose grade is of other notebooks

    @property
    def run(self) -> Run:
        """Facts about the run."""
        return self.folder.run

    def grade(
        self,
        executor_for: Callable[[], AbstractContextManager[Executor]],
        *,
        trust: bool = False,
        only: Sequence[str] | None = None,
        again: bool = False,
        report: Report = lambda student: None,
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
                shift = _Shift(executor, trust, report, todo[::-1])
                self._work_off(shift)
            todo = shift.waiting[::-1]
            for student in shift.suspects:  # one of them ended a worker: each gets one for itself
                with executor_for() as executor:
                    alone = _Shift(executor, trust, report, [student])
                    self._work_off(alone)
                if alone.suspects:
                    self._save(student, student.paths[-1:], "", DIED)
                    report(student)

    def _work_off(self, shift: _Shift) -> None:
        """Grade until all is done, or the executor died and what was in flight has landed."""
        while (shift.waiting and not shift.suspects) or shift.running:
            while shift.waiting and shift.has_room() and not shift.suspects:
                self._begin(shift, shift.waiting.pop())
            for future in wait(shift.running, return_when=FIRST_COMPLETED).done:
                self._end(shift, future)

    def _begin(self, shift: _Shift, student: Student) -> None:
        """Hand a submission to the executor, unless it is graded already."""
        files = self._files_of(student)
        digest = _digest(files)
        if self.keep and (record := self._done(student, digest)):
            if record.student != student.identity:  # a roster knows the name by now
                record.student = student.identity
                self.folder.save(record)
            shift.report(student)
            return
        seed = self._seed_for(student, digest)
        try:
            data = list(files.values())
            future = shift.executor.submit(work, data, self.chapter, seed, shift.trust)
        except BrokenExecutor:
            shift.suspects.append(student)
        else:
            shift.running[future] = student, list(files), digest
            shift.n_bytes[future] = sum(map(len, data))

    def _end(self, shift: _Shift, future: Future[Graded]) -> None:
        """Take what came of a submission."""
        student, paths, digest = shift.running.pop(future)
        del shift.n_bytes[future]
        graded: Graded | str
        try:
            graded = future.result()
        except BrokenExecutor:
            shift.suspects.append(student)
            return
        except SandboxError:
            raise
        except Exception as error:  # none of it may end the class's grading
            graded = f"the grader itself failed on it: {type(error).__name__}: {error}"
        self._save(student, paths, digest, graded)
        shift.report(student)

    def _done(self, student: Student, digest: str) -> Record | None:
        """What just these notebooks earned, if they are graded."""
        record = self.folder.read(student.key)
        return record if record is not None and record.digest == digest else None

    def _has_changed(self, student: Student) -> bool:
        """True if what they handed in is not what they have a grade for."""
        record = self.folder.read(student.key)
        if record is None or not record.result:
            return False
        return record.digest != _digest(self._files_of(student))

    def _seed_for(self, student: Student, digest: str) -> int:
        """The seed with which just these notebooks were graded before, or one that nobody knows."""
        record = self.folder.read(student.key)
        if record is not None and record.result and record.digest == digest:
            return record.result.seed
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
            text = data.replace(b"\0", b"")  # of UTF-16, what an ASCII text is in UTF-8
            has_room = len(found) < MOST_GRADED and sum(map(len, found.values())) < MAX_NOTEBOOK
            if has_room and any(call in text for call in calls):
                found[path] = data
        if not found:
            found = {path: self.source.read(path) for path in student.paths[-MOST_GRADED:]}
        return dict(sorted(found.items()))

    def _save(self, student: Student, paths: list[str], digest: str, graded: Graded | str) -> None:
        """Write down what came of a submission, or, as a text, why nothing did."""
        record = Record(student.identity, paths[-1])
        if isinstance(graded, str):  # without a digest: to be graded again
            record.flags = [*student.flags, graded]
        else:
            self.run.sandbox = graded.sandbox
            record.path, record.digest = paths[graded.number], digest
            record.result = graded.result
            record.flags = [*student.flags, *graded.result.flags]
            if len(student.paths) > 1:
                n = f"{len(student.paths)} notebooks were handed in, {len(paths)} graded"
                record.flags.insert(0, f"{n}: {record.path} counts")
            self.n_fresh += graded.result.seed == self.seed != self.run.seed
        self.folder.save(record)
        self.outdated.discard(student.key)

    def records(self) -> Iterator[Record]:
        """What is known of each student, one after the other."""
        twins = self._twins()
        for student in self.students:
            record = self.folder.read(student.key) if student.paths else None
            if record is None:
                yield self._not_graded(student)
                continue
            record.student = student.identity  # as it is known by now
            if student.key in self.outdated:
                record.waits = OUTDATED
                record.flags.insert(0, OUTDATED)
            else:
                record.waits = "" if record.result else record.flags[-1]
                if others := twins.get(student.key):
                    names = [other.name for other in others if other is not student]
                    record.flags.append(SAME.format(listed(names)))
            yield record

    def _not_graded(self, student: Student) -> Record:
        """What is known of a student without a file."""
        flags = student.flags + ["not graded yet"] * bool(student.paths)
        waits = "not graded yet" if student.paths else student.waits
        return Record(student.identity, flags=flags, waits=waits)

    def copies(self) -> list[list[str]]:
        """Names of students whose answers are the same, group by group."""
        groups = {id(group): group for group in self._twins().values()}
        return [[student.name for student in group] for group in groups.values()]

    def _twins(self) -> dict[str, list[Student]]:
        """For each student who is not alone with these answers, all who have them."""
        same = defaultdict(list)
        for student in self.students:
            record = self.folder.read(student.key) if student.paths else None
            if record and record.result and record.result.fingerprint:
                same[record.result.fingerprint].append(student)
        return {
            student.key: group for group in same.values() if len(group) > 1 for student in group
        }

    def write(self, lms: str | None = None) -> None:
        """Write the gradebook from what is graded so far."""
        self.folder.write_run()
        write_reports(self.folder.path, self.run, self.exercises, self.records, lms)

    def waiting(self) -> list[tuple[str, str]]:
        """Students whose points are not known: name and why."""
        return [(r.student.name, r.waits) for r in self.records() if r.waits]

    def disputed(self) -> list[tuple[str, str]]:
        """Students with answers that are right by their own check only: name and exercises."""
        found = ((r.student.name, r.result.disputed) for r in self.records() if r.result)
        return [(name, ", ".join(ids)) for name, ids in found if ids]

    def look_at(self) -> list[tuple[str, str]]:
        """Students with something that needs a person besides: name and what it is."""
        told = SAME.format(""), DISPUTED.format("")
        return [
            (r.student.name, flag)
            for r in self.records()
            for flag in r.flags
            if not flag.startswith(told)
        ]
