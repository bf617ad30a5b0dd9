"""What is known of each student's submission, and of the run, as it lies in the report's files.

The files are JSON, and this is the one place that knows their form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from nnlib.grading.fields import LaterVersionError, RecordError, content, take, text, texts
from nnlib.judge.verdict import MARKS

VERSION = 1
READABLE = (0, VERSION)  # 0 stands for the files that do not say one; their form is the same
KEYS = ("key", "name", "id", "lms_id")


@dataclass
class Mark:
    """What an exercise earned.

    Attributes
    ----------
    id, title : str
    points, max_points : float
    status : ``"correct"``, ``"not yet"`` or ``"not attempted"``
    reason : str
        The sentence that the learner's own check would say.
    mistake : str
        Name of the mistake that was recognised, or empty.
    rows : list of (str, str)
        Input, expected, got, and so on.
    code : str
        The student's answer.
    parts : list of (str, bool)
        The parts of a wrong answer that earn points of their own, and which are right.
    prints : list of (int, int, int)
        What the answer is known by if it is copied in part: a number, and the lines it is of.
    """

    id: str
    title: str
    points: float
    max_points: float
    status: str
    reason: str = ""
    mistake: str = ""
    rows: list[tuple[str, str]] = field(default_factory=list)
    code: str = ""
    parts: list[tuple[str, bool]] = field(default_factory=list)
    prints: list[tuple[int, int, int]] = field(default_factory=list)

    @classmethod
    def from_json(cls, facts: Any) -> Self:
        """Read a mark; RecordError if it is none."""
        return cls(
            id=text(facts, "id"),
            title=text(facts, "title"),
            points=take(facts, "points", (int, float)),
            max_points=take(facts, "max_points", (int, float)),
            status=_status(facts),
            reason=text(facts, "reason"),
            mistake=text(facts, "mistake"),
            rows=_rows(facts, "rows", (str, str)),
            code=text(facts, "code"),
            parts=_rows(facts, "parts", (str, bool), []),
            prints=_rows(facts, "prints", (int, int, int), []),
        )


@dataclass
class Result:
    """What came of a submission.

    Attributes
    ----------
    marks : list of Mark
    flags : list of str
        What a person should look at.
    fingerprint : str or None
        Equal for equal answers.
    seed : int
        Of the inputs that the answers were tried on.
    unread : str
        Why nothing of it could be graded; empty if it could.
    disputed : list of str
        Ids of the exercises that are right by a check's stored output in the notebook, but not
        here. Anybody can write such an output, so a person has to look.
    """

    marks: list[Mark]
    flags: list[str]
    fingerprint: str | None
    seed: int
    unread: str = ""
    disputed: list[str] = field(default_factory=list)

    @property
    def points(self) -> float:
        """The sum over the exercises."""
        return sum(mark.points for mark in self.marks)

    @property
    def max_points(self) -> float:
        """What all exercises together can earn."""
        return sum(mark.max_points for mark in self.marks)

    @classmethod
    def from_json(cls, facts: Any) -> Self:
        """Read a result; RecordError if it is none."""
        return cls(
            marks=[Mark.from_json(mark) for mark in take(facts, "marks", (list,))],
            flags=texts(facts, "flags"),
            fingerprint=take(facts, "fingerprint", (str, type(None))),
            seed=take(facts, "seed", (int,)),
            unread=text(facts, "unread", ""),  # version 0.1.0 of the course did not write it,
            disputed=texts(facts, "disputed", []),  # nor this
        )


@dataclass
class Identity:
    """Whom a record is of.

    Attributes
    ----------
    key : str
        Unique, and safe as the name of a file.
    name, id, lms_id : str
        As the roster has them, or as the file's name tells them.
    """

    key: str
    name: str
    id: str = ""
    lms_id: str = ""


@dataclass
class Adjustment:
    """What whoever grades has decided on themselves.

    Attributes
    ----------
    points : float
        In the place of the grader's; of the whole chapter, to be added to their sum.
    comment : str
        For the student to read.
    """

    points: float
    comment: str = ""


@dataclass
class Attempt:
    """What came of what a student handed in at one time.

    Attributes
    ----------
    path : str
        The notebook that counts.
    digest : str
        Equal for equal notebooks; empty if they are to be graded again.
    date : str
        When it was graded, such as ``2026-11-29T14:05+01:00``.
    flags : list of str
        What a person should look at.
    result : Result or None
        None if there is none, for which the last flag is the reason.
    """

    path: str = ""
    digest: str = ""
    date: str = ""
    flags: list[str] = field(default_factory=list)
    result: Result | None = None

    @classmethod
    def from_json(cls, facts: Any) -> Self:
        """Read an attempt; RecordError if it is none."""
        result = take(facts, "result", (dict, type(None)))
        flags = texts(facts, "flags")
        if result is None and not flags:
            raise RecordError("it has no 'result', and no flag that says why")
        return cls(
            path=text(facts, "path"),
            digest=text(facts, "digest"),
            date=text(facts, "date", ""),  # the first versions did not write it
            flags=flags,
            result=None if result is None else Result.from_json(result),
        )


@dataclass
class Record:
    """What is known of a student's submissions.

    Attributes
    ----------
    student : Identity
    last : Attempt
        What they handed in last.
    earlier : list of Attempt
        What they handed in before, and what it earned.
    counts : Attempt
        The attempt that counts: the last, or the best once ``best_counts`` is called.
    adjusted : dict of str to Adjustment
        By exercise; what is added to the sum has an empty id. No file of a result has it: it
        stands in the instructor's own table.
    waits : str
        Why the student's points are not known; empty if they are. No file of a result has it: it
        depends on what is handed in by now.
    """

    student: Identity
    last: Attempt = field(default_factory=Attempt)
    earlier: list[Attempt] = field(default_factory=list)
    adjusted: dict[str, Adjustment] = field(default_factory=dict)
    waits: str = ""

    def __post_init__(self) -> None:
        self.counts = self.last

    @property
    def result(self) -> Result | None:
        """What came of the attempt that counts."""
        return self.counts.result

    @property
    def path(self) -> str:
        """The notebook of the attempt that counts."""
        return self.counts.path

    @property
    def flags(self) -> list[str]:
        """What a person should look at."""
        return self.counts.flags

    def earned(self, ids: Sequence[str]) -> list[float]:
        """Points of each exercise, as the grader or whoever corrected it has it."""
        given = {mark.id: mark.points for mark in self.result.marks} if self.result else {}
        given |= {i: adjustment.points for i, adjustment in self.adjusted.items()}
        return [given.get(i, 0.0) for i in ids]

    def total(self, ids: Sequence[str]) -> float:
        """Points of the chapter; what is taken off for a reason of its own leads to 0 at most."""
        added = self.adjusted.get("")
        return max(0.0, sum(self.earned(ids)) + (added.points if added else 0.0))

    def best_counts(self) -> None:
        """Let the best attempt count, of equal ones the later."""
        graded = [a for a in [*self.earlier, self.last] if a.result]
        if self.last.result:
            self.counts = max(reversed(graded), key=lambda a: a.result.points if a.result else 0)

    def to_json(self) -> dict[str, Any]:
        """The form that ``from_json`` reads."""
        last = asdict(self.last)
        return {
            "version": VERSION,
            "student": {**asdict(self.student), "path": last.pop("path")},
            **last,
            "earlier": [asdict(attempt) for attempt in self.earlier],
        }

    @classmethod
    def from_json(cls, facts: Any) -> Self:
        """Read a record; RecordError if it is none, or of a version that is not known."""
        version = take(facts, "version", (int,), 0)
        if version not in READABLE:
            raise LaterVersionError(
                f"it is of version {version}, and this nnlib reads versions up to {VERSION}"
            )
        student = take(facts, "student", (dict,))
        return cls(
            student=Identity(**{key: text(student, key) for key in KEYS}),
            last=Attempt.from_json({**facts, "path": text(student, "path")}),
            earlier=[Attempt.from_json(attempt) for attempt in take(facts, "earlier", (list,), [])],
        )

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the file of a result; RecordError names it if it is damaged."""
        try:
            return cls.from_json(content(path))
        except RecordError as error:
            raise type(error)(
                f"{path} cannot be read: {error}. Once that file is deleted, --resume grades anew"
            ) from error


