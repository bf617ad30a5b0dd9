"""Open JupyterLab on your own copy of the chapters: python -m bookbuild.lab [--no-browser …]

Chapters that are not in work/ yet are copied there. A file that you have changed is never
touched, whatever an update brings; one that is as it was copied is renewed. Options go on to
JupyterLab.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from bookbuild.environment import ONE_THREAD
from bookbuild.paths import BOOK, ROOT

WORK = ROOT / "work"
WANTED = ["*.ipynb", "*.md", "figures/*.svg"]
# JupyterLab keeps figures in a saved notebook, or tomorrow it would say "model not found".
CONFIG = Path(__file__).resolve().parent / "jupyter"
EDITIONS = ".editions.json"  # in work/: each file's name, and the hash of what was handed out
FRESH = ". To get the book's, rename yours and run `make lab` again."
NO_JUPYTERLAB = f"""\
{sys.executable} has no JupyterLab or no nnlib. Run `make lab`, which takes the Python in .venv,
or make .venv as README.md says under "Without make" and run this script with its Python."""


def wanted(book):
    """Path and name of each file that a learner gets."""
    paths = sorted(path for pattern in WANTED for path in book.glob(pattern))
    return [(path, path.relative_to(book).as_posix()) for path in paths]


def copy_new(book=BOOK, work=WORK):
    """Copy what is missing; return the names of the copied files."""
    copied = []
    for source, name in wanted(book):
        if (work / name).exists():
            continue
        copy(source, work / name)
        copied.append(name)
    return copied


def copy(source, there, over=None):
    """Copy a file as a whole; over another only if that has the hash ``over``, else say False."""
    there.parent.mkdir(parents=True, exist_ok=True)
    scratch = there.with_name(there.name + ".part")  # a Ctrl-C leaves no half chapter
    shutil.copyfile(source, scratch)
    if over is not None and digest(there) != over:  # saved a moment ago
        scratch.unlink()
        return False
    scratch.replace(there)
    return True


def digest(path):
    """A hash of a file's bytes; None if it is not there."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def renew(book=BOOK, work=WORK):
    """Copy what is missing, renew what the learner has not changed; return what is to be said."""
    editions = read_editions(work)
    renewed, kept, unknown = [], [], []
    for source, name in wanted(book):
        there, new = work / name, digest(source)
        mine = digest(there)
        if mine not in (None, new):
            if name not in editions:
                unknown.append(name)
            elif mine == editions[name] and copy(source, there, over=mine):
                renewed.append(name)
            elif new != editions[name]:
                kept.append(name)
                continue  # theirs still comes from the edition that is noted
        editions[name] = new
    copied = copy_new(book, work)
    write_editions(work, editions)
    said = [
        (f"copied into {work}: ", copied, ""),
        (f"renewed in {work}, where you had not changed it: ", renewed, ""),
        ("new in the book, but you have changed your copy, which stays: ", kept, FRESH),
        ("not as in the book, we cannot tell which is newer, and yours stays: ", unknown, FRESH),
    ]
    said = [start + ", ".join(names) + end for start, names, end in said if names]
    return said or [f"nothing new for {work}"]


def read_editions(work):
    """The editions that were handed out; nothing if that was not noted, or is lost."""
    try:
        return dict(json.loads((work / EDITIONS).read_text(encoding="utf-8")))
    except (OSError, TypeError, ValueError):
        return {}


def write_editions(work, editions):
    """Note what was handed out."""
    scratch = work / (EDITIONS + ".part")
    scratch.write_text(json.dumps(editions, indent=1), encoding="utf-8")
    scratch.replace(work / EDITIONS)


def environment():
    """Return the variables for a JupyterLab with the defaults of the course."""
    paths = [os.environ.get("JUPYTER_CONFIG_PATH", ""), str(CONFIG)]
    paths = os.pathsep.join(filter(None, paths))
    return {**ONE_THREAD, **os.environ, "JUPYTER_CONFIG_PATH": paths}


def main():
    """Copy, say what was copied, and become JupyterLab."""
    if not all(importlib.util.find_spec(name) for name in ["jupyterlab", "nnlib"]):
        sys.exit(NO_JUPYTERLAB)
    print(*renew(), sep="\n", flush=True)
    command = [sys.executable, "-m", "jupyter", "lab", *sys.argv[1:]]
    if os.name == "posix":  # one process, so that who ends this script ends JupyterLab
        os.chdir(WORK)
        os.execve(sys.executable, command, environment())
    try:
        return subprocess.run(command, cwd=WORK, env=environment()).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
