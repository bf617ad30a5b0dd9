"""Grade a class: many submissions, on any executor, and nothing lost on the way."""

from __future__ import annotations

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import nnlib
from nnlib._common.atomic import write_atomically
from nnlib._common.types import FilePath
from nnlib.grading.adjusting import read_adjustments
from nnlib.grading.class_page import beside, facts_of
from nnlib.grading.feedback import NO_LINKS, Links, feedback_page
from nnlib.grading.folder import ReportFolder
from nnlib.grading.grade import DISPUTED, chapter_exercises
from nnlib.grading.hand_back import write_feedback_zip
from nnlib.grading.notebook import MAX_NOTEBOOK
from nnlib.grading.pages import in_words, page
from nnlib.grading.record import Attempt, Record, Run
from nnlib.grading.report import write_reports
from nnlib.grading.roster import LATE, Student
from nnlib.grading.sandbox import SandboxError
from nnlib.grading.shift import Report, Shift
from nnlib.grading.similar import Prints, similar
from nnlib.grading.sources import Source, is_notebook, listed
from nnlib.grading.worker import Graded, work

MOST_READ = 100  # of one student's notebooks, from the last by name
MOST_GRADED = 5
MOST_ATTEMPTS = 20  # of one student's that are kept
DIED = "the grader's own process died on it"
SAME = "the same answers as {}"
OUTDATED = "the grade is of other notebooks, those that are there now are not graded"


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
    best : bool
        Of what a student handed in at different times the best counts, and not the last.
    links : Links
        Where the pages lead to.
    options : dict of str to str, optional
        What the command was told, to be kept for the next one.

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
        best: bool = False,
        links: Links = NO_LINKS,
        options: dict[str, str] | None = None,
    ) -> None:
        self.source = source
        self.students = students
        self.chapter = chapter
        self.exercises = chapter_exercises(chapter)
        self.ignored = [path for path in source.paths() if not is_notebook(path)]
        self.seed = secrets.randbits(32)
        run = Run(chapter, self.seed, nnlib.__version__, options=options or {})
        self.folder = ReportFolder(out, run, resume=resume)
        self.best = best
        self.adjusted = read_adjustments(self.folder.path / "adjust.csv", students, self.exercises)
        self.resume = resume
        self.n_fresh = 0
        self.links = links
        self.without_feedback: list[str] = []  # names, of the last ``write`` for an LMS
        self.have_pages: set[str] = set()  # keys of those whose pages are of this run
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
        self.keep = self.resume and not again and not self.folder.has_lost_run
        self.outdated = {s.key for s in self.students if s.paths and self._has_changed(s)}
        while todo:
            with executor_for() as executor:
                shift = Shift(executor, trust, report, todo[::-1])
                self._work_off(shift)
            todo = shift.waiting[::-1]
            for student in shift.suspects:  # one of them ended a worker: each gets one for itself
                with executor_for() as executor:
                    alone = Shift(executor, trust, report, [student])
                    self._work_off(alone)
                if alone.suspects:
                    self._save(student, student.paths[-1:], "", DIED)
                    report(student)

    def _work_off(self, shift: Shift) -> None:
        """Grade until all is done, or the executor died and what was in flight has landed."""
        while (shift.waiting and not shift.suspects) or shift.running:
            while shift.waiting and shift.has_room() and not shift.suspects:
                self._begin(shift, shift.waiting.pop())
            for future in wait(shift.running, return_when=FIRST_COMPLETED).done:
                self._end(shift, future)

    def _begin(self, shift: Shift, student: Student) -> None:
        """Hand a submission to the executor, unless it is graded already."""
        files = self._files_of(student)
        digest = _digest(files)
        if self.keep and (record := self._done(student, digest)):
            if record.student != student.identity:  # a roster knows the name by now
                record.student = student.identity
                self.folder.save(record)
                self._write_page(self._complete(record))
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

    def _end(self, shift: Shift, future: Future[Graded]) -> None:
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
        return record if record is not None and record.last.digest == digest else None

    def _has_changed(self, student: Student) -> bool:
        """True if what they handed in is not what they have a grade for."""
        record = self.folder.read(student.key)
        if record is None or not record.last.result:
            return False
        return record.last.digest != _digest(self._files_of(student))

    def _seed_for(self, student: Student, digest: str) -> int:
        """The seed with which just these notebooks were graded before, or one that nobody knows."""
        record = self.folder.read(student.key)
        if record is None or not record.last.result or self.folder.has_lost_run:
            return self.seed
        return record.last.result.seed if record.last.digest == digest else self.seed

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
        now = datetime.now().astimezone().isoformat(timespec="minutes")
        last = Attempt(paths[-1], date=now)
        if isinstance(graded, str):  # without a digest: to be graded again
            last.flags = [*student.flags, graded]
        else:
            self.run.sandbox = graded.sandbox
            last.path, last.digest = paths[graded.number], digest
            last.result = graded.result
            last.flags = [*student.flags, *graded.result.flags]
            if len(student.paths) > 1:
                n = f"{len(student.paths)} notebooks were handed in, {len(paths)} graded"
                last.flags.insert(0, f"{n}: {last.path} counts")
            self.n_fresh += graded.result.seed == self.seed != self.run.seed
        record = Record(student.identity, last, self._attempts_before(student, digest))
        self.folder.save(record)
        self._write_page(self._complete(record))
        self.outdated.discard(student.key)

    def _attempts_before(self, student: Student, digest: str) -> list[Attempt]:
        """What a student handed in before these notebooks, and what it earned."""
        record = self.folder.read(student.key)
        if record is None:
            return []
        attempts = record.earlier
        if record.last.result and record.last.digest != digest:
            attempts.append(record.last)
        if len(attempts) > MOST_ATTEMPTS:
            attempts.remove(min(attempts, key=lambda a: a.result.points if a.result else 0))
        return attempts

    def _complete(self, record: Record) -> Record:
        """A record with what stands in no file of a result."""
        record.adjusted = self.adjusted.get(record.student.key, {})
        if self.best:
            record.best_counts()
        if record.counts is not record.last:
            record.flags.append(f"an earlier attempt counts, graded {in_words(record.counts.date)}")
        return record

    def records(self) -> Iterator[Record]:
        """What is known of each student, one after the other."""
        twins = self._twins()
        for student in self.students:
            record = self.folder.read(student.key) if student.paths else None
            if record is None:
                yield self._not_graded(student)
                continue
            record.student = student.identity  # as it is known by now
            self._complete(record)
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
        return self._complete(Record(student.identity, Attempt(flags=flags), waits=waits))

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
        """Write the gradebook and the pages from what is graded so far."""
        self.folder.write_run()
        write_reports(self.folder.path, self.run, self.exercises, self.records, lms)
        for record in self.records():
            if record.student.key not in self.have_pages:
                self._write_page(record)
        write_atomically(
            self.folder.path / "class.html", page("class.html", **facts_of(self, self.links))
        )
        if lms:
            self.without_feedback = write_feedback_zip(self.folder.path, lms, self.records())

    def _write_page(self, record: Record) -> None:
        """Write a student's page, if there is something to say."""
        if record.result:
            page = feedback_page(self.run, record, self.links)
            self.folder.write_page(record.student.key, page)
            self.have_pages.add(record.student.key)

    def waiting(self) -> list[tuple[str, str]]:
        """Students whose points are not known: name and why."""
        return [(r.student.name, r.waits) for r in self.records() if r.waits]

    def disputed(self) -> list[tuple[str, str]]:
        """Students with answers that are right by their own check only: name and exercises."""
        found = ((r.student.name, r.result.disputed) for r in self.records() if r.result)
        return [(name, ", ".join(ids)) for name, ids in found if ids]

    def look_at(self) -> list[tuple[str, str]]:
        """Students with something that needs a person besides: name and what it is."""
        told = SAME.format(""), DISPUTED.format(""), LATE
        return [
            (r.student.name, flag)
            for r in self.records()
            for flag in r.flags
            if not flag.startswith(told)
        ]

    def late(self) -> list[str]:
        """Names of students who were late."""
        found = (r for r in self.records() if any(flag.startswith(LATE) for flag in r.flags))
        return [record.student.name for record in found]

    def similar(self, prints: Mapping[str, Prints]) -> list[dict[str, Any]]:
        """Students whose answers are similar and not equal, and these answers side by side."""
        students = {student.key: student for student in self.students}
        twins = {other.key for group in self._twins().values() for other in group[1:]}
        found = []
        for pair in similar({key: of_one for key, of_one in prints.items() if key not in twins}):
            names = [students[key].name for key in (pair.one, pair.other)]
            read = [self.folder.read(key) for key in (pair.one, pair.other)]
            records = [self._complete(record) for record in read if record]
            found.append({"names": names, "share": pair.share, "answers": beside(pair, *records)})
        return found
