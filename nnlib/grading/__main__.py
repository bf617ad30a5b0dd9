"""Grade a folder or a zip of notebooks.

nnlib-grade SUBMISSIONS --chapter 03 --out REPORT
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shlex
import signal
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager
from typing import Any

from nnlib.grading.adjusting import named
from nnlib.grading.classroom import Classroom
from nnlib.grading.feedback import Links
from nnlib.grading.folder import options_before
from nnlib.grading.pages import check_packages
from nnlib.grading.report import LMS, LMS_ID, number
from nnlib.grading.roster import Student, find_students
from nnlib.grading.rosters import read_roster
from nnlib.grading.sandbox import SandboxError, choosing
from nnlib.grading.sources import SubmissionsError, listed, open_source
from nnlib.grading.worker import begin_worker

AS_BEFORE = ("roster", "attempts", "book", "solutions")  # options that are kept from run to run


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="nnlib-grade",
        description="Grade a chapter's notebooks, each in a sandbox. Writes grades.csv, "
        "grades.json, class.html and a feedback page for each student. What adjust.csv in the "
        "report's folder says (student, exercise, points, comment) counts instead.",
    )
    parser.add_argument("submissions", help="folder, notebook, or zip of an LMS")
    parser.add_argument(
        "--chapter", required=True, metavar="NN", type=lambda n: n.zfill(2), help="such as 03"
    )
    parser.add_argument("--out", required=True, metavar="FOLDER", help="where the report goes")
    parser.add_argument("--roster", metavar="CSV", help="with name, id, lms_id, or an LMS's")
    parser.add_argument(
        "--lms",
        choices=sorted(LMS),
        help="also write a file for its import, where who is not graded yet has no points, and "
        "a zip of feedback to upload",
    )
    parser.add_argument(
        "--resume",
        action="store_true",
        help="keep what is graded already; what is new or changed is graded with a new seed",
    )
    parser.add_argument(
        "--only",
        metavar="ID",
        help="grade one student again: id, LMS id or name; the same notebook with the same seed",
    )
    parser.add_argument(
        "--attempts",
        choices=["last", "best"],
        help="which counts of what was handed in at different times (last)",
    )
    parser.add_argument("--book", metavar="ADDRESS", help="pages link to it there")
    parser.add_argument(
        "--solutions",
        action=argparse.BooleanOptionalAction,
        help="pages link to the explained solutions as well",
    )
    parser.add_argument(
        "--workers", type=int, default=os.cpu_count(), metavar="N", help="processes (%(default)s)"
    )
    parser.add_argument("--dask", metavar="ADDRESS", help="use this Dask cluster's workers")
    parser.add_argument(
        "--trust-students", action="store_true", help="go on where no sandbox works"
    )
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    options = parse(argv)
    before = signal.getsignal(signal.SIGINT)
    try:
        return grade_class(options)
    except (SandboxError, ValueError, OSError) as error:
        print(f"nnlib-grade: {error}", file=sys.stderr)
        return 2
    finally:
        if signal.getsignal(signal.SIGINT) is _interrupt_once:
            signal.signal(signal.SIGINT, before)


def grade_class(options: argparse.Namespace) -> int:
    """Grade, report, and say what a person should look at."""
    from tqdm import tqdm

    check_packages()
    as_before = _as_before(options)
    links = Links.to(options.book or "", solutions=bool(options.solutions))
    roster = read_roster(options.roster) if options.roster else []
    source = open_source(options.submissions)
    students = find_students(source, roster)
    if not any(student.paths for student in students):
        raise SubmissionsError(f"there is no notebook in {options.submissions}")
    only = _wanted(students, options.only) if options.only else None
    resume = options.resume or only is not None
    sandbox = None if options.dask else choosing.choose_sandbox(trust=options.trust_students)
    room = Classroom(
        source,
        students,
        options.chapter,
        options.out,
        resume=resume,
        best=options.attempts == "best",
        links=links,
        options={name: str(told) for name in AS_BEFORE if (told := getattr(options, name))},
    )
    if as_before:
        print(f"as before: {_printable(shlex.join(as_before))}")
    if sandbox:
        print(f"sandbox: {sandbox.name}")
    n = len(only) if only else sum(bool(student.paths) for student in students)
    interrupted = False
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else it is to be ignored
        signal.signal(signal.SIGINT, _interrupt_once)
    with tqdm(total=n, unit="notebook") as bar:
        try:
            room.grade(
                _executors(options),
                trust=options.trust_students,
                only=only,
                again=only is not None,
                report=lambda student: bar.update(),
            )
        except KeyboardInterrupt:
            interrupted = True
    room.write(options.lms)
    _summary(room, options)
    if interrupted:
        print("\nInterrupted. What is graded is kept: run the same command with --resume.")
    return 130 if interrupted else 0


def _as_before(options: argparse.Namespace) -> list[str]:
    """Take from the last command into the folder what this one leaves open; return what that was.

    Each command writes all tables and pages anew: without the roster they would lose names and ids.
    """
    if options.roster:
        options.roster = os.path.abspath(options.roster)
    taken = []
    if options.resume or options.only:
        for name, told in options_before(options.out).items():
            if name in AS_BEFORE and getattr(options, name) is None:
                setattr(options, name, told)
                taken += [f"--{name}", *([told] if name != "solutions" else [])]
    if options.roster and not os.path.exists(options.roster):
        kept = ", which was named before: name it by --roster" if "--roster" in taken else ""
        raise SubmissionsError(f"there is no roster {options.roster}{kept}")
    return taken


def _interrupt_once(*_: object) -> None:
    """Stop the grading; what is graded is written down then, whatever else is pressed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


