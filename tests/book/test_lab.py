"""make lab: what it needs, what it sets, and what it leaves behind."""

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


@pytest.mark.parametrize(
    ("code", "said", "traceback"),
    [("check('02-step-unit', 1)", "Run the first cell", False), ("chekc(1)", "chekc", True)],
)
def test_a_cell_that_lacks_the_imports_says_to_run_the_first_one(tmp_path, code, said, traceback):
    variables = {**os.environ, "PYTHONSTARTUP": lab.environment()["PYTHONSTARTUP"]}
    variables["IPYTHONDIR"] = str(tmp_path)
    command = [sys.executable, "-m", "IPython", "--colors=nocolor", "--simple-prompt"]
    ran = subprocess.run(
        command, input=f"{code}\n", env=variables, capture_output=True, text=True, check=False
    )
    told = ran.stdout + ran.stderr
    assert said in told
    assert ("NameError" in told) == traceback


def test_the_contents_are_open_at_first_and_later_what_was_open(tmp_path, monkeypatch):
    monkeypatch.delenv("JUPYTERLAB_WORKSPACES_DIR", raising=False)
    assert lab.environment()["JUPYTERLAB_WORKSPACES_DIR"] == str(lab.WORK / ".jupyterlab")
    folder = tmp_path / "work" / ".jupyterlab"
    lab.open_contents(folder)
    (kept,) = folder.iterdir()
    assert "toc" in kept.read_text(encoding="utf-8")
    kept.write_text("{}", encoding="utf-8")
    lab.open_contents(folder)
    assert kept.read_text(encoding="utf-8") == "{}"


@pytest.fixture
def course(tmp_path):
    """A course of one page with the program in it, so that nobody's work/ is touched."""
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "glossary.md").write_text("# Glossary")
    shutil.copytree(lab.ROOT / "bookbuild", tmp_path / "bookbuild")
    return tmp_path


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
def test_help_names_its_own_option_and_copies_nothing(course):
    command = [sys.executable, "-m", "bookbuild.lab", "--help"]
    asked = subprocess.run(command, cwd=course, capture_output=True, text=True, check=True)
    assert "--answers FILE" in asked.stdout
    assert "goes on to JupyterLab" in asked.stdout
    assert not (course / "work").exists()


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
