"""A class is graded whole: whatever happens to one submission, the others keep their marks."""

import csv
import json
import threading
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor

import numpy as np
import pytest

from nnlib.grading import worker
from nnlib.grading.__main__ import _summary, parse
from nnlib.grading.classroom import Classroom
from nnlib.grading.grade import DISPUTED, grade
from nnlib.grading.record import Result
from nnlib.grading.roster import find_students
from nnlib.grading.sandbox import SandboxError, choosing
from nnlib.grading.shift import Shift
from nnlib.judge.trial import try_case
from tests.grading.classmates import (
    as_file,
    exercises_of,
    full,
    points,
    released,
    right,
    stubs,
    submission,
)

ANSWERS = right()
TOTAL = sum(full().values())
HALF = submission(ANSWERS | {"01-nll": stubs()["01-nll"]})
pytestmark = pytest.mark.usefixtures("nothing_left")


class Files:
    """Submissions in memory."""

    name = "submissions"

    def __init__(self, **files):
        self.files = files
        self.n_read = 0

    def paths(self):
        return sorted(f"{name}.ipynb" for name in self.files)

    def read(self, path):
        self.n_read += 1
        return self.files[path.removesuffix(".ipynb")]


def room_of(out, *, resume=False, chapter="01", **files):
    source = Files(**files)
    return Classroom(source, find_students(source), chapter, out, resume=resume)


def points_of(room):
    found = {}
    for record in room.records():
        found[record.student.name] = record.result and record.result.points
    return found


def one_worker():
    return ThreadPoolExecutor(1)


class Mortal(Executor):
    """An executor that dies, with all that is in flight, of certain submissions."""

    made = 0

    def __init__(self):
        type(self).made += 1
        self.flying, self.lock, self.dead = [], threading.Lock(), False
        self.timer = None

    def submit(self, function, files, *args):
        with self.lock:
            if self.dead:
                raise BrokenExecutor("a worker died")
            self.flying.append((Future(), function, files, args))
            if self.timer is None:
                self.timer = threading.Timer(0.2, self.land)
                self.timer.start()
            return self.flying[-1][0]

    def land(self):
        with self.lock:
            flying, self.flying, self.timer = self.flying, [], None
            self.dead = any(b"KILLER" in files[0] for _, _, files, _ in flying)
        for future, function, files, args in flying:
            if self.dead:
                future.set_exception(BrokenExecutor("a worker died"))
            else:
                future.set_result(function(files, *args))


def test_who_was_in_flight_with_a_killer_keeps_their_marks(tmp_path):
    killer = submission(ANSWERS | {"01-nll": "# KILLER"})
    honest = submission(ANSWERS)
    room = room_of(tmp_path, a=honest, b=killer, c=HALF, d=killer, e=honest)
    done = []
    room.grade(Mortal, report=lambda student: done.append(student.name))
    assert points_of(room) == {"a": TOTAL, "b": None, "c": TOTAL - 2, "d": None, "e": TOTAL}
    assert sorted(done) == list("abcde")
    assert [flag for _, flag in room.look_at() if "died" in flag] == [
        "the grader's own process died on it"
    ] * 2
    assert dict(room.waiting()) == dict.fromkeys("bd", "the grader's own process died on it")


class Breaks(ThreadPoolExecutor):
    """The first takes one submission and then refuses all."""

    made = 0

    def __init__(self):
        super().__init__(1)
        type(self).made += 1
        self.left = 1 if self.made == 1 else 100

    def submit(self, *args):
        if self.left == 0:
            raise BrokenExecutor("a worker died")
        self.left -= 1
        return super().submit(*args)


def test_what_a_broken_executor_refuses_is_graded_by_the_next(tmp_path):
    files = {name: submission(ANSWERS, first=f"# {name}") for name in "abc"}
    room = room_of(tmp_path, **files)
    room.grade(Breaks)
    assert points_of(room) == dict.fromkeys("abc", TOTAL)
    assert Breaks.made > 1
    assert not [flag for _, flag in room.look_at() if "died" in flag]