def _wanted(students: list[Student], text: str) -> list[str]:
    """Keys of the students that a text names."""
    found = [s.key for s in named(students, text) if s.paths]
    if not found:
        raise SubmissionsError(f"no submission is of a student {text!r}")
    return found


def _executors(options: argparse.Namespace) -> Callable[[], AbstractContextManager[Executor]]:
    """What makes executors: processes of this machine, or a cluster's workers."""
    if options.dask:
        from nnlib.grading.cluster import cluster_executors

        return cluster_executors(options.dask)
    spawn = multiprocessing.get_context("spawn")
    n = max(1, options.workers)
    return lambda: _Processes(n, mp_context=spawn, initializer=begin_worker)


class _Processes(ProcessPoolExecutor):
    """Processes of this machine; an interruption ends them, for nobody would take their results."""

    def __exit__(self, kind: type[BaseException] | None, *rest: Any) -> bool | None:
        if kind is not None and issubclass(kind, KeyboardInterrupt):
            # Nothing is cancelled here: the pool's thread fails on what is, when a process dies
            # (Python before 3.12.1), and then nobody takes leave of the processes.
            for process in multiprocessing.active_children():
                process.kill()
        else:
            self.shutdown(cancel_futures=kind is not None)  # after an error what has begun may end
        return super().__exit__(kind, *rest)


def _summary(room: Classroom, options: argparse.Namespace) -> None:
    """Print the class's result and the list of what needs a person."""
    files = ["grades.csv", *([f"grades-{options.lms}.csv"] if options.lms else [])]
    if disputed := room.disputed():
        print("\nRight by their own check's stored output, but not here; look at these first:")
        for name, ids in disputed:
            print(_printable(f"  {name}: {ids}"))
        print()
    _print_points(room)
    for path in sorted(room.folder.damaged):
        print(_printable(f"{path} was damaged; what it was of is graded again, or has no grade"))
    if room.folder.has_lost_run:
        print("What it said of --roster, --attempts, --book and --solutions is lost: say it again")
    waiting = room.waiting()
    if waiting:
        print(f"\n{len(waiting)} without a grade, so without points in {' and '.join(files)}:")
        for name, why in waiting:
            print(_printable(f"  {name}: {why}"))
        print()
    if options.lms:
        students = [record.student for record in room.records()]
        if n_lost := sum(not LMS_ID[options.lms](student) for student in students):
            print(
                f"{n_lost} of {len(students)} students have no ID in {files[1]}, "
                "so its import cannot find them: --roster tells it"
            )
        if names := room.without_feedback:
            print(
                f"not in feedback-{options.lms}.zip, for {options.lms.capitalize()} has not named "
                f"their files: {_printable(listed(names))}"
            )
    if flags := [told for told in room.look_at() if told not in waiting]:  # said once
        print("\nPlease look at:")
        for name, flag in flags:
            print(_printable(f"  {name}: {flag}"))
    if late := room.late():
        print(_printable(f"\nLate, as Canvas says: {listed(late, most=20)}"))
    if copies := room.copies():
        print("\nThe same answers have:")
        for names in copies:
            print(_printable(f"  {listed(names)}"))
    if room.ignored:
        print()
        print(_printable(f"No notebooks, so not read: {listed(room.ignored, most=20)}"))


def _print_points(room: Classroom) -> None:
    """Print how many are graded, what they earned on average, and with which seed."""
    records = [r for r in room.records() if r.result and not r.waits]
    read = [r for r in records if r.result and not r.result.unread]
    if read:
        ids = [exercise.id for exercise in room.exercises]
        mean = number(sum(r.total(ids) for r in read) / len(read))
        total = sum(exercise.points for exercise in room.exercises)
        gradebook = room.folder.path / "grades.csv"
        print(f"{len(read)} graded, on average {mean} of {total} points; {gradebook}")
        print(f"about the class: {room.folder.path / 'class.html'}")
    if n_unread := len(records) - len(read):
        print(f"{n_unread} could not be read, 0 points each")
    if room.run.sandbox:
        print(f"graded in: {room.run.sandbox}; seed {room.run.seed}")
    if room.n_fresh:
        print(f"{room.n_fresh} new or changed, graded with a seed of their own: {room.seed}")


def _printable(text: str) -> str:
    """A text whose characters cannot speak to the terminal."""
    return "".join(c if c.isprintable() else "?" for c in text)


if __name__ == "__main__":
    sys.exit(main())
