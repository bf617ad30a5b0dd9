"""Write two pages for instructors: python book/_src/instructors.py [--check]

book/instructors.md is instructors.md beside this script with a table, whose minutes come from
that in index.md and whose points come from the exercises. solutions/wrong-answers.md lists the
exercises' named mistakes. It gives answers away, hence its folder: a book without solutions is
without it. --check only says whether both pages are up to date.
"""

import argparse
import re
import sys
from pathlib import Path

from nnlib.exercises import REGISTRY

SOURCES = Path(__file__).resolve().parent
BOOK = SOURCES.parent
PAGE = BOOK / "instructors.md"
WRONG_ANSWERS = BOOK.parent / "solutions" / "wrong-answers.md"
INTRO = """
# Common wrong answers

<!-- Written by book/_src/instructors.py from the exercises. -->

What learners really write, and the sentence that they read; useful before a lecture.
"""


def chapters():
    """Number, file, title and minutes of each chapter, from the front page's table."""
    row = re.compile(r"^\| \[(\d\d) · (.+?)\]\((.+?)\) \|.*\| (\d+) \| [^|]+ \|$", re.M)
    for number, title, file, minutes in row.findall((BOOK / "index.md").read_text("utf-8")):
        yield number, file, title, int(minutes)


def table():
    """A row for each chapter, and their sum."""
    lines = ["| chapter | minutes | exercises | points |", "| --- | --- | --- | --- |"]
    total = [0, 0, 0]
    for number, file, title, minutes in chapters():
        exercises = [e for e in REGISTRY.values() if e.chapter == number]
        facts = [minutes, len(exercises), sum(e.points for e in exercises)]
        total = [a + b for a, b in zip(total, facts, strict=True)]
        lines.append(f"| [{number} · {title}]({file}) | " + " | ".join(map(str, facts)) + " |")
    return "\n".join([*lines, "| all | " + " | ".join(map(str, total)) + " |"])


def mistakes():
    """The text of the page of wrong answers: the named mistakes, by chapter."""
    lines = [INTRO.lstrip()]
    for number, _, title, _ in chapters():
        lines += [f"## {number} · {title}", ""]
        for exercise in REGISTRY.values():
            if exercise.chapter == number:
                lines.append(f"* **{exercise.title}** (`{exercise.id}`)")
                sentences = {}
                for mistake in exercise.mistakes:  # one for all sizes of a number
                    sentences.setdefault(without_sizes(mistake.sentence), mistake.sentence)
                lines += [f"  * {sentence}" for sentence in sentences.values()]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def without_sizes(sentence):
    """The sentence without what differs between a mistake's sizes: 1e-07, 100."""
    return re.sub(r"\d+e-\d+|\d{2,}", "", sentence)


def page():
    """The text of the page for instructors."""
    text = (SOURCES / "instructors.md").read_text(encoding="utf-8")
    return text.replace("{table}", table())


def main(argv=None):
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(description="Write the pages for instructors.")
    parser.add_argument("--check", action="store_true", help="only say whether they are up to date")
    options = parser.parse_args(argv)
    old = []
    for path, text in {PAGE: page(), WRONG_ANSWERS: mistakes()}.items():
        if not options.check:
            path.write_text(text, encoding="utf-8", newline="\n")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            old.append(path.relative_to(BOOK.parent).as_posix())
    if old:
        print(f"not up to date: {', '.join(old)}; run `make notebooks`", file=sys.stderr)
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main())
