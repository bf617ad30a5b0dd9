"""Draw the course's diagrams, each as an SVG in this folder: python -m book.figures [NAME …]

Each script here offers ``PICTURES``: names, and functions that return a ``Diagram``. One more is
drawn from measurements, in bookbuild/performance.py.
"""

import sys
from importlib import import_module
from pathlib import Path

from bookbuild import performance

HERE = Path(__file__).resolve().parent
SCRIPTS = sorted(path.stem for path in HERE.glob("[!_]*.py"))


def pictures():
    """Every picture's name, and the function that draws it."""
    found = {performance.PICTURE.stem: performance.draw}
    for script in SCRIPTS:
        found |= import_module(f"book.figures.{script}").PICTURES
    return found


def main(names):
    """Draw the pictures that are named, or all of them; ``ladder`` names every rung of it."""
    for name, draw in pictures().items():
        if not names or {name, name.partition("-")[0]} & {*names}:
            (HERE / f"{name}.svg").write_text(draw().svg(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
