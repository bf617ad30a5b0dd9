"""The command: what it says, what it writes, and what is left when it is stopped."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
import zipfile

import pytest

from nnlib.grading import pages
from nnlib.grading.__main__ import main, parse
from nnlib.grading.sandbox import SandboxError, choosing
from tests.grading.classmates import as_file, code_cell, descendants, full, right, stubs, submission

ANSWERS = right()
TOTAL = sum(full().values())
HALF = submission(ANSWERS | {"01-nll": stubs()["01-nll"]})
pytestmark = pytest.mark.usefixtures("nothing_left")


@pytest.fixture
def there(tmp_path):
    """A folder of three submissions, as Canvas names them."""
    folder = tmp_path / "submissions"
    folder.mkdir()
    (folder / "angann_1_10_01.ipynb").write_bytes(submission(ANSWERS))
    (folder / "rossbob_LATE_2_20_01.ipynb").write_bytes(HALF)
    (folder / "evilcarl_3_30_01.ipynb").write_bytes(b"no notebook")
    return folder


def command(folder, out, *options):
    grader = [sys.executable, "-m", "nnlib.grading", str(folder), "--workers", "1"]
    return [*grader, "--chapter", "01", "--out", str(out), *options]


def run(folder, out, *options):
    return subprocess.run(
        command(folder, out, *options), capture_output=True, text=True, timeout=120, check=False
    )


def grades(out):
    with open(out / "grades.csv", encoding="utf-8", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


def points(out):
    return {name: float(row["points"] or 0) for name, row in grades(out).items()}


EXPECTED = {"angann": TOTAL, "rossbob": TOTAL - 2, "evilcarl": 0}


@pytest.mark.parametrize("text", ["1", "01"])
def test_a_chapter_may_be_named_without_its_zero(text):
    assert parse(["x", "--chapter", text, "--out", "y"]).chapter == "01"


def test_help_names_every_option():
    done = subprocess.run(
        [sys.executable, "-m", "nnlib.grading", "--help"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    for option in ["chapter", "out", "roster", "lms", "resume", "only", "workers", "dask",
                   "trust-students", "attempts", "book", "solutions"]:  # fmt: skip
        assert f"--{option}" in done.stdout


def test_a_class_is_graded(there, tmp_path):
    done = run(there, tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert points(tmp_path / "out") == EXPECTED
    assert f"2 graded, on average {TOTAL - 1} of {TOTAL} points" in done.stdout
    assert "1 could not be read, 0 points each" in done.stdout
    assert "sandbox: " in done.stdout
    assert "evilcarl: the file is no notebook" in done.stdout.split("Please look at:")[1]
    assert "angann" not in done.stdout.split("Please look at:")[1]
    facts = json.loads((tmp_path / "out" / "grades.json").read_text("utf-8"))
    known = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert f"graded in: {known['sandbox']}; seed {facts['seed']}" in done.stdout
    assert known["sandbox"]
    pages = {path.name for path in (tmp_path / "out" / "feedback").iterdir()}
    assert pages == {"angann_1.html", "rossbob_2.html", "evilcarl_3.html"}
    left = {path.name for path in (tmp_path / "out").iterdir()}
    assert left == {
        "results", "feedback", "grades.csv", "grades.json", "run.json", "class.html"
    }  # fmt: skip


def test_a_zip_a_roster_and_a_file_for_the_lms(there, tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for path in there.iterdir():
            archive.write(path, path.name)
    roster = tmp_path / "roster.csv"
    roster.write_text("Name,ID,LMS ID\nAnn Ang,a1,1\nBob Ross,b2,\nDora,d4,4\n")
    options = ["--roster", str(roster), "--lms", "canvas", "--workers", "2"]
    done = run(tmp_path / "all.zip", tmp_path / "out", *options)
    assert done.returncode == 0, done.stderr
    rows = grades(tmp_path / "out")
    assert points(tmp_path / "out") == {
        "Ann Ang": TOTAL, "Bob Ross": TOTAL - 2, "Dora": 0, "evilcarl": 0
    }  # fmt: skip
    assert rows["Dora"]["look at"] == "nothing was handed in"
    assert (
        "1 without a grade, so without points in grades.csv and grades-canvas.csv:" in done.stdout
    )
    assert "Dora: a notebook that is nobody's on the roster may be theirs" in done.stdout
    assert "not on the roster" in rows["evilcarl"]["look at"]
    with open(tmp_path / "out" / "grades-canvas.csv", encoding="utf-8", newline="") as file:
        ann, bob, dora, _ = csv.DictReader(file)
    assert (ann["ID"], ann["SIS User ID"], ann["Chapter 01"]) == ("1", "a1", str(TOTAL))
    assert (bob["Chapter 01"], dora["Chapter 01"]) == (str(TOTAL - 2), "")


def test_the_next_command_into_a_folder_is_told_what_the_last_was(there, tmp_path):
    """Each writes all tables and pages anew: without the roster they would lose names and ids."""
    roster, out = tmp_path / "roster.csv", tmp_path / "out"
    roster.write_text("Name,ID,LMS ID\nAnn Ang,a1,1\nBob Ross,b2,\nDora,d4,4\n")
    assert run(there, out, "--roster", str(roster), "--book", "https://x.org/b").returncode == 0
    before = points(out)
    assert before["Dora"] == 0
    done = run(there, out, "--only", "a1")
    assert done.returncode == 0, done.stderr
    assert f"as before: --roster {roster} --book https://x.org/b" in done.stdout
    assert points(out) == before
    assert any("https://x.org/b" in p.read_text("utf-8") for p in (out / "feedback").iterdir())
    roster.unlink()
    done = run(there, out, "--resume")
    assert done.returncode == 2
    assert f"there is no roster {roster}, which was named before: name it" in done.stderr
    assert points(out) == before


def test_a_report_is_not_written_over(there, tmp_path):
    out = tmp_path / "out"
    assert run(there, out).returncode == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    done = run(there, out)
    assert done.returncode == 2
    assert "out holds grades already" in done.stderr
    assert "--resume grades what is new or changed" in done.stderr
    done = run(there, out, "--resume", "--chapter", "02")
    assert done.returncode == 2
    assert "holds grades of chapter 01, not of 02" in done.stderr
    assert before == {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    done = run(there, out, "--resume")
    assert f"seed {json.loads(before[out / 'run.json'])['seed']}" in done.stdout


def test_without_a_sandbox_no_report_is_begun(there, tmp_path, monkeypatch, capsys):
    def none(trust):
        raise SandboxError("no sandbox works on this machine")

    monkeypatch.setattr(choosing, "choose_sandbox", none)
    assert main([str(there), "--chapter", "01", "--out", str(tmp_path / "out")]) == 2
    assert "no sandbox works on this machine" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_without_the_packages_for_pages_no_report_is_begun(there, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "jinja2", None)
    pages._environment.cache_clear()
    assert main([str(there), "--chapter", "01", "--out", str(tmp_path / "out")]) == 2
    assert "need Jinja and Pygments: pip install nnlib[grading]" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_what_is_no_notebook_and_who_has_no_id_is_said(there, tmp_path):
    (there / "Cid.pdf").write_bytes(b"%PDF-1.4")
    (there / "Dan.IPYNB").write_bytes(HALF)
    done = run(there, tmp_path / "out", "--lms", "moodle")
    assert done.returncode == 0, done.stderr
    assert points(tmp_path / "out") == EXPECTED | {"Dan": TOTAL - 2}
    assert done.stdout.endswith("\nNo notebooks, so not read: Cid.pdf\n")
    assert (
        "1 of 4 students have no ID in grades-moodle.csv, so its import cannot find them"
        in done.stdout
    )


def test_one_student_is_graded_again(there, tmp_path):
    out = tmp_path / "out"
    assert run(there, out).returncode == 0
    before = {path: path.stat().st_mtime_ns for path in (out / "results").iterdir()}
    (there / "rossbob_LATE_2_20_01.ipynb").write_bytes(submission(ANSWERS))
    seeds = [json.loads((out / "run.json").read_text())["seed"]]
    for name in ("rossbob", "2"):
        done = run(there, out, "--only", name)
        assert done.returncode == 0, done.stderr
        assert points(out) == EXPECTED | {"rossbob": TOTAL}
        seeds.append(json.loads((out / "results" / "rossbob_2.json").read_text())["result"]["seed"])
    assert seeds[0] != seeds[1]  # another notebook
    assert seeds[1] == seeds[2]  # the same
    assert f"1 new or changed, graded with a seed of their own: {seeds[1]}" not in done.stdout
    changed = {p.name for p in (out / "results").iterdir() if p.stat().st_mtime_ns != before[p]}
    assert changed == {"rossbob_2.json"}
    done = run(there, out, "--only", "nobody")
    assert done.returncode == 2
    assert "no submission is of a student 'nobody'" in done.stderr


@pytest.mark.parametrize(
    ("name", "text"),
    [("results/angann_1.json", '{"version": 2}'), ("run.json", "{"), ("run.json", "{}")],
)
def test_a_damaged_file_is_named(there, tmp_path, capsys, name, text):
    options = [str(there), "--chapter", "01", "--out", str(tmp_path / "out")]
    for path in there.iterdir():
        path.write_bytes(b"no notebook")
    assert main([*options, "--workers", "1"]) == 0
    path = tmp_path / "out" / name
    path.write_text(text)
    capsys.readouterr()
    is_run = name == "run.json"
    assert main([*options, "--workers", "1", *([] if is_run else ["--resume"])]) == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith(f"nnlib-grade: {path} cannot be read: it")
    if is_run:
        assert main([*options, "--workers", "1", "--resume"]) == 0
        assert f"{path} was damaged; what it was of is graded again" in capsys.readouterr().out


def test_a_report_of_an_earlier_version_goes_on(there, tmp_path):
    """Files of results said no version then; all else was as it is."""
    out = tmp_path / "out"
    assert run(there, out).returncode == 0
    for path in (out / "results").iterdir():
        facts = json.loads(path.read_text("utf-8"))
        assert facts.pop("version") == 1
        path.write_text(json.dumps(facts), "utf-8")
    before = {path: path.read_bytes() for path in (out / "results").iterdir()}
    (there / "rossbob_LATE_2_20_01.ipynb").write_bytes(submission(ANSWERS))
    done = run(there, out, "--resume")
    assert done.returncode == 0, done.stderr
    assert points(out) == EXPECTED | {"rossbob": TOTAL}
    changed = {p.name for p in before if p.read_bytes() != before[p]}
    assert changed == {"rossbob_2.json"}


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["missing", "--chapter", "01"], "there is no folder, zip or notebook 'missing'"),
        ([".", "--chapter", "99"], "there is no chapter '99', there are 00, 01"),
        (["empty", "--chapter", "01"], "there is no notebook in empty"),
        (["file.zip", "--chapter", "01"], "file.zip is no zip that can be read"),
        ([".", "--chapter", "01", "--roster", "gone.csv"], "gone.csv"),
        ([".", "--chapter", "01", "--roster", "odd.csv"], "expected name, id and perhaps lms_id"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(tmp_path, monkeypatch, capsys, options, says):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.ipynb").write_text("{}")
    (tmp_path / "file.zip").write_text("")
    (tmp_path / "odd.csv").write_text("a,b\n1,2\n")
    assert main([*options, "--out", "out"]) == 2
    said = capsys.readouterr().err
    assert says in said
    assert said.count("\n") == 1


def test_a_wrong_option_is_refused(capsys):
    with pytest.raises(SystemExit) as caught:
        parse(["x"])
    assert caught.value.code == 2
    with pytest.raises(SystemExit):
        parse(["x", "--chapter", "01", "--out", "o", "--lms", "blackboard"])
    assert "blackboard" in capsys.readouterr().err


def test_names_cannot_speak_to_the_terminal(there, tmp_path):
    (there / "a\x1b[31mred.ipynb").write_bytes(b"no notebook")
    (there / os.fsdecode(b"\xff.ipynb")).write_bytes(b"no notebook")
    done = run(there, tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "a?[31mred: the file is no notebook" in done.stdout
    assert "\x1b[31m" not in done.stdout


@pytest.fixture
def many(tmp_path):
    """Ten submissions that take a while, each with words of its own."""
    folder = tmp_path / "many"
    folder.mkdir()
    for i in range(10):
        first = f"import time\ntime.sleep(0.5 + {i} / 1000)"
        answers = ANSWERS | {"01-nll": f"{ANSWERS['01-nll']}\nmine = {i}"}
        (folder / f"s{i}.ipynb").write_bytes(submission(answers, first=first))
    return folder


def wait_for_results(out, process, n=2):
    for _ in range(600):
        if len(list(out.glob("results/*.json"))) >= n:
            return
        assert process.poll() is None
        time.sleep(0.1)
    pytest.fail("nothing was graded")


def start(folder, out, *options):
    return subprocess.Popen(
        command(folder, out, *options),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        preexec_fn=hear_ctrl_c,
    )  # fmt: skip


def hear_ctrl_c():
    """Undo what `nohup make test &` does: its children are to ignore Ctrl-C, and so would ours."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_after_a_kill_it_goes_on_where_it_stopped(many, tmp_path):
    out = tmp_path / "out"
    process = start(many, out, "--workers", "2")
    wait_for_results(out, process)
    family = [number for number, _ in descendants(process.pid)]
    process.kill()
    process.wait()
    process.stdout.close()
    assert family
    for _ in range(100):
        left = [number for number in family if os.path.exists(f"/proc/{number}")]
        if not left:
            break
        time.sleep(0.1)
    assert left == []
    before = {path: path.stat().st_mtime_ns for path in out.glob("results/*.json")}
    assert 2 <= len(before) < 10
    seed = json.loads((out / "run.json").read_text())["seed"]
    done = run(many, out, "--resume", "--workers", "2")
    assert done.returncode == 0, done.stderr
    assert points(out) == {f"s{i}": TOTAL for i in range(10)}
    assert all(path.stat().st_mtime_ns == when for path, when in before.items())
    assert json.loads((out / "grades.json").read_text("utf-8"))["seed"] == seed
    assert "Please look at" not in done.stdout