@dataclass
class Run:
    """Facts about the grading of a class.

    Attributes
    ----------
    chapter : str
    seed : int
        Of what was graded when the run began.
    version : str
        Of nnlib.
    sandbox : str
        Its name; empty until something is graded.
    options : dict of str to str
        What else the command was told, for the next one into the same folder.
    """

    chapter: str
    seed: int
    version: str
    sandbox: str = ""
    options: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The form that ``read`` reads."""
        return asdict(self)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read ``run.json``; RecordError names it if it is damaged."""
        try:
            facts = content(path)
            told = {key: text(facts, key, "") for key in ("chapter", "version", "sandbox")}
            options = take(facts, "options", (dict,), {})  # the first versions did not write it
            kept = {key: text(options, key) for key in options}
            return cls(**told, seed=take(facts, "seed", (int,)), options=kept)
        except RecordError as error:
            raise RecordError(
                f"{path} cannot be read: {error}. Name another folder, or grade all of it again "
                "with --resume"
            ) from error


def _status(facts: Any) -> str:
    status = text(facts, "status")
    if status not in MARKS:
        raise RecordError(f"its 'status' is {status[:30]!r}")
    return status


def _rows(facts: Any, name: str, kinds: tuple[type, ...], default: Any = ...) -> list[Any]:
    """A list of rows, each with entries of these types."""
    rows: list[Any] = take(facts, name, (list,), default)
    for row in rows:
        if type(row) is not list or tuple(map(type, row)) != kinds:
            raise RecordError(f"its {name!r} have {str(row)[:30]!r}")
    return [tuple(row) for row in rows]
