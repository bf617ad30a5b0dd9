"""What is known of each student's submission, and of the run, as it lies in the report's files.

The files are JSON, and this is the one place that knows their form.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from nnlib.judge.verdict import MARKS

VERSION = 1
READABLE = (0, VERSION)  # 0 stands for the files that do not say one; their form is the same
KEYS = ("key", "name", "id", "lms_id")


class RecordError(ValueError):
    """A file of the report is not what was written there; the message says why."""


class LaterVersionError(RecordError):
    """A file of the report is a later nnlib's: nothing is wrong with it."""


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

    @classmethod
    def from_json(cls, facts: Any) -> Self:
        """Read a mark; RecordError if it is none."""
        return cls(
            id=_text(facts, "id"),
            title=_text(facts, "title"),
            points=_take(facts, "points", (int, float)),
            max_points=_take(facts, "max_points", (int, float)),
            status=_status(facts),
            reason=_text(facts, "reason"),
            mistake=_text(facts, "mistake"),
            rows=[_row(row) for row in _take(facts, "rows", (list,))],
            code=_text(facts, "code"),
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
            marks=[Mark.from_json(mark) for mark in _take(facts, "marks", (list,))],
            flags=_texts(facts, "flags"),
            fingerprint=_take(facts, "fingerprint", (str, type(None))),
            seed=_take(facts, "seed", (int,)),
            unread=_text(facts, "unread", ""),  # version 0.1.0 of the course did not write it,
            disputed=_texts(facts, "disputed", []),  # nor this
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
class Record:
    """What is known of a student's submission.

    Attributes
    ----------
    student : Identity
    path : str
        The notebook that counts.
    digest : str
        Equal for equal notebooks; empty if they are to be graded again.
    flags : list of str
        What a person should look at.
    result : Result or None
        None if there is none, for which the last flag is the reason.
    waits : str
        Why the student's points are not known; empty if they are. No file of a result has it: it
        depends on what is handed in by now.
    """

    student: Identity
    path: str = ""
    digest: str = ""
    flags: list[str] = field(default_factory=list)
    result: Result | None = None
    waits: str = ""

    def to_json(self) -> dict[str, Any]:
        """The form that ``from_json`` reads."""
        return {
            "version": VERSION,
            "student": {**asdict(self.student), "path": self.path},
            "digest": self.digest,
            "flags": self.flags,
            "result": None if self.result is None else asdict(self.result),
        }

    @classmethod
    def from_json(cls, facts: Any) -> Self:
        """Read a record; RecordError if it is none, or of a version that is not known."""
        version = _take(facts, "version", (int,), 0)
        if version not in READABLE:
            raise LaterVersionError(
                f"it is of version {version}, and this nnlib reads versions up to {VERSION}"
            )
        student = _take(facts, "student", (dict,))
        result = _take(facts, "result", (dict, type(None)))
        flags = _texts(facts, "flags")
        if result is None and not flags:
            raise RecordError("it has no 'result', and no flag that says why")
        return cls(
            student=Identity(**{key: _text(student, key) for key in KEYS}),
            path=_text(student, "path"),
            digest=_text(facts, "digest"),
            flags=flags,
            result=None if result is None else Result.from_json(result),
        )

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the file of a result; RecordError names it if it is damaged."""
        try:
            return cls.from_json(_content(path))
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
    """

    chapter: str
    seed: int
    version: str
    sandbox: str = ""

    def to_json(self) -> dict[str, Any]:
        """The form that ``read`` reads."""
        return asdict(self)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read ``run.json``; RecordError names it if it is damaged."""
        try:
            facts = _content(path)
            text = {key: _text(facts, key, "") for key in ("chapter", "version", "sandbox")}
            return cls(**text, seed=_take(facts, "seed", (int,)))
        except RecordError as error:
            raise RecordError(f"{path} cannot be read: {error}. Name another folder") from error


def _content(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise RecordError(f"it is no JSON ({str(error)[:100]})") from error


def _take(facts: Any, name: str, kinds: tuple[type, ...], default: Any = ...) -> Any:
    """An entry of an object, which has to be of one of these types."""
    if type(facts) is not dict:
        raise RecordError(f"it has {str(facts)[:30]!r} where an object with {name!r} should be")
    if name not in facts and default is not ...:
        return default
    if name not in facts:
        raise RecordError(f"it has no {name!r}")
    if type(facts[name]) not in kinds:
        raise RecordError(f"its {name!r} is {str(facts[name])[:30]!r}")
    return facts[name]


def _text(facts: Any, name: str, default: Any = ...) -> str:
    text: str = _take(facts, name, (str,), default)
    return text


def _texts(facts: Any, name: str, default: Any = ...) -> list[str]:
    texts: list[str] = _take(facts, name, (list,), default)
    if not all(type(text) is str for text in texts):
        raise RecordError(f"its {name!r} are not all texts")
    return texts


def _status(facts: Any) -> str:
    status = _text(facts, "status")
    if status not in MARKS:
        raise RecordError(f"its 'status' is {status[:30]!r}")
    return status


def _row(row: Any) -> tuple[str, str]:
    if type(row) is not list or len(row) != 2 or not all(type(text) is str for text in row):
        raise RecordError(f"its 'rows' have {str(row)[:30]!r}")
    return row[0], row[1]
