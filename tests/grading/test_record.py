"""A record is read as it was written, in today's form and in older ones, or refused by name."""

import dataclasses
import json
import re

import pytest

from nnlib.grading.fields import RecordError
from nnlib.grading.record import VERSION, Attempt, Identity, Mark, Record, Result, Run

MARK = Mark("01-nll", "Loss", 0.5, 2, "not yet", "A reason.", "a_mistake", [("got", "1")], "x = 1")
RESULT = Result([MARK], ["a flag"], "fingerprint", 7, "unread")
LAST = Attempt("jane.ipynb", "digest", "", ["a flag"], RESULT)
RECORD = Record(Identity("jane_1", "Jane", "j", "1"), LAST)
FAILED = Record(Identity("jane", "Jane"), Attempt("jane.ipynb", flags=["the grader itself failed"]))
AGAIN = Record(
    RECORD.student,
    dataclasses.replace(LAST, date="2026-11-29T14:05+01:00"),
    [dataclasses.replace(LAST, digest="another")],
)
PARTS = dataclasses.replace(MARK, parts=[("w", True), ("b", False)], prints=[(7, 1, 2)])
IN_PARTS = Record(RECORD.student, dataclasses.replace(LAST, result=Result([PARTS], [], None, 7)))
# As it was written before records said their version.
OLD = {
    "student": {"key": "jane_1", "name": "Jane", "id": "j", "lms_id": "1", "path": "jane.ipynb"},
    "digest": "digest",
    "flags": ["a flag"],
    "result": {
        "marks": [
            {"id": "01-nll", "title": "Loss", "points": 0.5, "max_points": 2, "status": "not yet",
             "reason": "A reason.", "mistake": "a_mistake", "rows": [["got", "1"]],
             "code": "x = 1"}
        ],
        "flags": ["a flag"],
        "fingerprint": "fingerprint",
        "seed": 7,
        "unread": "unread",
    },
}  # fmt: skip


@pytest.mark.parametrize("record", [RECORD, FAILED, AGAIN, IN_PARTS], ids=range(4))
def test_a_record_comes_back_as_it_was(record):
    assert Record.from_json(json.loads(json.dumps(record.to_json()))) == record


@pytest.mark.parametrize("version", [{}, {"version": 0}])
def test_a_record_of_an_earlier_version_is_read(version):
    assert Record.from_json(OLD | version) == RECORD


def test_version_0_1_0_did_not_say_what_was_unread():
    result = {key: value for key, value in OLD["result"].items() if key != "unread"}
    read = Record.from_json(OLD | {"result": result})
    assert read.result == dataclasses.replace(RESULT, unread="")


def test_the_form_is_the_same_but_for_what_was_added():
    mark = OLD["result"]["marks"][0] | {"rows": [("got", "1")], "parts": [], "prints": []}
    result = OLD["result"] | {"marks": [mark], "disputed": []}
    added = {"version": VERSION, "date": "", "earlier": []}
    assert RECORD.to_json() == OLD | added | {"result": result}


@pytest.mark.parametrize(
    ("earned", "counts"), [([1, 3], 1), ([3, 1], 0), ([2, 2], 1), ([1, 3, 3, 2], 2)]
)
def test_the_best_attempt_counts_or_the_last(earned, counts):
    attempts = [
        Attempt(f"{i}", result=Result([dataclasses.replace(MARK, points=points)], [], None, i))
        for i, points in enumerate(earned)
    ]
    record = Record(Identity("a", "A"), attempts[-1], attempts[:-1])
    assert record.path == f"{len(earned) - 1}"
    record.best_counts()
    assert (record.path, record.result.points) == (f"{counts}", max(earned))


def test_what_could_not_be_graded_waits_whatever_was_earned_before():
    record = Record(FAILED.student, FAILED.last, [LAST])
    record.best_counts()
    assert record.result is None


def test_a_later_version_is_refused_with_a_sentence():
    with pytest.raises(RecordError, match="is of version 2, and this nnlib reads versions up to 1"):
        Record.from_json(OLD | {"version": 2})


def changed(*path, value):
    """The old record with another value at a place; without one, if it is ``...``."""
    record = json.loads(json.dumps(OLD))
    place = record
    for step in path[:-1]:
        place = place[step]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return record


DAMAGED = [
    None,
    [],
    "text",
    {},
    changed("version", value="1"),
    changed("version", value=True),
    changed("student", value=...),
    changed("student", value=["jane"]),
    changed("student", "path", value=...),
    changed("student", "name", value=3),
    changed("digest", value=None),
    changed("flags", value="a flag"),
    changed("flags", value=[1]),
    changed("result", value=...),
    changed("result", value="none"),
    {**OLD, "result": None, "flags": []},
    changed("result", "seed", value="7"),
    changed("result", "fingerprint", value=7),
    changed("result", "marks", value={}),
    changed("result", "marks", 0, value=None),
    changed("result", "marks", 0, "points", value="2"),
    changed("result", "marks", 0, "points", value=True),
    changed("result", "marks", 0, "status", value="right"),
    changed("result", "marks", 0, "rows", value=[["got"]]),
    changed("result", "marks", 0, "rows", value=[["got", 1]]),
    changed("result", "marks", 0, "code", value=...),
    changed("result", "marks", 0, "parts", value=[["w", 1]]),
    changed("result", "marks", 0, "prints", value=[[1, 2]]),
    changed("earlier", value=[3]),
    changed("earlier", value=[{"path": "a"}]),
    changed("date", value=3),
]


@pytest.mark.parametrize("facts", DAMAGED, ids=range(len(DAMAGED)))
def test_what_is_damaged_is_refused_with_the_files_name(tmp_path, facts):
    path = tmp_path / "jane_1.json"
    path.write_text(json.dumps(facts), "utf-8")
    with pytest.raises(RecordError, match=re.escape(f"{path} cannot be read: it")):
        Record.read(path)


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 100_000], ids=range(4))
def test_what_is_no_json_is_refused_with_the_files_name(tmp_path, data):
    path = tmp_path / "jane_1.json"
    path.write_bytes(data)
    with pytest.raises(RecordError, match=re.escape(f"{path} cannot be read: it is no JSON")):
        Record.read(path)
    with pytest.raises(RecordError, match=re.escape(f"{path} cannot be read: it is no JSON")):
        Run.read(path)


def test_facts_about_a_run_come_back_as_they_were(tmp_path):
    run = Run("01", 7, "0.1.0", "bubblewrap")
    (tmp_path / "run.json").write_text(json.dumps(run.to_json()))
    assert Run.read(tmp_path / "run.json") == run
    (tmp_path / "run.json").write_text('{"chapter": "01", "seed": null}')
    with pytest.raises(RecordError, match=r"run\.json cannot be read: its 'seed' is 'None'"):
        Run.read(tmp_path / "run.json")
