"""Write the page for instructors: python book/_src/instructors.py [--check]

Minutes, points and common wrong answers come from the exercises themselves; the rest is
instructors.md beside this script. --check only says whether the page is up to date.
"""

import argparse
import re
import sys
from pathlib import Path

from nnlib.exercises import REGISTRY

SOURCES = Path(__file__).resolve().parent
PAGE = SOURCES.parent / "instructors.md"


def chapters():
    """Number, file, title and minutes of each chapter, from the front page's table."""
    row = re.compile(r"^\| \[(\d\d) · (.+?)\]\((.+?)\) \|.*\| (\d+) \| [^|]+ \|$", re.M)
    for number, title, file, minutes in row.findall((PAGE.parent / "index.md").read_text("utf-8")):
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
    """The named mistakes, folded by chapter."""
    parts = []
    for number, _, title, _ in chapters():
        lines = [f"<details><summary>{number} · {title}</summary>", ""]
        for exercise in REGISTRY.values():
            if exercise.chapter == number:
                lines.append(f"* **{exercise.title}** (`{exercise.id}`)")
                sentences = {}
                for mistake in exercise.mistakes:  # one for all sizes of a number
                    sentences.setdefault(
                        re.sub(r"\d+e-\d+|\d{2,}", "", mistake.sentence), mistake.sentence
                    )
                lines += [f"  * {sentence}" for sentence in sentences.values()]
        parts.append("\n".join([*lines, "", "</details>"]))
    return "\n\n".join(parts)


def page():
    """The text of the page."""
    text = (SOURCES / "instructors.md").read_text(encoding="utf-8")
    return text.replace("{table}", table()).replace("{mistakes}", mistakes())


def main(argv=None):
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(description="Write the page for instructors.")
    parser.add_argument("--check", action="store_true", help="only say whether it is up to date")
    options = parser.parse_args(argv)
    if not options.check:
        PAGE.write_text(page(), encoding="utf-8", newline="\n")
    elif not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != page():
        print("book/instructors.md is not up to date: run `make notebooks`", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