def test_an_error_of_the_grader_is_a_flag_and_not_the_end(tmp_path, monkeypatch):
    def fail(data, *args):
        if data == b"odd":
            raise RuntimeError("odd")
        return real(data, *args)

    real = worker.grade
    monkeypatch.setattr(worker, "grade", fail)
    room = room_of(tmp_path, a=submission(ANSWERS), b=b"odd")
    room.grade(one_worker)
    assert points_of(room) == {"a": TOTAL, "b": None}
    assert ("b", "the grader itself failed on it: RuntimeError: odd") in room.look_at()
    monkeypatch.setattr(worker, "grade", real)
    again = room_of(tmp_path, resume=True, a=submission(ANSWERS), b=b"odd")
    again.grade(one_worker)  # it is tried again
    assert points_of(again) == {"a": TOTAL, "b": 0}


def test_without_a_sandbox_the_run_ends(tmp_path, monkeypatch):
    def choose(trust):
        raise SandboxError("none here")

    monkeypatch.setattr(choosing, "sandbox_of_this_process", choose)
    with pytest.raises(SandboxError):
        room_of(tmp_path, a=b"").grade(one_worker)


def test_several_threads_of_a_worker_take_turns(tmp_path):
    files = {name: submission(ANSWERS, first=f"# {name}") for name in "abcdef"}
    room = room_of(tmp_path, **files)
    room.grade(lambda: ThreadPoolExecutor(4))
    assert points_of(room) == dict.fromkeys("abcdef", TOTAL)


def test_a_second_run_grades_only_what_is_new(tmp_path):
    one = {"a": submission(ANSWERS), "b": HALF}
    first = room_of(tmp_path, **one)
    first.grade(one_worker)
    first.write()
    before = (tmp_path / "results" / "a.json").stat().st_mtime_ns
    second = room_of(tmp_path, resume=True, **(one | {"b": submission(ANSWERS), "c": HALF}))
    assert second.run.seed == first.run.seed
    second.grade(one_worker)
    assert points_of(second) == {"a": TOTAL, "b": TOTAL, "c": TOTAL - 2}
    assert (tmp_path / "results" / "a.json").stat().st_mtime_ns == before


def seeds_of(room):
    return {r.student.name: r.result and r.result.seed for r in room.records()}


def lookup_table(exercise, seed):
    """An answer that knows what one seed asks of softmax, and nothing else."""
    known = {}

    def watched(Z):
        known[str(np.asarray(Z).tolist())] = np.asarray(exercise.reference(Z)).tolist()

    for case in exercise.draw_cases(seed):
        try_case(watched, case, 10)
    return f"def softmax(Z):\n    return np.array({known!r}[str(np.asarray(Z).tolist())])"


def test_a_lookup_table_for_a_known_seed_earns_nothing_when_the_run_goes_on(tmp_path):
    first = room_of(tmp_path / "out", a=submission(stubs()), b=HALF)
    first.grade(one_worker)
    seed = seeds_of(first)["a"]
    assert seed == first.run.seed
    exercise = next(e for e in exercises_of("01") if e.id == "01-softmax")
    cheat = submission(stubs() | {exercise.id: lookup_table(exercise, seed)})
    alone = grade(
        cheat, "01", seed, choosing.sandbox_of_this_process(False)
    )  # with that seed it would earn all
    assert points(alone)[exercise.id] == exercise.points
    again = room_of(tmp_path / "out", resume=True, a=cheat, b=HALF, c=cheat)
    again.grade(one_worker)
    assert {name: earned == 0 for name, earned in points_of(again).items()} == {
        "a": True, "b": False, "c": True
    }  # fmt: skip
    assert seeds_of(again)["b"] == seed
    assert again.n_fresh == 2
    assert again.run.seed == seed


def test_no_seed_is_met_twice_by_different_notebooks_of_one_student(tmp_path):
    seen = []
    for data in (HALF, submission(ANSWERS), HALF, submission(stubs())):
        room = room_of(tmp_path, resume=True, a=data)
        room.grade(one_worker)
        seen.append(seeds_of(room)["a"])
    assert len(set(seen)) == 4
    room = room_of(tmp_path, resume=True, a=submission(stubs()))
    room.grade(one_worker, again=True)  # for an appeal
    assert seeds_of(room)["a"] == seen[-1]
    page = (tmp_path / "feedback" / "a.html").read_text("utf-8")
    assert f"seed {seen[-1]}" in page
    (tmp_path / "results" / "a.json").unlink()
    room = room_of(tmp_path, resume=True, a=submission(stubs()))
    room.grade(one_worker)
    assert seeds_of(room)["a"] not in seen


