"""Write the pages that are made of facts: python -m bookbuild.pages [--check]

    book/instructors.md         the chapters' minutes and points
    solutions/wrong-answers.md  the exercises' named mistakes
    book/sources.md             published numbers and ours
    book/performance.md         how fast the library is
    book/licences.md            what others have made, and its licences
    THIRD-PARTY.txt             their texts

--check writes nothing; it says which of them are not up to date.
"""

import argparse
import sys

from bookbuild import instructors, licences, performance, sources
from bookbuild.paths import ROOT
from nnlib._common.atomic import write_atomically

FRONT_MATTER = """---
generated: written by {script}, do not edit
---

"""
PAGES = {
    instructors.PAGE: (instructors.page, "bookbuild/instructors.py"),
    instructors.WRONG_ANSWERS: (instructors.wrong_answers, "bookbuild/instructors.py"),
    sources.PAGE: (sources.page, "bookbuild/sources.py"),
    performance.PAGE: (performance.page, "bookbuild/performance.py"),
    licences.PAGE: (licences.page, "bookbuild/licences.py"),
}


def texts():
    """Each page's path, and the text that it should have."""
    for path, (write, script) in PAGES.items():
        yield path, FRONT_MATTER.format(script=script) + write().strip() + "\n"
    yield licences.TEXTS, licences.texts() + "\n"


def main(argv=None):
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(description="Write the pages that are made of facts.")
    parser.add_argument("--check", action="store_true", help="only say whether all is up to date")
    options = parser.parse_args(argv)
    old = []
    for path, text in texts():
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        if options.check:
            old.append(path.relative_to(ROOT).as_posix())
        else:
            write_atomically(path, text)
    if old:
        print(
            f"not up to date: {', '.join(old)}; run `.venv/bin/python -m bookbuild.pages`",
            file=sys.stderr,
        )
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main())
