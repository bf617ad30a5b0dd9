"""Open JupyterLab on your own copy of the chapters: python -m bookbuild.lab [--no-browser …]

Chapters that are not in work/ yet are copied there. A file that is already there is
yours and is never touched, whatever an update brings. Options go on to JupyterLab.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from bookbuild.paths import BOOK, ROOT

WORK = ROOT / "work"
WANTED = ["*.ipynb", "*.md", "figures/*.png"]
# JupyterLab keeps figures in a saved notebook, or tomorrow it would say "model not found".
CONFIG = Path(__file__).resolve().parent / "jupyter"


def copy_new(book=BOOK, work=WORK):
    """Copy what is missing; return the names of the copied files."""
    copied = []
    for source in sorted(path for pattern in WANTED for path in book.glob(pattern)):
        there = work / source.relative_to(book)
        if there.exists():
            continue
        there.parent.mkdir(parents=True, exist_ok=True)
        scratch = there.with_name(there.name + ".part")  # a Ctrl-C leaves no half chapter
        shutil.copyfile(source, scratch)
        scratch.replace(there)
        copied.append(str(source.relative_to(book)))
    return copied


def environment():
    """Return the variables for a JupyterLab with the defaults of the course."""
    paths = [os.environ.get("JUPYTER_CONFIG_PATH", ""), str(CONFIG)]
    return {**os.environ, "JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, paths))}


def main():
    """Copy, say what was copied, and run JupyterLab."""
    copied = copy_new()
    print(f"copied into {WORK}: {', '.join(copied)}" if copied else f"{WORK} is up to date")
    command = [sys.executable, "-m", "jupyter", "lab", *sys.argv[1:]]
    try:
        return subprocess.run(command, cwd=WORK, env=environment()).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