def test_a_grade_of_other_notebooks_is_no_grade(tmp_path):
    def interrupt(student):
        raise KeyboardInterrupt

    first = room_of(tmp_path, a=HALF, b=HALF, c=HALF)
    first.grade(one_worker)
    assert first.waiting() == []
    second = room_of(tmp_path, resume=True, a=HALF, b=HALF, c=submission(ANSWERS), d=HALF)
    with pytest.raises(KeyboardInterrupt):
        second.grade(one_worker, report=interrupt)
    second.write("canvas")
    assert [name for name, _ in second.waiting()] == ["c", "d"]
    assert "those that are there now are not graded" in dict(second.look_at())["c"]
    with open(tmp_path / "grades-canvas.csv", encoding="utf-8", newline="") as file:
        half = str(TOTAL - 2)
        assert [row["Chapter 01"] for row in csv.DictReader(file)] == [half, half, "", ""]
    other = room_of(tmp_path, resume=True, a=HALF, b=HALF, c=submission(ANSWERS), d=HALF)
    other.grade(one_worker, only=["b"], again=True)
    assert [name for name, _ in other.waiting()] == ["c", "d"]


def test_a_run_is_not_begun_where_another_was(tmp_path):
    first = room_of(tmp_path, a=HALF)
    first.grade(one_worker)
    first.write()
    with pytest.raises(ValueError, match=r"holds grades already.*--resume"):
        room_of(tmp_path, a=HALF)
    assert first.run.sandbox
    assert room_of(tmp_path, resume=True, a=HALF).run == first.run


class Several:
    """One student's notebooks in memory, by name."""

    name = "submissions"

    def __init__(self, **files):
        self.files = {f"ann/{name}.ipynb": data for name, data in files.items()}

    def paths(self):
        return sorted(self.files)

    def read(self, path):
        return self.files[path]


OTHER = as_file(released("05"))
UNTOUCHED = submission(stubs())


@pytest.mark.parametrize(
    ("files", "counts", "says", "expected"),
    [
        (
            {"01": submission(ANSWERS), "05": OTHER},
            "01",
            "2 notebooks were handed in, 1 graded",
            TOTAL,
        ),
        ({"01 (1)": submission(ANSWERS), "01": UNTOUCHED}, "01 (1)", "2 graded", TOTAL),
        ({"01 (1)": HALF, "01": submission(ANSWERS)}, "01", "2 graded", TOTAL),
        ({"a": submission(ANSWERS), "b": HALF, "c": b"no notebook"}, "a", "3 notebooks", TOTAL),
        ({"a": HALF, "b": HALF, "c": UNTOUCHED}, "b", "3 graded", TOTAL - 2),
        ({"a": OTHER, "b": b"no notebook"}, "b", "2 graded", 0),
        (
            {"a": submission(ANSWERS)} | {f"b{i:03}": OTHER for i in range(99)},
            "a",
            "1 graded",
            TOTAL,
        ),
        (
            {f"a{i}": submission(ANSWERS) for i in range(9)},
            "a8",
            "9 notebooks were handed in, 5",
            TOTAL,
        ),
    ],
    ids=range(8),
)
def test_of_several_notebooks_the_best_of_the_chapter_counts(
    tmp_path, files, counts, says, expected
):
    source = Several(**files)
    room = Classroom(source, find_students(source), "01", tmp_path)
    room.grade(one_worker)
    (record,) = room.records()
    assert record.result.points == expected
    assert record.path == f"ann/{counts}.ipynb"
    assert says in record.flags[0]
    assert record.flags[0].endswith(f"ann/{counts}.ipynb counts")


def test_one_folder_holds_one_chapter(tmp_path):
    room_of(tmp_path, a=b"")
    with pytest.raises(ValueError, match="holds grades of chapter 01, not of 02"):
        room_of(tmp_path, resume=True, chapter="02", a=b"")
    with pytest.raises(ValueError, match="there is no chapter '99', there are 00, 01"):
        room_of(tmp_path / "x", chapter="99", a=b"")


