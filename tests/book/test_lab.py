"""make lab: a learner's copies are made once and never touched again."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from bookbuild import lab
from bookbuild.environment import QUIET

THREADS = ["OPENBLAS", "OMP", "MKL", "VECLIB", "BLIS"]


@pytest.fixture
def book(tmp_path):
    book = tmp_path / "book"
    (book / "figures").mkdir(parents=True)
    (book / "01-a.ipynb").write_text("chapter")
    (book / "figures" / "x.svg").write_bytes(b"picture")
    return book


def test_chapters_and_their_pictures_are_copied(book, tmp_path):
    work = tmp_path / "work"
    assert lab.copy_new(book, work) == ["01-a.ipynb", "figures/x.svg"]
    assert (work / "01-a.ipynb").read_text() == "chapter"
    assert (work / "figures" / "x.svg").read_bytes() == b"picture"


def test_an_update_never_touches_a_learners_answers(book, tmp_path):
    work = tmp_path / "work"
    lab.copy_new(book, work)
    (work / "01-a.ipynb").write_text("my answers")
    (book / "01-a.ipynb").write_text("chapter, second edition")
    (book / "02-b.ipynb").write_text("a new chapter")
    assert lab.copy_new(book, work) == ["02-b.ipynb"]
    assert (work / "01-a.ipynb").read_text() == "my answers"


def test_an_interrupted_copy_leaves_no_half_chapter(book, tmp_path, monkeypatch):
    work = tmp_path / "work"

    def half(source, there):
        there.write_text("ch")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(lab.shutil, "copyfile", half)
        with pytest.raises(KeyboardInterrupt):
            lab.copy_new(book, work)
    assert not (work / "01-a.ipynb").exists()
    lab.copy_new(book, work)
    assert (work / "01-a.ipynb").read_text() == "chapter"


def test_the_defaults_of_the_course_come_after_what_is_there(monkeypatch):
    monkeypatch.delenv("JUPYTER_CONFIG_PATH", raising=False)
    assert lab.environment()["JUPYTER_CONFIG_PATH"] == str(lab.CONFIG)
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "mine")
    assert lab.environment()["JUPYTER_CONFIG_PATH"] == os.pathsep.join(["mine", str(lab.CONFIG)])


def test_one_thread_unless_the_user_says_otherwise(monkeypatch):
    """Threads of BLAS that wait for each other beside a busy browser take an hour for a minute."""
    names = [f"{name}_NUM_THREADS" for name in THREADS if name != "VECLIB"]
    names.append("VECLIB_MAXIMUM_THREADS")
    for name in names:
        monkeypatch.delenv(name, raising=False)
    assert [lab.environment().get(name) for name in names] == ["1"] * 5
    assert [QUIET.get(name) for name in names] == ["1"] * 5
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "3")
    assert lab.environment()["OPENBLAS_NUM_THREADS"] == "3"


def test_a_changed_chapter_is_kept_and_named_and_an_unchanged_one_renewed(book, tmp_path):
    work = tmp_path / "work"
    (book / "02-b.ipynb").write_text("second chapter")
    said = lab.renew(book, work)
    assert said == [f"copied into {work}: 01-a.ipynb, 02-b.ipynb, figures/x.svg"]
    assert lab.renew(book, work) == [f"nothing new for {work}"]
    (work / "01-a.ipynb").write_text("my answers")
    assert lab.renew(book, work) == [f"nothing new for {work}"]
    (book / "01-a.ipynb").write_text("chapter, second edition")
    (book / "02-b.ipynb").write_text("second chapter, second edition")
    renewed, kept = lab.renew(book, work)
    assert renewed == f"renewed in {work}, where you had not changed it: 02-b.ipynb"
    assert (work / "02-b.ipynb").read_text() == "second chapter, second edition"
    assert kept.startswith("new in the book, but you have changed your copy, which stays: 01-a.ip")
    assert lab.renew(book, work) == [kept]  # until they have done something about it
    assert (work / "01-a.ipynb").read_text() == "my answers"
    (work / "01-a.ipynb").rename(work / "01-mine.ipynb")
    assert lab.renew(book, work) == [f"copied into {work}: 01-a.ipynb"]
    assert (work / "01-mine.ipynb").read_text() == "my answers"
    assert lab.renew(book, work) == [f"nothing new for {work}"]


def test_copies_whose_edition_was_never_noted_are_kept(book, tmp_path):
    """Those of a course before this one, and those whose list is lost or broken."""
    work = tmp_path / "work"
    lab.copy_new(book, work)
    (work / "01-a.ipynb").write_text("an older chapter, or answers")
    (said,) = lab.renew(book, work)
    assert "cannot tell" in said
    assert said.count("01-a.ipynb") == 1
    assert "x.svg" not in said  # the same as the book's
    assert lab.renew(book, work) == [f"nothing new for {work}"]
    (work / lab.EDITIONS).write_text("{")
    assert lab.renew(book, work) == [said]
    (book / "01-a.ipynb").write_text("chapter, second edition")
    assert lab.renew(book, work)[0].startswith("new in the book")
    assert (work / "01-a.ipynb").read_text() == "an older chapter, or answers"


def test_what_is_saved_while_a_chapter_is_renewed_is_kept(book, tmp_path, monkeypatch):
    work = tmp_path / "work"
    lab.renew(book, work)
    (book / "01-a.ipynb").write_text("chapter, second edition")

    def slowly(source, there):
        (work / "01-a.ipynb").write_text("my answers, saved just now")
        there.write_bytes(source.read_bytes())

    with monkeypatch.context() as patch:
        patch.setattr(lab.shutil, "copyfile", slowly)
        (kept,) = lab.renew(book, work)
    assert kept.startswith("new in the book, but you have changed your copy")
    assert (work / "01-a.ipynb").read_text() == "my answers, saved just now"
    assert list(work.glob("*.part")) == []


@pytest.fixture
def course(book):
    """A course of one chapter with the program in it, so that nobody's work/ is touched."""
    folder = book.parent
    (folder / "bookbuild").mkdir()
    for name in ["__init__.py", "lab.py", "environment.py", "paths.py"]:
        shutil.copy(lab.ROOT / "bookbuild" / name, folder / "bookbuild")
    return folder