def test_ctrl_c_keeps_the_results(many, tmp_path):
    out = tmp_path / "out"
    sleeps = "import time\ntime.sleep(1000)\n"  # two minutes, which nobody waits for
    cells = [code_cell(f"{sleeps}x = {i}") for i in range(60)]
    (many / "s2.ipynb").write_bytes(as_file({"cells": cells}))
    process = start(many, out)
    wait_for_results(out, process)
    os.killpg(process.pid, signal.SIGINT)
    time.sleep(0.2)
    os.killpg(process.pid, signal.SIGINT)  # as who is impatient
    try:
        said, _ = process.communicate(timeout=50)
    finally:
        process.kill()
    assert process.returncode == 130
    assert "Interrupted. What is graded is kept" in said
    assert "Traceback" not in said
    found = points(out)
    assert set(found) == {f"s{i}" for i in range(10)}
    graded = [name for name, value in found.items() if value]
    cells = {name: row["points"] for name, row in grades(out).items()}
    assert {name for name, cell in cells.items() if cell == ""} == set(found) - set(graded)
    assert f"{10 - len(graded)} without a grade, so without points in grades.csv:" in said
    assert 2 <= len(graded) < 10
    assert "s9: not graded yet" in said
    (many / "s2.ipynb").write_bytes(b"no notebook")
    assert run(many, out, "--resume").returncode == 0
    assert points(out) == {f"s{i}": TOTAL for i in range(10)} | {"s2": 0}