def test_equal_answers_are_flagged_for_both(tmp_path):
    copied = submission(ANSWERS | {"01-nll": ANSWERS["01-nll"] + "  # mine"})
    files = {"a": submission(ANSWERS), "b": copied, "c": HALF, "d": submission(stubs())}
    room = room_of(tmp_path, **files, e=submission(stubs()))
    room.grade(one_worker)
    flags = {record.student.name: record.flags for record in room.records()}
    assert flags["a"] == ["the same answers as b"]
    assert flags["b"] == ["the same answers as a"]
    assert room.copies() == [["a", "b"]]
    assert room.look_at() == []


def test_many_equal_answers_are_told_in_few_words(tmp_path, monkeypatch, capsys):
    result = Result([], [], "a fingerprint", 1)
    monkeypatch.setattr(
        "nnlib.grading.classroom.work", lambda *_: worker.Graded(result, 0, "a sandbox")
    )
    room = room_of(tmp_path, **{f"student{i:02d}": bytes([i]) for i in range(60)})
    room.grade(one_worker)
    (names,) = room.copies()
    assert len(names) == 60
    assert all(len(flag) < 100 for record in room.records() for flag in record.flags)
    room.write()
    _summary(room, parse(["x", "--chapter", "1", "--out", "y"]))
    said = capsys.readouterr().out
    assert "student00, student01, student02, student03, student04 and 55 more" in said
    assert len(said) < 1000


def test_who_was_right_by_their_own_check_stands_first(tmp_path, monkeypatch, capsys):
    result = Result([], [DISPUTED.format("01-nll")], None, 1, disputed=["01-nll"])
    monkeypatch.setattr(
        "nnlib.grading.classroom.work", lambda *_: worker.Graded(result, 0, "a sandbox")
    )
    room = room_of(tmp_path, jane=b"x")
    room.grade(one_worker)
    _summary(room, parse(["x", "--chapter", "01", "--out", "y"]))
    first, second = capsys.readouterr().out.strip().split("\n")[:2]
    assert first.startswith("Right by their own check's stored output, but not here")
    assert second == "  jane: 01-nll"
    assert room.look_at() == []


def test_a_damaged_result_is_named_and_graded_again(tmp_path, capsys):
    room_of(tmp_path, a=HALF, b=HALF).grade(one_worker)
    path = tmp_path / "results" / "a.json"
    path.write_text("{")
    room = room_of(tmp_path, resume=True, a=HALF, b=HALF)
    room.grade(one_worker)
    assert points_of(room) == {"a": TOTAL - 2, "b": TOTAL - 2}
    assert room.n_fresh == 1
    _summary(room, parse(["x", "--chapter", "01", "--out", "y"]))
    assert f"{path} was damaged" in capsys.readouterr().out


def test_without_the_facts_of_the_run_all_is_graded_again(tmp_path, capsys):
    room_of(tmp_path, a=HALF, b=HALF).grade(one_worker)
    path = tmp_path / "run.json"
    path.write_text("{")
    with pytest.raises(ValueError, match=r"run.json cannot be read: it is no JSON .* --resume"):
        room_of(tmp_path, a=HALF, b=HALF)
    room = room_of(tmp_path, resume=True, a=HALF, b=HALF)
    room.grade(one_worker)
    assert {record.result.seed for record in room.records()} == {room.seed}
    assert json.loads(path.read_text())["seed"] == room.seed
    assert not any(record.earlier for record in room.records())
    _summary(room, parse(["x", "--chapter", "01", "--out", "y"]))
    assert f"{path} was damaged" in capsys.readouterr().out


def test_a_roster_that_comes_later_gives_the_names(tmp_path, roster):
    room_of(tmp_path, jd1=HALF, br2=HALF).grade(one_worker)
    seeds = {r.student.name: r.result.seed for r in room_of(tmp_path, resume=True).records()}
    assert seeds == {}  # nothing was handed in this time
    source = Files(jd1=HALF, br2=HALF)
    students = find_students(source, roster("name,id\nJane Doe,jd1\nBob Ross,br2\n"))
    room = Classroom(source, students, "01", tmp_path, resume=True)
    room.grade(one_worker)
    room.write("canvas")
    assert room.n_fresh == 0
    assert points_of(room) == {"Jane Doe": TOTAL - 2, "Bob Ross": TOTAL - 2}
    for name, own_id in [("Jane Doe", "jd1"), ("Bob Ross", "br2")]:
        known = json.loads((tmp_path / "results" / f"{own_id}.json").read_text("utf-8"))
        assert (known["student"]["name"], known["student"]["id"]) == (name, own_id)
        assert f">{name}<" in (tmp_path / "feedback" / f"{own_id}.html").read_text("utf-8")
        assert f"{name}," in (tmp_path / "grades-canvas.csv").read_text("utf-8")


