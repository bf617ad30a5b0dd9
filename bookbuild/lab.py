"""Open JupyterLab on your own copy of the chapters: python -m bookbuild.lab [--no-browser …]

With --answers FILE, what was written on the book's pages is brought in (bookbuild/answers.py).

Chapters that are not in work/ yet are copied there, and a new edition is merged into those that
are: your answers and your own cells stay (bookbuild/lab_copies.py). JupyterLab opens on a page of
the chapters and your progress (bookbuild/start.py). Options go on to it.
"""

import argparse
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

from bookbuild.paths import BOOK, ROOT

WORK = ROOT / "work"
# JupyterLab keeps figures in a saved notebook, or tomorrow it would say "model not found".
CONFIG = Path(__file__).resolve().parent / "jupyter"
# What was open comes back next time; the folder of the learner keeps it, and at first it says that
# the contents of a notebook stand at its left.
WORKSPACES = WORK / ".jupyterlab"
CONTENTS_OPEN = {"left": {"collapsed": False, "visible": True, "current": "@jupyterlab/toc:plugin"}}
NO_JUPYTERLAB = f"""\
{sys.executable} has no JupyterLab or no nnlib. Run `make lab`, which takes the Python in .venv,
or make .venv as README.md says under "Without make" and run this script with its Python."""


def environment():
    """Return the variables for a JupyterLab with the defaults of the course."""
    from bookbuild.environment import ONE_THREAD  # which looks for nnlib

    paths = [os.environ.get("JUPYTER_CONFIG_PATH", ""), str(CONFIG)]
    paths = os.pathsep.join(filter(None, paths))
    ours = {
        "JUPYTERLAB_WORKSPACES_DIR": str(WORKSPACES),
        "PYTHONSTARTUP": str(CONFIG / "first_cell.py"),
    }
    return {**ONE_THREAD, **ours, **os.environ, "JUPYTER_CONFIG_PATH": paths}


def open_contents(folder):
    """Have JupyterLab begin with the table of contents, where it has not been open yet.

    Parameters
    ----------
    folder : Path
        Where JupyterLab keeps what was open.
    """
    from jupyterlab_server.workspaces_handler import WorkspacesManager

    if not any(folder.glob("*")):
        begin = {"data": {"layout-restorer:data": CONTENTS_OPEN}, "metadata": {"id": "default"}}
        WorkspacesManager(str(folder)).save("default", json.dumps(begin))


def bring_in(path):
    """Put the answers of a file into the chapters, beside which progress is noted."""
    from bookbuild import answers

    try:
        found = answers.read(path)
    except ValueError as error:
        sys.exit(str(error))
    os.chdir(WORK)
    print(*answers.put(found, BOOK, WORK), sep="\n", flush=True)


def main():
    """Copy, say what was copied, and become JupyterLab."""
    if not all(importlib.util.find_spec(name) for name in ["jupyterlab", "nnlib"]):
        sys.exit(NO_JUPYTERLAB)
    from bookbuild import lab_copies, start  # which need what was just looked for

    parser = argparse.ArgumentParser(
        prog="python -m bookbuild.lab",
        description="Copy what is new of the chapters into work/, and open JupyterLab there.",
        epilog="Any other option goes on to JupyterLab, such as --no-browser and --port 9000; "
        "`python -m jupyter lab --help` lists them.",
        allow_abbrev=False,
    )
    help_of_answers = "what you wrote on the book's pages, as a page saved it: bring it in first"
    parser.add_argument("--answers", type=Path, metavar="FILE", help=help_of_answers)
    ours, options = parser.parse_known_args()
    print(*lab_copies.renew(BOOK, WORK), sep="\n", flush=True)
    if ours.answers:
        bring_in(ours.answers.resolve())
    os.chdir(WORK)
    start.write(BOOK, WORK)
    variables = environment()
    open_contents(Path(variables["JUPYTERLAB_WORKSPACES_DIR"]))
    opened = [start.NAME] if (WORK / start.NAME).exists() else []
    command = [sys.executable, "-m", "jupyter", "lab", *opened, *options]
    if os.name == "posix":  # one process, so that who ends this script ends JupyterLab
        os.execve(sys.executable, command, variables)
    try:
        return subprocess.run(command, cwd=WORK, env=variables).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