def test_a_python_without_jupyterlab_says_so_before_it_copies(course):
    # -S: without what is installed
    command = [sys.executable, "-S", "-m", "bookbuild.lab"]
    ran = subprocess.run(command, cwd=course, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "make lab" in ran.stderr
    assert ".venv" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not (course / "work").exists()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such signal")
def test_who_ends_make_lab_ends_jupyterlab(course, tmp_path):
    stand_in = tmp_path / "python"
    stand_in.mkdir()
    (stand_in / "jupyter.py").write_text(
        "import os, pathlib, sys, time\n"
        "pathlib.Path('pid.part').write_text(f'{os.getpid()} {sys.argv[1:]}')\n"
        "os.replace('pid.part', 'pid')\n"
        "time.sleep(60)\n"
    )
    variables = {**os.environ, "PYTHONPATH": str(stand_in)}
    command = [sys.executable, "-m", "bookbuild.lab", "--no-browser"]
    log = tmp_path / "log"
    with log.open("w") as file:
        started = subprocess.Popen(command, cwd=course, env=variables, stdout=file)
    noted = course / "work" / "pid"
    for _ in range(200):
        if noted.exists():
            break
        time.sleep(0.1)
    pid, arguments = noted.read_text().split(maxsplit=1)
    assert arguments == "['lab', '--no-browser']"
    started.terminate()
    assert started.wait(timeout=20) == -signal.SIGTERM
    assert log.read_text().startswith("copied into")
    try:
        os.kill(int(pid), signal.SIGKILL)
    except ProcessLookupError:
        return
    pytest.fail("JupyterLab was still running")