def test_what_is_read_before_it_is_graded_has_bounds(tmp_path, monkeypatch):
    monkeypatch.setattr("nnlib.grading.shift.MOST_BYTES", 10)
    shift = Shift(None, False, print, [])
    assert shift.has_room()
    shift.running[Future()] = ()
    shift.n_bytes[Future()] = 10
    assert not shift.has_room()


def test_odd_texts_and_names_do_not_stop_the_reports(tmp_path):
    files = {
        "=cmd()": submission(ANSWERS | {"01-nll": "# half a pair \ud800"}),
        "<script>": submission(ANSWERS | {"01-nll": "raise ValueError('\\ud800<b>')"}),
        "n\udcffn": submission(ANSWERS | {"01-nll": "def nll(Y, P):\n    return '\\ud800'"}),
        "BODY": submission(ANSWERS),
    }
    room = room_of(tmp_path, **files)
    room.grade(one_worker)
    room.write("canvas")
    assert points_of(room) == dict.fromkeys(files, TOTAL - 2) | {"BODY": TOTAL}
    assert len(list((tmp_path / "feedback").iterdir())) == 4
    assert len(json.loads((tmp_path / "grades.json").read_text("utf-8"))["students"]) == 4
    lines = (tmp_path / "grades.csv").read_text("utf-8").split("\n")
    assert not any(line.startswith("=") for line in lines)


def test_an_interruption_keeps_what_is_graded(tmp_path):
    def interrupt(student):
        raise KeyboardInterrupt

    room = room_of(tmp_path, a=submission(ANSWERS), b=HALF)
    with pytest.raises(KeyboardInterrupt):
        room.grade(one_worker, report=interrupt)
    room.write()
    assert points_of(room)["a"] == TOTAL
    assert ("b", "not graded yet") in room.look_at()


def test_earlier_attempts_are_kept_and_the_last_or_the_best_counts(tmp_path):
    for data in (HALF, submission(ANSWERS), UNTOUCHED):
        room = room_of(tmp_path, resume=True, a=data)
        room.grade(one_worker)
    assert points_of(room) == {"a": 0}
    room.grade(one_worker, again=True)  # is no further attempt
    (record,) = room.records()
    assert [a.result.points for a in record.earlier] == [TOTAL - 2, TOTAL]
    source = Files(a=UNTOUCHED)
    best = Classroom(source, find_students(source), "01", tmp_path, resume=True, best=True)
    best.grade(one_worker)
    assert points_of(best) == {"a": TOTAL}
    ((_, flag),) = best.look_at()
    assert flag.startswith("an earlier attempt counts, graded ")
    best.write()
    page = (tmp_path / "feedback" / "a.html").read_text("utf-8")
    assert f"{TOTAL} of {TOTAL} points</h1>" in page


def test_of_very_many_attempts_the_worst_are_dropped(tmp_path, monkeypatch):
    monkeypatch.setattr("nnlib.grading.classroom.MOST_ATTEMPTS", 1)
    for data in (submission(ANSWERS), HALF, UNTOUCHED):
        room = room_of(tmp_path, resume=True, a=data)
        room.grade(one_worker)
    (record,) = room.records()
    assert [a.result.points for a in record.earlier] == [TOTAL]


def test_what_the_instructor_decides_is_asked_for_at_each_run(tmp_path):
    room_of(tmp_path, a=HALF).grade(one_worker)
    (tmp_path / "adjust.csv").write_text("student;exercise;points;comment\na;01-nll;1,5;Nearly\n")
    room = room_of(tmp_path, resume=True, a=HALF)
    room.grade(one_worker)
    room.write("moodle")
    with open(tmp_path / "grades-moodle.csv", encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["Chapter 01"] == f"{TOTAL - 0.5:g}"
    page = tmp_path / "feedback" / "a.html"
    assert "Nearly" in page.read_text("utf-8")
    (tmp_path / "adjust.csv").unlink()
    room_of(tmp_path, resume=True, a=HALF).write()
    assert "Nearly" not in page.read_text("utf-8")
